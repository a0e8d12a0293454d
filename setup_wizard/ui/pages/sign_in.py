"""Signing in: to an account, with a one-time code where it wants one, by a token, as a product, or as its customer."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from setup_wizard.core.account import OneTimeCodeChallenge, TokenKind, TokenOrigin
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.ui.keeping import SavedSignIn, forget_sign_in, given_or_kept_client, keep_sign_in, sign_in_with_saved
from setup_wizard.ui.look.fonts import Role
from setup_wizard.ui.model import Services, SetupModel
from setup_wizard.ui.pages.form import complain
from setup_wizard.ui.pages.page import Footer, StepPage
from setup_wizard.ui.pages.sign_in_forms import SignInForms, Way
from setup_wizard.ui.settings import last_client_id, last_product, last_username, remember_product, remember_username
from setup_wizard.ui.widgets.check_box import CheckBox
from setup_wizard.ui.widgets.note import Note, Tone
from setup_wizard.ui.widgets.text import Text
from setup_wizard.workflow.facts import Facts, Purpose
from setup_wizard.workflow.product import choose_product
from setup_wizard.workflow.sign_in import (
    answer_one_time_code,
    sign_in,
    use_client,
    use_customer_password,
    use_token,
)
from setup_wizard.workflow.step import Step

_FORM_WIDTH, _WIDE_FORM_WIDTH = 380, 460


class SignInPage(StepPage):
    """One form for each way in, and a second one for the code."""

    step = Step.SIGN_IN

    def __init__(self, model: SetupModel) -> None:
        super().__init__(model)
        self._challenge: OneTimeCodeChallenge | None = None
        self._asked_keyring = False
        self._signed_in = Note("", Tone.GOOD)
        self._form = QWidget()
        self._forms = SignInForms()
        self._forms.submitted.connect(self.submit)
        self._forms.way_chosen.connect(self._show_form)
        self._forms.differently.connect(self._start_again)
        self._keep = CheckBox("keep_signed_in", self.tr("Keep me signed in on this computer"))
        self._keep.setChecked(True)
        self._keep_hint = Text("", Role.SECONDARY)
        self._keyring_works = True
        self._is_handed_over = False
        self._lay_out()
        self._show_form()
        model.facts_changed.connect(self._show_form)
        model.signed_out.connect(self._on_signed_out)

    def footer(self) -> Footer:
        """Signing in is the page's one verb."""
        verb = self.tr("Continue") if self.model.facts.signed_in else self.tr("Sign in")
        primary = "" if self.has_problem else verb
        return Footer(primary=primary, leave=self.tr("Stop setup"))

    def enter(self) -> None:
        """Try what the keyring has, once; fill in what is known."""
        self._ask_for_sign_in()
        self._fill_in()
        self._choose_way()
        if not self._asked_keyring:
            self._asked_keyring = True
            username = self._forms.account.email.text
            self.run(
                self.tr("Looking for a saved sign-in..."),
                lambda services, _say, cancel: sign_in_with_saved(services, self.model.facts, username, cancel),
                self._on_saved,
            )

    def come_back(self) -> None:
        """Another purpose may have been chosen since; what was typed stays."""
        self._ask_for_sign_in()
        self._fill_in()

    def submit(self) -> None:
        """Check the form, then ask the cloud."""
        if self.busy:
            return
        facts = self.model.facts
        if facts.signed_in and not self._forms.holds_secret:
            if self._keep.isChecked():
                self.passed.emit()
            else:
                self._forget_sign_in(facts)
        elif self._forms.is_complete():
            if self._challenge is not None:
                self._submit_code(self._challenge)
            else:
                self._submit_way()

    def edit(self) -> None:
        """Back to the form, with what was typed."""
        self.show_content()
        self.focus_first()

    def explain(self, error: SetupError) -> bool:
        """A refusal belongs under its field, which is emptied for the next try if it is a secret."""
        refused = self._forms.refusal(error.reason, self.model.facts.purpose)
        if refused is None:
            return False
        field, sentence = refused
        if error.reason in (Reason.SIGN_IN_REFUSED, Reason.ONE_TIME_CODE_REFUSED):
            field.set_text("")
        complain(field, sentence)
        return True

    def focus_first(self) -> None:
        """The first empty field."""
        self._forms.focus_first()

    def leave(self) -> None:
        """Nothing secret stays in the fields, nor does a question that is answered; the email does."""
        self._forms.forget_secrets()
        self._ask_for_sign_in()

    def _submit_way(self) -> None:
        jobs = {
            Way.ACCOUNT: self._submit_password,
            Way.TOKEN: self._submit_token,
            Way.CLIENT: self._submit_client,
            Way.CUSTOMER: self._submit_customer,
        }
        jobs[self._forms.way]()

    def _submit_password(self) -> None:
        form = self._forms.account
        username, password = form.email.text.strip(), Secret(form.password.text)
        self.run(
            self.tr("Signing in..."),
            lambda services, _say, cancel: sign_in(services.session, self.model.facts, username, password, cancel),
            self._on_answer,
        )

    def _submit_token(self) -> None:
        token = Secret(self._forms.token.token.text.strip())
        self.run(
            self.tr("Checking the token..."),
            lambda services, _say, cancel: use_token(
                services.session, self.model.facts, token, cancel, origin=TokenOrigin.PASTED
            ),
            self._on_signed_in,
        )

    def _submit_client(self) -> None:
        client_id, secret = self._forms.client.client_id, self._forms.client.secret

        def work(services: Services, _say: object, cancel: Cancel) -> Facts:
            client = given_or_kept_client(services, client_id, secret)
            return use_client(services.session, self.model.facts, client, cancel)

        self.run(self.tr("Signing in as the product..."), work, self._on_signed_in)

    def _submit_customer(self) -> None:
        client_id, secret = self._forms.client.client_id, self._forms.client.secret
        form = self._forms.customer
        product, email, password = form.product.text.strip(), form.email.text.strip(), Secret(form.password.text)

        def work(services: Services, _say: object, cancel: Cancel) -> Facts:
            session, facts = services.session, self.model.facts
            client = given_or_kept_client(services, client_id, secret)
            facts = use_customer_password(session, facts, client, product, email, password, cancel)
            return choose_product(session, facts, product, cancel)

        self.run(self.tr("Signing in as the customer..."), work, self._on_signed_in)

    def _submit_code(self, challenge: OneTimeCodeChallenge) -> None:
        code = Secret(self._forms.code.code.text.replace(" ", ""))
        self.run(
            self.tr("Checking the code..."),
            lambda services, _say, cancel: answer_one_time_code(
                services.session, self.model.facts, challenge, code, cancel
            ),
            self._on_signed_in,
        )

    def _fill_in(self) -> None:
        given, options, forms = self.model.given, self.model.options, self._forms
        username = self.model.given_username or last_username()
        client_id = self.model.given_client_id or last_client_id(last_product())
        customer = options.customer or ""
        password = given.password.reveal() if given.password else ""
        known = [
            (forms.account.email, username),
            (forms.account.password, password if username else ""),
            (forms.token.token, given.token.reveal() if given.token else ""),
        ]
        if Way.CLIENT in forms.ways:
            secret = given.client_secret.reveal() if given.client_secret else ""
            known += [(forms.client.id_field, client_id), (forms.client.secret_field, secret)]
        if Way.CUSTOMER in forms.ways:
            known += [
                (forms.customer.email, customer),
                (forms.customer.password, password if customer else ""),
                (forms.customer.product, options.product or last_product()),
            ]
        for field, text in known:
            if not field.text:
                field.set_text(text)

    def _choose_way(self) -> None:
        """By what is known; whoever takes over from somebody else starts as everybody does."""
        given, forms = self.model.given, self._forms
        if self._is_handed_over:
            return
        if given.token is not None:
            forms.choose(Way.TOKEN)
        elif Way.CLIENT in forms.ways and forms.client.client_id and not forms.account.email.text:
            forms.choose(Way.CUSTOMER if given.password and self.model.options.customer else Way.CLIENT)

    def _on_signed_out(self) -> None:
        """The next person finds nothing of the last one's, and no product's client that would sign in unasked."""
        self._is_handed_over = True
        remember_product("")
        self._forms.start_anew()

    def _on_saved(self, saved: SavedSignIn) -> None:
        types_another = self._forms.edited
        self._fill_in()
        if not types_another:
            self._choose_way()
        if not saved.keyring_works:
            self._keyring_works = False
            self._keep.setChecked(False)
            self._keep.setEnabled(False)
            self._show_form()
        if types_another:
            return
        if saved.facts is not None:
            self.model.set_facts(saved.facts)
            self.passed.emit()
        else:
            self.focus_first()

    def _on_answer(self, answer: Facts | OneTimeCodeChallenge) -> None:
        if isinstance(answer, OneTimeCodeChallenge):
            self._ask_for_code(answer)
        else:
            self._on_signed_in(answer)

    def _on_signed_in(self, facts: Facts) -> None:
        self.model.set_facts(facts)
        if not self._keep.isChecked():
            self._forget_sign_in(facts)
            return
        if facts.token_kind is TokenKind.DEVELOPER:
            remember_username(facts.username or "")
        self.run(
            self.tr("Saving the sign-in..."),
            lambda services, _say, _cancel: keep_sign_in(services),
            lambda _nothing: self.passed.emit(),
        )

    def _forget_sign_in(self, facts: Facts) -> None:
        """Nor does one that was kept before stay: nobody wants to be signed in by that."""
        if not self._keyring_works:
            self.passed.emit()
            return
        if last_username() == facts.username:
            remember_username("")
        self.run(
            self.tr("Forgetting the saved sign-in..."),
            lambda services, _say, _cancel: forget_sign_in(services, facts),
            lambda _nothing: self.passed.emit(),
        )

    def _start_again(self) -> None:
        """From the one-time code, which is refused for good after some tries, back to the first form."""
        self.stop_job()
        self._ask_for_sign_in()
        self.focus_first()

    def _ask_for_sign_in(self) -> None:
        self._challenge = None
        purpose = self.model.facts.purpose or Purpose.OWN_ACCOUNT
        self._forms.offer(purpose)
        self.set_header(self.tr("Sign in to Particle"), self._what_for(purpose))
        self._show_form()

    def _what_for(self, purpose: Purpose) -> str:
        return {
            Purpose.OWN_ACCOUNT: self.tr("The account you sign in with will own this Photon."),
            Purpose.WIFI_ONLY: self.tr("Sign in as its owner, to see in the cloud that it comes online."),
            Purpose.PRODUCT_DEVICE: self.tr("As the product's team, or with the product's own client."),
            Purpose.CUSTOMER: self.tr("As the product's team, with its client, or as the customer."),
            Purpose.RESTORE: self.tr("As its owner, as the product's team, or with the product's own client."),
        }[purpose]

    def _ask_for_code(self, challenge: OneTimeCodeChallenge) -> None:
        self._challenge = challenge
        self.set_header(
            self.tr("Enter your one-time code"), self.tr("Your account asks for the code of your authenticator app.")
        )
        self._show_form()
        self._forms.focus_first()

    def _show_form(self) -> None:
        facts = self.model.facts
        self._signed_in.setVisible(facts.signed_in)
        self._signed_in.show_text(self._who(facts), Tone.GOOD)
        self._forms.ask_for_code(self._challenge is not None)
        self._form.setMaximumWidth(_WIDE_FORM_WIDTH if facts.purpose is Purpose.CUSTOMER else _FORM_WIDTH)
        way = self._forms.way
        self._keep.setVisible(way is not Way.CUSTOMER)
        self._keep_hint.setVisible(way is not Way.CUSTOMER)
        by_client = way is Way.CLIENT
        keep = self.tr("Keep the client's secret on this computer") if by_client else ""
        self._keep.setText(keep or self.tr("Keep me signed in on this computer"))
        self._keep.setAccessibleName(self._keep.text())
        if not self._keyring_works:
            hint = self.tr("This computer has no keyring to keep it in: you will sign in again next time.")
        elif by_client:
            hint = self.tr("It is kept in the system keyring and nowhere else.")
        else:
            hint = self.tr("Your sign-in is kept in the system keyring, your password nowhere.")
        self._keep_hint.setText(hint)

    def _who(self, facts: Facts) -> str:
        """Who is signed in, and as what: the cloud takes each kind for some things only."""
        sentences = {
            TokenKind.DEVELOPER: self.tr("You are signed in as %1."),
            TokenKind.PRODUCT: self.tr("The product is signed in, by its client %1."),
            TokenKind.CUSTOMER: self.tr("The customer %1 is signed in."),
        }
        if facts.token_kind is TokenKind.PRODUCT and not facts.username:
            return self.tr("The product is signed in, by its own token.")
        return sentences[facts.token_kind].replace("%1", facts.username or "?")

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self._form)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(14)
        rows.addWidget(self._signed_in)
        rows.addWidget(self._forms)
        keep = QVBoxLayout()
        keep.setSpacing(6)
        keep.addWidget(self._keep)
        keep.addWidget(self._keep_hint)
        rows.addLayout(keep)
        rows.addStretch(1)
        self.lines.addWidget(self._form, 1)
