"""Presses that were meant for the page before: what follows a page on their own must not commit the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from setup_wizard.ui.wizard import SetupWizard

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class StrayInput(QObject):
    """Keeps from the shown wizard the second press of a double click that turned the page, and a held Enter."""

    def __init__(self, wizard: SetupWizard) -> None:
        super().__init__(wizard)
        self._wizard = wizard
        self._page_id = -1
        # A system may count from its own start: the first press is not quick.
        self._pressed_ms = -QApplication.doubleClickInterval()
        self._pressed_at = QPointF()
        self._is_stray = False
        wizard.windowHandle().installEventFilter(self)

    def eventFilter(self, _window: QObject, event: QEvent) -> bool:
        """The native window hears of everything first: the footer's buttons lie where those of the next page do."""
        if isinstance(event, QMouseEvent):
            if event.type() == QEvent.Type.MouseButtonPress:
                self._note_press(event.timestamp(), event.globalPosition())
            # A quick second press comes as a press, and as a double click as well.
            presses = event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)
            return presses and self._is_stray
        return isinstance(event, QKeyEvent) and event.isAutoRepeat() and event.key() in _ENTER

    def _note_press(self, now_ms: int, place: QPointF) -> None:
        page_id = self._wizard.currentId()
        is_quick = now_ms - self._pressed_ms < QApplication.doubleClickInterval()
        way = (place - self._pressed_at).manhattanLength()
        is_there = way <= QApplication.styleHints().mouseDoubleClickDistance()
        self._is_stray = is_quick and is_there and page_id != self._page_id
        if not self._is_stray:
            # Counted from the press that turned the page: whoever presses on steadily is heard again.
            self._pressed_ms, self._pressed_at, self._page_id = now_ms, place, page_id
