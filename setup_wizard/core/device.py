"""What a Photon says of itself, and how its id is written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NewType

from setup_wizard.core.errors import Reason, SetupError

DeviceId = NewType("DeviceId", str)
"""24 lower-case hexadecimal digits; the Photon prints upper case, the cloud refuses it (cloud docs: devices)."""

FINDS_SECURITY_FROM = (0, 7)
"""The first Device OS that looks for a network by itself, and the first to know enterprise networks.

Older ones have to be told the security by cable (firmware: system_setup.cpp).
"""

_DEVICE_ID = re.compile(r"[0-9a-f]{24}")
_VERSION = re.compile(r"(\d+)\.(\d+)")


def parse_device_id(text: str) -> DeviceId:
    """The id in the cloud's spelling; raises `SetupError(NOT_A_PHOTON)` if it is not 24 hexadecimal digits."""
    lowered = text.strip().lower()
    if not _DEVICE_ID.fullmatch(lowered):
        raise SetupError(Reason.NOT_A_PHOTON, "the device id is not 24 hexadecimal digits")
    return DeviceId(lowered)


@dataclass(frozen=True, slots=True)
class DeviceIdentity:
    """The answer to `device-id`.

    `claimed_once` only says that the cloud once answered a claim: it is never reset and proves no ownership
    (firmware: system_cloud_internal.cpp). The other two are only told by USB; empty is not known.
    """

    device_id: DeviceId
    claimed_once: bool
    firmware: str = ""
    mac_address: str = ""

    @property
    def version(self) -> tuple[int, int]:
        """Major and minor; what does not tell its version is taken for the oldest."""
        match = _VERSION.match(self.firmware)
        return (int(match[1]), int(match[2])) if match else (0, 0)


@dataclass(frozen=True, slots=True)
class DeviceKey:
    """A Photon's RSA-1024 public key in SubjectPublicKeyInfo DER, without the padding it is sent with."""

    der: bytes
