"""When the cloud's entry for a device proves this setup worked; being listed, or claimed once, is no proof."""

from __future__ import annotations

from datetime import datetime, timedelta

from setup_wizard.core.account import CloudDevice

CLOCK_SLACK = timedelta(seconds=5)
"""The `Date` header has whole seconds, and the cloud's machines are not one clock."""


def is_proof(
    now: CloudDevice,
    before: CloudDevice | None,
    sent_at: datetime | None,
    *,
    seen_offline: bool,
    must_be_heard: bool,
) -> bool:
    """Whether `now` shows the device online since `connect-ap` and in the account because of this setup.

    `before` is the entry from before the setup, `sent_at` the cloud's time at `connect-ap`, `seen_offline` whether the
    cloud has listed it as offline since. A new entry is proof, for only this device had the code, unless it
    `must_be_heard` too: it was claimed by id, or an earlier try of this setup may have made the entry.
    """
    if not now.online:
        return False
    if seen_offline or (before is None and not must_be_heard):
        return True
    return _is_newer(now.last_handshake_at, before.last_handshake_at if before else None, sent_at) or _is_newer(
        now.last_heard, before.last_heard if before else None, sent_at
    )


def _is_newer(now: datetime | None, before: datetime | None, sent_at: datetime | None) -> bool:
    """Newer than before the setup, and not known to be older than `connect-ap`: people power-cycle while they wait."""
    if now is None or (before is None and sent_at is None):
        return False
    if before is not None and now <= before:
        return False
    return sent_at is None or now >= sent_at - CLOCK_SLACK
