"""Network namespaces of the real kernel: sockets and programs inside them, and cables between them. For root only."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from setup_wizard.simulator.world import Simulator
from tests.end_to_end.relay import Relay
from tests.system.servers import Page

T = TypeVar("T")

CABLE = "eth0"
WIFI = "wlan0"
TUNNEL = "tun0"
EVERYWHERE = "0.0.0.0"
NETWORK = "192.168.0.0/24"
PHOTON_ADDRESS = "192.168.0.1"
CABLE_ADDRESS = "192.168.0.50"
WIFI_ADDRESS = "192.168.0.77"
TCP_PORT = 5609
HTTP_PORT = 80
MOST_S = 90.0
_CLONE_NEWNET = 0x40000000
WITH_ITS_OWN_NAME_SERVERS = 'mount --bind "$0" /etc/resolv.conf; exec "$@"'


def ip(*arguments: str) -> None:
    """Run the command of that name."""
    done = subprocess.run(["ip", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"ip {' '.join(arguments)}: {done.stderr}"


@contextmanager
def namespaces(*names: str) -> Iterator[list[str]]:
    """One for each name, with nothing in it but a loopback; gone at the end, with every interface in it."""
    made = [f"{name}{os.getpid()}" for name in names]
    with ExitStack() as stack:
        for name in made:
            ip("netns", "add", name)
            stack.callback(ip, "netns", "del", name)
            ip("-n", name, "link", "set", "lo", "up")
        yield made


def connect(here: str, interface: str, there: str, peer: str) -> None:
    """A cable from an interface here to one there; both are up, and have no address yet."""
    ip("link", "add", interface, "netns", here, "type", "veth", "peer", "name", peer, "netns", there)
    ip("-n", here, "link", "set", interface, "up")
    ip("-n", there, "link", "set", peer, "up")


def inside(namespace: str, make: Callable[[], T]) -> T:
    """What `make` returns in there; a socket that is made in a namespace stays in it, whoever uses it."""
    made: list[T] = []

    def go() -> None:
        libc = ctypes.CDLL(None, use_errno=True)
        with Path("/run/netns", namespace).open() as door:
            assert libc.setns(door.fileno(), _CLONE_NEWNET) == 0, os.strerror(ctypes.get_errno())
        made.append(make())

    # Only this thread goes there.
    thread = threading.Thread(target=go)
    thread.start()
    thread.join()
    return made[0]


class PhotonPorts:
    """Whoever is in the namespace reaches the simulated Photon at every address, on its own ports, while it listens."""

    def __init__(self, namespace: str, simulator: Simulator) -> None:
        self._namespace = namespace
        self.simulator = simulator
        self._relays = ExitStack()
        self._lock = threading.Lock()
        self._is_open = False
        self.tcp: Relay | None = None

    def __enter__(self) -> Self:
        self.simulator.air.watch(self.follow_the_air)
        self.follow_the_air()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._relays.close()

    def follow_the_air(self) -> None:
        """Refuse connections while the Photon is not in setup mode."""
        with self._lock:
            if self.simulator.air.photon_reachable == self._is_open:
                return
            self._is_open = not self._is_open
            if not self._is_open:
                self._relays.close()
                return
            there = self.simulator.addresses
            self.tcp, _http = (
                self._relays.enter_context(inside(self._namespace, partial(Relay, port, (EVERYWHERE, own))))
                for port, own in ((there.tcp_port, TCP_PORT), (there.http_port, HTTP_PORT))
            )


class Computer:
    """Runs programs in its namespace."""

    def __init__(self, namespace: str) -> None:
        self.namespace = namespace

    def ip(self, *arguments: str) -> None:
        """As the function of that name, in there."""
        ip("-n", self.namespace, *arguments)

    def go_out_by(self, interface: str) -> None:
        """This way to the internet from now on."""
        self.ip("route", "replace", "default", "dev", interface)

    def connect_tunnel(self) -> None:
        """A VPN is up; nobody is at its other end."""
        self.ip("tuntap", "add", "dev", TUNNEL, "mode", "tun")
        self.ip("addr", "add", "10.8.0.2/24", "dev", TUNNEL)
        self.ip("link", "set", TUNNEL, "up")

    def run(self, program: str, *arguments: str) -> str:
        """What this Python program prints."""
        command = self.command(sys.executable, "-c", program, *arguments)
        done = subprocess.run(command, capture_output=True, text=True, timeout=MOST_S, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def command(self, *command: str, name_servers: Path | None = None) -> list[str]:
        """The command that runs another one in there; its process is that one's."""
        enter = ["ip", "netns", "exec", self.namespace]
        if name_servers is not None:
            enter += ["sh", "-ec", WITH_ITS_OWN_NAME_SERVERS, str(name_servers)]
        return [*enter, *command]


@contextmanager
def computer_between_two_networks(at_home: Mapping[str, bytes]) -> Iterator[tuple[Computer, Simulator]]:
    """A computer on two networks of the same addresses: a cable to a router, which comes first, and Wi-Fi to a Photon.

    The router answers these paths, and shows its own page for every other.
    """
    with ExitStack() as stack:
        here, home, far = stack.enter_context(namespaces("here", "home", "photon"))
        for there, interface, address, metric in (
            (home, CABLE, CABLE_ADDRESS, "100"),
            (far, WIFI, WIFI_ADDRESS, "600"),
        ):
            connect(here, interface, there, "port")
            ip("-n", there, "addr", "add", f"{PHOTON_ADDRESS}/24", "dev", "port")
            ip("-n", here, "addr", "add", f"{address}/24", "dev", interface)
            ip("-n", here, "route", "del", NETWORK, "dev", interface)
            ip("-n", here, "route", "add", NETWORK, "dev", interface, "src", address, "metric", metric)
        for port in (TCP_PORT, HTTP_PORT):
            stack.enter_context(inside(home, partial(Page, (EVERYWHERE, port), at_home)))
        simulator = stack.enter_context(Simulator())
        stack.enter_context(PhotonPorts(far, simulator))
        yield Computer(here), simulator
