"""The Photons at this computer's USB ports."""

from __future__ import annotations

from collections.abc import Callable

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.usb import UsbPort
from setup_wizard.usb.line import OpenLine, SerialLine
from setup_wizard.usb.photon import UsbPhoton
from setup_wizard.usb.ports import list_usb_ports


class Usb:
    """Lists them and opens them; touches nothing before the first call."""

    def __init__(
        self,
        *,
        list_ports: Callable[[], tuple[UsbPort, ...]] = list_usb_ports,
        open_line: OpenLine = SerialLine,
        budget_factor: float = 1.0,
    ) -> None:
        """`budget_factor` scales every time budget."""
        self._list_ports = list_ports
        self._open_line = open_line
        self._factor = budget_factor

    def ports(self, cancel: Cancel) -> tuple[UsbPort, ...]:
        """The ports that a Photon is at, by name; raises `SetupError(NO_USB_PHOTON)` if none can be listed."""
        cancel.check()
        return self._list_ports()

    def open(self, port: UsbPort) -> UsbPhoton:
        """The Photon at this port, which need not be a listed one; nothing is opened before its first call."""
        return UsbPhoton(port, self._open_line, budget_factor=self._factor)
