"""What the person came for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractButton, QButtonGroup

from setup_wizard.ui.look.fonts import Role
from setup_wizard.ui.look.icons import Icon
from setup_wizard.ui.pages.page import Footer, StepPage
from setup_wizard.ui.widgets.choice_row import ChoiceRow
from setup_wizard.ui.widgets.text import Text
from setup_wizard.workflow.step import Step

if TYPE_CHECKING:
    from setup_wizard.ui.model import SetupModel
    from setup_wizard.ui.widgets.check_box import CheckBox


class StartPage(StepPage):
    """A row for each `Purpose`, named after its value."""

    step = Step.PURPOSE

    def __init__(self, model: SetupModel) -> None:
        super().__init__(model)
        self.set_header(
            self.tr("What would you like to do?"),
            self.tr("Have the Photon in front of you and plugged into USB power."),
        )
        self._check_online: CheckBox | None = None
        self._group = QButtonGroup(self)
        self._add_caption(self.tr("New device"))
        self._add(
            "own_account",
            Icon.CHIP,
            self.tr("Set up my own Photon"),
            self.tr("It joins your Wi-Fi and is added to your account."),
        )
        self._add(
            "product_device",
            Icon.BOX,
            self.tr("Set up a product's device, without a customer"),
            self.tr("It joins the product and nobody owns it. The cloud's makers advise this."),
        )
        self._add(
            "customer",
            Icon.PERSON,
            self.tr("Set up a customer's Photon"),
            self.tr("It belongs to one of your products and to a customer of it."),
        )
        self.lines.addSpacing(12)
        self._add_caption(self.tr("Already set up before"))
        self._add(
            "wifi_only", Icon.WIFI, self.tr("Change its Wi-Fi only"), self.tr("The owner stays the same."), lesser=True
        )
        self._wifi_only = self.lines.count()
        self._add(
            "restore",
            Icon.RESTORE,
            self.tr("Restore a returned device"),
            self.tr("Remove its owner so that it can be set up again."),
            lesser=True,
        )
        self.lines.addStretch(1)
        self._group.buttonToggled.connect(self._on_toggled)
        self._row(model.first_purpose).setChecked(True)

    def footer(self) -> Footer:
        """Nothing has happened yet, so leaving is just quitting."""
        return Footer(primary=self.tr("Continue"), leave=self.tr("Quit"), back=False)

    def come_back(self) -> None:
        """A problem's button, or the end of another setup, may have led to another purpose than was chosen here."""
        # Asking a new model for its facts would import them before the first painting.
        purpose = None if self.model.is_new else self.model.facts.purpose
        if purpose is not None:
            self._row(purpose.value).setChecked(True)

    def submit(self) -> None:
        """Keep what is known if the purpose stays the same."""
        from setup_wizard.workflow.facts import Purpose

        row = self._group.checkedButton()
        purpose = Purpose(row.objectName()) if row is not None else Purpose.OWN_ACCOUNT
        check_online = (
            purpose is Purpose.WIFI_ONLY and self._check_online is not None and self._check_online.isChecked()
        )
        facts = self.model.facts
        if (purpose, check_online) != (facts.purpose, facts.check_online):
            from setup_wizard.ui.navigation import without_found_device

            facts = without_found_device(facts, self.model.options)
            self.model.set_facts(facts.with_purpose(purpose, check_online=check_online))
        self.passed.emit()

    def focus_first(self) -> None:
        """The chosen row, so that arrows and Enter work at once."""
        button = self._group.checkedButton()
        if button is not None:
            button.setFocus()

    def _row(self, purpose: str) -> QAbstractButton:
        return next(row for row in self._group.buttons() if row.objectName() == purpose)

    def _add_caption(self, text: str) -> None:
        self.lines.addWidget(Text(text, Role.SECONDARY_STRONG, tone="text2"))
        self.lines.addSpacing(6)

    def _add(self, object_name: str, icon: Icon, title: str, sentence: str, *, lesser: bool = False) -> None:
        row = ChoiceRow(object_name, icon, title, sentence, lesser=lesser)
        self._group.addButton(row)
        self.lines.addWidget(row)
        self.lines.addSpacing(8)

    def _on_toggled(self, row: QAbstractButton, on: bool) -> None:
        """Only whoever changes the Wi-Fi is asked whether to check it; somebody signed in most likely wants to."""
        if row.objectName() != "wifi_only":
            return
        if on and self._check_online is None:
            from setup_wizard.ui.widgets.check_box import CheckBox

            self._check_online = CheckBox("check_online", self.tr("Also check in the cloud that it comes online"))
            self.lines.insertWidget(self._wifi_only, self._check_online)
        if self._check_online is not None:
            self._check_online.setVisible(on)
            if on:
                self._check_online.setChecked(not self.model.is_new and self.model.facts.signed_in)
