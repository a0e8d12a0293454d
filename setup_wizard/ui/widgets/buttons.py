"""Buttons by kind, with icons in the text's own colour."""

from __future__ import annotations

from enum import StrEnum

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QPushButton, QWidget

from setup_wizard.ui.look.icons import Icon, button_icon
from setup_wizard.ui.look.theme import current_theme
from setup_wizard.ui.widgets.painting import is_mirrored
from setup_wizard.ui.widgets.text import restyle

_ICON_SIZE = 16
_MIRRORED_ICONS = (Icon.CHEVRON_RIGHT,)


class Kind(StrEnum):
    """What a button is: one filled button a page, the rest secondary or tertiary."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    TERTIARY = "tertiary"
    DANGER = "danger"
    DANGER_FILL = "danger-fill"
    LINK = "link"


class Size(StrEnum):
    """How high a button is: 36 px, 32 in a panel, 28 in a row, and without padding at a page's edge."""

    NORMAL = "normal"
    PANEL = "panel"
    SMALL = "small"
    FLUSH = "flush"


def set_kind(button: QPushButton, kind: Kind) -> None:
    """Give a button that Qt made, such as a message box's, its kind."""
    set_new_kind(button, kind)
    restyle(button)


def set_new_kind(button: QPushButton, kind: Kind) -> None:
    """Give a button just made its kind; Enter never presses it by itself."""
    button.setProperty("kind", kind.value)
    button.setAutoDefault(False)


class Button(QPushButton):
    """A button of ours."""

    def __init__(
        self,
        object_name: str,
        text: str,
        kind: Kind = Kind.SECONDARY,
        *,
        size: Size = Size.NORMAL,
        icon: Icon | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setObjectName(object_name)
        self.setAccessibleName(text)
        self.setProperty("buttonSize", size.value)
        self._drawn = icon
        self._tinted: tuple[Icon, str, bool] | None = None
        self._kind = kind
        if kind is Kind.LINK:
            self.setCursor(QtCore.Qt.CursorShape.PointingHandCursor)
        set_new_kind(self, kind)
        self._tint()

    def set_text(self, text: str) -> None:
        """Change what it says, also to a screen reader."""
        self.setText(text)
        self.setAccessibleName(text)

    def set_icon(self, icon: Icon) -> None:
        """Change its icon."""
        self._drawn = icon
        self._tint()

    def changeEvent(self, event: QEvent) -> None:
        """Take the icon's colour from the new theme or state."""
        super().changeEvent(event)
        kinds = (QEvent.Type.StyleChange, QEvent.Type.EnabledChange, QEvent.Type.LayoutDirectionChange)
        if event.type() in kinds:
            self._tint()

    def _tint(self) -> None:
        if self._drawn is None:
            return
        tokens = current_theme().tokens
        colours = {Kind.PRIMARY: tokens.on_accent, Kind.DANGER: tokens.bad, Kind.LINK: tokens.accent_text}
        colour = colours.get(self._kind, tokens.text) if self.isEnabled() else tokens.disabled
        tint = (self._drawn, colour, self._drawn in _MIRRORED_ICONS and is_mirrored(self))
        if tint != self._tinted:
            self._tinted = tint
            self.setIcon(button_icon(self._drawn, colour, _ICON_SIZE, mirrored=tint[2]))
            self.setIconSize(QSize(_ICON_SIZE, _ICON_SIZE))
