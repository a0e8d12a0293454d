"""A defect of the program, wherever it is met: told once, without a secret, with this computer back on its network."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from setup_wizard import crash
from setup_wizard.core.cancel import Cancel
from setup_wizard.demo import SimulatedWifi
from setup_wizard.ui import crash_window
from setup_wizard.ui.crash_guard import CRASHED, CrashGuard
from setup_wizard.ui.crash_window import CrashWindow
from setup_wizard.ui.look.theme import Theme
from setup_wizard.ui.make_pages import make_page
from setup_wizard.ui.model import Services, SetupModel
from setup_wizard.ui.pages.page import StepPage
from setup_wizard.workflow.news import Say
from setup_wizard.workflow.step import Step
from tests.patience import PATIENCE_S
from tests.ui.stage import HOME_PASSWORD, Stage

pytestmark = pytest.mark.qt_no_exception_capture

CANARY = "canary-wifi-password"


class FakeApp:
    """Notes that the program ends; its event loop only closes the window."""

    def __init__(self) -> None:
        self.exits: list[int] = []

    def exit(self, code: int) -> None:
        self.exits.append(code)

    def exec(self) -> int:
        shown()[0].accept()
        return self.exits[-1]


def shown() -> list[CrashWindow]:
    return [
        window for window in QApplication.topLevelWidgets() if isinstance(window, CrashWindow) if window.isVisible()
    ]


def report() -> str:
    view = shown()[0].findChild(QPlainTextEdit)
    assert view is not None
    return view.toPlainText()


def break_down() -> None:
    password = CANARY
    raise ValueError(password)


@pytest.fixture
def app() -> FakeApp:
    return FakeApp()


@pytest.fixture
def brought_back() -> list[str]:
    return []


@pytest.fixture
def guard(theme: Theme, app: FakeApp, brought_back: list[str]) -> Iterator[CrashGuard]:
    hooks = sys.excepthook, threading.excepthook
    with CrashGuard(app, lambda: brought_back.append("back")) as guard:
        yield guard
        for window in shown():
            window.accept()
    assert (sys.excepthook, threading.excepthook) == hooks


def in_a_slot() -> None:
    button = QPushButton()
    button.clicked.connect(break_down)
    button.click()


def in_a_timer() -> None:
    QTimer.singleShot(0, break_down)


def in_a_thread() -> None:
    thread = threading.Thread(target=break_down)
    thread.start()
    thread.join(PATIENCE_S)


@pytest.mark.parametrize("raise_it", [in_a_slot, in_a_timer, in_a_thread])
def test_it_is_told_without_a_secret_and_ends_the_program(
    raise_it: Callable[[], None], guard: CrashGuard, app: FakeApp, brought_back: list[str], qtbot: QtBot
) -> None:
    raise_it()
    qtbot.waitUntil(lambda: bool(shown()))
    assert brought_back == ["back"]
    assert "in break_down" in report()
    assert CANARY not in report()
    assert app.exits == []
    shown()[0].accept()
    assert app.exits == [CRASHED]


def test_the_report_is_copied_whole(guard: CrashGuard, qtbot: QtBot) -> None:
    in_a_slot()
    qtbot.waitUntil(lambda: bool(shown()))
    button = shown()[0].findChild(QPushButton, "crash_primary")
    assert button is not None
    button.click()
    assert QApplication.clipboard().text() == report()
    assert button.text() == "Copied"


def test_however_many_there_are_one_window_opens(
    guard: CrashGuard, brought_back: list[str], qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    for raise_it in (in_a_slot, in_a_thread):
        raise_it()
    qtbot.waitUntil(lambda: caplog.text.count("in break_down") == 2)
    assert len(shown()) == 1
    assert brought_back == ["back"]
    assert CANARY not in caplog.text


def test_what_happens_again_and_again_is_logged_once(
    guard: CrashGuard, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    for raise_it in (in_a_slot, in_a_slot, in_a_slot, in_a_thread):
        raise_it()
    qtbot.waitUntil(lambda: "in _bootstrap_inner" in caplog.text)
    assert caplog.text.count("in break_down") == 2


def test_a_way_back_that_breaks_too_keeps_nobody_from_the_report(
    guard: CrashGuard, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    guard.bring_back = break_down
    in_a_slot()
    qtbot.waitUntil(lambda: caplog.text.count("in break_down") == 2)
    assert len(shown()) == 1


def test_a_window_that_cannot_be_shown_keeps_nobody_on_the_photons_network(
    guard: CrashGuard, app: FakeApp, brought_back: list[str], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crash_window.CrashWindow, "show", lambda _window: break_down())
    in_a_slot()
    qtbot.waitUntil(lambda: app.exits == [CRASHED])
    assert brought_back == ["back"]


def test_a_report_that_cannot_be_made_keeps_nobody_on_the_photons_network(
    guard: CrashGuard, app: FakeApp, brought_back: list[str], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crash, "report_of", lambda _exc: break_down())
    in_a_slot()
    qtbot.waitUntil(lambda: bool(app.exits))
    assert set(app.exits) == {CRASHED}
    assert brought_back == ["back"]
    monkeypatch.undo()
    qtbot.wait(0)


def test_ctrl_c_is_no_defect(guard: CrashGuard, app: FakeApp, brought_back: list[str]) -> None:
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert app.exits == [CRASHED]
    assert brought_back == ["back"]
    assert shown() == []


def test_what_the_event_loop_had_no_turn_left_to_tell_is_told_after_it(theme: Theme, app: FakeApp) -> None:
    with CrashGuard(app) as guard:
        in_a_slot()
        guard.check()
    assert app.exits == [CRASHED]


def test_before_the_event_loop_runs_it_gets_one_of_its_own(theme: Theme, app: FakeApp) -> None:
    with CrashGuard(app):
        break_down()
    assert app.exits == [CRASHED]


@pytest.fixture
def came_back(stage: Stage) -> threading.Event:
    """Set once this computer's Wi-Fi has been put right."""
    closed = threading.Event()

    class RecordingWifi(SimulatedWifi):
        def close(self) -> bool:
            is_back = super().close()
            closed.set()
            return is_back

    stage.make_host = lambda: RecordingWifi(stage.simulator)
    return closed


def test_a_job_that_breaks_at_the_photon_brings_this_computer_back(
    stage: Stage, came_back: threading.Event, guard: CrashGuard, qtbot: QtBot
) -> None:
    person = stage.open_at(Step.PASSWORD)
    person.write("wifi_password", HOME_PASSWORD)
    guard.bring_back = person.wizard.model.shutdown
    assert stage.simulator.air.host_joined

    def work(_services: Services, _say: Say, _cancel: Cancel) -> None:
        secret = HOME_PASSWORD
        raise ValueError(secret)

    person.wizard.model.run(work, done=lambda _nothing: None, failed=lambda _problem: None)
    qtbot.waitUntil(lambda: bool(shown()))
    assert came_back.wait(PATIENCE_S)
    assert not stage.simulator.air.host_joined
    assert "in work" in report()
    assert HOME_PASSWORD not in report()


def test_a_page_that_cannot_be_made_is_told(stage: Stage, guard: CrashGuard, qtbot: QtBot) -> None:
    def make_or_break(step: Step, model: SetupModel) -> StepPage:
        if step is Step.SIGN_IN:
            break_down()
        return make_page(step, model)

    person = stage.open()
    person.wizard._make_page = make_or_break
    guard.bring_back = person.wizard.model.shutdown
    person.go_on()
    qtbot.waitUntil(lambda: bool(shown()))
    assert "in make_or_break" in report()
    assert CANARY not in report()


PROGRAM = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from setup_wizard.__main__ import main
from setup_wizard.ui import app
from setup_wizard.ui.crash_window import CrashWindow
from setup_wizard.ui.wizard import SetupWizard

def close_report():
    found = [window for window in QApplication.topLevelWidgets() if isinstance(window, CrashWindow)]
    if found and found[0].isVisible():
        found[0].accept()

def break_down(*_arguments, **_named):
    raise ValueError("canary-wifi-password")

def watch():
    timer = QTimer(QApplication.instance())
    timer.timeout.connect(close_report)
    timer.start(20)

class Watched(app.Theme):
    def __init__(self, *arguments, **named):
        super().__init__(*arguments, **named)
        watch()

app.Theme = Watched
{spoil}
sys.exit(main([]))
"""


@pytest.mark.parametrize(
    "spoil",
    [
        "SetupWizard._on_first_painted = break_down",
        "app.SetupWizard = break_down",
        "app.AfterPainting.make = break_down",
        "app.SetupModel._close_services = break_down; SetupWizard._on_first_painted = SetupWizard.close",
    ],
)
def test_the_program_itself_ends_with_exit_code_1_and_tells_standard_error(spoil: str, tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(spoil=spoil)],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert ended.returncode == CRASHED
    assert "in break_down" in ended.stderr
    assert CANARY not in ended.stderr
