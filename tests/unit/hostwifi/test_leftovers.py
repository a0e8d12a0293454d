from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.host_wifi import Adapter, AdapterState
from setup_wizard.hostwifi import way_back
from setup_wizard.hostwifi.leftovers import Leftovers, Visit
from setup_wizard.hostwifi.radio import Radio
from tests.unit.hostwifi.fakes import HOME, PHOTON, WLAN, FakeWifi

NOTE = """
import sys
from pathlib import Path
from setup_wizard.hostwifi.leftovers import Leftovers, Visit

visit = Visit("wlan0", bytes.fromhex(sys.argv[2]), sys.argv[3] or None, was_connected=sys.argv[4] == "True")
Leftovers(Path(sys.argv[1])).note(visit)
"""


AT_HOME = Visit("wlan0", PHOTON, HOME, was_connected=True)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "visit.json"


def killed_run(path: Path, ssid: bytes = PHOTON, former: str = HOME, *, was_connected: bool = True) -> Leftovers:
    """What a run leaves that ended at a Photon's network."""
    subprocess.run([sys.executable, "-c", NOTE, str(path), ssid.hex(), former, str(was_connected)], check=True)
    return Leftovers(path)


def next_run(wifi: FakeWifi, leftovers: Leftovers) -> bool:
    radio = Radio(lambda: wifi, leftovers, prefix="Photon", host="192.168.0.1", find=wifi.find_interface)
    try:
        return radio.clean_up(Cancel())
    finally:
        radio.close()


@pytest.mark.parametrize(("former", "was_connected"), [(HOME, True), ("", True), ("", False)])
def test_a_killed_run_is_found_with_all_it_noted(path: Path, former: str, was_connected: bool) -> None:
    leftovers = killed_run(path, b"Photon-\xff\x00", former, was_connected=was_connected)
    assert leftovers.read() == Visit("wlan0", b"Photon-\xff\x00", former or None, was_connected)
    # Windows has no such modes.
    assert sys.platform == "win32" or path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("clock_step_s", [-1.0, 0.0, 1.0])
def test_a_run_that_still_goes_on_is_left_alone(clock_step_s: float, path: Path) -> None:
    leftovers = Leftovers(path)
    leftovers.note(AT_HOME)
    entry = json.loads(path.read_text())
    path.write_text(json.dumps(entry | {"process_started": entry["process_started"] + clock_step_s}))
    assert leftovers.read() is None
    wifi = FakeWifi(WLAN)
    assert not next_run(wifi, leftovers)
    assert wifi.calls == []


def test_another_process_with_the_number_of_the_killed_one_does_not_count(path: Path) -> None:
    leftovers = killed_run(path)
    entry = json.loads(path.read_text())
    started = psutil.Process().create_time() - 60.0
    path.write_text(json.dumps(entry | {"process": os.getpid(), "process_started": started}))
    assert leftovers.read() is not None


def test_without_a_note_there_is_nothing(path: Path) -> None:
    assert Leftovers(path).read() is None
    Leftovers(path).clear()


@pytest.mark.parametrize(
    "change",
    [
        {"adapter": ...},
        {"ssid": "xy"},
        {"ssid": 7},
        {"process": "me"},
        {"process": float("inf")},
        {"process_started": None},
    ],
)
def test_a_note_that_is_damaged_counts_as_none(
    path: Path, change: dict[str, object], caplog: pytest.LogCaptureFixture
) -> None:
    leftovers = killed_run(path)
    entry = json.loads(path.read_text()) | change
    path.write_text(json.dumps({name: value for name, value in entry.items() if value is not ...}))
    assert leftovers.read() is None
    assert "cannot be read" in caplog.text


@pytest.mark.parametrize("text", ["", "[]", "7", "\xff"])
def test_a_note_that_is_none_counts_as_none(path: Path, text: str) -> None:
    path.parent.mkdir()
    path.write_bytes(text.encode("latin-1"))
    assert Leftovers(path).read() is None


def test_a_folder_that_cannot_be_written_is_no_failure(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "state").write_text("a file")
    Leftovers(tmp_path / "state" / "visit.json").note(AT_HOME)
    assert "cannot be written" in caplog.text


def test_a_visit_is_noted_before_the_network_changes_and_no_longer_once_back(path: Path) -> None:
    wifi = FakeWifi(WLAN)
    noted: list[Visit] = []
    ordinary = wifi.join_open

    def join_open(*arguments: object) -> None:
        entry = json.loads(path.read_text())
        noted.append(Visit(entry["adapter"], bytes.fromhex(entry["ssid"]), entry["former"], entry["was_connected"]))
        ordinary(*arguments)  # type: ignore[arg-type]

    wifi.join_open = join_open  # type: ignore[method-assign]
    leftovers = Leftovers(path)
    radio = Radio(lambda: wifi, leftovers, prefix="Photon", host="192.168.0.1", find=wifi.find_interface)
    radio.join_photon(Cancel())
    assert noted == [AT_HOME]
    radio.leave_photon(Cancel())
    assert not path.exists()
    radio.close()


@pytest.mark.parametrize(
    ("connected", "joined", "left_behind"),
    [
        pytest.param(None, None, True, id="the profile is still there"),
        pytest.param(None, None, False, id="connected to nothing"),
        pytest.param("Photon-7QK2", None, False, id="the system names the Photon's network"),
        pytest.param(None, PHOTON, False, id="the system names nothing, but the address is the Photon's"),
    ],
)
def test_after_a_killed_run_the_computer_is_brought_back_and_that_is_told(
    path: Path, connected: str | None, joined: bytes | None, left_behind: bool
) -> None:
    state = AdapterState.CONNECTED if connected or joined else AdapterState.IDLE
    wifi = FakeWifi(Adapter("wlan0", state=state))
    wifi.connected = {"wlan0": connected} if connected else {}
    wifi.joined = {"wlan0": joined} if joined else {}
    wifi.left_behind = left_behind
    assert next_run(wifi, killed_run(path))
    assert wifi.connected == {"wlan0": HOME}
    assert not path.exists()
    assert not next_run(wifi, Leftovers(path))


def test_a_computer_that_went_back_by_itself_is_left_where_it_is(path: Path) -> None:
    wifi = FakeWifi(WLAN)
    wifi.connected["wlan0"] = "Café"
    assert not next_run(wifi, killed_run(path))
    assert wifi.connected == {"wlan0": "Café"}
    assert not path.exists()


def test_an_adapter_that_was_unplugged_needs_no_way_back(path: Path) -> None:
    wifi = FakeWifi()
    assert not next_run(wifi, killed_run(path))
    assert wifi.calls == ["clean_up", "adapters"]
    assert not path.exists()


def test_what_is_learnt_on_leaving_is_noted_for_a_later_run(path: Path) -> None:
    wifi = FakeWifi(WLAN)
    wifi.is_secretive = wifi.tells_on_leaving = True
    radio = Radio(lambda: wifi, Leftovers(path), prefix="Photon", host="192.168.0.1", find=wifi.find_interface)
    radio.join_photon(Cancel())
    assert json.loads(path.read_text())["former"] == HOME
    radio.close()


@pytest.fixture
def keeps_names() -> FakeWifi:
    """A system that does not tell where it is: at home, which looks like a Photon's network."""
    wifi = FakeWifi(WLAN)
    wifi.is_secretive = wifi.home_has_photons_subnet = True
    return wifi


def test_a_computer_that_may_be_at_home_is_not_disconnected_and_not_said_to_be_back(
    path: Path, keeps_names: FakeWifi
) -> None:
    with pytest.raises(SetupError) as raised:
        next_run(keeps_names, killed_run(path, former=""))
    assert raised.value.reason is Reason.PERMISSION_NEEDED
    assert keeps_names.connected == {"wlan0": HOME}
    assert "restore" not in keeps_names.calls


def test_a_network_to_go_back_to_is_joined_though_it_may_be_the_one_in_use(path: Path, keeps_names: FakeWifi) -> None:
    assert next_run(keeps_names, killed_run(path))
    assert keeps_names.connected == {"wlan0": HOME}


def test_an_address_of_another_network_tells_that_the_computer_went_back(path: Path, keeps_names: FakeWifi) -> None:
    keeps_names.home_has_photons_subnet = False
    assert not next_run(keeps_names, killed_run(path, former=""))
    assert "restore" not in keeps_names.calls
    assert not path.exists()


def test_a_computer_that_is_connected_to_nothing_is_only_back_if_it_was_so_before(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(way_back, "SETTLE_S", 0.02)
    wifi = FakeWifi(Adapter("wlan0", state=AdapterState.IDLE))
    with pytest.raises(SetupError, match="no other network is joined"):
        next_run(wifi, killed_run(path, former=""))
    assert next_run(wifi, killed_run(path, former="", was_connected=False))
