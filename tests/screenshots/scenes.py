"""Every page and every state of the window, by the name of its picture."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QAbstractButton, QWizard

from setup_wizard.core.account import OneTimeCodeChallenge
from setup_wizard.core.errors import Reason
from setup_wizard.core.secret import Secret
from setup_wizard.demo import running_demo
from setup_wizard.options import Options
from setup_wizard.ui.demo import DemoBackend, DemoPanel
from setup_wizard.ui.pages.sign_in import SavedSignIn
from setup_wizard.ui.widgets.detail_log import DetailLog
from setup_wizard.ui.widgets.segmented import Segmented
from setup_wizard.workflow.flow import Step
from setup_wizard.workflow.news import Ask, Milestone
from tests.screenshots import facts
from tests.screenshots.problems import problem_scenes, start_job
from tests.screenshots.stage import Stage

NEXT, COMMIT = QWizard.WizardButton.NextButton, QWizard.WizardButton.CommitButton


def start(_stage: Stage) -> None:
    """The window opens like this."""


def sign_in(stage: Stage) -> None:
    stage.go(facts.CHOSEN)
    stage.jobs.finish(SavedSignIn(None, keyring_works=True))
    stage.type_into("email", "ana@example.com")
    stage.wizard.current.focus_first()


def sign_in_busy(stage: Stage) -> None:
    start_job(stage, Step.SIGN_IN)
    stage.pass_time(12)


def sign_in_error(stage: Stage) -> None:
    start_job(stage, Step.SIGN_IN)
    stage.jobs.fail(Reason.SIGN_IN_REFUSED)


def sign_in_by_token(stage: Stage) -> None:
    sign_in(stage)
    stage.find(Segmented, "sign_in_way").choose(1)
    stage.wizard.current.focus_first()


def sign_in_code(stage: Stage) -> None:
    start_job(stage, Step.SIGN_IN)
    stage.jobs.finish(OneTimeCodeChallenge(Secret("mfa"), "ana@example.com"))


def sign_in_code_error(stage: Stage) -> None:
    sign_in_code(stage)
    stage.type_into("one_time_code", "012345")
    stage.press(NEXT)
    stage.jobs.fail(Reason.ONE_TIME_CODE_REFUSED)


def sign_in_without_keyring(stage: Stage) -> None:
    stage.go(facts.CHOSEN)
    stage.jobs.finish(SavedSignIn(None, keyring_works=False))


def signed_in_already(stage: Stage) -> None:
    start_job(stage, Step.SIGN_IN)
    stage.jobs.finish(facts.SIGNED_IN)
    stage.jobs.finish(None)
    stage.press(QWizard.WizardButton.BackButton)


def join(stage: Stage) -> None:
    stage.go(facts.SIGNED_IN)
    stage.jobs.tell(Ask.JOIN_PHOTON)
    stage.pass_time(12)


def network(stage: Stage) -> None:
    stage.go(facts.JOINED)
    stage.jobs.finish(facts.SCANNED)


def network_busy(stage: Stage) -> None:
    stage.go(facts.JOINED)
    stage.pass_time(2)


def network_again(stage: Stage) -> None:
    network(stage)
    stage.find(QAbstractButton, "scan_again").click()
    stage.pass_time(2)


def network_empty(stage: Stage) -> None:
    stage.go(facts.JOINED)
    stage.jobs.finish(facts.JOINED)


def network_typed(stage: Stage) -> None:
    network(stage)
    stage.find(QAbstractButton, "another_network").click()
    stage.type_into("network_name", "Attic")


def network_typed_error(stage: Stage) -> None:
    network_typed(stage)
    stage.press(NEXT)
    stage.jobs.fail(Reason.SSID_NOT_EXPRESSIBLE)


def password(stage: Stage) -> None:
    stage.go(facts.SCANNED.with_network(facts.HOME))
    stage.type_into("wifi_password", "thirteen char")


def password_busy(stage: Stage) -> None:
    start_job(stage, Step.PASSWORD)
    stage.pass_time(12)


def password_error(stage: Stage) -> None:
    start_job(stage, Step.PASSWORD)
    stage.jobs.fail(Reason.PASSWORD_LENGTH)


def password_of_open_network(stage: Stage) -> None:
    stage.go(facts.SCANNED.with_network(facts.GUEST))


def enterprise_peap(stage: Stage) -> None:
    stage.go(facts.SCANNED.with_network(facts.EDUROAM))


def enterprise_tls(stage: Stage) -> None:
    enterprise_peap(stage)
    stage.find(Segmented, "eap_method").choose(1)
    stage.press(COMMIT)


def connecting(stage: Stage) -> None:
    stage.go(facts.SENT)
    stage.jobs.tell(Milestone.LEFT_SETUP_MODE, Milestone.CLOUD_REACHED)
    stage.pass_time(14)


def connecting_without_internet(stage: Stage) -> None:
    stage.go(facts.SENT)
    stage.jobs.tell(Milestone.LEFT_SETUP_MODE, Ask.LEAVE_PHOTON)
    stage.pass_time(14)


def connecting_with_details(stage: Stage) -> None:
    connecting(stage)
    details = stage.find(DetailLog, "detail_log")
    details.findChild(QAbstractButton, "details").click()


def connecting_stopped(stage: Stage) -> None:
    connecting(stage)
    stage.press(QWizard.WizardButton.CancelButton)
    stage.use_keyboard()


def light_explained(stage: Stage) -> None:
    start_job(stage, Step.CONFIRM)
    stage.jobs.fail(Reason.DID_NOT_JOIN)
    stage.find(QAbstractButton, "light_1").click()


def done(stage: Stage) -> None:
    stage.go(facts.PROVEN)


def done_without_account(stage: Stage) -> None:
    stage.go(facts.ONLY_LEFT)


def close_question(stage: Stage) -> None:
    stage.go(facts.SCANNED.with_network(facts.HOME))
    stage.press(QWizard.WizardButton.CancelButton)
    stage.show_dialog(stage.wizard._question)


def demo_panel(stage: Stage) -> None:
    backend = DemoBackend(Options(), stage.stack)
    backend.demo = stage.stack.enter_context(running_demo(Options()))
    stage.show_dialog(DemoPanel(backend, stage.wizard))


def demo_panel_waiting(stage: Stage) -> None:
    stage.show_dialog(DemoPanel(DemoBackend(Options(), stage.stack), stage.wizard))


SCENES: dict[str, Callable[[Stage], None]] = {
    "01-start": start,
    "02-signin": sign_in,
    "02b-signin-error": sign_in_error,
    "02c-signin-busy": sign_in_busy,
    "02d-signin-token": sign_in_by_token,
    "02e-signin-code": sign_in_code,
    "02f-signin-code-error": sign_in_code_error,
    "02g-signin-no-keyring": sign_in_without_keyring,
    "02h-signin-already": signed_in_already,
    "04b-join-by-hand": join,
    "05-network": network,
    "05b-network-empty": network_empty,
    "05c-network-busy": network_busy,
    "05d-network-again": network_again,
    "05e-network-typed": network_typed,
    "05f-network-typed-error": network_typed_error,
    "06-password": password,
    "06b-password-busy": password_busy,
    "06c-password-error": password_error,
    "06d-password-open": password_of_open_network,
    "06e-password-peap": enterprise_peap,
    "06f-password-tls": enterprise_tls,
    "07-connecting": connecting,
    "07c-connecting-details": connecting_with_details,
    "07d-connecting-offline": connecting_without_internet,
    "07e-connecting-stopped": connecting_stopped,
    "07f-problem-light": light_explained,
    "08-done": done,
    "08b-done-without-account": done_without_account,
    "12-close-question": close_question,
    "13-demo-panel": demo_panel,
    "13b-demo-panel-waiting": demo_panel_waiting,
    **dict(problem_scenes()),
}
