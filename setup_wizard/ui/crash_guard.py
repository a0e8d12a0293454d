"""Hears of whatever no code expected, in a slot, a worker or a thread; brings this computer back, and tells it once."""

from __future__ import annotations

import logging
import sys
import threading
from collections import deque
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Self

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal, Slot

if TYPE_CHECKING:
    from setup_wizard.ui.crash_window import CrashWindow

log = logging.getLogger(__name__)

CRASHED = 1


class CrashGuard(QObject):
    """While inside, an unexpected exception ends the program: exit code 1, once its report has been read.

    What `__del__` and the like raise (`sys.unraisablehook`) stays Python's business: nothing depends on it any more.
    """

    _raised = Signal(object)

    def __init__(self, app: QCoreApplication, bring_back: Callable[[], None] = lambda: None) -> None:
        """`bring_back` is called first: this computer must not stay on the Photon's network."""
        super().__init__()
        self.bring_back = bring_back
        self._app = app
        self._untold: deque[Exception] = deque()
        self._has_told = False
        self._logged: set[str] = set()
        self._window: CrashWindow | None = None
        self._raised.connect(self._on_raised)

    def __enter__(self) -> Self:
        self._hooks = sys.excepthook, threading.excepthook
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_died
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> bool:
        """What was raised before or after the event loop is told in one of its own."""
        try:
            if not isinstance(exc, Exception):
                return False
            self._tell(exc)
            if self._window is not None and self._window.isVisible():
                self._app.exec()
            return True
        finally:
            sys.excepthook, threading.excepthook = self._hooks

    def check(self) -> None:
        """After the event loop: raise what it had no turn left to tell."""
        if self._untold:
            raise self._untold.popleft()

    def _on_exception(self, _kind: type[BaseException], exc: BaseException, _trace: TracebackType | None) -> None:
        """PySide calls it for slots and overridden methods."""
        if isinstance(exc, Exception):
            self._raised.emit(exc)
        else:
            self.bring_back()
            self._app.exit(CRASHED)

    def _on_thread_died(self, died: threading.ExceptHookArgs) -> None:
        if isinstance(died.exc_value, Exception):
            self._raised.emit(died.exc_value)

    @Slot(object)
    def _on_raised(self, exc: Exception) -> None:
        """On the UI thread, whoever raised it; Qt may be painting, so it is told in a turn of its own."""
        self._untold.append(exc)
        QTimer.singleShot(0, self._tell_next)

    def _tell_next(self) -> None:
        if self._untold:
            self._tell(self._untold.popleft())

    def _tell(self, exc: Exception) -> None:
        """This computer is brought back before the report is made, since making it may break too."""
        if self._has_told:
            if self._window is None:
                self._app.exit(CRASHED)
            self._log(exc)
            return
        self._has_told = True
        try:
            self.bring_back()
        finally:
            self._show(self._log(exc))

    def _log(self, exc: Exception) -> str:
        """The report; what happens again and again, in a timer, is logged once."""
        from setup_wizard.crash import report_of

        report = report_of(exc)
        if report not in self._logged:
            self._logged.add(report)
            log.error("a defect of this program\n%s", report)
        return report

    def _show(self, report: str) -> None:
        from setup_wizard.ui.crash_window import CrashWindow

        window = CrashWindow(report)
        window.finished.connect(lambda _result: self._app.exit(CRASHED))
        window.show()
        self._window = window
