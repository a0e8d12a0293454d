"""Every page and every state of the window, by the name of its picture."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QAbstractButton, QMessageBox, QWizard

from setup_wizard.core.account import OneTimeCodeChallenge
from setup_wizard.core.errors import Reason
from setup_wizard.core.product import Membership
from setup_wizard.core.secret import Secret
from setup_wizard.demo import running_demo
from setup_wizard.options import Options
from setup_wizard.ui.demo import DemoBackend, DemoPanel
from setup_wizard.ui.keeping import SavedSignIn
from setup_wizard.ui.pages.customer import KnownClient
from setup_wizard.ui.pages.join import JoinPage
from setup_wizard.ui.pages.restore import Found
from setup_wizard.ui.pages.try_it import Told
from setup_wizard.ui.restore_question import RestoreQuestion
from setup_wizard.ui.tray_dialog import Imported, TrayDialog
from setup_wizard.ui.tray_words import tray_table
from setup_wizard.ui.widgets.detail_log import DetailLog
from setup_wizard.ui.widgets.row_list import RowList
from setup_wizard.ui.widgets.segmented import Segmented
from setup_wizard.workflow.news import Ask, CannotJoin, Change, ChangeNews, ChangeState, Milestone
from setup_wizard.workflow.restore import Place
from setup_wizard.workflow.step import Step
from setup_wizard.workflow.tray import TrayReport, read_tray
from tests.screenshots import facts
from tests.screenshots.cable_scenes import CABLE_SCENES
from tests.screenshots.problems import problem_scenes, start_job
from tests.screenshots.program_scenes import PROGRAM_SCENES
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


def sign_in_for_a_customer(stage: Stage, way: int = 0) -> None:
    stage.go(facts.FOR_CUSTOMER)
    stage.jobs.finish(SavedSignIn(None, keyring_works=True))
    stage.find(Segmented, "sign_in_way").choose(way)
    stage.wizard.current.focus_first()


def sign_in_by_client(stage: Stage) -> None:
    sign_in_for_a_customer(stage, 2)
    stage.type_into("client_id", facts.CLIENT.client_id)
    stage.wizard.current.focus_first()


def sign_in_as_customer(stage: Stage) -> None:
    sign_in_for_a_customer(stage, 3)


def sign_in_by_token_of_wrong_kind(stage: Stage) -> None:
    sign_in_by_token(stage)
    stage.type_into("token", "0123456789")
    stage.press(NEXT)
    stage.jobs.fail(Reason.WRONG_TOKEN_KIND)


def product(stage: Stage) -> None:
    stage.go(facts.BY_TEAM)
    stage.jobs.finish(facts.PRODUCTS)
    stage.find(RowList, "products").choose(0)


def product_busy(stage: Stage) -> None:
    stage.go(facts.BY_TEAM)
    stage.pass_time(2)


def product_filtered(stage: Stage) -> None:
    product(stage)
    stage.type_into("product_filter", "green")


def product_unmatched(stage: Stage) -> None:
    product(stage)
    stage.type_into("product_filter", "orchard")


def product_of_another_kind(stage: Stage) -> None:
    product(stage)
    stage.find(RowList, "products").choose(4)
    stage.press(NEXT)
    stage.jobs.fail(Reason.WRONG_PLATFORM)


def products_empty(stage: Stage) -> None:
    stage.go(facts.BY_TEAM)
    stage.jobs.finish(())


def product_typed(stage: Stage) -> None:
    stage.go(facts.BY_CLIENT)
    stage.type_into("product_typed", "12043")


def tray(stage: Stage) -> None:
    product(stage)
    dialog = TrayDialog(stage.wizard, stage.model, facts.IN_PRODUCT)
    lines = read_tray([facts.DEVICE, "1f0034000747343232361235", "three", facts.DEVICE])
    memberships = {facts.DEVICE: Membership.ADDED, lines[1].device_id or facts.DEVICE: Membership.INVALID}
    report = TrayReport(memberships)
    dialog._path.set_text("tray-7.csv")
    dialog._on_read(lines)
    dialog._import()
    stage.jobs.finish(Imported(report, tray_table(lines, report)))
    stage.show_dialog(dialog)


def customer(stage: Stage) -> None:
    stage.go(facts.IN_PRODUCT)
    stage.jobs.finish(KnownClient(facts.CLIENT, kept=True))
    stage.type_into("customer", "ben@example.com")


def customer_without_client(stage: Stage) -> None:
    stage.go(facts.IN_PRODUCT)
    stage.jobs.finish(KnownClient(None, kept=False))


def customer_client_refused(stage: Stage) -> None:
    customer_without_client(stage)
    stage.type_into("customer", "ben@example.com")
    stage.type_into("client_id", facts.CLIENT.client_id)
    stage.type_into("client_secret", "not the right one")
    stage.press(NEXT)
    stage.jobs.fail(Reason.SIGN_IN_REFUSED)


def customer_new_client(stage: Stage, *, kept: bool = True) -> None:
    customer_without_client(stage)
    stage.find(QAbstractButton, "create_client").click()
    stage.jobs.finish(KnownClient(facts.CLIENT, kept=kept))


def customer_new_client_not_kept(stage: Stage) -> None:
    customer_new_client(stage, kept=False)


def join_second_visit(stage: Stage) -> None:
    stage.go(facts.FOR_BEN)
    stage.find(QAbstractButton, "join_by_hand").click()
    stage.jobs.tell(Ask.JOIN_PHOTON, Milestone.DEVICE_READ, Ask.LEAVE_PHOTON)
    stage.pass_time(12)


def connecting_for_customer(stage: Stage) -> None:
    stage.go(facts.SENT_FOR_BEN)
    stage.jobs.tell(Milestone.LEFT_SETUP_MODE, Milestone.CLOUD_REACHED)
    stage.pass_time(14)


def done_for_customer(stage: Stage) -> None:
    stage.go(facts.PROVEN_FOR_BEN)
    stage.find(QAbstractButton, "ask_device").click()
    stage.jobs.finish(Told(("Garden Sensor 7QK2",), (("uptime_s", "42"), ("wifi_rssi_dbm", "-61"))))


def done_in_product(stage: Stage) -> None:
    stage.go(facts.IN_PRODUCT_ONLY)


def restore(stage: Stage) -> None:
    stage.go(facts.RETURNED)


def restore_error(stage: Stage) -> None:
    restore(stage)
    stage.type_into("restore_id", "1f0034")
    stage.press(NEXT)


def restore_found(stage: Stage) -> None:
    restore(stage)
    stage.type_into("restore_id", facts.DEVICE)
    stage.press(NEXT)
    stage.jobs.finish(Found(facts.RETURNED, facts.DEVICE, facts.PLACE))


def restore_to_customer(stage: Stage) -> None:
    restore_found(stage)
    stage.find(QAbstractButton, "to_customer").click()


def restore_nothing(stage: Stage) -> None:
    restore(stage)
    stage.type_into("restore_id", facts.DEVICE)
    stage.press(NEXT)
    stage.jobs.finish(Found(facts.RETURNED, facts.DEVICE, Place()))


def restore_question(stage: Stage) -> None:
    restore_found(stage)
    changes = (Change.UNCLAIM, Change.REMOVE)
    stage.show_dialog(RestoreQuestion(stage.wizard, facts.DEVICE, changes, "Give it back"))


def restoring(stage: Stage) -> None:
    restore_found(stage)
    stage.find(QAbstractButton, "restore_device").click()
    question = stage.wizard.findChild(RestoreQuestion)
    assert question is not None
    question.confirmed.emit()
    question.close()
    stage.jobs.tell(
        ChangeNews(Change.UNCLAIM, ChangeState.STARTED),
        ChangeNews(Change.UNCLAIM, ChangeState.DONE),
        ChangeNews(Change.REMOVE, ChangeState.STARTED),
    )
    stage.pass_time(12)


def restore_half_way(stage: Stage) -> None:
    restoring(stage)
    stage.jobs.tell(ChangeNews(Change.REMOVE, ChangeState.FAILED))
    stage.jobs.fail(Reason.CLOUD_UNREACHABLE)
    stage.use_keyboard()


def restored(stage: Stage) -> None:
    stage.model.report = facts.GIVEN_BACK
    stage.go(facts.RESTORED)


def join(stage: Stage) -> None:
    """The two ways, with what needs the internet fetched."""
    stage.go(facts.SIGNED_IN)
    page = stage.wizard.current
    assert isinstance(page, JoinPage)
    page._on_prepared(page._fetching, facts.SIGNED_IN)
    stage.jobs.tell(Ask.JOIN_PHOTON)
    stage.pass_time(12)


def join_by_hand(stage: Stage) -> None:
    join(stage)
    stage.find(QAbstractButton, "join_by_hand").click()


def joining(stage: Stage) -> None:
    join(stage)
    stage.press(NEXT)
    page = stage.wizard.current
    assert isinstance(page, JoinPage)
    page._on_prepared(page._fetching, facts.SIGNED_IN)
    stage.pass_time(4)


def join_in_vain(stage: Stage, reason: Reason) -> None:
    joining(stage)
    stage.jobs.tell(CannotJoin(reason), Ask.JOIN_PHOTON)


def join_permission(stage: Stage) -> None:
    stage.panels.asks = True
    join_in_vain(stage, Reason.PERMISSION_NEEDED)


def join_asking_first(stage: Stage) -> None:
    stage.panels.asks = True
    join(stage)


def join_one_of_several(stage: Stage) -> None:
    join_in_vain(stage, Reason.SEVERAL_PHOTONS)
    stage.beside.finish(facts.PHOTONS)
    stage.find(RowList, "photons").choose(1)


def join_with_two_adapters(stage: Stage) -> None:
    join(stage)
    stage.beside.finish(facts.ADAPTERS)


def no_adapter_early(stage: Stage) -> None:
    stage.go(facts.CHOSEN)
    stage.jobs.finish(SavedSignIn(None, keyring_works=True))
    stage.beside.fail(Reason.NO_WIFI_ADAPTER)


def cleaned_up(stage: Stage) -> None:
    stage.own_wifi._on_cleaned_up(was_left=True)


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


def asked(stage: Stage) -> QMessageBox:
    question = stage.wizard.findChild(QMessageBox, "close_question")
    assert question is not None
    return question


def close_question(stage: Stage) -> None:
    stage.go(facts.SCANNED.with_network(facts.HOME))
    stage.press(QWizard.WizardButton.CancelButton)
    stage.show_dialog(asked(stage))


def close_question_restoring(stage: Stage) -> None:
    restoring(stage)
    stage.wizard.close()
    stage.show_dialog(asked(stage))


def demo_panel(stage: Stage) -> None:
    backend = DemoBackend(Options(), stage.stack)
    backend.demo = stage.stack.enter_context(running_demo(Options()))
    stage.show_dialog(DemoPanel(backend, stage.wizard))


def demo_panel_waiting(stage: Stage) -> None:
    stage.show_dialog(DemoPanel(DemoBackend(Options(), stage.stack), stage.wizard))


SCENES: dict[str, Callable[[Stage], None]] = {
    "01-start": start,
    "01b-start-cleaned-up": cleaned_up,
    "02-signin": sign_in,
    "02b-signin-error": sign_in_error,
    "02c-signin-busy": sign_in_busy,
    "02d-signin-token": sign_in_by_token,
    "02e-signin-code": sign_in_code,
    "02f-signin-code-error": sign_in_code_error,
    "02g-signin-no-keyring": sign_in_without_keyring,
    "02h-signin-already": signed_in_already,
    "02m-signin-no-adapter": no_adapter_early,
    "02i-signin-customer": sign_in_for_a_customer,
    "02j-signin-client": sign_in_by_client,
    "02k-signin-as-customer": sign_in_as_customer,
    "02l-signin-wrong-kind": sign_in_by_token_of_wrong_kind,
    "03-product": product,
    "03b-product-busy": product_busy,
    "03c-product-filtered": product_filtered,
    "03d-product-unmatched": product_unmatched,
    "03e-product-other-kind": product_of_another_kind,
    "03f-product-empty": products_empty,
    "03g-product-typed": product_typed,
    "03h-product-tray": tray,
    "03i-customer": customer,
    "03j-customer-no-client": customer_without_client,
    "03k-customer-client-refused": customer_client_refused,
    "03l-customer-new-client": customer_new_client,
    "03m-customer-new-client-not-kept": customer_new_client_not_kept,
    "04-join": join,
    "04b-join-by-hand": join_by_hand,
    "04c-join-second-visit": join_second_visit,
    "04d-join-several": join_one_of_several,
    "04e-joining": joining,
    "04f-join-two-adapters": join_with_two_adapters,
    "04g-join-permission": join_permission,
    "04k-join-asking-first": join_asking_first,
    "04h-join-no-adapter": partial(join_in_vain, reason=Reason.NO_WIFI_ADAPTER),
    "04i-join-wifi-off": partial(join_in_vain, reason=Reason.WIFI_OFF),
    "04j-join-not-found": partial(join_in_vain, reason=Reason.PHOTON_NOT_FOUND),
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
    "07g-connecting-customer": connecting_for_customer,
    "08-done": done,
    "08c-done-customer": done_for_customer,
    "08d-done-product": done_in_product,
    "08b-done-without-account": done_without_account,
    "10-restore": restore,
    "10b-restore-error": restore_error,
    "10c-restore-found": restore_found,
    "10d-restore-to-customer": restore_to_customer,
    "10e-restore-nothing": restore_nothing,
    "10f-restore-question": restore_question,
    "10g-restoring": restoring,
    "10h-restore-half-way": restore_half_way,
    "10i-restored": restored,
    "12-close-question": close_question,
    "12b-close-question-restoring": close_question_restoring,
    "13-demo-panel": demo_panel,
    "13b-demo-panel-waiting": demo_panel_waiting,
    **PROGRAM_SCENES,
    **CABLE_SCENES,
    **dict(problem_scenes()),
}
