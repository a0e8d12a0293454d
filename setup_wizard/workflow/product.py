"""Choosing a product and putting a device into it, which has to happen before the device presents its claim code."""

from __future__ import annotations

from collections.abc import Iterator

from setup_wizard.core.account import CloudDevice, TokenKind
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.device import DeviceId
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.product import SOFTAP_PLATFORMS, Membership, Product
from setup_wizard.workflow.access import as_staff, find_member, is_owned_by
from setup_wizard.workflow.facts import Facts, Purpose
from setup_wizard.workflow.session import Session

LOOKS = 3
LOOK_PAUSE_S = 1.5
_REFUSALS = {
    Membership.INVALID: "it is in another product, of another kind than this product's devices, or unknown",
    Membership.NONMEMBER: "somebody outside the product's team owns it",
    Membership.PROTECTED: "it is protected",
}


def list_products(session: Session, cancel: Cancel) -> tuple[Product, ...]:
    """The products a team member sees; none for a product's own token, which belongs to one and does not say which."""
    if session.token is None or session.token.kind is not TokenKind.DEVELOPER:
        return ()
    return session.cloud.products.list_products(session.token.value, cancel)


def choose_product(session: Session, facts: Facts, id_or_slug: str, cancel: Cancel) -> Facts:
    """The product of this id or slug; raises `SetupError` PRODUCT_NOT_FOUND or WRONG_PLATFORM.

    A customer may not look it up, so what was typed is only used: a wrong one is refused with the claim code.
    """
    typed = id_or_slug.strip()
    if facts.token_kind is TokenKind.CUSTOMER and typed:
        return facts.with_product(Product(int(typed) if typed.isdecimal() else None, slug=typed))
    product = as_staff(session, lambda token: session.cloud.products.find_product(token, typed, cancel), cancel)
    check_platform(product)
    if facts.token_kind is TokenKind.DEVELOPER:
        keep_client_of(session, product)
    return facts.with_product(product)


def keep_client_of(session: Session, product: Product) -> None:
    """Another product has another client; one that came before any product was chosen is taken for this one's."""
    if session.client_product not in (None, product.ref):
        session.client = None
    session.client_product = product.ref


def check_platform(product: Product) -> Product:
    """The product, if its devices can be set up over Wi-Fi; raises `SetupError(WRONG_PLATFORM)`."""
    if product.platform_id not in (None, *SOFTAP_PLATFORMS):
        raise SetupError(Reason.WRONG_PLATFORM, f"{product.name or product.ref} is for platform {product.platform_id}")
    return product


def import_device(session: Session, facts: Facts, device_id: DeviceId, cancel: Cancel) -> Facts:
    """Put the device into the product and see who owns it.

    Raises `SetupError`: DEVICE_REFUSED_BY_PRODUCT, or OWNED_BY_OTHER, because whether a claim code would take it from
    another customer is not known (cloud docs), it should not be taken silently, and a device that nobody shall own
    has an owner.
    """
    if facts.product is None:
        raise SetupError(Reason.PRODUCT_NOT_FOUND, "no product is chosen")
    put_into_product(session, facts.product, device_id, cancel)
    member = _new_member(session, facts, device_id, cancel)
    if member is not None and member.owner and not is_owned_by(member, facts.owner):
        # Who, is for the page that restores it: the detail goes into reports.
        raise SetupError(Reason.OWNED_BY_OTHER, f"{device_id} has another owner; restore it first")
    # That a customer's device was in the product before is no news of theirs: their own list has what is.
    return facts.with_imported(device_id, member if facts.purpose is Purpose.PRODUCT_DEVICE else None)


def _new_member(session: Session, facts: Facts, device_id: DeviceId, cancel: Cancel) -> CloudDevice | None:
    """What the product shows of a device that was put into it: its word counts more than the import's.

    None where it does not show it to this role, or not yet, and the customer's own list can tell later.
    """
    shown: CloudDevice | None = None
    failure = SetupError(Reason.DEVICE_REFUSED_BY_PRODUCT, f"{device_id}: its product does not show it")
    for _look in looks(cancel):
        try:
            shown = find_member(session, facts, device_id, cancel, strict=True)
        except SetupError as exc:
            if exc.reason is not Reason.NOT_ALLOWED:
                raise
            failure = exc
            continue
        if shown is not None and not shown.barred:
            return shown
    if shown is not None:
        raise SetupError(
            Reason.DEVICE_REFUSED_BY_PRODUCT, f"{device_id}: its product keeps it in quarantine or has denied it"
        )
    if facts.purpose is Purpose.CUSTOMER:
        return None
    raise failure


def looks(cancel: Cancel) -> Iterator[int]:
    """A few, with pauses between: a cloud may need a moment to show what it was told. Raises `CANCELLED`."""
    for number in range(LOOKS):
        if number:
            cancel.sleep(LOOK_PAUSE_S)
        yield number


def put_into_product(session: Session, product: Product, device_id: DeviceId, cancel: Cancel) -> None:
    """Import one device; one that is in the product already is fine. Raises DEVICE_REFUSED_BY_PRODUCT."""
    membership = as_staff(
        session, lambda token: session.cloud.products.import_device(token, product.ref, device_id, cancel), cancel
    )
    if not membership.is_member:
        raise SetupError(Reason.DEVICE_REFUSED_BY_PRODUCT, f"{device_id}: {_REFUSALS[membership]}")
