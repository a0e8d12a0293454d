"""What becomes of device ids that are imported into a product (cloud docs: products, import devices)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from setup_wizard.simulator.devices import Device
from setup_wizard.simulator.faults import Fault, Faults
from setup_wizard.simulator.holder import Kind
from setup_wizard.simulator.products import Product


class Verdict(StrEnum):
    """The list of the answer that an id is named in."""

    UPDATED = "updatedDeviceIds"
    EXISTING = "existingDeviceIds"
    INVALID = "invalidDeviceIds"
    NONMEMBER = "nonmemberDeviceIds"
    PROTECTED = "protectedDeviceIds"


Verdicts = Mapping[Verdict, list[str]]
"""The ids of each list, in the order in which they came."""

_FORCED = {
    Fault.IMPORT_INVALID: Verdict.INVALID,
    Fault.IMPORT_NONMEMBER: Verdict.NONMEMBER,
    Fault.IMPORT_PROTECTED: Verdict.PROTECTED,
}


def import_devices(devices: Iterable[tuple[str, Device | None]], product: Product, faults: Faults) -> Verdicts:
    """Take into the product what may be in it; a device in quarantine is approved."""
    forced = next((verdict for fault, verdict in _FORCED.items() if faults.setting(fault)), None)
    lists: Verdicts = {verdict: [] for verdict in Verdict}
    for device_id, device in devices:
        verdict = forced or _judge(device, product)
        if device and verdict is Verdict.UPDATED:
            device.product_id, device.quarantined, device.denied = product.product_id, False, False
        lists[verdict].append(device_id)
    return lists


def answered(verdicts: Verdicts, faults: Faults) -> dict[str, object]:
    """The answer's body; the cloud of 2015 named fewer lists."""
    lists = (Verdict.NONMEMBER, Verdict.INVALID) if faults.setting(Fault.IMPORT_ANSWERS_OF_2015) else Verdict
    return {"updated": len(verdicts[Verdict.UPDATED]), **{verdict.value: verdicts[verdict] for verdict in lists}}


def ids_of_file(content: bytes) -> list[str]:
    """The ids in a file of a single column, one a line."""
    lines = content.decode(errors="replace").removeprefix("\ufeff").splitlines()
    return [line.strip().strip('",') for line in lines if line.strip()]


def _judge(device: Device | None, product: Product) -> Verdict:
    if device is None or device.platform_id != product.platform_id:
        return Verdict.INVALID
    if device.product_id not in (None, product.product_id):
        return Verdict.INVALID
    if device.is_member_of(product.product_id):
        return Verdict.EXISTING
    owner = device.owner
    if owner and owner.kind is Kind.DEVELOPER and owner.username not in product.team:
        return Verdict.NONMEMBER
    if owner and owner.kind is Kind.CUSTOMER and owner.product_id != product.product_id:
        return Verdict.NONMEMBER
    return Verdict.UPDATED
