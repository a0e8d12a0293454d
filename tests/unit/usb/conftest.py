"""A fake console to talk to, and the papers of an enterprise network."""

from __future__ import annotations

import datetime as dt

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from setup_wizard.core.cancel import Cancel
from tests.unit.usb.fake_console import FakeConsole, Papers


@pytest.fixture
def console() -> FakeConsole:
    return FakeConsole()


@pytest.fixture
def cancel() -> Cancel:
    return Cancel()


@pytest.fixture(scope="session")
def papers() -> Papers:
    client, root = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    key = client.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    return Papers(_certificate(client, "client"), key, _certificate(root, "the campus CA"))


def _certificate(signer: ec.EllipticCurvePrivateKey, name: str) -> str:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    start = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(signer.public_key())
    builder = builder.serial_number(1).not_valid_before(start).not_valid_after(start + dt.timedelta(days=3650))
    return builder.sign(signer, hashes.SHA256()).public_bytes(Encoding.PEM).decode()
