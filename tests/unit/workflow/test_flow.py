from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setup_wizard.core.account import TokenKind
from setup_wizard.core.errors import Reason
from setup_wizard.workflow.facts import Facts, Purpose, Sent
from setup_wizard.workflow.flow import RULES, can_go_back, is_shown, next_step
from setup_wizard.workflow.step import Step
from tests.unit.workflow.fakes import CUSTOMER, DEVICE, NETWORK, PRODUCT, USERNAME

ORDER = [rule.step for rule in RULES] + [Step.DONE]
SENT = Sent(None, reply_seen=True)
EVERYTHING = Facts(
    purpose=Purpose.OWN_ACCOUNT, username=USERNAME, device=DEVICE, network=NETWORK, sent=SENT, proven=Reason.CLAIMED
)

anything = st.builds(
    Facts,
    purpose=st.sampled_from([None, *Purpose]),
    username=st.sampled_from([None, "", USERNAME]),
    device=st.sampled_from([None, DEVICE]),
    network=st.sampled_from([None, NETWORK]),
    sent=st.sampled_from([None, SENT]),
    proven=st.sampled_from([None, Reason.CLAIMED]),
)


ONLINE = [Step.JOIN, Step.NETWORK, Step.PASSWORD, Step.CONFIRM, Step.DONE]


@pytest.mark.parametrize(
    ("purpose", "kind", "steps"),
    [
        (Purpose.OWN_ACCOUNT, TokenKind.DEVELOPER, [Step.SIGN_IN, *ONLINE]),
        (Purpose.WIFI_ONLY, TokenKind.DEVELOPER, ONLINE),
        (Purpose.PRODUCT_DEVICE, TokenKind.PRODUCT, [Step.SIGN_IN, Step.PRODUCT, *ONLINE]),
        (Purpose.CUSTOMER, TokenKind.DEVELOPER, [Step.SIGN_IN, Step.PRODUCT, Step.CUSTOMER, *ONLINE]),
        (Purpose.CUSTOMER, TokenKind.CUSTOMER, [Step.SIGN_IN, Step.PRODUCT, *ONLINE]),
        (Purpose.RESTORE, TokenKind.DEVELOPER, [Step.SIGN_IN, Step.RESTORE, Step.DONE]),
    ],
)
def test_a_setup_goes_through_its_steps_in_order(purpose: Purpose, kind: TokenKind, steps: list[Step]) -> None:
    facts, seen = Facts(), []
    learned: dict[Step, Callable[[Facts], Facts]] = {
        Step.PURPOSE: lambda facts: facts.with_purpose(purpose),
        Step.SIGN_IN: lambda facts: facts.with_sign_in(USERNAME, kind),
        Step.PRODUCT: lambda facts: facts.with_product(PRODUCT),
        Step.CUSTOMER: lambda facts: facts.with_customer(CUSTOMER),
        Step.RESTORE: lambda facts: facts.with_proof(Reason.RESTORED),
        Step.JOIN: lambda facts: facts.with_device(DEVICE),
        Step.NETWORK: lambda facts: facts.with_network(NETWORK),
        Step.PASSWORD: lambda facts: facts.with_sent(SENT),
        Step.CONFIRM: lambda facts: facts.with_proof(Reason.CLAIMED),
    }
    while not seen or seen[-1] is not Step.DONE:
        seen.append(next_step(facts))
        facts = learned.get(seen[-1], lambda facts: facts)(facts)
    assert seen == [Step.PURPOSE, *steps]


def test_only_the_wifi_can_be_changed_with_a_look_in_the_cloud_afterwards() -> None:
    facts = Facts().with_purpose(Purpose.WIFI_ONLY, check_online=True)
    assert next_step(facts) is Step.SIGN_IN


@given(anything, st.sampled_from(["purpose", "username", "device", "network", "sent", "proven"]))
def test_knowing_more_never_leads_back(facts: Facts, fact: str) -> None:
    more = facts if getattr(facts, fact) is not None else replace(facts, **{fact: getattr(EVERYTHING, fact)})
    assert ORDER.index(next_step(more)) >= ORDER.index(next_step(facts))


@given(anything)
def test_every_step_before_the_next_one_is_done_and_the_next_one_is_not(facts: Facts) -> None:
    position = ORDER.index(next_step(facts))
    assert all(rule.met(facts) for rule in RULES[:position])
    assert position == len(RULES) or not RULES[position].met(facts)


@given(anything)
def test_the_next_step_is_one_that_is_shown(facts: Facts) -> None:
    assert is_shown(next_step(facts), facts)


@given(anything)
def test_there_is_no_way_back_once_the_photon_was_sent_off(facts: Facts) -> None:
    sent = facts.sent is not None and facts.purpose is not Purpose.RESTORE
    assert can_go_back(facts) == (not sent and facts.proven is None)


@pytest.mark.parametrize(("purpose", "shown"), [(None, True), (Purpose.OWN_ACCOUNT, True), (Purpose.WIFI_ONLY, False)])
def test_signing_in_is_shown_unless_only_the_wifi_changes(purpose: Purpose | None, shown: bool) -> None:
    assert is_shown(Step.SIGN_IN, Facts(purpose=purpose)) is shown
