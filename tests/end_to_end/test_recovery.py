"""What goes wrong after the Photon was sent off, and how it still ends right."""

from __future__ import annotations

from dataclasses import replace

import pytest

from setup_wizard.core.errors import Reason
from setup_wizard.core.secret import Secret
from setup_wizard.options import GivenSecrets
from setup_wizard.simulator.faults import Fault
from setup_wizard.simulator.world import DEMO, DEVICE_ID, NEIGHBOUR
from tests.end_to_end.bench import QUICK, Bench
from tests.patience import PATIENCE_S
from tests.unit.prompter import ScriptedPrompter

CLAIM_CODE = "POST /v1/device_claims"
CLAIM_BY_ID = "POST /v1/devices"


def test_a_wrong_password_did_not_join(bench: Bench) -> None:
    bench.stay_away_until_missed()
    run = bench.provision(wifi_password="correct hose")
    assert run.reason is Reason.DID_NOT_JOIN
    assert "Home" in run.result.message
    assert "back_in_setup_mode" in run.told("milestone")
    assert bench.owner is None


def test_a_corrected_password_repeats_neither_the_sign_in_nor_the_claim_code(bench: Bench) -> None:
    bench.stay_away_until_missed()
    prompter = ScriptedPrompter({"Password of Home": ["correct horse"]})
    given = GivenSecrets(password=DEMO.password, wifi_password=Secret("correct hose"))
    options = replace(bench.options, username=DEMO.username)
    by_code_alone = replace(QUICK, claim_by_id_after_s=PATIENCE_S)
    run = bench.provision(given=given, options=options, prompter=prompter, timing=by_code_alone)
    assert run.reason is Reason.CLAIMED
    assert prompter.asked == ["Password of Home"]
    assert bench.relay.requests.count("POST /oauth/token") == 1
    assert bench.relay.requests.count(CLAIM_CODE) == 1


def test_a_photon_that_still_answers_though_it_joined_is_claimed(bench: Bench) -> None:
    bench.faults.switch_on(Fault.ACCESS_POINT_STAYS_UP)
    assert bench.provision().reason is Reason.CLAIMED


def test_a_photon_of_ones_own_is_set_up_again_on_newer_evidence(bench: Bench) -> None:
    bench.simulator.cloud.give_to(DEVICE_ID, DEMO.username)
    assert bench.provision().reason is Reason.CLAIMED


def test_a_photon_of_ones_own_that_does_not_join_is_no_success_though_it_is_in_the_account(bench: Bench) -> None:
    bench.simulator.cloud.give_to(DEVICE_ID, DEMO.username)
    bench.stay_away_until_missed()
    assert bench.provision(wifi_password="correct hose").reason is Reason.DID_NOT_JOIN


def test_a_photon_the_cloud_still_believes_online_is_no_success(bench: Bench) -> None:
    bench.simulator.cloud.give_to(DEVICE_ID, DEMO.username)
    device = bench.simulator.cloud.devices.find(DEVICE_ID)
    assert device is not None
    device.online, device.last_heard, device.last_handshake_at = True, 1_700_000_000.0, 1_700_000_000.0
    bench.faults.switch_on(Fault.ACCESS_POINT_STAYS_UP)
    bench.faults.switch_on(Fault.NO_CLOUD)
    assert bench.provision(timing=replace(QUICK, rejoin_after_s=0.9)).reason is Reason.DID_NOT_JOIN


def test_a_photon_of_somebody_else_changes_hands_with_the_code(bench: Bench) -> None:
    bench.simulator.cloud.give_to(DEVICE_ID, NEIGHBOUR.username)
    assert bench.provision().reason is Reason.CLAIMED
    assert bench.owner == DEMO.username


def test_a_photon_of_somebody_else_that_does_not_present_the_code_stays_theirs(bench: Bench) -> None:
    bench.simulator.cloud.give_to(DEVICE_ID, NEIGHBOUR.username)
    bench.faults.switch_on(Fault.PRESENTS_NO_CLAIM)
    missed = bench.missing()
    run = bench.provision(until=lambda: missed.is_set() and CLAIM_BY_ID in bench.relay.requests)
    assert run.reason is Reason.OWNED_BY_OTHER
    assert bench.owner == NEIGHBOUR.username


@pytest.mark.parametrize("fault", [Fault.CODE_EXPIRED, Fault.CODE_REJECTED, Fault.PRESENTS_NO_CLAIM])
def test_a_code_that_did_not_take_is_made_up_for_by_the_id(fault: Fault, bench: Bench) -> None:
    bench.faults.switch_on(fault)
    assert bench.provision().reason is Reason.CLAIMED
    assert CLAIM_BY_ID in bench.relay.requests
    assert bench.owner == DEMO.username


def test_a_lost_answer_to_connect_is_no_failure(bench: Bench) -> None:
    bench.faults.switch_on(Fault.LOST_CONNECT_REPLY)
    assert bench.provision().reason is Reason.CLAIMED


def test_a_connect_that_got_lost_with_its_answer_is_sent_again(bench: Bench) -> None:
    bench.faults.switch_on(Fault.RESET_AFTER_REQUEST, where="connect-ap")
    # Before the first of the few times that it is sent again.
    bench.when_told('"milestone": "cloud_reached"', bench.faults.clear)
    assert bench.provision().reason is Reason.CLAIMED


@pytest.mark.parametrize("fault", [Fault.DOES_NOT_JOIN, Fault.NO_DHCP])
def test_a_photon_that_does_not_get_into_the_network_did_not_join(fault: Fault, bench: Bench) -> None:
    bench.faults.switch_on(fault)
    bench.stay_away_until_missed()
    assert bench.provision().reason is Reason.DID_NOT_JOIN


def test_a_photon_that_does_not_reach_the_cloud_is_not_confirmed(bench: Bench) -> None:
    bench.faults.switch_on(Fault.NO_CLOUD)
    assert bench.provision(until=bench.missing().is_set).reason is Reason.CLAIM_NOT_CONFIRMED


def test_without_an_event_stream_polling_is_enough(bench: Bench) -> None:
    bench.faults.switch_on(Fault.EVENTS_BROKEN)
    assert bench.provision().reason is Reason.CLAIMED


@pytest.mark.parametrize(
    "fault",
    [
        Fault.FORBIDDEN,
        Fault.SERVER_ERROR,
        Fault.BAD_GATEWAY,
        Fault.CAPTIVE_PAGE,
        Fault.CAPTIVE_REDIRECT,
        Fault.RATE_LIMITED,
        Fault.CLOUD_DOWN,
    ],
)
def test_a_cloud_that_refuses_for_a_while_is_asked_again(fault: Fault, bench: Bench) -> None:
    bench.when_sent(fault)
    bench.after_polls(3, bench.faults.clear)
    assert bench.provision().reason is Reason.CLAIMED


def test_a_sign_in_that_ended_meanwhile_ends_the_watch(bench: Bench) -> None:
    bench.when_sent(Fault.TOKEN_EXPIRED)
    assert bench.provision().reason is Reason.TOKEN_EXPIRED


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (Fault.RATE_LIMITED, Reason.RATE_LIMITED),
        (Fault.CAPTIVE_PAGE, Reason.CLOUD_UNREACHABLE),
        (Fault.SERVER_ERROR, Reason.CLOUD_ERROR),
        (Fault.CLOUD_DOWN, Reason.CLOUD_UNREACHABLE),
    ],
)
def test_a_cloud_that_goes_on_refusing_is_named(fault: Fault, reason: Reason, bench: Bench) -> None:
    bench.when_sent(fault)
    assert bench.provision(until=lambda: bench.polls >= 3).reason is reason
