"""Photons at USB ports: the simulator's own, and more of them beside it in the same air and cloud."""

from __future__ import annotations

import tempfile
from pathlib import Path

from setup_wizard.simulator.air import Air
from setup_wizard.simulator.commands import Hardware
from setup_wizard.simulator.device_key import DeviceKey
from setup_wizard.simulator.faults import Faults
from setup_wizard.simulator.flash import Flash
from setup_wizard.simulator.latency import Stopwatch
from setup_wizard.simulator.log import RequestLog
from setup_wizard.simulator.photon import DeviceLink, Photon
from setup_wizard.simulator.usb_console import UsbConsole

_FIRST_OTHER_ID = 0x3B0021000947343337373780


def other_photon(index: int, own: Photon, link: DeviceLink, stopwatch: Stopwatch) -> Photon:
    """A Photon like the simulator's own, with an id, flash, key and faults of its own; `index` counts from 1.

    Its access point is in an air of its own, where it disturbs nobody.
    """
    firmware, networks = own.hardware.firmware, own.hardware.air.networks
    device_id = f"{_FIRST_OTHER_ID + index:024x}"
    hardware = Hardware(device_id, firmware, DeviceKey(), Flash(), Air(networks))
    return Photon(hardware, link, Faults(), stopwatch)


class UsbPorts:
    """Gives every Photon a port, which keeps its path while its Photon is away; make it before the Photons start."""

    def __init__(self, photons: tuple[Photon, ...], log: RequestLog) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="photon-usb-")
        self.paths = tuple(Path(self._folder.name) / f"ttyACM{index}" for index in range(len(photons)))
        for photon, path in zip(photons, self.paths, strict=True):
            # From here on it follows its Photon by itself.
            UsbConsole(photon, log, path)

    def close(self) -> None:
        """Remove the folder of the ports, once no Photon is plugged in any more."""
        self._folder.cleanup()
