"""What came back from the cloud, before anybody knows what it means."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_LONGEST_WAIT_S = 86_400


@dataclass(frozen=True, slots=True)
class Answer:
    """Status and body of one call: the JSON value, `{}` for an empty body, None where it was not JSON.

    The body can hold a token, so it is not part of the repr. `secrets` is what was sent: some servers quote the request
    when they refuse it.
    """

    status: int
    body: object = field(repr=False)
    retry_after_s: float | None = None
    secrets: tuple[str, ...] = field(default=(), repr=False)

    @property
    def ok(self) -> bool:
        """Whether it is a success; a 200 with `ok: false` is not (cloud docs)."""
        return 200 <= self.status < 300 and self.fields.get("ok") is not False

    @property
    def fields(self) -> Mapping[str, object]:
        """The members of a JSON object, none for anything else."""
        return self.body if isinstance(self.body, dict) else {}


def parse_json(body: bytes) -> object:
    """The JSON value in UTF-8, a byte order mark or not (RFC 8259), `{}` for an empty body, None for anything else."""
    if not body.strip():
        return {}
    try:
        value: object = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    return value


def parse_http_date(text: str | None) -> datetime | None:
    """The moment in a Date or Retry-After header, None where there is none."""
    try:
        moment = parsedate_to_datetime(text or "")
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def parse_retry_after(text: str | None, now: datetime) -> float | None:
    """Seconds to wait by a Retry-After header, which holds seconds or a date; None where it says neither."""
    if text and text.strip().isascii() and text.strip().isdecimal():
        return float(min(int(text.strip()[:9]), _LONGEST_WAIT_S))
    moment = parse_http_date(text)
    if moment is None:
        return None
    return min(max(0.0, (moment - now).total_seconds()), _LONGEST_WAIT_S)
