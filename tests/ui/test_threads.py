"""No thread of the window outlives it, whatever it was waiting for."""

from __future__ import annotations

import threading

import pytest

from setup_wizard.simulator.faults import Fault
from setup_wizard.simulator.world import DEMO
from setup_wizard.workflow.step import Step
from tests.ui.stage import HOME_PASSWORD, Stage

SOON_S = 2.0


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
    person = stage.open_at(Step.JOIN if step is Step.NETWORK else step, connect=fault is not Fault.CLOUD_HANGS)
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
    for thread in client_threads():
        thread.join(SOON_S)
    assert client_threads() == []
