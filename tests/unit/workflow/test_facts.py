from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from setup_wizard.core.device import DeviceIdentity
from setup_wizard.core.errors import Reason
from setup_wizard.workflow.facts import ChosenNetwork, Facts, Purpose, Sent
from setup_wizard.workflow.flow import next_step
from setup_wizard.workflow.step import Step
from tests.unit.workflow.fakes import DEVICE, DEVICE_ID, HOME, NETWORK, OFFLINE, OTHER_ID, USERNAME, WPA2

DONE = Facts(
    purpose=Purpose.OWN_ACCOUNT,
    username=USERNAME,
    devices_before=(OFFLINE,),
    device=DEVICE,
    networks=(HOME,),
    network=NETWORK,
    sent=Sent(None, reply_seen=True),
    proven=Reason.CLAIMED,
    device_name="lamp",
)
OTHER_DEVICE = DeviceIdentity(OTHER_ID, claimed_once=True)


@pytest.mark.parametrize(
    ("change", "step"),
    [
        (lambda facts: facts.with_purpose(Purpose.WIFI_ONLY), Step.JOIN),
        (lambda facts: facts.with_purpose(Purpose.OWN_ACCOUNT), Step.JOIN),
        (lambda facts: facts.without_sign_in(), Step.SIGN_IN),
        (lambda facts: facts.without_device(), Step.JOIN),
        (lambda facts: facts.with_device(OTHER_DEVICE), Step.PASSWORD),
        (lambda facts: facts.with_network(ChosenNetwork(b"Attic", WPA2)), Step.PASSWORD),
        (lambda facts: facts.without_network(), Step.JOIN),
        (lambda facts: facts.with_sent(Sent(None, reply_seen=False)), Step.CONFIRM),
        (lambda facts: facts.with_sign_in("other@example.com"), Step.PASSWORD),
        (lambda facts: facts.for_next_device(), Step.JOIN),
    ],
)
def test_a_changed_answer_leads_back_to_the_step_after_it(change: Callable[[Facts], Facts], step: Step) -> None:
    assert next_step(change(DONE)) is step


def test_another_purpose_forgets_everything_but_the_sign_in() -> None:
    assert DONE.with_purpose(Purpose.WIFI_ONLY) == Facts(purpose=Purpose.WIFI_ONLY, username=USERNAME)


def test_another_account_forgets_the_devices_of_the_first() -> None:
    assert DONE.with_sign_in("other@example.com").devices_before is None


def test_the_same_account_goes_on_where_its_token_ran_out() -> None:
    facts = Facts(username="ana@example.com", devices_before=(), sent=Sent(None, reply_seen=True))
    ended = facts.with_sign_in_ended()
    assert not ended.signed_in
    assert ended.with_sign_in("ana@example.com") == facts
    assert ended.with_sign_in("bob@example.com").sent is None


def test_an_account_without_a_name_may_be_another_one() -> None:
    facts = Facts(username="", devices_before=(), sent=Sent(None, reply_seen=True)).with_sign_in_ended()
    assert facts.with_sign_in("").devices_before is None


def test_signing_out_forgets_the_devices_of_the_account() -> None:
    assert DONE.without_sign_in().devices_before is None


def test_another_photon_forgets_what_the_first_one_saw_and_was_sent() -> None:
    facts = DONE.with_device(OTHER_DEVICE)
    assert (facts.networks, facts.sent, facts.proven) == ((), None, None)
    assert facts.network == NETWORK


def test_the_same_photon_again_forgets_nothing() -> None:
    assert DONE.with_device(DEVICE) == DONE


def test_every_send_of_the_same_device_is_counted() -> None:
    sent = Sent(None, reply_seen=True)
    twice = DONE.with_sent(sent).without_device().with_device(DEVICE).with_sent(sent)
    assert twice.sends == 2
    assert twice.with_device(OTHER_DEVICE).sends == 0
    assert twice.for_next_device().sends == 0


def test_a_lost_photon_keeps_account_and_network() -> None:
    facts = DONE.without_device()
    assert (facts.username, facts.devices_before, facts.network) == (USERNAME, (OFFLINE,), NETWORK)


def test_the_next_photon_gets_account_and_network_and_nothing_else() -> None:
    assert DONE.for_next_device() == Facts(purpose=Purpose.OWN_ACCOUNT, username=USERNAME, network=NETWORK)


def test_how_strong_the_network_is_where_the_next_photon_is_is_not_known() -> None:
    measured = replace(DONE, network=replace(NETWORK, rssi_dbm=-40))
    assert measured.for_next_device().network == NETWORK


def test_whatever_this_run_sends_off_is_no_earlier_runs() -> None:
    assert not Facts(resumed=True).with_sent(Sent(None, reply_seen=True)).resumed


def test_a_device_is_found_among_those_from_before() -> None:
    assert DONE.device_before(DEVICE_ID) == OFFLINE
    assert DONE.device_before(OTHER_ID) is None
    assert Facts().device_before(DEVICE_ID) is None


def test_an_account_whose_name_the_cloud_does_not_tell_is_signed_in() -> None:
    assert Facts().with_sign_in("").signed_in
    assert not Facts().signed_in


def test_only_ones_own_account_claims() -> None:
    assert Facts(purpose=Purpose.OWN_ACCOUNT).claims
    assert not Facts(purpose=Purpose.WIFI_ONLY, username=USERNAME).claims
