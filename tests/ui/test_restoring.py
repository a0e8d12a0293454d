"""Giving returned devices back, pressed through as support staff would."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QAbstractButton

from setup_wizard.core.errors import Reason
from setup_wizard.simulator.faults import Fault
from setup_wizard.simulator.population import P1_PRODUCT_ID, PHOTON_PRODUCT_ID, SHELF
from setup_wizard.simulator.world import DEMO
from setup_wizard.workflow.facts import Purpose
from setup_wizard.workflow.step import Step
from tests.ui.person import Person
from tests.ui.stage import Stage, set_up_at_home
from tests.ui.test_products import begin, choose, name_customer

NEXT = "ben@example.com"
ANOTHER = next(iter(SHELF))


@pytest.fixture
def stage(stage: Stage) -> Stage:
    """The device comes back from a customer."""
    stage.add_to_product()
    stage.give_to_customer()
    return stage


def name_device(stage: Stage, typed: str, **options: object) -> Person:
    """As a team member who has typed this for an id, and gone on."""
    person = begin(stage, Purpose.RESTORE, **options)
    person.write("email", DEMO.username)
    person.write("password", DEMO.password.reveal())
    person.go_on()
    person.reach(Step.RESTORE)
    person.write("restore_id", typed)
    person.go_on()
    return person


def look_up(stage: Stage, **options: object) -> Person:
    """As a team member, as far as what the cloud shows of the device."""
    person = name_device(stage, f" {stage.device_id.upper()} ", **options)
    person.wait_for("restore_device")
    person.wait_until_idle()
    return person


def confirm(person: Person, stage: Stage) -> None:
    person.click("restore_device")
    person.wait_for("last_digits")
    person.write("last_digits", stage.device_id[-4:])
    person.click("confirm_restore")


def test_the_owner_and_the_product_are_shown_before_anything_is_changed(stage: Stage) -> None:
    person = look_up(stage)
    assert person.reads(stage.customer)
    assert person.reads(f"Greenhouse ({PHOTON_PRODUCT_ID})")
    assert person.reads("Never, as far as can be seen")
    assert person.reads("Take it from its owner · Take it out of the product")
    assert stage.owner == stage.customer
    assert stage.product == PHOTON_PRODUCT_ID


def test_a_device_is_given_back(stage: Stage) -> None:
    person = look_up(stage)
    confirm(person, stage)
    person.reach(Step.DONE)
    assert stage.owner is None
    assert stage.product is None
    assert person.title == "The device is given back"
    assert person.reads("Taken from its owner · Taken out of the product")
    assert person.reads("Hold SETUP for 10 seconds")
    assert person.reads("Nobody")
    lines = stage.simulator.log.lines()
    path = f"cloud DELETE /v1/products/{PHOTON_PRODUCT_ID}/devices/{stage.device_id}"
    assert lines.index(f"{path}/owner") < lines.index(path)
    person.click("secondary_button")
    person.reach(Step.RESTORE)
    assert person.reading("restore_id") == ""


def test_the_last_digits_have_to_be_typed(stage: Stage) -> None:
    person = look_up(stage)
    person.click("restore_device")
    person.wait_for("last_digits")
    person.write("last_digits", "0000")
    person.click("confirm_restore")
    assert person.reads("These are not the last characters of its id.")
    person.click("keep_device")
    person.wait_until_gone("last_digits")
    assert stage.owner == stage.customer
    assert person.step is Step.RESTORE


@pytest.mark.parametrize("fails", ["unclaim", "remove"])
def test_after_a_failure_half_way_it_goes_on_from_there(fails: str, stage: Stage) -> None:
    stage.spoil[fails] = Reason.CLOUD_ERROR
    person = look_up(stage)
    confirm(person, stage)
    person.meet_problem()
    assert person.says("problem_primary") == "Try again"
    assert person.reads("Done already: Taken from its owner.") == (fails == "remove")
    assert stage.owner == (None if fails == "remove" else stage.customer)
    assert stage.product == PHOTON_PRODUCT_ID
    stage.spoil.clear()
    person.click("problem_primary")
    person.reach(Step.DONE)
    assert stage.owner is None
    assert stage.product is None
    assert person.reads("Taken from its owner · Taken out of the product")


@pytest.mark.parametrize("changed", ["owner", "product"])
def test_a_window_that_was_closed_half_way_goes_on_in_the_next(changed: str, stage: Stage) -> None:
    if changed == "product":
        stage.simulator.cloud.give_to(stage.device_id, None)
    where = f"DELETE /v1/products/{PHOTON_PRODUCT_ID}/devices/{stage.device_id}"
    stage.faults.switch_on(Fault.ANSWER_HANGS, where=where)
    person = look_up(stage)
    confirm(person, stage)
    person.wait_until(lambda: (stage.owner if changed == "owner" else stage.product) is None)
    person.leave()
    stage.faults.clear()
    again = look_up_again(stage)
    if changed == "owner":
        assert again.reads("Take it out of the product")
        confirm(again, stage)
        again.reach(Step.DONE)
    else:
        assert again.reads("There is nothing to give back.")
    assert stage.owner is None
    assert stage.product is None


def look_up_again(stage: Stage) -> Person:
    person = stage.open(device_id=stage.device_id, username=DEMO.username)
    choose(person, Purpose.RESTORE)
    person.reach(Step.RESTORE)
    person.wait_for("place")
    return person


def test_stopping_says_what_is_done_and_goes_on(stage: Stage) -> None:
    where = f"DELETE /v1/products/{PHOTON_PRODUCT_ID}/devices/{stage.device_id}"
    stage.faults.switch_on(Fault.CLOUD_HANGS, where=where)
    person = look_up(stage)
    confirm(person, stage)
    person.wait_until(lambda: person.sees("checklist"))
    person.click("leave_button")
    person.meet_problem()
    assert person.reads("The setup was stopped.")
    stage.faults.clear()
    person.click("problem_primary")
    person.reach(Step.DONE)
    assert stage.owner is None


def begin_to_change(stage: Stage) -> Person:
    """The cloud takes its time."""
    where = f"DELETE /v1/products/{PHOTON_PRODUCT_ID}/devices/{stage.device_id}"
    stage.faults.switch_on(Fault.CLOUD_HANGS, where=where)
    person = look_up(stage)
    assert person.sees("not_you")
    confirm(person, stage)
    person.wait_until(lambda: person.sees("checklist"))
    return person


def test_nothing_leads_away_from_a_device_that_is_being_changed(stage: Stage) -> None:
    person = begin_to_change(stage)
    assert not person.sees("back_button")
    assert not person.sees("not_you")
    assert not any(person.find(f"step_{step}").isEnabled() for step in (Step.PURPOSE, Step.SIGN_IN))
    person.click("leave_button")
    person.meet_problem()
    assert person.sees("back_button")
    assert person.sees("not_you")
    assert all(person.find(f"step_{step}").isEnabled() for step in (Step.PURPOSE, Step.SIGN_IN))


def test_closing_asks_while_a_device_is_being_changed(stage: Stage) -> None:
    person = look_up(stage)
    with stage.simulator.cloud.lock:
        confirm(person, stage)
        person.wait_for("checklist")
        person.wizard.close()
        assert person.wizard.isVisible()
        assert person.reads("The device is being changed in the cloud.")
    person.reach(Step.DONE)
    person.wait_until_gone("close_question")
    assert stage.product is None


def test_a_device_moves_to_the_signed_in_account_with_tinker(stage: Stage) -> None:
    stage.bring_online()
    person = look_up(stage)
    person.click("to_my_account")
    person.click("flash_tinker")
    assert person.reads("Take it out of the product · Give it to its new owner · Flash Tinker")
    confirm(person, stage)
    person.reach(Step.DONE)
    assert stage.owner == DEMO.username
    assert stage.product is None


def test_an_offline_device_that_cannot_move_to_an_account_is_taken_from_nobody(stage: Stage) -> None:
    person = look_up(stage)
    person.click("to_my_account")
    confirm(person, stage)
    person.meet_problem()
    assert person.reads("This device is offline, so nothing was changed.")
    assert stage.owner == stage.customer
    stage.bring_online()
    person.click("problem_primary")
    person.reach(Step.DONE)
    assert stage.owner == DEMO.username


def test_a_device_goes_straight_to_another_customer(stage: Stage) -> None:
    stage.bring_online()
    person = look_up(stage)
    person.click("to_customer")
    person.write("restore_customer", NEXT)
    person.write("client_id", stage.client.client_id)
    person.write("client_secret", stage.client.secret.reveal())
    confirm(person, stage)
    person.reach(Step.DONE)
    assert stage.owner == NEXT
    assert stage.product == PHOTON_PRODUCT_ID
    assert person.reads(NEXT)


def test_a_restored_device_is_set_up_for_the_next_customer(stage: Stage) -> None:
    person = look_up(stage)
    confirm(person, stage)
    person.reach(Step.DONE)
    person.click("next_customer")
    person.reach(Step.CUSTOMER)
    person.write("client_id", stage.client.client_id)
    person.write("client_secret", stage.client.secret.reveal())
    name_customer(person, NEXT)
    set_up_at_home(person)
    assert stage.owner == NEXT
    assert stage.product == PHOTON_PRODUCT_ID


def test_the_products_own_client_restores_in_its_product(stage: Stage) -> None:
    person = begin(stage, Purpose.RESTORE)
    person.click("sign_in_way_2")
    person.write("client_id", stage.client.client_id)
    person.write("client_secret", stage.client.secret.reveal())
    person.go_on()
    person.reach(Step.RESTORE)
    person.write("restore_id", stage.device_id)
    person.write("restore_product", str(PHOTON_PRODUCT_ID))
    person.go_on()
    person.wait_for("restore_device")
    assert not person.sees("to_my_account")
    confirm(person, stage)
    person.reach(Step.DONE)
    assert stage.owner is None
    assert stage.product is None


@pytest.mark.parametrize("typed", ["", "3b002100094734333737373", "not an id of any device"])
def test_an_id_that_is_none_is_refused_under_its_field(typed: str, stage: Stage) -> None:
    person = name_device(stage, typed)
    assert person.focus == "restore_id"
    assert person.reads("An id has 24 characters")


def test_a_device_that_nobody_has_is_said_to_be_so(stage: Stage) -> None:
    stage.simulator.cloud.give_to(stage.device_id, None)
    stage.leave_product()
    person = name_device(stage, stage.device_id)
    person.wait_for("place")
    assert person.reads("There is nothing to give back.")
    assert not person.sees("restore_device")


def test_a_customers_photon_of_somebody_else_is_restored_first(stage: Stage) -> None:
    person = begin(stage, Purpose.CUSTOMER, device_id=stage.device_id)
    person.write("email", DEMO.username)
    person.write("password", DEMO.password.reveal())
    person.go_on()
    person.reach(Step.PRODUCT)
    person.pick("products", "Greenhouse")
    person.go_on()
    person.reach(Step.CUSTOMER)
    person.write("client_id", stage.client.client_id)
    person.write("client_secret", stage.client.secret.reveal())
    name_customer(person, NEXT)
    person.meet_problem()
    assert person.reads("This device has another owner already.")
    person.click("problem_primary")
    person.reach(Step.RESTORE)
    person.wait_for("restore_device")
    assert person.reads(stage.customer)
    confirm(person, stage)
    person.reach(Step.DONE)
    assert stage.owner is None


def test_the_start_page_shows_that_the_restored_device_is_set_up_for_the_next_customer(stage: Stage) -> None:
    person = look_up(stage)
    confirm(person, stage)
    person.reach(Step.DONE)
    person.click("next_customer")
    person.reach(Step.CUSTOMER)
    person.click("step_purpose")
    person.reach(Step.PURPOSE)
    assert person.find(Purpose.CUSTOMER.value, QAbstractButton).isChecked()
    person.go_on()
    person.reach(Step.CUSTOMER)


def test_the_choice_for_one_device_is_not_the_next_ones(stage: Stage) -> None:
    stage.bring_online()
    person = look_up(stage)
    give_to_customer(person, stage, NEXT)
    assert person.reads(f"Its new owner is the customer \u2068{NEXT}\u2069.")
    person.write("last_digits", stage.device_id[-4:])
    person.click("confirm_restore")
    person.reach(Step.DONE)
    person.click("secondary_button")
    person.reach(Step.RESTORE)
    person.write("restore_id", stage.device_id)
    person.go_on()
    person.wait_for("restore_device")
    assert person.find("give_back", QAbstractButton).isChecked()
    person.click("to_customer")
    assert person.reading("restore_customer") == ""
    person.write("restore_customer", NEXT)
    person.click("secondary_button")
    person.write("restore_id", ANOTHER)
    person.go_on()
    person.wait_for("place")
    assert person.find("give_back", QAbstractButton).isChecked()


def give_to_customer(person: Person, stage: Stage, customer: str) -> None:
    """As far as the question."""
    person.click("to_customer")
    person.write("restore_customer", customer)
    person.write("client_id", stage.client.client_id)
    person.write("client_secret", stage.client.secret.reveal())
    person.click("restore_device")
    person.wait_for("last_digits")


def test_a_device_that_was_only_looked_up_is_not_the_one_to_set_up(stage: Stage) -> None:
    stage.simulator.cloud.give_to(stage.device_id, None)
    stage.leave_product()
    person = name_device(stage, ANOTHER)
    person.wait_for("place")
    person.click("step_purpose")
    person.reach(Step.PURPOSE)
    choose(person, Purpose.OWN_ACCOUNT)
    set_up_at_home(person)
    assert stage.owner == DEMO.username


def test_finishing_after_a_restore_saves_no_name_of_the_setup_before(stage: Stage) -> None:
    stage.simulator.cloud.give_to(stage.device_id, None)
    stage.leave_product()
    stage.simulator.cloud.devices.find(stage.device_id).name = "Lamp"
    person = stage.open_at(Step.DONE)
    person.reach(Step.DONE)
    assert person.reading("device_name") == "Lamp"
    person.click("secondary_button")
    person.arrive(Step.JOIN)
    person.click("step_purpose")
    person.reach(Step.PURPOSE)
    choose(person, Purpose.RESTORE)
    person.reach(Step.RESTORE)
    person.write("restore_id", stage.device_id)
    person.go_on()
    person.wait_for("restore_device")
    confirm(person, stage)
    person.reach(Step.DONE)
    person.go_on()
    person.wait_until_closed()


def sign_in(person: Person) -> None:
    person.write("email", DEMO.username)
    person.write("password", DEMO.password.reveal())
    person.go_on()


def test_an_id_stays_typed_when_the_sign_in_ends(stage: Stage) -> None:
    stage.spoil["find_device"] = Reason.TOKEN_EXPIRED
    person = name_device(stage, ANOTHER)
    person.meet_problem()
    stage.spoil.clear()
    person.click("problem_primary")
    person.reach(Step.SIGN_IN)
    sign_in(person)
    person.reach(Step.RESTORE)
    assert person.reading("restore_id") == ANOTHER


def test_the_client_offered_is_that_of_the_devices_product(stage: Stage) -> None:
    QSettings().setValue("product/last", str(P1_PRODUCT_ID))
    QSettings().setValue(f"product/clients/{P1_PRODUCT_ID}", "of-the-p1s")
    QSettings().setValue(f"product/clients/{PHOTON_PRODUCT_ID}", stage.client.client_id)
    person = begin(stage, Purpose.RESTORE)
    person.click("sign_in_way_0")
    sign_in(person)
    person.reach(Step.RESTORE)
    person.write("restore_id", stage.device_id)
    person.go_on()
    person.wait_for("restore_device")
    person.click("to_customer")
    assert person.reading("client_id") == stage.client.client_id


def test_a_device_of_ones_own_now_is_not_called_given_back(stage: Stage) -> None:
    stage.bring_online()
    person = look_up(stage)
    person.click("to_my_account")
    confirm(person, stage)
    person.reach(Step.DONE)
    assert person.title == "The device is in your account"
    assert person.reads("flash another one")
    assert not person.reads("Hold SETUP")
    assert not person.sees("next_customer")


def test_a_device_of_another_customer_now_is_not_called_given_back(stage: Stage) -> None:
    stage.bring_online()
    person = look_up(stage)
    give_to_customer(person, stage, NEXT)
    person.write("last_digits", stage.device_id[-4:])
    person.click("confirm_restore")
    person.reach(Step.DONE)
    assert person.title == f"The device belongs to \u2068{NEXT}\u2069 now"
    assert not person.reads("flash another one")
    assert not person.reads("Hold SETUP")
    assert not person.sees("next_customer")


def test_closing_asks_while_a_device_is_changed_in_part(stage: Stage) -> None:
    stage.spoil["remove"] = Reason.CLOUD_ERROR
    person = look_up(stage)
    confirm(person, stage)
    person.meet_problem()
    person.wizard.close()
    assert person.reads("The device is changed in part.")
    person.click("go_on")
    person.wait_until_gone("close_question")
    stage.spoil.clear()
    person.click("problem_primary")
    person.reach(Step.DONE)
    person.wizard.close()
    person.wait_until_closed()


def test_closing_does_not_ask_when_nothing_of_a_device_is_changed(stage: Stage) -> None:
    stage.spoil["unclaim"] = Reason.CLOUD_ERROR
    person = look_up(stage)
    confirm(person, stage)
    person.meet_problem()
    person.wizard.close()
    person.wait_until_closed()


def test_the_next_customer_is_not_the_one_it_was_taken_from(stage: Stage) -> None:
    person = look_up(stage, customer=stage.customer)
    confirm(person, stage)
    person.reach(Step.DONE)
    person.click("next_customer")
    person.reach(Step.CUSTOMER)
    assert person.reading("customer") == ""
