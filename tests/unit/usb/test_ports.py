"""Which ports a Photon is at."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.usb import UsbPort
from setup_wizard.usb.ports import list_usb_ports, photons_among
from setup_wizard.usb.service import Usb

DEVICE_ID = "3b0021000947343337373738"


def port(device: str, vid: int | None = 0x2B04, pid: int | None = 0xC006, serial_number: str | None = DEVICE_ID):
    return SimpleNamespace(device=device, vid=vid, pid=pid, serial_number=serial_number)


@pytest.mark.parametrize("name", ["/dev/ttyACM0", "/dev/cu.usbmodem14101", "COM3"])
def test_photon_is_known_by_its_numbers_whatever_its_port_is_called(name):
    assert photons_among([port(name)]) == (UsbPort(name, DEVICE_ID),)


def test_p1_is_told_apart():
    assert photons_among([port("COM3", pid=0xC008)]) == (UsbPort("COM3", DEVICE_ID, is_p1=True),)


def test_other_devices_are_left_out():
    others = [
        port("/dev/ttyS0", None, None, None),
        port("/dev/ttyACM1", 0x2341, 0x0043),
        port("/dev/ttyACM2", pid=0xC00A),
        port("/dev/ttyACM3", pid=0xD006),
    ]
    assert photons_among(others) == ()


@pytest.mark.parametrize("serial_number", [None, "", "6&1A2B3C4D&0&2", "3B00210009473433373737"])
def test_id_is_left_open_where_the_system_does_not_pass_it_on(serial_number):
    assert photons_among([port("COM3", serial_number=serial_number)]) == (UsbPort("COM3"),)


def test_id_is_spelt_as_the_cloud_spells_it():
    assert photons_among([port("COM3", serial_number=DEVICE_ID.upper())]) == (UsbPort("COM3", DEVICE_ID),)


def test_ports_come_by_name():
    names = [found.name for found in photons_among([port("/dev/ttyACM1"), port("/dev/ttyACM0")])]
    assert names == ["/dev/ttyACM0", "/dev/ttyACM1"]


def test_system_can_be_asked():
    assert all(found.name for found in list_usb_ports())


def test_cancelled_look_asks_nobody():
    asked = []
    usb = Usb(list_ports=lambda: (asked.append(True), ())[1])
    cancel = Cancel()
    assert usb.ports(cancel) == ()
    cancel.cancel()
    with pytest.raises(SetupError) as caught:
        usb.ports(cancel)
    assert caught.value.reason is Reason.CANCELLED
    assert asked == [True]
