"""The bridge between the window and its worker."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.ui.runner import Runner
from setup_wizard.workflow.news import Milestone, Say
from tests.patience import PATIENCE_S

FAILURE = SetupError(Reason.DID_NOT_JOIN)


class Ear:
    """Hears everything a job tells, with the thread it is told on."""

    def __init__(self) -> None:
        self.heard: list[object] = []
        self.threads: set[threading.Thread] = set()

    def hear(self, what: object) -> None:
        self.heard.append(what)
        self.threads.add(threading.current_thread())


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[Runner]:
    runner = Runner()
    yield runner
    runner.shutdown()
    runner.wait_for_end()


@pytest.fixture
def ear() -> Ear:
    return Ear()


def news_then_end(say: Say, _cancel: Cancel) -> str:
    for milestone in Milestone:
        say(milestone)
    return "end"


def test_news_come_in_order_and_before_the_end(runner: Runner, ear: Ear, qtbot: QtBot) -> None:
    runner.start(news_then_end, done=ear.hear, failed=ear.hear, said=ear.hear)
    qtbot.waitUntil(lambda: not runner.busy)
    assert ear.heard == [*Milestone, "end"]
    assert ear.threads == {threading.main_thread()}


def test_work_is_done_on_another_thread(runner: Runner, ear: Ear, qtbot: QtBot) -> None:
    runner.start(lambda _say, _cancel: threading.current_thread(), done=ear.hear, failed=ear.hear)
    qtbot.waitUntil(lambda: not runner.busy)
    assert threading.main_thread() not in ear.heard


def test_a_failure_is_told_and_nothing_else(runner: Runner, ear: Ear, qtbot: QtBot) -> None:
    def fail(_say: Say, _cancel: Cancel) -> None:
        raise FAILURE

    runner.start(fail, done=lambda _nothing: ear.hear("done"), failed=ear.hear)
    qtbot.waitUntil(lambda: not runner.busy)
    assert ear.heard == [FAILURE]


def test_a_defect_is_told_as_a_failure_and_raised_on_the_windows_thread(runner: Runner, ear: Ear, qtbot: QtBot) -> None:
    defect = ZeroDivisionError("in a job")

    def break_down(_say: Say, _cancel: Cancel) -> None:
        raise defect

    with qtbot.captureExceptions() as raised:
        runner.start(break_down, done=ear.hear, failed=lambda error: ear.hear(error.reason))
        qtbot.waitUntil(lambda: bool(raised))
    assert ear.heard == [Reason.INTERNAL_ERROR]
    assert [value for _kind, value, _trace in raised] == [defect]


def test_an_errand_that_breaks_is_raised_too(runner: Runner, ear: Ear, qtbot: QtBot) -> None:
    defect = ZeroDivisionError("in an errand")

    def break_down(_cancel: Cancel) -> None:
        raise defect

    with qtbot.captureExceptions() as raised:
        runner.do_between(break_down)
        runner.start(news_then_end, done=ear.hear, failed=ear.hear)
        qtbot.waitUntil(lambda: bool(ear.heard and raised))
    assert [value for _kind, value, _trace in raised] == [defect]


def test_a_defect_at_the_end_is_raised_by_whoever_waits_for_it_and_only_there(qtbot: QtBot) -> None:
    runner = Runner()

    def break_down(_cancel: Cancel) -> None:
        raise ZeroDivisionError("at the end")

    with qtbot.captureExceptions() as raised:
        runner.shutdown(break_down)
        with pytest.raises(ZeroDivisionError, match="at the end"):
            runner.wait_for_end()
        runner.wait_for_end()
        qtbot.wait(0)
    assert raised == []


def test_the_page_is_free_again_before_it_hears_the_end(runner: Runner, ear: Ear, qtbot: QtBot) -> None:
    runner.start(news_then_end, done=lambda _end: ear.hear(runner.busy), failed=ear.hear)
    qtbot.waitUntil(lambda: bool(ear.heard))
    assert ear.heard == [False]


def wait_for_cancel(_say: Say, cancel: Cancel) -> None:
    cancel.sleep(10 * PATIENCE_S)


def test_a_cancelled_job_ends_and_says_nothing(runner: Runner, ear: Ear, qtbot: QtBot) -> None:
    begun, ended = threading.Event(), threading.Event()

    def work(say: Say, cancel: Cancel) -> None:
        begun.set()
        cancel.wait(10 * PATIENCE_S)
        say(Milestone.NETWORK_SENT)
        ended.set()

    runner.start(work, done=ear.hear, failed=ear.hear, said=ear.hear)
    assert begun.wait(PATIENCE_S)
    with qtbot.waitSignal(runner.busy_changed) as blocker:
        runner.cancel()
    assert blocker.args == [False]
    assert ended.wait(PATIENCE_S)
    qtbot.wait(0)
    assert ear.heard == []


def test_a_second_job_takes_the_place_of_the_first(runner: Runner, ear: Ear, qtbot: QtBot) -> None:
    runner.start(wait_for_cancel, done=ear.hear, failed=ear.hear)
    runner.start(news_then_end, done=ear.hear, failed=ear.hear)
    qtbot.waitUntil(lambda: not runner.busy)
    assert ear.heard == ["end"]


def test_news_on_their_way_are_dropped_when_the_job_is_cancelled(runner: Runner, ear: Ear, qtbot: QtBot) -> None:
    told = threading.Event()

    def work(say: Say, cancel: Cancel) -> None:
        say(Milestone.NETWORK_SENT)
        told.set()
        cancel.sleep(10 * PATIENCE_S)

    runner.start(work, done=ear.hear, failed=ear.hear, said=ear.hear)
    assert told.wait(PATIENCE_S)
    runner.cancel()
    qtbot.wait(0)
    assert ear.heard == []


def test_the_worker_ends_with_the_runner(qtbot: QtBot) -> None:
    before = set(threading.enumerate())
    runner = Runner()
    runner.start(wait_for_cancel, done=lambda _nothing: None, failed=lambda _error: None)
    started = set(threading.enumerate()) - before
    assert started
    runner.shutdown()
    for thread in started:
        thread.join(PATIENCE_S)
    assert set(threading.enumerate()) <= before


def test_nothing_starts_after_the_end(runner: Runner, ear: Ear, qtbot: QtBot) -> None:
    runner.shutdown()
    runner.start(news_then_end, done=ear.hear, failed=ear.hear, said=ear.hear)
    qtbot.wait(0)
    assert not runner.busy
    assert ear.heard == []


def test_an_errand_is_done_between_two_jobs_though_the_first_was_cancelled(
    runner: Runner, ear: Ear, qtbot: QtBot
) -> None:
    done: list[str] = []
    runner.start(wait_for_cancel, done=ear.hear, failed=ear.hear)
    runner.do_between(lambda _cancel: done.append("errand"))
    runner.start(lambda _say, _cancel: done.append("job"), done=ear.hear, failed=ear.hear)
    qtbot.waitUntil(lambda: not runner.busy)
    assert done == ["errand", "job"]


def test_an_errand_that_fails_is_no_problem_of_the_next_job(
    runner: Runner, ear: Ear, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_cancel: Cancel) -> None:
        raise FAILURE

    with caplog.at_level(logging.INFO):
        runner.do_between(fail)
        runner.start(news_then_end, done=ear.hear, failed=ear.hear)
        qtbot.waitUntil(lambda: not runner.busy)
    assert ear.heard == ["end"]
    assert str(FAILURE) in caplog.text


def test_the_end_cancels_errands_and_does_what_is_left_to_do_last(qtbot: QtBot) -> None:
    runner = Runner()
    order: list[str] = []

    def errand(cancel: Cancel) -> None:
        cancel.wait(10 * PATIENCE_S)
        order.append("errand")

    runner.do_between(errand)
    runner.shutdown(lambda _cancel: order.append("last"))
    runner.wait_for_end()
    assert order == ["errand", "last"]


def test_a_call_from_a_worker_is_made_on_the_windows_thread(runner: Runner, ear: Ear, qtbot: QtBot) -> None:
    def work(_say: Say, _cancel: Cancel) -> None:
        runner.call_soon(lambda: ear.hear("call"))

    runner.start(work, done=lambda _nothing: None, failed=ear.hear)
    qtbot.waitUntil(lambda: ear.heard == ["call"])
    assert ear.threads == {threading.current_thread()}


def test_no_call_is_made_after_the_end(runner: Runner, ear: Ear, qtbot: QtBot) -> None:
    runner.call_soon(lambda: ear.hear("call"))
    runner.shutdown()
    qtbot.wait(0)
    assert ear.heard == []
