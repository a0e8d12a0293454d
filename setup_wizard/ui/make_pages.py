"""Which class is the page of which step; a page's module is imported when the page is first needed."""

from __future__ import annotations

from setup_wizard.ui.model import SetupModel
from setup_wizard.ui.pages.page import StepPage
from setup_wizard.workflow.step import Step


def make_page(step: Step, model: SetupModel) -> StepPage:
    """A new page for `step`."""
    return page_class(step)(model)


def page_class(step: Step) -> type[StepPage]:
    """The page's class, imported now."""
    if step is Step.PURPOSE:
        from setup_wizard.ui.pages.start import StartPage

        return StartPage
    if step is Step.SIGN_IN:
        from setup_wizard.ui.pages.sign_in import SignInPage

        return SignInPage
    if step is Step.PRODUCT:
        from setup_wizard.ui.pages.product import ProductPage

        return ProductPage
    if step is Step.CUSTOMER:
        from setup_wizard.ui.pages.customer import CustomerPage

        return CustomerPage
    if step is Step.RESTORE:
        from setup_wizard.ui.pages.restore import RestorePage

        return RestorePage
    if step is Step.JOIN:
        from setup_wizard.ui.pages.join import JoinPage

        return JoinPage
    if step is Step.NETWORK:
        from setup_wizard.ui.pages.network import NetworkPage

        return NetworkPage
    if step is Step.PASSWORD:
        from setup_wizard.ui.pages.password import PasswordPage

        return PasswordPage
    if step is Step.CONFIRM:
        from setup_wizard.ui.pages.confirm import ConfirmPage

        return ConfirmPage
    from setup_wizard.ui.pages.done import DonePage

    return DonePage
