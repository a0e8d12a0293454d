"""Every reason in words: what happened, most likely why, what to do. English here; a window translates it.

`QT_TRANSLATE_NOOP` only marks a text for lupdate, so that the terminal needs no Qt. `{network}` stands for the chosen
network's name, `{owner}` for the customer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from setup_wizard.core.details import Detail
from setup_wizard.core.errors import Reason
from setup_wizard.core.wifi import Found, SecurityKind
from setup_wizard.workflow.facts import Facts, Purpose


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """The text itself; lupdate looks for this name."""
    return text


NO_NAME = QT_TRANSLATE_NOOP("Words", "this network")
"""Stands in for the name where none was chosen yet."""
NO_OWNER = QT_TRANSLATE_NOOP("Words", "its customer")
REGISTERED_ONLY = QT_TRANSLATE_NOOP(
    "Words", "Some networks admit registered devices only: the MAC address of this Photon is {address}."
)
_OF_THE_NETWORK = (Reason.DID_NOT_JOIN, Reason.CLAIM_NOT_CONFIRMED, Reason.CLAIMED_OFFLINE)


@dataclass(frozen=True, slots=True)
class Words:
    """The lines a person reads; `why` may be empty where there is nothing to explain."""

    happened: str
    why: str
    todo: str

    @property
    def message(self) -> str:
        """What happened and what to do, for one line of output."""
        return f"{self.happened} {self.todo}".strip()


WORDS: Mapping[Reason, Words] = MappingProxyType(
    {
        Reason.CLAIMED: Words(
            QT_TRANSLATE_NOOP("Words", "Your Photon is online, and it is yours."),
            "",
            QT_TRANSLATE_NOOP("Words", "Its light breathes cyan."),
        ),
        Reason.ONLINE: Words(
            QT_TRANSLATE_NOOP("Words", "Your Photon is online."),
            "",
            QT_TRANSLATE_NOOP("Words", "Its light breathes cyan."),
        ),
        Reason.LEFT_SETUP_MODE: Words(
            QT_TRANSLATE_NOOP("Words", "The Photon took the network and left setup mode."),
            QT_TRANSLATE_NOOP("Words", "Without an account nobody can ask the cloud whether it is online."),
            QT_TRANSLATE_NOOP("Words", "Compare its light: breathing cyan means that it is online."),
        ),
        Reason.RESTORED: Words(
            QT_TRANSLATE_NOOP("Words", "The device is given back."),
            "",
            QT_TRANSLATE_NOOP(
                "Words", "It still knows its Wi-Fi networks: hold SETUP for 10 seconds to make it forget them."
            ),
        ),
        Reason.IMPORTED: Words(
            QT_TRANSLATE_NOOP("Words", "Every device of the list is in the product."),
            "",
            QT_TRANSLATE_NOOP("Words", "They can be set up now."),
        ),
        Reason.CLAIMED_OFFLINE: Words(
            QT_TRANSLATE_NOOP("Words", "It is yours, but not online yet."),
            QT_TRANSLATE_NOOP("Words", "Most likely it is still joining, updating, or has a weak signal."),
            QT_TRANSLATE_NOOP("Words", "Leave it plugged in and keep watching, or choose another network."),
        ),
        Reason.SIGN_IN_REFUSED: Words(
            QT_TRANSLATE_NOOP("Words", "The cloud did not accept this e-mail and password."),
            QT_TRANSLATE_NOOP("Words", "Most likely one of them has a typing mistake."),
            QT_TRANSLATE_NOOP("Words", "Type the password again, or reset it."),
        ),
        Reason.ONE_TIME_CODE_REFUSED: Words(
            QT_TRANSLATE_NOOP("Words", "The cloud did not accept this code."),
            QT_TRANSLATE_NOOP("Words", "Most likely it has run out: a code is good for half a minute."),
            QT_TRANSLATE_NOOP("Words", "Type the code your authenticator app shows now."),
        ),
        Reason.WRONG_TOKEN_KIND: Words(
            QT_TRANSLATE_NOOP("Words", "This token cannot set up a device for your account."),
            QT_TRANSLATE_NOOP("Words", "Most likely it belongs to a product or to a customer."),
            QT_TRANSLATE_NOOP("Words", "Use a token of your own account, or sign in with a password."),
        ),
        Reason.TOKEN_EXPIRED: Words(
            QT_TRANSLATE_NOOP("Words", "Your sign-in has ended."),
            QT_TRANSLATE_NOOP("Words", "A sign-in lasts about three months, and can be revoked earlier."),
            QT_TRANSLATE_NOOP("Words", "Sign in again; everything else is kept."),
        ),
        Reason.NOT_ALLOWED: Words(
            QT_TRANSLATE_NOOP("Words", "This sign-in may not do that."),
            QT_TRANSLATE_NOOP("Words", "Most likely its role in the product lacks a right."),
            QT_TRANSLATE_NOOP("Words", "Ask the owner of the product for it, or sign in as somebody who has it."),
        ),
        Reason.CLOUD_UNREACHABLE: Words(
            QT_TRANSLATE_NOOP("Words", "The cloud cannot be reached from this computer."),
            QT_TRANSLATE_NOOP("Words", "Most likely this computer has no internet, or a sign-in page is in between."),
            QT_TRANSLATE_NOOP("Words", "Open any web page to check the internet, then try again."),
        ),
        Reason.CLOUD_ERROR: Words(
            QT_TRANSLATE_NOOP("Words", "The cloud answered with a fault."),
            QT_TRANSLATE_NOOP("Words", "Most likely it has a problem of its own."),
            QT_TRANSLATE_NOOP("Words", "Try again in a minute."),
        ),
        Reason.RATE_LIMITED: Words(
            QT_TRANSLATE_NOOP("Words", "The cloud wants a pause before it answers again."),
            QT_TRANSLATE_NOOP("Words", "Too many tries came from this internet connection."),
            QT_TRANSLATE_NOOP("Words", "Wait, then try again. After wrong passwords the pause is half an hour."),
        ),
        Reason.PRODUCT_NOT_FOUND: Words(
            QT_TRANSLATE_NOOP("Words", "There is no such product, or this sign-in may not see it."),
            QT_TRANSLATE_NOOP(
                "Words", "Most likely its name has a typing mistake; a client sees its own product only."
            ),
            QT_TRANSLATE_NOOP("Words", "Check the product, use a client of its own, or ask its owner to add you."),
        ),
        Reason.WRONG_PLATFORM: Words(
            QT_TRANSLATE_NOOP("Words", "This product is for another kind of device."),
            QT_TRANSLATE_NOOP("Words", "A product holds either Photons or P1s, never both."),
            QT_TRANSLATE_NOOP("Words", "Choose another product."),
        ),
        Reason.DEVICE_REFUSED_BY_PRODUCT: Words(
            QT_TRANSLATE_NOOP("Words", "The product did not take this device."),
            QT_TRANSLATE_NOOP(
                "Words", "Most likely it is in another product, is a P1 among Photons, or somebody else owns it."
            ),
            QT_TRANSLATE_NOOP("Words", "Remove it there first, or choose the product of its kind, then try again."),
        ),
        Reason.OWNED_BY_OTHER: Words(
            QT_TRANSLATE_NOOP("Words", "Another account owns this device."),
            QT_TRANSLATE_NOOP("Words", "Most likely the claim code did not reach the cloud in time."),
            QT_TRANSLATE_NOOP("Words", "Hold SETUP until the light blinks blue and set it up again with a new code."),
        ),
        Reason.CUSTOMER_REFUSED: Words(
            QT_TRANSLATE_NOOP("Words", "The cloud did not take this customer."),
            QT_TRANSLATE_NOOP(
                "Words", "Most likely the product does not take this name, or its client may not do this."
            ),
            QT_TRANSLATE_NOOP("Words", "Check the name, and that the client is a two-legged one of this product."),
        ),
        Reason.RESTORE_INCOMPLETE: Words(
            QT_TRANSLATE_NOOP("Words", "Not everything about this device could be changed."),
            QT_TRANSLATE_NOOP(
                "Words", "Most likely it is offline and cannot be claimed, or is in a product of others."
            ),
            QT_TRANSLATE_NOOP(
                "Words", "Run this again, with the device online if it is to be claimed; what is done stays done."
            ),
        ),
        Reason.DEVICE_NOT_SEEN: Words(
            QT_TRANSLATE_NOOP("Words", "Neither your account nor the products it may see hold this device."),
            QT_TRANSLATE_NOOP("Words", "Most likely it was given back before, or its id has a typing mistake."),
            QT_TRANSLATE_NOOP("Words", "If it was given back before, that is as it should be; otherwise check the id."),
        ),
        Reason.DEVICE_OFFLINE: Words(
            QT_TRANSLATE_NOOP("Words", "This device is offline, so nothing was changed."),
            QT_TRANSLATE_NOOP(
                "Words", "It has to be online to be claimed by its id, and would belong to nobody until then."
            ),
            QT_TRANSLATE_NOOP("Words", "Switch it on, wait until its light breathes cyan, then try again."),
        ),
        Reason.DEVICE_UNREACHABLE: Words(
            QT_TRANSLATE_NOOP("Words", "The Photon does not answer."),
            QT_TRANSLATE_NOOP("Words", "Most likely this computer is not on the Photon's Wi-Fi."),
            QT_TRANSLATE_NOOP(
                "Words", "Check that its light blinks blue and that this computer is on its network, then try again."
            ),
        ),
        Reason.NOT_A_PHOTON: Words(
            QT_TRANSLATE_NOOP("Words", "Something answers, but it is not a Photon."),
            QT_TRANSLATE_NOOP(
                "Words", "Most likely this computer is on another network, with a router at the same address."
            ),
            QT_TRANSLATE_NOOP("Words", "Join the network whose name starts with Photon-, then try again."),
        ),
        Reason.DEVICE_REJECTED_REQUEST: Words(
            QT_TRANSLATE_NOOP("Words", "The Photon would not take a request."),
            QT_TRANSLATE_NOOP("Words", "Most likely its system firmware is old, or it is busy."),
            QT_TRANSLATE_NOOP("Words", "Press RESET, hold SETUP until the light blinks blue, and try again."),
        ),
        Reason.DEVICE_KEY_UNUSABLE: Words(
            QT_TRANSLATE_NOOP("Words", "The Photon's key cannot be used to protect the password."),
            QT_TRANSLATE_NOOP("Words", "Most likely the key is missing or damaged."),
            QT_TRANSLATE_NOOP("Words", "Press RESET and try again; a Photon without a key makes one when it starts."),
        ),
        Reason.WRONG_DEVICE: Words(
            QT_TRANSLATE_NOOP("Words", "This is another Photon than the one expected."),
            QT_TRANSLATE_NOOP("Words", "Most likely this computer joined the network of a second Photon nearby."),
            QT_TRANSLATE_NOOP("Words", "Unplug the others, join the right network, and try again."),
        ),
        Reason.NETWORK_NOT_SEEN: Words(
            QT_TRANSLATE_NOOP("Words", "The Photon does not see {network}."),
            QT_TRANSLATE_NOOP("Words", "Most likely it is a 5 GHz network, hidden, or too far away."),
            QT_TRANSLATE_NOOP("Words", "Choose a 2.4 GHz network, or move the Photon closer to the router."),
        ),
        Reason.SSID_NOT_EXPRESSIBLE: Words(
            QT_TRANSLATE_NOOP("Words", "The Photon cannot be told to join {network}."),
            QT_TRANSLATE_NOOP(
                "Words", "Its firmware cannot take a quotation mark, and most backslashes, in a network's name."
            ),
            QT_TRANSLATE_NOOP("Words", "Choose another network, or give this one a simpler name."),
        ),
        Reason.SSID_LENGTH: Words(
            QT_TRANSLATE_NOOP("Words", "This network name is empty or too long."),
            QT_TRANSLATE_NOOP("Words", "A name has 1 to 32 bytes; an accented letter counts as two, an emoji as four."),
            QT_TRANSLATE_NOOP("Words", "Check the name."),
        ),
        Reason.PASSWORD_LENGTH: Words(
            QT_TRANSLATE_NOOP("Words", "This password cannot be right for {network}."),
            QT_TRANSLATE_NOOP(
                "Words", "A Wi-Fi password has 8 to 64 characters; a WEP key 5 or 13, or 10 or 26 hex digits."
            ),
            QT_TRANSLATE_NOOP("Words", "Type the password again."),
        ),
        Reason.ENTERPRISE_UNSUPPORTED: Words(
            QT_TRANSLATE_NOOP("Words", "This Photon cannot join a company network with a personal sign-in."),
            QT_TRANSLATE_NOOP("Words", "Its Device OS is older than 0.7.0."),
            QT_TRANSLATE_NOOP("Words", "Use another network once, let the Photon update, then try again."),
        ),
        Reason.ENTERPRISE_INCOMPLETE: Words(
            QT_TRANSLATE_NOOP("Words", "The sign-in for this company network is not complete."),
            QT_TRANSLATE_NOOP("Words", "A field is empty, or a file is not a certificate or an open private key."),
            QT_TRANSLATE_NOOP("Words", "Check the identity and the files."),
        ),
        Reason.IDENTITY_NOT_EXPRESSIBLE: Words(
            QT_TRANSLATE_NOOP("Words", "The Photon cannot store this identity."),
            QT_TRANSLATE_NOOP(
                "Words", "Its firmware cannot take a quotation mark, and most backslashes, or over 64 bytes."
            ),
            QT_TRANSLATE_NOOP("Words", "Write it as name@domain instead of domain\\name."),
        ),
        Reason.DID_NOT_JOIN: Words(
            QT_TRANSLATE_NOOP("Words", "It could not join {network}."),
            QT_TRANSLATE_NOOP("Words", "Most likely the password is not quite right. A weak signal can look the same."),
            QT_TRANSLATE_NOOP("Words", "Enter the password again. Everything else is kept."),
        ),
        Reason.CLAIM_NOT_CONFIRMED: Words(
            QT_TRANSLATE_NOOP("Words", "The cloud has not seen your Photon yet."),
            QT_TRANSLATE_NOOP(
                "Words", "Most likely it is still joining, updating, or the router keeps it from the cloud."
            ),
            QT_TRANSLATE_NOOP(
                "Words", "Look at its light: blinking blue means set it up again, cyan means keep watching."
            ),
        ),
        Reason.JOIN_FAILED: Words(
            QT_TRANSLATE_NOOP("Words", "This computer did not get to the Photon's Wi-Fi."),
            QT_TRANSLATE_NOOP("Words", "Most likely the Photon is not in setup mode, or another network was joined."),
            QT_TRANSLATE_NOOP("Words", "Hold SETUP until the light blinks blue, then join its network."),
        ),
        Reason.PERMISSION_NEEDED: Words(
            QT_TRANSLATE_NOOP("Words", "This computer's settings keep the program from the Photon's network."),
            QT_TRANSLATE_NOOP("Words", "The system asks for a permission that was not given."),
            QT_TRANSLATE_NOOP("Words", "Allow it when the system asks, or in its settings; or join by hand."),
        ),
        Reason.NO_WIFI_ADAPTER: Words(
            QT_TRANSLATE_NOOP("Words", "This computer has no Wi-Fi."),
            QT_TRANSLATE_NOOP("Words", "A Photon is set up over its own Wi-Fi, or by USB cable."),
            QT_TRANSLATE_NOOP("Words", "Connect the Photon with a USB cable, or plug in a USB Wi-Fi adapter."),
        ),
        Reason.NO_WIFI_CONTROL: Words(
            QT_TRANSLATE_NOOP("Words", "This program cannot change this computer's Wi-Fi."),
            QT_TRANSLATE_NOOP(
                "Words", "The system's Wi-Fi service does not run, or it is one this program does not know."
            ),
            QT_TRANSLATE_NOOP("Words", "Join the Photon's network by hand, or start NetworkManager."),
        ),
        Reason.WIFI_OFF: Words(
            QT_TRANSLATE_NOOP("Words", "This computer's Wi-Fi is switched off."),
            QT_TRANSLATE_NOOP("Words", "Most likely flight mode is on, or a switch or key turned it off."),
            QT_TRANSLATE_NOOP("Words", "Switch Wi-Fi on, then try again."),
        ),
        Reason.PHOTON_NOT_FOUND: Words(
            QT_TRANSLATE_NOOP("Words", "This computer sees no Photon in setup mode."),
            QT_TRANSLATE_NOOP("Words", "Most likely its light does not blink blue, or it is too far away."),
            QT_TRANSLATE_NOOP("Words", "Hold SETUP until the light blinks blue, then try again."),
        ),
        Reason.SEVERAL_PHOTONS: Words(
            QT_TRANSLATE_NOOP("Words", "Several Photons in setup mode are near."),
            QT_TRANSLATE_NOOP("Words", "This program must not choose for you: one of them may be somebody else's."),
            QT_TRANSLATE_NOOP("Words", "Choose yours, or unplug the others and try again."),
        ),
        Reason.NO_ADDRESS: Words(
            QT_TRANSLATE_NOOP("Words", "This computer joined the Photon's Wi-Fi, but got no address there."),
            QT_TRANSLATE_NOOP("Words", "A Photon that has been in setup mode for a while can stop giving addresses."),
            QT_TRANSLATE_NOOP(
                "Words", "Press RESET, hold SETUP until the light blinks blue, and try again within ten seconds."
            ),
        ),
        Reason.LOCAL_NETWORK_DENIED: Words(
            QT_TRANSLATE_NOOP("Words", "macOS does not let this program talk to the Photon."),
            QT_TRANSLATE_NOOP("Words", "Most likely it may not use the local network yet."),
            QT_TRANSLATE_NOOP(
                "Words", "Switch this program on in System Settings, Privacy & Security, Local Network, then try again."
            ),
        ),
        Reason.VPN_IN_THE_WAY: Words(
            QT_TRANSLATE_NOOP("Words", "This computer is on the Photon's Wi-Fi, but does not get through to it."),
            QT_TRANSLATE_NOOP("Words", "Most likely a VPN takes the way: one is connected."),
            QT_TRANSLATE_NOOP("Words", "Disconnect the VPN until the Photon is set up, then try again."),
        ),
        Reason.NO_USB_PHOTON: Words(
            QT_TRANSLATE_NOOP("Words", "There is no Photon at any USB port of this computer."),
            QT_TRANSLATE_NOOP("Words", "Many USB cables only carry power: the Photon lights up, and stays unseen."),
            QT_TRANSLATE_NOOP("Words", "Try another cable, straight to the computer, then try again."),
        ),
        Reason.PORT_DENIED: Words(
            QT_TRANSLATE_NOOP("Words", "This computer does not let you use the Photon's USB port."),
            QT_TRANSLATE_NOOP(
                "Words", "On Linux that is for members of the group the port belongs to, often dialout or uucp."
            ),
            QT_TRANSLATE_NOOP("Words", "Join that group, sign out of this computer and in again, then try again."),
        ),
        Reason.PORT_BUSY: Words(
            QT_TRANSLATE_NOOP("Words", "Another program uses the Photon's USB port."),
            QT_TRANSLATE_NOOP(
                "Words", "Most likely a serial monitor; on Linux also ModemManager, for some seconds after plugging in."
            ),
            QT_TRANSLATE_NOOP("Words", "Close that program, then try again."),
        ),
        Reason.UNPLUGGED: Words(
            QT_TRANSLATE_NOOP("Words", "The Photon was unplugged on the way."),
            QT_TRANSLATE_NOOP("Words", "A loose cable, or a restart of the Photon, looks the same."),
            QT_TRANSLATE_NOOP("Words", "Plug it in again, wait until its light blinks blue, then try again."),
        ),
        Reason.NOT_IN_SETUP_MODE: Words(
            QT_TRANSLATE_NOOP("Words", "The Photon is plugged in, but not in setup mode."),
            QT_TRANSLATE_NOOP("Words", "Older ones, and some programs on it, do not enter setup mode by cable."),
            QT_TRANSLATE_NOOP("Words", "Hold SETUP for 3 seconds, until the light blinks blue, then try again."),
        ),
        Reason.KEYRING_UNAVAILABLE: Words(
            QT_TRANSLATE_NOOP("Words", "This computer cannot keep your sign-in."),
            QT_TRANSLATE_NOOP("Words", "Its keyring is missing or locked."),
            QT_TRANSLATE_NOOP("Words", "Continue; you will sign in again next time."),
        ),
        Reason.INTERNAL_ERROR: Words(
            QT_TRANSLATE_NOOP("Words", "Something went wrong inside this program, and it has to end."),
            QT_TRANSLATE_NOOP("Words", "It is a defect of the program, and nothing you did."),
            QT_TRANSLATE_NOOP("Words", "Send the report to whoever gave you this program, and start it again."),
        ),
        Reason.CANCELLED: Words(
            QT_TRANSLATE_NOOP("Words", "The setup was stopped."),
            "",
            QT_TRANSLATE_NOOP("Words", "You can go on at any time."),
        ),
    }
)


PRODUCT_WORDS: Mapping[Reason, Words] = MappingProxyType(
    {
        Reason.CLAIMED: Words(
            QT_TRANSLATE_NOOP("Words", "The Photon is online, and it belongs to {owner}."),
            "",
            QT_TRANSLATE_NOOP("Words", "Its light breathes cyan."),
        ),
        Reason.ONLINE: Words(
            QT_TRANSLATE_NOOP("Words", "The Photon is online in its product."),
            "",
            QT_TRANSLATE_NOOP("Words", "Its light breathes cyan."),
        ),
        Reason.CLAIMED_OFFLINE: Words(
            QT_TRANSLATE_NOOP("Words", "It belongs to {owner}, but it is not online yet."),
            QT_TRANSLATE_NOOP("Words", "Most likely it is still joining, updating, or has a weak signal."),
            QT_TRANSLATE_NOOP("Words", "Leave it plugged in and keep watching, or choose another network."),
        ),
        Reason.SIGN_IN_REFUSED: Words(
            QT_TRANSLATE_NOOP("Words", "The cloud did not accept this sign-in."),
            QT_TRANSLATE_NOOP(
                "Words", "Most likely something has a typing mistake, or the client is another product's."
            ),
            QT_TRANSLATE_NOOP(
                "Words", "Type it again, or make a client in this product: the cloud shows a client's secret only once."
            ),
        ),
        Reason.WRONG_TOKEN_KIND: Words(
            QT_TRANSLATE_NOOP("Words", "This sign-in is of the wrong kind for this step."),
            QT_TRANSLATE_NOOP(
                "Words", "A product's devices need its team or its client, and a claim code needs the customer."
            ),
            QT_TRANSLATE_NOOP("Words", "Sign in with a team account, or with the product's client id and secret."),
        ),
        Reason.OWNED_BY_OTHER: Words(
            QT_TRANSLATE_NOOP("Words", "This device has another owner already."),
            QT_TRANSLATE_NOOP("Words", "Most likely it was not given back by whoever had it before."),
            QT_TRANSLATE_NOOP("Words", "Restore it first, then set it up again."),
        ),
    }
)
"""What some reasons mean where a device belongs to a product."""


RESTORE_WORDS: Mapping[Reason, Words] = MappingProxyType(
    {
        Reason.OWNED_BY_OTHER: Words(
            QT_TRANSLATE_NOOP("Words", "Somebody else owns this device."),
            QT_TRANSLATE_NOOP("Words", "Most likely it is in another account, or in a product you may not see."),
            QT_TRANSLATE_NOOP("Words", "Ask its owner to release it, or sign in as the team of its product."),
        ),
    }
)
"""What some reasons mean while a device is given back."""

HANDED_OVER = Words(
    QT_TRANSLATE_NOOP("Words", "The device has its new owner."),
    "",
    QT_TRANSLATE_NOOP("Words", "It still knows its Wi-Fi networks; set it up again to give it another one."),
)
"""RESTORED where it belongs to somebody afterwards."""


CABLE_WORDS: Mapping[Reason, Words] = MappingProxyType(
    {
        Reason.DEVICE_UNREACHABLE: Words(
            QT_TRANSLATE_NOOP("Words", "The Photon does not answer."),
            QT_TRANSLATE_NOOP("Words", "Most likely it left setup mode, or it hangs."),
            QT_TRANSLATE_NOOP("Words", "Press RESET, hold SETUP until the light blinks blue, and try again."),
        ),
        Reason.DEVICE_REJECTED_REQUEST: Words(
            QT_TRANSLATE_NOOP("Words", "The Photon did not go through with the setup."),
            QT_TRANSLATE_NOOP("Words", "Most likely a setup by cable was left half-way, or it cannot store a network."),
            QT_TRANSLATE_NOOP("Words", "Press RESET, hold SETUP until the light blinks blue, and try again."),
        ),
        Reason.NOT_A_PHOTON: Words(
            QT_TRANSLATE_NOOP("Words", "Something is at this port, but it does not answer like a Photon."),
            QT_TRANSLATE_NOOP(
                "Words", "Most likely it is another device, or a program on the Photon writes to the port."
            ),
            QT_TRANSLATE_NOOP(
                "Words", "Choose another port, or hold SETUP until the light blinks blue, then try again."
            ),
        ),
        Reason.WRONG_DEVICE: Words(
            QT_TRANSLATE_NOOP("Words", "This is another Photon than the one expected."),
            QT_TRANSLATE_NOOP("Words", "Most likely a second one is plugged in."),
            QT_TRANSLATE_NOOP("Words", "Plug the right one in, then try again."),
        ),
        Reason.SEVERAL_PHOTONS: Words(
            QT_TRANSLATE_NOOP("Words", "Several Photons are plugged in."),
            QT_TRANSLATE_NOOP("Words", "This program must not choose for you."),
            QT_TRANSLATE_NOOP("Words", "Choose one of them, or all, or unplug the others."),
        ),
        Reason.NETWORK_NOT_SEEN: Words(
            QT_TRANSLATE_NOOP("Words", "The Photon does not find {network}."),
            QT_TRANSLATE_NOOP("Words", "Most likely the name has a typing mistake, or the network is hidden."),
            QT_TRANSLATE_NOOP(
                "Words", "Check the name and that it is a 2.4 GHz network; of a hidden one, say how it is secured."
            ),
        ),
        Reason.SSID_NOT_EXPRESSIBLE: Words(
            QT_TRANSLATE_NOOP("Words", "The Photon cannot be told to join {network}."),
            QT_TRANSLATE_NOOP("Words", "By cable, a name must not have line breaks or other control characters."),
            QT_TRANSLATE_NOOP("Words", "Choose another network, or give this one a simpler name."),
        ),
    }
)
"""What some reasons mean where the Photon is at a USB cable."""


DETAIL_WORDS: Mapping[str, Words] = MappingProxyType(
    {
        Detail.NO_PASSWORD: Words(
            QT_TRANSLATE_NOOP("Words", "{network} wants a password, and none was given."),
            "",
            QT_TRANSLATE_NOOP("Words", "Type its password."),
        ),
        Detail.SECURITY_NEEDED: Words(
            QT_TRANSLATE_NOOP("Words", "This Photon has to be told how {network} is secured."),
            QT_TRANSLATE_NOOP("Words", "Only Device OS 0.7.0 and newer find that out."),
            QT_TRANSLATE_NOOP("Words", "Say how it is secured, then try again."),
        ),
        Detail.UNSEEN: Words(
            QT_TRANSLATE_NOOP("Words", "It did not find {network}, and could not join it."),
            QT_TRANSLATE_NOOP("Words", "Most likely the name or the password is not quite right."),
            QT_TRANSLATE_NOOP("Words", "Check the name, or enter the password again."),
        ),
        Detail.OPEN: Words(
            QT_TRANSLATE_NOOP("Words", "It could not join {network}."),
            QT_TRANSLATE_NOOP(
                "Words", "It has no password: most likely its name is not quite right, or its signal is weak."
            ),
            QT_TRANSLATE_NOOP("Words", "Check the name, or choose another network."),
        ),
        Detail.GOES_ON: Words(
            QT_TRANSLATE_NOOP("Words", "The setup was stopped, but the Photon knows everything and goes on by itself."),
            "",
            QT_TRANSLATE_NOOP("Words", "Start the setup again to see how it ended."),
        ),
        Detail.STUCK: Words(
            QT_TRANSLATE_NOOP("Words", "The setup was stopped while the Photon was being told the network."),
            "",
            QT_TRANSLATE_NOOP("Words", "Press RESET on it before you go on."),
        ),
    }
)
"""What some details of an error mean; they say more than its reason."""


def _detail_in(reason: Reason, facts: Facts, detail: str) -> str:
    """What decides the words besides the reason: the error's detail, or what the Photon had found of the network."""
    if reason is not Reason.DID_NOT_JOIN or facts.network is None or facts.sent is None:
        return detail
    if facts.network.security.kind is SecurityKind.OPEN or facts.sent.found is Found.OPEN:
        return Detail.OPEN
    return Detail.UNSEEN if facts.sent.found is Found.NOT_SEEN else detail


def words_for(
    reason: Reason,
    *,
    network: str = "",
    owner: str = "",
    in_product: bool = False,
    by_cable: bool = False,
    restoring: bool = False,
    detail: str = "",
    translate: Callable[[str], str] = lambda text: text,
) -> Words:
    """The lines for a reason, translated as whole sentences before the names are filled in."""
    words = (
        DETAIL_WORDS.get(detail)
        or (CABLE_WORDS.get(reason) if by_cable else None)
        or (RESTORE_WORDS.get(reason) if restoring else None)
        or (PRODUCT_WORDS.get(reason) if in_product else None)
        or WORDS[reason]
    )
    names = {"network": network or translate(NO_NAME), "owner": owner or translate(NO_OWNER)}

    def line(text: str) -> str:
        return re.sub(r"{(network|owner)}", lambda place: names[place[1]], translate(text)) if text else ""

    return Words(line(words.happened), line(words.why), line(words.todo))


def words_about(
    reason: Reason,
    facts: Facts,
    *,
    network: str = "",
    by_cable: bool = False,
    detail: str = "",
    translate: Callable[[str], str] = lambda text: text,
    isolate: Callable[[str], str] = lambda name: name,
) -> Words:
    """The lines for a reason about this setup; `network` and `by_cable` say what was not chosen yet."""
    network, restoring = facts.network.name if facts.network else network, facts.purpose is Purpose.RESTORE
    words = words_for(
        reason,
        network=isolate(network) if network else "",
        owner=isolate(facts.owner) if facts.owner else "",
        in_product=facts.in_product or restoring,
        by_cable=by_cable or facts.cable is not None,
        restoring=restoring,
        detail=_detail_in(reason, facts, detail),
        translate=translate,
    )
    if reason not in _OF_THE_NETWORK or facts.device is None or not facts.device.mac_address:
        return words
    registered = translate(REGISTERED_ONLY).replace("{address}", facts.device.mac_address)
    return replace(words, todo=f"{words.todo} {registered}")
