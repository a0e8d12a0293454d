"""A row of a list with a lettered tile and two lines."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter

from setup_wizard.ui.look.fonts import Role, font
from setup_wizard.ui.look.tokens import Tokens
from setup_wizard.ui.widgets.painting import draw_line, from_leading, rounded_box

TILE_ROW_HEIGHT = 58
_TILE = 36
_TILE_LEADING = 14
_TEXT_LEADING = 64
_CHECK_GUTTER = 50


@dataclass(frozen=True, slots=True)
class TileRow:
    """`letters` stand in the tile; `unusable` takes the second line's place."""

    text: str
    second_line: str
    letters: str
    spoken: str
    unusable: str = ""

    def paint(self, painter: QPainter, rect: QRectF, tokens: Tokens, *, selected: bool, mirrored: bool) -> None:
        """Tile, name and second line."""
        box = from_leading(rect, _TILE_LEADING, _TILE, mirrored=mirrored)
        tile = QRectF(box.left(), rect.center().y() - _TILE / 2, _TILE, _TILE)
        edge = tokens.line if tokens.high_contrast else ""
        rounded_box(painter, tile, 8, tokens.page if selected else tokens.pressed, edge)
        painter.setFont(font(Role.STRONG))
        painter.setPen(QColor(tokens.disabled if self.unusable else tokens.text2))
        painter.drawText(tile, Qt.AlignmentFlag.AlignCenter, self.letters)
        words = from_leading(rect, _TEXT_LEADING, rect.width() - _TEXT_LEADING - _CHECK_GUTTER, mirrored=mirrored)
        ink, ink2 = (tokens.disabled, tokens.disabled) if self.unusable else (tokens.text, tokens.text2)
        name_role = Role.STRONG if selected else Role.LABEL
        name_height = QFontMetrics(font(name_role)).height()
        second_height = QFontMetrics(font(Role.SECONDARY)).height()
        top = rect.center().y() - (name_height + second_height) / 2
        name_box = QRectF(words.left(), top, words.width(), name_height)
        second_box = QRectF(words.left(), top + name_height, words.width(), second_height)
        draw_line(painter, name_box, self.text, name_role, ink, mirrored=mirrored)
        second = self.unusable or self.second_line
        draw_line(painter, second_box, second, Role.SECONDARY, ink2, mirrored=mirrored)
