"""Which networks a Photon can be told to join, each over real sockets up to the proof in the cloud or the refusal."""

from __future__ import annotations

import pytest

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason
from setup_wizard.core.secret import Secret
from setup_wizard.core.wifi import Cipher, EapMethod, Enterprise, Security, SecurityKind
from setup_wizard.simulator.air import Network
from setup_wizard.simulator.flash import Firmware
from setup_wizard.simulator.security import NUMBERS
from setup_wizard.simulator.world import SimulatorOptions
from tests.end_to_end.bench import Bench
from tests.end_to_end.certificates import client_certificate
from tests.end_to_end.conftest import Simulate
from tests.patience import PATIENCE_S

PASSWORD = "correct horse"
WPA2 = NUMBERS["wpa2"]


def around(simulate: Simulate, *ssids: bytes) -> Bench:
    """A simulation in which these WPA2 networks are seen."""
    return simulate(SimulatorOptions(networks=tuple(Network(ssid, Secret(PASSWORD), WPA2) for ssid in ssids)))


@pytest.mark.parametrize(
    "ssid",
    [
        pytest.param("Café del Mar ☕".encode(), id="accents and an emoji"),
        pytest.param(rb"a\nb", id="backslash and n"),
        pytest.param(rb"\u0041", id="what looks like an escape"),
        pytest.param(b"  spaces  ", id="leading and trailing spaces"),
        pytest.param(b" ", id="one space"),
        pytest.param("🦄".encode() * 8, id="32 bytes of emoji"),
        pytest.param(b"x" * 32, id="32 bytes"),
        pytest.param("Jürgens Hütte".encode("latin-1"), id="latin-1"),
        pytest.param(b"{[}]:,'&%", id="brackets"),
        pytest.param(b"tab\tand\nnewline", id="control characters"),
        pytest.param(b"null", id="a word of JSON"),
    ],
)
def test_a_network_of_this_name_is_set_up(ssid: bytes, simulate: Simulate) -> None:
    bench = around(simulate, b"Decoy", ssid)
    assert bench.provision(ssid, PASSWORD).reason is Reason.CLAIMED
    assert [profile.ssid for profile in bench.simulator.photon.hardware.flash.profiles] == [ssid]


def test_a_latin_1_network_is_found_by_its_name_typed_in_utf_8(simulate: Simulate) -> None:
    ssid = "Jürgens Hütte".encode("latin-1")
    bench = around(simulate, ssid)
    assert bench.provision("Jürgens Hütte".encode(), PASSWORD).reason is Reason.CLAIMED
    assert bench.simulator.photon.hardware.flash.profiles[0].ssid == ssid


@pytest.mark.parametrize(
    ("ssid", "reason"),
    [
        pytest.param(b'Bob\'s "Barn"', Reason.SSID_NOT_EXPRESSIBLE, id="a quote"),
        pytest.param(rb"back\slash", Reason.SSID_NOT_EXPRESSIBLE, id="a backslash"),
        pytest.param(b"ends with \\", Reason.SSID_NOT_EXPRESSIBLE, id="a backslash at the end"),
        pytest.param(b'},{"ssid":"x', Reason.SSID_NOT_EXPRESSIBLE, id="what looks like another network"),
        pytest.param(b"x" * 33, Reason.SSID_LENGTH, id="33 bytes"),
        pytest.param("🦄".encode() * 8 + b"x", Reason.SSID_LENGTH, id="33 bytes of emoji"),
        pytest.param(b"", Reason.SSID_LENGTH, id="no name"),
    ],
)
def test_a_network_of_this_name_is_refused_before_anything_is_sent(
    ssid: bytes, reason: Reason, simulate: Simulate
) -> None:
    bench = around(simulate, b"Decoy", *([ssid] if 1 <= len(ssid) <= 32 else []))
    run = bench.provision(ssid, PASSWORD)
    assert run.reason is reason
    assert bench.untouched
    assert bench.relay.requests == []


def test_a_name_that_looks_like_another_network_does_not_spoil_the_list(simulate: Simulate) -> None:
    names = (b'},{"ssid":"x', b'Bob\'s "Barn"', rb"back\slash", b"Home")
    bench = around(simulate, *names)
    run = bench.provision(b"Home", PASSWORD)
    assert run.reason is Reason.CLAIMED
    seen = run.session.photon
    bench.simulator.photon.press_setup()
    assert bench.simulator.photon.wait_until(lambda photon: photon.listening, PATIENCE_S)
    assert [network.ssid for network in seen.scan(Cancel())] == list(names)


def test_an_open_network(bench: Bench) -> None:
    assert bench.provision(b"Library", None).reason is Reason.CLAIMED


@pytest.mark.parametrize("firmware", Firmware)
def test_a_wep_network(firmware: Firmware, simulate: Simulate) -> None:
    bench = simulate(SimulatorOptions(firmware=firmware))
    assert bench.provision(b"Attic", "D9178B0F95").reason is Reason.CLAIMED


def test_a_network_that_takes_both_ciphers(simulate: Simulate) -> None:
    bench = simulate(SimulatorOptions(networks=(Network(b"Barn", Secret(PASSWORD), NUMBERS["wpa2-mixed"]),)))
    assert bench.provision(b"Barn", PASSWORD).reason is Reason.CLAIMED


def test_a_peap_network(bench: Bench) -> None:
    ada = Enterprise(EapMethod.PEAP, identity="ada@example.com")
    assert bench.provision(b"Office", "paper clip", enterprise=ada).reason is Reason.CLAIMED


def test_a_peap_network_with_somebody_elses_password(bench: Bench) -> None:
    ada = Enterprise(EapMethod.PEAP, identity="ada@example.com")
    bench.stay_away_until_missed()
    assert bench.provision(b"Office", "paper clips", enterprise=ada).reason is Reason.DID_NOT_JOIN


def test_a_company_network_without_an_identity_is_refused_before_anything_is_sent(bench: Bench) -> None:
    assert bench.provision(b"Office", "paper clip").reason is Reason.ENTERPRISE_INCOMPLETE
    assert bench.untouched


def test_a_company_network_is_too_much_for_old_firmware(simulate: Simulate) -> None:
    bench = simulate(SimulatorOptions(firmware=Firmware.V0_6_4))
    ada = Enterprise(EapMethod.PEAP, identity="ada@example.com")
    assert bench.provision(b"Office", "paper clip", enterprise=ada).reason is Reason.ENTERPRISE_UNSUPPORTED
    assert bench.simulator.photon.hardware.flash.profiles == []


def test_an_eap_tls_network(bench: Bench) -> None:
    assert bench.provision(b"Lab", None, enterprise=client_certificate()).reason is Reason.CLAIMED


def test_an_eap_tls_network_with_the_key_of_another_certificate(bench: Bench) -> None:
    mine, other = client_certificate(), client_certificate()
    mixed = Enterprise(
        EapMethod.TLS,
        client_certificate_pem=mine.client_certificate_pem,
        private_key_pem=other.private_key_pem,
    )
    assert bench.provision(b"Lab", None, enterprise=mixed).reason is Reason.ENTERPRISE_INCOMPLETE
    assert bench.simulator.photon.hardware.flash.profiles == []


@pytest.mark.parametrize(
    ("firmware", "reason"), [(Firmware.V2_3_1, Reason.NETWORK_NOT_SEEN), (Firmware.V0_6_4, Reason.CLAIMED)]
)
def test_a_hidden_network_can_only_be_told_to_old_firmware(
    firmware: Firmware, reason: Reason, simulate: Simulate
) -> None:
    bench = simulate(SimulatorOptions(firmware=firmware))
    security = Security(SecurityKind.WPA2, Cipher.AES)
    assert bench.provision(b"Hideaway", "out of sight", security=security).reason is reason


def test_a_hidden_network_without_a_security_is_not_seen_and_nothing_is_sent(bench: Bench) -> None:
    run = bench.provision(b"Hideaway", "out of sight")
    assert run.reason is Reason.NETWORK_NOT_SEEN
    assert "Hideaway" in run.result.message
    assert bench.untouched


@pytest.mark.parametrize("password", ["short", "", "x" * 65, "ü" * 33])
def test_a_password_of_an_impossible_length_is_refused_before_anything_is_sent(password: str, bench: Bench) -> None:
    assert bench.provision(wifi_password=password).reason is Reason.PASSWORD_LENGTH
    assert bench.untouched


@pytest.mark.parametrize("password", ["ünïcödé pässwörd", "  spaces  ", '"quotes" and \\', "x" * 63])
def test_any_other_password_arrives_as_it_is(password: str, simulate: Simulate) -> None:
    bench = simulate(SimulatorOptions(networks=(Network(b"Home", Secret(password), WPA2),)))
    assert bench.provision(wifi_password=password).reason is Reason.CLAIMED
