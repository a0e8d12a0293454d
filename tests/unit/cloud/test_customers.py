from __future__ import annotations

import base64
import json
import logging
import socket
import struct
import threading
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from setup_wizard.cloud.client import Cloud
from setup_wizard.cloud.customers import Customers
from setup_wizard.cloud.grants import Grants
from setup_wizard.cloud.http import Http, Limits
from setup_wizard.core.account import Customer, OAuthClient, Token, TokenKind
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret
from tests.patience import PATIENCE_S

CLIENT = OAuthClient("lamp-1234", Secret("client's secret"))
BASIC = "Basic " + base64.b64encode(b"lamp-1234:client's secret").decode()
EMAIL = " Ann+Lamp@Example.com\n"
ANN = "ann+lamp@example.com"
PASSWORD = Secret("p+w & ü")
GRANTED = {"token_type": "bearer", "access_token": "granted", "expires_in": 7_776_000, "refresh_token": "r"}
SCOPED = {**GRANTED, "scope": f"customer={ANN}"}
EXISTS = {"ok": False, "error": f"Customer {ANN} already exists"}
UNKNOWN = {"error": "invalid_scope", "error_description": "The customer in the scope does not exist"}
BAD = {"error": "invalid_grant", "error_description": "User credentials are invalid"}
WRONG_CLIENT = {"error": "invalid_client", "error_description": "Client credentials are invalid"}
NO_ORGANIZATION = {"ok": False, "error": "Organization not found for user"}
CREATED = Customer(Token(Secret("granted"), ANN, kind=TokenKind.CUSTOMER), created=True)
POST = "/v1/products/lamp/customers"
LOOK = "/oauth/token"


@pytest.fixture
def customers(cloud: Cloud) -> Customers:
    return cloud.customers


def create(customers: Customers) -> Customer:
    return customers.create_or_find(CLIENT, "lamp", EMAIL, Cancel())


def sign_up(customers: Customers) -> Customer:
    return customers.sign_up(CLIENT, "lamp", EMAIL, PASSWORD, Cancel())


def log_in(customers: Customers) -> Token:
    return customers.log_in(CLIENT, EMAIL, PASSWORD, Cancel())


def product_token(customers: Customers) -> Token:
    return customers.product_token(CLIENT, Cancel())


def claim_code(customers: Customers) -> object:
    return customers.create_claim_code(Secret("customer's"), "lamp", Cancel())


BOTH = pytest.mark.parametrize("make", [create, sign_up])


def refused(call: Callable[[], object]) -> SetupError:
    with pytest.raises(SetupError) as caught:
        call()
    return caught.value


def asked(server: Any) -> list[str]:
    return [seen.path for seen in server.seen]


class TestProductToken:
    def test_is_the_products(self, customers: Customers, server: Any, reply: Any) -> None:
        server.answers(reply(body=GRANTED, headers={"Date": "Tue, 01 Jan 2030 00:00:00 GMT"}))
        token = product_token(customers)
        assert (token.value, token.username, token.kind) == (Secret("granted"), "lamp-1234", TokenKind.PRODUCT)
        assert token.expires_at is not None
        assert abs((token.expires_at - datetime(2030, 4, 1, tzinfo=UTC)).total_seconds()) < 60
        (seen,) = server.seen
        assert (seen.method, seen.path, seen.form) == ("POST", LOOK, {"grant_type": "client_credentials"})
        assert seen.headers["Authorization"] == BASIC
        assert "urlencoded" in seen.headers["Content-Type"]

    def test_comes_for_a_client_pasted_with_blanks(self, customers: Customers, server: Any, reply: Any) -> None:
        server.answers(reply(body=GRANTED))
        pasted = OAuthClient(" lamp-1234\n", Secret("client's secret \n"))
        assert customers.product_token(pasted, Cancel()).username == "lamp-1234"
        assert server.seen[0].headers["Authorization"] == BASIC

    @pytest.mark.parametrize(
        ("status", "body", "reason"),
        [
            (400, WRONG_CLIENT, Reason.SIGN_IN_REFUSED),
            (401, WRONG_CLIENT, Reason.SIGN_IN_REFUSED),
            (400, {"error": "unauthorized_client"}, Reason.SIGN_IN_REFUSED),
            (400, NO_ORGANIZATION, Reason.WRONG_TOKEN_KIND),
            (429, {}, Reason.RATE_LIMITED),
            (500, {}, Reason.CLOUD_ERROR),
            (502, b"<html>Bad Gateway</html>", Reason.CLOUD_ERROR),
            (404, b"Not Found", Reason.CLOUD_ERROR),
            (403, b"<html>blocked by policy</html>", Reason.CLOUD_UNREACHABLE),
            (200, b"<html>Please sign in</html>", Reason.CLOUD_UNREACHABLE),
            (302, b"", Reason.CLOUD_UNREACHABLE),
            (200, {}, Reason.CLOUD_ERROR),
            (200, b"", Reason.CLOUD_ERROR),
            (204, b"", Reason.CLOUD_ERROR),
            (200, [], Reason.CLOUD_ERROR),
            (200, SCOPED, Reason.CLOUD_ERROR),
        ],
    )
    def test_is_refused(
        self, customers: Customers, server: Any, reply: Any, status: int, body: object, reason: Reason
    ) -> None:
        server.answers(reply(status, body))
        assert refused(lambda: product_token(customers)).reason is reason
        assert len(server.seen) == 1

    def test_says_that_the_client_is_wrong(self, customers: Customers, server: Any, reply: Any) -> None:
        server.answers(reply(400, WRONG_CLIENT))
        assert "client id or its secret is wrong" in refused(lambda: product_token(customers)).detail


class TestLogIn:
    def test_is_the_customers(self, customers: Customers, server: Any, reply: Any) -> None:
        server.answers(reply(body={**GRANTED, "expires_in": 0}))
        assert log_in(customers) == CREATED.token
        (seen,) = server.seen
        assert seen.form == {"grant_type": "password", "username": ANN, "password": PASSWORD.reveal()}
        assert (seen.path, seen.headers["Authorization"]) == (LOOK, BASIC)

    @pytest.mark.parametrize(("status", "body"), [(400, BAD), (401, {}), (403, {"error": "mfa_required"})])
    def test_is_refused(self, customers: Customers, server: Any, reply: Any, status: int, body: object) -> None:
        server.answers(reply(status, body))
        error = refused(lambda: log_in(customers))
        assert error.reason is Reason.SIGN_IN_REFUSED
        assert "client" not in error.detail

    def test_says_when_it_was_not_the_password(self, customers: Customers, server: Any, reply: Any) -> None:
        server.answers(reply(401, WRONG_CLIENT))
        error = refused(lambda: log_in(customers))
        assert error.reason is Reason.SIGN_IN_REFUSED
        assert "client id or its secret is wrong" in error.detail


class TestCreate:
    @pytest.mark.parametrize("status", [200, 201])
    @pytest.mark.parametrize("body", [GRANTED, SCOPED])
    @BOTH
    def test_makes_a_customer_who_is_signed_in(
        self, customers: Customers, server: Any, reply: Any, make: Any, status: int, body: dict[str, object]
    ) -> None:
        server.answers(reply(status, {**body, "expires_in": None}))
        assert make(customers) == CREATED
        (seen,) = server.seen
        assert (seen.method, seen.path, seen.headers["Authorization"]) == ("POST", POST, BASIC)

    def test_of_a_shadow_sends_no_password(self, customers: Customers, server: Any, reply: Any) -> None:
        server.answers(reply(201, SCOPED))
        create(customers)
        assert server.seen[0].form == {"email": ANN, "no_password": "true"}

    def test_of_one_with_a_password_sends_it(self, customers: Customers, server: Any, reply: Any) -> None:
        server.answers(reply(201, SCOPED))
        sign_up(customers)
        assert server.seen[0].form == {"email": ANN, "password": PASSWORD.reveal()}

    @pytest.mark.parametrize(
        ("status", "body"),
        [(400, EXISTS), (401, EXISTS), (409, EXISTS), (400, BAD), (401, {}), (500, {}), (503, b"<p>")],
    )
    @BOTH
    def test_finds_who_is_there_already(
        self, customers: Customers, server: Any, reply: Any, make: Any, status: int, body: object
    ) -> None:
        server.answers(reply(status, body), reply(body={**SCOPED, "expires_in": None}))
        assert make(customers) == Customer(CREATED.token, created=False)
        assert asked(server) == [POST, LOOK]

    def test_looks_for_a_shadow_by_its_scope(self, customers: Customers, server: Any, reply: Any) -> None:
        server.answers(reply(400, EXISTS), reply(body=SCOPED))
        create(customers)
        look = server.seen[1]
        assert look.form == {"grant_type": "client_credentials", "scope": f"customer={ANN}"}
        assert b"scope=customer%3Dann%2Blamp%40example.com" in look.body
        assert look.headers["Authorization"] == BASIC

    def test_looks_for_one_with_a_password_by_it(self, customers: Customers, server: Any, reply: Any) -> None:
        server.answers(reply(400, EXISTS), reply(body=GRANTED))
        sign_up(customers)
        assert server.seen[1].form == {"grant_type": "password", "username": ANN, "password": PASSWORD.reveal()}

    @pytest.mark.parametrize("body", [{}, b"", {"ok": True}, {"access_token": None}, [1]])
    @BOTH
    def test_without_a_token_looks_for_it(
        self, customers: Customers, server: Any, reply: Any, make: Any, body: object
    ) -> None:
        server.answers(reply(201, body), reply(body={**SCOPED, "expires_in": None}))
        assert make(customers) == CREATED

    @pytest.mark.parametrize("status", [200, 400, 401, 403, 409, 422])
    @BOTH
    def test_tells_the_first_refusal_if_nobody_is_found(
        self, customers: Customers, server: Any, reply: Any, make: Any, status: int
    ) -> None:
        server.answers(reply(status, {"ok": False, "error": "email was odd"}), reply(400, UNKNOWN))
        error = refused(lambda: make(customers))
        assert error.reason is Reason.CUSTOMER_REFUSED
        assert error.detail.startswith(f"HTTP {status}: email was odd; ")
        assert asked(server) == [POST, LOOK]

    def test_says_that_who_exists_has_another_password(self, customers: Customers, server: Any, reply: Any) -> None:
        server.answers(reply(409, EXISTS), reply(400, BAD))
        assert "exists already has another password" in refused(lambda: sign_up(customers)).detail

    @pytest.mark.parametrize("first", [(400, EXISTS), (401, WRONG_CLIENT)])
    @BOTH
    def test_tells_a_wrong_client_from_a_refused_customer(
        self, customers: Customers, server: Any, reply: Any, make: Any, first: tuple[int, object]
    ) -> None:
        server.answers(reply(*first), reply(400, WRONG_CLIENT))
        error = refused(lambda: make(customers))
        assert error.reason is Reason.SIGN_IN_REFUSED
        assert "client id or its secret is wrong" in error.detail

    @pytest.mark.parametrize(
        ("status", "body", "reason"),
        [
            (400, NO_ORGANIZATION, Reason.WRONG_TOKEN_KIND),
            (401, NO_ORGANIZATION, Reason.WRONG_TOKEN_KIND),
            (404, {"ok": False, "error": "Product not found."}, Reason.PRODUCT_NOT_FOUND),
            (429, {}, Reason.RATE_LIMITED),
        ],
    )
    @BOTH
    def test_does_not_look_where_that_explains_nothing(
        self, customers: Customers, server: Any, reply: Any, make: Any, status: int, body: object, reason: Reason
    ) -> None:
        server.answers(reply(status, body))
        assert refused(lambda: make(customers)).reason is reason
        assert asked(server) == [POST]

    @pytest.mark.parametrize(
        ("status", "body", "reason"),
        [
            (500, {}, Reason.CLOUD_ERROR),
            (408, {}, Reason.CLOUD_ERROR),
            (404, b"Not Found", Reason.CLOUD_ERROR),
        ],
    )
    @BOTH
    def test_a_broken_cloud_has_not_refused_the_customer(
        self, customers: Customers, server: Any, reply: Any, make: Any, status: int, body: object, reason: Reason
    ) -> None:
        server.answers(reply(status, body), reply(400, UNKNOWN))
        assert refused(lambda: make(customers)).reason is reason

    @pytest.mark.parametrize(
        ("look", "reason"), [(429, Reason.RATE_LIMITED), (500, Reason.CLOUD_ERROR), (302, Reason.CLOUD_UNREACHABLE)]
    )
    @BOTH
    def test_a_look_that_tells_nothing_is_not_taken_for_an_answer(
        self, customers: Customers, server: Any, reply: Any, make: Any, look: int, reason: Reason
    ) -> None:
        server.answers(reply(400, EXISTS), reply(look, {}))
        assert refused(lambda: make(customers)).reason is reason

    @BOTH
    def test_another_customers_token_is_not_handed_out(
        self, customers: Customers, server: Any, reply: Any, make: Any
    ) -> None:
        server.answers(reply(201, {**GRANTED, "scope": "customer=somebody@else"}))
        assert refused(lambda: make(customers)).reason is Reason.CLOUD_ERROR

    @pytest.mark.parametrize(
        "scope", [f"customer={ANN} devices:list user:*", f"customer={quote(ANN)}", "customer=ANN%2bLamp@example.com"]
    )
    @BOTH
    def test_the_scope_may_name_the_customer_in_other_ways(
        self, customers: Customers, server: Any, reply: Any, make: Any, scope: str
    ) -> None:
        server.answers(reply(201, {**GRANTED, "scope": scope, "expires_in": None}))
        assert make(customers) == CREATED

    def test_the_rest_of_a_longer_name_is_no_scope(self, customers: Customers, server: Any, reply: Any) -> None:
        server.answers(reply(201, {**GRANTED, "scope": "customer=ann smith"}))
        assert refused(lambda: customers.create_or_find(CLIENT, "lamp", "ann", Cancel())).reason is Reason.CLOUD_ERROR

    @pytest.mark.parametrize("email", ["", " \n"])
    def test_needs_a_name(self, customers: Customers, server: Any, email: str) -> None:
        for call in (
            lambda: customers.create_or_find(CLIENT, "lamp", email, Cancel()),
            lambda: customers.sign_up(CLIENT, "lamp", email, PASSWORD, Cancel()),
        ):
            assert refused(call).reason is Reason.CUSTOMER_REFUSED
        assert server.seen == []

    @pytest.mark.parametrize("product", ["", " .. "])
    def test_needs_a_product(self, customers: Customers, server: Any, product: str) -> None:
        error = refused(lambda: customers.create_or_find(CLIENT, product, EMAIL, Cancel()))
        assert error.reason is Reason.PRODUCT_NOT_FOUND
        assert server.seen == []


def test_any_text_that_names_a_customer_arrives_as_it_was_typed(customers: Customers, server: Any, reply: Any) -> None:
    @given(st.text(st.characters(codec="utf-8"), min_size=1).filter(str.strip))
    @settings(max_examples=60)
    def arrives(name: str) -> None:
        server.seen.clear()
        server.answers(reply(400, EXISTS), reply(body=GRANTED))
        found = customers.create_or_find(CLIENT, "lamp", name, Cancel())
        made, looked = server.seen
        kept = name.strip().lower()
        assert made.form["email"] == kept
        assert looked.form["scope"] == f"customer={kept}"
        assert found.token.username == kept

    arrives()


class Turns:
    """A server that treats its connections one after the other as it is told; remembers the forms it was sent."""

    def __init__(self, raw_server: Any, *turns: Callable[[socket.socket, threading.Event], None]) -> None:
        self.forms: list[dict[str, list[str]]] = []
        self._turns = iter(turns)
        self._lock = threading.Lock()
        http = Http(f"http://127.0.0.1:{raw_server(self._serve).port}", Limits(total_s=PATIENCE_S))
        self.customers = Customers(http, Grants(http))

    def _serve(self, connection: socket.socket, over: threading.Event) -> None:
        request = b""
        while b"\r\n\r\n" not in request:
            request += connection.recv(65536)
        head, _, body = request.partition(b"\r\n\r\n")
        (length,) = (int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-l"))
        while len(body) < length:
            body += connection.recv(65536)
        with self._lock:
            self.forms.append(parse_qs(body.decode()))
            turn = next(self._turns)
        turn(connection, over)


def resets(connection: socket.socket, _over: threading.Event) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def breaks_off(connection: socket.socket, _over: threading.Event) -> None:
    connection.sendall(b'HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n{"access_tok')


def says(status: int, body: object) -> Callable[[socket.socket, threading.Event], None]:
    def answer(connection: socket.socket, _over: threading.Event) -> None:
        content = json.dumps(body).encode()
        connection.sendall(f"HTTP/1.1 {status} X\r\nContent-Length: {len(content)}\r\n\r\n".encode() + content)

    return answer


@pytest.mark.parametrize("lost", [resets, breaks_off])
@BOTH
class TestLostAnswer:
    def test_looks_before_anything_is_sent_twice(self, raw_server: Any, make: Any, lost: Any) -> None:
        turns = Turns(raw_server, lost, says(200, {**SCOPED, "expires_in": None}))
        assert make(turns.customers) == Customer(CREATED.token, created=False)
        assert ["email" in form for form in turns.forms] == [True, False]

    def test_creates_who_was_not_created(self, raw_server: Any, make: Any, lost: Any) -> None:
        turns = Turns(raw_server, lost, says(400, UNKNOWN), says(201, {**GRANTED, "expires_in": None}))
        assert make(turns.customers) == CREATED
        assert ["email" in form for form in turns.forms] == [True, False, True]

    def test_is_told_if_the_second_is_lost_too(self, raw_server: Any, make: Any, lost: Any) -> None:
        turns = Turns(raw_server, lost, says(400, UNKNOWN), lost)
        assert refused(lambda: make(turns.customers)).reason is Reason.CLOUD_UNREACHABLE
        assert len(turns.forms) == 3

    def test_is_told_if_nobody_answers(self, raw_server: Any, make: Any, lost: Any) -> None:
        turns = Turns(raw_server, lost, lost)
        assert refused(lambda: make(turns.customers)).reason is Reason.CLOUD_UNREACHABLE
        assert len(turns.forms) == 2

    def test_finds_who_was_created_late(self, raw_server: Any, make: Any, lost: Any) -> None:
        turns = Turns(raw_server, lost, says(400, UNKNOWN), says(409, EXISTS), says(200, SCOPED))
        assert make(turns.customers).created is False
        assert len(turns.forms) == 4


@BOTH
def test_looks_also_when_the_time_was_over(raw_server: Any, make: Any, timers: Any) -> None:
    def hangs(_connection: socket.socket, over: threading.Event) -> None:
        timers[-1].ring()
        over.wait()

    turns = Turns(raw_server, hangs, says(400, UNKNOWN), says(201, {**GRANTED, "expires_in": None}))
    assert make(turns.customers) == CREATED
    assert ["email" in form for form in turns.forms] == [True, False, True]


@BOTH
def test_a_cancel_ends_it_without_a_look(raw_server: Any, make: Any) -> None:
    cancel = Cancel()

    def cancels(_connection: socket.socket, over: threading.Event) -> None:
        cancel.cancel()
        over.wait()

    turns = Turns(raw_server, cancels)
    call = {
        create: lambda: turns.customers.create_or_find(CLIENT, "lamp", EMAIL, cancel),
        sign_up: lambda: turns.customers.sign_up(CLIENT, "lamp", EMAIL, PASSWORD, cancel),
    }[make]
    assert refused(call).reason is Reason.CANCELLED
    assert len(turns.forms) == 1


class TestClaimCode:
    CODE = "a/+" * 21

    @pytest.mark.parametrize("owned", [[], None])
    def test_is_asked_for_with_the_customers_token(
        self, customers: Customers, server: Any, reply: Any, owned: object
    ) -> None:
        server.answers(reply(body={"claim_code": self.CODE, "device_ids": owned}))
        code = customers.create_claim_code(Secret("customer's"), " lamp v1 ", Cancel())
        assert code.value == Secret(self.CODE)
        assert code.owned_device_ids == (None if owned is None else frozenset())
        (seen,) = server.seen
        assert (seen.method, seen.path, seen.form) == ("POST", "/v1/products/lamp%20v1/device_claims", {})
        assert seen.headers["Authorization"] == "Bearer customer's"

    @pytest.mark.parametrize(
        ("status", "body", "reason"),
        [
            (400, NO_ORGANIZATION, Reason.WRONG_TOKEN_KIND),
            (401, NO_ORGANIZATION, Reason.WRONG_TOKEN_KIND),
            (403, {"ok": False, "errors": ["Organization not found for user"]}, Reason.WRONG_TOKEN_KIND),
            (401, {}, Reason.TOKEN_EXPIRED),
            (401, {"error": "invalid_token"}, Reason.TOKEN_EXPIRED),
            (404, {"ok": False, "error": "Product not found."}, Reason.PRODUCT_NOT_FOUND),
            (404, b"Not Found", Reason.CLOUD_ERROR),
            (429, {}, Reason.RATE_LIMITED),
            (200, {"claim_code": CODE[:-1]}, Reason.CLOUD_ERROR),
            (200, {}, Reason.CLOUD_ERROR),
            (204, b"", Reason.CLOUD_ERROR),
            (200, b"<html>", Reason.CLOUD_UNREACHABLE),
        ],
    )
    def test_is_refused(
        self, customers: Customers, server: Any, reply: Any, status: int, body: object, reason: Reason
    ) -> None:
        server.answers(reply(status, body))
        assert refused(lambda: claim_code(customers)).reason is reason


def test_refusals_of_accounts_products_and_customers_are_counted_together(
    cloud: Cloud, server: Any, reply: Any
) -> None:
    answers = (BAD, BAD, WRONG_CLIENT, EXISTS, UNKNOWN, NO_ORGANIZATION)
    server.answers(*(reply(400, body) for body in answers))
    calls = (
        lambda: cloud.sign_in("me", Secret("wrong"), Cancel()),
        lambda: log_in(cloud.customers),
        lambda: product_token(cloud.customers),
        lambda: create(cloud.customers),
        lambda: product_token(cloud.customers),
    )
    for call in calls:
        assert refused(call).reason is not Reason.RATE_LIMITED
    assert len(server.seen) == 6
    for call in (*calls[:3], calls[4]):
        error = refused(call)
        assert error.reason is Reason.RATE_LIMITED
        assert error.retry_after_s == pytest.approx(1800, abs=30)
    assert len(server.seen) == 6


# Tracebacks quote the source, so each secret is put together here.
SECRET, PASSWORD_SENT, TOKEN_SENT, TOKEN_MADE = (f"canary{n}" * 9 for n in range(4))
CANARY_CLIENT = OAuthClient("lamp", Secret(SECRET))
CANARY_CALLS: dict[str, Callable[[Cloud], object]] = {
    "create": lambda cloud: cloud.customers.create_or_find(CANARY_CLIENT, "lamp", "ann", Cancel()),
    "sign up": lambda cloud: cloud.customers.sign_up(CANARY_CLIENT, "lamp", "ann", Secret(PASSWORD_SENT), Cancel()),
    "log in": lambda cloud: cloud.customers.log_in(CANARY_CLIENT, "ann", Secret(PASSWORD_SENT), Cancel()),
    "product token": lambda cloud: cloud.customers.product_token(CANARY_CLIENT, Cancel()),
    "claim code": lambda cloud: cloud.customers.create_claim_code(Secret(TOKEN_SENT), "lamp", Cancel()),
    "new client": lambda cloud: cloud.products.create_client(Secret(TOKEN_SENT), "lamp", "x", Cancel()),
    "product": lambda cloud: cloud.products.find_product(Secret(TOKEN_SENT), "lamp", Cancel()),
}


@pytest.mark.parametrize("call", CANARY_CALLS.values(), ids=CANARY_CALLS)
@pytest.mark.parametrize("status", [200, 400, 401, 404, 429, 500])
def test_no_secret_is_ever_logged_or_in_an_error_however_the_cloud_quotes_it(
    server: Any, reply: Any, caplog: pytest.LogCaptureFixture, call: Callable[[Cloud], object], status: int
) -> None:
    caplog.set_level(logging.DEBUG)
    cloud = Cloud(server.url)
    server.answers(reply(401, {}))
    refused(lambda: call(cloud))
    sent = server.seen[0].headers["Authorization"]
    scheme, _, credentials = sent.partition(" ")
    shown = []
    for quoted in (sent, SECRET if scheme == "Basic" else TOKEN_SENT, server.seen[0].body.decode()):
        for body in ({"error": quoted}, {"ok": False, "errors": [[quoted, 1]]}, quoted):
            server.answers(reply(status, body))
            with pytest.raises(SetupError) as caught:
                call(Cloud(server.url))
            shown.append(repr(caught.value) + "".join(traceback.format_exception(caught.value)))
    everything = caplog.text + "".join(shown) + "".join(asked(server))
    assert ": 401 in" in caplog.text
    assert "canary" not in everything
    assert credentials not in everything


@pytest.mark.parametrize("call", CANARY_CALLS.values(), ids=CANARY_CALLS)
def test_what_the_cloud_hands_out_is_not_printed(
    cloud: Cloud, server: Any, reply: Any, caplog: pytest.LogCaptureFixture, call: Callable[[Cloud], object]
) -> None:
    caplog.set_level(logging.DEBUG)
    made = {"access_token": TOKEN_MADE, "claim_code": f"{TOKEN_MADE:0<63}", "product": {"id": 1}}
    server.answers(reply(body={**made, "client": {"id": "lamp", "secret": TOKEN_MADE}}))
    assert "canary" not in repr(call(cloud)) + caplog.text
    assert len(server.seen) == 1
