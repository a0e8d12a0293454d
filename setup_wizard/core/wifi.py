"""Wi-Fi networks in words: what the Photon sees and what it is told to join. The firmware's numbers live in softap."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from setup_wizard.core.secret import Secret


class SecurityKind(StrEnum):
    """How a network is secured, as far as a person can choose."""

    OPEN = "open"
    WEP = "wep"
    WPA = "wpa"
    WPA2 = "wpa2"
    WPA_ENTERPRISE = "wpa-enterprise"
    WPA2_ENTERPRISE = "wpa2-enterprise"
    UNKNOWN = "unknown"

    @property
    def is_enterprise(self) -> bool:
        """Whether it needs an identity besides a password."""
        return self in (SecurityKind.WPA_ENTERPRISE, SecurityKind.WPA2_ENTERPRISE)


class Cipher(StrEnum):
    """The cipher part of a security; `NONE` for open and WEP networks."""

    NONE = "none"
    TKIP = "tkip"
    AES = "aes"
    MIXED = "mixed"


class Found(StrEnum):
    """What a Photon found of the network whose name it was told."""

    SEEN = "seen"
    OPEN = "open"
    """Seen, and no password was wanted."""
    NOT_SEEN = "not_seen"
    """It had to be told how the network is secured."""


@dataclass(frozen=True, slots=True)
class Security:
    """A security as kind and cipher; WEP's shared-key flavour is told apart by `shared_key`."""

    kind: SecurityKind
    cipher: Cipher = Cipher.NONE
    shared_key: bool = False


def usual_security(kind: SecurityKind) -> Security:
    """This kind with the cipher that most of its networks use."""
    if kind in (SecurityKind.WPA, SecurityKind.WPA_ENTERPRISE):
        return Security(kind, Cipher.TKIP)
    return Security(kind, Cipher.AES if kind in (SecurityKind.WPA2, SecurityKind.WPA2_ENTERPRISE) else Cipher.NONE)


def ssid_text(ssid: bytes) -> str:
    """An SSID for people: UTF-8 where it is, else latin-1, which shows something for every byte."""
    try:
        return ssid.decode("utf-8")
    except UnicodeDecodeError:
        return ssid.decode("latin-1")


@dataclass(frozen=True, slots=True)
class ScannedNetwork:
    """One network in the Photon's own scan; `ssid` keeps the bytes, `security_number` the firmware's number."""

    ssid: bytes
    rssi_dbm: int
    security: Security
    security_number: int
    channel: int
    max_rate_kbit_s: int = 0

    @property
    def name(self) -> str:
        """The SSID for people."""
        return ssid_text(self.ssid)


class EapMethod(StrEnum):
    """The two ways of signing in to an enterprise network that the firmware knows."""

    PEAP = "peap"
    TLS = "tls"


@dataclass(frozen=True, slots=True)
class Enterprise:
    """What an enterprise network wants besides the password; PEM texts as read from their files."""

    method: EapMethod
    identity: str = ""
    outer_identity: str = ""
    ca_pem: str = ""
    client_certificate_pem: str = ""
    private_key_pem: Secret | None = None


@dataclass(frozen=True, slots=True)
class WifiCredentials:
    """Everything `configure-ap` needs; `security_number` is sent as it is when it came from a scan."""

    ssid: bytes
    security: Security
    security_number: int | None = None
    channel: int = 0
    password: Secret | None = None
    enterprise: Enterprise | None = None

    @property
    def name(self) -> str:
        """The SSID for people."""
        return ssid_text(self.ssid)
