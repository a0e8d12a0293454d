"""What the setup is doing now: named steps with their state, or, beside a problem, the same in one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QRectF, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from setup_wizard.ui.look.fonts import Role
from setup_wizard.ui.look.icons import Icon, paint_icon
from setup_wizard.ui.look.theme import current_theme
from setup_wizard.ui.look.tokens import Tokens
from setup_wizard.ui.widgets.announce import announce
from setup_wizard.ui.widgets.flow import FlowLayout
from setup_wizard.ui.widgets.note import IconView
from setup_wizard.ui.widgets.painting import painting, rounded_box
from setup_wizard.ui.widgets.spinner import Spinner
from setup_wizard.ui.widgets.text import Text, hug, restyle

_MARKER = 20
_FADE_MS = 120


class CheckState(StrEnum):
    """Where one thing stands."""

    WAITING = "waiting"
    NOW = "now"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One thing to happen, and a `sentence` about it where there is one to say."""

    text: str
    state: CheckState = CheckState.WAITING
    sentence: str = ""


class Checklist(QWidget):
    """The things in their order, each on a row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("checklist")
        self._rows: list[_Row] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)

    def set_items(self, items: Sequence[CheckItem]) -> None:
        """Show these; a change of state is announced and its marker fades over."""
        while len(self._rows) < len(items):
            row = _Row()
            self._rows.append(row)
            self._layout.addWidget(row)
        while len(self._rows) > len(items):
            surplus = self._rows.pop()
            surplus.hide()
            surplus.deleteLater()
        for row, item in zip(self._rows, items, strict=True):
            row.set_item(item)


class FoldedChecklist(QWidget):
    """The same things as one line of words, for above a problem."""

    def __init__(self, items: Sequence[CheckItem], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        hug(self)
        flow = FlowLayout(self, gap=16)
        for item in items:
            if item.state not in (CheckState.DONE, CheckState.FAILED):
                continue
            failed = item.state is CheckState.FAILED
            sign = IconView(Icon.CROSS if failed else Icon.CHECK, "bad" if failed else "good", 14)
            text = Text(item.text, Role.SECONDARY_STRONG if failed else Role.SECONDARY, wrap=False)
            text.set_tone("text" if failed else "")
            pair = QWidget()
            cells = QHBoxLayout(pair)
            cells.setContentsMargins(0, 1, 0, 1)
            cells.setSpacing(8)
            cells.addWidget(sign)
            cells.addWidget(text)
            flow.addWidget(pair)


class _Row(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._item: CheckItem | None = None
        self._marker = _Marker()
        self._text = Text()
        self._sentence = Text(role=Role.SECONDARY)
        words = QVBoxLayout()
        words.setSpacing(3)
        words.setContentsMargins(0, 1, 0, 0)
        words.addWidget(self._text)
        words.addWidget(self._sentence)
        cells = QHBoxLayout(self)
        cells.setContentsMargins(0, 9, 0, 9)
        cells.setSpacing(34 - _MARKER)
        cells.addWidget(self._marker, 0, Qt.AlignmentFlag.AlignTop)
        cells.addLayout(words, 1)

    def set_item(self, item: CheckItem) -> None:
        if item == self._item:
            return
        known, self._item = self._item, item
        here = item.state in (CheckState.NOW, CheckState.FAILED)
        self._text.setText(item.text)
        self._text.setProperty("kind", (Role.STRONG if here else Role.BODY).value)
        self._text.setProperty("tone", "text2" if item.state is CheckState.WAITING else "")
        restyle(self._text)
        self._sentence.setText(item.sentence)
        self._sentence.setVisible(bool(item.sentence))
        self._marker.set_state(item.state)
        spoken = self._spoken(item)
        self.setAccessibleName(spoken)
        self.setAccessibleDescription(item.sentence)
        if known is not None and known.state is not item.state:
            announce(self, spoken)

    def _spoken(self, item: CheckItem) -> str:
        states = {
            CheckState.WAITING: self.tr("%1: waiting"),
            CheckState.NOW: self.tr("%1: now"),
            CheckState.DONE: self.tr("%1: done"),
            CheckState.FAILED: self.tr("%1: failed"),
        }
        return states[item.state].replace("%1", item.text)


class _Marker(Spinner):
    """The sign at the row's start; turns while the row is the current one."""

    def __init__(self) -> None:
        super().__init__(_MARKER)
        self._state = CheckState.WAITING
        self._fade = QVariantAnimation(self, startValue=0.0, endValue=1.0, duration=_FADE_MS)
        self._fade.valueChanged.connect(self.update)

    def set_state(self, state: CheckState) -> None:
        changed, self._state = state is not self._state, state
        self.set_turning(state is CheckState.NOW)
        if changed and self.isVisible() and not current_theme().reduced_motion:
            self._fade.start()
        self.update()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._fade.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._state is CheckState.NOW:
            super().paintEvent(event)
            return
        with painting(self) as painter:
            if self._fade.state() == QVariantAnimation.State.Running:
                painter.setOpacity(float(self._fade.currentValue()))
            _paint_state(painter, QRectF(self.rect()), current_theme().tokens, self._state)


def _paint_state(painter: QPainter, rect: QRectF, tokens: Tokens, state: CheckState) -> None:
    if state is CheckState.WAITING:
        painter.setPen(QPen(QColor(tokens.line2), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(rect.center(), 4, 4)
        return
    done = state is CheckState.DONE
    soft, strong = (tokens.good_soft, tokens.good) if done else (tokens.bad_soft, tokens.bad)
    edge = tokens.line if tokens.high_contrast else ""
    rounded_box(painter, rect, rect.width() / 2, soft, edge)
    inset = 3 if done else 4
    paint_icon(painter, Icon.CHECK if done else Icon.CROSS, rect.adjusted(inset, inset, -inset, -inset), strong)
