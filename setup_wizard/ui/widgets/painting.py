"""What several painted widgets share: rounded boxes, discs, radios, signal bars."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6 import QtCore
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPaintDevice, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from setup_wizard.ui.look.fonts import Role, font
from setup_wizard.ui.look.oklch import mix
from setup_wizard.ui.look.tokens import Tokens

BAR_COUNT = 4


@contextmanager
def painting(surface: QPaintDevice) -> Iterator[QPainter]:
    """A smooth painter on a widget or picture, ended when left."""
    painter = QPainter(surface)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    try:
        yield painter
    finally:
        painter.end()


def is_mirrored(widget: QWidget) -> bool:
    """Whether the layout runs from right to left."""
    return widget.isRightToLeft()


def from_leading(rect: QRectF, distance: float, width: float, *, mirrored: bool) -> QRectF:
    """The part of `rect` that starts `distance` from its leading edge, full height."""
    left = rect.right() - distance - width if mirrored else rect.left() + distance
    return QRectF(left, rect.top(), width, rect.height())


def draw_line(
    painter: QPainter, rect: QRectF, text: str, role: Role, colour: str, *, mirrored: bool, at_end: bool = False
) -> None:
    """One line of text, centred in height, at the leading (or trailing) side whatever its script."""
    to_right = mirrored != at_end
    flag = QtCore.Qt.AlignmentFlag
    side = flag.AlignRight if to_right else flag.AlignLeft
    flags = flag.AlignAbsolute | flag.AlignVCenter | side | QtCore.Qt.TextFlag.TextSingleLine
    painter.setFont(font(role))
    painter.setPen(QColor(colour))
    painter.drawText(rect, flags, text)


def rounded_box(
    painter: QPainter, rect: QRectF, radius: float, fill: str = "", edge: str = "", edge_width: float = 1.0
) -> None:
    """A box with its edge drawn wholly inside `rect`; an empty colour leaves that part out."""
    inset = edge_width / 2 if edge else 0.0
    path = QPainterPath()
    path.addRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset)
    _draw(painter, path, fill, edge, edge_width)


def disc(
    painter: QPainter, centre: QPointF, radius: float, fill: str = "", edge: str = "", edge_width: float = 1.0
) -> None:
    """A disc, its edge drawn half outside of `radius`; an empty colour leaves that part out."""
    path = QPainterPath()
    path.addEllipse(centre, radius, radius)
    _draw(painter, path, fill, edge, edge_width)


def choice_box(painter: QPainter, rect: QRectF, tokens: Tokens, *, chosen: bool, hovered: bool, fill: str) -> None:
    """The edge and surface of a row that can be chosen; `fill` is the chosen row's."""
    if chosen:
        rounded_box(painter, rect, 10, fill, tokens.accent_edge, 2)
    elif hovered:
        rounded_box(painter, rect, 10, tokens.hover, tokens.line, 2 if tokens.high_contrast else 1)
    else:
        rounded_box(painter, rect, 10, tokens.page, tokens.line)


def radio(painter: QPainter, centre: QPointF, tokens: Tokens, *, chosen: bool) -> None:
    """A 16 px radio: an empty ring, or a filled one with a hole of the text colour it carries."""
    if chosen:
        disc(painter, centre, 8, tokens.accent_edge)
        disc(painter, centre, 3, tokens.on_accent)
    else:
        disc(painter, centre, 7.25, tokens.page, tokens.line2, 1.5)


def bars(painter: QPainter, left: float, bottom: float, tokens: Tokens, lit: int, colour: str = "") -> None:
    """Four signal bars, never mirrored; unlit ones are faint, or outlines where nothing may be mixed."""
    ink = colour or tokens.text
    for bar in range(BAR_COUNT):
        height = 4.0 * (bar + 1)
        rect = QRectF(left + 5 * bar, bottom - height, 3, height)
        if bar < lit:
            rounded_box(painter, rect, 1, ink)
        elif tokens.high_contrast:
            rounded_box(painter, rect, 1, "", ink, 1)
        else:
            rounded_box(painter, rect, 1, mix(tokens.page, ink, 0.22))


def _draw(painter: QPainter, path: QPainterPath, fill: str, edge: str, edge_width: float) -> None:
    pen = QPen()
    pen.setWidthF(edge_width)
    if fill:
        pen.setColor(QColor(fill))
        painter.fillPath(path, pen.brush())
    if edge:
        pen.setColor(QColor(edge))
        painter.strokePath(path, pen)
