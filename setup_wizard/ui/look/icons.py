"""The icons: line drawings in a 24 box, painted as vectors in a token's colour so that they are crisp at any scale."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgRenderer

from setup_wizard.bundled import resource_folder

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon


class Icon(StrEnum):
    """The drawings in resources/icons, by file name."""

    ALERT = "alert"
    BOX = "box"
    CHECK = "check"
    CHEVRON_DOWN = "chevron-down"
    CHEVRON_RIGHT = "chevron-right"
    CHIP = "chip"
    COPY = "copy"
    CROSS = "cross"
    EYE = "eye"
    EYE_OFF = "eye-off"
    INFO = "info"
    LOCK = "lock"
    PERSON = "person"
    PLUS = "plus"
    REFRESH = "refresh"
    RESTORE = "restore"
    SEARCH = "search"
    SPARK = "spark"
    WIFI = "wifi"


_BUTTON_SCALE = 3


def paint_icon(painter: QPainter, icon: Icon, rect: QRectF, colour: str, *, mirrored: bool = False) -> None:
    """Paint `icon` into the square `rect`; only chevrons are ever mirrored."""
    painter.save()
    if mirrored:
        painter.translate(rect.left() + rect.right(), 0)
        painter.scale(-1, 1)
    QSvgRenderer(_svg(icon, colour)).render(painter, rect)
    painter.restore()


def button_icon(icon: Icon, colour: str, size: int, *, mirrored: bool = False) -> QIcon:
    """`icon` for a styled button, `size` px square."""
    from PySide6.QtCore import QSize, Qt
    from PySide6.QtGui import QIcon, QPixmap

    pixmap = QPixmap(QSize(size, size) * _BUTTON_SCALE)
    pixmap.setDevicePixelRatio(_BUTTON_SCALE)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_icon(painter, icon, QRectF(0, 0, size, size), colour, mirrored=mirrored)
    painter.end()
    return QIcon(pixmap)


def _svg(icon: Icon, colour: str) -> QByteArray:
    return QByteArray(_source(icon).replace("currentColor", colour).encode())


@cache
def _source(icon: Icon) -> str:
    return (resource_folder() / "icons" / f"{icon.value}.svg").read_text("utf-8")
