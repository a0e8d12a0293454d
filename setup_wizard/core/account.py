"""What the cloud hands out and reports: tokens, claim codes, devices."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from setup_wizard.core.device import DeviceId
from setup_wizard.core.secret import Secret


class TokenKind(StrEnum):
    """Whose token it is: each kind is refused, with misleading words, where another is needed (cloud docs)."""

    DEVELOPER = "developer"
    """A person's own account, which may also be in a product's team."""
    PRODUCT = "product"
    """One product, by its OAuth client's id and secret."""
    CUSTOMER = "customer"
    """A customer of a product."""


class TokenOrigin(StrEnum):
    """Where a token comes from, which decides who may revoke it."""

    MADE = "made"
    """The cloud made it for this run."""
    KEPT = "kept"
    """The cloud made it for an earlier run, which kept it."""
    PASTED = "pasted"
    """Somebody brought it: it may be in use elsewhere, too."""


@dataclass(frozen=True, slots=True)
class Token:
    """An access token; `expires_at` is None for one that never expires or whose end is not known.

    `username` is the account's or the customer's e-mail (a customer's may be any text), empty where the cloud does not
    tell.
    """

    value: Secret
    username: str = ""
    expires_at: datetime | None = None
    kind: TokenKind = TokenKind.DEVELOPER
    origin: TokenOrigin = field(default=TokenOrigin.KEPT, compare=False)


@dataclass(frozen=True, slots=True)
class OAuthClient:
    """A product's OAuth client: not a token, but what its tokens and its customers are made with."""

    client_id: str
    secret: Secret


@dataclass(frozen=True, slots=True)
class Customer:
    """A product's customer, signed in; `created` is False for one that was there before."""

    token: Token
    created: bool


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
    owner: str = ""
    """Who owns it, in a product's list; empty for nobody, and where the cloud does not tell."""
    barred: bool = False
    """Its product keeps it in quarantine, or has denied it: it is in the product's list, but no member."""
    variables: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DeviceEvent:
    """One message of a device's event stream, such as `spark/status` with data `online`."""

    name: str
    data: str
    device_id: DeviceId | None


def is_same_user(one: str, other: str) -> bool:
    """Whether two names mean one account or customer; the cloud writes customers in lower case (cloud docs)."""
    return one.strip().casefold() == other.strip().casefold()
