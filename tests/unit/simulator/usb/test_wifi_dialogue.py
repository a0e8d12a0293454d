from __future__ import annotations

import re
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

from setup_wizard.core.secret import Secret
from setup_wizard.simulator.air import EAP_PEAP, EAP_TLS, Network, Profile
from setup_wizard.simulator.flash import Firmware
from setup_wizard.simulator.latency import Latency
from setup_wizard.simulator.security import NUMBERS
from tests.patience import PATIENCE_S

OLD = (Firmware.V0_4_9, Firmware.V0_5_5, Firmware.V0_6_4)
NEW = (Firmware.V0_7_0, Firmware.V2_3_1)
SSID, PASSWORD, CIPHER, USERNAME = b"SSID: ", b"Password: ", b"TKIP: ", b"Username: "
OLD_SECURITY, SECURITY = b"2=WPA, 3=WPA2: ", b"4=WPA Enterprise, 5=WPA2 Enterprise: "
NOT_SAVED = re.escape(b"Derp. Sorry, we couldn't save the credentials.\r\n\r\n")
EAP_TYPE, CERTIFICATE, KEY = b"1=EAP-TLS: ", b"Client certificate in PEM format:\r\n", b"Private key in PEM format:\r\n"
OUTER, CA = b"Outer identity (optional): ", b"Root CA in PEM format (optional):\r\n"
LONGEST = b"9" * 64

OLD_TALKS = [
    ([(SSID, b"Library"), (OLD_SECURITY, b"0")], Profile(b"Library", b"", 0)),
    (
        [(SSID, b"Attic"), (OLD_SECURITY, b"1"), (PASSWORD, b"0005D9178B0F95")],
        Profile(b"Attic", bytes.fromhex("0005D9178B0F95"), NUMBERS["wep"]),
    ),
    (
        [(SSID, b"Home"), (OLD_SECURITY, b"2"), (PASSWORD, b"correct horse")],
        Profile(b"Home", b"correct horse", NUMBERS["wpa2"]),
    ),
    (
        [(SSID, b"Hideaway"), (OLD_SECURITY, b"3"), (CIPHER, b"1"), (PASSWORD, b"out of sight")],
        Profile(b"Hideaway", b"out of sight", NUMBERS["wpa2"]),
    ),
]
NEW_TALKS = [
    ([(SSID, b"Library"), (CIPHER, b"1")], Profile(b"Library", b"", 0)),
    (
        [(SSID, b"Attic"), (CIPHER, b"1"), (PASSWORD, b"0005D9178B0F95")],
        Profile(b"Attic", bytes.fromhex("0005D9178B0F95"), NUMBERS["wep"]),
    ),
    ([(SSID, b"Home"), (PASSWORD, b"correct horse")], Profile(b"Home", b"correct horse", NUMBERS["wpa2"])),
    (
        [(SSID, b"Bob's Barn & Co."), (PASSWORD, b"hay and straw")],
        Profile(b"Bob's Barn & Co.", b"hay and straw", NUMBERS["wpa2"]),
    ),
    (
        [(SSID, b"Hideaway"), (SECURITY, b"3"), (CIPHER, b"3"), (PASSWORD, b"out of sight")],
        Profile(b"Hideaway", b"out of sight", NUMBERS["wpa2-mixed"]),
    ),
    ([(SSID, b"Nowhere"), (SECURITY, b"0"), (CIPHER, b"2")], Profile(b"Nowhere", b"", 0)),
]


def client_certificate() -> tuple[bytes, bytes]:
    """A certificate and its key, in PEM with LF."""
    key = rsa.generate_private_key(65537, 1024)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "photon")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + timedelta(days=1))
    certificate = builder.sign(key, SHA256()).public_bytes(Encoding.PEM)
    return certificate, key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())


def told(plug_in: Any, firmware: Firmware, turns: Any, stored: Profile) -> tuple[Any, Any]:
    """A Photon and its terminal, after a dialogue that stored this network."""
    usb = plug_in(firmware=firmware)
    terminal = usb.open()
    terminal.talk(b"w", *turns)
    terminal.until(b"    Particle <3 you!\r\n\r\n")
    assert usb.flash.profiles == [stored]
    return usb, terminal


@pytest.mark.parametrize("firmware", OLD)
@pytest.mark.parametrize(("turns", "stored"), OLD_TALKS)
def test_old_firmware_always_asks_for_the_security(
    firmware: Firmware, turns: Any, stored: Profile, plug_in: Any
) -> None:
    usb, terminal = told(plug_in, firmware, turns, stored)
    usb.wait(lambda photon: photon.online)
    assert (CIPHER in terminal.seen) is (CIPHER in dict(turns))
    assert (PASSWORD in terminal.seen) is (PASSWORD in dict(turns))


@pytest.mark.parametrize("firmware", NEW)
@pytest.mark.parametrize(("turns", "stored"), NEW_TALKS)
def test_new_firmware_asks_only_for_what_its_scan_does_not_tell(
    firmware: Firmware, turns: Any, stored: Profile, plug_in: Any
) -> None:
    usb, terminal = told(plug_in, firmware, turns, stored)
    asked = [prompt for prompt in (SSID, SECURITY, CIPHER, PASSWORD) if prompt in terminal.seen]
    assert asked == [prompt for prompt, _answer in turns]
    if stored.ssid != b"Nowhere":
        usb.wait(lambda photon: photon.online)


def test_the_transcript_is_that_of_a_photon(usb: Any, terminal: Any) -> None:
    terminal.talk(b"w", (SSID, b"Home"), (PASSWORD, b"correct horse"))
    assert terminal.until(b"<3 you!\r\n\r\n") == (
        b"correct horse\r\n"
        b"Thanks! Wait while I save those credentials...\r\n\r\n"
        b"Awesome. Now we'll connect!\r\n\r\n"
        b"If you see a pulsing cyan light, your device \r\n"
        b"has connected to the Cloud and is ready to go!\r\n\r\n"
        b"If your LED flashes red or you encounter any other problems,\r\n"
        b"visit https://www.particle.io/support to debug.\r\n\r\n"
        b"    Particle <3 you!\r\n\r\n"
    )
    assert terminal.seen.startswith(b"SSID: Home\r\nPassword: correct horse\r\nThanks!")


def test_awkward_names_arrive_byte_for_byte(plug_in: Any) -> None:
    for ssid in ('My "home"\\', "Café del Mar ☕", "a\\nb"):
        network = Network(ssid.encode(), Secret('"pass\\word"'), NUMBERS["wpa2"])
        usb = plug_in(networks=(network,))
        terminal = usb.open()
        terminal.talk(b"w", (SSID, ssid.encode()), (PASSWORD, b'"pass\\word"'))
        terminal.until(b"<3 you!")
        usb.wait(lambda photon: photon.online)


def test_questions_are_asked_until_the_answer_fits(usb: Any, terminal: Any) -> None:
    turns = [(SSID, b""), (SSID, b"Hideaway"), (SECURITY, b"7"), (SECURITY, b""), (SECURITY, b"3"), (CIPHER, b"0")]
    terminal.talk(b"w", *turns, (CIPHER, b"1"), (PASSWORD, b"out of sight"))
    terminal.until(b"<3 you!")
    assert usb.flash.profiles[0].security == NUMBERS["wpa2"]


def test_old_firmware_takes_an_empty_name_and_fails_to_save_it(plug_in: Any) -> None:
    usb = plug_in(firmware=Firmware.V0_6_4)
    terminal = usb.open()
    terminal.talk(b"w", (SSID, b""), (OLD_SECURITY, b"3"), (PASSWORD, b"correct horse"))
    terminal.until(NOT_SAVED)
    assert usb.flash.profiles == []


@pytest.mark.parametrize("end", [b"\n", b"\r"])
def test_either_line_end_ends_an_answer(end: bytes, usb: Any, terminal: Any) -> None:
    terminal.send(b"w")
    for prompt, answer in ((SSID, b"Home"), (PASSWORD, b"correct horse")):
        terminal.until(prompt)
        terminal.send(answer + end)
    terminal.until(b"<3 you!")
    assert usb.flash.profiles[0].password == b"correct horse"


def test_a_late_second_line_end_answers_the_next_prompt(usb: Any, terminal: Any) -> None:
    terminal.talk(b"w", (SSID, b"Home"))
    terminal.until(PASSWORD)
    terminal.send(b"\n")
    terminal.until(b"<3 you!")
    assert usb.flash.profiles == [Profile(b"Home", b"", 0)]


def test_what_is_sent_before_the_next_prompt_is_lost(usb: Any, terminal: Any) -> None:
    terminal.talk(b"w", (SSID, b"Home\ncorrect horse"))
    terminal.until(PASSWORD)
    assert terminal.rest() == b""


def test_backspace_and_delete_edit_and_are_echoed(usb: Any, terminal: Any) -> None:
    terminal.talk(b"w", (SSID, b"\x08Homf\x7fe"), (PASSWORD, b"correct horse"))
    terminal.until(b"<3 you!")
    assert terminal.seen.startswith(b"SSID: Homf\x7fe\r\n")
    assert usb.flash.profiles[0].ssid == b"Home"


def test_a_full_line_ends_by_itself_with_the_next_character(usb: Any, terminal: Any) -> None:
    terminal.send(b"w")
    terminal.until(SSID)
    terminal.send(b"Nowhere" + b"e" * 25 + b"X")
    terminal.until(SECURITY)
    assert b"Nowhere" + b"e" * 25 + b"\r\n" in terminal.seen


@pytest.mark.parametrize(("password", "saved"), [(b"short", False), (b"eight ch", True), (b"9" * 64, True)])
def test_new_firmware_checks_the_length_of_a_wpa_password(
    password: bytes, saved: bool, usb: Any, terminal: Any
) -> None:
    terminal.talk(b"w", (SSID, b"Home"), (PASSWORD, password))
    terminal.until(b"<3 you!" if saved else NOT_SAVED)
    assert bool(usb.flash.profiles) is saved
    if not saved:
        assert usb.photon.listening
        assert b"device id" in terminal.answer(b"i")


def test_old_firmware_checks_no_length(plug_in: Any) -> None:
    usb = plug_in(firmware=Firmware.V0_6_4)
    terminal = usb.open()
    terminal.talk(b"w", (SSID, b"Home"), (OLD_SECURITY, b"3"), (PASSWORD, b"short"))
    terminal.until(b"<3 you!")
    assert usb.flash.profiles[0].password == b"short"


@pytest.mark.parametrize("firmware", Firmware)
def test_a_wrong_password_leads_back_to_setup_mode_on_the_same_port(
    firmware: Firmware, plug_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    usb = plug_in(firmware=firmware)
    goes_on = threading.Event()
    monkeypatch.setattr(usb.photon, "_spend", lambda _seconds: goes_on.wait(PATIENCE_S))
    sessions = []
    usb.photon.watch_listening(lambda: sessions.append("listening"))
    terminal = usb.open()
    security = [(OLD_SECURITY, b"3")] if firmware.is_old else []
    terminal.talk(b"w", (SSID, b"Home"), *security, (PASSWORD, b"wrong password"))
    terminal.until(b"<3 you!\r\n\r\n")
    assert terminal.ask(b"i") == b""
    goes_on.set()
    usb.wait(lambda photon: bool(sessions) and photon.listening)
    assert b"device id" in terminal.answer(b"i")


def test_a_peap_network(usb: Any, terminal: Any) -> None:
    identity = [(EAP_TYPE, b"0"), (USERNAME, b"ada@example.com"), (PASSWORD, b"paper clip")]
    terminal.talk(b"w", (SSID, b"Office"), *identity, (OUTER, b"me"), (CA, b""))
    terminal.until(b"<3 you!")
    enterprise = usb.flash.profiles[0].enterprise
    assert (enterprise.eap, enterprise.identity, enterprise.outer_identity) == (EAP_PEAP, b"ada@example.com", b"me")
    usb.wait(lambda photon: photon.online)


def test_a_peap_network_that_is_not_seen(usb: Any, terminal: Any) -> None:
    turns = [(SSID, b"Nowhere"), (SECURITY, b"5"), (CIPHER, b"1"), (EAP_TYPE, b"0"), (USERNAME, b"ada")]
    terminal.talk(b"w", *turns, (PASSWORD, b"paper clip"), (OUTER, b""), (CA, b"no\ncertificate\n"))
    terminal.until(b"<3 you!")
    assert usb.flash.profiles[0].security == NUMBERS["wpa2-enterprise"]
    assert usb.flash.profiles[0].enterprise.outer_identity == b"anonymous"


def test_an_eap_tls_network(usb: Any, terminal: Any) -> None:
    certificate, key = client_certificate()
    terminal.talk(
        b"w", (SSID, b"Lab"), (EAP_TYPE, b"1"), (CERTIFICATE, certificate), (KEY, key), (OUTER, b""), (CA, certificate)
    )
    terminal.until(b"<3 you!")
    assert usb.flash.profiles[0].enterprise.eap == EAP_TLS
    usb.wait(lambda photon: photon.online)


@pytest.mark.parametrize(
    "broken",
    [
        lambda pem: b"",
        lambda pem: b"-----BEGIN CERTIFICATE-----\n",
        lambda pem: pem.replace(b"\n", b"\r\n"),
        lambda pem: pem.replace(b"\n", b"\n\n", 1),
    ],
)
def test_a_certificate_that_ends_too_early_cannot_be_saved(broken: Any, usb: Any, terminal: Any) -> None:
    certificate, _key = client_certificate()
    terminal.talk(b"w", (SSID, b"Lab"), (EAP_TYPE, b"1"), (CERTIFICATE, broken(certificate)))
    terminal.until(re.escape(KEY))
    terminal.rest()
    # What followed an empty line was not discarded: it may have answered some prompts already.
    end_s = time.monotonic() + PATIENCE_S
    while b"Derp." not in terminal.seen:
        assert time.monotonic() < end_s
        terminal.send(b"\n")
        terminal.rest()
    assert usb.flash.profiles == []


def test_a_certificate_that_does_not_fit_ends_by_itself(usb: Any, terminal: Any) -> None:
    terminal.talk(b"w", (SSID, b"Lab"), (EAP_TYPE, b"1"))
    terminal.until(re.escape(CERTIFICATE))
    for _line in range(64):
        terminal.send(b"A" * 63 + b"\n")
    terminal.send(b"A" * 63 + b"\n")
    terminal.until(re.escape(KEY))


def test_everything_empty_is_a_way_out_that_stores_nothing(usb: Any, terminal: Any) -> None:
    turns = [(SSID, b"Nowhere"), (SECURITY, b"5"), (CIPHER, b"1"), (EAP_TYPE, b"1"), (CERTIFICATE, b""), (KEY, b"")]
    terminal.talk(b"w", *turns, (OUTER, b""), (CA, b""))
    terminal.until(NOT_SAVED)
    assert usb.flash.profiles == []
    assert b"device id" in terminal.answer(b"i")


def test_a_scan_takes_its_time_and_old_firmware_prints_slowly(plug_in: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    scan_s = 0.2
    latency = Latency(scan_s=(scan_s, scan_s), console_char_s=0.001)
    new = plug_in(latency=latency)
    terminal = new.open()
    started = time.monotonic()
    terminal.talk(b"w", (SSID, b"Home"))
    assert terminal.until(PASSWORD) == b"Home\r\n" + PASSWORD
    assert time.monotonic() - started >= scan_s
    assert new.photon.busy_s == scan_s
    old = plug_in(latency=latency, firmware=Firmware.V0_6_4)
    # Joining would be counted too, by the clock.
    monkeypatch.setattr(old.photon, "leave_listening", lambda: None)
    terminal = old.open()
    terminal.talk(b"w", (SSID, b"Home"), (OLD_SECURITY, b"3"), (PASSWORD, b"correct horse"))
    terminal.until(b"<3 you!")
    assert old.photon.busy_s == 2 * scan_s


def test_a_dialogue_waits_for_ever_for_its_answer(usb: Any, terminal: Any) -> None:
    terminal.talk(b"w", (SSID, b"Home"))
    terminal.until(PASSWORD)
    terminal.close()
    again = usb.open()
    assert again.answer(b"i", b"i") == b"i"


def test_setup_mode_that_begins_anew_ends_a_dialogue(usb: Any, terminal: Any) -> None:
    terminal.talk(b"w", (SSID, b"Home"))
    terminal.until(PASSWORD)
    sessions = []
    usb.photon.watch_listening(lambda: sessions.append("listening"))
    usb.photon.press_setup()
    usb.wait(lambda photon: bool(sessions) and photon.listening)
    assert b"device id" in terminal.answer(b"i")
