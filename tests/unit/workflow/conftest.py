from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from setup_wizard.core.cancel import Cancel
from setup_wizard.workflow import at_cable, events, join, networks, product, visits
from setup_wizard.workflow.news import News

_MOMENT_S = 0.001


class LogicalTime(threading.local):
    """Passes by waiting only, for each thread by itself: how a test ends does not hang on the speed of the machine."""

    def __init__(self, now_s: float) -> None:
        self.now_s = now_s


@pytest.fixture
def real_time() -> None:
    """For a test of what ends a wait early."""


@pytest.fixture(autouse=True)
def logical_time(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "real_time" in request.fixturenames:
        return
    clock, really_wait = LogicalTime(time.monotonic()), threading.Event.wait

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


@pytest.fixture
def cancel() -> Cancel:
    return Cancel()


@pytest.fixture
def said() -> list[News]:
    """What a job told its front end: pass `said.append`."""
    return []


@pytest.fixture(autouse=True)
def no_thread_is_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    assert set(threading.enumerate()) <= before


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(join, "POLL_S", 0.001)
    monkeypatch.setattr(visits, "POLL_S", 0.001)
    monkeypatch.setattr(at_cable, "POLL_S", 0.001)
    monkeypatch.setattr(join, "UNFINISHED_LOOK_S", 0.001)
    monkeypatch.setattr(networks, "SCAN_PAUSE_S", 0.001)
    monkeypatch.setattr(product, "LOOK_PAUSE_S", 0.001)
    monkeypatch.setattr(events, "RECONNECT_S", 0.001)
