"""The password of the chosen network, and handing all of it to the Photon: after this there is no way back."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.core.wifi import SecurityKind
from setup_wizard.ui.cable_words import port_title
from setup_wizard.ui.look.fonts import Role
from setup_wizard.ui.model import SetupModel
from setup_wizard.ui.pages.enterprise import EnterpriseForm
from setup_wizard.ui.pages.join_words import news_sentence
from setup_wizard.ui.pages.page import Footer, StepPage
from setup_wizard.ui.product_words import product_name
from setup_wizard.ui.side_by_side_dialog import SideBySideDialog
from setup_wizard.ui.signal_words import bars, security_word, signal_word
from setup_wizard.ui.ways_out import Action
from setup_wizard.ui.widgets.announce import announce
from setup_wizard.ui.widgets.bars_view import BarsView
from setup_wizard.ui.widgets.buttons import Button, Size
from setup_wizard.ui.widgets.check_box import CheckBox
from setup_wizard.ui.widgets.fact_table import Fact, FactTable
from setup_wizard.ui.widgets.fields import PasswordField
from setup_wizard.ui.widgets.note import Note, Tone
from setup_wizard.ui.widgets.text import Text, isolated
from setup_wizard.ui.words import translated_words
from setup_wizard.workflow.facts import ChosenNetwork, Facts
from setup_wizard.workflow.news import CannotJoin, Milestone, News
from setup_wizard.workflow.send import NetworkSecrets, credentials_for, send_network
from setup_wizard.workflow.side_by_side import Unit
from setup_wizard.workflow.step import Step


class PasswordPage(StepPage):
    """The commit page: one field, or the enterprise form, and what happens next."""

    step = Step.PASSWORD

    def __init__(self, model: SetupModel) -> None:
        super().__init__(model)
        self.setCommitPage(True)
        self._shown_network: ChosenNetwork | None = None
        self._name = Text(role=Role.STRONG)
        self._kind = Text(role=Role.SECONDARY)
        self._bars = BarsView()
        self._password = PasswordField("wifi_password", self.tr("Wi-Fi password"))
        self._password.submitted.connect(self.submit)
        self._enterprise = EnterpriseForm()
        self._enterprise.submitted.connect(self.submit)
        self._keep = CheckBox("keep_for_next", self.tr("Remember it for the next device"))
        model.signed_out.connect(lambda: self._keep.setChecked(False))
        self._facts = FactTable("what_happens_next", self.tr("What happens next"))
        self._obstacle = Note("", Tone.WARN)
        self._obstacle.setObjectName("obstacle")
        self._obstacle.hide()
        self._lay_out()

    def footer(self) -> Footer:
        """The verb of the commit."""
        several = len(self.model.cables.several)
        verb = self.tr("Connect %1 Photons").replace("%1", str(several)) if several else self.tr("Connect Photon")
        return Footer(primary="" if self.has_problem else verb, leave=self.tr("Stop setup"))

    def enter(self) -> None:
        """Fill in the network, and the password if it was typed for this one before."""
        self.show_content()
        self._obstacle.hide()
        network = self.model.facts.network
        if network is None:
            return
        word = security_word(network.security.kind)
        self._name.setText(network.name)
        strength = signal_word(network.rssi_dbm) if network.rssi_dbm is not None else ""
        self._kind.setText(f"{strength[0].upper()}{strength[1:]} · {word}" if strength else word)
        self._bars.setVisible(bool(strength))
        self._bars.set_bars(bars(network.rssi_dbm) if network.rssi_dbm is not None else 0)
        self._show_fields(network)
        if self._shown_network is None or self._shown_network.ssid != network.ssid:
            self._fill_in(network)
        self._shown_network = network
        self._facts.set_facts(self._what_happens_next(network))

    def submit(self) -> None:
        """Send everything, or say what is missing."""
        network = self.model.facts.network
        if self.busy or network is None:
            return
        secrets = self._typed(network.security.kind)
        if secrets is None:
            return
        typed = self.model.typed
        typed.ssid, typed.wifi_password, typed.enterprise = network.ssid, secrets.password, secrets.enterprise
        typed.keep_for_next = self._keep.isChecked()
        if self.model.cables.several:
            self.run(
                self.tr("Checking the password..."),
                lambda services, _say, _cancel: services.session.photon.check(credentials_for(network, secrets)),
                lambda _nothing: self._set_up_all(secrets),
            )
            return
        self._obstacle.hide()
        self.run(
            self.tr("Handing the network to your Photon..."),
            lambda services, say, cancel: send_network(services.session, self.model.facts, secrets, say, cancel),
            self._on_sent,
            self._on_news,
            usually=self.tr("can take a minute"),
        )

    def edit(self) -> None:
        """Back to the field, with what was typed."""
        self.show_content()
        self.focus_first()

    def show_problem(self, error: SetupError) -> None:
        """It says by itself what was in the way."""
        self._obstacle.hide()
        super().show_problem(error)

    def explain(self, error: SetupError) -> bool:
        """A password of an impossible length belongs under its field; a security not found out, to the name."""
        network = self.model.facts.network
        if network is not None and _needs_security(network, error.reason):
            self._ask_security(network)
            return True
        if error.reason is not Reason.PASSWORD_LENGTH:
            return False
        field = self._password if self._password.isVisibleTo(self) else self._enterprise.password
        field.show_error(self._length())
        field.setFocus()
        return True

    def focus_first(self) -> None:
        """The field; without one, the title."""
        if self._password.isVisibleTo(self):
            self._password.setFocus()
        elif self._enterprise.isVisibleTo(self):
            self._enterprise.focus_first()
        else:
            self.header.focus_title()

    def leave(self) -> None:
        """The fields are emptied; what may be wanted back is kept by the model."""
        self._password.set_text("")
        self._enterprise.clear_secrets()
        self._shown_network = None

    def _ask_security(self, network: ChosenNetwork) -> None:
        self.model.typed.unseen = network.ssid
        self.action_requested.emit(Action.CHANGE_NETWORK)

    def _set_up_all(self, secrets: NetworkSecrets) -> None:
        dialog = SideBySideDialog(self.window(), self.model, self.model.cables.several, secrets)
        dialog.closed.connect(self._on_all_ended)
        dialog.open()

    def _on_all_ended(self, units: tuple[Unit, ...]) -> None:
        """On with those that worked; where none did, it is asked for what they missed."""
        worked = [unit.facts for unit in units if unit.reason is not None and unit.reason.is_success]
        network = self.model.facts.network
        if worked:
            self.model.cables.results = units
            self._on_sent(worked[0])
        elif network is not None and any(_needs_security(network, unit.reason) for unit in units):
            self._ask_security(network)

    def _typed(self, kind: SecurityKind) -> NetworkSecrets | None:
        if kind is SecurityKind.OPEN:
            return NetworkSecrets()
        if kind.is_enterprise:
            return self._enterprise.typed()
        if not self._password.text:
            self._password.show_error(self.tr("Type the password of this network."))
            self._password.setFocus()
            return None
        return NetworkSecrets(Secret(self._password.text))

    def _fill_in(self, network: ChosenNetwork) -> None:
        """What was typed for this network before; until something was, what the environment gave."""
        typed, password, enterprise = self.model.typed, None, None
        if typed.ssid == network.ssid:
            password, enterprise = typed.wifi_password, typed.enterprise
        elif typed.ssid is None and self.model.options.ssid in (None, network.ssid):
            password, enterprise = self.model.given.wifi_password, typed.enterprise
        self._password.set_text(password.reveal() if password else "")
        self._enterprise.fill_in(enterprise, password)

    def _show_fields(self, network: ChosenNetwork) -> None:
        kind = network.security.kind
        self._enterprise.setVisible(kind.is_enterprise)
        self._password.setVisible(not kind.is_enterprise and kind is not SecurityKind.OPEN)
        self._keep.setVisible(kind is not SecurityKind.OPEN)
        if self.model.facts.cable is not None:
            way = self.tr("It goes through the cable and nowhere else.")
        else:
            way = self.tr("It is encrypted before it leaves this computer.")
        self._password.set_hint(f"{self._length()} {way}")
        title = self.tr("Connect to %1") if kind is SecurityKind.OPEN else self.tr("Enter the password for %1")
        if kind.is_enterprise:
            title = self.tr("Enter your sign-in for %1")
        self.set_header(title.replace("%1", isolated(network.name)))

    def _length(self) -> str:
        network = self.model.facts.network
        if network is not None and network.security.kind is SecurityKind.WEP:
            return self.tr("5 or 13 characters, or 10 or 26 digits and letters from A to F.")
        return self.tr("8 to 63 characters.")

    def _what_happens_next(self, network: ChosenNetwork) -> list[Fact]:
        facts = self.model.facts
        rows = [Fact(self.tr("Photon"), facts.device.device_id, fixed=True)] if facts.device else []
        if several := self.model.cables.several:
            rows = [Fact(self.tr("Photons"), ", ".join(port_title(port) for port in several))]
        rows.append(Fact(self.tr("Joins"), network.name))
        if facts.claims:
            rows.append(Fact(self.tr("Belongs to"), facts.owner or self.tr("your account")))
        if facts.in_product and facts.product is not None:
            rows.append(Fact(self.tr("Product"), product_name(facts.product)))
        rows.append(Fact(self.tr("Takes"), self.tr("Usually under a minute. There is no way back after this.")))
        return rows

    def _on_news(self, news: News) -> None:
        """What is happening; with a claim code that has grown old it is to the cloud and back, maybe by hand."""
        if news is Milestone.NETWORK_SENT:
            self.model.add_line(self.tr("The network is stored on the Photon."))
        elif isinstance(news, CannotJoin):
            self.model.add_line(str(news))
            sentence = translated_words(news.reason, self.model.facts).message
            self._obstacle.show_text(sentence, Tone.WARN)
            self._obstacle.show()
            announce(self, sentence)
        else:
            sentence = news_sentence(news, was_there=True)
            self.status.change(sentence)
            self.model.add_line(sentence)

    def _on_sent(self, facts: Facts) -> None:
        self.model.set_facts(facts)
        self.passed.emit()

    def _lay_out(self) -> None:
        change = Button("change_network", self.tr("Change"), size=Size.SMALL)
        change.clicked.connect(lambda: self.action_requested.emit(Action.CHANGE_NETWORK))
        names = QVBoxLayout()
        names.setSpacing(1)
        names.addWidget(self._name)
        names.addWidget(self._kind)
        card = QFrame()
        card.setProperty("kind", "strip")
        cells = QHBoxLayout(card)
        cells.setContentsMargins(16, 10, 12, 10)
        cells.setSpacing(14)
        cells.addWidget(self._bars)
        cells.addLayout(names, 1)
        cells.addWidget(change)
        self.lines.addWidget(card)
        self.lines.addSpacing(20)
        self.lines.addWidget(self._password)
        self.lines.addWidget(self._enterprise)
        self.lines.addSpacing(10)
        self.lines.addWidget(self._keep)
        self.lines.addSpacing(20)
        self.lines.addWidget(self._facts)
        self.lines.addStretch(1)
        self.pinned.addWidget(self._obstacle)


def _needs_security(network: ChosenNetwork, reason: Reason | None) -> bool:
    """Whether the Photon was to find the security out, and asked for it."""
    asked = reason in (Reason.NETWORK_NOT_SEEN, Reason.ENTERPRISE_INCOMPLETE)
    return asked and network.security.kind is SecurityKind.UNKNOWN
