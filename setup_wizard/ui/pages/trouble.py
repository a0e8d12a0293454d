"""A problem on a page: its four lines and buttons, the light to compare, the details to copy."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.ui.look.fonts import Role
from setup_wizard.ui.port_rights import right_to
from setup_wizard.ui.ways_out import Action, WayOut, way_out
from setup_wizard.ui.widgets.announce import announce
from setup_wizard.ui.widgets.checklist import CheckItem, FoldedChecklist
from setup_wizard.ui.widgets.command_line import CommandLine
from setup_wizard.ui.widgets.light_picker import LightPicker
from setup_wizard.ui.widgets.problem_panel import ProblemPanel
from setup_wizard.ui.widgets.text import Text
from setup_wizard.ui.words import light_choices, light_meaning, problem_for
from setup_wizard.workflow.facts import Facts


class Trouble(QWidget):
    """Shows one error; `action_chosen` carries what the pressed button stands for."""

    action_chosen = Signal(Action)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trouble")
        self._way_out: WayOut | None = None
        self._folded: FoldedChecklist | None = None
        self.panel = ProblemPanel()
        self.panel.primary_clicked.connect(self._on_primary)
        self.panel.secondary_clicked.connect(self._on_secondary)
        self._command = CommandLine("command")
        self._lights = QWidget()
        self._meaning = Text(role=Role.SECONDARY)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._rows.addWidget(self.panel)
        self._rows.addSpacing(12)
        self._rows.addWidget(self._command)
        self._rows.addSpacing(8)
        self._rows.addWidget(self._lights)
        self._rows.addStretch(1)
        self._lay_out_lights()

    def set_so_far(self, so_far: Sequence[CheckItem]) -> None:
        """What had been reached before it, on one line above."""
        if self._folded is not None:
            self._rows.removeWidget(self._folded)
            self._folded.deleteLater()
            self._folded = None
        if so_far:
            self._folded = FoldedChecklist(so_far)
            self._folded.setContentsMargins(0, 0, 0, 14)
            self._rows.insertWidget(0, self._folded)

    def show_error(self, error: SetupError, facts: Facts) -> None:
        """Show this error, as it is met in this setup."""
        self._way_out = way_out(error.reason, facts)
        self._lights.setVisible(self._way_out.asks_light)
        self._ask()
        denied = facts.cable if error.reason is Reason.PORT_DENIED else None
        self._command.show_command(right_to(denied.name) if denied else "")
        self.panel.show_problem(problem_for(error, facts))

    def _lay_out_lights(self) -> None:
        self._picker = LightPicker(light_choices())
        self._picker.chosen.connect(self._explain_light)
        rows = QVBoxLayout(self._lights)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2)
        rows.addWidget(Text(self.tr("What does the light look like?"), Role.STRONG))
        rows.addWidget(self._meaning)
        rows.addSpacing(8)
        rows.addWidget(self._picker)

    def _ask(self) -> None:
        self._picker.choose_none()
        self._meaning.set_tone("")
        self._meaning.setText(self.tr("Choose what you see, and we will say what it means."))

    def _explain_light(self, index: int) -> None:
        self._meaning.set_tone("text")
        self._meaning.setText(light_meaning(index))
        announce(self, light_meaning(index))

    def _on_primary(self) -> None:
        if self._way_out is not None:
            self.action_chosen.emit(self._way_out.primary)

    def _on_secondary(self) -> None:
        if self._way_out is not None and self._way_out.secondary is not None:
            self.action_chosen.emit(self._way_out.secondary)
