from __future__ import annotations

from dataclasses import replace

import pytest

import setup_wizard.workflow.sign_in
from setup_wizard.core.account import ClaimCode, OneTimeCodeChallenge, Token, TokenOrigin
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.workflow.facts import Facts, Purpose
from setup_wizard.workflow.session import Claimant, HeldClaimCode, Session
from setup_wizard.workflow.sign_in import answer_one_time_code, revoke_unkept, sign_in, sign_out, use_token
from tests.unit.workflow.fakes import (
    CUSTOMER,
    CUSTOMER_TOKEN,
    ONE_TIME_CODE,
    PASSWORD,
    PRODUCT_TOKEN,
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


def test_signing_out_revokes_the_customers_token_too(session: Session, cloud: FakeCloud, cancel: Cancel) -> None:
    session.token, session.customer_token = PRODUCT_TOKEN, CUSTOMER_TOKEN
    sign_out(session, Facts(username=USERNAME), cancel)
    assert cloud.revoked == [PRODUCT_TOKEN.value, CUSTOMER_TOKEN.value]
    session.token = session.customer_token = CUSTOMER_TOKEN
    sign_out(session, Facts(username=CUSTOMER), cancel)
    assert cloud.revoked[2:] == [CUSTOMER_TOKEN.value], "who signs in as the customer has one token"


@pytest.mark.parametrize(("origin", "is_revoked"), [(TokenOrigin.KEPT, True), (TokenOrigin.PASTED, False)])
def test_signing_out_leaves_a_token_alone_that_somebody_pasted(
    origin: TokenOrigin, is_revoked: bool, session: Session, cloud: FakeCloud, cancel: Cancel
) -> None:
    facts = use_token(session, Facts(), Secret("brought"), cancel, origin=origin)
    assert not sign_out(session, facts, cancel).signed_in
    assert cloud.revoked == ([Secret("brought")] if is_revoked else [])
    assert session.token is None


def test_one_token_that_cannot_be_revoked_does_not_keep_the_other_alive(
    session: Session, cloud: FakeCloud, cancel: Cancel
) -> None:
    session.token, session.customer_token = PRODUCT_TOKEN, CUSTOMER_TOKEN
    cloud.failures["sign_out"] = unreachable()
    with pytest.raises(SetupError):
        sign_out(session, Facts(username=USERNAME), cancel)
    assert cloud.calls == ["sign_out", "sign_out"]


@pytest.mark.parametrize(
    ("token", "revoked"),
    [
        (TOKEN, [TOKEN.value, CUSTOMER_TOKEN.value]),
        (PRODUCT_TOKEN, [PRODUCT_TOKEN.value, CUSTOMER_TOKEN.value]),
        (replace(TOKEN, origin=TokenOrigin.KEPT), [CUSTOMER_TOKEN.value]),
        (replace(TOKEN, origin=TokenOrigin.PASTED), [CUSTOMER_TOKEN.value]),
        (None, [CUSTOMER_TOKEN.value]),
    ],
)
def test_a_run_on_a_terminal_leaves_no_token_that_it_made_and_did_not_keep(
    token: Token | None, revoked: list[Secret], session: Session, cloud: FakeCloud
) -> None:
    session.token, session.customer_token = token, CUSTOMER_TOKEN
    revoke_unkept(session)
    assert cloud.revoked == revoked


def test_a_cloud_that_cannot_be_asked_does_not_keep_a_run_from_its_end(session: Session, cloud: FakeCloud) -> None:
    session.token, cloud.failures["sign_out"] = TOKEN, unreachable()
    revoke_unkept(session)
    assert cloud.calls == ["sign_out"]
    session.stays_online = lambda: False
    revoke_unkept(session)
    assert cloud.calls == ["sign_out"], "nothing is sent into the Photon's network"


def test_a_cloud_that_hangs_keeps_a_run_from_its_end_for_moments_only(
    session: Session, cloud: FakeCloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup_wizard.workflow.sign_in, "REVOKE_S", 0.01)
    monkeypatch.setattr(cloud, "sign_out", lambda _token, cancel: cancel.sleep(60.0))
    session.token = TOKEN
    revoke_unkept(session)


def test_whoever_is_impatient_at_the_end_of_a_run_is_let_go(
    session: Session, cloud: FakeCloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_token: Secret, _cancel: Cancel) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cloud, "sign_out", interrupted)
    session.token = TOKEN
    revoke_unkept(session)


def test_who_signs_in_to_change_only_the_wifi_wants_the_cloud_asked(session: Session, cancel: Cancel) -> None:
    facts = use_token(session, Facts(purpose=Purpose.WIFI_ONLY), Secret("pasted"), cancel)
    assert facts.check_online
    assert not use_token(session, Facts(purpose=Purpose.OWN_ACCOUNT), Secret("pasted"), cancel).check_online


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
