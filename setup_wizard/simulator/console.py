"""The listening console's keys (firmware: system_setup.cpp)."""

from __future__ import annotations

import json
from collections.abc import Callable
from enum import Enum, auto

from setup_wizard.simulator.commands import Hardware
from setup_wizard.simulator.console_line import ConsoleLine, Prompt, Question
from setup_wizard.simulator.console_wifi import WifiDialogue
from setup_wizard.simulator.devices import PHOTON_PLATFORM
from setup_wizard.simulator.flash import CLAIM_CODE_LENGTH, Firmware

_YMODEM_STARTS = b"\x01\x02"
_TINKER = {"s": 131072, "l": "m", "vc": 30, "vv": 30, "f": "u", "n": "1", "v": 4, "d": []}


class After(Enum):
    """What a key leads to."""

    NOTHING = auto()
    LEAVE_LISTENING = auto()
    LISTEN_AGAIN = auto()
    FLASHER = auto()


class Console:
    """Acts on one key at a time: no prompt, no echo, and no word about one that it does not know.

    `note` is told every known key before anything is done about it.
    """

    def __init__(self, hardware: Hardware, line: ConsoleLine, wifi: WifiDialogue, note: Callable[[str], None]) -> None:
        self._hardware = hardware
        self._line = line
        self._wifi = wifi
        self._note = note
        self._keys = _keys_of(hardware.firmware)

    def handle(self, key: int) -> After:
        """Do what a key asks for. Raises `UnpluggedError`."""
        if key in _YMODEM_STARTS and self._hardware.firmware.at_least(0, 5):
            return After.FLASHER
        name = chr(key)
        if name not in self._keys:
            return After.NOTHING
        self._note(name)
        match name:
            case "w":
                return After.LEAVE_LISTENING if self._wifi.run() else After.NOTHING
            case "x":
                return After.LEAVE_LISTENING
            case "L":
                return After.LISTEN_AGAIN
            case "f":
                self._line.say(name, b"Waiting for the binary file to be sent ... (press 'a' to abort)\r\n")
                return After.FLASHER
            case "C":
                self._take_claim_code()
            case _:
                self._line.say(name, self._answer(name))
        return After.NOTHING

    def _answer(self, name: str) -> bytes:
        hardware = self._hardware
        answers = {
            "i": f"Your device id is {hardware.device_id}\r\n",
            "m": f"Your device MAC address is\r\ne0:4f:43:{bytes.fromhex(hardware.device_id)[-3:].hex(':')}\r\n",
            "v": f"system firmware version: {hardware.firmware}\n\r\n",
            "s": json.dumps({"p": PHOTON_PLATFORM, "m": [_TINKER]}, separators=(",", ":")) + "\r\n",
            "c": f"Device claimed: {'yes' if hardware.flash.claimed else 'no'}\r\n",
            "d": '{"sys:uptime":60}\r\n',
        }
        return answers[name].encode()

    def _take_claim_code(self) -> None:
        # Of two builds of 0.6 one prints no space after the colon.
        space = b"" if self._hardware.firmware is Firmware.V0_6_4 else b" "
        code = self._line.ask(Question(Prompt.CLAIM_CODE, b"Enter 63-digit claim code:" + space, CLAIM_CODE_LENGTH))
        outcome = b"Sorry, claim code is not 63 characters long. Claim code unchanged."
        if len(code) == CLAIM_CODE_LENGTH:
            self._hardware.flash.store_claim_code(code)
            outcome = b"Claim code set to: " + code
        self._line.say(Prompt.CLAIM_CODE_OUTCOME, outcome + b"\r\n")


def _keys_of(firmware: Firmware) -> str:
    keys = "imvswxf"
    for since, added in (((0, 5), "L"), ((0, 6), "cC"), ((0, 8), "d")):
        keys += added if firmware.at_least(*since) else ""
    return keys
