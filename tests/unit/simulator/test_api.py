from __future__ import annotations

import http.client
import json
from typing import Any
from urllib.parse import urlsplit

import pytest

from setup_wizard.simulator.devices import CODE_LIFETIME_S
from setup_wizard.simulator.world import DEMO, DEVICE_ID, NEIGHBOUR
from tests.patience import PATIENCE_S

DEVICE = f"/v1/devices/{DEVICE_ID}"
DENIED = "I didn't recognize that device name or ID"


def connect(bench: Any, code: str = "") -> bool:
    """The device reaches the cloud, without the way there."""
    return bool(bench.cloud.device_connects(DEVICE_ID, code.encode()))


def own(bench: Any) -> None:
    bench.give_to(DEMO.username)


def test_a_claim_code_has_63_characters_of_base64_with_escaped_slashes(bench: Any) -> None:
    connection = http.client.HTTPConnection(urlsplit(bench.simulator.addresses.api).netloc, timeout=PATIENCE_S)
    connection.request("POST", "/v1/device_claims", headers={"Authorization": f"Bearer {bench.token}"})
    text = connection.getresponse().read()
    connection.close()
    code = json.loads(text)["claim_code"]
    assert len(code) == 63
    assert {"+", "/"} <= set(code)
    assert b"\\/" in text
    assert b"/" not in text.replace(b"\\/", b"")


def test_a_claim_code_comes_with_the_devices_owned(bench: Any) -> None:
    assert bench.api("POST", "/v1/device_claims", fields={})[1]["device_ids"] == []
    own(bench)
    assert bench.api("POST", "/v1/device_claims", form={"blank": ""})[1]["device_ids"] == [DEVICE_ID]


def test_a_presented_code_claims_once(bench: Any) -> None:
    code = bench.claim_code()
    assert connect(bench, code)
    assert bench.owner() == DEMO.username
    bench.give_to(None)
    assert not connect(bench, code)
    assert bench.owner() is None


def test_a_code_takes_the_device_over_from_its_owner(bench: Any) -> None:
    bench.give_to(NEIGHBOUR.username)
    assert connect(bench, bench.claim_code())
    assert bench.owner() == DEMO.username


def test_a_code_older_than_an_hour_does_not_claim(new_bench: Any, clock: Any) -> None:
    bench = new_bench(clock=clock)
    young, old = bench.claim_code(), bench.claim_code()
    clock.now += CODE_LIFETIME_S
    assert connect(bench, young)
    clock.now += 1
    assert not connect(bench, old)


def test_nonsense_does_not_claim(bench: Any) -> None:
    assert not connect(bench, "x" * 63)
    assert bench.owner() is None


def test_the_list_holds_the_device_and_an_entry_without_id(bench: Any) -> None:
    own(bench)
    connect(bench)
    device, nobody = bench.api("GET", "/v1/devices")[1]
    assert nobody["id"] is None
    assert device["id"] == DEVICE_ID
    assert device["online"] is device["connected"] is True
    assert device["product_id"] == device["platform_id"] == 6
    assert device["last_handshake_at"].endswith("Z")


def test_a_device_shows_functions_and_variables_only_while_online(bench: Any) -> None:
    own(bench)
    assert bench.api("GET", DEVICE)[1]["functions"] is None
    connect(bench)
    device = bench.api("GET", DEVICE)[1]
    assert "digitalread" in device["functions"]
    assert device["variables"] == {"uptime_s": "int32", "wifi_rssi_dbm": "int32"}


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", ""),
        ("PUT", ""),
        ("DELETE", ""),
        ("PUT", "/ping"),
        ("GET", "/uptime_s"),
        ("POST", "/digitalread"),
        ("GET", "/events"),
    ],
)
@pytest.mark.parametrize("device_id", [DEVICE_ID, "0" * 24])
def test_somebody_elses_and_unknown_devices_are_denied(bench: Any, method: str, path: str, device_id: str) -> None:
    bench.give_to(NEIGHBOUR.username)
    status, body, _headers = bench.api(method, f"/v1/devices/{device_id}{path}")
    assert (status, body["error"]) == (403, "Permission Denied")
    assert body["info"].startswith(DENIED)


def test_an_upper_case_id_is_denied(bench: Any) -> None:
    own(bench)
    assert bench.api("GET", DEVICE)[0] == 200
    assert bench.api("GET", f"/v1/devices/{DEVICE_ID.upper()}")[0] == 403


def test_claiming_by_id_needs_the_device_online(bench: Any) -> None:
    refused = (404, {"ok": False, "errors": [["Core isn't online", 404]]})
    assert bench.api("POST", "/v1/devices", form={"id": DEVICE_ID})[:2] == refused
    connect(bench)
    status, body, _headers = bench.api("POST", "/v1/devices", fields={"id": DEVICE_ID, "request_transfer": False})
    assert (status, body["ok"], body["id"], body["connected"]) == (200, True, DEVICE_ID, True)
    assert bench.owner() == DEMO.username
    assert bench.api("POST", "/v1/devices", form={"id": DEVICE_ID})[0] == 200


def test_claiming_by_id_does_not_take_over(bench: Any) -> None:
    bench.give_to(NEIGHBOUR.username)
    connect(bench)
    status, body, _headers = bench.api("POST", "/v1/devices", form={"id": DEVICE_ID})
    assert status == 403
    assert "belongs to someone else" in body["errors"][0]
    assert bench.owner() == NEIGHBOUR.username


@pytest.mark.parametrize("device_id", ["0" * 24, DEVICE_ID.upper(), ""])
def test_claiming_an_unknown_id_is_404(bench: Any, device_id: str) -> None:
    connect(bench)
    answer = bench.api("POST", "/v1/devices", form={"id": device_id})[:2]
    assert answer == (404, {"ok": False, "errors": ["device does not exist"]})


def test_renaming_is_kept(bench: Any) -> None:
    own(bench)
    assert bench.api("PUT", DEVICE, fields={"name": "gizmo"})[1]["name"] == "gizmo"
    assert bench.api("PUT", DEVICE, form={"name": "gadget"})[1]["id"] == DEVICE_ID
    assert bench.api("GET", DEVICE)[1]["name"] == "gadget"


def test_notes_are_kept_and_an_empty_change_is_refused(bench: Any) -> None:
    own(bench)
    assert bench.api("PUT", DEVICE, fields={"notes": "shelf 3"})[1]["notes"] == "shelf 3"
    assert bench.api("PUT", DEVICE, fields={})[0] == 400


def test_signalling_needs_the_device_online(bench: Any) -> None:
    own(bench)
    status, body, _headers = bench.api("PUT", DEVICE, form={"signal": "1"})
    assert status == 500
    assert body == {"ok": False, "code": 500, "errors": [{"error": "Timed out, didn't hear back from device service"}]}
    connect(bench)
    assert bench.api("PUT", DEVICE, fields={"signal": "1"})[1]["signaling"] is True
    assert bench.api("PUT", DEVICE, fields={"signal": "0"})[1]["signaling"] is False


def test_ping_tells_whether_it_is_online(bench: Any) -> None:
    own(bench)
    assert bench.api("PUT", f"{DEVICE}/ping")[:2] == (200, {"online": False, "ok": True})
    connect(bench)
    assert bench.api("PUT", f"{DEVICE}/ping", fields={})[:2] == (200, {"online": True, "ok": True})


def test_a_variable_is_read_while_online(new_bench: Any, clock: Any) -> None:
    bench = new_bench(clock=clock)
    own(bench)
    assert bench.api("GET", f"{DEVICE}/uptime_s")[:2] == (408, {"error": "Timed out."})
    connect(bench)
    clock.now += 90
    body = bench.api("GET", f"{DEVICE}/uptime_s")[1]
    assert (body["cmd"], body["name"], body["result"]) == ("VarReturn", "uptime_s", 90)
    assert body["coreInfo"]["deviceID"] == DEVICE_ID
    assert bench.api("GET", f"{DEVICE}/nothing")[:2] == (404, {"ok": False, "error": "Variable not found"})


def test_a_function_is_called_while_online(bench: Any) -> None:
    own(bench)
    assert bench.api("POST", f"{DEVICE}/digitalread", form={"arg": "D7"})[0] == 408
    connect(bench)
    assert bench.api("POST", f"{DEVICE}/digitalread", fields={"args": "D7"})[1]["return_value"] == 1
    assert bench.api("POST", f"{DEVICE}/dance")[:2] == (404, {"ok": False, "error": "Function dance not found"})


def test_unclaiming_works_offline_and_leaves_the_device_unknown(bench: Any) -> None:
    own(bench)
    assert bench.api("DELETE", DEVICE)[:2] == (200, {"ok": True})
    assert bench.api("GET", DEVICE)[0] == 403
    assert bench.owner() is None


def test_times_follow_the_clouds_clock(new_bench: Any, clock: Any) -> None:
    bench = new_bench(clock=clock)
    own(bench)
    connect(bench)
    device = bench.api("GET", DEVICE)
    assert device[1]["last_heard"] == device[1]["last_handshake_at"] == "2023-11-14T22:13:20.000Z"
    assert device[2]["Date"] == "Tue, 14 Nov 2023 22:13:20 GMT"


@pytest.mark.parametrize(("method", "path"), [("GET", "/v1/orgs"), ("POST", "/v1/user"), ("GET", "/")])
def test_other_routes_do_not_exist(bench: Any, method: str, path: str) -> None:
    assert bench.api(method, path)[0] == 404


def test_a_body_that_is_no_json_is_refused(bench: Any) -> None:
    connection = http.client.HTTPConnection(urlsplit(bench.simulator.addresses.api).netloc, timeout=PATIENCE_S)
    headers = {"Authorization": f"Bearer {bench.token}", "Content-Type": "application/json"}
    connection.request("POST", "/v1/devices", body="{", headers=headers)
    assert connection.getresponse().status == 400
    connection.close()
