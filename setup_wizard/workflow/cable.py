"""Reaching the Photon by USB cable instead of over its Wi-Fi: this computer stays in its own network."""

from __future__ import annotations

from collections.abc import Iterable

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.usb import UsbPort
from setup_wizard.workflow.facts import Facts
from setup_wizard.workflow.join_mode import JoinMode
from setup_wizard.workflow.session import OverWifi, Session


def find_cables(session: Session, cancel: Cancel) -> tuple[UsbPort, ...]:
    """The Photons plugged in here; nothing is sent to them. None where cables are no way."""
    return session.usb.ports(cancel) if session.usb is not None else ()


def port_names(ports: Iterable[UsbPort]) -> str:
    """Which ones there are, for somebody who has to choose."""
    return ", ".join(f"{port.name} ({port.device_id or 'id unknown'})" for port in ports)


def use_cable(session: Session, facts: Facts, port: UsbPort) -> Facts:
    """From now on the Photon is the one at this port.

    Raises `SetupError`: NO_USB_PHOTON where cables are no way, WRONG_DEVICE if another one is expected.
    """
    if session.usb is None:
        raise SetupError(Reason.NO_USB_PHOTON, "cables are not looked at")
    if port.device_id is not None and facts.expected_device_id not in (None, port.device_id):
        raise SetupError(Reason.WRONG_DEVICE, f"expected {facts.expected_device_id}, found {port.device_id}")
    photon = session.usb.open(port)
    session.let_go()
    if session.over_wifi is None:
        session.over_wifi = OverWifi(session.photon, session.join)
    session.photon = session.plugged = photon
    session.join = JoinMode.CABLE
    return facts.with_cable(port)


def use_wifi(session: Session, facts: Facts) -> Facts:
    """Back to the Photon's own Wi-Fi."""
    session.let_go()
    if session.over_wifi is not None:
        session.photon, session.join = session.over_wifi.photon, session.over_wifi.join
    session.plugged = session.over_wifi = None
    return facts.with_cable(None)
