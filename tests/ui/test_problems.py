"""Every way a setup can end: what is said, and where its buttons lead."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from setup_wizard.core.errors import Reason
from setup_wizard.simulator.faults import Fault
from setup_wizard.simulator.world import CAREFUL, DEMO, NEIGHBOUR, SimulatorOptions
from setup_wizard.ui.ways_out import BETTER_BY_CABLE, WAYS_OUT, Action, way_out
from setup_wizard.ui.words import ACTION_TEXTS
from setup_wizard.workflow import confirm
from setup_wizard.workflow.facts import Purpose
from setup_wizard.workflow.step import Step
from setup_wizard.workflow.words import WORDS, words_for
from tests.end_to_end.bench import Hourglass
from tests.patience import PATIENCE_S
from tests.ui.conftest import MakeStage
from tests.ui.person import Person
from tests.ui.reasons import OF_THE_CABLE, OF_THE_RADIO
from tests.ui.stage import HOME_PASSWORD, Stage

SUCCESSES = {Reason.CLAIMED, Reason.ONLINE, Reason.LEFT_SETUP_MODE, Reason.RESTORED, Reason.IMPORTED}
UNDER_A_FIELD = {Reason.SIGN_IN_REFUSED, Reason.ONE_TIME_CODE_REFUSED, Reason.SSID_LENGTH, Reason.PASSWORD_LENGTH}
ENDS_WITH_ITS_TIME = (Reason.CLAIMED_OFFLINE, Reason.OWNED_BY_OTHER, Reason.CLAIM_NOT_CONFIRMED)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reason is met: the page, what fails there, and the pages its buttons lead to."""

    step: Step
    fails: str = ""
    fault: Fault | None = None
    primary: Step = Step.DONE
    secondary: Step | None = None
    purpose: Purpose = Purpose.OWN_ACCOUNT


PLACES: Mapping[Reason, Place] = {
    Reason.WRONG_TOKEN_KIND: Place(Step.PRODUCT, "find_product", primary=Step.SIGN_IN, purpose=Purpose.PRODUCT_DEVICE),
    Reason.TOKEN_EXPIRED: Place(Step.JOIN, "list_devices", primary=Step.SIGN_IN),
    Reason.KEYRING_UNAVAILABLE: Place(Step.SIGN_IN, "save", primary=Step.NETWORK),
    Reason.CLOUD_UNREACHABLE: Place(Step.JOIN, "list_devices", primary=Step.NETWORK),
    Reason.CLOUD_ERROR: Place(Step.JOIN, "create_claim_code", primary=Step.NETWORK),
    Reason.RATE_LIMITED: Place(Step.JOIN, "create_claim_code", primary=Step.NETWORK),
    Reason.PRODUCT_NOT_FOUND: Place(
        Step.JOIN, "import_device", primary=Step.PRODUCT, secondary=Step.PURPOSE, purpose=Purpose.PRODUCT_DEVICE
    ),
    Reason.WRONG_PLATFORM: Place(
        Step.JOIN, "import_device", primary=Step.PRODUCT, secondary=Step.PURPOSE, purpose=Purpose.CUSTOMER
    ),
    Reason.DEVICE_REFUSED_BY_PRODUCT: Place(
        Step.JOIN, "import_device", primary=Step.NETWORK, secondary=Step.PRODUCT, purpose=Purpose.CUSTOMER
    ),
    Reason.CUSTOMER_REFUSED: Place(
        Step.CUSTOMER, "create_or_find", primary=Step.CUSTOMER, secondary=Step.PURPOSE, purpose=Purpose.CUSTOMER
    ),
    Reason.NOT_ALLOWED: Place(
        Step.JOIN, "import_device", primary=Step.SIGN_IN, secondary=Step.PRODUCT, purpose=Purpose.PRODUCT_DEVICE
    ),
    Reason.DEVICE_NOT_SEEN: Place(
        Step.RESTORE, "claim_device", primary=Step.PURPOSE, secondary=Step.DONE, purpose=Purpose.RESTORE
    ),
    Reason.DEVICE_OFFLINE: Place(
        Step.RESTORE, "claim_device", primary=Step.DONE, secondary=Step.PURPOSE, purpose=Purpose.RESTORE
    ),
    Reason.RESTORE_INCOMPLETE: Place(
        Step.RESTORE, "claim_device", primary=Step.DONE, secondary=Step.PURPOSE, purpose=Purpose.RESTORE
    ),
    Reason.INTERNAL_ERROR: Place(Step.JOIN, "create_claim_code", primary=Step.NETWORK),
    Reason.JOIN_FAILED: Place(Step.JOIN, "list_devices", primary=Step.NETWORK, secondary=Step.JOIN),
    Reason.WRONG_DEVICE: Place(Step.PASSWORD, "identify", primary=Step.PASSWORD),
    Reason.DEVICE_UNREACHABLE: Place(Step.NETWORK, "scan", primary=Step.NETWORK),
    Reason.NOT_A_PHOTON: Place(Step.NETWORK, "scan", primary=Step.NETWORK),
    Reason.DEVICE_REJECTED_REQUEST: Place(Step.PASSWORD, "configure", secondary=Step.PASSWORD),
    Reason.NETWORK_NOT_SEEN: Place(Step.PASSWORD, "configure", primary=Step.NETWORK, secondary=Step.DONE),
    Reason.DEVICE_KEY_UNUSABLE: Place(Step.PASSWORD, "configure", secondary=Step.PASSWORD),
    Reason.SSID_NOT_EXPRESSIBLE: Place(Step.PASSWORD, "check", primary=Step.NETWORK, secondary=Step.JOIN),
    Reason.ENTERPRISE_UNSUPPORTED: Place(Step.PASSWORD, "configure", primary=Step.NETWORK),
    Reason.ENTERPRISE_INCOMPLETE: Place(Step.PASSWORD, "check", primary=Step.PASSWORD),
    Reason.IDENTITY_NOT_EXPRESSIBLE: Place(Step.PASSWORD, "check", primary=Step.PASSWORD),
    Reason.DID_NOT_JOIN: Place(Step.CONFIRM, fault=Fault.DOES_NOT_JOIN, primary=Step.PASSWORD, secondary=Step.NETWORK),
    Reason.CLAIMED_OFFLINE: Place(Step.CONFIRM, fault=Fault.NO_CLOUD, secondary=Step.NETWORK),
    Reason.OWNED_BY_OTHER: Place(
        Step.CONFIRM, fault=Fault.PRESENTS_NO_CLAIM, primary=Step.PASSWORD, secondary=Step.DONE
    ),
    Reason.CLAIM_NOT_CONFIRMED: Place(Step.CONFIRM, fault=Fault.NO_CLOUD, secondary=Step.PASSWORD),
    Reason.CANCELLED: Place(Step.CONFIRM, fault=Fault.NO_CLOUD),
}


OF_THE_PROGRAM = {Reason.INTERNAL_ERROR}
"""A window of its own tells it."""


def test_every_reason_has_words_a_way_out_and_a_place_in_these_tests() -> None:
    failures = set(Reason) - SUCCESSES
    assert set(WORDS) == set(Reason)
    assert set(WAYS_OUT) == failures
    assert set(PLACES) | UNDER_A_FIELD | set(OF_THE_RADIO) | set(OF_THE_CABLE) | OF_THE_PROGRAM == failures
    assert {way.primary for way in WAYS_OUT.values()} <= set(ACTION_TEXTS)
    assert {way.secondary for way in WAYS_OUT.values()} - {None} <= set(ACTION_TEXTS)
    assert set(ACTION_TEXTS) == set(Action)


@pytest.fixture
def stage(make_stage: MakeStage) -> Stage:
    """The Photon and the cloud can be reached at the same time: less waiting."""
    return make_stage(SimulatorOptions())


@pytest.fixture
def time_is_up(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Set, it ends the time of every watch for the proof."""
    is_up = threading.Event()
    monkeypatch.setattr(confirm, "Budget", lambda total_s: Hourglass(total_s, is_up.is_set))
    return is_up


def let_time_run_out(reason: Reason, stage: Stage, person: Person, time_is_up: threading.Event) -> None:
    """Once the watch has looked often enough to know everything; whoever watches on has all the time again."""
    look = f"GET /v1/devices/{stage.device_id}"
    person.wait_until(lambda: not stage.simulator.photon.listening)
    if reason is Reason.OWNED_BY_OTHER:
        person.wait_until(lambda: stage.requests("POST /v1/devices") > 0)
    # One that was on its way, two that may have been too slow for a refusal to count, and one after what they led to.
    enough = stage.requests(look) + 4
    person.wait_until(lambda: stage.requests(look) >= enough)
    time_is_up.set()
    person.meet_problem()
    time_is_up.clear()


def meet(reason: Reason, stage: Stage, time_is_up: threading.Event) -> Person:
    """Bring about the problem."""
    place = PLACES[reason]
    if reason is Reason.CLAIMED_OFFLINE:
        stage.simulator.cloud.give_to(stage.device_id, DEMO.username)
    if reason is Reason.OWNED_BY_OTHER:
        stage.simulator.cloud.give_to(stage.device_id, NEIGHBOUR.username)
    if place.fault is not None:
        stage.faults.switch_on(place.fault)
    late = place.step is Step.PASSWORD
    if place.fails and not late:
        stage.spoil[place.fails] = reason
    person = stage.open_at(place.step, purpose=place.purpose)
    if late:
        stage.spoil[place.fails] = reason
        person.write("wifi_password", HOME_PASSWORD)
    finish_the_page(person, stage)
    if reason is Reason.CANCELLED:
        person.click("leave_button")
    if place.step is Step.SIGN_IN:
        person.click("sign_in_way_1")
        person.write("token", stage.simulator.token.reveal())
        person.go_on()
    if reason in ENDS_WITH_ITS_TIME:
        let_time_run_out(reason, stage, person, time_is_up)
    person.meet_problem()
    return person


def finish_the_page(person: Person, stage: Stage) -> None:
    """What somebody does on a page that does not fail by itself."""
    if person.step in (Step.PRODUCT, Step.CUSTOMER, Step.PASSWORD):
        person.go_on()
    elif person.step is Step.RESTORE:
        move_to_account(person, stage)


def move_to_account(person: Person, stage: Stage) -> None:
    """Restore a device, which has to be online for this."""
    stage.bring_online()
    person.write("restore_id", stage.device_id)
    person.go_on()
    person.wait_for("to_my_account")
    person.click("to_my_account")
    person.click("restore_device")
    person.wait_for("last_digits")
    person.write("last_digits", stage.device_id[-4:])
    person.click("confirm_restore")


def mend(reason: Reason, stage: Stage, leads_to: Step | None) -> None:
    """Nothing fails any more; a Photon that was sent off is in setup mode again if somebody has to come back to it."""
    photon = stage.simulator.photon
    if PLACES[reason].step is Step.CONFIRM and leads_to is not Step.DONE and not photon.listening:
        photon.press_setup()
        assert photon.wait_until(lambda photon: photon.listening, PATIENCE_S)
    if reason is Reason.OWNED_BY_OTHER:
        stage.simulator.cloud.give_to(stage.device_id, None)
    stage.spoil.clear()
    stage.faults.clear()


@pytest.mark.parametrize("reason", PLACES)
def test_a_problem_says_what_happened_and_its_button_leads_on(
    reason: Reason, stage: Stage, time_is_up: threading.Event
) -> None:
    person = meet(reason, stage, time_is_up)
    place, way = PLACES[reason], way_out(reason, person.wizard.model.facts)
    assert person.step is place.step
    of_product = place.purpose is not Purpose.OWN_ACCOUNT
    words = words_for(reason, network="\u2068Home\u2069", in_product=of_product)
    without_network = words_for(reason, in_product=of_product)
    for said, or_said in ((words.happened, without_network.happened), (words.todo, without_network.todo)):
        assert person.reads(said) or person.reads(or_said)
    person.wait_until(lambda: person.focus == "problem_primary")
    assert person.says("problem_primary") == ACTION_TEXTS[way.primary]
    assert person.sees("problem_secondary") == (way.secondary is not None)
    assert person.sees("light_picker") == way.asks_light
    assert not any(person.sees(name) for name in ("next_button", "commit_button"))
    mend(reason, stage, place.primary)
    person.click("problem_primary")
    person.reach(place.primary)
    assert not person.problem


@pytest.mark.parametrize("reason", [reason for reason, place in PLACES.items() if place.secondary is not None])
def test_the_other_way_out_leads_on_too(reason: Reason, stage: Stage, time_is_up: threading.Event) -> None:
    person = meet(reason, stage, time_is_up)
    place, way = PLACES[reason], way_out(reason, person.wizard.model.facts)
    assert way.secondary is not None
    assert place.secondary is not None
    assert person.says("problem_secondary") == ACTION_TEXTS[way.secondary]
    mend(reason, stage, place.secondary)
    person.click("problem_secondary")
    person.reach(place.secondary)
    assert not person.problem


@pytest.mark.parametrize("reason", [*OF_THE_RADIO, *OF_THE_CABLE])
def test_what_this_computer_could_not_do_by_itself_is_said_and_the_person_may(
    reason: Reason, make_stage: MakeStage
) -> None:
    stage = make_stage(SimulatorOptions(one_radio=True))
    stage.spoil["join_photon"] = reason
    person = stage.open_at(Step.JOIN)
    person.wait_until(lambda: person.reads(words_for(reason).message))
    assert not person.problem
    assert person.busy
    assert person.sees("join_by_cable") == (reason in BETTER_BY_CABLE)
    stage.simulator.air.join_photon()
    person.reach(Step.NETWORK)


def test_a_refused_password_is_said_under_its_field_which_is_emptied(stage: Stage) -> None:
    person = stage.open_at(Step.SIGN_IN)
    person.write("email", DEMO.username)
    person.write("password", "wrong")
    person.go_on()
    person.wait_until_idle()
    assert person.reads("The email or the password is not right.")
    assert person.focus == "password"
    assert person.reading("password") == ""
    assert person.reading("email") == DEMO.username


def test_a_refused_code_is_said_under_its_field_which_is_emptied(stage: Stage) -> None:
    person = stage.open_at(Step.SIGN_IN)
    person.write("email", CAREFUL.username)
    person.write("password", CAREFUL.password.reveal())
    person.go_on()
    person.wait_for("one_time_code")
    person.write("one_time_code", "000000")
    person.go_on()
    person.wait_until_idle()
    assert person.reads("This code is not right")
    assert person.focus == "one_time_code"
    assert person.reading("one_time_code") == ""


@pytest.mark.parametrize("left_out", ["email", "password"])
def test_what_is_missing_is_said_under_its_field(left_out: str, stage: Stage) -> None:
    person = stage.open_at(Step.SIGN_IN)
    person.write("email", "" if left_out == "email" else DEMO.username)
    person.go_on()
    assert person.focus == left_out
    assert person.reads("Type the email address" if left_out == "email" else "Type your password")
    assert stage.relay.requests == []


def test_a_wrong_wifi_password_is_corrected_and_everything_else_is_kept(make_stage: MakeStage) -> None:
    stage = make_stage(SimulatorOptions(one_radio=True))
    person = stage.open_at(Step.PASSWORD)
    person.write("wifi_password", "wrong horse")
    person.go_on()
    person.meet_problem()
    assert person.reads("It could not join \u2068Home\u2069.")
    person.click("problem_primary")
    person.reach(Step.PASSWORD)
    assert "Home" in person.title
    assert person.reading("wifi_password") == "wrong horse"
    assert person.focus == "wifi_password"
    person.write("wifi_password", HOME_PASSWORD)
    person.go_on()
    person.reach(Step.DONE)
    assert stage.requests("POST /v1/device_claims") == 1
    assert stage.requests("GET /v1/devices") == 1
    assert stage.requests("GET /v1/user") == 1


def test_another_network_after_a_failure_starts_from_the_join(make_stage: MakeStage) -> None:
    stage = make_stage(SimulatorOptions(one_radio=True))
    person = stage.open_at(Step.PASSWORD)
    person.write("wifi_password", "wrong horse")
    person.go_on()
    person.meet_problem()
    person.click("problem_secondary")
    person.reach(Step.NETWORK)
    person.pick_network("Café del Mar ☕")
    person.go_on()
    person.reach(Step.PASSWORD)
    assert person.reading("wifi_password") == ""
    person.write("wifi_password", 'flat white & "scone"')
    person.go_on()
    person.reach(Step.DONE)
    assert stage.requests("POST /v1/device_claims") == 1


def test_the_light_tells_what_to_do(stage: Stage, time_is_up: threading.Event) -> None:
    person = meet(Reason.CLAIM_NOT_CONFIRMED, stage, time_is_up)
    person.click("light_2")
    assert person.reads("TCP port 5683 must be open")
    person.click("light_5")
    assert person.reads("It has no power.")
    assert not person.reads("TCP port 5683")
