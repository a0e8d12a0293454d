"""HTTP to the cloud: one connection per call, within a total time, ended at once by a cancel.

A connection per call means that none survives a switch of networks, that threads share nothing, and that an answer
can never belong to an earlier request.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode, urlsplit

import requests
from urllib3.exceptions import HTTPError

from setup_wizard.cloud.answer import Answer, parse_http_date, parse_json, parse_retry_after
from setup_wizard.cloud.auth import Authorization
from setup_wizard.cloud.errors import CAPTIVE_PORTAL, refusal, unreachable
from setup_wizard.cloud.guard import CallGuard
from setup_wizard.cloud.session import GuardedSession
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError

_log = logging.getLogger(__name__)

_CHUNK_BYTES = 65_536
_SECRET_FIELDS = ("password", "otp", "mfa_token")


@dataclass(frozen=True, slots=True)
class Limits:
    """How long calls may take and how long an answer may be.

    The cloud itself waits 30 s for a device (cloud docs: 408), so calls that ask a device get more.
    """

    connect_s: float = 10.0
    total_s: float = 20.0
    device_total_s: float = 35.0
    silence_s: float = 70.0
    body_bytes: int = 4_194_304


class Http:
    """Calls below one base URL. Safe to use from several threads."""

    def __init__(self, base_url: str, limits: Limits | None = None) -> None:
        self._base_url = _checked(base_url)
        self._limits = limits or Limits()
        self._closed = Cancel()
        self._clock: tuple[datetime, float] | None = None

    def close(self) -> None:
        """End every call under way and refuse new ones, with `SetupError(CANCELLED)`."""
        self._closed.cancel()

    def server_now(self) -> datetime | None:
        """The server's clock, from its last Date header and the time since; None before there was one."""
        clock = self._clock
        if clock is None:
            return None
        server_time, heard_at_s = clock
        return server_time + timedelta(seconds=time.monotonic() - heard_at_s)

    def request(
        self,
        method: str,
        path: str,
        auth: Authorization,
        cancel: Cancel,
        *,
        form: Mapping[str, str] | None = None,
        file: bytes | None = None,
        asks_device: bool = False,
        total_s: float | None = None,
    ) -> Answer:
        """One call, with a form or with the text of a file to upload.

        Raises `SetupError(CLOUD_UNREACHABLE)`, `CANCELLED`, or `CLOUD_ERROR` for an endless answer.
        """
        total_s = total_s or (self._limits.device_total_s if asks_device else self._limits.total_s)
        with (
            CallGuard(total_s, cancel, self._closed) as guard,
            self._exchange(
                method, path, auth, guard, "application/json", read_timeout_s=total_s, form=form, file=file
            ) as response,
        ):
            return self._answer(response, guard, _secrets(auth, form))

    def stream(self, path: str, auth: Authorization, cancel: Cancel) -> Iterator[bytes]:
        """The bytes of an event stream as they arrive; ends when the server closes it or falls silent."""
        with (
            CallGuard(self._limits.total_s, cancel, self._closed) as guard,
            self._exchange(
                "GET", path, auth, guard, "text/event-stream", read_timeout_s=self._limits.silence_s
            ) as response,
        ):
            if response.status_code != 200:
                raise refusal(self._answer(response, guard, _secrets(auth, None)))
            if not response.headers.get("Content-Type", "").startswith("text/event-stream"):
                raise SetupError(Reason.CLOUD_UNREACHABLE, CAPTIVE_PORTAL)
            guard.stop_clock()
            try:
                while chunk := response.raw.read1(_CHUNK_BYTES):
                    yield chunk
            except HTTPError as exc:
                _log.debug("GET %s: the stream broke off (%s)", path, type(exc).__name__)
            guard.check()

    @contextmanager
    def _exchange(
        self,
        method: str,
        path: str,
        auth: Authorization,
        guard: CallGuard,
        accept: str,
        *,
        read_timeout_s: float,
        form: Mapping[str, str] | None = None,
        file: bytes | None = None,
    ) -> Iterator[requests.Response]:
        guard.check()
        started_s = time.monotonic()
        headers = {"Accept": accept}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        with GuardedSession(guard) as session:
            try:
                with session.request(
                    method,
                    self._base_url + path,
                    data=None if form is None else urlencode(form, errors="replace"),
                    # Under the name and with the ending that the cloud and spark-server look for.
                    files=None if file is None else {"file": ("file.txt", file, "text/plain")},
                    headers=headers,
                    auth=auth,
                    timeout=(self._limits.connect_s, read_timeout_s),
                    allow_redirects=False,
                    stream=True,
                ) as response:
                    # A connection that was cut can look like the end of the headers.
                    guard.check()
                    elapsed_ms = 1000 * (time.monotonic() - started_s)
                    _log.debug("%s %s: %d in %d ms", method, path, response.status_code, elapsed_ms)
                    yield response
            except (OSError, HTTPError) as exc:
                guard.check()
                raise unreachable(exc) from exc

    def _answer(self, response: requests.Response, guard: CallGuard, secrets: Sequence[str]) -> Answer:
        body = b""
        for chunk in response.iter_content(_CHUNK_BYTES):
            body += chunk
            if len(body) > self._limits.body_bytes:
                raise SetupError(Reason.CLOUD_ERROR, f"the answer is longer than {self._limits.body_bytes} bytes")
        # Or like the end of the body.
        guard.check()
        status = response.status_code
        if status == 407:
            raise SetupError(Reason.CLOUD_UNREACHABLE, "proxy: it wants a user name and a password (HTTP 407)")
        value = parse_json(body)
        # The cloud leaves out the body where there is nothing to tell, but never where something was asked for.
        is_blank = status == 200 and not body and response.request.method == "GET"
        # A firewall's page refuses like the cloud does; an unknown path is refused with a page by many servers.
        is_page = value is None and (200 <= status < 300 or status in (401, 403, 511))
        if is_page or 300 <= status < 400 or is_blank:
            raise SetupError(Reason.CLOUD_UNREACHABLE, CAPTIVE_PORTAL)
        if server_time := parse_http_date(response.headers.get("Date")):
            self._clock = (server_time, time.monotonic())
        now = self.server_now() or datetime.now(UTC)
        return Answer(status, value, parse_retry_after(response.headers.get("Retry-After"), now), tuple(secrets))


def _secrets(auth: Authorization, form: Mapping[str, str] | None) -> list[str]:
    """What of a request must not come back in an explanation."""
    return [*auth.secrets, *(form[name] for name in _SECRET_FIELDS if form and name in form)]


def _checked(base_url: str) -> str:
    parts = urlsplit(base_url.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0:
        raise ValueError("the cloud's address must begin with https:// or http:// and name a host")
    if parts.username is not None or parts.query or parts.fragment:
        raise ValueError("the cloud's address must not hold a user name, a password, a query or a fragment")
    return parts.geturl().rstrip("/")
