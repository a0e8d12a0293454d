"""Wi-Fi by NetworkManager: python-dbusmock's for what happens, the real one for what it accepts."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from setup_wizard.core.cancel import Budget, Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.host_wifi import Adapter, AdapterState, VisibleNetwork
from setup_wizard.hostwifi import linux
from setup_wizard.hostwifi.backend import Whereabouts
from setup_wizard.hostwifi.linux import PROFILE_UUID, SERVICE, NetworkManagerBackend, open_network
from setup_wizard.hostwifi.system_bus import BusError, SystemBus
from tests.system.lines import line_of, program
from tests.system.needs import need
from tests.system.network_manager import DISCONNECTED, HOME, PHOTON, Mock, mocked_manager, own_bus

WLAN = Adapter("wlan0")
UNMANAGED, UNAVAILABLE = 10, 20
GOES_UP = 1
HANGS_S = 20
SOON_S = HANGS_S / 2
"""Less than the call that hangs, though the machine may stand still for seconds."""

MOST_S = 60.0


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[str]:
    need("dbus-daemon", module="dbusmock")
    with own_bus(tmp_path) as address:
        yield address


@pytest.fixture
def manager(bus: str) -> Iterator[Mock]:
    with mocked_manager(bus) as mock:
        yield mock


@pytest.fixture
def wifi(bus: str) -> NetworkManagerBackend:
    return NetworkManagerBackend(bus)


def refusal(call: Callable[[], object]) -> SetupError:
    with pytest.raises(SetupError) as raised:
        call()
    return raised.value


def test_its_wifi_adapters_are_listed_with_what_they_do(manager: Mock, wifi: NetworkManagerBackend) -> None:
    manager.add_adapter("wlan1", DISCONNECTED)
    manager.add_adapter("wlan2", UNAVAILABLE)
    manager.add_adapter("wlan3", UNMANAGED)
    states = {adapter.name: adapter.state for adapter in wifi.adapters(Cancel())}
    assert states == {
        "wlan0": AdapterState.CONNECTED,
        "wlan1": AdapterState.IDLE,
        "wlan2": AdapterState.OFF,
        "wlan3": AdapterState.UNMANAGED,
    }


@pytest.mark.parametrize("switch", ["WirelessEnabled", "WirelessHardwareEnabled"])
def test_wifi_that_is_switched_off_is_told(switch: str, manager: Mock, wifi: NetworkManagerBackend) -> None:
    manager.set_switch(switch, False)
    assert [adapter.state for adapter in wifi.adapters(Cancel())] == [AdapterState.OFF]


def test_without_networkmanager_there_is_nothing_to_control(bus: str, wifi: NetworkManagerBackend) -> None:
    assert refusal(lambda: wifi.adapters(Cancel())).reason is Reason.NO_WIFI_CONTROL
    nowhere = NetworkManagerBackend("unix:path=/nonexistent")
    assert refusal(lambda: nowhere.clean_up(Cancel())).reason is Reason.NO_WIFI_CONTROL


def test_a_scan_tells_bytes_signal_and_whether_it_is_open(manager: Mock, wifi: NetworkManagerBackend) -> None:
    manager.add_point("wlan0", "ap2", b"WEP".hex(), 20, 1, 0, 0)
    manager.add_point("wlan0", "ap3", b"WPA".hex(), 30, 1, 0x100, 0)
    manager.add_point("wlan0", "ap4", b"RSN".hex(), 40, 0, 0, 0x100)
    assert set(wifi.scan(WLAN, Cancel())) == {
        VisibleNetwork(PHOTON, is_open=True, signal_percent=71),
        VisibleNetwork(b"WEP", is_open=False, signal_percent=20),
        VisibleNetwork(b"WPA", is_open=False, signal_percent=30),
        VisibleNetwork(b"RSN", is_open=False, signal_percent=40),
    }


def test_a_scan_that_is_refused_does_not_mean_that_there_is_nothing(manager: Mock, wifi: NetworkManagerBackend) -> None:
    manager.refuse("RequestScan", "org.freedesktop.NetworkManager.Device.NotAllowed")
    assert [network.ssid for network in wifi.scan(WLAN, Cancel())] == [PHOTON]


def test_joins_with_a_profile_that_ends_with_the_connection_and_this_process(
    manager: Mock, wifi: NetworkManagerBackend
) -> None:
    manager.make_modern()
    wifi.join_open(WLAN, PHOTON, Cancel())
    assert manager.active("wlan0") == PROFILE_UUID
    ((settings, device, point, options),) = manager.calls("AddAndActivateConnection2")  # type: ignore[misc]
    assert settings == {
        "connection": {
            "id": "photon-setup",
            "uuid": PROFILE_UUID,
            "type": "802-11-wireless",
            "autoconnect": False,
        },
        "802-11-wireless": {"ssid": PHOTON.hex(), "mode": "infrastructure"},
        "ipv4": {"method": "auto", "never-default": True, "ignore-auto-dns": True},
        "ipv6": {"method": "disabled"},
    }
    assert device.endswith("/Devices/wlan0")
    assert (point, options) == ("/", {"persist": "volatile", "bind-activation": "dbus-client"})


def test_goes_back_to_the_profile_that_was_active(manager: Mock, wifi: NetworkManagerBackend) -> None:
    manager.make_modern()
    former = wifi.former(WLAN, Cancel())
    assert former == HOME
    wifi.join_open(WLAN, PHOTON, Cancel())
    assert wifi.former(WLAN, Cancel()) is None
    wifi.restore(WLAN, former, Cancel())
    assert manager.active("wlan0") == HOME


def test_where_the_computer_is_can_be_known_at_every_moment(manager: Mock, wifi: NetworkManagerBackend) -> None:
    manager.make_modern()
    assert wifi.whereabouts(WLAN, PHOTON, Cancel()) is Whereabouts.ELSEWHERE
    wifi.join_open(WLAN, PHOTON, Cancel())
    assert wifi.whereabouts(WLAN, PHOTON, Cancel()) is Whereabouts.THERE
    wifi.restore(WLAN, None, Cancel())
    assert wifi.whereabouts(WLAN, PHOTON, Cancel()) is Whereabouts.NOWHERE


@pytest.mark.parametrize("former", [None, "7b1e4a36-0000-4000-8000-00000000dead"])
def test_without_a_profile_to_go_back_to_networkmanager_chooses(
    former: str | None, manager: Mock, wifi: NetworkManagerBackend
) -> None:
    manager.make_modern()
    wifi.join_open(WLAN, PHOTON, Cancel())
    wifi.restore(WLAN, former, Cancel())
    assert manager.active("wlan0") is None
    assert manager.calls("DeactivateConnection")


def test_a_way_back_that_is_refused_at_least_leaves_the_photon(manager: Mock, wifi: NetworkManagerBackend) -> None:
    manager.make_modern()
    wifi.join_open(WLAN, PHOTON, Cancel())
    manager.refuse("ActivateConnection", "org.freedesktop.NetworkManager.UnknownConnection")
    assert refusal(lambda: wifi.restore(WLAN, HOME, Cancel())).reason is Reason.JOIN_FAILED
    assert manager.active("wlan0") is None


@pytest.mark.parametrize("state", [linux.ACTIVE_DEACTIVATED, GOES_UP])
def test_a_former_network_that_does_not_come_up_is_told(
    state: int, manager: Mock, wifi: NetworkManagerBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linux, "RETURN_S", 0.3)
    manager.make_modern()
    wifi.join_open(WLAN, PHOTON, Cancel())
    manager.end_return_in(state)
    assert refusal(lambda: wifi.restore(WLAN, HOME, Cancel())).reason is Reason.JOIN_FAILED


def see_one_less(manager: Mock, before: object) -> None:
    """The bus notices a moment later that a client has hung up."""
    budget = Budget(MOST_S)
    while manager.clients() != before - 1:  # type: ignore[operator]
        assert not budget.spent


def test_a_way_back_that_is_not_allowed_at_all_ends_the_visit_by_hanging_up(
    manager: Mock, wifi: NetworkManagerBackend
) -> None:
    manager.make_modern()
    wifi.join_open(WLAN, PHOTON, Cancel())
    for call in ("ActivateConnection", "DeactivateConnection"):
        manager.refuse(call, "org.freedesktop.NetworkManager.PermissionDenied")
    before = manager.clients()
    assert refusal(lambda: wifi.restore(WLAN, HOME, Cancel())).reason is Reason.PERMISSION_NEEDED
    see_one_less(manager, before)


def test_an_adapter_that_vanishes_while_it_is_listed_hides_no_other(manager: Mock, wifi: NetworkManagerBackend) -> None:
    manager.name_a_device_that_is_gone()
    assert [adapter.name for adapter in wifi.adapters(Cancel())] == ["wlan0"]


def test_what_the_person_joined_meanwhile_is_left_alone(manager: Mock, wifi: NetworkManagerBackend) -> None:
    wifi.restore(WLAN, None, Cancel())
    assert manager.active("wlan0") == HOME


def test_an_older_networkmanager_stores_the_profile_so_it_is_deleted_on_the_way_back(
    manager: Mock, wifi: NetworkManagerBackend
) -> None:
    wifi.join_open(WLAN, PHOTON, Cancel())
    assert set(manager.profiles()) == {HOME, PROFILE_UUID}  # type: ignore[call-overload]
    wifi.restore(WLAN, HOME, Cancel())
    assert set(manager.profiles()) == {HOME}  # type: ignore[call-overload]
    assert manager.active("wlan0") == HOME


def test_joining_again_replaces_the_profile(manager: Mock, wifi: NetworkManagerBackend) -> None:
    wifi.join_open(WLAN, PHOTON, Cancel())
    wifi.join_open(WLAN, b"Photon-OTHR", Cancel())
    assert set(manager.profiles()) == {HOME, PROFILE_UUID}  # type: ignore[call-overload]


def test_the_next_run_deletes_what_a_killed_one_left(manager: Mock, bus: str, wifi: NetworkManagerBackend) -> None:
    wifi.join_open(WLAN, PHOTON, Cancel())
    next_run = NetworkManagerBackend(bus)
    assert next_run.clean_up(Cancel())
    assert set(manager.profiles()) == {HOME}  # type: ignore[call-overload]
    assert not next_run.clean_up(Cancel())


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        ("org.freedesktop.NetworkManager.PermissionDenied", Reason.PERMISSION_NEEDED),
        ("org.freedesktop.DBus.Error.AccessDenied", Reason.PERMISSION_NEEDED),
        ("org.freedesktop.DBus.Error.InteractiveAuthorizationRequired", Reason.PERMISSION_NEEDED),
        ("org.freedesktop.NetworkManager.UnknownDevice", Reason.JOIN_FAILED),
    ],
)
def test_a_refusal_is_told_by_its_own_reason(
    error: str, reason: Reason, manager: Mock, wifi: NetworkManagerBackend
) -> None:
    manager.refuse("AddAndActivateConnection", error)
    problem = refusal(lambda: wifi.join_open(WLAN, PHOTON, Cancel()))
    assert problem.reason is reason
    assert error in problem.detail


def test_after_a_join_that_failed_the_bus_is_left_because_networkmanager_may_still_activate(
    manager: Mock, bus: str, wifi: NetworkManagerBackend
) -> None:
    wifi.adapters(Cancel())
    before = manager.clients()
    manager.refuse("AddAndActivateConnection", "org.freedesktop.NetworkManager.PermissionDenied")
    refusal(lambda: wifi.join_open(WLAN, PHOTON, Cancel()))
    see_one_less(manager, before)
    assert wifi.adapters(Cancel())


def test_who_is_back_by_itself_is_not_torn_away_again(manager: Mock, wifi: NetworkManagerBackend) -> None:
    asked = len(manager.calls("ActivateConnection"))  # type: ignore[arg-type]
    wifi.restore(WLAN, HOME, Cancel())
    assert len(manager.calls("ActivateConnection")) == asked  # type: ignore[arg-type]
    assert manager.active("wlan0") == HOME


def test_an_activation_that_ends_is_a_failure(manager: Mock, wifi: NetworkManagerBackend) -> None:
    manager.end_activation_in(linux.ACTIVE_DEACTIVATED)
    assert refusal(lambda: wifi.join_open(WLAN, PHOTON, Cancel())).reason is Reason.JOIN_FAILED


def test_an_adapter_is_associated_before_it_has_an_address(manager: Mock, wifi: NetworkManagerBackend) -> None:
    activating = 1
    manager.end_activation_in(activating)
    wifi.join_open(WLAN, PHOTON, Cancel())
    assert manager.active("wlan0") == PROFILE_UUID


def test_an_adapter_that_is_gone_is_told(manager: Mock, wifi: NetworkManagerBackend) -> None:
    problem = refusal(lambda: wifi.join_open(Adapter("wlan7"), PHOTON, Cancel()))
    assert problem.reason is Reason.JOIN_FAILED
    assert "wlan7" in problem.detail


def test_cancelling_ends_a_call_that_hangs_at_once_and_no_thread_stops_for_it(
    manager: Mock, wifi: NetworkManagerBackend
) -> None:
    wifi.adapters(Cancel())
    manager.hang("GetDevices", HANGS_S)
    cancel = Cancel()
    gaps_s = []
    ended = threading.Event()

    def watch() -> None:
        last_s = time.monotonic()
        while not ended.wait(0.005):
            now_s = time.monotonic()
            gaps_s.append(now_s - last_s)
            last_s = now_s

    watcher = threading.Thread(target=watch)
    watcher.start()
    person = threading.Timer(0.5, cancel.cancel)
    person.start()
    started_s = time.monotonic()
    assert refusal(lambda: wifi.adapters(cancel)).reason is Reason.CANCELLED
    assert time.monotonic() - started_s < SOON_S
    ended.set()
    watcher.join()
    assert max(gaps_s) < SOON_S


RUN = """
import sys
from pathlib import Path
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.interface import LocalInterface
from setup_wizard.hostwifi.leftovers import Leftovers
from setup_wizard.hostwifi.linux import PROFILE_UUID, SERVICE, NetworkManagerBackend, open_network
from setup_wizard.hostwifi.radio import Radio

def find(name, reaching):
    return LocalInterface(name, 1, "192.168.0.2")

note, bus, stage = sys.argv[1:]

class Wifi(NetworkManagerBackend):
    def join_open(self, *arguments):
        stage == "before" and print("there", flush=True) == sys.stdin.read()
        super().join_open(*arguments)

    def restore(self, *arguments):
        stage == "returning" and print("there", flush=True) == sys.stdin.read()
        super().restore(*arguments)

backend = Wifi(bus)
radio = Radio(lambda: backend, Leftovers(Path(note)), prefix="Photon", host="192.168.0.1", find=find)
if stage == "next":
    print(radio.clean_up(Cancel()), flush=True)
else:
    radio.join_photon(Cancel())
    stage == "joined" and print("there", flush=True) == sys.stdin.read()
    radio.leave_photon(Cancel())
    print("there", flush=True) == sys.stdin.read()
radio.close()
"""


@pytest.mark.parametrize(
    ("stage", "is_told"), [("before", False), ("joined", True), ("returning", True), ("back", False)]
)
def test_after_a_kill_at_any_stage_the_next_run_has_the_old_connection_and_no_leftover(
    stage: str, is_told: bool, manager: Mock, bus: str, tmp_path: Path
) -> None:
    note = tmp_path / "visit.json"
    command = [sys.executable, "-c", RUN, str(note), bus]
    with program([*command, stage], dict(os.environ)) as run:
        assert line_of(run) == "there"
        assert (manager.active("wlan0") == PROFILE_UUID) == is_told
        run.send_signal(signal.SIGKILL)
    with program([*command, "next"], dict(os.environ)) as run:
        assert line_of(run) == str(is_told)
        assert run.wait(MOST_S) == 0
    assert manager.active("wlan0") == HOME
    assert set(manager.profiles()) == {HOME}  # type: ignore[call-overload]
    assert not note.exists()


BUS_CONFIG = """
<busconfig>
  <type>system</type>
  <listen>unix:path={folder}/bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/><allow own="*"/><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
  </policy>
</busconfig>
"""
IN_A_WORLD_OF_ITS_OWN = """
mkdir -p /run/NetworkManager
mount -t tmpfs none /run/NetworkManager
mount --bind "$1/state" /var/lib/NetworkManager
exec NetworkManager --no-daemon --config="$1/nm.conf" --config-dir="$1/state"
"""


@pytest.fixture
def real_bus(tmp_path: Path) -> Iterator[str]:
    """The address of a bus with the real NetworkManager, which sees no interface but the loopback."""
    need("dbus-daemon", "NetworkManager", "mount", namespaces=True)
    (tmp_path / "state").mkdir()
    (tmp_path / "bus.conf").write_text(BUS_CONFIG.format(folder=tmp_path))
    (tmp_path / "nm.conf").write_text("[main]\nplugins=keyfile\nauth-polkit=false\ndns=none\n")
    address = f"unix:path={tmp_path}/bus"
    environment = os.environ | {"DBUS_SYSTEM_BUS_ADDRESS": address}
    daemon = ["dbus-daemon", f"--config-file={tmp_path}/bus.conf", "--nofork", "--print-address"]
    alone = ["unshare", "--net", "--mount", "sh", "-ec", IN_A_WORLD_OF_ITS_OWN, "sh", str(tmp_path)]
    with program(daemon, environment) as bus, program(alone, environment):
        line_of(bus)
        wait_for_service(SystemBus(SERVICE, address))
        yield address


def wait_for_service(bus: SystemBus) -> None:
    end_s = time.monotonic() + MOST_S
    while True:
        try:
            bus.read(Cancel(), linux.ROOT, SERVICE, "Version")
        except BusError:
            assert time.monotonic() < end_s
            threading.Event().wait(0.05)
        else:
            return


def test_the_real_one_has_no_wifi_here(real_bus: str) -> None:
    assert NetworkManagerBackend(real_bus).adapters(Cancel()) == ()


def test_the_real_one_takes_the_profile_and_finds_it_again_to_delete_it(real_bus: str) -> None:
    bus, wifi = SystemBus(SERVICE, real_bus), NetworkManagerBackend(real_bus)
    add = partial(bus.call, Cancel(), f"{linux.ROOT}/Settings", f"{SERVICE}.Settings", "AddConnectionUnsaved")
    assert not wifi.clean_up(Cancel())
    add(open_network(PHOTON))
    assert wifi.clean_up(Cancel())
    assert not wifi.clean_up(Cancel())
    with pytest.raises(BusError, match="InvalidProperty"):
        add(open_network(PHOTON) | {"802-11-wireless": {"ssid": "Photon-TEXT", "mode": "infrastructure"}})


def test_the_real_one_takes_how_the_profile_is_to_end(real_bus: str) -> None:
    """It reads these options before it looks for an adapter, of which there is none here."""
    activate = partial(SystemBus(SERVICE, real_bus).call, Cancel(), linux.ROOT, SERVICE, "AddAndActivateConnection2")
    with pytest.raises(BusError, match="UnknownDevice"):
        activate(open_network(PHOTON), linux.NOTHING, linux.NOTHING, linux.ENDS_WITH_THIS_PROCESS)
    with pytest.raises(BusError, match="InvalidArguments"):
        activate(open_network(PHOTON), linux.NOTHING, linux.NOTHING, {"persist": "for ever"})
