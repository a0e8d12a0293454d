from __future__ import annotations

import http.client
import json
import time
from typing import Any
from urllib.parse import urlsplit

import pytest

from setup_wizard.simulator.devices import P1_PLATFORM, Device
from setup_wizard.simulator.faults import Fault
from setup_wizard.simulator.holder import Holder
from setup_wizard.simulator.population import ARGON_PRODUCT_ID, P1_PRODUCT_ID, PHOTON_PRODUCT_ID
from setup_wizard.simulator.world import DEMO, DEVICE_ID, NEIGHBOUR
from tests.patience import PATIENCE_S

DEVICES = f"/v1/products/{PHOTON_PRODUCT_ID}/devices"
UNKNOWN = "0" * 24
P1 = "f" * 24
LISTS = ("updatedDeviceIds", "existingDeviceIds", "invalidDeviceIds", "nonmemberDeviceIds", "protectedDeviceIds")


def answer(**lists: list[str]) -> dict[str, object]:
    """The whole answer when the ids named are all there were."""
    return {"updated": len(lists.get("updatedDeviceIds", [])), **{name: lists.get(name, []) for name in LISTS}}


def test_a_device_of_the_right_platform_is_taken_in_once(bench: Any) -> None:
    assert bench.import_device() == answer(updatedDeviceIds=[DEVICE_ID])
    assert bench.cloud.product_of(DEVICE_ID) == PHOTON_PRODUCT_ID
    assert bench.import_device() == answer(existingDeviceIds=[DEVICE_ID])


def test_the_id_may_come_as_json_and_with_the_products_token(bench: Any) -> None:
    body = bench.api("POST", DEVICES, token=bench.product_token(), fields={"id": DEVICE_ID})[1]
    assert body["updated"] == 1


@pytest.mark.parametrize("device_id", [UNKNOWN, DEVICE_ID.upper(), "photon", P1])
def test_an_id_that_does_not_fit_is_invalid_though_the_status_is_200(bench: Any, device_id: str) -> None:
    bench.cloud.devices.add(Device(P1, platform_id=P1_PLATFORM))
    status, body, _headers = bench.api("POST", DEVICES, form={"id": device_id})
    assert (status, body) == (200, answer(invalidDeviceIds=[device_id]))


@pytest.mark.parametrize("product", [P1_PRODUCT_ID, ARGON_PRODUCT_ID])
def test_a_photon_is_invalid_in_a_product_of_another_platform(bench: Any, product: int) -> None:
    assert bench.import_device(product=product) == answer(invalidDeviceIds=[DEVICE_ID])


def test_a_device_in_another_product_is_invalid(bench: Any) -> None:
    bench.device().product_id = 1
    assert bench.import_device() == answer(invalidDeviceIds=[DEVICE_ID])


def test_a_device_of_somebody_outside_is_not_taken_in(bench: Any) -> None:
    bench.give_to(NEIGHBOUR.username)
    assert bench.import_device() == answer(nonmemberDeviceIds=[DEVICE_ID])
    bench.device().owner = Holder.customer(P1_PRODUCT_ID, "somebody")
    assert bench.import_device() == answer(nonmemberDeviceIds=[DEVICE_ID])
    assert bench.cloud.product_of(DEVICE_ID) is None


def test_a_device_of_the_team_or_of_the_products_customer_is_taken_in(bench: Any) -> None:
    bench.give_to(DEMO.username)
    assert bench.import_device()["updated"] == 1
    bench.device().leave_product()
    bench.device().owner = bench.people.shadow_customer.holder
    assert bench.import_device()["updated"] == 1
    assert bench.owner() == bench.people.shadow_customer.username


def test_a_file_has_an_id_on_each_line(bench: Any) -> None:
    file = f'\ufeff"{DEVICE_ID}",\r\n\r\n{UNKNOWN}\n{DEVICE_ID}'.encode()
    assert bench.api("POST", DEVICES, file=file)[:2] == (
        200,
        answer(updatedDeviceIds=[DEVICE_ID], invalidDeviceIds=[UNKNOWN]),
    )


def test_a_file_of_ten_thousand_lines_is_quick(bench: Any) -> None:
    ids = [f"{number:024x}" for number in range(1, 10_001)]
    for device_id in ids[:9_000]:
        bench.cloud.devices.add(Device(device_id))
    # Of the processor: a machine that stands still spends none.
    started = time.process_time()
    body = bench.api("POST", DEVICES, file="\n".join(ids).encode())[1]
    assert time.process_time() - started < 2.0
    assert body["updatedDeviceIds"] == ids[:9_000]
    assert body["invalidDeviceIds"] == ids[9_000:]


def test_a_file_may_come_in_chunks_without_a_length(bench: Any) -> None:
    part = b'--part\r\nContent-Disposition: form-data; name="file"; filename="ids.txt"\r\n\r\n'
    chunks = [part, DEVICE_ID.encode(), b"\r\n--part--\r\n"]
    headers = {"Authorization": f"Bearer {bench.token}", "Content-Type": "multipart/form-data; boundary=part"}
    connection = http.client.HTTPConnection(urlsplit(bench.simulator.addresses.api).netloc, timeout=PATIENCE_S)
    connection.request("POST", DEVICES, body=iter(chunks), headers=headers, encode_chunked=True)
    body = json.loads(connection.getresponse().read())
    connection.close()
    assert body["updatedDeviceIds"] == [DEVICE_ID]


def test_a_chunk_without_its_size_is_refused(bench: Any) -> None:
    assert bench.api("POST", DEVICES, file=b"", headers={"Transfer-Encoding": "chunked"})[0] == 400


@pytest.mark.parametrize("sent", [{}, {"form": {"id": ""}}, {"fields": {"deviceId": DEVICE_ID}}, {"file": b"\n"}])
def test_an_import_of_nothing_is_refused(bench: Any, sent: dict[str, Any]) -> None:
    assert bench.api("POST", DEVICES, **sent)[0] == 400


def test_the_answer_can_be_that_of_2015(bench: Any) -> None:
    bench.simulator.faults.switch_on(Fault.IMPORT_ANSWERS_OF_2015)
    assert bench.import_device() == {"updated": 1, "nonmemberDeviceIds": [], "invalidDeviceIds": []}
    assert bench.import_device() == {"updated": 0, "nonmemberDeviceIds": [], "invalidDeviceIds": []}


def test_an_import_of_nothing_new_can_be_answered_with_400(bench: Any) -> None:
    bench.simulator.faults.switch_on(Fault.IMPORT_REFUSED_WITH_400)
    assert bench.api("POST", DEVICES, form={"id": DEVICE_ID})[0] == 200
    status, body, _headers = bench.api("POST", DEVICES, form={"id": DEVICE_ID})
    assert (status, body) == (400, answer(existingDeviceIds=[DEVICE_ID]))


@pytest.mark.parametrize(
    ("fault", "name"),
    [
        (Fault.IMPORT_INVALID, "invalidDeviceIds"),
        (Fault.IMPORT_NONMEMBER, "nonmemberDeviceIds"),
        (Fault.IMPORT_PROTECTED, "protectedDeviceIds"),
    ],
)
def test_any_import_can_be_refused(bench: Any, fault: Fault, name: str) -> None:
    bench.simulator.faults.switch_on(fault)
    assert bench.import_device() == answer(**{name: [DEVICE_ID]})
    assert bench.cloud.product_of(DEVICE_ID) is None
