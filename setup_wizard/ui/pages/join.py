"""Getting this computer onto the Photon's own network; notices by itself when it is there, and goes on."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from setup_wizard.core.light import LISTENING
from setup_wizard.ui.model import SetupModel
from setup_wizard.ui.pages.page import Footer, StepPage
from setup_wizard.ui.widgets.announce import announce
from setup_wizard.ui.widgets.hero import Hero, HeroSplit
from setup_wizard.ui.widgets.note import Note
from setup_wizard.ui.widgets.text import Text
from setup_wizard.ui.widgets.wifi_menu import WifiMenuPicture
from setup_wizard.workflow.facts import Facts
from setup_wizard.workflow.flow import Step
from setup_wizard.workflow.join import join_photon
from setup_wizard.workflow.news import Ask, News


class JoinPage(StepPage):
    """What to do on this computer and on the Photon, while the Photon is looked for."""

    step = Step.JOIN

    def __init__(self, model: SetupModel) -> None:
        super().__init__(model)
        self.set_header(
            self.tr("Connect to your Photon"), self.tr("It makes a Wi-Fi network of its own for the setup.")
        )
        hero = Hero(self.tr("Photon"), 118)
        hero.set_light(LISTENING, self.tr("Ready for setup"))
        prefix = model.options.prefix
        steps = QWidget()
        rows = QVBoxLayout(steps)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(12)
        how = self.tr("Open the Wi-Fi menu of this computer and choose the network that starts with %1. No password.")
        sentence = Text(how.replace("%1", f"<b>{escape(prefix)}-</b>"))
        sentence.setTextFormat(Qt.TextFormat.RichText)
        rows.addWidget(sentence)
        rows.addWidget(WifiMenuPicture(f"{prefix}-7QK2", [self.tr("Home"), self.tr("Café at the market")]))
        rows.addWidget(Note(self.tr("Stay there, even without internet. This program notices by itself.")))
        rows.addWidget(Note(self.tr("Light not blinking blue? Hold SETUP for 3 seconds, until it does."), plain=True))
        rows.addStretch(1)
        self.lines.addWidget(HeroSplit(hero, steps), 1)

    def footer(self) -> Footer:
        """Nothing to press while it looks; else a way on for who stopped it, or came back here."""
        found = self.model.facts.device is not None
        verb = self.tr("Continue") if found else self.tr("Look for the Photon")
        return Footer(primary="" if self.busy or self.has_problem else verb, leave=self.tr("Stop setup"))

    def enter(self) -> None:
        """Start looking at once."""
        self.try_again()

    def submit(self) -> None:
        """On, or look again."""
        if self.model.facts.device is not None:
            self.passed.emit()
        else:
            self.try_again()

    def try_again(self) -> None:
        """Look, from fetching what needs the internet on."""
        self.run(
            self.tr("Looking for your Photon..."),
            lambda services, say, cancel: join_photon(services.session, self.model.facts, say, cancel),
            self._on_joined,
            self._on_news,
        )

    def _on_joined(self, facts: Facts) -> None:
        self.model.set_facts(facts)
        found = self.tr("Your Photon answers.")
        self.status.say(found)
        self.model.add_line(found)
        announce(self, found)
        self.passed.emit()

    def _on_news(self, news: News) -> None:
        if news is Ask.LEAVE_PHOTON:
            sentence = self.tr("Go back to the Wi-Fi with internet for a moment: the cloud has to be asked first.")
            self.status.change(sentence)
        else:
            sentence = self.tr("Waiting for this computer to join the Photon's network.")
        self.model.add_line(sentence)
