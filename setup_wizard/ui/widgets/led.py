"""The drawn light: a lens with its glow, and the shape of its pattern."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPainterPath, QPaintEvent, QPen, QRadialGradient, QShowEvent
from PySide6.QtWidgets import QWidget

from setup_wizard.core.light import NO_LIGHT, Colour, Light, Pattern
from setup_wizard.ui.look.board_colours import BOARD, LED_COLOURS
from setup_wizard.ui.look.clock import LightClock
from setup_wizard.ui.look.oklch import mix
from setup_wizard.ui.look.pattern import level, shape, still_level
from setup_wizard.ui.look.theme import current_theme
from setup_wizard.ui.look.tokens import Tokens
from setup_wizard.ui.widgets.light_words import spoken_light
from setup_wizard.ui.widgets.painting import painting

BEZEL_RATIO = 1.9


def paint_lens(
    painter: QPainter, tokens: Tokens, centre: QPointF, radius: float, colour: Colour, brightness: float, glow: float
) -> None:
    """A lens of `radius` lit to `brightness`, its glow reaching `glow` radii; flat where the system wants contrast."""
    lit = LED_COLOURS[colour]
    off = LED_COLOURS[Colour.OFF]
    brightness = 0.0 if colour is Colour.OFF else brightness
    painter.setPen(Qt.PenStyle.NoPen)
    if not tokens.high_contrast and brightness > 0:
        halo = QRadialGradient(centre, radius * glow)
        for stop, alpha in ((0.0, 0.62), (0.45, 0.26), (1.0, 0.0)):
            halo.setColorAt(stop, _faded(lit, alpha * brightness))
        painter.setBrush(halo)
        painter.drawEllipse(centre, radius * glow, radius * glow)
    painter.setBrush(QColor(mix(off, lit, brightness)))
    painter.drawEllipse(centre, radius, radius)
    if not tokens.high_contrast and brightness > 0:
        core = QRadialGradient(centre, radius * 0.85)
        core.setColorAt(0.0, _faded(BOARD.glint, 0.75 * brightness))
        core.setColorAt(1.0, _faded(BOARD.glint, 0.0))
        painter.setBrush(core)
        painter.drawEllipse(centre, radius, radius)


def paint_led(
    painter: QPainter, tokens: Tokens, centre: QPointF, radius: float, colour: Colour, brightness: float
) -> None:
    """A lens in its dark bezel, as it stands anywhere but on the board."""
    bezel = radius * BEZEL_RATIO
    painter.setPen(QPen(QColor(tokens.bezel_rim), 1))
    painter.setBrush(QColor(tokens.bezel))
    painter.drawEllipse(centre, bezel, bezel)
    paint_lens(painter, tokens, centre, radius, colour, brightness, BEZEL_RATIO)


def paint_shape(painter: QPainter, rect: QRectF, light: Light, colour: str) -> None:
    """The pattern as a line: pulses, a wave, or flat."""
    path = QPainterPath()
    for index, (x, y) in enumerate(shape(light.pattern, light.colour is not Colour.OFF)):
        point = QPointF(rect.left() + x * rect.width(), rect.top() + y * rect.height())
        if index:
            path.lineTo(point)
        else:
            path.moveTo(point)
    pen = QPen(QColor(colour), 1.5)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)


def brightness_now(clock: LightClock, pattern: Pattern) -> float:
    """How brightly to draw a light at this moment of the shared clock."""
    return still_level(pattern) if clock.still else level(pattern, clock.now_ms)


class LightView(QWidget):
    """A picture with a light in it: follows the shared clock while it is on screen and says what it shows."""

    def __init__(self, light: Light = NO_LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._light = light
        self.setAccessibleName(spoken_light(light))
        current_theme().clock.ticked.connect(self.update)

    @property
    def light(self) -> Light:
        """What is drawn."""
        return self._light

    def set_light(self, light: Light) -> None:
        """Draw another light."""
        self._light = light
        self.setAccessibleName(spoken_light(light))
        if self.isVisible():
            current_theme().clock.show(self, light.pattern)
        self.update()

    def brightness(self) -> float:
        """How brightly to draw it now."""
        return brightness_now(current_theme().clock, self._light.pattern)

    def showEvent(self, event: QShowEvent) -> None:
        """Join the clock."""
        super().showEvent(event)
        current_theme().clock.show(self, self._light.pattern)

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave the clock, also when the window is minimised."""
        super().hideEvent(event)
        current_theme().clock.hide(self)


class LedView(LightView):
    """The light alone, in its bezel."""

    def __init__(self, light: Light = NO_LIGHT, lens_radius: float = 12, parent: QWidget | None = None) -> None:
        super().__init__(light, parent)
        self._lens_radius = lens_radius
        side = round(2 * (lens_radius * BEZEL_RATIO + 1))
        self.setFixedSize(QSize(side, side))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lens at its brightness of this moment."""
        with painting(self) as painter:
            centre = QRectF(self.rect()).center()
            paint_led(painter, current_theme().tokens, centre, self._lens_radius, self.light.colour, self.brightness())


class ShapeView(QWidget):
    """The shape of a pattern, still; the light beside it carries the words."""

    def __init__(self, light: Light = NO_LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._light = light
        self.setFixedSize(46, 14)

    def set_light(self, light: Light) -> None:
        """Draw another pattern."""
        self._light = light
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line."""
        with painting(self) as painter:
            paint_shape(painter, QRectF(self.rect()).adjusted(2, 2, -2, -2), self._light, current_theme().tokens.text2)


def _faded(colour: str, alpha: float) -> QColor:
    faded = QColor(colour)
    faded.setAlphaF(alpha)
    return faded
