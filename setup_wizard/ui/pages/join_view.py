"""What the page that gets to the Photon shows: its picture, the ways there, and remarks. Not for going there."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QVBoxLayout, QWidget

from setup_wizard.core.light import LISTENING
from setup_wizard.core.usb import UsbPort
from setup_wizard.ui.pages.cable_choice import CableChoice
from setup_wizard.ui.pages.join_ways import AdapterChoice, JoinWays, PhotonChoice, Way
from setup_wizard.ui.widgets.announce import announce
from setup_wizard.ui.widgets.hero import Hero, HeroSplit
from setup_wizard.ui.widgets.note import Note, Tone
from setup_wizard.workflow.join_mode import JoinMode


class JoinView(QWidget):
    """The ways with the choices that belong to each; `mode` says which of them there are."""

    def __init__(self, prefix: str, mode: JoinMode, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mode = mode
        self.ways = JoinWays(prefix, only_by_hand=mode is JoinMode.MANUAL)
        self.photons = PhotonChoice(self.tr("Photons in setup mode"))
        self.adapters = AdapterChoice()
        self.cables = CableChoice(self.tr("Photons plugged into this computer"))
        self._visit = Note("")
        self._obstacle = Note("", Tone.WARN)
        self._permission = Note(
            self.tr("The system may ask for your location: only with it can a program see the names of networks.")
        )
        self._light = Note("")
        self._lay_out()

    @property
    def by_itself(self) -> bool:
        """Whether this computer is to change networks by itself, once that is wanted."""
        return self._mode is JoinMode.AUTO and self.ways.way is Way.FOR_ME

    @property
    def by_cable(self) -> bool:
        """Whether the Photon is to be reached by cable."""
        return self.ways.way is Way.BY_CABLE

    @property
    def was_there(self) -> bool:
        """Whether a first visit is over."""
        return not self._visit.isHidden()

    def choose_quietly(self, way: Way) -> None:
        """Choose a way as if nobody had."""
        with QSignalBlocker(self.ways):
            self.ways.choose(way)

    def offer_cable(self) -> None:
        """Show that way, too; who is at the Photon already is not asked for any."""
        if self._mode is not JoinMode.NONE:
            self.ways.offer_cable()

    def show_cables(self, ports: tuple[UsbPort, ...], fresh: tuple[UsbPort, ...]) -> None:
        """What is plugged in, of which `fresh` were not set up yet."""
        self.cables.show_ports(ports, fresh)
        if ports:
            self.offer_cable()
        self.show_way(asks_permission=False)

    def show_way(self, *, asks_permission: bool) -> None:
        """What belongs to the chosen way."""
        self.adapters.setVisible(self.by_itself and self.adapters.has_choice)
        self.cables.setVisible(self.by_cable and self.cables.has_choice)
        self._permission.setVisible(asks_permission and self.by_itself)
        needs_light = self.by_itself or self.by_cable or self._mode is JoinMode.NONE
        self._light.setVisible(needs_light and self._obstacle.isHidden())

    def show_ways(self, on: bool) -> None:
        """How to get to the Photon; not while this computer shall be elsewhere first."""
        self.ways.setVisible(on and self._mode is not JoinMode.NONE)

    def start_over(self) -> None:
        """Nothing is known yet of this try."""
        self.show_ways(True)
        self._visit.hide()
        self._obstacle.hide()
        self._light.show_text(self.tr("Light not blinking blue? Hold SETUP for 3 seconds, until it does."))

    def show_first_visit(self) -> None:
        """Why the Photon is visited twice."""
        self._visit.show_text(
            self.tr(
                "First visit over: it told its id. Now the product has to know it: online for a moment, then back here "
                "for the setup."
            )
        )
        self._visit.show()

    def show_obstacle(self, sentence: str) -> None:
        """Why this computer is not at the Photon."""
        self._obstacle.show_text(sentence, Tone.WARN)
        self._obstacle.show()
        self._light.hide()
        announce(self, sentence)

    def ask_for_button(self, sentence: str) -> None:
        """What only the person can do at the Photon itself, beside its picture."""
        self._light.show_text(sentence, Tone.WARN)
        self._light.show()

    def _lay_out(self) -> None:
        hero = Hero(self.tr("Photon"), 118)
        hero.set_light(LISTENING, self.tr("Ready for setup"))
        steps = QWidget()
        rows = QVBoxLayout(steps)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(11)
        notes = (self._visit, self._obstacle, self._permission)
        lists = (self.photons, self.cables, self.ways, self.adapters)
        for widget in (*notes[:2], *lists, self._permission, self._light):
            rows.addWidget(widget)
        rows.addStretch(1)
        for note in notes:
            note.hide()
        self.start_over()
        beside = QVBoxLayout(self)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(HeroSplit(hero, steps), 1)
