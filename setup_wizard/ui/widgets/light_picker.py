"""What does the light look like? Six pictures to choose from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QHideEvent, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from setup_wizard.core.light import Light
from setup_wizard.ui.look.fonts import Role, font
from setup_wizard.ui.look.theme import current_theme
from setup_wizard.ui.widgets.led import brightness_now, paint_led, paint_shape
from setup_wizard.ui.widgets.light_words import spoken_light
from setup_wizard.ui.widgets.painting import painting, rounded_box

_LENS_RADIUS = 9.5
_CARD_HEIGHT = 112
_CAPTION_TOP = 68
_ONE_ROW_FROM = 540
_COLUMNS_WHEN_NARROW = 3


class LightPicker(QWidget):
    """The lights with their captions; `chosen` carries the index of the pressed one."""

    chosen = Signal(int)

    def __init__(self, choices: Sequence[tuple[Light, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("light_picker")
        self.setAccessibleName(self.tr("What does the light look like?"))
        self._cards = [LightCard(f"light_{index}", light, caption) for index, (light, caption) in enumerate(choices)]
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        for index, card in enumerate(self._cards):
            card.clicked.connect(lambda _checked=False, index=index: self._choose(index))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._arrange(len(self._cards))

    def choose_none(self) -> None:
        """Mark no light as the one seen."""
        self._mark(-1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One row, or three in a row where there is no room for all."""
        super().resizeEvent(event)
        self._arrange(len(self._cards) if event.size().width() >= _ONE_ROW_FROM else _COLUMNS_WHEN_NARROW)

    def _choose(self, index: int) -> None:
        self._mark(index)
        self.chosen.emit(index)

    def _mark(self, chosen: int) -> None:
        for index, card in enumerate(self._cards):
            card.set_chosen(index == chosen)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for index, card in enumerate(self._cards):
            self._grid.addWidget(card, index // columns, index % columns)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self.updateGeometry()


class LightCard(QAbstractButton):
    """One light: the lens, the shape of its pattern, and its name on up to two lines."""

    def __init__(self, object_name: str, light: Light, caption: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._light = light
        self._chosen = False
        self.setObjectName(object_name)
        self.setText(caption)
        self.setAccessibleName(caption)
        self.setAccessibleDescription(spoken_light(light))
        self.setProperty("ringRadius", 9)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        current_theme().clock.ticked.connect(self.update)

    def set_chosen(self, chosen: bool) -> None:
        """Whether this is the light the person sees."""
        self._chosen = chosen
        self.update()

    def sizeHint(self) -> QSize:
        """As high as two lines of caption need."""
        line = QFontMetrics(font(Role.CAPTION)).lineSpacing()
        return QSize(80, max(_CARD_HEIGHT, _CAPTION_TOP + 2 * line + 8))

    def minimumSizeHint(self) -> QSize:
        """Narrow, but never lower."""
        return QSize(72, self.sizeHint().height())

    def showEvent(self, event: QShowEvent) -> None:
        """Join the clock."""
        super().showEvent(event)
        current_theme().clock.show(self, self._light.pattern)

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave the clock."""
        super().hideEvent(event)
        current_theme().clock.hide(self)

    def changeEvent(self, event: QEvent) -> None:
        """A larger font makes the card higher."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the card."""
        theme = current_theme()
        tokens = theme.tokens
        middle = self.width() / 2
        with painting(self) as painter:
            fill = tokens.pressed if self.isDown() else tokens.hover if self.underMouse() else tokens.page
            thick = tokens.high_contrast and self.underMouse()
            if self._chosen:
                rounded_box(painter, QRectF(self.rect()), 9, tokens.accent_soft, tokens.accent_edge, 2)
            else:
                rounded_box(painter, QRectF(self.rect()), 9, fill, tokens.line, 2 if thick else 1)
            brightness = brightness_now(theme.clock, self._light.pattern)
            paint_led(painter, tokens, QPointF(middle, 28), _LENS_RADIUS, self._light.colour, brightness)
            paint_shape(painter, QRectF(middle - 16, 54, 32, 7), self._light, tokens.text2)
            painter.setFont(font(Role.CAPTION))
            painter.setPen(QColor(tokens.text))
            caption = QRect(3, _CAPTION_TOP, self.width() - 6, self.height() - _CAPTION_TOP - 6)
            painter.drawText(caption, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.text())
