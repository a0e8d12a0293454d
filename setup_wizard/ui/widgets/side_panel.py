"""The panel at the wizard's leading side: whose program this is, the steps, who is signed in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPaintEvent, QPen
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from setup_wizard.ui.look.fonts import Role
from setup_wizard.ui.look.theme import current_theme
from setup_wizard.ui.look.window_width import WindowWidth
from setup_wizard.ui.widgets.banner import Banner
from setup_wizard.ui.widgets.buttons import Button, Kind, Size
from setup_wizard.ui.widgets.painting import is_mirrored, painting, rounded_box
from setup_wizard.ui.widgets.step_list import StepList
from setup_wizard.ui.widgets.text import Text

_WIDE, _NARROW = 224, 184
_LEADING = 20
_MARK = 24
_MAY_BREAK = "\u200b"


class BrandMark(QWidget):
    """The brand's logo, or the program's own sign, on a tile of the accent."""

    def __init__(self, logo: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._logo = QSvgRenderer(str(logo), self) if logo is not None else None
        self.setFixedSize(_MARK, _MARK)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the tile and what is on it."""
        tokens = current_theme().tokens
        rect = QRectF(self.rect())
        with painting(self) as painter:
            rounded_box(painter, rect, 6, tokens.accent)
            if self._logo is not None:
                self._logo.render(painter, rect)
                return
            centre = QPointF(_MARK / 2, _MARK / 2)
            painter.setPen(QPen(QColor(tokens.on_accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(centre, 6, 6)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.on_accent))
            painter.drawEllipse(centre, 2.25, 2.25)


class SidePanel(QWidget):
    """Full height; narrower in a narrow window. `steps` is the step list, `extras` stands above the account."""

    not_you_clicked = Signal()

    def __init__(self, name: str, logo: Path | None = None, banner: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side_panel")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setFixedWidth(_WIDE)
        self.steps = StepList()
        self._caption = Text(self.tr("Signed in as"), Role.SECONDARY)
        self._address = Text(role=Role.SECONDARY, tone="text")
        self._address.setObjectName("signed_in_as")
        self._not_you = Button("not_you", self.tr("Not you?"), Kind.LINK, size=Size.FLUSH)
        self._not_you.clicked.connect(self.not_you_clicked)
        self.extras = QVBoxLayout()
        self._lay_out(name, logo, banner)
        self.set_signed_in_as("")
        WindowWidth(self).narrow_changed.connect(lambda narrow: self.setFixedWidth(_NARROW if narrow else _WIDE))

    def set_signed_in_as(self, address: str, *, may_change: bool = False) -> None:
        """Whose account it is, empty hides the line; and whether somebody else may still sign in."""
        self._address.setText(address.replace("@", _MAY_BREAK + "@"))
        self._address.setAccessibleName(address)
        self._caption.setVisible(bool(address))
        self._address.setVisible(bool(address))
        self._not_you.setVisible(bool(address) and may_change)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground and the hairline at the trailing edge."""
        tokens = current_theme().tokens
        x = 0 if is_mirrored(self) else self.width() - 1
        with painting(self) as painter:
            painter.fillRect(self.rect(), QColor(tokens.side))
            painter.fillRect(x, 0, 1, self.height(), QColor(tokens.line))

    def _lay_out(self, name: str, logo: Path | None, banner: str) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(_LEADING, 0, _LEADING, 0)
        head.setSpacing(10)
        head.addWidget(BrandMark(logo))
        head.addWidget(Text(name, Role.STRONG), 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(_LEADING, 0, _LEADING, 0)
        foot.setSpacing(2)
        foot.addWidget(self._caption)
        foot.addWidget(self._address)
        foot.addWidget(self._not_you, 0, Qt.AlignmentFlag.AlignLeft)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 28, 0, 24)
        rows.setSpacing(0)
        rows.addLayout(head)
        rows.addSpacing(32)
        rows.addWidget(self.steps)
        rows.addStretch(1)
        if banner:
            strip = QHBoxLayout()
            strip.setContentsMargins(_LEADING, 0, _LEADING, 16)
            strip.addWidget(Banner(banner))
            rows.addLayout(strip)
        self.extras.setContentsMargins(_LEADING, 0, _LEADING, 16)
        rows.addLayout(self.extras)
        rows.addLayout(foot)
