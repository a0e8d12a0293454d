"""A sign-in that is kept for the next time, and one that cannot be."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt

from setup_wizard.core.account import Token
from setup_wizard.core.errors import Reason
from setup_wizard.core.secret import Secret
from setup_wizard.demo import MemoryStore
from setup_wizard.simulator.faults import Fault
from setup_wizard.simulator.world import CAREFUL, DEMO, NEIGHBOUR, SimulatorOptions
from setup_wizard.workflow.facts import Purpose
from setup_wizard.workflow.step import Step
from tests.patience import PATIENCE_S
from tests.ui.conftest import MakeStage
from tests.ui.person import Person
from tests.ui.stage import Stage, unplug

SHOWN_ADDRESS = DEMO.username.replace("@", "\u200b@")


def sign_in(person: Person) -> None:
    person.write("email", DEMO.username)
    person.write("password", DEMO.password.reveal())
    person.go_on()


def test_the_second_start_asks_for_no_sign_in(stage: Stage) -> None:
    first = stage.open_at(Step.SIGN_IN)
    sign_in(first)
    first.reach(Step.NETWORK)
    first.leave()
    stage.simulator.air.leave_photon()
    second = stage.open()
    second.go_on()
    second.reach(Step.NETWORK)
    assert second.says_account() == SHOWN_ADDRESS
    assert stage.requests("POST /oauth/token") == 1


def test_not_you_signs_out_and_asks_again(stage: Stage) -> None:
    person = stage.open_at(Step.NETWORK)
    person.click("not_you")
    person.reach(Step.SIGN_IN)
    assert not person.sees("signed_in_as")
    assert person.focus == "password"
    person.wait_until(lambda: stage.opened is not None and stage.opened.session.token is None)
    assert stage.store.load(stage.options.api, DEMO.username) is None
    assert QSettings().value("sign_in/username") is None


def test_not_you_tells_the_cloud(stage: Stage) -> None:
    stage.simulator.air.set_photon_up(False)
    person = stage.open_at(Step.JOIN)
    person.click("not_you")
    person.reach(Step.SIGN_IN)
    person.wait_until(lambda: stage.simulator.cloud.accounts.find(stage.simulator.token.reveal()) is None)
    assert stage.requests("DELETE /v1/access_tokens/current") == 1


def test_not_you_tells_the_cloud_also_without_a_keyring(stage: Stage) -> None:
    stage.simulator.air.set_photon_up(False)
    person = stage.open_at(Step.JOIN)
    stage.spoil["forget"] = Reason.KEYRING_UNAVAILABLE
    person.click("not_you")
    person.reach(Step.SIGN_IN)
    person.wait_until(lambda: stage.requests("DELETE /v1/access_tokens/current") == 1)


def test_nothing_stops_a_sign_out_half_way(stage: Stage) -> None:
    person = stage.open_at(Step.NETWORK)
    stage.simulator.air.leave_photon()
    with stage.simulator.cloud.lock:
        person.click("not_you")
        person.press(Qt.Key.Key_Escape)
        assert person.step is Step.SIGN_IN
        assert not person.sees("signed_in_as")
        sign_in(person)
    person.reach(Step.NETWORK)
    assert stage.requests("DELETE /v1/access_tokens/current") == 1
    assert stage.simulator.cloud.accounts.find(stage.simulator.token.reveal()) is None
    assert stage.opened is not None
    assert stage.opened.session.token is not None
    assert person.says_account() == SHOWN_ADDRESS


def test_a_photon_that_is_plugged_in_stops_no_sign_out(make_stage: MakeStage) -> None:
    stage = make_stage(SimulatorOptions(usb=1, one_radio=True))
    unplug(stage.simulator.photon)
    stage.spoil["adapters"] = Reason.NO_WIFI_ADAPTER
    person = stage.open_at(Step.JOIN, connect=False)
    with stage.simulator.cloud.lock:
        person.click("not_you")
        stage.simulator.photon.plug_in()
        person.reach(Step.SIGN_IN)
        assert not person.sees("signed_in_as")
    person.wait_until(lambda: stage.simulator.cloud.accounts.find(stage.simulator.token.reveal()) is None)


def test_the_next_person_finds_nobodys_address(stage: Stage) -> None:
    person = stage.open_at(Step.SIGN_IN)
    sign_in(person)
    person.reach(Step.NETWORK)
    person.click("not_you")
    person.reach(Step.SIGN_IN)
    assert person.reading("email") == ""
    assert person.focus == "email"


def test_a_sign_in_that_is_not_to_be_kept_is_not(stage: Stage) -> None:
    person = stage.open_at(Step.SIGN_IN)
    person.click("keep_signed_in")
    sign_in(person)
    person.reach(Step.NETWORK)
    assert stage.store.load(stage.options.api, DEMO.username) is None
    assert QSettings().value("sign_in/username") is None


def test_a_saved_sign_in_that_has_ended_is_forgotten_and_asked_for(stage: Stage) -> None:
    token = Token(Secret("0" * 40), DEMO.username, datetime(2020, 1, 1, tzinfo=UTC))
    stage.store.save(stage.options.api, token)
    person = stage.open(username=DEMO.username)
    person.go_on()
    person.reach(Step.SIGN_IN)
    assert stage.store.load(stage.options.api, DEMO.username) is None
    assert person.reading("email") == DEMO.username
    assert person.focus == "password"
    sign_in(person)
    person.reach(Step.NETWORK)


def test_a_saved_sign_in_that_cannot_be_checked_is_kept(stage: Stage) -> None:
    stage.store.save(stage.options.api, Token(stage.simulator.token, DEMO.username))
    stage.faults.switch_on(Fault.CLOUD_DOWN)
    person = stage.open(username=DEMO.username)
    person.go_on()
    person.reach(Step.SIGN_IN)
    assert not person.problem
    assert stage.store.load(stage.options.api, DEMO.username) is not None


def test_without_a_keyring_one_is_told_before_signing_in(stage: Stage) -> None:
    stage.spoil["load"] = stage.spoil["save"] = Reason.KEYRING_UNAVAILABLE
    person = stage.open(username=DEMO.username)
    person.go_on()
    person.reach(Step.SIGN_IN)
    assert person.reads("This computer has no keyring to keep it in")
    assert not person.find("keep_signed_in").isEnabled()
    sign_in(person)
    person.reach(Step.NETWORK)


def test_a_keyring_that_fails_is_told_and_the_setup_goes_on(stage: Stage, own_home: Path) -> None:
    stage.spoil["save"] = Reason.KEYRING_UNAVAILABLE
    person = stage.open_at(Step.SIGN_IN)
    sign_in(person)
    person.meet_problem()
    assert person.reads("This computer cannot keep your sign-in.")
    person.click("problem_primary")
    person.reach(Step.NETWORK)
    assert person.says_account() == SHOWN_ADDRESS
    person.click("step_sign_in")
    person.reach(Step.SIGN_IN)
    assert not person.problem
    assert stage.opened is not None
    assert stage.opened.session.token is not None
    token = stage.opened.session.token.value.reveal()
    assert not any(token.encode() in path.read_bytes() for path in own_home.rglob("*") if path.is_file())


@pytest.mark.parametrize("purpose", ["own_account", "wifi_only"])
def test_who_is_signed_in_is_shown_as_text(purpose: str, stage: Stage) -> None:
    stage.store.save(stage.options.api, Token(stage.simulator.token, DEMO.username))
    person = stage.open(username=DEMO.username)
    assert not person.sees("signed_in_as")
    person.click(purpose)
    person.go_on()
    person.reach(Step.NETWORK)
    assert person.sees("signed_in_as") == (purpose == "own_account")


class SlowStore(MemoryStore):
    """A keyring that asks the person first."""

    def __init__(self) -> None:
        super().__init__()
        self.unlocked = threading.Event()

    def load(self, api: str, username: str) -> Token | None:
        self.unlocked.wait(PATIENCE_S)
        return super().load(api, username)


@pytest.mark.parametrize("typed", [("email", "password"), ("email",), ("password",)])
def test_a_saved_sign_in_does_not_overtake_what_is_typed(typed: tuple[str, ...], stage: Stage) -> None:
    stage.store = slow = SlowStore()
    stage.store.save(stage.options.api, Token(stage.simulator.token, DEMO.username))
    person = stage.open(username=DEMO.username)
    person.go_on()
    person.arrive(Step.SIGN_IN)
    texts = {"email": NEIGHBOUR.username, "password": NEIGHBOUR.password.reveal()}
    for field in typed:
        person.write(field, texts[field])
    slow.unlocked.set()
    person.wait_until_idle()
    assert person.step is Step.SIGN_IN
    assert all(person.reading(field) == texts[field] for field in typed)
    assert person.focus == typed[-1]
    assert not person.sees("signed_in_as")
    for field in texts:
        person.write(field, texts[field])
    person.go_on()
    person.reach(Step.NETWORK)
    assert person.says_account() == NEIGHBOUR.username.replace("@", "\u200b@")


def test_the_next_person_finds_nobodys_wifi_password(stage: Stage) -> None:
    person = stage.open_at(Step.PASSWORD)
    person.write("wifi_password", "half a secret")
    person.click("not_you")
    person.reach(Step.SIGN_IN)
    person.write("email", NEIGHBOUR.username)
    person.write("password", NEIGHBOUR.password.reveal())
    person.go_on()
    person.reach(Step.PASSWORD)
    assert person.reading("wifi_password") == ""


def ask_for_code(stage: Stage) -> Person:
    person = stage.open_at(Step.SIGN_IN)
    person.write("email", CAREFUL.username)
    person.write("password", CAREFUL.password.reveal())
    person.go_on()
    person.wait_for("one_time_code")
    return person


def test_whoever_signed_in_by_a_code_is_not_asked_for_it_again(stage: Stage) -> None:
    person = ask_for_code(stage)
    assert CAREFUL.one_time_code is not None
    person.write("one_time_code", CAREFUL.one_time_code.reveal())
    person.go_on()
    person.reach(Step.NETWORK)
    person.click("step_sign_in")
    person.reach(Step.SIGN_IN)
    assert person.title == "Sign in to Particle"
    assert not person.sees("one_time_code")
    assert person.reads(f"You are signed in as {CAREFUL.username}.")


def test_a_code_is_for_one_challenge(stage: Stage) -> None:
    person = ask_for_code(stage)
    person.write("one_time_code", "111111")
    person.click("back_button")
    person.reach(Step.PURPOSE)
    person.go_on()
    person.reach(Step.SIGN_IN)
    assert not person.sees("one_time_code")
    person.go_on()
    person.wait_for("one_time_code")
    assert person.reading("one_time_code") == ""


@pytest.mark.parametrize("by", ["password", "nothing"])
def test_a_sign_in_that_was_kept_before_goes_when_it_is_not_to_be_kept(by: str, stage: Stage) -> None:
    QSettings().setValue("sign_in/username", DEMO.username)
    stage.store.save(stage.options.api, Token(stage.simulator.token, DEMO.username))
    person = stage.open()
    person.go_on()
    person.arrive(Step.JOIN)
    person.click("step_sign_in")
    person.reach(Step.SIGN_IN)
    person.click("keep_signed_in")
    if by == "password":
        sign_in(person)
    else:
        person.go_on()
    person.arrive(Step.JOIN)
    assert stage.store.load(stage.options.api, DEMO.username) is None
    assert QSettings().value("sign_in/username") is None


def test_the_next_person_finds_no_client_and_no_customer_to_sign_in_with(stage: Stage) -> None:
    person = stage.open_at(Step.CUSTOMER, purpose=Purpose.CUSTOMER, client=False)
    person.write("client_id", stage.client.client_id)
    person.write("client_secret", stage.client.secret.reveal())
    person.go_on()
    person.arrive(Step.JOIN)
    assert stage.store.load_client(stage.options.api, stage.client.client_id) is not None
    person.click("step_sign_in")
    person.reach(Step.SIGN_IN)
    person.click("sign_in_way_3")
    person.write("customer_email", "ana@example.com")
    person.click("not_you")
    person.wait_for("email")
    person.wait_until_idle()
    person.go_on()
    assert person.step is Step.SIGN_IN
    assert person.reads("Type your password") or person.reads("Type the email address")
    person.click("sign_in_way_3")
    assert [person.reading(name) for name in ("customer_email", "customer_product", "client_id")] == ["", "", ""]
    person.click("sign_in_way_0")
    sign_in(person)
    person.reach(Step.PRODUCT)
    person.pick("products", "Greenhouse")
    person.go_on()
    person.reach(Step.CUSTOMER)
    assert person.reading("customer") == ""


def test_not_you_tells_the_cloud_also_from_the_photons_network(stage: Stage) -> None:
    person = stage.open_at(Step.NETWORK)
    person.click("not_you")
    person.reach(Step.SIGN_IN)
    person.wait_until(lambda: stage.simulator.cloud.accounts.find(stage.simulator.token.reveal()) is None)


def test_not_you_leaves_a_token_that_was_pasted_to_whoever_uses_it_elsewhere(stage: Stage) -> None:
    person = stage.open_at(Step.SIGN_IN)
    person.click("sign_in_way_1")
    person.write("token", stage.simulator.token.reveal())
    person.go_on()
    person.reach(Step.NETWORK)
    person.click("not_you")
    person.reach(Step.SIGN_IN)
    signed_out = threading.Event()
    person.wizard.model.runner.do_between(lambda _cancel: signed_out.set())
    person.wait_until(signed_out.is_set)
    assert stage.opened is not None
    assert stage.opened.session.token is None
    assert stage.simulator.cloud.accounts.find(stage.simulator.token.reveal()) is not None
