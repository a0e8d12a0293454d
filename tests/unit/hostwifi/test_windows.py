from __future__ import annotations

import ctypes
import itertools
import subprocess
import sys
import threading
import time
from types import SimpleNamespace

import pytest

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.host_wifi import Adapter, AdapterState, VisibleNetwork
from setup_wizard.hostwifi import windows
from setup_wizard.hostwifi.backend import Whereabouts, WifiBackend
from setup_wizard.hostwifi.windows import WlanBackend
from setup_wizard.hostwifi.windows_api import IP_HELPER_SIGNATURES, WLAN_SIGNATURES, load_ip_helper, load_wlan_api
from setup_wizard.hostwifi.windows_names import index_of
from setup_wizard.hostwifi.windows_profile import open_profile
from tests.patience import PATIENCE_S
from tests.unit.hostwifi.fake_wlanapi import (
    BUILT_IN,
    IS_DISCONNECTED,
    SHUT_OFF,
    STICK,
    SWITCHED_ON,
    TEMPORARY,
    FakeInterface,
    FakeIpHelper,
    FakeNetwork,
    FakeWlan,
)

PHOTON = b"Photon-ABCD"
WIFI = Adapter("Wi-Fi")
COMPLETE, ATTEMPT_FAIL, DISCONNECTED, SCAN_COMPLETE, SCAN_FAIL = 10, 11, 21, 7, 8
STORED, AUTO = 0, 4
NOT_AVAILABLE = 0x38002
REGISTER = "WlanRegisterNotification"
FIND = ["WlanOpenHandle", "WlanEnumInterfaces", "WlanFreeMemory"]
ASK_FORMER = ["WlanQueryInterface 7", "WlanFreeMemory"]

CODES = [
    (5, Reason.PERMISSION_NEEDED),
    (87, Reason.JOIN_FAILED),
    (50, Reason.JOIN_FAILED),
    (1062, Reason.NO_WIFI_CONTROL),
    (2, Reason.JOIN_FAILED),
    (170, Reason.JOIN_FAILED),
    (1168, Reason.JOIN_FAILED),
    (5023, Reason.JOIN_FAILED),
    (0x80342002, Reason.WIFI_OFF),
    (1717, Reason.NO_WIFI_CONTROL),
    (1722, Reason.NO_WIFI_CONTROL),
]


@pytest.fixture
def wlan() -> FakeWlan:
    return FakeWlan(FakeInterface())


@pytest.fixture
def backend(wlan: FakeWlan) -> WlanBackend:
    names = FakeIpHelper()
    return WlanBackend(lambda: wlan.dll, lambda: names.dll)


@pytest.fixture(autouse=True)
def nothing_is_left_behind(wlan: FakeWlan):
    yield
    assert wlan.is_tidy, (wlan.opened, wlan.allocated, wlan.sources)


@pytest.fixture(autouse=True)
def brisk_person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "CONSENT_TIMEOUT_S", 0.05)
    monkeypatch.setattr(windows, "CONSENT_POLL_S", 0.01)


@pytest.fixture
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "CONNECT_TIMEOUT_S", 0.02)
    monkeypatch.setattr(windows, "SCAN_TIMEOUT_S", 0.02)


def failure(call, *arguments) -> SetupError:
    with pytest.raises(SetupError) as caught:
        call(*arguments, Cancel())
    return caught.value


def test_it_is_a_wifi_backend_and_loads_nothing_before_its_first_call():
    def load():
        raise AssertionError("loaded")

    backend: WifiBackend = WlanBackend(load, load)
    assert backend.name == "WlanAPI"
    assert backend.clean_up(Cancel()) is False


def test_importing_it_loads_no_library_of_the_system():
    code = (
        "import ctypes; ctypes.CDLL = None; import sys; before = set(sys.modules)\n"
        "import setup_wizard.hostwifi.windows, setup_wizard.hostwifi.macos, setup_wizard.hostwifi.panels\n"
        "assert not {'objc', 'CoreWLAN', 'CoreLocation', 'PySide6', 'psutil'} & (set(sys.modules) - before)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=2 * PATIENCE_S)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has these libraries")
@pytest.mark.parametrize(("load", "name"), [(load_wlan_api, "wlanapi.dll"), (load_ip_helper, "iphlpapi.dll")])
def test_a_computer_without_the_library_says_so(load, name):
    with pytest.raises(SetupError, match=name) as caught:
        load()
    assert caught.value.reason is Reason.NO_WIFI_CONTROL


@pytest.mark.parametrize(
    ("load", "name", "signatures"),
    [(load_wlan_api, "wlanapi.dll", WLAN_SIGNATURES), (load_ip_helper, "iphlpapi.dll", IP_HELPER_SIGNATURES)],
)
def test_every_call_of_a_library_is_declared_so_that_handles_stay_whole(monkeypatch, load, name, signatures):
    libraries = {name: SimpleNamespace(**{call: SimpleNamespace() for call in signatures})}
    monkeypatch.setattr(ctypes, "CDLL", libraries.__getitem__)
    library = load()
    declared = {call: (function.argtypes, function.restype) for call, function in vars(library).items()}
    nothing = {"WlanFreeMemory"}
    assert declared == {
        call: (arguments, None if call in nothing else ctypes.c_uint32) for call, arguments in signatures.items()
    }


class TestAdapters:
    def test_none_is_an_answer(self, wlan, backend):
        wlan.interfaces.clear()
        assert backend.adapters(Cancel()) == ()
        assert wlan.calls == ["WlanOpenHandle", "WlanEnumInterfaces", "WlanFreeMemory", "WlanCloseHandle"]

    def test_each_has_the_alias_that_psutil_uses_and_its_make(self, wlan, backend):
        wlan.interfaces.append(FakeInterface(STICK, "TP-Link Adapter", IS_DISCONNECTED))
        assert backend.adapters(Cancel()) == (
            Adapter("Wi-Fi", "Intel(R) Wi-Fi 6 AX201", AdapterState.CONNECTED),
            Adapter("WLAN 2 (Stöpsel)", "TP-Link Adapter", AdapterState.IDLE),
        )

    @pytest.mark.parametrize(
        ("state", "radios", "expected"),
        [
            (0, (SWITCHED_ON,), AdapterState.OFF),
            (IS_DISCONNECTED, (SHUT_OFF, (1, 2)), AdapterState.OFF),
            (IS_DISCONNECTED, (SHUT_OFF, SWITCHED_ON), AdapterState.IDLE),
            (IS_DISCONNECTED, (), AdapterState.IDLE),
            (5, (SWITCHED_ON,), AdapterState.IDLE),
        ],
    )
    def test_one_that_is_switched_off_is_told(self, wlan, backend, state, radios, expected):
        wlan.interfaces[:] = [FakeInterface(state=state, radios=radios)]
        assert [adapter.state for adapter in backend.adapters(Cancel())] == [expected]

    def test_one_that_does_not_tell_of_its_radio_counts_as_switched_on(self, wlan, backend):
        wlan.codes["WlanQueryInterface 4"] = 50
        assert [adapter.state for adapter in backend.adapters(Cancel())] == [AdapterState.CONNECTED]

    def test_listing_them_asks_for_nothing_that_needs_consent(self, wlan, backend):
        backend.adapters(Cancel())
        gated = {"WlanScan", "WlanGetAvailableNetworkList", "WlanQueryInterface 7", "WlanRegisterNotification"}
        assert not gated & set(wlan.calls)

    @pytest.mark.parametrize("call", ["WlanOpenHandle", "WlanEnumInterfaces"])
    @pytest.mark.parametrize(("code", "reason"), CODES)
    def test_every_code_is_told_with_its_call(self, wlan, backend, call, code, reason):
        wlan.codes[call] = code
        error = failure(backend.adapters)
        assert error.reason is reason
        assert error.detail.startswith(f"{call}: error {code}, ")


class TestScan:
    def test_the_calls_come_in_this_order(self, wlan, backend):
        backend.scan(WIFI, Cancel())
        assert wlan.calls == [
            *FIND,
            REGISTER,
            "WlanScan",
            REGISTER,
            "WlanGetAvailableNetworkList",
            "WlanFreeMemory",
            "WlanCloseHandle",
        ]
        assert wlan.sources == [8, 0]

    def test_names_are_bytes_and_an_access_point_is_listed_once(self, wlan, backend):
        wlan.networks = [
            FakeNetwork(PHOTON, quality=90),
            FakeNetwork(b"Home", is_secured=True, quality=70),
            FakeNetwork(b"Home", is_secured=True, quality=70),
            FakeNetwork(b"Caf\xe9\xff", quality=0),
        ]
        assert backend.scan(WIFI, Cancel()) == (
            VisibleNetwork(PHOTON, True, 90),
            VisibleNetwork(b"Home", False, 70),
            VisibleNetwork(b"Caf\xe9\xff", True, 0),
        )

    def test_hidden_networks_and_those_between_two_computers_are_left_out(self, wlan, backend):
        wlan.networks = [FakeNetwork(b""), FakeNetwork(b"Photon-AAAA", bss_type=2)]
        assert backend.scan(WIFI, Cancel()) == ()

    def test_the_networks_are_read_only_after_the_scan(self, wlan, backend):
        def scan() -> None:
            wlan.say(SCAN_COMPLETE, by=STICK)
            wlan.say(DISCONNECTED, STORED, "Home")
            wlan.networks.append(FakeNetwork(PHOTON))
            wlan.say(SCAN_COMPLETE)

        wlan.on_scan = scan
        assert [network.ssid for network in backend.scan(WIFI, Cancel())] == [PHOTON]

    @pytest.mark.usefixtures("short_waits")
    @pytest.mark.parametrize("ends", [True, False])
    def test_a_scan_that_fails_or_hangs_shows_what_is_known(self, wlan, backend, ends):
        wlan.networks = [FakeNetwork(PHOTON)]
        wlan.on_scan = lambda: wlan.say(SCAN_FAIL) if ends else None
        assert len(backend.scan(WIFI, Cancel())) == 1

    @pytest.mark.parametrize("call", [REGISTER, "WlanScan", "WlanGetAvailableNetworkList"])
    @pytest.mark.parametrize(("code", "reason"), CODES)
    def test_every_code_is_told_with_its_call(self, wlan, backend, call, code, reason):
        wlan.codes[call] = code
        error = failure(backend.scan, WIFI)
        assert error.reason is reason
        assert error.detail.startswith(f"{call}: error {code}, ")

    def test_who_says_yes_to_windows_question_gets_the_networks(self, wlan, backend, monkeypatch):
        monkeypatch.setattr(windows, "CONSENT_TIMEOUT_S", PATIENCE_S)
        wlan.networks = [FakeNetwork(PHOTON)]
        wlan.codes["WlanScan"] = 5

        def think() -> None:
            if wlan.calls.count("WlanScan") == 3:
                del wlan.codes["WlanScan"]

        wlan.on_refusal = think
        assert len(backend.scan(WIFI, Cancel())) == 1
        assert wlan.calls.count("WlanScan") == 4

    def test_who_says_no_is_waited_for_once_only(self, wlan, backend, monkeypatch):
        wlan.codes["WlanScan"] = 5
        monkeypatch.setattr(windows, "CONSENT_TIMEOUT_S", PATIENCE_S)
        # A second goes by with every look at the clock, and none between.
        monkeypatch.setattr(time, "monotonic", itertools.count().__next__)
        assert failure(backend.scan, WIFI).reason is Reason.PERMISSION_NEEDED
        assert wlan.calls.count("WlanScan") > 1
        wlan.calls.clear()
        assert failure(backend.scan, WIFI).reason is Reason.PERMISSION_NEEDED
        assert wlan.calls.count("WlanScan") == 1

    def test_cancelling_ends_the_wait_for_an_answer(self, wlan, backend, monkeypatch):
        monkeypatch.setattr(windows, "CONSENT_TIMEOUT_S", PATIENCE_S)
        monkeypatch.setattr(windows, "CONSENT_POLL_S", PATIENCE_S)
        wlan.codes["WlanScan"] = 5
        cancel = Cancel()
        wlan.on_refusal = cancel.cancel
        with pytest.raises(SetupError, match="cancelled"):
            backend.scan(WIFI, cancel)

    def test_cancelling_ends_the_wait_at_once(self, wlan, backend, monkeypatch):
        monkeypatch.setattr(windows, "SCAN_TIMEOUT_S", 2 * PATIENCE_S)
        started, cancel = threading.Event(), Cancel()
        wlan.on_scan = started.set
        caught: list[SetupError] = []

        def scan() -> None:
            with pytest.raises(SetupError) as info:
                backend.scan(WIFI, cancel)
            caught.append(info.value)

        thread = threading.Thread(target=scan)
        thread.start()
        assert started.wait(PATIENCE_S)
        cancel.cancel()
        thread.join(PATIENCE_S)
        assert not thread.is_alive()
        assert [error.reason for error in caught] == [Reason.CANCELLED]


class TestFormer:
    @pytest.mark.parametrize("mode", [STORED, AUTO])
    def test_it_is_the_profile_in_use(self, wlan, backend, mode):
        wlan.current = (mode, "Zuhause & Büro")
        assert backend.former(WIFI, Cancel()) == "Zuhause & Büro"
        assert wlan.calls == [*FIND, *ASK_FORMER, "WlanCloseHandle"]

    def test_a_photon_of_an_earlier_run_is_nothing_to_go_back_to(self, wlan, backend):
        wlan.current = (TEMPORARY, "Photon-ABCD")
        assert backend.former(WIFI, Cancel()) is None

    @pytest.mark.parametrize("code", [5, 1168, 5023])
    def test_it_is_unknown_where_windows_does_not_say(self, wlan, backend, code):
        wlan.codes["WlanQueryInterface 7"] = code
        assert backend.former(WIFI, Cancel()) is None

    def test_an_adapter_without_a_network_is_not_asked(self, wlan, backend):
        wlan.interfaces[0].state = IS_DISCONNECTED
        assert backend.former(WIFI, Cancel()) is None
        assert "WlanQueryInterface 7" not in wlan.calls


class TestWhereabouts:
    @pytest.mark.parametrize(
        ("current", "place"),
        [
            ((TEMPORARY, "Photon-ABCD"), Whereabouts.THERE),
            ((STORED, "Photon-ABCD"), Whereabouts.THERE),
            ((AUTO, "Home"), Whereabouts.ELSEWHERE),
        ],
    )
    def test_the_profile_in_use_tells(self, wlan, backend, current, place):
        wlan.current = current
        assert backend.whereabouts(WIFI, PHOTON, Cancel()) is place

    def test_without_consent_only_a_connection_to_nothing_is_known(self, wlan, backend):
        wlan.codes["WlanQueryInterface 7"] = 5
        assert backend.whereabouts(WIFI, PHOTON, Cancel()) is Whereabouts.UNKNOWN
        wlan.interfaces[0].state = IS_DISCONNECTED
        assert backend.whereabouts(WIFI, PHOTON, Cancel()) is Whereabouts.NOWHERE


class TestJoin:
    def test_it_takes_a_temporary_profile_and_waits_for_the_connection(self, wlan, backend):
        backend.join_open(WIFI, PHOTON, Cancel())
        assert wlan.requests == [(TEMPORARY, open_profile(PHOTON))]
        assert wlan.calls == [*FIND, REGISTER, "WlanConnect", REGISTER, "WlanCloseHandle"]
        assert wlan.sources == [8, 0]

    def test_other_connections_are_not_taken_for_it(self, wlan, backend):
        def connect() -> None:
            wlan.say(COMPLETE, AUTO, "Home", b"Home")
            wlan.say(COMPLETE, TEMPORARY, "Photon-ABCD", PHOTON, by=STICK)
            wlan.say(COMPLETE, AUTO, "Home", b"Home", reason=NOT_AVAILABLE)
            wlan.say(COMPLETE, TEMPORARY, "Photon-ABCD", PHOTON, reason=0x28003)

        wlan.on_connect = connect
        error = failure(backend.join_open, WIFI, PHOTON)
        assert error.reason is Reason.JOIN_FAILED
        assert error.detail == "WlanConnect: not connected, WLAN_REASON_CODE 0x28003"

    def test_an_attempt_that_failed_may_be_followed_by_one_that_works(self, wlan, backend):
        def connect() -> None:
            wlan.say(ATTEMPT_FAIL, TEMPORARY, "Photon-ABCD", PHOTON, reason=NOT_AVAILABLE)
            wlan.say(COMPLETE, TEMPORARY, "Photon-ABCD", PHOTON)

        wlan.on_connect = connect
        backend.join_open(WIFI, PHOTON, Cancel())

    @pytest.mark.usefixtures("short_waits")
    def test_an_attempt_that_failed_is_told_when_nothing_follows(self, wlan, backend):
        wlan.on_connect = lambda: wlan.say(ATTEMPT_FAIL, TEMPORARY, "Photon-ABCD", PHOTON, reason=NOT_AVAILABLE)
        assert failure(backend.join_open, WIFI, PHOTON).detail.endswith("WLAN_REASON_CODE 0x38002")

    @pytest.mark.usefixtures("short_waits")
    def test_silence_is_a_failure(self, wlan, backend):
        wlan.on_connect = lambda: None
        error = failure(backend.join_open, WIFI, PHOTON)
        assert (error.reason, error.detail) == (Reason.JOIN_FAILED, "WlanConnect: not connected within 0.02 s")

    @pytest.mark.parametrize(("code", "reason"), CODES)
    def test_every_code_is_told_with_its_call(self, wlan, backend, code, reason):
        wlan.codes["WlanConnect"] = code
        error = failure(backend.join_open, WIFI, PHOTON)
        assert error.reason is reason
        assert error.detail.startswith(f"WlanConnect: error {code}, ")

    def test_it_needs_no_consent(self, wlan, backend):
        for gated in ("WlanScan", "WlanGetAvailableNetworkList", "WlanQueryInterface 7"):
            wlan.codes[gated] = 5
        backend.join_open(WIFI, PHOTON, Cancel())

    def test_an_adapter_that_was_pulled_out_is_named(self, wlan, backend):
        assert "'WLAN 9'" in failure(backend.join_open, Adapter("WLAN 9"), PHOTON).detail

    def test_nothing_is_asked_once_cancelled(self, wlan, backend):
        cancel = Cancel()
        cancel.cancel()
        with pytest.raises(SetupError, match="cancelled"):
            backend.join_open(WIFI, PHOTON, cancel)
        assert wlan.calls == []


class TestRestore:
    def on_the_photon(self, wlan: FakeWlan) -> None:
        wlan.current = (TEMPORARY, "Photon-ABCD")

    def test_it_joins_by_the_former_profile(self, wlan, backend):
        self.on_the_photon(wlan)
        backend.restore(WIFI, "Home", Cancel())
        assert wlan.requests == [(STORED, "Home")]
        assert wlan.calls == [*FIND, *ASK_FORMER, REGISTER, "WlanConnect", REGISTER, "WlanCloseHandle"]

    def test_without_consent_what_joining_the_photon_left_is_known_until_it_is_joined_again(self, wlan, backend):
        wlan.codes["WlanQueryInterface 7"] = 5

        def leave_home() -> None:
            wlan.say(DISCONNECTED, AUTO, "Home", b"Home")
            wlan.say(COMPLETE, TEMPORARY, "Photon-ABCD", PHOTON)

        wlan.on_connect = leave_home
        backend.join_open(WIFI, PHOTON, Cancel())
        assert backend.former(WIFI, Cancel()) == "Home"
        wlan.on_connect = lambda: wlan.say(COMPLETE, STORED, "Home", b"Home")
        backend.restore(WIFI, "Home", Cancel())
        assert backend.former(WIFI, Cancel()) is None

    def test_leaving_a_photon_for_it_again_is_not_remembered(self, wlan, backend):
        wlan.codes["WlanQueryInterface 7"] = 5

        def leave_photon() -> None:
            wlan.say(DISCONNECTED, TEMPORARY, "Photon-ABCD", PHOTON)
            wlan.say(DISCONNECTED, STORED, "")
            wlan.say(COMPLETE, TEMPORARY, "Photon-ABCD", PHOTON)

        wlan.on_connect = leave_photon
        backend.join_open(WIFI, PHOTON, Cancel())
        assert backend.former(WIFI, Cancel()) is None
        backend.restore(WIFI, None, Cancel())
        assert len(wlan.requests) == 1
        assert wlan.calls[-2:] == ["WlanDisconnect", "WlanCloseHandle"]

    def test_with_nothing_known_the_photon_is_left_and_windows_chooses(self, wlan, backend):
        self.on_the_photon(wlan)
        backend.restore(WIFI, None, Cancel())
        assert wlan.calls == [*FIND, *ASK_FORMER, "WlanDisconnect", "WlanCloseHandle"]

    @pytest.mark.parametrize("former", [None, "Home"])
    def test_a_computer_that_went_back_by_itself_is_left_alone(self, wlan, backend, former):
        wlan.current = (AUTO, "Home")
        backend.restore(WIFI, former, Cancel())
        assert not {"WlanConnect", "WlanDisconnect"} & set(wlan.calls)

    def test_one_that_went_elsewhere_is_taken_home(self, wlan, backend):
        wlan.current = (AUTO, "Guests")
        backend.restore(WIFI, "Home", Cancel())
        assert wlan.requests == [(STORED, "Home")]

    def test_an_adapter_without_a_network_has_nothing_to_leave(self, wlan, backend):
        wlan.interfaces[0].state = IS_DISCONNECTED
        backend.restore(WIFI, None, Cancel())
        assert wlan.calls == [*FIND, "WlanCloseHandle"]

    def test_another_network_that_windows_chose_meanwhile_is_as_good(self, wlan, backend):
        def connect() -> None:
            wlan.say(COMPLETE, AUTO, "Neighbours", b"Neighbours", reason=NOT_AVAILABLE)
            wlan.say(COMPLETE, AUTO, "Guests", b"Guests")

        self.on_the_photon(wlan)
        wlan.on_connect = connect
        backend.restore(WIFI, "Home", Cancel())

    def test_a_network_out_of_range_is_told(self, wlan, backend):
        self.on_the_photon(wlan)
        wlan.on_connect = lambda: wlan.say(COMPLETE, STORED, "Home", reason=NOT_AVAILABLE)
        assert "0x38002" in failure(backend.restore, WIFI, "Home").detail

    @pytest.mark.parametrize(("code", "reason"), CODES)
    def test_a_profile_that_windows_refuses_still_means_leaving_the_photon(self, wlan, backend, code, reason):
        self.on_the_photon(wlan)
        wlan.codes["WlanConnect"] = code
        error = failure(backend.restore, WIFI, "Home")
        assert error.reason is reason
        assert error.detail.startswith(f"WlanConnect: error {code}, ")
        assert "WlanDisconnect" in wlan.calls

    @pytest.mark.parametrize(("code", "reason"), CODES)
    def test_every_code_of_leaving_is_told_with_its_call(self, wlan, backend, code, reason):
        self.on_the_photon(wlan)
        wlan.codes["WlanDisconnect"] = code
        error = failure(backend.restore, WIFI, None)
        assert error.reason is reason
        assert error.detail.startswith(f"WlanDisconnect: error {code}, ")


class TestNames:
    def test_an_alias_has_an_index_for_sockets(self):
        assert index_of("WLAN 2 (Stöpsel)", FakeIpHelper().dll) == 7

    def test_an_alias_that_is_gone_is_told(self):
        with pytest.raises(SetupError, match="ConvertInterfaceAliasToLuid: error 123"):
            index_of("WLAN 9", FakeIpHelper().dll)

    def test_an_adapter_that_windows_cannot_name_hides_none_of_the_others(self, wlan, backend):
        wlan.interfaces.insert(0, FakeInterface(guid=type(BUILT_IN)(int=1)))
        assert [adapter.name for adapter in backend.adapters(Cancel())] == ["Wi-Fi"]
        assert backend.former(WIFI, Cancel()) == "Home"
