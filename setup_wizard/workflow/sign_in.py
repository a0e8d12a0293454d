"""Signing in, each way a person has: to an account, as a product by its OAuth client, or as a customer."""

from __future__ import annotations

from setup_wizard.core.account import OAuthClient, OneTimeCodeChallenge, Token, TokenKind
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.workflow.facts import Facts
from setup_wizard.workflow.session import Renewals, Session


def sign_in(
    session: Session, facts: Facts, username: str, password: Secret, cancel: Cancel
) -> Facts | OneTimeCodeChallenge:
    """Sign in with a password; a challenge comes back when the account also wants a one-time code."""
    answer = session.cloud.sign_in(username.strip(), password, cancel)
    if isinstance(answer, OneTimeCodeChallenge):
        return answer
    return _signed_in(session, facts, answer)


def answer_one_time_code(
    session: Session, facts: Facts, challenge: OneTimeCodeChallenge, code: Secret, cancel: Cancel
) -> Facts:
    """Finish a sign-in with the digits of the authenticator app."""
    return _signed_in(session, facts, session.cloud.answer_one_time_code(challenge, code, cancel))


def use_token(session: Session, facts: Facts, token: Secret, cancel: Cancel) -> Facts:
    """Sign in with a token somebody pasted or saved; the cloud is asked whether it is good, and whose it is.

    Raises `SetupError(WRONG_TOKEN_KIND)` if nothing of this purpose could be done with it.
    """
    return _signed_in(session, facts, session.cloud.check_token(token, cancel))


def use_client(session: Session, facts: Facts, client: OAuthClient, cancel: Cancel) -> Facts:
    """Sign in as the product whose two-legged client this is; that client makes its customers, too."""
    signed_in = _signed_in(session, facts, session.cloud.customers.product_token(client, cancel))
    session.client = client
    return signed_in


def use_customer_password(
    session: Session, facts: Facts, client: OAuthClient, product: str, email: str, password: Secret, cancel: Cancel
) -> Facts:
    """Sign in as a customer with a password (simple auth): signed up if new, logged in otherwise."""
    customer = session.cloud.customers.sign_up(client, product, email, password, cancel)
    return _signed_in(session, facts, customer.token)


def sign_out(session: Session, facts: Facts, cancel: Cancel) -> Facts:
    """Revoke the token in the cloud and forget it here; it is forgotten also when the cloud cannot be asked."""
    token = session.token
    session.forget_tokens()
    if token is not None:
        session.cloud.sign_out(token.value, cancel)
    return facts.without_sign_in()


def _signed_in(session: Session, facts: Facts, token: Token) -> Facts:
    if facts.purpose is not None and token.kind not in facts.purpose.token_kinds:
        raise SetupError(
            Reason.WRONG_TOKEN_KIND,
            f"it is a {token.kind} token; needed: {' or '.join(facts.purpose.token_kinds)}",
        )
    if not token.username or (token.username, token.kind) != (facts.username, facts.token_kind):
        session.forget_tokens()
    session.token = token
    session.renewals = Renewals()
    # Another sign-in may be what mends a customer's token that ended: it is made again when it is needed.
    session.customer_token = token if token.kind is TokenKind.CUSTOMER else None
    return facts.with_sign_in(token.username, token.kind)
