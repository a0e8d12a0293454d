"""Who it is, its claim code, and how it comes into listening mode."""

from __future__ import annotations

import pytest

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.device import DeviceIdentity
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.core.wifi import Cipher, Security, SecurityKind, WifiCredentials
from setup_wizard.usb.line import Speed
from setup_wizard.usb.photon import UsbPhoton
from setup_wizard.workflow import at_cable, presence
from tests.unit.usb.fake_console import DEVICE_ID, FACTOR, MAC_ADDRESS, PORT, WPA2, FakeConsole, Seen

pytestmark = pytest.mark.usefixtures("logical_time")

CODE = "abc/+" * 12 + "xyz"
FIND_OUT = Security(SecurityKind.UNKNOWN)


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
    assert console.received == b"imvci"


def test_version_that_is_not_told_is_asked_once_more_and_nothing_else_is(cancel):
    console = FakeConsole("0.5.5", has_version=False)
    photon = console.photon(budget_factor=FACTOR)
    assert [photon.identify(cancel).firmware for _look in range(3)] == [""] * 3
    assert console.received == b"imvivi"


def test_version_that_was_missed_is_told_at_the_next_look(cancel):
    console = FakeConsole("0.7.0", has_version=False)
    console.claimed = "yes"
    photon = console.photon(budget_factor=FACTOR)
    photon.identify(cancel)
    console.has_version = True
    assert photon.identify(cancel) == DeviceIdentity(DEVICE_ID, True, "0.7.0", MAC_ADDRESS)


def test_answer_that_is_printed_slowly_is_waited_for(cancel):
    console = FakeConsole(piece_bytes=1)
    photon = console.photon(budget_factor=0.5)
    photon.identify(cancel)
    console.piece_s = 0.025
    assert photon.identify(cancel, budget_s=2.0).device_id == DEVICE_ID


@pytest.mark.parametrize("budget_s", [at_cable.PROBE_BUDGET_S, presence.CABLE_PROBE_BUDGET_S])
def test_answer_that_begins_late_is_waited_for(budget_s, cancel):
    console = FakeConsole()
    photon = console.photon()
    photon.identify(cancel)
    console.late_s = 1.2
    assert photon.identify(cancel, budget_s=budget_s).device_id == DEVICE_ID


def test_key_that_is_echoed_and_answered_is_no_dialogue(cancel):
    console = FakeConsole(echoes_keys=True)
    photon = console.photon()
    assert photon.identify(cancel) == DeviceIdentity(DEVICE_ID, False, "2.3.1", MAC_ADDRESS)
    assert photon.set_claim_code(Secret(CODE), cancel) is True
    photon.configure(WifiCredentials(b"Home", Security(SecurityKind.OPEN)), cancel)
    assert (console.claim_code, console.saved.ssid) == (CODE.encode(), b"Home")


def test_port_that_somebody_else_takes_for_a_moment_is_tried_again(console, cancel):
    busy = [SetupError(Reason.PORT_BUSY, "ModemManager")] * 2
    opened = console.opened

    def open_line(name, speed):
        if photon_was_asked and busy:
            raise busy.pop()
        return opened(name, speed)

    photon_was_asked = False
    photon = UsbPhoton(PORT, open_line, budget_factor=0.1)
    photon.identify(cancel)
    photon_was_asked = True
    assert photon.set_claim_code(Secret(CODE), cancel) is True
    assert busy == []


@pytest.mark.parametrize("was_open", [True, False])
def test_port_that_stays_busy_is_told(was_open, console, cancel):
    photon = UsbPhoton(PORT, lambda *_: line(), budget_factor=FACTOR)

    def line():
        if was_open and not console.speeds:
            return console.opened("", Speed.CONSOLE)
        raise SetupError(Reason.PORT_BUSY)

    if was_open:
        photon.identify(cancel)
    assert reason_of(photon.identify, cancel) is Reason.PORT_BUSY


def test_claimed_flag_is_not_asked_of_firmware_that_has_none(cancel):
    console = FakeConsole("0.5.5")
    assert console.photon().identify(cancel).firmware == "0.5.5"
    assert console.received == b"imv"


def test_another_photon_at_the_same_port_is_asked_anew(console, cancel):
    photon = console.photon()
    photon.identify(cancel)
    console.faults["i"] = lambda _device, _text: b"Your device id is 000000000000000000000000\r\n"
    assert photon.identify(cancel).device_id == "0" * 24
    assert console.received == b"imvcimvc"


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
    photon = console.photon(budget_factor=0.1)
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
    photon = console.photon(budget_factor=0.1)
    assert photon.enter_listening(cancel) is True
    photon.configure(WifiCredentials(b"Home", Security(SecurityKind.OPEN)), cancel)
    photon.leave(cancel)
    assert b"x" not in console.received


@pytest.mark.parametrize(
    ("version", "security"),
    [("2.3.1", FIND_OUT), ("2.3.1", Security(SecurityKind.OPEN)), ("0.6.4", FIND_OUT)],
)
def test_one_that_stored_nothing_goes_back_to_its_work(version, security, cancel):
    console = FakeConsole(version, {b"Home": Seen(WPA2)} if security.kind is SecurityKind.OPEN else {}, listens=False)
    photon = console.photon(budget_factor=0.1)
    assert photon.enter_listening(cancel) is True
    assert reason_of(photon.configure, WifiCredentials(b"Home", security, password=Secret("correct horse")), cancel)
    photon.leave(cancel)
    assert console.received.endswith(b"x")


def test_one_that_is_stopped_goes_back_to_its_work_where_it_can_be_brought_out_of_the_dialogue(cancel):
    console = FakeConsole(listens=False)
    console.faults["cipher"] = lambda _device, text: (cancel.cancel(), text)[1]
    photon = console.photon(budget_factor=0.1)
    assert photon.enter_listening(cancel) is True
    network = WifiCredentials(b"Home", Security(SecurityKind.WPA2, Cipher.AES), password=Secret("correct horse"))
    assert reason_of(photon.configure, network, cancel) is Reason.CANCELLED
    photon.leave(Cancel())
    assert console.received.endswith(b"x")


@pytest.mark.parametrize("lost_at", ["saved", "password"])
def test_one_that_may_be_on_its_way_or_in_a_dialogue_is_told_nothing_more(lost_at, cancel):
    console = FakeConsole(listens=False, faults={lost_at: FakeConsole.fall_silent})
    photon = console.photon(budget_factor=FACTOR)
    assert photon.enter_listening(cancel) is True
    network = WifiCredentials(b"Home", Security(SecurityKind.WPA2, Cipher.AES), password=Secret("correct horse"))
    assert reason_of(photon.configure, network, cancel) is Reason.DEVICE_UNREACHABLE
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
