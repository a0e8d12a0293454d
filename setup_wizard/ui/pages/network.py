"""The network the Photon shall join: from its own scan, or typed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.wifi import Cipher, ScannedNetwork, Security, SecurityKind
from setup_wizard.ui.look.fonts import Role
from setup_wizard.ui.look.icons import Icon
from setup_wizard.ui.model import SetupModel
from setup_wizard.ui.pages.page import Footer, StepPage
from setup_wizard.ui.signal_words import bars, security_word, signal_word
from setup_wizard.ui.widgets.buttons import Button, Kind, Size
from setup_wizard.ui.widgets.empty_state import EmptyState
from setup_wizard.ui.widgets.fields import Field
from setup_wizard.ui.widgets.network_list import AnotherNetworkRow, NetworkRow
from setup_wizard.ui.widgets.note import Note
from setup_wizard.ui.widgets.row_list import RowList
from setup_wizard.ui.widgets.segmented import Segmented
from setup_wizard.ui.widgets.text import Text
from setup_wizard.ui.widgets.view_stack import ViewStack
from setup_wizard.workflow.facts import ChosenNetwork, Facts
from setup_wizard.workflow.flow import Step
from setup_wizard.workflow.networks import WEAK_RSSI_DBM, chosen_from_scan, merge_networks, scan

_LIST, _EMPTY, _TYPED = range(3)
_TYPED_SECURITIES = (
    Security(SecurityKind.WPA2, Cipher.AES),
    Security(SecurityKind.WPA, Cipher.TKIP),
    Security(SecurityKind.WPA2_ENTERPRISE, Cipher.AES),
    Security(SecurityKind.WEP),
    Security(SecurityKind.OPEN),
)


class NetworkPage(StepPage):
    """A list, what to do when it is empty, and a form for a name that is not in it."""

    step = Step.NETWORK

    def __init__(self, model: SetupModel) -> None:
        super().__init__(model)
        self.set_header(
            self.tr("Which Wi-Fi should it use?"),
            self.tr("These are the networks your Photon can see from where it is."),
        )
        self._networks: tuple[ScannedNetwork, ...] = ()
        self._views = ViewStack()
        # Before it gets its widgets, for without a parent it shows the first one as a window of its own.
        self.lines.addLayout(self._views)
        self._views.addWidget(self._list_view())
        self._views.addWidget(self._empty_view())
        self._views.addWidget(self._typed_view())

    def footer(self) -> Footer:
        """Continue, once there is something to continue with."""
        typed = self._views.currentIndex() == _TYPED
        nothing = self.has_problem or not (typed or self._networks)
        return Footer(primary="" if nothing else self.tr("Continue"), leave=self.tr("Stop setup"))

    def enter(self) -> None:
        """Scan, unless this Photon's networks are known."""
        if self.model.facts.networks:
            self._show_networks()
        else:
            self.try_again()

    def come_back(self) -> None:
        """Scan, if the network was known and the page was passed by."""
        if not self.model.facts.networks and self._views.currentIndex() != _TYPED:
            self.try_again()

    def try_again(self) -> None:
        """Scan again; what is chosen stays chosen if it is still there."""
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
            self._name.setFocus()
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
        name = self._name.text.encode("utf-8", "surrogateescape")
        if not name:
            self._name.show_error(self.tr("Type the name of the network."))
            self._name.setFocus()
            return
        network = ChosenNetwork(name, _TYPED_SECURITIES[self._security.index])
        self.run(
            self.tr("Checking the name..."),
            lambda services, _say, _cancel: services.session.photon.check_ssid(name),
            lambda _nothing: self._take(network),
        )

    def explain(self, error: SetupError) -> bool:
        """A name the Photon cannot store belongs under the field it was typed in."""
        if self._views.currentIndex() != _TYPED:
            return False
        if error.reason is Reason.SSID_LENGTH:
            self._name.show_error(
                self.tr("A name has 1 to 32 bytes; an accented letter counts as two, an emoji as four.")
            )
        elif error.reason is Reason.SSID_NOT_EXPRESSIBLE:
            self._name.show_error(self.tr("The Photon cannot store a quotation mark, or most backslashes, in a name."))
        else:
            return False
        self._name.setFocus()
        return True

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
        self._views.setCurrentIndex(_TYPED)
        self.footer_changed.emit()
        self._name.setFocus()

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

    def _typed_view(self) -> QWidget:
        self._name = Field("network_name", self.tr("Network name"), self.tr("Exactly as it is written, capitals too."))
        self._name.submitted.connect(self.submit)
        label = Text(self.tr("Security"), Role.LABEL)
        self._security = Segmented("network_security", [security_word(each.kind) for each in _TYPED_SECURITIES])
        listed = Button("back_to_list", self.tr("Choose from the list"), Kind.LINK, size=Size.FLUSH)
        listed.clicked.connect(self._back_to_list)
        view = QWidget()
        rows = QVBoxLayout(view)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        rows.addWidget(self._name)
        rows.addSpacing(12)
        rows.addWidget(label)
        rows.addWidget(self._security)
        rows.addSpacing(12)
        rows.addWidget(listed, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addSpacing(12)
        rows.addWidget(
            Note(self.tr("With Device OS 0.7.0 or newer a Photon joins a hidden network only if it has no password."))
        )
        rows.addStretch(1)
        return view
