"""What is encrypted for one Photon only: the Wi-Fi password, and for EAP-TLS the private key."""

from __future__ import annotations

import os

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.padding import PKCS7
from cryptography.hazmat.primitives.serialization import load_der_public_key

from setup_wizard.core.device import DeviceKey
from setup_wizard.core.errors import Reason, SetupError

_AES_BYTES = 16
_LONG_LENGTH_FORM = 0x80


def device_key_from_hex(text: str) -> DeviceKey:
    """The key out of a `public-key` reply: the DER is zero padded to 294 bytes, which strict readers refuse.

    Raises `SetupError(DEVICE_KEY_UNUSABLE)` for anything but an RSA key.
    """
    try:
        padded = bytes.fromhex(text)
        key = DeviceKey(padded[: _der_length(padded)])
    except (ValueError, IndexError) as exc:
        raise SetupError(Reason.DEVICE_KEY_UNUSABLE, "the public key is not hexadecimal DER") from exc
    _load(key)
    return key


def encrypt_for_device(key: DeviceKey, plain: bytes) -> str:
    """RSA PKCS#1 v1.5 in lower-case hexadecimal; raises `SetupError(DEVICE_KEY_UNUSABLE)` if `plain` is too long."""
    try:
        return _load(key).encrypt(plain, PKCS1v15()).hex()
    except ValueError as exc:
        raise SetupError(Reason.DEVICE_KEY_UNUSABLE, "the text is too long for the device's key") from exc


def encrypt_private_key(key: DeviceKey, pem: bytes) -> tuple[str, str]:
    """An EAP-TLS key for `configure-ap`: `ek` (the AES key and IV, RSA encrypted) and `key` (AES-128-CBC), in hex."""
    aes_key, iv = os.urandom(_AES_BYTES), os.urandom(_AES_BYTES)
    padder = PKCS7(AES.block_size).padder()
    padded = padder.update(pem) + padder.finalize()
    encryptor = Cipher(AES(aes_key), CBC(iv)).encryptor()
    encrypted = encryptor.update(padded) + encryptor.finalize()
    return encrypt_for_device(key, aes_key + iv), encrypted.hex()


def _der_length(data: bytes) -> int:
    """The length of the outer DER value, its header included."""
    first = data[1]
    if first < _LONG_LENGTH_FORM:
        return 2 + first
    size = first - _LONG_LENGTH_FORM
    return 2 + size + int.from_bytes(data[2 : 2 + size])


def _load(key: DeviceKey) -> RSAPublicKey:
    try:
        loaded = load_der_public_key(key.der)
    except (ValueError, UnsupportedAlgorithm) as exc:
        raise SetupError(Reason.DEVICE_KEY_UNUSABLE, "the public key cannot be read") from exc
    if not isinstance(loaded, RSAPublicKey):
        raise SetupError(Reason.DEVICE_KEY_UNUSABLE, "the public key is not an RSA key")
    return loaded
