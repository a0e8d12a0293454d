"""When the cloud's entry for a device proves this setup worked; being listed, or claimed once, is no proof."""

from __future__ import annotations

from datetime import datetime, timedelta

from setup_wizard.core.account import CloudDevice
from setup_wizard.workflow.facts import Facts

CLOCK_SLACK = timedelta(seconds=5)
"""The `Date` header has whole seconds, and the cloud's machines are not one clock."""


def proves(now: CloudDevice, facts: Facts, *, seen_offline: bool = False) -> bool:
    """Whether `now` shows that the setup these facts are of has worked; it was sent off.

    That it is in the account at all is no proof where nothing was claimed, where it may have been claimed by its id,
    or where an earlier try of this setup may have done it.
    """
    if facts.sent is None:
        return False
    must_be_heard = not facts.claims or facts.sent.claimed_by_id or facts.sends > 1
    before, sent_at = facts.device_before(now.device_id), facts.sent.server_time
    return is_proof(now, before, sent_at, seen_offline=seen_offline, must_be_heard=must_be_heard)


def is_undecided(now: CloudDevice, before: CloudDevice | None) -> bool:
    """Whether the times neither prove nor rule out that it was heard: there are none, or the cloud's clocks differ."""
    times = (now.last_handshake_at, now.last_heard)
    if not now.online or before is None or times == (None, None):
        return now.online
    earlier = (before.last_handshake_at, before.last_heard)
    return any(new is not None and (old is None or new > old) for new, old in zip(times, earlier, strict=True))


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
    return sent_at is None or sent_at - now <= CLOCK_SLACK
