"""The Photon's TCP protocol: one command a connection, read byte by byte, unforgiving (firmware: softap.cpp)."""

from __future__ import annotations

import socket

from setup_wizard.simulator.commands import Command, Commands
from setup_wizard.simulator.flash import Firmware
from setup_wizard.simulator.server import After, Server, Session, segments_received
from setup_wizard.simulator.wire import Wire

_CONNECTIONS = 5
_LONGEST_NAME = 30
_FOREVER_S = 3600.0
_WITH_BODY = (Command.SET, Command.CONFIGURE_AP)


class _Stream:
    """Reads a request as the firmware does: byte by byte, waiting forever."""

    def __init__(self, session: Session, connection: socket.socket) -> None:
        self._session = session
        self._connection = connection
        self._buffer = b""
        self._reads = 0
        self.ended = False

    def take(self, length: int) -> bytes:
        """So many bytes, fewer once the peer has closed."""
        while len(self._buffer) < length and not self.ended:
            received = self._session.receive(self._connection)
            self._reads += 1
            self.ended = not received
            self._buffer += received
        taken, self._buffer = self._buffer[:length], self._buffer[length:]
        return taken

    def came_in_pieces(self) -> bool:
        """Whether it took several segments, or the peer closed before the end."""
        return self.ended or segments_received(self._connection, self._reads) > 1

    def header(self) -> tuple[str, int]:
        """The command's name, and the length of its body: negative when the digits overflowed or were no digits."""
        name = b""
        while len(name) < _LONGEST_NAME and (byte := self.take(1)) not in (b"", b"\0", b"\n"):
            name += byte
        length = 0
        while (byte := self.take(1)) not in (b"", b"\n"):
            length = _int32(length * 10 + byte[0] - ord("0"))
        line_is_empty = True
        while (byte := self.take(1)) and not (byte == b"\n" and line_is_empty):
            line_is_empty = byte == b"\n"
        return name.decode("latin-1"), length


def _int32(value: int) -> int:
    return (value + 0x8000_0000) % 0x1_0000_0000 - 0x8000_0000


class TcpServer:
    """Port 5609. Old firmware keeps its first connection open and hangs over a request that comes in pieces."""

    def __init__(self, commands: Commands, firmware: Firmware, wire: Wire, port: int) -> None:
        self._commands = commands
        self._old = firmware.is_old
        self._wire = wire
        self._hangs = False
        self._keeps_next_open = self._old
        self._served: set[socket.socket] = set()
        self.server = Server(self, port=port, backlog=_CONNECTIONS, name="photon-tcp")

    def listening_starts(self) -> None:
        """A new listening session: a dispatcher that hung works again."""
        self._hangs = False
        self._keeps_next_open = self._old

    def accepted(self, _connection: socket.socket, others: int) -> After:
        """At most five at a time."""
        return After.KEEP if others < _CONNECTIONS and self._wire.accepts() else After.RESET

    def forgotten(self, connection: socket.socket) -> None:
        """Nothing more to know about it."""
        self._served.discard(connection)

    def readable(self, session: Session, connection: socket.socket) -> After:
        """Serve the one command of the connection; behind a hanging dispatcher, wait until listening restarts."""
        if connection in self._served:
            return After.KEEP if session.receive(connection) else After.HANG_UP
        while self._hangs:
            session.pause(_FOREVER_S)
        after = self._serve(session, connection)
        if after is After.KEEP:
            self._served.add(connection)
        return after

    def _serve(self, session: Session, connection: socket.socket) -> After:
        stream = _Stream(session, connection)
        name, length = stream.header()
        if name not in list(Command) or (stream.ended and self._old):
            self._hangs = self._old and stream.came_in_pieces()
            return After.HANG_UP
        command = Command(name)
        instead = self._wire.instead_of_executing(session, command)
        if instead is not None:
            return instead
        self._wire.send(session, connection, command, b"\n\n")
        body = stream.take(length) if command in _WITH_BODY and length > 0 else b""
        self._hangs = self._old and stream.came_in_pieces()
        writes = self._commands.execute(command, body, session.pause)
        self._wire.send(session, connection, command, b"".join(writes))
        keeps_open, self._keeps_next_open = self._keeps_next_open, False
        return self._wire.finish(connection, command, After.KEEP if keeps_open else After.HANG_UP)
