"""One of several views at a time."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLayoutItem, QSpacerItem, QStackedLayout


class ViewStack(QStackedLayout):
    """Takes the room that the view shown needs, where Qt's own takes that of the largest."""

    def sizeHint(self) -> QSize:
        """What the view shown would like."""
        return self._shown().sizeHint()

    def minimumSize(self) -> QSize:
        """What it needs at least."""
        return self._shown().minimumSize()

    def hasHeightForWidth(self) -> bool:
        """Whether its height follows its width."""
        return self._shown().hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        """Its height at this width."""
        return self._shown().heightForWidth(width)

    def _shown(self) -> QLayoutItem:
        return self.itemAt(self.currentIndex()) or QSpacerItem(0, 0)
