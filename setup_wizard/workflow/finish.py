"""What is nice to do once the device is online and owned; a failure here is not a failed setup."""

from __future__ import annotations

from dataclasses import replace

from setup_wizard.core.account import CloudDevice
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.device import DeviceId
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.workflow.access import as_owner, as_staff
from setup_wizard.workflow.facts import Facts
from setup_wizard.workflow.session import Session

BLINK_S = 5.0
PAGES_OF_CUSTOMERS = 3


def name_device(session: Session, facts: Facts, name: str, cancel: Cancel) -> Facts:
    """Give the device a name in the cloud."""
    device_id = _device_id(facts)
    kept = as_owner(
        session, facts, lambda token: session.cloud.rename_device(token, device_id, name.strip(), cancel), cancel
    )
    return replace(facts, device_name=kept)


def blink(session: Session, facts: Facts, cancel: Cancel) -> None:
    """Let the device's light play all colours for a moment, so that the person sees which one it is."""
    device_id = _device_id(facts)
    _signal(session, facts, device_id, True, cancel)
    try:
        cancel.sleep(BLINK_S)
    finally:
        # Whoever stops looking at it does not want it to go on either.
        _signal(session, facts, device_id, False, Cancel())


def customer_is_listed(session: Session, facts: Facts, cancel: Cancel) -> bool:
    """Whether the product lists the device's customer now, which it does from the first claim on (cloud docs).

    Looks at the first pages only: a product may have very many customers.
    """
    if not facts.imports or facts.product is None or not facts.customer:
        return False
    ref = facts.product.ref
    listed = as_staff(
        session,
        lambda token: session.cloud.products.list_customers(token, ref, cancel, most_pages=PAGES_OF_CUSTOMERS),
        cancel,
    )
    return facts.customer in (name.lower() for name in listed)


def list_owned(session: Session, facts: Facts, cancel: Cancel) -> tuple[CloudDevice, ...]:
    """The devices of whom this one belongs to now."""
    return as_owner(session, facts, lambda token: session.cloud.list_devices(token, cancel), cancel)


def list_variables(session: Session, facts: Facts, cancel: Cancel) -> tuple[str, ...]:
    """The names of the variables its firmware shows, none while it is offline."""
    device_id = _device_id(facts)
    device = as_owner(session, facts, lambda token: session.cloud.find_device(token, device_id, cancel), cancel)
    return device.variables if device is not None else ()


def read_variable(session: Session, facts: Facts, name: str, cancel: Cancel) -> str:
    """A variable's value now, as text."""
    device_id = _device_id(facts)
    return str(
        as_owner(session, facts, lambda token: session.cloud.read_variable(token, device_id, name, cancel), cancel)
    )


def _signal(session: Session, facts: Facts, device_id: DeviceId, on: bool, cancel: Cancel) -> None:
    as_owner(session, facts, lambda token: session.cloud.signal_device(token, device_id, on, cancel), cancel)


def _device_id(facts: Facts) -> DeviceId:
    if facts.device is None:
        raise SetupError(Reason.CLOUD_ERROR, "there is no device")
    return facts.device.device_id
