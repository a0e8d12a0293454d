"""Asks the program's own feed for the newest version. Nothing is sent but the request, and nothing is downloaded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urljoin

import requests
from urllib3.exceptions import HTTPError

from setup_wizard.cloud.answer import parse_json
from setup_wizard.cloud.guard import CallGuard
from setup_wizard.cloud.session import GuardedSession
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError

TOTAL_S = 10.0
MOST_BYTES = 65_536
MOST_REDIRECTS = 3
"""Downloads of releases are usually redirected once or twice."""

_HEADERS = {"User-Agent": "photon-setup", "Accept": "application/json", "Connection": "close"}
"""In place of those that name versions."""
_REDIRECTS = (301, 302, 303, 307, 308)
_VERSION = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,9}){0,5})(.*)")
MOST_OFFERED = 80
"""Characters of a version that is offered, which is shown."""
_ADDRESS = re.compile(r"https://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[!-~]*)?")


@dataclass(frozen=True, slots=True)
class Release:
    """The version of dotted numbers, and the https address of the page where it can be downloaded."""

    version: str
    page: str


def newest_release(feed: str, cancel: Cancel) -> Release:
    """What the feed tells: a JSON object with `version` and `page`.

    Raises `SetupError`: CANCELLED, or CLOUD_UNREACHABLE for a feed that does not answer, or not with that.
    """
    with CallGuard(TOTAL_S, cancel) as guard:
        try:
            for _redirect in range(1 + MOST_REDIRECTS):
                answer = _ask(feed, guard)
                if isinstance(answer, bytes):
                    return _release_in(answer)
                feed = answer
            raise ValueError("redirected too often")
        except (OSError, HTTPError, ValueError) as exc:
            guard.check()
            raise SetupError(Reason.CLOUD_UNREACHABLE, f"updates: {type(exc).__name__}") from exc


def is_newer(offered: str, running: str) -> bool:
    """Whether to offer this version. Numbers are compared one by one, missing ones are 0.

    What follows them makes a version a preliminary one (`1.2.0rc1`, `1.2.0.dev3`): that is never offered, and it is
    older than the version of the same numbers. A build's own mark (`1.2.0+abc`) counts for nothing.
    """
    offered_numbers, offered_rest = _parsed(offered)
    running_numbers, running_rest = _parsed(running)
    if offered_rest:
        return False
    return offered_numbers > running_numbers or (offered_numbers == running_numbers and bool(running_rest))


def _ask(address: str, guard: CallGuard) -> bytes | str:
    """The answer's body, or where it is to be found."""
    if not _ADDRESS.fullmatch(address):
        raise ValueError("no https address")
    with GuardedSession(guard) as session:
        session.headers.clear()
        session.headers.update(_HEADERS)
        with session.get(address, auth=_nobody, timeout=TOTAL_S, allow_redirects=False, stream=True) as response:
            if response.status_code in _REDIRECTS:
                return urljoin(address, response.headers.get("Location", ""))
            if response.status_code != HTTPStatus.OK:
                raise ValueError(f"status {response.status_code}")
            return _read(response)


def _read(response: requests.Response) -> bytes:
    body = b""
    for part in response.iter_content(MOST_BYTES):
        body += part
        if len(body) > MOST_BYTES:
            raise ValueError("the answer is too long")
    return body


def _nobody(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Without it, requests would sign in with what ~/.netrc has for the host."""
    return request


def _release_in(body: bytes) -> Release:
    answer = parse_json(body)
    version, page = (answer.get(key) for key in ("version", "page")) if isinstance(answer, dict) else (None, None)
    if not isinstance(version, str) or len(version) > MOST_OFFERED or not _VERSION.fullmatch(version):
        raise ValueError("no version")
    if not isinstance(page, str) or not _ADDRESS.fullmatch(page):
        raise ValueError("no https page")
    return Release(version, page)


def _parsed(version: str) -> tuple[tuple[int, ...], str]:
    """The numbers without zeros at their end, and what follows them."""
    match = _VERSION.fullmatch(version)
    if match is None:
        raise ValueError(f"{version!r} is no version")
    numbers = [int(number) for number in match[1].split(".")]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers), match[2].partition("+")[0]
