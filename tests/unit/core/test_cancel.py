from __future__ import annotations

import threading
import time

import pytest

from setup_wizard.core.cancel import INTERRUPTIBLE_S, Budget, Cancel, wait_in_slices
from setup_wizard.core.errors import Reason, SetupError
from tests.patience import PATIENCE_S


def reason_of(call) -> Reason:
    with pytest.raises(SetupError) as caught:
        call()
    return caught.value.reason


def test_nothing_is_cancelled_at_first():
    cancel = Cancel()
    cancel.check()
    cancel.sleep(0)
    assert not cancel.wait(-1)
    assert not cancel.cancelled


def test_a_long_wait_is_made_of_short_ones_so_that_windows_notices_ctrl_c():
    waits_s = []

    class Event(threading.Event):
        def wait(self, timeout=None):
            waits_s.append(timeout)
            if len(waits_s) == 3:
                self.set()
            return super().wait(0)

    assert wait_in_slices(Event(), PATIENCE_S)
    assert waits_s == [INTERRUPTIBLE_S] * 3
    assert not wait_in_slices(threading.Event(), 0)


def test_every_wait_ends_at_once_when_cancelled():
    cancel = Cancel()
    cancel.cancel()
    assert cancel.cancelled
    assert cancel.wait(PATIENCE_S)
    assert reason_of(cancel.check) is Reason.CANCELLED
    assert reason_of(lambda: cancel.sleep(PATIENCE_S)) is Reason.CANCELLED


def test_cancel_wakes_a_sleeper_of_another_thread():
    cancel, asleep, woken = Cancel(), threading.Event(), threading.Event()

    def sleeper() -> None:
        asleep.set()
        if reason_of(lambda: cancel.sleep(PATIENCE_S * 2)) is Reason.CANCELLED:
            woken.set()

    thread = threading.Thread(target=sleeper)
    thread.start()
    assert asleep.wait(PATIENCE_S)
    cancel.cancel()
    assert woken.wait(PATIENCE_S)
    thread.join(PATIENCE_S)


def test_cancel_interrupts_the_call_that_is_running():
    cancel, interrupted = Cancel(), threading.Event()
    with cancel.calling(interrupted.set):
        thread = threading.Thread(target=cancel.cancel)
        thread.start()
        assert interrupted.wait(PATIENCE_S)
    thread.join(PATIENCE_S)


def test_call_that_starts_after_cancel_is_interrupted_at_once():
    cancel, calls = Cancel(), []
    cancel.cancel()
    with cancel.calling(lambda: calls.append("interrupted")):
        assert calls == ["interrupted"]


def test_call_that_is_over_is_not_interrupted():
    cancel, calls = Cancel(), []
    with cancel.calling(lambda: calls.append("over")):
        pass
    with pytest.raises(ZeroDivisionError), cancel.calling(lambda: calls.append("failed")):
        raise ZeroDivisionError
    cancel.cancel()
    assert calls == []


def test_calls_within_calls_are_all_interrupted():
    cancel, calls = Cancel(), []
    with cancel.calling(lambda: calls.append("outer")), cancel.calling(lambda: calls.append("inner")):
        cancel.cancel()
    assert sorted(calls) == ["inner", "outer"]


def test_same_hook_may_be_in_use_twice():
    cancel, calls = Cancel(), []

    def hook() -> None:
        calls.append("hook")

    with cancel.calling(hook):
        with cancel.calling(hook):
            pass
        cancel.cancel()
    assert calls == ["hook"]


def test_budget_runs_down_and_is_never_negative(monkeypatch):
    now_s = 100.0
    monkeypatch.setattr(time, "monotonic", lambda: now_s)
    budget = Budget(5)
    assert (budget.spent, budget.remaining_s, budget.elapsed_s) == (False, 5.0, 0.0)
    now_s += 2
    assert (budget.spent, budget.remaining_s, budget.elapsed_s) == (False, 3.0, 2.0)
    now_s += 5
    assert (budget.spent, budget.remaining_s, budget.elapsed_s) == (True, 0.0, 7.0)


@pytest.mark.parametrize("total_s", [0, -1])
def test_budget_of_nothing_is_spent(total_s):
    assert Budget(total_s).spent
