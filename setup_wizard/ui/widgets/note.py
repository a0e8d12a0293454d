"""A quiet remark: something to know, nothing to press."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from setup_wizard.ui.look.fonts import Role
from setup_wizard.ui.look.icons import Icon, paint_icon
from setup_wizard.ui.look.theme import current_theme
from setup_wizard.ui.widgets.painting import painting
from setup_wizard.ui.widgets.text import Text, hug, restyle


class Tone(StrEnum):
    """What a remark is about; the value is a token's name where there is one."""

    INFO = "info"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


_ICONS = ((Tone.INFO, Icon.INFO), (Tone.GOOD, Icon.CHECK), (Tone.WARN, Icon.ALERT), (Tone.BAD, Icon.ALERT))


class IconView(QWidget):
    """An icon in a token's colour, followed into every theme."""

    def __init__(self, icon: Icon, token: str, size_px: int = 18, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._token = token
        self.setFixedSize(QSize(size_px, size_px))

    def set_icon(self, icon: Icon, token: str) -> None:
        """Show another one."""
        self._icon, self._token = icon, token
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        with painting(self) as painter:
            paint_icon(painter, self._icon, QRectF(self.rect()), getattr(current_theme().tokens, self._token))


class Note(QFrame):
    """One or two sentences on a soft ground, or (`plain`) without one."""

    def __init__(
        self, text: str, tone: Tone = Tone.INFO, *, plain: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        hug(self)
        self._plain = plain
        self._icon = IconView(Icon.INFO, "text2", 16 if plain else 18)
        self._text = Text(text, Role.SECONDARY)
        cells = QHBoxLayout(self)
        cells.setContentsMargins(*((0, 0, 0, 0) if plain else (13, 9, 13, 9)))
        cells.setSpacing(8 if plain else 10)
        cells.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        cells.addWidget(self._text, 1)
        self.show_text(text, tone)

    def show_text(self, text: str, tone: Tone = Tone.INFO) -> None:
        """Say something else."""
        self._text.setText(text)
        self._text.set_tone("" if tone is Tone.INFO else "text")
        self._icon.set_icon(dict(_ICONS)[tone], "text2" if tone is Tone.INFO else tone.value)
        self.setProperty("kind", "" if self._plain else f"{tone.value}-note")
        restyle(self)
