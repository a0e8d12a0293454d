"""Giving a returned device back, or to somebody else, in the cloud alone.

Unclaim first, then remove from the product: a device that was removed while it was owned is hard to unclaim (cloud
docs). Every run looks first and only does what is left, so a run that was interrupted is simply run again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto

from setup_wizard.core.account import TokenKind
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.device import DeviceId
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.product import SOFTAP_PLATFORMS, Product
from setup_wizard.workflow.access import as_staff, find_member
from setup_wizard.workflow.facts import Facts
from setup_wizard.workflow.news import Change, ChangeNews, ChangeState, Say
from setup_wizard.workflow.product import put_into_product
from setup_wizard.workflow.session import Session

CONFIRMED_BY = 4
"""The last digits of the id that a person types before anything is changed."""


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
        """RESTORED only if the cloud, asked again, shows it."""
        if self.failure is not None:
            return self.failure.reason
        return Reason.RESTORE_INCOMPLETE if self.left or self.after is None else Reason.RESTORED


def look(session: Session, facts: Facts, device_id: DeviceId, cancel: Cancel) -> Place:
    """Find the device: in the product that was named, in the account, or in a product of its team."""
    token = session.require_token()
    own = None
    if session.token is not None and session.token.kind is TokenKind.DEVELOPER:
        own = session.cloud.find_device(token, device_id, cancel)
    for product in _products(session, facts, own.product_id if own else None, cancel):
        member = find_member(session, replace(facts, product=product), device_id, cancel)
        if member is not None:
            return Place(
                product=product,
                owner=member.owner or (facts.username or "" if own else ""),
                is_ours=own is not None,
                name=member.name,
                online=member.online,
                last_heard=member.last_heard or member.last_handshake_at,
            )
    if own is None:
        return Place()
    return Place(
        owner=facts.username or "",
        is_ours=True,
        name=own.name,
        online=own.online,
        last_heard=own.last_heard or own.last_handshake_at,
    )


def changes_for(plan: Plan, place: Place, customer: str = "") -> tuple[Change, ...]:
    """What is left to do from here, in order."""
    stays = plan.new_owner is NewOwner.CUSTOMER
    is_right = (
        place.owner.casefold() == customer.casefold()
        if stays
        else place.is_ours and place.product is None
        if plan.new_owner is NewOwner.SIGNED_IN
        else not place.owner and not place.is_ours
    )
    changes: list[Change] = []
    if not is_right and (place.owner or place.is_ours):
        changes.append(Change.UNCLAIM)
    if place.product is not None and not stays:
        changes.append(Change.REMOVE)
    if not is_right and plan.new_owner is not NewOwner.NOBODY:
        changes.append(Change.CLAIM)
    if plan.flash_tinker:
        changes.append(Change.FLASH)
    return tuple(changes)


def restore(
    session: Session, facts: Facts, plan: Plan, say: Say, cancel: Cancel, before: Place | None = None
) -> Report:
    """Do what is left, then look again; a change that fails ends it, and the report tells how far it came.

    `before` is where the device is, for whoever has just looked.
    Raises `SetupError` only before anything was changed, and CANCELLED.
    """
    if plan.new_owner is NewOwner.SIGNED_IN and facts.token_kind is not TokenKind.DEVELOPER:
        raise SetupError(Reason.WRONG_TOKEN_KIND, f"a {facts.token_kind} token has no account to claim it to")
    before = before or look(session, facts, plan.device_id, cancel)
    customer = facts.customer or ""
    done: list[Change] = []
    failure = None
    for change in changes_for(plan, before, customer):
        say(ChangeNews(change, ChangeState.STARTED))
        try:
            _CHANGES[change](session, facts, plan, before, cancel)
        except SetupError as exc:
            say(ChangeNews(change, ChangeState.FAILED))
            failure = exc
            break
        done.append(change)
        say(ChangeNews(change, ChangeState.DONE))
    try:
        after = look(session, facts, plan.device_id, Cancel() if cancel.cancelled else cancel)
    except SetupError as exc:
        return Report(before, None, tuple(done), (), failure or exc)
    left: list[Change] = [change for change in changes_for(plan, after, customer) if change is not Change.FLASH]
    if plan.flash_tinker and Change.FLASH not in done:
        left.append(Change.FLASH)
    return Report(before, after, tuple(done), tuple(left), failure)


def _products(session: Session, facts: Facts, known_id: int | None, cancel: Cancel) -> tuple[Product, ...]:
    if facts.product is not None:
        return (facts.product,)
    if session.token is None or session.token.kind is not TokenKind.DEVELOPER:
        raise SetupError(Reason.PRODUCT_NOT_FOUND, "a product's own token does not say which product: name it")
    seen = session.cloud.products.list_products(session.token.value, cancel)
    if known_id is not None:
        return tuple(product for product in seen if product.product_id == known_id) or (Product(known_id),)
    return tuple(product for product in seen if product.platform_id in (None, *SOFTAP_PLATFORMS))


def _unclaim(session: Session, facts: Facts, plan: Plan, place: Place, cancel: Cancel) -> None:
    del facts
    if place.product is None:
        session.cloud.release_device(session.require_token(), plan.device_id, cancel)
        return
    ref = place.product.ref
    as_staff(session, lambda token: session.cloud.products.unclaim(token, ref, plan.device_id, cancel), cancel)


def _remove(session: Session, facts: Facts, plan: Plan, place: Place, cancel: Cancel) -> None:
    del facts
    if place.product is not None:
        ref = place.product.ref
        as_staff(session, lambda token: session.cloud.products.remove(token, ref, plan.device_id, cancel), cancel)


def _claim(session: Session, facts: Facts, plan: Plan, place: Place, cancel: Cancel) -> None:
    token = session.require_token()
    if plan.new_owner is NewOwner.CUSTOMER:
        if place.product is None and facts.product is not None:
            put_into_product(session, facts.product, plan.device_id, cancel)
        if session.customer_token is None:
            raise SetupError(Reason.CUSTOMER_REFUSED, "no customer's token is held")
        token = session.customer_token.value
    if not session.cloud.claim_device(token, plan.device_id, cancel):
        raise SetupError(Reason.RESTORE_INCOMPLETE, "the device has to be online to be claimed by its id")


def _flash(session: Session, facts: Facts, plan: Plan, place: Place, cancel: Cancel) -> None:
    del facts, place
    session.cloud.flash_tinker(session.require_token(), plan.device_id, cancel)


_Step = Callable[[Session, Facts, Plan, Place, Cancel], None]
_CHANGES: dict[Change, _Step] = {
    Change.UNCLAIM: _unclaim,
    Change.REMOVE: _remove,
    Change.CLAIM: _claim,
    Change.FLASH: _flash,
}
