"""Which USB ports a Photon is at, as the system tells it without opening any."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from setup_wizard.core.device import DeviceId, parse_device_id
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.usb import UsbPort

PARTICLE_VENDOR = 0x2B04
PHOTON_PRODUCT = 0xC006
P1_PRODUCT = 0xC008


class PortInfo(Protocol):
    """What pyserial tells of a port; the numbers are only there for USB."""

    @property
    def device(self) -> str: ...  # noqa: D102
    @property
    def vid(self) -> int | None: ...  # noqa: D102
    @property
    def pid(self) -> int | None: ...  # noqa: D102
    @property
    def serial_number(self) -> str | None: ...  # noqa: D102


def list_usb_ports() -> tuple[UsbPort, ...]:
    """The ports of Photons and P1s, by name; raises `SetupError(NO_USB_PHOTON)` if the system cannot list any."""
    from serial.tools.list_ports import comports

    try:
        found = comports()
    except OSError as exc:
        raise SetupError(Reason.NO_USB_PHOTON, f"the ports cannot be listed: {exc}") from exc
    return photons_among(found)


def photons_among(found: Iterable[PortInfo]) -> tuple[UsbPort, ...]:
    """The Photons' ports among all ports, by name."""
    photons = [
        UsbPort(port.device, _device_id(port.serial_number), is_p1=port.pid == P1_PRODUCT)
        for port in found
        if port.vid == PARTICLE_VENDOR and port.pid in (PHOTON_PRODUCT, P1_PRODUCT)
    ]
    return tuple(sorted(photons, key=lambda port: port.name))


def _device_id(serial_number: str | None) -> DeviceId | None:
    """The USB serial number is the device id, where the system passes it on whole (firmware: usb_hal.cpp)."""
    try:
        return parse_device_id(serial_number or "")
    except SetupError:
        return None
