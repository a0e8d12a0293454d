"""A Photon at a USB port, as the system lists it."""

from __future__ import annotations

from dataclasses import dataclass

from setup_wizard.core.device import DeviceId


@dataclass(frozen=True, slots=True)
class UsbPort:
    """`name` opens it (`COM3`, `/dev/ttyACM0`); the id is known before that where the system tells it."""

    name: str
    device_id: DeviceId | None = None
    is_p1: bool = False


def port_key(port: UsbPort) -> str:
    """What stays the same for as long as it can be told that the same Photon is meant."""
    return port.device_id or port.name
