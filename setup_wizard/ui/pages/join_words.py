"""What is going on between this computer and the Photon, as sentences for the page that gets there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from setup_wizard.core.usb import UsbPort
from setup_wizard.workflow.facts import Facts
from setup_wizard.workflow.news import Ask, Milestone, News

translate = QCoreApplication.translate


def looking_sentence(facts: Facts, *, by_cable: bool, connecting: bool) -> str:
    """What is done until the Photon answers."""
    if by_cable:
        return translate("Join", "Asking your Photon through the cable...")
    if connecting:
        return translate("Join", "Joining your Photon's Wi-Fi...")
    if facts.imports and facts.known_device_id is None:
        return translate("Join", "Looking for your Photon, to read its id first...")
    return translate("Join", "Looking for your Photon...")


def cable_sentence(ports: Sequence[UsbPort], fresh: Sequence[UsbPort]) -> str:
    """What to do before a plugged-in Photon can be asked; `fresh` are those that were not set up yet."""
    if not ports:
        return translate("Join", "No Photon is plugged in yet. This program notices when one is.")
    if not fresh:
        return translate("Join", "Plug the next Photon in, or choose one to set it up again.")
    if len(fresh) > 1:
        return translate("Join", "Choose your Photon in the list, or set up all of them.")
    return translate("Join", "Choose your Photon in the list.")


def earlier_sentence() -> str:
    """Why the setup goes on though no Photon was met: a run that was interrupted had sent one off."""
    return translate("Join", "This is the setup that was interrupted before, not that of another Photon.")


def news_sentence(news: News, *, was_there: bool) -> str:
    """What a piece of news means for the person; `was_there` is whether a first visit is over."""
    if news is Ask.JOIN_PHOTON and was_there:
        return translate("Join", "Join the Photon's network once more, for the setup itself.")
    sentences: dict[News, str] = {
        Ask.LEAVE_PHOTON: translate(
            "Join", "Go back to the Wi-Fi with internet for a moment: the cloud has to be asked first."
        ),
        Ask.HOLD_SETUP: translate("Join", "Hold SETUP on your Photon for 3 seconds, until its light blinks blue."),
        Milestone.DEVICE_READ: translate("Join", "The Photon told its id."),
        Milestone.IN_PRODUCT: translate("Join", "The product knows the Photon. Back to it for the setup..."),
    }
    return sentences.get(news, translate("Join", "Waiting for this computer to join the Photon's network."))
