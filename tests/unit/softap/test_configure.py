"""The device's key is read before it is used, and once more when it did not fit."""

from __future__ import annotations

import json

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.core.wifi import Cipher, Security, SecurityKind, WifiCredentials
from setup_wizard.softap.client import SoftAp

HOME = WifiCredentials(b"Home", Security(SecurityKind.WPA2, Cipher.AES), password=Secret("8letters"))
BAD_PADDING = b'{"r":-16640}'
STORED = b'{"r":0}'


def key_reply(key: rsa.RSAPrivateKey) -> bytes:
    der = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return b'{"b":"%s","r":0}' % der.ljust(294, b"\0").hex().upper().encode()


@pytest.fixture(scope="module")
def stale_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 1024)


def asked(device) -> list[str]:
    return [request.split(b"\n")[0].decode() for request in device.requests]


def test_key_that_did_not_fit_is_read_once_more(stale_key, private_key, device, tcp):
    replies = key_reply(stale_key), BAD_PADDING, key_reply(private_key), STORED
    device.answers(*(tcp.reply(reply) for reply in replies))
    SoftAp([tcp.transport(device.port)]).configure(HOME, Cancel())
    assert asked(device) == ["public-key", "configure-ap", "public-key", "configure-ap"]
    body = json.loads(device.requests[-1].partition(b"\n\n")[2])
    assert private_key.decrypt(bytes.fromhex(body["pwd"]), PKCS1v15()) == b"8letters"


def test_key_that_does_not_fit_twice_is_a_failure(private_key, device, tcp):
    device.answers(*(tcp.reply(reply) for reply in [key_reply(private_key), BAD_PADDING] * 3))
    with pytest.raises(SetupError) as caught:
        SoftAp([tcp.transport(device.port)]).configure(HOME, Cancel())
    assert caught.value.reason is Reason.DEVICE_KEY_UNUSABLE
    assert asked(device) == ["public-key", "configure-ap"] * 2


def test_other_refusals_are_not_tried_again(private_key, device, tcp):
    device.answers(tcp.reply(key_reply(private_key)), tcp.reply(b'{"r":-2}'))
    with pytest.raises(SetupError) as caught:
        SoftAp([tcp.transport(device.port)]).configure(HOME, Cancel())
    assert caught.value.reason is Reason.NETWORK_NOT_SEEN
    assert asked(device) == ["public-key", "configure-ap"]
