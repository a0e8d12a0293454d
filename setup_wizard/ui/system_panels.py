"""Opens the system's own settings: its Wi-Fi panel, and the pages where a permission is given."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol

from PySide6.QtCore import QProcess, QUrl
from PySide6.QtGui import QDesktopServices

from setup_wizard.core.errors import Reason
from setup_wizard.hostwifi.panels import Panel, SettingsUrl, WayToOpen, ways_to_open

_WHERE_TO_MEND: Mapping[Reason, Panel] = MappingProxyType(
    {
        Reason.PERMISSION_NEEDED: Panel.LOCATION_PRIVACY,
        Reason.LOCAL_NETWORK_DENIED: Panel.LOCAL_NETWORK_PRIVACY,
    }
)


class SystemPanels(Protocol):
    """The system's settings, as far as a setup needs them. None of them is sure to open: say in words where it is."""

    def open_wifi(self) -> bool:
        """Show where a network is joined; False if nothing opened."""

    def has_permission_for(self, reason: Reason) -> bool:
        """Whether there is a page where the permission behind this reason is given."""

    def open_permission_for(self, reason: Reason) -> bool:
        """Show that page; False if nothing opened."""


class DesktopPanels:
    """Those of the system this runs on."""

    def open_wifi(self) -> bool:
        """Show where a network is joined; False if nothing opened."""
        return _open(Panel.WIFI)

    def has_permission_for(self, reason: Reason) -> bool:
        """Whether there is a page where the permission behind this reason is given."""
        return reason in _WHERE_TO_MEND and bool(_ways(_WHERE_TO_MEND[reason]))

    def open_permission_for(self, reason: Reason) -> bool:
        """Show that page; False if nothing opened."""
        return _open(_WHERE_TO_MEND[reason])


def _ways(panel: Panel) -> tuple[WayToOpen, ...]:
    return ways_to_open(panel, sys.platform, os.environ.get("XDG_CURRENT_DESKTOP", ""))


def _open(panel: Panel) -> bool:
    return any(_start(way) for way in _ways(panel))


def _start(way: WayToOpen) -> bool:
    if isinstance(way, SettingsUrl):
        return QDesktopServices.openUrl(QUrl(way.url))
    program, *arguments = way.arguments
    started, _process_id = QProcess.startDetached(program, arguments, "")
    return started
