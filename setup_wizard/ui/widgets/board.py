"""The one drawing of the Photon: USB up, never mirrored, only its light changes.

Measured in units of a real millimetre: the board is 20.32 x 36.58 mm.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QApplication, QWidget

from setup_wizard.core.light import NO_LIGHT, Light
from setup_wizard.ui.look.board_colours import BOARD
from setup_wizard.ui.look.theme import current_theme
from setup_wizard.ui.look.tokens import Tokens
from setup_wizard.ui.widgets.led import LightView, paint_lens
from setup_wizard.ui.widgets.painting import painting

_WIDTH_MM, _HEIGHT_MM = 20.32, 36.58
_USB_OVERHANG_MM = 1.1
_SHADOW_PX = 6
_LED_CENTRE_MM, _LED_RADIUS_MM = QPointF(10.16, 8.6), 1.55
_GLOW_RATIO = 3.4


class BoardView(LightView):
    """The board with its light; `width_px` is the board's own width."""

    def __init__(
        self, device_name: str, light: Light = NO_LIGHT, width_px: int = 118, parent: QWidget | None = None
    ) -> None:
        super().__init__(light, parent)
        self._device_name = device_name
        self._unit = width_px / _WIDTH_MM
        self._drawn: tuple[Tokens, QPixmap] | None = None
        height = round((_HEIGHT_MM + _USB_OVERHANG_MM) * self._unit)
        self.setFixedSize(QSize(width_px + 2 * _SHADOW_PX, height + _SHADOW_PX))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the board, then the light on top of it."""
        tokens = current_theme().tokens
        with painting(self) as painter:
            painter.drawPixmap(0, 0, self._board(tokens))
            painter.translate(_SHADOW_PX, _USB_OVERHANG_MM * self._unit)
            centre = _LED_CENTRE_MM * self._unit
            radius = _LED_RADIUS_MM * self._unit
            paint_lens(painter, tokens, centre, radius, self.light.colour, self.brightness(), _GLOW_RATIO)

    def _board(self, tokens: Tokens) -> QPixmap:
        """The board without its light, drawn once for all the times that the light blinks."""
        ratio = self.devicePixelRatioF()
        if self._drawn is not None and self._drawn[0] is tokens and self._drawn[1].devicePixelRatioF() == ratio:
            return self._drawn[1]
        picture = QPixmap((QSizeF(self.size()) * ratio).toSize())
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        with painting(picture) as painter:
            painter.translate(_SHADOW_PX, _USB_OVERHANG_MM * self._unit)
            drawing = _Drawing(painter, tokens, self._unit)
            drawing.body()
            drawing.pads()
            drawing.usb()
            drawing.buttons()
            drawing.module(self._device_name.upper())
            drawing.antenna()
        self._drawn = (tokens, picture)
        return picture


class _Drawing:
    """The board's parts, in their materials or, where the system wants contrast, as outlines in ink."""

    def __init__(self, painter: QPainter, tokens: Tokens, unit: float) -> None:
        self._painter = painter
        self._tokens = tokens
        self._unit = unit

    def body(self) -> None:
        """The circuit board, with a soft shadow on light pages."""
        if not self._tokens.dark and not self._tokens.high_contrast:
            self._shadow()
        rim = BOARD.rim_on_dark if self._tokens.dark else BOARD.rim_on_light
        self._box(QRectF(0, 0, _WIDTH_MM, _HEIGHT_MM), 0.9, BOARD.body, rim)

    def pads(self) -> None:
        """Twelve gold pads a side."""
        for pin in range(12):
            for x in (1.35, 18.97):
                centre = QPointF(x, 4.5 + 2.54 * pin)
                self._disc(centre, 0.72, BOARD.gold)
                if not self._tokens.high_contrast:
                    self._disc(centre, 0.36, BOARD.hole)

    def usb(self) -> None:
        """The socket, standing out over the board's edge."""
        self._box(QRectF(6.4, -_USB_OVERHANG_MM, 7.5, 5.4), 0.5, BOARD.metal, BOARD.metal_edge)
        if not self._tokens.high_contrast:
            self._pen(BOARD.metal_edge, 1)
            for x in (8.05, 12.25):
                self._painter.drawLine(self._at(x, 0.9), self._at(x, 2.8))

    def buttons(self) -> None:
        """SETUP on the left and RESET on the right, with the names printed on the board."""
        for x, name in ((3.2, "SETUP"), (14.12, "RESET")):
            self._box(QRectF(x, 6.5, 3.0, 4.2), 0.35, BOARD.metal, BOARD.metal_edge)
            self._disc(QPointF(x + 1.5, 8.6), 1.0, BOARD.hole)
            self._print(name, QRectF(x - 2, 11.0, 7.0, 1.7), 1.0, BOARD.print, spacing=0)

    def module(self, name: str) -> None:
        """The Wi-Fi module under its shield, with the device's name."""
        self._box(QRectF(3.3, 15.6, 13.72, 18.2), 0.4, BOARD.module, BOARD.metal_edge)
        shield = QRectF(4.1, 16.3, 12.1, 11.6)
        self._box(shield, 0.35, BOARD.metal, BOARD.metal_edge)
        self._print(name, shield, 1.6, BOARD.metal_text, spacing=0.15)

    def antenna(self) -> None:
        """The meander at the module's foot."""
        low, high, x = 31.9, 29.5, 4.9
        line = [self._at(x, 33.0), self._at(x, high)]
        y = high
        for _ in range(8):
            x += 1.05
            line.append(self._at(x, y))
            y = low if y == high else high
            line.append(self._at(x, y))
        line.append(self._at(15.4, y))
        self._pen(BOARD.gold, 0.32 * self._unit)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawPolyline(QPolygonF(line))

    def _shadow(self) -> None:
        shade = QColor(BOARD.shadow)
        shade.setAlpha(9)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(shade)
        body = QRectF(0, 4, _WIDTH_MM * self._unit, _HEIGHT_MM * self._unit - 2)
        for spread in range(6):
            grown = body.adjusted(-spread, -spread, spread, min(spread, 3))
            self._painter.drawRoundedRect(grown, 6 + spread, 6 + spread)

    def _at(self, x: float, y: float) -> QPointF:
        return QPointF(x, y) * self._unit

    def _pen(self, colour: str, width: float) -> None:
        ink = self._tokens.text if self._tokens.high_contrast else colour
        pen = QPen(QColor(ink), width)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        self._painter.setPen(pen)

    def _fill(self, colour: str) -> None:
        self._painter.setBrush(QColor(self._tokens.page if self._tokens.high_contrast else colour))

    def _box(self, rect: QRectF, radius: float, fill: str, edge: str) -> None:
        scaled = QRectF(self._at(rect.x(), rect.y()), self._at(rect.right(), rect.bottom()))
        self._pen(edge, 1)
        self._fill(fill)
        self._painter.drawRoundedRect(scaled, radius * self._unit, radius * self._unit)

    def _disc(self, centre: QPointF, radius: float, fill: str) -> None:
        if self._tokens.high_contrast:
            self._pen(fill, 1)
        else:
            self._painter.setPen(Qt.PenStyle.NoPen)
        self._fill(fill)
        self._painter.drawEllipse(centre * self._unit, radius * self._unit, radius * self._unit)

    def _print(self, words: str, rect: QRectF, size: float, colour: str, spacing: float) -> None:
        font = QFont(QApplication.font())
        font.setPixelSize(max(1, round(size * self._unit)))
        font.setWeight(QFont.Weight.Bold)
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, spacing * self._unit)
        self._painter.setFont(font)
        self._pen(colour, 1)
        scaled = QRectF(self._at(rect.x(), rect.y()), self._at(rect.right(), rect.bottom()))
        self._painter.drawText(scaled, Qt.AlignmentFlag.AlignCenter, words)
