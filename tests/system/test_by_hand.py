"""A whole setup with one radio, which a person takes from network to network when asked; every packet is caught."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from setup_wizard.core.errors import Reason
from setup_wizard.simulator.world import DEVICE_ID, Simulator
from setup_wizard.workflow.words import words_for
from tests.system.namespaces import HTTP_PORT, TCP_PORT, TUNNEL, WIFI
from tests.system.needs import TUNNELS, need
from tests.system.one_radio import (
    CLOUD_ADDRESS,
    CLOUD_PORT,
    ELSEWHERE,
    FAR_FROM_EASY,
    NAME_SERVER_PORT,
    Capture,
    Home,
    OneRadio,
    one_radio,
)
from tests.system.program import HOME_PASSWORD, Event, provision

ONLY_THE_PHOTON = {("192.168.0.1", TCP_PORT), ("192.168.0.1", HTTP_PORT)}


@pytest.fixture
def home() -> Home:
    return FAR_FROM_EASY


@pytest.fixture
def world(home: Home) -> Iterator[OneRadio]:
    need("ip", namespaces=True)
    with Simulator() as simulator, one_radio(simulator, home) as world:
        yield world


def change_networks(world: OneRadio, event: Event) -> None:
    """What the person does, and only when asked."""
    if event.get("ask") == "join_photon":
        world.join()
    if event.get("ask") == "leave_photon":
        world.leave()


def test_at_home_names_are_looked_up_and_the_cloud_is_asked_and_a_capture_sees_both(
    world: OneRadio, tmp_path: Path
) -> None:
    capture = Capture(world.computer)
    with provision(world, tmp_path, "--join", "manual") as program:
        program.until("step", "join")
    capture.close()
    assert capture.sent >= {(world.home.router, NAME_SERVER_PORT), (CLOUD_ADDRESS, CLOUD_PORT)}


@pytest.mark.parametrize(
    ("home", "network_stays"),
    [
        pytest.param(FAR_FROM_EASY, False, id="at home are the same addresses"),
        pytest.param(FAR_FROM_EASY, True, id="and its network stays up"),
        pytest.param(ELSEWHERE, False, id="at home are other addresses"),
    ],
)
def test_ones_own_photon_takes_one_visit_and_nothing_leaves_for_the_cloud_meanwhile(
    network_stays: bool, world: OneRadio, tmp_path: Path
) -> None:
    world.network_stays = network_stays
    with provision(world, tmp_path, "--join", "manual") as program:
        result = program.finish(lambda event: change_networks(world, event))
    assert (result["ok"], result["reason"], result["device_id"]) == (True, "claimed", DEVICE_ID)
    assert program.told("ask") == ["join_photon", "leave_photon"]
    (visit,) = world.visits
    assert ("192.168.0.1", TCP_PORT) in visit.sent
    assert visit.sent <= ONLY_THE_PHOTON


def for_a_customer(world: OneRadio) -> tuple[list[str], dict[str, str]]:
    """Options and secrets of a product's own client; the device is not known yet."""
    there = world.simulator.describe()
    options = ["--product", str(there["product"]), "--client-id", str(there["client_id"])]
    secrets = {"CLIENT_SECRET": str(there["client_secret"]), "WIFI_PASSWORD": HOME_PASSWORD}
    return [*options, "--customer", "ana@example.com"], secrets


def test_with_the_internet_on_a_cable_one_visit_is_enough_for_an_unknown_device(
    world: OneRadio, tmp_path: Path
) -> None:
    world.plug_in_cable()
    options, secrets = for_a_customer(world)
    options += ["--join", "manual", "--interface", WIFI]
    with provision(world, tmp_path, *options, secrets=secrets) as program:
        result = program.finish(lambda event: change_networks(world, event))
    assert (result["ok"], result["reason"], result["owner"]) == (True, "claimed", "ana@example.com")
    assert program.told("ask") == ["join_photon"]
    assert len(world.visits) == 1


def test_a_vpn_that_takes_the_way_is_told_and_once_it_is_gone_the_setup_goes_on(
    world: OneRadio, tmp_path: Path
) -> None:
    need(device=TUNNELS)

    def meet_a_vpn(event: Event) -> None:
        # It stands still, or it might ask the Photon in between.
        program.send(signal.SIGSTOP)
        change_networks(world, event)
        if event.get("ask") == "join_photon":
            world.silence_photon()
            world.computer.connect_tunnel()
            world.computer.go_out_by(TUNNEL)
        elif event.get("text") == words_for(Reason.VPN_IN_THE_WAY).message:
            world.computer.ip("link", "del", TUNNEL)
            world.let_photon_speak()
        program.send(signal.SIGCONT)

    with provision(world, tmp_path, "--join", "manual", "--interface", WIFI) as program:
        result = program.finish(meet_a_vpn)
    assert words_for(Reason.VPN_IN_THE_WAY).message in program.told("note")
    assert result["reason"] == "claimed"


def test_an_unknown_device_of_a_product_takes_two_visits(world: OneRadio, tmp_path: Path) -> None:
    options, secrets = for_a_customer(world)
    with provision(world, tmp_path, "--join", "manual", *options, secrets=secrets) as program:
        result = program.finish(lambda event: change_networks(world, event))
    assert (result["ok"], result["reason"], result["owner"]) == (True, "claimed", "ana@example.com")
    assert program.told("ask") == ["join_photon", "leave_photon", "join_photon", "leave_photon"]
    assert program.told("milestone")[:3] == ["device_read", "in_product", "network_sent"]
    assert len(world.visits) == 2
    for visit in world.visits:
        assert ("192.168.0.1", TCP_PORT) in visit.sent
        assert visit.sent <= ONLY_THE_PHOTON
