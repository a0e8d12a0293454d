"""Reaching the Photon's 192.168.0.1, and not the router's, in network namespaces of the real kernel."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from setup_wizard.simulator.world import DEVICE_ID
from tests.system.namespaces import WIFI, Computer, computer_between_two_networks
from tests.system.needs import need

NOBODY = "65534"
NEIGHBOUR = "3f0034000447343233323032"
"""Another Photon."""

TALK = """
import json, os, sys
from functools import partial
from ipaddress import IPv4Address
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.core.wifi import Cipher, Security, SecurityKind, WifiCredentials
from setup_wizard.hostwifi.interfaces import find_interface
from setup_wizard.softap import link
from setup_wizard.softap.client import SoftAp
from setup_wizard.softap.http import HttpTransport
from setup_wizard.softap.link import Endpoint
from setup_wizard.softap.tcp import TcpTransport

how, transport, user = sys.argv[1:]
os.environ["HTTP_PROXY"] = os.environ["http_proxy"] = "http://192.168.0.1:80"
if how == "source address alone":
    link._bind_to = lambda sock, interface: sock.bind((interface.ipv4, 0))
find = None if how == "unbound" else partial(find_interface, "wlan0", IPv4Address("192.168.0.1"))
if user:
    os.setgroups([])
    os.setresgid(int(user), int(user), int(user))
    os.setresuid(int(user), int(user), int(user))
kind, port = {"tcp": (TcpTransport, 5609), "http": (HttpTransport, 80)}[transport]
photon, cancel = SoftAp([kind(Endpoint("192.168.0.1", port, find))]), Cancel()
try:
    said = [photon.identify(cancel).device_id]
    names = {network.ssid for network in photon.scan(cancel)}
    photon.set_claim_code(Secret("x" * 63), cancel)
    wpa2 = Security(SecurityKind.WPA2, Cipher.AES)
    credentials = WifiCredentials(b"Home", wpa2, channel=6, password=Secret("a password"))
    photon.configure(credentials, cancel)
    said += [b"Home" in names, photon.connect(cancel)]
except SetupError as error:
    said = [error.reason, error.detail]
print(json.dumps(said))
"""


@pytest.fixture
def at_home() -> dict[str, bytes]:
    """What the cable's 192.168.0.1 answers beside its page."""
    return {}


@pytest.fixture
def world(at_home: dict[str, bytes]) -> Iterator[Computer]:
    need("ip", namespaces=True)
    with computer_between_two_networks(at_home) as (computer, _simulator):
        yield computer


def talk(world: Computer, how: str, *, transport: str = "tcp", user: str = "") -> list[object]:
    """What every command of a setup brought, or why it ended."""
    answer: list[object] = json.loads(world.run(TALK, how, transport, user))
    return answer


@pytest.mark.parametrize("user", ["", NOBODY])
@pytest.mark.parametrize("transport", ["tcp", "http"])
def test_every_command_reaches_the_photon_though_the_routers_network_comes_first(
    transport: str, user: str, world: Computer
) -> None:
    assert talk(world, "bound", transport=transport, user=user) == [DEVICE_ID, True, True]


@pytest.mark.parametrize("how", ["unbound", "source address alone"])
def test_without_the_interface_the_router_would_answer_and_is_no_photon(how: str, world: Computer) -> None:
    reason, _detail = talk(world, how, transport="http")
    assert reason == "not_a_photon"


@pytest.mark.parametrize("at_home", [{"/device-id": b'{"id":"%s","c":"0"}' % NEIGHBOUR.encode()}])
def test_of_two_photons_the_one_on_wifi_is_the_only_one_that_is_spoken_to(world: Computer) -> None:
    assert talk(world, "bound", transport="http") == [DEVICE_ID, True, True]


def test_wifi_without_an_address_is_not_joined(world: Computer) -> None:
    world.ip("addr", "flush", "dev", WIFI)
    world.ip("route", "add", "192.168.0.0/24", "dev", WIFI, "metric", "600")
    reason, detail = talk(world, "bound")
    assert reason == "device_unreachable"
    assert "'wlan0' has no IPv4 address" in str(detail)


def test_an_address_that_the_system_gave_itself_is_not_joined(world: Computer) -> None:
    world.ip("addr", "flush", "dev", WIFI)
    world.ip("addr", "add", "169.254.7.7/16", "dev", WIFI)
    reason, detail = talk(world, "bound")
    assert reason == "device_unreachable"
    assert "169.254.7.7" in str(detail)
