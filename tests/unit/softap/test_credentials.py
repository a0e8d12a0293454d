from __future__ import annotations

import json
import traceback
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from hypothesis import given
from hypothesis import strategies as st

from setup_wizard.core.device import DeviceKey
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.core.wifi import Cipher, Security, SecurityKind, WifiCredentials
from setup_wizard.softap.credentials import check_credentials, check_ssid, configure_body, set_claim_code_body

OPEN = Security(SecurityKind.OPEN)
WEP = Security(SecurityKind.WEP)
WPA2 = Security(SecurityKind.WPA2, Cipher.AES)
UNKNOWN = Security(SecurityKind.UNKNOWN)


def home(password: str | None = "8letters", security: Security = WPA2, **more) -> WifiCredentials:
    return WifiCredentials(b"home", security, password=Secret(password) if password is not None else None, **more)


def refusal(credentials: WifiCredentials) -> Reason:
    with pytest.raises(SetupError) as caught:
        check_credentials(credentials)
    return caught.value.reason


@pytest.fixture(scope="session")
def sent_password(private_key, device_key: DeviceKey):
    """The password a Photon finds in the body, decrypted."""

    def read(credentials: WifiCredentials) -> bytes:
        encrypted = json.loads(configure_body(credentials, device_key))["pwd"]
        assert len(encrypted) == 256
        return private_key.decrypt(bytes.fromhex(encrypted), PKCS1v15())

    return read


@pytest.mark.parametrize("length", [0, 33, 64])
def test_name_of_a_wrong_length_is_refused(length):
    assert refusal(WifiCredentials(b"x" * length, OPEN)) is Reason.SSID_LENGTH


def test_name_length_counts_bytes():
    check_ssid("☕".encode() * 10 + b"xy")
    assert refusal(WifiCredentials("☕".encode() * 11, OPEN)) is Reason.SSID_LENGTH


@pytest.mark.parametrize(
    "ssid",
    [
        b'My "home"',
        b'"',
        b"a\\qb",
        b"ends in \\",
        b"\\u00g9",
        b"\\u12",
        b"\\x41",
        b"\\'",
        b'\\\\"',
        b"\\\\\\",
        b"nul\0",
        b"\\\0",
    ],
    ids=repr,
)
def test_name_the_device_cannot_store_is_refused(ssid):
    assert refusal(WifiCredentials(ssid, OPEN)) is Reason.SSID_NOT_EXPRESSIBLE


@pytest.mark.parametrize(
    "ssid",
    [
        b"a\\nb",
        b'\\"',
        b"\\\\",
        b"\\/\\b\\f\\r\\t",
        b"\\u00e9",
        b"tom & jerry's / <b>",
        "Café☕".encode(),
        b"\xff\xe9 latin",
        b"tab\t line\n \x01\x7f",
        b"  spaces  ",
        b"x" * 32,
    ],
    ids=repr,
)
def test_name_goes_out_as_it_is(ssid, device_key):
    body = configure_body(WifiCredentials(ssid, OPEN, channel=11), device_key)
    assert body == b'{"idx":0,"ssid":"%s","sec":0,"ch":11}' % ssid


@given(ssid=st.lists(st.sampled_from(sorted({*range(256)} - {*b'"\\\0'})), min_size=1, max_size=32).map(bytes))
def test_any_name_without_quote_backslash_and_nul_is_sent_verbatim(device_key, ssid):
    assert configure_body(WifiCredentials(ssid, OPEN), device_key) == b'{"idx":0,"ssid":"%s","sec":0,"ch":0}' % ssid


def test_open_network_has_no_password_even_when_one_was_typed(device_key):
    assert configure_body(home("typed", OPEN), device_key) == b'{"idx":0,"ssid":"home","sec":0,"ch":0}'


def test_body_holds_only_the_keys_old_firmware_knows(device_key):
    body = configure_body(home(channel=3), device_key)
    before, _, behind = body.partition(json.loads(body)["pwd"].encode())
    assert (before, behind) == (b'{"idx":0,"ssid":"home","pwd":"', b'","sec":4194308,"ch":3}')


def test_number_of_the_scan_is_sent_as_it_was(device_key):
    body = configure_body(home(security_number=0x1040_0004), device_key)
    assert json.loads(body)["sec"] == 0x1040_0004


def test_number_of_an_unknown_security_is_sent_back(device_key):
    assert json.loads(configure_body(home("x", UNKNOWN, security_number=-1), device_key))["sec"] == -1


@pytest.mark.parametrize("kind", [SecurityKind.WPA, SecurityKind.WPA2])
@pytest.mark.parametrize("password", [None, "", "7letter", "x" * 65, "é" * 33, "☕" * 2 + "x"])
def test_password_of_a_wrong_length_is_refused(kind, password):
    assert refusal(home(password, Security(kind, Cipher.AES))) is Reason.PASSWORD_LENGTH


@pytest.mark.parametrize("password", ["8letters", "é" * 4, "☕☕xy", "x" * 64, "é" * 32, " padded ", '"\\"\\\\\n12'])
def test_password_length_counts_bytes_and_nothing_is_stripped(password, sent_password):
    assert sent_password(home(password)) == password.encode()


def test_password_from_an_environment_that_is_not_utf_8_keeps_its_bytes(sent_password):
    assert sent_password(home(b"latin \xe9\xff!".decode("utf-8", "surrogateescape"))) == b"latin \xe9\xff!"


@pytest.mark.parametrize("password", [None, "", "x" * 65])
def test_network_of_unknown_security_needs_a_password(password):
    assert refusal(home(password, UNKNOWN, security_number=-1)) is Reason.PASSWORD_LENGTH


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("D9178B0F95", b"0005D9178B0F95"),
        ("d9178b0f95", b"0005D9178B0F95"),
        ("0123456789abcdef0123456789", b"000D0123456789ABCDEF0123456789"),
        ("hello", b"000568656C6C6F"),
        ('a"b\\c', b"00056122625C63"),
        ("thirteen char", b"000D746869727465656E2063686172"),
        ("0105D9178B0F95", b"0105D9178B0F95"),
        ("030d0123456789abcdef0123456789", b"030d0123456789abcdef0123456789"),
    ],
)
def test_wep_key_is_stored_with_number_and_length(typed, stored, sent_password):
    assert sent_password(home(typed, WEP)) == stored


@pytest.mark.parametrize(
    "typed", [None, "", "1234", "123456", "é2345", "D9178B0F9Z", "0405D9178B0F95", "000DD9178B0F95", "x" * 26]
)
def test_other_wep_keys_are_refused(typed):
    assert refusal(home(typed, WEP)) is Reason.PASSWORD_LENGTH


def test_claim_code_is_not_escaped():
    assert set_claim_code_body(Secret("a/b+c=")) == b'{"k":"cc","v":"a/b+c="}'


@pytest.mark.parametrize(
    ("password", "security"), [("hunter2", WPA2), ("hunter2" * 10, WPA2), ("hunter2" * 10, UNKNOWN), ("hunter2", WEP)]
)
def test_refused_password_is_shown_nowhere(password, security):
    credentials = home(password, security)
    try:
        check_credentials(credentials)
    except SetupError as exc:
        shown = traceback.format_exc() + str(exc) + repr(exc) + exc.detail + repr(credentials)
    assert "PASSWORD_LENGTH" in shown
    assert "hunter2" not in shown


def test_every_kind_of_refusal_comes_before_anything_is_encrypted():
    with pytest.raises(SetupError) as caught:
        configure_body(replace(home(), ssid=b'"'), DeviceKey(b"no key at all"))
    assert caught.value.reason is Reason.SSID_NOT_EXPRESSIBLE
