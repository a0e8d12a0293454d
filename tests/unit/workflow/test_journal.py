from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from setup_wizard.core.account import CloudDevice
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.device import DeviceIdentity
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.workflow import join
from setup_wizard.workflow.access import SIGN_IN_OVER
from setup_wizard.workflow.confirm import confirm
from setup_wizard.workflow.facts import Facts, Purpose, Sent
from setup_wizard.workflow.join import join_photon
from setup_wizard.workflow.journal import KEPT_FOR, Journal, finish_unfinished
from setup_wizard.workflow.news import News
from setup_wizard.workflow.send import NetworkSecrets, send_network
from setup_wizard.workflow.session import JoinMode, Session
from tests.unit.workflow.fakes import (
    AT_ONCE,
    DEVICE,
    DEVICE_ID,
    NETWORK,
    NOW,
    OFFLINE,
    ONLINE,
    OTHER_ID,
    STALE,
    USERNAME,
    FakeCloud,
    FakePhoton,
    Script,
    absent,
    facts_before_join,
    facts_sent,
    session_with,
    unreachable,
)
from tests.unit.workflow.watching import BRIEF

CLAIMED_BY_ID = replace(facts_sent(), sent=Sent(NOW, reply_seen=True, claimed_by_id=True))
API = "https://api.particle.io"
SECRETS = NetworkSecrets(Secret("canary password"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "unfinished.json"


@pytest.fixture
def journal(path: Path) -> Journal:
    return Journal(path, API)


def interrupted(journal: Journal, *before: CloudDevice) -> None:
    """A run that ended right after `connect-ap`."""
    journal.note_sent(facts_sent(*before))


def with_journal(cloud: FakeCloud, photon: FakePhoton, journal: Journal) -> Session:
    session = session_with(cloud, photon)
    session.journal = journal
    return session


def test_an_interrupted_setup_comes_back_as_it_was(journal: Journal) -> None:
    interrupted(journal, OFFLINE)
    facts = journal.unfinished(facts_before_join())
    assert facts is not None
    assert facts.device == DeviceIdentity(DEVICE_ID, claimed_once=False)
    assert facts.network == replace(NETWORK, channel=0)
    assert facts.sent == facts_sent().sent
    assert facts.devices_before == (OFFLINE,)
    assert facts.resumed


def test_without_a_journal_there_is_nothing_unfinished(journal: Journal) -> None:
    assert journal.unfinished(facts_before_join()) is None
    journal.clear()


def test_a_cleared_journal_holds_nothing(journal: Journal, path: Path) -> None:
    interrupted(journal)
    journal.clear()
    assert journal.unfinished(facts_before_join()) is None
    assert not path.exists()


@pytest.mark.parametrize(
    "facts",
    [
        Facts(purpose=Purpose.OWN_ACCOUNT, username="other@example.com"),
        Facts(purpose=Purpose.WIFI_ONLY, username=USERNAME),
        Facts(purpose=Purpose.OWN_ACCOUNT, username=USERNAME, expected_device_id=OTHER_ID),
        Facts(purpose=Purpose.OWN_ACCOUNT, username=USERNAME, expected_ssid=b"Attic"),
        Facts(purpose=Purpose.OWN_ACCOUNT, username=USERNAME, expected_name="attic lamp"),
        Facts(purpose=Purpose.OWN_ACCOUNT, username=USERNAME, network=replace(NETWORK, ssid=b"Attic")),
    ],
)
def test_the_setup_of_another_account_purpose_device_name_or_network_is_not_this_one(
    facts: Facts, journal: Journal
) -> None:
    interrupted(journal)
    assert journal.unfinished(facts) is None


def test_the_setup_of_the_device_and_network_asked_for_is_this_one_however_the_account_is_spelled(
    journal: Journal,
) -> None:
    interrupted(journal)
    wanted = Facts(
        purpose=Purpose.OWN_ACCOUNT,
        username=USERNAME.upper(),
        expected_device_id=DEVICE_ID,
        expected_name="a name that was thought of later",
        expected_ssid=NETWORK.ssid,
    )
    facts = journal.unfinished(wanted)
    assert facts is not None
    assert facts.device == DEVICE


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_nobody_else_can_read_what_was_noted(journal: Journal, path: Path) -> None:
    before = os.umask(0)
    try:
        interrupted(journal)
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_setup_in_another_cloud_is_not_this_one(journal: Journal, path: Path) -> None:
    interrupted(journal)
    assert Journal(path, "http://localhost").unfinished(facts_before_join()) is None


def test_a_setup_without_an_account_is_not_noted(journal: Journal, path: Path) -> None:
    journal.note_sent(facts_sent(username=None))
    assert not path.exists()


@pytest.mark.parametrize("age", [KEPT_FOR, timedelta(days=-1)])
def test_an_old_note_or_one_from_the_future_does_not_count(age: timedelta, journal: Journal, path: Path) -> None:
    interrupted(journal)
    entry = json.loads(path.read_text())
    path.write_text(json.dumps({**entry, "sent_at": (datetime.now(UTC) - age).isoformat()}))
    assert journal.unfinished(facts_before_join()) is None


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "{}", '{"api": 1}', "\udcff"])
def test_a_damaged_file_is_nothing_unfinished(text: str, journal: Journal, path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert journal.unfinished(facts_before_join()) is None


def test_a_directory_that_cannot_be_written_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    journal = Journal(tmp_path / "file" / "unfinished.json", API)
    interrupted(journal)
    assert journal.unfinished(facts_before_join()) is None


def test_sending_notes_it_before_the_photon_leaves_and_without_a_secret(
    journal: Journal, path: Path, cancel: Cancel, said: list[News]
) -> None:
    cloud, photon = FakeCloud(), FakePhoton()
    session = with_journal(cloud, photon, journal)
    facts = join_photon(session, facts_before_join(), said.append, cancel).with_network(NETWORK)
    photon.failures["connect"] = absent()
    with pytest.raises(SetupError):
        send_network(session, facts, SECRETS, said.append, cancel)
    written = path.read_text()
    assert DEVICE_ID in written
    for secret in (SECRETS.password, *cloud.codes, session.require_token()):
        assert secret is not None
        assert secret.reveal() not in written


def test_a_proven_setup_is_not_noted_any_more(journal: Journal, path: Path, cancel: Cancel, said: list[News]) -> None:
    interrupted(journal)
    confirm(with_journal(FakeCloud(ONLINE), FakePhoton(absent()), journal), facts_sent(), said.append, cancel, AT_ONCE)
    assert not path.exists()


def test_a_photon_that_did_not_join_is_not_noted_any_more(
    journal: Journal, path: Path, cancel: Cancel, said: list[News]
) -> None:
    interrupted(journal)
    session = with_journal(FakeCloud(None), FakePhoton(absent(), DEVICE), journal)
    with pytest.raises(SetupError) as raised:
        confirm(session, facts_sent(), said.append, cancel, AT_ONCE)
    assert raised.value.reason is Reason.DID_NOT_JOIN
    assert not path.exists()


def test_a_setup_nobody_could_confirm_stays_noted(
    journal: Journal, path: Path, cancel: Cancel, said: list[News]
) -> None:
    interrupted(journal)
    session = with_journal(FakeCloud(unreachable()), FakePhoton(absent()), journal)
    with pytest.raises(SetupError) as raised:
        confirm(session, facts_sent(), said.append, cancel, replace(AT_ONCE, timeout_s=0.05))
    assert raised.value.reason is Reason.CLOUD_UNREACHABLE
    assert path.exists()


def test_a_photon_in_setup_mode_is_set_up_whatever_was_interrupted(
    journal: Journal, path: Path, cancel: Cancel, said: list[News]
) -> None:
    interrupted(journal)
    session = with_journal(FakeCloud(ONLINE, listed=(ONLINE,)), FakePhoton(DEVICE), journal)
    facts = join_photon(session, facts_before_join(), said.append, cancel)
    assert facts.device == DEVICE
    assert facts.sent is None
    assert not path.exists()


def test_an_interrupted_setup_that_worked_is_finished_by_asking_the_cloud(
    journal: Journal, cancel: Cancel, said: list[News]
) -> None:
    interrupted(journal, STALE)
    session = with_journal(FakeCloud(unreachable(), None, ONLINE, listed=(ONLINE,)), FakePhoton(absent()), journal)
    facts = join_photon(session, facts_before_join(), said.append, cancel)
    assert facts.sent is not None
    assert confirm(session, facts, said.append, cancel, AT_ONCE).proven is Reason.CLAIMED


def test_an_interrupted_setup_that_nothing_is_seen_of_is_not_blamed_on_a_photon_that_left_setup_mode(
    journal: Journal, cancel: Cancel, said: list[News], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(join, "UNFINISHED_TIMEOUT_S", 0.0)
    interrupted(journal)
    session = with_journal(FakeCloud(None), FakePhoton(absent()), journal)
    with pytest.raises(SetupError) as raised:
        join_photon(replace(session, join=JoinMode.NONE), facts_before_join(), said.append, cancel)
    assert raised.value.reason is Reason.CLAIM_NOT_CONFIRMED


@pytest.mark.parametrize("facts", [replace(facts_sent(), sends=2), CLAIMED_BY_ID])
def test_what_an_earlier_try_or_a_claim_by_id_did_is_no_proof_for_the_next_run(
    facts: Facts, journal: Journal, cancel: Cancel, said: list[News]
) -> None:
    journal.note_sent(facts)
    session = with_journal(FakeCloud(STALE), FakePhoton(absent()), journal)
    assert finish_unfinished(session, facts_before_join(), cancel) is None
    session = with_journal(FakeCloud(ONLINE), FakePhoton(absent()), journal)
    assert finish_unfinished(session, facts_before_join(), cancel) is not None


def test_a_claim_by_id_is_noted_for_the_next_run(journal: Journal, cancel: Cancel, said: list[News]) -> None:
    interrupted(journal)
    cloud = FakeCloud(*[None] * 20, STALE, claims=Script(True))
    cloud.answers_ping = False
    with pytest.raises(SetupError) as raised:
        confirm(with_journal(cloud, FakePhoton(absent()), journal), facts_sent(), said.append, cancel, BRIEF)
    assert raised.value.reason is Reason.CLAIM_NOT_CONFIRMED
    assert finish_unfinished(with_journal(cloud, FakePhoton(absent()), journal), facts_before_join(), cancel) is None


def test_who_wants_nothing_checked_finishes_nothing_by_asking_the_cloud(journal: Journal, cancel: Cancel) -> None:
    cloud, facts = FakeCloud(ONLINE), facts_sent(OFFLINE, purpose=Purpose.WIFI_ONLY)
    journal.note_sent(facts)
    session = with_journal(cloud, FakePhoton(absent()), journal)
    before = Facts(purpose=Purpose.WIFI_ONLY, username=USERNAME)
    assert finish_unfinished(session, before, cancel) is None
    assert cloud.calls == []
    assert finish_unfinished(session, replace(before, check_online=True), cancel) is not None


@pytest.mark.parametrize("reason", SIGN_IN_OVER)
def test_a_sign_in_that_cannot_be_renewed_is_not_hidden_by_the_journal(
    reason: Reason, journal: Journal, cancel: Cancel
) -> None:
    interrupted(journal)
    with pytest.raises(SetupError) as raised:
        finish_unfinished(
            with_journal(FakeCloud(SetupError(reason)), FakePhoton(), journal), facts_before_join(), cancel
        )
    assert raised.value.reason is reason


def test_a_cloud_that_has_not_heard_of_it_leaves_the_person_to_bring_the_photon_back(
    journal: Journal, cancel: Cancel, said: list[News]
) -> None:
    interrupted(journal, STALE)
    session = with_journal(FakeCloud(STALE, listed=(STALE,)), FakePhoton(absent(), absent(), DEVICE), journal)
    facts = join_photon(session, facts_before_join(), said.append, cancel)
    assert facts.sent is None
    assert facts.device == DEVICE


def test_a_sign_in_that_ended_is_not_hidden_by_the_journal(journal: Journal, cancel: Cancel, said: list[News]) -> None:
    interrupted(journal)
    session = with_journal(FakeCloud(SetupError(Reason.TOKEN_EXPIRED)), FakePhoton(absent()), journal)
    with pytest.raises(SetupError) as raised:
        join_photon(session, facts_before_join(), said.append, cancel)
    assert raised.value.reason is Reason.TOKEN_EXPIRED


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such file")
def test_where_no_folder_can_be_nothing_is_unfinished_and_nothing_complained_of(
    caplog: pytest.LogCaptureFixture,
) -> None:
    journal = Journal(Path(os.devnull) / "state" / "unfinished.json", API)
    assert journal.unfinished(facts_before_join()) is None
    journal.clear()
    assert caplog.messages == []
