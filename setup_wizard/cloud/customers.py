"""A product's customers: made and signed in with the product's OAuth client, never with a token."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from urllib.parse import unquote

from setup_wizard.cloud.answer import Answer
from setup_wizard.cloud.auth import ClientAuth
from setup_wizard.cloud.bearer import Bearer
from setup_wizard.cloud.errors import describe, refusal
from setup_wizard.cloud.grants import Grants, refuses_client
from setup_wizard.cloud.http import Http
from setup_wizard.cloud.paths import product_path
from setup_wizard.cloud.values import read_claim_code, read_username
from setup_wizard.core.account import ClaimCode, Customer, OAuthClient, Token, TokenKind
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret

_OTHER_SCOPES = r"( [\w.-]+:[\w.:*-]+)*"


class WrongClientError(SetupError):
    """The cloud refused the product's OAuth client, and said nothing of the customer."""

    def __init__(self, detail: str) -> None:
        super().__init__(Reason.SIGN_IN_REFUSED, f"{detail}: the product's OAuth client id or its secret is wrong")


class Customers:
    """Customers and tokens of a product; `product` is its id or slug.

    Every method blocks, and raises only `SetupError`, as `Cloud` does. Where an OAuth client is given also
    `SIGN_IN_REFUSED` for a wrong one, and `WRONG_TOKEN_KIND` for one that was not made inside the product.
    """

    def __init__(self, http: Http, grants: Grants) -> None:
        self._http = http
        self._bearer = Bearer(http)
        self._grants = grants

    def product_token(self, client: OAuthClient, cancel: Cancel) -> Token:
        """The product's own token, with the client's id for a user name."""
        form = {"grant_type": "client_credentials"}
        return self._granted(client, form, client.client_id.strip(), TokenKind.PRODUCT, cancel)

    def create_or_find(self, client: OAuthClient, product: str, email: str, cancel: Cancel) -> Customer:
        """A shadow customer, who has no password; also `CUSTOMER_REFUSED`, `PRODUCT_NOT_FOUND`.

        `email` may be any text; the cloud keeps it in lower case (cloud docs: customers).
        """
        username = _checked_username(email)
        form = {"email": username, "no_password": "true"}
        scope = {"grant_type": "client_credentials", "scope": f"customer={username}"}
        find = partial(self._granted, client, scope, username, TokenKind.CUSTOMER, cancel)
        return self._create(client, product, form, find, "no such customer was found either", cancel)

    def sign_up(self, client: OAuthClient, product: str, email: str, password: Secret, cancel: Cancel) -> Customer:
        """A customer with a password, or who exists with the same one; raises as `create_or_find` does."""
        username = _checked_username(email)
        form = {"email": username, "password": password.reveal()}
        find = partial(self.log_in, client, username, password, cancel)
        return self._create(client, product, form, find, "one who exists already has another password", cancel)

    def log_in(self, client: OAuthClient, email: str, password: Secret, cancel: Cancel) -> Token:
        """The token of a customer who has a password; `SIGN_IN_REFUSED` also for a wrong one."""
        username = read_username(email)
        form = {"grant_type": "password", "username": username, "password": password.reveal()}
        return self._granted(client, form, username, TokenKind.CUSTOMER, cancel)

    def create_claim_code(self, token: Secret, product: str, cancel: Cancel) -> ClaimCode:
        """A claim code for the customer whose token this is; also `WRONG_TOKEN_KIND` and `PRODUCT_NOT_FOUND`."""
        path = product_path(product, "device_claims")
        return read_claim_code(self._bearer.call("POST", path, token, cancel, form={}).fields)

    def _create(
        self,
        client: OAuthClient,
        product: str,
        form: Mapping[str, str],
        find: Callable[[], Token],
        not_found: str,
        cancel: Cancel,
    ) -> Customer:
        """Create the customer, or `find` who is there already: how a duplicate is refused is not documented."""
        path = product_path(product, "customers")
        post = partial(self._http.request, "POST", path, ClientAuth(client), cancel, form=form)
        try:
            answer = post()
        except SetupError as lost:
            if lost.reason is not Reason.CLOUD_UNREACHABLE:
                raise
            # The request may have arrived, and would then be refused as a duplicate.
            if found := _found(find):
                return Customer(found, created=False)
            answer = post()
        if answer.ok and answer.fields.get("access_token"):
            token = self._grants.token(answer, form["email"], TokenKind.CUSTOMER)
            return Customer(_checked_owner(token, form["email"]), created=True)
        error = _refused(answer, not_found)
        if error.reason in (Reason.CUSTOMER_REFUSED, Reason.CLOUD_ERROR) and (found := _found(find)):
            return Customer(found, created=answer.ok)
        raise error

    def _granted(
        self, client: OAuthClient, form: Mapping[str, str], username: str, kind: TokenKind, cancel: Cancel
    ) -> Token:
        answer = self._grants.ask(client, form, cancel)
        if answer.ok:
            return _checked_owner(self._grants.token(answer, username, kind), username)
        if refuses_client(answer):
            raise WrongClientError(describe(answer))
        raise SetupError(Reason.SIGN_IN_REFUSED, describe(answer))


def _found(find: Callable[[], Token]) -> Token | None:
    """The customer's token, None if the cloud knows no such customer, or not with this password."""
    try:
        return find()
    except SetupError as error:
        if isinstance(error, WrongClientError) or error.reason is not Reason.SIGN_IN_REFUSED:
            raise
        return None


def _refused(answer: Answer, not_found: str) -> SetupError:
    """What it means that no customer was made, if there is none yet."""
    error = refusal(answer)
    is_unclear = error.reason is Reason.CLOUD_ERROR and (answer.status in (404, 408) or answer.status >= 500)
    if is_unclear or error.reason not in (Reason.CLOUD_ERROR, Reason.TOKEN_EXPIRED, Reason.NOT_ALLOWED):
        return error
    return SetupError(Reason.CUSTOMER_REFUSED, f"{describe(answer)}; {not_found}")


def _checked_username(email: str) -> str:
    username = read_username(email)
    if not username:
        raise SetupError(Reason.CUSTOMER_REFUSED, "the customer's e-mail is missing")
    return username


def _checked_owner(token: Token, username: str) -> Token:
    """The token, if its scope names this customer, also percent-encoded or with other scopes behind."""
    named = (token.username, unquote(token.username))
    if not any(re.fullmatch(re.escape(username) + _OTHER_SCOPES, name) for name in named):
        raise SetupError(Reason.CLOUD_ERROR, "the cloud's answer is about another customer")
    return replace(token, username=username)
