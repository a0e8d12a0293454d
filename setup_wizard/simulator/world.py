"""The whole simulation: a Photon, a cloud, the air between them, and the way to describe it to others."""

from __future__ import annotations

import sys
import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from types import TracebackType
from typing import TYPE_CHECKING, Self

from setup_wizard.core.secret import Secret
from setup_wizard.simulator.accounts import Clock
from setup_wizard.simulator.air import Air, Network
from setup_wizard.simulator.cloud import Cloud
from setup_wizard.simulator.cloud_server import KEEP_ALIVE_S, CloudServer
from setup_wizard.simulator.commands import Commands, Hardware
from setup_wizard.simulator.control import ControlServer
from setup_wizard.simulator.device_key import DeviceKey
from setup_wizard.simulator.devices import Device
from setup_wizard.simulator.faults import Fault, Faults
from setup_wizard.simulator.flash import Firmware, Flash
from setup_wizard.simulator.http import HttpServer
from setup_wizard.simulator.latency import Latency, Stopwatch
from setup_wizard.simulator.log import RequestLog
from setup_wizard.simulator.networks import default_networks
from setup_wizard.simulator.photon import Photon
from setup_wizard.simulator.population import (
    ACCOUNTS,
    ARGON_PRODUCT_ID,
    CAREFUL,
    DEMO,
    NEIGHBOUR,
    P1_PRODUCT_ID,
    PHOTON_PRODUCT_ID,
    SHELF,
    make_products,
    populate,
)
from setup_wizard.simulator.security import NUMBERS
from setup_wizard.simulator.tcp import TcpServer
from setup_wizard.simulator.wire import Wire

if TYPE_CHECKING:
    from setup_wizard.simulator.usb_photons import UsbPorts

ACCESS_POINT = "Photon-8R3K2M"
DEVICE_ID = "3b0021000947343337373738"

__all__ = ["ACCESS_POINT", "CAREFUL", "DEMO", "DEVICE_ID", "NEIGHBOUR", "Addresses", "Simulator", "SimulatorOptions"]


@dataclass(frozen=True, slots=True)
class SimulatorOptions:
    """How to simulate; port 0 is any free one, the clock gives the cloud's time in seconds since 1970.

    `usb` Photons are plugged in, on POSIX systems only: the first is the one that SoftAP reaches too.
    """

    tcp_port: int = 0
    http_port: int = 0
    api_port: int = 0
    control_port: int = 0
    firmware: Firmware = Firmware.V2_3_1
    networks: tuple[Network, ...] = field(default_factory=default_networks)
    latency: Latency = field(default_factory=Latency.none)
    one_radio: bool = False
    usb: int = 0
    seed: int = 0
    clock: Clock = time.time
    keep_alive_s: float = KEEP_ALIVE_S


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where everything listens, on 127.0.0.1."""

    tcp_port: int
    http_port: int
    api: str
    control: str


class Simulator:
    """Runs from `start()` to `stop()`, or inside a `with`. Raises `ValueError` for options that cannot be met here.

    `photons` are the one of `photon`, and those at further USB ports, with faults of their own.
    """

    def __init__(self, options: SimulatorOptions | None = None) -> None:
        self.options = options or SimulatorOptions()
        _check_ports(self.options)
        self.faults = Faults()
        self.log = RequestLog()
        self.air = Air(self.options.networks, one_radio=self.options.one_radio)
        self.cloud = Cloud(ACCOUNTS, make_products(), self.faults, self.options.clock)
        self.population = populate(self.cloud)
        self.cloud.devices.add(Device(DEVICE_ID, system_firmware_version=self.options.firmware.value))
        self.token = Secret(self.cloud.hand_out_token(DEMO.username))
        stopwatch = Stopwatch(self.options.latency, self.options.seed)
        hardware = Hardware(DEVICE_ID, self.options.firmware, DeviceKey(), Flash(), self.air)
        self.photon = Photon(hardware, self.cloud, self.faults, stopwatch)
        self.photons = (self.photon, *self._other_photons())
        self._ports: UsbPorts | None = None
        self._radio = threading.Lock()
        self._running = False
        with ExitStack() as undo:
            commands = Commands(hardware, self.faults, stopwatch, self.log)
            wire = Wire(self.faults, self.photon.leave_listening)
            self._tcp = TcpServer(commands, self.options.firmware, wire, self.options.tcp_port)
            undo.callback(self._tcp.server.stop)
            self._http = HttpServer(commands, self.options.firmware, wire, self.options.http_port)
            undo.callback(self._http.server.stop)
            self._api = CloudServer(
                self.cloud,
                self.faults,
                lambda: self.air.cloud_reachable,
                self.log,
                port=self.options.api_port,
                keep_alive_s=self.options.keep_alive_s,
            )
            undo.callback(self._api.stop)
            self._control = ControlServer(self.photons, self.air, self.cloud, self.log, port=self.options.control_port)
            undo.pop_all()
        self.photon.watch_listening(self._tcp.listening_starts)
        self.air.watch(self._follow_radio)
        self.faults.watch(self._follow_radio)

    @property
    def addresses(self) -> Addresses:
        """Where to connect."""
        return Addresses(self._tcp.server.port, self._http.server.port, self._api.url, self._control.url)

    @property
    def usb_paths(self) -> tuple[str, ...]:
        """The simulated USB ports, in the order of `photons`; a port whose Photon is away does not exist."""
        return tuple(str(path) for path in self._ports.paths) if self._ports else ()

    def start(self) -> None:
        """Start everything; the Photon is in setup mode when this returns. Where it cannot start, nothing is left."""
        self._running = True
        try:
            self._start()
        except BaseException:
            self.stop()
            raise

    def _start(self) -> None:
        for server in (self._tcp.server, self._http.server):
            # Another program may listen there by now: say it here, where it can be told, not in the Photon's thread.
            server.open()
            server.close()
        self._api.start()
        self._control.start()
        if self.options.usb:
            from setup_wizard.simulator.usb_photons import UsbPorts

            self._ports = UsbPorts(self.photons, self.log)
        for photon in self.photons:
            photon.start()

    def stop(self) -> None:
        """End every thread and close every socket, whatever hangs."""
        self._control.stop()
        with self._radio:
            self._running = False
            self._tcp.server.stop()
            self._http.server.stop()
        for photon in self.photons:
            photon.stop()
        if self._ports:
            self._ports.close()
        self._api.stop()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()

    def describe(self) -> dict[str, object]:
        """Addresses, ids and demo credentials, for other programs: this is the place where secrets are shown."""
        addresses = self.addresses
        return {
            "tcp_port": addresses.tcp_port,
            "http_port": addresses.http_port,
            "api": addresses.api,
            "device_id": DEVICE_ID,
            "username": DEMO.username,
            "password": DEMO.password.reveal(),
            "token": self.token.reveal(),
            **self._described_products(),
            "networks": [_described(network) for network in self.air.networks],
            "control": addresses.control,
            **self._described_usb(),
            "access_point": ACCESS_POINT,
            "firmware": self.options.firmware.value,
            "one_time_code_username": CAREFUL.username,
            "one_time_code_password": CAREFUL.password.reveal(),
            "one_time_code": CAREFUL.one_time_code.reveal() if CAREFUL.one_time_code else None,
            "neighbour_username": NEIGHBOUR.username,
            "neighbour_password": NEIGHBOUR.password.reveal(),
        }

    def _other_photons(self) -> tuple[Photon, ...]:
        if not self.options.usb:
            return ()
        if sys.platform == "win32":
            raise ValueError("a simulated USB port is a pseudo terminal, which Windows does not have")
        from setup_wizard.simulator.usb_photons import other_photon

        latency, seed, firmware = self.options.latency, self.options.seed, self.options.firmware
        photons = tuple(
            other_photon(index, self.photon, self.cloud, Stopwatch(latency, seed + index))
            for index in range(1, self.options.usb)
        )
        for photon in photons:
            self.cloud.devices.add(Device(photon.hardware.device_id, system_firmware_version=firmware.value))
        return photons

    def _described_usb(self) -> dict[str, object]:
        paths = self.usb_paths
        ids = [photon.hardware.device_id for photon in self.photons]
        return {
            "usb": paths[0] if paths else None,
            "usb_ports": [{"port": path, "device_id": device_id} for path, device_id in zip(paths, ids, strict=False)],
        }

    def _described_products(self) -> dict[str, object]:
        people = self.population
        product = self.cloud.products.by_id(PHOTON_PRODUCT_ID)
        password = people.simple_customer.password
        return {
            "product": PHOTON_PRODUCT_ID,
            "product_slug": product.slug if product else None,
            "p1_product": P1_PRODUCT_ID,
            "other_product": ARGON_PRODUCT_ID,
            "client_id": people.two_legged_client.client_id,
            "client_secret": people.two_legged_client.secret.reveal(),
            "simple_client_id": people.simple_client.client_id,
            "simple_client_secret": people.simple_client.secret.reveal(),
            "account_client_id": people.account_client.client_id,
            "account_client_secret": people.account_client.secret.reveal(),
            "customer": people.shadow_customer.username,
            "customer_username": people.simple_customer.username,
            "customer_password": password.reveal() if password else None,
            "other_device_ids": list(SHELF),
        }

    def _follow_radio(self) -> None:
        """Open and close ports as the radio, the access point and the faults want it."""
        with self._radio:
            if not self._running:
                return
            open_now = self.air.photon_reachable and not self.faults.setting(Fault.REFUSE_CONNECTIONS)
            for server in (self._tcp.server, self._http.server):
                if open_now:
                    server.open()
                else:
                    server.close()
        self._api.follow()


def _check_ports(options: SimulatorOptions) -> None:
    """Raise `ValueError` for a port that is meant for two servers: a reserved one would not refuse the second."""
    ports = [options.tcp_port, options.http_port, options.api_port, options.control_port]
    for port in ports:
        if port and ports.count(port) > 1:
            raise ValueError(f"port {port} is named twice: every server needs one of its own")


def _described(network: Network) -> dict[str, object]:
    names = {number: name for name, number in reversed(NUMBERS.items())}
    return {
        "ssid": network.name,
        "ssid_hex": network.ssid.hex(),
        "password": network.password.reveal() if network.password else None,
        "security": names[network.security],
        "security_number": network.security,
        "channel": network.channel,
        "rssi": network.rssi_dbm,
        "hidden": network.hidden,
        "identity": network.identity,
    }
