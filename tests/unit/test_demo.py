from __future__ import annotations

import sys

import pytest

from setup_wizard.core.account import OAuthClient, Token
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.core.usb import UsbPort
from setup_wizard.demo import DEMO_NETWORK, MemoryStore, running_demo
from setup_wizard.options import Options
from setup_wizard.workflow.join_mode import JoinMode
from tests.patience import PATIENCE_S
from tests.unit.workflow.fakes import DEVICE_ID, OTHER_ID

TOKEN = Token(Secret("hush"), "me@example.com")


def test_a_demo_keeps_its_sign_ins_until_it_ends() -> None:
    store = MemoryStore()
    store.save("http://one", TOKEN)
    assert store.load("http://one", TOKEN.username) == TOKEN
    assert store.load("http://other", TOKEN.username) is None
    store.forget("http://one", TOKEN.username)
    assert store.load("http://one", TOKEN.username) is None


def test_a_demo_keeps_its_clients_until_it_ends() -> None:
    store = MemoryStore()
    client = OAuthClient("lamp-1234", Secret("hush"))
    store.save_client("http://one", client)
    assert store.load_client("http://one", client.client_id) == client
    assert store.load_client("http://other", client.client_id) is None


def test_a_demo_points_the_options_at_its_own_simulation_and_knows_its_secrets() -> None:
    with running_demo(Options(interface="wlan0", name="lamp")) as demo:
        assert demo.options.api == demo.simulator.addresses.api
        assert demo.options.device_host == "127.0.0.1"
        assert (demo.options.interface, demo.options.name) == (None, "lamp")
        home = next(network for network in demo.simulator.air.networks if network.name == DEMO_NETWORK)
        assert demo.given.wifi_password == home.password


@pytest.mark.parametrize("join", [JoinMode.NONE, JoinMode.MANUAL])
def test_a_demo_has_its_own_photon_and_its_own_way_to_it(join: JoinMode) -> None:
    with running_demo(Options(join=join, device_id=OTHER_ID)) as demo:
        assert (demo.options.join, demo.options.device_id) == (JoinMode.AUTO, None)


def test_the_computer_of_the_demo_changes_networks_by_itself() -> None:
    with running_demo(Options()) as demo:
        assert demo.host.join_photon(Cancel())
        assert (demo.simulator.air.photon_reachable, demo.simulator.air.cloud_reachable) == (True, False)
        assert demo.host.leave_photon(Cancel())
        assert (demo.simulator.air.photon_reachable, demo.simulator.air.cloud_reachable) == (False, True)


def test_a_demo_that_was_stopped_changes_nothing_any_more() -> None:
    cancel = Cancel()
    cancel.cancel()
    with running_demo(Options()) as demo:
        for change in (demo.host.join_photon, demo.host.leave_photon):
            with pytest.raises(SetupError):
                change(cancel)
        assert not demo.simulator.air.host_joined


@pytest.mark.skipif(sys.platform == "win32", reason="a simulated USB port is a pseudo terminal")
def test_the_photon_of_the_demo_is_plugged_in_until_it_is_not() -> None:
    with running_demo(Options()) as demo:
        assert demo.simulator.photon.wait_until(lambda photon: photon.listening, PATIENCE_S)
        (port,) = demo.usb.ports(Cancel())
        assert port == UsbPort(demo.simulator.usb_paths[0], DEVICE_ID)
        assert demo.usb.open(port).identify(Cancel(), budget_s=PATIENCE_S).device_id == DEVICE_ID
        demo.simulator.photon.unplug()
        assert demo.simulator.photon.wait_until(lambda photon: not photon.on_usb, PATIENCE_S)
        assert demo.usb.ports(Cancel()) == ()
