"""Back, the step list, Esc, the leading button and closing, on every page."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.device import DeviceId
from setup_wizard.core.wifi import WifiCredentials
from setup_wizard.options import Options
from setup_wizard.simulator.faults import Fault
from setup_wizard.simulator.population import SHELF
from setup_wizard.simulator.world import DEMO, DEVICE_ID
from setup_wizard.ui.navigation import without_found_device
from setup_wizard.workflow.facts import Facts, Purpose
from setup_wizard.workflow.step import Step
from tests.patience import PATIENCE_S
from tests.ui.person import Person
from tests.ui.stage import HOME_PASSWORD, Stage, set_up_at_home

ALT = Qt.KeyboardModifier.AltModifier
NAMED, OTHER = DeviceId(DEVICE_ID), DeviceId(next(iter(SHELF)))


def test_back_keeps_what_was_typed_to_sign_in(stage: Stage) -> None:
    person = stage.open_at(Step.SIGN_IN)
    person.write("email", DEMO.username)
    person.write("password", "half a pass")
    person.click("back_button")
    person.go_on()
    person.reach(Step.SIGN_IN)
    assert person.reading("email") == DEMO.username
    assert person.reading("password") == "half a pass"


def test_back_keeps_the_typed_password_and_the_chosen_network(stage: Stage) -> None:
    person = stage.open_at(Step.NETWORK)
    person.pick_network("Café del Mar ☕")
    person.go_on()
    person.reach(Step.PASSWORD)
    person.write("wifi_password", HOME_PASSWORD)
    person.click("back_button")
    person.reach(Step.NETWORK)
    person.go_on()
    person.reach(Step.PASSWORD)
    assert "Café del Mar ☕" in person.title
    assert person.reading("wifi_password") == HOME_PASSWORD


def test_back_keeps_a_typed_name(stage: Stage) -> None:
    person = stage.open_at(Step.NETWORK)
    person.click("another_network")
    person.write("network_name", "Hideaway")
    person.go_on()
    person.reach(Step.PASSWORD)
    person.click("back_button")
    assert person.reading("network_name") == "Hideaway"


def test_back_and_forth_asks_the_cloud_and_the_photon_nothing_again(stage: Stage) -> None:
    person = stage.open_at(Step.PASSWORD)
    asked = list(stage.relay.requests)
    for step in (Step.NETWORK, Step.JOIN, Step.SIGN_IN, Step.PURPOSE):
        person.click("back_button")
        person.reach(step)
    assert not person.sees("back_button")
    person.go_on()
    person.reach(Step.PASSWORD)
    assert stage.relay.requests == asked


def test_every_step_that_is_done_can_be_gone_back_to_and_on_from(stage: Stage) -> None:
    person = stage.open_at(Step.PASSWORD)
    for step in (Step.JOIN, Step.SIGN_IN, Step.PURPOSE):
        person.click(f"step_{step}")
        person.reach(step)
        person.go_on()
        person.reach(Step.PASSWORD)


def test_changing_the_network_keeps_the_way_back(stage: Stage) -> None:
    person = stage.open_at(Step.PASSWORD)
    person.click("change_network")
    person.reach(Step.NETWORK)
    person.click("back_button")
    person.reach(Step.JOIN)
    person.click("step_sign_in")
    person.reach(Step.SIGN_IN)
    assert person.reads(f"You are signed in as {DEMO.username}.")
    person.go_on()
    person.reach(Step.NETWORK)


def check_that_there_is_no_way_back(person: Person) -> None:
    here = person.step
    person.wait_for("step_purpose")
    assert not person.sees("back_button")
    assert not any(person.find(f"step_{step}").isEnabled() for step in ("purpose", "sign_in", "join", "network"))
    person.press(Qt.Key.Key_Left, ALT)
    person.click_even_if_disabled("step_network")
    assert person.step is here


def test_there_is_no_way_back_once_the_photon_has_everything(stage: Stage) -> None:
    stage.faults.switch_on(Fault.NO_CLOUD)
    person = stage.open_at(Step.CONFIRM)
    check_that_there_is_no_way_back(person)
    person.click("leave_button")
    person.meet_problem()
    check_that_there_is_no_way_back(person)
    stage.faults.clear()
    person.click("problem_primary")
    person.reach(Step.DONE)
    check_that_there_is_no_way_back(person)


def test_alt_left_is_back(stage: Stage) -> None:
    person = stage.open_at(Step.PASSWORD)
    person.press(Qt.Key.Key_Left, ALT)
    person.reach(Step.NETWORK)


class TestEsc:
    """Stops what is running and leaves the window open."""

    def test_while_signing_in(self, stage: Stage) -> None:
        person = stage.open_at(Step.SIGN_IN)
        stage.faults.switch_on(Fault.CLOUD_HANGS)
        person.write("email", DEMO.username)
        person.write("password", DEMO.password.reveal())
        person.go_on()
        person.press(Qt.Key.Key_Escape)
        assert not person.busy
        assert person.reading("password") == DEMO.password.reveal()
        stage.faults.clear()
        person.go_on()
        person.reach(Step.NETWORK)

    def test_while_looking_for_the_photon(self, stage: Stage) -> None:
        stage.simulator.air.set_photon_up(False)
        person = stage.open_at(Step.JOIN)
        assert person.busy
        person.press(Qt.Key.Key_Escape)
        assert not person.busy
        assert person.says("next_button") == "Connect"
        stage.simulator.air.set_photon_up(True)
        person.go_on()
        person.reach(Step.NETWORK)

    def test_while_scanning(self, stage: Stage) -> None:
        stage.faults.switch_on(Fault.NEVER_ANSWER, where="scan-ap")
        person = stage.open_at(Step.JOIN)
        person.arrive(Step.NETWORK)
        person.press(Qt.Key.Key_Escape)
        assert not person.busy
        assert not person.sees("next_button")
        assert person.focus
        stage.faults.clear()
        person.click("scan_again")
        person.wait_for("networks")
        assert person.step is Step.NETWORK

    def test_while_scanning_for_another_photon(self, stage: Stage) -> None:
        person = stage.open_at(Step.DONE)
        person.reach(Step.DONE)
        stage.faults.switch_on(Fault.NEVER_ANSWER, where="scan-ap")
        stage.simulator.photon.press_setup()
        person.click("secondary_button")
        person.arrive(Step.NETWORK)
        person.press(Qt.Key.Key_Escape)
        assert not person.busy
        assert not person.sees("networks")
        assert not person.sees("next_button")
        assert not person.reads("Networks found")
        stage.faults.clear()
        person.click("scan_again")
        person.wait_for("networks")
        assert person.sees("next_button")

    def test_while_sending(self, stage: Stage) -> None:
        person = stage.open_at(Step.PASSWORD)
        stage.faults.switch_on(Fault.NEVER_ANSWER, where="configure-ap")
        person.write("wifi_password", HOME_PASSWORD)
        person.go_on()
        person.press(Qt.Key.Key_Escape)
        assert not person.busy
        assert person.step is Step.PASSWORD
        stage.faults.clear()
        person.go_on()
        person.reach(Step.DONE)

    def test_while_watching(self, stage: Stage) -> None:
        stage.faults.switch_on(Fault.NO_CLOUD)
        person = stage.open_at(Step.CONFIRM)
        person.press(Qt.Key.Key_Escape)
        person.meet_problem()
        assert person.reads("You stopped watching. The Photon goes on by itself.")
        assert person.wizard.isVisible()

    def test_while_saving_the_name(self, stage: Stage) -> None:
        person = stage.open_at(Step.DONE)
        person.reach(Step.DONE)
        QGuiApplication.clipboard().setText("something else")
        stage.faults.switch_on(Fault.CLOUD_HANGS)
        person.write("device_name", "Lamp")
        person.press(Qt.Key.Key_Return)
        assert person.busy
        person.press(Qt.Key.Key_Escape)
        assert not person.busy
        assert QGuiApplication.clipboard().text() == "something else"

    def test_without_anything_to_stop(self, stage: Stage) -> None:
        person = stage.open_at(Step.PASSWORD)
        person.press(Qt.Key.Key_Escape)
        assert person.wizard.isVisible()
        assert person.step is Step.PASSWORD


def test_the_leading_button_says_what_it_does(stage: Stage) -> None:
    said = {}
    stage.faults.switch_on(Fault.NO_CLOUD)
    person = stage.open_signed_in()
    said[person.step] = person.says("leave_button")
    person.go_on()
    person.reach(Step.NETWORK)
    said[person.step] = person.says("leave_button")
    person.pick_network("Home")
    person.go_on()
    person.reach(Step.PASSWORD)
    said[person.step] = person.says("leave_button")
    person.write("wifi_password", HOME_PASSWORD)
    person.go_on()
    person.arrive(Step.CONFIRM)
    said[person.step] = person.says("leave_button")
    person.click("leave_button")
    person.meet_problem()
    assert person.says("leave_button") == "Quit"
    stage.faults.clear()
    person.click("problem_primary")
    person.reach(Step.DONE)
    said[person.step] = person.says("leave_button")
    assert said == {
        Step.PURPOSE: "Quit",
        Step.NETWORK: "Stop setup",
        Step.PASSWORD: "Stop setup",
        Step.CONFIRM: "Stop watching",
        Step.DONE: "Copy details",
    }
    person.click("leave_button")
    assert f"device id: {DEVICE_ID}" in QGuiApplication.clipboard().text()
    assert person.wizard.isVisible()


@pytest.mark.parametrize("step", [Step.PURPOSE, Step.SIGN_IN, Step.JOIN, Step.DONE])
def test_closing_does_not_ask_when_nothing_would_be_lost(step: Step, stage: Stage) -> None:
    stage.simulator.air.set_photon_up(step is not Step.JOIN)
    person = stage.open_at(step)
    if step is Step.DONE:
        person.reach(step)
    person.wizard.close()
    assert not person.wizard.isVisible()


@pytest.mark.parametrize(
    ("step", "answer"),
    [
        (Step.NETWORK, "has not been sent to its network yet"),
        (Step.PASSWORD, "has not been sent to its network yet"),
        (Step.CONFIRM, "goes on by itself"),
    ],
)
def test_closing_asks_when_something_would_be_lost(step: Step, answer: str, stage: Stage) -> None:
    stage.faults.switch_on(Fault.NO_CLOUD)
    person = stage.open_at(step)
    person.wizard.close()
    assert person.wizard.isVisible()
    assert person.reads(answer)
    person.wizard.close()
    person.click("go_on")
    person.wait_until_gone("close_question")
    assert person.step is step
    person.wizard.close()
    person.press(Qt.Key.Key_Escape)
    person.wait_until_gone("close_question")
    assert person.wizard.isVisible()
    person.wizard.close()
    person.click("stop_setup")
    person.wait_until_closed()


def test_quitting_by_the_button_asks_too(stage: Stage) -> None:
    person = stage.open_at(Step.PASSWORD)
    person.click("leave_button")
    assert person.sees("close_question")
    person.click("stop_setup")
    person.wait_until_closed()


def test_the_question_tells_how_far_the_photon_is_meanwhile(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    person = stage.open_at(Step.PASSWORD)
    assert stage.opened is not None
    photon, is_read = stage.opened.session.photon, threading.Event()
    configure = photon.configure

    def configure_late(credentials: WifiCredentials, cancel: Cancel) -> None:
        is_read.wait(PATIENCE_S)
        configure(credentials, cancel)

    monkeypatch.setattr(photon, "configure", configure_late)
    stage.faults.switch_on(Fault.NO_CLOUD)
    person.write("wifi_password", HOME_PASSWORD)
    person.go_on()
    person.wizard.close()
    assert person.reads("is being told its network right now")
    is_read.set()
    person.arrive(Step.CONFIRM)
    assert person.reads("Your Photon has the network and goes on by itself.")
    stage.faults.clear()
    person.reach(Step.DONE)
    person.wait_until_gone("close_question")
    assert person.wizard.isVisible()


@pytest.mark.parametrize(
    ("named", "expected", "stays"),
    [
        (None, OTHER, None),
        (NAMED, OTHER, NAMED),
        (NAMED, NAMED, NAMED),
        (NAMED, None, None),
    ],
)
def test_another_purpose_expects_only_the_device_named_beforehand_and_that_once(
    named: DeviceId | None, expected: DeviceId | None, stays: DeviceId | None
) -> None:
    facts = Facts(purpose=Purpose.RESTORE, expected_device_id=expected)
    assert without_found_device(facts, Options(device_id=named)).expected_device_id == stays


def test_the_sign_in_page_is_about_what_was_chosen_also_where_it_was_only_passed_by(stage: Stage) -> None:
    person = stage.open_at(Step.JOIN, connect=False)
    person.click("step_purpose")
    person.reach(Step.PURPOSE)
    person.click(Purpose.CUSTOMER.value)
    person.go_on()
    person.reach(Step.PRODUCT)
    person.click("step_sign_in")
    person.reach(Step.SIGN_IN)
    assert person.reads("As the product's team, with its client, or as the customer.")
    assert person.sees("sign_in_way_3")


def test_closing_says_that_a_photon_that_did_not_join_waits(stage: Stage) -> None:
    person = stage.open_at(Step.PASSWORD)
    person.write("wifi_password", "wrong horse")
    person.go_on()
    person.meet_problem()
    person.wizard.close()
    assert person.reads("It is in setup mode again, and stays there.")
    assert not person.reads("goes on by itself")
    person.click("stop_setup")
    person.wait_until_closed()


@pytest.mark.parametrize(
    ("purpose", "step"), [(Purpose.PRODUCT_DEVICE, Step.PRODUCT), (Purpose.CUSTOMER, Step.CUSTOMER)]
)
def test_another_answer_is_asked_of_the_cloud_though_this_computer_was_at_the_photon(
    purpose: Purpose, step: Step, stage: Stage
) -> None:
    person = stage.open_at(Step.NETWORK, purpose=purpose)
    person.click(f"step_{step}")
    person.reach(step)
    if step is Step.PRODUCT:
        person.pick("products", "Greenhouse")
    else:
        person.write("customer", "bob@example.com")
    person.go_on()
    person.reach(Step.NETWORK)
    assert not person.problem
    set_up_at_home(person)
    assert stage.owner == (None if step is Step.PRODUCT else "bob@example.com")


def test_esc_gives_the_keyboard_back_that_was_on_the_button(stage: Stage) -> None:
    person = stage.open_at(Step.SIGN_IN)
    stage.faults.switch_on(Fault.CLOUD_HANGS)
    person.write("email", DEMO.username)
    person.write("password", DEMO.password.reveal())
    person.tab_to("next_button")
    person.press(Qt.Key.Key_Space)
    assert person.busy
    person.press(Qt.Key.Key_Escape)
    assert person.focus not in ("", "leave_button")


def test_the_question_starts_at_the_right_where_people_write_from_there(stage: Stage, qapp: QApplication) -> None:
    person = stage.open_at(Step.PASSWORD)
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        person.wizard.close()
        labels = person.find("close_question").findChildren(QLabel)
        assert all(label.alignment() & Qt.AlignmentFlag.AlignRight for label in labels)
        person.click("go_on")
        person.wait_until_gone("close_question")
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
