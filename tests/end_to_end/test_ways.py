"""The ways a setup can go right."""

from __future__ import annotations

from dataclasses import replace

import pytest

from setup_wizard.core.errors import Reason
from setup_wizard.core.secret import Secret
from setup_wizard.options import GivenSecrets, TransportChoice
from setup_wizard.simulator.faults import Fault
from setup_wizard.simulator.flash import Firmware
from setup_wizard.simulator.world import CAREFUL, DEMO, DEVICE_ID, SimulatorOptions
from tests.end_to_end.bench import HOME_PASSWORD, QUICK, Bench
from tests.end_to_end.conftest import Simulate
from tests.patience import PATIENCE_S


@pytest.mark.parametrize("transport", TransportChoice)
@pytest.mark.parametrize("firmware", Firmware)
def test_both_firmwares_are_set_up_over_either_transport(
    firmware: Firmware, transport: TransportChoice, simulate: Simulate
) -> None:
    bench = simulate(SimulatorOptions(firmware=firmware))
    run = bench.provision(transport=transport)
    assert run.reason is Reason.CLAIMED
    assert (run.result.device_id, run.result.owner) == (DEVICE_ID, DEMO.username)
    assert bench.owner == DEMO.username
    assert bench.simulator.photon.online


def test_the_last_line_is_the_result_and_every_step_was_told(bench: Bench) -> None:
    events = bench.provision(name="lamp").events
    assert events[-1] == {
        "event": "result",
        "ok": True,
        "reason": "claimed",
        "device_id": DEVICE_ID,
        "owner": DEMO.username,
        "product": None,
        "message": events[-1]["message"],
        "seconds": events[-1]["seconds"],
    }
    steps = [(event["step"], event["state"]) for event in events if event["event"] == "step"]
    names = ("purpose", "sign_in", "join", "network", "password", "confirm", "done")
    assert steps == [(step, state) for step in names for state in ("started", "done")]
    device = bench.simulator.cloud.devices.find(DEVICE_ID)
    assert device is not None
    assert device.name == "lamp"


def test_a_password_signs_in(bench: Bench) -> None:
    given = GivenSecrets(password=DEMO.password, wifi_password=HOME_PASSWORD)
    run = bench.provision(given=given, options=replace(bench.options, username=DEMO.username))
    assert run.reason is Reason.CLAIMED
    assert bench.relay.requests[0] == "POST /oauth/token"


def test_a_password_and_a_one_time_code_sign_in(bench: Bench) -> None:
    given = GivenSecrets(password=CAREFUL.password, one_time_code=CAREFUL.one_time_code, wifi_password=HOME_PASSWORD)
    run = bench.provision(given=given, options=replace(bench.options, username=CAREFUL.username))
    assert run.reason is Reason.CLAIMED
    assert bench.owner == CAREFUL.username


@pytest.mark.parametrize("firmware", Firmware)
def test_a_computer_with_one_radio_goes_there_and_back(firmware: Firmware, simulate: Simulate) -> None:
    bench = simulate(SimulatorOptions(one_radio=True, firmware=firmware))
    run = bench.provision(host=bench.host)
    assert run.reason is Reason.CLAIMED
    assert run.told("ask") == []


def test_with_one_radio_a_photon_whose_network_stays_up_is_still_found_in_the_cloud(simulate: Simulate) -> None:
    bench = simulate(SimulatorOptions(one_radio=True))
    bench.faults.switch_on(Fault.ACCESS_POINT_STAYS_UP)
    assert bench.provision(host=bench.host).reason is Reason.CLAIMED


def test_with_one_radio_a_wrong_password_is_found_out(simulate: Simulate) -> None:
    bench = simulate(SimulatorOptions(one_radio=True))
    run = bench.provision(wifi_password="correct hose", host=bench.host, timing=replace(QUICK, rejoin_after_s=0.2))
    assert run.reason is Reason.DID_NOT_JOIN
    assert bench.owner is None


def test_a_person_who_changes_networks_when_asked_gets_there(simulate: Simulate) -> None:
    bench = simulate(SimulatorOptions(one_radio=True))
    bench.faults.switch_on(Fault.ACCESS_POINT_STAYS_UP)
    run = bench.provision(person=True)
    assert run.reason is Reason.CLAIMED
    assert run.told("ask") == ["join_photon", "leave_photon"]


def test_whoever_is_on_the_photons_network_too_early_is_told_that_the_cloud_is_out_of_reach(simulate: Simulate) -> None:
    bench = simulate(SimulatorOptions(one_radio=True))
    bench.simulator.air.join_photon()
    assert bench.provision().reason is Reason.CLOUD_UNREACHABLE
    assert bench.untouched


def test_without_a_claim_an_account_proves_that_a_device_of_its_own_is_online(bench: Bench) -> None:
    bench.simulator.cloud.give_to(DEVICE_ID, DEMO.username)
    run = bench.provision(claim=False)
    assert run.reason is Reason.ONLINE
    assert run.result.owner is None
    assert "POST /v1/device_claims" not in bench.relay.requests


def test_without_a_claim_and_without_an_account_it_is_said_that_it_left(bench: Bench) -> None:
    given = GivenSecrets(wifi_password=HOME_PASSWORD)
    run = bench.provision(claim=False, given=given, timing=replace(QUICK, gone_for_s=0.1))
    assert run.reason is Reason.LEFT_SETUP_MODE
    assert run.result.ok
    assert bench.relay.requests == []
    assert bench.simulator.photon.wait_until(lambda photon: photon.online, PATIENCE_S)
    assert bench.owner is None


def test_without_a_claim_and_without_an_account_a_wrong_password_is_found_out(bench: Bench) -> None:
    bench.stay_away_until_missed()
    given = GivenSecrets(wifi_password=Secret("correct hose"))
    assert bench.provision(claim=False, given=given).reason is Reason.DID_NOT_JOIN


def test_support_staff_set_up_the_same_photon_again_and_again(bench: Bench) -> None:
    for _turn in range(2):
        assert bench.provision().reason is Reason.CLAIMED
        bench.simulator.cloud.give_to(DEVICE_ID, None)
        bench.simulator.photon.press_setup()
        assert bench.simulator.photon.wait_until(lambda photon: photon.listening, PATIENCE_S)
