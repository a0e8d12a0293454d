"""The Wi-Fi networks around the Photon, who gets in, and the one radio of the computer beside it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from cryptography import x509
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from setup_wizard.core.secret import Secret
from setup_wizard.simulator import security

EAP_TLS = 13
EAP_PEAP = 25


@dataclass(frozen=True, slots=True)
class Network:
    """One access point. `security` is the firmware's number; `identity` is what a PEAP network expects.

    An enterprise network without a password is EAP-TLS: any client certificate with its own private key gets in.
    """

    ssid: bytes
    password: Secret | None = None
    security: int = 0
    channel: int = 6
    rssi_dbm: int = -55
    hidden: bool = False
    identity: str = ""
    max_rate_kbit_s: int = 72200

    @property
    def name(self) -> str:
        """The SSID for people: UTF-8 where it is, else latin-1."""
        try:
            return self.ssid.decode()
        except UnicodeDecodeError:
            return self.ssid.decode("latin-1")


@dataclass(frozen=True, slots=True)
class Enterprise:
    """The one enterprise identity a Photon can keep; the texts as they were stored."""

    eap: int
    identity: bytes = b""
    outer_identity: bytes = b""
    certificate_pem: bytes = b""
    private_key_pem: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Profile:
    """A network as the Photon stored it; a WEP key is stored in binary."""

    ssid: bytes
    password: bytes = field(repr=False)
    security: int
    channel: int = 0
    enterprise: Enterprise | None = None


def admits(network: Network, profile: Profile) -> bool:
    """Whether a Photon with this profile gets into this network."""
    if network.ssid != profile.ssid:
        return False
    if network.security == 0 or profile.security == 0:
        return network.security == profile.security
    if security.is_wep(network.security):
        return security.is_wep(profile.security) and _wep_key(network) == profile.password
    if security.is_enterprise(network.security):
        return security.is_enterprise(profile.security) and _admits_identity(network, profile)
    return security.is_personal(profile.security) and _text(network.password) == profile.password


def _text(secret: Secret | None) -> bytes:
    return secret.reveal().encode() if secret else b""


def _wep_key(network: Network) -> bytes:
    """Key 1 as the firmware stores it: index, length, key (firmware: wlan_hal.cpp, hex_decode of a WEP password)."""
    key = bytes.fromhex(_text(network.password).decode())
    return bytes([0, len(key)]) + key


def _admits_identity(network: Network, profile: Profile) -> bool:
    enterprise = profile.enterprise
    if enterprise is None:
        return False
    if network.password is None:
        return enterprise.eap == EAP_TLS and _is_key_pair(enterprise.certificate_pem, enterprise.private_key_pem)
    return (
        enterprise.eap == EAP_PEAP
        and enterprise.identity == network.identity.encode()
        and profile.password == _text(network.password)
    )


def _is_key_pair(certificate_pem: bytes, private_key_pem: bytes) -> bool:
    """Whether they belong together; what follows the PEM text (the cipher's padding) does not matter."""
    key_text, end, _padding = private_key_pem.partition(b"-----END PRIVATE KEY-----")
    if not end:
        key_text, end, _padding = private_key_pem.partition(b"-----END RSA PRIVATE KEY-----")
    try:
        certificate = x509.load_pem_x509_certificate(certificate_pem)
        key = load_pem_private_key(key_text + end + b"\n", password=None)
    except (ValueError, TypeError):
        return False
    return certificate.public_key() == key.public_key()


class Air:
    """Which networks there are, whether the Photon's own is up, and which of the two the computer is on.

    With `one_radio` the computer reaches the Photon only while joined to it, and the cloud only while not. `watch`ers
    are called, in the thread of whoever caused it, after every change.
    """

    def __init__(self, networks: Iterable[Network], *, one_radio: bool = False) -> None:
        self.networks = tuple(networks)
        self.one_radio = one_radio
        self._lock = threading.Lock()
        self._photon_up = False
        self._host_joined = False
        self._host_waits = False
        self._watchers: list[Callable[[], None]] = []

    def watch(self, watcher: Callable[[], None]) -> None:
        """Call `watcher` after every change."""
        self._watchers.append(watcher)

    @property
    def host_joined(self) -> bool:
        """Whether the computer is on the Photon's Wi-Fi."""
        return self._host_joined

    @property
    def photon_reachable(self) -> bool:
        """Whether the computer can talk to the Photon."""
        return self._photon_up and (self._host_joined or not self.one_radio)

    @property
    def cloud_reachable(self) -> bool:
        """Whether the computer can talk to the cloud."""
        return not (self.one_radio and self._host_joined)

    def join_photon(self, *, waits: bool = False) -> bool:
        """Put the computer on the Photon's Wi-Fi; False when that is not there. If it `waits`, as soon as it is."""
        with self._lock:
            joined = self._host_joined = self._photon_up
            self._host_waits = waits and not joined
        self._tell()
        return joined

    def leave_photon(self) -> None:
        """Put the computer back on its own network."""
        with self._lock:
            self._host_joined = self._host_waits = False
        self._tell()

    def set_photon_up(self, up: bool) -> None:
        """Raise or lower the Photon's access point; the computer falls off a lowered one."""
        with self._lock:
            self._photon_up = up
            self._host_joined = up and (self._host_joined or self._host_waits)
            self._host_waits = self._host_waits and not up
        self._tell()

    def _tell(self) -> None:
        for watcher in self._watchers:
            watcher()

    def scan(self) -> list[Network]:
        """What a scan shows, one entry for each access point; a hidden one shows with an empty SSID, so not at all."""
        return [network for network in self.networks if not network.hidden]

    def admits(self, profile: Profile) -> bool:
        """Whether any access point lets a Photon with this profile in."""
        return any(admits(network, profile) for network in self.networks)
