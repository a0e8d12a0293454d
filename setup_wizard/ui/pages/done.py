"""It worked, and what can be done with it now: name it, see it blink, set up the next one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.light import ONLINE
from setup_wizard.ui.cable_words import outcome, port_title
from setup_wizard.ui.diagnostics import diagnostics
from setup_wizard.ui.model import SetupModel
from setup_wizard.ui.pages.page import Footer, StepPage
from setup_wizard.ui.pages.restored import RestoredView
from setup_wizard.ui.pages.try_it import TryIt, ask_device
from setup_wizard.ui.product_words import product_name
from setup_wizard.ui.restore_words import restored_word
from setup_wizard.ui.signal_words import signal_word
from setup_wizard.ui.ways_out import Action
from setup_wizard.ui.widgets.fact_table import Fact, FactTable
from setup_wizard.ui.widgets.fields import Field
from setup_wizard.ui.widgets.hero import Hero, HeroSplit
from setup_wizard.ui.widgets.text import isolated
from setup_wizard.ui.words import translated_words
from setup_wizard.workflow.facts import Facts
from setup_wizard.workflow.finish import blink, name_device
from setup_wizard.workflow.step import Step


class DonePage(StepPage):
    """The result with its proof."""

    step = Step.DONE

    def __init__(self, model: SetupModel) -> None:
        super().__init__(model)
        self._tried_name = ""
        self._saving = False
        self._go_on: Callable[[], None] | None = None
        self._hero = Hero(self.tr("Photon"), 118)
        self._name = Field("device_name", self.tr("Name"), self.tr("Saved as you leave the field."))
        self._name.left.connect(self._save_name)
        self._table = FactTable("result")
        self._try_it = TryIt()
        self._try_it.blink_clicked.connect(self._blink)
        self._try_it.ask_clicked.connect(self._ask)
        side = QWidget()
        rows = QVBoxLayout(side)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._name)
        rows.addSpacing(16)
        rows.addWidget(self._table)
        rows.addSpacing(20)
        rows.addWidget(self._try_it)
        rows.addStretch(1)
        self._set_up = HeroSplit(self._hero, side, 24)
        self._restored = RestoredView()
        self._restored.next_customer_clicked.connect(lambda: self.action_requested.emit(Action.NEXT_CUSTOMER))
        self.lines.addWidget(self._set_up, 1)
        self.lines.addWidget(self._restored, 1)

    def footer(self) -> Footer:
        """The next one is as close as the end."""
        restored = self.model.facts.proven is Reason.RESTORED
        return Footer(
            primary=self.tr("Finish"),
            leave=self.tr("Copy details"),
            secondary=self.tr("Restore another") if restored else self.tr("Set up another"),
            back=False,
        )

    def enter(self) -> None:
        """Say what was proven."""
        facts = self.model.facts
        words = translated_words(facts.proven or Reason.CLAIM_NOT_CONFIRMED, facts)
        report = self.model.report if facts.proven is Reason.RESTORED else None
        self._set_up.setVisible(report is None)
        self._restored.setVisible(report is not None)
        # A name that is not asked for is not saved either.
        self._tried_name = ""
        self._name.set_text(facts.device_name)
        if report is not None and facts.expected_device_id is not None:
            title = restored_word(report.after or report.before)
            self.set_header(title, self.tr("This is how the cloud shows it now."))
            self._restored.show_report(facts.expected_device_id, report)
            return
        several = self.model.cables.results
        if several:
            self.set_header(self._how_many(), self.tr("The light of each that is set up breathes cyan."))
        else:
            self.set_header(words.happened.rstrip("."), self._told_beside() or words.why or words.todo)
        online = facts.proven is not Reason.LEFT_SETUP_MODE
        self._hero.set_light(ONLINE, self.tr("Online") if online else self.tr("What it should look like"))
        ours = facts.proven is Reason.CLAIMED and not several
        self._name.setVisible(ours)
        self._try_it.setVisible(ours)
        self._try_it.clear()
        self._table.set_facts(self._facts())

    def stop_instead_of_leaving(self) -> bool:
        """The third button copies here: there is nothing left to stop."""
        QGuiApplication.clipboard().setText(diagnostics(self.model))
        self.status.say(self.tr("The details are copied."))
        return True

    def isComplete(self) -> bool:
        """Naming and blinking keep nobody from going on."""
        return True

    def submit(self) -> None:
        """The end, once the name is saved."""
        self._once_saved(self.passed.emit)

    def secondary(self) -> None:
        """The next Photon, once the name of this one is saved."""
        self._once_saved(lambda: self.action_requested.emit(Action.NEXT_DEVICE))

    def explain(self, error: SetupError) -> bool:
        """A name or a blink that did not work does not unmake the setup; pressing the button again goes on."""
        self._go_on = None
        if error.reason is Reason.TOKEN_EXPIRED:
            self.status.say(self.tr("Your sign-in has ended, so this cannot be done any more. The Photon is set up."))
        else:
            self.status.say(translated_words(error.reason, self.model.facts).message)
        return True

    def _told_beside(self) -> str:
        """What matters more than the usual sentence; empty for nothing."""
        facts = self.model.facts
        if facts.resumed and facts.device is not None:
            return self.tr(
                "The setup of %1, which was interrupted, has finished. If another one blinks blue, set it up next."
            ).replace("%1", isolated(f"...{facts.device.device_id[-4:]}"))
        if facts.proven is Reason.LEFT_SETUP_MODE and facts.signed_in and facts.check_online:
            return self.tr("It is not in the account that is signed in, so the cloud does not tell if it is online.")
        return ""

    def _how_many(self) -> str:
        results = self.model.cables.results
        worked = sum(unit.reason is not None and unit.reason.is_success for unit in results)
        return self.tr("Set up: %1 of %2 Photons").replace("%2", str(len(results))).replace("%1", str(worked))

    def _facts(self) -> list[Fact]:
        facts = self.model.facts
        rows = []
        if facts.device is not None:
            rows.append(Fact(self.tr("Device ID"), facts.device.device_id, fixed=True))
        if facts.device is not None and facts.device.mac_address:
            rows.append(Fact(self.tr("MAC address"), facts.device.mac_address, fixed=True))
        if self.model.cables.results:
            rows = [Fact(port_title(unit.port), outcome(unit)) for unit in self.model.cables.results]
        if facts.network is not None:
            name, rssi_dbm = facts.network.name, facts.network.rssi_dbm
            rows.append(Fact(self.tr("Network"), f"{name}, {signal_word(rssi_dbm)}" if rssi_dbm is not None else name))
        if facts.in_product and facts.product is not None:
            rows.append(Fact(self.tr("Product"), product_name(facts.product)))
        if facts.proven is Reason.CLAIMED:
            rows.append(Fact(self.tr("Owner"), facts.owner or self.tr("your account")))
        elif facts.in_product:
            rows.append(Fact(self.tr("Owner"), self.tr("nobody yet")))
        return rows

    def _save_name(self) -> None:
        """In place of a running blink; a name that was refused is not tried twice."""
        name = self._name.text.strip()
        if not name or name in (self.model.facts.device_name, self._tried_name):
            return
        self._tried_name, self._saving, self._go_on = name, True, None
        self.run(
            self.tr("Saving the name..."),
            lambda services, _say, cancel: name_device(services.session, self.model.facts, name, cancel),
            self._on_named,
        )

    def _on_named(self, facts: Facts) -> None:
        self.model.set_facts(facts)
        self.status.say(self.tr("The name is saved."))
        if self._go_on is not None:
            self._go_on()

    def _once_saved(self, go_on: Callable[[], None]) -> None:
        self._save_name()
        if self.busy and self._saving:
            self._go_on = go_on
        else:
            go_on()

    def _blink(self) -> None:
        if not self.busy:
            self._saving = False
            self.run(
                self.tr("Look at your Photon: its light shows a rainbow."),
                lambda services, _say, cancel: blink(services.session, self.model.facts, cancel),
                lambda _nothing: None,
            )

    def _ask(self) -> None:
        if not self.busy:
            self._saving = False
            self.run(
                self.tr("Asking your Photon..."),
                lambda services, _say, cancel: ask_device(services.session, self.model.facts, cancel),
                self._try_it.show_told,
            )
