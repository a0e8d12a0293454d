from __future__ import annotations

import importlib.util
from dataclasses import dataclass, field

import pytest

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.host_wifi import Adapter, AdapterState, VisibleNetwork
from setup_wizard.hostwifi import macos, macos_location
from setup_wizard.hostwifi.backend import Whereabouts, WifiBackend
from setup_wizard.hostwifi.macos import CoreWlanBackend
from setup_wizard.hostwifi.macos_frameworks import Frameworks, load_frameworks
from tests.patience import PATIENCE_S

PHOTON = b"Photon-ABCD"
EN1 = Adapter("en1")
OPEN, WPA2_PERSONAL, NO_SECURITY_KNOWN = 0, 4, 9223372036854775807
NOT_DETERMINED, RESTRICTED, DENIED, ALWAYS, WHEN_IN_USE = range(5)


@dataclass
class FakeError:
    named: str
    number: int

    def domain(self) -> str:
        return self.named

    def code(self) -> int:
        return self.number


@dataclass
class FakeNetwork:
    name: bytes | None
    securities: tuple[int, ...] = (OPEN,)
    rssi_dbm: int = -60

    def ssidData(self) -> bytes | None:
        return self.name

    def rssiValue(self) -> int:
        return self.rssi_dbm

    def supportsSecurity_(self, security: int) -> bool:
        return security in self.securities


@dataclass
class FakeInterface:
    name: str | None = "en1"
    power: bool = True
    rssi_dbm: int = -50
    joined_security: int = WPA2_PERSONAL
    in_range: list[FakeNetwork] | None = field(default_factory=list)
    scan_errors: list[FakeError] = field(default_factory=list)
    refusal: FakeError | None = None
    answers: bool = True
    joined_name: bytes | None = None
    power_errors: list[FakeError] = field(default_factory=list)
    calls: list[object] = field(default_factory=list)

    def interfaceName(self) -> str | None:
        return self.name

    def powerOn(self) -> bool:
        return self.power

    def setPower_error_(self, power, error):
        assert error is None, "pyobjc hands the error back"
        self.calls.append(("power", power))
        if self.power_errors:
            return False, self.power_errors.pop(0)
        self.power = power
        return True, None

    def ssidData(self) -> bytes | None:
        return self.joined_name

    def rssiValue(self) -> int:
        return self.rssi_dbm

    def security(self) -> int:
        return self.joined_security

    def scanForNetworksWithSSID_error_(self, ssid, error):
        assert error is None, "pyobjc hands the error back"
        self.calls.append(("scan", ssid))
        if self.scan_errors:
            return None, self.scan_errors.pop(0)
        if self.in_range is None:
            return None, None
        return FakeSet(self.in_range), None

    def associateToNetwork_password_error_(self, network, password, error):
        assert (password, error) == (None, None)
        self.calls.append(("associate", network))
        return self.answers and self.refusal is None, self.refusal

    def disassociate(self) -> None:
        self.calls.append("disassociate")


class FakeSet:
    """An NSSet as pyobjc shows it: it can be gone through and counted, and is no list."""

    def __init__(self, items) -> None:
        self._items = items

    def __iter__(self):
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)


class FakeClient:
    def __init__(self, found: list[FakeInterface] | None) -> None:
        self.found = found

    def sharedWiFiClient(self):
        return self

    def interfaces(self):
        return self.found

    def interfaceWithName_(self, name):
        return next((each for each in self.found or () if each.name == name), None)


@dataclass
class FakeLocation:
    """The person: what was decided before, and the answer if asked (None never answers)."""

    status: int = WHEN_IN_USE
    answer: int | None = None
    enabled: bool = True
    asked: int = 0
    managers: int = 0

    def locationServicesEnabled(self) -> bool:
        return self.enabled

    def alloc(self):
        self.managers += 1
        return self

    def init(self):
        return self

    def authorizationStatus(self) -> int:
        return self.status

    def requestWhenInUseAuthorization(self) -> None:
        self.asked += 1
        if self.answer is not None:
            self.status = self.answer


@dataclass
class FakeMac:
    client: FakeClient
    location: FakeLocation = field(default_factory=FakeLocation)

    def backend(self, on_main_thread=None) -> CoreWlanBackend:
        return CoreWlanBackend(on_main_thread, lambda: Frameworks(self, self))

    @property
    def CWWiFiClient(self):
        return self.client

    @property
    def CLLocationManager(self):
        return self.location


@pytest.fixture
def wifi() -> FakeInterface:
    return FakeInterface()


@pytest.fixture
def mac(wifi: FakeInterface) -> FakeMac:
    return FakeMac(FakeClient([wifi]))


@pytest.fixture(autouse=True)
def brisk_mac(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(macos, "BUSY_PAUSE_S", 0.001)
    monkeypatch.setattr(macos_location, "POLL_S", 0.001)
    monkeypatch.setattr(macos_location, "ANSWER_TIMEOUT_S", PATIENCE_S)


def failure(call, *arguments) -> SetupError:
    with pytest.raises(SetupError) as caught:
        call(*arguments, Cancel())
    return caught.value


def test_it_is_a_wifi_backend_and_loads_nothing_before_its_first_call():
    def load():
        raise AssertionError("loaded")

    backend: WifiBackend = CoreWlanBackend(load=load)
    assert backend.name == "CoreWLAN"
    assert backend.clean_up(Cancel()) is False
    assert backend.former(EN1, Cancel()) is None


@pytest.mark.skipif(importlib.util.find_spec("CoreWLAN") is not None, reason="pyobjc is installed")
def test_without_pyobjc_it_says_what_to_install():
    with pytest.raises(SetupError, match=r"install photon-setup-wizard\[macos\]") as caught:
        load_frameworks()
    assert caught.value.reason is Reason.NO_WIFI_CONTROL


class TestAdapters:
    @pytest.mark.parametrize("found", [None, []])
    def test_a_mac_without_wifi_has_none(self, mac, found):
        mac.client.found = found
        assert mac.backend().adapters(Cancel()) == ()

    def test_they_are_known_by_their_own_names_and_states(self, mac):
        mac.client.found = [
            FakeInterface("en1"),
            FakeInterface("en7", rssi_dbm=0),
            FakeInterface("en8", power=False, rssi_dbm=0),
            FakeInterface(None),
        ]
        assert mac.backend().adapters(Cancel()) == (
            Adapter("en1", state=AdapterState.CONNECTED),
            Adapter("en7", state=AdapterState.IDLE),
            Adapter("en8", state=AdapterState.OFF),
        )

    def test_listing_them_asks_for_no_consent(self, mac):
        mac.location.status = NOT_DETERMINED
        mac.backend(lambda ask: ask()).adapters(Cancel())
        assert mac.location.managers == 0


class TestScan:
    def test_networks_have_names_in_bytes_and_signals_in_percent(self, mac, wifi):
        wifi.in_range = [
            FakeNetwork(PHOTON, rssi_dbm=-50),
            FakeNetwork(b"Home", (WPA2_PERSONAL,), rssi_dbm=-75),
            FakeNetwork(b"Far\xff", rssi_dbm=-120),
            FakeNetwork(b"Odd", rssi_dbm=0),
        ]
        assert mac.backend().scan(EN1, Cancel()) == (
            VisibleNetwork(PHOTON, True, 100),
            VisibleNetwork(b"Home", False, 50),
            VisibleNetwork(b"Far\xff", True, 0),
            VisibleNetwork(b"Odd", True, None),
        )
        assert wifi.calls == [("scan", None)]

    @pytest.mark.parametrize("in_range", [None, []])
    def test_no_network_in_range_is_an_answer(self, mac, wifi, in_range):
        wifi.in_range = in_range
        assert mac.backend().scan(EN1, Cancel()) == ()

    @pytest.mark.parametrize("name", [None, b"", b"<redacted>"])
    def test_networks_without_names_mean_a_missing_permission_not_no_photon(self, mac, wifi, name):
        wifi.in_range = [FakeNetwork(name), FakeNetwork(name)]
        error = failure(mac.backend().scan, EN1)
        assert error.reason is Reason.PERMISSION_NEEDED
        assert error.detail == "2 networks are in range, all without a name"

    def test_a_hidden_network_among_others_is_left_out(self, mac, wifi):
        wifi.in_range = [FakeNetwork(None), FakeNetwork(PHOTON)]
        assert [network.ssid for network in mac.backend().scan(EN1, Cancel())] == [PHOTON]

    @pytest.mark.parametrize("status", [ALWAYS, WHEN_IN_USE])
    def test_who_allowed_the_location_is_not_asked_again(self, mac, status):
        mac.location.status = status
        mac.backend(lambda ask: pytest.fail("asked")).scan(EN1, Cancel())

    @pytest.mark.parametrize("status", [DENIED, RESTRICTED])
    def test_who_refused_the_location_is_not_asked_again(self, mac, wifi, status):
        mac.location.status = status
        error = failure(mac.backend(lambda ask: pytest.fail("asked")).scan, EN1)
        assert error.reason is Reason.PERMISSION_NEEDED
        assert wifi.calls == []

    @pytest.mark.parametrize(("answer", "refused"), [(WHEN_IN_USE, False), (DENIED, True)])
    def test_who_was_never_asked_is_asked_once_on_the_main_thread(self, mac, wifi, answer, refused):
        mac.location.status, mac.location.answer = NOT_DETERMINED, answer
        wifi.in_range = [FakeNetwork(PHOTON)]
        main_thread = []
        backend = mac.backend(lambda ask: main_thread.append("ask") or ask())
        if refused:
            assert failure(backend.scan, EN1).reason is Reason.PERMISSION_NEEDED
        else:
            assert len(backend.scan(EN1, Cancel())) == 1
        assert main_thread == ["ask"]
        assert mac.location.asked == 1

    @pytest.mark.parametrize("on_main_thread", [lambda ask: ask(), lambda ask: None])
    def test_no_answer_is_a_missing_permission(self, mac, on_main_thread, monkeypatch):
        monkeypatch.setattr(macos_location, "ANSWER_TIMEOUT_S", 0.02)
        mac.location.status = NOT_DETERMINED
        error = failure(mac.backend(on_main_thread).scan, EN1)
        assert error.reason is Reason.PERMISSION_NEEDED
        assert "nobody answered" in error.detail

    def test_without_a_window_nobody_is_asked(self, mac):
        mac.location.status = NOT_DETERMINED
        error = failure(mac.backend().scan, EN1)
        assert (error.reason, mac.location.asked) == (Reason.PERMISSION_NEEDED, 0)

    def test_location_services_switched_off_are_told(self, mac):
        mac.location.enabled = False
        error = failure(mac.backend().scan, EN1)
        assert (error.reason, error.detail) == (Reason.PERMISSION_NEEDED, "Location Services are off")

    def test_cancelling_ends_the_wait_for_an_answer(self, mac):
        mac.location.status = NOT_DETERMINED
        cancel = Cancel()
        with pytest.raises(SetupError, match="cancelled"):
            mac.backend(lambda ask: cancel.cancel()).scan(EN1, cancel)

    def test_a_busy_radio_is_tried_again(self, mac, wifi):
        wifi.scan_errors = [FakeError("NSPOSIXErrorDomain", 16)] * 2
        wifi.in_range = [FakeNetwork(PHOTON)]
        assert len(mac.backend().scan(EN1, Cancel())) == 1

    def test_a_radio_that_stays_busy_is_told(self, mac, wifi):
        wifi.scan_errors = [FakeError("NSPOSIXErrorDomain", 16)] * 3
        error = failure(mac.backend().scan, EN1)
        assert (error.reason, error.detail) == (Reason.JOIN_FAILED, "scanForNetworks: NSPOSIXErrorDomain 16")
        assert len(wifi.calls) == 3


class TestJoin:
    def test_the_network_is_looked_for_by_name_and_joined(self, mac, wifi):
        photon = FakeNetwork(PHOTON)
        wifi.in_range = [FakeNetwork(b"Photon-ZZZZ"), photon]
        mac.backend().join_open(EN1, PHOTON, Cancel())
        assert wifi.calls == [("scan", PHOTON), ("associate", photon)]
        assert mac.location.managers == 0

    @pytest.mark.parametrize("name", [None, b"<redacted>"])
    def test_a_network_found_by_name_is_joined_though_its_name_is_kept(self, mac, wifi, name):
        wifi.in_range = [FakeNetwork(name, (WPA2_PERSONAL,)), FakeNetwork(name)]
        mac.backend().join_open(EN1, PHOTON, Cancel())
        assert wifi.calls[-1] == ("associate", wifi.in_range[1])

    def test_one_of_several_nameless_networks_is_not_guessed(self, mac, wifi):
        wifi.in_range = [FakeNetwork(None), FakeNetwork(None)]
        assert failure(mac.backend().join_open, EN1, PHOTON).reason is Reason.PERMISSION_NEEDED
        assert wifi.calls == [("scan", PHOTON)]

    @pytest.mark.parametrize(
        "in_range", [None, [], [FakeNetwork(b"Photon-ZZZZ")], [FakeNetwork(PHOTON, (WPA2_PERSONAL,))]]
    )
    def test_another_or_a_secured_network_is_never_joined(self, mac, wifi, in_range):
        wifi.in_range = in_range
        error = failure(mac.backend().join_open, EN1, PHOTON)
        assert (error.reason, error.detail) == (Reason.JOIN_FAILED, "the network is not in range")
        assert wifi.calls == [("scan", PHOTON)]

    @pytest.mark.parametrize(
        ("error", "reason"),
        [
            (FakeError("com.apple.coreWLAN.error", -3930), Reason.PERMISSION_NEEDED),
            (FakeError("NSPOSIXErrorDomain", 1), Reason.PERMISSION_NEEDED),
            (FakeError("NSPOSIXErrorDomain", 13), Reason.PERMISSION_NEEDED),
            (FakeError("com.apple.coreWLAN.error", 1), Reason.JOIN_FAILED),
            (FakeError("com.apple.wifi.apple80211API.error", -3905), Reason.JOIN_FAILED),
            (FakeError("com.apple.coreWLAN.error", -3909), Reason.JOIN_FAILED),
            (FakeError("com.apple.coreWLAN.error", -3913), Reason.JOIN_FAILED),
        ],
    )
    def test_a_refusal_is_told_with_its_domain_and_code(self, mac, wifi, error, reason):
        wifi.in_range, wifi.refusal = [FakeNetwork(PHOTON)], error
        told = failure(mac.backend().join_open, EN1, PHOTON)
        assert (told.reason, told.detail) == (reason, f"associateToNetwork: {error.named} {error.number}")

    def test_a_refusal_without_a_reason_is_one(self, mac, wifi):
        wifi.in_range, wifi.answers = [FakeNetwork(PHOTON)], False
        assert "refused without a reason" in failure(mac.backend().join_open, EN1, PHOTON).detail

    @pytest.mark.parametrize("call", ["scan", "join_open"])
    def test_wifi_that_is_off_is_told(self, mac, wifi, call):
        wifi.power = False
        arguments = (EN1, PHOTON) if call == "join_open" else (EN1,)
        assert failure(getattr(mac.backend(), call), *arguments).reason is Reason.WIFI_OFF

    def test_an_adapter_that_was_pulled_out_is_named(self, mac):
        error = failure(mac.backend().join_open, Adapter("en9"), PHOTON)
        assert (error.reason, "'en9'" in error.detail) == (Reason.JOIN_FAILED, True)

    def test_nothing_is_asked_once_cancelled(self, mac, wifi):
        cancel = Cancel()
        cancel.cancel()
        with pytest.raises(SetupError, match="cancelled"):
            mac.backend().join_open(EN1, PHOTON, cancel)
        assert wifi.calls == []


class TestWhereabouts:
    @pytest.mark.parametrize(
        ("name", "security", "rssi_dbm", "place"),
        [
            (None, NO_SECURITY_KNOWN, 0, Whereabouts.NOWHERE),
            (PHOTON, OPEN, -50, Whereabouts.THERE),
            (b"Cafe", OPEN, -50, Whereabouts.ELSEWHERE),
            (None, WPA2_PERSONAL, -50, Whereabouts.ELSEWHERE),
            (None, OPEN, -50, Whereabouts.UNKNOWN),
            (b"<redacted>", OPEN, -50, Whereabouts.UNKNOWN),
            (None, NO_SECURITY_KNOWN, -50, Whereabouts.UNKNOWN),
        ],
    )
    def test_the_name_tells_and_without_it_the_security(self, mac, wifi, name, security, rssi_dbm, place):
        wifi.joined_name, wifi.joined_security, wifi.rssi_dbm = name, security, rssi_dbm
        assert mac.backend().whereabouts(EN1, PHOTON, Cancel()) is place
        assert mac.location.managers == 0


class TestRestore:
    def test_an_open_network_is_left_and_macos_is_made_to_choose(self, mac, wifi):
        wifi.joined_security = OPEN
        mac.backend().restore(EN1, None, Cancel())
        assert wifi.calls == ["disassociate", ("power", False), ("power", True)]

    def test_a_person_who_may_not_switch_wifi_off_has_left_all_the_same(self, mac, wifi):
        wifi.joined_security, wifi.power_errors = OPEN, [FakeError("com.apple.coreWLAN.error", -3930)]
        mac.backend().restore(EN1, None, Cancel())
        assert wifi.calls == ["disassociate", ("power", False)]

    def test_wifi_that_does_not_come_on_again_is_told(self, mac, wifi):
        wifi.joined_security = OPEN
        switch = wifi.setPower_error_
        wifi.setPower_error_ = lambda power, error: (False, None) if power else switch(power, error)
        assert failure(mac.backend().restore, EN1, None).detail == "setPower: refused without a reason"

    @pytest.mark.parametrize("security", [WPA2_PERSONAL, NO_SECURITY_KNOWN])
    def test_a_mac_that_went_back_by_itself_or_nowhere_is_left_alone(self, mac, wifi, security):
        wifi.joined_security = security
        mac.backend().restore(EN1, None, Cancel())
        assert wifi.calls == []
