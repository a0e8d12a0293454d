"""The part of a page that scrolls instead of making the window grow."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

RING_ROOM = 4


class Body(QScrollArea):
    """Holds `rows`; its content is as high as its wrapped texts need for the width, and no higher."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("body")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._content = content = QWidget()
        content.setObjectName("body_content")
        self.rows = QVBoxLayout(content)
        self.rows.setContentsMargins(RING_ROOM, RING_ROOM, RING_ROOM, RING_ROOM)
        self.rows.setSpacing(0)
        self.setWidget(content)
        content.installEventFilter(self)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A scroll area ignores height for width by itself."""
        super().resizeEvent(event)
        self._fit_height()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow texts that change."""
        if watched is self._content and event.type() == QEvent.Type.LayoutRequest:
            self._fit_height()
        return super().eventFilter(watched, event)

    def _fit_height(self) -> None:
        width = self.viewport().width()
        needs = self.rows.totalHeightForWidth(width) if self.rows.hasHeightForWidth() else -1
        self._content.setMinimumHeight(max(0, needs))
