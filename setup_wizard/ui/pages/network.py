"""The network the Photon shall join: from its own scan, or typed."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from setup_wizard.core.device import FINDS_SECURITY_FROM
from setup_wizard.core.errors import SetupError
from setup_wizard.core.wifi import ScannedNetwork, SecurityKind
from setup_wizard.ui.look.fonts import Role
from setup_wizard.ui.look.icons import Icon
from setup_wizard.ui.model import SetupModel
from setup_wizard.ui.pages.page import Footer, StepPage
from setup_wizard.ui.pages.typed_network import TypedNetwork
from setup_wizard.ui.signal_words import bars, security_word, signal_word
from setup_wizard.ui.ways_out import Action
from setup_wizard.ui.widgets.buttons import Button, Size
from setup_wizard.ui.widgets.empty_state import EmptyState
from setup_wizard.ui.widgets.network_list import AnotherNetworkRow, NetworkRow
from setup_wizard.ui.widgets.note import Note
from setup_wizard.ui.widgets.row_list import RowList
from setup_wizard.ui.widgets.text import Text
from setup_wizard.ui.widgets.view_stack import ViewStack
from setup_wizard.workflow.facts import ChosenNetwork, Facts
from setup_wizard.workflow.networks import WEAK_RSSI_DBM, chosen_from_scan, merge_networks, scan
from setup_wizard.workflow.step import Step

_LIST, _EMPTY, _TYPED = range(3)


class NetworkPage(StepPage):
    """A list, what to do when it is empty, and a form for a name that is not in it; by cable only that."""

    step = Step.NETWORK

    def __init__(self, model: SetupModel) -> None:
        super().__init__(model)
        self.set_header(self.tr("Which Wi-Fi should it use?"))
        self._networks: tuple[ScannedNetwork, ...] = ()
        self._views = ViewStack()
        # Before it gets its widgets, for without a parent it shows the first one as a window of its own.
        self.lines.addLayout(self._views)
        self._views.addWidget(self._list_view())
        self._views.addWidget(self._empty_view())
        self._typed = TypedNetwork()
        self._typed.submitted.connect(self.submit)
        self._typed.list_wanted.connect(self._back_to_list)
        self._typed.cable_wanted.connect(lambda: self.action_requested.emit(Action.USE_CABLE))
        self._views.addWidget(self._typed)

    def footer(self) -> Footer:
        """Continue, once there is something to continue with."""
        typed = self._views.currentIndex() == _TYPED
        nothing = self.has_problem or not (typed or self._networks)
        return Footer(primary="" if nothing else self.tr("Continue"), leave=self.tr("Stop setup"))

    def enter(self) -> None:
        """Scan, unless this Photon's networks are known; by cable it tells none."""
        self._introduce()
        if self._by_cable:
            self.show_content()
            self._ask_name()
        elif self.model.facts.networks:
            self._show_networks()
        else:
            self.try_again()

    def come_back(self) -> None:
        """Scan, if the network was known and the page was passed by."""
        self._introduce()
        if self._by_cable:
            self._ask_name()
        elif not self.model.facts.networks and self._views.currentIndex() != _TYPED:
            self.try_again()

    def try_again(self) -> None:
        """Scan again; what is chosen stays chosen if it is still there. Another Photon's networks are no choice."""
        if not self.model.facts.networks:
            self._networks = ()
            self._count.setText("")
        self._views.setCurrentIndex(_LIST)
        self._list.setVisible(bool(self._networks))
        self.run(
            self.tr("Your Photon is looking for networks..."),
            lambda services, _say, cancel: scan(services.session, self.model.facts, cancel),
            self._on_scanned,
        )

    def submit(self) -> None:
        """Take the chosen or the typed network."""
        if self.busy:
            return
        if self._views.currentIndex() == _TYPED:
            self._take_typed()
        elif self._list.chosen_row >= 0:
            self._take(chosen_from_scan(self._networks[self._list.chosen_row]))
        else:
            self._list.setFocus()
            self.status.say(self.tr("Choose a network first."))

    def edit(self) -> None:
        """Back to the list."""
        self.show_content()

    def focus_first(self) -> None:
        """The field, the list, the way out of an empty one; the title while there is nothing yet."""
        if self._views.currentIndex() == _TYPED:
            self._typed.focus_first()
        elif self._networks:
            self._list.setFocus()
        elif self._views.currentIndex() == _EMPTY:
            self._scan_empty.setFocus()
        else:
            self.header.focus_title()

    def _take(self, network: ChosenNetwork) -> None:
        self.model.set_facts(self.model.facts.with_network(network))
        self.passed.emit()

    def _take_typed(self) -> None:
        network = self._typed.typed()
        if network is not None:
            self.run(
                self.tr("Checking the name..."),
                lambda services, _say, _cancel: services.session.photon.check_ssid(network.ssid),
                lambda _nothing: self._take(network),
            )

    def explain(self, error: SetupError) -> bool:
        """A name the Photon cannot store belongs under the field it was typed in."""
        return self._views.currentIndex() == _TYPED and self._typed.explain(error.reason)

    @property
    def _by_cable(self) -> bool:
        return self.model.facts.cable is not None

    def _introduce(self) -> None:
        self.header.set_sentence(
            self.tr("By cable a Photon does not tell which networks it sees: type the name.")
            if self._by_cable
            else self.tr("These are the networks your Photon can see from where it is.")
        )

    def _ask_name(self) -> None:
        """By cable: the name, and the security where the Photon does not find it out by itself."""
        facts, unseen = self.model.facts, self.model.typed.unseen
        self._typed.show_by_cable(asks_security=not _finds_security(facts), unseen=unseen)
        known = unseen or (facts.network.ssid if facts.network else self.model.options.ssid)
        if known is not None:
            self._typed.fill_in(known)
        self._show_typed()

    def _on_scanned(self, facts: Facts) -> None:
        self.model.set_facts(facts)
        self._show_networks()
        self.focus_first()

    def _show_networks(self) -> None:
        self._networks = merge_networks(self.model.facts.networks, self.model.options.prefix)
        self._count.setText(self.tr("Networks found: %1").replace("%1", str(len(self._networks))))
        self._list.set_rows([self._row(network, place) for place, network in enumerate(self._networks, 1)])
        if not self._networks:
            self._views.setCurrentIndex(_EMPTY)
        else:
            self._views.setCurrentIndex(_LIST)
            self._list.show()
            self._list.choose(self._preferred_row())
        self.footer_changed.emit()

    def _preferred_row(self) -> int:
        """The one chosen before or named on the command line, else the strongest."""
        chosen = self.model.facts.network
        wanted = chosen.ssid if chosen is not None else self.model.options.ssid
        return next((row for row, network in enumerate(self._networks) if network.ssid == wanted), 0)

    def _row(self, network: ScannedNetwork, place: int) -> NetworkRow:
        word = security_word(network.security.kind)
        weak = network.rssi_dbm < WEAK_RSSI_DBM
        spoken = self.tr("%1, %2, %3, %4 of %5")
        parts = (network.name, signal_word(network.rssi_dbm), word, str(place), str(len(self._networks)))
        # The network's name comes last: it may hold a percent sign itself.
        for number, part in reversed(list(enumerate(parts, 1))):
            spoken = spoken.replace(f"%{number}", part)
        return NetworkRow(
            text=network.name,
            bars=bars(network.rssi_dbm),
            security=self.tr("Weak · %1").replace("%1", word) if weak else word,
            spoken=spoken,
            locked=network.security.kind is not SecurityKind.OPEN,
        )

    def _type_a_name(self) -> None:
        self._typed.show_over_wifi()
        self._show_typed()

    def _show_typed(self) -> None:
        self._views.setCurrentIndex(_TYPED)
        self.footer_changed.emit()
        self._typed.focus_first()

    def _back_to_list(self) -> None:
        self._views.setCurrentIndex(_LIST if self._networks else _EMPTY)
        self.footer_changed.emit()

    def _scan_button(self, object_name: str, size: Size) -> Button:
        button = Button(object_name, self.tr("Scan again"), size=size, icon=Icon.REFRESH)
        button.clicked.connect(self.try_again)
        return button

    def _list_view(self) -> QWidget:
        self._count = Text("", Role.SECONDARY)
        head = QHBoxLayout()
        head.addWidget(self._count, 1)
        head.addWidget(self._scan_button("scan_again", Size.SMALL))
        self._list = RowList("networks", self.tr("Networks"))
        self._list.row_taken.connect(lambda _row: self.submit())
        another = AnotherNetworkRow("another_network", self.tr("Another network..."), self.tr("Hidden or out of range"))
        another.clicked.connect(self._type_a_name)
        view = QWidget()
        rows = QVBoxLayout(view)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addLayout(head)
        rows.addWidget(self._list)
        rows.addWidget(another)
        rows.addSpacing(2)
        rows.addWidget(
            Note(self.tr("The Photon sees only 2.4 GHz networks, and none with a sign-in page."), plain=True)
        )
        rows.addStretch(1)
        return view

    def _empty_view(self) -> QWidget:
        by_name = Button("type_name", self.tr("Type the name"))
        by_name.clicked.connect(self._type_a_name)
        self._scan_empty = self._scan_button("scan_again_empty", Size.NORMAL)
        return EmptyState(
            Icon.WIFI,
            self.tr("Your Photon sees no networks"),
            self.tr("It listened three times. It can use 2.4 GHz networks only, and needs to be near one."),
            [self._scan_empty, by_name],
        )


def _finds_security(facts: Facts) -> bool:
    """Whether this Photon's firmware can; of several, it shows with the first that cannot."""
    return facts.device is None or facts.device.version >= FINDS_SECURITY_FROM
