from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

import pytest

from setup_wizard.core.cancel import INTERRUPTIBLE_S, Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.host_wifi import Adapter, AdapterState, VisibleNetwork
from setup_wizard.hostwifi import radio as radio_module
from setup_wizard.hostwifi import way_back, worker
from setup_wizard.hostwifi.leftovers import Leftovers
from setup_wizard.hostwifi.radio import MOST_REJOINS, Radio
from tests.patience import PATIENCE_S, any_try_within
from tests.unit.hostwifi.fakes import HOME, IN_RANGE, PHOTON, WLAN, FakeWifi

IDLE = Adapter("wlan1", state=AdapterState.IDLE)
OFF = Adapter("wlan2", state=AdapterState.OFF)
AT_ONCE_S = 0.2
"""What a person takes for at once."""
GRACE_S = radio_module.ADAPTERS_GRACE_S

MakeRadio = Callable[..., Radio]


@pytest.fixture
def leftovers(tmp_path: Path) -> Leftovers:
    return Leftovers(tmp_path / "state" / "visit.json")


@pytest.fixture
def make_radio(leftovers: Leftovers) -> Iterator[MakeRadio]:
    made = []

    def make(wifi: FakeWifi | None, *, prefix: str = "Photon", host: str = "192.168.0.1", **more: str) -> Radio:
        find = wifi.find_interface if wifi else FakeWifi().find_interface
        radio = Radio(lambda: wifi, leftovers, prefix=prefix, host=host, find=find, **more)
        made.append((radio, wifi))
        return radio

    yield make
    for radio, wifi in made:
        if wifi is not None and wifi.hang is not None:
            wifi.hang.set()
        radio.close()


@pytest.fixture(autouse=True)
def brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(radio_module, "ADDRESS_S", 0.05)
    monkeypatch.setattr(radio_module, "ADDRESS_POLL_S", 0.01)
    monkeypatch.setattr(radio_module, "LOOK_PAUSE_S", 0.01)
    monkeypatch.setattr(radio_module, "LOOK_S", 0.02)
    for name in ("ADAPTERS_GRACE_S", "RETURN_TIMEOUT_S", "CLOSE_TIMEOUT_S"):
        monkeypatch.setattr(radio_module, name, PATIENCE_S)
    monkeypatch.setattr(way_back, "SETTLE_S", 0.05)
    monkeypatch.setattr(way_back, "SETTLE_POLL_S", 0.01)


def reason_of(call: Callable[[], object]) -> Reason:
    with pytest.raises(SetupError) as raised:
        call()
    return raised.value.reason


def wait_until(holds: Callable[[], bool]) -> None:
    end_s = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < end_s
        threading.Event().wait(0.005)


def in_range(*names: bytes) -> tuple[VisibleNetwork, ...]:
    return tuple(VisibleNetwork(name, is_open=True, signal_percent=50) for name in names)


def test_nothing_is_asked_of_the_system_before_somebody_asks(make_radio: MakeRadio) -> None:
    wifi = FakeWifi(WLAN)
    radio = make_radio(wifi)
    assert not radio.clean_up(Cancel())
    radio.choose_adapter("wlan0")
    assert wifi.calls == []


def test_to_the_photon_and_back(make_radio: MakeRadio, leftovers: Leftovers) -> None:
    wifi = FakeWifi(WLAN)
    radio = make_radio(wifi)
    assert radio.join_photon(Cancel())
    assert wifi.joined == {"wlan0": PHOTON}
    assert radio.leave_photon(Cancel())
    assert wifi.joined == {}
    assert wifi.connected == {"wlan0": HOME}
    assert wifi.calls == ["adapters", "scan", "former", "join_open", "whereabouts", "restore"]


def test_who_came_by_hand_goes_back_by_hand(make_radio: MakeRadio) -> None:
    wifi = FakeWifi(WLAN)
    assert not make_radio(wifi).leave_photon(Cancel())
    assert wifi.calls == []


def test_a_second_visit_is_a_visit_of_its_own(make_radio: MakeRadio) -> None:
    wifi = FakeWifi(WLAN)
    radio = make_radio(wifi)
    for _visit in range(MOST_REJOINS + 2):
        assert radio.join_photon(Cancel())
        assert radio.leave_photon(Cancel())
    assert wifi.connected == {"wlan0": HOME}


@pytest.mark.parametrize(
    ("adapters", "reason"),
    [((), Reason.NO_WIFI_ADAPTER), ((OFF,), Reason.WIFI_OFF), ((OFF, replace(OFF, name="wlan3")), Reason.WIFI_OFF)],
)
def test_wifi_that_cannot_be_used_is_told_by_its_own_reason(
    adapters: tuple[Adapter, ...], reason: Reason, make_radio: MakeRadio
) -> None:
    assert reason_of(lambda: make_radio(FakeWifi(*adapters)).join_photon(Cancel())) is reason


def test_a_system_without_a_backend_is_left_to_the_person(make_radio: MakeRadio) -> None:
    radio = make_radio(None)
    assert reason_of(lambda: radio.join_photon(Cancel())) is Reason.NO_WIFI_CONTROL
    assert not radio.leave_photon(Cancel())
    assert radio.find_interface() is None


@pytest.mark.parametrize("call", ["adapters", "scan", "former", "join_open"])
@pytest.mark.parametrize("reason", [Reason.PERMISSION_NEEDED, Reason.JOIN_FAILED])
def test_what_the_system_refuses_is_told_and_undone(
    call: str, reason: Reason, make_radio: MakeRadio, leftovers: Leftovers
) -> None:
    wifi = FakeWifi(WLAN)
    wifi.failures[call] = reason
    radio = make_radio(wifi)
    assert reason_of(lambda: radio.join_photon(Cancel())) is reason
    radio.close()
    assert wifi.connected == {"wlan0": HOME}
    assert ("clean_up" in wifi.calls) == (call == "join_open")


def test_a_system_that_keeps_names_to_itself_still_joins_one_that_is_known(make_radio: MakeRadio) -> None:
    wifi = FakeWifi(WLAN)
    wifi.failures["scan"] = Reason.PERMISSION_NEEDED
    assert make_radio(wifi).join_photon(Cancel(), b"Photon-TYPED")
    assert wifi.joined == {"wlan0": b"Photon-TYPED"}


def test_no_photon_in_range_is_believed_after_several_looks(make_radio: MakeRadio) -> None:
    wifi = FakeWifi(WLAN, networks=IN_RANGE[:1])
    assert reason_of(lambda: make_radio(wifi).join_photon(Cancel())) is Reason.PHOTON_NOT_FOUND
    assert wifi.calls.count("scan") == 3
    assert "join_open" not in wifi.calls


def test_of_several_photons_none_is_taken_until_one_is_chosen(make_radio: MakeRadio) -> None:
    wifi = FakeWifi(WLAN, networks=in_range(PHOTON, b"Photon-OTHR"))
    radio = make_radio(wifi)
    assert reason_of(lambda: radio.join_photon(Cancel())) is Reason.SEVERAL_PHOTONS
    assert [photon.ssid for photon in radio.photons(Cancel())] == [PHOTON, b"Photon-OTHR"]
    assert radio.join_photon(Cancel(), b"Photon-OTHR")
    assert wifi.joined == {"wlan0": b"Photon-OTHR"}


def test_the_whole_name_as_prefix_means_that_photon(make_radio: MakeRadio) -> None:
    wifi = FakeWifi(WLAN, networks=in_range(PHOTON, b"Photon-OTHR"))
    assert make_radio(wifi, prefix="Photon-OTHR").join_photon(Cancel())
    assert wifi.joined == {"wlan0": b"Photon-OTHR"}


def test_of_two_adapters_the_idle_one_is_taken_so_the_internet_stays(make_radio: MakeRadio) -> None:
    wifi = FakeWifi(WLAN, OFF, IDLE)
    radio = make_radio(wifi)
    assert radio.adapters(Cancel()) == (IDLE, WLAN)
    assert radio.join_photon(Cancel())
    assert wifi.joined == {"wlan1": PHOTON}
    assert wifi.connected == {"wlan0": HOME}


def test_the_person_chooses_another_adapter(make_radio: MakeRadio) -> None:
    wifi = FakeWifi(WLAN, IDLE)
    radio = make_radio(wifi)
    radio.choose_adapter("wlan0")
    assert radio.join_photon(Cancel())
    assert wifi.joined == {"wlan0": PHOTON}


def test_the_interface_that_was_asked_for_is_the_only_one(make_radio: MakeRadio) -> None:
    wifi = FakeWifi(WLAN, IDLE)
    assert make_radio(wifi, interface="wlan0").adapters(Cancel()) == (WLAN,)
    assert reason_of(lambda: make_radio(wifi, interface="eth0").adapters(Cancel())) is Reason.NO_WIFI_ADAPTER


def test_a_photon_that_gives_no_address_is_told_with_its_cure_and_left_again(make_radio: MakeRadio) -> None:
    wifi = FakeWifi(WLAN)
    wifi.has_dhcp = False
    radio = make_radio(wifi)
    assert reason_of(lambda: radio.join_photon(Cancel())) is Reason.NO_ADDRESS
    wait_until(lambda: wifi.connected == {"wlan0": HOME})


def test_a_system_that_hops_off_is_brought_back_three_times_without_looking_around(make_radio: MakeRadio) -> None:
    wifi = FakeWifi(WLAN)
    radio = make_radio(wifi)
    assert radio.join_photon(Cancel())
    for _hop in range(MOST_REJOINS):
        wifi.joined.clear()
        wifi.connected["wlan0"] = "another"
        assert radio.join_photon(Cancel())
        assert wifi.joined == {"wlan0": PHOTON}
    assert reason_of(lambda: radio.join_photon(Cancel())) is Reason.JOIN_FAILED
    assert wifi.calls.count("scan") == 1
    wait_until(lambda: wifi.connected == {"wlan0": HOME})


def cancelled_in_s(radio: Radio, wifi: FakeWifi) -> float:
    """How long cancelling a call takes that hangs."""
    release = wifi.hang = threading.Event()
    wifi.was_called.clear()
    cancel = Cancel()
    answered_s: list[float] = []

    def join() -> None:
        assert reason_of(lambda: radio.join_photon(cancel, PHOTON)) is Reason.CANCELLED
        answered_s.append(time.monotonic())

    person = threading.Thread(target=join)
    person.start()
    assert wifi.was_called.wait(PATIENCE_S)
    cancelled_s = time.monotonic()
    cancel.cancel()
    person.join(PATIENCE_S)
    wifi.hang = None
    release.set()
    radio.close()
    return answered_s[0] - cancelled_s


def test_cancelling_a_call_that_hangs_answers_at_once_and_the_way_back_follows(make_radio: MakeRadio) -> None:
    def attempt() -> float:
        wifi = FakeWifi(WLAN)
        answered_in_s = cancelled_in_s(make_radio(wifi), wifi)
        assert wifi.joined == {}
        return answered_in_s

    assert any_try_within(AT_ONCE_S, attempt)


@pytest.mark.parametrize("call", ["former", "join_open"])
def test_cancelled_while_joining_the_computer_comes_back(call: str, make_radio: MakeRadio) -> None:
    wifi = FakeWifi(WLAN)
    radio = make_radio(wifi)
    cancel = Cancel()
    release = threading.Event()
    ordinary = getattr(wifi, call)

    def hangs(*arguments: object) -> object:
        cancel.cancel()
        release.wait(PATIENCE_S)
        return ordinary(*arguments)

    setattr(wifi, call, hangs)
    assert reason_of(lambda: radio.join_photon(cancel)) is Reason.CANCELLED
    release.set()
    radio.close()
    assert wifi.connected == {"wlan0": HOME}
    assert wifi.joined == {}


def test_cancelled_while_it_waits_for_an_address_the_computer_comes_back(
    make_radio: MakeRadio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(radio_module, "ADDRESS_S", 2 * PATIENCE_S)
    wifi = FakeWifi(WLAN)
    wifi.has_dhcp = False
    radio = make_radio(wifi)
    cancel = Cancel()
    person = threading.Thread(target=lambda: (wait_until(lambda: bool(wifi.joined)), cancel.cancel()))
    person.start()
    assert reason_of(lambda: radio.join_photon(cancel)) is Reason.CANCELLED
    person.join()
    wait_until(lambda: wifi.connected == {"wlan0": HOME})


def test_closing_takes_the_computer_back_and_ends_the_thread(make_radio: MakeRadio, leftovers: Leftovers) -> None:
    before = set(threading.enumerate())
    wifi = FakeWifi(WLAN)
    radio = make_radio(wifi)
    radio.join_photon(Cancel())
    radio.close()
    assert wifi.connected == {"wlan0": HOME}
    radio.close()
    wait_until(lambda: "host-wifi" not in {thread.name for thread in {*threading.enumerate()} - before})


def test_closing_does_not_wait_for_a_system_that_hangs(make_radio: MakeRadio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(radio_module, "CLOSE_TIMEOUT_S", 0.05)
    wifi = FakeWifi(WLAN)
    radio = make_radio(wifi)
    radio.join_photon(Cancel())
    wifi.hang = threading.Event()
    assert not radio.close()
    assert wifi.joined == {"wlan0": PHOTON}


def test_a_system_that_does_not_answer_is_told_after_a_while(
    make_radio: MakeRadio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(radio_module, "LOOK_TIMEOUT_S", 0.05)
    wifi = FakeWifi(WLAN)
    wifi.hang = threading.Event()
    radio = make_radio(wifi)
    with pytest.raises(SetupError, match=r"did not answer within 0\.05 s") as raised:
        radio.adapters(Cancel())
    assert raised.value.reason is Reason.JOIN_FAILED


def stranded_once(make_radio: MakeRadio) -> tuple[Radio, FakeWifi]:
    """A first way back has failed; another one would not."""
    wifi = FakeWifi(WLAN)
    radio = make_radio(wifi)
    radio.join_photon(Cancel())
    wifi.failures["restore"] = Reason.JOIN_FAILED
    assert not radio.leave_photon(Cancel())
    del wifi.failures["restore"]
    return radio, wifi


def test_a_way_back_that_fails_is_left_to_the_person_and_tried_again_at_the_end(
    make_radio: MakeRadio, leftovers: Leftovers
) -> None:
    radio, wifi = stranded_once(make_radio)
    assert radio.close()
    assert wifi.connected == {"wlan0": HOME}
    assert leftovers.read() is None


def test_a_way_back_that_fails_for_good_is_told_at_the_end(make_radio: MakeRadio) -> None:
    wifi = FakeWifi(WLAN)
    radio = make_radio(wifi)
    assert make_radio(FakeWifi(WLAN)).close()
    radio.join_photon(Cancel())
    wifi.failures["restore"] = Reason.PERMISSION_NEEDED
    assert not radio.close()


def test_a_visit_after_a_failed_way_back_still_knows_where_it_began(make_radio: MakeRadio) -> None:
    radio, wifi = stranded_once(make_radio)
    assert radio.join_photon(Cancel())
    assert radio.leave_photon(Cancel())
    assert wifi.connected == {"wlan0": HOME}


def test_whoever_went_to_another_network_meanwhile_stays_there(make_radio: MakeRadio) -> None:
    wifi = FakeWifi(WLAN)
    radio = make_radio(wifi)
    radio.join_photon(Cancel())
    wifi.connected["wlan0"] = "cafe"
    assert radio.leave_photon(Cancel())
    assert wifi.connected == {"wlan0": "cafe"}
    assert wifi.calls[-1] == "clean_up"


@pytest.fixture
def keeps_names() -> FakeWifi:
    """A system that never tells what it is, or was, connected to."""
    wifi = FakeWifi(WLAN)
    wifi.is_secretive = True
    return wifi


def test_a_system_that_chooses_another_network_by_itself_is_back(make_radio: MakeRadio, keeps_names: FakeWifi) -> None:
    keeps_names.chooses = "cafe"
    radio = make_radio(keeps_names)
    radio.join_photon(Cancel())
    assert radio.leave_photon(Cancel())
    assert keeps_names.connected == {"wlan0": "cafe"}


def test_a_system_that_chooses_nothing_is_left_to_the_person(
    make_radio: MakeRadio, leftovers: Leftovers, keeps_names: FakeWifi
) -> None:
    radio = make_radio(keeps_names)
    radio.join_photon(Cancel())
    assert not radio.leave_photon(Cancel())
    assert keeps_names.joined == {}
    keeps_names.connected["wlan0"] = HOME
    assert radio.close()
    assert keeps_names.calls.count("restore") == 1


def test_an_adapter_that_was_idle_is_back_as_soon_as_it_has_left(make_radio: MakeRadio) -> None:
    wifi = FakeWifi(IDLE)
    wifi.is_secretive = True
    radio = make_radio(wifi)
    radio.join_photon(Cancel())
    assert radio.leave_photon(Cancel())
    assert wifi.joined == {}
    assert wifi.connected == {}


def test_a_computer_that_went_back_by_itself_is_not_touched_though_no_name_is_told(
    make_radio: MakeRadio, keeps_names: FakeWifi
) -> None:
    radio = make_radio(keeps_names)
    radio.join_photon(Cancel())
    keeps_names.joined.clear()
    keeps_names.connected["wlan0"] = HOME
    assert radio.leave_photon(Cancel())
    assert "restore" not in keeps_names.calls


def test_the_wait_for_what_the_system_chooses_can_be_cancelled(
    make_radio: MakeRadio, keeps_names: FakeWifi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(way_back, "SETTLE_S", 2 * PATIENCE_S)
    monkeypatch.setattr(radio_module, "RETURN_TIMEOUT_S", 2 * PATIENCE_S)
    radio = make_radio(keeps_names)
    radio.join_photon(Cancel())
    cancel = Cancel()
    person = threading.Thread(target=lambda: (wait_until(lambda: not keeps_names.joined), cancel.cancel()))
    person.start()
    assert reason_of(lambda: radio.leave_photon(cancel)) is Reason.CANCELLED
    person.join()
    keeps_names.connected["wlan0"] = HOME
    assert radio.close()


@pytest.mark.parametrize("joins", [True, False])
def test_what_a_system_tells_only_on_leaving_is_where_it_goes_back_to(
    joins: bool, make_radio: MakeRadio, keeps_names: FakeWifi
) -> None:
    keeps_names.tells_on_leaving = True
    keeps_names.has_dhcp = joins
    radio = make_radio(keeps_names)
    if joins:
        radio.join_photon(Cancel())
        assert radio.leave_photon(Cancel())
    else:
        assert reason_of(lambda: radio.join_photon(Cancel())) is Reason.NO_ADDRESS
    wait_until(lambda: keeps_names.connected == {"wlan0": HOME})


def test_a_former_network_that_cannot_be_asked_for_spoils_no_join(make_radio: MakeRadio, keeps_names: FakeWifi) -> None:
    ordinary = keeps_names.join_open

    def join_open(adapter: Adapter, ssid: bytes, cancel: Cancel) -> None:
        ordinary(adapter, ssid, cancel)
        keeps_names.failures["former"] = Reason.JOIN_FAILED

    keeps_names.join_open = join_open  # type: ignore[method-assign]
    assert make_radio(keeps_names).join_photon(Cancel())


def test_a_visit_after_one_without_a_way_back_still_has_to_come_back(
    make_radio: MakeRadio, keeps_names: FakeWifi
) -> None:
    radio = make_radio(keeps_names)
    radio.join_photon(Cancel())
    assert not radio.leave_photon(Cancel())
    keeps_names.present = (replace(WLAN, state=AdapterState.IDLE),)
    radio.join_photon(Cancel())
    assert not radio.leave_photon(Cancel())


def test_the_main_thread_waits_in_slices_because_windows_notices_ctrl_c_only_between_waits(
    make_radio: MakeRadio, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits_s: list[float] = []

    class Event(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            if timeout is not None and threading.current_thread() is threading.main_thread():
                waits_s.append(timeout)
            return super().wait(timeout)

    wifi = FakeWifi(WLAN)
    monkeypatch.setattr(worker.threading, "Event", Event)
    assert make_radio(wifi).adapters(Cancel()) == (WLAN,)
    assert waits_s
    assert max(waits_s) <= INTERRUPTIBLE_S


def test_an_adapter_that_hears_no_photon_hides_none_from_the_other(make_radio: MakeRadio) -> None:
    wifi = FakeWifi(WLAN, IDLE)
    wifi.deaf = {"wlan1"}
    radio = make_radio(wifi)
    assert radio.photons(Cancel())
    assert radio.join_photon(Cancel())
    assert wifi.joined == {"wlan0": PHOTON}


def test_adapters_of_another_program_are_nothing_to_control(make_radio: MakeRadio) -> None:
    foreign = Adapter("wlan3", state=AdapterState.UNMANAGED)
    assert reason_of(lambda: make_radio(FakeWifi(foreign)).adapters(Cancel())) is Reason.NO_WIFI_CONTROL
    assert make_radio(FakeWifi(foreign, WLAN)).adapters(Cancel()) == (WLAN,)


def test_a_defect_of_a_backend_is_raised_where_it_was_called(make_radio: MakeRadio) -> None:
    wifi = FakeWifi(WLAN)
    wifi.present = None  # type: ignore[assignment]
    with pytest.raises(TypeError):
        make_radio(wifi).adapters(Cancel())


def test_sockets_are_bound_to_the_adapter_that_joined(make_radio: MakeRadio) -> None:
    wifi = FakeWifi(WLAN, IDLE)
    radio = make_radio(wifi)
    radio.join_photon(Cancel())
    wifi.joined["wlan0"] = b"Photon-OTHR"
    interface = radio.find_interface()
    assert interface is not None
    assert interface.name == "wlan1"


def test_joined_by_hand_sockets_are_bound_to_the_wifi_interface_with_an_address(make_radio: MakeRadio) -> None:
    wifi = FakeWifi(WLAN, IDLE)
    radio = make_radio(wifi)
    assert reason_of(radio.find_interface) is Reason.DEVICE_UNREACHABLE
    wifi.joined["wlan1"] = PHOTON
    interface = radio.find_interface()
    assert interface is not None
    assert (interface.name, interface.ipv4) == ("wlan1", "192.168.0.2")


def test_an_adapter_plugged_in_later_is_found(make_radio: MakeRadio) -> None:
    wifi = FakeWifi(WLAN)
    radio = make_radio(wifi)
    assert reason_of(radio.find_interface) is Reason.DEVICE_UNREACHABLE
    wifi.present = (WLAN, IDLE)
    wifi.joined["wlan1"] = PHOTON
    interface = radio.find_interface()
    assert interface is not None
    assert interface.name == "wlan1"


def test_while_the_system_hangs_no_socket_goes_by_just_any_interface(
    make_radio: MakeRadio, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits_s: list[float] = []

    def wait(future: Future[object], cancel: Cancel, timeout_s: float) -> object:
        waits_s.append(timeout_s)
        return worker.wait_for(future, cancel, timeout_s)

    monkeypatch.setattr(radio_module, "ADAPTERS_GRACE_S", GRACE_S)
    monkeypatch.setattr(radio_module, "wait_for", wait)
    wifi = FakeWifi(WLAN)
    wifi.hang = threading.Event()
    radio = make_radio(wifi)
    for _poll in range(2):
        assert reason_of(radio.find_interface) is Reason.DEVICE_UNREACHABLE
    assert len(waits_s) == 2
    assert max(waits_s) < AT_ONCE_S
    assert wifi.was_called.wait(PATIENCE_S)
    assert wifi.calls == ["adapters"]


def test_a_computer_without_wifi_uses_the_routes_it_has(make_radio: MakeRadio) -> None:
    assert make_radio(FakeWifi()).find_interface() is None


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "photon.test"])
def test_a_photon_that_is_not_on_wifi_is_not_looked_for_there(host: str, make_radio: MakeRadio) -> None:
    wifi = FakeWifi(WLAN)
    assert make_radio(wifi, host=host).find_interface() is None
    assert wifi.calls == []


def test_the_interface_that_was_asked_for_is_used_whatever_the_system_says(make_radio: MakeRadio) -> None:
    wifi = FakeWifi()
    wifi.joined["usb0"] = PHOTON
    interface = make_radio(wifi, interface="usb0").find_interface()
    assert interface is not None
    assert interface.name == "usb0"
    assert wifi.calls == []
