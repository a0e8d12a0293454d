"""A computer with Wi-Fi, in memory."""

from __future__ import annotations

import threading
from ipaddress import IPv4Address

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.host_wifi import Adapter, AdapterState, VisibleNetwork
from setup_wizard.core.interface import LocalInterface

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

    def _called(self, name: str) -> None:
        self.calls.append(name)
        self.was_called.set()
        if self.hang is not None:
            self.hang.wait(30.0)
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
        return self.connected.get(adapter.name)

    def join_open(self, adapter: Adapter, ssid: bytes, cancel: Cancel) -> None:
        self._called("join_open")
        self.connected.pop(adapter.name, None)
        self.joined[adapter.name] = ssid

    def restore(self, adapter: Adapter, former: str | None, cancel: Cancel) -> None:
        self._called("restore")
        self.joined.pop(adapter.name, None)
        if former is not None:
            self.connected[adapter.name] = former

    def clean_up(self, cancel: Cancel) -> bool:
        self._called("clean_up")
        found, self.left_behind = self.left_behind, False
        return found

    def find_interface(self, name: str, reaching: IPv4Address | None) -> LocalInterface:
        """As `interfaces.find_interface`, with the Photon as the only DHCP server in the Photon's network."""
        if name in self.joined and self.has_dhcp:
            return LocalInterface(name, 3, "192.168.0.2")
        raise SetupError(Reason.DEVICE_UNREACHABLE, f"{name} has no address")
