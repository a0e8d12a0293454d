"""What the simulated cloud knows of devices, and its claim codes (cloud docs: devices, device_claims)."""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass, field

from setup_wizard.simulator.accounts import Clock
from setup_wizard.simulator.flash import CLAIM_CODE_LENGTH

CODE_LIFETIME_S = 3600.0
PHOTON_PLATFORM = 6


@dataclass(slots=True)
class Device:
    """A device as the cloud keeps it; times are the cloud's clock, None before the first contact."""

    device_id: str
    owner: str | None = None
    name: str | None = None
    notes: str | None = None
    online: bool = False
    system_firmware_version: str = "2.3.1"
    last_heard: float | None = None
    last_handshake_at: float | None = None
    functions: tuple[str, ...] = ("digitalread", "digitalwrite", "analogread", "analogwrite")
    variables: dict[str, str] = field(default_factory=lambda: {"uptime": "int32"})


@dataclass(slots=True)
class _Claim:
    username: str
    created_at: float


class Devices:
    """All devices and the claim codes not yet used. Not thread-safe: the cloud calls it under its lock."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._devices: dict[str, Device] = {}
        self._claims: dict[bytes, _Claim] = {}

    def add(self, device: Device) -> None:
        """Make a device known, as the factory does."""
        self._devices[device.device_id] = device

    def find(self, device_id: str) -> Device | None:
        """A device by its lower-case id."""
        return self._devices.get(device_id)

    def owned_by(self, username: str) -> list[Device]:
        """An account's devices, the last one to connect first."""
        owned = [device for device in self._devices.values() if device.owner == username]
        return sorted(owned, key=lambda device: device.last_handshake_at or 0.0, reverse=True)

    def create_claim_code(self, username: str) -> str:
        """A fresh code: 63 characters of base64, with both characters that serialisers like to escape."""
        code = ""
        while not {"+", "/"} <= set(code):
            code = base64.b64encode(secrets.token_bytes(48)).decode()[:CLAIM_CODE_LENGTH]
        self._claims[code.encode()] = _Claim(username, self._clock())
        return code

    def redeem(self, device: Device, code: bytes) -> bool:
        """Give the device to the maker of the code, whoever owned it; False for one unknown, used, or an hour old."""
        claim = self._claims.get(code)
        if claim is None or self._clock() - claim.created_at > CODE_LIFETIME_S:
            return False
        del self._claims[code]
        device.owner = claim.username
        return True
