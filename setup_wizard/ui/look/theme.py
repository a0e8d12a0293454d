"""The application's look: reads the system's colours, sets palette and style sheet, and follows their changes."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from PySide6 import QtCore
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from setup_wizard.ui.look.style import style_sheet
from setup_wizard.ui.look.tokens import DEFAULT_ACCENT, PaletteInputs, Tokens, derive

if TYPE_CHECKING:
    from PySide6.QtGui import QAccessibilityHints

    from setup_wizard.ui.look.clock import LightClock

STYLE = ("-style", "fusion")
"""Arguments for the application: the one style that leaves every colour to palette and sheet."""
_PROPERTY = "theme"
"""The application's property that holds its theme."""


class SystemLook(NamedTuple):
    """What the system asks for: its colours, and the two accessibility wishes."""

    palette: PaletteInputs
    high_contrast: bool = False
    reduced_motion: bool = False


def read_colours(app: QApplication) -> SystemLook:
    """The system's colours alone; the application's palette must be reset before."""
    palette = app.palette()
    role = QPalette.ColorRole
    return SystemLook(
        PaletteInputs(
            window=_name(palette, role.Window),
            window_text=_name(palette, role.WindowText),
            base=_name(palette, role.Base),
            highlight=_name(palette, role.Highlight),
            highlighted_text=_name(palette, role.HighlightedText),
            link=_name(palette, role.Link),
            disabled_text=_name(palette, role.WindowText, QPalette.ColorGroup.Disabled),
        )
    )


def read_system(app: QApplication) -> SystemLook:
    """The system's colours and wishes; the application's palette must be reset before."""
    hints = app.styleHints()
    wishes = hints.accessibility()
    return SystemLook(
        read_colours(app).palette,
        high_contrast=wishes.contrastPreference() == QtCore.Qt.ContrastPreference.HighContrast,
        reduced_motion=_wants_less_motion(wishes),
    )


class Theme(QObject):
    """Owns the tokens; a child of the application, found again by `current_theme()`."""

    changed = Signal()

    def __init__(
        self,
        app: QApplication,
        accent: str = DEFAULT_ACCENT,
        read: Callable[[QApplication], SystemLook] = read_system,
        *,
        draws_board: bool = True,
    ) -> None:
        """`draws_board` is False for a brand whose device does not look like a bare Photon."""
        super().__init__(app)
        self.draws_board = draws_board
        self._app = app
        self._accent = accent
        self._read = read
        self._setting = False
        app.setProperty(_PROPERTY, self)
        self._derive_and_set()
        hints = app.styleHints()
        wishes = hints.accessibility()
        hints.colorSchemeChanged.connect(self.refresh)
        wishes.contrastPreferenceChanged.connect(self.refresh)
        app.paletteChanged.connect(self.refresh)
        app.fontChanged.connect(self.refresh)

    @property
    def tokens(self) -> Tokens:
        """The colours now."""
        return self._tokens

    @property
    def reduced_motion(self) -> bool:
        """Whether the person asked for less motion: nothing moves then."""
        return self._system.reduced_motion

    @cached_property
    def clock(self) -> LightClock:
        """What all drawn lights follow."""
        from setup_wizard.ui.look.clock import LightClock

        clock = LightClock(self)
        clock.set_still(self.reduced_motion)
        self.changed.connect(lambda: clock.set_still(self.reduced_motion))
        return clock

    def read_with(self, read: Callable[[QApplication], SystemLook]) -> None:
        """Read the system this way from now on; its colours cannot have changed unnoticed, its wishes may differ."""
        self._read = read
        look = read(self._app)
        if (look.high_contrast, look.reduced_motion) != (self._system.high_contrast, self._system.reduced_motion):
            self.refresh()

    def refresh(self) -> None:
        """Read the system again and restyle everything; setting our own palette comes back here and is ignored."""
        if not self._setting:
            self._derive_and_set()
            self.changed.emit()

    def _derive_and_set(self) -> None:
        self._setting = True
        self._app.setPalette(QPalette())
        self._system = self._read(self._app)
        self._tokens = derive(self._system.palette, self._accent, self._system.high_contrast)
        self._app.setPalette(_palette(self._tokens))
        self._app.setStyleSheet(style_sheet(self._tokens))
        self._setting = False


def current_theme() -> Theme:
    """The theme of the running application; raises RuntimeError if none was made yet."""
    app = QApplication.instance()
    theme = app.property(_PROPERTY) if app is not None else None
    if not isinstance(theme, Theme):
        raise RuntimeError("make a Theme for the application before its widgets")
    return theme


def _wants_less_motion(wishes: QAccessibilityHints) -> bool:
    """Qt reports the wish from 6.12 on; older ones know nothing of it."""
    preference = getattr(wishes, "motionPreference", None)
    return preference is not None and preference() != type(preference())(0)


def _name(palette: QPalette, role: QPalette.ColorRole, group: QPalette.ColorGroup = QPalette.ColorGroup.Active) -> str:
    return palette.color(group, role).name().upper()


def _palette(tokens: Tokens) -> QPalette:
    """Surfaces and text for everything the style sheet does not draw (a page's frame paints with Base and Text)."""
    palette = QPalette()
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.page,
        role.Base: tokens.page,
        role.AlternateBase: tokens.sunken,
        role.Button: tokens.page,
        role.ToolTipBase: tokens.page,
        role.WindowText: tokens.text,
        role.Text: tokens.text,
        role.ButtonText: tokens.text,
        role.ToolTipText: tokens.text,
        role.BrightText: tokens.bad,
        role.PlaceholderText: tokens.text2,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Accent: tokens.accent,
        role.Link: tokens.accent_text,
        role.LinkVisited: tokens.accent_text,
        role.Light: tokens.page,
        role.Midlight: tokens.hover,
        role.Mid: tokens.line,
        role.Dark: tokens.line2,
        role.Shadow: tokens.line2,
    }
    for colour_role, name in colours.items():
        palette.setColor(colour_role, QColor(name))
    for text_role in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, text_role, QColor(tokens.disabled))
    return palette
