"""What went wrong: what happened, most likely why, what to do, and the button that does it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from setup_wizard.ui.look.fonts import Role
from setup_wizard.ui.look.icons import Icon
from setup_wizard.ui.look.theme import current_theme
from setup_wizard.ui.widgets.announce import announce
from setup_wizard.ui.widgets.buttons import Button, Kind, Size
from setup_wizard.ui.widgets.flow import FlowLayout
from setup_wizard.ui.widgets.note import IconView, Tone
from setup_wizard.ui.widgets.painting import is_mirrored, painting, rounded_box
from setup_wizard.ui.widgets.text import Text, hug

_RADIUS = 10
_BAR_WIDTH = 4


@dataclass(frozen=True, slots=True)
class Problem:
    """The four lines; an empty `why` or `secondary` leaves that part out. `WARN` is for a doubtful result."""

    happened: str
    why: str
    what_to_do: str
    primary: str
    secondary: str = ""
    tone: Tone = Tone.BAD


class ProblemPanel(QWidget):
    """Shows one problem at a time; hidden until there is one."""

    primary_clicked = Signal()
    secondary_clicked = Signal()

    def __init__(self, object_name: str = "problem", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self._tone = Tone.BAD
        self._sign = IconView(Icon.ALERT, Tone.BAD.value, 22)
        self._happened = Text(role=Role.RESULT)
        self._why = Text(tone="text2")
        self._what_to_do = Text()
        self._primary = Button(f"{object_name}_primary", "", Kind.PRIMARY, size=Size.PANEL)
        self._secondary = Button(f"{object_name}_secondary", "", size=Size.PANEL)
        self._primary.clicked.connect(self.primary_clicked)
        self._secondary.clicked.connect(self.secondary_clicked)
        hug(self)
        self._lay_out()
        self.hide()

    def show_problem(self, problem: Problem) -> None:
        """Show it, say it to a screen reader at once, and put the focus on the way out."""
        self._tone = problem.tone
        self._sign.set_icon(Icon.ALERT, problem.tone.value)
        self._happened.setText(problem.happened)
        self._why.setText(problem.why)
        self._why.setVisible(bool(problem.why))
        self._what_to_do.setText(problem.what_to_do)
        self._primary.set_text(problem.primary)
        self._secondary.set_text(problem.secondary)
        self._secondary.setVisible(bool(problem.secondary))
        self.setAccessibleName(problem.happened)
        self.setAccessibleDescription(f"{problem.why} {problem.what_to_do}".strip())
        self.show()
        self._primary.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, f"{problem.happened} {problem.why} {problem.what_to_do}", urgent=True)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the soft ground and the bar at the leading edge."""
        tokens = current_theme().tokens
        tone = self._tone.value
        rect = QRectF(self.rect())
        outline = QPainterPath()
        outline.addRoundedRect(rect, _RADIUS, _RADIUS)
        bar_left = rect.right() - _BAR_WIDTH if is_mirrored(self) else rect.left()
        with painting(self) as painter:
            rounded_box(painter, rect, _RADIUS, getattr(tokens, f"{tone}_soft"), getattr(tokens, f"{tone}_line"))
            painter.setClipPath(outline)
            painter.fillRect(QRectF(bar_left, 0, _BAR_WIDTH, rect.height()), QColor(getattr(tokens, tone)))

    def _lay_out(self) -> None:
        buttons = FlowLayout()
        buttons.addWidget(self._primary)
        buttons.addWidget(self._secondary)
        lines = QVBoxLayout()
        lines.setSpacing(6)
        lines.addWidget(self._happened)
        lines.addSpacing(2)
        lines.addWidget(self._why)
        lines.addWidget(self._what_to_do)
        lines.addSpacing(8)
        lines.addLayout(buttons)
        cells = QHBoxLayout(self)
        cells.setContentsMargins(18, 17, 18, 16)
        cells.setSpacing(14)
        cells.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        cells.addLayout(lines, 1)
