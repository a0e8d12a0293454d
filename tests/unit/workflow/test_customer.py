from __future__ import annotations

from dataclasses import replace

import pytest

from setup_wizard.core.account import OAuthClient
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.product import Product
from setup_wizard.workflow.customer import create_client, use_customer
from setup_wizard.workflow.facts import Facts, Purpose
from setup_wizard.workflow.news import News
from setup_wizard.workflow.prepare import is_prepared, prepare
from tests.unit.workflow.fakes import (
    CLIENT,
    CUSTOMER,
    DEVICE_ID,
    PRODUCT,
    FakeCloud,
    FakePhoton,
    customer_session,
    facts_for_customer,
    session_with,
)

NOBODY_YET = replace(facts_for_customer(), customer=None)


@pytest.mark.parametrize("typed", [CUSTOMER, f"  {CUSTOMER.upper()} "])
def test_a_customer_is_created_or_found_under_the_name_the_cloud_keeps(typed: str, cancel: Cancel) -> None:
    cloud = FakeCloud()
    session = session_with(cloud, FakePhoton())
    session.client = CLIENT
    facts = use_customer(session, NOBODY_YET, typed, cancel)
    assert facts.customer == CUSTOMER
    assert cloud.calls == [f"create_or_find {CUSTOMER}"]
    assert session.customer_token is not None
    assert session.customer_token.username == CUSTOMER


def test_a_customer_need_not_have_an_email(cancel: Cancel) -> None:
    session = customer_session(FakeCloud(), FakePhoton())
    assert use_customer(session, NOBODY_YET, "unit-0042", cancel).customer == "unit-0042"


@pytest.mark.parametrize("name", ["", "   "])
def test_nobody_is_no_customer(name: str, cancel: Cancel) -> None:
    cloud = FakeCloud()
    with pytest.raises(SetupError) as raised:
        use_customer(customer_session(cloud, FakePhoton()), NOBODY_YET, name, cancel)
    assert raised.value.reason is Reason.CUSTOMER_REFUSED
    assert cloud.calls == []


def test_without_a_client_no_call_is_made_that_would_be_refused(cancel: Cancel) -> None:
    cloud = FakeCloud()
    with pytest.raises(SetupError) as raised:
        use_customer(session_with(cloud, FakePhoton()), NOBODY_YET, CUSTOMER, cancel)
    assert raised.value.reason is Reason.CUSTOMER_REFUSED
    assert cloud.calls == []


WITH_DEVICE = replace(facts_for_customer(), expected_device_id=DEVICE_ID)


@pytest.mark.parametrize(
    "meant",
    [
        WITH_DEVICE.with_customer("bob@example.com"),
        WITH_DEVICE.with_product(Product(12858)).with_customer(CUSTOMER),
        WITH_DEVICE.with_purpose(Purpose.OWN_ACCOUNT),
        replace(WITH_DEVICE, username=CUSTOMER).with_purpose(Purpose.OWN_ACCOUNT),
    ],
)
def test_a_claim_code_that_was_fetched_for_somebody_else_is_not_used(
    meant: Facts, cancel: Cancel, said: list[News]
) -> None:
    cloud = FakeCloud()
    session = customer_session(cloud, FakePhoton())
    prepared = prepare(session, WITH_DEVICE, said.append, cancel)
    assert is_prepared(session, use_customer(session, prepared, CUSTOMER, cancel))
    assert not is_prepared(session, meant)
    prepare(session, meant, said.append, cancel)
    assert session.claim_code is not None
    assert session.claim_code.code.value == cloud.codes[1]


def test_the_client_that_makes_a_customer_is_this_products() -> None:
    session = customer_session(FakeCloud(), FakePhoton())
    use_customer(session, NOBODY_YET, CUSTOMER, Cancel())
    assert session.client_product == PRODUCT.ref


def test_a_new_client_is_held_before_it_is_kept_so_that_its_secret_is_never_lost() -> None:
    session = session_with(FakeCloud(), FakePhoton())

    def fail(client: OAuthClient) -> None:
        assert session.client == client
        raise SetupError(Reason.KEYRING_UNAVAILABLE)

    with pytest.raises(SetupError):
        create_client(session, NOBODY_YET, fail)
    assert session.client == CLIENT
