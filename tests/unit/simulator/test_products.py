from __future__ import annotations

from typing import Any

import pytest

from setup_wizard.simulator.devices import Device
from setup_wizard.simulator.faults import Fault
from setup_wizard.simulator.holder import Holder
from setup_wizard.simulator.population import ARGON_PRODUCT_ID, P1_PRODUCT_ID, PHOTON_PRODUCT_ID
from setup_wizard.simulator.world import DEMO, DEVICE_ID, NEIGHBOUR

PRODUCT = f"/v1/products/{PHOTON_PRODUCT_ID}"
DEVICES = f"{PRODUCT}/devices"
DEVICE = f"{DEVICES}/{DEVICE_ID}"
NOT_FOUND = (404, {"ok": False, "error": "Product not found."})
NO_DEVICE = (404, {"ok": False, "error": "Device not found."})


def fill(bench: Any, count: int) -> list[str]:
    """Further members of the Photon product."""
    ids = [f"{number:024x}" for number in range(count)]
    for device_id in ids:
        bench.cloud.devices.add(Device(device_id, product_id=PHOTON_PRODUCT_ID))
    return ids


@pytest.mark.parametrize("path", ["/v1/products", "/v1/user/products"])
def test_a_team_member_sees_the_products_with_their_platforms(bench: Any, path: str) -> None:
    products = bench.api("GET", path)[1]["products"]
    assert [(product["id"], product["platform_id"]) for product in products] == [
        (PHOTON_PRODUCT_ID, 6),
        (P1_PRODUCT_ID, 8),
        (ARGON_PRODUCT_ID, 12),
    ]
    assert products[0]["settings"] == {"quarantine": True}
    neighbour = bench.cloud.hand_out_token(NEIGHBOUR.username)
    assert bench.api("GET", path, token=neighbour)[:2] == (200, {"products": []})


def test_a_product_is_found_by_number_and_by_slug(bench: Any) -> None:
    by_number = bench.api("GET", PRODUCT)[1]["product"]
    assert by_number["slug"] == "greenhouse-v100"
    assert bench.api("GET", "/v1/products/greenhouse-v100")[1]["product"] == by_number
    assert bench.api("GET", PRODUCT, token=bench.product_token())[1]["product"] == by_number


def test_a_product_can_come_as_a_list_of_one(bench: Any) -> None:
    described = bench.api("GET", PRODUCT)[1]["product"]
    bench.simulator.faults.switch_on(Fault.PRODUCT_AS_LIST)
    assert bench.api("GET", PRODUCT)[1]["product"] == [described]


def test_a_product_one_may_not_see_looks_like_none(bench: Any) -> None:
    neighbour = bench.cloud.hand_out_token(NEIGHBOUR.username)
    assert bench.api("GET", "/v1/products/1")[:2] == NOT_FOUND
    assert bench.api("GET", PRODUCT, token=neighbour)[:2] == NOT_FOUND
    assert bench.api("GET", PRODUCT, token=bench.customer_token())[:2] == NOT_FOUND
    assert bench.api("GET", f"/v1/products/{P1_PRODUCT_ID}", token=bench.product_token())[:2] == NOT_FOUND


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", DEVICES),
        ("POST", DEVICES),
        ("GET", DEVICE),
        ("PUT", DEVICE),
        ("DELETE", DEVICE),
        ("DELETE", f"{DEVICE}/owner"),
        ("GET", f"{PRODUCT}/customers"),
        ("DELETE", f"{PRODUCT}/customers/customer@example.com"),
        ("GET", f"{PRODUCT}/events"),
    ],
)
def test_nobody_outside_the_team_gets_into_a_product(bench: Any, method: str, path: str) -> None:
    bench.import_device()
    outsiders = (bench.cloud.hand_out_token(NEIGHBOUR.username), bench.customer_token())
    for token in outsiders:
        status, body, _headers = bench.api(method, path, token=token, form={"id": DEVICE_ID})
        assert (status, body["error"]) == (403, "Permission Denied")
    assert bench.api(method, path, token="")[:2] == (
        400,
        {"error": "invalid_request", "error_description": "The access token was not found"},
    )
    assert bench.device().product_id == PHOTON_PRODUCT_ID


def test_a_member_is_shown_with_its_product_and_its_owner(bench: Any) -> None:
    bench.import_device()
    device = bench.api("GET", DEVICE, token=bench.product_token())[1]
    assert (device["id"], device["product_id"], device["owner"]) == (DEVICE_ID, PHOTON_PRODUCT_ID, None)
    assert (device["quarantined"], device["denied"], device["development"]) == (False, False, False)
    bench.give_to(DEMO.username)
    assert bench.api("GET", DEVICE)[1]["owner"] == DEMO.username
    bench.cloud.devices.give(bench.device(), bench.people.shadow_customer.holder)
    device = bench.api("GET", DEVICE)[1]
    assert device["owner"] == bench.people.shadow_customer.username
    assert device["customer_id"] == bench.people.shadow_customer.customer_id


def test_a_device_that_is_no_member_is_not_found(bench: Any) -> None:
    assert bench.api("GET", DEVICE)[:2] == NO_DEVICE
    assert bench.api("DELETE", f"{DEVICE}/owner")[:2] == NO_DEVICE
    assert bench.api("DELETE", DEVICE)[:2] == NO_DEVICE
    bench.import_device()
    assert bench.api("GET", f"/v1/products/{P1_PRODUCT_ID}/devices/{DEVICE_ID}")[:2] == NO_DEVICE
    assert bench.api("GET", f"{DEVICES}/{DEVICE_ID.upper()}")[:2] == NO_DEVICE


def test_a_device_in_no_product_has_its_platform_for_a_product(bench: Any) -> None:
    bench.give_to(DEMO.username)
    assert bench.api("GET", "/v1/devices")[1][0]["product_id"] == 6
    bench.import_device()
    assert bench.api("GET", "/v1/devices")[1][0]["product_id"] == PHOTON_PRODUCT_ID


def test_the_list_comes_in_pages_of_25(bench: Any) -> None:
    ids = fill(bench, 30)
    first, second = (bench.api("GET", f"{DEVICES}?page={number}")[1] for number in (1, 2))
    assert (len(first["devices"]), len(second["devices"])) == (25, 5)
    assert first["meta"] == second["meta"] == {"total_pages": 2}
    assert sorted(device["id"] for device in first["devices"] + second["devices"]) == ids
    assert len(bench.api("GET", f"{DEVICES}?per_page=30")[1]["devices"]) == 30
    assert len(bench.api("GET", f"{DEVICES}?perPage=30")[1]["devices"]) == 25
    assert bench.api("GET", f"{DEVICES}?page=3")[1]["devices"] == []
    assert bench.api("GET", f"{DEVICES}?page=0")[0] == 400


def test_the_list_is_searched_by_a_part_of_the_id_or_name(bench: Any) -> None:
    bench.import_device()
    fill(bench, 3)
    found = bench.api("GET", f"{DEVICES}?deviceId={DEVICE_ID[:8]}")[1]["devices"]
    assert [device["id"] for device in found] == [DEVICE_ID]
    assert len(bench.api("GET", f"{DEVICES}?deviceId=00000")[1]["devices"]) == 3
    bench.api("PUT", DEVICE, fields={"name": "Bed 3"})
    assert [device["name"] for device in bench.api("GET", f"{DEVICES}?deviceName=bed")[1]["devices"]] == ["Bed 3"]


def test_the_list_names_the_customers_whose_devices_it_shows(bench: Any) -> None:
    customer = bench.people.shadow_customer
    bench.import_device()
    bench.cloud.devices.give(bench.device(), customer.holder)
    listed = bench.api("GET", DEVICES)[1]
    assert listed["customers"] == [{"id": customer.customer_id, "username": customer.username}]
    assert listed["devices"][0]["owner"] == customer.username


def test_a_member_is_renamed_and_marked_for_development(bench: Any) -> None:
    bench.import_device()
    assert bench.api("PUT", DEVICE, fields={"name": "Bed 3", "development": True})[1]["name"] == "Bed 3"
    device = bench.api("GET", DEVICE)[1]
    assert (device["name"], device["development"]) == ("Bed 3", True)


def test_the_product_unclaims_a_device_that_is_offline(bench: Any) -> None:
    bench.import_device()
    bench.cloud.devices.give(bench.device(), bench.people.shadow_customer.holder)
    assert bench.api("DELETE", f"{DEVICE}/owner", token=bench.product_token())[:2] == (200, {"ok": True})
    assert bench.owner() is None
    assert bench.device().product_id == PHOTON_PRODUCT_ID
    assert bench.api("DELETE", f"{DEVICE}/owner")[0] == 404


def test_a_device_is_removed_without_a_body(bench: Any) -> None:
    bench.import_device()
    status, body, headers = bench.api("DELETE", DEVICE)
    assert (status, body, headers["Content-Length"]) == (204, b"", None)
    assert bench.api("GET", DEVICES)[1]["devices"] == []


def test_a_device_removed_while_claimed_keeps_its_owner_out_of_reach_of_the_product(bench: Any) -> None:
    bench.import_device()
    bench.cloud.devices.give(bench.device(), bench.people.shadow_customer.holder)
    assert bench.api("DELETE", DEVICE)[0] == 204
    assert bench.api("DELETE", f"{DEVICE}/owner")[:2] == NO_DEVICE
    assert bench.owner() == bench.people.shadow_customer.username
    bench.device_connects()
    assert bench.api("POST", "/v1/devices", form={"id": DEVICE_ID})[0] == 403


class TestQuarantine:
    @pytest.fixture(autouse=True)
    def product_firmware(self, bench: Any) -> None:
        bench.simulator.faults.switch_on(Fault.PRODUCT_FIRMWARE, result=PHOTON_PRODUCT_ID)

    def test_a_device_whose_firmware_names_the_product_waits_there(self, bench: Any) -> None:
        bench.device_connects()
        device = bench.api("GET", DEVICES)[1]["devices"][0]
        assert (device["id"], device["quarantined"]) == (DEVICE_ID, True)
        assert device["firmware_product_id"] == PHOTON_PRODUCT_ID
        assert bench.cloud.product_of(DEVICE_ID) is None

    def test_importing_approves_it(self, bench: Any) -> None:
        bench.device_connects()
        assert bench.import_device()["updated"] == 1
        assert bench.api("GET", DEVICE)[1]["quarantined"] is False
        assert bench.cloud.product_of(DEVICE_ID) == PHOTON_PRODUCT_ID

    def test_a_product_may_approve_by_itself(self, bench: Any) -> None:
        bench.cloud.products.by_id(PHOTON_PRODUCT_ID).quarantine = False
        bench.device_connects()
        assert bench.api("GET", DEVICE)[1]["quarantined"] is False

    def test_a_denied_device_stays_denied(self, bench: Any) -> None:
        bench.device_connects()
        assert bench.api("DELETE", DEVICE, fields={"deny": True})[0] == 204
        bench.device_connects()
        device = bench.api("GET", DEVICE)[1]
        assert (device["quarantined"], device["denied"]) == (False, True)
        assert bench.cloud.product_of(DEVICE_ID) is None

    def test_only_a_device_in_quarantine_is_denied(self, bench: Any) -> None:
        bench.import_device()
        assert bench.api("DELETE", DEVICE, fields={"deny": True})[0] == 400
        assert bench.cloud.product_of(DEVICE_ID) == PHOTON_PRODUCT_ID

    def test_a_removed_device_comes_back_until_tinker_is_flashed(self, bench: Any) -> None:
        bench.import_device()
        bench.give_to(DEMO.username)
        bench.device_connects()
        bench.api("DELETE", DEVICE)
        bench.device_connects()
        assert bench.api("GET", DEVICE)[1]["quarantined"] is True
        bench.simulator.faults.clear()
        assert bench.api("PUT", f"/v1/devices/{DEVICE_ID}", form={"app": "tinker"})[0] == 200
        bench.api("DELETE", DEVICE)
        bench.device_connects()
        assert bench.api("GET", DEVICE)[:2] == NO_DEVICE

    def test_a_customers_code_does_not_take_in_quarantine(self, bench: Any) -> None:
        assert bench.device_connects(bench.customer_code())
        assert bench.owner() is None


def test_tinker_is_flashed_by_the_developer_while_online(bench: Any) -> None:
    bench.give_to(DEMO.username)
    assert bench.api("PUT", f"/v1/devices/{DEVICE_ID}", form={"app": "tinker"})[0] == 500
    bench.device_connects()
    answer = bench.api("PUT", f"/v1/devices/{DEVICE_ID}", form={"app": "tinker"})[:2]
    assert answer == (200, {"id": DEVICE_ID, "status": "Update started"})
    assert bench.api("PUT", f"/v1/devices/{DEVICE_ID}", form={"app": "doom"})[0] == 400


def test_holders_of_the_same_name_are_different_people(bench: Any) -> None:
    holder = Holder.customer(PHOTON_PRODUCT_ID, DEMO.username)
    bench.cloud.devices.give(bench.device(), holder)
    assert bench.api("GET", f"/v1/devices/{DEVICE_ID}")[0] == 403
    assert str(holder) == "customer demo@example.com 12857"
