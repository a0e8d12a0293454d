from __future__ import annotations

from typing import Any

import pytest

from setup_wizard.simulator.devices import CODE_LIFETIME_S
from setup_wizard.simulator.faults import Fault
from setup_wizard.simulator.population import P1_PRODUCT_ID, PHOTON_PRODUCT_ID
from setup_wizard.simulator.world import DEMO, DEVICE_ID, NEIGHBOUR

CLAIMS = f"/v1/products/{PHOTON_PRODUCT_ID}/device_claims"
DEVICE = f"/v1/devices/{DEVICE_ID}"
NOBODY_HERE = (400, {"ok": False, "error": "Organization not found for user"})
SHADOW = "shadow@example.com"
SIMPLE = "customer@example.com"
NO_SUCH_DEVICE = (404, {"ok": False, "errors": ["device does not exist"]})


def claim_by_id(bench: Any, token: str) -> tuple[int, Any]:
    answer: tuple[int, Any] = bench.api("POST", "/v1/devices", token=token, form={"id": DEVICE_ID})[:2]
    return answer


def test_a_code_for_the_product_takes_the_customers_own_token(bench: Any) -> None:
    status, body, _headers = bench.api("POST", CLAIMS, token=bench.customer_token(), fields={})
    assert (status, len(body["claim_code"]), body["device_ids"]) == (200, 63, [])
    by_slug = bench.api("POST", "/v1/products/greenhouse-v100/device_claims", token=bench.customer_token())
    assert by_slug[0] == 200


def test_a_code_is_refused_to_everybody_else(bench: Any) -> None:
    account_token = bench.token_of(bench.people.account_client, grant_type="client_credentials")[1]["access_token"]
    for token in (bench.token, bench.product_token(), account_token):
        assert bench.api("POST", CLAIMS, token=token)[:2] == NOBODY_HERE
    for product in (P1_PRODUCT_ID, 0):
        path = f"/v1/products/{product}/device_claims"
        assert bench.api("POST", path, token=bench.customer_token())[:2] == NOBODY_HERE
    assert bench.api("POST", CLAIMS, token="0" * 40)[0] == 401
    assert bench.api("POST", CLAIMS, client=bench.people.two_legged_client)[0] == 400


def test_a_members_code_makes_it_the_customers(bench: Any) -> None:
    bench.import_device()
    assert bench.device_connects(bench.customer_code())
    assert bench.owner() == SHADOW
    token = bench.customer_token()
    assert [device["id"] for device in bench.api("GET", "/v1/devices", token=token)[1]] == [DEVICE_ID, None]
    assert bench.api("POST", CLAIMS, token=token)[1]["device_ids"] == [DEVICE_ID]
    assert bench.api("GET", "/v1/devices", token=bench.customer_token(SIMPLE))[1][0]["id"] is None


def test_without_membership_the_flag_is_set_and_nobody_owns_it(bench: Any) -> None:
    code = bench.customer_code()
    bench.get_online(code=code)
    assert bench.owner() is None
    assert bench.photon.hardware.flash.claimed
    assert not bench.photon.hardware.flash.claim_code
    bench.import_device()
    assert not bench.device_connects(code)
    assert bench.owner() is None


def test_a_code_made_before_the_import_counts_when_it_is_presented(bench: Any) -> None:
    code = bench.customer_code()
    bench.import_device()
    bench.get_online(code=code)
    assert bench.owner() == SHADOW


def test_a_device_can_connect_before_its_import_shows_and_is_then_claimed_by_id(bench: Any) -> None:
    bench.simulator.faults.switch_on(Fault.CONNECTS_BEFORE_IMPORT)
    bench.import_device()
    bench.get_online(code=bench.customer_code())
    assert (bench.owner(), bench.photon.hardware.flash.claimed) == (None, True)
    status, body = claim_by_id(bench, bench.customer_token())
    assert (status, body["ok"], body["connected"]) == (200, True, True)
    assert bench.owner() == SHADOW


@pytest.mark.parametrize("owner", [SIMPLE, DEMO.username])
def test_a_customers_code_does_not_take_a_device_from_its_owner(bench: Any, owner: str) -> None:
    bench.import_device()
    if owner == SIMPLE:
        bench.cloud.devices.give(bench.device(), bench.people.simple_customer.holder)
    else:
        bench.give_to(owner)
    assert bench.device_connects(bench.customer_code())
    assert bench.owner() == owner


def test_a_developers_code_does_not_take_a_product_device_from_its_customer(bench: Any) -> None:
    bench.import_device()
    bench.device_connects(bench.customer_code())
    assert bench.device_connects(bench.claim_code())
    assert bench.owner() == SHADOW


def test_a_developers_code_claims_a_product_device_of_nobody(bench: Any) -> None:
    bench.import_device()
    assert bench.device_connects(bench.claim_code())
    assert bench.owner() == DEMO.username


def test_a_customers_code_expires_too(new_bench: Any, clock: Any) -> None:
    bench = new_bench(clock=clock)
    bench.import_device()
    code = bench.customer_code()
    clock.now += CODE_LIFETIME_S + 1
    assert not bench.device_connects(code)


class TestClaimingById:
    def test_a_customer_may_while_the_device_is_offline(self, bench: Any) -> None:
        bench.import_device()
        status, body = claim_by_id(bench, bench.customer_token())
        assert (status, body["user_id"], body["connected"]) == (200, SHADOW, False)
        assert bench.owner() == SHADOW

    def test_a_team_member_may_while_the_device_is_offline(self, bench: Any) -> None:
        bench.import_device()
        assert claim_by_id(bench, bench.token)[0] == 200

    def test_somebody_outside_the_team_needs_it_online(self, bench: Any) -> None:
        bench.import_device()
        neighbour = bench.cloud.hand_out_token(NEIGHBOUR.username)
        assert claim_by_id(bench, neighbour)[1]["errors"] == [["Core isn't online", 404]]

    def test_a_customer_may_not_outside_the_product(self, bench: Any) -> None:
        bench.device_connects()
        assert claim_by_id(bench, bench.customer_token()) == NO_SUCH_DEVICE
        bench.device().product_id = P1_PRODUCT_ID
        assert claim_by_id(bench, bench.customer_token()) == NO_SUCH_DEVICE

    def test_a_customer_may_not_from_another_owner(self, bench: Any) -> None:
        bench.import_device()
        bench.device_connects(bench.customer_code())
        status, body = claim_by_id(bench, bench.customer_token(SIMPLE))
        assert status == 403
        assert "belongs to someone else" in body["errors"][0]
        assert claim_by_id(bench, bench.customer_token())[0] == 200

    def test_a_product_may_not(self, bench: Any) -> None:
        bench.import_device()
        assert claim_by_id(bench, bench.product_token())[1]["error"] == "unauthorized"


class TestUsing:
    @pytest.fixture
    def token(self, bench: Any) -> str:
        bench.import_device()
        bench.device_connects(bench.customer_code())
        return str(bench.customer_token())

    def test_a_customer_sees_reads_and_signals_the_device(self, bench: Any, token: str) -> None:
        device = bench.api("GET", DEVICE, token=token)[1]
        assert (device["product_id"], set(device["variables"])) == (PHOTON_PRODUCT_ID, {"uptime_s", "wifi_rssi_dbm"})
        assert bench.api("GET", f"{DEVICE}/wifi_rssi_dbm", token=token)[1]["result"] < 0
        assert bench.api("PUT", DEVICE, token=token, form={"signal": "1"})[1]["signaling"] is True
        assert bench.api("PUT", DEVICE, token=token, form={"name": "bed"})[1]["name"] == "bed"
        assert bench.api("PUT", f"{DEVICE}/ping", token=token)[1]["online"] is True

    def test_a_customer_cannot_flash(self, bench: Any, token: str) -> None:
        status, body, _headers = bench.api("PUT", DEVICE, token=token, form={"app": "tinker"})
        assert (status, body["error"]) == (400, "unauthorized")

    def test_a_customer_gives_the_device_back(self, bench: Any, token: str) -> None:
        assert bench.api("DELETE", DEVICE, token=token)[:2] == (200, {"ok": True})
        assert bench.owner() is None
        assert bench.cloud.product_of(DEVICE_ID) == PHOTON_PRODUCT_ID

    def test_neither_the_developer_nor_another_customer_may(self, bench: Any, token: str) -> None:
        for other in (bench.token, bench.product_token(), bench.customer_token(SIMPLE)):
            assert bench.api("GET", DEVICE, token=other)[0] == 403
