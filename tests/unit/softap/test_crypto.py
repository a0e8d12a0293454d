from __future__ import annotations

import os
import shutil
import subprocess

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from setup_wizard.core.device import DeviceKey
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.softap.crypto import device_key_from_hex, encrypt_for_device

SENT_BYTES = 294
P192V1_OID, P192V2_OID = bytes.fromhex("06082a8648ce3d030101"), bytes.fromhex("06082a8648ce3d030102")
PASSWORDS = [
    b"8letters",
    b"x" * 64,
    b' "quotes" and \\backslashes\\ ',
    "pässwörd ☕ 日本".encode(),
    b"$HOME `id` %s \x7f\t\x01",
    b"\xff\xfe not UTF-8",
]


def spki(public_key) -> bytes:
    return public_key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def as_sent(der: bytes) -> str:
    """Upper-case hexadecimal, zero padded, as `public-key` answers it."""
    return der.ljust(SENT_BYTES, b"\0").hex().upper()


def key_failure(text: str) -> SetupError:
    with pytest.raises(SetupError) as caught:
        device_key_from_hex(text)
    return caught.value


@pytest.fixture(scope="session")
def openssl() -> str:
    program = shutil.which("openssl")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("openssl is missing")
        pytest.skip("openssl is not installed")
    return program


@pytest.fixture(scope="session")
def private_key_file(private_key, tmp_path_factory):
    path = tmp_path_factory.mktemp("device") / "key.pem"
    path.write_bytes(private_key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()))
    return path


@pytest.mark.peer
@pytest.mark.parametrize("password", PASSWORDS, ids=repr)
def test_openssl_decrypts_to_the_very_password(password, openssl, private_key_file, device_key):
    encrypted = bytes.fromhex(encrypt_for_device(device_key, password))
    command = [openssl, "pkeyutl", "-decrypt", "-inkey", private_key_file, "-pkeyopt", "rsa_padding_mode:pkcs1"]
    done = subprocess.run(command, input=encrypted, capture_output=True, check=True, timeout=60)
    assert done.stdout == password


@given(st.binary(min_size=1, max_size=117))
def test_any_text_that_fits_is_256_lower_case_digits_and_decrypts(private_key, device_key, plain):
    encrypted = encrypt_for_device(device_key, plain)
    assert len(encrypted) == 256
    assert set(encrypted) <= set("0123456789abcdef")
    assert private_key.decrypt(bytes.fromhex(encrypted), PKCS1v15()) == plain


def test_same_password_never_looks_the_same_twice(device_key):
    assert encrypt_for_device(device_key, b"8letters") != encrypt_for_device(device_key, b"8letters")


def test_longer_text_than_the_key_can_hold_is_refused_without_being_shown(device_key):
    with pytest.raises(SetupError) as caught:
        encrypt_for_device(device_key, b"correct horse" * 10)
    assert caught.value.reason is Reason.DEVICE_KEY_UNUSABLE
    assert "horse" not in str(caught.value)


def test_key_is_cut_out_of_its_padding(device_key):
    assert len(device_key.der) == 162
    assert device_key_from_hex(as_sent(device_key.der)) == device_key


def test_modulus_starts_with_the_zero_byte_of_its_sign(device_key):
    assert device_key.der[25:29] == bytes([0x02, 0x81, 0x81, 0x00])
    assert device_key_from_hex(device_key.der.hex()) == device_key


def test_key_that_fills_all_294_bytes_is_not_cut():
    der = spki(rsa.generate_private_key(65537, 2048).public_key())
    assert len(der) == SENT_BYTES
    assert device_key_from_hex(as_sent(der)) == DeviceKey(der)


def test_elliptic_curve_key_of_the_udp_cloud_is_refused():
    error = key_failure(as_sent(spki(ec.generate_private_key(ec.SECP256R1()).public_key())))
    assert (error.reason, error.detail) == (Reason.DEVICE_KEY_UNUSABLE, "the public key is not an RSA key")


def test_key_on_a_curve_nobody_knows_is_refused():
    der = spki(ec.generate_private_key(ec.SECP192R1()).public_key())
    assert der.count(P192V1_OID) == 1
    assert key_failure(as_sent(der.replace(P192V1_OID, P192V2_OID))).reason is Reason.DEVICE_KEY_UNUSABLE


def test_other_kinds_of_keys_are_refused():
    der = spki(ed25519.Ed25519PrivateKey.generate().public_key())
    assert key_failure(as_sent(der)).reason is Reason.DEVICE_KEY_UNUSABLE


@pytest.mark.parametrize(
    "text",
    ["", "3", "30", "00" * SENT_BYTES, "ff" * SENT_BYTES, "no hexadecimal", "3081", "308100", "30ff" + "00" * 40, "é"],
    ids=lambda text: repr(text[:8]),
)
def test_garbage_is_no_key(text):
    assert key_failure(text).reason is Reason.DEVICE_KEY_UNUSABLE


@pytest.mark.parametrize("length", [1, 2, 3, 30, 100, 161])
def test_truncated_key_is_refused(length, device_key):
    assert key_failure(device_key.der[:length].hex()).reason is Reason.DEVICE_KEY_UNUSABLE


@given(st.binary(max_size=SENT_BYTES))
def test_any_bytes_are_a_key_or_refused(data):
    assert key_failure(data.hex()).reason is Reason.DEVICE_KEY_UNUSABLE


def test_key_that_came_by_another_way_is_checked_too():
    with pytest.raises(SetupError) as caught:
        encrypt_for_device(DeviceKey(b"0"), b"8letters")
    assert caught.value.reason is Reason.DEVICE_KEY_UNUSABLE
