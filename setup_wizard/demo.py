"""A simulated Photon and cloud to try everything with; the front ends run the real workflow against them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from setup_wizard.core.account import OAuthClient, Token
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.device import parse_device_id
from setup_wizard.core.host_wifi import Adapter, VisibleNetwork
from setup_wizard.core.usb import UsbPort
from setup_wizard.options import GivenSecrets, Options
from setup_wizard.simulator.latency import Latency
from setup_wizard.simulator.world import ACCESS_POINT, DEMO, Simulator, SimulatorOptions
from setup_wizard.usb.service import Usb
from setup_wizard.workflow.join_mode import JoinMode

DEMO_NETWORK = "Home"
_UNHURRIED = Latency(scan_s=(0.6, 0.9), configure_s=(0.8, 1.2), join_s=(2.5, 3.5))
"""Slow enough to follow, quicker than a real Photon."""


@dataclass(frozen=True, slots=True)
class Demo:
    """A running simulation and what is needed to set its Photon up."""

    simulator: Simulator
    options: Options
    given: GivenSecrets
    host: SimulatedWifi
    usb: Usb
    """Its ports are the simulated Photons'; a pseudo terminal, which Windows does not have."""


class SimulatedWifi:
    """The simulated computer changes networks by itself, and joins the Photon as soon as its network comes up."""

    def __init__(self, simulator: Simulator) -> None:
        self._air = simulator.air

    def adapters(self, cancel: Cancel) -> tuple[Adapter, ...]:
        """The one simulated radio."""
        cancel.check()
        return (Adapter("simulated"),)

    def choose_adapter(self, name: str) -> None:
        """There is only one."""

    def photons(self, cancel: Cancel) -> tuple[VisibleNetwork, ...]:
        """The one simulated Photon."""
        cancel.check()
        return (VisibleNetwork(ACCESS_POINT.encode(), is_open=True, signal_percent=90),)

    def clean_up(self, cancel: Cancel) -> bool:
        """A simulation leaves nothing behind."""
        cancel.check()
        return False

    def close(self) -> bool:
        """Back home."""
        return self.leave_photon(Cancel())

    def join_photon(self, cancel: Cancel, ssid: bytes | None = None) -> bool:  # noqa: ARG002 - there is only one
        """Join the simulated Photon; False while its access point is not there yet."""
        cancel.check()
        return self._air.join_photon(waits=True)

    def leave_photon(self, cancel: Cancel) -> bool:
        """Go back to the simulated home network."""
        cancel.check()
        self._air.leave_photon()
        return True


def simulated_usb(simulator: Simulator) -> Usb:
    """The real service, with the simulated ports for those of this computer."""

    def list_ports() -> tuple[UsbPort, ...]:
        plugged_in = zip(simulator.usb_paths, simulator.photons, strict=False)
        return tuple(
            UsbPort(path, parse_device_id(photon.hardware.device_id)) for path, photon in plugged_in if photon.on_usb
        )

    return Usb(list_ports=list_ports)


class MemoryStore:
    """Keeps demo sign-ins for this run only; a demo never touches the keyring."""

    def __init__(self) -> None:
        self._tokens: dict[tuple[str, str], Token] = {}
        self._clients: dict[tuple[str, str], OAuthClient] = {}

    def load(self, api: str, username: str) -> Token | None:
        """What was saved in this run."""
        return self._tokens.get((api, username))

    def save(self, api: str, token: Token) -> None:
        """Keep it until the program ends."""
        self._tokens[api, token.username] = token

    def forget(self, api: str, username: str) -> None:
        """Drop it."""
        self._tokens.pop((api, username), None)

    def load_client(self, api: str, client_id: str) -> OAuthClient | None:
        """The client that was saved in this run."""
        return self._clients.get((api, client_id))

    def save_client(self, api: str, client: OAuthClient) -> None:
        """Keep it until the program ends."""
        self._clients[api, client.client_id] = client

    def forget_client(self, api: str, client_id: str) -> None:
        """Drop it."""
        self._clients.pop((api, client_id), None)


@contextmanager
def running_demo(options: Options) -> Iterator[Demo]:
    """A simulation with the latency of a patient demonstrator; `options` are pointed at it."""
    usb = 0 if sys.platform == "win32" else 1
    with Simulator(SimulatorOptions(latency=_UNHURRIED, one_radio=True, usb=usb)) as simulator:
        addresses = simulator.addresses
        wifi_password = next(
            (network.password for network in simulator.air.networks if network.name == DEMO_NETWORK), None
        )
        yield Demo(
            simulator,
            replace(
                options,
                api=addresses.api,
                device_host="127.0.0.1",
                tcp_port=addresses.tcp_port,
                http_port=addresses.http_port,
                interface=None,
                join=JoinMode.AUTO,
                device_id=None,
            ),
            GivenSecrets(password=DEMO.password, wifi_password=wifi_password),
            SimulatedWifi(simulator),
            simulated_usb(simulator),
        )
