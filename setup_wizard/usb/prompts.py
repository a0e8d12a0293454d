"""What the Wi-Fi dialogue asks and says, in every generation's words (firmware: system_setup.cpp).

The words are matched loosely in their blanks; which prompts come, and in which order, is the firmware's affair.
"""

from __future__ import annotations

import re

from setup_wizard.usb.transcript import Mark


def prompt(name: str, words: bytes) -> Mark:
    """A mark that asks for an answer."""
    return Mark(name, re.compile(words, re.IGNORECASE), asks=True)


def _saying(name: str, words: bytes) -> Mark:
    return Mark(name, re.compile(words, re.IGNORECASE))


SSID = prompt("SSID", rb"SSID\s*:")
SECURITY = prompt("security", rb"Security\s*0\s*=[^:\r\n]*:")
CIPHER = prompt("cipher", rb"Security\s*Cipher[^:\r\n]*:")
PASSWORD = prompt("password", rb"Password\s*:")
EAP = prompt("EAP type", rb"EAP\s*Type[^:\r\n]*:")
USERNAME = prompt("username", rb"Username\s*:")
CLIENT_CERTIFICATE = prompt("client certificate", rb"Client\s*certificate[^:\r\n]*:")
PRIVATE_KEY = prompt("private key", rb"Private\s*key[^:\r\n]*:")
OUTER_IDENTITY = prompt("outer identity", rb"Outer\s*identity[^:\r\n]*:")
ROOT_CA = prompt("root CA", rb"Root\s*CA[^:\r\n]*:")
PROMPTS = (
    SSID,
    SECURITY,
    CIPHER,
    PASSWORD,
    EAP,
    USERNAME,
    CLIENT_CERTIFICATE,
    PRIVATE_KEY,
    OUTER_IDENTITY,
    ROOT_CA,
)
ONE_KEY_PROMPTS = (SECURITY, CIPHER, EAP)
"""Those that are asked again at the second key already: they take one digit."""

THANKS = _saying("thanks", rb"Thanks!")
SAVED = _saying("saved", rb"Awesome\.")
LEAVING = _saying("leaving", rb"<3\s*you!")
NOT_SAVED = _saying("not saved", rb"Derp\.")
OUT_OF_MEMORY = _saying("out of memory", rb"Error\s*while\s*preparing")
SAYINGS = (THANKS, SAVED, LEAVING, NOT_SAVED, OUT_OF_MEMORY)
