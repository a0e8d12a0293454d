"""Getting this computer onto the Photon's own network; notices by itself when it is there, and goes on."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QVBoxLayout, QWidget

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.host_wifi import VisibleNetwork
from setup_wizard.core.light import LISTENING
from setup_wizard.ui.model import Services, SetupModel
from setup_wizard.ui.pages.join_ways import AdapterChoice, JoinWays, PhotonChoice
from setup_wizard.ui.pages.page import Footer, StepPage
from setup_wizard.ui.settings import joins_by_hand, remember_by_hand
from setup_wizard.ui.widgets.announce import announce
from setup_wizard.ui.widgets.hero import Hero, HeroSplit
from setup_wizard.ui.widgets.note import Note, Tone
from setup_wizard.ui.words import translated_words
from setup_wizard.workflow.facts import Facts
from setup_wizard.workflow.flow import Step
from setup_wizard.workflow.join import join_photon, prepare_online
from setup_wizard.workflow.join_mode import JoinMode
from setup_wizard.workflow.news import Ask, CannotJoin, Milestone, News, Say

_BY_HAND_INSTEAD = (Reason.PERMISSION_NEEDED, Reason.NO_WIFI_CONTROL, Reason.JOIN_FAILED)
"""What this computer cannot do now and a person can: that way opens by itself."""


class JoinPage(StepPage):
    """Two ways, while the Photon is looked for. This computer's Wi-Fi is left alone until Connect is pressed.

    Who pressed it once is not asked again in this run: a Photon that is to be set up again is joined by itself.
    """

    step = Step.JOIN

    def __init__(self, model: SetupModel) -> None:
        super().__init__(model)
        self.set_header(
            self.tr("Connect to your Photon"), self.tr("It makes a Wi-Fi network of its own for the setup.")
        )
        self._mode = model.options.join
        self._may_join = False
        self._connecting = False
        self._fetching_for: Facts | None = None
        self._is_prepared = False
        self._obstructed_by: Reason | None = None
        self._visit = Note("")
        self._obstacle = Note("", Tone.WARN)
        self._photons = PhotonChoice(self.tr("Photons in setup mode"))
        self._photons.row_taken.connect(lambda _row: self._connect())
        self._adapters = AdapterChoice()
        self._ways = JoinWays(model.options.prefix, only_by_hand=self._mode is JoinMode.MANUAL)
        self._lay_out()
        if self._mode is JoinMode.AUTO:
            self._ways.choose(by_hand=joins_by_hand())
        self._ways.chosen.connect(self._on_way_chosen)
        model.adapters_changed.connect(self._on_adapters_changed)

    def _lay_out(self) -> None:
        hero = Hero(self.tr("Photon"), 118)
        hero.set_light(LISTENING, self.tr("Ready for setup"))
        self._permission = Note(
            self.tr("The system may ask for your location: only with it can a program see the names of networks.")
        )
        self._light = Note(self.tr("Light not blinking blue? Hold SETUP for 3 seconds, until it does."))
        steps = QWidget()
        rows = QVBoxLayout(steps)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(11)
        notes = (self._visit, self._obstacle, self._permission)
        for widget in (*notes[:2], self._photons, self._ways, self._adapters, self._permission, self._light):
            rows.addWidget(widget)
        rows.addStretch(1)
        for note in notes:
            note.hide()
        if self._mode is JoinMode.NONE:
            self._ways.hide()
        self.lines.addWidget(HeroSplit(hero, steps), 1)

    @property
    def _by_itself(self) -> bool:
        """Whether this computer is to change networks by itself, once that is wanted."""
        return self._mode is JoinMode.AUTO and not self._ways.by_hand

    def footer(self) -> Footer:
        """Connect while it looks; else a way on for who stopped it, or came back here."""
        leave = self.tr("Stop connecting") if self._connecting else self.tr("Stop setup")
        if self.has_problem:
            return Footer(primary="", leave=leave)
        if self.model.facts.device is not None:
            primary = "" if self.busy else self.tr("Continue")
        elif self._by_itself:
            primary = self.tr("Connect")
        else:
            primary = "" if self.busy else self.tr("Look for the Photon")
        return Footer(primary, leave, self._settings_text())

    def isComplete(self) -> bool:
        """Connect can be pressed while it only looks."""
        return not self.busy or (self._by_itself and self._is_prepared and not self._connecting)

    def enter(self) -> None:
        """Start looking at once."""
        self._photons.show_photons(())
        self.try_again()
        self._show_adapters()

    def submit(self) -> None:
        """On; or connect, or look again."""
        if self.model.facts.device is not None:
            self.passed.emit()
        elif self._by_itself:
            self._connect()
        else:
            self.try_again()

    def try_again(self) -> None:
        """Look, from fetching what needs the internet on."""
        self._start(connecting=self._may_join and self._by_itself)

    def secondary(self) -> None:
        """Open the system's settings where they help."""
        panels, reason = self.model.panels, self._obstructed_by
        if panels is None:
            return
        if reason is not None and panels.has_permission_for(reason):
            opened = panels.open_permission_for(reason)
        else:
            opened = panels.open_wifi()
        if not opened:
            self.status.change(self.tr("They do not open from here: look for them in this computer's own menu."))

    def stop_instead_of_leaving(self) -> bool:
        """Only the connecting is stopped; the Photon is still looked for."""
        if not self._connecting:
            return False
        self.interrupt()
        self._may_join = False
        self.try_again()
        return True

    def stop_job(self) -> None:
        """Stop looking; who was on the way to the Photon goes back."""
        if self._connecting:
            self.model.come_back()
        self._fetching_for = None
        self._is_prepared = False
        self._set_connecting(False)
        super().stop_job()

    def show_problem(self, error: SetupError) -> None:
        """Nobody is on the way any more."""
        self._set_connecting(False)
        super().show_problem(error)

    def _connect(self) -> None:
        if self._photons.is_offered and self._photons.ssid is None:
            self._photons.setFocus()
            announce(self, self.tr("Choose your Photon in the list first."))
            return
        self._may_join = True
        self._start(connecting=True)
        self._show_way()

    def _start(self, *, connecting: bool) -> None:
        self._visit.hide()
        self._forget_obstacle()
        self._is_prepared = False
        self._set_connecting(connecting)
        facts, ssid, adapter = self.model.facts, self._photons.ssid, self._adapters.name
        self._fetching_for = facts
        mode = JoinMode.AUTO if connecting else self._mode if self._mode is JoinMode.NONE else JoinMode.MANUAL

        def work(services: Services, say: Say, cancel: Cancel) -> Facts:
            session = services.session
            session.join = mode
            session.photon_ssid = ssid or session.photon_ssid
            if connecting and adapter is not None and session.host is not None:
                session.host.choose_adapter(adapter)
            prepared = prepare_online(session, facts, say, cancel)
            self.model.runner.call_soon(lambda: self._on_prepared(facts, prepared))
            return join_photon(session, prepared, say, cancel)

        fetching = self.tr("Asking the cloud for what the setup needs...")
        self.run(fetching if facts.signed_in else self._looking(), work, self._on_joined, self._on_news)

    def _on_prepared(self, facts: Facts, prepared: Facts) -> None:
        """Kept, whatever becomes of this look for the Photon."""
        if self.model.facts == facts:
            self.model.set_facts(prepared)
        if self._fetching_for is facts:
            self._fetching_for = None
            self._is_prepared = True
            self.status.change(self._looking())
            self._show_buttons()

    def _looking(self) -> str:
        facts = self.model.facts
        if self._connecting:
            return self.tr("Joining your Photon's Wi-Fi...")
        if facts.imports and facts.known_device_id is None:
            return self.tr("Looking for your Photon, to read its id first...")
        return self.tr("Looking for your Photon...")

    def _set_connecting(self, connecting: bool) -> None:
        if connecting != self._connecting:
            self._connecting = connecting
            self._show_buttons()

    def _show_buttons(self) -> None:
        self.completeChanged.emit()
        self.footer_changed.emit()

    def _settings_text(self) -> str:
        """What the button says that opens the system's settings; empty where they do not help."""
        panels, reason = self.model.panels, self._obstructed_by
        if panels is None or self._mode is JoinMode.NONE or self.model.facts.device is not None:
            return ""
        if reason is not None and panels.has_permission_for(reason):
            return self.tr("Open privacy settings")
        return self.tr("Open Wi-Fi settings") if self._ways.by_hand or reason is Reason.WIFI_OFF else ""

    def _on_way_chosen(self) -> None:
        """The person chose: the next run begins with that."""
        remember_by_hand(self._ways.by_hand)
        if not self._ways.by_hand:
            self._show_way()
        elif self._connecting:
            self.stop_instead_of_leaving()
        else:
            self._leave_to_person()

    def _leave_to_person(self) -> None:
        self.model.set_join(JoinMode.MANUAL)
        self._show_way()

    def _show_way(self) -> None:
        self._adapters.setVisible(self._by_itself and self._adapters.has_choice)
        panels = self.model.panels
        asks = panels is not None and panels.has_permission_for(Reason.PERMISSION_NEEDED)
        self._permission.setVisible(asks and self._by_itself and not self._may_join)
        self._light.setVisible(self._by_itself or self._mode is JoinMode.NONE)
        self._show_buttons()

    def _on_adapters_changed(self) -> None:
        if self.isVisible():
            self._show_adapters()

    def _show_adapters(self) -> None:
        """What is known of this computer's Wi-Fi before anybody has pressed Connect."""
        self._adapters.show_adapters(self.model.adapters)
        if self.model.wifi_problem is not None and self.model.facts.device is None:
            self._show_obstacle(self.model.wifi_problem.reason)
        self._show_way()

    def _on_joined(self, facts: Facts) -> None:
        self._set_connecting(False)
        self.model.set_facts(facts)
        found = self.tr("Your Photon answers.")
        self.status.say(found)
        self.model.add_line(found)
        announce(self, found)
        self.passed.emit()

    def _on_news(self, news: News) -> None:
        """What is happening now; on the way to a second visit, what the person may have to do for it."""
        if isinstance(news, CannotJoin):
            self.model.add_line(f"{news.reason.value}: {news.detail}" if news.detail else news.reason.value)
            self._show_obstacle(news.reason)
            return
        if news is Milestone.DEVICE_READ:
            self._visit.show_text(
                self.tr(
                    "First visit over: it told its id. Now the product has to know it: online for a moment, then "
                    "back here for the setup."
                )
            )
            self._visit.show()
        if news is Ask.JOIN_PHOTON:
            self._set_connecting(False)
        sentence = self._sentence(news)
        is_told_by_page = news is Ask.JOIN_PHOTON and self._visit.isHidden()
        self.status.change(self._looking() if is_told_by_page else sentence)
        self.model.add_line(sentence)

    def _show_obstacle(self, reason: Reason) -> None:
        """Why this computer is not at the Photon, and the way on."""
        words = translated_words(reason, self.model.facts)
        self._obstructed_by = reason
        self._obstacle.show_text(words.message, Tone.WARN)
        self._obstacle.show()
        announce(self, words.message)
        if reason is Reason.SEVERAL_PHOTONS:
            self.model.run_beside(_photons, done=self._offer, failed=lambda exc: self.model.add_line(str(exc)))
        elif reason in _BY_HAND_INSTEAD:
            with QSignalBlocker(self._ways):
                self._ways.choose(by_hand=True)
            self._leave_to_person()
        self._show_buttons()

    def _forget_obstacle(self) -> None:
        self._obstructed_by = None
        self._obstacle.hide()

    def _offer(self, photons: tuple[VisibleNetwork, ...]) -> None:
        self._photons.show_photons(photons)
        self._photons.setFocus()

    def _sentence(self, news: News) -> str:
        if news is Ask.JOIN_PHOTON and not self._visit.isHidden():
            return self.tr("Join the Photon's network once more, for the setup itself.")
        sentences: dict[News, str] = {
            Ask.LEAVE_PHOTON: self.tr(
                "Go back to the Wi-Fi with internet for a moment: the cloud has to be asked first."
            ),
            Milestone.DEVICE_READ: self.tr("The Photon told its id."),
            Milestone.IN_PRODUCT: self.tr("The product knows the Photon. Back to it for the setup..."),
        }
        return sentences.get(news, self.tr("Waiting for this computer to join the Photon's network."))


def _photons(services: Services, cancel: Cancel) -> tuple[VisibleNetwork, ...]:
    host = services.session.host
    return host.photons(cancel) if host is not None else ()
