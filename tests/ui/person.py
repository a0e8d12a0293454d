"""Somebody in front of the window: looks for what is on screen, and uses mouse and keyboard only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from setup_wizard.ui.pages.page import StepPage
from setup_wizard.ui.widgets.buttons import Button
from setup_wizard.ui.widgets.row_list import RowList
from setup_wizard.ui.wizard import STEPS, SetupWizard
from setup_wizard.workflow.step import Step
from tests.patience import PATIENCE_S

PRIMARIES = ("next_button", "commit_button", "finish_button")
PATIENCE_MS = round(1000 * PATIENCE_S)

W = TypeVar("W", bound=QWidget)


class Person:
    """Finds everything by its object name, and only if it is on screen."""

    def __init__(self, wizard: SetupWizard, bot: QtBot) -> None:
        self.wizard = wizard
        self._bot = bot

    @property
    def page(self) -> StepPage:
        return self.wizard.current

    @property
    def step(self) -> Step:
        return self.wizard.current.step

    @property
    def busy(self) -> bool:
        return self.wizard.model.runner.busy

    @property
    def focus(self) -> str:
        """The object name of what the keyboard is on; empty when it is on nothing."""
        widget = QApplication.focusWidget()
        return widget.objectName() if widget is not None and widget.isVisible() else ""

    @property
    def title(self) -> str:
        return self.find("page_title", QLabel).text()

    @property
    def problem(self) -> bool:
        return self.sees("problem")

    def texts(self) -> list[str]:
        """All the sentences on screen, from labels and buttons."""
        labels = [label.text() for label in self._shown(QLabel) if label.text()]
        return labels + [button.text() for button in self._shown(Button) if button.text()]

    def reads(self, text: str) -> bool:
        return any(text in shown for shown in self.texts())

    def sees(self, name: str) -> bool:
        return next(self._named(name, QWidget), None) is not None

    def find(self, name: str, kind: type[W] = QWidget) -> W:
        """The one thing of this name on screen."""
        found = list(self._named(name, kind))
        assert len(found) == 1, f"{len(found)} things called {name} are on screen"
        return found[0]

    def wait_for(self, name: str) -> None:
        self.wait_until(lambda: self.sees(name))

    def wait_until(self, condition: Callable[[], bool]) -> None:
        self._bot.waitUntil(condition, timeout=PATIENCE_MS)

    def wait_until_idle(self) -> None:
        self.wait_until(lambda: not self.busy)

    def reach(self, step: Step) -> None:
        """Wait for the page of this step, and for what it does by itself; connect to the Photon on the way."""
        self.wait_until(lambda: self._is_at(step) and not self.busy)

    def connect(self) -> None:
        """Press Connect on the page of the Photon, unless that is over already."""
        self.wait_until(lambda: self._connect_if_offered() or self.step is not Step.JOIN or self.problem)

    def _connect_if_offered(self) -> bool:
        offered = self.step is Step.JOIN and self.sees("next_button") and self.says("next_button") == "Connect"
        if offered := offered and self.find("next_button").isEnabled():
            self.click("next_button")
        return offered

    def _is_at(self, step: Step) -> bool:
        if self.step is not step:
            self._connect_if_offered()
        return self.step is step

    def wait_until_gone(self, name: str) -> None:
        self.wait_until(lambda: not self.sees(name))

    def wait_until_closed(self) -> None:
        self.wait_until(lambda: not self.wizard.isVisible())

    def arrive(self, step: Step) -> None:
        """Wait for the page of this step, whatever it is doing; a later one is too late."""
        self.wait_until(lambda: self._is_at(step) or STEPS.index(self.step) > STEPS.index(step))
        assert self.step is step

    def meet_problem(self) -> None:
        self.wait_for("problem")

    def click(self, name: str) -> None:
        """Press it, once it can be pressed."""
        self.wait_until(lambda: self.sees(name) and self.find(name).isEnabled())
        widget = self.find(name)
        self._scroll_to(widget)
        self._click_at(widget, QPoint(min(20, widget.width() // 2), min(10, widget.height() // 2)))

    def double_click(self, name: str) -> None:
        """Two quick presses at one place, whatever the first one changes there."""
        widget = self.find(name)
        window = widget.window()
        place = widget.mapTo(window, widget.rect().center())
        QTest.mouseDClick(window.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)

    def click_even_if_disabled(self, name: str) -> None:
        widget = self.find(name)
        self._click_at(widget, widget.rect().center())

    def go_on(self) -> None:
        """Press the page's one filled button in the footer."""
        self.wait_until(lambda: any(self.sees(name) for name in PRIMARIES))
        self.click(next(name for name in PRIMARIES if self.sees(name)))

    def write(self, name: str, text: str) -> None:
        """Replace what is in a field."""
        self.wait_until(lambda: self.sees(name))
        field = self.find(name, QLineEdit)
        self.click(name)
        field.selectAll()
        self.press(Qt.Key.Key_Delete)
        if text.isascii():
            self._bot.keyClicks(field, text)
        else:
            # QTest knows only the keys of an American keyboard.
            QApplication.clipboard().setText(text)
            self.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    def says(self, name: str) -> str:
        """The words on a button."""
        return self.find(name, QAbstractButton).text()

    def says_account(self) -> str:
        """Whose account the side panel shows."""
        return self.find("signed_in_as", QLabel).text()

    def reading(self, name: str) -> str:
        """What a field holds, hidden or not."""
        return self.find(name, QLineEdit).text()

    def pick_network(self, name: str) -> None:
        """Click on a row of the networks."""
        self.pick("networks", name)

    def networks(self) -> list[str]:
        return self.rows("networks")

    def pick(self, which: str, name: str) -> None:
        """Click on a row of a list."""
        rows = self.find(which, RowList)
        index = rows.model().index(self.rows(which).index(name), 0)
        rows.scrollTo(index)
        self._click_at(rows.viewport(), rows.visualRect(index).center())

    def rows(self, which: str) -> list[str]:
        """What a list holds."""
        rows = self.find(which, RowList)
        return [self._row_text(rows, row) for row in range(rows.model().rowCount())]

    def chosen(self, which: str) -> str:
        """The chosen row of a list; empty for none."""
        rows = self.find(which, RowList)
        return self._row_text(rows, rows.selected_row()) if rows.selected_row() >= 0 else ""

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key, for whatever the keyboard is on."""
        QTest.keyClick(self._active_window(), key, modifier)

    def tab_to(self, name: str) -> None:
        """Tab until the keyboard is on it."""
        for _press in range(40):
            if self.focus == name:
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never comes to {name}")

    def type_text(self, text: str) -> None:
        """Letters, for whatever the keyboard is on."""
        for letter in text:
            QTest.keyClick(self._active_window(), letter)

    def leave(self) -> None:
        """Close the window, confirm it if asked, and wait until nothing of it goes on behind the next one."""
        self.wizard.close()
        if self.wizard.isVisible():
            self.click("stop_setup")
        self.wait_until_closed()
        self.wizard.model.wait_for_end()

    def _click_at(self, widget: QWidget, place: QPoint) -> None:
        """On the native window, so that whatever is really at this place gets it, and the focus."""
        window = widget.window()
        QTest.mouseClick(
            window.windowHandle(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            widget.mapTo(window, place),
        )

    def _active_window(self) -> QWindow:
        return (QApplication.activeModalWidget() or self.wizard).windowHandle()

    @staticmethod
    def _row_text(rows: RowList, row: int) -> str:
        return str(rows.model().index(row, 0).data(Qt.ItemDataRole.DisplayRole))

    def _shown(self, kind: type[W]) -> Iterator[W]:
        return (widget for widget in self.wizard.findChildren(kind) if widget.isVisible())

    def _named(self, name: str, kind: type[W]) -> Iterator[W]:
        return (widget for widget in self._shown(kind) if widget.objectName() == name)

    @staticmethod
    def _scroll_to(widget: QWidget) -> None:
        above = widget.parentWidget()
        while above is not None:
            if isinstance(above, QScrollArea):
                above.ensureWidgetVisible(widget)
            above = above.parentWidget()
