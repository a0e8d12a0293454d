"""Changing a Photon's Wi-Fi with no account, on every kind of network."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox

from setup_wizard.core.wifi import EapMethod, Enterprise
from setup_wizard.simulator.faults import Fault
from setup_wizard.simulator.flash import Firmware
from setup_wizard.simulator.world import DEMO, NEIGHBOUR, SimulatorOptions
from setup_wizard.workflow.step import Step
from tests.end_to_end.certificates import client_certificate
from tests.patience import PATIENCE_S
from tests.ui.conftest import MakeStage
from tests.ui.person import Person
from tests.ui.stage import HOME_PASSWORD, Stage


def choose_wifi_only(stage: Stage) -> Person:
    person = stage.open()
    person.click("wifi_only")
    person.go_on()
    person.reach(Step.NETWORK)
    return person


def choose(person: Person, network: str) -> None:
    person.pick_network(network)
    person.go_on()
    person.reach(Step.PASSWORD)


def finish(person: Person, stage: Stage) -> None:
    person.go_on()
    person.reach(Step.DONE)
    assert person.title == "The Photon took the network and left setup mode"
    assert stage.simulator.photon.wait_until(lambda photon: photon.online, PATIENCE_S)


def test_no_account_is_asked_for(stage: Stage) -> None:
    person = choose_wifi_only(stage)
    assert not person.sees("step_sign_in")
    choose(person, "Home")
    person.write("wifi_password", HOME_PASSWORD)
    finish(person, stage)
    assert stage.relay.requests == []
    assert stage.owner is None
    assert not person.sees("device_name")
    assert not person.sees("blink")


def test_somebody_signed_in_learns_that_it_is_online(stage: Stage) -> None:
    stage.simulator.cloud.give_to(stage.device_id, stage.username)
    person = stage.open_at(Step.NETWORK)
    person.click("step_purpose")
    stage.simulator.air.leave_photon()
    person.click("wifi_only")
    assert person.find("check_online", QCheckBox).isChecked()
    person.go_on()
    person.reach(Step.NETWORK)
    choose(person, "Home")
    person.write("wifi_password", HOME_PASSWORD)
    person.go_on()
    person.reach(Step.DONE)
    assert person.title == "Your Photon is online"
    assert stage.requests("POST /v1/device_claims") == 1


def test_somebody_who_wants_it_checked_signs_in_for_it(stage: Stage) -> None:
    stage.simulator.cloud.give_to(stage.device_id, stage.username)
    person = stage.open()
    assert not person.sees("check_online")
    person.click("wifi_only")
    assert not person.find("check_online", QCheckBox).isChecked()
    person.click("check_online")
    person.go_on()
    person.reach(Step.SIGN_IN)
    person.write("email", DEMO.username)
    person.write("password", DEMO.password.reveal())
    person.go_on()
    person.reach(Step.NETWORK)
    choose(person, "Home")
    person.write("wifi_password", HOME_PASSWORD)
    person.go_on()
    person.reach(Step.DONE)
    assert person.title == "Your Photon is online"
    assert stage.requests("POST /v1/device_claims") == 0


def test_an_open_network_asks_for_no_password(stage: Stage) -> None:
    person = choose_wifi_only(stage)
    choose(person, "Library")
    assert "Library" in person.title
    assert not person.sees("wifi_password")
    assert not person.sees("keep_for_next")
    finish(person, stage)


def test_a_hidden_network_is_joined_by_its_name(make_stage: MakeStage) -> None:
    stage = make_stage(SimulatorOptions(one_radio=True, firmware=Firmware.V0_6_4))
    person = choose_wifi_only(stage)
    assert "Hideaway" not in person.networks()
    person.click("another_network")
    assert person.focus == "network_name"
    person.write("network_name", "Hideaway")
    person.go_on()
    person.reach(Step.PASSWORD)
    person.write("wifi_password", "out of sight")
    finish(person, stage)


def test_peap_asks_for_a_name_and_a_password(stage: Stage) -> None:
    person = choose_wifi_only(stage)
    choose(person, "Office")
    assert not person.sees("wifi_password")
    person.go_on()
    assert person.reads("Type your name on this network.")
    assert person.focus == "identity"
    person.write("identity", "ada@example.com")
    person.go_on()
    assert person.focus == "eap_password"
    person.write("eap_password", "paper clip")
    finish(person, stage)


def test_eap_tls_asks_for_files(stage: Stage, tmp_path: Path) -> None:
    enterprise = client_certificate()
    assert enterprise.private_key_pem is not None
    certificate, key = tmp_path / "photon.crt", tmp_path / "photon.key"
    certificate.write_text(enterprise.client_certificate_pem)
    key.write_text(enterprise.private_key_pem.reveal())
    person = choose_wifi_only(stage)
    choose(person, "Lab")
    person.click("eap_method_1")
    assert not person.sees("identity")
    person.go_on()
    assert person.reads("Choose your certificate.")
    assert person.focus == "client_certificate"
    person.write("client_certificate", str(certificate))
    person.write("private_key", str(tmp_path / "missing"))
    person.go_on()
    assert person.reads("This file cannot be read as PEM text.")
    person.write("private_key", str(key))
    finish(person, stage)


@pytest.mark.parametrize("remember", [False, True])
def test_a_persons_sign_in_for_a_company_network_is_for_the_next_photon_if_so_wanted(
    remember: bool, stage: Stage
) -> None:
    person = choose_wifi_only(stage)
    choose(person, "Office")
    typed = {"identity": "ada@example.com", "eap_password": "paper clip", "outer_identity": "somebody"}
    for field, text in typed.items():
        person.write(field, text)
    if remember:
        person.click("keep_for_next")
    finish(person, stage)
    stage.simulator.photon.press_setup()
    person.click("secondary_button")
    if not remember:
        person.reach(Step.NETWORK)
        choose(person, "Office")
    person.reach(Step.PASSWORD)
    assert {field: person.reading(field) for field in typed} == (typed if remember else dict.fromkeys(typed, ""))


def test_the_command_lines_sign_in_for_a_company_network_is_for_every_photon(stage: Stage) -> None:
    person = stage.open(claim=False, enterprise=Enterprise(EapMethod.PEAP, "ben@example.com"))
    person.go_on()
    person.reach(Step.NETWORK)
    choose(person, "Office")
    assert person.reading("identity") == "ben@example.com"
    person.write("identity", "ada@example.com")
    person.write("eap_password", "paper clip")
    finish(person, stage)
    stage.simulator.photon.press_setup()
    person.click("secondary_button")
    person.reach(Step.NETWORK)
    choose(person, "Office")
    assert person.reading("identity") == "ben@example.com"


def test_nobody_elses_certificate_and_key_are_for_the_next_photon(stage: Stage, tmp_path: Path) -> None:
    enterprise = client_certificate()
    assert enterprise.private_key_pem is not None
    files = {"client_certificate": tmp_path / "photon.crt", "private_key": tmp_path / "photon.key"}
    files["client_certificate"].write_text(enterprise.client_certificate_pem)
    files["private_key"].write_text(enterprise.private_key_pem.reveal())
    person = choose_wifi_only(stage)
    choose(person, "Lab")
    person.click("eap_method_1")
    for field, file in files.items():
        person.write(field, str(file))
    finish(person, stage)
    stage.simulator.photon.press_setup()
    person.click("secondary_button")
    person.reach(Step.NETWORK)
    choose(person, "Lab")
    assert [person.reading(field) for field in files] == ["", ""]


def test_when_no_network_is_seen_the_photon_can_scan_again(stage: Stage) -> None:
    stage.faults.switch_on(Fault.EMPTY_SCAN)
    person = choose_wifi_only(stage)
    assert person.reads("Your Photon sees no networks")
    assert person.focus == "scan_again_empty"
    assert not person.sees("next_button")
    stage.faults.clear()
    person.click("scan_again_empty")
    person.wait_for("networks")
    person.wait_until_idle()
    assert person.networks()[0] == "Home"
    assert person.focus == "networks"


def test_when_no_network_is_seen_its_name_can_be_typed(stage: Stage) -> None:
    stage.faults.switch_on(Fault.EMPTY_SCAN)
    person = choose_wifi_only(stage)
    person.click("type_name")
    person.write("network_name", "Library")
    person.click("network_security_4")
    person.go_on()
    person.reach(Step.PASSWORD)
    finish(person, stage)


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("", "Type the name of the network."),
        ('say "hi"', "Over Wi-Fi it cannot store a quotation mark"),
        ("x" * 33, "A name has 1 to 32 bytes"),
        ("ä" * 17, "A name has 1 to 32 bytes"),
    ],
)
def test_a_name_that_cannot_be_stored_is_refused_under_its_field(name: str, complaint: str, stage: Stage) -> None:
    person = choose_wifi_only(stage)
    person.click("another_network")
    person.write("network_name", name)
    person.go_on()
    person.wait_until_idle()
    assert person.step is Step.NETWORK
    assert person.reads(complaint)
    assert person.focus == "network_name"
    assert person.reading("network_name") == name
    person.click("back_to_list")
    assert person.sees("networks")


def test_a_password_of_impossible_length_is_refused_under_its_field(stage: Stage) -> None:
    person = choose_wifi_only(stage)
    choose(person, "Home")
    for password in ("", "seven77", "x" * 65):
        person.write("wifi_password", password)
        person.go_on()
        person.wait_until_idle()
        assert person.step is Step.PASSWORD
        assert person.reads("Type the password of this network." if not password else "8 to 63 characters")
        assert person.focus == "wifi_password"
        assert person.reading("wifi_password") == password


def test_the_scan_can_be_repeated_and_keeps_what_is_chosen(stage: Stage) -> None:
    person = choose_wifi_only(stage)
    choose(person, "Library")
    person.click("back_button")
    person.click("scan_again")
    person.wait_until_idle()
    person.go_on()
    person.reach(Step.PASSWORD)
    assert "Library" in person.title


def test_somebody_elses_photon_is_said_not_to_be_in_the_account(stage: Stage) -> None:
    stage.simulator.cloud.give_to(stage.device_id, NEIGHBOUR.username)
    person = stage.open_at(Step.JOIN, connect=False)
    person.click("step_purpose")
    person.reach(Step.PURPOSE)
    person.click("wifi_only")
    person.go_on()
    person.reach(Step.NETWORK)
    choose(person, "Home")
    person.write("wifi_password", HOME_PASSWORD)
    finish(person, stage)
    assert person.reads("It is not in the account that is signed in")
    assert not person.reads("Without an account")
