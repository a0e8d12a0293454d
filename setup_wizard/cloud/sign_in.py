"""Signing in to one's own account: a password, and perhaps a one-time code."""

from __future__ import annotations

from setup_wizard.cloud.answer import Answer
from setup_wizard.cloud.errors import describe
from setup_wizard.cloud.grants import Grants, refuses_client, wants_one_time_code
from setup_wizard.core.account import OAuthClient, OneTimeCodeChallenge, Token, TokenKind
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret

MOST_CODES = 3
"""One-time codes per challenge, as in the cloud makers' own command line (particle-cli: cloud.js)."""


class SignIn:
    """An account's sign-in through this program's own OAuth client."""

    def __init__(self, grants: Grants, client: OAuthClient) -> None:
        self._grants = grants
        self._client = client
        self._challenge: OneTimeCodeChallenge | None = None
        self._codes_refused = 0

    def with_password(self, username: str, password: Secret, cancel: Cancel) -> Token | OneTimeCodeChallenge:
        """Raises as `Grants.ask` does, and `SetupError(SIGN_IN_REFUSED)`."""
        form = {"grant_type": "password", "username": username, "password": password.reveal()}
        answer = self._grants.ask(self._client, form, cancel)
        if wants_one_time_code(answer):
            return _challenged(answer, username)
        if answer.ok:
            return self._accepted(answer, username)
        raise self._refused(answer, Reason.SIGN_IN_REFUSED)

    def with_one_time_code(self, challenge: OneTimeCodeChallenge, code: Secret, cancel: Cancel) -> Token:
        """Raises as `with_password` does, and `SetupError(ONE_TIME_CODE_REFUSED)`."""
        if challenge != self._challenge:
            self._challenge, self._codes_refused = challenge, 0
        if self._codes_refused >= MOST_CODES:
            raise SetupError(Reason.ONE_TIME_CODE_REFUSED, f"{MOST_CODES} codes were refused; sign in again")
        form = {
            "grant_type": "urn:custom:mfa-otp",
            "mfa_token": challenge.mfa_token.reveal(),
            "otp": "".join(code.reveal().split()),
        }
        answer = self._grants.ask(self._client, form, cancel)
        if answer.ok:
            return self._accepted(answer, challenge.username)
        raise self._refused(answer, Reason.ONE_TIME_CODE_REFUSED)

    def _accepted(self, answer: Answer, username: str) -> Token:
        token = self._grants.token(answer, username, TokenKind.DEVELOPER)
        if token.kind is not TokenKind.DEVELOPER:
            raise SetupError(Reason.WRONG_TOKEN_KIND, "the token belongs to a customer of a product, not to an account")
        return token

    def _refused(self, answer: Answer, reason: Reason) -> SetupError:
        detail = describe(answer)
        if refuses_client(answer):
            return SetupError(Reason.CLOUD_ERROR, f"{detail}: the cloud does not know this program's client id")
        if reason is Reason.ONE_TIME_CODE_REFUSED:
            self._codes_refused += 1
            left = MOST_CODES - self._codes_refused
            detail += f"; {left} more tries" if left else "; sign in again for a new challenge"
        return SetupError(reason, detail)


def _challenged(answer: Answer, username: str) -> OneTimeCodeChallenge:
    mfa_token = answer.fields.get("mfa_token")
    if not isinstance(mfa_token, str) or not mfa_token:
        raise SetupError(Reason.CLOUD_ERROR, "the cloud wants a one-time code but named no mfa_token")
    return OneTimeCodeChallenge(Secret(mfa_token), username)
