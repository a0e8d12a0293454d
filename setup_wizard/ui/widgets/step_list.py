"""The steps of the setup at the side: what is done, where one is, what waits."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from setup_wizard.ui.look.fonts import Role
from setup_wizard.ui.look.icons import Icon, paint_icon
from setup_wizard.ui.look.theme import current_theme
from setup_wizard.ui.look.tokens import Tokens
from setup_wizard.ui.widgets.painting import disc, is_mirrored, painting, rounded_box
from setup_wizard.ui.widgets.text import Text, hug

_INSET, _MARKER_CENTRE, _TEXT_LEFT = 8, 28, 48


class StepState(StrEnum):
    """Where a step stands."""

    WAITING = "waiting"
    NOW = "now"
    DONE = "done"
    FAILED = "failed"


class Step(NamedTuple):
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
        self._shown: dict[str, StepRow] = {}
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)

    def set_steps(self, steps: Sequence[Step], *, may_go_back: bool) -> None:
        """Show these steps instead of the earlier ones."""
        if [step.key for step in steps] != list(self._shown):
            self._make_rows(steps)
        for step in steps:
            self._shown[step.key].set_step(step, can_be_chosen=may_go_back and step.state is StepState.DONE)

    def _make_rows(self, steps: Sequence[Step]) -> None:
        for old in self._shown.values():
            self._rows.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._shown = {step.key: StepRow(step) for step in steps}
        for key, row in self._shown.items():
            row.clicked.connect(lambda _checked=False, key=key: self.step_chosen.emit(key))
            self._rows.addWidget(row)


class StepRow(QAbstractButton):
    """One step: a marker and a name that wraps rather than being cut."""

    def __init__(self, step: Step, *, can_be_chosen: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"step_{step.key}")
        self.setMinimumHeight(40)
        hug(self)
        role, tone = _look(step.state)
        self._name = Text(step.title, role, tone=tone)
        cells = QHBoxLayout(self)
        cells.setContentsMargins(0, 11, 0, 11)
        cells.setSpacing(0)
        cells.addSpacing(_TEXT_LEFT)
        cells.addWidget(self._name, 1)
        cells.addSpacing(_INSET + 4)
        self._shown: tuple[Step, bool] | None = None
        self.set_step(step, can_be_chosen=can_be_chosen)

    def set_step(self, step: Step, *, can_be_chosen: bool) -> None:
        """Show where this step stands now."""
        if self._shown == (step, can_be_chosen):
            return
        self._shown = (step, can_be_chosen)
        self._step = step
        self.setText(step.title)
        self.setAccessibleName(self._spoken())
        self.setEnabled(can_be_chosen)
        self.setProperty("focusPolicy", "TabFocus" if can_be_chosen else "NoFocus")
        self._name.setText(step.title)
        self._name.set_look(*_look(step.state))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what is around the name."""
        tokens = current_theme().tokens
        state = self._step.state
        x = self.width() - _MARKER_CENTRE if is_mirrored(self) else _MARKER_CENTRE
        with painting(self) as painter:
            if state in (StepState.NOW, StepState.FAILED) or self.underMouse():
                self._paint_ground(painter, tokens)
            _paint_marker(painter, tokens, QPointF(x, self.height() / 2), state)

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


def _look(state: StepState) -> tuple[Role, str]:
    """A name's role and colour."""
    here = state in (StepState.NOW, StepState.FAILED)
    return Role.STRONG if here else Role.BODY, "text2" if state is StepState.WAITING else "text"


def _paint_marker(painter: QPainter, tokens: Tokens, centre: QPointF, state: StepState) -> None:
    if state is StepState.WAITING:
        disc(painter, centre, 4.25, "", tokens.line2, 1.5)
    elif state is StepState.NOW:
        disc(painter, centre, 5, tokens.accent_edge)
    else:
        icon, colour = (Icon.ALERT, tokens.bad) if state is StepState.FAILED else (Icon.CHECK, _check_colour(tokens))
        paint_icon(painter, icon, QRectF(centre.x() - 9, centre.y() - 9, 18, 18), colour)


def _check_colour(tokens: Tokens) -> str:
    return tokens.text if tokens.high_contrast else tokens.accent_text
