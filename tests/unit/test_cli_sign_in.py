from __future__ import annotations

from dataclasses import replace

import pytest

from setup_wizard.cli_sign_in import BAD_CODE
from setup_wizard.core.account import Token, TokenKind
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.options import GivenSecrets, Options
from tests.unit.prompter import ScriptedPrompter
from tests.unit.provision_run import OPTIONS, WIFI_PASSWORD, WIFI_QUESTION, Run
from tests.unit.workflow.fakes import (
    CLIENT,
    DEVICE,
    ONE_TIME_CODE,
    ONLINE,
    PASSWORD,
    TOKEN,
    USERNAME,
    FakeCloud,
    FakePhoton,
    FakeStore,
    absent,
)

pytestmark = pytest.mark.usefixtures("logical_time")

SAVED = Token(Secret("saved"), USERNAME)


def test_a_token_of_the_environment_comes_before_the_keyring() -> None:
    run = Run(replace(OPTIONS, username=USERNAME), store=FakeStore(SAVED))
    run.result()
    assert run.cloud.calls[0] == "check_token"
    assert run.store.saved == []


def test_a_password_of_the_environment_comes_before_the_keyring() -> None:
    given = GivenSecrets(password=PASSWORD, wifi_password=WIFI_PASSWORD)
    run = Run(replace(OPTIONS, username=USERNAME), given, store=FakeStore(SAVED))
    assert run.result().ok
    assert run.cloud.calls[0] == "sign_in"
    assert run.store.saved == []


def test_a_one_time_code_is_taken_from_the_environment() -> None:
    given = GivenSecrets(password=PASSWORD, one_time_code=ONE_TIME_CODE, wifi_password=WIFI_PASSWORD)
    run = Run(replace(OPTIONS, username=USERNAME), given)
    run.cloud.wants_one_time_code = True
    assert run.result().ok


def test_a_one_time_code_nobody_can_be_asked_for_is_named() -> None:
    run = Run(replace(OPTIONS, username=USERNAME), GivenSecrets(password=PASSWORD))
    run.cloud.wants_one_time_code = True
    result = run.result()
    assert result.reason is Reason.ONE_TIME_CODE_REFUSED
    assert "PHOTON_SETUP_OTP" in result.message


def test_a_wrong_one_time_code_of_the_environment_is_not_asked_for_at_a_run_that_is_over() -> None:
    given = GivenSecrets(password=PASSWORD, one_time_code=Secret("000000"))
    run = Run(replace(OPTIONS, username=USERNAME), given)
    run.cloud.wants_one_time_code = True
    result = run.result()
    assert result.reason is Reason.ONE_TIME_CODE_REFUSED
    assert result.message == BAD_CODE


def test_a_saved_sign_in_comes_before_the_prompt() -> None:
    prompter = ScriptedPrompter({WIFI_QUESTION: ["correct horse"]})
    run = Run(replace(OPTIONS, username=USERNAME), GivenSecrets(), prompter, FakeStore(SAVED))
    assert run.result().ok
    assert prompter.asked == [WIFI_QUESTION]


def test_the_prompt_comes_last_and_its_sign_in_is_saved() -> None:
    prompter = ScriptedPrompter(
        {"E-mail": [USERNAME], "Password of your": [PASSWORD.reveal()], "Code": ["042137"], WIFI_QUESTION: ["12345678"]}
    )
    run = Run(OPTIONS, GivenSecrets(), prompter)
    run.cloud.wants_one_time_code = True
    assert run.result().ok
    assert run.store.saved == [TOKEN]
    assert run.photon.credentials[0].password == Secret("12345678")


def test_an_expired_saved_sign_in_is_told_and_the_person_is_asked() -> None:
    prompter = ScriptedPrompter({"Password of your": [PASSWORD.reveal()]})
    given = GivenSecrets(wifi_password=WIFI_PASSWORD)
    run = Run(replace(OPTIONS, username=USERNAME), given, prompter, FakeStore(SAVED))
    run.cloud.failures["check_token"] = SetupError(Reason.TOKEN_EXPIRED)
    assert run.result().ok
    assert any("sign-in has ended" in note for note in run.notes())


def test_an_expired_saved_sign_in_ends_a_run_with_nobody_to_ask() -> None:
    run = Run(replace(OPTIONS, username=USERNAME), GivenSecrets(), store=FakeStore(SAVED))
    run.cloud.failures["check_token"] = SetupError(Reason.TOKEN_EXPIRED)
    assert run.result().reason is Reason.TOKEN_EXPIRED


def test_a_missing_keyring_is_told_and_stops_nothing() -> None:
    prompter = ScriptedPrompter({"Password of your": [PASSWORD.reveal()]})
    given = GivenSecrets(wifi_password=WIFI_PASSWORD)
    run = Run(replace(OPTIONS, username=USERNAME), given, prompter, FakeStore(broken=True))
    assert run.result().ok
    assert [note for note in run.notes() if "cannot keep your sign-in" in note] == run.notes()
    assert len(run.notes()) == 2


def test_a_cloud_out_of_reach_is_not_taken_for_a_bad_saved_sign_in() -> None:
    run = Run(replace(OPTIONS, username=USERNAME), GivenSecrets(), ScriptedPrompter(), FakeStore(SAVED))
    run.cloud.failures["check_token"] = SetupError(Reason.CLOUD_UNREACHABLE)
    assert run.result().reason is Reason.CLOUD_UNREACHABLE


def test_a_mistyped_password_is_asked_again() -> None:
    prompter = ScriptedPrompter(
        {"E-mail": [USERNAME] * 2, "Password of your": ["mistyped", PASSWORD.reveal()], WIFI_QUESTION: ["12345678"]}
    )
    run = Run(OPTIONS, GivenSecrets(), prompter)
    assert run.result().ok
    assert run.cloud.calls.count("sign_in") == 2


def test_wrong_passwords_end_long_before_the_cloud_locks_the_address() -> None:
    prompter = ScriptedPrompter({"E-mail": [USERNAME] * 9, "Password of your": ["wrong"] * 9})
    run = Run(OPTIONS, GivenSecrets(), prompter)
    assert run.result().reason is Reason.SIGN_IN_REFUSED
    assert run.cloud.calls.count("sign_in") == 3


def asked_for_a_code(*codes: str) -> tuple[Run, ScriptedPrompter]:
    """A run whose account wants a one-time code, and a person who types these."""
    prompter = ScriptedPrompter({"Code": list(codes)})
    given = GivenSecrets(password=PASSWORD, wifi_password=WIFI_PASSWORD)
    run = Run(replace(OPTIONS, username=USERNAME), given, prompter)
    run.cloud.wants_one_time_code = True
    return run, prompter


def test_a_mistyped_one_time_code_is_asked_again_without_another_password() -> None:
    run, prompter = asked_for_a_code("000000", "111111", ONE_TIME_CODE.reveal())
    assert run.result().ok
    assert prompter.asked == ["Code of your authenticator app"] * 3
    assert run.cloud.calls.count("sign_in") == 1
    assert len(run.notes()) == 2


def test_three_one_time_codes_are_enough() -> None:
    run, prompter = asked_for_a_code(*["000000"] * 9)
    result = run.result()
    assert (result.reason, result.message) == (Reason.ONE_TIME_CODE_REFUSED, BAD_CODE)
    assert len(prompter.asked) == 3


def test_a_one_time_code_is_not_asked_again_when_the_cloud_is_out_of_reach() -> None:
    run, prompter = asked_for_a_code(*["000000"] * 9)
    run.cloud.failures["answer_one_time_code"] = SetupError(Reason.CLOUD_UNREACHABLE)
    assert run.result().reason is Reason.CLOUD_UNREACHABLE
    assert len(prompter.asked) == 1


def test_a_password_of_the_environment_is_used_for_a_typed_e_mail() -> None:
    prompter = ScriptedPrompter({"E-mail": [USERNAME]})
    run = Run(OPTIONS, GivenSecrets(password=PASSWORD, wifi_password=WIFI_PASSWORD), prompter)
    assert run.result().ok
    assert prompter.asked == ["E-mail of your account"]


def test_a_saved_sign_in_proves_that_a_photon_with_a_new_network_is_online() -> None:
    given = GivenSecrets(wifi_password=WIFI_PASSWORD)
    run = Run(replace(OPTIONS, claim=False, username=USERNAME), given, store=FakeStore(SAVED))
    assert run.result().reason is Reason.ONLINE
    assert run.cloud.calls[0] == "check_token"


def test_a_missing_keyring_is_the_reason_where_nobody_can_be_asked() -> None:
    run = Run(replace(OPTIONS, username=USERNAME), GivenSecrets(), store=FakeStore(broken=True))
    result = run.result()
    assert result.reason is Reason.KEYRING_UNAVAILABLE
    assert "Continue" not in result.message
    assert "PHOTON_SETUP_PASSWORD" in result.message


def test_a_sign_in_that_was_never_saved_has_not_ended() -> None:
    result = Run(replace(OPTIONS, username=USERNAME), GivenSecrets()).result()
    assert result.reason is Reason.TOKEN_EXPIRED
    assert f"No sign-in of {USERNAME} is saved" in result.message


def test_a_token_the_cloud_does_not_know_has_not_ended() -> None:
    run = Run()
    run.cloud.failures["check_token"] = SetupError(Reason.TOKEN_EXPIRED, "HTTP 401: invalid")
    result = run.result()
    assert result.reason is Reason.TOKEN_EXPIRED
    assert "PHOTON_SETUP_TOKEN" in result.message


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        (TokenKind.DEVELOPER, replace(OPTIONS, username="somebody@else.io")),
        (TokenKind.CUSTOMER, replace(OPTIONS, product="lamp", customer="somebody@else.io")),
        (
            TokenKind.CUSTOMER,
            replace(OPTIONS, product="lamp", customer="somebody@else.io", client_id=CLIENT.client_id),
        ),
    ],
)
def test_a_token_of_somebody_else_than_was_named_does_nothing(kind: TokenKind, options: Options) -> None:
    given = GivenSecrets(token=TOKEN.value, client_secret=CLIENT.secret, wifi_password=WIFI_PASSWORD)
    run = Run(options, given)
    run.cloud.token_kind = kind
    result = run.result()
    assert result.reason is Reason.WRONG_TOKEN_KIND
    assert USERNAME in result.message
    assert "somebody@else.io" in result.message
    assert run.cloud.calls == ["check_token"]
    assert run.photon.calls == []


@pytest.mark.parametrize("named", [USERNAME, f" {USERNAME.upper()} "])
def test_a_token_of_who_was_named_does(named: str) -> None:
    assert Run(replace(OPTIONS, username=named)).result().ok


@pytest.mark.parametrize(
    "failure",
    [
        SetupError(Reason.TOKEN_EXPIRED, "HTTP 401"),
        SetupError(Reason.WRONG_TOKEN_KIND, "a product's"),
        SetupError(Reason.CLOUD_UNREACHABLE, "DNS"),
    ],
)
def test_changing_the_network_goes_on_without_a_sign_in_that_cannot_be_had(failure: SetupError) -> None:
    run = Run(replace(OPTIONS, claim=False))
    run.cloud.failures["check_token"] = failure
    assert run.result().reason is Reason.LEFT_SETUP_MODE
    assert len(run.photon.credentials) == 1
    assert [note for note in run.notes() if "without a sign-in" in note] == run.notes()
    assert len(run.notes()) == 1


def test_a_missing_keyring_does_not_keep_anybody_from_changing_the_network() -> None:
    given = GivenSecrets(wifi_password=WIFI_PASSWORD)
    run = Run(replace(OPTIONS, claim=False, username=USERNAME), given, store=FakeStore(broken=True))
    assert run.result().reason is Reason.LEFT_SETUP_MODE
    assert len(run.notes()) == 1


def test_what_a_run_signed_in_with_is_revoked_unless_it_was_kept() -> None:
    given = GivenSecrets(password=PASSWORD, wifi_password=WIFI_PASSWORD)
    typed = ScriptedPrompter({"Password of your": [PASSWORD.reveal()]})
    by_environment = Run(replace(OPTIONS, username=USERNAME), given, ScriptedPrompter())
    kept = Run(replace(OPTIONS, username=USERNAME), replace(given, password=None), typed)
    not_kept = replace(
        kept, prompter=ScriptedPrompter({"Password of your": [PASSWORD.reveal()]}), cloud=FakeCloud(ONLINE)
    )
    not_kept = replace(not_kept, store=FakeStore(broken=True), photon=FakePhoton(DEVICE, DEVICE, absent()))
    for run, revoked in ((by_environment, [TOKEN.value]), (kept, []), (not_kept, [TOKEN.value])):
        assert run.result().ok
        assert run.cloud.revoked == revoked
