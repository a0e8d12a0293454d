from __future__ import annotations

import pytest

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import SetupError
from setup_wizard.workflow import finish
from setup_wizard.workflow.facts import Facts
from setup_wizard.workflow.finish import blink, name_device
from setup_wizard.workflow.news import Milestone, News, once
from tests.unit.workflow.fakes import FakeCloud, FakePhoton, facts_sent, session_with


def test_the_name_is_kept_as_the_cloud_kept_it(cancel: Cancel) -> None:
    cloud = FakeCloud()
    facts = name_device(session_with(cloud, FakePhoton()), facts_sent(), "  lamp ", cancel)
    assert facts.device_name == "lamp"
    assert cloud.calls == ["rename_device lamp"]


def test_the_light_plays_for_a_moment_and_then_stops(cancel: Cancel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finish, "BLINK_S", 0.0)
    cloud = FakeCloud()
    blink(session_with(cloud, FakePhoton()), facts_sent(), cancel)
    assert cloud.calls == ["signal_device True", "signal_device False"]


def test_without_a_device_nothing_is_named_and_nothing_blinks(cancel: Cancel) -> None:
    cloud = FakeCloud()
    session = session_with(cloud, FakePhoton())
    with pytest.raises(SetupError):
        name_device(session, Facts(), "lamp", cancel)
    with pytest.raises(SetupError):
        blink(session, Facts(), cancel)
    assert cloud.calls == []


def test_each_piece_of_news_is_told_once(said: list[News]) -> None:
    say = once(said.append)
    for news in (Milestone.CLOUD_REACHED, Milestone.DEVICE_OURS, Milestone.CLOUD_REACHED):
        say(news)
    assert said == [Milestone.CLOUD_REACHED, Milestone.DEVICE_OURS]
