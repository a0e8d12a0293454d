"""The networks to choose from, and the row for one that is not in the list."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from setup_wizard.ui.look.fonts import Role, font
from setup_wizard.ui.look.icons import Icon, paint_icon
from setup_wizard.ui.look.style import row_height
from setup_wizard.ui.look.theme import current_theme
from setup_wizard.ui.look.tokens import Tokens
from setup_wizard.ui.widgets.painting import (
    bars,
    draw_line,
    from_leading,
    is_mirrored,
    painting,
    rounded_box,
)
from setup_wizard.ui.widgets.text import isolated

_BARS_LEADING, _BARS_WIDTH = 16, 18
_NAME_LEADING = 50
_CHECK_GUTTER = 50
_LOCK_SIZE = 16
_GAP = 10


@dataclass(frozen=True, slots=True)
class NetworkRow:
    """A network as it is shown; `bars` 0 to 4, `spoken` the whole row in words. Every one can be chosen."""

    text: str
    bars: int
    security: str
    spoken: str
    locked: bool = True

    @property
    def unusable(self) -> str:
        """Nothing: none is."""
        return ""

    def paint(self, painter: QPainter, rect: QRectF, tokens: Tokens, *, selected: bool, mirrored: bool) -> None:
        """Bars, name, lock and security, in that order from the leading side."""
        bar_box = from_leading(rect, _BARS_LEADING, _BARS_WIDTH, mirrored=mirrored)
        bars(painter, bar_box.left(), rect.center().y() + 8, tokens, self.bars)
        security_width = QFontMetrics(font(Role.SECONDARY)).horizontalAdvance(self.security)
        security_start = rect.width() - _CHECK_GUTTER - security_width
        security_box = from_leading(rect, security_start, security_width + 2, mirrored=mirrored)
        draw_line(painter, security_box, self.security, Role.SECONDARY, tokens.text2, mirrored=mirrored)
        lock_start = security_start - _GAP - _LOCK_SIZE
        if self.locked:
            lock = from_leading(rect, lock_start, _LOCK_SIZE, mirrored=mirrored)
            lock.setTop(rect.center().y() - _LOCK_SIZE / 2)
            lock.setHeight(_LOCK_SIZE)
            paint_icon(painter, Icon.LOCK, lock, tokens.text2)
        self._paint_name(painter, rect, tokens, lock_start - _GAP, selected=selected, mirrored=mirrored)

    def _paint_name(
        self, painter: QPainter, rect: QRectF, tokens: Tokens, end: float, *, selected: bool, mirrored: bool
    ) -> None:
        role = Role.STRONG if selected else Role.BODY
        room = end - _NAME_LEADING
        name = QFontMetrics(font(role)).elidedText(self.text, Qt.TextElideMode.ElideMiddle, int(room))
        name_box = from_leading(rect, _NAME_LEADING, room, mirrored=mirrored)
        draw_line(painter, name_box, isolated(name), role, tokens.text, mirrored=mirrored)


class AnotherNetworkRow(QAbstractButton):
    """The way to a network that is hidden or out of range, in a frame of its own under the list."""

    def __init__(self, object_name: str, text: str, remark: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._remark = remark
        self.setObjectName(object_name)
        self.setText(text)
        self.setAccessibleName(text)
        self.setAccessibleDescription(remark)
        self.setProperty("ringRadius", 10)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As high as a list row in its frame."""
        return QSize(240, row_height(44, QFontMetrics(font(Role.BODY)).height()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame, the plus, the words and the remark."""
        tokens = current_theme().tokens
        mirrored = is_mirrored(self)
        frame = QRectF(self.rect())
        rect = frame.adjusted(2, 0, -2, 0)
        plus = from_leading(rect, 16, 18, mirrored=mirrored)
        remark_start = rect.width() / 2
        with painting(self) as painter:
            fill = tokens.pressed if self.isDown() else tokens.hover if self.underMouse() else tokens.page
            thick = tokens.high_contrast and self.underMouse()
            rounded_box(painter, frame, 10, fill, tokens.line, 2 if thick else 1)
            paint_icon(painter, Icon.PLUS, QRectF(plus.left(), rect.center().y() - 9, 18, 18), tokens.text2)
            words = from_leading(rect, _NAME_LEADING, remark_start - _NAME_LEADING, mirrored=mirrored)
            draw_line(painter, words, self.text(), Role.BODY, tokens.text, mirrored=mirrored)
            remark = from_leading(rect, remark_start, remark_start - _CHECK_GUTTER, mirrored=mirrored)
            draw_line(painter, remark, self._remark, Role.SECONDARY, tokens.text2, mirrored=mirrored, at_end=True)
