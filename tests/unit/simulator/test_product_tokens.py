from __future__ import annotations

from typing import Any

import pytest

from setup_wizard.simulator.faults import Fault
from setup_wizard.simulator.population import PHOTON_PRODUCT_ID
from setup_wizard.simulator.world import DEMO

CUSTOMER, PASSWORD = "customer@example.com", "tomatoes"
CREDENTIALS = {"grant_type": "client_credentials"}


def current(bench: Any, token: str) -> Any:
    return bench.api("GET", "/v1/access_tokens/current", token=token)[1]


def log_in(bench: Any, client: Any, username: str = CUSTOMER, password: str = PASSWORD) -> tuple[int, Any]:
    answer: tuple[int, Any] = bench.token_of(client, grant_type="password", username=username, password=password)
    return answer


def test_the_products_client_gets_a_token_that_is_the_products(bench: Any) -> None:
    client = bench.people.two_legged_client
    status, body = bench.token_of(client, **CREDENTIALS)
    assert (status, body["token_type"], body["expires_in"]) == (200, "bearer", 7776000)
    assert "scope" not in body
    told = current(bench, body["access_token"])
    assert (told["client_id"], told["scopes"]) == (client.client_id, [])
    assert [org["slug"] for org in told["orgs"]] == ["greenhouse-v100"]


def test_the_client_may_come_in_the_form(bench: Any) -> None:
    client = bench.people.two_legged_client
    form = {**CREDENTIALS, "client_id": client.client_id, "client_secret": client.secret.reveal()}
    assert bench.api("POST", "/oauth/token", token="", form=form)[0] == 200


@pytest.mark.parametrize("spelled", ["shadow@example.com", "SHADOW@example.com"])
def test_a_customer_who_exists_is_spoken_for_by_the_client(bench: Any, spelled: str) -> None:
    status, body = bench.token_of(bench.people.two_legged_client, **CREDENTIALS, scope=f"customer={spelled}")
    assert (status, body["scope"]) == (200, "customer=shadow@example.com")
    assert current(bench, body["access_token"])["scopes"] == ["customer=shadow@example.com"]


@pytest.mark.parametrize("scope", ["customer=nobody@example.com", "scope=customer=shadow@example.com", "customer="])
def test_an_unknown_customer_and_another_scope_get_nothing(bench: Any, scope: str) -> None:
    assert bench.token_of(bench.people.two_legged_client, **CREDENTIALS, scope=scope)[1]["error"] == "invalid_scope"


def test_a_wrong_secret_is_refused_and_counted(bench: Any) -> None:
    form = {**CREDENTIALS, "client_id": bench.people.two_legged_client.client_id, "client_secret": "wrong"}
    for _ in range(10):
        status, body, _headers = bench.api("POST", "/oauth/token", token="", form=form)
        assert (status, body["error"]) == (400, "invalid_client")
    assert bench.token_of(bench.people.two_legged_client, **CREDENTIALS)[0] == 429


def test_a_clients_success_forgives_failures(bench: Any) -> None:
    for _ in range(2):
        for _ in range(9):
            assert bench.sign_in(DEMO.username, "wrong")[0] == 400
        assert bench.token_of(bench.people.two_legged_client, **CREDENTIALS)[0] == 200


def test_a_client_made_outside_the_product_gets_a_token_that_no_product_takes(bench: Any) -> None:
    client = bench.people.account_client
    token = bench.token_of(client, **CREDENTIALS)[1]["access_token"]
    assert bench.api("GET", f"/v1/products/{PHOTON_PRODUCT_ID}", token=token)[0] == 404
    assert bench.api("GET", f"/v1/products/{PHOTON_PRODUCT_ID}/devices", token=token)[0] == 403
    assert bench.token_of(client, **CREDENTIALS, scope="customer=shadow@example.com")[0] == 400
    assert log_in(bench, client)[0] == 400


def test_a_simple_client_mints_no_tokens(bench: Any) -> None:
    client = bench.people.simple_client
    assert bench.token_of(client, **CREDENTIALS)[1]["error"] == "unauthorized_client"
    assert bench.token_of(client, **CREDENTIALS, scope=f"customer={CUSTOMER}")[1]["error"] == "unauthorized_client"


def test_a_customer_logs_in_with_a_client_of_the_product(bench: Any) -> None:
    for client in (bench.people.simple_client, bench.people.two_legged_client):
        status, body = log_in(bench, client, CUSTOMER.upper())
        assert (status, body["scope"]) == (200, f"customer={CUSTOMER}")
        assert current(bench, body["access_token"])["scopes"] == [f"customer={CUSTOMER}"]


@pytest.mark.parametrize(
    ("username", "password"),
    [
        (CUSTOMER, "wrong"),
        ("nobody@example.com", PASSWORD),
        ("shadow@example.com", ""),
        (DEMO.username, DEMO.password.reveal()),
    ],
)
def test_only_a_customer_with_a_password_logs_in_there(bench: Any, username: str, password: str) -> None:
    assert log_in(bench, bench.people.simple_client, username, password) == (
        400,
        {"error": "invalid_grant", "error_description": "User credentials are invalid"},
    )


def test_a_customer_does_not_log_in_as_a_developer(bench: Any) -> None:
    assert bench.sign_in(CUSTOMER, PASSWORD)[1]["error"] == "invalid_grant"


def test_the_lifetime_asked_for_is_granted(bench: Any) -> None:
    body = bench.token_of(bench.people.two_legged_client, **CREDENTIALS, expires_in="60")[1]
    assert body["expires_in"] == 60


class TestRefresh:
    def refresh(self, bench: Any, client: Any, refresh_token: str) -> tuple[int, Any]:
        answer: tuple[int, Any] = bench.token_of(client, grant_type="refresh_token", refresh_token=refresh_token)
        return answer

    def test_a_customers_token_is_refreshed_once(self, bench: Any) -> None:
        client = bench.people.simple_client
        first = log_in(bench, client)[1]
        status, second = self.refresh(bench, client, first["refresh_token"])
        assert (status, second["scope"]) == (200, f"customer={CUSTOMER}")
        assert {first["access_token"], first["refresh_token"]}.isdisjoint(
            {second["access_token"], second["refresh_token"]}
        )
        assert self.refresh(bench, client, first["refresh_token"])[1]["error"] == "invalid_grant"
        assert self.refresh(bench, client, second["refresh_token"])[0] == 200

    def test_an_expired_token_is_refreshed(self, new_bench: Any, clock: Any) -> None:
        bench = new_bench(clock=clock)
        client = bench.people.two_legged_client
        body = bench.token_of(client, **CREDENTIALS, expires_in="60")[1]
        clock.now += 61
        assert bench.api("GET", f"/v1/products/{PHOTON_PRODUCT_ID}", token=body["access_token"])[0] == 401
        assert self.refresh(bench, client, body["refresh_token"])[0] == 200

    def test_another_client_cannot_refresh_it(self, bench: Any) -> None:
        refresh_token = log_in(bench, bench.people.simple_client)[1]["refresh_token"]
        assert self.refresh(bench, bench.people.two_legged_client, refresh_token)[0] == 400
        assert self.refresh(bench, bench.people.simple_client, "")[0] == 400

    def test_a_developers_token_is_not_refreshed(self, bench: Any) -> None:
        refresh_token = bench.sign_in(DEMO.username, DEMO.password.reveal())[1]["refresh_token"]
        answer = bench.sign_in("", "", grant_type="refresh_token", refresh_token=refresh_token)
        assert answer[1]["error"] == "unauthorized_client"


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/v1/user"), ("GET", "/v1/products"), ("POST", "/v1/device_claims")]
)
def test_what_is_a_developers_is_refused_to_products_and_customers(bench: Any, method: str, path: str) -> None:
    for token in (bench.product_token(), bench.customer_token()):
        status, body, _headers = bench.api(method, path, token=token)
        assert (status, body["error"]) == (400, "unauthorized")
        assert body["error_description"].endswith("tokens are not allowed to call this endpoint")


def test_a_token_is_revoked_by_whoever_holds_it(bench: Any) -> None:
    token = bench.customer_token()
    assert bench.api("DELETE", "/v1/access_tokens/current", token=token)[0] == 200
    assert bench.api("GET", "/v1/devices", token=token)[0] == 401


def test_a_products_own_list_of_devices_is_not_the_fleet(bench: Any) -> None:
    bench.import_device()
    bench.give_to(DEMO.username)
    assert [device["id"] for device in bench.api("GET", "/v1/devices", token=bench.product_token())[1]] == [None]


def test_a_fault_can_be_meant_for_one_method_of_a_path(bench: Any) -> None:
    devices = f"/v1/products/{PHOTON_PRODUCT_ID}/devices"
    bench.simulator.faults.switch_on(Fault.SERVER_ERROR, where=f"POST {devices}")
    assert bench.api("GET", devices)[0] == 200
    assert bench.api("POST", devices)[0] == 500
