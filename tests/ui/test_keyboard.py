"""The window without a mouse, and what a screen reader learns of it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QWidget

from setup_wizard.simulator.faults import Fault
from setup_wizard.simulator.world import CAREFUL, DEMO, SimulatorOptions
from setup_wizard.workflow.facts import Purpose
from setup_wizard.workflow.step import Step
from tests.ui.conftest import MakeStage
from tests.ui.person import Person
from tests.ui.stage import HOME_PASSWORD, Stage

TAB, SPACE, ENTER, DOWN, RIGHT = Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Right


def test_the_whole_setup_needs_no_mouse(stage: Stage) -> None:
    person = stage.open()
    assert person.focus == "own_account"
    person.tab_to("next_button")
    person.press(SPACE)
    person.reach(Step.SIGN_IN)
    assert person.focus == "email"
    person.type_text(DEMO.username)
    person.tab_to("password")
    person.type_text(DEMO.password.reveal())
    person.press(ENTER)
    person.reach(Step.NETWORK)
    assert person.focus == "networks"
    person.press(DOWN)
    person.press(Qt.Key.Key_Up)
    person.press(ENTER)
    person.reach(Step.PASSWORD)
    assert person.focus == "wifi_password"
    person.type_text(HOME_PASSWORD)
    person.tab_to("keep_for_next")
    person.press(SPACE)
    person.tab_to("commit_button")
    # Else the page might be over before anybody looks.
    stage.faults.switch_on(Fault.NO_CLOUD)
    person.press(ENTER)
    person.arrive(Step.CONFIRM)
    assert person.focus
    stage.faults.clear()
    person.reach(Step.DONE)
    person.tab_to("device_name")
    person.type_text("Lamp")
    person.tab_to("finish_button")
    person.wait_until_idle()
    person.press(ENTER)
    person.wait_until_closed()
    assert stage.owner == DEMO.username


def test_arrows_choose_and_enter_goes_on_from_the_first_page(stage: Stage) -> None:
    person = stage.open()
    for row in ("product_device", "customer", "wifi_only"):
        person.press(DOWN)
        assert person.focus == row
    person.press(ENTER)
    person.reach(Step.NETWORK)
    assert stage.relay.requests == []


def test_arrows_choose_the_way_of_signing_in(stage: Stage) -> None:
    person = stage.open_at(Step.SIGN_IN)
    person.tab_to("sign_in_way_0")
    person.press(RIGHT)
    person.tab_to("token")
    person.type_text(stage.simulator.token.reveal())
    person.press(ENTER)
    person.reach(Step.NETWORK)


def test_enter_in_every_other_field_sends_the_form(stage: Stage) -> None:
    person = stage.open_at(Step.NETWORK)
    person.tab_to("another_network")
    person.press(SPACE)
    person.type_text("Office")
    person.tab_to("network_security_0")
    person.press(RIGHT)
    person.press(RIGHT)
    person.press(Qt.Key.Key_Backtab)
    person.press(ENTER)
    person.reach(Step.PASSWORD)
    for field in ("identity", "eap_password", "outer_identity", "ca_certificate"):
        person.tab_to(field)
        person.press(ENTER)
        assert person.focus == "identity"
        assert person.reads("Type your name on this network.")


def test_enter_presses_the_button_it_is_on_and_no_other(stage: Stage) -> None:
    person = stage.open_at(Step.PASSWORD)
    person.tab_to("back_button")
    person.press(ENTER)
    person.reach(Step.NETWORK)


def test_a_problem_is_answered_with_one_key(make_stage: MakeStage) -> None:
    stage = make_stage(SimulatorOptions())
    stage.faults.switch_on(Fault.DOES_NOT_JOIN)
    person = stage.open_at(Step.CONFIRM)
    person.meet_problem()
    assert person.focus == "problem_primary"
    stage.faults.clear()
    person.press(ENTER)
    person.reach(Step.PASSWORD)
    person.press(ENTER)
    person.reach(Step.DONE)


def interactive(person: Person) -> Iterator[QWidget]:
    """What Tab reaches, and the choices of a question that are not chosen, which only arrows reach."""
    for widget in person.wizard.findChildren(QWidget):
        by_key = widget.focusPolicy() & Qt.FocusPolicy.TabFocus or isinstance(widget, QAbstractButton)
        if widget.isVisible() and by_key:
            yield widget


def check_names(person: Person, *expected: str) -> None:
    """Everything has a name for tests and one for people, and what is expected is among it."""
    names = set()
    for widget in interactive(person):
        spoken = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
        assert widget.objectName(), f"{widget} on {person.step} has no object name"
        assert spoken, f"{widget.objectName()} on {person.step} has no accessible name"
        names.add(widget.objectName())
    assert set(expected) <= names


def test_everything_has_a_name_while_choosing_and_signing_in(stage: Stage) -> None:
    person = stage.open()
    check_names(person, "own_account", "product_device", "customer", "wifi_only", "restore")
    check_names(person, "next_button", "leave_button")
    person.click("wifi_only")
    check_names(person, "check_online")
    person.click("own_account")
    person.go_on()
    person.reach(Step.SIGN_IN)
    check_names(person, "email", "password", "show_password", "reset_password", "keep_signed_in", "back_button")
    person.click("sign_in_way_1")
    check_names(person, "token", "sign_in_way_0", "sign_in_way_1")
    person.click("sign_in_way_0")
    person.write("email", CAREFUL.username)
    person.write("password", CAREFUL.password.reveal())
    person.go_on()
    person.wait_for("one_time_code")
    person.wait_until_idle()
    check_names(person, "one_time_code", "sign_in_differently")


def test_everything_has_a_name_while_finding_networks(stage: Stage) -> None:
    person = stage.open_at(Step.NETWORK)
    check_names(person, "networks", "scan_again", "another_network", "step_sign_in")
    person.click("another_network")
    check_names(person, "network_name", "network_security_0", "back_to_list")
    person.click("back_button")
    person.reach(Step.JOIN)
    check_names(person, "next_button")
    stage.faults.switch_on(Fault.EMPTY_SCAN)
    person.go_on()
    person.reach(Step.NETWORK)
    person.click("scan_again")
    person.wait_for("scan_again_empty")
    person.wait_until_idle()
    check_names(person, "scan_again_empty", "type_name")


def test_everything_has_a_name_while_connecting(make_stage: MakeStage) -> None:
    stage = make_stage(SimulatorOptions())
    stage.faults.switch_on(Fault.DOES_NOT_JOIN)
    person = stage.open_at(Step.NETWORK)
    person.pick_network("Office")
    person.go_on()
    person.reach(Step.PASSWORD)
    check_names(person, "identity", "eap_password", "outer_identity", "ca_certificate", "change_network")
    person.click("eap_method_1")
    check_names(person, "client_certificate", "client_certificate_choose", "private_key", "private_key_choose")
    person.click("eap_method_0")
    person.write("identity", "ada@example.com")
    person.write("eap_password", "paper clip")
    check_names(person, "commit_button", "keep_for_next")
    person.go_on()
    person.arrive(Step.CONFIRM)
    check_names(person, "details", "copy_diagnostics", "leave_button")
    person.meet_problem()
    check_names(person, "problem_primary", "problem_secondary", "light_0", "light_5")


def test_everything_has_a_name_at_the_end(stage: Stage) -> None:
    person = stage.open_at(Step.DONE)
    person.reach(Step.DONE)
    check_names(person, "device_name", "blink", "secondary_button", "finish_button", "leave_button")


def test_everything_has_a_name_on_the_way_to_a_customer(stage: Stage) -> None:
    person = stage.open_at(Step.SIGN_IN, purpose=Purpose.CUSTOMER)
    person.click("sign_in_way_2")
    check_names(person, "client_id", "client_secret", "show_password", "keep_signed_in", "sign_in_way_3")
    person.click("sign_in_way_3")
    check_names(person, "customer_email", "customer_password", "customer_product", "client_id")
    person.click("sign_in_way_0")
    person.write("email", DEMO.username)
    person.write("password", DEMO.password.reveal())
    person.go_on()
    person.reach(Step.PRODUCT)
    check_names(person, "product_filter", "products", "import_tray", "another_account")
    person.pick("products", "Greenhouse")
    person.click("import_tray")
    person.wait_for("tray_file")
    person.wait_until_idle()
    check_names(person, "tray_file", "tray_choose", "tray_import", "tray_close")
    person.click("tray_close")
    person.go_on()
    person.reach(Step.CUSTOMER)
    check_names(person, "customer", "client_id", "client_secret", "keep_client", "create_client", "step_product")
    person.click("create_client")
    person.wait_for("new_client_secret")
    person.wait_until_idle()
    check_names(person, "new_client_secret", "copy_client_secret")


def test_everything_has_a_name_while_restoring(stage: Stage) -> None:
    stage.add_to_product()
    person = stage.open_at(Step.RESTORE, purpose=Purpose.RESTORE)
    check_names(person, "restore_id", "next_button")
    person.type_text(stage.device_id)
    person.press(ENTER)
    person.wait_for("give_back")
    person.wait_until_idle()
    check_names(person, "give_back", "to_my_account", "to_customer", "restore_device", "secondary_button")
    assert person.focus == "give_back"
    person.tab_to("restore_device")
    person.press(SPACE)
    person.wait_for("last_digits")
    assert person.focus == "last_digits"
    check_names(person, "last_digits", "keep_device", "confirm_restore")
    person.type_text(stage.device_id[-4:])
    person.press(ENTER)
    person.reach(Step.DONE)
    check_names(person, "next_customer", "secondary_button", "finish_button")


def test_every_page_has_a_spoken_title(stage: Stage) -> None:
    person = stage.open_at(Step.PASSWORD)
    titles = set()
    for _step in range(5):
        titles.add(person.page.accessibleName())
        assert person.page.accessibleName() == person.title
        person.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert len(titles) == 5
    assert "" not in titles
