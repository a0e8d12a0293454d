"""Our client and Particle's emulator: no preamble, a boolean `c`, ten bytes at a time, no HTTP, and it never goes."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.core.wifi import Cipher, Security, SecurityKind, WifiCredentials
from setup_wizard.softap.client import SoftAp
from setup_wizard.softap.http import HttpTransport
from setup_wizard.softap.link import Endpoint
from setup_wizard.softap.tcp import TcpTransport
from tests.peers.processes import PHOTON_SETUP, emulate, running, simulate

pytestmark = pytest.mark.peer

EMULATED_ID = "220038000947333531303339"
UNUSED_PORT = 1
PROVISION = (*PHOTON_SETUP, "provision", "--json", "--join", "none", "--device", "127.0.0.1", "--ssid", "ssid-name1")


@pytest.fixture
def port() -> Iterator[int]:
    with running(*emulate()) as emulator:
        yield emulator["tcp_port"]


def events_of(lines: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines.splitlines()]


def steps_done(events: list[dict[str, Any]]) -> list[str]:
    return [event["step"] for event in events if event["event"] == "step" and event["state"] == "done"]


def test_every_command_is_answered(port: int) -> None:
    photon, cancel = SoftAp([TcpTransport(Endpoint("127.0.0.1", port))]), Cancel()

    identity = photon.identify(cancel)
    assert (identity.device_id, identity.claimed_once) == (EMULATED_ID, False)
    networks = photon.scan(cancel)
    assert [network.ssid for network in networks] == [b"ssid-name1", b"ssid-name2", b"ssid-name3"]
    assert {network.security for network in networks} == {Security(SecurityKind.UNKNOWN)}
    photon.set_claim_code(Secret("a" * 63), cancel)
    network = WifiCredentials(b"ssid-name1", Security(SecurityKind.WPA2, Cipher.AES), password=Secret("hello world"))
    photon.configure_with(photon.public_key(cancel), network, cancel)
    assert photon.connect(cancel)


def test_a_command_it_does_not_know_is_given_up_in_time(port: int) -> None:
    photon = SoftAp([TcpTransport(Endpoint("127.0.0.1", port))], budget_factor=0.05)
    with pytest.raises(SetupError) as refused:
        photon.version(Cancel())
    assert refused.value.reason is Reason.DEVICE_UNREACHABLE


def test_tcp_is_found_when_http_does_not_answer(port: int) -> None:
    http, tcp = HttpTransport(Endpoint("127.0.0.1", UNUSED_PORT)), TcpTransport(Endpoint("127.0.0.1", port))
    assert SoftAp([http, tcp]).identify(Cancel()).device_id == EMULATED_ID


def test_a_photon_that_took_everything_but_stays_in_setup_mode_did_not_join(port: int) -> None:
    with running(*simulate()) as cloud:
        done = subprocess.run(
            [*PROVISION, "--tcp-port", str(port), "--api", cloud["api"], "--confirm-timeout", "2"],
            env={
                **os.environ,
                "PHOTON_SETUP_TOKEN": cloud["token"],
                "PHOTON_SETUP_WIFI_PASSWORD": "hello world",
            },
            capture_output=True,
            text=True,
            timeout=120,
        )
    events = events_of(done.stdout)
    assert steps_done(events) == ["purpose", "sign_in", "join", "network", "password"]
    assert {"event": "milestone", "milestone": "network_sent"} in events
    assert (events[-1]["ok"], events[-1]["reason"], events[-1]["device_id"]) == (False, "did_not_join", EMULATED_ID)
    assert done.returncode == 1


def test_without_an_account_it_watches_for_the_photon_to_go_until_interrupted(port: int) -> None:
    environment = {**os.environ, "PHOTON_SETUP_WIFI_PASSWORD": "hello world"}
    environment.pop("PHOTON_SETUP_TOKEN", None)
    command = [*PROVISION, "--tcp-port", str(port), "--no-claim"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        events: list[dict[str, Any]] = []
        for line in process.stdout:
            events.append(json.loads(line))
            if events[-1].get("step") == "confirm":
                process.terminate()
    assert steps_done(events) == ["purpose", "join", "network", "password"]
    assert (events[-1]["event"], events[-1]["ok"], events[-1]["reason"]) == ("result", False, "cancelled")
    assert process.returncode == 1
