"""The calls to /oauth/token, and how many in a row were refused."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import UTC, datetime

from setup_wizard.cloud.answer import Answer
from setup_wizard.cloud.auth import ClientAuth
from setup_wizard.cloud.errors import LOCKOUT_WAIT_S, describe, explanation, rate_limit, wrong_kind
from setup_wizard.cloud.http import Http
from setup_wizard.cloud.values import read_token
from setup_wizard.core.account import OAuthClient, Token, TokenKind
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError

MOST_REFUSALS = 5
"""Refused requests in a row before this program stops; the cloud locks the address at ten (cloud docs: rate limits)."""

_REFUSALS = (400, 401, 403, 422)
# spark-server answers a wrong password with a server error that has these words.
_WRONG_PASSWORD = ("wrong password", "user doesn't exist")


class Grants:
    """Asks for tokens; the refusals of accounts, products and customers are counted together, as the cloud does."""

    def __init__(self, http: Http) -> None:
        self._http = http
        self._refusals = 0
        self._refused_at_s = 0.0

    def ask(self, client: OAuthClient, form: Mapping[str, str], cancel: Cancel) -> Answer:
        """A success, a refusal of what was sent, or the wish for a one-time code.

        Raises `SetupError` `RATE_LIMITED` (without a request after five refusals), `WRONG_TOKEN_KIND`,
        `CLOUD_UNREACHABLE`, `CLOUD_ERROR` or `CANCELLED`.
        """
        self._check_lock()
        answer = self._http.request("POST", "/oauth/token", ClientAuth(client), cancel, form=form)
        if form["grant_type"] == "password" and wants_one_time_code(answer):
            return answer
        if answer.ok:
            self._refusals = 0
            return answer
        if limited := rate_limit(answer, LOCKOUT_WAIT_S):
            raise limited
        error = wrong_kind(answer)
        wrong_password = explanation(answer.body).lower().startswith(_WRONG_PASSWORD)
        # A refusal without JSON comes from something between us and the cloud, and is no word on the password.
        if not (error or wrong_password) and (answer.status not in _REFUSALS or answer.body is None):
            raise SetupError(Reason.CLOUD_ERROR, describe(answer), retry_after_s=answer.retry_after_s)
        self._refusals += 1
        self._refused_at_s = time.monotonic()
        if error:
            raise error
        return answer

    def token(self, answer: Answer, username: str, kind: TokenKind) -> Token:
        """The token of a success, with its end by the cloud's clock; raises `SetupError(CLOUD_ERROR)` without one."""
        return read_token(answer.fields, username, kind, self._http.server_now() or datetime.now(UTC))

    def _check_lock(self) -> None:
        if self._refusals < MOST_REFUSALS:
            return
        waited_s = time.monotonic() - self._refused_at_s
        if waited_s < LOCKOUT_WAIT_S:
            detail = f"{self._refusals} sign-ins in a row were refused; the cloud locks this address after ten"
            raise SetupError(Reason.RATE_LIMITED, detail, retry_after_s=LOCKOUT_WAIT_S - waited_s)
        self._refusals = 0


def wants_one_time_code(answer: Answer) -> bool:
    """Whether the cloud wants a one-time code: by its words whatever the status, which is not documented."""
    return answer.fields.get("error") == "mfa_required"


def refuses_client(answer: Answer) -> bool:
    """Whether it is the OAuth client that was refused, and not who signed in through it."""
    return answer.fields.get("error") == "invalid_client"
