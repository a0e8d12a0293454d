from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from setup_wizard.core.account import CloudDevice
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.device import DeviceIdentity
from setup_wizard.core.errors import Reason, ReplyLostError, SetupError
from setup_wizard.workflow.confirm import MAX_RESENDS, Timing, confirm
from setup_wizard.workflow.facts import Facts, Purpose
from setup_wizard.workflow.join_mode import JoinMode
from setup_wizard.workflow.news import Ask, Milestone, News
from setup_wizard.workflow.presence import Presence
from tests.unit.workflow.fakes import (
    AT_ONCE,
    DEVICE,
    NOW,
    OFFLINE,
    ONLINE,
    OTHER_ID,
    STALE,
    FakeCloud,
    FakePhoton,
    absent,
    facts_sent,
    session_with,
)
from tests.unit.workflow.watching import BRIEF, GONE, NO_ACCOUNT, watch


def test_a_device_that_appears_online_in_the_account_is_claimed() -> None:
    reason, said = watch(FakeCloud(None, None, ONLINE), FakePhoton(GONE))
    assert reason is Reason.CLAIMED
    assert said == [
        Milestone.LEFT_SETUP_MODE,
        Milestone.CLOUD_REACHED,
        Milestone.DEVICE_OURS,
        Milestone.DEVICE_ONLINE,
    ]


def test_a_device_that_is_ours_but_not_online_yet_is_waited_for() -> None:
    assert watch(FakeCloud(None, OFFLINE, OFFLINE, ONLINE), FakePhoton(GONE))[0] is Reason.CLAIMED


def test_a_device_that_was_ours_before_is_claimed_only_on_news() -> None:
    cloud = FakeCloud(STALE, STALE, STALE, ONLINE)
    reason, said = watch(cloud, FakePhoton(GONE), facts_sent(STALE))
    assert reason is Reason.CLAIMED
    assert cloud.entries.asked == 4
    assert said[-2:] == [Milestone.DEVICE_ONLINE, Milestone.DEVICE_OURS]


def test_a_device_that_was_ours_before_and_stays_without_news_is_not_confirmed() -> None:
    assert watch(FakeCloud(STALE), FakePhoton(GONE), facts_sent(STALE), BRIEF)[0] is Reason.CLAIM_NOT_CONFIRMED


def test_what_an_earlier_try_achieved_late_is_no_proof_of_this_one() -> None:
    again = replace(facts_sent(), sends=2)
    cloud = FakeCloud(STALE)
    cloud.answers_ping = False
    assert watch(cloud, FakePhoton(GONE), again, BRIEF)[0] is Reason.CLAIM_NOT_CONFIRMED
    assert watch(FakeCloud(STALE, ONLINE), FakePhoton(GONE), again)[0] is Reason.CLAIMED


def test_a_device_seen_offline_and_then_online_is_claimed_whatever_its_times_say() -> None:
    assert watch(FakeCloud(OFFLINE, STALE), FakePhoton(GONE), facts_sent(STALE))[0] is Reason.CLAIMED


def test_the_cloud_wins_though_the_photon_still_answers_in_setup_mode() -> None:
    assert watch(FakeCloud(None, None, ONLINE), FakePhoton(DEVICE))[0] is Reason.CLAIMED


def test_the_cloud_wins_though_the_photon_came_back() -> None:
    cloud = FakeCloud(*[None] * 6, ONLINE)
    reason, said = watch(cloud, FakePhoton(GONE, DEVICE), timing=replace(AT_ONCE, grace_s=1.0))
    assert reason is Reason.CLAIMED
    assert Milestone.BACK_IN_SETUP_MODE in said


@pytest.mark.parametrize("entry", [None, OFFLINE, STALE])
def test_gone_and_back_without_the_cloud_seeing_it_did_not_join(entry: CloudDevice | None) -> None:
    cloud = FakeCloud(entry)
    reason, said = watch(cloud, FakePhoton(GONE, GONE, DEVICE), facts_sent(STALE))
    assert reason is Reason.DID_NOT_JOIN
    assert Milestone.BACK_IN_SETUP_MODE in said
    assert cloud.entries.asked > 2


def test_another_photon_that_answers_is_not_this_one_coming_back() -> None:
    other = DeviceIdentity(OTHER_ID, claimed_once=False)
    assert watch(FakeCloud(None), FakePhoton(GONE, other), timing=BRIEF)[0] is Reason.CLAIM_NOT_CONFIRMED


def test_a_photon_that_never_leaves_did_not_join() -> None:
    assert watch(FakeCloud(None), FakePhoton(DEVICE))[0] is Reason.DID_NOT_JOIN


def test_a_computer_that_stood_still_has_not_seen_a_photon_that_never_left(said: list[News]) -> None:
    presence = Presence(session_with(FakeCloud(), FakePhoton(DEVICE)), DEVICE.device_id, said.append)
    Cancel().sleep(20.0)
    presence.look(Cancel())
    assert (presence.answers, presence.answers_for_s) == (True, 0.0)
    Cancel().sleep(1.0)
    presence.look(Cancel())
    assert presence.answers_for_s == pytest.approx(1.0)
    Cancel().sleep(20.0)
    presence.look(Cancel())
    assert presence.answers_for_s == pytest.approx(11.0)


def test_a_photon_that_never_leaves_did_not_join_also_when_the_time_is_short() -> None:
    timing = replace(BRIEF, rejoin_after_s=60.0)
    assert watch(FakeCloud(None), FakePhoton(DEVICE), timing=timing)[0] is Reason.DID_NOT_JOIN


def test_connect_is_not_repeated_when_its_answer_came() -> None:
    photon = FakePhoton(DEVICE)
    watch(FakeCloud(None), photon)
    assert photon.calls == []


def test_connect_is_repeated_when_its_answer_was_lost_and_the_photon_never_left() -> None:
    cloud, photon = FakeCloud(None), FakePhoton(DEVICE)
    watch(cloud, photon, facts_sent(reply_seen=False))
    assert photon.calls == ["connect"] * MAX_RESENDS


def test_connect_is_not_repeated_when_its_answer_was_lost_but_the_photon_left() -> None:
    photon = FakePhoton(GONE)
    assert watch(FakeCloud(None, None, ONLINE), photon, facts_sent(reply_seen=False))[0] is Reason.CLAIMED
    assert photon.calls == []


def test_a_repeated_connect_that_fails_is_no_failure() -> None:
    photon = FakePhoton(*[DEVICE] * 30, GONE)
    photon.failures["connect"] = absent()
    cloud = FakeCloud(*[None] * 40, ONLINE)
    assert watch(cloud, photon, facts_sent(reply_seen=False))[0] is Reason.CLAIMED
    assert photon.calls != []


def test_ours_but_never_online_is_claimed_offline() -> None:
    assert watch(FakeCloud(None, OFFLINE), FakePhoton(GONE), timing=BRIEF)[0] is Reason.CLAIMED_OFFLINE


def test_never_seen_is_not_confirmed() -> None:
    assert watch(FakeCloud(None), FakePhoton(GONE), timing=BRIEF)[0] is Reason.CLAIM_NOT_CONFIRMED


def test_changing_only_the_wifi_is_proven_by_the_account_that_has_the_device() -> None:
    facts = facts_sent(STALE, purpose=Purpose.WIFI_ONLY)
    assert watch(FakeCloud(STALE, ONLINE), FakePhoton(GONE), facts)[0] is Reason.ONLINE


def test_without_an_account_a_photon_that_stays_away_has_left_setup_mode() -> None:
    cloud = FakeCloud()
    reason, said = watch(cloud, FakePhoton(GONE), NO_ACCOUNT, join=JoinMode.NONE)
    assert reason is Reason.LEFT_SETUP_MODE
    assert said == [Milestone.LEFT_SETUP_MODE]
    assert cloud.calls == []


def test_a_computer_that_went_home_asks_somebody_to_look_before_it_says_the_photon_is_gone() -> None:
    reason, said = watch(FakeCloud(), FakePhoton(GONE), NO_ACCOUNT)
    assert reason is Reason.LEFT_SETUP_MODE
    assert said == [Milestone.LEFT_SETUP_MODE, Ask.JOIN_PHOTON]


def test_a_photon_found_in_setup_mode_after_all_did_not_join() -> None:
    photon = FakePhoton(*[GONE] * 20, DEVICE)
    assert watch(FakeCloud(), photon, NO_ACCOUNT)[0] is Reason.DID_NOT_JOIN


def test_a_photon_that_is_slow_to_answer_is_not_gone() -> None:
    slow = FakePhoton(ReplyLostError("no answer within 1 s"))
    timing = replace(BRIEF, gone_for_s=0.01, rejoin_after_s=0.01)
    reason, said = watch(FakeCloud(), slow, NO_ACCOUNT, timing, JoinMode.NONE)
    assert reason is Reason.CLAIM_NOT_CONFIRMED
    assert said == []


def test_a_device_of_the_account_has_not_left_setup_mode_because_the_cloud_fails() -> None:
    cloud = FakeCloud(SetupError(Reason.CLOUD_ERROR))
    facts = facts_sent(OFFLINE, purpose=Purpose.WIFI_ONLY)
    timing = replace(BRIEF, gone_for_s=0.01)
    assert watch(cloud, FakePhoton(GONE), facts, timing, JoinMode.NONE)[0] is Reason.CLOUD_ERROR


def test_without_an_account_the_minute_is_waited_for_though_the_person_wants_less() -> None:
    timing = replace(BRIEF, timeout_s=0.01, gone_for_s=0.1)
    assert watch(FakeCloud(), FakePhoton(GONE), NO_ACCOUNT, timing)[0] is Reason.LEFT_SETUP_MODE


def test_without_an_account_a_photon_that_comes_back_did_not_join() -> None:
    assert watch(FakeCloud(), FakePhoton(GONE, GONE, DEVICE), NO_ACCOUNT)[0] is Reason.DID_NOT_JOIN


@pytest.mark.usefixtures("real_time")
def test_a_person_can_stop_the_watch_in_the_middle_of_a_wait(said: list[News], cancel: Cancel) -> None:
    cloud = FakeCloud(None)
    never_s = 3600.0
    patient = replace(AT_ONCE, probe_s=never_s, poll_s=never_s, timeout_s=never_s)

    def stop() -> None:
        cloud.events_open.wait()
        cancel.cancel()

    stopper = threading.Thread(target=stop)
    stopper.start()
    with pytest.raises(SetupError) as raised:
        confirm(session_with(cloud, FakePhoton(GONE)), facts_sent(), said.append, cancel, patient)
    stopper.join()
    assert raised.value.reason is Reason.CANCELLED


@pytest.mark.parametrize("facts", [facts_sent(), NO_ACCOUNT])
def test_a_watch_that_was_cancelled_before_it_began_ends_at_once(facts: Facts, said: list[News]) -> None:
    cancel = Cancel()
    cancel.cancel()
    with pytest.raises(SetupError) as raised:
        confirm(session_with(FakeCloud(), FakePhoton(GONE)), facts, said.append, cancel, AT_ONCE)
    assert raised.value.reason is Reason.CANCELLED


def test_there_is_nothing_to_watch_before_something_was_sent(said: list[News], cancel: Cancel) -> None:
    cloud = FakeCloud()
    with pytest.raises(SetupError) as raised:
        confirm(session_with(cloud, FakePhoton()), replace(facts_sent(), sent=None), said.append, cancel, AT_ONCE)
    assert raised.value.reason is Reason.CLAIM_NOT_CONFIRMED
    assert cloud.calls == []


def test_the_usual_timing_stays_within_a_hundred_requests() -> None:
    timing = Timing()
    quick = timing.slow_after_s / timing.poll_s
    slow = (timing.timeout_s - timing.slow_after_s) / timing.slow_poll_s
    assert quick + slow < 100
    assert timing.timeout_s >= 180


def test_proof_needs_the_time_of_connect_only_where_the_cloud_tells_it() -> None:
    cloud = FakeCloud(replace(STALE, last_handshake_at=NOW.replace(hour=11)))
    cloud.answers_ping = False
    assert watch(cloud, FakePhoton(GONE), facts_sent(STALE), BRIEF)[0] is Reason.CLAIM_NOT_CONFIRMED
    without_clock = facts_sent(STALE, server_time=None)
    assert watch(cloud, FakePhoton(GONE), without_clock)[0] is Reason.CLAIMED


def test_who_wants_nothing_checked_is_told_that_it_left_whatever_the_cloud_says() -> None:
    cloud = FakeCloud(ONLINE)
    unchecked = replace(facts_sent(purpose=Purpose.WIFI_ONLY), check_online=False, devices_before=None)
    assert watch(cloud, FakePhoton(GONE), unchecked, join=JoinMode.NONE)[0] is Reason.LEFT_SETUP_MODE
    assert cloud.calls == []


def test_a_stale_entry_that_only_the_wifi_was_changed_of_is_no_proof() -> None:
    cloud = FakeCloud(STALE)
    cloud.answers_ping = False
    facts = facts_sent(purpose=Purpose.WIFI_ONLY)
    assert watch(cloud, FakePhoton(GONE), facts, BRIEF)[0] is Reason.CLAIM_NOT_CONFIRMED
