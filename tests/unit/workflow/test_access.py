from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from setup_wizard.core.account import CloudDevice, TokenKind
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.workflow.access import as_owner, as_staff, look_up
from setup_wizard.workflow.facts import Purpose
from tests.unit.workflow.fakes import (
    CLIENT,
    CUSTOMER,
    CUSTOMER_TOKEN,
    DEVICE_ID,
    OFFLINE,
    ONLINE,
    OTHER_ID,
    PRODUCT_TOKEN,
    TOKEN,
    USERNAME,
    FakeCloud,
    FakePhoton,
    Script,
    customer_session,
    facts_before_join,
    facts_for_customer,
    session_with,
)


def refusing(reason: Reason, *refused: Secret) -> Callable[[Secret], Secret]:
    """A call that refuses these tokens and says which one it took."""

    def call(token: Secret) -> Secret:
        if token in refused:
            raise SetupError(reason)
        return token

    return call


@pytest.mark.parametrize("reason", [Reason.TOKEN_EXPIRED, Reason.WRONG_TOKEN_KIND])
def test_a_products_token_that_ended_is_made_again_once(reason: Reason, cancel: Cancel) -> None:
    cloud = FakeCloud()
    session = session_with(cloud, FakePhoton())
    ended = Secret("ended")
    session.token, session.client = replace(PRODUCT_TOKEN, value=ended), CLIENT
    assert as_staff(session, refusing(reason, ended), cancel) == PRODUCT_TOKEN.value
    assert session.token == PRODUCT_TOKEN
    with pytest.raises(SetupError):
        as_staff(session, refusing(reason, ended, PRODUCT_TOKEN.value), cancel)
    assert cloud.calls == ["product_token", "product_token"]


def test_a_persons_token_that_ended_is_not_replaced_by_the_products(cancel: Cancel) -> None:
    session = customer_session(FakeCloud(), FakePhoton())
    with pytest.raises(SetupError) as raised:
        as_staff(session, refusing(Reason.TOKEN_EXPIRED, TOKEN.value), cancel)
    assert raised.value.reason is Reason.TOKEN_EXPIRED


@pytest.mark.parametrize("held", [None, replace(CUSTOMER_TOKEN, value=Secret("ended"))])
def test_a_customers_token_that_ended_is_made_again(held: object, cancel: Cancel) -> None:
    cloud = FakeCloud()
    session = customer_session(cloud, FakePhoton())
    session.customer_token = held  # type: ignore[assignment]
    call = refusing(Reason.WRONG_TOKEN_KIND, Secret("ended"))
    assert as_owner(session, facts_for_customer(), call, cancel) == CUSTOMER_TOKEN.value
    assert cloud.calls == [f"create_or_find {CUSTOMER}"]


def test_without_a_client_a_customers_token_cannot_be_made_again(cancel: Cancel) -> None:
    session = customer_session(FakeCloud(), FakePhoton())
    session.client = None
    with pytest.raises(SetupError) as raised:
        as_owner(session, facts_for_customer(), refusing(Reason.TOKEN_EXPIRED, CUSTOMER_TOKEN.value), cancel)
    assert raised.value.reason is Reason.TOKEN_EXPIRED


def test_a_failure_of_another_kind_is_passed_on(cancel: Cancel) -> None:
    session = customer_session(FakeCloud(), FakePhoton())
    with pytest.raises(SetupError) as raised:
        as_owner(session, facts_for_customer(), refusing(Reason.CLOUD_ERROR, CUSTOMER_TOKEN.value), cancel)
    assert raised.value.reason is Reason.CLOUD_ERROR


def test_ones_own_device_is_looked_up_in_ones_account(cancel: Cancel) -> None:
    cloud = FakeCloud(ONLINE)
    assert look_up(session_with(cloud, FakePhoton()), facts_before_join(), DEVICE_ID, cancel) == ONLINE
    assert cloud.calls == ["find_device"]


IN_PRODUCT = replace(ONLINE, product_id=12857)


@pytest.mark.parametrize(
    ("entry", "listed", "is_ours"),
    [
        (replace(IN_PRODUCT, owner="bob@example.com"), (IN_PRODUCT,), False),
        (replace(ONLINE, owner="bob@example.com"), (), False),
        (replace(IN_PRODUCT, owner=USERNAME.upper()), (), True),
        (IN_PRODUCT, (), False),
        (replace(IN_PRODUCT, online=False), (), False),
        (IN_PRODUCT, (replace(IN_PRODUCT, device_id=OTHER_ID),), False),
        (IN_PRODUCT, (IN_PRODUCT,), True),
    ],
)
def test_a_device_that_only_a_products_team_is_shown_is_not_ones_own(
    entry: CloudDevice, listed: tuple[CloudDevice, ...], is_ours: bool, cancel: Cancel
) -> None:
    cloud = FakeCloud(entry, listed=listed)
    found = look_up(session_with(cloud, FakePhoton()), facts_before_join(), DEVICE_ID, cancel)
    assert found == (entry if is_ours else None)


def test_a_device_that_was_in_the_account_before_is_looked_up_with_one_request(cancel: Cancel) -> None:
    cloud = FakeCloud(IN_PRODUCT)
    facts = replace(facts_before_join(), devices_before=(IN_PRODUCT,))
    assert look_up(session_with(cloud, FakePhoton()), facts, DEVICE_ID, cancel) == IN_PRODUCT
    assert cloud.calls == ["find_device"]


def test_to_see_a_device_online_nobody_has_to_own_it(cancel: Cancel) -> None:
    entry = replace(IN_PRODUCT, owner="bob@example.com")
    facts = replace(facts_before_join(), purpose=Purpose.WIFI_ONLY, check_online=True)
    assert look_up(session_with(FakeCloud(entry), FakePhoton()), facts, DEVICE_ID, cancel) == entry


@pytest.mark.parametrize(
    ("member", "is_theirs"),
    [
        (replace(ONLINE, owner=CUSTOMER), True),
        (replace(ONLINE, owner=CUSTOMER, barred=True), False),
        (replace(ONLINE, owner="bob@example.com"), False),
        (ONLINE, False),
        (None, False),
    ],
)
def test_a_customers_device_is_also_asked_for_in_the_product(member: object, is_theirs: bool, cancel: Cancel) -> None:
    cloud = FakeCloud(ONLINE)
    cloud.products.members = Script(member)  # type: ignore[arg-type]
    found = look_up(customer_session(cloud, FakePhoton()), facts_for_customer(), DEVICE_ID, cancel)
    assert (found == ONLINE) is is_theirs
    assert cloud.calls == ["find_device", "find_member"]


def test_the_product_is_not_asked_for_a_device_that_proves_nothing_yet(cancel: Cancel) -> None:
    cloud = FakeCloud(OFFLINE)
    assert look_up(customer_session(cloud, FakePhoton()), facts_for_customer(), DEVICE_ID, cancel) == OFFLINE
    assert cloud.calls == ["find_device"]


def test_a_customer_alone_is_believed(cancel: Cancel) -> None:
    cloud = FakeCloud(ONLINE)
    facts = replace(facts_for_customer(), token_kind=TokenKind.CUSTOMER)
    assert look_up(customer_session(cloud, FakePhoton()), facts, DEVICE_ID, cancel) == ONLINE
    assert cloud.calls == ["find_device"]


def test_a_device_of_nobody_is_looked_up_in_its_product(cancel: Cancel) -> None:
    cloud = FakeCloud()
    facts = replace(facts_for_customer(), purpose=Purpose.PRODUCT_DEVICE, customer=None)
    assert look_up(session_with(cloud, FakePhoton()), facts, DEVICE_ID, cancel) == OFFLINE
    assert cloud.calls == ["find_member"]


def test_a_product_that_keeps_a_device_of_nobody_in_quarantine_has_none(cancel: Cancel) -> None:
    cloud = FakeCloud()
    cloud.products.members = Script(replace(ONLINE, barred=True))
    facts = replace(facts_for_customer(), purpose=Purpose.PRODUCT_DEVICE, customer=None)
    assert look_up(session_with(cloud, FakePhoton()), facts, DEVICE_ID, cancel) is None


def test_a_product_that_bars_a_device_outweighs_the_customers_own_entry(cancel: Cancel) -> None:
    cloud = FakeCloud(IN_PRODUCT)
    cloud.products.members = Script(replace(ONLINE, barred=True))
    assert look_up(customer_session(cloud, FakePhoton()), facts_for_customer(), DEVICE_ID, cancel) is None


@pytest.mark.parametrize(("entry_product", "is_theirs"), [(12857, True), (12858, False), (None, False)])
@pytest.mark.parametrize("member", [None, ONLINE])
def test_where_the_product_names_no_owner_the_customers_own_entry_has_to_name_the_product(
    member: object, entry_product: int | None, is_theirs: bool, cancel: Cancel
) -> None:
    cloud = FakeCloud(replace(ONLINE, product_id=entry_product))
    cloud.products.members = Script(member)  # type: ignore[arg-type]
    found = look_up(customer_session(cloud, FakePhoton()), facts_for_customer(), DEVICE_ID, cancel)
    assert (found is not None) is is_theirs


def test_a_customer_alone_sees_a_device_that_is_in_another_product(cancel: Cancel) -> None:
    cloud = FakeCloud(replace(ONLINE, product_id=12858))
    facts = replace(facts_for_customer(), token_kind=TokenKind.CUSTOMER)
    assert look_up(customer_session(cloud, FakePhoton()), facts, DEVICE_ID, cancel) is None
