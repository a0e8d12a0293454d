"""What keeps a computer from a Photon whose network it is in: told once it lasts, and gone when it is gone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

import pytest

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import BlockedError, Reason, ReplyLostError, SetupError
from setup_wizard.workflow import join, obstacle
from setup_wizard.workflow.join import join_photon
from setup_wizard.workflow.join_mode import JoinMode
from setup_wizard.workflow.news import Ask, CannotJoin, News
from setup_wizard.workflow.obstacle import Obstacle
from setup_wizard.workflow.session import Session
from tests.unit.workflow.fakes import DEVICE, FakeCloud, FakePhoton, absent, facts_before_join, session_with

DENIED = BlockedError("[Errno 65] EHOSTUNREACH")


@pytest.fixture
def pass_time(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    now_s = [1000.0]
    monkeypatch.setattr(obstacle, "time", SimpleNamespace(monotonic=lambda: now_s[0]))
    return lambda seconds: now_s.__setitem__(0, now_s[0] + seconds)


def session_behind(tunnel: str | None) -> Session:
    return replace(session_with(FakeCloud(), FakePhoton()), find_tunnel=lambda: tunnel)


@pytest.mark.parametrize(
    ("failure", "tunnel", "reason"),
    [(DENIED, None, Reason.LOCAL_NETWORK_DENIED), (absent(), "utun4", Reason.VPN_IN_THE_WAY)],
)
def test_an_obstacle_is_told_once_after_ten_seconds(
    failure: SetupError, tunnel: str | None, reason: Reason, pass_time: Callable[[float], None], said: list[News]
) -> None:
    watch = Obstacle(session_behind(tunnel), said.append)
    for seconds in (0.0, 9.9):
        pass_time(seconds)
        assert watch.note(failure).reason is reason
        assert said == []
    for _look in range(2):
        pass_time(0.2)
        watch.note(failure)
    assert [news.reason for news in said if isinstance(news, CannotJoin)] == [reason]


def test_a_refusal_that_goes_away_starts_to_count_anew(pass_time: Callable[[float], None], said: list[News]) -> None:
    watch = Obstacle(session_behind(None), said.append)
    for failure in (DENIED, absent(), DENIED):
        watch.note(failure)
        pass_time(6.0)
    assert said == []


@pytest.mark.parametrize(
    ("failure", "tunnel"),
    [(absent(), None), (SetupError(Reason.NOT_A_PHOTON), "utun4"), (ReplyLostError("slow"), "utun4")],
)
def test_without_a_sign_of_an_obstacle_there_is_none(
    failure: SetupError, tunnel: str | None, pass_time: Callable[[float], None], said: list[News]
) -> None:
    watch = Obstacle(session_behind(tunnel), said.append)
    for _look in range(3):
        assert watch.note(failure) is failure
        pass_time(20.0)
    assert said == []


def test_whoever_gives_the_permission_goes_on_without_pressing_anything(
    cancel: Cancel, said: list[News], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(obstacle, "BELIEVED_AFTER_S", 0.0)
    session = session_with(FakeCloud(), FakePhoton(absent(), DENIED, DENIED, DEVICE), join=JoinMode.MANUAL)
    facts = join_photon(session, facts_before_join(), said.append, cancel)
    assert facts.device == DEVICE
    assert said == [Ask.JOIN_PHOTON, CannotJoin(Reason.LOCAL_NETWORK_DENIED, DENIED.detail)]


@pytest.mark.parametrize("mode", [JoinMode.MANUAL, JoinMode.NONE])
def test_an_obstacle_that_stays_is_the_reason(
    mode: JoinMode, cancel: Cancel, said: list[News], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(join, "PERSON_TIMEOUT_S", 0.01)
    monkeypatch.setattr(join, "REACHABLE_TIMEOUT_S", 0.01)
    session = session_with(FakeCloud(), FakePhoton(DENIED), join=mode)
    with pytest.raises(SetupError) as raised:
        join_photon(session, facts_before_join(), said.append, cancel)
    assert raised.value.reason is Reason.LOCAL_NETWORK_DENIED
