from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from setup_wizard.core import light
from setup_wizard.core.light import Light
from setup_wizard.core.secret import Secret
from setup_wizard.simulator.air import EAP_PEAP, EAP_TLS, Enterprise, Network, Profile, admits
from setup_wizard.simulator.faults import Fault
from setup_wizard.simulator.latency import Latency
from setup_wizard.simulator.security import NUMBERS
from tests.patience import PATIENCE_S


class Lights:
    """The lights shown so far, and waiting for one of them."""

    def __init__(self, bench: Any) -> None:
        self.shown: list[Light] = []
        self._changed = threading.Condition()
        bench.photon.watch_light(self._add)

    def _add(self, shown: Light) -> None:
        with self._changed:
            self.shown.append(shown)
            self._changed.notify_all()

    def wait_for(self, wanted: Light, times: int = 1) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: self.shown.count(wanted) >= times, PATIENCE_S)


def test_a_new_photon_listens(bench: Any) -> None:
    assert bench.photon.listening
    assert bench.photon.light == light.LISTENING


def test_a_good_setup_ends_online_through_every_light(bench: Any) -> None:
    lights = Lights(bench)
    bench.get_online()
    assert lights.wait_for(light.ONLINE)
    assert lights.shown == [
        light.JOINING_WIFI,
        light.GETTING_ADDRESS,
        light.REACHING_CLOUD,
        light.CLOUD_HANDSHAKE,
        light.ONLINE,
    ]
    assert bench.photon.joined
    assert not bench.photon.listening


def test_a_wrong_password_leads_back_to_listening(bench: Any) -> None:
    lights = Lights(bench)
    bench.set_up("wrong password")
    assert lights.wait_for(light.LISTENING)
    assert lights.shown == [light.JOINING_WIFI, light.LISTENING]
    assert bench.ask("version") == {"v": 2}


def test_the_access_point_is_gone_for_a_moment_even_without_latency(bench: Any) -> None:
    gone = []
    bench.photon.watch_light(lambda _light: gone.append(time.monotonic()))
    assert bench.returns_to_setup_after(lambda: bench.set_up("wrong password"))
    assert gone[-1] - gone[0] >= 0.3


def test_leaving_without_a_network_comes_back_to_listening(bench: Any) -> None:
    lights = Lights(bench)
    bench.command("connect-ap")
    assert lights.wait_for(light.LISTENING)
    assert lights.shown == [light.LISTENING]


def test_a_missing_dhcp_server_leads_back_to_listening(bench: Any) -> None:
    bench.simulator.faults.switch_on(Fault.NO_DHCP)
    lights = Lights(bench)
    bench.set_up()
    assert lights.wait_for(light.LISTENING)
    assert lights.shown == [light.JOINING_WIFI, light.GETTING_ADDRESS, light.LISTENING]


def test_a_photon_without_cloud_blinks_cyan(bench: Any) -> None:
    bench.simulator.faults.switch_on(Fault.NO_CLOUD)
    lights = Lights(bench)
    bench.set_up()
    assert lights.wait_for(light.REACHING_CLOUD)
    assert bench.photon.joined
    assert not bench.photon.online


def test_stored_networks_that_fail_are_tried_for_ever(bench: Any) -> None:
    assert bench.returns_to_setup_after(lambda: bench.set_up("wrong password"))
    lights = Lights(bench)
    bench.command("connect-ap")
    assert lights.wait_for(light.JOINING_WIFI, times=2)
    assert light.LISTENING not in lights.shown


def test_setup_button_brings_listening_back_and_takes_it_offline(bench: Any) -> None:
    bench.get_online()
    lights = Lights(bench)
    bench.photon.press_setup()
    assert lights.wait_for(light.LISTENING)
    assert not bench.photon.online
    assert bench.ask("version") == {"v": 2}


def test_without_power_it_is_dark_and_with_power_it_joins_again(bench: Any) -> None:
    bench.get_online()
    lights = Lights(bench)
    bench.photon.unplug()
    assert lights.wait_for(light.NO_LIGHT)
    assert not bench.photon.online
    bench.photon.press_setup()
    bench.photon.plug_in()
    assert lights.wait_for(light.ONLINE)
    assert light.LISTENING not in lights.shown


def test_the_access_point_can_stay_up_though_it_joined(bench: Any) -> None:
    bench.simulator.faults.switch_on(Fault.ACCESS_POINT_STAYS_UP)
    bench.get_online()
    assert bench.photon.listening
    assert bench.ask("version") == {"v": 2}


def test_a_claim_code_makes_the_device_the_callers_and_sets_the_flag_for_good(bench: Any) -> None:
    bench.get_online(code=bench.claim_code())
    assert bench.owner() == "demo@example.com"
    assert bench.photon.hardware.flash.claim_code == b""
    assert bench.api("DELETE", f"/v1/devices/{bench.photon.hardware.device_id}")[0] == 200
    lights = Lights(bench)
    bench.photon.press_setup()
    assert lights.wait_for(light.LISTENING)
    assert bench.ask("device-id")["c"] == "1"


def test_a_rejected_code_is_kept_and_presented_again(bench: Any) -> None:
    bench.simulator.faults.switch_on(Fault.CODE_REJECTED)
    code = bench.claim_code()
    bench.get_online(code=code)
    assert bench.owner() is None
    assert bench.photon.hardware.flash.claim_code == code.encode()
    assert not bench.photon.hardware.flash.claimed
    bench.simulator.faults.clear()
    lights = Lights(bench)
    bench.photon.unplug()
    bench.photon.plug_in()
    assert lights.wait_for(light.ONLINE)
    assert bench.owner() == "demo@example.com"


def test_a_photon_may_present_no_claim(bench: Any) -> None:
    bench.simulator.faults.switch_on(Fault.PRESENTS_NO_CLAIM)
    bench.get_online(code=bench.claim_code())
    assert bench.owner() is None


def test_latency_is_spent_and_recorded(new_bench: Any) -> None:
    started = time.monotonic()
    bench = new_bench(latency=Latency(scan_s=(0.05, 0.06), configure_s=(0.07, 0.08), join_s=(0.1, 0.2)), seed=1)
    bench.command("scan-ap")
    assert 0.05 <= bench.photon.busy_s < 0.07
    bench.get_online()
    assert 0.05 + 0.07 + 0.1 <= bench.photon.busy_s < time.monotonic() - started


PERSONAL = Profile(b"net", b"password", NUMBERS["wpa2"])
OFFICE = Network(b"net", Secret("password"), NUMBERS["wpa2-enterprise"], identity="ada")


@pytest.mark.parametrize(
    ("network", "profile", "admitted"),
    [
        (Network(b"net", Secret("password"), NUMBERS["wpa2"]), PERSONAL, True),
        (Network(b"net", Secret("Password"), NUMBERS["wpa2"]), PERSONAL, False),
        (Network(b"Net", Secret("password"), NUMBERS["wpa2"]), PERSONAL, False),
        (Network(b"net", Secret("password"), NUMBERS["wpa2"]), Profile(b"net", b"", 0), False),
        (Network(b"net"), PERSONAL, False),
        (Network(b"net"), Profile(b"net", b"", 0), True),
        (Network(b"net", Secret("D9178B0F95"), 1), Profile(b"net", bytes.fromhex("0005D9178B0F95"), 1), True),
        (Network(b"net", Secret("D9178B0F95"), 1), Profile(b"net", b"D9178B0F95", 1), False),
        (OFFICE, PERSONAL, False),
        (OFFICE, Profile(b"net", b"password", OFFICE.security, 0, Enterprise(EAP_PEAP, b"ada")), True),
        (OFFICE, Profile(b"net", b"password", OFFICE.security, 0, Enterprise(EAP_PEAP, b"bob")), False),
        (OFFICE, Profile(b"net", b"other", OFFICE.security, 0, Enterprise(EAP_PEAP, b"ada")), False),
        (OFFICE, Profile(b"net", b"1", OFFICE.security, 0, Enterprise(EAP_TLS, b"ada")), False),
        (OFFICE, Profile(b"net", b"password", OFFICE.security), False),
    ],
)
def test_who_gets_in(network: Network, profile: Profile, admitted: bool) -> None:
    assert admits(network, profile) is admitted


def test_a_client_certificate_gets_in_with_its_own_key_only() -> None:
    key, other = (rsa.generate_private_key(65537, 1024) for _ in range(2))
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "photon")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + timedelta(days=1))
        .sign(key, SHA256())
        .public_bytes(Encoding.PEM)
    )
    lab = Network(b"Lab", None, NUMBERS["wpa2-enterprise"])
    for private_format in (PrivateFormat.PKCS8, PrivateFormat.TraditionalOpenSSL):
        for used, admitted in ((key, True), (other, False)):
            pem = used.private_bytes(Encoding.PEM, private_format, NoEncryption())
            identity = Enterprise(EAP_TLS, certificate_pem=certificate, private_key_pem=pem + b"\x05" * 5)
            assert admits(lab, Profile(b"Lab", b"1", lab.security, 0, identity)) is admitted
    broken = Enterprise(EAP_TLS, certificate_pem=b"no", private_key_pem=b"no")
    assert not admits(lab, Profile(b"Lab", b"1", lab.security, 0, broken))
