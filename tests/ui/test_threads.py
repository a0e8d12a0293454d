"""No thread of the window outlives it, whatever it was waiting for."""

from __future__ import annotations

import threading
from dataclasses import replace
from functools import partial

import pytest

from setup_wizard.cloud import http
from setup_wizard.simulator.faults import Fault
from setup_wizard.simulator.world import DEMO
from setup_wizard.softap import client
from setup_wizard.workflow import visits
from setup_wizard.workflow.step import Step
from tests.patience import PATIENCE_S
from tests.ui.stage import HOME_PASSWORD, QUICK, Stage

FOR_EVER_S = 10 * PATIENCE_S


@pytest.fixture(autouse=True)
def nothing_ends_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """What hangs hangs for ever, unless closing ends it."""
    limits = partial(http.Limits, total_s=FOR_EVER_S, device_total_s=FOR_EVER_S, silence_s=FOR_EVER_S)
    monkeypatch.setattr(http, "Limits", limits)
    for budget in ("SCAN_BUDGET_S", "CONFIGURE_BUDGET_S"):
        monkeypatch.setattr(client, budget, FOR_EVER_S)
    monkeypatch.setattr(visits, "PROBE_BUDGET_S", FOR_EVER_S)


def client_threads() -> list[threading.Thread]:
    """Workers, the event stream, look-ups and the clocks of calls; the simulation has threads of its own."""
    return [
        thread
        for thread in threading.enumerate()
        if isinstance(thread, threading.Timer) or thread.name.startswith(("setup", "device-events", "look-up"))
    ]


@pytest.mark.parametrize(
    ("step", "fault", "where"),
    [
        (Step.PURPOSE, None, ""),
        (Step.SIGN_IN, None, ""),
        (Step.SIGN_IN, Fault.CLOUD_HANGS, "/oauth/token"),
        (Step.JOIN, Fault.CLOUD_HANGS, "/v1/devices"),
        (Step.JOIN, Fault.NEVER_ANSWER, "device-id"),
        (Step.NETWORK, None, ""),
        (Step.NETWORK, Fault.NEVER_ANSWER, "scan-ap"),
        (Step.PASSWORD, None, ""),
        (Step.PASSWORD, Fault.NEVER_ANSWER, "configure-ap"),
        (Step.CONFIRM, Fault.NO_CLOUD, ""),
        (Step.CONFIRM, Fault.CLOUD_HANGS, "/v1/devices/"),
        (Step.DONE, None, ""),
        (Step.DONE, Fault.CLOUD_HANGS, ""),
    ],
)
def test_closing_ends_every_thread(step: Step, fault: Fault | None, where: str, stage: Stage) -> None:
    early = step in (Step.JOIN, Step.NETWORK, Step.CONFIRM)
    if fault is not None and early:
        stage.faults.switch_on(fault, where=where)
    person = stage.open_at(
        Step.JOIN if step is Step.NETWORK else step,
        replace(QUICK, poll_total_s=FOR_EVER_S),
        connect=fault is not Fault.CLOUD_HANGS,
    )
    person.arrive(step)
    if fault is not None and not early:
        person.wait_until_idle()
        stage.faults.switch_on(fault, where=where)
    if step is Step.SIGN_IN and fault is not None:
        person.write("email", DEMO.username)
        person.write("password", DEMO.password.reveal())
        person.go_on()
    if step is Step.PASSWORD and fault is not None:
        person.write("wifi_password", HOME_PASSWORD)
        person.go_on()
    if step is Step.DONE and fault is not None:
        person.click("blink")
    assert person.busy or fault is None
    person.leave()
    while threads := client_threads():
        threads[0].join(PATIENCE_S)
        assert not threads[0].is_alive()
