"""Who may sign in to the simulated cloud, and with which token they then come (cloud docs: authentication)."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace

from setup_wizard.core.secret import Secret
from setup_wizard.simulator.holder import Holder

DEFAULT_LIFETIME_S = 7_776_000
FAILURES_BEFORE_LOCK = 10
LOCK_S = 1800.0
_ONE_TIME_CODE_TRIES = 3

Clock = Callable[[], float]
"""The cloud's time in seconds since 1970."""


@dataclass(frozen=True, slots=True)
class Account:
    """A developer's account; one with a `one_time_code` is asked for it after the password."""

    username: str
    password: Secret
    one_time_code: Secret | None = None


@dataclass(frozen=True, slots=True)
class AccessToken:
    """A token handed out; `expires_at` is None for one that never does."""

    value: str
    refresh_token: str
    holder: Holder
    client_id: str
    lifetime_s: int
    expires_at: float | None


@dataclass(slots=True)
class _Challenge:
    account: Account
    lifetime_s: int
    tries_left: int = _ONE_TIME_CODE_TRIES


class LoginRefusedError(Exception):
    """A wrong password, one-time code, challenge or refresh token; the cloud does not say which of two was wrong."""


class OneTimeCodeWantedError(Exception):
    """The password was right, and the account wants a one-time code too."""

    def __init__(self, mfa_token: str) -> None:
        super().__init__("a one-time code is wanted")
        self.mfa_token = mfa_token


class Accounts:
    """Passwords, challenges and tokens. Not thread-safe: the cloud calls it under its lock."""

    def __init__(self, accounts: tuple[Account, ...], clock: Clock) -> None:
        self._accounts = {account.username: account for account in accounts}
        self._clock = clock
        self._tokens: dict[str, AccessToken] = {}
        self._challenges: dict[str, _Challenge] = {}
        self._failures = 0
        self._locked_until = 0.0

    def locked_for_s(self) -> float:
        """How long sign-ins stay locked after ten failures in a row; 0 when they are not."""
        return max(0.0, self._locked_until - self._clock())

    def count_failure(self) -> None:
        """A token request failed; the tenth in a row locks sign-ins for half an hour."""
        self._failures += 1
        if self._failures >= FAILURES_BEFORE_LOCK:
            self._failures = 0
            self._locked_until = self._clock() + LOCK_S

    def forgive_failures(self) -> None:
        """A token request succeeded; the failures before it count no more."""
        self._failures = 0

    def sign_in(self, username: str, password: str, client_id: str, lifetime_s: int) -> AccessToken:
        """A token for a password; raises `LoginRefusedError` or `OneTimeCodeWantedError`."""
        account = self._accounts.get(username.lower())
        if account is None or account.password != Secret(password):
            raise LoginRefusedError
        if account.one_time_code is None:
            return self.hand_out(Holder.developer(account.username), client_id, lifetime_s)
        mfa_token = secrets.token_urlsafe(24)
        self._challenges[mfa_token] = _Challenge(account, lifetime_s)
        raise OneTimeCodeWantedError(mfa_token)

    def answer_challenge(self, mfa_token: str, code: str, client_id: str) -> AccessToken:
        """A token for a one-time code; raises `LoginRefusedError`, for good after three wrong codes."""
        challenge = self._challenges.get(mfa_token)
        if challenge is None:
            raise LoginRefusedError
        challenge.tries_left -= 1
        right = challenge.account.one_time_code == Secret(code)
        if right or not challenge.tries_left:
            del self._challenges[mfa_token]
        if not right:
            raise LoginRefusedError
        return self.hand_out(Holder.developer(challenge.account.username), client_id, challenge.lifetime_s)

    def refresh(self, refresh_token: str, client_id: str, lifetime_s: int) -> AccessToken:
        """Another token for a refresh token, which works once and for its own client; raises `LoginRefusedError`."""
        for token in self._tokens.values():
            if refresh_token and (token.refresh_token, token.client_id) == (refresh_token, client_id):
                self._tokens[token.value] = replace(token, refresh_token="")
                return self.hand_out(token.holder, client_id, lifetime_s)
        raise LoginRefusedError

    def hand_out(
        self, holder: Holder, client_id: str = "particle", lifetime_s: int = DEFAULT_LIFETIME_S
    ) -> AccessToken:
        """A new token; a lifetime of 0 seconds means forever."""
        expires_at = self._clock() + lifetime_s if lifetime_s else None
        token = AccessToken(secrets.token_hex(20), secrets.token_hex(20), holder, client_id, lifetime_s, expires_at)
        self._tokens[token.value] = token
        return token

    def find(self, value: str) -> AccessToken | None:
        """The token with this value, expired or not."""
        return self._tokens.get(value)

    def has_expired(self, token: AccessToken) -> bool:
        """Whether its time is over."""
        return token.expires_at is not None and token.expires_at <= self._clock()

    def revoke(self, value: str) -> bool:
        """Forget a token; whether there was one."""
        return self._tokens.pop(value, None) is not None

    def revoke_all(self, holder: Holder) -> None:
        """Forget all tokens of an account, a product or a customer."""
        self._tokens = {value: token for value, token in self._tokens.items() if token.holder != holder}

    def find_account(self, username: str) -> Account:
        """The account of a token; raises `KeyError` for a name that never existed."""
        return self._accounts[username]
