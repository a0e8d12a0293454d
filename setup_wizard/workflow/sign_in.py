"""Signing in, each way a person has: to an account, as a product by its OAuth client, or as a customer; and out."""

from __future__ import annotations

import logging
import threading
from collections.abc import Collection, Iterable
from dataclasses import replace

from setup_wizard.core.account import OAuthClient, OneTimeCodeChallenge, Token, TokenKind, TokenOrigin
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.workflow.facts import Facts, Purpose
from setup_wizard.workflow.session import Renewals, Session

log = logging.getLogger(__name__)

REVOKE_S = 3.0
"""How long the end of a run may take for it."""


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


def use_token(
    session: Session, facts: Facts, token: Secret, cancel: Cancel, *, origin: TokenOrigin = TokenOrigin.KEPT
) -> Facts:
    """Sign in with a token somebody pasted or saved; the cloud is asked whether it is good, and whose it is.

    Raises `SetupError(WRONG_TOKEN_KIND)` if nothing of this purpose could be done with it.
    """
    checked = replace(session.cloud.check_token(token, cancel), origin=origin)
    return _signed_in(session, facts, checked)


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
    """Forget the tokens here, and in the cloud what was not pasted; here also when the cloud cannot be asked."""
    tokens = (session.token, session.customer_token)
    session.forget_tokens()
    _revoke(session, tokens, (TokenOrigin.MADE, TokenOrigin.KEPT), cancel)
    return facts.without_sign_in()


def revoke_unkept(session: Session) -> None:
    """At the end of a run on a terminal, revoke what it made and did not keep: each would be good for 90 days more.

    Only as far as that can be done within moments, and not into a Photon's network. Never raises.
    """
    if not session.stays_online():
        return
    cancel = Cancel()
    timer = threading.Timer(REVOKE_S, cancel.cancel)
    timer.start()
    try:
        _revoke(session, (session.token, session.customer_token), (TokenOrigin.MADE,), cancel)
    except SetupError as exc:
        log.info("not revoked: %s", exc)
    except KeyboardInterrupt:
        log.info("not revoked: interrupted")
    finally:
        timer.cancel()
        timer.join()


def _revoke(session: Session, tokens: Iterable[Token | None], origins: Collection[TokenOrigin], cancel: Cancel) -> None:
    """Those of such an origin, each once: a customer who signs in has both. Raises the first failure, after all."""
    failures: list[SetupError] = []
    for value in dict.fromkeys(token.value for token in tokens if token is not None and token.origin in origins):
        try:
            session.cloud.sign_out(value, cancel)
        except SetupError as exc:
            failures.append(exc)
    if failures:
        raise failures[0]


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
    # Changing only the Wi-Fi needs no sign-in: whoever signs in for it wants the cloud to be asked.
    asks_cloud = facts.check_online or facts.purpose is Purpose.WIFI_ONLY
    return replace(facts.with_sign_in(token.username, token.kind), check_online=asks_cloud)
