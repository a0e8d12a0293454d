"""What cannot be said on the console is refused before anything is sent."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.core.wifi import Cipher, EapMethod, Enterprise, Security, SecurityKind, WifiCredentials
from setup_wizard.usb.answers import answers_for, check_credentials, check_ssid
from setup_wizard.usb.prompts import CLIENT_CERTIFICATE

OPEN = Security(SecurityKind.OPEN)
WPA2 = Security(SecurityKind.WPA2, Cipher.AES)
WPA2_ENTERPRISE = Security(SecurityKind.WPA2_ENTERPRISE, Cipher.AES)
EATEN = ["\0", "\b", "\n", "\r", "\x7f"]


def refusal(call, *args) -> Reason:
    with pytest.raises(SetupError) as caught:
        call(*args)
    return caught.value.reason


def tls(papers, **more) -> WifiCredentials:
    members = {"client_certificate_pem": papers.certificate, "private_key_pem": Secret(papers.private_key), **more}
    return WifiCredentials(b"Office", WPA2_ENTERPRISE, enterprise=Enterprise(EapMethod.TLS, **members))


@pytest.mark.parametrize("length", [0, 33])
def test_name_of_a_wrong_length_is_refused(length):
    assert refusal(check_ssid, b"x" * length) is Reason.SSID_LENGTH


@pytest.mark.parametrize("eaten", EATEN, ids=repr)
def test_character_that_the_console_takes_is_refused(eaten):
    text = f"ab{eaten}cdefgh"
    assert refusal(check_ssid, text.encode()) is Reason.SSID_NOT_EXPRESSIBLE
    home = WifiCredentials(b"Home", WPA2, password=Secret(text))
    assert refusal(check_credentials, home) is Reason.PASSWORD_LENGTH
    peap = Enterprise(EapMethod.PEAP, text)
    office = WifiCredentials(b"Office", WPA2_ENTERPRISE, password=Secret("8letters"), enterprise=peap)
    assert refusal(check_credentials, office) is Reason.IDENTITY_NOT_EXPRESSIBLE


@pytest.mark.parametrize("ssid", [b'My "home"', b"a\\qb", "Café del Mar ☕".encode(), b"\xff\xe9", b"\t\x01\x1b", b" "])
def test_every_other_name_may_be_told(ssid):
    check_ssid(ssid)


@pytest.mark.parametrize("password", [None, "", "x" * 65])
def test_network_whose_security_it_shall_find_out_needs_a_password(password):
    wrapped = Secret(password) if password is not None else None
    credentials = WifiCredentials(b"Home", Security(SecurityKind.UNKNOWN), password=wrapped)
    assert refusal(check_credentials, credentials) is Reason.PASSWORD_LENGTH


def test_open_network_needs_none():
    check_credentials(WifiCredentials(b"Home", OPEN))


def test_certificate_is_measured_with_the_line_ends_that_the_device_adds(papers):
    lines = len(papers.certificate.splitlines())
    comment = "x" * (4095 - len(papers.certificate) - lines - 2)
    longest = f"{comment}\n{papers.certificate}"
    sent = answers_for(tls(papers, client_certificate_pem=longest))[CLIENT_CERTIFICATE]
    assert sum(len(line) + 2 for line in sent[:-1]) == 4095
    assert refusal(check_credentials, tls(papers, client_certificate_pem="x" + longest)) is Reason.ENTERPRISE_INCOMPLETE


def test_private_key_that_is_too_long_is_refused(papers):
    key = rsa.generate_private_key(65537, 3072).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    credentials = tls(papers, private_key_pem=Secret(key.decode()))
    assert refusal(check_credentials, credentials) is Reason.ENTERPRISE_INCOMPLETE


@pytest.mark.parametrize(
    "text", ["", "no PEM at all", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"]
)
def test_what_is_no_certificate_is_refused(text, papers):
    assert refusal(check_credentials, tls(papers, client_certificate_pem=text)) is Reason.ENTERPRISE_INCOMPLETE
