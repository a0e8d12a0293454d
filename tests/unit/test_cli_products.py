from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import pytest

from setup_wizard.cli_import import Import
from setup_wizard.cli_restore import Restore, RestoreChoice
from setup_wizard.cli_sign_in import TerminalSignIn, UsageError
from setup_wizard.console import JsonConsole, Prompter, Result
from setup_wizard.core.account import TokenKind
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.options import GivenSecrets, Options, purpose_of
from setup_wizard.workflow.facts import Purpose
from tests.unit.prompter import ScriptedPrompter
from tests.unit.provision_run import NOBODY, OPTIONS, WIFI_PASSWORD, Run
from tests.unit.workflow.fakes import (
    CLIENT,
    CUSTOMER,
    DEVICE,
    DEVICE_ID,
    OFFLINE,
    ONLINE,
    OTHER_ID,
    PASSWORD,
    TOKEN,
    USERNAME,
    FakeCloud,
    FakePhoton,
    FakeStore,
    Script,
    absent,
    session_with,
)

pytestmark = pytest.mark.usefixtures("logical_time")

FOR_CUSTOMER = replace(OPTIONS, product="lamp", client_id=CLIENT.client_id, customer=CUSTOMER)
WITH_CLIENT = GivenSecrets(client_secret=CLIENT.secret, wifi_password=WIFI_PASSWORD)


def run_for_customer(run: Run) -> Result:
    """The device answers until it is sent off, then it is the customer's, in their list and in the product's."""
    run.photon.presence = Script(DEVICE, DEVICE, DEVICE, absent())
    run.cloud.products.members = Script(OFFLINE, replace(ONLINE, owner=CUSTOMER))
    return run.result()


@pytest.mark.parametrize(
    ("options", "purpose"),
    [
        (Options(), Purpose.OWN_ACCOUNT),
        (Options(claim=False), Purpose.WIFI_ONLY),
        (Options(product="lamp", customer="ada"), Purpose.CUSTOMER),
        (Options(product="lamp"), Purpose.CUSTOMER),
        (Options(client_id="lamp-1"), Purpose.CUSTOMER),
        (Options(product="lamp", claim=False), Purpose.PRODUCT_DEVICE),
    ],
)
def test_the_options_say_what_is_wanted(options: Options, purpose: Purpose) -> None:
    assert purpose_of(options) is purpose


def test_a_client_and_its_secret_are_all_a_back_end_needs() -> None:
    run = Run(FOR_CUSTOMER, WITH_CLIENT)
    result = run_for_customer(run)
    assert (result.reason, result.owner, result.product) == (Reason.CLAIMED, CUSTOMER, 12857)
    assert run.cloud.calls[:3] == ["product_token", "find_product", f"create_or_find {CUSTOMER}"]


def test_a_team_members_password_and_the_client_do_as_well() -> None:
    given = replace(WITH_CLIENT, password=PASSWORD)
    run = Run(replace(FOR_CUSTOMER, username=USERNAME), given)
    assert run_for_customer(run).reason is Reason.CLAIMED
    assert "sign_in" in run.cloud.calls
    assert "product_token" not in run.cloud.calls


def test_a_customers_password_signs_the_customer_up_or_in() -> None:
    run = Run(FOR_CUSTOMER, replace(WITH_CLIENT, password=PASSWORD))
    assert run.result().owner == CUSTOMER
    assert f"sign_up {CUSTOMER}" in run.cloud.calls
    assert "import_device" not in run.cloud.calls


def test_a_customers_token_is_used_as_it_is() -> None:
    run = Run(replace(OPTIONS, product="12857"), GivenSecrets(token=TOKEN.value, wifi_password=WIFI_PASSWORD))
    run.cloud.token_kind = TokenKind.CUSTOMER
    result = run.result()
    assert (result.reason, result.owner, result.product) == (Reason.CLAIMED, USERNAME, 12857)
    assert "find_product" not in run.cloud.calls


def test_a_saved_client_needs_no_secret_of_the_environment() -> None:
    store = FakeStore()
    store.clients[CLIENT.client_id] = CLIENT
    run = Run(FOR_CUSTOMER, GivenSecrets(wifi_password=WIFI_PASSWORD), store=store)
    assert run_for_customer(run).reason is Reason.CLAIMED


def test_without_a_keyring_the_secret_is_asked_for() -> None:
    prompter = ScriptedPrompter({"Secret of the client": ["client's"]})
    run = Run(FOR_CUSTOMER, GivenSecrets(wifi_password=WIFI_PASSWORD), prompter, FakeStore(broken=True))
    assert run_for_customer(run).reason is Reason.CLAIMED
    assert prompter.asked == ["Secret of the client"]


def test_a_person_chooses_the_product_and_names_the_customer() -> None:
    prompter = ScriptedPrompter({"Which product": ["1"], "E-mail of the customer": [f" {CUSTOMER.upper()}"]})
    run = Run(replace(FOR_CUSTOMER, product=None, customer=None), replace(WITH_CLIENT, token=TOKEN.value), prompter)
    result = run_for_customer(run)
    assert (result.reason, result.owner) == (Reason.CLAIMED, CUSTOMER)
    assert prompter.asked == ["Which product", "E-mail of the customer"]


def test_a_product_that_is_not_listed_is_typed() -> None:
    prompter = ScriptedPrompter({"Its id or slug": ["lamp"]})
    run = Run(replace(FOR_CUSTOMER, product=None), WITH_CLIENT, prompter)
    assert run_for_customer(run).reason is Reason.CLAIMED
    assert prompter.asked == ["Its id or slug"]


@pytest.mark.parametrize(
    ("options", "given", "missing"),
    [
        (replace(FOR_CUSTOMER, product=None), WITH_CLIENT, "--product is needed"),
        (replace(FOR_CUSTOMER, customer=None), WITH_CLIENT, "--customer is needed"),
        (replace(FOR_CUSTOMER, client_id=None), GivenSecrets(), "no way to sign in"),
        (replace(FOR_CUSTOMER, client_id=None, username=USERNAME), GivenSecrets(password=PASSWORD), "--client-id"),
        (FOR_CUSTOMER, GivenSecrets(), "PHOTON_SETUP_CLIENT_SECRET"),
        (FOR_CUSTOMER, GivenSecrets(token=TOKEN.value), "PHOTON_SETUP_CLIENT_SECRET"),
    ],
)
def test_what_is_missing_is_named_before_anything_is_done(options: Options, given: GivenSecrets, missing: str) -> None:
    with pytest.raises(UsageError) as raised:
        Run(options, given).provision().check_usage()
    assert missing in str(raised.value)


def test_a_customer_cannot_be_made_without_a_client_and_the_cloud_is_not_blamed() -> None:
    given = GivenSecrets(token=TOKEN.value, wifi_password=WIFI_PASSWORD)
    run = Run(replace(FOR_CUSTOMER, client_id=None), given)
    run.provision().check_usage()
    assert run.result().reason is Reason.WRONG_TOKEN_KIND
    assert run.events[-1]["event"] == "result"
    assert "--client-id" in run.events[-1]["message"]


def test_a_refused_password_of_a_customer_is_not_the_clients_fault() -> None:
    run = Run(FOR_CUSTOMER, replace(WITH_CLIENT, password=PASSWORD))
    run.cloud.failures[f"sign_up {CUSTOMER}"] = SetupError(Reason.CUSTOMER_REFUSED, "HTTP 400: too short")
    result = run.result()
    assert result.reason is Reason.CUSTOMER_REFUSED
    assert "PHOTON_SETUP_PASSWORD" in result.message
    assert "client" not in result.message


def test_a_client_of_another_product_is_the_culprit_and_not_the_product_that_was_found() -> None:
    run = Run(FOR_CUSTOMER, replace(WITH_CLIENT, token=TOKEN.value))
    run.cloud.failures[f"create_or_find {CUSTOMER}"] = SetupError(Reason.PRODUCT_NOT_FOUND, "HTTP 404")
    result = run.result()
    assert result.reason is Reason.SIGN_IN_REFUSED
    assert "client" in result.message
    assert "is not one of this product" in run.events[-2]["detail"]


def test_a_customer_of_another_product_is_told_to_check_the_product() -> None:
    run = Run(replace(OPTIONS, product="12857"))
    run.cloud.token_kind = TokenKind.CUSTOMER
    run.cloud.failures["create_customer_claim_code"] = SetupError(Reason.WRONG_TOKEN_KIND, "Organization not found")
    result = run.result()
    assert result.reason is Reason.WRONG_TOKEN_KIND
    assert "--product" in result.message
    assert "team" not in result.message


def imported(path: Path, cloud: FakeCloud) -> tuple[Result, list[str]]:
    """A run of `import`, and what it says of each line."""
    path.write_text(f"{DEVICE_ID}\n{OTHER_ID}\nlamp\n")
    out = io.StringIO()
    given = GivenSecrets(token=Secret("0" * 40))
    session = session_with(cloud, FakePhoton())
    sign_in = TerminalSignIn(Options(product="lamp"), given, session, JsonConsole(out), NOBODY, FakeStore(), Cancel())
    run = Import(path, sign_in)
    result = run.run(run.check_usage())
    events = [json.loads(line) for line in out.getvalue().splitlines()]
    return result, [event["outcome"] for event in events if event["event"] == "line"]


def test_of_a_list_whose_answer_was_lost_nothing_is_claimed_to_be_known(tmp_path: Path) -> None:
    cloud = FakeCloud()
    cloud.failures["import_devices 2"] = SetupError(Reason.CLOUD_UNREACHABLE, "reset")
    result, outcomes = imported(tmp_path / "tray.txt", cloud)
    assert outcomes == ["not_known", "not_known", "not_an_id"]
    assert "1 of 3 lines of the list are not in the product" in result.message
    assert "Whether 2 of the 3 lines are in it is not known" in result.message


def test_a_list_that_was_not_asked_about_is_not_known_either(tmp_path: Path) -> None:
    cloud = FakeCloud()
    cloud.failures["find_product"] = SetupError(Reason.PRODUCT_NOT_FOUND)
    result, outcomes = imported(tmp_path / "tray.txt", cloud)
    assert outcomes == ["not_asked", "not_asked", "not_an_id"]
    assert "Whether 2 of the 3 lines are in it is not known" in result.message


def interrupt(*_arguments: object) -> NoReturn:
    raise KeyboardInterrupt


def test_an_interrupted_list_is_told_as_far_as_it_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cloud = FakeCloud()
    monkeypatch.setattr(cloud.products, "import_devices", interrupt)
    result, outcomes = imported(tmp_path / "tray.txt", cloud)
    assert result.reason is Reason.CANCELLED
    assert outcomes == ["not_known", "not_known", "not_an_id"]


class Returned:
    """A run of `restore` against fakes: a device of a customer, in the product."""

    def __init__(self, choice: RestoreChoice, prompter: Prompter = NOBODY, options: Options | None = None) -> None:
        self.out = io.StringIO()
        self.cloud = FakeCloud(None)
        self.cloud.products.members = Script(replace(OFFLINE, owner=CUSTOMER), OFFLINE, None)
        console = JsonConsole(self.out)
        sign_in = TerminalSignIn(
            options or Options(product="lamp"),
            GivenSecrets(token=Secret("0" * 40)),
            session_with(self.cloud, FakePhoton()),
            console,
            prompter,
            FakeStore(),
            Cancel(),
        )
        self.run = Restore(choice, sign_in)

    @property
    def events(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.getvalue().splitlines()]


def test_a_returned_device_is_given_back_once_its_last_digits_are_typed() -> None:
    prompter = ScriptedPrompter({"Type the last 4": [DEVICE_ID[-4:].upper()]})
    returned = Returned(RestoreChoice(DEVICE_ID), prompter)
    result = returned.run.run()
    assert result.reason is Reason.RESTORED
    assert "forget" in result.message
    assert returned.cloud.calls.index("unclaim") < returned.cloud.calls.index("remove")


@pytest.mark.parametrize("typed", ["", "yes", DEVICE_ID[:4], DEVICE_ID])
def test_anything_else_changes_nothing(typed: str) -> None:
    returned = Returned(RestoreChoice(DEVICE_ID), ScriptedPrompter({"Type the last 4": [typed]}))
    assert returned.run.run().reason is Reason.CANCELLED
    assert {"unclaim", "remove"}.isdisjoint(returned.cloud.calls)


def test_what_is_changed_already_is_told_with_the_failure() -> None:
    returned = Returned(RestoreChoice(DEVICE_ID, yes=True))
    returned.cloud.failures["remove"] = SetupError(Reason.CLOUD_UNREACHABLE, "gone")
    result = returned.run.run()
    assert (result.reason, result.changed) == (Reason.CLOUD_UNREACHABLE, ("unclaim",))
    assert "Done already: take it from its owner. Run it again" in result.message
    assert returned.events[-2]["state"] == "failed"


def test_whoever_interrupts_it_is_told_what_is_changed_already(monkeypatch: pytest.MonkeyPatch) -> None:
    returned = Returned(RestoreChoice(DEVICE_ID, yes=True))
    monkeypatch.setattr(returned.cloud.products, "remove", interrupt)
    result = returned.run.run()
    assert (result.reason, result.changed) == (Reason.CANCELLED, ("unclaim",))
    assert "Done already: take it from its owner. Run it again" in result.message


def test_a_device_that_is_nowhere_to_be_seen_is_no_success() -> None:
    returned = Returned(RestoreChoice(DEVICE_ID, yes=True))
    returned.cloud.products.members = Script(None)
    result = returned.run.run()
    assert (result.reason, result.ok) == (Reason.DEVICE_NOT_SEEN, False)
    assert "check the id" in result.message


def test_who_restores_a_device_is_not_told_to_restore_it_first() -> None:
    returned = Returned(RestoreChoice(DEVICE_ID, claim=True, yes=True))
    returned.cloud.products.members = Script(None)
    returned.cloud.failures["claim_device"] = SetupError(Reason.OWNED_BY_OTHER, "HTTP 403")
    result = returned.run.run()
    assert result.reason is Reason.OWNED_BY_OTHER
    assert "Restore" not in result.message


def test_a_device_with_a_new_owner_keeps_its_networks() -> None:
    returned = Returned(RestoreChoice(DEVICE_ID, claim=True, yes=True))
    returned.cloud.entries = Script(None, replace(ONLINE, owner=USERNAME))
    returned.cloud.claims = Script(True)
    returned.cloud.products.members = Script(replace(ONLINE, owner=CUSTOMER), ONLINE, None)
    result = returned.run.run()
    assert (result.reason, result.owner) == (Reason.RESTORED, USERNAME)
    assert "new owner" in result.message
    assert "forget" not in result.message


def test_giving_it_to_a_customer_needs_the_client() -> None:
    options = Options(product="lamp", customer=CUSTOMER)
    with pytest.raises(UsageError, match="--client-id"):
        Returned(RestoreChoice(DEVICE_ID, yes=True), options=options).run.check_usage()


def test_a_token_of_a_customer_restores_nothing() -> None:
    returned = Returned(RestoreChoice(DEVICE_ID, yes=True))
    returned.cloud.token_kind = TokenKind.CUSTOMER
    assert returned.run.run().reason is Reason.WRONG_TOKEN_KIND
    assert returned.events[-2]["state"] == "failed"
