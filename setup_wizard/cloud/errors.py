"""The one place where the words of the network and of the cloud become a `SetupError`."""

from __future__ import annotations

import base64
import html
import json
import re
import socket
import ssl
from collections.abc import Iterator, Sequence
from urllib.parse import quote, quote_plus

import requests

from setup_wizard.cloud.answer import Answer
from setup_wizard.core.errors import Reason, SetupError

CAPTIVE_PORTAL = "a sign-in page of the network answered instead of the cloud"

RATE_LIMIT_WAIT_S = 60.0
LOCKOUT_WAIT_S = 1800.0
"""How long the cloud refuses an address after ten refused token requests in a row (cloud docs: rate limits)."""

_NETWORK_CAUSES: tuple[tuple[type[BaseException], str], ...] = (
    (requests.exceptions.ProxyError, "proxy"),
    (ssl.SSLCertVerificationError, "TLS certificate"),
    (ssl.SSLError, "TLS"),
    (socket.gaierror, "DNS"),
    (TimeoutError, "timeout"),
    (OSError, "connection"),
)
_TOKEN_ERRORS = ("invalid_token", "expired_token")
# What the cloud says to a token of another kind than the endpoint wants, whatever the status.
_WRONG_KIND = ("organization not found for user", "are not allowed to call this endpoint")
_NO_PRODUCT = ("product not found", "product does not exist")
_EXPLANATION_KEYS = ("error_description", "error", "errors", "status", "info", "message")
_LONGEST_TEXT = 200
_SHORTEST_MASKED = 4
_UNSAFE_TO_SHOW = re.compile(r"\S*://\S*|\b[0-9a-f]{40}\b", re.IGNORECASE)


def unreachable(exc: Exception) -> SetupError:
    """What an exception of requests, urllib3 or the system means: nobody there to answer."""
    causes = list(_causes(exc))
    # requests' own exceptions are OSErrors too, but quote what they were doing instead of what happened.
    system = [
        cause for cause in causes if isinstance(cause, OSError) and not isinstance(cause, requests.RequestException)
    ]
    said = _shown(system[-1].strerror or str(system[-1]) if system else str(exc))
    for kind, name in _NETWORK_CAUSES:
        if any(isinstance(cause, kind) for cause in causes):
            return SetupError(Reason.CLOUD_UNREACHABLE, f"{name}: {said}")
    return SetupError(Reason.CLOUD_UNREACHABLE, said)


def refusal(answer: Answer) -> SetupError:
    """What an answer other than a success means, for every call but those to /oauth/token."""
    if limited := rate_limit(answer, RATE_LIMIT_WAIT_S):
        return limited
    if error := wrong_kind(answer):
        return error
    said = explanation(answer.body).lower()
    if answer.status == 401 or answer.fields.get("error") in _TOKEN_ERRORS or "access token" in said:
        return SetupError(Reason.TOKEN_EXPIRED, describe(answer))
    if answer.status == 404 and said.startswith(_NO_PRODUCT):
        return SetupError(Reason.PRODUCT_NOT_FOUND, describe(answer))
    if answer.status == 403:
        return SetupError(Reason.NOT_ALLOWED, describe(answer))
    return SetupError(Reason.CLOUD_ERROR, describe(answer), retry_after_s=answer.retry_after_s)


def rate_limit(answer: Answer, wait_s: float) -> SetupError | None:
    """The error for "too many requests", None for other answers; `wait_s` is used where the cloud named no time."""
    if answer.status not in (429, 529):
        return None
    retry_after_s = wait_s if answer.retry_after_s is None else answer.retry_after_s
    return SetupError(Reason.RATE_LIMITED, describe(answer), retry_after_s=retry_after_s)


def wrong_kind(answer: Answer) -> SetupError | None:
    """The error for a token, or an OAuth client, of another kind than was needed; None for other answers."""
    if any(words in explanation(answer.body).lower() for words in _WRONG_KIND):
        return SetupError(Reason.WRONG_TOKEN_KIND, describe(answer))
    return None


def describe(answer: Answer) -> str:
    """Status and explanation of an answer, for `SetupError.detail`."""
    return f"HTTP {answer.status}: {explanation(answer.body, answer.secrets) or 'no explanation'}"


def explanation(body: object, secrets: Sequence[str] = ()) -> str:
    """The first words of why in any of the shapes the cloud uses, "" without.

    Addresses and tokens are left out, and so are the `secrets` that were sent.
    """
    for text in _texts(body, depth=4):
        if shown := _shown(_without(secrets, text)):
            return shown
    return ""


def _without(secrets: Sequence[str], text: str) -> str:
    """The text without the secrets, as they are and as forms, JSON, pages, Python and base64 spell them."""
    for secret in secrets:
        if len(secret) < _SHORTEST_MASKED:
            continue
        forms = {secret, quote(secret, errors="replace"), quote_plus(secret, errors="replace")}
        forms |= {json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1], repr(secret)[1:-1]}
        escaped = html.escape(secret)
        forms |= {html.escape(secret, quote=False), escaped, escaped.replace("&#x27;", "&#39;")}
        forms.add(base64.b64encode(secret.encode(errors="replace")).decode())
        for form in sorted(forms, key=len, reverse=True):
            text = re.sub(re.escape(form), "***", text, flags=re.IGNORECASE)
    return text


def _shown(text: str) -> str:
    return _UNSAFE_TO_SHOW.sub("…", text).strip()[:_LONGEST_TEXT]


def _texts(body: object, depth: int) -> Iterator[str]:
    if isinstance(body, str):
        yield body
    elif depth and isinstance(body, list):
        for item in body:
            yield from _texts(item, depth - 1)
    elif depth and isinstance(body, dict):
        for key in _EXPLANATION_KEYS:
            yield from _texts(body.get(key), depth - 1)


def _causes(exc: BaseException) -> Iterator[BaseException]:
    """The exception and what it was raised from: urllib3 names the cause in `raise … from`, requests in `args`."""
    yield exc
    for cause in (exc.__cause__, *exc.args):
        if isinstance(cause, BaseException):
            yield from _causes(cause)
