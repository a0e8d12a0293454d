"""Signing in: a password, perhaps a one-time code, and how often the cloud lets one try."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import UTC, datetime

from requests.auth import HTTPBasicAuth

from setup_wizard.cloud.answer import Answer
from setup_wizard.cloud.errors import LOCKOUT_WAIT_S, describe, explanation, rate_limit
from setup_wizard.cloud.http import Http
from setup_wizard.cloud.values import read_token
from setup_wizard.core.account import OneTimeCodeChallenge, Token
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret

MOST_REFUSALS = 5
"""Refused attempts in a row before this program stops; the cloud locks the address at ten (cloud docs: rate limits)."""

MOST_CODES = 3
"""One-time codes per challenge, as in the cloud makers' own command line (particle-cli: cloud.js)."""

_REFUSALS = (400, 401, 403, 422)
# spark-server answers a wrong password with a server error that has these words.
_WRONG_PASSWORD = ("wrong password", "user doesn't exist")


class SignIn:
    """The calls to /oauth/token, and the count of those that were refused."""

    def __init__(self, http: Http, client_id: str, client_secret: Secret) -> None:
        self._http = http
        # As bytes, because requests cannot encode text outside Latin-1 and would quote it in its complaint.
        self._client = HTTPBasicAuth(client_id.encode(), client_secret.reveal().encode())
        self._refusals = 0
        self._refused_at_s = 0.0
        self._challenge: OneTimeCodeChallenge | None = None
        self._codes_refused = 0

    def with_password(self, username: str, password: Secret, cancel: Cancel) -> Token | OneTimeCodeChallenge:
        """Raises `SetupError` `SIGN_IN_REFUSED`, `RATE_LIMITED`, `CLOUD_UNREACHABLE`, `CLOUD_ERROR`, `CANCELLED`."""
        form = {"grant_type": "password", "username": username, "password": password.reveal()}
        answer = self._ask(form, cancel)
        # By its words whatever the status, which is not documented.
        if answer.fields.get("error") == "mfa_required":
            return self._challenged(answer, username)
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
        answer = self._ask(form, cancel)
        if answer.ok:
            return self._accepted(answer, challenge.username)
        raise self._refused(answer, Reason.ONE_TIME_CODE_REFUSED)

    def _ask(self, form: Mapping[str, str], cancel: Cancel) -> Answer:
        waited_s = time.monotonic() - self._refused_at_s
        if self._refusals >= MOST_REFUSALS:
            if waited_s < LOCKOUT_WAIT_S:
                detail = f"{self._refusals} sign-ins in a row were refused; the cloud locks this address after ten"
                raise SetupError(Reason.RATE_LIMITED, detail, retry_after_s=LOCKOUT_WAIT_S - waited_s)
            self._refusals = 0
        return self._http.request("POST", "/oauth/token", self._client, cancel, form=form)

    def _challenged(self, answer: Answer, username: str) -> OneTimeCodeChallenge:
        mfa_token = answer.fields.get("mfa_token")
        if not isinstance(mfa_token, str) or not mfa_token:
            raise SetupError(Reason.CLOUD_ERROR, "the cloud wants a one-time code but named no mfa_token")
        return OneTimeCodeChallenge(Secret(mfa_token), username)

    def _accepted(self, answer: Answer, username: str) -> Token:
        self._refusals = 0
        return read_token(answer.fields, username, self._http.server_now() or datetime.now(UTC))

    def _refused(self, answer: Answer, reason: Reason) -> SetupError:
        if limited := rate_limit(answer, LOCKOUT_WAIT_S):
            return limited
        detail = describe(answer)
        wrong_password = explanation(answer.body).lower().startswith(_WRONG_PASSWORD)
        # A refusal without JSON comes from something between us and the cloud, and is no word on the password.
        if not wrong_password and (answer.status not in _REFUSALS or answer.body is None):
            return SetupError(Reason.CLOUD_ERROR, detail, retry_after_s=answer.retry_after_s)
        self._refusals += 1
        self._refused_at_s = time.monotonic()
        if answer.fields.get("error") == "invalid_client":
            return SetupError(Reason.CLOUD_ERROR, f"{detail}: the cloud does not know this program's client id")
        if reason is Reason.ONE_TIME_CODE_REFUSED:
            self._codes_refused += 1
            left = MOST_CODES - self._codes_refused
            detail += f"; {left} more tries" if left else "; sign in again for a new challenge"
        return SetupError(reason, detail)
