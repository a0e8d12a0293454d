from __future__ import annotations

import re
from typing import Any

import pytest

from setup_wizard.simulator.population import PHOTON_PRODUCT_ID
from setup_wizard.simulator.world import NEIGHBOUR

OF_PRODUCT = f"/v1/products/{PHOTON_PRODUCT_ID}/clients"
OF_ACCOUNT = "/v1/clients"


@pytest.fixture(params=[OF_PRODUCT, OF_ACCOUNT])
def clients(request: pytest.FixtureRequest) -> str:
    """The path of a product's clients, and of one's own."""
    return str(request.param)


def ids(bench: Any, path: str) -> list[str]:
    return [client["id"] for client in bench.api("GET", path)[1]["clients"]]


def test_clients_are_listed_where_they_were_made_and_without_their_secrets(bench: Any) -> None:
    assert ids(bench, OF_PRODUCT) == ["greenhouse-server-1001", "greenhouse-app-1002"]
    assert ids(bench, OF_ACCOUNT) == ["demo-account-1003"]
    listed = bench.api("GET", OF_PRODUCT)[1]["clients"]
    assert [client.get("scope") for client in listed] == [None, "create_customer"]
    assert all(client["product_id"] == PHOTON_PRODUCT_ID and "secret" not in client for client in listed)


def test_a_new_client_shows_its_secret_once_and_works(bench: Any) -> None:
    status, body, _headers = bench.api("POST", OF_PRODUCT, fields={"name": "My Server!", "type": "installed"})
    created = body["client"]
    assert (status, body["ok"], created["type"], created["product_id"]) == (200, True, "installed", PHOTON_PRODUCT_ID)
    assert re.fullmatch(r"my-server-\d{4}", created["id"])
    assert re.fullmatch("[0-9a-f]{40}", created["secret"])
    form = {"grant_type": "client_credentials", "client_id": created["id"], "client_secret": created["secret"]}
    token = bench.api("POST", "/oauth/token", token="", form=form)[1]["access_token"]
    assert bench.api("GET", f"/v1/products/{PHOTON_PRODUCT_ID}", token=token)[0] == 200


def test_a_client_is_renamed_and_limited(bench: Any, clients: str) -> None:
    client_id = ids(bench, clients)[0]
    changed = bench.api("PUT", f"{clients}/{client_id}", fields={"name": "Other", "scope": "create_customer"})[1]
    assert (changed["client"]["name"], changed["client"]["scope"]) == ("Other", "create_customer")
    assert "secret" not in changed["client"]
    assert bench.api("PUT", f"{clients}/{client_id}", fields={"scope": "everything"})[0] == 400
    assert bench.api("PUT", f"{clients}/unknown", fields={"name": "Other"})[0] == 404


def test_a_removed_client_is_gone(bench: Any, clients: str) -> None:
    client_id = ids(bench, clients)[0]
    assert bench.api("DELETE", f"{clients}/{client_id}")[:2] == (204, b"")
    assert client_id not in ids(bench, clients)
    assert bench.api("DELETE", f"{clients}/{client_id}")[0] == 404


def test_a_products_client_is_not_changed_through_the_account(bench: Any) -> None:
    assert bench.api("DELETE", f"{OF_ACCOUNT}/greenhouse-server-1001")[0] == 404
    assert "greenhouse-server-1001" in ids(bench, OF_PRODUCT)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"name": "x"},
        {"type": "installed"},
        {"name": "x", "type": "native"},
        {"name": "x", "type": "web"},
        {"name": "x", "type": "installed", "scope": "everything"},
    ],
)
def test_an_incomplete_client_is_refused(bench: Any, clients: str, fields: dict[str, object]) -> None:
    before = ids(bench, clients)
    assert bench.api("POST", clients, fields=fields)[0] == 400
    assert ids(bench, clients) == before


def test_a_web_client_has_its_address(bench: Any, clients: str) -> None:
    fields = {"name": "site", "type": "web", "redirect_uri": "https://site.example"}
    assert bench.api("POST", clients, fields=fields)[1]["client"]["redirect_uri"] == "https://site.example"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_clients_are_the_teams_business_alone(bench: Any, method: str) -> None:
    fields = {"name": "mine", "type": "installed"}
    for token in (bench.product_token(), bench.customer_token()):
        assert bench.api(method, OF_PRODUCT, token=token, fields=fields)[1]["error"] == "unauthorized"
    neighbour = bench.cloud.hand_out_token(NEIGHBOUR.username)
    assert bench.api(method, OF_PRODUCT, token=neighbour, fields=fields)[0] == 403
    assert bench.api("GET", OF_ACCOUNT, token=neighbour)[1]["clients"] == []
