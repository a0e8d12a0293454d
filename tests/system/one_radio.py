"""A computer with one radio, in namespaces: it is at home, where the internet is, or at the Photon's, or nowhere."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from setup_wizard.simulator.world import Simulator
from tests.end_to_end.relay import Relay
from tests.system.namespaces import (
    CABLE,
    CABLE_ADDRESS,
    EVERYWHERE,
    HTTP_PORT,
    PHOTON_ADDRESS,
    WIFI,
    WIFI_ADDRESS,
    Computer,
    PhotonPorts,
    connect,
    inside,
    ip,
    namespaces,
)
from tests.system.servers import NameServer, Page

AIR = "air"
"""The far end of the radio: it is in the network that the computer has joined."""
CLOUD_ADDRESS = "198.51.100.1"
CLOUD_PORT = 8080
CLOUD = f"http://cloud.test:{CLOUD_PORT}"
NAME_SERVER_PORT = 53

_EVERY_PROTOCOL = 0x0003
_IPV4 = 0x0800
_IPV6 = 0x86DD
_OUTGOING = 4
_TCP_AND_UDP = (6, 17)
_SO_RCVBUFFORCE = 33
_SOL_PACKET = 263
_PACKET_STATISTICS = 6
_BUFFER_BYTES = 1 << 24


@dataclass(frozen=True, slots=True)
class Home:
    """Who is who in the home network."""

    router: str
    computer: str


FAR_FROM_EASY = Home("192.168.0.1", "192.168.0.23")
"""It has the Photon's own addresses, as many routers are made."""
ELSEWHERE = Home("10.1.1.1", "10.1.1.23")


class OneRadio:
    """`join` and `leave` change networks at once, as the system does when somebody clicks. `visits` are the captures of
    what left the computer, from each joining to the leaving.
    """

    def __init__(self, computer: Computer, ports: PhotonPorts, home: Home, places: tuple[str, str]) -> None:
        """`places` are the namespaces of the home network, where the far end of the radio is now, and the Photon's."""
        self.computer = computer
        self.ports = ports
        self.simulator = ports.simulator
        self.home = home
        self.visits: list[Capture] = []
        self.network_stays = False
        """The Photon's network stays up for whoever is in it, with nobody there who answers."""
        self._at_home, self._at_photon = places
        self._place = self._at_home
        self._lock = threading.Lock()
        self._go_home()

    @property
    def is_home(self) -> bool:
        return self._place == self._at_home

    def join(self, *, takes_way_out: bool = True) -> None:
        """To the Photon's network, whose DHCP names the Photon as the way to everywhere."""
        with self._lock:
            if self.is_home:
                self.visits.append(Capture(self.computer))
                self._go(self._at_photon, PHOTON_ADDRESS, WIFI_ADDRESS, takes_way_out=takes_way_out)

    def leave(self) -> None:
        """Back home."""
        with self._lock:
            if not self.is_home:
                self.visits[-1].close()
                self._go_home()

    def plug_in_cable(self) -> None:
        """The internet is on a cable; the radio is nowhere."""
        connect(self.computer.namespace, CABLE, self._at_home, "port")
        for namespace, interface in ((self._at_home, AIR), (self.computer.namespace, WIFI)):
            ip("-n", namespace, "addr", "flush", "dev", interface)
        ip("-n", self._at_home, "addr", "add", f"{self.home.router}/24", "dev", "port")
        self.computer.ip("addr", "add", f"{CABLE_ADDRESS}/24", "dev", CABLE)
        self.computer.ip("route", "add", "default", "via", self.home.router, "dev", CABLE)

    def silence_photon(self) -> None:
        """Nothing gets through to it."""
        ip("-n", self._at_photon, "addr", "del", f"{PHOTON_ADDRESS}/24", "dev", AIR)

    def let_photon_speak(self) -> None:
        """It answers again."""
        ip("-n", self._at_photon, "addr", "add", f"{PHOTON_ADDRESS}/24", "dev", AIR)

    def follow_the_air(self) -> None:
        """The Photon's network comes and goes with its setup mode; who is in it when it goes is nowhere."""
        with self._lock:
            if self.is_home or self.network_stays:
                return
            is_up = self.simulator.air.photon_reachable
            ip("-n", self._place, "link", "set", AIR, "up" if is_up else "down")
            if not is_up:
                self.computer.ip("addr", "flush", "dev", WIFI)

    def _go_home(self) -> None:
        self._go(self._at_home, self.home.router, self.home.computer)

    def _go(self, place: str, router: str, own: str, *, takes_way_out: bool = True) -> None:
        self.computer.ip("addr", "flush", "dev", WIFI)
        if self._place != place:
            ip("-n", self._place, "link", "set", AIR, "netns", place)
            self._place = place
        ip("-n", place, "addr", "replace", f"{router}/24", "dev", AIR)
        ip("-n", place, "link", "set", AIR, "up")
        self.computer.ip("addr", "add", f"{own}/24", "dev", WIFI)
        if takes_way_out:
            self.computer.ip("route", "add", "default", "via", router, "dev", WIFI, "metric", "600")


class Capture:
    """Whatever leaves a computer, from its making to `close`."""

    def __init__(self, computer: Computer) -> None:
        protocol = socket.htons(_EVERY_PROTOCOL)
        self._socket = inside(computer.namespace, lambda: socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, protocol))
        self._socket.setsockopt(socket.SOL_SOCKET, _SO_RCVBUFFORCE, _BUFFER_BYTES)
        self._socket.setblocking(False)
        self.is_open = True
        self.sent: set[tuple[str, int]] = set()
        """Address and port of everything that TCP and UDP have sent."""

    def close(self) -> None:
        """Read what was caught."""
        _packets, lost = struct.unpack("II", self._socket.getsockopt(_SOL_PACKET, _PACKET_STATISTICS, 8))
        assert lost == 0
        while True:
            try:
                packet, (_name, kind, direction, *_rest) = self._socket.recvfrom(65536)
            except BlockingIOError:
                break
            if direction == _OUTGOING:
                self._note(kind, packet)
        self._socket.close()
        self.is_open = False

    def _note(self, kind: int, packet: bytes) -> None:
        if kind == _IPV4:
            protocol, target, rest = packet[9], socket.inet_ntoa(packet[16:20]), packet[(packet[0] & 15) * 4 :]
        elif kind == _IPV6:
            protocol, target, rest = packet[6], socket.inet_ntop(socket.AF_INET6, packet[24:40]), packet[40:]
        else:
            return
        if protocol in _TCP_AND_UDP:
            self.sent.add((target, struct.unpack_from("!H", rest, 2)[0]))


@contextmanager
def one_radio(simulator: Simulator, home: Home = FAR_FROM_EASY) -> Iterator[OneRadio]:
    """The world, with the computer at home. Needs root's rights."""
    with ExitStack() as stack:
        here, there, far = stack.enter_context(namespaces("here", "home", "photon"))
        ip("-n", there, "addr", "add", f"{CLOUD_ADDRESS}/32", "dev", "lo")
        cloud_port = urlsplit(simulator.addresses.api).port or 0
        for server in (
            partial(Relay, cloud_port, (EVERYWHERE, CLOUD_PORT)),
            partial(Page, (EVERYWHERE, HTTP_PORT), {}),
            partial(NameServer, (EVERYWHERE, NAME_SERVER_PORT), CLOUD_ADDRESS),
        ):
            stack.enter_context(inside(there, server))
        ports = stack.enter_context(PhotonPorts(far, simulator))
        connect(here, WIFI, there, AIR)
        world = OneRadio(Computer(here), ports, home, (there, far))
        simulator.air.watch(world.follow_the_air)
        yield world
        world.leave()
