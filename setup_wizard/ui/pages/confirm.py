"""Watching until the cloud proves it: a live checklist, the light to compare, and every way on when it does not."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.light import JOINING_WIFI, LISTENING, ONLINE, REACHING_CLOUD
from setup_wizard.ui.diagnostics import diagnostics
from setup_wizard.ui.model import SetupModel
from setup_wizard.ui.pages.join_words import earlier_sentence
from setup_wizard.ui.pages.page import Footer, StepPage
from setup_wizard.ui.ways_out import Action
from setup_wizard.ui.widgets.checklist import CheckItem, Checklist, CheckState
from setup_wizard.ui.widgets.detail_log import DetailLog
from setup_wizard.ui.widgets.hero import Hero, HeroSplit
from setup_wizard.ui.widgets.text import isolated
from setup_wizard.workflow.access import asks_cloud
from setup_wizard.workflow.confirm import confirm
from setup_wizard.workflow.facts import Facts
from setup_wizard.workflow.news import Ask, CannotJoin, Milestone, News
from setup_wizard.workflow.step import Step


class ConfirmPage(StepPage):
    """Starts watching when it is reached; leaving it only stops the watching, the Photon goes on by itself."""

    step = Step.CONFIRM

    def __init__(self, model: SetupModel) -> None:
        super().__init__(model)
        self._reached: set[News] = set()
        self._hero = Hero(self.tr("Photon"), 110)
        self._checklist = Checklist()
        self._details = DetailLog()
        self._details.copy_requested.connect(self._copy)
        model.line_added.connect(self._details.add_line)
        checks = QWidget()
        rows = QVBoxLayout(checks)
        rows.setContentsMargins(0, 8, 0, 0)
        rows.addWidget(self._checklist)
        rows.addStretch(1)
        self.lines.addWidget(HeroSplit(self._hero, checks, 28), 1)
        self.pinned.addWidget(self._details)

    def footer(self) -> Footer:
        """No way back: the Photon has everything. One that does not come online may be put aside."""
        leave = self.tr("Stop watching") if self.busy else self.tr("Quit")
        another = self.tr("Set up another") if self.has_problem else ""
        return Footer(primary="", leave=leave, secondary=another, back=False)

    def secondary(self) -> None:
        """The next Photon, whatever becomes of this one."""
        self.action_requested.emit(Action.NEXT_DEVICE)

    def enter(self) -> None:
        """Watch from the beginning."""
        self._reached = set()
        self.try_again()

    def try_again(self) -> None:
        """Keep watching: what was reached before stays reached."""
        self._reached -= {Milestone.BACK_IN_SETUP_MODE}
        self.set_header(
            self.tr("Connecting your Photon"),
            earlier_sentence()
            if self.model.facts.resumed
            else self.tr("Keep it plugged in. The light should look like the picture."),
        )
        self._show_reached()
        timing = self.model.timing
        self.run(
            self._sentence(),
            lambda services, say, cancel: confirm(services.session, self.model.facts, say, cancel, timing),
            self._on_proven,
            self._on_news,
            usually=self.tr("usually under a minute"),
            spinner=False,
        )

    def stop_instead_of_leaving(self) -> bool:
        """The first press stops the watching, and says what that means."""
        if not self.busy:
            return False
        self.interrupt()
        return True

    def interrupt(self) -> None:
        """Stop watching; there is nothing to see on this page without it."""
        self.stop_job()
        self.show_problem(SetupError(Reason.CANCELLED))

    def show_problem(self, error: SetupError) -> None:
        """With what had been reached on one line above it."""
        if error.reason is Reason.DID_NOT_JOIN:
            self.header.set_sentence(
                self.tr("The Photon is back in setup mode and waits for you.")
                if self._by_cable
                else self.tr("The Photon is back at its own network and waits for you.")
            )
        elif error.reason is Reason.CANCELLED:
            self.header.set_sentence(self.tr("You stopped watching. The Photon goes on by itself."))
        else:
            self.header.set_sentence("")
        self.trouble.set_so_far(self._items(failed=error.reason is Reason.DID_NOT_JOIN))
        super().show_problem(error)

    def _on_news(self, news: News) -> None:
        if isinstance(news, CannotJoin):
            self.model.add_line(str(news))
            return
        self._reached.add(news)
        if news is Milestone.BACK_IN_SETUP_MODE:
            self._reached -= {Milestone.LEFT_SETUP_MODE}
        self.model.add_line(self._line(news))
        self._show_reached()
        self.status.change(self._sentence())

    def _on_proven(self, facts: Facts) -> None:
        self.model.set_facts(facts)
        self.passed.emit()

    def _show_reached(self) -> None:
        self._checklist.set_items(self._items(failed=False))
        reached = self._reached
        if Milestone.DEVICE_ONLINE in reached:
            self._hero.set_light(ONLINE, self.tr("Online"))
        elif Milestone.DEVICE_OURS in reached:
            self._hero.set_light(REACHING_CLOUD, self.tr("Reaching the cloud"))
        elif Milestone.BACK_IN_SETUP_MODE in reached:
            self._hero.set_light(LISTENING, self.tr("Back in setup mode"))
        else:
            self._hero.set_light(JOINING_WIFI, self.tr("Joining your Wi-Fi"))

    def _items(self, *, failed: bool) -> list[CheckItem]:
        """The checklist: what is reached is done, the first that is not is what is happening now."""
        facts, reached = self.model.facts, self._reached
        name = facts.network.name if facts.network else ""
        rows = [
            (self.tr("Password sent"), True, ""),
            (self._left(), Milestone.LEFT_SETUP_MODE in reached, ""),
        ]
        if failed:
            rows.append((self.tr("Joins %1").replace("%1", isolated(name)), False, ""))
            return [
                CheckItem(text, CheckState.DONE if text != rows[-1][0] else CheckState.FAILED)
                for text, _ok, _more in rows
            ]
        if not self._by_cable:
            come_back = self.tr("Go back to your own Wi-Fi if it does not by itself.")
            rows.append(
                (
                    self.tr("This computer is back online"),
                    Milestone.CLOUD_REACHED in reached,
                    come_back if Ask.LEAVE_PHOTON in reached else "",
                )
            )
        if asks_cloud(facts):
            rows.append(
                (
                    self.tr("Photon reaches the cloud"),
                    Milestone.DEVICE_ONLINE in reached,
                    self.tr("Waiting for its first message"),
                )
            )
        if facts.claims:
            rows.append((self._owned(), Milestone.DEVICE_OURS in reached, ""))
        now = next((index for index, (_text, done, _more) in enumerate(rows) if not done), len(rows))
        return [
            CheckItem(
                text,
                CheckState.DONE if done else CheckState.NOW if index == now else CheckState.WAITING,
                sentence if index == now else "",
            )
            for index, (text, done, sentence) in enumerate(rows)
        ]

    @property
    def _by_cable(self) -> bool:
        return self.model.facts.cable is not None

    def _left(self) -> str:
        return self.tr("Photon left setup mode") if self._by_cable else self.tr("Photon left its own network")

    def _owned(self) -> str:
        """Whose it shall be."""
        facts = self.model.facts
        if facts.in_product:
            return self.tr("Photon belongs to %1").replace("%1", isolated(facts.owner))
        return self.tr("Photon is yours")

    def _sentence(self) -> str:
        """What is true now, in one line."""
        facts = self.model.facts
        network = facts.network
        if Ask.JOIN_PHOTON in self._reached and Milestone.DEVICE_OURS not in self._reached:
            return self.tr("Light blinking blue? Join the Photon's Wi-Fi once more, so that this program can look.")
        if Milestone.BACK_IN_SETUP_MODE in self._reached:
            return self.tr("Your Photon answers in setup mode again. The cloud is asked once more.")
        if Ask.LEAVE_PHOTON in self._reached and Milestone.CLOUD_REACHED not in self._reached:
            return self.tr("Go back to your own Wi-Fi on this computer, so that the cloud can be asked.")
        if Milestone.DEVICE_OURS in self._reached:
            if facts.in_product:
                return self.tr("The product lists it. Waiting for it to come online.")
            return self.tr("It is in your account. Waiting for it to come online.")
        return self.tr("Your Photon is joining %1.").replace("%1", isolated(network.name if network else ""))

    def _line(self, news: News) -> str:
        lines: dict[News, str] = {
            Ask.JOIN_PHOTON: self.tr("The cloud has not seen it for a while."),
            Ask.LEAVE_PHOTON: self.tr(
                "The cloud cannot be reached: this computer seems to be on the Photon's network."
            ),
            Milestone.NETWORK_SENT: self.tr("The network is stored on the Photon."),
            Milestone.LEFT_SETUP_MODE: self.tr("The Photon left setup mode."),
            Milestone.BACK_IN_SETUP_MODE: self.tr("The Photon answers in setup mode again."),
            Milestone.CLOUD_REACHED: self.tr("The cloud answers."),
            Milestone.DEVICE_OURS: self.tr("The cloud lists it where it shall be."),
            Milestone.DEVICE_ONLINE: self.tr("The cloud has heard from it."),
        }
        return lines.get(news, "")

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(diagnostics(self.model))
        self._details.show_copied()
