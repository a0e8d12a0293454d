from __future__ import annotations

import pytest

from setup_wizard.hostwifi.panels import Panel, SettingsCommand, SettingsUrl, ways_to_open

GNOME = SettingsCommand(("gnome-control-center", "wifi"))
KDE = SettingsCommand(("systemsettings", "kcm_networkmanagement"))


def urls(panel: Panel, platform: str) -> list[str]:
    return [way.url for way in ways_to_open(panel, platform) if isinstance(way, SettingsUrl)]


def test_windows_opens_the_list_of_networks_or_else_its_settings():
    assert urls(Panel.WIFI, "win32") == ["ms-availablenetworks:", "ms-settings:network-wifi"]


def test_windows_has_a_page_for_the_location_only():
    assert urls(Panel.LOCATION_PRIVACY, "win32") == ["ms-settings:privacy-location"]
    assert ways_to_open(Panel.LOCAL_NETWORK_PRIVACY, "win32") == ()


@pytest.mark.parametrize(
    ("panel", "part"),
    [
        (Panel.WIFI, "com.apple.wifi-settings-extension"),
        (Panel.LOCATION_PRIVACY, "?Privacy_LocationServices"),
        (Panel.LOCAL_NETWORK_PRIVACY, "?Privacy_LocalNetwork"),
    ],
)
def test_macos_has_a_page_for_each_and_another_way_if_it_moved(panel, part):
    first, second = urls(panel, "darwin")
    assert first.startswith("x-apple.systempreferences:")
    assert first.endswith(part)
    assert second.startswith("x-apple.systempreferences:")
    assert part not in second


@pytest.mark.parametrize(("desktop", "first"), [("GNOME", GNOME), ("ubuntu:GNOME", GNOME), ("KDE", KDE)])
def test_a_linux_desktop_opens_its_own_panel_and_not_the_others(desktop, first):
    ways = ways_to_open(Panel.WIFI, "linux", desktop)
    assert ways[0] == first
    assert len({GNOME, KDE} & set(ways)) == 1


def test_an_unknown_linux_desktop_tries_them_all():
    assert {GNOME, KDE} < set(ways_to_open(Panel.WIFI, "linux", "XFCE"))


@pytest.mark.parametrize("panel", [Panel.LOCATION_PRIVACY, Panel.LOCAL_NETWORK_PRIVACY])
def test_linux_keeps_nothing_back(panel):
    assert ways_to_open(panel, "linux", "GNOME") == ()
