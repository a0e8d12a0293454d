"""Stands between the program and the simulated cloud and keeps what the program sent."""

from __future__ import annotations

import contextlib
import selectors
import socket
import socketserver
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self


class Relay(socketserver.ThreadingTCPServer):
    """Passes connections on to `port` of this computer; runs inside a `with`.

    `on_request` is called before, and `on_answered` after that, before the connection is closed.
    """

    daemon_threads = False

    def __init__(self, port: int, address: tuple[str, int] = ("127.0.0.1", 0)) -> None:
        super().__init__(address, _Connection)
        self.upstream = ("127.0.0.1", port)
        self.sent: list[bytearray] = []
        self.on_request: Callable[[], object] = lambda: None
        self.on_answered: Callable[[], object] = lambda: None
        self.stopping = threading.Event()
        self._thread = threading.Thread(target=self.serve_forever, args=(0.01,), name="relay")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def requests(self) -> list[str]:
        """The first line of every request, in order, without the HTTP version."""
        return [bytes(sent).split(b" HTTP/", 1)[0].decode() for sent in self.sent if sent]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.shutdown()
        self._thread.join()
        # A peer whose network is gone never says that it has closed.
        self.stopping.set()
        self.server_close()


class _Connection(socketserver.BaseRequestHandler):
    server: Relay
    request: socket.socket

    def handle(self) -> None:
        # Either side may reset: then the other one is closed, too.
        with contextlib.suppress(OSError):
            if not self._readable(self.request):
                return
            sent = bytearray(self.request.recv(65536))
            self.server.sent.append(sent)
            self.server.on_request()
            self._pass_on(sent)
            self.server.on_answered()

    def _pass_on(self, sent: bytearray) -> None:
        with socket.create_connection(self.server.upstream) as cloud:
            cloud.sendall(sent)
            self._take_turns(sent, cloud)
            cloud.setblocking(False)
            # Whoever ends first: what was answered before arrives.
            with contextlib.suppress(OSError):
                while data := cloud.recv(65536):
                    self.request.sendall(data)

    def _take_turns(self, sent: bytearray, cloud: socket.socket) -> None:
        while readable := self._readable(self.request, cloud):
            for source in readable:
                data = source.recv(65536)
                if not data:
                    return
                if source is self.request:
                    sent += data
                (cloud if source is self.request else self.request).sendall(data)

    def _readable(self, *sources: socket.socket) -> list[socket.socket]:
        """Those that have something to say, once there are any; none when the relay stops."""
        with selectors.DefaultSelector() as selector:
            for source in sources:
                selector.register(source, selectors.EVENT_READ, source)
            while not self.server.stopping.is_set():
                if ready := selector.select(0.1):
                    return [key.data for key, _events in ready]
        return []
