"""Whether a window is narrow, and when it becomes narrow or wide."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

NARROW_BELOW_PX = 800


def is_narrow(window: QWidget) -> bool:
    """Whether everything in this window should take less room."""
    return window.width() < NARROW_BELOW_PX


class WindowWidth(QObject):
    """Watches the window of `widget`; `narrow_changed` is also sent once the widget gets its window."""

    narrow_changed = Signal(bool)

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._window: QWidget | None = None
        self._narrow: bool | None = None
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the widget into its window, and the window's size."""
        if event.type() == QEvent.Type.Show and self._widget.window() is not self._window:
            self._follow(self._widget.window())
        elif event.type() == QEvent.Type.Resize and watched is self._window:
            self._tell()
        return False

    def _follow(self, window: QWidget) -> None:
        if self._window is not None:
            self._window.removeEventFilter(self)
        self._window = window
        window.installEventFilter(self)
        self._tell()

    def _tell(self) -> None:
        narrow = self._window is not None and is_narrow(self._window)
        if narrow != self._narrow:
            self._narrow = narrow
            self.narrow_changed.emit(narrow)
