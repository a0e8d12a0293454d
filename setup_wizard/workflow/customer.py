"""The customer a product's device is for: created or found, which is one action to the person."""

from __future__ import annotations

from collections.abc import Callable

from setup_wizard.core.account import Customer, OAuthClient
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.workflow.access import as_staff
from setup_wizard.workflow.facts import Facts
from setup_wizard.workflow.session import Session

CLIENT_NAME = "Photon Setup"


def use_customer(
    session: Session, facts: Facts, email: str, cancel: Cancel, told: Callable[[Customer], None] = lambda _held: None
) -> Facts:
    """Hold a token of this customer, made with the product's client; any text may name one, not only an e-mail.

    `told` hears whether the customer was created or found.
    Raises `SetupError` CUSTOMER_REFUSED, also when no client is known, or SIGN_IN_REFUSED for another product's client.
    """
    customer = email.strip().lower()
    if session.client is None or facts.product is None or not customer:
        raise SetupError(Reason.CUSTOMER_REFUSED, "customers are made with a product, its client, and a name")
    session.client_product = facts.product.ref
    try:
        held = session.cloud.customers.create_or_find(session.client, facts.product.ref, customer, cancel)
    except SetupError as exc:
        if exc.reason is not Reason.PRODUCT_NOT_FOUND:
            raise
        # It was found before, by whoever signed in.
        detail = f"{exc.detail}; the client {session.client.client_id} is not one of this product"
        raise SetupError(Reason.SIGN_IN_REFUSED, detail) from exc
    session.customer_token = held.token
    told(held)
    return facts.with_customer(customer)


def create_client(session: Session, facts: Facts, keep: Callable[[OAuthClient], None]) -> OAuthClient:
    """Make a two-legged client in the product, and `keep` it.

    The cloud shows its secret this once, so nobody can cancel this (it ends within the call's own total time), and it
    is held in memory before anything is done with it.
    """
    if facts.product is None:
        raise SetupError(Reason.PRODUCT_NOT_FOUND, "no product is chosen")
    ref, unstoppable = facts.product.ref, Cancel()
    client = as_staff(
        session,
        lambda token: session.cloud.products.create_client(token, ref, CLIENT_NAME, unstoppable),
        unstoppable,
    )
    session.client, session.client_product = client, ref
    keep(client)
    return client
