from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest

from setup_wizard.core import cancel as cancelling

_MOMENT_S = 0.001


class _Clock(threading.local):
    """Each thread's own."""

    def __init__(self, now_s: float) -> None:
        self.now_s = now_s


@pytest.fixture
def logical_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time passes by waiting only: how a test ends does not hang on the speed of the machine."""
    clock, really_wait = _Clock(time.monotonic()), threading.Event.wait

    def wait(event: threading.Event, timeout: float | None = None) -> bool:
        if timeout is None:
            return really_wait(event)
        # Of every wait a moment is real, for other threads to get on.
        if really_wait(event, min(timeout, _MOMENT_S)):
            return True
        clock.now_s += timeout
        return False

    monkeypatch.setattr(time, "monotonic", lambda: clock.now_s)
    monkeypatch.setattr(threading.Event, "wait", wait)


class LeapingClock:
    """The clock of all budgets: it runs as time does, and leaps ahead when a script says so."""

    def __init__(self) -> None:
        self._ahead_s = 0.0

    def monotonic(self) -> float:
        return time.monotonic() + self._ahead_s

    def leap(self, seconds: float) -> None:
        self._ahead_s += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> LeapingClock:
    leaping = LeapingClock()
    monkeypatch.setattr(cancelling, "time", leaping)
    return leaping


@pytest.fixture
def refused_port() -> Iterator[int]:
    """A port that is taken, but where nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]
