"""What the person came for."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup

from setup_wizard.ui.look.fonts import Role
from setup_wizard.ui.look.icons import Icon
from setup_wizard.ui.model import SetupModel
from setup_wizard.ui.pages.page import Footer, StepPage
from setup_wizard.ui.widgets.choice_row import ChoiceRow
from setup_wizard.ui.widgets.text import Text
from setup_wizard.workflow.facts import Purpose
from setup_wizard.workflow.flow import Step


class StartPage(StepPage):
    """Two ways so far: one's own Photon, or only its Wi-Fi."""

    step = Step.PURPOSE

    def __init__(self, model: SetupModel) -> None:
        super().__init__(model)
        self.set_header(
            self.tr("What would you like to do?"),
            self.tr("Have the Photon in front of you and plugged into USB power."),
        )
        own = ChoiceRow(
            "own_account",
            Icon.CHIP,
            self.tr("Set up my own Photon"),
            self.tr("It joins your Wi-Fi and is added to your account."),
        )
        wifi = ChoiceRow(
            "wifi_only", Icon.WIFI, self.tr("Change its Wi-Fi only"), self.tr("The owner stays the same."), lesser=True
        )
        self._purposes = {Purpose.OWN_ACCOUNT: own, Purpose.WIFI_ONLY: wifi}
        self._group = QButtonGroup(self)
        self.lines.addWidget(Text(self.tr("New device"), Role.SECONDARY_STRONG, tone="text2"))
        self.lines.addSpacing(6)
        self.lines.addWidget(own)
        self.lines.addSpacing(20)
        self.lines.addWidget(Text(self.tr("Already set up before"), Role.SECONDARY_STRONG, tone="text2"))
        self.lines.addSpacing(6)
        self.lines.addWidget(wifi)
        self.lines.addStretch(1)
        for row in self._purposes.values():
            self._group.addButton(row)
        (own if model.options.claim else wifi).setChecked(True)

    def footer(self) -> Footer:
        """Nothing has happened yet, so leaving is just quitting."""
        return Footer(primary=self.tr("Continue"), leave=self.tr("Quit"), back=False)

    def submit(self) -> None:
        """Keep what is known if the purpose stays the same."""
        purpose = next(purpose for purpose, row in self._purposes.items() if row.isChecked())
        if purpose is not self.model.facts.purpose:
            self.model.set_facts(self.model.facts.with_purpose(purpose))
        self.passed.emit()

    def focus_first(self) -> None:
        """The chosen row, so that arrows and Enter work at once."""
        button = self._group.checkedButton()
        if button is not None:
            button.setFocus()
