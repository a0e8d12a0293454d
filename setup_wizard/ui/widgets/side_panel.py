"""The panel at the wizard's leading side: whose program this is, the steps, who is signed in."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from PySide6 import QtCore
from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from setup_wizard.ui.look.fonts import Role
from setup_wizard.ui.look.theme import current_theme
from setup_wizard.ui.widgets.buttons import Button, Kind, Size
from setup_wizard.ui.widgets.painting import disc, is_mirrored, painting, rounded_box
from setup_wizard.ui.widgets.step_list import StepList
from setup_wizard.ui.widgets.text import Text

_WIDE, _NARROW = 224, 184
_LEADING = 20
_MARK = 24
_CLEAR = 3
_MAY_BREAK = "\u200b"


class Logos(NamedTuple):
    """A brand's SVG files: for light and for dark pages. One alone stands on a tile of the accent on both."""

    light: Path | None = None
    dark: Path | None = None


class BrandMark(QWidget):
    """The brand's logo, or the program's own sign on a tile of the accent."""

    def __init__(self, logos: Logos = Logos(), parent: QWidget | None = None) -> None:  # noqa: B008 - a constant
        super().__init__(parent)
        self._light, self._dark = (self._drawing(file) for file in logos)
        self.setFixedSize(_MARK, _MARK)

    def _drawing(self, file: Path | None) -> QSvgRenderer | None:
        if file is None:
            return None
        drawing = QSvgRenderer(str(file), self)
        drawing.setAspectRatioMode(QtCore.Qt.AspectRatioMode.KeepAspectRatio)
        return drawing

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the tile, where there is one, and what is on it."""
        tokens = current_theme().tokens
        rect = QRectF(self.rect())
        logo = self._dark if self._dark is not None and tokens.dark else self._light
        with painting(self) as painter:
            if logo is not None and self._dark is not None:
                logo.render(painter, rect)
                return
            rounded_box(painter, rect, 6, tokens.accent)
            if logo is not None:
                logo.render(painter, rect.adjusted(_CLEAR, _CLEAR, -_CLEAR, -_CLEAR))
                return
            disc(painter, rect.center(), 6, "", tokens.on_accent, 2)
            disc(painter, rect.center(), 2.25, tokens.on_accent)


class Account(QWidget):
    """Who is signed in, and the way to be somebody else."""

    not_you_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._address = Text(role=Role.SECONDARY, tone="text")
        self._address.setObjectName("signed_in_as")
        self._not_you = Button("not_you", self.tr("Not you?"), Kind.LINK, size=Size.FLUSH)
        self._not_you.clicked.connect(self.not_you_clicked)
        leave = QHBoxLayout()
        leave.addWidget(self._not_you)
        leave.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(_LEADING, 0, _LEADING, 0)
        rows.setSpacing(2)
        self._as_what = Text(role=Role.SECONDARY)
        rows.addWidget(self._as_what)
        rows.addWidget(self._address)
        rows.addLayout(leave)

    def show_address(self, address: str, as_what: str, *, may_change: bool) -> None:
        """Whose account it is, or another kind of sign-in in words; and whether it may still be another's."""
        self._as_what.setText(as_what or self.tr("Signed in as"))
        self._address.setText(address.replace("@", _MAY_BREAK + "@"))
        self._address.setAccessibleName(address)
        self._not_you.setVisible(may_change)


class SidePanel(QWidget):
    """Full height; narrower in a narrow window. `steps` is the step list, `extras` stands above the account."""

    not_you_clicked = Signal()
    first_painted = Signal()

    def __init__(
        self,
        name: str,
        logos: Logos = Logos(),  # noqa: B008 - a constant
        banner: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("side_panel")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setFixedWidth(_WIDE)
        self.steps = StepList()
        self._painted = False
        self._account: Account | None = None
        self.extras = QVBoxLayout()
        self._rows = QVBoxLayout(self)
        self._lay_out(name, logos, banner)

    def set_narrow(self, narrow: bool) -> None:
        """Take less room from a narrow window."""
        self.setFixedWidth(_NARROW if narrow else _WIDE)

    def set_signed_in_as(self, address: str, as_what: str = "", *, may_change: bool = False) -> None:
        """Whose account it is, empty hides the line; as what, where it is none; and whether that may still change."""
        if self._account is None:
            if not address:
                return
            self._account = Account()
            self._account.not_you_clicked.connect(self.not_you_clicked)
            self._rows.addWidget(self._account)
        self._account.show_address(address, as_what, may_change=may_change)
        self._account.setVisible(bool(address))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground and the hairline at the trailing edge."""
        tokens = current_theme().tokens
        x = 0 if is_mirrored(self) else self.width() - 1
        with painting(self) as painter:
            rounded_box(painter, QRectF(self.rect()), 0, tokens.side)
            rounded_box(painter, QRectF(x, 0, 1, self.height()), 0, tokens.line)
        if not self._painted:
            self._painted = True
            self.first_painted.emit()

    def _lay_out(self, name: str, logos: Logos, banner: str) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(_LEADING, 0, _LEADING, 0)
        head.setSpacing(10)
        head.addWidget(BrandMark(logos))
        head.addWidget(Text(name, Role.STRONG), 1)
        rows = self._rows
        rows.setContentsMargins(0, 28, 0, 24)
        rows.setSpacing(0)
        rows.addLayout(head)
        rows.addSpacing(32)
        rows.addWidget(self.steps)
        rows.addStretch(1)
        if banner:
            from setup_wizard.ui.widgets.banner import Banner

            strip = QHBoxLayout()
            strip.setContentsMargins(_LEADING, 0, _LEADING, 16)
            strip.addWidget(Banner(banner))
            rows.addLayout(strip)
        self.extras.setContentsMargins(_LEADING, 0, _LEADING, 16)
        rows.addLayout(self.extras)
