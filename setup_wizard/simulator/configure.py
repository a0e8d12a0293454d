"""What `configure-ap` does with each key, for both generations of firmware (firmware: softap.cpp, wlan_hal.cpp)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from setup_wizard.simulator import security
from setup_wizard.simulator.air import EAP_PEAP, EAP_TLS, Air, Enterprise, Profile
from setup_wizard.simulator.device_key import DecryptError, DeviceKey
from setup_wizard.simulator.flash import Firmware, Flash

_LONGEST_IDENTITY = 64
_LONGEST_PEM = 4096
_LONGEST_PRIVATE_KEY = 2048
_OLD_PASSWORD_BUFFER = 65
_UNESCAPED = dict(zip(b'"\\/bfnrt', b'"\\/\b\f\n\r\t', strict=True))


class Result(IntEnum):
    """The `r` of an answer."""

    OK = 0
    ENTERPRISE_INVALID = 1
    NETWORK_NOT_SEEN = -2
    SSID_LENGTH = -3
    PASSWORD_LENGTH = -4


@dataclass(slots=True)
class Request:
    """The keys of one request, as raw bytes; a key sent twice counts as it was sent last."""

    ssid: bytes = b""
    pwd: bytes | None = None
    ch: bytes = b"0"
    sec: bytes = b"0"
    eap: bytes = b"0"
    oi: bytes = b""
    ii: bytes = b""
    crt: bytes = b""
    ek: bytes = b""
    key: bytes = b""
    ca: bytes = b""


NUMBER_KEYS = ("idx", "ch", "sec", "eap")
TEXT_KEYS = ("ssid", "pwd", "oi", "ii", "crt", "ek", "key", "ca")
OLD_KEYS = ("idx", "ssid", "pwd", "ch", "sec")


def save(request: Request, *, firmware: Firmware, key: DeviceKey, air: Air, flash: Flash) -> int:
    """Check, decrypt and store; the answer's `r`: 0, or why nothing was stored."""
    try:
        if firmware.is_old:
            return _save_old(request, key, flash)
        return _save(request, key, air, flash)
    except DecryptError as refused:
        return refused.code


def _save_old(request: Request, key: DeviceKey, flash: Flash) -> int:
    """Before 0.7.0: no checks, the security verbatim; an empty `pwd` is decrypted like any other."""
    password = b""
    if request.pwd is not None:
        password = key.decrypt(_from_hex(request.pwd), _OLD_PASSWORD_BUFFER).split(b"\0", 1)[0][:64]
    number = atoi(request.sec)
    flash.store(Profile(request.ssid[:32], as_stored(password, number), number, atoi(request.ch)))
    return Result.OK


def _save(request: Request, key: DeviceKey, air: Air, flash: Flash) -> int:
    password = _password(request, key)
    if not 1 <= len(request.ssid) <= 32:
        return Result.SSID_LENGTH
    number = _stored_security(atoi(request.sec), request.ssid, air)
    if number is None:
        return Result.NETWORK_NOT_SEEN
    if not password_fits(password, number):
        return Result.PASSWORD_LENGTH
    enterprise = None
    if atoi(request.eap):
        enterprise = _enterprise(request, password, key)
        if enterprise is None:
            return Result.ENTERPRISE_INVALID
    flash.store(Profile(request.ssid, as_stored(password, number), number, atoi(request.ch), enterprise))
    return Result.OK


def _password(request: Request, key: DeviceKey) -> bytes:
    """The decrypted password; raises `DecryptError`. With a private key it is `1`, and errors are lost."""
    if request.key:
        return b"1"
    if request.pwd is None or len(request.pwd) < 2:
        return b""
    return key.decrypt(_from_hex(request.pwd), len(request.pwd)).split(b"\0", 1)[0]


def _stored_security(number: int, ssid: bytes, air: Air) -> int | None:
    """What is stored for a requested security: WEP and open as a class, else what the Photon's own scan says."""
    if number == 0 or security.is_wep(number):
        return number & security.WEP
    return next((network.security for network in reversed(air.scan()) if network.ssid == ssid), None)


def password_fits(password: bytes, number: int) -> bool:
    """Whether firmware 0.7.0 and newer stores this password for this security; its length in bytes counts."""
    if security.is_wep(number):
        return 5 <= len(password) <= 58
    return not security.is_personal(number) or 8 <= len(password) <= 64


def as_stored(password: bytes, number: int) -> bytes:
    """The password as the flash keeps it: a WEP key is decoded."""
    return _from_hex(password) if number == security.WEP else password


def _enterprise(request: Request, password: bytes, key: DeviceKey) -> Enterprise | None:
    """The enterprise identity; None where the firmware finds it invalid."""
    eap = atoi(request.eap)
    certificate, ca = _unescape(request.crt), _unescape(request.ca)
    complete = {
        EAP_PEAP: 1 <= len(request.ii) <= _LONGEST_IDENTITY and 1 <= len(password) <= _LONGEST_IDENTITY,
        EAP_TLS: 1 <= len(certificate) < _LONGEST_PEM and 1 <= len(request.key) // 2 <= _LONGEST_PRIVATE_KEY,
    }
    if not complete.get(eap) or len(request.oi) > _LONGEST_IDENTITY or len(ca) >= _LONGEST_PEM:
        return None
    private_key = _private_key(request, key) if eap == EAP_TLS else b""
    return Enterprise(eap, request.ii, request.oi or b"anonymous", certificate, private_key)


def _private_key(request: Request, key: DeviceKey) -> bytes:
    """The AES-128-CBC plaintext with its padding; empty when `ek` was unusable, which only shows when joining fails."""
    try:
        secret = key.decrypt(_from_hex(request.ek), len(request.ek))
    except DecryptError:
        return b""
    ciphertext = _from_hex(request.key)
    if len(secret) < 32:
        return b""
    decryptor = Cipher(AES(secret[:16]), CBC(secret[16:32])).decryptor()
    return decryptor.update(ciphertext[: len(ciphertext) // 16 * 16]) + decryptor.finalize()


def _nibble(char: int) -> int:
    for last, first in ((ord("9"), ord("0")), (ord("Z"), ord("A") - 10), (ord("z"), ord("a") - 10)):
        if char <= last:
            return (char - first) & 0xFF if char >= ord("0") else 0
    return 0


def _from_hex(text: bytes) -> bytes:
    """Digits to bytes; other characters give garbage instead of an error (firmware: softap.cpp, hex_decode)."""
    digits = text + b"0" * (len(text) % 2)
    return bytes(
        (_nibble(high) << 4 | _nibble(low)) & 0xFF for high, low in zip(digits[::2], digits[1::2], strict=True)
    )


def atoi(text: bytes) -> int:
    """C's `atoi`: the leading number, 0 for anything else such as `null`."""
    match = re.match(rb"\s*[+-]?\d+", text)
    return int(match.group()) if match else 0


def _unescape(text: bytes) -> bytes:
    r"""JSON escapes resolved, except `\uXXXX`, which makes the whole text empty (firmware: json_unescape)."""
    if re.search(rb"(?<!\\)(?:\\\\)*\\u", text):
        return b""
    return re.sub(rb"\\(.)", lambda match: bytes([_UNESCAPED[match.group(1)[0]]]), text, flags=re.DOTALL)
