"""Giving a returned device back, or to somebody else, in the cloud alone.

Unclaim first, then remove from the product: a device that was removed while it was owned is hard to unclaim (cloud
docs). Every run looks first and only does what is left, so a run that was interrupted is simply run again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto
from types import MappingProxyType

from setup_wizard.core.account import CloudDevice, TokenKind, is_same_user
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.device import DeviceId
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.product import SOFTAP_PLATFORMS, Product
from setup_wizard.workflow.access import as_staff, find_member, is_ones_own
from setup_wizard.workflow.facts import Facts
from setup_wizard.workflow.news import Change, ChangeNews, ChangeState, Say
from setup_wizard.workflow.product import looks, put_into_product
from setup_wizard.workflow.session import Session

CONFIRMED_BY = 4
"""The last digits of the id that a person types before anything is changed."""

_NOT_SHOWN = (Reason.NOT_ALLOWED, Reason.PRODUCT_NOT_FOUND)


class NewOwner(Enum):
    """Whom the device shall belong to afterwards."""

    NOBODY = auto()
    SIGNED_IN = auto()
    """The signed-in account, outside the product."""
    CUSTOMER = auto()
    """A customer of the product it stays in."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What shall be true afterwards."""

    device_id: DeviceId
    new_owner: NewOwner = NewOwner.NOBODY
    flash_tinker: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where the cloud has the device now, as far as whoever is signed in may see."""

    product: Product | None = None
    owner: str = ""
    is_ours: bool = False
    """It is in the signed-in account."""
    name: str = ""
    online: bool = False
    last_heard: datetime | None = None
    is_out_of_reach: bool = False
    """It is in the product as the account is shown it; the product itself was not looked into, or may not be."""
    is_barred: bool = False
    """The product keeps it in quarantine, or has denied it."""

    @property
    def is_owned(self) -> bool:
        """Whether it belongs to anybody."""
        return self.is_ours or bool(self.owner)

    @property
    def is_seen(self) -> bool:
        """Whether the cloud showed it anywhere."""
        return self.product is not None or self.is_owned


@dataclass(frozen=True, slots=True)
class Report:
    """What was done, what is left, and why it stopped there; `after` was read again at the end, where it could be."""

    before: Place
    after: Place | None
    done: tuple[Change, ...]
    left: tuple[Change, ...]
    failure: SetupError | None = None

    @property
    def reason(self) -> Reason:
        """RESTORED only if the cloud, asked again, shows it; what it never showed was not restored."""
        if self.failure is not None:
            return self.failure.reason
        if self.left or self.after is None:
            return Reason.RESTORE_INCOMPLETE
        if not (self.done or self.before.is_seen or self.after.is_seen):
            return Reason.DEVICE_NOT_SEEN
        return Reason.RESTORED


def look(session: Session, facts: Facts, device_id: DeviceId, cancel: Cancel) -> Place:
    """Find the device: in the product that was named, in the account, or in a product of its team.

    Raises `SetupError` where nothing shows it and a product could not be looked into: it may be in that one.
    """
    token = session.require_token()
    own = None
    if session.token is not None and session.token.kind is TokenKind.DEVELOPER:
        own = session.cloud.find_device(token, device_id, cancel)
    unseen: SetupError | None = None
    seen_without: set[int | None] = set()
    for product in _products(session, facts, own.product_id if own else None, cancel):
        try:
            member = find_member(session, replace(facts, product=product), device_id, cancel, strict=True)
        except SetupError as exc:
            if exc.reason not in _NOT_SHOWN:
                raise
            unseen = exc
            continue
        if member is not None:
            is_ours = _is_ours(session, facts, own, member.owner, cancel)
            return _place(facts, member, is_ours, product)
        seen_without.add(product.product_id)
    if own is not None:
        is_ours = _is_ours(session, facts, own, own.owner, cancel)
        if own.product_id is None or own.product_id in seen_without:
            return _place(facts, own, is_ours, None)
        return replace(_place(facts, own, is_ours, Product(own.product_id)), is_out_of_reach=True)
    if unseen is not None:
        raise unseen
    return Place()


def changes_for(plan: Plan, place: Place, customer: str = "") -> tuple[Change, ...]:
    """What is left to do from here, in order."""
    is_right = _is_owned_as_wanted(plan, place, customer)
    changes: list[Change] = []
    if not is_right and place.is_owned:
        changes.append(Change.UNCLAIM)
    if place.product is not None and plan.new_owner is not NewOwner.CUSTOMER:
        changes.append(Change.REMOVE)
    if not is_right and plan.new_owner is not NewOwner.NOBODY:
        changes.append(Change.CLAIM)
    if plan.flash_tinker:
        changes.append(Change.FLASH)
    return tuple(changes)


def _is_owned_as_wanted(plan: Plan, place: Place, customer: str) -> bool:
    match plan.new_owner:
        case NewOwner.CUSTOMER:
            return is_same_user(place.owner, customer)
        case NewOwner.SIGNED_IN:
            return place.is_ours
        case NewOwner.NOBODY:
            return not place.is_owned


def restore(
    session: Session,
    facts: Facts,
    plan: Plan,
    say: Say,
    cancel: Cancel,
    before: Place | None = None,
    earlier: Sequence[Change] = (),
) -> Report:
    """Do what is left, then look again; a change that fails, or Ctrl+C, ends it, and the report tells how far it came.

    `before` is where the device is, for whoever has just looked; `earlier` is what was done before trying again.
    Raises `SetupError` only before anything was changed, and CANCELLED. A device that would end up with nobody,
    because it is offline and cannot be claimed, is not taken from anybody: DEVICE_OFFLINE.
    """
    if plan.new_owner is NewOwner.SIGNED_IN and facts.token_kind is not TokenKind.DEVELOPER:
        raise SetupError(Reason.WRONG_TOKEN_KIND, f"a {facts.token_kind} token has no account to claim it to")
    before = before or look(session, facts, plan.device_id, cancel)
    customer = facts.customer or ""
    changes = changes_for(plan, before, customer)
    if plan.new_owner is NewOwner.SIGNED_IN and Change.CLAIM in changes and before.is_seen and not before.online:
        raise SetupError(Reason.DEVICE_OFFLINE, "it has to be online to be claimed by its id; nothing was changed")
    done = list(earlier)
    failure = None
    for change in changes:
        say(ChangeNews(change, ChangeState.STARTED))
        try:
            _CHANGES[change](session, facts, plan, before, cancel)
        except SetupError as exc:
            say(ChangeNews(change, ChangeState.FAILED))
            failure = exc
            break
        except KeyboardInterrupt:
            return Report(before, None, tuple(done), (), SetupError(Reason.CANCELLED, "interrupted"))
        done.append(change)
        say(ChangeNews(change, ChangeState.DONE))
    try:
        after = _look_again(session, facts, plan.device_id, before, Cancel() if cancel.cancelled else cancel)
    except SetupError as exc:
        return Report(before, None, tuple(done), (), failure or exc)
    left: list[Change] = [change for change in changes_for(plan, after, customer) if change is not Change.FLASH]
    if plan.flash_tinker and Change.FLASH not in done:
        left.append(Change.FLASH)
    return Report(before, after, tuple(done), tuple(left), failure)


def _look_again(session: Session, facts: Facts, device_id: DeviceId, before: Place, cancel: Cancel) -> Place:
    """Where it is after the changes; what other products do not tell is of no interest any more."""
    if not before.is_out_of_reach:
        facts = replace(facts, product=before.product or facts.product)
    try:
        after = look(session, facts, device_id, cancel)
    except SetupError as exc:
        if exc.reason not in _NOT_SHOWN:
            raise
        # Where it was could be looked into: a cloud may hide what is not there any more (cloud docs: 404/403).
        after = Place()
    if after.is_seen or not before.is_out_of_reach:
        return after
    # Only its owner is shown that it is in that product, and may own it no more.
    return replace(after, product=before.product, is_out_of_reach=True)


def _products(session: Session, facts: Facts, known_id: int | None, cancel: Cancel) -> tuple[Product, ...]:
    if facts.product is not None:
        return (facts.product,)
    if session.token is None or session.token.kind is not TokenKind.DEVELOPER:
        raise SetupError(Reason.PRODUCT_NOT_FOUND, "a product's own token does not say which product: name it")
    seen = session.cloud.products.list_products(session.token.value, cancel)
    if known_id is not None:
        return tuple(product for product in seen if product.product_id == known_id) or (Product(known_id),)
    return tuple(product for product in seen if product.platform_id in (None, *SOFTAP_PLATFORMS))


def _is_ours(session: Session, facts: Facts, own: CloudDevice | None, owner: str, cancel: Cancel) -> bool:
    return own is not None and is_ones_own(session, replace(own, owner=owner), facts.username or "", cancel)


def _place(facts: Facts, device: CloudDevice, is_ours: bool, product: Product | None) -> Place:
    return Place(
        product=product,
        is_barred=device.barred,
        owner=device.owner or (facts.username or "" if is_ours else ""),
        is_ours=is_ours,
        name=device.name,
        online=device.online,
        last_heard=device.last_heard or device.last_handshake_at,
    )


def _unclaim(session: Session, facts: Facts, plan: Plan, place: Place, cancel: Cancel) -> None:
    """Raises RESTORE_INCOMPLETE if it still has its owner: removed now, nobody could take it from them any more."""
    product = place.product
    if product is None or place.is_out_of_reach:
        session.cloud.release_device(session.require_token(), plan.device_id, cancel)
        return
    as_staff(session, lambda token: session.cloud.products.unclaim(token, product.ref, plan.device_id, cancel), cancel)
    for _look in looks(cancel):
        member = find_member(session, replace(facts, product=product), plan.device_id, cancel, strict=True)
        if member is None or not member.owner:
            return
    raise SetupError(Reason.RESTORE_INCOMPLETE, "the cloud took the wish, and still names an owner")


def _remove(session: Session, _facts: Facts, plan: Plan, place: Place, cancel: Cancel) -> None:
    product = place.product
    if product is None:
        return
    if place.is_out_of_reach:
        detail = f"it is in product {product.ref}, which was not named, or which this sign-in may not change"
        raise SetupError(Reason.RESTORE_INCOMPLETE, detail)
    as_staff(session, lambda token: session.cloud.products.remove(token, product.ref, plan.device_id, cancel), cancel)


def _claim(session: Session, facts: Facts, plan: Plan, place: Place, cancel: Cancel) -> None:
    token = session.require_token()
    if plan.new_owner is NewOwner.CUSTOMER:
        if (place.product is None or place.is_out_of_reach or place.is_barred) and facts.product is not None:
            put_into_product(session, facts.product, plan.device_id, cancel)
        if session.customer_token is None:
            raise SetupError(Reason.CUSTOMER_REFUSED, "no customer's token is held")
        token = session.customer_token.value
    if not session.cloud.claim_device(token, plan.device_id, cancel):
        raise SetupError(Reason.RESTORE_INCOMPLETE, "the device has to be online to be claimed by its id")


def _flash(session: Session, _facts: Facts, plan: Plan, _place: Place, cancel: Cancel) -> None:
    session.cloud.flash_tinker(session.require_token(), plan.device_id, cancel)


_MakeChange = Callable[[Session, Facts, Plan, Place, Cancel], None]
_CHANGES: Mapping[Change, _MakeChange] = MappingProxyType(
    {
        Change.UNCLAIM: _unclaim,
        Change.REMOVE: _remove,
        Change.CLAIM: _claim,
        Change.FLASH: _flash,
    }
)
