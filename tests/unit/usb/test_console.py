"""Who it is, its claim code, and how it comes into listening mode."""

from __future__ import annotations

import pytest

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.device import DeviceIdentity
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.core.wifi import Security, SecurityKind, WifiCredentials
from setup_wizard.usb.line import Speed
from tests.unit.usb.fake_console import DEVICE_ID, FACTOR, MAC_ADDRESS, FakeConsole

CODE = "abc/+" * 12 + "xyz"


def reason_of(call, *args, **more) -> Reason:
    with pytest.raises(SetupError) as caught:
        call(*args, **more)
    return caught.value.reason


@pytest.mark.parametrize("piece_bytes", [1, 7, 4096])
def test_identity_is_put_together_from_one_key_commands(piece_bytes, cancel):
    console = FakeConsole("0.7.0-rc.3", piece_bytes=piece_bytes)
    console.claimed = "yes"
    assert console.photon().identify(cancel) == DeviceIdentity(DEVICE_ID, True, "0.7.0-rc.3", MAC_ADDRESS)


def test_what_does_not_change_is_asked_once(console, cancel):
    photon = console.photon()
    first = photon.identify(cancel)
    assert photon.identify(cancel) == first
    assert console.received == b"ivmci"


def test_claimed_flag_is_not_asked_of_firmware_that_has_none(cancel):
    console = FakeConsole("0.5.5")
    assert console.photon().identify(cancel).firmware == "0.5.5"
    assert console.received == b"ivm"


def test_another_photon_at_the_same_port_is_asked_anew(console, cancel):
    photon = console.photon()
    photon.identify(cancel)
    console.faults["i"] = lambda _device, _text: b"Your device id is 000000000000000000000000\r\n"
    assert photon.identify(cancel).device_id == "0" * 24
    assert console.received == b"ivmcivmc"


def test_silence_is_a_photon_that_does_not_listen(cancel):
    console = FakeConsole(listens=False)
    assert reason_of(console.photon(budget_factor=FACTOR).identify, cancel) is Reason.DEVICE_UNREACHABLE
    assert console.speeds == [Speed.CONSOLE]


def test_program_that_prints_is_a_photon_that_does_not_listen(console, cancel):
    console.faults["i"] = lambda _device, _text: b"SSID: Home\r\ntemperature: 21.5\r\n"
    assert reason_of(console.photon(budget_factor=FACTOR).identify, cancel) is Reason.DEVICE_UNREACHABLE


@pytest.mark.parametrize("typed", [b"w", b"C", b"wHome\n", b"wHome\n3\n1\n"])
def test_dialogue_of_somebody_else_is_told_by_the_echo(typed, console, cancel):
    console.opened("", Speed.CONSOLE)
    for index in range(len(typed)):
        console.write(typed[index : index + 1])
    console.close()
    photon = console.photon(budget_factor=FACTOR)
    for _ in range(3):
        assert reason_of(photon.identify, cancel) is Reason.DEVICE_REJECTED_REQUEST


def test_port_that_is_gone_is_unplugged(console, cancel):
    photon = console.photon()
    photon.identify(cancel)
    console.unplug()
    assert reason_of(photon.identify, cancel) is Reason.UNPLUGGED


def test_port_that_never_was_there_is_no_photon(console, cancel):
    console.unplug()
    assert reason_of(console.photon().identify, cancel) is Reason.NO_USB_PHOTON


def test_port_is_opened_again_with_the_next_call(console, cancel):
    photon = console.photon()
    photon.identify(cancel)
    console.unplug()
    assert reason_of(photon.identify, cancel) is Reason.UNPLUGGED
    console.is_gone = False
    assert photon.identify(cancel).device_id == DEVICE_ID


def test_claim_code_is_stored_verbatim(console, cancel):
    assert console.photon().set_claim_code(Secret(CODE), cancel) is True
    assert console.claim_code == CODE.encode()


def test_claim_code_prompt_may_lack_its_blank(console, cancel):
    console.faults["C"] = lambda _device, _text: b"Enter 63-digit claim code:"
    assert console.photon().set_claim_code(Secret(CODE), cancel) is True
    assert console.claim_code == CODE.encode()


@pytest.mark.parametrize("version", ["0.4.9", "0.5.5"])
def test_claim_code_cannot_be_told_to_old_firmware(version, cancel):
    console = FakeConsole(version)
    assert console.photon().set_claim_code(Secret(CODE), cancel) is False
    assert b"C" not in console.received


def test_claim_code_of_a_wrong_length_is_rejected(console, cancel):
    assert reason_of(console.photon().set_claim_code, Secret("x" * 62), cancel) is Reason.DEVICE_REJECTED_REQUEST
    assert console.claim_code == b""


def test_claim_code_that_arrives_changed_is_rejected(console, cancel):
    console.faults["code set"] = lambda _device, text: text.replace(b"abc", b"ab")
    assert reason_of(console.photon().set_claim_code, Secret(CODE), cancel) is Reason.DEVICE_REJECTED_REQUEST


def test_photon_that_listens_is_left_alone(console, cancel):
    assert console.photon().enter_listening(cancel) is True
    assert Speed.ENTER_LISTENING not in console.speeds


@pytest.mark.parametrize(("version", "comes"), [("0.4.9", False), ("0.5.5", True), ("2.3.1", True)])
def test_line_speed_brings_it_into_listening_mode_where_the_firmware_knows_it(version, comes, cancel):
    console = FakeConsole(version, listens=False)
    assert console.photon(budget_factor=FACTOR).enter_listening(cancel) is comes
    assert console.speeds.count(Speed.ENTER_LISTENING) == 1


def test_one_that_was_sent_to_listening_mode_is_let_go(cancel):
    console = FakeConsole(listens=False)
    photon = console.photon()
    assert photon.enter_listening(cancel) is True
    photon.leave(cancel)
    photon.leave(cancel)
    assert console.received.count(b"x") == 1


def test_one_that_listened_before_goes_on_listening(console, cancel):
    photon = console.photon()
    assert photon.enter_listening(cancel) is True
    photon.leave(cancel)
    assert b"x" not in console.received


def test_one_that_was_told_a_network_is_not_sent_away_again(cancel):
    console = FakeConsole(listens=False)
    photon = console.photon()
    assert photon.enter_listening(cancel) is True
    photon.configure(WifiCredentials(b"Home", Security(SecurityKind.OPEN)), cancel)
    photon.leave(cancel)
    assert b"x" not in console.received


def test_there_is_no_list_of_networks(console, cancel):
    assert console.photon().scan(cancel) == ()
    assert console.received == b""


def test_it_has_left_with_the_dialogue_already(console, cancel):
    assert console.photon().connect(cancel) is True
    assert console.speeds == []


@pytest.mark.parametrize(
    "call",
    [
        lambda photon, cancel: photon.identify(cancel),
        lambda photon, cancel: photon.enter_listening(cancel),
        lambda photon, cancel: photon.scan(cancel),
        lambda photon, cancel: photon.set_claim_code(Secret(CODE), cancel),
        lambda photon, cancel: photon.connect(cancel),
    ],
)
def test_cancelled_call_sends_nothing(call, console):
    cancel = Cancel()
    cancel.cancel()
    assert reason_of(call, console.photon(), cancel) is Reason.CANCELLED
    assert console.received == b""
