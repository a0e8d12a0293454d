"""Signing in to one's own account: by password, with a one-time code where asked for, or by a pasted token."""

from __future__ import annotations

from setup_wizard.core.account import OneTimeCodeChallenge, Token
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.secret import Secret
from setup_wizard.workflow.facts import Facts
from setup_wizard.workflow.session import Session


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
    """Sign in with a token somebody pasted or saved; the cloud is asked whether it is good."""
    return _signed_in(session, facts, session.cloud.check_token(token, cancel))


def sign_out(session: Session, facts: Facts, cancel: Cancel) -> Facts:
    """Revoke the token in the cloud and forget it here; it is forgotten also when the cloud cannot be asked."""
    token, session.token, session.claim_code = session.token, None, None
    if token is not None:
        session.cloud.sign_out(token.value, cancel)
    return facts.without_sign_in()


def _signed_in(session: Session, facts: Facts, token: Token) -> Facts:
    session.token = token
    if not token.username or token.username != facts.username:
        session.claim_code = None
    return facts.with_sign_in(token.username)
