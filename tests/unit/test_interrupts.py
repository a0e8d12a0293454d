from __future__ import annotations

import signal
import sys
from collections.abc import Iterator

import pytest

from setup_wizard.interrupts import ignore_interrupts, interrupt_once
from tests.unit.handlers import NAMES, handlers_kept

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot send them to itself one by one")


def signals() -> list[signal.Signals]:
    return [getattr(signal, name) for name in NAMES]


@pytest.fixture(autouse=True)
def handlers_as_they_were() -> Iterator[None]:
    """Whatever the tests were started by, none of them is ignored."""
    with handlers_kept():
        for number in signals():
            signal.signal(number, signal.SIG_DFL)
        yield


@pytest.mark.parametrize("name", NAMES)
def test_the_first_one_interrupts_and_the_next_ones_do_not(name: str) -> None:
    interrupt_once()
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(getattr(signal, name))
    for number in signals():
        signal.raise_signal(number)


def test_what_was_ignored_from_the_start_stays_ignored() -> None:
    hang_up = signals()[-1]
    signal.signal(hang_up, signal.SIG_IGN)
    interrupt_once()
    signal.raise_signal(hang_up)
    assert signal.getsignal(hang_up) is signal.SIG_IGN


def test_windows_has_ctrl_break(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signal, "SIGBREAK", signal.SIGUSR1, raising=False)
    before = signal.getsignal(signal.SIGUSR1)
    try:
        interrupt_once()
        assert signal.getsignal(signal.SIGUSR1) is not before
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGUSR1)
        ignore_interrupts()
        assert signal.getsignal(signal.SIGUSR1) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGUSR1, before)


def test_at_the_end_the_system_itself_ignores_them() -> None:
    interrupt_once()
    ignore_interrupts()
    assert [signal.getsignal(number) for number in signals()] == [signal.SIG_IGN] * 3
    for number in signals():
        signal.raise_signal(number)
