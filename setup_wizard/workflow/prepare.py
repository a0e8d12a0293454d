"""What the cloud must be asked for before a Photon can be set up, in the order the cloud needs it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from setup_wizard.core.account import ClaimCode
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.workflow.access import as_owner, asks_cloud
from setup_wizard.workflow.facts import Facts, Purpose
from setup_wizard.workflow.news import Milestone, Say
from setup_wizard.workflow.product import import_device
from setup_wizard.workflow.session import Claimant, HeldClaimCode, Session

_Job = Callable[[Session, Facts, Say, Cancel], Facts]


def is_prepared(session: Session, facts: Facts) -> bool:
    """Whether nothing is missing, as far as the device is known."""
    return _missing(session, facts) is None


def prepare(session: Session, facts: Facts, say: Say, cancel: Cancel) -> Facts:
    """Note the devices there are, put this one into its product, fetch a claim code: what is not done yet.

    The product comes before the code, because the code only takes on a device that is in it; the code comes as late as
    possible, because it is good for an hour (cloud docs: device_claims). Needs the internet; raises `SetupError`.
    """
    while (job := _missing(session, facts)) is not None:
        facts = job(session, facts, say, cancel)
    return facts


def _missing(session: Session, facts: Facts) -> _Job | None:
    if not asks_cloud(facts):
        return None
    if facts.devices_before is None and facts.purpose is not Purpose.PRODUCT_DEVICE:
        return _note_devices
    if facts.imports and facts.imported != facts.known_device_id:
        return _import
    if facts.imports and facts.imported is None:
        return None
    if facts.claims and not _has_code(session, facts):
        return _fetch_code
    return None


def _has_code(session: Session, facts: Facts) -> bool:
    """Whether the code that is held makes whom these facts mean the owner of this device."""
    held, device_id = session.claim_code, facts.known_device_id
    if held is None or held.claimant != _claimant(facts):
        return False
    return held.is_young if device_id is None else held.is_good_for(device_id)


def _claimant(facts: Facts) -> Claimant:
    product = facts.product if facts.purpose is Purpose.CUSTOMER else None
    return Claimant(facts.owner, product.ref if product is not None else None)


def note_devices(session: Session, facts: Facts, cancel: Cancel) -> Facts:
    """Ask, once, which devices the owner has already; of a device that nobody shall own, only the product knows."""
    if facts.devices_before is not None or facts.purpose is Purpose.PRODUCT_DEVICE or not asks_cloud(facts):
        return facts
    devices = as_owner(session, facts, lambda token: session.cloud.list_devices(token, cancel), cancel)
    return replace(facts, devices_before=devices)


def _note_devices(session: Session, facts: Facts, _say: Say, cancel: Cancel) -> Facts:
    return note_devices(session, facts, cancel)


def _import(session: Session, facts: Facts, say: Say, cancel: Cancel) -> Facts:
    if facts.known_device_id is None:
        raise SetupError(Reason.DEVICE_UNREACHABLE, "no device is known yet")
    facts = import_device(session, facts, facts.known_device_id, cancel)
    say(Milestone.IN_PRODUCT)
    return facts


def _fetch_code(session: Session, facts: Facts, _say: Say, cancel: Cancel) -> Facts:
    claimant = _claimant(facts)

    def create(token: Secret) -> ClaimCode:
        if claimant.product is not None:
            return session.cloud.customers.create_claim_code(token, claimant.product, cancel)
        return session.cloud.create_claim_code(token, cancel)

    session.claim_code = HeldClaimCode(as_owner(session, facts, create, cancel), claimant)
    return facts
