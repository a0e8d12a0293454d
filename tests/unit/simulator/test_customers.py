from __future__ import annotations

import http.client
import socket
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlsplit

import pytest

from setup_wizard.simulator.faults import Fault
from setup_wizard.simulator.population import P1_PRODUCT_ID, PHOTON_PRODUCT_ID
from setup_wizard.simulator.world import DEVICE_ID

CUSTOMERS = f"/v1/products/{PHOTON_PRODUCT_ID}/customers"
NOBODY_HERE = (400, {"ok": False, "error": "Organization not found for user"})
SHADOW = {"no_password": "true"}


def create(bench: Any, email: str, *, client: Any = None, path: str = CUSTOMERS, **form: str) -> tuple[int, Any]:
    used = client or bench.people.two_legged_client
    answer: tuple[int, Any] = bench.api("POST", path, client=used, form={"email": email, **form})[:2]
    return answer


def test_a_shadow_customer_is_made_and_logged_in(bench: Any) -> None:
    status, body = create(bench, "New+One@Example.com", **SHADOW)
    assert (status, body["token_type"], body["expires_in"]) == (201, "bearer", 7776000)
    assert body["scope"] == "customer=new+one@example.com"
    assert len(body["access_token"]) == len(body["refresh_token"]) == 40
    assert bench.api("GET", "/v1/devices", token=body["access_token"])[0] == 200
    assert bench.customer_token("new+one@example.com")


def test_a_customer_need_not_be_an_email_address(bench: Any) -> None:
    assert create(bench, "7d9c/unit 4", **SHADOW)[1]["scope"] == "customer=7d9c/unit 4"


@pytest.mark.parametrize("client", ["simple_client", "two_legged_client"])
def test_a_customer_with_a_password_is_made_and_logs_in_again(bench: Any, client: str) -> None:
    used = getattr(bench.people, client)
    assert create(bench, "new@example.com", client=used, password="leek")[0] == 201
    form = {"grant_type": "password", "username": "new@example.com", "password": "leek"}
    assert bench.token_of(bench.people.simple_client, **form)[0] == 200


def test_the_client_may_come_in_the_form(bench: Any) -> None:
    client = bench.people.simple_client
    form = {"client_id": client.client_id, "client_secret": client.secret.reveal(), "grant_type": "client_credentials"}
    answer = bench.api("POST", CUSTOMERS, token="", form={**form, "email": "new@example.com", "password": "leek"})
    assert answer[0] == 201


@pytest.mark.parametrize("kind", ["product", "developer"])
def test_a_bearer_token_makes_no_customer(bench: Any, kind: str) -> None:
    token = bench.product_token() if kind == "product" else bench.token
    status, body, _headers = bench.api("POST", CUSTOMERS, token=token, form={"email": "new@example.com", **SHADOW})
    assert (status, body["error"]) == (400, "invalid_client")
    assert bench.cloud.customers.find(PHOTON_PRODUCT_ID, "new@example.com") is None


def test_the_client_must_be_the_products(bench: Any) -> None:
    account_client, two_legged = bench.people.account_client, bench.people.two_legged_client
    assert create(bench, "new@example.com", client=account_client, **SHADOW) == NOBODY_HERE
    for other in (P1_PRODUCT_ID, 0):
        path = f"/v1/products/{other}/customers"
        assert create(bench, "new@example.com", client=two_legged, path=path, **SHADOW) == NOBODY_HERE


def test_a_customer_is_made_with_a_form_only(bench: Any) -> None:
    fields = {"email": "new@example.com", "no_password": True}
    assert bench.api("POST", CUSTOMERS, client=bench.people.two_legged_client, fields=fields)[0] == 400


@pytest.mark.parametrize(
    ("client", "form"),
    [
        ("two_legged_client", {"email": "", **SHADOW}),
        ("two_legged_client", {"email": "new@example.com"}),
        ("simple_client", {"email": "new@example.com", "password": ""}),
        ("simple_client", {"email": "new@example.com", **SHADOW}),
        ("two_legged_client", {"email": "new@example.com", "expires_in": "soon", **SHADOW}),
    ],
)
def test_what_is_incomplete_or_beyond_the_client_is_refused(bench: Any, client: str, form: dict[str, str]) -> None:
    assert bench.api("POST", CUSTOMERS, client=getattr(bench.people, client), form=form)[0] == 400
    assert bench.cloud.customers.find(PHOTON_PRODUCT_ID, "new@example.com") is None


@pytest.mark.parametrize(
    ("fault", "status"), [(None, 400), (Fault.DUPLICATE_CUSTOMER_401, 401), (Fault.DUPLICATE_CUSTOMER_409, 409)]
)
def test_a_customer_who_exists_is_refused_with_each_status_that_was_seen(
    bench: Any, fault: Fault | None, status: int
) -> None:
    if fault:
        bench.simulator.faults.switch_on(fault)
    refused = (status, {"ok": False, "error": "Customer shadow@example.com already exists"})
    assert create(bench, "Shadow@example.com", **SHADOW) == refused
    assert create(bench, "shadow@example.com", password="leek") == refused
    assert bench.cloud.customers.find(PHOTON_PRODUCT_ID, "shadow@example.com").password is None


def test_the_answer_can_be_lost_after_the_customer_was_made(bench: Any) -> None:
    bench.simulator.faults.switch_on(Fault.ANSWER_LOST, where=CUSTOMERS)
    with pytest.raises((ConnectionError, http.client.RemoteDisconnected)):
        create(bench, "new@example.com", **SHADOW)
    assert bench.customer_token("new@example.com")


def test_the_answer_can_hang_after_the_customer_was_made(
    bench: Any, stays_silent: Callable[[socket.socket], bool]
) -> None:
    client = bench.people.two_legged_client
    form = f"client_id={client.client_id}&client_secret={client.secret.reveal()}&email=new&no_password=true"
    head = f"POST {CUSTOMERS} HTTP/1.1\r\nHost: c\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    hangs = bench.hang(Fault.ANSWER_HANGS, where=CUSTOMERS)
    with bench.connect(urlsplit(bench.simulator.addresses.api).port) as connection:
        connection.sendall(f"{head}Content-Length: {len(form)}\r\n\r\n{form}".encode())
        assert hangs()
        assert stays_silent(connection)
        assert bench.customer_token("new")
        bench.simulator.faults.clear()
        assert connection.recv(100) == b""


def test_customers_are_listed_only_after_their_first_claim(bench: Any) -> None:
    assert bench.api("GET", CUSTOMERS)[:2] == (
        200,
        {"customers": [], "devices": [], "meta": {"total_pages": 1}},
    )
    bench.import_device()
    bench.device_connects(bench.customer_code())
    customer = bench.people.shadow_customer
    listed = bench.api("GET", CUSTOMERS, token=bench.product_token())[1]
    assert listed["customers"] == [{"id": customer.customer_id, "username": customer.username}]
    assert [device["id"] for device in listed["devices"]] == [DEVICE_ID]


def test_the_list_of_customers_comes_in_pages(bench: Any) -> None:
    for number in range(30):
        create(bench, f"c{number}", **SHADOW)
        bench.cloud.devices.give(bench.device(), bench.cloud.customers.find(PHOTON_PRODUCT_ID, f"c{number}").holder)
    assert bench.api("GET", CUSTOMERS)[1]["meta"] == {"total_pages": 2}
    assert len(bench.api("GET", f"{CUSTOMERS}?page=2&perPage=20")[1]["customers"]) == 10


def test_a_new_password_replaces_the_old_one(bench: Any) -> None:
    customer = f"{CUSTOMERS}/customer%40example.com"
    assert bench.api("PUT", customer, token=bench.product_token(), form={"password": "leek"})[0] == 200
    form = {"grant_type": "password", "username": "customer@example.com"}
    assert bench.token_of(bench.people.simple_client, **form, password="tomatoes")[0] == 400
    assert bench.token_of(bench.people.simple_client, **form, password="leek")[0] == 200


def test_a_password_is_changed_by_the_product_for_those_who_have_one(bench: Any) -> None:
    customer = f"{CUSTOMERS}/customer@example.com"
    assert bench.api("PUT", customer, token=bench.customer_token(), form={"password": "leek"})[0] == 403
    assert bench.api("PUT", customer, form={})[0] == 400
    assert bench.api("PUT", f"{CUSTOMERS}/shadow@example.com", form={"password": "leek"})[0] == 400
    assert bench.api("PUT", f"{CUSTOMERS}/nobody@example.com", form={"password": "leek"})[0] == 404


def test_removing_a_customer_voids_tokens_and_claim_codes(bench: Any) -> None:
    create(bench, "7d9c/unit 4", **SHADOW)
    token = bench.customer_token("7d9c/unit 4")
    code = bench.customer_code(token)
    customer = f"{CUSTOMERS}/{quote('7d9c/unit 4', safe='')}"
    assert bench.api("DELETE", customer)[:2] == (204, b"")
    assert bench.api("GET", "/v1/devices", token=token)[0] == 401
    bench.import_device()
    assert not bench.device_connects(code)
    assert bench.owner() is None
    assert bench.api("DELETE", customer)[0] == 404


def test_removing_a_customer_leaves_the_devices_to_nobody(bench: Any) -> None:
    bench.import_device()
    bench.device_connects(bench.customer_code())
    assert bench.owner() == "shadow@example.com"
    bench.api("DELETE", f"{CUSTOMERS}/shadow@example.com")
    assert bench.owner() is None
