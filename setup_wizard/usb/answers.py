"""What is answered to the Wi-Fi dialogue's prompts, and what cannot be said there at all."""

from __future__ import annotations

import re

from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.wifi import Cipher, EapMethod, SecurityKind, WifiCredentials
from setup_wizard.usb.prompts import (
    CIPHER,
    CLIENT_CERTIFICATE,
    EAP,
    OUTER_IDENTITY,
    PASSWORD,
    PRIVATE_KEY,
    ROOT_CA,
    SECURITY,
    SSID,
    USERNAME,
)
from setup_wizard.usb.transcript import Mark
from setup_wizard.wifi_checks import (
    MAX_CERTIFICATE_BYTES,
    MAX_PRIVATE_KEY_BYTES,
    certificate,
    check_sign_in,
    check_ssid_length,
    encode,
    enterprise_of,
    incomplete,
    password_bytes,
    private_key,
    wep_key,
)

Answers = dict[Mark, list[bytes]]
"""The lines to answer each prompt with; holds secrets."""

# These end or edit the line that is being read, or cut it short (firmware: spark_wiring.cpp, serialReadLine).
_EATEN = re.compile(rb"[\0\b\n\r\x7f]")
_SECURITY_DIGITS = {
    SecurityKind.OPEN: b"0",
    SecurityKind.WEP: b"1",
    SecurityKind.WPA: b"2",
    SecurityKind.WPA2: b"3",
    SecurityKind.WPA_ENTERPRISE: b"4",
    SecurityKind.WPA2_ENTERPRISE: b"5",
}
# Open and WEP networks have none, and from 0.7.0 on are asked for it nevertheless: any digit does.
_CIPHER_DIGITS = {Cipher.NONE: b"1", Cipher.AES: b"1", Cipher.TKIP: b"2", Cipher.MIXED: b"3"}
_EAP_DIGITS = {EapMethod.PEAP: b"0", EapMethod.TLS: b"1"}

ANSWERS_THAT_STORE_NOTHING: Answers = {
    # No network has this name.
    SSID: [b"\x01"],
    SECURITY: [b"5"],
    CIPHER: [b"1"],
    EAP: [b"1"],
    PASSWORD: [b"x"],
    USERNAME: [b""],
    CLIENT_CERTIFICATE: [b""],
    PRIVATE_KEY: [b""],
    OUTER_IDENTITY: [b""],
    ROOT_CA: [b""],
}
"""From 0.7.0 on: neither EAP-TLS without a certificate nor a password of one byte is saved (firmware: wlan_hal.cpp)."""


def check_ssid(ssid: bytes) -> None:
    """Raise `SetupError` SSID_LENGTH or SSID_NOT_EXPRESSIBLE if this name would not arrive as it is."""
    check_ssid_length(ssid)
    if not _arrives(ssid):
        raise SetupError(Reason.SSID_NOT_EXPRESSIBLE, "the network name has a control character the console takes")


def check_credentials(credentials: WifiCredentials) -> None:
    """Raise `SetupError` if the console cannot be told these credentials; nothing is sent."""
    answers_for(credentials)


def answers_for(credentials: WifiCredentials) -> Answers:
    """Every answer that these credentials hold; raises what `check_credentials` raises."""
    check_ssid(credentials.ssid)
    check_sign_in(credentials, _arrives)
    kind = credentials.security.kind
    answers: Answers = {SSID: [credentials.ssid], CIPHER: [_CIPHER_DIGITS[credentials.security.cipher]]}
    if kind in _SECURITY_DIGITS:
        answers[SECURITY] = [_SECURITY_DIGITS[kind]]
    if kind.is_enterprise:
        answers |= _enterprise_answers(credentials)
    elif kind is SecurityKind.WEP:
        answers[PASSWORD] = [wep_key(credentials)]
    elif kind is not SecurityKind.OPEN:
        answers[PASSWORD] = [_password(credentials)]
    return answers


def _enterprise_answers(credentials: WifiCredentials) -> Answers:
    enterprise = enterprise_of(credentials)
    answers: Answers = {
        EAP: [_EAP_DIGITS[enterprise.method]],
        OUTER_IDENTITY: [encode(enterprise.outer_identity)],
        ROOT_CA: [b""],
    }
    if enterprise.ca_pem:
        pem = certificate(enterprise.ca_pem, "CA certificate")
        answers[ROOT_CA] = _pem_lines(pem, "CA certificate", MAX_CERTIFICATE_BYTES)
    if enterprise.method is EapMethod.PEAP:
        answers[USERNAME] = [encode(enterprise.identity)]
        answers[PASSWORD] = [_password(credentials)]
    else:
        pem = certificate(enterprise.client_certificate_pem, "client certificate")
        answers[CLIENT_CERTIFICATE] = _pem_lines(pem, "client certificate", MAX_CERTIFICATE_BYTES)
        pem = private_key(enterprise.private_key_pem)
        answers[PRIVATE_KEY] = _pem_lines(pem, "private key", MAX_PRIVATE_KEY_BYTES)
    return answers


def _pem_lines(pem: str, what: str, most_bytes: int) -> list[bytes]:
    """The PEM without empty lines, which would end it, and the one that does; the device keeps each with CR and LF."""
    lines = [line.rstrip().encode("ascii") for line in pem.splitlines() if line.strip()]
    if sum(len(line) + 2 for line in lines) > most_bytes:
        raise incomplete(f"the {what} is longer than {most_bytes} bytes")
    return [*lines, b""]


def _password(credentials: WifiCredentials) -> bytes:
    password = password_bytes(credentials)
    if not _arrives(password):
        raise SetupError(Reason.PASSWORD_LENGTH, "the password has a control character the console takes")
    return password


def _arrives(text: bytes) -> bool:
    return _EATEN.search(text) is None
