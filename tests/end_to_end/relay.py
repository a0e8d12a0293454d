"""Stands between the program and the simulated cloud and keeps what the program sent."""

from __future__ import annotations

import contextlib
import selectors
import socket
import socketserver
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self


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
        self._open: list[socket.socket] = []
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
        for connection in self._open:
            # A peer whose network is gone never says that it has closed; an answer may still be on its way to it.
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RD)
        self.server_close()

    def get_request(self) -> tuple[socket.socket, Any]:
        connection, peer = super().get_request()
        self._open.append(connection)
        return connection, peer


class _Connection(socketserver.BaseRequestHandler):
    server: Relay
    request: socket.socket

    def handle(self) -> None:
        # Either side may reset: then the other one is closed, too.
        with contextlib.suppress(OSError):
            sent = bytearray(self.request.recv(65536))
            self.server.sent.append(sent)
            self.server.on_request()
            self._pass_on(sent)
            self.server.on_answered()

    def _pass_on(self, sent: bytearray) -> None:
        with socket.create_connection(self.server.upstream, 5.0) as cloud:
            cloud.sendall(sent)
            self._take_turns(sent, cloud)
            cloud.setblocking(False)
            # Whoever ends first: what was answered before arrives.
            with contextlib.suppress(OSError):
                while data := cloud.recv(65536):
                    self.request.sendall(data)

    def _take_turns(self, sent: bytearray, cloud: socket.socket) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self.request, selectors.EVENT_READ)
            selector.register(cloud, selectors.EVENT_READ)
            while True:
                for key, _events in selector.select():
                    ours = key.fileobj is self.request
                    data = (self.request if ours else cloud).recv(65536)
                    if not data:
                        return
                    if ours:
                        sent += data
                    (cloud if ours else self.request).sendall(data)
