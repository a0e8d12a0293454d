"""Reads the values of core.account out of the cloud's JSON; fields may be missing, null or new (cloud docs)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from setup_wizard.core.account import ClaimCode, CloudDevice, Token, TokenKind, TokenOrigin
from setup_wizard.core.device import DeviceId, parse_device_id
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret

CLAIM_CODE_LENGTH = 63
"""The Photon stores exactly 63 bytes, without an end mark (firmware: ota_flash_hal_stm32f2xx.cpp)."""

_CUSTOMER_SCOPE = "customer="
_LONGEST_LIFE_S = 3_153_600_000.0


def read_token(fields: Mapping[str, object], username: str, kind: TokenKind, now: datetime) -> Token:
    """The answer of /oauth/token, for a token of this user and kind unless its scope says that it is a customer's.

    Raises `SetupError(CLOUD_ERROR)` without a token.
    """
    value = fields.get("access_token")
    if not isinstance(value, str) or not value:
        raise SetupError(Reason.CLOUD_ERROR, "the cloud's answer holds no access token")
    customer = read_customer(fields)
    if customer is not None:
        username, kind = customer, TokenKind.CUSTOMER
    life_s = fields.get("expires_in")
    return Token(Secret(value), username, _end(life_s, now), kind, TokenOrigin.MADE)


def _end(life_s: object, now: datetime) -> datetime | None:
    """When a token ends; zero or nothing stands for one that never does (cloud docs: expires_in=0)."""
    if not isinstance(life_s, int | float) or not life_s > 0:
        return None
    try:
        return now + timedelta(seconds=min(life_s, _LONGEST_LIFE_S))
    except OverflowError:  # The cloud's clock may say anything.
        return None


def read_customer(fields: Mapping[str, object]) -> str | None:
    """The customer in a token's scopes, which are `customer=<e-mail>` for nobody else (cloud docs: customers)."""
    scopes = fields.get("scopes")
    for scope in (fields.get("scope"), *(scopes if isinstance(scopes, list) else ())):
        _, found, customer = read_text(scope).partition(_CUSTOMER_SCOPE)
        if found:
            return read_username(customer)
    return None


def read_username(value: object) -> str:
    """A customer's or owner's name as the cloud keeps and compares it, "" for none."""
    return read_text(value).strip().lower()


def read_claim_code(fields: Mapping[str, object]) -> ClaimCode:
    """The answer of /v1/device_claims; raises `SetupError(CLOUD_ERROR)` unless the code has 63 characters."""
    code = fields.get("claim_code")
    if not isinstance(code, str) or len(code) != CLAIM_CODE_LENGTH or not code.isascii():
        raise SetupError(Reason.CLOUD_ERROR, f"the claim code does not have {CLAIM_CODE_LENGTH} characters")
    owned = fields.get("device_ids")
    if not isinstance(owned, list):
        return ClaimCode(Secret(code))
    return ClaimCode(Secret(code), frozenset(known for entry in owned if (known := read_device_id(entry))))


def read_devices(body: object) -> tuple[CloudDevice, ...]:
    """The answer of GET /v1/devices; entries without an id, which it sometimes holds, are left out."""
    if not isinstance(body, list):
        raise SetupError(Reason.CLOUD_ERROR, "the cloud's answer is not a list of devices")
    devices = (read_device(entry) for entry in body if isinstance(entry, dict))
    return tuple(device for device in devices if device)


def read_device(fields: Mapping[str, object]) -> CloudDevice | None:
    """One device, None without an id; `product_id` is None for a device in no product."""
    device_id = read_device_id(fields.get("id"))
    if device_id is None:
        return None
    platform_id = read_number(fields.get("platform_id"))
    product_id = read_number(fields.get("product_id"))
    online = fields.get("online")
    # Null for a device that is offline.
    variables = fields.get("variables")
    return CloudDevice(
        device_id=device_id,
        name=read_text(fields.get("name")),
        online=(fields.get("connected") if online is None else online) is True,
        last_handshake_at=read_time(fields.get("last_handshake_at")),
        last_heard=read_time(fields.get("last_heard")),
        # A device in no product reports its platform as its product (cloud docs).
        product_id=None if product_id == platform_id else product_id,
        platform_id=platform_id,
        firmware_version=read_text(fields.get("system_firmware_version")),
        owner=read_username(fields.get("owner")),
        variables=tuple(variables) if isinstance(variables, dict) else (),
    )


def read_device_id(value: object) -> DeviceId | None:
    """A device id in the cloud's spelling, None for anything else."""
    try:
        return parse_device_id(read_text(value))
    except SetupError:
        return None


def read_time(value: object) -> datetime | None:
    """A moment written in ISO 8601, None for anything else."""
    try:
        moment = datetime.fromisoformat(read_text(value))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def read_text(value: object) -> str:
    """A text, "" for anything else."""
    return value if isinstance(value, str) else ""


def read_number(value: object) -> int | None:
    """A whole number, which spark-server writes as a string; None for anything else."""
    if isinstance(value, str) and value.isascii() and value.isdecimal():
        return int(value[:18])
    return value if isinstance(value, int) and not isinstance(value, bool) else None
