"""The board in its column beside the content, or the light alone in a band above it where the window is narrow."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from setup_wizard.core.light import NO_LIGHT, Light
from setup_wizard.ui.look.fonts import Role
from setup_wizard.ui.look.theme import current_theme
from setup_wizard.ui.look.window_width import WindowWidth
from setup_wizard.ui.widgets.board import BoardView
from setup_wizard.ui.widgets.led import LedView, LightView, ShapeView
from setup_wizard.ui.widgets.light_words import light_name
from setup_wizard.ui.widgets.text import Text

_COLUMN_WIDTH = 212
_LARGE_LENS = 30.0


class Hero(QWidget):
    """Shows one light, its name and what it means; a brand without the board shows the large light instead."""

    def __init__(self, device_name: str, board_width_px: int = 118, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = _Column(device_name, board_width_px)
        self._band = _Band()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._column)
        rows.addWidget(self._band)
        self.set_narrow(False)

    @property
    def light(self) -> Light:
        """What is shown."""
        return self._column.light

    def set_light(self, light: Light, meaning: str) -> None:
        """Show `light` and, under its name, `meaning` in two or three words."""
        self._column.set_light(light, meaning)
        self._band.set_light(light, meaning)

    def set_narrow(self, narrow: bool) -> None:
        """The band instead of the column."""
        self._column.setVisible(not narrow)
        self._band.setVisible(narrow)
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Expanding if narrow else policy.Fixed, policy.Fixed if narrow else policy.Expanding)


class HeroSplit(QWidget):
    """The hero beside `content`; above it where the window is narrow."""

    def __init__(self, hero: Hero, content: QWidget, gap_px: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hero = hero
        self._gap_px = gap_px
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(gap_px)
        self._box.addWidget(hero)
        self._box.addWidget(content, 1)
        WindowWidth(self).narrow_changed.connect(self._set_narrow)

    def _set_narrow(self, narrow: bool) -> None:
        direction = QBoxLayout.Direction
        self._hero.set_narrow(narrow)
        self._box.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        self._box.setSpacing(12 if narrow else self._gap_px)


class _Described(QFrame):
    """A picture of the light with its shape and two lines of words."""

    def __init__(self, picture: LightView, *, centred: bool) -> None:
        super().__init__()
        self.setProperty("kind", "hero")
        self._picture = picture
        self._shape = ShapeView()
        self._name = Text(role=Role.STRONG, centred=centred)
        self._meaning = Text(role=Role.SECONDARY, centred=centred)
        self.set_light(NO_LIGHT, "")

    @property
    def light(self) -> Light:
        return self._picture.light

    def set_light(self, light: Light, meaning: str) -> None:
        self._picture.set_light(light)
        self._shape.set_light(light)
        self._name.setText(light_name(light))
        self._meaning.setText(meaning)


class _Column(_Described):
    def __init__(self, device_name: str, board_width_px: int) -> None:
        draws_board = current_theme().draws_board
        board = BoardView(device_name, width_px=board_width_px) if draws_board else LedView(lens_radius=_LARGE_LENS)
        super().__init__(board, centred=True)
        self.setFixedWidth(_COLUMN_WIDTH)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(12, 24, 12, 24)
        rows.setSpacing(0)
        rows.addStretch(1)
        rows.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        rows.addSpacing(7)
        rows.addWidget(self._shape, 0, Qt.AlignmentFlag.AlignHCenter)
        rows.addSpacing(7)
        rows.addWidget(self._name)
        rows.addSpacing(2)
        rows.addWidget(self._meaning)
        rows.addStretch(1)


class _Band(_Described):
    def __init__(self) -> None:
        super().__init__(LedView(lens_radius=12), centred=False)
        self.setMinimumHeight(64)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self._name)
        words.addWidget(self._meaning)
        words.addStretch(1)
        cells = QHBoxLayout(self)
        cells.setContentsMargins(14, 6, 16, 6)
        cells.setSpacing(14)
        cells.addWidget(self._picture)
        cells.addLayout(words, 1)
        cells.addWidget(self._shape)
