"""The real window with jobs that end the way a picture needs."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from types import TracebackType
from typing import Any, NoReturn, Self, TypeVar

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPainter
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget, QWizard

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.options import Options
from setup_wizard.ui.make_pages import make_page
from setup_wizard.ui.model import SetupModel
from setup_wizard.ui.own_wifi import OwnWifi
from setup_wizard.ui.runner import Runner
from setup_wizard.ui.wizard import SetupWizard
from setup_wizard.workflow.confirm import Timing
from setup_wizard.workflow.facts import Facts
from setup_wizard.workflow.news import News

T = TypeVar("T", bound=QWidget)
SETTLING_ROUNDS = 3
"""Layouts post themselves further rounds of layout; what follows the first painting takes as many."""


class StillRunner(Runner):
    """Takes jobs and never runs them."""

    def start(
        self,
        work: Callable[..., object],
        *,
        done: Callable[[Any], None],
        failed: Callable[[SetupError], None],
        said: Callable[[News], None] | None = None,
    ) -> None:
        self.cancel()
        self._current = Cancel()
        self._done, self._failed, self._said = done, failed, said
        self.busy_changed.emit(True)

    def tell(self, *news: News) -> None:
        """The job says this."""
        assert self._said is not None
        for each in news:
            self._said(each)

    def finish(self, result: object) -> None:
        """The job ends with this."""
        self._end()
        self._done(result)

    def fail(self, reason: Reason) -> None:
        """The job ends with this problem."""
        self._end()
        self._failed(SetupError(reason))

    def _end(self) -> None:
        self._current = None
        self.busy_changed.emit(False)


class AllPanels:
    """A system that opens whatever it is asked for; `asks` for permissions, too."""

    asks = False

    def open_wifi(self) -> bool:
        return True

    def has_permission_for(self, reason: Reason) -> bool:
        return self.asks and reason is Reason.PERMISSION_NEEDED

    def open_permission_for(self, reason: Reason) -> bool:
        return True


class Stage:
    """One window for one picture."""

    def __init__(self, app: QApplication, size: QSize) -> None:
        self._app = app
        self.panels = AllPanels()
        self.model = SetupModel(Options(), _no_services, Timing(), find_panels=lambda: self.panels)
        self.model.runner = self.jobs = StillRunner(self.model)
        self.model.beside = self.beside = StillRunner(self.model)
        self.model.cables.runner = self.cables = StillRunner(self.model)
        self.jobs.busy_changed.connect(self.model.busy_changed)
        self.wizard = SetupWizard(self.model, app, make_page)
        self.own_wifi = OwnWifi(self.wizard)
        self.wizard.resize(size)
        self._dialog: QWidget | None = None
        self.stack = ExitStack()

    def __enter__(self) -> Self:
        self.wizard.show()
        self.wizard.activateWindow()
        self._settle()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._dialog is not None:
            self._dialog.close()
        self.wizard._close_for_good()
        self._app.processEvents()
        self.wizard.deleteLater()
        self._app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.stack.close()

    def go(self, facts: Facts) -> None:
        """To the page these facts lead to."""
        self.wizard.navigation.go_on_from(facts)

    def find(self, kind: type[T], name: str) -> T:
        """A widget of the page shown."""
        found = self.wizard.current.findChild(kind, name)
        assert found is not None, name
        return found

    def press(self, which: QWizard.WizardButton) -> None:
        """Press a button of the footer."""
        self.wizard.button(which).click()

    def type_into(self, name: str, text: str) -> None:
        """Type into a field of the page shown."""
        self.find(QLineEdit, name).setText(text)

    def pass_time(self, elapsed_s: int) -> None:
        """So much time has passed for the status line."""
        status = self.wizard.current.status
        if status._show_spinner.isActive():
            status._on_slow()
        status.show_elapsed(elapsed_s)

    def use_keyboard(self) -> None:
        """Shift, which does nothing but show where the keyboard is."""
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Shift, Qt.KeyboardModifier.NoModifier)
        self._app.sendEvent(self.wizard.windowHandle(), event)

    def show_dialog(self, dialog: QWidget) -> None:
        """A window of its own, which the picture shows in the middle."""
        self._dialog = dialog
        dialog.show()

    def _settle(self) -> None:
        for _ in range(SETTLING_ROUNDS):
            self._app.processEvents()

    def picture(self) -> QImage:
        """What is on screen."""
        self._settle()
        image = self.wizard.grab().toImage()
        if self._dialog is not None:
            middle = self.wizard.rect().center() - self._dialog.rect().center()
            painter = QPainter(image)
            painter.setPen(Qt.GlobalColor.gray)
            painter.drawPixmap(middle, self._dialog.grab())
            painter.drawRect(self._dialog.rect().translated(middle).adjusted(-1, -1, 0, 0))
            painter.end()
        return image


def _no_services() -> NoReturn:
    raise AssertionError("a still runner opens no services")
