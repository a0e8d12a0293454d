"""What stands at the side: which steps there are, how far they are, and who is signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from setup_wizard.ui.widgets.step_list import Step as StepRow
from setup_wizard.ui.widgets.step_list import StepState
from setup_wizard.workflow.step import Step

if TYPE_CHECKING:
    from setup_wizard.ui.pages.page import Footer, StepPage
    from setup_wizard.ui.widgets.side_panel import SidePanel
    from setup_wizard.ui.wizard import SetupWizard

_NOT_FOR_ONESELF = (Step.PRODUCT, Step.CUSTOMER, Step.RESTORE)
"""What the step list does not show before anything is known: most people set up a Photon of their own."""


def row_of(step: Step) -> str:
    """The row of the step list that stands for this step; two pages share one where they are one thing to a person."""
    shared = {Step.PASSWORD: Step.NETWORK, Step.CONFIRM: Step.DONE}
    return shared.get(step, step).value


class SideContent(QObject):
    """Fills the side panel from the facts and the page shown."""

    def __init__(self, wizard: SetupWizard, side: SidePanel) -> None:
        super().__init__(wizard)
        self._wizard = wizard
        self._side = side

    def show(self, page: StepPage, footer: Footer, *, may_go_back: bool) -> None:
        """As it is now, on this page with this footer."""
        self._side.steps.set_steps(self._rows(page.step), may_go_back=may_go_back)
        if not self._wizard.model.is_new:
            self._show_account(page, footer)

    def _rows(self, step: Step) -> list[StepRow]:
        here, rows, state = row_of(step), [], StepState.DONE
        for key, title in self._titles():
            if key == here:
                failed = self._wizard.model.problem is not None and self._wizard.navigation.has_failed
                now = StepState.FAILED if failed else StepState.NOW
                rows.append(StepRow(key, title, StepState.DONE if step is Step.DONE else now))
                state = StepState.WAITING
            else:
                rows.append(StepRow(key, title, state))
        return rows

    def _show_account(self, page: StepPage, footer: Footer) -> None:
        """Who is signed in; the product and a customer are told apart from an account, which may do other things."""
        facts = self._wizard.model.facts
        kinds = {"product": self.tr("Signed in as the product"), "customer": self.tr("Signed in as the customer")}
        address = (facts.username or self.tr("by its own token")) if facts.signed_in else facts.username or ""
        may_change = self._wizard.navigation.can_go_back and not (page.busy and not footer.back)
        self._side.set_signed_in_as(address, kinds.get(facts.token_kind.value, ""), may_change=may_change)

    def _titles(self) -> list[tuple[str, str]]:
        titles = [
            (Step.PURPOSE, self.tr("Purpose")),
            (Step.SIGN_IN, self.tr("Sign in")),
            (Step.PRODUCT, self.tr("Product")),
            (Step.CUSTOMER, self.tr("Customer")),
            (Step.RESTORE, self.tr("The device")),
            (Step.JOIN, self.tr("Your Photon")),
            (Step.NETWORK, self.tr("Wi-Fi")),
            (Step.DONE, self.tr("Finish")),
        ]
        is_new = self._wizard.model.is_new
        return [
            (step.value, title)
            for step, title in titles
            if (step not in _NOT_FOR_ONESELF if is_new else self._wizard.navigation.is_shown(step))
        ]
