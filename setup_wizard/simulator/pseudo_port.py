"""A USB serial port made of a pseudo terminal; POSIX only."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import sys
import termios
import threading
import time
import tty
from collections.abc import Callable
from pathlib import Path

_TICK_S = 0.01
_READ_SIZE = 4096
_TCGETS2 = 0x802C542A
"""Linux: the only way to read a rate without a constant of its own, such as 28800 (kernel: asm-generic/ioctls.h)."""
_TERMIOS2_SIZE = 44
_OUTPUT_RATE_OFFSET = 40


class UnpluggedError(Exception):
    """The port was unplugged while it waited; whatever it was doing ends there."""


class PseudoPort:
    """Plugged in from its making on, in raw mode at 9600 baud; other threads may only call `discard` and `unplug`.

    Programs open `link`, which stays the same from one plugging in to the next. A pseudo terminal tells nobody that its
    rate was changed: it is looked up in every wait, so that a rate has to be kept for some hundredths of a second.
    """

    def __init__(self, link: Path, while_waiting: Callable[[], None]) -> None:
        """`while_waiting` is called every hundredth of a second in a wait, and may end that by raising."""
        self._link = link
        self._while_waiting = while_waiting
        # Held open here too, because otherwise every program that closes its end would end ours.
        self._master, self._slave = pty.openpty()
        tty.setraw(self._slave)
        attributes = termios.tcgetattr(self._slave)
        attributes[4] = attributes[5] = termios.B9600
        termios.tcsetattr(self._slave, termios.TCSANOW, attributes)
        os.set_blocking(self._master, False)
        self._wake, self._wake_up = os.pipe()
        self._lock = threading.Lock()
        self._received = bytearray()
        link.symlink_to(os.ttyname(self._slave))

    def baud(self) -> int:
        """The rate that whoever opened the port last asked for."""
        if sys.platform != "linux":
            return int(termios.tcgetattr(self._slave)[5])
        answer = fcntl.ioctl(self._master, _TCGETS2, bytes(_TERMIOS2_SIZE))
        return int(struct.unpack_from("I", answer, _OUTPUT_RATE_OFFSET)[0])

    def pause(self, seconds: float | None) -> None:
        """Wait, for ever with None. Raises `UnpluggedError`."""
        self._wait([], [], seconds)

    def read(self) -> int:
        """The next byte, however long it takes. Raises `UnpluggedError`."""
        while (byte := self._next()) is None:
            self._wait([self._master], [], None)
        return byte

    def discard(self) -> bytes:
        """Forget what has arrived but was not read; it is returned."""
        with self._lock:
            self._take_in()
            forgotten = bytes(self._received)
            self._received.clear()
        return forgotten

    def write(self, data: bytes) -> None:
        """Send; waits where nobody reads. Raises `UnpluggedError`."""
        rest = memoryview(data)
        while rest:
            self._wait([], [self._master], None)
            rest = rest[os.write(self._master, rest) :]

    def unplug(self) -> None:
        """Take the port away from programs, and end every wait; `close` has to follow."""
        self._link.unlink()
        os.write(self._wake_up, b"\0")

    def close(self) -> None:
        """Close both ends: programs that have the port open get an error."""
        for descriptor in (self._master, self._slave, self._wake, self._wake_up):
            os.close(descriptor)

    def _next(self) -> int | None:
        with self._lock:
            self._take_in()
            return self._received.pop(0) if self._received else None

    def _take_in(self) -> None:
        while self._is_ready([self._master], [], 0.0):
            self._received += os.read(self._master, _READ_SIZE)

    def _wait(self, to_read: list[int], to_write: list[int], seconds: float | None) -> None:
        end = None if seconds is None else time.monotonic() + seconds
        while True:
            left = _TICK_S if end is None else min(_TICK_S, end - time.monotonic())
            ready = self._is_ready(to_read, to_write, max(0.0, left))
            self._while_waiting()
            if ready or (end is not None and time.monotonic() >= end):
                return

    def _is_ready(self, to_read: list[int], to_write: list[int], seconds: float) -> bool:
        readable, writable, _ = select.select([self._wake, *to_read], to_write, [], seconds)
        if self._wake in readable:
            raise UnpluggedError
        return bool(readable or writable)
