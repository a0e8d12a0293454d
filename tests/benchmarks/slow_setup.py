"""`python -m tests.benchmarks.slow_setup SECONDS`: a whole setup in the demo's window, every service call that slow.

Prints a JSON object: `longest_ms`, the longest that the event loop kept a timer waiting since the first painting.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWizard

from setup_wizard.options import Options
from setup_wizard.ui.after_painting import AfterPainting
from setup_wizard.ui.app import SWITCH_S
from setup_wizard.ui.demo import DemoBackend
from setup_wizard.ui.look.theme import Theme
from setup_wizard.ui.make_pages import make_page
from setup_wizard.ui.model import Services, SetupModel
from setup_wizard.ui.plain_imports import use_plain_imports
from setup_wizard.ui.wizard import SetupWizard
from setup_wizard.workflow.confirm import Timing
from setup_wizard.workflow.step import Step

TICK_MS = 5
LOOK_MS = 50
TIMEOUT_S = 600.0


class Slow:
    """A service each of whose calls takes so long before it begins."""

    def __init__(self, service: object, seconds: float) -> None:
        self._service = service
        self._seconds = seconds

    def __getattr__(self, name: str) -> Callable[..., Any]:
        call = getattr(self._service, name)

        def slow_call(*args: object, **options: object) -> Any:
            threading.Event().wait(self._seconds)
            return call(*args, **options)

        return slow_call


class Stalls(QObject):
    """Measures how late a timer is served."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.longest_ms = 0.0
        self._timer = QTimer(self, interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        self._last_s = time.perf_counter()
        self._timer.start()

    def _tick(self) -> None:
        now_s = time.perf_counter()
        self.longest_ms = max(self.longest_ms, (now_s - self._last_s) * 1000)
        self._last_s = now_s


class Person(QObject):
    """Presses on whenever the window is ready for it; the demo fills in what there is to type."""

    def __init__(self, wizard: SetupWizard, app: QApplication) -> None:
        super().__init__(wizard)
        self._wizard = wizard
        self._app = app
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        page = self._wizard.current
        if page.has_problem:
            self._app.exit(1)
        if page.step is Step.DONE:
            self._app.exit(0)
        buttons = (QWizard.WizardButton.NextButton, QWizard.WizardButton.CommitButton)
        for button in map(self._wizard.button, buttons):
            if button.isVisible() and button.isEnabled():
                button.click()


def slowed(services: Services, seconds: float) -> Services:
    session = services.session
    session.cloud, session.photon = Slow(session.cloud, seconds), Slow(session.photon, seconds)
    session.host = Slow(session.host, seconds)
    return services


def main() -> int:
    seconds = float(sys.argv[1])
    use_plain_imports()
    sys.setswitchinterval(SWITCH_S)
    app = QApplication([])
    with ExitStack() as stack:
        theme = Theme(app)
        backend = DemoBackend(Options(), stack)
        timing = Timing(timeout_s=TIMEOUT_S)
        rest = AfterPainting(theme)
        model = SetupModel(Options(), rest.before(lambda: slowed(backend.open_services(), seconds)), timing)
        wizard = SetupWizard(model, app, make_page)
        stalls = Stalls(wizard)
        wizard.first_painted.connect(stalls.start)
        wizard.first_painted.connect(lambda: rest.make(wizard))
        wizard.show()
        Person(wizard, app)
        ended = app.exec()
        print(json.dumps({"longest_ms": stalls.longest_ms}), flush=True)
        wizard.close()
    return ended


if __name__ == "__main__":
    sys.exit(main())
