from __future__ import annotations

from dataclasses import replace

import pytest

from setup_wizard.core.account import CloudDevice, TokenKind
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.product import Membership, Product
from setup_wizard.workflow.facts import Facts, Purpose
from setup_wizard.workflow.product import LOOKS, choose_product, import_device, list_products
from tests.unit.workflow.fakes import (
    CUSTOMER,
    DEVICE_ID,
    OFFLINE,
    PRODUCT,
    PRODUCT_TOKEN,
    STALE,
    FakeCloud,
    FakePhoton,
    Script,
    customer_session,
    facts_for_customer,
    session_with,
)


@pytest.mark.parametrize("typed", ["12857", "lamp", " lamp "])
def test_a_product_is_found_by_id_or_slug(typed: str, cancel: Cancel) -> None:
    facts = choose_product(
        session_with(FakeCloud(), FakePhoton()), Facts(purpose=Purpose.PRODUCT_DEVICE, username="me"), typed, cancel
    )
    assert facts.product == PRODUCT


@pytest.mark.parametrize(("platform_id", "is_fine"), [(6, True), (8, True), (None, True), (12, False), (0, False)])
def test_a_product_of_other_devices_is_refused_before_anything_is_changed(
    platform_id: int | None, is_fine: bool, cancel: Cancel
) -> None:
    cloud = FakeCloud()
    cloud.products.listed = (replace(PRODUCT, platform_id=platform_id),)
    facts = Facts(purpose=Purpose.PRODUCT_DEVICE, username="me")
    if is_fine:
        assert choose_product(session_with(cloud, FakePhoton()), facts, "lamp", cancel).product is not None
        return
    with pytest.raises(SetupError) as raised:
        choose_product(session_with(cloud, FakePhoton()), facts, "lamp", cancel)
    assert raised.value.reason is Reason.WRONG_PLATFORM
    assert cloud.calls == ["find_product"]


@pytest.mark.parametrize(("typed", "product_id"), [("12857", 12857), ("lamp", None)])
def test_a_customer_names_the_product_without_looking_it_up(typed: str, product_id: int | None, cancel: Cancel) -> None:
    cloud = FakeCloud()
    facts = Facts(purpose=Purpose.CUSTOMER, username=CUSTOMER, token_kind=TokenKind.CUSTOMER, customer=CUSTOMER)
    facts = choose_product(session_with(cloud, FakePhoton()), facts, typed, cancel)
    assert facts.product is not None
    assert (facts.product.product_id, facts.product.ref) == (product_id, typed)
    assert facts.customer == CUSTOMER
    assert cloud.calls == []


def test_only_a_team_member_sees_a_list_of_products(cancel: Cancel) -> None:
    session = session_with(FakeCloud(), FakePhoton())
    assert list_products(session, cancel) == (PRODUCT,)
    session.token = PRODUCT_TOKEN
    assert list_products(session, cancel) == ()


@pytest.mark.parametrize("membership", Membership)
def test_a_device_is_in_the_product_or_the_setup_ends(membership: Membership, cancel: Cancel) -> None:
    cloud = FakeCloud()
    cloud.products.imports = Script(membership)
    session = customer_session(cloud, FakePhoton())
    if membership in (Membership.ADDED, Membership.ALREADY):
        assert import_device(session, facts_for_customer(), DEVICE_ID, cancel).imported == DEVICE_ID
        return
    with pytest.raises(SetupError) as raised:
        import_device(session, facts_for_customer(), DEVICE_ID, cancel)
    assert raised.value.reason is Reason.DEVICE_REFUSED_BY_PRODUCT
    assert DEVICE_ID in raised.value.detail


def test_a_device_of_another_customer_is_not_taken_silently(cancel: Cancel) -> None:
    cloud = FakeCloud()
    cloud.products.members = Script(replace(OFFLINE, owner="bob@example.com"))
    with pytest.raises(SetupError) as raised:
        import_device(customer_session(cloud, FakePhoton()), facts_for_customer(), DEVICE_ID, cancel)
    assert raised.value.reason is Reason.OWNED_BY_OTHER
    assert DEVICE_ID in raised.value.detail
    assert "bob@example.com" not in str(raised.value), "a report of it names nobody"


def test_a_device_for_nobody_that_belongs_to_somebody_has_to_be_restored_first(cancel: Cancel) -> None:
    cloud = FakeCloud()
    cloud.products.members = Script(replace(OFFLINE, owner="bob@example.com"))
    facts = replace(facts_for_customer(), purpose=Purpose.PRODUCT_DEVICE, customer=None)
    with pytest.raises(SetupError) as raised:
        import_device(session_with(cloud, FakePhoton()), facts, DEVICE_ID, cancel)
    assert raised.value.reason is Reason.OWNED_BY_OTHER


@pytest.mark.parametrize(
    ("purpose", "member"),
    [
        (Purpose.PRODUCT_DEVICE, None),
        (Purpose.PRODUCT_DEVICE, replace(OFFLINE, barred=True)),
        (Purpose.CUSTOMER, replace(OFFLINE, barred=True)),
    ],
)
def test_a_device_that_the_product_does_not_show_after_the_import_is_not_in_it(
    purpose: Purpose, member: CloudDevice | None, cancel: Cancel
) -> None:
    cloud = FakeCloud()
    cloud.products.members = Script(member)
    with pytest.raises(SetupError) as raised:
        import_device(
            customer_session(cloud, FakePhoton()), replace(facts_for_customer(), purpose=purpose), DEVICE_ID, cancel
        )
    assert raised.value.reason is Reason.DEVICE_REFUSED_BY_PRODUCT
    assert cloud.products.members.asked == LOOKS


def test_a_device_that_is_shown_late_is_set_up_where_the_customers_list_can_tell(cancel: Cancel) -> None:
    cloud = FakeCloud()
    cloud.products.members = Script(None)
    facts = import_device(customer_session(cloud, FakePhoton()), facts_for_customer(), DEVICE_ID, cancel)
    assert (facts.imported, cloud.products.members.asked) == (DEVICE_ID, LOOKS)


def test_a_role_that_may_import_but_not_look_is_enough_where_the_customers_list_can_tell(cancel: Cancel) -> None:
    cloud = FakeCloud()
    cloud.failures["find_member"] = SetupError(Reason.NOT_ALLOWED, "HTTP 403")
    session = customer_session(cloud, FakePhoton())
    assert import_device(session, facts_for_customer(), DEVICE_ID, cancel).imported == DEVICE_ID
    with pytest.raises(SetupError) as raised:
        import_device(session, replace(facts_for_customer(), purpose=Purpose.PRODUCT_DEVICE), DEVICE_ID, cancel)
    assert raised.value.reason is Reason.NOT_ALLOWED


def test_a_cloud_that_needs_a_moment_to_show_the_device_is_given_it(cancel: Cancel) -> None:
    cloud = FakeCloud()
    cloud.products.members = Script(None, OFFLINE)
    assert import_device(customer_session(cloud, FakePhoton()), facts_for_customer(), DEVICE_ID, cancel).imported


def test_what_the_product_shows_of_a_device_for_nobody_is_no_news_later(cancel: Cancel) -> None:
    facts = replace(facts_for_customer(), purpose=Purpose.PRODUCT_DEVICE, customer=None)
    facts = import_device(customer_session(FakeCloud(), FakePhoton()), facts, DEVICE_ID, cancel)
    assert facts.device_before(DEVICE_ID) == OFFLINE


def test_what_the_customer_s_own_list_shows_stays_known_beside_what_the_product_shows(cancel: Cancel) -> None:
    facts = replace(facts_for_customer(), devices_before=(STALE,))
    facts = import_device(customer_session(FakeCloud(), FakePhoton()), facts, DEVICE_ID, cancel)
    assert facts.device_before(DEVICE_ID) == STALE


@pytest.mark.parametrize("owner", ["", CUSTOMER, CUSTOMER.upper()])
def test_a_device_of_nobody_or_of_this_customer_is_set_up(owner: str, cancel: Cancel) -> None:
    cloud = FakeCloud()
    cloud.products.members = Script(replace(OFFLINE, owner=owner))
    facts = import_device(customer_session(cloud, FakePhoton()), facts_for_customer(), DEVICE_ID, cancel)
    assert facts.imported == DEVICE_ID


def test_a_customer_cannot_import_and_no_call_is_made_that_would_say_so(cancel: Cancel) -> None:
    cloud = FakeCloud()
    session = session_with(cloud, FakePhoton())
    session.token = replace(PRODUCT_TOKEN, kind=TokenKind.CUSTOMER)
    with pytest.raises(SetupError) as raised:
        import_device(session, replace(facts_for_customer(), product=Product(1)), DEVICE_ID, cancel)
    assert raised.value.reason is Reason.WRONG_TOKEN_KIND
    assert cloud.calls == []


def test_another_product_has_another_client(cancel: Cancel) -> None:
    cloud = FakeCloud()
    other = replace(PRODUCT, product_id=12858, slug="lamp-p1")
    cloud.products.listed = (PRODUCT, other)
    session = customer_session(cloud, FakePhoton())
    facts = choose_product(session, facts_for_customer(), "lamp", cancel)
    assert session.client is not None
    choose_product(session, facts, "lamp-p1", cancel)
    assert session.client is None


def test_another_product_has_another_client_also_after_the_purpose_was_changed(cancel: Cancel) -> None:
    cloud = FakeCloud()
    cloud.products.listed = (PRODUCT, replace(PRODUCT, product_id=12858, slug="lamp-p1"))
    session = customer_session(cloud, FakePhoton())
    facts = choose_product(session, facts_for_customer(), "lamp", cancel)
    facts = facts.with_purpose(Purpose.PRODUCT_DEVICE).with_purpose(Purpose.CUSTOMER)
    choose_product(session, facts, "lamp", cancel)
    assert session.client is not None
    choose_product(session, facts, "lamp-p1", cancel)
    assert session.client is None
