"""A picture of a Wi-Fi menu with the Photon's network in it, drawn rather than anybody's screenshot."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from setup_wizard.ui.look.fonts import Role, font
from setup_wizard.ui.look.oklch import mix
from setup_wizard.ui.look.theme import current_theme
from setup_wizard.ui.look.tokens import Tokens
from setup_wizard.ui.widgets.painting import bars, draw_line, from_leading, is_mirrored, painting, rounded_box
from setup_wizard.ui.widgets.text import isolated

_BOTTOM = 8


class WifiMenuPicture(QWidget):
    """`photon_network` marked as the one to choose, above the names of `others`."""

    def __init__(self, photon_network: str, others: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._photon_network = photon_network
        self._others = tuple(others)
        self.setAccessibleName(self.tr("Picture of a Wi-Fi menu"))
        described = self.tr("The network %1 is marked as the one to choose.")
        self.setAccessibleDescription(described.replace("%1", photon_network))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(200, round(self._head_height() + (1 + len(self._others)) * self._row_height()) + _BOTTOM)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the menu."""
        tokens = current_theme().tokens
        mirrored = is_mirrored(self)
        rect = QRectF(self.rect())
        head = QRectF(rect.left(), rect.top(), rect.width(), self._head_height())
        with painting(self) as painter:
            edge = tokens.line if tokens.high_contrast else mix(tokens.line, tokens.line2, 0.3)
            rounded_box(painter, rect, 8, tokens.page, edge)
            title = from_leading(head, 14, rect.width() / 2, mirrored=mirrored)
            draw_line(painter, title, self.tr("Wi-Fi"), Role.SECONDARY_STRONG, tokens.text, mirrored=mirrored)
            self._paint_switch(painter, from_leading(head, rect.width() - 42, 28, mirrored=mirrored), tokens)
            row = QRectF(rect.left(), head.bottom(), rect.width(), self._row_height())
            marked = row.adjusted(5, 0, -5, -2)
            rounded_box(painter, marked, 6, tokens.accent_soft, tokens.accent_edge, 2)
            self._paint_network(painter, marked, self._photon_network, 4, tokens, marked=True)
            for place, name in enumerate(self._others):
                row.translate(0, self._row_height())
                self._paint_network(painter, row.adjusted(5, 0, -5, -2), name, 3 - place % 2, tokens, marked=False)

    def _paint_network(
        self, painter: QPainter, row: QRectF, name: str, lit: int, tokens: Tokens, *, marked: bool
    ) -> None:
        mirrored = is_mirrored(self)
        role, colour = (Role.SECONDARY_STRONG, tokens.text) if marked else (Role.SECONDARY, tokens.text2)
        bar_box = from_leading(row, 10, 18, mirrored=mirrored)
        painter.save()
        painter.translate(bar_box.left(), row.center().y() + 6.5)
        painter.scale(0.82, 0.82)
        bars(painter, 0, 0, tokens, lit, colour)
        painter.restore()
        words = from_leading(row, 38, row.width() - 42, mirrored=mirrored)
        draw_line(painter, words, isolated(name), role, colour, mirrored=mirrored)

    def _paint_switch(self, painter: QPainter, box: QRectF, tokens: Tokens) -> None:
        track = QRectF(box.left(), box.center().y() - 8, 28, 16)
        rounded_box(painter, track, 8, tokens.page if tokens.high_contrast else tokens.text2, tokens.text2)
        knob_x = track.left() + 8 if is_mirrored(self) else track.right() - 8
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.text if tokens.high_contrast else tokens.page))
        painter.drawEllipse(QPointF(knob_x, track.center().y()), 6, 6)

    def _head_height(self) -> float:
        return max(32, QFontMetrics(font(Role.SECONDARY_STRONG)).height() + 16)

    def _row_height(self) -> float:
        return max(28, QFontMetrics(font(Role.SECONDARY)).height() + 12)
