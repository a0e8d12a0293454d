"""A computer with Wi-Fi, in memory."""

from __future__ import annotations

import threading
from ipaddress import IPv4Address

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.host_wifi import Adapter, AdapterState, VisibleNetwork
from setup_wizard.core.interface import LocalInterface
from setup_wizard.core.wifi import ssid_text
from setup_wizard.hostwifi.backend import Whereabouts

PHOTON = b"Photon-7QK2"
HOME = "home"
WLAN = Adapter("wlan0", state=AdapterState.CONNECTED)
IN_RANGE = (VisibleNetwork(b"Home", is_open=False, signal_percent=90), VisibleNetwork(PHOTON, is_open=True))


class FakeWifi:
    """A backend, and the addresses of its interfaces; `calls` are what was asked of it, in order.

    `hang` makes every call wait until it is set, whatever is cancelled; `failures` are raised by name.
    """

    name = "fake"

    def __init__(self, *adapters: Adapter, networks: tuple[VisibleNetwork, ...] = IN_RANGE) -> None:
        self.present = adapters
        self.networks = networks
        self.failures: dict[str, Reason] = {}
        self.calls: list[str] = []
        self.hang: threading.Event | None = None
        self.was_called = threading.Event()
        self.joined: dict[str, bytes] = {}
        self.connected = {adapter.name: HOME for adapter in adapters if adapter.state is AdapterState.CONNECTED}
        self.has_dhcp = True
        self.left_behind = False
        self.deaf: set[str] = set()
        """Adapters that hear nothing."""
        self.is_secretive = False
        """As a system without consent: it does not tell what it is connected to."""
        self.tells_on_leaving = False
        """Such a system may tell all the same what it has just left for a Photon."""
        self.left: dict[str, str] = {}
        self.chooses: str | None = None
        """What the system joins by itself after a Photon's network."""
        self.home_has_photons_subnet = False

    def _called(self, name: str) -> None:
        self.calls.append(name)
        hang = self.hang
        self.was_called.set()
        if hang is not None:
            hang.wait()
        if name in self.failures:
            raise SetupError(self.failures[name], name)

    def adapters(self, cancel: Cancel) -> tuple[Adapter, ...]:
        self._called("adapters")
        return self.present

    def scan(self, adapter: Adapter, cancel: Cancel) -> tuple[VisibleNetwork, ...]:
        self._called("scan")
        return () if adapter.name in self.deaf else self.networks

    def former(self, adapter: Adapter, cancel: Cancel) -> str | None:
        self._called("former")
        told = {} if self.is_secretive else self.connected
        return told.get(adapter.name, self.left.get(adapter.name))

    def whereabouts(self, adapter: Adapter, ssid: bytes, cancel: Cancel) -> Whereabouts:
        self._called("whereabouts")
        network = self.connected.get(adapter.name)
        if adapter.name not in self.joined and network is None:
            return Whereabouts.NOWHERE
        if self.is_secretive:
            return Whereabouts.UNKNOWN
        return Whereabouts.THERE if network in (None, ssid_text(ssid)) else Whereabouts.ELSEWHERE

    def join_open(self, adapter: Adapter, ssid: bytes, cancel: Cancel) -> None:
        self._called("join_open")
        network = self.connected.pop(adapter.name, None)
        if network is not None and self.tells_on_leaving:
            self.left[adapter.name] = network
        self.joined[adapter.name] = ssid

    def restore(self, adapter: Adapter, former: str | None, cancel: Cancel) -> None:
        self._called("restore")
        self.joined.pop(adapter.name, None)
        if (network := former or self.chooses) is not None:
            self.connected[adapter.name] = network

    def clean_up(self, cancel: Cancel) -> bool:
        self._called("clean_up")
        found, self.left_behind = self.left_behind, False
        return found

    def find_interface(self, name: str, reaching: IPv4Address | None) -> LocalInterface:
        """As `interfaces.find_interface`, with the Photon as the only DHCP server in the Photon's network."""
        if name in self.joined and self.has_dhcp:
            return LocalInterface(name, 3, "192.168.0.2")
        if name in self.connected and self.home_has_photons_subnet:
            return LocalInterface(name, 3, "192.168.0.55")
        if name in self.connected and reaching is None:
            return LocalInterface(name, 3, "10.0.0.55")
        raise SetupError(Reason.DEVICE_UNREACHABLE, f"{name} has no address")
