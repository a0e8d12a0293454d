"""The one thing that turns: a short arc on a ring."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QWidget

from setup_wizard.ui.look.theme import current_theme
from setup_wizard.ui.look.tokens import Tokens
from setup_wizard.ui.widgets.painting import painting

_TURN_MS = 900
_ARC_DEGREES = 110
_STILL_ARC_DEGREES = 270


def paint_arc(painter: QPainter, rect: QRectF, tokens: Tokens, turned_degrees: float, *, still: bool) -> None:
    """A ring with an arc `turned_degrees` clockwise from the top; three quarters of a ring where nothing may move."""
    width = 2.5
    inner = rect.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(tokens.line), 1 if tokens.high_contrast else width))
    painter.drawEllipse(inner)
    pen = QPen(QColor(tokens.accent_edge), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    arc = _STILL_ARC_DEGREES if still else _ARC_DEGREES
    painter.drawArc(inner, round((90 - turned_degrees) * 16), -arc * 16)


class Spinner(QWidget):
    """Turns while it is on screen; a still ring if the person asked for less motion."""

    def __init__(self, size_px: int = 18, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(QSize(size_px, size_px))
        self._wanted = True
        self._turn = QVariantAnimation(self, startValue=0.0, endValue=360.0, duration=_TURN_MS)
        self._turn.setLoopCount(-1)
        self._turn.valueChanged.connect(self.update)

    @property
    def turning(self) -> bool:
        """Whether it moves now."""
        return self._turn.state() == QVariantAnimation.State.Running

    def set_turning(self, wanted: bool) -> None:
        """Whether it turns while it is on screen."""
        self._wanted = wanted
        if wanted and self.isVisible() and not current_theme().reduced_motion:
            self._turn.start()
        elif not wanted:
            self._turn.stop()

    def showEvent(self, event: QShowEvent) -> None:
        """Start to turn."""
        super().showEvent(event)
        self.set_turning(self._wanted)

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop: nothing runs unseen."""
        super().hideEvent(event)
        self._turn.stop()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring and the arc where it is now."""
        theme = current_theme()
        turned = self._turn.currentValue() if self.turning else 0.0
        with painting(self) as painter:
            paint_arc(painter, QRectF(self.rect()), theme.tokens, float(turned), still=theme.reduced_motion)
