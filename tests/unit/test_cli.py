from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from setup_wizard.cli import Provision, UsageError
from setup_wizard.console import JsonConsole
from setup_wizard.core.account import Token
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.device import DeviceIdentity
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.core.wifi import Cipher, EapMethod, Enterprise, Security, SecurityKind
from setup_wizard.options import GivenSecrets, Options
from setup_wizard.workflow import join, networks, visits
from setup_wizard.workflow.session import JoinMode, Session
from tests.unit.prompter import ScriptedPrompter
from tests.unit.provision_run import NOBODY, OPTIONS, WIFI_PASSWORD, WIFI_QUESTION, WITH_TOKEN, Run
from tests.unit.workflow.fakes import (
    DEVICE,
    DEVICE_ID,
    HOME,
    ONLINE,
    OTHER_ID,
    PASSWORD,
    TOKEN,
    USERNAME,
    WPA2,
    FakeCloud,
    FakeHost,
    FakePhoton,
    Script,
    absent,
)

pytestmark = pytest.mark.usefixtures("logical_time")

OPEN = replace(HOME, security=Security(SecurityKind.OPEN), security_number=0)


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(join, "POLL_S", 0.001)
    monkeypatch.setattr(visits, "POLL_S", 0.001)
    monkeypatch.setattr(networks, "SCAN_PAUSE_S", 0.001)


def test_a_setup_tells_its_steps_and_then_its_result() -> None:
    run = Run()
    result = run.result()
    assert result.ok
    assert (result.reason, result.device_id, result.owner) == (Reason.CLAIMED, DEVICE_ID, USERNAME)
    steps = [(event["step"], event["state"]) for event in run.events if event["event"] == "step"]
    assert steps == [
        (step, state)
        for step in ("purpose", "sign_in", "join", "network", "password", "confirm", "done")
        for state in ("started", "done")
    ]
    assert run.events[-1]["event"] == "result"


def test_a_failed_step_is_told_with_its_reason_and_so_is_the_result() -> None:
    run = Run(cloud=FakeCloud())
    run.cloud.failures["check_token"] = SetupError(Reason.TOKEN_EXPIRED, "HTTP 401: invalid_token")
    assert not run.result().ok
    failed = {"event": "step", "step": "sign_in", "state": "failed", "reason": "token_expired"}
    assert {**failed, "detail": "HTTP 401: invalid_token"} in run.events
    assert run.events[-1]["reason"] == "token_expired"
    assert "Set PHOTON_SETUP_TOKEN to another one" in run.events[-1]["message"]


@pytest.mark.parametrize(
    ("options", "given", "said"),
    [
        (replace(OPTIONS, ssid=None), WITH_TOKEN, "--ssid is needed"),
        (OPTIONS, GivenSecrets(), "no way to sign in"),
        (OPTIONS, GivenSecrets(password=PASSWORD), "--username is needed"),
        (replace(OPTIONS, claim=False), GivenSecrets(password=PASSWORD), "--username is needed"),
    ],
)
def test_what_is_missing_is_named_before_anything_is_done(options: Options, given: GivenSecrets, said: str) -> None:
    run = Run(options, given)
    with pytest.raises(UsageError, match=said):
        run.provision().check_usage()
    assert run.cloud.calls == []


@pytest.mark.parametrize(
    ("options", "given"),
    [
        (OPTIONS, WITH_TOKEN),
        (replace(OPTIONS, username=USERNAME), GivenSecrets(password=PASSWORD)),
        (replace(OPTIONS, username=USERNAME), GivenSecrets()),
        (replace(OPTIONS, claim=False), GivenSecrets()),
    ],
)
def test_with_enough_said_nobody_needs_to_be_asked(options: Options, given: GivenSecrets) -> None:
    Run(options, given).provision().check_usage()


def test_with_somebody_to_ask_nothing_is_missing() -> None:
    Run(Options(), GivenSecrets(), ScriptedPrompter()).provision().check_usage()


def test_a_name_no_photon_can_store_is_refused_before_anybody_signs_in() -> None:
    run = Run(replace(OPTIONS, ssid=b'a"b'))
    run.photon.inexpressible = SetupError(Reason.SSID_NOT_EXPRESSIBLE)
    assert run.result().reason is Reason.SSID_NOT_EXPRESSIBLE
    assert run.cloud.calls == []
    assert run.photon.calls == []


def test_another_photon_than_the_one_named_is_refused() -> None:
    run = Run(replace(OPTIONS, device_id=OTHER_ID))
    assert run.result().reason is Reason.WRONG_DEVICE
    assert run.photon.calls == []


COMES_BACK = (DEVICE, DEVICE, absent(), DEVICE)
"""Answers when joined and when sent to, is gone, and is back in setup mode."""


def comes_back_then_joins() -> tuple[FakePhoton, FakeCloud]:
    """A Photon that is back in setup mode until it was sent off a second time."""
    photon, cloud = FakePhoton(*COMES_BACK), FakeCloud(None)
    connect = photon.connect

    def connect_and_join(*args: Any) -> bool:
        if photon.calls.count("connect") == 1:
            photon.presence = Script(absent())
            cloud.entries = Script(ONLINE)
        return connect(*args)

    photon.connect = connect_and_join  # type: ignore[assignment,method-assign]
    return photon, cloud


def test_after_a_wrong_password_the_person_is_asked_for_another() -> None:
    photon, cloud = comes_back_then_joins()
    prompter = ScriptedPrompter({WIFI_QUESTION: ["correct horse"]})
    run = Run(given=replace(WITH_TOKEN, wifi_password=Secret("wrong horse")), prompter=prompter)
    run.photon, run.cloud = photon, cloud
    assert run.result().reason is Reason.CLAIMED
    assert prompter.asked == [WIFI_QUESTION]
    assert [credentials.password for credentials in photon.credentials] == [Secret("wrong horse"), WIFI_PASSWORD]
    assert cloud.calls.count("check_token") == 1
    assert cloud.calls.count("create_claim_code") == 1


def test_with_nobody_to_ask_a_wrong_password_ends_the_run() -> None:
    run = Run(photon=FakePhoton(*COMES_BACK), cloud=FakeCloud(None))
    assert run.result().reason is Reason.DID_NOT_JOIN
    assert run.photon.calls.count("connect") == 1


def test_three_passwords_are_enough() -> None:
    prompter = ScriptedPrompter({WIFI_QUESTION: ["first try", "second try", "third try"]})
    run = Run(given=GivenSecrets(token=TOKEN.value), prompter=prompter)
    run.photon, run.cloud = FakePhoton(*COMES_BACK), FakeCloud(None)
    assert run.result().reason is Reason.DID_NOT_JOIN
    assert len(prompter.asked) == 3


def test_a_password_of_the_wrong_length_is_asked_for_again_without_joining_again() -> None:
    prompter = ScriptedPrompter({WIFI_QUESTION: ["short", "long enough"]})
    run = Run(given=GivenSecrets(token=TOKEN.value), prompter=prompter)
    run.photon.configured = Script(SetupError(Reason.PASSWORD_LENGTH), None)
    run.photon.presence = Script(DEVICE, DEVICE, DEVICE, absent())
    assert run.result().reason is Reason.CLAIMED
    assert [event["step"] for event in run.events if event.get("state") == "started"].count("join") == 1


@pytest.mark.parametrize(
    ("network", "enterprise"),
    [
        (OPEN, None),
        (
            replace(HOME, security=Security(SecurityKind.WPA2_ENTERPRISE)),
            Enterprise(EapMethod.TLS, private_key_pem=Secret("key")),
        ),
    ],
)
def test_a_network_without_a_password_is_never_asked_for_one(network: Any, enterprise: Enterprise | None) -> None:
    prompter = ScriptedPrompter()
    run = Run(replace(OPTIONS, enterprise=enterprise), GivenSecrets(token=TOKEN.value), prompter)
    run.photon, run.cloud = FakePhoton(*COMES_BACK), FakeCloud(None)
    run.photon.scans = Script((network,))
    assert run.result().reason is Reason.DID_NOT_JOIN
    assert run.photon.calls.count("connect") == 1
    assert prompter.asked == []


def test_a_photon_lost_between_join_and_send_is_looked_for_once_more() -> None:
    run = Run(photon=FakePhoton(DEVICE, absent(), DEVICE, DEVICE, absent()))
    assert run.result().reason is Reason.CLAIMED


def test_a_photon_that_stays_lost_is_reported() -> None:
    run = Run(photon=FakePhoton(DEVICE, absent(), DEVICE, absent()))
    assert run.result().reason is Reason.DEVICE_UNREACHABLE


def choosing(*answers: str, **more: list[Any]) -> tuple[Run, ScriptedPrompter]:
    prompter = ScriptedPrompter({"Which network": list(answers), WIFI_QUESTION: ["correct horse"], **more})
    return Run(replace(OPTIONS, ssid=None), GivenSecrets(token=TOKEN.value), prompter), prompter


def test_the_person_chooses_among_the_networks_the_photon_sees() -> None:
    run, prompter = choosing("1")
    assert run.result().ok
    assert prompter.choices == ["Home  (wpa2, -48 dBm)"]
    assert run.photon.credentials[0].security_number == HOME.security_number


def test_the_person_can_name_a_hidden_network_and_may_mistype_its_security() -> None:
    run, _prompter = choosing(
        "2", **{"Its name": ["Hideaway"], "Its security": ["wpa9", "wpa2"], "Password": ["12345678"]}
    )
    assert run.result().ok
    assert (run.photon.credentials[0].ssid, run.photon.credentials[0].security) == (b"Hideaway", WPA2)
    assert run.notes() == ["unknown security 'wpa9': use one of open, wep, wpa, wpa2, wpa-enterprise, wpa2-enterprise"]


def test_the_spaces_of_a_typed_name_are_part_of_it() -> None:
    run, _prompter = choosing("2", **{"Its name": [" Hideaway  "], "Its security": ["wpa2"], "Password": ["12345678"]})
    assert run.result().ok
    assert run.photon.credentials[0].ssid == b" Hideaway  "


@pytest.mark.parametrize("interruption", [KeyboardInterrupt(), EOFError()])
def test_ctrl_c_and_ctrl_d_at_a_prompt_cancel(interruption: BaseException) -> None:
    run = Run(given=GivenSecrets(token=TOKEN.value), prompter=ScriptedPrompter({WIFI_QUESTION: [interruption]}))
    result = run.result()
    assert (result.ok, result.reason) == (False, Reason.CANCELLED)
    assert run.events[-1]["reason"] == "cancelled"
    assert run.photon.calls == ["scan"]


def test_wifi_only_needs_no_account_and_says_what_can_be_known() -> None:
    run = Run(replace(OPTIONS, claim=False), GivenSecrets(wifi_password=WIFI_PASSWORD))
    result = run.result()
    assert (result.ok, result.reason, result.owner) == (True, Reason.LEFT_SETUP_MODE, None)
    assert "breathing cyan" in result.message
    assert run.cloud.calls == []


def test_wifi_only_with_an_account_is_proven_and_owns_nothing() -> None:
    run = Run(replace(OPTIONS, claim=False))
    result = run.result()
    assert (result.ok, result.reason, result.owner) == (True, Reason.ONLINE, None)
    assert "create_claim_code" not in run.cloud.calls


def test_the_device_gets_its_name() -> None:
    run = Run(replace(OPTIONS, name="lamp"))
    assert run.result().ok
    assert run.cloud.calls[-1] == "rename_device lamp"


def test_a_name_that_could_not_be_saved_is_told_and_the_setup_stays_good() -> None:
    run = Run(replace(OPTIONS, name="lamp"))
    run.cloud.failures["rename_device lamp"] = SetupError(Reason.CLOUD_ERROR, "HTTP 500")
    assert run.result().ok
    assert run.notes() == ["The name could not be saved: cloud_error: HTTP 500."]


def test_ctrl_c_while_naming_leaves_the_setup_good(monkeypatch: pytest.MonkeyPatch) -> None:
    run = Run(replace(OPTIONS, name="lamp"))

    def interrupt(*_arguments: Any) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(run.cloud, "rename_device", interrupt)
    result = run.result()
    assert (result.ok, result.reason, result.owner) == (True, Reason.CLAIMED, USERNAME)


def test_a_name_without_an_account_is_told_to_be_in_vain() -> None:
    run = Run(replace(OPTIONS, claim=False, name="lamp"), GivenSecrets(wifi_password=WIFI_PASSWORD))
    assert run.result().ok
    assert run.notes() == ["The name could not be saved: token_expired: nobody is signed in."]


def test_an_account_whose_name_is_not_known_owns_without_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    run = Run()
    nameless: Callable[..., Token] = lambda token, cancel: Token(token)  # noqa: E731 - a method in one line
    monkeypatch.setattr(run.cloud, "check_token", nameless)
    result = run.result()
    assert (result.reason, result.owner) == (Reason.CLAIMED, None)


def test_how_long_to_watch_comes_from_the_options() -> None:
    run = Run(replace(OPTIONS, confirm_timeout_s=0.05), cloud=FakeCloud(None))
    session = Session(cloud=run.cloud, photon=run.photon, join=JoinMode.NONE)
    result = Provision(run.options, run.given, session, JsonConsole(run.out), NOBODY, run.store).run()
    assert result.reason is Reason.CLAIM_NOT_CONFIRMED
    assert next(event["detail"] for event in run.events if "detail" in event) == "no proof within 0.05 s"


def test_the_photon_is_named_in_the_result_also_when_the_setup_failed() -> None:
    run = Run(photon=FakePhoton(DeviceIdentity(OTHER_ID, claimed_once=True)), cloud=FakeCloud(None))
    run.photon.failures["configure"] = SetupError(Reason.NETWORK_NOT_SEEN)
    result = run.result()
    assert (result.reason, result.device_id) == (Reason.NETWORK_NOT_SEEN, OTHER_ID)
    assert "Home" in result.message


def test_a_company_network_is_asked_for_a_name_where_no_option_gave_one() -> None:
    prompter = ScriptedPrompter({"Your name on Home": ["ana@company.com"], WIFI_QUESTION: ["secret at work"]})
    run = Run(given=GivenSecrets(token=TOKEN.value), prompter=prompter)
    security = Security(SecurityKind.WPA2_ENTERPRISE, Cipher.AES)
    run.photon.scans = Script((replace(HOME, security=security, security_number=37748740),))
    assert run.result().ok
    (sent,) = run.photon.credentials
    assert sent.enterprise == Enterprise(EapMethod.PEAP, "ana@company.com")
    assert sent.password == Secret("secret at work")


def test_a_computer_that_is_not_back_on_its_own_wifi_is_told_of() -> None:
    host = FakeHost()
    host.is_back = False
    run = Run(host=host)
    assert run.result().reason is Reason.CLAIMED
    assert "not be back on its own Wi-Fi" in run.notes()[-1]
    assert run.events[-1]["event"] == "result"


def test_who_interrupts_the_way_back_still_gets_a_result(monkeypatch: pytest.MonkeyPatch) -> None:
    host = FakeHost()

    def interrupted() -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(host, "close", interrupted)
    run = Run(host=host)
    assert run.result().reason is Reason.CLAIMED
    assert run.events[-1]["event"] == "result"


def test_why_this_computer_does_not_join_by_itself_is_told_with_its_reason() -> None:
    host = FakeHost()
    host.failure = SetupError(Reason.WIFI_OFF, "off: wlan0")
    run = Run(
        replace(OPTIONS, join=JoinMode.AUTO), host=host, photon=FakePhoton(absent(), absent(), DEVICE, DEVICE, absent())
    )
    run.result()
    assert [event["reason"] for event in run.events if event["event"] == "note"] == ["wifi_off"]


def test_a_computer_that_a_crash_left_and_that_cannot_be_brought_back_is_told_of(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    host = FakeHost()

    def refused(_cancel: Cancel) -> bool:
        raise SetupError(Reason.PERMISSION_NEEDED, "polkit")

    monkeypatch.setattr(host, "clean_up", refused)
    run = Run(host=host)
    assert run.result().reason is Reason.CLAIMED
    assert run.notes() == ["A setup was interrupted before. Check that this computer is back on its own Wi-Fi."]
