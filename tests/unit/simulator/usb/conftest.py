"""A simulator with Photons plugged in, and a terminal that types and reads like a person."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
import serial

from setup_wizard.simulator.photon import Photon
from setup_wizard.simulator.world import Simulator
from tests.patience import PATIENCE_S

SILENCE_S = 0.1

if sys.platform == "win32":
    collect_ignore_glob = ["test_*.py"]


class Terminal:
    """A serial port, opened like any program does; `seen` is everything read so far."""

    def __init__(self, path: str, baud: int = 9600) -> None:
        self._port = serial.Serial(path, baud, timeout=0.02, write_timeout=PATIENCE_S)
        self.seen = b""

    def close(self) -> None:
        self._port.close()

    def send(self, data: bytes) -> None:
        self._port.write(data)

    def until(self, pattern: bytes) -> bytes:
        """What comes up to and including this, a regular expression."""
        start, end = len(self.seen), time.monotonic() + PATIENCE_S
        while not (match := re.search(pattern, self.seen[start:], re.DOTALL)):
            assert time.monotonic() < end, f"no {pattern!r} in {self.seen[start:]!r}"
            self.seen += self._read(1)
        return self.seen[start : start + match.end()]

    def _read(self, size: int) -> bytes:
        """A pty on a busy machine may call itself readable before there is something to read."""
        try:
            return self._port.read(size)
        except serial.SerialException as exc:
            if "returned no data" not in str(exc):
                raise
            return b""

    def rest(self, silence_s: float = SILENCE_S) -> bytes:
        """What comes until it has been silent for a moment."""
        start, heard_at = len(self.seen), time.monotonic()
        while time.monotonic() - heard_at < silence_s:
            data = self._read(4096)
            heard_at = time.monotonic() if data else heard_at
            self.seen += data
        return self.seen[start:]

    def answer(self, key: bytes, end: bytes = b"\r\n") -> bytes:
        """What a single key answers, up to this."""
        self.send(key)
        return self.until(re.escape(end))

    def ask(self, key: bytes) -> bytes:
        """All that a single key answers, perhaps nothing."""
        self.send(key)
        return self.rest()

    def talk(self, key: bytes, *turns: tuple[bytes, bytes]) -> None:
        """Press a key, then for every prompt wait until it is whole, and answer it with a line."""
        self.send(key)
        for prompt, answer in turns:
            self.until(re.escape(prompt))
            self.send(answer + b"\n")


class UsbBench:
    """One simulator, the terminals at its ports, and the other ways to talk to it."""

    def __init__(self, bench: Any, stack: ExitStack) -> None:
        self.bench = bench
        self.simulator: Simulator = bench.simulator
        self.photon = self.simulator.photon
        self.flash = self.photon.hardware.flash
        self._stack = stack

    def path(self, index: int = 0) -> str:
        ports: Any = self.simulator.describe()["usb_ports"]
        return str(ports[index]["port"])

    def open(self, index: int = 0, baud: int = 9600) -> Terminal:
        terminal = Terminal(self.path(index), baud)
        self._stack.callback(terminal.close)
        return terminal

    def wait(self, condition: Callable[[Photon], bool], index: int = 0) -> None:
        assert self.simulator.photons[index].wait_until(condition, PATIENCE_S)

    def get_online(self, terminal: Terminal, index: int = 0) -> None:
        """Over the console, to a network without a password; firmware 0.7.0 or newer."""
        terminal.talk(b"w", (b"SSID: ", b"Library"), (b"TKIP: ", b"1"))
        terminal.until(b"<3 you!\r\n\r\n")
        self.wait(lambda photon: photon.online, index)


@pytest.fixture
def plug_in(new_bench: Callable[..., Any]) -> Iterator[Callable[..., UsbBench]]:
    """Starts simulators with Photons plugged in, one unless told."""
    with ExitStack() as stack:
        yield lambda usb=1, **options: UsbBench(new_bench(usb=usb, **options), stack)


@pytest.fixture
def usb(plug_in: Callable[..., UsbBench]) -> UsbBench:
    """One Photon of the newest firmware."""
    return plug_in()


@pytest.fixture
def terminal(usb: UsbBench) -> Terminal:
    """The port of that Photon."""
    return usb.open()
