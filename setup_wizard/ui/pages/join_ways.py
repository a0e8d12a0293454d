"""The ways to the Photon, and what has to be chosen for them. Not for joining anything."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from html import escape

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from setup_wizard.core.host_wifi import Adapter, AdapterState, VisibleNetwork
from setup_wizard.core.wifi import ssid_text
from setup_wizard.ui.look.fonts import Role
from setup_wizard.ui.look.icons import Icon
from setup_wizard.ui.widgets.choice_row import ChoiceRow
from setup_wizard.ui.widgets.network_list import NetworkRow
from setup_wizard.ui.widgets.note import Note
from setup_wizard.ui.widgets.row_list import RowList
from setup_wizard.ui.widgets.text import Text
from setup_wizard.ui.widgets.way_row import WayRow
from setup_wizard.ui.widgets.wifi_menu import WifiMenuPicture

_GAP = 11


class Way(IntEnum):
    """How this computer gets to the Photon."""

    FOR_ME = 0
    BY_HAND = 1
    BY_CABLE = 2


class JoinWays(QWidget):
    """By itself, by hand, and by cable once that is offered; `only_by_hand` leaves out the first one."""

    chosen = Signal()

    def __init__(self, prefix: str, *, only_by_hand: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name = f"<b>{escape(prefix)}-</b>"
        self._for_me = WayRow(
            "join_for_me",
            self.tr("Connect for me"),
            self.tr("Leaves its own Wi-Fi for about a minute."),
            self.tr("This computer leaves its own Wi-Fi for about a minute and comes back by itself."),
        )
        brief = self.tr("Choose %1… in the Wi-Fi menu. This program notices when you are there.")
        how = self.tr("Open the Wi-Fi menu and choose the one that starts with %1. No password.")
        self._by_hand = WayRow(
            "join_by_hand",
            self.tr("I will connect by hand"),
            brief.replace("%1", name),
            how.replace("%1", name),
            WifiMenuPicture(f"{prefix}-7QK2", [self.tr("Home"), self.tr("Café at the market")]),
        )
        self._by_cable = WayRow(
            "join_by_cable",
            self.tr("By USB cable"),
            self.tr("This computer stays in its own network."),
            self.tr("Plug it straight into this computer. The cable has to carry data: many only carry power."),
        )
        if only_by_hand:
            self._for_me.hide()
        self._by_cable.hide()
        self._group = QButtonGroup(self)
        self._stay = Note(self.tr("Stay there, even without internet."))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(_GAP)
        for way, row in ((Way.FOR_ME, self._for_me), (Way.BY_HAND, self._by_hand), (Way.BY_CABLE, self._by_cable)):
            self._group.addButton(row, way)
            rows.addWidget(row)
        rows.addWidget(self._stay)
        self.choose(Way.BY_HAND if only_by_hand else Way.FOR_ME)
        self._group.buttonToggled.connect(self._on_toggled)

    @property
    def way(self) -> Way:
        """The chosen one."""
        return Way(self._group.checkedId())

    def choose(self, way: Way) -> None:
        """Choose a way."""
        self._group.button(way).setChecked(True)
        self._stay.setVisible(way is Way.BY_HAND)
        if way is Way.BY_CABLE:
            self.offer_cable()

    def offer_cable(self) -> None:
        """Show that way, too, from now on."""
        self._by_cable.show()

    def _on_toggled(self, _way: object, on: bool) -> None:
        if on:
            self._stay.setVisible(self.way is Way.BY_HAND)
            self.chosen.emit()


class AdapterChoice(QWidget):
    """Which of several Wi-Fi adapters joins; the first, the best one, is chosen until the person chooses."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._adapters: tuple[Adapter, ...] = ()
        self._group = QButtonGroup(self)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(6)
        self._rows.addWidget(Text(self.tr("Which Wi-Fi adapter?"), Role.SECONDARY_STRONG, tone="text2"))
        self.hide()

    @property
    def has_choice(self) -> bool:
        """Whether there is more than one."""
        return len(self._adapters) > 1

    @property
    def name(self) -> str | None:
        """The chosen one's; None where there is nothing to choose."""
        return self._adapters[self._group.checkedId()].name if self.has_choice else None

    def show_adapters(self, adapters: Sequence[Adapter]) -> None:
        """Offer these, best first."""
        for row in self._group.buttons():
            self._group.removeButton(row)
            row.deleteLater()
        self._adapters = tuple(adapters)
        if not self.has_choice:
            return
        for index, adapter in enumerate(self._adapters):
            row = ChoiceRow(
                f"adapter_{index}", Icon.WIFI, adapter.label or adapter.name, self._remark(adapter), lesser=True
            )
            self._group.addButton(row, index)
            self._rows.addWidget(row)
            row.setChecked(index == 0)

    def _remark(self, adapter: Adapter) -> str:
        remarks = {
            AdapterState.IDLE: self.tr("Not in use: nothing is interrupted."),
            AdapterState.CONNECTED: self.tr("In use: its connection pauses for about a minute."),
        }
        return remarks.get(adapter.state, self.tr("Nobody knows whether it is in use."))


class PhotonChoice(RowList):
    """Which of several Photons in range; none is chosen until the person does."""

    def __init__(self, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__("photons", accessible_name, parent=parent)
        self._photons: tuple[VisibleNetwork, ...] = ()
        self.hide()

    @property
    def is_offered(self) -> bool:
        """Whether there is something to choose."""
        return bool(self._photons)

    @property
    def ssid(self) -> bytes | None:
        """The chosen one's network; None while none is."""
        return self._photons[self.chosen_row].ssid if self.chosen_row >= 0 else None

    def show_photons(self, photons: Sequence[VisibleNetwork]) -> None:
        """Offer these, the strongest first."""
        self._photons = tuple(photons)
        self.set_rows([self._row(photon, place) for place, photon in enumerate(photons, 1)])
        self.setVisible(bool(photons))

    def _row(self, photon: VisibleNetwork, place: int) -> NetworkRow:
        name = ssid_text(photon.ssid)
        spoken = self.tr("%1, signal %2 %, %3 of %4") if photon.signal_percent is not None else self.tr("%1, %3 of %4")
        for mark, value in (("%4", len(self._photons)), ("%3", place), ("%2", photon.signal_percent)):
            spoken = spoken.replace(mark, str(value))
        return NetworkRow(name, _bars(photon.signal_percent), "", spoken.replace("%1", name), locked=False)


def _bars(signal_percent: int | None) -> int:
    return 0 if signal_percent is None else min(4, 1 + signal_percent // 25)
