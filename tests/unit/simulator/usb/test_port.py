from __future__ import annotations

import gc
import os
import sys
import termios
import threading
import time
from pathlib import Path
from typing import Any

import pytest
import serial

from setup_wizard.core import light
from setup_wizard.simulator.flash import Firmware
from setup_wizard.simulator.latency import Latency
from setup_wizard.simulator.world import DEVICE_ID, Simulator, SimulatorOptions
from tests.patience import PATIENCE_S

any_speed = pytest.mark.skipif(sys.platform == "darwin", reason="a pseudo terminal there takes none without a name")


def touch(usb: Any, baud: int) -> None:
    """Open the port at this rate, leave it there until that was noticed, and close it."""
    terminal, end_s = usb.open(baud=baud), time.monotonic() + PATIENCE_S
    while f"photon usb {baud}" not in usb.simulator.log.lines():
        assert time.monotonic() < end_s
        assert terminal.rest() == b""
    terminal.close()


def open_descriptors() -> int:
    return len(list(Path("/dev/fd").iterdir()))


def test_the_port_is_raw_for_whoever_opens_it_as_a_file(usb: Any) -> None:
    descriptor = os.open(usb.path(), os.O_RDWR | os.O_NOCTTY)
    try:
        assert not termios.tcgetattr(descriptor)[3] & (termios.ECHO | termios.ICANON)
        os.write(descriptor, b"i")
        expected, answer = b"Your device id is %b\r\n" % DEVICE_ID.encode(), b""
        while len(answer) < len(expected):
            answer += os.read(descriptor, 100)
        assert answer == expected
    finally:
        os.close(descriptor)


def test_programs_come_and_go(usb: Any) -> None:
    for _time in range(3):
        terminal = usb.open()
        assert DEVICE_ID.encode() in terminal.answer(b"i")
        terminal.close()


def test_a_program_that_wants_the_port_for_itself_gets_it(usb: Any) -> None:
    with serial.Serial(usb.path(), 9600, exclusive=True), pytest.raises(serial.SerialException):
        serial.Serial(usb.path(), 9600, exclusive=True)


def test_nothing_answers_outside_setup_mode(usb: Any, terminal: Any) -> None:
    usb.get_online(terminal)
    assert terminal.ask(b"ivmsc") == b""
    sessions = []
    usb.photon.watch_listening(lambda: sessions.append("listening"))
    usb.photon.press_setup()
    usb.wait(lambda photon: bool(sessions) and photon.listening)
    assert terminal.rest() == b""
    assert DEVICE_ID.encode() in terminal.answer(b"i")


@any_speed
@pytest.mark.usefixtures("stays_away")
@pytest.mark.parametrize("firmware", [Firmware.V0_5_5, Firmware.V0_6_4, Firmware.V0_7_0, Firmware.V2_3_1])
def test_28800_enters_setup_mode(firmware: Firmware, plug_in: Any) -> None:
    usb = plug_in(firmware=firmware)
    usb.photon.leave_listening()
    usb.wait(lambda photon: not photon.listening)
    touch(usb, 28800)
    usb.wait(lambda photon: photon.listening)
    assert DEVICE_ID.encode() in usb.open().answer(b"i")


@any_speed
def test_28800_brings_an_online_photon_back(usb: Any, terminal: Any) -> None:
    usb.get_online(terminal)
    terminal.close()
    touch(usb, 28800)
    usb.wait(lambda photon: photon.listening)
    assert not usb.photon.online
    assert DEVICE_ID.encode() in usb.open().answer(b"i")


@any_speed
def test_28800_does_nothing_in_setup_mode(usb: Any, terminal: Any) -> None:
    terminal.talk(b"w", (b"SSID: ", b"Home"))
    terminal.until(b"Password: ")
    terminal.close()
    touch(usb, 28800)
    assert usb.open().answer(b"i", b"i") == b"i"


@any_speed
def test_28800_starts_the_flasher_of_the_oldest_firmware(plug_in: Any) -> None:
    usb = plug_in(firmware=Firmware.V0_4_9)
    terminal = usb.open()
    terminal.talk(b"w", (b"SSID: ", b"Library"), (b"WPA2: ", b"0"))
    usb.wait(lambda photon: photon.online)
    terminal.close()
    touch(usb, 28800)
    assert usb.photon.online
    terminal = usb.open()
    assert terminal.ask(b"i") == b""
    usb.photon.press_setup()
    usb.wait(lambda photon: photon.listening)
    assert DEVICE_ID.encode() in terminal.answer(b"i")


@any_speed
def test_14400_is_the_end_of_the_port_until_it_is_plugged_in_again(usb: Any) -> None:
    path = Path(usb.path())
    serial.Serial(str(path), 14400).close()
    usb.wait(lambda photon: photon.light == light.DFU)
    assert not path.exists()
    assert not usb.photon.listening
    usb.photon.press_setup()
    usb.photon.unplug()
    usb.photon.plug_in()
    usb.wait(lambda photon: photon.listening)
    assert DEVICE_ID.encode() in usb.open().answer(b"i")


def test_unplugged_the_port_is_gone_and_plugged_in_it_has_the_same_name(usb: Any) -> None:
    path = Path(usb.path())
    terminal = usb.open()
    terminal.talk(b"w", (b"SSID: ", b"Home"))
    terminal.until(b"Password: ")
    usb.photon.unplug()
    usb.wait(lambda photon: photon.light == light.NO_LIGHT)
    assert not path.exists()
    with pytest.raises(serial.SerialException):
        terminal.ask(b"i")
    usb.photon.plug_in()
    usb.wait(lambda photon: photon.listening)
    assert usb.path() == str(path)
    assert DEVICE_ID.encode() in usb.open().answer(b"i")


def test_a_photon_that_leaves_setup_mode_over_wifi_falls_silent(usb: Any, terminal: Any) -> None:
    usb.flash.store_claim_code(b"x" * 63)
    usb.get_online(usb.open())
    assert terminal.ask(b"c") == b""


def test_stopping_leaves_no_thread_no_file_and_nothing_open() -> None:
    # What other tests left to the collector must not be closed, and its number given away, in the middle of this one.
    gc.collect()
    threads, descriptors = set(threading.enumerate()), open_descriptors()
    with Simulator(SimulatorOptions(usb=2, latency=Latency(scan_s=(600, 600)))) as simulator:
        ports: Any = simulator.describe()["usb_ports"]
        paths = [Path(port["port"]) for port in ports]
        terminal = serial.Serial(str(paths[0]), 9600, timeout=PATIENCE_S)
        terminal.write(b"w")
        assert terminal.read(6) == b"SSID: "
        terminal.write(b"Home\n")
        assert terminal.read(6) == b"Home\r\n"
    terminal.close()
    assert set(threading.enumerate()) <= threads
    assert not paths[0].parent.exists()
    assert open_descriptors() <= descriptors
