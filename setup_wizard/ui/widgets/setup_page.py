"""What every page of the wizard has: header, a body that scrolls, and a pinned strip under it."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget, QWizardPage

from setup_wizard.ui.look.window_width import is_narrow
from setup_wizard.ui.widgets.body import RING_ROOM, Body
from setup_wizard.ui.widgets.header import Header

_MOST_CONTENT = 720


class SetupPage(QWizardPage):
    """A page's frame: put its content into `rows`, what must stay visible into `pinned`.

    Never give a page a subtitle: QWizard would bring back its own header and margins.
    """

    def __init__(self, object_name: str, title: str, sentence: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.header = Header(title, sentence)
        self._body = Body()
        self.rows = self._body.rows
        self.pinned = QVBoxLayout()
        self.pinned.setContentsMargins(RING_ROOM, 12, RING_ROOM, 0)
        self.pinned.setSpacing(8)
        header_box = QHBoxLayout()
        header_box.setContentsMargins(RING_ROOM, 0, RING_ROOM, 0)
        header_box.addWidget(self.header)
        column = QWidget()
        column.setMaximumWidth(_MOST_CONTENT + 2 * RING_ROOM)
        lines = QVBoxLayout(column)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addLayout(header_box)
        lines.addSpacing(16)
        lines.addWidget(self._body, 1)
        lines.addLayout(self.pinned)
        self._outer = QHBoxLayout(self)
        self._outer.setSpacing(0)
        self._outer.addWidget(column, 1)
        self._outer.addStretch(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Less room around the content where the window is narrow."""
        super().resizeEvent(event)
        side, top = (24, 24) if is_narrow(self.window()) else (40, 32)
        self._outer.setContentsMargins(side - RING_ROOM, top, side - RING_ROOM, 8)
