"""The system's own settings, opened from the window."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from setup_wizard.core.errors import Reason
from setup_wizard.ui.system_panels import DesktopPanels


class Settings(QObject):
    """A system that opens an address in its settings."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toString())


@pytest.fixture
def programs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The only folder of programs there is."""
    if sys.platform == "win32":
        pytest.skip("Windows runs no script by its first line")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "GNOME")
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def install(folder: Path, name: str) -> Path:
    """A program that notes its arguments."""
    notes = folder / f"{name}.txt"
    program = folder / name
    program.write_text(f'#!/bin/sh\necho "$@" > "{notes}.part"\n/bin/mv "{notes}.part" "{notes}"\n')
    program.chmod(0o755)
    return notes


def test_the_desktops_own_program_shows_the_networks(programs: Path, qapp: QApplication, qtbot: QtBot) -> None:
    notes = install(programs, "gnome-control-center")
    assert DesktopPanels().open_wifi()
    qtbot.waitUntil(notes.exists)
    assert notes.read_text() == "wifi\n"


def test_another_program_takes_the_place_of_a_missing_one(programs: Path, qapp: QApplication, qtbot: QtBot) -> None:
    notes = install(programs, "nm-connection-editor")
    assert DesktopPanels().open_wifi()
    qtbot.waitUntil(notes.exists)


def test_nothing_that_opens_is_no_failure(programs: Path, qapp: QApplication) -> None:
    assert not DesktopPanels().open_wifi()
    assert not DesktopPanels().has_permission_for(Reason.PERMISSION_NEEDED)


def test_a_permission_is_given_on_its_own_page(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    settings = Settings()
    QDesktopServices.setUrlHandler("x-apple.systempreferences", settings, "open")
    try:
        panels = DesktopPanels()
        for reason in (Reason.PERMISSION_NEEDED, Reason.LOCAL_NETWORK_DENIED):
            assert panels.has_permission_for(reason)
            assert panels.open_permission_for(reason)
        assert not panels.has_permission_for(Reason.WIFI_OFF)
    finally:
        QDesktopServices.unsetUrlHandler("x-apple.systempreferences")
    assert [url.rpartition("?")[2] for url in settings.opened] == [
        "Privacy_LocationServices",
        "Privacy_LocalNetwork",
    ]
