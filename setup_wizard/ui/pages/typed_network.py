"""A network's name and security, typed: because it is hidden, or because by cable a Photon tells no list."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from setup_wizard.core.errors import Reason
from setup_wizard.core.wifi import Security, SecurityKind, ssid_text, usual_security
from setup_wizard.ui.look.fonts import Role
from setup_wizard.ui.pages.form import complain
from setup_wizard.ui.signal_words import security_word
from setup_wizard.ui.widgets.buttons import Button, Kind, Size
from setup_wizard.ui.widgets.fields import Field
from setup_wizard.ui.widgets.note import Note, Tone
from setup_wizard.ui.widgets.segmented import Segmented
from setup_wizard.ui.widgets.text import Text, isolated
from setup_wizard.workflow.facts import ChosenNetwork

_ENTERPRISE = usual_security(SecurityKind.WPA2_ENTERPRISE)
_OPEN = usual_security(SecurityKind.OPEN)
_ALL = (
    usual_security(SecurityKind.WPA2),
    usual_security(SecurityKind.WPA),
    _ENTERPRISE,
    usual_security(SecurityKind.WEP),
    _OPEN,
)
_FOUND_OUT = (Security(SecurityKind.UNKNOWN), _OPEN, _ENTERPRISE)


class TypedNetwork(QWidget):
    """One form for both ways; by cable the Photon can find the security out, unless it is hidden."""

    submitted = Signal()
    list_wanted = Signal()
    cable_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._by_cable = False
        self._asks_security = True
        self._name = Field("network_name", self.tr("Network name"), self.tr("Exactly as it is written, capitals too."))
        self._name.submitted.connect(self.submitted)
        self._all = Segmented("network_security", [security_word(each.kind) for each in _ALL])
        self._found_out = Segmented(
            "found_out_security",
            [
                self.tr("Let the Photon find out"),
                self.tr("No password"),
                security_word(SecurityKind.WPA2_ENTERPRISE),
            ],
        )
        self._unseen = Note("", Tone.WARN)
        self._note = Note("")
        self._listed = Button("back_to_list", self.tr("Choose from the list"), Kind.LINK, size=Size.FLUSH)
        self._listed.clicked.connect(self.list_wanted)
        self._cable = Button("use_cable", self.tr("Use a USB cable"), Kind.LINK, size=Size.FLUSH)
        self._cable.clicked.connect(self.cable_wanted)
        self._lay_out()
        self.show_over_wifi()

    def show_over_wifi(self) -> None:
        """For a network that is not in the list."""
        self._show(by_cable=False, asks_security=True)
        self._note.show_text(
            self.tr(
                "With Device OS 0.7.0 or newer a Photon joins a hidden network only if it has no password. "
                "By USB cable it joins any."
            )
        )

    def show_by_cable(self, *, asks_security: bool, unseen: bytes | None) -> None:
        """For any network; `unseen` is the one whose security could not be found out."""
        self._show(by_cable=True, asks_security=asks_security or unseen is not None)
        self._note.show_text(self.tr("The Photon sees only 2.4 GHz networks, and none with a sign-in page."))
        self._unseen.setVisible(unseen is not None)
        if unseen is not None:
            said = self.tr("The Photon could not find out how %1 is secured. Check the name, and choose its security.")
            self._unseen.show_text(said.replace("%1", isolated(ssid_text(unseen))), Tone.WARN)

    def fill_in(self, ssid: bytes) -> None:
        """A name that is known, unless another one is typed already."""
        if not self._name.text:
            self._name.set_text(ssid_text(ssid))

    def typed(self) -> ChosenNetwork | None:
        """The network; None, said under the field, where there is no name."""
        ssid = self._name.text.encode("utf-8", "surrogateescape")
        if not ssid:
            complain(self._name, self.tr("Type the name of the network."))
            return None
        chosen = _ALL[self._all.index] if self._asks_security else _FOUND_OUT[self._found_out.index]
        return ChosenNetwork(ssid, chosen)

    def explain(self, reason: Reason) -> bool:
        """Say under the field that the Photon cannot store this name; False for any other reason."""
        if reason is Reason.SSID_LENGTH:
            complain(
                self._name, self.tr("A name has 1 to 32 bytes; an accented letter counts as two, an emoji as four.")
            )
        elif reason is not Reason.SSID_NOT_EXPRESSIBLE:
            return False
        elif self._by_cable:
            complain(self._name, self.tr("The Photon cannot store a name with control characters in it."))
        else:
            complain(
                self._name,
                self.tr("Over Wi-Fi it cannot store a quotation mark, or most backslashes. By USB cable it can."),
            )
        return True

    def focus_first(self) -> None:
        """The name."""
        self._name.setFocus()

    def _show(self, *, by_cable: bool, asks_security: bool) -> None:
        self._by_cable, self._asks_security = by_cable, asks_security
        self._all.setVisible(asks_security)
        self._found_out.setVisible(not asks_security)
        self._unseen.hide()
        for link in (self._listed, self._cable):
            link.setVisible(not by_cable)

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        rows.addWidget(self._unseen)
        rows.addSpacing(6)
        rows.addWidget(self._name)
        rows.addSpacing(12)
        rows.addWidget(Text(self.tr("Security"), Role.LABEL))
        rows.addWidget(self._all)
        rows.addWidget(self._found_out)
        rows.addSpacing(12)
        rows.addWidget(self._listed, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addSpacing(12)
        rows.addWidget(self._note)
        rows.addWidget(self._cable, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addStretch(1)
