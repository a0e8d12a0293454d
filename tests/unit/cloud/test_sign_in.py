from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from setup_wizard.cloud.client import Cloud
from setup_wizard.core.account import OneTimeCodeChallenge, Token
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret

GRANTED = {"token_type": "bearer", "access_token": "granted", "expires_in": 7_776_000, "refresh_token": "r"}
BAD = {"error": "invalid_grant", "error_description": "User credentials are invalid"}
MFA = {"mfa_token": "m-1", "error": "mfa_required", "error_description": "Multi-factor authentication required"}
CHALLENGE = OneTimeCodeChallenge(Secret("m-1"), "me@example.com")


def sign_in(cloud: Cloud) -> Token | OneTimeCodeChallenge:
    return cloud.sign_in("me@example.com", Secret("p+w & ü"), Cancel())


def sign_in_refused(cloud: Cloud) -> SetupError:
    with pytest.raises(SetupError) as caught:
        sign_in(cloud)
    return caught.value


def code_refused(cloud: Cloud, challenge: OneTimeCodeChallenge = CHALLENGE) -> SetupError:
    with pytest.raises(SetupError) as caught:
        cloud.answer_one_time_code(challenge, Secret("000000"), Cancel())
    return caught.value


def test_a_password_gives_a_token_that_ends_by_the_clouds_clock(cloud: Cloud, server: Any, reply: Any) -> None:
    server.answers(reply(body=GRANTED, headers={"Date": "Tue, 01 Jan 2030 00:00:00 GMT"}))
    token = sign_in(cloud)
    assert isinstance(token, Token)
    assert (token.value.reveal(), token.username) == ("granted", "me@example.com")
    assert token.expires_at is not None
    assert abs((token.expires_at - datetime(2030, 4, 1, tzinfo=UTC)).total_seconds()) < 60
    (seen,) = server.seen
    assert (seen.method, seen.path) == ("POST", "/oauth/token")
    assert seen.form == {"grant_type": "password", "username": "me@example.com", "password": "p+w & ü"}


@pytest.mark.parametrize("status", [200, 400, 401, 403])
def test_a_wanted_one_time_code_is_known_by_its_words(cloud: Cloud, server: Any, reply: Any, status: int) -> None:
    server.answers(reply(status, MFA))
    assert sign_in(cloud) == CHALLENGE


def test_a_wanted_one_time_code_without_its_token_is_an_error(cloud: Cloud, server: Any, reply: Any) -> None:
    server.answers(reply(403, {"error": "mfa_required"}))
    assert sign_in_refused(cloud).reason is Reason.CLOUD_ERROR


def test_a_one_time_code_keeps_its_zeros_and_loses_its_blanks(cloud: Cloud, server: Any, reply: Any) -> None:
    server.answers(reply(body=GRANTED))
    token = cloud.answer_one_time_code(CHALLENGE, Secret(" 001 234\n"), Cancel())
    assert token.username == "me@example.com"
    assert server.seen[0].form == {"grant_type": "urn:custom:mfa-otp", "mfa_token": "m-1", "otp": "001234"}


def test_three_wrong_codes_end_a_challenge_without_a_fourth_request(cloud: Cloud, server: Any, reply: Any) -> None:
    server.answers(reply(400, {"error": "invalid_otp"}))
    errors = [code_refused(cloud) for _ in range(4)]
    assert {error.reason for error in errors} == {Reason.ONE_TIME_CODE_REFUSED}
    assert "2 more" in errors[0].detail
    assert all("sign in again" in error.detail for error in errors[2:])
    assert len(server.seen) == 3


def test_a_fresh_challenge_has_three_tries_again(cloud: Cloud, server: Any, reply: Any) -> None:
    server.answers(reply(400, {}))
    code_refused(cloud)
    assert "2 more" in code_refused(cloud, OneTimeCodeChallenge(Secret("m-2"), "me")).detail


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [
        (400, BAD, Reason.SIGN_IN_REFUSED),
        (401, {}, Reason.SIGN_IN_REFUSED),
        (503, {"error": "Wrong password"}, Reason.SIGN_IN_REFUSED),
        (503, {"error": "User doesn't exist"}, Reason.SIGN_IN_REFUSED),
        (400, {"error": "invalid_client"}, Reason.CLOUD_ERROR),
        (500, {}, Reason.CLOUD_ERROR),
        (408, {"error": "timed out"}, Reason.CLOUD_ERROR),
        (403, b"<html>blocked by policy</html>", Reason.CLOUD_UNREACHABLE),
        (200, {"token_type": "bearer"}, Reason.CLOUD_ERROR),
        (200, {**GRANTED, "scope": "customer=a@b.c"}, Reason.WRONG_TOKEN_KIND),
    ],
)
def test_a_refusal_has_its_reason(
    cloud: Cloud, server: Any, reply: Any, status: int, body: object, reason: Reason
) -> None:
    server.answers(reply(status, body))
    assert sign_in_refused(cloud).reason is reason


def test_a_locked_address_waits_half_an_hour_unless_told(cloud: Cloud, server: Any, reply: Any) -> None:
    server.answers(reply(429, {}), reply(429, {}, {"Retry-After": "12"}))
    errors = [sign_in_refused(cloud), sign_in_refused(cloud)]
    assert [(error.reason, error.retry_after_s) for error in errors] == [
        (Reason.RATE_LIMITED, 1800.0),
        (Reason.RATE_LIMITED, 12.0),
    ]


def test_after_five_refusals_nothing_is_sent_any_more(cloud: Cloud, server: Any, reply: Any) -> None:
    server.answers(reply(400, BAD))
    reasons = [sign_in_refused(cloud).reason for _ in range(3)] + [code_refused(cloud).reason for _ in range(2)]
    assert reasons == [Reason.SIGN_IN_REFUSED] * 3 + [Reason.ONE_TIME_CODE_REFUSED] * 2
    error = sign_in_refused(cloud)
    assert error.reason is Reason.RATE_LIMITED
    assert error.retry_after_s == pytest.approx(1800, abs=30)
    assert code_refused(cloud).reason is Reason.RATE_LIMITED
    assert len(server.seen) == 5


def test_sign_ins_are_sent_again_when_the_lock_would_be_over(
    cloud: Cloud, server: Any, reply: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.answers(*[reply(400, BAD)] * 5, reply(body=GRANTED))
    for _ in range(5):
        sign_in_refused(cloud)
    monkeypatch.setattr("setup_wizard.cloud.grants.LOCKOUT_WAIT_S", 0.0)
    assert isinstance(sign_in(cloud), Token)


def test_a_success_forgives_earlier_refusals(cloud: Cloud, server: Any, reply: Any) -> None:
    server.answers(*[reply(400, BAD)] * 4, reply(body=GRANTED), *[reply(400, BAD)] * 5)
    for _ in range(4):
        sign_in_refused(cloud)
    assert isinstance(sign_in(cloud), Token)
    assert [sign_in_refused(cloud).reason for _ in range(4)] == [Reason.SIGN_IN_REFUSED] * 4


def test_an_unreachable_cloud_refused_nobody(cloud: Cloud, server: Any, reply: Any) -> None:
    server.answers(*[reply(302, b"")] * 6, reply(400, BAD))
    reasons = [sign_in_refused(cloud).reason for _ in range(7)]
    assert reasons == [Reason.CLOUD_UNREACHABLE] * 6 + [Reason.SIGN_IN_REFUSED]
