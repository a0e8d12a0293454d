"""Setting up one's own Photon, pressed through as a person would."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

import tests.ui.stage
from setup_wizard.compose import build_session, users_journal
from setup_wizard.core.errors import Reason
from setup_wizard.options import Options
from setup_wizard.simulator.faults import Fault
from setup_wizard.simulator.world import CAREFUL, DEMO, DEVICE_ID
from setup_wizard.workflow.services import HostWifi
from setup_wizard.workflow.session import Session
from setup_wizard.workflow.step import Step
from tests.patience import PATIENCE_S
from tests.ui.person import Person
from tests.ui.stage import HOME_PASSWORD, QUICK, Stage, set_up_at_home

SIGN_IN = "POST /oauth/token"
CHECK_TOKEN = "GET /v1/user"
DEVICES = "GET /v1/devices"
CLAIM = "POST /v1/device_claims"
UNHURRIED = replace(QUICK, claim_by_id_after_s=QUICK.timeout_s)
"""Nothing is asked only because the machine is slow."""


def sign_in_by_password(person: Person, username: str, password: str) -> None:
    person.go_on()
    person.reach(Step.SIGN_IN)
    person.write("email", username)
    person.write("password", password)
    person.go_on()


def asked(stage: Stage) -> Counter[str]:
    """What the cloud was asked, without how often it was asked whether the Photon is there yet."""
    watching = (f"GET /v1/devices/{DEVICE_ID}", "GET /v1/devices/events/spark")
    return Counter(request for request in stage.relay.requests if request not in watching)


def test_a_photon_is_set_up_by_email_and_password(stage: Stage) -> None:
    person = stage.open(UNHURRIED)
    sign_in_by_password(person, DEMO.username, DEMO.password.reveal())
    set_up_at_home(person)
    assert person.title == "Your Photon is online, and it is yours"
    assert person.reads(DEVICE_ID)
    assert person.reads("Home, strong signal")
    assert stage.owner == DEMO.username
    assert asked(stage) == Counter((SIGN_IN, DEVICES, CLAIM))
    person.go_on()
    assert not person.wizard.isVisible()


def test_a_photon_is_set_up_by_one_time_code(stage: Stage) -> None:
    person = stage.open(UNHURRIED)
    sign_in_by_password(person, CAREFUL.username, CAREFUL.password.reveal())
    person.wait_for("one_time_code")
    assert not person.sees("password")
    assert CAREFUL.one_time_code is not None
    person.write("one_time_code", CAREFUL.one_time_code.reveal())
    person.go_on()
    set_up_at_home(person)
    assert stage.owner == CAREFUL.username
    assert asked(stage) == Counter({SIGN_IN: 2, DEVICES: 1, CLAIM: 1})


def test_a_photon_is_set_up_by_a_pasted_token(stage: Stage) -> None:
    person = stage.open(UNHURRIED)
    person.go_on()
    person.reach(Step.SIGN_IN)
    person.click("sign_in_way_1")
    person.write("token", f" {stage.simulator.token.reveal()} ")
    person.go_on()
    set_up_at_home(person)
    assert stage.owner == DEMO.username
    assert person.reads(DEMO.username)
    assert asked(stage)[CHECK_TOKEN] == 1
    assert asked(stage)[SIGN_IN] == 0


def test_after_codes_that_were_refused_one_can_sign_in_differently(stage: Stage) -> None:
    person = stage.open()
    sign_in_by_password(person, CAREFUL.username, CAREFUL.password.reveal())
    for _try in range(4):
        person.wait_for("one_time_code")
        person.write("one_time_code", "000000")
        person.go_on()
        person.wait_until_idle()
        assert person.reads("This code is not right")
        assert person.focus == "one_time_code"
    person.click("sign_in_differently")
    assert person.focus == "password"
    person.write("email", DEMO.username)
    person.write("password", DEMO.password.reveal())
    person.go_on()
    person.reach(Step.NETWORK)
    assert person.reads(DEMO.username.replace("@", "\u200b@"))


def test_the_next_photon_asks_for_nothing_that_is_known(stage: Stage) -> None:
    person = stage.open_at(Step.PASSWORD, UNHURRIED)
    person.click("keep_for_next")
    person.write("wifi_password", HOME_PASSWORD)
    person.go_on()
    person.reach(Step.DONE)
    stage.simulator.photon.press_setup()
    assert stage.simulator.photon.wait_until(lambda photon: photon.listening, PATIENCE_S)
    before = asked(stage)
    person.click("secondary_button")
    person.reach(Step.PASSWORD)
    assert "Home" in person.title
    assert person.reading("wifi_password") == HOME_PASSWORD
    person.go_on()
    person.reach(Step.DONE)
    assert asked(stage) - before == Counter((DEVICES, CLAIM))


def test_the_next_photon_starts_with_the_list_when_the_network_was_not_to_be_kept(stage: Stage) -> None:
    person = stage.open_at(Step.DONE)
    person.reach(Step.DONE)
    stage.simulator.photon.press_setup()
    person.click("secondary_button")
    person.reach(Step.NETWORK)
    person.pick_network("Home")
    person.go_on()
    person.reach(Step.PASSWORD)
    assert person.reading("wifi_password") == ""


def test_another_network_can_be_chosen_for_the_next_photon(stage: Stage) -> None:
    person = stage.open_at(Step.PASSWORD)
    person.click("keep_for_next")
    person.write("wifi_password", HOME_PASSWORD)
    person.go_on()
    person.reach(Step.DONE)
    stage.simulator.photon.press_setup()
    person.click("secondary_button")
    person.reach(Step.PASSWORD)
    person.click("back_button")
    person.reach(Step.NETWORK)
    assert "Home" in person.networks()
    person.pick_network("Café del Mar ☕")
    person.go_on()
    person.reach(Step.PASSWORD)
    assert person.reading("wifi_password") == ""


class TestTheName:
    """What is typed as the Photon's name arrives in the cloud, whichever way one goes on."""

    @pytest.fixture
    def person(self, stage: Stage) -> Person:
        person = stage.open_at(Step.DONE)
        person.reach(Step.DONE)
        return person

    def name_in_the_cloud(self, stage: Stage) -> str | None:
        device = stage.simulator.cloud.devices.find(DEVICE_ID)
        assert device is not None
        return device.name

    def test_is_saved_by_leaving_the_field(self, person: Person, stage: Stage) -> None:
        person.write("device_name", "Lamp")
        person.click("blink")
        person.wait_until_idle()
        assert self.name_in_the_cloud(stage) == "Lamp"

    def test_is_saved_before_finishing(self, person: Person, stage: Stage) -> None:
        person.write("device_name", "Lamp")
        person.click("finish_button")
        person.wait_until_closed()
        assert self.name_in_the_cloud(stage) == "Lamp"

    def test_is_saved_before_the_next_photon(self, person: Person, stage: Stage) -> None:
        person.write("device_name", "Lamp")
        person.click("secondary_button")
        person.wait_until(lambda: person.step is not Step.DONE)
        assert self.name_in_the_cloud(stage) == "Lamp"

    def test_does_not_keep_anybody_when_it_cannot_be_saved(self, person: Person, stage: Stage) -> None:
        stage.faults.switch_on(Fault.SERVER_ERROR)
        person.write("device_name", "Lamp")
        person.click("finish_button")
        person.wait_until_idle()
        assert person.reads("The cloud answered with a fault.")
        person.click("finish_button")
        person.wait_until_closed()
        assert self.name_in_the_cloud(stage) is None

    def test_stays_unsaved_when_the_window_is_closed(self, person: Person, stage: Stage) -> None:
        person.write("device_name", "Lamp")
        person.wizard.close()
        person.wait_until_closed()
        assert self.name_in_the_cloud(stage) is None


def test_the_light_can_be_made_to_blink(stage: Stage) -> None:
    person = stage.open_at(Step.DONE)
    person.reach(Step.DONE)
    person.click("blink")
    person.wait_until_idle()
    assert stage.requests(f"PUT /v1/devices/{DEVICE_ID}") == 2


class WindowsShown(QObject):
    """Counts the windows that appear."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.names.append(watched.objectName() or type(watched).__name__)
        return False


def test_no_other_window_ever_flashes_up(stage: Stage, qapp: QApplication) -> None:
    shown = WindowsShown()
    qapp.installEventFilter(shown)
    stage.open_at(Step.DONE).reach(Step.DONE)
    qapp.removeEventFilter(shown)
    assert shown.names == ["setup_wizard"]


def test_the_next_photon_may_be_brought_to_setup_mode_while_it_is_looked_for(stage: Stage) -> None:
    person = stage.open_at(Step.DONE)
    person.reach(Step.DONE)
    person.click("secondary_button")
    person.arrive(Step.JOIN)
    person.wait_until(lambda: "Waiting for this computer" in person.wizard.model.lines[-1][1])
    stage.simulator.photon.press_setup()
    person.reach(Step.NETWORK)


def test_how_strong_the_network_is_where_the_next_photon_is_nobody_knows_yet(stage: Stage) -> None:
    person = stage.open_at(Step.PASSWORD)
    assert person.reads("Strong signal")
    person.click("keep_for_next")
    person.write("wifi_password", HOME_PASSWORD)
    person.go_on()
    person.reach(Step.DONE)
    stage.simulator.photon.press_setup()
    person.click("secondary_button")
    person.reach(Step.PASSWORD)
    assert not person.reads("Strong signal")
    person.go_on()
    person.reach(Step.DONE)
    assert not person.reads("strong signal")


def test_a_setup_that_was_interrupted_before_is_told_from_one_of_now(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def build_with_journal(options: Options, host: HostWifi) -> Session:
        return build_session(options, host, users_journal(options))

    monkeypatch.setattr(tests.ui.stage, "build_session", build_with_journal)
    stage.faults.switch_on(Fault.NO_CLOUD)
    first = stage.open_at(Step.CONFIRM)
    first.leave()
    stage.faults.clear()
    stage.bring_online()
    second = stage.open_signed_in()
    second.go_on()
    second.reach(Step.DONE)
    assert second.title == "Your Photon is online, and it is yours"
    assert second.reads(f"The setup of \u2068...{stage.device_id[-4:]}\u2069, which was interrupted, has finished.")


def test_a_name_that_cannot_be_saved_any_more_is_told_so(stage: Stage) -> None:
    person = stage.open_at(Step.DONE)
    person.reach(Step.DONE)
    stage.spoil["rename_device"] = Reason.TOKEN_EXPIRED
    person.write("device_name", "Lamp")
    person.press(Qt.Key.Key_Tab)
    person.wait_until_idle()
    assert person.reads("Your sign-in has ended, so this cannot be done any more. The Photon is set up.")
    assert not person.reads("Sign in again")
