"""Sending by cable, and watching until it is proven."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.details import Detail
from setup_wizard.core.errors import Reason, ReplyLostError, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.core.usb import UsbPort
from setup_wizard.core.wifi import Found
from setup_wizard.workflow.confirm import confirm
from setup_wizard.workflow.facts import Facts, Purpose, Sent
from setup_wizard.workflow.join import join_photon
from setup_wizard.workflow.journal import Journal
from setup_wizard.workflow.news import Ask, Milestone, News
from setup_wizard.workflow.presence import Presence
from setup_wizard.workflow.send import NetworkSecrets, send_network
from setup_wizard.workflow.services import UnfinishedSetups
from setup_wizard.workflow.timing import Timing
from tests.unit.workflow.fakes import (
    AT_ONCE,
    DEVICE,
    DEVICE_ID,
    NETWORK,
    NOW,
    OFFLINE,
    ONLINE,
    OTHER_ID,
    FakeCloud,
    FakeUsbPhoton,
    Script,
    absent,
    facts_before_join,
    facts_sent,
    session_at_cable,
)

GONE = absent()
UNPLUGGED = SetupError(Reason.UNPLUGGED, "ttyACM0")
SECRETS = NetworkSecrets(Secret("correct horse"))
PORT = UsbPort("ttyACM0", DEVICE_ID)


def send(cloud: FakeCloud, photon: FakeUsbPhoton, said: list[News], journal: UnfinishedSetups | None = None) -> Facts:
    session, facts = session_at_cable(cloud, photon, facts_before_join(), PORT)
    session.journal = journal
    facts = join_photon(session, facts, said.append, Cancel()).with_network(NETWORK)
    return send_network(session, facts, SECRETS, said.append, Cancel())


def watch(
    cloud: FakeCloud,
    photon: FakeUsbPhoton,
    said: list[News],
    facts: Facts | None = None,
    timing: Timing = AT_ONCE,
    sent: Sent | None = None,
) -> Reason:
    """How a watch ends, well or not."""
    facts = facts or facts_sent()
    session, at_port = session_at_cable(cloud, photon, facts, PORT)
    at_port = replace(at_port, device=DEVICE, sent=sent or facts.sent)
    try:
        proven = confirm(session, at_port, said.append, Cancel(), timing).proven
    except SetupError as exc:
        return exc.reason
    assert proven is not None
    return proven


def test_the_claim_code_comes_before_the_network_and_its_dialogue_sends_it_off(said: list[News]) -> None:
    cloud, photon = FakeCloud(), FakeUsbPhoton()
    facts = send(cloud, photon, said)
    assert photon.calls == ["set_claim_code", "configure"]
    assert photon.claim_codes == cloud.codes
    assert facts.sent == Sent(NOW, reply_seen=True)
    assert said == [Milestone.NETWORK_SENT]


def test_whether_it_was_stored_is_open_when_the_end_of_the_dialogue_is_lost(said: list[News]) -> None:
    photon = FakeUsbPhoton()
    photon.configured = Script(ReplyLostError("no word after thanks"))
    assert send(FakeCloud(), photon, said).sent == Sent(NOW, reply_seen=False)
    assert said == []


def test_firmware_without_a_claim_code_by_cable_is_noted(said: list[News]) -> None:
    photon = FakeUsbPhoton()
    photon.takes_claim_code = False
    assert send(FakeCloud(), photon, said).sent == Sent(NOW, reply_seen=True, has_claim_code=False)


def test_it_is_noted_for_a_later_run_once_it_may_be_stored_and_forgotten_if_it_is_not(said: list[News]) -> None:
    journal = _Notes()
    send(FakeCloud(), photon := FakeUsbPhoton(), said, journal)
    assert journal.calls == ["clear", "note"]
    photon.configured = Script(SetupError(Reason.DEVICE_REJECTED_REQUEST))
    with pytest.raises(SetupError) as raised:
        send(FakeCloud(), photon, said, journal)
    assert raised.value.reason is Reason.DEVICE_REJECTED_REQUEST
    assert journal.calls == ["clear", "note"] * 2 + ["clear"]


def test_nothing_is_noted_of_a_photon_that_was_not_told_everything(said: list[News]) -> None:
    """It goes back to its old network, and being seen there proves nothing."""
    photon, journal = FakeUsbPhoton(), _Notes()
    photon.found, photon.configured = None, Script(SetupError(Reason.CANCELLED, Detail.STUCK))
    with pytest.raises(SetupError):
        send(FakeCloud(), photon, said, journal)
    assert "note" not in journal.calls


def test_one_that_goes_on_though_the_setup_was_stopped_is_kept_in_mind(said: list[News]) -> None:
    photon, journal = FakeUsbPhoton(), _Notes()
    photon.configured = Script(SetupError(Reason.CANCELLED, Detail.GOES_ON))
    with pytest.raises(SetupError):
        send(FakeCloud(), photon, said, journal)
    assert journal.calls == ["clear", "note"]


@pytest.mark.parametrize("ended", [None, ReplyLostError("no word after thanks")])
def test_what_it_found_of_the_network_is_remembered(ended: SetupError | None, said: list[News]) -> None:
    photon = FakeUsbPhoton()
    photon.found, photon.configured = Found.NOT_SEEN, Script(ended)
    sent = send(FakeCloud(), photon, said).sent
    assert sent is not None
    assert sent.found is Found.NOT_SEEN


class _Notes:
    def __init__(self) -> None:
        self.calls: list[str] = []

    def note_sent(self, facts: Facts) -> None:
        self.calls.append("note")

    def unfinished(self, facts: Facts) -> Facts | None:
        return None

    def clear(self) -> None:
        self.calls.append("clear")


def test_a_later_run_finishes_the_setup_of_the_device_that_is_plugged_in_only(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "unfinished.json", "https://api.particle.io")
    journal.note_sent(facts_sent())
    assert journal.unfinished(facts_before_join().with_cable(PORT)) is not None
    assert journal.unfinished(facts_before_join().with_cable(UsbPort("ttyACM0"))) is None
    named = replace(facts_before_join(), expected_device_id=DEVICE_ID)
    assert journal.unfinished(named.with_cable(UsbPort("ttyACM0"))) is not None
    assert journal.unfinished(facts_before_join().with_cable(UsbPort("ttyACM0", OTHER_ID))) is None


def test_a_later_run_that_is_told_no_id_finishes_the_setup_at_the_same_port_only(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "unfinished.json", "https://api.particle.io")
    journal.note_sent(replace(facts_sent(), cable=UsbPort("ttyACM0")))
    assert journal.unfinished(facts_before_join().with_cable(UsbPort("ttyACM0"))) is not None
    assert journal.unfinished(facts_before_join().with_cable(UsbPort("ttyACM1"))) is None


def test_the_cloud_proves_it(said: list[News]) -> None:
    photon = FakeUsbPhoton(GONE)
    assert watch(FakeCloud(ONLINE), photon, said) is Reason.CLAIMED
    assert photon.calls == []
    assert not any(isinstance(news, Ask) for news in said)


def test_one_that_answers_again_did_not_join_and_nobody_waits_long_for_that(said: list[News]) -> None:
    timing = replace(AT_ONCE, grace_s=30.0, rejoin_after_s=30.0)
    photon = FakeUsbPhoton(GONE, GONE, DEVICE)
    assert watch(FakeCloud(None), photon, said, timing=timing) is Reason.DID_NOT_JOIN
    assert Milestone.BACK_IN_SETUP_MODE in said
    assert photon.calls == []


def test_one_that_was_back_before_the_first_look_did_not_join_either(said: list[News]) -> None:
    timing = replace(AT_ONCE, rejoin_after_s=30.0)
    assert watch(FakeCloud(None), FakeUsbPhoton(DEVICE), said, timing=timing) is Reason.DID_NOT_JOIN


def test_an_unplugged_one_is_told_soon(said: list[News]) -> None:
    timing = replace(AT_ONCE, timeout_s=30.0)
    assert watch(FakeCloud(None), FakeUsbPhoton(GONE, GONE, UNPLUGGED), said, timing=timing) is Reason.UNPLUGGED


def test_one_that_restarts_is_not_taken_for_unplugged(said: list[News]) -> None:
    timing = replace(AT_ONCE, port_gone_s=30.0)
    cloud = FakeCloud(None, None, None, ONLINE)
    assert watch(cloud, FakeUsbPhoton(GONE, UNPLUGGED, UNPLUGGED, GONE), said, timing=timing) is Reason.CLAIMED


def test_one_whose_port_stays_away_while_it_joins_is_claimed_nevertheless(said: list[News]) -> None:
    timing = replace(AT_ONCE, cable_grace_s=0.0, port_gone_s=Timing().port_gone_s, timeout_s=30.0)
    cloud = FakeCloud(*(None,) * 20, ONLINE)
    assert watch(cloud, FakeUsbPhoton(UNPLUGGED), said, timing=timing) is Reason.CLAIMED
    assert cloud.calls.count("find_device") > 20


def test_one_that_is_unplugged_when_the_time_is_over_is_told_as_such(said: list[News]) -> None:
    timing = replace(AT_ONCE, port_gone_s=30.0, timeout_s=0.2)
    assert watch(FakeCloud(None), FakeUsbPhoton(UNPLUGGED), said, timing=timing) is Reason.UNPLUGGED


def test_it_is_neither_sent_to_setup_mode_nor_is_anybody_asked_to_change_networks(said: list[News]) -> None:
    photon = FakeUsbPhoton(GONE)
    cloud = FakeCloud(SetupError(Reason.CLOUD_UNREACHABLE))
    timing = replace(AT_ONCE, timeout_s=0.5)
    assert watch(cloud, photon, said, timing=timing) is Reason.CLOUD_UNREACHABLE
    assert photon.calls == []
    assert not any(isinstance(news, Ask) for news in said)


def test_without_a_claim_code_it_is_claimed_by_its_id_as_soon_as_it_is_online(said: list[News]) -> None:
    cloud = FakeCloud(None, None, None, ONLINE, claims=Script(False, False, True))
    timing = replace(AT_ONCE, claim_by_id_after_s=30.0)
    sent = Sent(NOW, reply_seen=True, has_claim_code=False)
    assert watch(cloud, FakeUsbPhoton(GONE), said, timing=timing, sent=sent) is Reason.CLAIMED
    assert "claim_device" in cloud.calls


NOBODY = facts_sent(purpose=Purpose.WIFI_ONLY, username=None)


def test_without_an_account_silence_at_a_port_that_is_there_is_the_proof(said: list[News]) -> None:
    assert watch(FakeCloud(), FakeUsbPhoton(GONE), said, NOBODY) is Reason.LEFT_SETUP_MODE


@pytest.mark.parametrize("reason", [Reason.PORT_BUSY, Reason.PORT_DENIED, Reason.UNPLUGGED])
def test_a_port_that_cannot_be_used_says_nothing_of_setup_mode(reason: Reason, said: list[News]) -> None:
    photon = FakeUsbPhoton(GONE, GONE, SetupError(reason))
    session, _facts = session_at_cable(FakeCloud(), photon, facts_sent(), PORT)
    presence = Presence(session, DEVICE_ID, said.append, has_left=True)
    presence.look(Cancel())
    assert presence.gone_since_s is not None
    presence.look(Cancel())
    presence.look(Cancel())
    assert (presence.answers, presence.gone_since_s) == (False, None)
    assert presence.is_unplugged is (reason is Reason.UNPLUGGED)


def test_without_an_account_an_unplugged_one_has_not_left_setup_mode(said: list[News]) -> None:
    assert watch(FakeCloud(), FakeUsbPhoton(GONE, UNPLUGGED), said, NOBODY) is Reason.UNPLUGGED


def test_a_device_that_was_there_before_is_proven_by_new_signs_only(said: list[News]) -> None:
    before = facts_sent(replace(OFFLINE, online=True))
    cloud = FakeCloud(replace(OFFLINE, online=True), replace(OFFLINE, online=True), ONLINE)
    assert watch(cloud, FakeUsbPhoton(GONE), said, before) is Reason.CLAIMED
    assert cloud.calls.count("find_device") == 3
