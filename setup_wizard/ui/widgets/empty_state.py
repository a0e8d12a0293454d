"""Nothing to choose from: why, and the way on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from setup_wizard.ui.look.fonts import Role
from setup_wizard.ui.look.icons import Icon, paint_icon
from setup_wizard.ui.look.theme import current_theme
from setup_wizard.ui.widgets.buttons import Button
from setup_wizard.ui.widgets.painting import painting, rounded_box
from setup_wizard.ui.widgets.text import Text

_MOST_WIDTH = 380
_DISC = 64
_ICON = 32


class EmptyState(QWidget):
    """An icon, one line, one or two sentences and up to two secondary buttons, in the middle of the page."""

    def __init__(
        self, icon: Icon, line: str, sentence: str, buttons: Sequence[Button], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(line)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        middle = QWidget()
        middle.setMaximumWidth(_MOST_WIDTH)
        lines = QVBoxLayout(middle)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(_Disc(icon), 0, Qt.AlignmentFlag.AlignHCenter)
        lines.addSpacing(18)
        lines.addWidget(Text(line, Role.EMPTY, centred=True))
        lines.addSpacing(6)
        lines.addWidget(Text(sentence, tone="text2", centred=True))
        lines.addSpacing(20)
        lines.addLayout(row)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(middle, 4)
        across.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addStretch(1)
        rows.addLayout(across)
        rows.addStretch(2)


class _Disc(QWidget):
    def __init__(self, icon: Icon) -> None:
        super().__init__()
        self._icon = icon
        self.setFixedSize(_DISC, _DISC)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = current_theme().tokens
        rect = QRectF(self.rect())
        inset = (_DISC - _ICON) / 2
        with painting(self) as painter:
            edge = tokens.line if tokens.high_contrast else ""
            rounded_box(painter, rect, _DISC / 2, tokens.sunken, edge)
            paint_icon(painter, self._icon, rect.adjusted(inset, inset, -inset, -inset), tokens.text2)
