"""Type by role: every size is a multiple of the system's font, so that its text scaling reaches all of it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication


class Role(StrEnum):
    """What a text is for; the value is the `kind` of its label in the style sheet."""

    TITLE = "title"
    RESULT = "result"
    EMPTY = "empty"
    BODY = "body"
    LABEL = "label"
    STRONG = "strong"
    SECONDARY = "secondary"
    SECONDARY_STRONG = "secondary-strong"
    CAPTION = "caption"
    DEVICE_ID = "device-id"
    LOG = "log"


class TextStyle(NamedTuple):
    """Size as a multiple of the application font, and weight (CSS scale)."""

    size: float
    weight: int = 400
    fixed: bool = False


TEXT_STYLES: Mapping[Role, TextStyle] = MappingProxyType(
    {
        Role.TITLE: TextStyle(1.45, 600),
        Role.RESULT: TextStyle(1.08, 600),
        Role.EMPTY: TextStyle(1.15, 600),
        Role.BODY: TextStyle(1.0),
        Role.LABEL: TextStyle(1.0, 500),
        Role.STRONG: TextStyle(1.0, 600),
        Role.SECONDARY: TextStyle(0.92),
        Role.SECONDARY_STRONG: TextStyle(0.92, 600),
        Role.CAPTION: TextStyle(0.88),
        Role.DEVICE_ID: TextStyle(0.95, fixed=True),
        Role.LOG: TextStyle(0.88, fixed=True),
    }
)


def font(role: Role) -> QFont:
    """The font of a role, for painted text; labels get theirs from the style sheet."""
    style = TEXT_STYLES[role]
    made = _fixed_font() if style.fixed else QFont(QApplication.font())
    made.setPointSizeF(point_size(role))
    made.setWeight(QFont.Weight(style.weight))
    return made


def point_size(role: Role) -> float:
    """The size of a role in points."""
    base = QApplication.font()
    in_points = base.pointSizeF() if base.pointSizeF() > 0 else _set_in_pixels(base)
    return TEXT_STYLES[role].size * in_points


def _fixed_font() -> QFont:
    from PySide6.QtGui import QFontDatabase

    return QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)


def _set_in_pixels(base: QFont) -> float:
    from PySide6.QtGui import QFontInfo

    return QFontInfo(base).pointSizeF()
