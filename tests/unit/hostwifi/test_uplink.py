from __future__ import annotations

from types import SimpleNamespace

import psutil
import pytest

from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.interface import LocalInterface
from setup_wizard.hostwifi import uplink
from setup_wizard.hostwifi.uplink import has_other_uplink, tunnel_in_the_way

HOST = "192.168.0.1"
WIFI = LocalInterface("Wi-Fi", 7, "192.168.0.2")
ADDRESSES = {
    "Wi-Fi": [(psutil.AF_LINK, "50-E0-85-01-02-03", None), (2, "192.168.0.2", "255.255.255.0")],
    "Work": [(2, "10.8.0.2", "255.255.255.255")],
}


@pytest.fixture(autouse=True)
def windows(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A computer whose system tells no flags; what is returned says from where traffic leaves to an address."""
    ways: dict[str, str] = {}
    listed = {
        name: [SimpleNamespace(family=family, address=address, netmask=mask) for family, address, mask in addresses]
        for name, addresses in ADDRESSES.items()
    }
    monkeypatch.setattr(psutil, "net_if_addrs", lambda: listed)
    monkeypatch.setattr(psutil, "net_if_stats", lambda: {name: SimpleNamespace(flags="") for name in ADDRESSES})
    monkeypatch.setattr(uplink, "_leaves_from", lambda address: ways.get("Photon" if address == HOST else "internet"))
    return ways


def test_what_carries_no_frames_is_a_tunnel(windows: dict[str, str]) -> None:
    windows |= {"internet": "10.8.0.2", "Photon": "192.168.0.2"}
    assert tunnel_in_the_way(HOST, lambda: WIFI) == "Work"


def test_an_ordinary_adapter_is_none(windows: dict[str, str]) -> None:
    windows |= {"internet": "192.168.0.2", "Photon": "192.168.0.2"}
    assert tunnel_in_the_way(HOST, lambda: WIFI) is None


def test_before_there_is_an_address_there_nothing_is_in_the_way(windows: dict[str, str]) -> None:
    def find() -> LocalInterface:
        raise SetupError(Reason.DEVICE_UNREACHABLE, "no address yet")

    windows |= {"internet": "10.8.0.2"}
    assert tunnel_in_the_way(HOST, find) is None
    assert has_other_uplink("https://api.particle.io", HOST, find)


@pytest.mark.parametrize("api", ["http://127.0.0.1:8080", "http://localhost:8080", "http://[::1]:8080"])
def test_a_cloud_on_this_computer_can_always_be_reached(api: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uplink, "_leaves_from", lambda address: address)
    assert has_other_uplink(api, "127.0.0.1")
