"""When a newer version is looked for, and how that is told."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from setup_wizard import __version__
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.options import Options
from setup_wizard.places import visit_file
from setup_wizard.ui import update_check
from setup_wizard.ui.model import Services
from setup_wizard.ui.settings import remember_looks_for_updates, remember_updates_day, updates_day
from setup_wizard.ui.update_check import UpdateCheck
from setup_wizard.updates import Release
from setup_wizard.workflow import visits
from setup_wizard.workflow.step import Step
from tests.patience import PATIENCE_S
from tests.ui.person import Person
from tests.ui.stage import Stage

FEED = "https://example.com/newest.json"
NEWER = Release("999.1", "https://example.com/999.1")
TODAY = date.today().isoformat()


class FakeFeed:
    """Answers with `release`, or fails; first, if it `hangs`, waits until it `goes_on`."""

    def __init__(self) -> None:
        self.release: Release | None = NEWER
        self.asked: list[str] = []
        self.hangs = False
        self.goes_on = threading.Event()
        self.was_cancelled = threading.Event()

    def newest_release(self, feed: str, cancel: Cancel) -> Release:
        self.asked.append(feed)
        if self.hangs:
            with cancel.calling(self.was_cancelled.set), cancel.calling(self.goes_on.set):
                self.goes_on.wait(PATIENCE_S)
            cancel.check()
        if self.release is None:
            raise SetupError(Reason.CLOUD_UNREACHABLE, "updates: no feed")
        return self.release


@pytest.fixture
def feed(monkeypatch: pytest.MonkeyPatch) -> FakeFeed:
    fake = FakeFeed()
    monkeypatch.setattr(update_check, "newest_release", fake.newest_release)
    # It may be midnight meanwhile.
    monkeypatch.setattr(update_check, "_today", lambda: TODAY)
    return fake


@pytest.fixture
def opened(stage: Stage, feed: FakeFeed) -> Callable[[], Person]:
    """Opens the window and looks for updates as after the first painting."""
    remember_looks_for_updates(True)

    def open_and_look() -> Person:
        person = stage.open()
        UpdateCheck(person.wizard, FEED).look_if_due()
        return person

    return open_and_look


def check_asks_nothing(person: Person, feed: FakeFeed) -> None:
    """Nothing was asked, and nothing is on its way."""
    person.wait_until(lambda: not person.wizard.model.beside.busy)
    assert feed.asked == []


class Browser(QObject):
    """Opens nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, address: QUrl) -> None:
        self.opened.append(address.toString())


@pytest.fixture
def browser() -> Iterator[Browser]:
    browser = Browser()
    QDesktopServices.setUrlHandler("https", browser, "open")
    yield browser
    QDesktopServices.unsetUrlHandler("https")


def test_a_newer_version_is_a_quiet_line_that_opens_its_page(
    opened: Callable[[], Person], feed: FakeFeed, browser: Browser
) -> None:
    person = opened()
    person.wait_for("update_notice")
    assert person.reads("Version 999.1 of this program can be downloaded.")
    assert person.step is Step.PURPOSE
    person.click("open_download")
    assert browser.opened == [NEWER.page]
    assert feed.asked == [FEED]
    assert updates_day() == TODAY


def test_the_version_that_runs_is_no_news(opened: Callable[[], Person], feed: FakeFeed) -> None:
    feed.release = Release(__version__, NEWER.page)
    person = opened()
    person.wait_until(lambda: updates_day() == TODAY)
    assert not person.sees("update_notice")


def test_a_feed_that_fails_is_only_logged(
    opened: Callable[[], Person], feed: FakeFeed, caplog: pytest.LogCaptureFixture
) -> None:
    feed.release = None
    caplog.set_level("INFO")
    person = opened()
    person.wait_until(lambda: updates_day() == TODAY)
    assert not person.sees("update_notice")
    assert not person.problem
    assert "looking for a newer version: cloud_unreachable: updates: no feed" in caplog.text


def test_nobody_is_asked_who_did_not_want_it(opened: Callable[[], Person], feed: FakeFeed) -> None:
    remember_looks_for_updates(False)
    check_asks_nothing(opened(), feed)


def test_once_a_day_is_enough(opened: Callable[[], Person], feed: FakeFeed) -> None:
    remember_updates_day(TODAY)
    check_asks_nothing(opened(), feed)
    remember_updates_day((date.fromisoformat(TODAY) - timedelta(days=1)).isoformat())
    opened().wait_for("update_notice")


def test_a_computer_that_was_left_on_the_photons_network_asks_nothing(
    opened: Callable[[], Person], feed: FakeFeed
) -> None:
    visit_file().parent.mkdir(parents=True, exist_ok=True)
    visit_file().write_text("{}")
    person = opened()
    check_asks_nothing(person, feed)
    UpdateCheck(person.wizard, FEED).look_if_due()
    check_asks_nothing(person, feed)


@pytest.fixture
def one_way_out(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The routes do not tell the Photon's network from the person's own."""
    monkeypatch.setattr(visits, "PROBE_BUDGET_S", PATIENCE_S)
    open_services = stage._services

    def open_them(options: Options) -> Services:
        services = open_services(options)
        services.session.stays_online = lambda: False
        return services

    monkeypatch.setattr(stage, "_services", open_them)


def test_who_joined_the_photon_by_hand_asks_nothing(
    one_way_out: None, stage: Stage, opened: Callable[[], Person], feed: FakeFeed
) -> None:
    stage.simulator.air.join_photon()
    check_asks_nothing(opened(), feed)
    assert updates_day() == ""


def test_a_network_like_the_photons_is_no_reason_not_to_ask(
    one_way_out: None, opened: Callable[[], Person], feed: FakeFeed
) -> None:
    opened().wait_for("update_notice")
    assert feed.asked == [FEED]


def test_back_on_the_first_page_a_setup_that_has_begun_is_not_disturbed(stage: Stage, feed: FakeFeed) -> None:
    remember_looks_for_updates(True)
    person = stage.open_at(Step.NETWORK)
    assert not person.wizard.model.busy
    UpdateCheck(person.wizard, FEED)
    while person.step is not Step.PURPOSE:
        person.click("back_button")
    check_asks_nothing(person, feed)


def test_a_setup_that_runs_is_not_disturbed(stage: Stage, feed: FakeFeed) -> None:
    remember_looks_for_updates(True)
    person = stage.open_at(Step.NETWORK)
    UpdateCheck(person.wizard, FEED).look_if_due()
    check_asks_nothing(person, feed)
    person.go_on()
    check_asks_nothing(person, feed)


def test_a_job_that_runs_on_the_first_page_is_not_disturbed(stage: Stage, feed: FakeFeed) -> None:
    remember_looks_for_updates(True)
    person = stage.open()
    model = person.wizard.model
    model.run(
        lambda _services, _say, cancel: cancel.wait(PATIENCE_S), done=lambda _end: None, failed=lambda _problem: None
    )
    UpdateCheck(person.wizard, FEED).look_if_due()
    assert model.busy
    check_asks_nothing(person, feed)


def test_a_question_that_is_on_its_way_is_not_asked_again(opened: Callable[[], Person], feed: FakeFeed) -> None:
    feed.hangs = True
    person = opened()
    person.wait_until(lambda: bool(feed.asked))
    UpdateCheck(person.wizard, FEED).look_if_due()
    feed.goes_on.set()
    person.wait_for("update_notice")
    assert not feed.was_cancelled.is_set()
    assert feed.asked == [FEED]


def test_leaving_the_first_page_ends_the_question(opened: Callable[[], Person], feed: FakeFeed, qtbot: QtBot) -> None:
    feed.hangs = True
    person = opened()
    person.wait_until(lambda: bool(feed.asked))
    person.go_on()
    person.reach(Step.SIGN_IN)
    assert feed.was_cancelled.wait(PATIENCE_S)
    assert updates_day() == ""
    feed.hangs = False
    person.click("back_button")
    person.wait_for("update_notice")


def test_closing_the_window_ends_the_question(opened: Callable[[], Person], feed: FakeFeed) -> None:
    feed.hangs = True
    person = opened()
    person.wait_until(lambda: bool(feed.asked))
    person.leave()
    assert feed.was_cancelled.wait(PATIENCE_S)
