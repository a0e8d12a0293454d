"""Signing in: by password, with a one-time code where the account wants one, or by a pasted token."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from setup_wizard.core.account import OneTimeCodeChallenge
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.ui.look.fonts import Role
from setup_wizard.ui.model import Services, SetupModel
from setup_wizard.ui.pages.page import Footer, StepPage
from setup_wizard.ui.settings import last_username, remember_username
from setup_wizard.ui.widgets.buttons import Button, Kind, Size
from setup_wizard.ui.widgets.check_box import CheckBox
from setup_wizard.ui.widgets.fields import Field, PasswordField
from setup_wizard.ui.widgets.note import Note, Tone
from setup_wizard.ui.widgets.segmented import Segmented
from setup_wizard.ui.widgets.text import Text
from setup_wizard.workflow.facts import Facts
from setup_wizard.workflow.flow import Step
from setup_wizard.workflow.sign_in import answer_one_time_code, sign_in, use_token

_FORM_WIDTH = 380
_ACCOUNT_PAGE = "https://login.particle.io/"
_BY_PASSWORD, _BY_TOKEN = 0, 1


@dataclass(frozen=True, slots=True)
class SavedSignIn:
    """What the keyring gave: facts if somebody is signed in by it, and whether there is a keyring at all."""

    facts: Facts | None
    keyring_works: bool


class SignInPage(StepPage):
    """One form with two ways in, and a second one for the code."""

    step = Step.SIGN_IN

    def __init__(self, model: SetupModel) -> None:
        super().__init__(model)
        self._challenge: OneTimeCodeChallenge | None = None
        self._asked_keyring = False
        self._way = Segmented("sign_in_way", [self.tr("Email and password"), self.tr("Access token")])
        self._way.chosen.connect(self._show_form)
        self._signed_in = Note("", Tone.GOOD)
        self._email = Field("email", self.tr("Email"))
        self._password = PasswordField("password", self.tr("Password"))
        self._reset = Button("reset_password", self.tr("Reset password"), Kind.LINK, size=Size.FLUSH)
        self._reset.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(_ACCOUNT_PAGE)))
        self._token = PasswordField("token", self.tr("Access token"), self.tr("A token of your own account."))
        self._code = Field("one_time_code", self.tr("Code"), self.tr("Six digits. Leading zeros count."))
        self._code.line.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self._differently = Button("sign_in_differently", self.tr("Sign in differently"), Kind.LINK, size=Size.FLUSH)
        self._differently.clicked.connect(self._start_again)
        self._keep = CheckBox("keep_signed_in", self.tr("Keep me signed in on this computer"))
        self._keep.setChecked(True)
        self._keep_hint = Text(
            self.tr("Your sign-in is kept in the system keyring, your password nowhere."), Role.SECONDARY
        )
        for field in (self._email, self._password, self._token, self._code):
            field.submitted.connect(self.submit)
        self._lay_out()
        self._show_form()
        model.facts_changed.connect(self._show_form)
        model.signed_out.connect(lambda: self._email.set_text(""))

    def footer(self) -> Footer:
        """Signing in is the page's one verb."""
        verb = self.tr("Continue") if self.model.facts.signed_in else self.tr("Sign in")
        primary = "" if self.has_problem else verb
        return Footer(primary=primary, leave=self.tr("Stop setup"))

    def enter(self) -> None:
        """Try what the keyring has, once; fill in what is known."""
        self._ask_for_sign_in()
        self._fill_in()
        if not self._asked_keyring:
            self._asked_keyring = True
            username = self._email.text
            self.run(
                self.tr("Looking for a saved sign-in..."),
                lambda services, _say, cancel: _sign_in_with_saved(services, self.model.facts, username, cancel),
                self._on_saved,
            )

    def submit(self) -> None:
        """Check the form, then ask the cloud."""
        if self.busy:
            return
        if self.model.facts.signed_in and not (self._password.text or self._token.text):
            self.passed.emit()
        elif self._challenge is not None:
            self._submit_code(self._challenge)
        elif self._way.index == _BY_TOKEN:
            self._submit_token()
        else:
            self._submit_password()

    def edit(self) -> None:
        """Back to the form, with what was typed."""
        self.show_content()
        self.focus_first()

    def explain(self, error: SetupError) -> bool:
        """A refusal belongs under its field, which is emptied for the next try."""
        if error.reason is Reason.SIGN_IN_REFUSED:
            self._password.set_text("")
            self._password.show_error(self.tr("The email or the password is not right. Try again."))
            self._password.setFocus()
            return True
        if error.reason is Reason.ONE_TIME_CODE_REFUSED and self._challenge is not None:
            self._code.set_text("")
            self._code.show_error(self.tr("This code is not right, or has run out. Type the one shown now."))
            self._code.setFocus()
            return True
        return False

    def focus_first(self) -> None:
        """The first empty field."""
        fields = [self._email, self._password]
        if self._challenge is not None:
            fields = [self._code]
        elif self._way.index == _BY_TOKEN:
            fields = [self._token]
        next((field for field in fields if not field.text), fields[-1]).setFocus()

    def leave(self) -> None:
        """Nothing secret stays in the fields; the email does."""
        for field in (self._password, self._token, self._code):
            field.set_text("")

    def _submit_password(self) -> None:
        username, password = self._email.text.strip(), self._password.text
        if not username:
            self._complain(self._email, self.tr("Type the email address of your account."))
        elif not password:
            self._complain(self._password, self.tr("Type your password."))
        else:
            secret = Secret(password)
            self.run(
                self.tr("Signing in..."),
                lambda services, _say, cancel: sign_in(services.session, self.model.facts, username, secret, cancel),
                self._on_answer,
            )

    def _submit_token(self) -> None:
        token = Secret(self._token.text.strip())
        if not token:
            self._complain(self._token, self.tr("Paste a token."))
            return
        self.run(
            self.tr("Checking the token..."),
            lambda services, _say, cancel: use_token(services.session, self.model.facts, token, cancel),
            self._on_signed_in,
        )

    def _submit_code(self, challenge: OneTimeCodeChallenge) -> None:
        code = Secret(self._code.text.replace(" ", ""))
        if not code:
            self._complain(self._code, self.tr("Type the code your authenticator app shows."))
            return
        self.run(
            self.tr("Checking the code..."),
            lambda services, _say, cancel: answer_one_time_code(
                services.session, self.model.facts, challenge, code, cancel
            ),
            self._on_signed_in,
        )

    def _complain(self, field: Field, sentence: str) -> None:
        field.show_error(sentence)
        field.setFocus()

    def _fill_in(self) -> None:
        given = self.model.given
        self._email.set_text(self._email.text or self.model.given_username or last_username())
        if given.password is not None and not self._password.text:
            self._password.set_text(given.password.reveal())
        if given.token is not None and not self._token.text:
            self._token.set_text(given.token.reveal())
            self._way.choose(_BY_TOKEN)

    def _on_saved(self, saved: SavedSignIn) -> None:
        self._fill_in()
        if not saved.keyring_works:
            self._keep.setChecked(False)
            self._keep.setEnabled(False)
            self._keep_hint.setText(
                self.tr("This computer has no keyring to keep it in: you will sign in again next time.")
            )
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
        keep = self._keep.isChecked()
        if keep:
            remember_username(facts.username or "")
        self.run(
            self.tr("Saving the sign-in..."),
            lambda services, _say, _cancel: _save(services, keep=keep),
            lambda _nothing: self.passed.emit(),
        )

    def _start_again(self) -> None:
        """From the one-time code, which is refused for good after some tries, back to the first form."""
        self.stop_job()
        self._code.set_text("")
        self._ask_for_sign_in()
        self.focus_first()

    def _ask_for_sign_in(self) -> None:
        self._challenge = None
        self.set_header(self.tr("Sign in to Particle"), self.tr("The account you sign in with will own this Photon."))
        self._show_form()

    def _ask_for_code(self, challenge: OneTimeCodeChallenge) -> None:
        self._challenge = challenge
        self.set_header(
            self.tr("Enter your one-time code"), self.tr("Your account asks for the code of your authenticator app.")
        )
        self._show_form()
        self._code.setFocus()

    def _show_form(self, _index: int = 0) -> None:
        facts = self.model.facts
        self._signed_in.setVisible(facts.signed_in)
        self._signed_in.show_text(self.tr("You are signed in as %1.").replace("%1", facts.username or "?"), Tone.GOOD)
        code = self._challenge is not None
        by_token = self._way.index == _BY_TOKEN
        self._way.setVisible(not code)
        self._email.setVisible(not code and not by_token)
        self._password.setVisible(not code and not by_token)
        self._reset.setVisible(not code and not by_token)
        self._token.setVisible(not code and by_token)
        self._code.setVisible(code)
        self._differently.setVisible(code)

    def _lay_out(self) -> None:
        form = QWidget()
        form.setMaximumWidth(_FORM_WIDTH)
        rows = QVBoxLayout(form)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(14)
        rows.addWidget(self._signed_in)
        rows.addWidget(self._way)
        rows.addSpacing(6)
        rows.addWidget(self._email)
        rows.addSpacing(4)
        password = QVBoxLayout()
        password.setSpacing(4)
        password.addWidget(self._password)
        password.addWidget(self._reset, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addLayout(password)
        rows.addWidget(self._token)
        rows.addWidget(self._code)
        rows.addWidget(self._differently, 0, Qt.AlignmentFlag.AlignLeft)
        keep = QVBoxLayout()
        keep.setSpacing(6)
        keep.addWidget(self._keep)
        keep.addWidget(self._keep_hint)
        rows.addLayout(keep)
        rows.addStretch(1)
        self.lines.addWidget(form, 1)


def _sign_in_with_saved(services: Services, facts: Facts, username: str, cancel: Cancel) -> SavedSignIn:
    """Sign in with a saved token; one that is no longer good is forgotten, a silent cloud is not worth a problem."""
    try:
        token = services.store.load(services.api, username) if username else None
    except SetupError as exc:
        if exc.reason is not Reason.KEYRING_UNAVAILABLE:
            raise
        return SavedSignIn(None, keyring_works=False)
    if token is None:
        return SavedSignIn(None, keyring_works=True)
    try:
        return SavedSignIn(use_token(services.session, facts, token.value, cancel), keyring_works=True)
    except SetupError as exc:
        if exc.reason is Reason.CANCELLED:
            raise
        if exc.reason is Reason.TOKEN_EXPIRED:
            services.store.forget(services.api, username)
        return SavedSignIn(None, keyring_works=True)


def _save(services: Services, *, keep: bool) -> None:
    """Keep the sign-in if wanted; a token without a known owner cannot be found again, so it is not kept."""
    token = services.session.token
    if keep and token is not None and token.username:
        services.store.save(services.api, token)
