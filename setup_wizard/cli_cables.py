"""Photons at USB cables, on a terminal: which of them are meant, and setting several up side by side."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

from setup_wizard.console import Console, Result
from setup_wizard.console_texts import advice_for
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.usb import UsbPort, port_key
from setup_wizard.options import Cables, Options
from setup_wizard.workflow.cable import find_cables, port_names
from setup_wizard.workflow.session import Session
from setup_wizard.workflow.side_by_side import Unit


def chosen_ports(session: Session, cables: Cables, options: Options, cancel: Cancel) -> tuple[UsbPort, ...]:
    """The ports that were named, all there are, or the one there is.

    Raises `SetupError`: NO_USB_PHOTON, SEVERAL_PHOTONS.
    """
    found = find_cables(session, cancel)
    if cables.ports:
        # Two names of one port are one Photon.
        return tuple({_one_name(name): _named(name, found) for name in cables.ports}.values())
    if not found:
        raise SetupError(Reason.NO_USB_PHOTON, "no port is a Photon's")
    if cables.all:
        return found
    wanted = tuple(port for port in found if port.device_id == options.device_id is not None)
    if not wanted and len(found) > 1:
        raise SetupError(Reason.SEVERAL_PHOTONS, port_names(found))
    return (wanted or found)[:1]


def _named(name: str, found: tuple[UsbPort, ...]) -> UsbPort:
    """The port of this name; else as it was typed."""
    return next((port for port in found if _one_name(port.name) == _one_name(name)), UsbPort(name))


def _one_name(name: str) -> str:
    """The same for every name of a port: a link such as those in `/dev/serial/by-id`, or on Windows another case."""
    return str(Path(name).resolve()) if name.startswith("/") else name.upper()


class SideBySideReport:
    """Tells the console how each of several Photons is doing, from many threads, and sums up at the end."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._lock = threading.Lock()
        self._units: dict[str, Unit] = {}

    def tell(self, unit: Unit) -> None:
        """One of them goes on, or has ended."""
        with self._lock:
            # Plugged in again, the same Photon may be at another port.
            self._units[port_key(unit.port)] = unit
            self._console.device(unit)

    def result(self, ports: Sequence[UsbPort], reason: Reason, message: str, seconds: float) -> Result:
        """How all of them ended; `reason` and `message` say why, should it have been over before it began."""
        keys = dict.fromkeys(port_key(port) for port in ports)
        units = tuple(self._units[key] for key in keys if key in self._units)
        ended = [unit.reason for unit in units if unit.reason is not None]
        failed = [unit for unit in units if unit.reason is not None and not unit.reason.is_success]
        if ended and len(ended) == len(units):
            reason = next((why for why in ended if not why.is_success), ended[0])
            message = ""
            if failed:
                first = failed[0]
                advice = advice_for(reason, first.facts, by_cable=True, detail=first.detail)
                message = f"{first.port.name}: {advice}"
        count = f"{len(ended) - len(failed)} of {len(units)} Photons are set up."
        return Result(
            reason=reason,
            message=f"{count} {message}".strip() if units else message,
            device_id=None,
            seconds=seconds,
            devices=units,
        )
