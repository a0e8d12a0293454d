"""What answers in a home network: a router's page, and its name server. Each runs inside a `with`."""

from __future__ import annotations

import contextlib
import socket
import socketserver
import threading
from collections.abc import Mapping
from types import TracebackType
from typing import Self

ROUTER_PAGE = b"<html><title>Router</title>Please sign in.</html>"
_HEADER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n"
_AN_ADDRESS = b"\xc0\x0c\0\1\0\1\0\0\0\0\0\4"
"""For the name in the question: an IPv4 address, to be kept for no time."""
_WANTS_AN_ADDRESS = b"\0\1\0\1"


class _Served(socketserver.BaseServer):
    """Serves in a thread."""

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self.serve_forever, args=(0.01,), name="home")
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()


class Page(_Served, socketserver.TCPServer):
    """Answers every request with a page, but these paths with what is given for them."""

    def __init__(self, address: tuple[str, int], answers: Mapping[str, bytes]) -> None:
        super().__init__(address, _PageRequest)
        self.answers = answers


class _PageRequest(socketserver.BaseRequestHandler):
    server: Page
    request: socket.socket

    def handle(self) -> None:
        with contextlib.suppress(OSError):
            words = self.request.recv(4096).decode("latin-1").split()
            body = self.server.answers.get(words[1] if len(words) > 1 else "", ROUTER_PAGE)
            self.request.sendall(_HEADER % len(body) + body)


class NameServer(_Served, socketserver.UDPServer):
    """Says that every name has this address."""

    def __init__(self, address: tuple[str, int], answer: str) -> None:
        super().__init__(address, _Question)
        self.answer = socket.inet_aton(answer)


class _Question(socketserver.DatagramRequestHandler):
    server: NameServer

    def handle(self) -> None:
        asked = self.rfile.read()
        end = asked.index(b"\0", 12) + 5
        answer = _AN_ADDRESS + self.server.answer if asked[end - 4 : end] == _WANTS_AN_ADDRESS else b""
        # Its number, "an answer, and recursion was done", one question, as many answers.
        self.wfile.write(asked[:2] + b"\x81\x80\0\1" + (b"\0\1" if answer else b"\0\0") + b"\0\0\0\0")
        self.wfile.write(asked[12:end] + answer)
