from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from setup_wizard.core.account import CloudDevice, DeviceEvent
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.device import DeviceIdentity
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.workflow.confirm import confirm
from setup_wizard.workflow.news import Ask, Milestone, News
from setup_wizard.workflow.session import JoinMode
from tests.unit.workflow.fakes import (
    AT_ONCE,
    DEVICE,
    ONLINE,
    FakeCloud,
    FakeHost,
    FakePhoton,
    absent,
    facts_sent,
    session_with,
    unreachable,
)
from tests.unit.workflow.watching import BRIEF, GONE, watch


def test_the_person_is_asked_once_to_leave_when_the_cloud_is_out_of_reach(said: list[News], cancel: Cancel) -> None:
    cloud = FakeCloud(*[unreachable()] * 20, ONLINE)
    confirm(session_with(cloud, FakePhoton(GONE)), facts_sent(), said.append, cancel, AT_ONCE)
    assert [news for news in said if isinstance(news, Ask)] == [Ask.LEAVE_PHOTON]


def test_a_way_back_that_fails_is_left_to_the_person_and_the_watch_goes_on(said: list[News], cancel: Cancel) -> None:
    host = FakeHost()
    host.failure = SetupError(Reason.JOIN_FAILED, "this computer's Wi-Fi did not answer within 30 s")
    cloud = FakeCloud(*[unreachable()] * 20, ONLINE)
    facts = confirm(session_with(cloud, FakePhoton(GONE), host=host), facts_sent(), said.append, cancel, AT_ONCE)
    assert facts.proven is Reason.CLAIMED
    assert [news for news in said if isinstance(news, Ask)] == [Ask.LEAVE_PHOTON]


def test_nobody_is_asked_to_leave_when_the_cloud_answers(said: list[News], cancel: Cancel) -> None:
    cloud = FakeCloud(*[None] * 20, ONLINE)
    confirm(session_with(cloud, FakePhoton(GONE)), facts_sent(), said.append, cancel, AT_ONCE)
    assert not any(isinstance(news, Ask) for news in said)


def test_the_person_is_asked_once_to_look_whether_the_photon_is_back(said: list[News], cancel: Cancel) -> None:
    session = session_with(FakeCloud(None), FakePhoton(GONE))
    with pytest.raises(SetupError):
        confirm(session, facts_sent(), said.append, cancel, replace(BRIEF, timeout_s=0.3, rejoin_after_s=0.05))
    assert [news for news in said if isinstance(news, Ask)] == [Ask.JOIN_PHOTON]


def test_nobody_is_asked_to_look_for_a_photon_that_answers_already() -> None:
    cloud = FakeCloud(*[None] * 20, ONLINE)
    timing = replace(AT_ONCE, grace_s=1.0, rejoin_after_s=0.01)
    reason, said = watch(cloud, FakePhoton(GONE, DEVICE), timing=timing)
    assert reason is Reason.CLAIMED
    assert Ask.JOIN_PHOTON not in said


def test_with_join_none_nobody_is_asked_anything(said: list[News], cancel: Cancel) -> None:
    host = FakeHost()
    session = session_with(FakeCloud(unreachable()), FakePhoton(GONE), host=host, join=JoinMode.NONE)
    with pytest.raises(SetupError):
        confirm(session, facts_sent(), said.append, cancel, BRIEF)
    assert said == [Milestone.LEFT_SETUP_MODE]
    assert host.calls == []


class Radio(FakeHost):
    """A computer with one radio: while `on_photon`, it reaches the Photon and not the cloud."""

    def __init__(self) -> None:
        super().__init__()
        self.on_photon = True

    def join_photon(self, cancel: Cancel, ssid: bytes | None = None) -> bool:
        self.on_photon = True
        return super().join_photon(cancel, ssid)

    def leave_photon(self, cancel: Cancel) -> bool:
        self.on_photon = False
        return super().leave_photon(cancel)


class OneRadioCloud(FakeCloud):
    def __init__(self, radio: Radio, *entries: CloudDevice | None) -> None:
        super().__init__(*entries)
        self._radio = radio

    def _called(self, name: str, cancel: Cancel) -> None:
        super()._called(name, cancel)
        if self._radio.on_photon:
            raise unreachable()


class OneRadioPhoton(FakePhoton):
    def __init__(self, radio: Radio) -> None:
        super().__init__()
        self._radio = radio

    def identify(self, cancel: Cancel, *, budget_s: float = 8.0) -> DeviceIdentity:
        if not self._radio.on_photon:
            raise absent()
        return super().identify(cancel, budget_s=budget_s)


def test_with_one_radio_the_cloud_is_asked_before_a_photon_that_stays_visible_is_blamed(
    said: list[News], cancel: Cancel
) -> None:
    radio = Radio()
    session = session_with(OneRadioCloud(radio, ONLINE), OneRadioPhoton(radio), host=radio)
    assert confirm(session, facts_sent(), said.append, cancel, AT_ONCE).proven is Reason.CLAIMED
    assert radio.calls == ["leave_photon"]


def test_with_one_radio_a_photon_that_came_back_is_looked_for(said: list[News], cancel: Cancel) -> None:
    radio = Radio()
    session = session_with(OneRadioCloud(radio, None), OneRadioPhoton(radio), host=radio)
    with pytest.raises(SetupError) as raised:
        confirm(session, facts_sent(), said.append, cancel, AT_ONCE)
    assert raised.value.reason is Reason.DID_NOT_JOIN
    assert radio.calls == ["leave_photon", "join_photon"]


class StrictCloud(OneRadioCloud):
    """One that nobody may ask, not even for its event stream, from the Photon's network."""

    def _called(self, name: str, cancel: Cancel) -> None:
        assert not self._radio.on_photon, name
        super()._called(name, cancel)

    def device_events(self, token: Secret, cancel: Cancel) -> Iterator[DeviceEvent]:
        assert not self._radio.on_photon
        return super().device_events(token, cancel)


@pytest.mark.parametrize("stays", [False, True], ids=["it goes", "it stays visible"])
def test_the_cloud_is_not_asked_from_the_photons_network(stays: bool, said: list[News], cancel: Cancel) -> None:
    radio = Radio()
    photon = OneRadioPhoton(radio) if stays else FakePhoton(GONE)
    session = session_with(StrictCloud(radio, ONLINE), photon, host=radio)
    session.stays_online = lambda: not radio.on_photon
    assert confirm(session, facts_sent(), said.append, cancel, AT_ONCE).proven is Reason.CLAIMED
    assert radio.calls == ["leave_photon"]


def test_a_computer_that_went_home_by_itself_asks_without_being_told(said: list[News], cancel: Cancel) -> None:
    radio = Radio()
    radio.on_photon = False
    session = session_with(StrictCloud(radio, ONLINE), FakePhoton(GONE), host=radio)
    session.stays_online = lambda: True
    timing = replace(AT_ONCE, leave_after_s=60.0)
    assert confirm(session, facts_sent(), said.append, cancel, timing).proven is Reason.CLAIMED
    assert radio.calls == []


def test_a_router_in_the_photons_place_shows_that_this_computer_is_elsewhere(said: list[News], cancel: Cancel) -> None:
    session = session_with(FakeCloud(ONLINE), FakePhoton(SetupError(Reason.NOT_A_PHOTON, "a page")))
    session.stays_online = lambda: False
    timing = replace(AT_ONCE, leave_after_s=60.0)
    assert confirm(session, facts_sent(), said.append, cancel, timing).proven is Reason.CLAIMED
    assert Ask.LEAVE_PHOTON not in said


def test_where_nothing_tells_the_networks_apart_silence_after_a_change_does(said: list[News], cancel: Cancel) -> None:
    session = session_with(FakeCloud(ONLINE), FakePhoton(GONE), join=JoinMode.MANUAL)
    session.stays_online = lambda: False
    timing = replace(AT_ONCE, moved_after_s=0.05)
    assert confirm(session, facts_sent(), said.append, cancel, timing).proven is Reason.CLAIMED
    assert [news for news in said if isinstance(news, Ask)] == [Ask.LEAVE_PHOTON]


def test_looking_for_the_photon_once_more_does_not_ask_the_cloud_from_there(said: list[News], cancel: Cancel) -> None:
    radio = Radio()
    session = session_with(StrictCloud(radio, None), OneRadioPhoton(radio), host=radio)
    session.stays_online = lambda: not radio.on_photon
    with pytest.raises(SetupError) as raised:
        confirm(session, facts_sent(), said.append, cancel, AT_ONCE)
    assert raised.value.reason is Reason.DID_NOT_JOIN
    assert radio.calls == ["leave_photon", "join_photon"]
