from __future__ import annotations

from dataclasses import replace

import pytest

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.device import DeviceIdentity
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.workflow import join, visits
from setup_wizard.workflow.facts import Facts, Purpose
from setup_wizard.workflow.join import join_photon
from setup_wizard.workflow.news import Ask, CannotJoin, News
from setup_wizard.workflow.session import CLAIM_CODE_LIFE_S, JoinMode
from tests.unit.workflow.fakes import (
    DEVICE,
    OFFLINE,
    OTHER_ID,
    FakeCloud,
    FakeHost,
    FakePhoton,
    absent,
    facts_before_join,
    session_with,
    unreachable,
)

OTHER_DEVICE = DeviceIdentity(OTHER_ID, claimed_once=False)


def test_the_claim_code_is_fetched_before_the_network_is_changed(cancel: Cancel) -> None:
    cloud, photon = FakeCloud(listed=(OFFLINE,)), FakePhoton(absent(), DEVICE)
    session = session_with(cloud, photon)
    order: list[News | str] = []
    facts = join_photon(session, facts_before_join(), lambda news: order.extend([*cloud.calls, news]), cancel)
    assert order == ["list_devices", "create_claim_code", Ask.JOIN_PHOTON]
    assert facts.device == DEVICE
    assert facts.devices_before == (OFFLINE,)


def test_without_internet_nobody_is_sent_to_the_photon(
    cancel: Cancel, said: list[News], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visits, "ONLINE_TIMEOUT_S", 0.01)
    cloud, photon = FakeCloud(), FakePhoton()
    cloud.failures["create_claim_code"] = unreachable()
    with pytest.raises(SetupError) as raised:
        join_photon(session_with(cloud, photon), facts_before_join(), said.append, cancel)
    assert raised.value.reason is Reason.CLOUD_UNREACHABLE
    assert photon.presence.asked == 0
    assert said == [Ask.LEAVE_PHOTON]


def test_who_is_on_the_photons_network_too_early_is_sent_back_for_the_claim_code(
    cancel: Cancel, said: list[News]
) -> None:
    cloud = FakeCloud()
    cloud.failures["create_claim_code"] = unreachable()

    def come_back(news: News) -> None:
        said.append(news)
        cloud.failures.clear()

    facts = join_photon(session_with(cloud, FakePhoton()), facts_before_join(), come_back, cancel)
    assert facts.device is not None
    assert said == [Ask.LEAVE_PHOTON]


def test_joining_again_fetches_nothing_again(cancel: Cancel, said: list[News]) -> None:
    cloud = FakeCloud()
    session = session_with(cloud, FakePhoton())
    facts = join_photon(session, facts_before_join(), said.append, cancel)
    cloud.calls.clear()
    join_photon(session, facts.without_device(), said.append, cancel)
    assert cloud.calls == []


def test_a_claim_code_that_grew_old_is_fetched_anew(cancel: Cancel, said: list[News]) -> None:
    cloud = FakeCloud()
    session = session_with(cloud, FakePhoton())
    facts = join_photon(session, facts_before_join(), said.append, cancel)
    assert session.claim_code is not None
    session.claim_code.fetched_s -= 2 * CLAIM_CODE_LIFE_S
    join_photon(session, facts.without_device(), said.append, cancel)
    assert cloud.calls == ["list_devices", "create_claim_code", "create_claim_code"]
    assert session.claim_code.code.value == cloud.codes[1]


def test_an_account_is_asked_for_its_devices_but_for_no_code_when_only_the_wifi_changes(
    cancel: Cancel, said: list[News]
) -> None:
    cloud = FakeCloud()
    facts = replace(facts_before_join(), purpose=Purpose.WIFI_ONLY, check_online=True)
    join_photon(session_with(cloud, FakePhoton()), facts, said.append, cancel)
    assert cloud.calls == ["list_devices"]


def test_who_is_signed_in_and_wants_nothing_checked_can_change_the_wifi_without_the_cloud(
    cancel: Cancel, said: list[News]
) -> None:
    cloud = FakeCloud()
    facts = replace(facts_before_join(), purpose=Purpose.WIFI_ONLY)
    assert join_photon(session_with(cloud, FakePhoton()), facts, said.append, cancel).device == DEVICE
    assert cloud.calls == []


def test_without_an_account_the_cloud_is_not_asked_at_all(cancel: Cancel, said: list[News]) -> None:
    cloud = FakeCloud()
    join_photon(session_with(cloud, FakePhoton()), Facts(purpose=Purpose.WIFI_ONLY), said.append, cancel)
    assert cloud.calls == []


def test_nobody_is_asked_when_the_photon_answers_already(cancel: Cancel, said: list[News]) -> None:
    host = FakeHost()
    join_photon(session_with(FakeCloud(), FakePhoton(), host=host), facts_before_join(), said.append, cancel)
    assert said == []
    assert host.calls == []


def test_a_computer_that_can_changes_the_network_by_itself(cancel: Cancel, said: list[News]) -> None:
    host, photon = FakeHost(), FakePhoton(absent(), absent(), DEVICE)
    join_photon(session_with(FakeCloud(), photon, host=host), facts_before_join(), said.append, cancel)
    assert host.calls == ["join_photon"]
    assert said == []


@pytest.mark.parametrize(
    ("host", "mode"), [(FakeHost(able=False), JoinMode.AUTO), (None, JoinMode.AUTO), (FakeHost(), JoinMode.MANUAL)]
)
def test_the_person_is_asked_once_when_the_computer_cannot_or_shall_not(
    host: FakeHost | None, mode: JoinMode, cancel: Cancel, said: list[News]
) -> None:
    photon = FakePhoton(absent(), absent(), absent(), DEVICE)
    join_photon(session_with(FakeCloud(), photon, host=host, join=mode), facts_before_join(), said.append, cancel)
    assert said == [Ask.JOIN_PHOTON]


def test_with_join_none_nobody_is_asked_and_what_failed_is_said(
    cancel: Cancel, said: list[News], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(join, "REACHABLE_TIMEOUT_S", 0.0)
    session = session_with(FakeCloud(), FakePhoton(absent()), host=FakeHost(), join=JoinMode.NONE)
    with pytest.raises(SetupError) as raised:
        join_photon(session, facts_before_join(), said.append, cancel)
    assert raised.value.reason is Reason.DEVICE_UNREACHABLE
    assert said == []


def test_the_wait_for_the_person_ends_with_what_was_wrong_last(
    cancel: Cancel, said: list[News], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(join, "PERSON_TIMEOUT_S", 0.02)
    router = SetupError(Reason.NOT_A_PHOTON, "the answer is not JSON")
    with pytest.raises(SetupError) as raised:
        join_photon(session_with(FakeCloud(), FakePhoton(router)), facts_before_join(), said.append, cancel)
    assert raised.value.reason is Reason.JOIN_FAILED
    assert "not JSON" in raised.value.detail


def test_the_wait_for_the_person_ends_with_what_kept_the_computer_from_going(
    cancel: Cancel, said: list[News], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(join, "PERSON_TIMEOUT_S", 0.02)
    host = FakeHost()
    host.failure = SetupError(Reason.WIFI_OFF, "off: wlan0")
    session = session_with(FakeCloud(), FakePhoton(absent()), host=host)
    with pytest.raises(SetupError) as raised:
        join_photon(session, facts_before_join(), said.append, cancel)
    assert raised.value.reason is Reason.WIFI_OFF
    assert said == [CannotJoin(Reason.WIFI_OFF, "off: wlan0"), Ask.JOIN_PHOTON]


def test_another_photon_than_the_expected_one_is_refused(cancel: Cancel, said: list[News]) -> None:
    facts = replace(facts_before_join(), expected_device_id=OTHER_ID)
    with pytest.raises(SetupError) as raised:
        join_photon(session_with(FakeCloud(), FakePhoton()), facts, said.append, cancel)
    assert raised.value.reason is Reason.WRONG_DEVICE


def test_the_expected_photon_is_taken(cancel: Cancel, said: list[News]) -> None:
    facts = replace(facts_before_join(), expected_device_id=OTHER_ID)
    session = session_with(FakeCloud(), FakePhoton(OTHER_DEVICE))
    assert join_photon(session, facts, said.append, cancel).device == OTHER_DEVICE


def test_a_person_can_stop_the_wait(cancel: Cancel) -> None:
    session = session_with(FakeCloud(), FakePhoton(absent()))
    with pytest.raises(SetupError) as raised:
        join_photon(session, facts_before_join(), lambda _news: cancel.cancel(), cancel)
    assert raised.value.reason is Reason.CANCELLED
