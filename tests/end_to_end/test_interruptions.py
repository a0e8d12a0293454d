"""A run that is stopped anywhere leaves nothing behind that keeps the next one from ending right."""

from __future__ import annotations

import threading

import pytest

from setup_wizard.core.errors import Reason
from setup_wizard.core.secret import Secret
from setup_wizard.simulator.world import DEMO, SimulatorOptions
from tests.end_to_end.bench import Bench
from tests.end_to_end.conftest import Simulate
from tests.patience import PATIENCE_S


def interrupt() -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    "moment",
    [
        '"step": "purpose", "state": "started"',
        '"step": "purpose", "state": "done"',
        '"step": "sign_in", "state": "done"',
        '"step": "join", "state": "done"',
        '"step": "network", "state": "done"',
        '"milestone": "network_sent"',
        '"step": "password", "state": "done"',
        '"milestone": "left_setup_mode"',
        '"milestone": "cloud_reached"',
        '"milestone": "device_ours"',
    ],
)
@pytest.mark.parametrize("one_radio", [False, True])
def test_a_run_after_one_that_was_interrupted_ends_claimed(moment: str, one_radio: bool, simulate: Simulate) -> None:
    bench = simulate(SimulatorOptions(one_radio=one_radio))
    host = bench.host if one_radio else None
    bench.when_told(moment, interrupt)
    stopped = bench.provision(host=host)
    assert (stopped.result.ok, stopped.reason) == (False, Reason.CANCELLED)
    assert stopped.events[-1]["reason"] == "cancelled"
    bench.when_told(moment, lambda: None)
    bench.simulator.air.leave_photon()
    assert bench.provision(host=host).reason is Reason.CLAIMED
    assert bench.owner == DEMO.username


def test_a_photon_that_did_not_join_after_an_interruption_is_simply_set_up_again(bench: Bench) -> None:
    back = threading.Event()
    bench.simulator.photon.watch_listening(back.set)
    bench.when_told('"step": "password", "state": "done"', interrupt)
    assert bench.provision(wifi_password="correct hose").reason is Reason.CANCELLED
    bench.when_told('"step": "password", "state": "done"', lambda: None)
    assert back.wait(PATIENCE_S)
    assert bench.simulator.photon.wait_until(lambda photon: photon.listening, PATIENCE_S)
    assert bench.provision().reason is Reason.CLAIMED


def test_another_wifi_password_after_an_interruption_is_not_confused_with_the_first(bench: Bench) -> None:
    bench.when_told('"step": "network", "state": "done"', interrupt)
    assert bench.provision().reason is Reason.CANCELLED
    bench.when_told('"step": "network", "state": "done"', lambda: None)
    bench.stay_away_until_missed()
    run = bench.provision(given=bench.given(Secret("correct hose")))
    assert run.reason is Reason.DID_NOT_JOIN
