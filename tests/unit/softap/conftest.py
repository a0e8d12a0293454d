"""A fake Photon of bytes: one script a connection says what it does with it, over either transport."""

from __future__ import annotations

import contextlib
import select
import socket
import struct
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.device import DeviceKey
from setup_wizard.core.errors import SetupError
from setup_wizard.softap.client import SoftAp
from setup_wizard.softap.http import HttpTransport
from setup_wizard.softap.link import Endpoint
from setup_wizard.softap.tcp import TcpTransport
from setup_wizard.softap.transport import Transport
from tests.patience import PATIENCE_S

PATIENT = 10.0
"""The factor of the budgets where they must not run out, not even the shortest on a machine that stands still."""

HOST = "127.0.0.1"


@dataclass
class Connection:
    """One accepted connection, in the hands of a script."""

    socket: socket.socket
    test_is_over: threading.Event

    def request(self) -> bytes:
        """What arrives with the first read: a real device looks no further."""
        return self.socket.recv(65536)

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def send_in_pieces(self, pieces: list[bytes]) -> None:
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for piece in pieces:
            self.socket.sendall(piece)

    def await_request_unread(self) -> None:
        select.select([self.socket], [], [], PATIENCE_S)

    def reset(self) -> None:
        self.socket.setsockopt(
            socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
        )
        self.socket.close()

    def await_client_gone(self) -> None:
        """Keep the connection open until the client has closed it; what it still sends is passed over."""
        self.socket.settimeout(0.05)
        while not self.test_is_over.is_set():
            try:
                if not self.socket.recv(65536):
                    return
            except TimeoutError:
                continue


Script = Callable[[Connection], None]


class FakeDevice:
    """Serves one connection after the other, each with the next script; the last one is used again and again."""

    def __init__(self) -> None:
        self._listener = socket.create_server((HOST, 0))
        self._scripts: list[Script] = []
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="fake-device")
        self.requests: list[bytes] = []
        self.peers: list[str] = []
        self.connected = threading.Event()

    @property
    def port(self) -> int:
        return int(self._listener.getsockname()[1])

    def plays(self, *scripts: Script) -> FakeDevice:
        self._scripts = list(scripts)
        if not self._thread.is_alive():
            self._thread.start()
        return self

    def answers(self, *replies: bytes) -> FakeDevice:
        """Read the request, send these bytes as they are, close; one reply a connection."""
        return self.plays(*(self._answer(reply) for reply in replies))

    def stop(self) -> None:
        self._over.set()
        if self._thread.is_alive():
            with contextlib.suppress(OSError), socket.create_connection((HOST, self.port), timeout=PATIENCE_S):
                pass
            self._thread.join(PATIENCE_S)
        self._listener.close()

    def _answer(self, reply: bytes) -> Script:
        def script(connection: Connection) -> None:
            self.requests.append(connection.request())
            connection.send(reply)

        return script

    def _serve(self) -> None:
        while True:
            accepted, address = self._listener.accept()
            with accepted:
                if self._over.is_set():
                    return
                self.peers.append(address[0])
                self.connected.set()
                script = self._scripts.pop(0) if len(self._scripts) > 1 else self._scripts[0]
                with contextlib.suppress(ConnectionError):
                    script(Connection(accepted, self._over))


@dataclass(frozen=True)
class TcpWire:
    """The Photon's own protocol, seen from the device."""

    name: str = "tcp"

    def transport(self, port: int) -> Transport:
        return TcpTransport(Endpoint(HOST, port))

    def reply(self, body: bytes) -> bytes:
        """As the device sends it: a preamble, then the body."""
        return b"\n\n" + body


@dataclass(frozen=True)
class HttpWire:
    """The Photon's HTTP server, seen from the device."""

    name: str = "http"

    def transport(self, port: int) -> Transport:
        return HttpTransport(Endpoint(HOST, port))

    def reply(self, body: bytes) -> bytes:
        """As the device sends it: every write of its JSON writer is a chunk, most hold one character."""
        return HTTP_HEAD + b"".join(b"1\r\n%c\r\n" % byte for byte in body) + b"0\r\n\r\n"


HTTP_HEAD = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
    b"Cache-Control: no-store, no-cache, must-revalidate, post-check=0, pre-check=0\r\nPragma: no-cache\r\n"
    b"Connection: Keep-Alive\r\nAccess-Control-Allow-Origin: *\r\nTransfer-Encoding: chunked\r\n\r\n"
)


@pytest.fixture
def devices() -> Iterator[Callable[[], FakeDevice]]:
    """Makes fake devices, and stops them all."""
    made: list[FakeDevice] = []

    def make() -> FakeDevice:
        made.append(FakeDevice())
        return made[-1]

    yield make
    for device in made:
        device.stop()


@pytest.fixture
def device(devices: Callable[[], FakeDevice]) -> FakeDevice:
    return devices()


@pytest.fixture
def tcp() -> TcpWire:
    return TcpWire()


@pytest.fixture
def http() -> HttpWire:
    return HttpWire()


@pytest.fixture(params=[TcpWire(), HttpWire()], ids=["tcp", "http"])
def wire(request: pytest.FixtureRequest) -> TcpWire | HttpWire:
    return request.param


@pytest.fixture
def photon(wire: TcpWire | HttpWire, device: FakeDevice) -> SoftAp:
    """The client of the fake device, over each transport, patient enough for a slow machine."""
    return SoftAp([wire.transport(device.port)], budget_factor=PATIENT)


@pytest.fixture(scope="session")
def private_key() -> rsa.RSAPrivateKey:
    """The fake device's own key, of the size a Photon has."""
    return rsa.generate_private_key(65537, 1024)


@pytest.fixture(scope="session")
def device_key(private_key: rsa.RSAPrivateKey) -> DeviceKey:
    return DeviceKey(private_key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))


@dataclass
class Outcome:
    """How a call ended, and when."""

    value: object = None
    error: SetupError | None = None
    ended: threading.Event = field(default_factory=threading.Event)


@pytest.fixture
def run_aside() -> Iterator[Callable[[Callable[[Cancel], object]], tuple[Cancel, Outcome]]]:
    """Runs a call in a thread of its own, with the `Cancel` that ends it."""
    running: list[tuple[Cancel, threading.Thread]] = []

    def run(call: Callable[[Cancel], object]) -> tuple[Cancel, Outcome]:
        cancel, outcome = Cancel(), Outcome()

        def body() -> None:
            try:
                outcome.value = call(cancel)
            except SetupError as exc:
                outcome.error = exc
            finally:
                outcome.ended.set()

        thread = threading.Thread(target=body)
        running.append((cancel, thread))
        thread.start()
        return cancel, outcome

    yield run
    for cancel, thread in running:
        cancel.cancel()
        thread.join(PATIENCE_S)
