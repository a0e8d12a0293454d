from __future__ import annotations

import datetime as dt
import json
import traceback
from dataclasses import replace

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.ciphers import Cipher as BlockCipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.padding import PKCS7
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.core.wifi import Cipher, EapMethod, Enterprise, Security, SecurityKind, WifiCredentials
from setup_wizard.softap.client import SoftAp
from setup_wizard.softap.credentials import check_credentials, configure_body

WPA2_ENTERPRISE = Security(SecurityKind.WPA2_ENTERPRISE, Cipher.AES)
LONGEST_CERTIFICATE = 4095
LONGEST_KEY = 2047


def certificate(signer, name: str = "campus") -> str:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    start = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(signer.public_key())
    builder = builder.serial_number(1).not_valid_before(start).not_valid_after(start + dt.timedelta(days=3650))
    return builder.sign(signer, hashes.SHA256()).public_bytes(Encoding.PEM).decode()


def pem(key, protection=NoEncryption()) -> str:  # noqa: B008 - stateless
    return key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, protection).decode()


CLIENT = ec.generate_private_key(ec.SECP256R1())
CERTIFICATE, PRIVATE_KEY = certificate(CLIENT), pem(CLIENT)
CA = certificate(ec.generate_private_key(ec.SECP256R1()), "the campus CA")


def peap(identity: str = "ada", password: str | None = "x", **more) -> WifiCredentials:
    enterprise = Enterprise(EapMethod.PEAP, identity, **more)
    return WifiCredentials(b"eduroam", WPA2_ENTERPRISE, None, 1, Secret(password) if password else None, enterprise)


def tls(private_key: str | None = PRIVATE_KEY, **more) -> WifiCredentials:
    wrapped = Secret(private_key) if private_key is not None else None
    members = {"client_certificate_pem": CERTIFICATE, "private_key_pem": wrapped, **more}
    return WifiCredentials(b"eduroam", WPA2_ENTERPRISE, enterprise=Enterprise(EapMethod.TLS, **members))


def refusal(credentials: WifiCredentials) -> SetupError:
    with pytest.raises(SetupError) as caught:
        check_credentials(credentials)
    return caught.value


def decrypted(private_key: rsa.RSAPrivateKey, body: dict[str, str]) -> bytes:
    """The client's key as a Photon gets it: it does not strip the padding, the padding is checked here."""
    unwrapped = private_key.decrypt(bytes.fromhex(body["ek"]), PKCS1v15())
    assert len(unwrapped) == 32
    decryptor = BlockCipher(AES(unwrapped[:16]), CBC(unwrapped[16:])).decryptor()
    padded = decryptor.update(bytes.fromhex(body["key"])) + decryptor.finalize()
    unpadder = PKCS7(128).unpadder()
    return unpadder.update(padded) + unpadder.finalize()


def test_peap_sends_identity_and_encrypted_password(private_key, device_key):
    body = configure_body(peap("ada@campus.example", "correct horse"), device_key)
    members = json.loads(body)
    password = members.pop("pwd")
    assert private_key.decrypt(bytes.fromhex(password), PKCS1v15()) == b"correct horse"
    assert members == {
        "idx": 0,
        "ssid": "eduroam",
        "eap": 25,
        "ii": "ada@campus.example",
        "sec": 37748740,
        "ch": 1,
    }


def test_outer_identity_and_ca_are_sent_when_they_are_known(device_key):
    members = json.loads(configure_body(peap(outer_identity="anonymous@campus", ca_pem=f"\n {CA}\n\n"), device_key))
    assert members["oi"] == "anonymous@campus"
    assert members["ca"] == CA.strip() + "\r\n"


def test_pem_has_only_the_escapes_the_firmware_undoes(device_key):
    body = configure_body(tls(ca_pem=CA), device_key)
    assert b"\\u" not in body
    assert b"\\/" not in body
    assert b"\\n" in body
    assert b"\n" not in body


def test_tls_sends_certificate_and_wrapped_key_and_no_password(private_key, device_key):
    members = json.loads(configure_body(tls(), device_key))
    assert decrypted(private_key, members) == (PRIVATE_KEY.strip() + "\r\n").encode()
    assert members["crt"] == CERTIFICATE.strip() + "\r\n"
    assert members["eap"] == 13
    assert members.keys() == {"idx", "ssid", "eap", "crt", "ek", "key", "sec", "ch"}


def test_tls_key_is_wrapped_anew_every_time(device_key):
    first, second = (json.loads(configure_body(tls(), device_key)) for _ in range(2))
    assert first["ek"] != second["ek"]
    assert first["key"] != second["key"]


@pytest.mark.parametrize("identity", ['a"b', "a\\qb", "ends in \\", "x" * 65, "é" * 33, "nul\0"])
@pytest.mark.parametrize("which", ["identity", "outer_identity"])
def test_identity_the_device_cannot_store_is_refused(which, identity):
    credentials = peap()
    changed = replace(credentials, enterprise=replace(credentials.enterprise, **{which: identity}))
    assert refusal(changed).reason is Reason.IDENTITY_NOT_EXPRESSIBLE


@pytest.mark.parametrize("identity", ["x" * 64, "é" * 32, "DOMAIN\\ubcde", "DOMAIN\\bob", "tom & jerry/é"])
def test_identity_goes_out_as_it_is(identity, device_key):
    assert b'"ii":"%s"' % identity.encode() in configure_body(peap(identity), device_key)


def test_identity_from_a_command_line_that_is_not_utf_8_keeps_its_bytes(device_key):
    identity = b"ren\xe9".decode("utf-8", "surrogateescape")
    body = configure_body(peap(identity, outer_identity=identity), device_key)
    assert b'"oi":"ren\xe9"' in body
    assert b'"ii":"ren\xe9"' in body


def test_peap_needs_an_identity():
    assert refusal(peap("")).reason is Reason.ENTERPRISE_INCOMPLETE


def test_enterprise_network_needs_more_than_a_password():
    assert refusal(replace(peap(), enterprise=None)).reason is Reason.ENTERPRISE_INCOMPLETE


@pytest.mark.parametrize("password", [None, "x" * 65, "é" * 33])
def test_peap_password_has_1_to_64_bytes(password, device_key):
    assert b'"pwd"' in configure_body(peap(password="x" * 64), device_key)
    assert refusal(peap(password=password)).reason is Reason.PASSWORD_LENGTH


@pytest.mark.parametrize(
    "text", ["", "no PEM", PRIVATE_KEY, CERTIFICATE[:200], "Zertifikat für ☕"], ids=lambda text: text[:30]
)
def test_tls_needs_a_client_certificate(text):
    error = refusal(tls(client_certificate_pem=text))
    assert (error.reason, "client certificate" in error.detail) == (Reason.ENTERPRISE_INCOMPLETE, True)


def test_ca_must_be_a_certificate():
    error = refusal(peap(ca_pem="-----BEGIN CERTIFICATE-----"))
    assert (error.reason, "CA certificate" in error.detail) == (Reason.ENTERPRISE_INCOMPLETE, True)


@pytest.mark.parametrize("text", [None, "", "no PEM", CERTIFICATE, PRIVATE_KEY[:80], "Schlüssel"], ids=range(6))
def test_tls_needs_a_private_key(text):
    error = refusal(tls(text))
    assert (error.reason, "private key" in error.detail) == (Reason.ENTERPRISE_INCOMPLETE, True)


def test_tls_needs_the_private_key_of_this_certificate():
    error = refusal(tls(pem(ec.generate_private_key(ec.SECP256R1()))))
    assert error.reason is Reason.ENTERPRISE_INCOMPLETE
    assert "does not belong to" in error.detail


@pytest.mark.parametrize("form", [PrivateFormat.TraditionalOpenSSL, PrivateFormat.PKCS8])
def test_private_key_under_a_password_is_refused_with_the_way_out(form):
    protected = CLIENT.private_bytes(Encoding.PEM, form, BestAvailableEncryption(b"hunter2")).decode()
    error = refusal(tls(protected))
    assert error.reason is Reason.ENTERPRISE_INCOMPLETE
    assert error.detail == "the private key is protected by a password: remove it first"


def padded(text: str, length: int) -> str:
    """The PEM with remarks before it, so that the firmware would get `length` bytes."""
    return "#" * (length - len(text.strip()) - len("\n\r\n")) + "\n" + text.strip()


def test_certificate_may_be_as_long_as_the_firmware_stores_and_no_longer(device_key):
    fits, too_long = padded(CERTIFICATE, LONGEST_CERTIFICATE), padded(CERTIFICATE, LONGEST_CERTIFICATE + 1)
    sent = json.loads(configure_body(tls(client_certificate_pem=fits), device_key))["crt"]
    assert len(sent) == LONGEST_CERTIFICATE
    assert refusal(tls(client_certificate_pem=too_long)).reason is Reason.ENTERPRISE_INCOMPLETE
    assert refusal(peap(ca_pem=too_long)).reason is Reason.ENTERPRISE_INCOMPLETE


def test_private_key_may_be_as_long_as_the_firmware_decodes_and_no_longer(device_key):
    sent = json.loads(configure_body(tls(padded(PRIVATE_KEY, LONGEST_KEY)), device_key))["key"]
    assert len(bytes.fromhex(sent)) == 2048
    assert refusal(tls(padded(PRIVATE_KEY, LONGEST_KEY + 1))).reason is Reason.ENTERPRISE_INCOMPLETE


@pytest.mark.parametrize(
    "credentials",
    [
        tls("hunter2"),
        tls(PRIVATE_KEY.replace("BEGIN EC", "BEGIN hunter2")),
        tls(PRIVATE_KEY.replace("\n", "\nhunter2\n", 1)),
        tls("☕ hunter2"),
        tls(padded(PRIVATE_KEY, 4000)),
        peap("", "hunter2"),
        peap('"', "hunter2"),
        peap(password="hunter2" * 10),
    ],
    ids=range(8),
)
def test_refused_secret_is_shown_nowhere(credentials):
    try:
        check_credentials(credentials)
    except SetupError as exc:
        shown = traceback.format_exc() + str(exc) + repr(exc) + exc.detail + repr(credentials)
    assert "SetupError" in shown
    assert "hunter2" not in shown
    assert PRIVATE_KEY.splitlines()[1] not in shown


def test_firmware_that_rejects_enterprise_keys_is_too_old(photon, wire, device, device_key):
    device.answers(wire.reply(b""))
    with pytest.raises(SetupError) as caught:
        photon.configure_with(device_key, peap(), Cancel())
    assert caught.value.reason is Reason.ENTERPRISE_UNSUPPORTED


@pytest.mark.parametrize(
    ("result", "of_home", "of_campus"),
    [
        (-2, Reason.NETWORK_NOT_SEEN, Reason.NETWORK_NOT_SEEN),
        (-3, Reason.SSID_LENGTH, Reason.SSID_LENGTH),
        (-4, Reason.PASSWORD_LENGTH, Reason.PASSWORD_LENGTH),
        (1, Reason.DEVICE_REJECTED_REQUEST, Reason.ENTERPRISE_INCOMPLETE),
        (-1, Reason.DEVICE_REJECTED_REQUEST, Reason.DEVICE_REJECTED_REQUEST),
        (4, Reason.DEVICE_REJECTED_REQUEST, Reason.DEVICE_REJECTED_REQUEST),
        (-15999, Reason.DEVICE_REJECTED_REQUEST, Reason.DEVICE_REJECTED_REQUEST),
        (-16000, Reason.DEVICE_KEY_UNUSABLE, Reason.DEVICE_KEY_UNUSABLE),
        (-16640, Reason.DEVICE_KEY_UNUSABLE, Reason.DEVICE_KEY_UNUSABLE),
    ],
)
def test_number_configure_ap_answers_has_its_reason(result, of_home, of_campus, device, tcp, device_key):
    device.answers(tcp.reply(b'{"r":%d}' % result))
    photon = SoftAp([tcp.transport(device.port)])
    home = WifiCredentials(b"home", Security(SecurityKind.WPA2, Cipher.AES), password=Secret("8letters"))
    reasons = []
    for credentials in (home, peap()):
        with pytest.raises(SetupError) as caught:
            photon.configure_with(device_key, credentials, Cancel())
        reasons.append(caught.value.reason)
    assert reasons == [of_home, of_campus]
