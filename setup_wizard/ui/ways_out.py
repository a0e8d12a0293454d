"""Which buttons lead on from which problem."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from types import MappingProxyType

from setup_wizard.core.errors import Reason
from setup_wizard.workflow.facts import Facts, Purpose


class Action(Enum):
    """What a button on a problem does; `SetupWizard.perform` does it."""

    TRY_AGAIN = auto()
    KEEP_WATCHING = auto()
    EDIT = auto()
    SIGN_IN_AGAIN = auto()
    JOIN_AGAIN = auto()
    NEW_CLAIM_CODE = auto()
    PASSWORD_AGAIN = auto()
    CHANGE_NETWORK = auto()
    CHANGE_PRODUCT = auto()
    CHANGE_CUSTOMER = auto()
    RESTORE_FIRST = auto()
    CONTINUE = auto()
    START_OVER = auto()
    USE_CABLE = auto()
    USE_WIFI = auto()
    NEXT_DEVICE = auto()
    NEXT_CUSTOMER = auto()
    """The device that was just restored, for whoever gets it next."""


@dataclass(frozen=True, slots=True)
class WayOut:
    """The buttons on a problem; `doubtful` ones are amber, for what is neither failed nor proven."""

    primary: Action
    secondary: Action | None = None
    doubtful: bool = False
    asks_light: bool = False


WAYS_OUT: Mapping[Reason, WayOut] = MappingProxyType(
    {
        Reason.CLAIMED_OFFLINE: WayOut(Action.KEEP_WATCHING, Action.CHANGE_NETWORK, doubtful=True, asks_light=True),
        Reason.SIGN_IN_REFUSED: WayOut(Action.EDIT),
        Reason.ONE_TIME_CODE_REFUSED: WayOut(Action.EDIT, Action.SIGN_IN_AGAIN),
        Reason.WRONG_TOKEN_KIND: WayOut(Action.SIGN_IN_AGAIN),
        Reason.TOKEN_EXPIRED: WayOut(Action.SIGN_IN_AGAIN),
        Reason.NOT_ALLOWED: WayOut(Action.SIGN_IN_AGAIN, Action.CHANGE_PRODUCT),
        Reason.CLOUD_UNREACHABLE: WayOut(Action.TRY_AGAIN),
        Reason.CLOUD_ERROR: WayOut(Action.TRY_AGAIN),
        Reason.RATE_LIMITED: WayOut(Action.TRY_AGAIN),
        Reason.PRODUCT_NOT_FOUND: WayOut(Action.CHANGE_PRODUCT, Action.START_OVER),
        Reason.WRONG_PLATFORM: WayOut(Action.CHANGE_PRODUCT, Action.START_OVER),
        Reason.DEVICE_REFUSED_BY_PRODUCT: WayOut(Action.TRY_AGAIN, Action.CHANGE_PRODUCT),
        Reason.OWNED_BY_OTHER: WayOut(Action.NEW_CLAIM_CODE, Action.KEEP_WATCHING),
        Reason.CUSTOMER_REFUSED: WayOut(Action.CHANGE_CUSTOMER, Action.START_OVER),
        Reason.RESTORE_INCOMPLETE: WayOut(Action.TRY_AGAIN, Action.START_OVER, doubtful=True),
        Reason.DEVICE_NOT_SEEN: WayOut(Action.START_OVER, Action.TRY_AGAIN, doubtful=True),
        Reason.DEVICE_OFFLINE: WayOut(Action.TRY_AGAIN, Action.START_OVER),
        Reason.DEVICE_UNREACHABLE: WayOut(Action.JOIN_AGAIN, asks_light=True),
        Reason.NOT_A_PHOTON: WayOut(Action.JOIN_AGAIN),
        Reason.DEVICE_REJECTED_REQUEST: WayOut(Action.TRY_AGAIN, Action.JOIN_AGAIN, asks_light=True),
        Reason.DEVICE_KEY_UNUSABLE: WayOut(Action.TRY_AGAIN, Action.JOIN_AGAIN),
        Reason.WRONG_DEVICE: WayOut(Action.JOIN_AGAIN, Action.START_OVER),
        Reason.NETWORK_NOT_SEEN: WayOut(Action.CHANGE_NETWORK, Action.TRY_AGAIN),
        Reason.SSID_NOT_EXPRESSIBLE: WayOut(Action.CHANGE_NETWORK),
        Reason.SSID_LENGTH: WayOut(Action.CHANGE_NETWORK),
        Reason.PASSWORD_LENGTH: WayOut(Action.EDIT),
        Reason.ENTERPRISE_UNSUPPORTED: WayOut(Action.CHANGE_NETWORK),
        Reason.ENTERPRISE_INCOMPLETE: WayOut(Action.EDIT),
        Reason.IDENTITY_NOT_EXPRESSIBLE: WayOut(Action.EDIT),
        Reason.DID_NOT_JOIN: WayOut(Action.PASSWORD_AGAIN, Action.CHANGE_NETWORK, asks_light=True),
        Reason.CLAIM_NOT_CONFIRMED: WayOut(Action.KEEP_WATCHING, Action.PASSWORD_AGAIN, doubtful=True, asks_light=True),
        Reason.JOIN_FAILED: WayOut(Action.TRY_AGAIN, asks_light=True),
        Reason.PERMISSION_NEEDED: WayOut(Action.TRY_AGAIN),
        Reason.NO_WIFI_ADAPTER: WayOut(Action.TRY_AGAIN),
        Reason.NO_WIFI_CONTROL: WayOut(Action.TRY_AGAIN),
        Reason.WIFI_OFF: WayOut(Action.TRY_AGAIN),
        Reason.PHOTON_NOT_FOUND: WayOut(Action.TRY_AGAIN, asks_light=True),
        Reason.SEVERAL_PHOTONS: WayOut(Action.TRY_AGAIN),
        Reason.NO_ADDRESS: WayOut(Action.TRY_AGAIN, asks_light=True),
        Reason.LOCAL_NETWORK_DENIED: WayOut(Action.TRY_AGAIN),
        Reason.VPN_IN_THE_WAY: WayOut(Action.TRY_AGAIN),
        Reason.NO_USB_PHOTON: WayOut(Action.TRY_AGAIN, Action.USE_WIFI),
        Reason.PORT_DENIED: WayOut(Action.TRY_AGAIN, Action.USE_WIFI),
        Reason.PORT_BUSY: WayOut(Action.TRY_AGAIN, Action.USE_WIFI),
        Reason.UNPLUGGED: WayOut(Action.JOIN_AGAIN, Action.USE_WIFI),
        Reason.NOT_IN_SETUP_MODE: WayOut(Action.TRY_AGAIN, Action.USE_WIFI, asks_light=True),
        Reason.KEYRING_UNAVAILABLE: WayOut(Action.CONTINUE, doubtful=True),
        Reason.INTERNAL_ERROR: WayOut(Action.TRY_AGAIN),
        Reason.CANCELLED: WayOut(Action.KEEP_WATCHING, doubtful=True),
    }
)

_STAY_WHEN_RESTORING = (
    Reason.TOKEN_EXPIRED,
    Reason.WRONG_TOKEN_KIND,
    Reason.SIGN_IN_REFUSED,
    Reason.DEVICE_NOT_SEEN,
)
BETTER_BY_CABLE = (
    Reason.NO_WIFI_ADAPTER,
    Reason.NO_WIFI_CONTROL,
    Reason.PHOTON_NOT_FOUND,
    Reason.JOIN_FAILED,
    Reason.NO_ADDRESS,
    Reason.SSID_NOT_EXPRESSIBLE,
)
"""What does not matter by cable."""
_BETTER_OVER_WIFI = (Reason.DEVICE_UNREACHABLE, Reason.JOIN_FAILED)


def way_out(reason: Reason, facts: Facts) -> WayOut:
    """The buttons for a reason, as it is met in this setup.

    What was changed of a returned device stays changed, so running it again is the way on, whatever ended it; and a
    product's device that belongs to somebody has to be taken from them first, which no new claim code does.
    """
    if reason is Reason.NOT_ALLOWED and not facts.in_product:
        return replace(WAYS_OUT[reason], secondary=Action.START_OVER)
    if facts.purpose is Purpose.RESTORE and reason not in _STAY_WHEN_RESTORING:
        return WayOut(Action.TRY_AGAIN, Action.START_OVER, doubtful=WAYS_OUT[reason].doubtful)
    if facts.in_product and reason is Reason.OWNED_BY_OTHER:
        is_for_customer = facts.purpose is Purpose.CUSTOMER
        return WayOut(Action.RESTORE_FIRST, Action.CHANGE_CUSTOMER if is_for_customer else Action.CHANGE_PRODUCT)
    if facts.cable is not None:
        return replace(WAYS_OUT[reason], secondary=Action.USE_WIFI) if reason in _BETTER_OVER_WIFI else WAYS_OUT[reason]
    if reason in BETTER_BY_CABLE or (reason is Reason.NETWORK_NOT_SEEN and _is_hidden(facts)):
        return replace(WAYS_OUT[reason], secondary=Action.USE_CABLE)
    return WAYS_OUT[reason]


def _is_hidden(facts: Facts) -> bool:
    """Whether the chosen network was typed: newer firmware stores no hidden one over Wi-Fi (firmware: wlan_hal.cpp)."""
    return facts.network is not None and facts.network.security_number is None
