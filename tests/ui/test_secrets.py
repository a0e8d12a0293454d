"""What a person types as a secret is seen nowhere else, however the setup ends."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget

from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.simulator.accounts import Account, Accounts
from setup_wizard.simulator.air import Network
from setup_wizard.simulator.faults import Fault
from setup_wizard.simulator.population import PHOTON_PRODUCT_ID
from setup_wizard.simulator.security import NUMBERS
from setup_wizard.simulator.world import DEMO, SimulatorOptions
from setup_wizard.ui.diagnostics import diagnostics
from setup_wizard.usb import console
from setup_wizard.workflow.facts import Purpose
from setup_wizard.workflow.step import Step
from tests.ui.conftest import MakeStage
from tests.ui.person import Person
from tests.ui.stage import CUSTOMER, USB_PATIENCE, Stage

USERNAME = "canary@example.com"
PASSWORD = "canary-account-password"
CODE = "canary-one-time-code"
WIFI_PASSWORD = "canary-wifi-password"


class Cage:
    """A simulation whose every secret is a canary, and everything that could be overheard of a window on it."""

    def __init__(self, stage: Stage, caplog: pytest.LogCaptureFixture, home: Path) -> None:
        account = Account(USERNAME, Secret(PASSWORD), Secret(CODE))
        stage.simulator.cloud.accounts = Accounts((account, DEMO), time.time)
        self.stage = stage
        self._caplog = caplog
        self._home = home
        self.token = stage.simulator.cloud.hand_out_token(USERNAME)
        self._secrets = {PASSWORD, CODE, WIFI_PASSWORD, self.token}

    def add(self, *secrets: str) -> None:
        """Further secrets that must not be overheard."""
        self._secrets.update(secrets)

    def overheard(self, person: Person) -> Iterator[tuple[str, str]]:
        """Where a secret has no business, and what is there."""
        yield "the log", self._caplog.text
        yield "the report", diagnostics(person.wizard.model)
        QSettings().sync()
        for path in self._home.rglob("*"):
            if path.is_file():
                yield str(path), path.read_bytes().decode("latin-1")
        for widget in person.wizard.findChildren(QWidget):
            if widget is not person.page and not person.page.isAncestorOf(widget):
                yield f"{widget.objectName()} behind the page shown", "\n".join(texts_of(widget))
            elif not isinstance(widget, QLineEdit):
                yield f"{widget.objectName()} on the page shown", "\n".join(texts_of(widget))

    def check(self, person: Person) -> None:
        """No secret was overheard; and there was something to hear."""
        assert self._caplog.text
        secrets = set(self._secrets)
        session = self.stage.opened.session if self.stage.opened else None
        if session is not None and session.token is not None:
            secrets.add(session.token.value.reveal())
        if session is not None and session.customer_token is not None:
            secrets.add(session.customer_token.value.reveal())
        if session is not None and session.claim_code is not None:
            secrets.add(session.claim_code.code.value.reveal())
        for where, text in self.overheard(person):
            for secret in secrets:
                assert secret not in text, f"a secret is in {where}"


def texts_of(widget: QWidget) -> Iterator[str]:
    yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip(), widget.whatsThis())
    if isinstance(widget, QLineEdit | QLabel):
        yield widget.text()
    if isinstance(widget, QLineEdit):
        # What Ctrl+Z would bring back.
        widget.undo()
        yield widget.text()
        widget.redo()
    if isinstance(widget, QPlainTextEdit):
        yield widget.toPlainText()
    interface = QAccessible.queryAccessibleInterface(widget)
    if interface is not None and not isinstance(widget, QLineEdit):
        yield interface.text(QAccessible.Text.Value)


@pytest.fixture
def cage(make_stage: MakeStage, caplog: pytest.LogCaptureFixture, own_home: Path) -> Cage:
    caplog.set_level(logging.DEBUG)
    networks = (Network(b"Canary", Secret(WIFI_PASSWORD), NUMBERS["wpa2"]),)
    return Cage(make_stage(SimulatorOptions(networks=networks)), caplog, own_home)


@pytest.fixture
def cage_with_cables(make_stage: MakeStage, caplog: pytest.LogCaptureFixture, own_home: Path) -> Cage:
    """Two Photons are plugged in."""
    caplog.set_level(logging.DEBUG)
    networks = (Network(b"Canary", Secret(WIFI_PASSWORD), NUMBERS["wpa2"]),)
    return Cage(make_stage(SimulatorOptions(networks=networks, one_radio=True, usb=2)), caplog, own_home)


def by_code(cage: Cage) -> Person:
    person = cage.stage.open_at(Step.SIGN_IN)
    person.write("email", USERNAME)
    person.write("password", PASSWORD)
    person.go_on()
    person.wait_for("one_time_code")
    person.write("one_time_code", CODE)
    person.go_on()
    person.reach(Step.NETWORK)
    return person


def connect(person: Person, password: str = WIFI_PASSWORD) -> None:
    person.go_on()
    person.reach(Step.PASSWORD)
    person.write("wifi_password", password)
    person.go_on()


def test_a_setup_by_password_and_code_tells_nobody_a_secret(cage: Cage) -> None:
    person = by_code(cage)
    cage.check(person)
    connect(person)
    person.reach(Step.DONE)
    cage.check(person)


def test_a_setup_by_token_tells_nobody_a_secret(cage: Cage) -> None:
    person = cage.stage.open_at(Step.SIGN_IN)
    person.click("sign_in_way_1")
    person.write("token", cage.token)
    person.go_on()
    person.reach(Step.NETWORK)
    connect(person)
    person.reach(Step.DONE)
    cage.check(person)


def test_a_refused_sign_in_tells_nobody_a_secret(cage: Cage) -> None:
    person = cage.stage.open_at(Step.SIGN_IN)
    person.write("email", "somebody@example.com")
    person.write("password", PASSWORD)
    person.go_on()
    person.wait_until_idle()
    cage.check(person)
    assert person.reading("password") == ""


@pytest.mark.parametrize("fault", [Fault.SERVER_ERROR, Fault.CAPTIVE_PAGE, Fault.TOKEN_EXPIRED])
def test_a_cloud_that_fails_makes_nobody_tell_a_secret(fault: Fault, cage: Cage) -> None:
    cage.stage.faults.switch_on(fault)
    person = cage.stage.open_at(Step.SIGN_IN)
    person.click("sign_in_way_1")
    person.write("token", cage.token)
    person.go_on()
    person.meet_problem()
    cage.check(person)


@pytest.mark.parametrize("fault", [Fault.RESULT_CODE, Fault.GARBAGE, Fault.RESET_AFTER_REQUEST])
def test_a_photon_that_fails_makes_nobody_tell_a_secret(fault: Fault, cage: Cage) -> None:
    cage.stage.faults.switch_on(fault, where="configure-ap")
    person = by_code(cage)
    connect(person)
    person.meet_problem()
    cage.check(person)


def test_a_photon_that_does_not_join_makes_nobody_tell_a_secret(cage: Cage) -> None:
    cage.stage.faults.switch_on(Fault.DOES_NOT_JOIN)
    person = by_code(cage)
    connect(person)
    person.meet_problem()
    cage.check(person)


def reach_name(cage: Cage) -> Person:
    """To the network's name, by cable."""
    person = cage.stage.open_at(Step.SIGN_IN)
    person.click("sign_in_way_1")
    person.write("token", cage.token)
    person.go_on()
    person.arrive(Step.JOIN)
    person.click("join_by_cable")
    person.wait_for("cables")
    return person


def name_network(person: Person) -> None:
    person.reach(Step.NETWORK)
    person.write("network_name", "Canary")


def test_a_setup_by_cable_tells_nobody_a_secret(cage_with_cables: Cage) -> None:
    person = reach_name(cage_with_cables)
    person.pick("cables", person.rows("cables")[0])
    person.go_on()
    name_network(person)
    cage_with_cables.stage.faults.switch_on(Fault.DOES_NOT_JOIN)
    connect(person)
    person.meet_problem()
    cage_with_cables.check(person)
    cage_with_cables.stage.faults.clear()
    person.click("problem_primary")
    person.reach(Step.PASSWORD)
    person.go_on()
    person.reach(Step.DONE)
    cage_with_cables.check(person)


@pytest.mark.parametrize("fault", [Fault.SAVE_FAILS, Fault.PROMPT_UNKNOWN, Fault.ECHO_LATE])
def test_several_that_fail_by_cable_make_nobody_tell_a_secret(
    fault: Fault, cage_with_cables: Cage, monkeypatch: pytest.MonkeyPatch
) -> None:
    # An unknown prompt is waited out.
    monkeypatch.setattr(console, "ANSWER_S", 1.0 / USB_PATIENCE)
    cage_with_cables.stage.faults.switch_on(fault)
    person = reach_name(cage_with_cables)
    person.click("secondary_button")
    name_network(person)
    connect(person)
    person.wait_until(lambda: person.sees("side_by_side_close") and person.says("side_by_side_close") == "Close")
    cage_with_cables.check(person)
    person.click("side_by_side_close")
    # On a machine that stands still neither may be heard in time: then this is not the last page.
    person.wait_until_gone("side_by_side_dialog")
    person.wait_until_idle()
    cage_with_cables.check(person)


def test_the_cage_would_hear_a_secret_that_is_told(cage: Cage) -> None:
    person = cage.stage.open_at(Step.SIGN_IN)
    logging.getLogger("anywhere").info("signing in with %s", PASSWORD)
    with pytest.raises(AssertionError, match="a secret is in the log"):
        cage.check(person)


def test_the_cage_would_see_a_secret_in_a_page_that_was_left(cage: Cage) -> None:
    logging.getLogger("anywhere").info("something")
    person = cage.stage.open_at(Step.SIGN_IN)
    person.write("password", PASSWORD)
    person.click("back_button")
    with pytest.raises(AssertionError, match="a secret is in password behind the page shown"):
        cage.check(person)


def test_the_report_names_no_network_of_now_or_before(make_stage: MakeStage) -> None:
    stage = make_stage(SimulatorOptions())
    stage.faults.switch_on(Fault.DOES_NOT_JOIN)
    person = stage.open_at(Step.CONFIRM)
    person.meet_problem()
    stage.faults.clear()
    person.click("problem_secondary")
    person.reach(Step.NETWORK)
    person.pick_network("Library")
    person.go_on()
    person.reach(Step.PASSWORD)
    person.go_on()
    person.reach(Step.DONE)
    report = diagnostics(person.wizard.model)
    assert "Your Photon is joining (name)." in report
    assert "Home" not in report
    assert "Library" not in report


class TestOfAProduct:
    """The client's secret, the product's token, and the customer's token and password."""

    @pytest.fixture
    def cage(self, cage: Cage) -> Cage:
        """The team's token is handed out anew, as the cage has other accounts."""
        token = cage.stage.simulator.cloud.hand_out_token(DEMO.username)
        cage.stage.simulator.token = Secret(token)
        cage.add(cage.stage.client.secret.reveal(), token)
        return cage

    def for_customer(self, cage: Cage) -> Person:
        person = cage.stage.open()
        person.click(Purpose.CUSTOMER.value)
        person.go_on()
        person.reach(Step.SIGN_IN)
        return person

    def test_a_client_and_its_customer_tell_nobody_a_secret(self, cage: Cage) -> None:
        person = self.for_customer(cage)
        person.click("sign_in_way_2")
        person.write("client_id", cage.stage.client.client_id)
        person.write("client_secret", cage.stage.client.secret.reveal())
        person.go_on()
        person.reach(Step.PRODUCT)
        cage.check(person)
        person.write("product_typed", str(PHOTON_PRODUCT_ID))
        person.go_on()
        person.reach(Step.CUSTOMER)
        person.write("customer", CUSTOMER)
        person.go_on()
        person.reach(Step.NETWORK)
        cage.check(person)
        connect(person)
        person.reach(Step.DONE)
        cage.check(person)

    def test_a_client_that_is_made_tells_nobody_its_secret(self, cage: Cage) -> None:
        cage.stage.spoil["save_client"] = Reason.KEYRING_UNAVAILABLE
        person = cage.stage.open_at(Step.CUSTOMER, purpose=Purpose.CUSTOMER, client=False)
        person.click("create_client")
        person.wait_for("new_client_secret")
        person.wait_until_idle()
        cage.add(person.reading("new_client_secret"))
        cage.check(person)
        person.write("customer", CUSTOMER)
        person.go_on()
        person.reach(Step.NETWORK)
        cage.check(person)

    def test_a_refused_client_tells_nobody_its_secret(self, cage: Cage) -> None:
        person = self.for_customer(cage)
        cage.add("canary-client-secret")
        person.click("sign_in_way_2")
        person.write("client_id", cage.stage.client.client_id)
        person.write("client_secret", "canary-client-secret")
        person.go_on()
        person.wait_until_idle()
        cage.check(person)

    def test_a_customers_password_and_token_are_told_to_nobody(self, cage: Cage) -> None:
        client = cage.stage.simulator.population.simple_client
        cage.add(client.secret.reveal(), "canary-customer-password")
        cage.stage.add_to_product()
        person = self.for_customer(cage)
        person.click("sign_in_way_3")
        person.write("customer_email", CUSTOMER)
        person.write("customer_password", "canary-customer-password")
        person.write("customer_product", str(PHOTON_PRODUCT_ID))
        person.write("client_id", client.client_id)
        person.write("client_secret", client.secret.reveal())
        person.go_on()
        person.reach(Step.NETWORK)
        connect(person)
        person.reach(Step.DONE)
        cage.check(person)

    def test_giving_a_device_to_another_customer_tells_nobody_a_secret(self, cage: Cage) -> None:
        cage.stage.add_to_product()
        cage.stage.bring_online()
        person = cage.stage.open_at(Step.RESTORE, purpose=Purpose.RESTORE, client=False)
        person.write("restore_id", cage.stage.device_id)
        person.go_on()
        person.wait_for("to_customer")
        person.click("to_customer")
        person.write("restore_customer", CUSTOMER)
        person.write("client_id", cage.stage.client.client_id)
        person.write("client_secret", cage.stage.client.secret.reveal())
        person.click("restore_device")
        person.wait_for("last_digits")
        person.write("last_digits", cage.stage.device_id[-4:])
        person.click("confirm_restore")
        person.reach(Step.DONE)
        cage.check(person)


def test_the_report_names_nobody_the_cloud_named(stage: Stage) -> None:
    person = stage.open_at(Step.JOIN, connect=False)
    refusal = SetupError(Reason.OWNED_BY_OTHER, 'ana.private+x@example.com owns it ("bob@example.org")')
    person.page.show_problem(refusal)
    report = diagnostics(person.wizard.model)
    assert "owned_by_other: (address) owns it" in report
    assert "@" not in report
