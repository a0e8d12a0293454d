"""The proof for a product's device: who owns it, in which product, and that it is fresh."""

from __future__ import annotations

from dataclasses import replace

import pytest

from setup_wizard.core.account import CloudDevice
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.product import Membership
from setup_wizard.workflow.confirm import Timing, confirm
from setup_wizard.workflow.facts import Facts, Purpose, Sent
from tests.unit.workflow.fakes import (
    AT_ONCE,
    CUSTOMER,
    CUSTOMER_TOKEN,
    DEVICE,
    DEVICE_ID,
    EARLIER,
    NETWORK,
    NOW,
    OFFLINE,
    ONLINE,
    STALE,
    FakeCloud,
    FakePhoton,
    Script,
    customer_session,
    facts_for_customer,
)
from tests.unit.workflow.watching import BRIEF, GONE

SENT = replace(
    facts_for_customer(),
    devices_before=(),
    device=DEVICE,
    imported=DEVICE_ID,
    network=NETWORK,
    sent=Sent(NOW, reply_seen=True),
)
FOR_NOBODY = replace(SENT, purpose=Purpose.PRODUCT_DEVICE, customer=None, devices_before=(OFFLINE,))
THEIRS = replace(ONLINE, owner=CUSTOMER)


def watch(cloud: FakeCloud, facts: Facts, timing: Timing = AT_ONCE) -> Reason:
    session = customer_session(cloud, FakePhoton(GONE))
    try:
        proven = confirm(session, facts, lambda _news: None, Cancel(), timing).proven
    except SetupError as exc:
        return exc.reason
    assert proven is not None
    return proven


def cloud_with(
    *entries: CloudDevice | SetupError | None, members: tuple[CloudDevice | None, ...] = (THEIRS,)
) -> FakeCloud:
    cloud = FakeCloud(*entries)
    cloud.products.members = Script(*members)
    return cloud


def test_a_device_in_the_customers_list_and_theirs_in_the_product_is_claimed() -> None:
    assert watch(cloud_with(None, None, ONLINE), SENT) is Reason.CLAIMED


def test_the_customers_list_alone_is_no_proof_while_the_product_says_otherwise() -> None:
    cloud = cloud_with(ONLINE, members=(None, replace(ONLINE, owner="bob@example.com"), THEIRS))
    assert watch(cloud, SENT) is Reason.CLAIMED
    assert cloud.products.members.asked == 3


def test_a_device_that_never_becomes_the_customers_is_not_confirmed() -> None:
    assert watch(cloud_with(ONLINE, members=(ONLINE,)), SENT, BRIEF) is Reason.CLAIM_NOT_CONFIRMED


def test_a_device_that_was_the_customers_before_is_claimed_only_on_news() -> None:
    before = replace(SENT, devices_before=(STALE,))
    assert watch(cloud_with(STALE), before, BRIEF) is Reason.CLAIM_NOT_CONFIRMED
    assert watch(cloud_with(STALE, STALE, ONLINE), before) is Reason.CLAIMED


def test_a_device_whose_code_did_not_take_is_put_into_the_product_and_claimed_by_its_id() -> None:
    cloud = cloud_with(None, None, None, None, ONLINE)
    cloud.claims = Script(False, True)
    cloud.products.imports = Script(Membership.ALREADY)
    assert watch(cloud, SENT, replace(AT_ONCE, claim_by_id_after_s=0.0)) is Reason.CLAIMED
    assert "import_device" in cloud.calls
    assert set(cloud.tokens) == {CUSTOMER_TOKEN.value}


def test_a_device_for_nobody_is_online_once_the_product_has_heard_from_it() -> None:
    cloud = cloud_with(members=(OFFLINE, OFFLINE, ONLINE))
    assert watch(cloud, FOR_NOBODY) is Reason.ONLINE
    assert {"find_device", "claim_device"}.isdisjoint(cloud.calls)


@pytest.mark.parametrize("member", [None, replace(ONLINE, barred=True)])
def test_a_device_for_nobody_that_the_product_does_not_show_is_not_confirmed(member: CloudDevice | None) -> None:
    brief = replace(BRIEF, gone_for_s=0.01, rejoin_after_s=0.01)
    for facts in (FOR_NOBODY, replace(FOR_NOBODY, devices_before=())):
        assert watch(cloud_with(members=(member,)), facts, brief) is Reason.CLAIM_NOT_CONFIRMED


def test_tokens_that_ended_and_a_client_that_is_refused_end_the_watch_with_one_request_for_a_new_one() -> None:
    cloud = cloud_with(SetupError(Reason.TOKEN_EXPIRED))
    cloud.failures[f"create_or_find {CUSTOMER}"] = SetupError(Reason.SIGN_IN_REFUSED, "HTTP 400")
    cloud.failures["device_events"] = SetupError(Reason.TOKEN_EXPIRED)
    assert watch(cloud, SENT) is Reason.SIGN_IN_REFUSED
    assert cloud.calls.count(f"create_or_find {CUSTOMER}") == 1


def test_a_product_that_still_shows_yesterday_proves_nothing() -> None:
    yesterday = replace(ONLINE, last_handshake_at=EARLIER, last_heard=EARLIER)
    assert watch(cloud_with(members=(yesterday,)), FOR_NOBODY, BRIEF) is Reason.CLAIM_NOT_CONFIRMED
