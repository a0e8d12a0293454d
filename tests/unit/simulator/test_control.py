from __future__ import annotations

import http.client
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest

from setup_wizard.simulator.world import DEVICE_ID
from tests.patience import PATIENCE_S

Control = Callable[..., tuple[int, Any]]


@pytest.fixture
def control(bench: Any) -> Control:
    """Sends a request to the control port."""

    def send(method: str, path: str, fields: object = None) -> tuple[int, Any]:
        connection = http.client.HTTPConnection(urlsplit(bench.simulator.addresses.control).netloc, timeout=PATIENCE_S)
        connection.request(method, path, body=None if fields is None else json.dumps(fields))
        response = connection.getresponse()
        answer = json.loads(response.read())
        connection.close()
        return response.status, answer

    return send


def test_the_state_describes_the_moment(bench: Any, control: Control) -> None:
    assert control("GET", "/state") == (
        200,
        {
            "led": {"colour": "blue", "pattern": "slow blink"},
            "listening": True,
            "joined": False,
            "online": False,
            "host_joined": False,
            "owner": None,
            "product": None,
            "claimed_flag": False,
            "busy_s": 0.0,
            "faults": [],
            "photons": [
                {"device_id": DEVICE_ID, "on_usb": True, "listening": True, "online": False, "owner": None},
            ],
        },
    )
    bench.get_online(code=bench.claim_code())
    state = control("GET", "/state")[1]
    assert (state["joined"], state["online"], state["listening"]) == (True, True, False)
    assert (state["owner"], state["claimed_flag"]) == ("demo@example.com", True)
    assert state["busy_s"] > 0.0


def test_the_computer_joins_and_leaves(control: Control) -> None:
    assert control("POST", "/join")[1]["host_joined"] is True
    assert control("POST", "/leave")[1]["host_joined"] is False


def test_power_and_button(bench: Any, control: Control) -> None:
    assert control("POST", "/unplug")[0] == 200
    assert bench.photon.wait_until(lambda photon: not photon.listening, PATIENCE_S)
    assert control("POST", "/plug-in")[0] == 200
    assert bench.photon.wait_until(lambda photon: photon.listening, PATIENCE_S)
    bench.get_online()
    assert control("POST", "/press-setup")[0] == 200
    assert bench.photon.wait_until(lambda photon: photon.listening, PATIENCE_S)


def test_faults_are_switched(bench: Any, control: Control) -> None:
    assert control("POST", "/fault", {"name": "result-code", "on": True, "where": "version", "result": 5})[0] == 200
    assert bench.ask("version") == {"r": 5}
    assert control("POST", "/fault", {"name": "result-code", "on": False})[1]["faults"] == []
    assert bench.ask("version") == {"v": 2}


@pytest.mark.parametrize(
    ("path", "fields", "named"),
    [
        ("/explode", {}, "/press-setup"),
        ("/fault", {"name": "gremlins"}, "known are refuse-connections"),
        ("/fault", {"name": "late", "seconds": "two"}, "seconds a number"),
        ("/fault", [], "JSON object"),
    ],
)
def test_what_is_not_understood_is_400_and_says_what_would_be(
    control: Control, path: str, fields: object, named: str
) -> None:
    status, answer = control("POST", path, fields)
    assert status == 400
    assert named in answer["error"]


def test_the_log_is_read_entry_by_entry(bench: Any, control: Control) -> None:
    bench.api("GET", "/v1/devices")
    bench.command("version")
    assert control("GET", "/log")[1] == {
        "log": [
            {"side": "cloud", "what": "GET /v1/devices", "who": "developer demo@example.com"},
            {"side": "photon", "what": "version", "who": ""},
        ]
    }


def test_only_state_and_log_can_be_read(control: Control) -> None:
    assert control("GET", "/secrets")[0] == 404
