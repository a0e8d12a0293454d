"""The Photon's HTTP server, with the limits of its WICED library (firmware: lib/Lib_HTTP_Server.a, softap.cpp)."""

from __future__ import annotations

import contextlib
import re
import socket
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from setup_wizard.simulator.commands import Command, Commands
from setup_wizard.simulator.flash import Firmware
from setup_wizard.simulator.server import After, Server, Session
from setup_wizard.simulator.wire import Wire

_CONNECTIONS = 10
_CONNECTIONS_OF_OLD = 1
_SHORTEST_PACKET = 18
_LONGEST_PACKET = 1460
_NEXT_PACKET_TIMEOUT_S = 3.0
_REQUEST_LINE = re.compile(rb"(?:GET|POST|PUT) (\S+) HTTP/1\.1\r\n")
_CONTENT_LENGTH = re.compile(rb"Content-Length: (\d+)")
_CONTENT_TYPE = re.compile(rb"Content-Type: ([^\r]*)")
_REFUSED_TYPES = (b"text/", b"image/", b"application/json", b"application/javascript", b"application/xml")
_PAGES = ("/", "/index", "/hello", *(f"/{command}" for command in Command))

_NOT_CACHED = (
    "Cache-Control: no-store, no-cache, must-revalidate, post-check=0, pre-check=0",
    "Pragma: no-cache",
)
_NO_STREAM_FREE = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\n"


def _head(status: str, content_type: str, *more: str) -> bytes:
    lines = (f"HTTP/1.1 {status}", f"Content-Type: {content_type}", *_NOT_CACHED, "Connection: Keep-Alive", *more)
    return "\r\n".join((*lines, "", "")).encode()


def _redirect(target: str) -> bytes:
    return _head("301 Moved Permanently", "text/plain", f"Location: {target}", "Content-Length: 0")


_HEAD_OF_COMMANDS = _head("200 OK", "application/json", "Access-Control-Allow-Origin: *", "Transfer-Encoding: chunked")
_NOT_FOUND = _head("404 Not Found", "text/html", "Content-Length: 0")
_HELLO = _head("200 OK", "text/plain", "Content-Length: 14") + b"Soft AP Setup\0"
_STATIC = {"/": _redirect("/index"), "/index": _redirect("/hello"), "/hello": _HELLO}


@dataclass(slots=True)
class _Request:
    """A request whose header is complete; `missing` body bytes are still to come."""

    page: str | None
    body: bytes
    missing: int
    closes: bool


class HttpServer:
    """Port 80: one thread, requests one after the other, keep-alive connections."""

    def __init__(self, commands: Commands, firmware: Firmware, wire: Wire, port: int) -> None:
        self._commands = commands
        self._old = firmware.is_old
        self._connections = _CONNECTIONS_OF_OLD if self._old else _CONNECTIONS
        self._wire = wire
        self._unfinished: dict[socket.socket, _Request] = {}
        self._stuck: set[socket.socket] = set()
        self.server = Server(self, port=port, backlog=self._connections, name="photon-http")

    def accepted(self, connection: socket.socket, others: int) -> After:
        """Ten connections at a time, one on old firmware."""
        if not self._wire.accepts():
            return After.RESET
        if others < self._connections:
            return After.KEEP
        if self._old:
            return After.RESET
        with contextlib.suppress(OSError):
            connection.send(_NO_STREAM_FREE)
        return After.HANG_UP

    def forgotten(self, connection: socket.socket) -> None:
        """Nothing more to know about it."""
        self._unfinished.pop(connection, None)
        self._stuck.discard(connection)

    def readable(self, session: Session, connection: socket.socket) -> After:
        """Take in a packet; answer once the request is complete, and stay silent where the library does."""
        packet = session.receive(connection)
        if not packet:
            return After.HANG_UP
        if connection in self._stuck:
            return After.KEEP
        request = self._unfinished.pop(connection, None)
        if request is None:
            request = self._first_packet(packet)
            if request is None:
                return After.KEEP
        else:
            _append(request, packet)
        if request.missing > 0 and self._old:
            self._pull(session, connection, request)
        if request.missing > 0:
            self._unfinished[connection] = request
            return After.KEEP
        if request.missing < 0:
            self._stuck.add(connection)
            return After.KEEP
        return self._answer(session, connection, request)

    def _first_packet(self, packet: bytes) -> _Request | None:
        """The request a packet starts; None where the library drops it without a word."""
        head, end, body = packet.partition(b"\r\n\r\n")
        line = _REQUEST_LINE.match(head + b"\r\n")
        if len(packet) < _SHORTEST_PACKET or not end or len(head) > _LONGEST_PACKET - 4 or not line:
            return None
        announced = _CONTENT_LENGTH.search(head)
        length = int(announced.group(1)) & 0xFFFF if announced else 0
        page = self._page(line.group(1), _CONTENT_TYPE.search(head))
        if not announced:
            body = b""
        missing = length - len(body)
        return _Request(page, body, missing, closes=b"Connection: close" in head and missing == 0)

    def _page(self, target: bytes, content_type: re.Match[bytes] | None) -> str | None:
        """The page for a URL; None for an unknown one, and for a command asked for with a type it does not take."""
        path = unquote_to_bytes(target.partition(b"?")[0]).decode("latin-1")
        if self._old:
            page = next((known for known in _PAGES if known.lower().startswith(path.lower())), None)
        else:
            page = path if path in _PAGES else None
        if page not in _STATIC and content_type and content_type.group(1).startswith(_REFUSED_TYPES):
            return None
        return page

    def _pull(self, session: Session, connection: socket.socket, request: _Request) -> None:
        """Old firmware waits for each following packet by itself, then goes on with whatever its memory held."""
        while request.missing > 0:
            packet = session.receive(connection, _NEXT_PACKET_TIMEOUT_S)
            if not packet:
                request.body, request.missing = b"", 0
                return
            _append(request, packet)

    def _answer(self, session: Session, connection: socket.socket, request: _Request) -> After:
        after = After.HANG_UP if request.closes else After.KEEP
        if request.page is None or request.page in _STATIC:
            session.send(connection, _STATIC.get(request.page or "", _NOT_FOUND))
            return after
        command = Command(request.page[1:])
        instead = self._wire.instead_of_executing(session, command)
        if instead is not None:
            self._stuck.add(connection)
            return instead
        self._wire.send(session, connection, command, _HEAD_OF_COMMANDS)
        writes = self._commands.execute(command, request.body, session.pause)
        chunks = b"".join(b"%x\r\n%b\r\n" % (len(write), write) for write in writes)
        self._wire.send(session, connection, command, chunks + b"0\r\n\r\n")
        return self._wire.finish(connection, command, after)


def _append(request: _Request, packet: bytes) -> None:
    request.body += packet
    request.missing -= len(packet)
