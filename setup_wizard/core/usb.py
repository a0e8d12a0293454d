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
