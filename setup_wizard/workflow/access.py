"""Which token a call is made with. The cloud answers the wrong kind with words about something else (cloud docs)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from setup_wizard.core.account import CloudDevice, TokenKind, is_same_user
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.device import DeviceId
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.workflow.facts import Facts, Purpose
from setup_wizard.workflow.session import Session

T = TypeVar("T")

_RENEWABLE = (Reason.TOKEN_EXPIRED, Reason.WRONG_TOKEN_KIND)
SIGN_IN_OVER = (Reason.TOKEN_EXPIRED, Reason.SIGN_IN_REFUSED, Reason.CUSTOMER_REFUSED)
"""What a call raises whose token ended and cannot be renewed: asking again would only bring the lock-out nearer."""


def as_staff(session: Session, call: Callable[[Secret], T], cancel: Cancel) -> T:
    """Make a call about a product's devices; a product's token that ended is renewed, once, by its client.

    Raises `SetupError(WRONG_TOKEN_KIND)` before the call if a customer is signed in: the cloud would only deny it.
    """
    token = session.token
    if token is None:
        raise SetupError(Reason.TOKEN_EXPIRED, "nobody is signed in")
    if token.kind is TokenKind.CUSTOMER:
        raise SetupError(Reason.WRONG_TOKEN_KIND, "a customer's token cannot change a product")
    try:
        return call(token.value)
    except SetupError as exc:
        if exc.reason not in _RENEWABLE or token.kind is not TokenKind.PRODUCT or session.client is None:
            raise
    client = session.client
    session.token = session.renewals.renew(
        client, client.client_id, token, lambda: session.cloud.customers.product_token(client, cancel)
    )
    return call(session.token.value)


def as_owner(session: Session, facts: Facts, call: Callable[[Secret], T], cancel: Cancel) -> T:
    """Make a call for whom the device shall belong to; a customer's token that ended is renewed, once."""
    if facts.purpose is not Purpose.CUSTOMER:
        return call(session.require_token())
    old = session.customer_token
    try:
        if old is None:
            raise SetupError(Reason.TOKEN_EXPIRED, "no customer's token is held")
        return call(old.value)
    except SetupError as exc:
        if exc.reason not in _RENEWABLE or session.client is None or not facts.customer or facts.product is None:
            raise
    client, ref, name = session.client, facts.product.ref, facts.customer
    session.customer_token = session.renewals.renew(
        client, name, old, lambda: session.cloud.customers.create_or_find(client, ref, name, cancel).token
    )
    return call(session.customer_token.value)


def look_up(
    session: Session, facts: Facts, device_id: DeviceId, cancel: Cancel, *, total_s: float | None = None
) -> CloudDevice | None:
    """The device as the cloud shows it to whom it shall belong to; None while it is not theirs.

    A product's device without an owner is looked up in the product. A customer's must also be theirs in the product:
    seen from the product's side wherever that can be asked (cloud docs: `product_id` and `owner` prove the claim).
    """
    if facts.purpose is Purpose.PRODUCT_DEVICE:
        member = find_member(session, facts, device_id, cancel, total_s=total_s)
        return None if member is None or member.barred else member
    entry = as_owner(
        session, facts, lambda token: session.cloud.find_device(token, device_id, cancel, total_s=total_s), cancel
    )
    if entry is None or not _is_theirs(session, facts, entry, cancel):
        return None
    if not entry.online or facts.product is None:
        return entry
    member = find_member(session, facts, device_id, cancel, total_s=total_s) if facts.imports else None
    if member is not None and member.barred:
        return None
    if member is not None and member.owner and facts.owner:
        return entry if is_owned_by(member, facts.owner) else None
    return entry if _is_in(facts, entry) else None


def _is_theirs(session: Session, facts: Facts, entry: CloudDevice, cancel: Cancel) -> bool:
    """Whether an entry that somebody is shown is also owned by them, where that is wanted."""
    if facts.purpose is Purpose.OWN_ACCOUNT:
        known = facts.device_before(entry.device_id) is not None
        return (known and not entry.owner) or is_ones_own(session, entry, facts.owner, cancel)
    return not (entry.owner and facts.owner) or is_owned_by(entry, facts.owner)


def is_ones_own(session: Session, entry: CloudDevice, username: str, cancel: Cancel) -> bool:
    """Whether what the signed-in account is shown also belongs to it.

    A product's team is shown its devices whoever owns them; the account's list has only its own (cloud docs: devices).
    """
    if entry.owner and username:
        return is_owned_by(entry, username)
    if entry.product_id is None:
        return True
    listed = session.cloud.list_devices(session.require_token(), cancel)
    return any(device.device_id == entry.device_id for device in listed)


def _is_in(facts: Facts, entry: CloudDevice) -> bool:
    """Whether the device is in the chosen product, as its owner sees it; a customer who named a slug must believe."""
    wanted = facts.product.product_id if facts.product else None
    return entry.product_id == wanted or (not facts.imports and None in (entry.product_id, wanted))


def find_member(
    session: Session,
    facts: Facts,
    device_id: DeviceId,
    cancel: Cancel,
    *,
    total_s: float | None = None,
    strict: bool = False,
) -> CloudDevice | None:
    """The device as its product shows it; None if it is not in it, or, unless `strict`, may not be seen."""
    if facts.product is None:
        raise SetupError(Reason.PRODUCT_NOT_FOUND, "no product is chosen")
    ref = facts.product.ref
    return as_staff(
        session,
        lambda token: session.cloud.products.find_member(token, ref, device_id, cancel, total_s=total_s, strict=strict),
        cancel,
    )


def asks_cloud(facts: Facts) -> bool:
    """Whether there is an account to ask; who changes only the Wi-Fi may be signed in and want nobody asked."""
    return facts.signed_in and (facts.purpose is not Purpose.WIFI_ONLY or facts.check_online)


def is_owned_by(device: CloudDevice, owner: str) -> bool:
    """Whether the cloud names this owner."""
    return is_same_user(device.owner, owner)
