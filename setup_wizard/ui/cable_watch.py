"""The Photons plugged into this computer: noticed by themselves while a page wants to know of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from setup_wizard.core.usb import port_key
from setup_wizard.ui.runner import Runner
from setup_wizard.workflow.cable import find_cables

if TYPE_CHECKING:
    from setup_wizard.core.errors import SetupError
    from setup_wizard.core.usb import UsbPort
    from setup_wizard.ui.model import SetupModel
    from setup_wizard.workflow.side_by_side import Unit

LOOK_EVERY_MS = 2000


class CableWatch(QObject):
    """Which there are, which of them are meant, and what became of several that were set up side by side."""

    changed = Signal()

    def __init__(self, model: SetupModel) -> None:
        super().__init__(model)
        self.ports: tuple[UsbPort, ...] = ()
        self.wanted: bool | None = None
        """Whether the person wants the cable; None while nobody has said."""
        self.several: tuple[UsbPort, ...] = ()
        """Those to set up side by side; empty for one Photon."""
        self.results: tuple[Unit, ...] = ()
        self.runner = Runner(model.runner)
        self._model = model
        self._set_up: set[str] = set()
        self._last_failure = ""
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)

    @property
    def fresh(self) -> tuple[UsbPort, ...]:
        """Those that this window has not set up already."""
        return tuple(port for port in self.ports if port_key(port) not in self._set_up)

    def watch(self) -> None:
        """Look now, and every two seconds."""
        self._look()
        self._timer.start()

    def stop_watching(self) -> None:
        """Nobody wants to know any more."""
        self._timer.stop()

    def start_next(self) -> None:
        """Another Photon is to come: one that is set up now is set up again only if somebody chooses it."""
        facts = self._model.facts
        if self.results:
            self._set_up |= {port_key(unit.port) for unit in self.results if unit.reason and unit.reason.is_success}
        elif facts.cable is not None:
            self._set_up.add(port_key(facts.cable))
        if facts.device is not None:
            self._set_up.add(facts.device.device_id)
        self.several = ()
        self.results = ()

    def shutdown(self) -> None:
        """Stop for good."""
        self._timer.stop()
        self.runner.shutdown()

    def _look(self) -> None:
        if not self.runner.busy:
            model = self._model
            self.runner.start(
                lambda _say, cancel: find_cables(model.services_on_worker().session, cancel),
                done=self._on_found,
                failed=self._on_failed,
            )

    def _on_found(self, ports: tuple[UsbPort, ...]) -> None:
        gone = {port.name for port in self.ports} - {port.name for port in ports}
        # A port's name says nothing about which device comes to it next.
        self._set_up -= gone
        if ports != self.ports:
            self.ports = ports
            self.changed.emit()

    def _on_failed(self, error: SetupError) -> None:
        if str(error) != self._last_failure:
            self._last_failure = str(error)
            self._model.add_line(self._last_failure)
