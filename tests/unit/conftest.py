from __future__ import annotations

import threading
import time

import pytest

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
