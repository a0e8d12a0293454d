"""What the terminal says: of steps, milestones and wishes, and how a setup ended."""

from __future__ import annotations

from setup_wizard.core.account import TokenKind
from setup_wizard.core.details import Detail
from setup_wizard.core.errors import Reason
from setup_wizard.core.wifi import SecurityKind
from setup_wizard.workflow.facts import Facts
from setup_wizard.workflow.news import Ask, CannotJoin, Change, Milestone
from setup_wizard.workflow.step import Step
from setup_wizard.workflow.words import words_about, words_for

STEP_TITLES = {
    Step.PURPOSE: "Start",
    Step.SIGN_IN: "Sign in",
    Step.PRODUCT: "Choose the product",
    Step.CUSTOMER: "Create or find the customer",
    Step.RESTORE: "Give the device back",
    Step.JOIN: "Find the Photon",
    Step.NETWORK: "Choose the network",
    Step.PASSWORD: "Hand over the network",
    Step.CONFIRM: "Wait for the cloud to confirm",
    Step.DONE: "Done",
}
MILESTONE_LINES = {
    Milestone.DEVICE_READ: "the Photon has told its id; its product has to know it first",
    Milestone.IN_PRODUCT: "the product has the device",
    Milestone.NETWORK_SENT: "the network is stored on the Photon",
    Milestone.LEFT_SETUP_MODE: "the Photon left setup mode",
    Milestone.BACK_IN_SETUP_MODE: "the Photon answers in setup mode again; asking the cloud once more",
    Milestone.CLOUD_REACHED: "the cloud answers",
    Milestone.DEVICE_OURS: "the cloud lists it",
    Milestone.DEVICE_ONLINE: "the cloud has heard from it",
}
CHANGE_LINES = {
    Change.UNCLAIM: "take it from its owner",
    Change.REMOVE: "take it out of the product",
    Change.CLAIM: "claim it by its id",
    Change.FLASH: "flash Tinker",
}
ASK_TEXTS = {
    Ask.JOIN_PHOTON: (
        "Join the Wi-Fi network whose name starts with {prefix}- on this computer; it has no password. "
        "If the Photon's light does not blink blue, hold SETUP for 3 seconds first."
    ),
    Ask.LEAVE_PHOTON: "Go back to the Wi-Fi network with internet on this computer.",
    Ask.HOLD_SETUP: "Hold SETUP on the Photon for 3 seconds, until its light blinks blue.",
}


OR_BY_CABLE = {
    Reason.NO_WIFI_ADAPTER: "By USB cable, --usb sets it up without Wi-Fi.",
    Reason.SSID_NOT_EXPRESSIBLE: "By USB cable, --usb takes every name.",
    Reason.NETWORK_NOT_SEEN: "A hidden network works by USB cable, with --usb and --security.",
}
"""What Wi-Fi cannot do, and a cable can."""
CUSTOMER_OF_ANOTHER = "This customer is not one of the product. Check --product: a customer's token is for one only."
NOT_AT_PORT = "There is no Photon at {port}."
BY_ENVIRONMENT = "PHOTON_SETUP_WIFI_PASSWORD gives it."
OR_SAY_MORE = {
    Reason.NETWORK_NOT_SEEN: "With --security, the Photon need not find it.",
    Reason.ENTERPRISE_INCOMPLETE: "If it is a company network, --eap and --identity say how to sign in.",
}
"""What helps where the Photon was to find out how the network is secured."""
OR_WITH_PORT = "There are {ports}; --usb takes a port, ports with commas between them, or all."


def message_for(reason: Reason, facts: Facts, *, network: str = "", by_cable: bool = False, detail: str = "") -> str:
    """The sentence for a setup that ended like this; `network` and `by_cable` say what was not chosen yet."""
    return words_about(reason, facts, network=network, by_cable=by_cable, detail=detail).message


def advice_for(reason: Reason, facts: Facts, *, network: str = "", by_cable: bool = False, detail: str = "") -> str:
    """As `message_for`, and the option that helps here; `detail` is the error's."""
    if reason is Reason.WRONG_TOKEN_KIND and facts.signed_in and facts.token_kind is TokenKind.CUSTOMER:
        return CUSTOMER_OF_ANOTHER
    by_cable = by_cable or facts.cable is not None
    message = message_for(reason, facts, network=network, by_cable=by_cable, detail=detail)
    if detail == Detail.NO_PASSWORD:
        return f"{message} {BY_ENVIRONMENT}"
    if not by_cable:
        return f"{message} {OR_BY_CABLE[reason]}" if reason in OR_BY_CABLE else message
    if facts.network and facts.network.security.kind is SecurityKind.UNKNOWN and reason in OR_SAY_MORE:
        return f"{message} {OR_SAY_MORE[reason]}"
    if reason is Reason.NO_USB_PHOTON and facts.cable is not None:
        there = f" {OR_WITH_PORT.format(ports=detail)}" if detail else ""
        return f"{NOT_AT_PORT.format(port=facts.cable.name)}{there}"
    if reason is Reason.SEVERAL_PHOTONS:
        return f"{message} {OR_WITH_PORT.format(ports=detail)}"
    return message


def why_not_joining(news: CannotJoin) -> str:
    """Why this computer does not join by itself, and what to do about it; of several Photons, which there are."""
    message = words_for(news.reason).message
    if news.reason is Reason.SEVERAL_PHOTONS:
        return f"{message} {news.detail}. With --prefix and its whole name, this program joins that one."
    return f"{message} {OR_BY_CABLE[news.reason]}" if news.reason in OR_BY_CABLE else message
