from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from setup_wizard.core.cancel import Cancel
from setup_wizard.workflow import at_cable, events, join, networks, product, visits
from setup_wizard.workflow.news import News


@pytest.fixture
def real_time() -> None:
    """For a test of what ends a wait early."""


@pytest.fixture(autouse=True)
def time_passes_by_waiting(request: pytest.FixtureRequest) -> None:
    if "real_time" not in request.fixturenames:
        request.getfixturevalue("logical_time")


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
