"""The Photon's RSA-1024 key, and what it says when something was encrypted with another one."""

from __future__ import annotations

import threading

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

_SENT_LENGTH = 294
_MODULUS_LENGTH = 128

BAD_PADDING = -0x4100
PRIVATE_KEY_FAILED = -0x4304
OUTPUT_TOO_LARGE = -0x4400


class DecryptError(ValueError):
    """The ciphertext was refused; `code` is mbedTLS's error number, at most -16000."""

    def __init__(self, code: int) -> None:
        super().__init__(f"mbedTLS error {code}")
        self.code = code


class DeviceKey:
    """An RSA-1024 key pair, made when it is first needed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._made: rsa.RSAPrivateKey | None = None

    def _private(self) -> rsa.RSAPrivateKey:
        with self._lock:
            if self._made is None:
                self._made = rsa.generate_private_key(public_exponent=65537, key_size=_MODULUS_LENGTH * 8)
            return self._made

    def public_field(self) -> bytes:
        """SubjectPublicKeyInfo in DER, padded with zeros to 294 bytes (firmware: softap.cpp, public-key)."""
        der = self._private().public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return der.ljust(_SENT_LENGTH, b"\0")

    def decrypt(self, ciphertext: bytes, longest: int) -> bytes:
        """The PKCS#1 v1.5 plaintext; raises `DecryptError`.

        By hand, because OpenSSL answers a wrong padding with random bytes, where mbedTLS reports it.
        """
        numbers = self._private().private_numbers()
        modulus = numbers.public_numbers.n
        number = int.from_bytes(ciphertext[:_MODULUS_LENGTH].ljust(_MODULUS_LENGTH, b"\0"), "big")
        if number >= modulus:
            raise DecryptError(PRIVATE_KEY_FAILED)
        block = pow(number, numbers.d, modulus).to_bytes(_MODULUS_LENGTH, "big")
        padding, separator, plaintext = block[2:].partition(b"\0")
        if block[:2] != b"\0\2" or not separator or len(padding) < 8:
            raise DecryptError(BAD_PADDING)
        if len(plaintext) > longest:
            raise DecryptError(OUTPUT_TOO_LARGE)
        return plaintext
