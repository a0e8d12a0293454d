"""How the cloud writes a device down (cloud docs: devices; recorded answers of 2018)."""

from __future__ import annotations

from setup_wizard.simulator.cloud import Cloud, timestamp
from setup_wizard.simulator.customers import Customer
from setup_wizard.simulator.devices import Device
from setup_wizard.simulator.holder import Kind

_RSSI_DBM = -58


def moment(seconds: float | None) -> str | None:
    """A time as the cloud writes it."""
    return None if seconds is None else timestamp(seconds)


def listed(device: Device) -> dict[str, object]:
    """An entry of its owner's list; the product of a device that is in none is its platform."""
    return {
        "id": device.device_id,
        "name": device.name,
        "last_app": None,
        "last_ip_address": "203.0.113.7",
        "last_heard": moment(device.last_heard),
        "last_handshake_at": moment(device.last_handshake_at),
        "product_id": device.member_of or device.platform_id,
        "online": device.online,
        "connected": device.online,
        "platform_id": device.platform_id,
        "cellular": False,
        "notes": device.notes,
        "status": "normal",
        "system_firmware_version": device.system_firmware_version,
        "pinned_build_target": device.system_firmware_version,
    }


def details(device: Device) -> dict[str, object]:
    """What is known of one device beyond its entry in a list."""
    return {
        "variables": dict(device.variables) if device.online else None,
        "functions": list(device.functions) if device.online else None,
        "current_build_target": device.system_firmware_version,
        "targeted_firmware_release_version": device.system_firmware_version,
        "default_build_target": device.system_firmware_version,
        "firmware_updates_enabled": True,
    }


def listed_in_product(device: Device, cloud: Cloud) -> dict[str, object]:
    """An entry of the list of a product, which also names who owns the device."""
    entry: dict[str, object] = {
        **listed(device),
        "product_id": device.product_id,
        "firmware_product_id": device.firmware_product_id or device.platform_id,
        "firmware_version": None,
        "quarantined": device.quarantined,
        "denied": device.denied,
        "development": device.development,
        "groups": [],
        "owner": device.owner.username if device.owner else None,
    }
    if customer := customer_of(device, cloud):
        entry["customer_id"] = customer.customer_id
    return entry


def customer_of(device: Device, cloud: Cloud) -> Customer | None:
    """The customer who owns a device; None when that is a developer, or nobody."""
    owner = device.owner
    if owner is None or owner.kind is not Kind.CUSTOMER or owner.product_id is None:
        return None
    return cloud.customers.find(owner.product_id, owner.username)


def value_of(device: Device, name: str, now: float) -> int:
    """What a variable of the simulated firmware reads."""
    return int(now - (device.last_handshake_at or 0.0)) if name == "uptime_s" else _RSSI_DBM
