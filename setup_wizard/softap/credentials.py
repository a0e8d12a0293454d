"""Writes the body of `configure-ap`, and refuses, before anything is sent, what the firmware could not store rightly.

The firmware compares and stores SSIDs and identities as the bytes between the quotes, without undoing JSON escapes
(firmware: softap.cpp), so these bodies are put together from bytes and not by a JSON library.
"""

from __future__ import annotations

import json
import re

from setup_wizard.core.device import DeviceKey
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.core.wifi import EapMethod, SecurityKind, WifiCredentials
from setup_wizard.softap.crypto import encrypt_for_device, encrypt_private_key
from setup_wizard.softap.security import number_from_security
from setup_wizard.wifi_checks import (
    certificate,
    check_sign_in,
    check_ssid_length,
    encode,
    enterprise_of,
    password_bytes,
    private_key,
    wep_key,
)

_EAP_NUMBERS = {EapMethod.TLS: 13, EapMethod.PEAP: 25}

# The tokeniser passes over a backslash only before these; the device keeps both bytes (firmware: jsmn.c).
_STORABLE = re.compile(rb'(?:[^"\\\0]|\\["/\\bfrnt]|\\u[0-9A-Fa-f]{4})*', re.DOTALL)


def check_credentials(credentials: WifiCredentials) -> None:
    """Raise `SetupError` if the Photon cannot be told these credentials; nothing is sent."""
    check_ssid(credentials.ssid)
    check_sign_in(credentials, _is_storable)


def configure_body(credentials: WifiCredentials, key: DeviceKey) -> bytes:
    """The JSON for `configure-ap`; raises what `check_credentials` raises, and DEVICE_KEY_UNUSABLE."""
    check_credentials(credentials)
    number = credentials.security_number
    if number is None:
        number = number_from_security(credentials.security)
    members = [_number("idx", 0), _raw("ssid", credentials.ssid)]
    if credentials.security.kind.is_enterprise:
        members += _enterprise_members(credentials, key)
    elif credentials.security.kind is SecurityKind.WEP:
        members.append(_text("pwd", encrypt_for_device(key, wep_key(credentials))))
    elif credentials.security.kind is not SecurityKind.OPEN:
        # An open network has no `pwd` at all: up to 0.6.4 even an empty one is decrypted, and fails.
        members.append(_text("pwd", encrypt_for_device(key, password_bytes(credentials))))
    members += [_number("sec", number), _number("ch", credentials.channel)]
    return b"{" + b",".join(members) + b"}"


def set_claim_code_body(code: Secret) -> bytes:
    """The JSON for `set`: the 63 characters byte for byte, `/` unescaped, because the device stores them verbatim."""
    return b"{" + _text("k", "cc") + b"," + _raw("v", code.reveal().encode("ascii")) + b"}"


def check_ssid(ssid: bytes) -> None:
    """Raise `SetupError` SSID_LENGTH or SSID_NOT_EXPRESSIBLE if no Photon can store this name."""
    check_ssid_length(ssid)
    if not _is_storable(ssid):
        raise SetupError(
            Reason.SSID_NOT_EXPRESSIBLE, "the network name has a quote or a backslash the Photon cannot store"
        )


def _is_storable(text: bytes) -> bool:
    return _STORABLE.fullmatch(text) is not None


def _enterprise_members(credentials: WifiCredentials, key: DeviceKey) -> list[bytes]:
    enterprise = enterprise_of(credentials)
    members = [_number("eap", _EAP_NUMBERS[enterprise.method])]
    if enterprise.outer_identity:
        members.append(_raw("oi", encode(enterprise.outer_identity)))
    if enterprise.ca_pem:
        members.append(_text("ca", certificate(enterprise.ca_pem, "CA certificate")))
    if enterprise.method is EapMethod.PEAP:
        members.append(_raw("ii", encode(enterprise.identity)))
        members.append(_text("pwd", encrypt_for_device(key, password_bytes(credentials))))
    else:
        wrapped, encrypted = encrypt_private_key(key, private_key(enterprise.private_key_pem).encode("ascii"))
        members.append(_text("crt", certificate(enterprise.client_certificate_pem, "client certificate")))
        members += [_text("ek", wrapped), _text("key", encrypted)]
    return members


def _number(name: str, value: int) -> bytes:
    return f'"{name}":{value}'.encode("ascii")


def _raw(name: str, value: bytes) -> bytes:
    return f'"{name}":"'.encode("ascii") + value + b'"'


def _text(name: str, value: str) -> bytes:
    """For values the firmware does unescape (PEM), or that need no escape (hexadecimal)."""
    return f'"{name}":{json.dumps(value, ensure_ascii=False)}'.encode()
