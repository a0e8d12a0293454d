"""What no Photon can be told, whichever way it is told: checked before anything is sent.

`softap` and `usb` each add what their own way of telling cannot carry.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.core.wifi import EapMethod, Enterprise, SecurityKind, WifiCredentials

MAX_SSID_BYTES = 32
MAX_IDENTITY_BYTES = 64
MAX_CERTIFICATE_BYTES = 4095
MAX_PRIVATE_KEY_BYTES = 2047
_PASSWORD_BYTES = {
    SecurityKind.WPA: range(8, 65),
    SecurityKind.WPA2: range(8, 65),
    SecurityKind.WPA_ENTERPRISE: range(1, 65),
    SecurityKind.WPA2_ENTERPRISE: range(1, 65),
    SecurityKind.UNKNOWN: range(1, 65),
}
_WEP_KEY = re.compile(r"(?:[0-9A-Fa-f]{10}|[0-9A-Fa-f]{26})")
_WEP_STORED = re.compile(r"0[0-3](?:05[0-9A-Fa-f]{10}|0[Dd][0-9A-Fa-f]{26})")
_WEP_TEXT_LENGTHS = (5, 13)

CanCarry = Callable[[bytes], bool]
"""Whether this way of telling gets these bytes to the Photon as they are."""


def check_ssid_length(ssid: bytes) -> None:
    """Raise `SetupError(SSID_LENGTH)` if no Photon can store this name."""
    if not 1 <= len(ssid) <= MAX_SSID_BYTES:
        raise SetupError(
            Reason.SSID_LENGTH, f"the network name has {len(ssid)} bytes, 1 to {MAX_SSID_BYTES} are possible"
        )


def check_sign_in(credentials: WifiCredentials, can_carry: CanCarry) -> None:
    """Raise `SetupError` if a Photon cannot be told what these credentials hold besides the name.

    `can_carry` is asked of the identities of an enterprise network.
    """
    if credentials.security.kind.is_enterprise:
        _check_enterprise(credentials, can_carry)
    elif credentials.security.kind is SecurityKind.WEP:
        wep_key(credentials)
    elif credentials.security.kind is not SecurityKind.OPEN:
        _check_password_length(credentials)


def password_bytes(credentials: WifiCredentials) -> bytes:
    """The password as it goes out; empty where there is none."""
    return encode(_password(credentials))


def wep_key(credentials: WifiCredentials) -> bytes:
    """The WEP key as the firmware stores it: key number, length and key in hexadecimal (firmware: wlan_hal.cpp).

    Raises `SetupError(PASSWORD_LENGTH)` if the password is none.
    """
    text = _password(credentials)
    if _WEP_STORED.fullmatch(text):
        return text.encode("ascii")
    if len(text) in _WEP_TEXT_LENGTHS and text.isascii():
        text = text.encode("ascii").hex()
    if not _WEP_KEY.fullmatch(text):
        raise SetupError(Reason.PASSWORD_LENGTH, "a WEP key has 5 or 13 characters, or 10 or 26 hexadecimal digits")
    return f"00{len(text) // 2:02X}{text.upper()}".encode("ascii")


def enterprise_of(credentials: WifiCredentials) -> Enterprise:
    """What an enterprise network wants; raises `SetupError(ENTERPRISE_INCOMPLETE)` where nothing is given."""
    if credentials.enterprise is None:
        raise incomplete("this network needs an identity or a client certificate")
    return credentials.enterprise


def certificate(pem: str, what: str) -> str:
    """The PEM as the firmware wants it; raises `SetupError(ENTERPRISE_INCOMPLETE)` if it is none, or too long."""
    text = pem.strip() + "\r\n"
    try:
        x509.load_pem_x509_certificates(text.encode("ascii"))
    except ValueError as exc:
        raise incomplete(f"the {what} is not a certificate in PEM format") from exc
    if len(text) > MAX_CERTIFICATE_BYTES:
        raise incomplete(f"the {what} is longer than {MAX_CERTIFICATE_BYTES} bytes")
    return text


def private_key(pem: Secret | None) -> str:
    """As `certificate`, for the private key."""
    text = (pem.reveal() if pem is not None else "").strip() + "\r\n"
    try:
        load_pem_private_key(text.encode("ascii"), password=None)
    except TypeError:
        raise incomplete("the private key is protected by a password: remove it first") from None
    except (ValueError, UnsupportedAlgorithm):
        raise incomplete("the private key is not a key in PEM format") from None
    if len(text) > MAX_PRIVATE_KEY_BYTES:
        raise incomplete(f"the private key is longer than {MAX_PRIVATE_KEY_BYTES} bytes")
    return text


def encode(text: str) -> bytes:
    """UTF-8; bytes that came undecodable from the command line or the environment go out as they came in."""
    return text.encode("utf-8", "surrogateescape")


def incomplete(detail: str) -> SetupError:
    """What an enterprise network wants is missing, or none of its kind."""
    return SetupError(Reason.ENTERPRISE_INCOMPLETE, detail)


def _password(credentials: WifiCredentials) -> str:
    return credentials.password.reveal() if credentials.password is not None else ""


def _check_password_length(credentials: WifiCredentials) -> None:
    allowed = _PASSWORD_BYTES[credentials.security.kind]
    length = len(password_bytes(credentials))
    if length not in allowed:
        raise SetupError(
            Reason.PASSWORD_LENGTH, f"the password has {length} bytes, {allowed[0]} to {allowed[-1]} are possible"
        )


def _check_enterprise(credentials: WifiCredentials, can_carry: CanCarry) -> None:
    enterprise = enterprise_of(credentials)
    for identity in (enterprise.identity, enterprise.outer_identity):
        if len(encode(identity)) > MAX_IDENTITY_BYTES or not can_carry(encode(identity)):
            raise SetupError(
                Reason.IDENTITY_NOT_EXPRESSIBLE,
                f"an identity has more than {MAX_IDENTITY_BYTES} bytes, or a character that would not arrive",
            )
    if enterprise.ca_pem:
        certificate(enterprise.ca_pem, "CA certificate")
    if enterprise.method is EapMethod.PEAP:
        if not enterprise.identity:
            raise incomplete("PEAP needs an identity")
        _check_password_length(credentials)
    else:
        _check_pair(
            certificate(enterprise.client_certificate_pem, "client certificate"),
            private_key(enterprise.private_key_pem),
        )


def _check_pair(certificate_pem: str, key_pem: str) -> None:
    """A router refuses a certificate with another one's key, which from here looks like a wrong password."""
    key = load_pem_private_key(key_pem.encode("ascii"), password=None)
    if x509.load_pem_x509_certificate(certificate_pem.encode("ascii")).public_key() != key.public_key():
        raise incomplete("the private key does not belong to the client certificate")
