"""The application's look: reads the system's colours, sets palette and style sheet, and follows their changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAccessibilityHints, QColor, QPalette
from PySide6.QtWidgets import QApplication

from setup_wizard.ui.look.clock import LightClock
from setup_wizard.ui.look.style import style_sheet
from setup_wizard.ui.look.tokens import DEFAULT_ACCENT, PaletteInputs, Tokens, derive


@dataclass(frozen=True, slots=True)
class SystemLook:
    """What the system asks for: its colours, and the two accessibility wishes."""

    palette: PaletteInputs
    high_contrast: bool = False
    reduced_motion: bool = False


def read_system(app: QApplication) -> SystemLook:
    """The system's own look; the application's palette must be reset before."""
    hints = app.styleHints()
    wishes = hints.accessibility()
    palette = app.palette()
    return SystemLook(
        palette=PaletteInputs(
            window=_name(palette, QPalette.ColorRole.Window),
            window_text=_name(palette, QPalette.ColorRole.WindowText),
            base=_name(palette, QPalette.ColorRole.Base),
            highlight=_name(palette, QPalette.ColorRole.Highlight),
            highlighted_text=_name(palette, QPalette.ColorRole.HighlightedText),
            link=_name(palette, QPalette.ColorRole.Link),
            disabled_text=_name(palette, QPalette.ColorRole.WindowText, QPalette.ColorGroup.Disabled),
        ),
        high_contrast=wishes.contrastPreference() == Qt.ContrastPreference.HighContrast,
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
    ) -> None:
        super().__init__(app)
        self._app = app
        self._accent = accent
        self._read = read
        self._setting = False
        self.clock = LightClock(self)
        if not app.styleSheet():
            # Only once: replacing the style frees one that PySide may still hold, and crashes.
            app.setStyle("Fusion")
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
        self.clock.set_still(self._system.reduced_motion)
        self._app.setPalette(_palette(self._tokens))
        self._app.setStyleSheet(style_sheet(self._tokens))
        self._setting = False


def current_theme() -> Theme:
    """The theme of the running application; raises RuntimeError if none was made yet."""
    app = QApplication.instance()
    theme = app.findChild(Theme) if app is not None else None
    if theme is None:
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
