"""Where a system's own Wi-Fi panel and privacy pages open; opening them is the window's job."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto


class Panel(Enum):
    """A page of the system's settings."""

    WIFI = auto()
    LOCATION_PRIVACY = auto()
    """Who may use the location, and by it learn the names of networks; Windows and macOS have such a page."""
    LOCAL_NETWORK_PRIVACY = auto()
    """Who may talk to devices nearby; only macOS has such a page."""


@dataclass(frozen=True, slots=True)
class SettingsUrl:
    """An address that the system opens in its settings."""

    url: str


@dataclass(frozen=True, slots=True)
class SettingsCommand:
    """A program and its arguments."""

    arguments: tuple[str, ...]


WayToOpen = SettingsUrl | SettingsCommand

_WINDOWS: Mapping[Panel, tuple[WayToOpen, ...]] = {
    # The list of networks beside the clock first: from there a network is joined with one click.
    Panel.WIFI: (SettingsUrl("ms-availablenetworks:"), SettingsUrl("ms-settings:network-wifi")),
    Panel.LOCATION_PRIVACY: (SettingsUrl("ms-settings:privacy-location"),),
}

_MACOS_PRIVACY = "x-apple.systempreferences:com.apple.preference.security"
_MACOS: Mapping[Panel, tuple[WayToOpen, ...]] = {
    Panel.WIFI: (
        SettingsUrl("x-apple.systempreferences:com.apple.wifi-settings-extension"),
        SettingsUrl("x-apple.systempreferences:com.apple.preference.network"),
    ),
    Panel.LOCATION_PRIVACY: (SettingsUrl(f"{_MACOS_PRIVACY}?Privacy_LocationServices"), SettingsUrl(_MACOS_PRIVACY)),
    Panel.LOCAL_NETWORK_PRIVACY: (SettingsUrl(f"{_MACOS_PRIVACY}?Privacy_LocalNetwork"), SettingsUrl(_MACOS_PRIVACY)),
}

_GNOME = SettingsCommand(("gnome-control-center", "wifi"))
_KDE = SettingsCommand(("systemsettings", "kcm_networkmanagement"))
_ANY_DESKTOP = SettingsCommand(("nm-connection-editor",))


def ways_to_open(panel: Panel, platform: str, desktop: str = "") -> tuple[WayToOpen, ...]:
    """The ways, best first: the next is for where one does not start; none where the system has no such page.

    `platform` is `sys.platform`, `desktop` is XDG_CURRENT_DESKTOP. No system promises these, so whoever opens one says
    in words, too, where the page is.
    """
    if platform == "win32":
        return _WINDOWS.get(panel, ())
    if platform == "darwin":
        return _MACOS[panel]
    if panel is not Panel.WIFI:
        return ()
    # Each starts on the other's desktop, too, but there it ends at once or shows nothing.
    if "KDE" in desktop.split(":"):
        return (_KDE, _ANY_DESKTOP)
    return (_GNOME, _ANY_DESKTOP) if "GNOME" in desktop.split(":") else (_ANY_DESKTOP, _GNOME, _KDE)
