"""Whose token somebody pasted."""

from __future__ import annotations

import re

from setup_wizard.cloud.answer import Answer
from setup_wizard.cloud.bearer import Bearer
from setup_wizard.cloud.errors import refusal
from setup_wizard.cloud.values import read_customer, read_text, read_time
from setup_wizard.core.account import Token, TokenKind
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason
from setup_wizard.core.secret import Secret

_BEFORE_A_TOKEN = re.compile(r"^(Authorization:\s*)?Bearer\s+", re.IGNORECASE)
"""What is copied along with a token out of a header."""


def identify(bearer: Bearer, pasted: Secret, cancel: Cancel) -> Token:
    """The token with its kind, its user and its end, as far as the cloud tells.

    A customer is named in the token's scopes. Of the others, one with an account is a developer's. What is valid and
    has none is taken for a product's: that, or an API user, who can do the same (cloud docs: API users).
    """
    value = Secret(_BEFORE_A_TOKEN.sub("", pasted.reveal().strip()))
    current = bearer.ask("GET", "/v1/access_tokens/current", value, cancel)
    details = current.fields if current.ok else {}
    expires_at = read_time(details.get("expires_at"))
    customer = read_customer(details)
    if customer is not None:
        return Token(value, customer, expires_at, TokenKind.CUSTOMER)
    account = bearer.ask("GET", "/v1/user", value, cancel)
    if account.status == 404 and not current.ok:
        # spark-server has neither, and only accounts.
        account = bearer.ask("GET", "/v1/devices", value, cancel)
    if account.ok:
        return Token(value, read_text(account.fields.get("username")), expires_at)
    error = refusal(account)
    is_foreign = account.status in (400, 403) and error.reason is not Reason.TOKEN_EXPIRED
    if _is_trouble(account) or not (current.ok or is_foreign):
        raise error
    if _is_trouble(current):
        raise refusal(current)
    return Token(value, "", expires_at, TokenKind.PRODUCT)


def _is_trouble(answer: Answer) -> bool:
    """Whether it says nothing of the token."""
    return answer.status in (408, 429) or answer.status >= 500
