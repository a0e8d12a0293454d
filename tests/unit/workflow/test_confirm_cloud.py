from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from setup_wizard.core.account import CloudDevice
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.workflow.access import SIGN_IN_OVER
from setup_wizard.workflow.confirm import confirm
from tests.unit.workflow.fakes import (
    AT_ONCE,
    DEVICE,
    LATER,
    NOW,
    ONLINE,
    STALE,
    FakeCloud,
    FakePhoton,
    Script,
    facts_sent,
    session_with,
    unreachable,
)
from tests.unit.workflow.watching import BRIEF, GONE, WIFI_ONLY, watch


@pytest.mark.parametrize(
    "failure",
    [
        unreachable(),
        SetupError(Reason.CLOUD_UNREACHABLE, "a sign-in page of the network answered instead of the cloud"),
        SetupError(Reason.CLOUD_ERROR, "HTTP 500: Timed out"),
        SetupError(Reason.RATE_LIMITED, "HTTP 429", retry_after_s=0.01),
    ],
)
def test_the_cloud_is_asked_again_whatever_it_answered(failure: SetupError) -> None:
    assert watch(FakeCloud(failure, failure, None, failure, ONLINE), FakePhoton(GONE))[0] is Reason.CLAIMED


@pytest.mark.parametrize("reason", [*SIGN_IN_OVER, Reason.WRONG_TOKEN_KIND])
def test_a_token_that_is_not_good_any_more_ends_the_watch(reason: Reason) -> None:
    cloud = FakeCloud(None, SetupError(reason))
    assert watch(cloud, FakePhoton(GONE))[0] is reason
    assert cloud.entries.asked == 2


@pytest.mark.parametrize(
    ("failure", "reason"),
    [
        (unreachable(), Reason.CLOUD_UNREACHABLE),
        (SetupError(Reason.CLOUD_ERROR, "HTTP 500"), Reason.CLOUD_ERROR),
        (SetupError(Reason.RATE_LIMITED, "HTTP 429", retry_after_s=0.01), Reason.RATE_LIMITED),
    ],
)
def test_a_cloud_that_never_answered_is_named_with_its_last_excuse(failure: SetupError, reason: Reason) -> None:
    assert watch(FakeCloud(failure), FakePhoton(GONE), timing=BRIEF)[0] is reason


def test_the_pause_the_cloud_asks_for_is_kept() -> None:
    limited = SetupError(Reason.RATE_LIMITED, retry_after_s=60.0)
    cloud = FakeCloud(limited)
    watch(cloud, FakePhoton(GONE), timing=BRIEF)
    assert cloud.entries.asked == 1


def test_the_pause_the_cloud_asks_for_is_kept_also_when_an_event_arrives() -> None:
    cloud = FakeCloud(SetupError(Reason.RATE_LIMITED, retry_after_s=60.0))
    cloud.event.set()
    watch(cloud, FakePhoton(GONE), timing=BRIEF)
    assert cloud.entries.asked == 1


def test_every_refusal_for_asking_too_often_makes_the_polling_slower() -> None:
    limited = SetupError(Reason.RATE_LIMITED, retry_after_s=0.0)
    cloud = FakeCloud(limited)
    watch(cloud, FakePhoton(GONE), timing=BRIEF)
    assert cloud.entries.asked < 10


def test_after_the_pause_the_polling_goes_on_only_a_little_slower() -> None:
    limited = SetupError(Reason.RATE_LIMITED, retry_after_s=0.05)
    cloud = FakeCloud(limited, None)
    watch(cloud, FakePhoton(GONE), timing=BRIEF)
    assert cloud.entries.asked > 6


def test_polling_slows_down_after_a_while() -> None:
    cloud = FakeCloud(None)
    watch(cloud, FakePhoton(GONE), timing=replace(BRIEF, slow_after_s=0.01, slow_poll_s=60.0))
    assert 1 < cloud.entries.asked < 10


def test_an_event_of_the_device_is_a_reason_to_ask_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    cloud = FakeCloud()
    monkeypatch.setattr(cloud, "entries", cloud.event.set)
    cloud.on_event = lambda: setattr(cloud, "entries", Script(ONLINE))
    timing = replace(AT_ONCE, timeout_s=60.0, poll_s=3600.0, slow_poll_s=3600.0, rejoin_after_s=3600.0)
    assert watch(cloud, FakePhoton(GONE), timing=timing)[0] is Reason.CLAIMED


def test_an_event_stream_that_fails_is_opened_again() -> None:
    cloud = FakeCloud(*[None] * 20, ONLINE)
    cloud.failures["device_events"] = unreachable()
    assert watch(cloud, FakePhoton(GONE))[0] is Reason.CLAIMED


def test_a_device_that_did_not_present_its_code_is_claimed_by_its_id() -> None:
    cloud = FakeCloud(*[None] * 20, ONLINE, claims=Script(False, True))
    assert watch(cloud, FakePhoton(GONE))[0] is Reason.CLAIMED
    assert cloud.claims.asked == 2


def test_a_device_claimed_by_its_id_but_never_heard_is_not_confirmed() -> None:
    cloud = FakeCloud(*[None] * 20, STALE, claims=Script(True))
    cloud.answers_ping = False
    assert watch(cloud, FakePhoton(GONE), timing=BRIEF)[0] is Reason.CLAIM_NOT_CONFIRMED


def test_a_device_claimed_by_its_id_is_proven_by_its_answer_where_the_cloud_keeps_no_times() -> None:
    without_times = replace(ONLINE, last_handshake_at=None, last_heard=None)
    cloud = FakeCloud(*[None] * 20, without_times, claims=Script(True))
    assert watch(cloud, FakePhoton(GONE))[0] is Reason.CLAIMED
    assert "ping_device" in cloud.calls


def test_the_device_gets_time_to_present_its_code_before_it_is_claimed_by_its_id() -> None:
    cloud = FakeCloud(None, None, ONLINE, claims=Script(True))
    watch(cloud, FakePhoton(GONE), timing=replace(AT_ONCE, claim_by_id_after_s=60.0))
    assert cloud.claims.asked == 0


def test_nothing_is_claimed_when_only_the_wifi_changes() -> None:
    cloud = FakeCloud(None, claims=Script(True))
    watch(cloud, FakePhoton(GONE), WIFI_ONLY, replace(BRIEF, gone_for_s=60.0))
    assert cloud.claims.asked == 0


def test_a_device_of_somebody_else_is_named_as_such() -> None:
    cloud = FakeCloud(None, claims=Script(SetupError(Reason.OWNED_BY_OTHER)))
    assert watch(cloud, FakePhoton(GONE), timing=BRIEF)[0] is Reason.OWNED_BY_OTHER


@pytest.mark.parametrize("reason", SIGN_IN_OVER)
def test_a_claim_by_id_that_finds_the_sign_in_ended_ends_the_watch(reason: Reason) -> None:
    cloud = FakeCloud(None, claims=Script(SetupError(reason)))
    assert watch(cloud, FakePhoton(GONE))[0] is reason


def test_a_claim_by_id_whose_answer_was_lost_may_have_put_it_into_the_account() -> None:
    cloud = FakeCloud(*[None] * 20, STALE, claims=Script(unreachable()))
    cloud.answers_ping = False
    assert watch(cloud, FakePhoton(GONE), timing=BRIEF)[0] is Reason.CLAIM_NOT_CONFIRMED


def test_a_claim_by_id_that_was_refused_puts_nothing_into_the_account() -> None:
    cloud = FakeCloud(*[None] * 20, STALE, claims=Script(SetupError(Reason.OWNED_BY_OTHER), False))
    assert watch(cloud, FakePhoton(GONE))[0] is Reason.CLAIMED
    assert "ping_device" not in cloud.calls


def test_who_watches_on_does_not_take_the_claim_by_id_for_the_photons_own() -> None:
    cloud = FakeCloud(*[None] * 20, STALE, claims=Script(True))
    cloud.answers_ping = False
    session = session_with(cloud, FakePhoton(GONE))
    for _watch in range(2):
        with pytest.raises(SetupError) as raised:
            confirm(session, facts_sent(), lambda _news: None, Cancel(), BRIEF)
        assert raised.value.reason is Reason.CLAIM_NOT_CONFIRMED


TIMELESS = replace(ONLINE, last_handshake_at=None, last_heard=None)
BEHIND = replace(ONLINE, last_handshake_at=NOW - timedelta(seconds=30), last_heard=None)
"""As a cloud tells it whose clocks differ by half a minute."""


@pytest.mark.parametrize(("before", "entry"), [(TIMELESS, TIMELESS), (STALE, BEHIND)])
def test_a_device_that_the_clouds_times_say_nothing_of_is_proven_by_its_answer(
    before: CloudDevice, entry: CloudDevice
) -> None:
    assert watch(FakeCloud(entry), FakePhoton(GONE), facts_sent(before))[0] is Reason.CLAIMED


def test_a_device_that_does_not_answer_is_asked_a_few_times_only() -> None:
    cloud = FakeCloud(TIMELESS)
    cloud.answers_ping = False
    assert watch(cloud, FakePhoton(GONE), facts_sent(TIMELESS), BRIEF)[0] is Reason.CLAIM_NOT_CONFIRMED
    assert 1 < cloud.calls.count("ping_device") < 9


def test_a_device_whose_times_are_old_or_that_is_in_setup_mode_is_not_asked() -> None:
    old, waiting = FakeCloud(STALE), FakeCloud(TIMELESS)
    watch(old, FakePhoton(GONE), facts_sent(STALE), BRIEF)
    watch(waiting, FakePhoton(DEVICE), facts_sent(TIMELESS), BRIEF)
    assert {"ping_device"}.isdisjoint(old.calls + waiting.calls)


def test_an_answer_that_is_refused_is_no_failure_of_the_setup() -> None:
    cloud = FakeCloud(*[TIMELESS] * 4, replace(TIMELESS, last_heard=LATER))
    cloud.failures["ping_device"] = SetupError(Reason.WRONG_TOKEN_KIND)
    assert watch(cloud, FakePhoton(GONE), facts_sent(TIMELESS))[0] is Reason.CLAIMED
