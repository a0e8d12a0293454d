from __future__ import annotations

from typing import Any

import pytest

from setup_wizard.simulator.flash import Firmware
from setup_wizard.simulator.population import PHOTON_PRODUCT_ID
from setup_wizard.simulator.world import DEVICE_ID

CODE = ("Ab+/" * 16)[:63].encode()
CODE_SET = rb"set to: [^\r]*\r\n"
NEW = (Firmware.V0_6_4, Firmware.V0_7_0, Firmware.V2_3_1)


def test_every_key_answers_without_an_echo(terminal: Any) -> None:
    assert terminal.answer(b"i") == b"Your device id is %b\r\n" % DEVICE_ID.encode()
    assert terminal.answer(b"m", b":38\r\n") == b"Your device MAC address is\r\ne0:4f:43:37:37:38\r\n"
    assert terminal.answer(b"v") == b"system firmware version: 2.3.1\n\r\n"
    assert terminal.answer(b"s").startswith(b'{"p":6,"m":[')
    assert terminal.answer(b"c") == b"Device claimed: no\r\n"
    assert terminal.answer(b"d").startswith(b"{")
    assert terminal.ask(b"A\r\nT\xff") == b""


@pytest.mark.parametrize("firmware", Firmware)
def test_each_firmware_knows_its_own_keys(firmware: Firmware, plug_in: Any) -> None:
    terminal = plug_in(firmware=firmware).open()
    assert firmware.value.encode() in terminal.answer(b"v")
    if firmware in NEW:
        assert terminal.answer(b"c") == b"Device claimed: no\r\n"
        assert terminal.answer(b"C", b"claim code:").startswith(b"Enter")
    else:
        assert terminal.ask(b"cC") == b""


def test_diagnostics_are_newer_than_claim_codes(plug_in: Any) -> None:
    assert plug_in(firmware=Firmware.V0_7_0).open().ask(b"d") == b""


@pytest.mark.parametrize("firmware", NEW)
def test_a_claim_code_lands_in_the_flash(firmware: Firmware, plug_in: Any) -> None:
    usb = plug_in(firmware=firmware)
    terminal = usb.open()
    terminal.talk(b"C", (b"Enter 63-digit claim code:", CODE))
    assert terminal.until(CODE_SET).lstrip() == CODE + b"\r\nClaim code set to: " + CODE + b"\r\n"
    assert terminal.rest() == b""
    assert usb.flash.claim_code == CODE


@pytest.mark.parametrize("code", [b"", CODE[:62]])
def test_a_short_claim_code_changes_nothing(code: bytes, usb: Any, terminal: Any) -> None:
    usb.flash.store_claim_code(b"before")
    terminal.talk(b"C", (b"claim code: ", code))
    terminal.until(rb"Sorry, claim code is not 63 characters long\. Claim code unchanged\.\r\n")
    assert terminal.rest() == b""
    assert usb.flash.claim_code == b"before"


def test_the_character_after_a_full_line_ends_it_and_is_lost_with_what_follows(usb: Any, terminal: Any) -> None:
    terminal.talk(b"C", (b"claim code: ", CODE + b"iii"))
    assert terminal.until(CODE_SET) == CODE + b"\r\nClaim code set to: " + CODE + b"\r\n"
    assert terminal.rest() == b""
    assert usb.flash.claim_code == CODE


def test_the_claimed_flag_is_told(usb: Any, terminal: Any) -> None:
    usb.flash.claim_answered()
    assert terminal.answer(b"c") == b"Device claimed: yes\r\n"


def test_x_leaves_setup_mode_silently(usb: Any, terminal: Any) -> None:
    sessions = []
    usb.photon.watch_listening(lambda: sessions.append("listening"))
    assert terminal.ask(b"x") == b""
    usb.wait(lambda photon: bool(sessions) and photon.listening)
    assert DEVICE_ID.encode() in terminal.answer(b"i")


@pytest.mark.parametrize(("start", "said"), [(b"f", rb"to abort\)\r\n"), (b"\x01", b""), (b"\x02", b"")])
def test_the_flasher_answers_nothing_until_it_is_aborted(start: bytes, said: bytes, terminal: Any) -> None:
    terminal.send(start)
    terminal.until(said)
    assert terminal.ask(b"i") == b""
    assert b"Aborted" in terminal.answer(b"a", b"user.\r\n")
    assert DEVICE_ID.encode() in terminal.answer(b"i")


def test_the_oldest_firmware_has_no_flasher_behind_its_first_byte(plug_in: Any) -> None:
    terminal = plug_in(firmware=Firmware.V0_4_9).open()
    assert DEVICE_ID.encode() in terminal.answer(b"\x01i")


def test_l_begins_setup_mode_anew(usb: Any, terminal: Any) -> None:
    sessions = []
    usb.photon.watch_listening(lambda: sessions.append("listening"))
    terminal.send(b"L")
    usb.wait(lambda photon: bool(sessions) and photon.listening)
    assert DEVICE_ID.encode() in terminal.answer(b"i")


def test_keys_are_logged_and_what_is_typed_is_not(usb: Any, terminal: Any) -> None:
    terminal.answer(b"i")
    terminal.talk(b"C", (b"claim code: ", CODE))
    terminal.until(b"set to: ")
    usb.get_online(terminal)
    entries = usb.simulator.log.entries()
    assert [str(entry) for entry in entries] == ["photon usb i", "photon usb C", "photon usb w"]
    assert {entry.who for entry in entries} == {DEVICE_ID}
    assert not [hidden for hidden in (CODE.decode(), "Library") if hidden in repr(entries)]


def test_cloud_and_console_are_logged_in_one_sequence(usb: Any, terminal: Any) -> None:
    token = usb.bench.customer_token()
    usb.bench.import_device()
    terminal.talk(b"C", (b"claim code: ", usb.bench.customer_code(token).encode()))
    terminal.until(b"set to: ")
    usb.get_online(terminal)
    assert usb.simulator.log.lines() == [
        "cloud POST /oauth/token",
        f"cloud POST /v1/products/{PHOTON_PRODUCT_ID}/devices",
        f"cloud POST /v1/products/{PHOTON_PRODUCT_ID}/device_claims",
        "photon usb C",
        "photon usb w",
    ]
    assert usb.bench.owner() == usb.bench.people.shadow_customer.username
