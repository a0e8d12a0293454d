from __future__ import annotations

import pytest

from setup_wizard.core.account import ClaimCode, OneTimeCodeChallenge, Token
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.workflow.facts import Facts
from setup_wizard.workflow.session import Claimant, HeldClaimCode, Session
from setup_wizard.workflow.sign_in import answer_one_time_code, sign_in, sign_out, use_token
from tests.unit.workflow.fakes import (
    ONE_TIME_CODE,
    PASSWORD,
    TOKEN,
    USERNAME,
    FakeCloud,
    FakePhoton,
    session_with,
    unreachable,
)


@pytest.fixture
def cloud() -> FakeCloud:
    return FakeCloud()


@pytest.fixture
def session(cloud: FakeCloud) -> Session:
    return Session(cloud=cloud, photon=FakePhoton())


def test_a_password_signs_in(session: Session, cancel: Cancel) -> None:
    assert sign_in(session, Facts(), f" {USERNAME} ", PASSWORD, cancel) == Facts(username=USERNAME)
    assert session.token == TOKEN


def test_a_wrong_password_signs_nobody_in(session: Session, cancel: Cancel) -> None:
    with pytest.raises(SetupError):
        sign_in(session, Facts(), USERNAME, Secret("wrong"), cancel)
    assert session.token is None


def test_a_one_time_code_finishes_what_the_password_began(session: Session, cloud: FakeCloud, cancel: Cancel) -> None:
    cloud.wants_one_time_code = True
    challenge = sign_in(session, Facts(), USERNAME, PASSWORD, cancel)
    assert isinstance(challenge, OneTimeCodeChallenge)
    assert session.token is None
    assert answer_one_time_code(session, Facts(), challenge, ONE_TIME_CODE, cancel).username == USERNAME
    assert session.token == TOKEN


def test_a_token_is_asked_about_before_it_is_believed(session: Session, cloud: FakeCloud, cancel: Cancel) -> None:
    assert use_token(session, Facts(), Secret("pasted"), cancel).username == USERNAME
    assert session.token == Token(Secret("pasted"), USERNAME)
    assert cloud.calls == ["check_token"]


def test_the_claim_code_of_one_account_is_not_given_to_the_next(session: Session, cancel: Cancel) -> None:
    session.claim_code = HeldClaimCode(ClaimCode(Secret("old")), Claimant(USERNAME))
    use_token(session, Facts(), Secret("pasted"), cancel)
    assert session.claim_code is None


def test_signing_out_revokes_the_token(session: Session, cloud: FakeCloud, cancel: Cancel) -> None:
    session.token = TOKEN
    assert not sign_out(session, Facts(username=USERNAME), cancel).signed_in
    assert cloud.calls == ["sign_out"]
    assert session.token is None


def test_signing_out_forgets_the_token_also_when_the_cloud_cannot_be_asked(
    session: Session, cloud: FakeCloud, cancel: Cancel
) -> None:
    session.token, cloud.failures["sign_out"] = TOKEN, unreachable()
    with pytest.raises(SetupError):
        sign_out(session, Facts(username=USERNAME), cancel)
    assert session.token is None


def test_signing_out_without_a_token_asks_nobody(session: Session, cloud: FakeCloud, cancel: Cancel) -> None:
    sign_out(session, Facts(), cancel)
    assert cloud.calls == []


def test_without_a_token_the_sign_in_has_ended(session: Session) -> None:
    with pytest.raises(SetupError) as raised:
        session.require_token()
    assert raised.value.reason is Reason.TOKEN_EXPIRED


def test_the_next_photon_needs_a_code_of_its_own(cloud: FakeCloud) -> None:
    session = session_with(cloud, FakePhoton())
    session.claim_code = HeldClaimCode(ClaimCode(Secret("old")), Claimant(USERNAME))
    session.forget_device()
    assert session.claim_code is None
    assert session.token == TOKEN
