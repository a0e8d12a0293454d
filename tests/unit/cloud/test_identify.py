from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from setup_wizard.cloud.client import Cloud
from setup_wizard.core.account import Token, TokenKind
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret

TOKEN = Secret("0123456789abcdef" * 2 + "01234567")
END = datetime(2027, 1, 1, tzinfo=UTC)
CURRENT = {"expires_at": "2027-01-01T00:00:00.000Z", "client_id": "lamp-1234", "scopes": [], "orgs": []}
EXPIRED = {"error": "invalid_token", "error_description": "The access token provided has expired."}
DENIED = {"error": "Permission Denied", "info": "I didn't recognize that device name or ID"}
NOT_ALLOWED = {"error": "unauthorized", "error_description": "API users are not allowed to call this endpoint"}
UNKNOWN_PAGE = b"<html>Cannot GET this</html>"
ROUTES = {"/v1/access_tokens/current": "current", "/v1/user": "user", "/v1/devices": "devices"}


def check(cloud: Cloud) -> Token:
    return cloud.check_token(Secret(f" {TOKEN.reveal()}\n"), Cancel())


def refused(cloud: Cloud) -> SetupError:
    with pytest.raises(SetupError) as caught:
        check(cloud)
    return caught.value


def asked(server: Any) -> list[str]:
    return [ROUTES[seen.path] for seen in server.seen]


def test_an_account_is_told_with_its_end(cloud: Cloud, server: Any, reply: Any) -> None:
    server.answers(reply(body=CURRENT), reply(body={"username": "me@example.com"}))
    assert check(cloud) == Token(TOKEN, "me@example.com", END, TokenKind.DEVELOPER)
    assert asked(server) == ["current", "user"]
    assert {seen.headers["Authorization"] for seen in server.seen} == {f"Bearer {TOKEN.reveal()}"}


@pytest.mark.parametrize("before", ["Bearer ", "bearer  ", "Authorization: Bearer "])
def test_a_token_may_be_copied_out_of_a_header(cloud: Cloud, server: Any, reply: Any, before: str) -> None:
    server.answers(reply(body=CURRENT), reply(body={"username": "me@example.com"}))
    assert cloud.check_token(Secret(before + TOKEN.reveal()), Cancel()).value == TOKEN


def test_an_account_is_known_though_the_cloud_tells_nothing_of_tokens(cloud: Cloud, server: Any, reply: Any) -> None:
    server.answers(reply(500, {}), reply(body={"username": "me@example.com"}))
    assert check(cloud) == Token(TOKEN, "me@example.com")


@pytest.mark.parametrize("scope", ["customer=a+b@c.de", "customer=A+B@c.de "])
def test_a_customer_is_named_in_the_scopes(cloud: Cloud, server: Any, reply: Any, scope: str) -> None:
    server.answers(reply(body={**CURRENT, "scopes": ["something new", scope]}))
    assert check(cloud) == Token(TOKEN, "a+b@c.de", END, TokenKind.CUSTOMER)
    assert asked(server) == ["current"]


@pytest.mark.parametrize(
    ("status", "body"), [(400, NOT_ALLOWED), (401, EXPIRED), (403, DENIED), (404, {"error": "Not Found"})]
)
def test_a_good_token_without_an_account_is_a_products(
    cloud: Cloud, server: Any, reply: Any, status: int, body: object
) -> None:
    server.answers(reply(body=CURRENT), reply(status, body))
    assert check(cloud) == Token(TOKEN, "", END, TokenKind.PRODUCT)
    assert asked(server) == ["current", "user"]


@pytest.mark.parametrize(("status", "body"), [(400, NOT_ALLOWED), (403, DENIED)])
def test_a_token_refused_for_its_kind_alone_is_a_products(
    cloud: Cloud, server: Any, reply: Any, status: int, body: object
) -> None:
    server.answers(reply(404, {}), reply(status, body))
    assert check(cloud) == Token(TOKEN, kind=TokenKind.PRODUCT)


def test_a_cloud_that_knows_no_users_has_accounts_only(cloud: Cloud, server: Any, reply: Any) -> None:
    unknown = reply(404, UNKNOWN_PAGE, {"Content-Type": "text/html"})
    server.answers(unknown, unknown, reply(body=[]))
    assert check(cloud) == Token(TOKEN)
    assert asked(server) == ["current", "user", "devices"]


@pytest.mark.parametrize("current", [401, 403, 404])
def test_an_expired_token_is_expired(cloud: Cloud, server: Any, reply: Any, current: int) -> None:
    server.answers(reply(current, EXPIRED if current != 404 else {}), reply(401, EXPIRED))
    assert refused(cloud).reason is Reason.TOKEN_EXPIRED


@pytest.mark.parametrize("status", [400, 403])
def test_an_expired_token_is_expired_whatever_the_status(cloud: Cloud, server: Any, reply: Any, status: int) -> None:
    server.answers(reply(status, EXPIRED))
    assert refused(cloud).reason is Reason.TOKEN_EXPIRED


@pytest.mark.parametrize(
    ("current", "account", "reason"),
    [
        (200, 500, Reason.CLOUD_ERROR),
        (200, 408, Reason.CLOUD_ERROR),
        (200, 429, Reason.RATE_LIMITED),
        (429, 403, Reason.RATE_LIMITED),
        (503, 400, Reason.CLOUD_ERROR),
        (404, 404, Reason.CLOUD_ERROR),
    ],
)
def test_a_broken_cloud_says_nothing_of_the_token(
    cloud: Cloud, server: Any, reply: Any, current: int, account: int, reason: Reason
) -> None:
    server.answers(reply(current, CURRENT if current == 200 else {}), reply(account, {}))
    assert refused(cloud).reason is reason
