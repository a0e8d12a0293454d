from __future__ import annotations

import base64
from typing import Any

import pytest

from setup_wizard.simulator.world import CAREFUL, DEMO

PASSWORD = DEMO.password.reveal()
CODE = "042137"


def test_a_password_gives_a_token_for_ninety_days(bench: Any) -> None:
    status, body, headers = bench.sign_in(DEMO.username, PASSWORD)
    assert status == 200
    assert body["token_type"] == "bearer"
    assert body["expires_in"] == 7776000
    assert len(body["access_token"]) == len(body["refresh_token"]) == 40
    assert headers["Date"].endswith("GMT")
    assert bench.api("GET", "/v1/user", token=body["access_token"])[1]["username"] == DEMO.username


def test_the_user_name_counts_in_any_case(bench: Any) -> None:
    assert bench.sign_in(DEMO.username.upper(), PASSWORD)[0] == 200


@pytest.mark.parametrize("asked", ["3600", "0"])
def test_the_lifetime_asked_for_is_granted_and_zero_means_for_ever(bench: Any, asked: str) -> None:
    body = bench.sign_in(DEMO.username, PASSWORD, expires_in=asked)[1]
    assert body.get("expires_in", 0) == int(asked)
    expires_at = bench.api("GET", "/v1/access_tokens/current", token=body["access_token"])[1]["expires_at"]
    assert (expires_at is None) == (asked == "0")


def test_a_lifetime_that_is_no_number_is_refused(bench: Any) -> None:
    assert bench.sign_in(DEMO.username, PASSWORD, expires_in="soon")[1]["error"] == "invalid_request"


@pytest.mark.parametrize(("username", "password"), [(DEMO.username, "wrong"), ("nobody@example.com", PASSWORD)])
def test_a_wrong_user_and_a_wrong_password_look_the_same(bench: Any, username: str, password: str) -> None:
    status, body, _headers = bench.sign_in(username, password)
    assert (status, body) == (400, {"error": "invalid_grant", "error_description": "User credentials are invalid"})


@pytest.mark.parametrize("client", ["particle:particle", "particle-api:particle-api", "particle-cli:particle-cli"])
def test_the_client_may_come_as_basic_authentication(bench: Any, client: str) -> None:
    headers = {"Authorization": "Basic " + base64.b64encode(client.encode()).decode()}
    form = {"grant_type": "password", "username": DEMO.username, "password": PASSWORD}
    assert bench.api("POST", "/oauth/token", headers=headers, form=form, token="x")[0] == 200


@pytest.mark.parametrize("authorization", ["", "Basic !", "Basic " + base64.b64encode(b"CLI2:nonsense").decode()])
def test_an_unknown_client_is_refused(bench: Any, authorization: str) -> None:
    form = {"grant_type": "password", "username": DEMO.username, "password": PASSWORD}
    status, body, _headers = bench.api(
        "POST", "/oauth/token", headers={"Authorization": authorization}, form=form, token=""
    )
    assert (status, body["error"]) == (400, "invalid_client")


def test_json_is_not_taken_for_a_token_request(bench: Any) -> None:
    fields = {
        "grant_type": "password",
        "client_id": "particle",
        "client_secret": "particle",
        "username": DEMO.username,
        "password": PASSWORD,
    }
    status, body, _headers = bench.api("POST", "/oauth/token", token="", fields=fields)
    assert (status, body["error"]) == (400, "invalid_request")


def test_other_grant_types_are_refused(bench: Any) -> None:
    assert bench.sign_in(DEMO.username, PASSWORD, grant_type="magic")[1]["error"] == "unsupported_grant_type"


def challenge(bench: Any) -> str:
    status, body, _headers = bench.sign_in(CAREFUL.username, PASSWORD)
    assert (status, body["error"]) == (403, "mfa_required")
    return str(body["mfa_token"])


def answer(bench: Any, mfa_token: str, code: str) -> tuple[int, Any]:
    status, body, _headers = bench.sign_in("", "", grant_type="urn:custom:mfa-otp", mfa_token=mfa_token, otp=code)
    return status, body


def test_a_one_time_code_with_its_leading_zero_gives_the_token(bench: Any) -> None:
    mfa_token = challenge(bench)
    assert answer(bench, mfa_token, CODE.lstrip("0"))[1]["error"] == "invalid_grant"
    status, body = answer(bench, mfa_token, CODE)
    assert status == 200
    user = bench.api("GET", "/v1/user", token=body["access_token"])[1]
    assert (user["username"], user["mfa"]) == (CAREFUL.username, {"enabled": True})


def test_a_challenge_is_answered_once(bench: Any) -> None:
    mfa_token = challenge(bench)
    assert answer(bench, mfa_token, CODE)[0] == 200
    assert answer(bench, mfa_token, CODE)[0] == 400


def test_three_wrong_codes_end_a_challenge(bench: Any) -> None:
    mfa_token = challenge(bench)
    assert [answer(bench, mfa_token, "000000")[0] for _ in range(3)] == [400] * 3
    assert answer(bench, mfa_token, CODE)[0] == 400


def test_ten_failures_in_a_row_lock_for_half_an_hour(new_bench: Any, clock: Any) -> None:
    bench = new_bench(clock=clock)
    for _ in range(10):
        assert bench.sign_in(DEMO.username, "wrong")[0] == 400
    status, _body, headers = bench.sign_in(DEMO.username, PASSWORD)
    assert (status, headers["Retry-After"]) == (429, "1800")
    clock.now += 1800
    assert bench.sign_in(DEMO.username, PASSWORD)[0] == 200


def test_a_success_forgives_the_failures_before_it(bench: Any) -> None:
    for _ in range(2):
        for _ in range(9):
            assert bench.sign_in(DEMO.username, "wrong")[0] == 400
        assert bench.sign_in(DEMO.username, PASSWORD)[0] == 200


def test_a_request_without_token_is_400(bench: Any) -> None:
    body = {"error": "invalid_request", "error_description": "The access token was not found"}
    assert bench.api("GET", "/v1/devices", token="")[:2] == (400, body)


def test_a_token_in_the_query_or_body_is_not_found(bench: Any) -> None:
    assert bench.api("GET", f"/v1/devices?access_token={bench.token}", token="")[0] == 400
    assert bench.api("POST", "/v1/device_claims", token="", form={"access_token": bench.token})[0] == 400


def test_an_unknown_token_is_401(bench: Any) -> None:
    status, body, _headers = bench.api("GET", "/v1/devices", token="0" * 40)
    assert (status, body["error_description"]) == (401, "The access token provided is invalid.")


def test_an_expired_token_is_401(new_bench: Any, clock: Any) -> None:
    bench = new_bench(clock=clock)
    token = bench.sign_in(DEMO.username, PASSWORD, expires_in="60")[1]["access_token"]
    assert bench.api("GET", "/v1/user", token=token)[0] == 200
    clock.now += 60
    status, body, _headers = bench.api("GET", "/v1/user", token=token)
    assert (status, body["error_description"]) == (401, "The access token provided has expired.")


def test_the_current_token_is_described_and_revoked(bench: Any) -> None:
    current = bench.api("GET", "/v1/access_tokens/current")[1]
    assert (current["client"], current["scopes"], current["orgs"]) == ("particle", [], [])
    assert bench.api("DELETE", "/v1/access_tokens/current")[:2] == (200, {"ok": True})
    assert bench.api("GET", "/v1/user")[0] == 401


def test_a_token_is_revoked_by_its_value_alone(bench: Any) -> None:
    assert bench.api("DELETE", f"/v1/access_tokens/{bench.token}", token="")[:2] == (200, {"ok": True})
    assert bench.api("GET", "/v1/user")[0] == 401
    assert bench.api("DELETE", f"/v1/access_tokens/{bench.token}", token="")[0] == 404


def test_all_tokens_of_an_account_are_revoked_together(bench: Any) -> None:
    other = bench.cloud.hand_out_token(CAREFUL.username)
    bench.cloud.hand_out_token(DEMO.username)
    assert bench.api("DELETE", "/v1/access_tokens")[0] == 200
    assert bench.api("GET", "/v1/user")[0] == 401
    assert bench.api("GET", "/v1/user", token=other)[0] == 200
