from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.wifi import ScannedNetwork, Security, SecurityKind
from setup_wizard.workflow.facts import ChosenNetwork, Facts
from setup_wizard.workflow.networks import SCAN_TRIES, choose_by_name, chosen_from_scan, merge_networks, scan
from tests.unit.workflow.fakes import HOME, WPA2, FakeCloud, FakePhoton, Script, session_with

OPEN = Security(SecurityKind.OPEN)
FAR_HOME = replace(HOME, rssi_dbm=-80, channel=11)
OTHER_PHOTON = ScannedNetwork(b"Photon-AB12", -30, OPEN, 0, channel=6)
LATIN_1 = replace(HOME, ssid="Hütte".encode("latin-1"))


def test_an_empty_scan_is_repeated_because_it_may_not_have_started(cancel: Cancel) -> None:
    photon = FakePhoton()
    photon.scans = Script((), (), (HOME,))
    assert scan(session_with(FakeCloud(), photon), Facts(), cancel).networks == (HOME,)
    assert photon.scans.asked == 3


def test_a_photon_that_sees_nothing_is_believed_in_the_end(cancel: Cancel) -> None:
    photon = FakePhoton()
    photon.scans = Script(())
    assert scan(session_with(FakeCloud(), photon), Facts(), cancel).networks == ()
    assert photon.scans.asked == SCAN_TRIES


def test_a_network_that_one_scan_missed_is_found_in_the_next(cancel: Cancel) -> None:
    photon = FakePhoton()
    photon.scans = Script((OTHER_PHOTON,), (HOME,))
    facts = choose_by_name(session_with(FakeCloud(), photon), Facts(), b"Home", None, cancel)
    assert facts.network == ChosenNetwork(b"Home", WPA2, 4194308, 6, -48)
    assert facts.networks == (OTHER_PHOTON, HOME)


def test_a_network_that_is_never_seen_is_refused(cancel: Cancel) -> None:
    photon = FakePhoton()
    with pytest.raises(SetupError) as raised:
        choose_by_name(session_with(FakeCloud(), photon), Facts(), b"Attic", None, cancel)
    assert raised.value.reason is Reason.NETWORK_NOT_SEEN
    assert photon.scans.asked == SCAN_TRIES


def test_a_hidden_network_is_taken_with_the_security_that_was_given(cancel: Cancel) -> None:
    session = session_with(FakeCloud(), FakePhoton())
    facts = choose_by_name(session, Facts(), b"Hideaway", WPA2, cancel)
    assert facts.network == ChosenNetwork(b"Hideaway", WPA2)


def test_a_name_typed_in_utf_8_finds_a_network_that_announces_it_in_latin_1(cancel: Cancel) -> None:
    photon = FakePhoton()
    photon.scans = Script((LATIN_1,))
    facts = choose_by_name(session_with(FakeCloud(), photon), Facts(), "Hütte".encode(), None, cancel)
    assert facts.network is not None
    assert facts.network.ssid == LATIN_1.ssid


def test_the_exact_bytes_come_before_a_name_that_reads_the_same(cancel: Cancel) -> None:
    exact = replace(LATIN_1, ssid="Hütte".encode(), rssi_dbm=-90)
    photon = FakePhoton()
    photon.scans = Script((LATIN_1, exact))
    facts = choose_by_name(session_with(FakeCloud(), photon), Facts(), exact.ssid, None, cancel)
    assert facts.network is not None
    assert facts.network.ssid == exact.ssid


def test_of_several_access_points_the_strongest_is_taken() -> None:
    assert merge_networks((FAR_HOME, HOME, FAR_HOME)) == (HOME,)


def test_the_networks_of_photons_in_setup_mode_are_left_out() -> None:
    named_alike = replace(HOME, ssid=b"Photon-Fans")
    assert merge_networks((OTHER_PHOTON, named_alike, HOME), "Photon") == (HOME, named_alike)
    assert merge_networks((OTHER_PHOTON, HOME)) == (OTHER_PHOTON, HOME)


scanned = st.builds(
    ScannedNetwork, st.binary(max_size=3), st.integers(-99, 0), st.just(WPA2), st.just(4194308), st.just(1)
)


@given(st.lists(scanned))
def test_merging_keeps_every_name_once_with_its_best_signal_strongest_first(networks: list[ScannedNetwork]) -> None:
    merged = merge_networks(tuple(networks))
    best = {network.ssid: network.rssi_dbm for network in sorted(networks, key=lambda network: network.rssi_dbm)}
    assert {network.ssid: network.rssi_dbm for network in merged} == best
    assert len(merged) == len(best)
    assert [network.rssi_dbm for network in merged] == sorted(best.values(), reverse=True)


def test_what_the_photon_saw_counts_more_than_what_the_person_thinks() -> None:
    assert chosen_from_scan(HOME, OPEN).security == WPA2


def test_a_security_the_photon_could_not_tell_is_taken_from_the_person() -> None:
    unknown = replace(HOME, security=Security(SecurityKind.UNKNOWN), security_number=-1)
    assert chosen_from_scan(unknown, WPA2) == ChosenNetwork(b"Home", WPA2, None, 6, -48)
    assert chosen_from_scan(unknown).security_number == -1
