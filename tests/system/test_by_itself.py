"""A whole setup with one radio that the program moves itself, by a NetworkManager whose networks are namespaces."""

from __future__ import annotations

import signal
import socket
import socketserver
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from setup_wizard.hostwifi.linux import PROFILE_UUID
from setup_wizard.simulator.faults import Fault
from setup_wizard.simulator.world import DEVICE_ID, Simulator
from tests.system.namespaces import HTTP_PORT, TCP_PORT
from tests.system.needs import need
from tests.system.network_manager import HOME, Mock, mocked_manager, own_bus
from tests.system.one_radio import OneRadio, one_radio
from tests.system.program import Program, provision

ONLY_THE_PHOTON = {("192.168.0.1", TCP_PORT), ("192.168.0.1", HTTP_PORT)}
BACK = "A setup was interrupted before: this computer is back on its own network."


class Radio(socketserver.UnixStreamServer):
    """Does to the computer's radio what NetworkManager says; `before` is called first, with the profile's UUID."""

    def __init__(self, path: Path, world: OneRadio) -> None:
        super().__init__(str(path), _Change)
        self.world = world
        self.before: Callable[[str], object] = lambda uuid: None


class _Change(socketserver.BaseRequestHandler):
    server: Radio
    request: socket.socket

    def handle(self) -> None:
        uuid = self.request.recv(100).decode()
        self.server.before(uuid)
        if uuid == PROFILE_UUID:
            # Its profile takes no way out from the Photon's DHCP.
            self.server.world.join(takes_way_out=False)
        else:
            self.server.world.leave()
        self.request.sendall(b".")


@dataclass(frozen=True, slots=True)
class Desktop:
    """A computer with NetworkManager; `folder` is the home of whoever sits there."""

    world: OneRadio
    manager: Mock
    radio: Radio
    bus: str
    folder: Path

    @property
    def is_as_before(self) -> bool:
        """At home, with the old connection, and nothing left of the visit."""
        return (
            self.world.is_home
            and self.manager.active("wlan0") == HOME
            and set(self.manager.profiles()) == {HOME}  # type: ignore[call-overload]
            and not list(self.folder.rglob("visit.json"))
        )


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    need("ip", "dbus-daemon", module="dbusmock", namespaces=True)
    path = tmp_path / "radio"
    with Simulator() as simulator, one_radio(simulator) as world, Radio(path, world) as radio:
        thread = threading.Thread(target=radio.serve_forever, args=(0.01,))
        thread.start()
        try:
            with own_bus(tmp_path) as bus, mocked_manager(bus, path) as manager:
                yield Desktop(world, manager, radio, bus, tmp_path)
        finally:
            radio.shutdown()
            thread.join()


def run(desktop: Desktop, *options: str) -> Program:
    """From its start to its end."""
    with provision(desktop.world, desktop.folder, *options, bus=desktop.bus) as program:
        program.finish()
    return program


@pytest.mark.parametrize("is_modern", [True, False])
def test_to_the_photon_and_back_without_asking_anybody(is_modern: bool, desktop: Desktop) -> None:
    if is_modern:
        desktop.manager.make_modern()
    program = run(desktop)
    result = program.events[-1]
    assert (result["ok"], result["reason"], result["device_id"]) == (True, "claimed", DEVICE_ID)
    assert program.told("ask") == []
    (visit,) = desktop.world.visits
    assert ("192.168.0.1", TCP_PORT) in visit.sent
    assert visit.sent <= ONLY_THE_PHOTON
    assert desktop.is_as_before


def test_of_several_photons_the_person_names_one(desktop: Desktop) -> None:
    desktop.manager.add_point("wlan0", "ap2", b"Photon-7QK2".hex(), 40, 0, 0, 0)
    with provision(desktop.world, desktop.folder, bus=desktop.bus) as program:
        program.until("ask", "join_photon")
    (note,) = program.told("note")
    assert "Photon-\u00ff\u00feQ (71 %), Photon-7QK2 (40 %)" in note
    assert "--prefix" in note
    assert desktop.world.visits == []
    assert run(desktop, "--prefix", "Photon-7QK2").events[-1]["reason"] == "claimed"


def test_after_a_failure_the_computer_is_back(desktop: Desktop) -> None:
    program = run(desktop, "--ssid", "Nowhere")
    assert program.events[-1]["reason"] == "network_not_seen"
    assert len(desktop.world.visits) == 1
    assert desktop.is_as_before


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopped_at_the_photons_the_computer_is_back(number: signal.Signals, desktop: Desktop) -> None:
    # Or it might be home again before it is stopped.
    desktop.world.simulator.faults.switch_on(Fault.NEVER_ANSWER, where="configure-ap")
    with provision(desktop.world, desktop.folder, bus=desktop.bus) as program:
        program.until("step", "network")
        assert not desktop.world.is_home
        program.send(number)
        assert program.finish()["reason"] == "cancelled"
    assert desktop.is_as_before


def test_a_system_that_goes_home_in_the_middle_is_brought_back(desktop: Desktop) -> None:
    relay = desktop.world.ports.tcp
    assert relay is not None

    def go_home() -> None:
        relay.on_request = relay.on_answered = lambda: None
        desktop.manager.activate("wlan0", HOME)
        program.send(signal.SIGCONT)

    with provision(desktop.world, desktop.folder, bus=desktop.bus) as program:
        # It stands still from its first question to the Photon until the answer is there and the network is gone.
        relay.on_request = lambda: program.send(signal.SIGSTOP)
        relay.on_answered = go_home
        assert program.finish()["reason"] == "claimed"
    assert len(desktop.world.visits) == 2
    assert all(visit.sent <= ONLY_THE_PHOTON for visit in desktop.world.visits)
    assert desktop.is_as_before


@pytest.mark.parametrize(
    ("says", "activates", "is_told"),
    [
        pytest.param(None, PROFILE_UUID, True, id="on its way there"),
        pytest.param(("step", "network"), None, True, id="there"),
        pytest.param(("milestone", "network_sent"), None, True, id="the Photon has its network"),
        pytest.param(None, HOME, True, id="on its way back"),
        pytest.param(("milestone", "cloud_reached"), None, False, id="back"),
    ],
)
def test_killed_at_any_stage_the_next_start_has_the_old_connection_and_the_setup_still_works(
    says: tuple[str, str] | None, activates: str | None, is_told: bool, desktop: Desktop
) -> None:
    faults = desktop.world.simulator.faults
    # Or it might be done before it is killed.
    faults.switch_on(Fault.NO_CLOUD)
    with provision(desktop.world, desktop.folder, bus=desktop.bus) as program:
        desktop.radio.before = lambda uuid: program.send(signal.SIGKILL) if uuid == activates else None
        if says is not None:
            program.until(*says)
            program.send(signal.SIGKILL)
        assert program.follow()["event"] != "result"
    desktop.radio.before = lambda uuid: None
    faults.switch_off(Fault.NO_CLOUD)
    with provision(desktop.world, desktop.folder, bus=desktop.bus) as program:
        program.until("step", "sign_in")
        assert desktop.is_as_before
        assert (BACK in program.told("note")) == is_told
        assert program.finish()["reason"] == "claimed"
    assert desktop.is_as_before
