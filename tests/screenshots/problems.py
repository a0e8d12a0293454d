"""Every problem on a page it can come up on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QAbstractButton, QWizard

from setup_wizard.core.errors import Reason
from setup_wizard.ui.keeping import SavedSignIn
from setup_wizard.ui.pages.customer import KnownClient
from setup_wizard.ui.pages.restore import Found
from setup_wizard.ui.restore_question import RestoreQuestion
from setup_wizard.workflow.news import Change, ChangeNews, ChangeState, Milestone
from setup_wizard.workflow.step import Step
from tests.screenshots import facts
from tests.screenshots.stage import Stage
from tests.ui.reasons import OF_THE_RADIO

PROBLEMS = {
    Step.SIGN_IN: (
        Reason.CLOUD_UNREACHABLE,
        Reason.CLOUD_ERROR,
        Reason.RATE_LIMITED,
        Reason.KEYRING_UNAVAILABLE,
    ),
    Step.PRODUCT: (Reason.WRONG_TOKEN_KIND, Reason.TOKEN_EXPIRED),
    Step.CUSTOMER: (Reason.CUSTOMER_REFUSED,),
    Step.RESTORE: (
        Reason.RESTORE_INCOMPLETE,
        Reason.DEVICE_NOT_SEEN,
        Reason.DEVICE_OFFLINE,
        Reason.NOT_ALLOWED,
        Reason.OWNED_BY_OTHER,
    ),
    Step.JOIN: (
        Reason.DEVICE_UNREACHABLE,
        Reason.NOT_A_PHOTON,
        Reason.WRONG_DEVICE,
        Reason.JOIN_FAILED,
        *OF_THE_RADIO,
        Reason.PRODUCT_NOT_FOUND,
        Reason.WRONG_PLATFORM,
        Reason.DEVICE_REFUSED_BY_PRODUCT,
        Reason.OWNED_BY_OTHER,
    ),
    Step.NETWORK: (Reason.DEVICE_UNREACHABLE,),
    Step.PASSWORD: (
        Reason.NETWORK_NOT_SEEN,
        Reason.SSID_LENGTH,
        Reason.SSID_NOT_EXPRESSIBLE,
        Reason.DEVICE_REJECTED_REQUEST,
        Reason.DEVICE_KEY_UNUSABLE,
        Reason.ENTERPRISE_UNSUPPORTED,
        Reason.ENTERPRISE_INCOMPLETE,
        Reason.IDENTITY_NOT_EXPRESSIBLE,
        Reason.TOKEN_EXPIRED,
    ),
    Step.CONFIRM: (
        Reason.DID_NOT_JOIN,
        Reason.CLAIMED_OFFLINE,
        Reason.CLAIM_NOT_CONFIRMED,
        Reason.OWNED_BY_OTHER,
        Reason.CLOUD_UNREACHABLE,
    ),
}

OF_A_PRODUCT = (
    Reason.PRODUCT_NOT_FOUND,
    Reason.WRONG_PLATFORM,
    Reason.DEVICE_REFUSED_BY_PRODUCT,
    Reason.OWNED_BY_OTHER,
)


def problem_scenes() -> Iterator[tuple[str, Callable[[Stage], None]]]:
    """The scenes with their names."""
    for step, reasons in PROBLEMS.items():
        for reason in reasons:
            yield f"problem-{step}-{reason}", lambda stage, step=step, reason=reason: _fail(stage, step, reason)


def _fail(stage: Stage, step: Step, reason: Reason) -> None:
    start_job(stage, step)
    if step is Step.JOIN and reason in OF_A_PRODUCT:
        stage.go(facts.FOR_BEN)
    stage.jobs.fail(reason)
    stage.use_keyboard()


def start_job(stage: Stage, step: Step) -> None:
    """To a page, and start its job."""
    if step is Step.SIGN_IN:
        stage.go(facts.CHOSEN)
        stage.jobs.finish(SavedSignIn(None, keyring_works=True))
        stage.type_into("email", "ana@example.com")
        stage.type_into("password", "not the right one")
        stage.press(QWizard.WizardButton.NextButton)
    elif step is Step.PRODUCT:
        stage.go(facts.BY_CLIENT)
        stage.type_into("product_typed", "12043")
        stage.press(QWizard.WizardButton.NextButton)
    elif step is Step.CUSTOMER:
        stage.go(facts.IN_PRODUCT)
        stage.jobs.finish(KnownClient(facts.CLIENT, kept=True))
        stage.type_into("customer", "ben@example.com")
        stage.press(QWizard.WizardButton.NextButton)
    elif step is Step.RESTORE:
        start_restoring(stage)
    elif step is Step.PASSWORD:
        stage.go(facts.SCANNED.with_network(facts.HOME))
        stage.type_into("wifi_password", "thirteen char")
        stage.press(QWizard.WizardButton.CommitButton)
    else:
        stage.go({Step.JOIN: facts.SIGNED_IN, Step.NETWORK: facts.JOINED, Step.CONFIRM: facts.SENT}[step])
    if step is Step.CONFIRM:
        stage.jobs.tell(Milestone.LEFT_SETUP_MODE)


def start_restoring(stage: Stage) -> None:
    """Half-way through moving a device to the account."""
    stage.go(facts.RETURNED)
    stage.type_into("restore_id", facts.DEVICE)
    stage.press(QWizard.WizardButton.NextButton)
    stage.jobs.finish(Found(facts.RETURNED, facts.DEVICE, facts.PLACE))
    stage.find(QAbstractButton, "to_my_account").click()
    stage.find(QAbstractButton, "restore_device").click()
    question = stage.wizard.findChild(RestoreQuestion)
    assert question is not None
    question.confirmed.emit()
    question.close()
    for change in (Change.UNCLAIM, Change.REMOVE):
        stage.jobs.tell(ChangeNews(change, ChangeState.DONE))
    stage.jobs.tell(ChangeNews(Change.CLAIM, ChangeState.FAILED))
