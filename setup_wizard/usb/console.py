"""The console's commands of one key, none of which needs Enter (firmware: system_setup.cpp)."""

from __future__ import annotations

import logging
import re

from setup_wizard.core.device import DeviceId, parse_device_id
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.usb.prompts import ONE_KEY_PROMPTS, prompt
from setup_wizard.usb.transcript import Mark, Transcript
from setup_wizard.wifi_checks import encode

log = logging.getLogger(__name__)

ANSWER_S = 3.0

_DEVICE_ID = Mark("device id", re.compile(rb"device id(?: is|:)\s*([0-9a-f]{24})(?![0-9a-f])", re.IGNORECASE))
_VERSION = Mark("version", re.compile(rb"firmware version:\s*(\d[\w.+-]*)\s*\n", re.IGNORECASE))
_MAC_ADDRESS = Mark("MAC address", re.compile(rb"MAC address is\s*((?:[0-9a-f]{2}:){5}[0-9a-f]{2})", re.IGNORECASE))
_CLAIMED = Mark("claimed", re.compile(rb"Device claimed:\s*(yes|no)", re.IGNORECASE))
_CODE_PROMPT = prompt("claim code", rb"claim\s*code\s*:")
_CODE_SET = Mark("claim code set", re.compile(rb"Claim code set to:\s*(\S*)\s*\n", re.IGNORECASE))
_CODE_REFUSED = Mark("claim code refused", re.compile(rb"Sorry, claim code", re.IGNORECASE))


def ask_device_id(transcript: Transcript, wait_s: float) -> DeviceId:
    """`i`; raises `SetupError`: DEVICE_UNREACHABLE where nobody listens, DEVICE_REJECTED_REQUEST in a dialogue."""
    transcript.press(b"i")
    found = transcript.find((_DEVICE_ID, *ONE_KEY_PROMPTS), wait_s)
    if found is not None and found.mark is not _DEVICE_ID:
        raise in_a_dialogue()
    log.debug("i: %s", "answered" if found else "silent")
    if found is None:
        if transcript.echoed_key:
            raise in_a_dialogue()
        raise SetupError(Reason.DEVICE_UNREACHABLE, "no answer to i")
    return parse_device_id(found.captured.decode("ascii"))


def ask_version(transcript: Transcript) -> str:
    """`v`: the Device OS version, such as `0.7.0-rc.3`; empty where it is not told."""
    return _ask(transcript, b"v", _VERSION)


def ask_mac_address(transcript: Transcript) -> str:
    """`m`: the address for Wi-Fi, such as `6c:0b:84:1a:2b:3c`; empty where it is not told."""
    return _ask(transcript, b"m", _MAC_ADDRESS).lower()


def ask_claimed(transcript: Transcript) -> bool:
    """`c`, from 0.6.0 on: whether the cloud once answered a claim."""
    return _ask(transcript, b"c", _CLAIMED).lower() == "yes"


def set_claim_code(transcript: Transcript, code: Secret) -> None:
    """`C`, from 0.6.0 on; raises `SetupError`: DEVICE_UNREACHABLE, DEVICE_REJECTED_REQUEST when it is not stored."""
    transcript.press(b"C")
    if transcript.find((_CODE_PROMPT,), ANSWER_S) is None:
        if transcript.echoed_key:
            raise in_a_dialogue()
        raise SetupError(Reason.DEVICE_UNREACHABLE, "no answer to C")
    told = encode(code.reveal())
    transcript.answer([told])
    found = transcript.find((_CODE_SET, _CODE_REFUSED), ANSWER_S)
    log.debug("C: %s", found.mark.name if found else "silent")
    if found is None:
        raise SetupError(Reason.DEVICE_UNREACHABLE, "no answer to the claim code")
    if found.captured != told:
        raise SetupError(Reason.DEVICE_REJECTED_REQUEST, "the claim code was not stored as it was sent")


def in_a_dialogue() -> SetupError:
    """It takes a key for an answer: somebody began a dialogue and left it; only RESET ends it for certain."""
    return SetupError(Reason.DEVICE_REJECTED_REQUEST, "the console is in the middle of a dialogue")


def _ask(transcript: Transcript, key: bytes, mark: Mark) -> str:
    transcript.press(key)
    found = transcript.find((mark,), ANSWER_S)
    log.debug("%s: %s", key.decode(), "answered" if found else "silent")
    return found.captured.decode("ascii") if found else ""
