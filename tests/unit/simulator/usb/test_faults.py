from __future__ import annotations

import re
import time
from typing import Any

import pytest

from setup_wizard.simulator.console_line import Prompt
from setup_wizard.simulator.faults import Fault

TEXTS = {Prompt.SSID: b"SSID: ", Prompt.PASSWORD: b"Password: ", Prompt.THANKS: b"Thanks!", Prompt.OUTCOME: b"Awesome"}
ENDS_BEFORE = {
    Prompt.SSID: b"",
    Prompt.PASSWORD: b"Home\r\n",
    Prompt.THANKS: b"horse\r\n",
    Prompt.OUTCOME: b"credentials...\r\n\r\n",
}
TURNS = [(TEXTS[Prompt.SSID], b"Home"), (TEXTS[Prompt.PASSWORD], b"correct horse")]


def turns_before(prompt: Prompt) -> list[tuple[bytes, bytes]]:
    return [turn for turn in TURNS if list(TEXTS.values()).index(turn[0]) < list(TEXTS).index(prompt)]


@pytest.mark.parametrize("prompt", TEXTS)
def test_it_falls_silent_at_a_prompt(prompt: Prompt, usb: Any, terminal: Any) -> None:
    usb.simulator.faults.switch_on(Fault.NEVER_ANSWER, where=prompt)
    terminal.talk(b"w", *turns_before(prompt))
    terminal.until(ENDS_BEFORE[prompt])
    assert terminal.rest(silence_s=0.5) == b""
    assert terminal.ask(b"i\n") == b""


@pytest.mark.parametrize("prompt", TEXTS)
def test_it_is_unplugged_at_a_prompt(prompt: Prompt, usb: Any, terminal: Any) -> None:
    usb.simulator.faults.switch_on(Fault.UNPLUGGED, where=prompt)
    terminal.talk(b"w", *turns_before(prompt))
    usb.wait(lambda photon: not photon.on_usb)
    assert TEXTS[prompt] not in terminal.seen
    assert bool(usb.flash.profiles) is (prompt is Prompt.OUTCOME)


def test_a_prompt_comes_byte_by_byte(usb: Any, terminal: Any) -> None:
    usb.simulator.faults.switch_on(Fault.ONE_BYTE_AT_A_TIME, where=Prompt.PASSWORD, seconds=0.03)
    terminal.talk(b"w", TURNS[0])
    started = time.monotonic()
    terminal.until(b"Password: ")
    assert time.monotonic() - started >= 0.03 * len(b"Password:")
    terminal.send(b"correct horse\n")
    terminal.until(b"<3 you!")


def test_a_prompt_comes_late(usb: Any, terminal: Any) -> None:
    usb.simulator.faults.switch_on(Fault.LATE, where=Prompt.PASSWORD, seconds=0.2)
    started = time.monotonic()
    terminal.talk(b"w", TURNS[0])
    assert terminal.until(b"Password: ") == b"Home\r\nPassword: "
    assert time.monotonic() - started >= 0.2


def test_a_prompt_is_missing(usb: Any, terminal: Any) -> None:
    usb.simulator.faults.switch_on(Fault.PROMPT_MISSING, where=Prompt.PASSWORD)
    terminal.talk(b"w", TURNS[0])
    terminal.until(b"<3 you!")
    assert b"Password" not in terminal.seen


def test_every_prompt_can_be_missing_without_an_end_to_the_dialogue(usb: Any, terminal: Any) -> None:
    usb.simulator.faults.switch_on(Fault.PROMPT_MISSING)
    assert terminal.ask(b"w") == b""
    usb.wait(lambda photon: bool(photon.hardware.flash.profiles))


def test_another_prompt_comes_first(usb: Any, terminal: Any) -> None:
    usb.simulator.faults.switch_on(Fault.PROMPT_UNKNOWN, where=Prompt.PASSWORD)
    terminal.talk(b"w", TURNS[0], (b"Country code: ", b"JP"), TURNS[1])
    terminal.until(b"<3 you!")


def test_an_echo_surrounds_the_end_of_its_line(usb: Any, terminal: Any) -> None:
    usb.simulator.faults.switch_on(Fault.ECHO_INTERLEAVED, where=Prompt.SSID)
    terminal.talk(b"w", *TURNS)
    terminal.until(b"<3 you!")
    assert terminal.seen.startswith(b"SSID: Ho\r\nmePassword: correct horse\r\n")


def test_an_echo_comes_after_the_next_prompt(usb: Any, terminal: Any) -> None:
    usb.simulator.faults.switch_on(Fault.ECHO_LATE, where=Prompt.SSID)
    terminal.talk(b"w", *TURNS)
    terminal.until(b"<3 you!")
    assert terminal.seen.startswith(b"SSID: \r\nPassword: Home")


def test_saving_fails(usb: Any, terminal: Any) -> None:
    usb.simulator.faults.switch_on(Fault.SAVE_FAILS)
    terminal.talk(b"w", *TURNS)
    terminal.until(re.escape(b"Derp. Sorry, we couldn't save the credentials.\r\n\r\n"))
    assert usb.flash.profiles == []
    assert b"device id" in terminal.answer(b"i")


def test_a_scan_that_finds_nothing_asks_for_everything(usb: Any, terminal: Any) -> None:
    usb.simulator.faults.switch_on(Fault.EMPTY_SCAN)
    terminal.talk(b"w", TURNS[0], (b"5=WPA2 Enterprise: ", b"3"), (b"TKIP: ", b"1"), TURNS[1])
    terminal.until(b"<3 you!")


def test_a_key_can_stay_without_an_answer(usb: Any, terminal: Any) -> None:
    usb.simulator.faults.switch_on(Fault.PROMPT_MISSING, where="v")
    assert terminal.ask(b"v") == b""
    assert b"device id" in terminal.answer(b"i")


def test_a_fault_is_one_photons_own(plug_in: Any) -> None:
    usb = plug_in(usb=2)
    usb.simulator.photons[1].faults.switch_on(Fault.UNPLUGGED, where=Prompt.PASSWORD)
    for index in range(2):
        usb.open(index).talk(b"w", TURNS[0])
    usb.wait(lambda photon: not photon.on_usb, index=1)
    assert usb.photon.on_usb
