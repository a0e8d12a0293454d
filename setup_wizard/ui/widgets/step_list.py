"""The steps of the setup at the side: what is done, where one is, what waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from setup_wizard.ui.look.fonts import Role, font
from setup_wizard.ui.look.icons import Icon, paint_icon
from setup_wizard.ui.look.theme import current_theme
from setup_wizard.ui.look.tokens import Tokens
from setup_wizard.ui.widgets.painting import is_mirrored, painting, rounded_box
from setup_wizard.ui.widgets.text import hug, leading

_INSET, _MARKER_CENTRE, _TEXT_LEFT = 8, 28, 48


class StepState(StrEnum):
    """Where a step stands."""

    WAITING = "waiting"
    NOW = "now"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Step:
    """One row: `key` comes back in `StepList.step_chosen`."""

    key: str
    title: str
    state: StepState


class StepList(QWidget):
    """The steps, top to bottom; done ones can be chosen while going back is allowed."""

    step_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("steps")
        self.setAccessibleName(self.tr("Steps"))
        self._shown: tuple[Sequence[Step], bool] = ((), False)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)

    def set_steps(self, steps: Sequence[Step], *, may_go_back: bool) -> None:
        """Show these steps instead of the earlier ones."""
        if self._shown == (steps, may_go_back):
            return
        self._shown = (steps, may_go_back)
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for step in steps:
            row = StepRow(step, can_be_chosen=may_go_back and step.state is StepState.DONE)
            row.clicked.connect(lambda _checked=False, key=step.key: self.step_chosen.emit(key))
            self._rows.addWidget(row)


class StepRow(QAbstractButton):
    """One step: a marker and a name that wraps rather than being cut."""

    def __init__(self, step: Step, *, can_be_chosen: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step = step
        self.setObjectName(f"step_{step.key}")
        self.setText(step.title)
        self.setAccessibleName(self._spoken())
        self.setEnabled(can_be_chosen)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if can_be_chosen else Qt.FocusPolicy.NoFocus)
        hug(self)

    def sizeHint(self) -> QSize:
        """As wide as the panel, as high as the wrapped name."""
        return QSize(184, self.heightForWidth(184))

    def heightForWidth(self, width: int) -> int:
        """40 px for one line, 56 for two, more where the font is larger."""
        room = QRect(0, 0, max(1, width - _TEXT_LEFT - _INSET - 4), 10_000)
        metrics = QFontMetrics(font(Role.STRONG))
        text_height = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, self.text()).height()
        return max(40, text_height + (24 if text_height < 2 * metrics.height() else 22))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the row in its state."""
        tokens = current_theme().tokens
        state = self._step.state
        with painting(self) as painter:
            if state in (StepState.NOW, StepState.FAILED) or self.underMouse():
                self._paint_ground(painter, tokens)
            mirrored = is_mirrored(self)
            x = self.width() - _MARKER_CENTRE if mirrored else _MARKER_CENTRE
            _paint_marker(painter, tokens, QPointF(x, self.height() / 2), state)
            here = state in (StepState.NOW, StepState.FAILED)
            painter.setFont(font(Role.STRONG if here else Role.BODY))
            painter.setPen(QColor(tokens.text2 if state is StepState.WAITING else tokens.text))
            left, right = (_INSET + 4, _TEXT_LEFT) if mirrored else (_TEXT_LEFT, _INSET + 4)
            flags = leading(self) | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(left, 0, -right, 0), flags, self.text())

    def _paint_ground(self, painter: QPainter, tokens: Tokens) -> None:
        here = self._step.state in (StepState.NOW, StepState.FAILED)
        rect = QRectF(self.rect()).adjusted(_INSET, 2, -_INSET, -2)
        if tokens.high_contrast and (here or self.isEnabled()):
            rounded_box(painter, rect, 8, tokens.page, tokens.accent_edge, 2)
        elif here or self.isEnabled():
            rounded_box(painter, rect, 8, tokens.accent_soft if here else tokens.pressed)

    def _spoken(self) -> str:
        states = {
            StepState.WAITING: self.tr("%1, waiting"),
            StepState.NOW: self.tr("%1, current step"),
            StepState.DONE: self.tr("%1, done"),
            StepState.FAILED: self.tr("%1, needs attention"),
        }
        return states[self._step.state].replace("%1", self._step.title)


def _paint_marker(painter: QPainter, tokens: Tokens, centre: QPointF, state: StepState) -> None:
    if state is StepState.WAITING:
        painter.setPen(QPen(QColor(tokens.line2), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, 4.25, 4.25)
    elif state is StepState.NOW:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent_edge))
        painter.drawEllipse(centre, 5, 5)
    else:
        icon, colour = (Icon.ALERT, tokens.bad) if state is StepState.FAILED else (Icon.CHECK, _check_colour(tokens))
        paint_icon(painter, icon, QRectF(centre.x() - 9, centre.y() - 9, 18, 18), colour)


def _check_colour(tokens: Tokens) -> str:
    return tokens.text if tokens.high_contrast else tokens.accent_text
