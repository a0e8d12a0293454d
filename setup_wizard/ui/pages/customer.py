"""The customer who shall own the device: created or found, which is one action to the person."""

from __future__ import annotations

from typing import NamedTuple

from setup_wizard.core.account import Customer, OAuthClient, TokenKind, is_same_user
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.ui.keeping import given_or_kept_client, keep_client, kept_client
from setup_wizard.ui.model import Services, SetupModel
from setup_wizard.ui.pages.client_card import ClientQuestion, HeldClient, NewClientCard
from setup_wizard.ui.pages.form import complain
from setup_wizard.ui.pages.page import Footer, StepPage
from setup_wizard.ui.product_words import product_name
from setup_wizard.ui.settings import last_client_id, remember_client_id
from setup_wizard.ui.widgets.announce import announce
from setup_wizard.ui.widgets.fields import Field
from setup_wizard.ui.widgets.text import isolated
from setup_wizard.workflow.customer import create_client, use_customer
from setup_wizard.workflow.facts import Facts
from setup_wizard.workflow.step import Step


class KnownClient(NamedTuple):
    """The client that is held, if any, and whether its secret is in the keyring."""

    client: OAuthClient | None
    kept: bool


class UsedCustomer(NamedTuple):
    """Whose token is held now, and whether the customer was made for it."""

    facts: Facts
    created: bool
    asked_client_id: str
    """Of the client that was typed for it; empty where the one that was held would do."""


class CustomerPage(StepPage):
    """One field; and the product's client, where none is known yet."""

    step = Step.CUSTOMER

    def __init__(self, model: SetupModel) -> None:
        super().__init__(model)
        self._creating = False
        self._made_client_id = ""
        self._holds_only_copy = False
        self._asked_for = ""
        self._customer = Field(
            "customer",
            self.tr("Customer"),
            self.tr("An email address, or whatever your back end calls them. New ones are created."),
        )
        self._customer.submitted.connect(self.submit)
        self._question = ClientQuestion()
        self._question.form.submitted.connect(self.submit)
        self._question.create_clicked.connect(self._create_client)
        self._new_client = NewClientCard()
        self._new_client.copied.connect(self._forget_only_copy)
        self._held = HeldClient()
        self._held.another_clicked.connect(self._use_another_client)
        for widget in (self._customer, self._held, self._question, self._new_client):
            self.lines.addWidget(widget)
        self.lines.setSpacing(20)
        self.lines.addStretch(1)
        self._show_client(KnownClient(None, kept=False))
        self._question.hide()
        model.signed_out.connect(self._on_signed_out)

    @property
    def holds_only_copy(self) -> bool:
        """Whether a client was made whose secret is nowhere but in this window."""
        return self._holds_only_copy

    def footer(self) -> Footer:
        """Creating and finding are one verb; a client that is being made must not be lost."""
        verb = "" if self.has_problem else self.tr("Continue")
        return Footer(primary=verb, leave=self.tr("Stop setup"), back=not self._creating)

    def enter(self) -> None:
        """The customer before this one stays in the field, so that typing replaces it."""
        facts = self.model.facts
        name = product_name(facts.product) if facts.product else ""
        self.set_header(
            self.tr("Who will own it?"),
            self.tr("A customer of %1. The Photon is claimed for them.").replace("%1", isolated(name)),
        )
        report = self.model.report
        taken_from = report.before.owner if report is not None and facts.expected_device_id is not None else ""
        if taken_from and is_same_user(self._customer.text, taken_from):
            self._customer.set_text("")
        named = self.model.options.customer or ""
        if not self._customer.text and not is_same_user(named, taken_from):
            self._customer.set_text(named)
        self._question.offer_to_create(facts.token_kind is TokenKind.DEVELOPER)
        self._look_for_client()

    def come_back(self) -> None:
        """The client may be another one by now."""
        self._look_for_client()

    def try_again(self) -> None:
        """Once more, with what is in the fields."""
        self.show_content()
        self.submit()

    def edit(self) -> None:
        """Back to the form, with what was typed; most likely it is the client that has to be another one."""
        self.show_content()
        self._ask_for_client()
        self.focus_first()

    def submit(self) -> None:
        """Create or find the customer, with the client that is typed or held."""
        if self.busy:
            return
        customer = self._customer.text.strip()
        if not customer:
            complain(self._customer, self.tr("Type who the customer is."))
            return
        form, keep = self._question.form, self._question.keep.isChecked()
        asks = self._question.isVisibleTo(self)
        if asks and not form.is_complete():
            return
        client_id, secret = form.client_id, form.secret

        def work(services: Services, _say: object, cancel: Cancel) -> UsedCustomer:
            session, created = services.session, False
            before = session.client
            if asks:
                session.client = given_or_kept_client(services, client_id, secret)

            def told(held: Customer) -> None:
                nonlocal created
                created = held.created

            try:
                facts = use_customer(session, self.model.facts, customer, cancel, told)
            except SetupError:
                session.client = before
                raise
            if asks and keep and session.client is not None:
                keep_client(services, session.client)
            return UsedCustomer(facts, created, client_id if asks else "")

        self.run(self.tr("Looking for the customer..."), work, self._on_used)

    def explain(self, error: SetupError) -> bool:
        """What is wrong with the client is said under its field, also where it was a kept one."""
        self._creating = False
        self.footer_changed.emit()
        form = self._question.form
        sentences = {
            Reason.SIGN_IN_REFUSED: form.refused(),
            Reason.WRONG_TOKEN_KIND: self.tr(
                "This client cannot make customers. Use a two-legged one made in the product itself."
            ),
        }
        if error.reason not in sentences:
            return False
        self._ask_for_client()
        complain(form.secret_field, sentences[error.reason])
        return True

    def stop_job(self) -> None:
        """A client whose secret is shown only once is waited for."""
        if not self._creating:
            super().stop_job()

    def leave(self) -> None:
        """Nothing secret stays in the fields."""
        self._question.form.forget_secrets()
        self._new_client.forget_secret()

    def focus_first(self) -> None:
        """The customer, all of it, so that the next one's replaces it."""
        self._customer.setFocus()
        self._customer.line.selectAll()

    def _look_for_client(self) -> None:
        self._creating = False
        facts = self.model.facts
        ref = facts.product.ref if facts.product else ""
        client_id = self.model.given_client_id or last_client_id(ref)
        id_field = self._question.form.id_field
        if ref != self._asked_for or not id_field.text:
            self._asked_for = ref
            id_field.set_text(client_id)
        self.run(
            self.tr("Looking for the product's client..."),
            lambda services, _say, _cancel: _known_client(services, client_id),
            self._on_known_client,
        )

    def _on_known_client(self, known: KnownClient) -> None:
        self._show_client(known)
        self.focus_first()

    def _show_client(self, known: KnownClient) -> None:
        """The client's name; all of it, if it was made here and its secret is nowhere else yet."""
        client = known.client
        self._question.setVisible(client is None)
        is_only_here = client is not None and not known.kept and client.client_id == self._made_client_id
        self._holds_only_copy = self._holds_only_copy and is_only_here
        self._new_client.setVisible(is_only_here)
        self._held.setVisible(client is not None and not is_only_here)
        if client is not None:
            self._held.show_client(client)
            if is_only_here:
                self._new_client.show_client(client, kept=False)

    def _ask_for_client(self) -> None:
        self._question.show()
        self._held.hide()
        self._new_client.hide()

    def _use_another_client(self) -> None:
        """The one that is held, or was used last time, is not always the right one."""
        if not self.busy:
            self._ask_for_client()
            form = self._question.form
            form.id_field.setFocus()
            form.id_field.line.selectAll()

    def _forget_only_copy(self) -> None:
        self._holds_only_copy = False

    def _on_signed_out(self) -> None:
        """Nothing of the last person's stays in the fields, and the client is gone with them."""
        self._forget_only_copy()
        self._asked_for = ""
        for field in (self._customer, self._question.form.id_field):
            field.set_text("")

    def _create_client(self) -> None:
        if self.busy:
            return
        self._creating = True
        self.run(
            self.tr("Making a client for this product..."),
            lambda services, _say, _cancel: _made_client(services, self.model.facts),
            self._on_made,
        )

    def _on_made(self, made: KnownClient) -> None:
        self._creating = False
        facts = self.model.facts
        if made.client is None:
            return
        self._made_client_id, self._holds_only_copy = made.client.client_id, not made.kept
        if made.kept and facts.product is not None:
            remember_client_id(facts.product.ref, made.client.client_id)
        self._question.hide()
        self._held.hide()
        self._new_client.show()
        self._new_client.show_client(made.client, kept=made.kept)
        self.footer_changed.emit()
        self.focus_first()

    def _on_used(self, used: UsedCustomer) -> None:
        facts = used.facts
        self.model.set_facts(facts)
        if used.asked_client_id and facts.product is not None:
            self._forget_only_copy()
            remember_client_id(facts.product.ref, used.asked_client_id)
        said = self.tr("%1 is a new customer.") if used.created else self.tr("%1 is a customer already.")
        sentence = said.replace("%1", isolated(facts.customer or ""))
        self.model.add_line(sentence)
        announce(self, sentence)
        self.passed.emit()


def _known_client(services: Services, client_id: str) -> KnownClient:
    """The client that is held, else the one that is kept."""
    session = services.session
    if session.client is None:
        session.client = kept_client(services, client_id)
    client = session.client
    return KnownClient(client, kept=client is not None and kept_client(services, client.client_id) is not None)


def _made_client(services: Services, facts: Facts) -> KnownClient:
    kept = False

    def keep(client: OAuthClient) -> None:
        nonlocal kept
        kept = keep_client(services, client)

    return KnownClient(create_client(services.session, facts, keep), kept)
