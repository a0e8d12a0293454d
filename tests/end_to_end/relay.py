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
    """Passes connections on to `port`, after calling `on_request`; runs inside a `with`."""

    daemon_threads = False

    def __init__(self, port: int) -> None:
        super().__init__(("127.0.0.1", 0), _Connection)
        self.upstream = ("127.0.0.1", port)
        self.sent: list[bytearray] = []
        self.on_request: Callable[[], None] = lambda: None
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
        self.server_close()


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

    def _pass_on(self, sent: bytearray) -> None:
        with socket.create_connection(self.server.upstream, 5.0) as cloud:
            cloud.sendall(sent)
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
