"""Signing in on a terminal: from the environment, the keyring, or by asking, in that order."""

from __future__ import annotations

from dataclasses import dataclass, replace

from setup_wizard.console import Console, Prompter
from setup_wizard.core.account import OAuthClient, OneTimeCodeChallenge, TokenKind, TokenOrigin, is_same_user
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.options import GivenSecrets, Options
from setup_wizard.workflow.customer import use_customer
from setup_wizard.workflow.facts import Facts, Purpose
from setup_wizard.workflow.product import choose_product, list_products
from setup_wizard.workflow.services import TokenStore
from setup_wizard.workflow.session import Session
from setup_wizard.workflow.sign_in import (
    answer_one_time_code,
    sign_in,
    use_client,
    use_customer_password,
    use_token,
)
from setup_wizard.workflow.words import words_for

ONE_TIME_CODE_TRIES = 3
NEEDS_CLIENT = "--client-id and PHOTON_SETUP_CLIENT_SECRET are needed: a customer is made with the product's client"
UNSAVED_CLIENT = "PHOTON_SETUP_CLIENT_SECRET is needed beside --client-id: its secret is not saved on this computer"
SET_ANOTHER = "Set PHOTON_SETUP_PASSWORD or PHOTON_SETUP_TOKEN."
NOT_TAKEN = "The cloud does not take this token: it has ended, or is not whole. Set PHOTON_SETUP_TOKEN to another one."
NO_CODE = "This account wants a one-time code: set PHOTON_SETUP_OTP to the one your authenticator app shows."
BAD_CODE = "The cloud did not accept the code. Run it again with the one your authenticator app shows then."
CUSTOMER_NOT_TAKEN = (
    "The cloud did not take the customer with this password. Most likely they exist with another one, or it is not "
    "good enough for a new one. Check PHOTON_SETUP_PASSWORD."
)


class UsageError(ValueError):
    """An option or environment variable is missing, and there is nobody to ask; the text says which."""


class SignInError(SetupError):
    """A sign-in that what is known does not make possible; `advice` is the sentence to say about it."""

    def __init__(self, reason: Reason, advice: str, detail: str = "") -> None:
        super().__init__(reason, detail or advice)
        self.advice = advice


def advice_in(error: SetupError) -> str:
    """What to say instead of the usual words, if anything."""
    return error.advice if isinstance(error, SignInError) else ""


@dataclass(frozen=True, slots=True)
class TerminalSignIn:
    """Whoever the options and the environment name, asked for what they leave open."""

    options: Options
    given: GivenSecrets
    session: Session
    console: Console
    prompter: Prompter
    store: TokenStore
    cancel: Cancel

    @property
    def would_repeat_itself(self) -> bool:
        """Whether another try would send what the environment gave, and the cloud refused."""
        return bool(self.given.password or self.given.client_secret)

    def check_usage(self, purpose: Purpose) -> None:
        """Raise `UsageError` before anything is done, if something needed is missing and nobody can be asked."""
        if self.prompter.available:
            return
        if self.given.password and not self.given.token and not (self.options.username or self.options.customer):
            raise UsageError("--username is needed beside PHOTON_SETUP_PASSWORD")
        if purpose is Purpose.WIFI_ONLY:
            return
        if not (self.given.token or self.options.username or self.options.client_id):
            raise UsageError("no way to sign in: set PHOTON_SETUP_TOKEN, or --username and PHOTON_SETUP_PASSWORD")
        if purpose in (Purpose.CUSTOMER, Purpose.PRODUCT_DEVICE) and not self.options.product:
            raise UsageError("--product is needed: its id or its slug")
        if purpose is Purpose.CUSTOMER and not (self.options.customer or self.given.token):
            raise UsageError("--customer is needed, or --no-claim for a device that nobody owns")
        self._check_client(purpose)

    def _check_client(self, purpose: Purpose) -> None:
        client_id = self.options.client_id
        makes_customer = self.options.customer and purpose in (Purpose.CUSTOMER, Purpose.RESTORE)
        # The token may be the customer's own: that is not known before the cloud was asked.
        may_be_customer = self.given.token and purpose is Purpose.CUSTOMER
        if makes_customer and not client_id and not may_be_customer:
            raise UsageError(NEEDS_CLIENT)
        if not client_id or self.given.client_secret is not None:
            return
        try:
            is_saved = self.store.load_client(self.options.api, client_id) is not None
        except SetupError:
            is_saved = False
        if not is_saved:
            raise UsageError(UNSAVED_CLIENT)

    def sign_in(self, facts: Facts) -> Facts:
        """Somebody who may do what this setup is for; raises `SetupError`."""
        signed_in = self.with_what_is_known(facts)
        if signed_in is None:
            if not self.prompter.available:
                who = self.options.username or "this account"
                raise SignInError(Reason.TOKEN_EXPIRED, f"No sign-in of {who} is saved. {SET_ANOTHER}")
            signed_in = self._by_prompt(facts)
        return self._with_client(signed_in)

    def with_what_is_known(self, facts: Facts) -> Facts | None:
        """Without asking anybody anything but a one-time code; None when too little is known."""
        options, given = self.options, self.given
        if given.token is not None:
            return self._with_given_token(facts, given.token)
        if options.username:
            if given.password is not None:
                return self._with_password(facts, options.username, given.password)
            return self._with_saved(facts, options.username)
        client = None if facts.purpose in (Purpose.OWN_ACCOUNT, Purpose.WIFI_ONLY) else self._known_client()
        if client is None:
            return None
        if facts.purpose is Purpose.CUSTOMER and given.password and options.customer and options.product:
            return self._with_customer_password(facts, client, options.product, options.customer, given.password)
        return use_client(self.session, facts, client, self.cancel)

    def choose_product(self, facts: Facts) -> Facts:
        """The product of the options, else one of the account's, by number or by id or slug."""
        if self.options.product:
            return choose_product(self.session, facts, self.options.product, self.cancel)
        if not self.prompter.available:
            raise SetupError(Reason.PRODUCT_NOT_FOUND, "no product is named")
        products = list_products(self.session, self.cancel)
        lines = [f"{product.name or product.slug}  ({product.ref})" for product in products]
        index = self.prompter.choose("Which product", lines, self.console.note) if lines else 0
        ref = products[index].ref if index < len(products) else self.prompter.text("Its id or slug")
        return choose_product(self.session, facts, ref, self.cancel)

    def choose_customer(self, facts: Facts) -> Facts:
        """The customer of the options, else the one that is typed; made or found with the product's client.

        Raises WRONG_TOKEN_KIND if that is not known, and nobody can be asked.
        """
        customer = self.options.customer
        if not customer and self.prompter.available:
            customer = self.prompter.text("E-mail of the customer")
        if not customer:
            advice = "This is no customer's token: name the customer with --customer, or use --no-claim."
            raise SignInError(Reason.WRONG_TOKEN_KIND, advice)
        if self.session.client is None:
            if not self.prompter.available:
                raise SignInError(Reason.WRONG_TOKEN_KIND, f"This is no customer's token. {NEEDS_CLIENT}.")
            self.session.client = self._client_by_prompt()
        return use_customer(self.session, facts, customer, self.cancel)

    def _with_client(self, facts: Facts) -> Facts:
        """The product's client, where it is known: with it, customers are made, and a customer need not stand alone."""
        if self.session.client is not None or facts.purpose in (Purpose.OWN_ACCOUNT, Purpose.WIFI_ONLY):
            return facts
        client = self._known_client()
        if client is None:
            return facts
        if facts.token_kind is not TokenKind.CUSTOMER:
            self.session.client = client
            return facts
        if self.given.token is None:
            return facts
        # A customer who comes with the product's client: the product's part is then done with the client.
        customer_token = self.session.token
        customer = facts.username or (self.options.customer or "").strip().lower()
        facts = use_client(self.session, facts, client, self.cancel)
        self.session.customer_token = customer_token
        return facts.with_customer(customer)

    def _with_given_token(self, facts: Facts, token: Secret) -> Facts:
        """Whose token it is; raises WRONG_TOKEN_KIND if the command line names somebody else."""
        try:
            signed_in = use_token(self.session, facts, token, self.cancel)
        except SetupError as exc:
            if exc.reason is not Reason.TOKEN_EXPIRED:
                raise
            raise SignInError(exc.reason, NOT_TAKEN, exc.detail) from exc
        is_customer = signed_in.token_kind is TokenKind.CUSTOMER
        named = (self.options.customer if is_customer else None) or self.options.username
        if named and signed_in.username and not is_same_user(named, signed_in.username):
            self.session.forget_tokens()
            advice = f"PHOTON_SETUP_TOKEN is a token of {signed_in.username}, not of {named}. Leave one of them out."
            raise SignInError(Reason.WRONG_TOKEN_KIND, advice)
        return signed_in

    def _with_customer_password(
        self, facts: Facts, client: OAuthClient, product: str, customer: str, password: Secret
    ) -> Facts:
        try:
            return use_customer_password(self.session, facts, client, product, customer, password, self.cancel)
        except SetupError as exc:
            if exc.reason is not Reason.CUSTOMER_REFUSED:
                raise
            raise SignInError(exc.reason, CUSTOMER_NOT_TAKEN, exc.detail) from exc

    def _with_saved(self, facts: Facts, username: str) -> Facts | None:
        try:
            token = self.store.load(self.options.api, username)
            if token is not None:
                return use_token(self.session, facts, token.value, self.cancel)
        except SetupError as exc:
            if exc.reason not in (Reason.KEYRING_UNAVAILABLE, Reason.TOKEN_EXPIRED):
                raise
            if facts.purpose is not Purpose.WIFI_ONLY and not self.prompter.available:
                is_over = exc.reason is Reason.TOKEN_EXPIRED
                why = f"The saved sign-in of {username} has ended." if is_over else "There is no keyring to look in."
                raise SignInError(exc.reason, f"{why} {SET_ANOTHER}", exc.detail) from exc
            self.console.note(words_for(exc.reason).message)
        return None

    def _known_client(self) -> OAuthClient | None:
        client_id = self.options.client_id
        if not client_id:
            return None
        if self.given.client_secret is not None:
            return OAuthClient(client_id, self.given.client_secret)
        try:
            saved = self.store.load_client(self.options.api, client_id)
        except SetupError as exc:
            if exc.reason is not Reason.KEYRING_UNAVAILABLE:
                raise
            saved = None
            self.console.note(words_for(exc.reason).message)
        if saved is None and self.prompter.available:
            return OAuthClient(client_id, self.prompter.secret("Secret of the client"))
        return saved

    def _client_by_prompt(self) -> OAuthClient:
        client_id = self.options.client_id or self.prompter.text("Id of the product's OAuth client")
        return OAuthClient(client_id, self.prompter.secret("Secret of the client"))

    def _by_prompt(self, facts: Facts) -> Facts:
        username = self.options.username or self.prompter.text("E-mail of your account")
        password = self.given.password or self.prompter.secret("Password of your account")
        facts = self._with_password(facts, username, password)
        if self.session.token is not None:
            try:
                self.store.save(self.options.api, self.session.token)
                self.session.token = replace(self.session.token, origin=TokenOrigin.KEPT)
            except SetupError as exc:
                self.console.note(words_for(exc.reason).message)
        return facts

    def _with_password(self, facts: Facts, username: str, password: Secret) -> Facts:
        answer = sign_in(self.session, facts, username, password, self.cancel)
        if not isinstance(answer, OneTimeCodeChallenge):
            return answer
        given = self.given.one_time_code
        if given is None and not self.prompter.available:
            raise SignInError(Reason.ONE_TIME_CODE_REFUSED, NO_CODE)
        tries_left = ONE_TIME_CODE_TRIES if given is None else 1
        while True:
            code = given or self.prompter.secret("Code of your authenticator app")
            try:
                return answer_one_time_code(self.session, facts, answer, code, self.cancel)
            except SetupError as exc:
                if exc.reason is not Reason.ONE_TIME_CODE_REFUSED:
                    raise
                tries_left -= 1
                if not tries_left:
                    raise SignInError(exc.reason, BAD_CODE, exc.detail) from exc
                self.console.note(words_for(exc.reason).message)
