"""Writes the body of `configure-ap`, and refuses, before anything is sent, what the firmware could not store rightly.

The firmware compares and stores SSIDs and identities as the bytes between the quotes, without undoing JSON escapes
(firmware: softap.cpp), so these bodies are put together from bytes and not by a JSON library.
"""

from __future__ import annotations

import json
import re

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from setup_wizard.core.device import DeviceKey
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.core.wifi import EapMethod, SecurityKind, WifiCredentials
from setup_wizard.softap.crypto import encrypt_for_device, encrypt_private_key
from setup_wizard.softap.security import number_from_security

MAX_SSID_BYTES = 32
MAX_IDENTITY_BYTES = 64
MAX_CERTIFICATE_BYTES = 4095
MAX_ENCRYPTED_KEY_BYTES = 2048
_PASSWORD_BYTES = {
    SecurityKind.WPA: range(8, 65),
    SecurityKind.WPA2: range(8, 65),
    SecurityKind.WPA_ENTERPRISE: range(1, 65),
    SecurityKind.WPA2_ENTERPRISE: range(1, 65),
    SecurityKind.UNKNOWN: range(1, 65),
}
_EAP_NUMBERS = {EapMethod.TLS: 13, EapMethod.PEAP: 25}

# The tokeniser passes over a backslash only before these; the device keeps both bytes (firmware: jsmn.c).
_STORABLE = re.compile(rb'(?:[^"\\\0]|\\["/\\bfrnt]|\\u[0-9A-Fa-f]{4})*', re.DOTALL)
_WEP_KEY = re.compile(r"(?:[0-9A-Fa-f]{10}|[0-9A-Fa-f]{26})")
_WEP_STORED = re.compile(r"0[0-3](?:05[0-9A-Fa-f]{10}|0[Dd][0-9A-Fa-f]{26})")
_WEP_TEXT_LENGTHS = (5, 13)


def check_credentials(credentials: WifiCredentials) -> None:
    """Raise `SetupError` if the Photon cannot be told these credentials; nothing is sent."""
    check_ssid(credentials.ssid)
    if credentials.security.kind.is_enterprise:
        _check_enterprise(credentials)
    elif credentials.security.kind is SecurityKind.WEP:
        _wep_key(_password(credentials))
    elif credentials.security.kind is not SecurityKind.OPEN:
        _check_password(credentials)


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
        members.append(_text("pwd", encrypt_for_device(key, _wep_key(_password(credentials)))))
    elif credentials.security.kind is not SecurityKind.OPEN:
        # An open network has no `pwd` at all: up to 0.6.4 even an empty one is decrypted, and fails.
        members.append(_text("pwd", encrypt_for_device(key, _password_bytes(credentials))))
    members += [_number("sec", number), _number("ch", credentials.channel)]
    return b"{" + b",".join(members) + b"}"


def set_claim_code_body(code: Secret) -> bytes:
    """The JSON for `set`: the 63 characters byte for byte, `/` unescaped, because the device stores them verbatim."""
    return b"{" + _text("k", "cc") + b"," + _raw("v", code.reveal().encode("ascii")) + b"}"


def check_ssid(ssid: bytes) -> None:
    """Raise `SetupError` SSID_LENGTH or SSID_NOT_EXPRESSIBLE if no Photon can store this name."""
    if not 1 <= len(ssid) <= MAX_SSID_BYTES:
        raise SetupError(
            Reason.SSID_LENGTH, f"the network name has {len(ssid)} bytes, 1 to {MAX_SSID_BYTES} are possible"
        )
    if not _STORABLE.fullmatch(ssid):
        raise SetupError(
            Reason.SSID_NOT_EXPRESSIBLE, "the network name has a quote or a backslash the Photon cannot store"
        )


def _password(credentials: WifiCredentials) -> str:
    return credentials.password.reveal() if credentials.password is not None else ""


def _password_bytes(credentials: WifiCredentials) -> bytes:
    return _bytes(_password(credentials))


def _check_password(credentials: WifiCredentials) -> None:
    allowed = _PASSWORD_BYTES[credentials.security.kind]
    length = len(_password_bytes(credentials))
    if length not in allowed:
        raise SetupError(
            Reason.PASSWORD_LENGTH, f"the password has {length} bytes, {allowed[0]} to {allowed[-1]} are possible"
        )


def _wep_key(text: str) -> bytes:
    """A WEP key as the firmware stores it: key number, length and key in hexadecimal (firmware: wlan_hal.cpp)."""
    if _WEP_STORED.fullmatch(text):
        return text.encode("ascii")
    if len(text) in _WEP_TEXT_LENGTHS and text.isascii():
        text = text.encode("ascii").hex()
    if not _WEP_KEY.fullmatch(text):
        raise SetupError(Reason.PASSWORD_LENGTH, "a WEP key has 5 or 13 characters, or 10 or 26 hexadecimal digits")
    return f"00{len(text) // 2:02X}{text.upper()}".encode("ascii")


def _check_enterprise(credentials: WifiCredentials) -> None:
    enterprise = credentials.enterprise
    if enterprise is None:
        raise _incomplete("this network needs an identity or a client certificate")
    for identity in (enterprise.identity, enterprise.outer_identity):
        if len(_bytes(identity)) > MAX_IDENTITY_BYTES or not _STORABLE.fullmatch(_bytes(identity)):
            raise SetupError(
                Reason.IDENTITY_NOT_EXPRESSIBLE,
                f"an identity has a quote, a backslash or more than {MAX_IDENTITY_BYTES} bytes",
            )
    if enterprise.ca_pem:
        _certificate(enterprise.ca_pem, "CA certificate")
    if enterprise.method is EapMethod.PEAP:
        if not enterprise.identity:
            raise _incomplete("PEAP needs an identity")
        _check_password(credentials)
    else:
        _certificate(enterprise.client_certificate_pem, "client certificate")
        _private_key(enterprise.private_key_pem)


def _enterprise_members(credentials: WifiCredentials, key: DeviceKey) -> list[bytes]:
    enterprise = credentials.enterprise
    if enterprise is None:
        raise _incomplete("this network needs an identity or a client certificate")
    members = [_number("eap", _EAP_NUMBERS[enterprise.method])]
    if enterprise.outer_identity:
        members.append(_raw("oi", _bytes(enterprise.outer_identity)))
    if enterprise.ca_pem:
        members.append(_text("ca", _certificate(enterprise.ca_pem, "CA certificate")))
    if enterprise.method is EapMethod.PEAP:
        members.append(_raw("ii", _bytes(enterprise.identity)))
        members.append(_text("pwd", encrypt_for_device(key, _password_bytes(credentials))))
    else:
        wrapped, encrypted = encrypt_private_key(key, _private_key(enterprise.private_key_pem).encode("ascii"))
        members.append(_text("crt", _certificate(enterprise.client_certificate_pem, "client certificate")))
        members += [_text("ek", wrapped), _text("key", encrypted)]
    return members


def _certificate(pem: str, what: str) -> str:
    """The PEM as the firmware wants it; raises `SetupError(ENTERPRISE_INCOMPLETE)` if it is none, or too long."""
    text = pem.strip() + "\r\n"
    try:
        x509.load_pem_x509_certificates(text.encode("ascii"))
    except ValueError as exc:
        raise _incomplete(f"the {what} is not a certificate in PEM format") from exc
    if len(text) > MAX_CERTIFICATE_BYTES:
        raise _incomplete(f"the {what} is longer than {MAX_CERTIFICATE_BYTES} bytes")
    return text


def _private_key(pem: Secret | None) -> str:
    """As `_certificate`, for the private key."""
    text = (pem.reveal() if pem is not None else "").strip() + "\r\n"
    try:
        load_pem_private_key(text.encode("ascii"), password=None)
    except TypeError:
        raise _incomplete("the private key is protected by a password: remove it first") from None
    except (ValueError, UnsupportedAlgorithm):
        raise _incomplete("the private key is not a key in PEM format") from None
    if len(text) >= MAX_ENCRYPTED_KEY_BYTES:
        raise _incomplete(f"the private key is longer than {MAX_ENCRYPTED_KEY_BYTES - 1} bytes")
    return text


def _bytes(text: str) -> bytes:
    """UTF-8; bytes that came undecodable from the command line or the environment go out as they came in."""
    return text.encode("utf-8", "surrogateescape")


def _incomplete(detail: str) -> SetupError:
    return SetupError(Reason.ENTERPRISE_INCOMPLETE, detail)


def _number(name: str, value: int) -> bytes:
    return f'"{name}":{value}'.encode("ascii")


def _raw(name: str, value: bytes) -> bytes:
    return f'"{name}":"'.encode("ascii") + value + b'"'


def _text(name: str, value: str) -> bytes:
    """For values the firmware does unescape (PEM), or that need no escape (hexadecimal)."""
    return f'"{name}":{json.dumps(value, ensure_ascii=False)}'.encode()
