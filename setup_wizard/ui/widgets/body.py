"""The part of a page that scrolls instead of making the window grow."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

RING_ROOM = 4


class Body(QScrollArea):
    """Holds `rows`; its content is as high as its wrapped texts need for the width, and no higher."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("body")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setProperty("horizontalScrollBarPolicy", "ScrollBarAlwaysOff")
        self.setProperty("focusPolicy", "NoFocus")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setViewport(QWidget())
        content = QWidget()
        content.setObjectName("body_content")
        # Else its layout's minimum counts, which is what its texts would need at their narrowest.
        content.setMinimumHeight(1)
        self.rows = QVBoxLayout(content)
        self.rows.setContentsMargins(RING_ROOM, RING_ROOM, RING_ROOM, RING_ROOM)
        self.rows.setSpacing(0)
        self.setWidget(content)
        content.setAutoFillBackground(False)
