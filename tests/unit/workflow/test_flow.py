from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setup_wizard.core.errors import Reason
from setup_wizard.workflow.facts import Facts, Purpose, Sent
from setup_wizard.workflow.flow import RULES, Step, can_go_back, is_shown, next_step
from tests.unit.workflow.fakes import DEVICE, NETWORK, USERNAME

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


def test_a_setup_goes_through_the_steps_in_order() -> None:
    facts = [Facts()]
    facts.append(facts[-1].with_purpose(Purpose.OWN_ACCOUNT))
    facts.append(facts[-1].with_sign_in(USERNAME))
    facts.append(facts[-1].with_device(DEVICE))
    facts.append(facts[-1].with_network(NETWORK))
    facts.append(facts[-1].with_sent(SENT))
    facts.append(facts[-1].with_proof(Reason.CLAIMED))
    assert [next_step(known) for known in facts] == ORDER


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
    assert can_go_back(facts) == (facts.sent is None and facts.proven is None)


@pytest.mark.parametrize(("purpose", "shown"), [(None, True), (Purpose.OWN_ACCOUNT, True), (Purpose.WIFI_ONLY, False)])
def test_signing_in_is_shown_unless_only_the_wifi_changes(purpose: Purpose | None, shown: bool) -> None:
    assert is_shown(Step.SIGN_IN, Facts(purpose=purpose)) is shown
