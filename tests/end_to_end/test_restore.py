"""Giving a device back on the terminal, also when it is killed half-way."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from setup_wizard.simulator.holder import Holder
from setup_wizard.simulator.population import NEIGHBOUR, PHOTON_PRODUCT_ID
from setup_wizard.simulator.world import DEMO
from tests.end_to_end.bench import Bench

PRODUCT = str(PHOTON_PRODUCT_ID)
TIMEOUT_S = 120.0


@pytest.fixture
def device_id(bench: Bench) -> str:
    """A returned device: in the product, a customer's, and online."""
    cloud, device_id = bench.simulator.cloud, bench.simulator.photon.hardware.device_id.lower()
    with cloud.lock:
        device = cloud.devices.find(device_id)
        assert device is not None
        device.product_id, device.online = PHOTON_PRODUCT_ID, True
        device.owner = Holder.customer(PHOTON_PRODUCT_ID, "shadow@example.com")
    return device_id


def start(bench: Bench, *words: str, **secrets: str) -> subprocess.Popen[str]:
    environment = dict(os.environ) | {f"PHOTON_SETUP_{name}": value for name, value in secrets.items()}
    environment.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    return subprocess.Popen(
        [sys.executable, "-m", "setup_wizard", *words, "--api", bench.relay.url, "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment,
    )


def finish(run: subprocess.Popen[str], exit_code: int = 0) -> list[dict[str, Any]]:
    out, _ = run.communicate(timeout=TIMEOUT_S)
    assert run.returncode == exit_code, out
    return [json.loads(line) for line in out.splitlines()]


def restore(bench: Bench, device_id: str, *words: str, exit_code: int = 0) -> list[dict[str, Any]]:
    token = bench.simulator.token.reveal()
    return finish(start(bench, "restore", device_id, "--yes", *words, TOKEN=token), exit_code)


def changes(events: list[dict[str, Any]], state: str = "done") -> list[str]:
    names = ("unclaim", "remove", "claim", "flash")
    return [event["step"] for event in events if event.get("step") in names and event["state"] == state]


def test_a_device_is_taken_from_its_customer_and_then_out_of_the_product(bench: Bench, device_id: str) -> None:
    events = restore(bench, device_id.upper(), "--product", PRODUCT)
    assert changes(events) == ["unclaim", "remove"]
    result = events[-1]
    assert (result["ok"], result["reason"], result["device_id"]) == (True, "restored", device_id)
    assert (result["owner"], result["product"]) == (None, None)
    assert (result["done"], result["not_done"]) == (["unclaim", "remove"], [])
    assert "SETUP" in result["message"]
    assert (bench.owner, bench.simulator.cloud.product_of(device_id)) == (None, None)


def test_what_it_is_and_whose_is_said_first(bench: Bench, device_id: str) -> None:
    notes = [event["text"] for event in restore(bench, device_id) if event["event"] == "note"]
    assert f"device {device_id}" in notes[0]
    assert "owner: shadow@example.com" in notes
    assert f"product: Greenhouse ({PRODUCT})" in notes


def test_run_again_or_with_another_id_it_is_no_success_that_nothing_is_seen(bench: Bench, device_id: str) -> None:
    restore(bench, device_id, "--product", PRODUCT)
    for given_back in (device_id, "f" * 24):
        result = restore(bench, given_back, "--product", PRODUCT, exit_code=1)[-1]
        assert (result["ok"], result["reason"]) == (False, "device_not_seen")
        assert "If it was given back before" in result["message"]


def test_a_device_in_quarantine_is_given_back_too(bench: Bench, device_id: str) -> None:
    with bench.simulator.cloud.lock:
        device = bench.simulator.cloud.devices.find(device_id)
        assert device is not None
        device.quarantined = True
    events = restore(bench, device_id, "--product", PRODUCT)
    assert changes(events) == ["unclaim", "remove"]
    assert f"product: Greenhouse ({PRODUCT}), in quarantine or denied" in [event.get("text") for event in events]
    assert (bench.owner, bench.simulator.cloud.product_of(device_id)) == (None, None)


def test_it_is_claimed_to_the_signed_in_account_and_gets_tinker(bench: Bench, device_id: str) -> None:
    events = restore(bench, device_id, "--product", PRODUCT, "--claim", "--flash-tinker")
    assert changes(events) == ["unclaim", "remove", "claim", "flash"]
    assert (events[-1]["reason"], events[-1]["owner"]) == ("restored", DEMO.username)
    assert bench.owner == DEMO.username


def test_it_goes_to_another_customer_without_leaving_the_product(bench: Bench, device_id: str) -> None:
    client = bench.simulator.population.two_legged_client
    secret = client.secret.reveal()
    words = ("--yes", "--product", PRODUCT, "--client-id", client.client_id, "--customer", "bob@example.com")
    events = finish(start(bench, "restore", device_id, *words, CLIENT_SECRET=secret))
    assert changes(events) == ["unclaim", "claim"]
    assert (events[-1]["owner"], events[-1]["product"]) == ("bob@example.com", PHOTON_PRODUCT_ID)
    assert bench.owner == "bob@example.com"
    assert secret not in json.dumps(events)


@pytest.mark.parametrize("step", ["unclaim", "remove", "claim", "flash"])
@pytest.mark.parametrize("state", ["started", "done"])
def test_killed_at_any_step_and_run_again_it_ends_the_same(bench: Bench, device_id: str, step: str, state: str) -> None:
    words = ("--product", PRODUCT, "--claim", "--flash-tinker")
    run = start(bench, "restore", device_id, "--yes", *words, TOKEN=bench.simulator.token.reveal())
    assert run.stdout is not None
    for line in run.stdout:
        event = json.loads(line)
        if (event.get("step"), event.get("state")) == (step, state):
            run.kill()
            break
    run.communicate(timeout=TIMEOUT_S)
    events = restore(bench, device_id, *words)
    assert events[-1]["reason"] == "restored"
    assert (bench.owner, bench.simulator.cloud.product_of(device_id)) == (DEMO.username, None)


def test_an_offline_device_is_not_taken_away_before_it_can_be_claimed(bench: Bench, device_id: str) -> None:
    with bench.simulator.cloud.lock:
        device = bench.simulator.cloud.devices.find(device_id)
        assert device is not None
        device.online = False
    result = restore(bench, device_id, "--product", PRODUCT, "--claim", exit_code=1)[-1]
    assert (result["ok"], result["reason"]) == (False, "device_offline")
    assert "Switch it on" in result["message"]
    assert (bench.owner, bench.simulator.cloud.product_of(device_id)) == ("shadow@example.com", PHOTON_PRODUCT_ID)
    device.online = True
    assert restore(bench, device_id, "--product", PRODUCT, "--claim")[-1]["ok"]


def test_somebody_outside_the_team_changes_nothing(bench: Bench, device_id: str) -> None:
    token = bench.simulator.cloud.hand_out_token(NEIGHBOUR.username)
    events = finish(start(bench, "restore", device_id, "--yes", "--product", PRODUCT, TOKEN=token), 1)
    assert events[-1]["reason"] == "product_not_found"
    assert bench.owner == "shadow@example.com"


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--yes", "--flash-tinker"],
        ["--yes", "--claim", "--customer", "a@example.com", "--product", PRODUCT],
        ["--yes", "--customer", "a@example.com"],
    ],
)
def test_what_makes_no_sense_is_refused_before_anything_is_asked(
    bench: Bench, device_id: str, words: list[str]
) -> None:
    run = start(bench, "restore", device_id, *words, TOKEN=bench.simulator.token.reveal())
    out, _ = run.communicate(timeout=TIMEOUT_S)
    assert run.returncode == 2
    assert out.startswith("photon-setup: --")
    assert bench.simulator.log.lines() == []
