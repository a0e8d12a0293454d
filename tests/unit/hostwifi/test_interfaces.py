from __future__ import annotations

import socket
from collections.abc import Callable, Mapping
from ipaddress import IPv4Address
from types import SimpleNamespace

import psutil
import pytest

from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.hostwifi.interfaces import check_interface, find_interface

PHOTON = IPv4Address("192.168.0.1")
Show = Callable[[Mapping[str, list[tuple[str, str | None]]]], None]


@pytest.fixture
def show(monkeypatch: pytest.MonkeyPatch) -> Show:
    """Interfaces with their addresses and masks."""

    def show(interfaces: Mapping[str, list[tuple[str, str | None]]]) -> None:
        listed = {
            name: [SimpleNamespace(family=socket.AF_INET, address=address, netmask=mask) for address, mask in addresses]
            for name, addresses in interfaces.items()
        }
        monkeypatch.setattr(psutil, "net_if_addrs", lambda: listed)
        monkeypatch.setattr(socket, "if_nametoindex", sorted(interfaces).index)

    return show


def detail_of(call: Callable[[], object]) -> str:
    with pytest.raises(SetupError) as raised:
        call()
    assert raised.value.reason is Reason.DEVICE_UNREACHABLE
    return raised.value.detail


def test_an_interface_is_found_by_its_name(show: Show) -> None:
    show({"eth0": [("192.168.0.50", "255.255.255.0")], "wlan0": [("192.168.0.77", "255.255.255.0")]})
    interface = find_interface("wlan0", PHOTON)
    assert (interface.name, interface.index, interface.ipv4) == ("wlan0", 1, "192.168.0.77")


@pytest.mark.parametrize(
    "addresses",
    [
        pytest.param([], id="none"),
        pytest.param([("169.254.7.7", "255.255.0.0")], id="link-local: no DHCP"),
        pytest.param([("10.0.0.7", "255.255.255.0")], id="the one from before"),
        pytest.param([("192.168.0.77", None)], id="no mask"),
    ],
)
def test_without_an_address_in_the_photons_network_nobody_is_there_yet(
    addresses: list[tuple[str, str | None]], show: Show
) -> None:
    show({"wlan0": addresses})
    detail = detail_of(lambda: find_interface("wlan0", PHOTON))
    assert detail.endswith(addresses[0][0] if addresses else "none")


def test_the_right_one_of_several_addresses_is_taken(show: Show) -> None:
    show({"wlan0": [("169.254.7.7", "255.255.0.0"), ("192.168.0.77", "255.255.255.0")]})
    assert find_interface("wlan0", PHOTON).ipv4 == "192.168.0.77"


def test_who_names_an_interface_may_have_any_address_on_it(show: Show) -> None:
    show({"usb0": [("10.0.0.7", "255.255.255.0")]})
    assert find_interface("usb0").ipv4 == "10.0.0.7"


def test_an_interface_that_is_not_there_has_no_address(show: Show) -> None:
    show({})
    assert "'wlan0'" in detail_of(lambda: find_interface("wlan0"))


def test_an_interface_that_went_away_meanwhile_is_gone(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_name: str) -> int:
        raise OSError(19, "no such device")

    show({"wlan0": [("192.168.0.77", "255.255.255.0")]})
    monkeypatch.setattr(socket, "if_nametoindex", gone)
    assert detail_of(lambda: find_interface("wlan0", PHOTON)).endswith("is gone")


def test_a_wrong_name_is_answered_with_the_right_ones(show: Show) -> None:
    show({"eth0": [], "wlan0": []})
    check_interface("wlan0")
    with pytest.raises(ValueError, match="eth0, wlan0"):
        check_interface("wlan1")
