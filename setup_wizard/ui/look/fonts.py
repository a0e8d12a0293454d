"""Type by role: every size is a multiple of the system's font, so that its text scaling reaches all of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo
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
    KEY = "key"
    VERDICT = "verdict"
    COUNTER = "counter"
    SCAN = "scan"
    DEVICE_ID = "device-id"
    LOG = "log"


@dataclass(frozen=True, slots=True)
class TextStyle:
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
        Role.KEY: TextStyle(0.85),
        Role.VERDICT: TextStyle(3.6, 700),
        Role.COUNTER: TextStyle(1.2, 700),
        Role.SCAN: TextStyle(1.2),
        Role.DEVICE_ID: TextStyle(0.95, fixed=True),
        Role.LOG: TextStyle(0.88, fixed=True),
    }
)


def font(role: Role) -> QFont:
    """The font of a role, for painted text; labels get theirs from the style sheet."""
    style = TEXT_STYLES[role]
    base = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont) if style.fixed else QApplication.font()
    made = QFont(base)
    made.setPointSizeF(point_size(role))
    made.setWeight(QFont.Weight(style.weight))
    return made


def point_size(role: Role) -> float:
    """The size of a role in points."""
    base = QApplication.font()
    in_points = base.pointSizeF() if base.pointSizeF() > 0 else QFontInfo(base).pointSizeF()
    return TEXT_STYLES[role].size * in_points
