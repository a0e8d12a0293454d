"""Labels by role, aligned to the leading side whatever language their content is in."""

from __future__ import annotations

import re

from PySide6 import QtCore
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from setup_wizard.ui.look.fonts import TEXT_STYLES, Role, font

_ISOLATED = re.compile("\u2068.*?\u2069", re.DOTALL)


def isolated(name: str) -> str:
    """A network's or device's name between isolates, so that it never reorders the text around it."""
    return f"\u2068{name}\u2069"


def without_names(text: str, instead: str) -> str:
    """The text with every isolated name replaced."""
    return _ISOLATED.sub(instead, text)


def leading(widget: QWidget) -> QtCore.Qt.AlignmentFlag:
    """The side a line starts at; Qt would otherwise align a text by its own script in right-to-left layouts."""
    flag = QtCore.Qt.AlignmentFlag
    return flag.AlignAbsolute | (flag.AlignRight if widget.isRightToLeft() else flag.AlignLeft)


def hug(widget: QWidget) -> None:
    """Take the width there is and at least the height the content needs for it; pages end with a stretch."""
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    widget.setSizePolicy(policy)


def restyle(widget: QWidget) -> None:
    """Apply the style sheet again after a property it looks at has changed; before the first time there is no need."""
    if not widget.testAttribute(QtCore.Qt.WidgetAttribute.WA_WState_Polished):
        return
    widget.style().unpolish(widget)
    widget.style().polish(widget)


class Text(QLabel):
    """A wrapping label; `tone` overrides the role's colour with a token's name."""

    def __init__(
        self,
        text: str = "",
        role: Role = Role.BODY,
        *,
        tone: str = "",
        centred: bool = False,
        wrap: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", role.value)
        self.setProperty("tone", tone)
        self.setWordWrap(wrap)
        self.setProperty("textFormat", "PlainText")
        if TEXT_STYLES[role].fixed:
            self.setFont(font(role))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        side = "AlignRight" if self.isRightToLeft() else "AlignLeft"
        self.setProperty("alignment", ("AlignHCenter" if centred else f"AlignAbsolute|{side}") + "|AlignVCenter")

    def set_look(self, role: Role, tone: str) -> None:
        """Change the role, between those in the system's own font, and the colour."""
        look = (role.value, tone)
        if look != (self.property("kind"), self.property("tone")):
            self.setProperty("kind", role.value)
            self.set_tone(tone)

    def set_tone(self, tone: str) -> None:
        """Change the colour to a token's name; empty for the role's own."""
        self.setProperty("tone", tone)
        restyle(self)

    def minimumSizeHint(self) -> QSize:
        """A wrapping text may become narrow; its height then follows its width."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), 60), hint.height()) if self.wordWrap() else hint
