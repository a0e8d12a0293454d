"""Getting to the Photon, over its own network or by cable; notices by itself when it answers, and goes on."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QHideEvent, QShowEvent

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.device import DeviceId
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.host_wifi import VisibleNetwork
from setup_wizard.core.usb import UsbPort
from setup_wizard.ui.model import Services, SetupModel
from setup_wizard.ui.pages.join_route import Route
from setup_wizard.ui.pages.join_settings import JoinSettings
from setup_wizard.ui.pages.join_view import JoinView
from setup_wizard.ui.pages.join_ways import Way
from setup_wizard.ui.pages.join_words import cable_sentence, earlier_sentence, looking_sentence, news_sentence
from setup_wizard.ui.pages.page import Footer, StepPage
from setup_wizard.ui.settings import joins_by_hand, remember_by_hand
from setup_wizard.ui.ways_out import BETTER_BY_CABLE, Action
from setup_wizard.ui.widgets.announce import announce
from setup_wizard.ui.words import translated_words
from setup_wizard.workflow.access import asks_cloud
from setup_wizard.workflow.facts import Facts
from setup_wizard.workflow.join_mode import JoinMode
from setup_wizard.workflow.news import Ask, CannotJoin, Milestone, News
from setup_wizard.workflow.step import Step

_BY_HAND_INSTEAD = (Reason.PERMISSION_NEEDED, Reason.NO_WIFI_CONTROL, Reason.JOIN_FAILED)
"""What this computer cannot do now and a person can: that way opens by itself."""


class JoinPage(StepPage):
    """Two ways, and a third where a Photon is plugged in. This computer's Wi-Fi is left alone until Connect is pressed.

    Who pressed it once is not asked again in this run: a Photon that is to be set up again is joined by itself.
    """

    step = Step.JOIN

    def __init__(self, model: SetupModel) -> None:
        super().__init__(model)
        self.set_header(self.tr("Connect to your Photon"))
        self._mode = model.options.join
        self._may_join = False
        self._connecting = False
        self._fetching: Facts | None = None
        self._is_prepared = False
        self._settings = JoinSettings(model)
        self._view = JoinView(model.options.prefix, self._mode)
        self._photons, self._adapters, self._ways = self._view.photons, self._view.adapters, self._view.ways
        self.lines.addWidget(self._view, 1)
        if self._mode is JoinMode.AUTO:
            self._ways.choose(self._way_over_wifi())
        self._photons.row_taken.connect(lambda _row: self._connect())
        self._view.cables.row_taken.connect(lambda _row: self._go_by_cable())
        self._ways.chosen.connect(self._on_way_chosen)
        model.cables.changed.connect(self._on_cables_changed)
        model.adapters_changed.connect(self._on_adapters_changed)

    def footer(self) -> Footer:
        """Connect while it looks; else a way on for who stopped it, or came back here."""
        leave = self.tr("Stop connecting") if self._connecting else self.tr("Stop setup")
        problem = self.model.problem
        if self.has_problem:
            is_other = problem is not None and problem.reason is Reason.WRONG_DEVICE
            return Footer(primary="", leave=leave, secondary=self.tr("Set up another") if is_other else "")
        cables = self.model.cables.ports
        if self.model.facts.device is not None:
            primary = "" if self.busy else self.tr("Continue")
        elif self._view.by_cable:
            primary = self.tr("Connect") if cables and not self.busy else ""
        elif self._view.by_itself:
            primary = self.tr("Connect")
        else:
            primary = "" if self.busy else self.tr("Look for the Photon")
        return Footer(primary, leave, self._secondary_text())

    def isComplete(self) -> bool:
        """Connect can be pressed while it only looks."""
        return not self.busy or (self._view.by_itself and self._is_prepared and not self._connecting)

    def enter(self) -> None:
        """Start looking at once."""
        self._photons.show_photons(())
        self._show_cables()
        if self._prefers_cable():
            self._view.choose_quietly(Way.BY_CABLE)
        elif self._view.by_cable and self.model.cables.wanted is False:
            self._view.choose_quietly(self._way_over_wifi())
        self.try_again()
        self._show_adapters()

    def showEvent(self, event: QShowEvent) -> None:
        """What is plugged in is noticed while the page is shown."""
        super().showEvent(event)
        self.model.cables.watch()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody sees it any more."""
        super().hideEvent(event)
        self.model.cables.stop_watching()

    def submit(self) -> None:
        """On; or connect, or look again."""
        if self.model.facts.device is not None:
            self.passed.emit()
        elif self._view.by_cable:
            self._go_by_cable()
        elif self._view.by_itself:
            self._connect()
        else:
            self.try_again()

    def try_again(self) -> None:
        """Look, from fetching what needs the internet on."""
        if self._view.by_cable:
            self._go_by_cable(asks=False)
        else:
            self._start(connecting=self._may_join and self._view.by_itself)

    def secondary(self) -> None:
        """Set up the one that is there instead, or all that are plugged in; or open the system's settings."""
        if self.has_problem:
            self.action_requested.emit(Action.NEXT_DEVICE)
        elif self._view.by_cable:
            self._set_up_all()
        elif not self._settings.open():
            # Not the status line: what the job tells next would take its place.
            self._view.show_obstacle(self.tr("They do not open from here: look for them in this computer's own menu."))

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
        self._fetching = None
        self._is_prepared = False
        self._set_connecting(False)
        self._view.show_ways(True)
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

    def _go_by_cable(self, *, asks: bool = True) -> None:
        """Look at the chosen port; without one say what to do, and move there if the person `asks`."""
        choice, port = self._view.cables, self._view.cables.port
        if port is not None:
            self._start(connecting=False, port=port)
            return
        self.stop_job()
        self.show_content()
        self._view.start_over()
        self._show_way()
        cables = self.model.cables
        self.status.say(cable_sentence(cables.ports, cables.fresh))
        if asks and choice.has_choice:
            choice.setFocus()

    def _set_up_all(self) -> None:
        """The network is asked once for all of them; none is talked to before."""
        cables, facts = self.model.cables, self.model.facts.without_device()
        cables.several = cables.fresh
        route = Route(cables.several[0])
        self.run(
            self.tr("Setting up all of them..."),
            lambda services, _say, _cancel: route.take(services.session, facts),
            self._on_all_chosen,
        )

    def _on_all_chosen(self, facts: Facts) -> None:
        self.model.set_facts(facts)
        self.passed.emit()

    def _start(self, *, connecting: bool, port: UsbPort | None = None) -> None:
        self._view.start_over()
        self._settings.obstacle = self.model.device_read = None
        self._is_prepared = False
        self.model.cables.several = ()
        self._set_connecting(connecting)
        # A copy: what an earlier look still tells is told apart by it.
        facts = self._fetching = replace(self.model.facts)
        mode = JoinMode.AUTO if connecting else self._mode if self._mode is JoinMode.NONE else JoinMode.MANUAL
        route = Route(port, mode, self._photons.ssid, self._adapters.name)

        soon = self.model.runner.call_soon
        self.run(
            self.tr("Asking the cloud for what the setup needs...") if asks_cloud(facts) else self._looking(),
            lambda services, say, cancel: route.look(
                services.session,
                facts,
                say,
                cancel,
                prepared=lambda prepared: soon(lambda: self._on_prepared(facts, prepared)),
                read=lambda device_id: soon(lambda: self._on_read(device_id)),
            ),
            self._on_joined,
            self._on_news,
        )
        self._show_way()

    def _on_prepared(self, facts: Facts, prepared: Facts) -> None:
        """Kept, whatever becomes of this look for the Photon; an earlier look may have been kept meanwhile."""
        is_meant = self._fetching is facts
        if is_meant or self.model.facts == facts:
            self.model.set_facts(prepared)
        if is_meant:
            self._fetching = None
            self._is_prepared = True
            self.status.change(self._looking())
            self._show_buttons()

    def _on_read(self, device_id: DeviceId | None) -> None:
        """Kept, should the cloud refuse it."""
        self.model.device_read = device_id

    def _looking(self) -> str:
        cables = self.model.cables
        if self._view.by_cable and not cables.ports:
            return cable_sentence(cables.ports, cables.fresh)
        return looking_sentence(self.model.facts, by_cable=self._view.by_cable, connecting=self._connecting)

    def _set_connecting(self, connecting: bool) -> None:
        if connecting != self._connecting:
            self._connecting = connecting
            self._show_buttons()

    def _show_buttons(self) -> None:
        self.completeChanged.emit()
        self.footer_changed.emit()

    def _secondary_text(self) -> str:
        if self._view.by_cable:
            return self.tr("Set up all of them") if len(self.model.cables.fresh) > 1 else ""
        if self._mode is JoinMode.NONE or self.model.facts.device is not None:
            return ""
        return self._settings.text(by_hand=self._ways.way is Way.BY_HAND)

    @staticmethod
    def _way_over_wifi() -> Way:
        """What the person chose the last time."""
        return Way.BY_HAND if joins_by_hand() else Way.FOR_ME

    def _on_way_chosen(self) -> None:
        """The person chose: the next run begins with that, but for a cable."""
        was_by_cable = self.model.facts.cable is not None or bool(self.model.cables.wanted)
        self.model.cables.wanted = self._view.by_cable
        if not self._view.by_cable:
            remember_by_hand(self._ways.way is Way.BY_HAND)
        if self._view.by_cable or was_by_cable:
            self.stop_job()
            self.model.come_back()
            self.model.set_facts(self.model.facts.without_device())
            self.try_again()
        elif self._ways.way is Way.FOR_ME:
            self._show_way()
        elif self._connecting:
            self.stop_instead_of_leaving()
        else:
            self._leave_to_person()

    def _leave_to_person(self) -> None:
        self.model.set_join(JoinMode.MANUAL)
        self._show_way()

    def _show_way(self) -> None:
        self.header.set_sentence(
            self.tr("It is set up through the cable.")
            if self._view.by_cable
            else self.tr("It makes a Wi-Fi network of its own for the setup.")
        )
        self._view.show_way(asks_permission=self._settings.asks_permission and not self._may_join)
        self._show_buttons()

    def _prefers_cable(self) -> bool:
        """Whether the cable is what the person wants, or the only way there is."""
        cables, problem = self.model.cables, self.model.wifi_problem
        if cables.wanted is not None or self._mode is JoinMode.NONE:
            return bool(cables.wanted)
        return problem is not None and problem.reason is Reason.NO_WIFI_ADAPTER and bool(cables.fresh)

    def _take_only_way(self) -> None:
        if self._prefers_cable() and not self._view.by_cable and self.model.facts.device is None:
            self._view.choose_quietly(Way.BY_CABLE)
            self.try_again()

    def _show_cables(self) -> None:
        self._view.show_cables(self.model.cables.ports, self.model.cables.fresh)

    def _on_cables_changed(self) -> None:
        if not self.isVisible():
            return
        self._show_cables()
        self._take_only_way()
        if self._view.by_cable and self.busy:
            self.status.change(self._looking())
        elif self._view.by_cable and not self.has_problem and self.model.facts.device is None:
            self._go_by_cable(asks=False)
        self._show_way()

    def _on_adapters_changed(self) -> None:
        if self.isVisible():
            self._show_adapters()

    def _show_adapters(self) -> None:
        """What is known of this computer's Wi-Fi before anybody has pressed Connect."""
        self._adapters.show_adapters(self.model.adapters)
        self._take_only_way()
        problem = self.model.wifi_problem
        if problem is not None and self.model.facts.device is None and not self._view.by_cable:
            self._show_obstacle(problem.reason)
        self._show_way()

    def _on_joined(self, facts: Facts) -> None:
        self._set_connecting(False)
        self.model.set_facts(facts)
        found = earlier_sentence() if facts.sent is not None and facts.resumed else self.tr("Your Photon answers.")
        self.status.say(found)
        self.model.add_line(found)
        announce(self, found)
        self.passed.emit()

    def _on_news(self, news: News) -> None:
        """What is happening now; on the way to a second visit, what the person may have to do for it."""
        if isinstance(news, CannotJoin):
            self.model.add_line(str(news))
            self._show_obstacle(news.reason)
            return
        if news is Milestone.DEVICE_READ:
            self._view.show_first_visit()
        if news is Ask.JOIN_PHOTON:
            self._set_connecting(False)
        # Until the way leads to the Photon again, whatever tells how to get there would contradict.
        self._view.show_ways(news is not Ask.LEAVE_PHOTON)
        sentence = news_sentence(news, was_there=self._view.was_there)
        if news is Ask.HOLD_SETUP:
            self._view.ask_for_button(sentence)
        is_told_by_page = news is Ask.JOIN_PHOTON and not self._view.was_there
        self.status.change(self._looking() if is_told_by_page else sentence)
        self.model.add_line(sentence)

    def _show_obstacle(self, reason: Reason) -> None:
        """Why this computer is not at the Photon, and the way on."""
        self._settings.obstacle = reason
        self._view.show_obstacle(translated_words(reason, self.model.facts).message)
        if reason in BETTER_BY_CABLE:
            self._view.offer_cable()
        if reason is Reason.SEVERAL_PHOTONS:
            self.model.run_beside(_photons, done=self._offer, failed=lambda exc: self.model.add_line(str(exc)))
        elif reason in _BY_HAND_INSTEAD:
            self._view.choose_quietly(Way.BY_HAND)
            self._leave_to_person()
        self._show_buttons()

    def _offer(self, photons: tuple[VisibleNetwork, ...]) -> None:
        self._photons.show_photons(photons)
        self._photons.setFocus()


def _photons(services: Services, cancel: Cancel) -> tuple[VisibleNetwork, ...]:
    host = services.session.host
    return host.photons(cancel) if host is not None else ()
