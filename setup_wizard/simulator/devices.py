"""What the simulated cloud knows of devices, and its claim codes (cloud docs: devices, device_claims)."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from setup_wizard.simulator.accounts import Clock
from setup_wizard.simulator.flash import CLAIM_CODE_LENGTH
from setup_wizard.simulator.holder import Holder, Kind

CODE_LIFETIME_S = 3600.0
PHOTON_PLATFORM = 6
P1_PLATFORM = 8
ARGON_PLATFORM = 12


@dataclass(slots=True)
class Device:
    """A device as the cloud keeps it; times are the cloud's clock, None before the first contact.

    `product_id` is also that of a product which keeps it in quarantine or denied it; `firmware_product_id` is the
    product that its firmware names, None for a firmware such as Tinker that names none.
    """

    device_id: str
    owner: Holder | None = None
    name: str | None = None
    notes: str | None = None
    online: bool = False
    platform_id: int = PHOTON_PLATFORM
    product_id: int | None = None
    quarantined: bool = False
    denied: bool = False
    development: bool = False
    firmware_product_id: int | None = None
    system_firmware_version: str = "2.3.1"
    last_heard: float | None = None
    last_handshake_at: float | None = None
    functions: tuple[str, ...] = ("digitalread", "digitalwrite", "analogread", "analogwrite")
    variables: Mapping[str, str] = field(default_factory=lambda: {"uptime_s": "int32", "wifi_rssi_dbm": "int32"})

    @property
    def member_of(self) -> int | None:
        """The product it is in, approved; None for none."""
        return None if self.quarantined or self.denied else self.product_id

    def is_member_of(self, product_id: int | None) -> bool:
        """Whether it is in this product, approved."""
        return product_id is not None and self.member_of == product_id

    def leave_product(self) -> None:
        """Be in no product; who owns it stays (cloud docs: unclaim first, then remove)."""
        self.product_id, self.quarantined, self.denied = None, False, False


@dataclass(frozen=True, slots=True)
class _Claim:
    holder: Holder
    created_at: float


class Devices:
    """All devices and the claim codes not yet used. Not thread-safe: the cloud calls it under its lock."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._devices: dict[str, Device] = {}
        self._claims: dict[bytes, _Claim] = {}
        self._claimers: set[Holder] = set()

    def add(self, device: Device) -> None:
        """Make a device known, as the factory does."""
        self._devices[device.device_id] = device

    def find(self, device_id: str) -> Device | None:
        """A device by its lower-case id."""
        return self._devices.get(device_id)

    def owned_by(self, holder: Holder) -> list[Device]:
        """Somebody's devices, the last one to connect first."""
        return _latest_first([device for device in self._devices.values() if device.owner == holder])

    def in_product(self, product_id: int) -> list[Device]:
        """What a product's list shows, also from its quarantine; the last one to connect first."""
        return _latest_first([device for device in self._devices.values() if device.product_id == product_id])

    def give(self, device: Device, holder: Holder) -> None:
        """Make a device somebody's."""
        device.owner = holder
        self._claimers.add(holder)

    def has_claimed(self, holder: Holder) -> bool:
        """Whether any device ever was this holder's."""
        return holder in self._claimers

    def forget_holder(self, holder: Holder) -> None:
        """Void the claim codes of a customer who is removed, and leave the devices to nobody."""
        self._claims = {code: claim for code, claim in self._claims.items() if claim.holder != holder}
        self._claimers.discard(holder)
        for device in self.owned_by(holder):
            device.owner = None

    def create_claim_code(self, holder: Holder) -> str:
        """A fresh code: 63 characters of base64, with both characters that serialisers like to escape."""
        code = ""
        while not {"+", "/"} <= set(code):
            code = base64.b64encode(secrets.token_bytes(48)).decode()[:CLAIM_CODE_LENGTH]
        self._claims[code.encode()] = _Claim(holder, self._clock())
        return code

    def redeem(self, device: Device, code: bytes, *, as_member: bool = True) -> bool:
        """Use a code up, and give the device to its maker if that may be; whether the code was good.

        A good code is answered even where the device then is nobody's, and the device keeps its claimed flag for good
        (device-os: system_cloud_internal.cpp). Without `as_member` the device counts as not yet in any product.
        """
        claim = self._claims.get(code)
        if claim is None or self._clock() - claim.created_at > CODE_LIFETIME_S:
            return False
        del self._claims[code]
        if _takes(claim.holder, device, device.member_of if as_member else None):
            self.give(device, claim.holder)
        return True


def _takes(holder: Holder, device: Device, product_id: int | None) -> bool:
    """Whether a code makes the device its maker's: only outside products does it take one from another owner."""
    if holder.kind is Kind.CUSTOMER and holder.product_id != product_id:
        return False
    return product_id is None or device.owner in (None, holder)


def _latest_first(devices: list[Device]) -> list[Device]:
    return sorted(devices, key=lambda device: device.last_handshake_at or 0.0, reverse=True)
