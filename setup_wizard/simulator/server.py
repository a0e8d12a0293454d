"""What both of the Photon's servers are made of: a port that can be closed, and one thread that serves everybody."""

from __future__ import annotations

import contextlib
import os
import selectors
import socket
import struct
import sys
import threading
from collections.abc import Callable, Mapping
from enum import Enum, auto
from functools import partial
from typing import Protocol

_LOOPBACK = "127.0.0.1"
_READ_SIZE = 65536
_DATA_SEGMENTS_IN_OFFSET = 152


class ServerClosedError(Exception):
    """The server was closed while it waited; whatever it was doing ends there."""


class After(Enum):
    """What becomes of a connection."""

    KEEP = auto()
    HANG_UP = auto()
    RESET = auto()


class Handler(Protocol):
    """What a server does with its connections; called in the server's thread only."""

    def accepted(self, connection: socket.socket, others: int, /) -> After:
        """A connection arrived beside `others`."""

    def readable(self, session: Session, connection: socket.socket) -> After:
        """Something arrived, or the peer closed."""

    def forgotten(self, connection: socket.socket) -> None:
        """The connection is gone."""


def reset(connection: socket.socket) -> None:
    """Close with RST instead of FIN."""
    with contextlib.suppress(OSError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def hang_up(connection: socket.socket) -> None:
    """Close with FIN, also when something was sent that nobody read."""
    with contextlib.suppress(OSError):
        while connection.recv(_READ_SIZE):
            pass
    connection.close()


_ENDINGS: Mapping[After, Callable[[socket.socket], None]] = {After.HANG_UP: hang_up, After.RESET: reset}


def segments_received(connection: socket.socket, reads: int) -> int:
    """How many TCP segments brought what arrived so far; where the system does not say, the number of reads."""
    if sys.platform != "linux":
        return reads
    info = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _DATA_SEGMENTS_IN_OFFSET + 4)
    if len(info) < _DATA_SEGMENTS_IN_OFFSET + 4:
        return reads
    return int(struct.unpack_from("I", info, _DATA_SEGMENTS_IN_OFFSET)[0])


class Session:
    """One opening of a port, with its thread."""

    def __init__(self, listener: socket.socket, handler: Handler, name: str) -> None:
        listener.setblocking(False)
        self._listener = listener
        self._handler = handler
        self._connections: set[socket.socket] = set()
        self._selector = selectors.DefaultSelector()
        self._wake, self._wake_up = socket.socketpair()
        self._selector.register(self._wake, selectors.EVENT_READ, self._end)
        self._selector.register(listener, selectors.EVENT_READ, self._accept)
        self._thread = threading.Thread(target=self._run, name=name)
        self._thread.start()

    def close(self) -> None:
        """End the thread; the port refuses, and open connections are reset, before this returns."""
        with contextlib.suppress(OSError):
            self._wake_up.send(b"\0")
        self._thread.join()

    def receive(self, connection: socket.socket, timeout_s: float | None = None) -> bytes:
        """What arrives next; empty at the end, after a reset, and after the timeout. Raises `ServerClosedError`."""
        if not self._wait(connection, selectors.EVENT_READ, timeout_s):
            return b""
        try:
            return connection.recv(_READ_SIZE)
        except OSError:
            return b""

    def send(self, connection: socket.socket, data: bytes) -> None:
        """Send everything, unless the peer is gone. Raises `ServerClosedError`, also when nobody reads."""
        rest = memoryview(data)
        try:
            while rest:
                self._wait(connection, selectors.EVENT_WRITE, None)
                rest = rest[connection.send(rest) :]
        except OSError:
            return

    def pause(self, seconds: float) -> None:
        """Wait; raises `ServerClosedError`."""
        self._wait(None, 0, seconds)

    def _wait(self, connection: socket.socket | None, event: int, timeout_s: float | None) -> bool:
        with selectors.DefaultSelector() as selector:
            selector.register(self._wake, selectors.EVENT_READ)
            if connection:
                selector.register(connection, event)
            ready = [key.fileobj for key, _events in selector.select(timeout_s)]
        if self._wake in ready:
            raise ServerClosedError
        return bool(ready)

    def _run(self) -> None:
        try:
            # How `stop()` ends this loop, wherever it is.
            with contextlib.suppress(ServerClosedError):
                while True:
                    for key, _events in self._selector.select():
                        key.data()
        finally:
            self._listener.close()
            for connection in tuple(self._connections):
                self._forget(connection)
                reset(connection)
            self._selector.close()
            self._wake.close()
            self._wake_up.close()

    def _end(self) -> None:
        raise ServerClosedError

    def _serve(self, connection: socket.socket) -> None:
        after = self._handler.readable(self, connection)
        if after is not After.KEEP:
            self._forget(connection)
            _ENDINGS[after](connection)

    def _accept(self) -> None:
        try:
            connection, _address = self._listener.accept()
        except OSError:
            return
        connection.setblocking(False)
        after = self._handler.accepted(connection, len(self._connections))
        if after is After.KEEP:
            self._connections.add(connection)
            self._selector.register(connection, selectors.EVENT_READ, partial(self._serve, connection))
        else:
            _ENDINGS[after](connection)

    def _forget(self, connection: socket.socket) -> None:
        self._connections.discard(connection)
        self._selector.unregister(connection)
        self._handler.forgotten(connection)


class Server:
    """A loopback port that keeps its number while it is closed, when it refuses connections."""

    def __init__(self, handler: Handler, *, port: int, backlog: int, name: str) -> None:
        self._handler = handler
        self._backlog = backlog
        self._name = name
        self._reserved = _bound(port)
        self.port: int = self._reserved.getsockname()[1]
        self._session: Session | None = None

    def open(self) -> None:
        """Accept connections; harmless when open."""
        if self._session is None:
            self._reserved.listen(self._backlog)
            self._session = Session(self._reserved, self._handler, self._name)

    def close(self) -> None:
        """Refuse connections and reset the open ones; harmless when closed."""
        if self._session is not None:
            self._session.close()
            self._session = None
            self._reserved = _bound(self.port)

    def stop(self) -> None:
        """Close for good."""
        self.close()
        self._reserved.close()


def _bound(port: int) -> socket.socket:
    """A socket that has the port without listening, so that nobody else gets it and connections are refused."""
    bound = socket.socket()
    if os.name == "posix":
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # its connections inherit it
        bound.bind((_LOOPBACK, port))
    except OSError:
        bound.close()
        raise
    return bound
