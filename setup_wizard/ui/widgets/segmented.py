"""A switch between two ways of filling in the same thing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from setup_wizard.ui.look.fonts import Role, font
from setup_wizard.ui.look.style import control_height
from setup_wizard.ui.look.theme import current_theme
from setup_wizard.ui.widgets.painting import painting, rounded_box

_INSET = 3


class Segmented(QWidget):
    """The choices side by side in one track; `chosen` carries the index."""

    chosen = Signal(int)

    def __init__(self, object_name: str, choices: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        cells = QHBoxLayout(self)
        cells.setContentsMargins(_INSET, _INSET, _INSET, _INSET)
        cells.setSpacing(0)
        self._segments = [_Segment(f"{object_name}_{index}", text) for index, text in enumerate(choices)]
        for index, segment in enumerate(self._segments):
            cells.addWidget(segment, 1)
            segment.toggled.connect(lambda on, index=index: self.chosen.emit(index) if on else None)
        self._segments[0].setChecked(True)

    @property
    def index(self) -> int:
        """The chosen one."""
        return next(index for index, segment in enumerate(self._segments) if segment.isChecked())

    def choose(self, index: int) -> None:
        """Choose another one."""
        self._segments[index].setChecked(True)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the track."""
        tokens = current_theme().tokens
        with painting(self) as painter:
            edge = tokens.line if tokens.high_contrast else ""
            rounded_box(painter, QRectF(self.rect()), 9, tokens.pressed, edge)


class _Segment(QRadioButton):
    """One choice; arrow keys move between them because they share a parent."""

    def __init__(self, object_name: str, text: str) -> None:
        super().__init__(text)
        self.setObjectName(object_name)
        self.setAccessibleName(text)
        self.setProperty("ringRadius", 7)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as its bold text needs."""
        width = QFontMetrics(font(Role.STRONG)).horizontalAdvance(self.text())
        return QSize(width + 28, control_height() - 2 * _INSET)

    def hitButton(self, position: QPoint) -> bool:
        """The whole segment."""
        return self.rect().contains(position)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the thumb under the chosen text."""
        tokens = current_theme().tokens
        on = self.isChecked()
        with painting(self) as painter:
            if on:
                width = 2 if tokens.high_contrast else 1
                edge = tokens.accent_edge if tokens.high_contrast else tokens.line2
                rounded_box(painter, QRectF(self.rect()), 7, tokens.page, edge, width)
            painter.setFont(font(Role.STRONG if on else Role.BODY))
            painter.setPen(QColor(tokens.text if on or self.underMouse() else tokens.text2))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
