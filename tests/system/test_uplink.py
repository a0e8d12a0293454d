"""Which way the traffic takes, in network namespaces of the real kernel: nothing is sent to find out."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.system.namespaces import CABLE, TUNNEL, WIFI, Computer, computer_between_two_networks
from tests.system.needs import TUNNELS, need
from tests.system.one_radio import Capture

LOOK = """
import json, sys
from functools import partial
from ipaddress import IPv4Address
from setup_wizard.hostwifi.interfaces import find_interface
from setup_wizard.hostwifi.uplink import has_other_uplink, tunnel_in_the_way

find = partial(find_interface, "wlan0", IPv4Address("192.168.0.1")) if sys.argv[1] == "knows its Wi-Fi" else None
where = "192.168.0.1", find
print(json.dumps([has_other_uplink("https://api.particle.io", *where), tunnel_in_the_way(*where)]))
"""


@pytest.fixture
def computer() -> Iterator[Computer]:
    need("ip", namespaces=True)
    with computer_between_two_networks({}) as (computer, _simulator):
        yield computer


def look(computer: Computer, what_it_knows: str = "knows its Wi-Fi") -> tuple[bool, str | None]:
    """Whether there is another way to the cloud, and the tunnel in the way to the Photon."""
    other, tunnel = json.loads(computer.run(LOOK, what_it_knows))
    return other, tunnel


@pytest.mark.parametrize(("interface", "is_other"), [(CABLE, True), (WIFI, False)])
def test_the_cable_is_another_way_also_where_both_networks_have_the_same_addresses(
    interface: str, is_other: bool, computer: Computer
) -> None:
    computer.go_out_by(interface)
    assert look(computer) == (is_other, None)


def test_without_any_way_out_there_is_none(computer: Computer) -> None:
    assert look(computer) == (False, None)


@pytest.mark.parametrize("what_it_knows", ["knows its Wi-Fi", "knows nothing"])
def test_who_is_not_in_the_photons_network_does_not_go_out_through_it(what_it_knows: str, computer: Computer) -> None:
    computer.ip("addr", "flush", "dev", WIFI)
    computer.ip("addr", "flush", "dev", CABLE)
    computer.ip("addr", "add", "10.1.1.23/24", "dev", CABLE)
    computer.go_out_by(CABLE)
    assert look(computer, what_it_knows) == (True, None)


def test_a_tunnel_that_takes_the_way_to_the_internet_or_to_the_photon_is_in_the_way(computer: Computer) -> None:
    need(device=TUNNELS)
    computer.connect_tunnel()
    assert look(computer)[1] is None
    computer.go_out_by(TUNNEL)
    assert look(computer)[1] == TUNNEL
    computer.go_out_by(CABLE)
    computer.ip("route", "add", "192.168.0.1/32", "dev", TUNNEL)
    assert look(computer)[1] == TUNNEL


def test_a_tunnel_is_not_in_the_way_of_who_is_not_there_yet(computer: Computer) -> None:
    need(device=TUNNELS)
    computer.connect_tunnel()
    computer.go_out_by(TUNNEL)
    computer.ip("addr", "flush", "dev", WIFI)
    assert look(computer)[1] is None


def test_nothing_is_sent_to_find_out(computer: Computer) -> None:
    computer.go_out_by(CABLE)
    capture = Capture(computer)
    look(computer)
    capture.close()
    assert capture.sent == set()
