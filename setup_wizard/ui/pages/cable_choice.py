"""Which of the plugged-in Photons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from setup_wizard.core.usb import UsbPort
from setup_wizard.ui.cable_words import port_row
from setup_wizard.ui.widgets.row_list import RowList
from setup_wizard.ui.widgets.tile_row import TILE_ROW_HEIGHT


class CableChoice(RowList):
    """Nothing to choose where there is one; one that was set up in this run is only taken when somebody chooses it."""

    def __init__(self, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__("cables", accessible_name, TILE_ROW_HEIGHT, parent)
        self._ports: tuple[UsbPort, ...] = ()
        self._fresh: tuple[UsbPort, ...] = ()

    @property
    def has_choice(self) -> bool:
        """Whether the person has to choose."""
        return len(self._ports) > 1 or self._ports != self._fresh

    @property
    def port(self) -> UsbPort | None:
        """The chosen one, or the only one; None while none is."""
        if not self.has_choice:
            return self._ports[0] if self._ports else None
        return self._ports[self.chosen_row] if self.chosen_row >= 0 else None

    def show_ports(self, ports: Sequence[UsbPort], fresh: Sequence[UsbPort]) -> None:
        """Offer these, of which `fresh` were not set up yet; what is chosen stays chosen while it is there."""
        if (tuple(ports), tuple(fresh)) == (self._ports, self._fresh):
            return
        chosen = self.port
        self._ports, self._fresh = tuple(ports), tuple(fresh)
        self.set_rows(
            [port_row(port, place, len(ports), set_up=port not in fresh) for place, port in enumerate(ports, 1)]
        )
        if chosen in self._fresh:
            self.choose(self._ports.index(chosen))
