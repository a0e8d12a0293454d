"""Setting up devices of a product, for a customer and for nobody, pressed through as its staff would."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication

from setup_wizard.core.account import OAuthClient
from setup_wizard.core.errors import Reason
from setup_wizard.core.secret import Secret
from setup_wizard.simulator.faults import Fault
from setup_wizard.simulator.population import ARGON_PRODUCT_ID, P1_PRODUCT_ID, PHOTON_PRODUCT_ID
from setup_wizard.simulator.world import DEMO, NEIGHBOUR
from setup_wizard.workflow.facts import Purpose
from setup_wizard.workflow.step import Step
from tests.ui.person import Person
from tests.ui.stage import CUSTOMER, HOME_PASSWORD, Stage, set_up_at_home

NEW = "Ana+Plants@Example.com"
NEW_AS_KEPT = "ana+plants@example.com"
PRODUCT = str(PHOTON_PRODUCT_ID)
IMPORT = f"cloud POST /v1/products/{PRODUCT}/devices"
CREATE = f"cloud POST /v1/products/{PRODUCT}/customers"
CODE = f"cloud POST /v1/products/{PRODUCT}/device_claims"


def begin(stage: Stage, purpose: Purpose, **options: object) -> Person:
    """To the sign-in page, for this purpose."""
    person = stage.open(**options)
    choose(person, purpose)
    person.reach(Step.SIGN_IN)
    return person


def choose(person: Person, purpose: Purpose) -> None:
    person.click(purpose.value)
    person.go_on()


def sign_in_as_team(person: Person) -> None:
    person.write("email", DEMO.username)
    person.write("password", DEMO.password.reveal())
    person.go_on()
    person.reach(Step.PRODUCT)


def sign_in_by_client(person: Person, stage: Stage) -> None:
    person.click("sign_in_way_2")
    person.write("client_id", stage.client.client_id)
    person.write("client_secret", stage.client.secret.reveal())
    person.go_on()
    person.reach(Step.PRODUCT)


def type_product(person: Person, ref: str = PRODUCT) -> None:
    person.write("product_typed", ref)
    person.go_on()


def name_customer(person: Person, customer: str) -> None:
    person.reach(Step.CUSTOMER)
    person.write("customer", customer)
    person.go_on()


def story(stage: Stage) -> list[str]:
    """The requests whose order matters, each once."""
    seen: list[str] = []
    for line in stage.simulator.log.lines():
        if line in (IMPORT, CREATE, CODE, "photon set", "photon connect-ap", "photon device-id") and line not in seen:
            seen.append(line)
    return seen


@pytest.mark.parametrize("customer", ["new", "existing"])
def test_a_customers_photon_is_set_up_by_client_id_and_secret(customer: str, stage: Stage) -> None:
    typed = NEW if customer == "new" else stage.simulator.population.shadow_customer.username
    person = begin(stage, Purpose.CUSTOMER)
    sign_in_by_client(person, stage)
    assert person.says_account() == stage.client.client_id
    assert person.reads("Signed in as the product")
    type_product(person)
    name_customer(person, typed)
    set_up_at_home(person)
    assert stage.owner == typed.lower()
    assert stage.product == PHOTON_PRODUCT_ID
    assert person.title == f"The Photon is online, and it belongs to \u2068{typed.lower()}\u2069"
    assert person.reads("Greenhouse")
    assert person.reads(typed.lower())
    assert story(stage) == [CREATE, "photon device-id", IMPORT, CODE, "photon set", "photon connect-ap"]
    lines = [line for _at, line in person.wizard.model.lines]
    said = "is a new customer." if customer == "new" else "is a customer already."
    assert f"\u2068{typed.lower()}\u2069 {said}" in lines


def test_a_known_id_needs_one_visit(stage: Stage) -> None:
    person = begin(stage, Purpose.CUSTOMER, device_id=stage.device_id)
    sign_in_by_client(person, stage)
    type_product(person)
    name_customer(person, NEW)
    set_up_at_home(person)
    assert stage.owner == NEW_AS_KEPT
    assert story(stage) == [CREATE, IMPORT, CODE, "photon device-id", "photon set", "photon connect-ap"]


def test_an_unknown_id_is_read_on_a_first_visit_which_is_explained(stage: Stage) -> None:
    person = begin(stage, Purpose.CUSTOMER)
    sign_in_by_client(person, stage)
    type_product(person)
    name_customer(person, NEW)
    person.reach(Step.NETWORK)
    lines = [line for _at, line in person.wizard.model.lines]
    assert "The Photon told its id." in lines
    assert "The product knows the Photon. Back to it for the setup..." in lines
    assert lines.index("The Photon told its id.") < lines.index("Your Photon answers.")


def test_a_team_login_lists_the_products_and_can_make_a_client(stage: Stage) -> None:
    person = begin(stage, Purpose.CUSTOMER)
    sign_in_as_team(person)
    assert person.rows("products") == ["Greenhouse", "Greenhouse P1", "Greenhouse mesh"]
    person.pick("products", "Greenhouse")
    person.go_on()
    person.reach(Step.CUSTOMER)
    person.click("create_client")
    person.wait_for("new_client_secret")
    person.wait_until_idle()
    made = stage.store.load_client(stage.options.api, stage.made_client().client_id)
    assert made is not None
    assert person.reading("new_client_secret") == made.secret.reveal()
    assert person.reads("The secret is kept in this computer's keyring.")
    person.click("copy_client_secret")
    assert QApplication.clipboard().text() == made.secret.reveal()
    assert not person.sees("create_client")
    name_customer(person, NEW)
    set_up_at_home(person)
    assert stage.owner == NEW_AS_KEPT


def test_a_secret_that_the_keyring_refuses_stays_to_be_seen(stage: Stage) -> None:
    stage.spoil["save_client"] = Reason.KEYRING_UNAVAILABLE
    person = begin(stage, Purpose.CUSTOMER)
    sign_in_as_team(person)
    person.pick("products", "Greenhouse")
    person.go_on()
    person.reach(Step.CUSTOMER)
    person.click("create_client")
    person.wait_for("new_client_secret")
    person.wait_until_idle()
    secret = person.reading("new_client_secret")
    assert secret == stage.made_client().secret.reveal()
    assert person.reads("This computer has no keyring to keep the secret in.")
    person.click("back_button")
    person.reach(Step.PRODUCT)
    person.go_on()
    person.reach(Step.CUSTOMER)
    assert person.reading("new_client_secret") == secret
    name_customer(person, NEW)
    person.reach(Step.NETWORK)


def reach_customer(stage: Stage) -> Person:
    """As a team member without a client."""
    person = begin(stage, Purpose.CUSTOMER)
    sign_in_as_team(person)
    person.pick("products", "Greenhouse")
    person.go_on()
    person.reach(Step.CUSTOMER)
    return person


def test_nothing_leads_away_while_a_client_is_made(stage: Stage) -> None:
    person = reach_customer(stage)
    behind = (Step.PURPOSE, Step.SIGN_IN, Step.PRODUCT)
    with stage.simulator.cloud.lock:
        person.click("create_client")
        person.press(Qt.Key.Key_Escape)
        assert person.busy
        assert not person.sees("back_button")
        assert not person.sees("not_you")
        assert not any(person.find(f"step_{step}").isEnabled() for step in behind)
        person.wizard.close()
        assert person.wizard.isVisible()
        assert person.reads("A client is being made for the product.")
    person.wait_for("new_client_secret")
    person.wait_until_gone("close_question")
    assert person.sees("back_button")
    assert person.sees("not_you")
    assert all(person.find(f"step_{step}").isEnabled() for step in behind)


def test_back_is_there_again_when_a_client_was_refused(stage: Stage) -> None:
    person = reach_customer(stage)
    stage.spoil["create_client"] = Reason.WRONG_TOKEN_KIND
    person.click("create_client")
    person.wait_until_idle()
    assert person.reads("This client cannot make customers.")
    person.wait_for("back_button")


def test_not_you_forgets_the_secret_of_the_products_client(stage: Stage) -> None:
    person = begin(stage, Purpose.CUSTOMER)
    sign_in_by_client(person, stage)
    assert stage.store.load_client(stage.options.api, stage.client.client_id) is not None
    person.click("not_you")
    person.reach(Step.SIGN_IN)
    person.wait_until(lambda: stage.store.load_client(stage.options.api, stage.client.client_id) is None)


def test_a_kept_client_is_not_asked_for_again(stage: Stage) -> None:
    stage.store.save_client(stage.options.api, OAuthClient(stage.client.client_id, stage.client.secret))
    person = begin(stage, Purpose.CUSTOMER, client_id=stage.client.client_id)
    person.click("sign_in_way_0")
    sign_in_as_team(person)
    person.pick("products", "Greenhouse")
    person.go_on()
    person.reach(Step.CUSTOMER)
    assert not person.sees("client_secret")
    assert person.reads(stage.client.client_id)
    name_customer(person, NEW)
    person.reach(Step.NETWORK)


def test_a_wrong_secret_of_a_client_is_said_under_its_field(stage: Stage) -> None:
    person = begin(stage, Purpose.CUSTOMER)
    person.click("sign_in_way_2")
    person.write("client_id", stage.client.client_id)
    person.write("client_secret", "0" * 40)
    person.go_on()
    person.wait_until_idle()
    assert person.step is Step.SIGN_IN
    assert person.focus == "client_secret"
    assert person.reads("The id or the secret is not right")
    assert person.reading("client_secret") == ""
    assert person.reading("client_id") == stage.client.client_id


def test_a_wrong_secret_on_the_customers_page_is_said_under_its_field(stage: Stage) -> None:
    person = begin(stage, Purpose.CUSTOMER)
    sign_in_as_team(person)
    person.pick("products", "Greenhouse")
    person.go_on()
    person.reach(Step.CUSTOMER)
    person.write("customer", NEW)
    person.write("client_id", stage.client.client_id)
    person.write("client_secret", "0" * 40)
    person.go_on()
    person.wait_until_idle()
    assert person.step is Step.CUSTOMER
    assert person.focus == "client_secret"
    assert person.reads("The id or the secret is not right")
    person.write("client_secret", stage.client.secret.reveal())
    person.go_on()
    person.reach(Step.NETWORK)
    kept = stage.store.load_client(stage.options.api, stage.client.client_id)
    assert kept is not None
    assert kept.secret == stage.client.secret


def test_a_client_of_no_product_is_of_the_wrong_kind(stage: Stage) -> None:
    client = stage.simulator.population.account_client
    person = begin(stage, Purpose.PRODUCT_DEVICE)
    person.click("sign_in_way_2")
    person.write("client_id", client.client_id)
    person.write("client_secret", client.secret.reveal())
    person.go_on()
    person.reach(Step.PRODUCT)
    type_product(person)
    person.wait_until_idle()
    assert person.step is Step.PRODUCT
    assert person.reads("There is no such product, or this client is another product's.")


def test_a_client_that_only_makes_customers_is_of_the_wrong_kind(stage: Stage) -> None:
    client = stage.simulator.population.simple_client
    person = begin(stage, Purpose.PRODUCT_DEVICE)
    person.click("sign_in_way_2")
    person.write("client_id", client.client_id)
    person.write("client_secret", client.secret.reveal())
    person.go_on()
    person.wait_until_idle()
    assert person.step is Step.SIGN_IN
    assert person.reads("or it is no two-legged client of the product.")


@pytest.mark.parametrize("customer", ["new", "existing"])
def test_a_customer_with_a_password_signs_up_or_logs_in(customer: str, stage: Stage) -> None:
    people = stage.simulator.population
    known = people.simple_customer
    assert known.password is not None
    username, password = (known.username, known.password.reveal()) if customer == "existing" else (NEW, "tulips & oaks")
    stage.add_to_product()
    person = begin(stage, Purpose.CUSTOMER)
    person.click("sign_in_way_3")
    person.write("customer_email", username)
    person.write("customer_password", password)
    person.write("customer_product", PRODUCT)
    person.write("client_id", people.simple_client.client_id)
    person.write("client_secret", people.simple_client.secret.reveal())
    person.go_on()
    set_up_at_home(person)
    assert stage.owner == username.lower()
    assert person.says_account() == username.lower().replace("@", "\u200b@")


def test_a_customers_wrong_password_is_said_under_its_field(stage: Stage) -> None:
    people = stage.simulator.population
    person = begin(stage, Purpose.CUSTOMER)
    person.click("sign_in_way_3")
    person.write("customer_email", people.simple_customer.username)
    person.write("customer_password", "parsnips")
    person.write("customer_product", PRODUCT)
    person.write("client_id", people.simple_client.client_id)
    person.write("client_secret", people.simple_client.secret.reveal())
    person.go_on()
    person.wait_until_idle()
    assert person.step is Step.SIGN_IN
    assert person.focus == "customer_password"
    assert person.reads("This customer exists, with another password.")


def test_a_customers_token_that_was_handed_over_is_enough(stage: Stage) -> None:
    stage.add_to_product()
    stage.given = replace(stage.given, token=stage.customer_token())
    person = stage.open()
    choose(person, Purpose.CUSTOMER)
    person.reach(Step.SIGN_IN)
    assert person.find("sign_in_way_1").isChecked()
    person.go_on()
    person.reach(Step.PRODUCT)
    type_product(person)
    set_up_at_home(person)
    assert stage.owner == stage.simulator.population.shadow_customer.username


def test_a_customers_token_is_of_the_wrong_kind_for_ones_own_photon(stage: Stage) -> None:
    person = begin(stage, Purpose.OWN_ACCOUNT)
    person.click("sign_in_way_1")
    person.write("token", stage.customer_token().reveal())
    person.go_on()
    person.wait_until_idle()
    assert person.step is Step.SIGN_IN
    assert person.focus == "token"
    assert person.reads("It belongs to a product or to a customer.")
    assert stage.simulator.log.lines().count("cloud POST /v1/device_claims") == 0


def test_a_products_device_without_a_customer_is_seen_online(stage: Stage) -> None:
    person = begin(stage, Purpose.PRODUCT_DEVICE)
    sign_in_as_team(person)
    person.pick("products", "Greenhouse")
    person.go_on()
    set_up_at_home(person)
    assert person.title == "The Photon is online in its product"
    assert stage.owner is None
    assert stage.product == PHOTON_PRODUCT_ID
    assert person.reads("nobody yet")
    assert not person.sees("blink")
    assert not any("device_claims" in line for line in stage.simulator.log.lines())


def test_the_second_device_asks_for_the_customer_only(stage: Stage) -> None:
    person = begin(stage, Purpose.CUSTOMER)
    sign_in_by_client(person, stage)
    type_product(person)
    name_customer(person, NEW)
    person.reach(Step.NETWORK)
    person.pick_network("Home")
    person.go_on()
    person.reach(Step.PASSWORD)
    person.click("keep_for_next")
    person.write("wifi_password", HOME_PASSWORD)
    person.go_on()
    person.reach(Step.DONE)
    stage.simulator.cloud.devices.find(stage.device_id).owner = None
    stage.simulator.photon.press_setup()
    person.click("secondary_button")
    person.reach(Step.CUSTOMER)
    assert person.reading("customer") == NEW
    assert person.focus == "customer"
    person.type_text("ben@example.com")
    assert person.reading("customer") == "ben@example.com"
    person.go_on()
    person.reach(Step.PASSWORD)
    person.go_on()
    person.reach(Step.DONE)
    assert stage.owner == "ben@example.com"


class TestTheList:
    """The products of a team member."""

    @pytest.fixture
    def person(self, stage: Stage) -> Person:
        person = begin(stage, Purpose.PRODUCT_DEVICE)
        sign_in_as_team(person)
        return person

    def test_is_narrowed_down_by_typing(self, person: Person) -> None:
        assert person.focus == "product_filter"
        person.type_text("p1")
        assert person.rows("products") == ["Greenhouse P1"]
        assert person.chosen("products") == "Greenhouse P1"
        person.write("product_filter", "nothing of it")
        assert person.reads("Nothing in the list matches.")
        person.click("clear_filter")
        assert len(person.rows("products")) == 3

    def test_takes_a_number_or_a_short_name(self, person: Person, stage: Stage) -> None:
        person.write("product_filter", "greenhouse-v100")
        assert person.chosen("products") == "Greenhouse"
        person.write("product_filter", PRODUCT)
        person.go_on()
        person.reach(Step.NETWORK)
        assert stage.product == PHOTON_PRODUCT_ID

    def test_refuses_a_product_of_other_devices_before_anything_is_changed(self, person: Person, stage: Stage) -> None:
        person.pick("products", "Greenhouse mesh")
        person.go_on()
        person.wait_until_idle()
        assert person.step is Step.PRODUCT
        assert person.reads("This product is for another kind of device")
        assert not any("POST /v1/products" in line for line in stage.simulator.log.lines())

    def test_says_that_there_is_no_such_product(self, person: Person) -> None:
        person.write("product_filter", "99999")
        person.go_on()
        person.wait_until_idle()
        assert person.reads("There is no such product")
        assert person.focus == "product_filter"

    def test_asks_to_choose(self, person: Person) -> None:
        person.go_on()
        assert person.reads("Choose a product, or type its number.")

    def test_leads_to_another_sign_in(self, person: Person) -> None:
        person.click("another_account")
        person.reach(Step.SIGN_IN)

    def test_can_be_asked_for_again_when_that_was_stopped(self, stage: Stage) -> None:
        person = begin(stage, Purpose.PRODUCT_DEVICE)
        stage.faults.switch_on(Fault.CLOUD_HANGS, where="GET /v1/user")
        person.write("email", DEMO.username)
        person.write("password", DEMO.password.reveal())
        person.go_on()
        person.arrive(Step.PRODUCT)
        assert not person.sees("list_again")
        person.press(Qt.Key.Key_Escape)
        assert not person.reads("Nothing in the list matches.")
        assert not person.reads("Products: ")
        stage.faults.clear()
        person.click("list_again")
        person.wait_for("products")
        assert len(person.rows("products")) == 3
        assert not person.sees("list_again")

    def test_remembers_the_last(self, person: Person, stage: Stage) -> None:
        person.pick("products", "Greenhouse P1")
        person.go_on()
        person.arrive(Step.JOIN)
        person.leave()
        QSettings().sync()
        stage.simulator.air.leave_photon()
        again = stage.open(username=DEMO.username)
        choose(again, Purpose.PRODUCT_DEVICE)
        again.reach(Step.PRODUCT)
        assert again.chosen("products") == "Greenhouse P1"
        assert QSettings().value("product/last") == str(P1_PRODUCT_ID)


def test_a_product_may_come_as_a_list(stage: Stage) -> None:
    stage.faults.switch_on(Fault.PRODUCT_AS_LIST)
    person = begin(stage, Purpose.PRODUCT_DEVICE)
    sign_in_by_client(person, stage)
    type_product(person)
    person.reach(Step.NETWORK)


def test_an_account_without_products_can_type_one(stage: Stage) -> None:
    person = begin(stage, Purpose.PRODUCT_DEVICE)
    person.write("email", NEIGHBOUR.username)
    person.write("password", NEIGHBOUR.password.reveal())
    person.go_on()
    person.reach(Step.PRODUCT)
    assert person.reads("This account has no products")
    assert person.focus == "type_product"
    person.click("type_product")
    type_product(person, str(ARGON_PRODUCT_ID))
    person.wait_until_idle()
    assert person.step is Step.PRODUCT
    assert person.focus == "product_typed"


def test_a_customers_device_can_be_tried(stage: Stage) -> None:
    person = begin(stage, Purpose.CUSTOMER)
    sign_in_by_client(person, stage)
    type_product(person)
    name_customer(person, NEW)
    set_up_at_home(person)
    person.click("ask_device")
    person.wait_for("device_answers")
    variables = stage.simulator.cloud.devices.find(stage.device_id).variables
    assert variables
    assert all(person.reads(name) for name in variables)
    assert person.reads(f"1: {stage.device_id}")
    person.click("blink")
    person.wait_until_idle()


def test_the_command_line_chooses_the_purpose(stage: Stage) -> None:
    assert stage.open(product=PRODUCT).find(Purpose.CUSTOMER.value).isChecked()
    assert stage.open(product=PRODUCT, claim=False).find(Purpose.PRODUCT_DEVICE.value).isChecked()
    assert stage.open(claim=False).find(Purpose.WIFI_ONLY.value).isChecked()
    person = stage.open()
    assert person.find(Purpose.OWN_ACCOUNT.value).isChecked()
    assert not person.sees("step_product")


def test_the_claim_code_for_a_customer_is_not_used_for_ones_own_photon(stage: Stage) -> None:
    person = stage.open_at(Step.NETWORK, purpose=Purpose.CUSTOMER)
    person.click("step_purpose")
    person.reach(Step.PURPOSE)
    choose(person, Purpose.OWN_ACCOUNT)
    set_up_at_home(person)
    assert stage.owner == DEMO.username


def test_the_client_of_another_product_is_not_offered(stage: Stage) -> None:
    person = stage.open_at(Step.CUSTOMER, purpose=Purpose.CUSTOMER)
    assert not person.sees("client_secret")
    for purpose in (Purpose.PRODUCT_DEVICE, Purpose.CUSTOMER):
        person.click("step_purpose")
        person.reach(Step.PURPOSE)
        choose(person, purpose)
        person.reach(Step.PRODUCT)
    stage.store.forget_client(stage.options.api, stage.client.client_id)
    person.pick("products", "Greenhouse P1")
    person.go_on()
    person.reach(Step.CUSTOMER)
    assert person.sees("client_secret")


@pytest.mark.parametrize("step", [Step.JOIN, Step.CONFIRM])
def test_a_client_that_is_refused_later_on_is_corrected_where_it_was_typed(step: Step, stage: Stage) -> None:
    here, fails = (Step.PASSWORD, "find_device") if step is Step.CONFIRM else (Step.JOIN, "create_claim_code")
    person = stage.open_at(here, purpose=Purpose.CUSTOMER, connect=False)
    if step is Step.CONFIRM:
        person.write("wifi_password", HOME_PASSWORD)
    stage.spoil |= {fails: Reason.TOKEN_EXPIRED, "create_or_find": Reason.SIGN_IN_REFUSED}
    person.go_on()
    person.meet_problem()
    assert person.step is step
    person.click("problem_primary")
    person.reach(Step.CUSTOMER)
    person.go_on()
    person.wait_for("client_secret")
    stage.spoil.clear()
    person.write("client_secret", stage.client.secret.reveal())
    person.go_on()
    if step is Step.CONFIRM:
        person.reach(Step.DONE)
    else:
        set_up_at_home(person)
    assert stage.owner == CUSTOMER


def test_a_products_client_that_is_refused_later_on_is_asked_for_at_the_sign_in(stage: Stage) -> None:
    person = begin(stage, Purpose.PRODUCT_DEVICE)
    sign_in_by_client(person, stage)
    type_product(person)
    person.arrive(Step.JOIN)
    stage.spoil |= {"import_device": Reason.TOKEN_EXPIRED, "product_token": Reason.SIGN_IN_REFUSED}
    person.connect()
    person.meet_problem()
    person.click("problem_primary")
    person.reach(Step.SIGN_IN)
    stage.spoil.clear()
    person.write("client_secret", stage.client.secret.reveal())
    person.go_on()
    set_up_at_home(person)
    assert stage.product == PHOTON_PRODUCT_ID


def test_a_client_that_was_typed_for_one_product_is_not_remembered_for_another(stage: Stage) -> None:
    person = reach_customer(stage)
    person.click("step_product")
    person.reach(Step.PRODUCT)
    person.pick("products", "Greenhouse P1")
    person.go_on()
    person.reach(Step.CUSTOMER)
    person.click("create_client")
    person.wait_for("new_client_secret")
    person.wait_until_idle()
    of_other_product = QSettings().value(f"product/clients/{P1_PRODUCT_ID}")
    assert of_other_product
    person.click("step_product")
    person.reach(Step.PRODUCT)
    person.pick("products", "Greenhouse")
    person.go_on()
    person.reach(Step.CUSTOMER)
    assert person.reading("client_id") == ""
    person.write("client_id", stage.client.client_id)
    person.write("client_secret", stage.client.secret.reveal())
    name_customer(person, NEW)
    person.arrive(Step.JOIN)
    person.click("step_product")
    person.reach(Step.PRODUCT)
    person.pick("products", "Greenhouse P1")
    person.go_on()
    person.reach(Step.CUSTOMER)
    assert person.reads(str(of_other_product))
    person.go_on()
    person.arrive(Step.JOIN)
    assert QSettings().value(f"product/clients/{P1_PRODUCT_ID}") == of_other_product
    assert QSettings().value(f"product/clients/{PRODUCT}") == stage.client.client_id


def test_a_client_that_is_kept_can_be_replaced(stage: Stage) -> None:
    stage.store.save_client(stage.options.api, OAuthClient("another-products", Secret("0" * 40)))
    QSettings().setValue(f"product/clients/{PRODUCT}", "another-products")
    person = reach_customer(stage)
    assert person.reads("Customers are made with the client \u2068another-products\u2069.")
    stage.spoil["create_or_find"] = Reason.CUSTOMER_REFUSED
    name_customer(person, NEW)
    person.meet_problem()
    person.click("problem_primary")
    person.reach(Step.CUSTOMER)
    stage.spoil.clear()
    person.click("another_client")
    assert person.focus == "client_id"
    person.write("client_id", stage.client.client_id)
    person.write("client_secret", stage.client.secret.reveal())
    name_customer(person, NEW)
    person.arrive(Step.JOIN)
    assert QSettings().value(f"product/clients/{PRODUCT}") == stage.client.client_id


def test_a_client_that_was_refused_does_not_take_the_place_of_the_one_before(stage: Stage) -> None:
    person = stage.open_at(Step.CUSTOMER, purpose=Purpose.CUSTOMER)
    person.click("another_client")
    person.write("client_id", "nobodys")
    person.write("client_secret", "0" * 40)
    person.go_on()
    person.wait_until(lambda: person.reads("The id or the secret is not right"))
    person.click("back_button")
    person.reach(Step.PRODUCT)
    person.go_on()
    person.reach(Step.CUSTOMER)
    assert person.reads(stage.client.client_id)
    person.go_on()
    person.arrive(Step.JOIN)


@pytest.mark.parametrize("copied", [False, True])
def test_closing_asks_once_a_clients_secret_is_nowhere_but_here(copied: bool, stage: Stage) -> None:
    stage.spoil["save_client"] = Reason.KEYRING_UNAVAILABLE
    person = reach_customer(stage)
    person.click("create_client")
    person.wait_for("new_client_secret")
    person.wait_until_idle()
    person.click("back_button")
    person.reach(Step.PRODUCT)
    person.wizard.close()
    assert person.reads("The secret of the client that was made here is kept nowhere")
    person.click("go_on")
    person.wait_until_gone("close_question")
    person.go_on()
    person.reach(Step.CUSTOMER)
    if copied:
        person.click("copy_client_secret")
    person.wizard.close()
    assert person.sees("close_question") is not copied
    if not copied:
        person.click("stop_setup")
    person.wait_until_closed()


def test_by_hand_nothing_leads_to_the_photon_while_the_way_leads_home(stage: Stage) -> None:
    person = stage.open_at(Step.JOIN, purpose=Purpose.PRODUCT_DEVICE, connect=False)
    person.click("join_by_hand")
    assert person.reads("Stay there, even without internet.")
    stage.simulator.air.join_photon()
    person.wait_until(lambda: person.reads("Go back to the Wi-Fi with internet for a moment"))
    assert not person.reads("Stay there, even without internet.")
    assert not person.sees("join_by_hand")
    stage.simulator.air.leave_photon()
    person.wait_until(lambda: person.reads("Join the Photon's network once more"))
    assert person.reads("Stay there, even without internet.")
    stage.simulator.air.join_photon()
    person.reach(Step.NETWORK)


def test_a_device_of_somebody_else_is_restored_without_typing_the_id_that_was_read(stage: Stage) -> None:
    stage.add_to_product()
    stage.give_to_customer()
    person = stage.open_at(Step.JOIN, purpose=Purpose.CUSTOMER)
    person.meet_problem()
    assert person.says("problem_primary") == "Restore it first"
    person.click("problem_primary")
    person.wait_for("restore_device")
    assert person.wizard.model.facts.known_device_id == stage.device_id
