"""What the program makes for itself once the first page can be seen."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from setup_wizard import running
from setup_wizard.core.brand import Brand
from setup_wizard.ui import after_painting, update_check
from setup_wizard.ui.after_painting import AfterPainting
from setup_wizard.ui.look.theme import Theme
from setup_wizard.ui.settings import remember_looks_for_updates
from setup_wizard.updates import Release
from tests.ui.stage import Stage

BRAND = Brand(updates="https://example.com/newest.json")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The feeds that were asked for a newer version."""
    asked: list[str] = []

    def newest_release(feed: str, _cancel: object) -> Release:
        asked.append(feed)
        return Release("999.1", "https://example.com/999.1")

    monkeypatch.setattr(update_check, "newest_release", newest_release)
    return asked


def test_the_way_to_what_is_said_about_the_program_is_there(stage: Stage, theme: Theme) -> None:
    person = stage.open()
    AfterPainting(theme).make(person.wizard)
    person.wait_for("about_program")
    assert not person.wizard.windowIcon().isNull()


def test_a_newer_version_is_looked_for_where_the_brand_has_a_feed(stage: Stage, theme: Theme, asked: list[str]) -> None:
    remember_looks_for_updates(True)
    person = stage.open()
    AfterPainting(theme, BRAND).make(person.wizard)
    person.wait_for("update_notice")
    assert asked == [BRAND.updates]


def test_switching_it_on_looks_once_the_dialog_is_closed(stage: Stage, theme: Theme, asked: list[str]) -> None:
    person = stage.open()
    AfterPainting(theme, BRAND).make(person.wizard)
    person.click("about_program")
    person.click("look_for_updates")
    assert asked == []
    person.click("close_about")
    person.wait_for("update_notice")


def test_in_the_demo_nothing_real_is_asked(stage: Stage, theme: Theme, asked: list[str]) -> None:
    remember_looks_for_updates(True)
    person = stage.open()
    AfterPainting(theme, BRAND, is_demo=True).make(person.wizard)
    person.wait_for("about_program")
    person.wait_until(lambda: not person.wizard._held)
    assert asked == []


def test_on_windows_the_installer_can_tell_that_the_program_runs(
    stage: Stage, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[str] = []
    monkeypatch.setattr(after_painting, "sys", SimpleNamespace(platform="win32"))
    monkeypatch.setattr(running, "hold_mutex", held.append)
    person = stage.open()
    AfterPainting(theme, Brand(identifier="com.example.lamp")).make(person.wizard)
    person.wait_until(lambda: held == ["com.example.lamp"])
