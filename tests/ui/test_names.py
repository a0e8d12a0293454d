"""Whatever a network is called, it is shown as just that."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from setup_wizard.core.secret import Secret
from setup_wizard.simulator.air import Network
from setup_wizard.simulator.faults import Fault
from setup_wizard.simulator.security import NUMBERS
from setup_wizard.simulator.world import SimulatorOptions
from setup_wizard.ui.widgets.row_list import RowList
from setup_wizard.workflow.step import Step
from tests.ui.conftest import MakeStage
from tests.ui.person import Person

PASSWORD = "correct horse"


def check_shown_as_text(person: Person, name: str) -> None:
    """The name can be read, and no label that holds it takes it for markup."""
    holding = [label for label in person.wizard.findChildren(QLabel) if label.isVisible() and name in label.text()]
    assert holding
    assert {label.textFormat() for label in holding} == {Qt.TextFormat.PlainText}


@pytest.mark.parametrize("name", ["<b>x</b>", "<img src=x>", "100%2 &amp;", "\u202eesrever שלום"])
def test_a_name_is_text_on_every_page(name: str, make_stage: MakeStage) -> None:
    stage = make_stage(SimulatorOptions(networks=(Network(name.encode(), Secret(PASSWORD), NUMBERS["wpa2"]),)))
    stage.faults.switch_on(Fault.DOES_NOT_JOIN)
    person = stage.open_at(Step.JOIN)
    person.reach(Step.NETWORK)
    assert person.networks() == [name]
    rows = person.find("networks", RowList).model()
    spoken = rows.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == f"{name}, strong signal, WPA2, 1 of 1"
    person.go_on()
    person.reach(Step.PASSWORD)
    assert person.title == f"Enter the password for \u2068{name}\u2069"
    check_shown_as_text(person, name)
    person.write("wifi_password", PASSWORD)
    person.go_on()
    person.arrive(Step.CONFIRM)
    check_shown_as_text(person, name)
    person.meet_problem()
    check_shown_as_text(person, name)
    stage.faults.clear()
    person.click("problem_primary")
    person.reach(Step.PASSWORD)
    person.go_on()
    person.reach(Step.DONE)
    check_shown_as_text(person, name)
