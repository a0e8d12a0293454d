from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setup_wizard.core.account import CloudDevice
from setup_wizard.workflow.evidence import CLOCK_SLACK, is_proof
from tests.unit.workflow.fakes import DEVICE_ID, EARLIER, LATER, NOW, OFFLINE, ONLINE, STALE

TICK = timedelta(seconds=1)
NEVER_HEARD = CloudDevice(DEVICE_ID, online=True)


def proof(
    now: CloudDevice,
    before: CloudDevice | None = OFFLINE,
    sent_at: datetime | None = NOW,
    *,
    seen_offline: bool = False,
    must_be_heard: bool = False,
) -> bool:
    return is_proof(now, before, sent_at, seen_offline=seen_offline, must_be_heard=must_be_heard)


def test_a_device_that_was_listed_already_and_has_no_news_is_no_proof() -> None:
    assert not proof(STALE, before=STALE)


def test_a_newer_handshake_is_proof() -> None:
    assert proof(replace(STALE, last_handshake_at=LATER))


def test_being_heard_again_is_proof() -> None:
    assert proof(replace(STALE, last_heard=LATER))


def test_a_device_power_cycled_before_it_was_sent_off_is_no_proof() -> None:
    power_cycled = NOW - CLOCK_SLACK - TICK
    assert not proof(replace(STALE, last_handshake_at=power_cycled, last_heard=power_cycled))


def test_the_two_clocks_of_the_cloud_may_differ_a_little() -> None:
    assert proof(replace(STALE, last_handshake_at=NOW - CLOCK_SLACK))


def test_offline_and_then_online_is_proof_without_any_times() -> None:
    assert proof(NEVER_HEARD, before=NEVER_HEARD, sent_at=None, seen_offline=True)


def test_a_device_new_in_the_account_is_proof_because_only_it_had_the_code() -> None:
    assert proof(STALE, before=None)


def test_a_device_claimed_by_its_id_must_also_have_been_heard() -> None:
    assert not proof(STALE, before=None, must_be_heard=True)
    assert proof(replace(STALE, last_heard=LATER), before=None, must_be_heard=True)


@pytest.mark.parametrize("year", [1, 9999])
def test_a_clock_at_the_end_of_time_is_no_failure(year: int) -> None:
    moment = NOW.replace(year=year)
    assert proof(replace(STALE, last_heard=moment), sent_at=moment) is (year == 9999)
    assert proof(ONLINE, sent_at=NOW.replace(year=1, month=1, day=1, hour=0))


def test_without_the_clouds_clock_anything_newer_than_before_is_proof() -> None:
    assert proof(replace(STALE, last_handshake_at=EARLIER + TICK), sent_at=None)
    assert not proof(STALE, sent_at=None)


def test_without_clock_and_without_an_entry_before_a_device_claimed_by_id_proves_nothing() -> None:
    assert not proof(ONLINE, before=None, sent_at=None, must_be_heard=True)


def test_an_entry_without_times_is_no_proof() -> None:
    assert not proof(NEVER_HEARD)


def test_a_first_time_where_there_was_none_before_is_proof() -> None:
    assert proof(ONLINE, before=replace(OFFLINE, last_handshake_at=None, last_heard=None))


days = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))
times = st.none() | days
entries = st.builds(CloudDevice, st.just(DEVICE_ID), online=st.booleans(), last_handshake_at=times, last_heard=times)


@given(entries, st.none() | entries, times, st.booleans(), st.booleans())
def test_nothing_proves_a_device_that_is_offline(
    now: CloudDevice, before: CloudDevice | None, sent_at: datetime | None, seen_offline: bool, by_id: bool
) -> None:
    offline = replace(now, online=False)
    assert not proof(offline, before, sent_at, seen_offline=seen_offline, must_be_heard=by_id)


@given(entries, times)
def test_an_unchanged_entry_never_proves_anything(entry: CloudDevice, sent_at: datetime | None) -> None:
    assert not proof(entry, entry, sent_at)


@pytest.mark.parametrize(
    "now", [replace(STALE, last_handshake_at=EARLIER - TICK), replace(STALE, last_heard=EARLIER - TICK)]
)
def test_a_time_that_went_back_is_no_proof(now: CloudDevice) -> None:
    assert not proof(now, sent_at=None)
