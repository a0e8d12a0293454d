from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import Any

import pytest

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
    ],
)
def test_what_is_missing_is_named_before_anything_is_done(options: Options, given: GivenSecrets, missing: str) -> None:
    with pytest.raises(UsageError) as raised:
        Run(options, given).provision().check_usage()
    assert missing in str(raised.value)


class Returned:
    """A run of `restore` against fakes: a device of a customer, in the product."""

    def __init__(self, choice: RestoreChoice, prompter: Prompter = NOBODY, options: Options | None = None) -> None:
        self.out = io.StringIO()
        self.cloud = FakeCloud(None)
        self.cloud.products.members = Script(replace(OFFLINE, owner=CUSTOMER), None)
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
    assert returned.run.run().reason is Reason.RESTORED
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


def test_a_token_of_a_customer_restores_nothing() -> None:
    returned = Returned(RestoreChoice(DEVICE_ID, yes=True))
    returned.cloud.token_kind = TokenKind.CUSTOMER
    assert returned.run.run().reason is Reason.WRONG_TOKEN_KIND
    assert returned.events[-2]["state"] == "failed"
