from __future__ import annotations

from dataclasses import replace

import pytest

from setup_wizard.core.errors import Reason
from setup_wizard.workflow.words import (
    CABLE_WORDS,
    HANDED_OVER,
    PRODUCT_WORDS,
    RESTORE_WORDS,
    WORDS,
    words_about,
    words_for,
)
from tests.unit.workflow.fakes import DEVICE, facts_sent

SUCCESSES = (Reason.CLAIMED, Reason.ONLINE, Reason.LEFT_SETUP_MODE, Reason.RESTORED, Reason.IMPORTED)


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_says_what_happened_and_what_to_do(reason: Reason) -> None:
    words = words_for(reason)
    assert words.happened.endswith(".")
    assert words.todo.endswith(".")
    assert words.message == f"{words.happened} {words.todo}"


@pytest.mark.parametrize("reason", [reason for reason in Reason if reason not in (*SUCCESSES, Reason.CANCELLED)])
def test_every_failure_says_why(reason: Reason) -> None:
    assert words_for(reason).why.endswith(".")


@pytest.mark.parametrize("reason", Reason)
def test_no_placeholder_is_left_whatever_is_known(reason: Reason) -> None:
    for words in (words_for(reason), words_for(reason, network="Home"), words_for(reason, in_product=True)):
        assert "{" not in f"{words.message} {words.why}"


def test_the_network_is_named_where_it_matters() -> None:
    assert "Home" in words_for(Reason.DID_NOT_JOIN, network="Home").happened
    assert "this network" in words_for(Reason.DID_NOT_JOIN).happened


@pytest.mark.parametrize("reason", [Reason.DID_NOT_JOIN, Reason.CLAIM_NOT_CONFIRMED, Reason.CLAIMED_OFFLINE])
def test_the_address_that_a_network_may_have_to_know_is_told_where_it_is_known(reason: Reason) -> None:
    told = replace(facts_sent(), device=replace(DEVICE, mac_address="6c:0b:84:1a:2b:3c"))
    assert words_about(reason, told).todo.endswith("the MAC address of this Photon is 6c:0b:84:1a:2b:3c.")
    assert "MAC" not in words_about(reason, facts_sent()).todo
    assert "MAC" not in words_about(Reason.SIGN_IN_REFUSED, told).todo


@pytest.mark.parametrize("reason", PRODUCT_WORDS)
def test_a_product_has_words_of_its_own_where_it_means_something_else(reason: Reason) -> None:
    words = words_for(reason, in_product=True, owner="ada@example.com")
    assert words != words_for(reason)
    assert words.happened.endswith(".")
    assert words.todo.endswith(".")


@pytest.mark.parametrize("reason", RESTORE_WORDS)
def test_giving_back_has_words_of_its_own_where_it_means_something_else(reason: Reason) -> None:
    words = words_for(reason, in_product=True, restoring=True)
    assert words != words_for(reason, in_product=True)
    assert words == RESTORE_WORDS[reason]


def test_nobody_is_told_to_restore_first_what_they_are_restoring() -> None:
    assert "Restore it first" in words_for(Reason.OWNED_BY_OTHER, in_product=True).todo
    assert "Restore" not in words_for(Reason.OWNED_BY_OTHER, in_product=True, restoring=True).message


def test_a_new_owners_device_need_not_forget_its_networks() -> None:
    assert "forget" in words_for(Reason.RESTORED).message
    assert "forget" not in HANDED_OVER.message


@pytest.mark.parametrize("reason", CABLE_WORDS)
def test_a_cable_has_words_of_its_own_where_it_means_something_else(reason: Reason) -> None:
    words = words_for(reason, by_cable=True, network="Home")
    assert words != words_for(reason, network="Home")
    assert words == words_for(reason, by_cable=True, in_product=True, network="Home")
    assert words.happened.endswith(".")
    assert words.todo.endswith(".")
    assert "{" not in f"{words.message} {words.why}"
    assert "own Wi-Fi" not in f"{words.message} {words.why}"


def test_by_cable_a_product_keeps_its_words() -> None:
    assert words_for(Reason.OWNED_BY_OTHER, by_cable=True, in_product=True) == PRODUCT_WORDS[Reason.OWNED_BY_OTHER]


def test_the_customer_is_named_where_it_matters() -> None:
    assert "ada@example.com" in words_for(Reason.CLAIMED, in_product=True, owner="ada@example.com").happened
    assert "its customer" in words_for(Reason.CLAIMED, in_product=True).happened
    assert "{network}" in words_for(Reason.CLAIMED, in_product=True, owner="{network}").happened


def test_a_network_with_braces_in_its_name_is_named_as_it_is() -> None:
    assert "{network} {0}" in words_for(Reason.NETWORK_NOT_SEEN, network="{network} {0}").happened


def test_a_sentence_is_translated_before_the_name_is_filled_in() -> None:
    words = words_for(Reason.DID_NOT_JOIN, network="Home", translate=str.upper)
    assert words.happened == "IT COULD NOT JOIN {NETWORK}."
    assert words_for(Reason.CANCELLED, translate=lambda text: f"<{text}>").why == ""


def test_there_are_words_for_nothing_but_reasons() -> None:
    assert set(WORDS) == set(Reason)
