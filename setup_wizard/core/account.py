"""What the cloud hands out and reports: tokens, claim codes, devices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from setup_wizard.core.device import DeviceId
from setup_wizard.core.secret import Secret


@dataclass(frozen=True, slots=True)
class Token:
    """An access token; `expires_at` is None for one that never expires or whose end is not known."""

    value: Secret
    username: str = ""
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OneTimeCodeChallenge:
    """The cloud wants the six digits of an authenticator app before it hands out a token."""

    mfa_token: Secret
    username: str


@dataclass(frozen=True, slots=True)
class ClaimCode:
    """A fresh claim code, and the devices the account already owns (None when the cloud did not say)."""

    value: Secret
    owned_device_ids: frozenset[DeviceId] | None = None


@dataclass(frozen=True, slots=True)
class CloudDevice:
    """A device as the cloud lists it; times are the server's clock, None when it did not say."""

    device_id: DeviceId
    name: str = ""
    online: bool = False
    last_handshake_at: datetime | None = None
    last_heard: datetime | None = None
    product_id: int | None = None
    platform_id: int | None = None
    firmware_version: str = ""


@dataclass(frozen=True, slots=True)
class DeviceEvent:
    """One message of a device's event stream, such as `spark/status` with data `online`."""

    name: str
    data: str
    device_id: DeviceId | None
