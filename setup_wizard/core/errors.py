"""The one exception of the program, and why a setup can end. Not for sentences: words live in the front ends."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """Why a step or a whole setup ended as it did; the values appear in `--json` and never change."""

    CLAIMED = "claimed"
    ONLINE = "online"
    LEFT_SETUP_MODE = "left_setup_mode"
    RESTORED = "restored"
    IMPORTED = "imported"

    CLAIMED_OFFLINE = "claimed_offline"
    SIGN_IN_REFUSED = "sign_in_refused"
    ONE_TIME_CODE_REFUSED = "one_time_code_refused"
    WRONG_TOKEN_KIND = "wrong_token_kind"  # noqa: S105 - a reason, not a secret
    NOT_ALLOWED = "not_allowed"
    TOKEN_EXPIRED = "token_expired"  # noqa: S105 - a reason, not a secret
    CLOUD_UNREACHABLE = "cloud_unreachable"
    CLOUD_ERROR = "cloud_error"
    RATE_LIMITED = "rate_limited"
    PRODUCT_NOT_FOUND = "product_not_found"
    WRONG_PLATFORM = "wrong_platform"
    DEVICE_REFUSED_BY_PRODUCT = "device_refused_by_product"
    OWNED_BY_OTHER = "owned_by_other"
    CUSTOMER_REFUSED = "customer_refused"
    RESTORE_INCOMPLETE = "restore_incomplete"
    DEVICE_NOT_SEEN = "device_not_seen"
    DEVICE_OFFLINE = "device_offline"
    DEVICE_UNREACHABLE = "device_unreachable"
    NOT_A_PHOTON = "not_a_photon"
    DEVICE_REJECTED_REQUEST = "device_rejected_request"
    DEVICE_KEY_UNUSABLE = "device_key_unusable"
    WRONG_DEVICE = "wrong_device"
    NETWORK_NOT_SEEN = "network_not_seen"
    SSID_NOT_EXPRESSIBLE = "ssid_not_expressible"
    SSID_LENGTH = "ssid_length"
    PASSWORD_LENGTH = "password_length"  # noqa: S105 - a reason, not a secret
    ENTERPRISE_UNSUPPORTED = "enterprise_unsupported"
    ENTERPRISE_INCOMPLETE = "enterprise_incomplete"
    IDENTITY_NOT_EXPRESSIBLE = "identity_not_expressible"
    DID_NOT_JOIN = "did_not_join"
    CLAIM_NOT_CONFIRMED = "claim_not_confirmed"
    JOIN_FAILED = "join_failed"
    PERMISSION_NEEDED = "permission_needed"
    NO_WIFI_ADAPTER = "no_wifi_adapter"
    NO_WIFI_CONTROL = "no_wifi_control"
    WIFI_OFF = "wifi_off"
    PHOTON_NOT_FOUND = "photon_not_found"
    SEVERAL_PHOTONS = "several_photons"
    NO_ADDRESS = "no_address"
    LOCAL_NETWORK_DENIED = "local_network_denied"
    VPN_IN_THE_WAY = "vpn_in_the_way"
    NO_USB_PHOTON = "no_usb_photon"
    PORT_DENIED = "port_denied"
    PORT_BUSY = "port_busy"
    UNPLUGGED = "unplugged"
    NOT_IN_SETUP_MODE = "not_in_setup_mode"
    KEYRING_UNAVAILABLE = "keyring_unavailable"
    INTERNAL_ERROR = "internal_error"
    CANCELLED = "cancelled"

    @property
    def is_success(self) -> bool:
        """Whether what was wanted is proven."""
        return self in (Reason.CLAIMED, Reason.ONLINE, Reason.LEFT_SETUP_MODE, Reason.RESTORED, Reason.IMPORTED)


class SetupError(Exception):
    """A step that did not work.

    `detail` is for the log and the diagnostics, in the words of whoever refused; it must never hold a secret.
    `retry_after_s` is how long to wait before trying again, where the other side said so.
    """

    def __init__(self, reason: Reason, detail: str = "", *, retry_after_s: float | None = None) -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail
        self.retry_after_s = retry_after_s

    def __str__(self) -> str:
        return f"{self.reason.value}: {self.detail}" if self.detail else self.reason.value


class ReplyLostError(SetupError):
    """The request went out whole, and no complete answer came back: the device may or may not have acted."""

    def __init__(self, detail: str) -> None:
        super().__init__(Reason.DEVICE_UNREACHABLE, detail)


class BlockedError(SetupError):
    """The system refused a connection on a network it is in: it forbids it, or nobody is there. Only time tells."""

    def __init__(self, detail: str) -> None:
        super().__init__(Reason.DEVICE_UNREACHABLE, detail)
