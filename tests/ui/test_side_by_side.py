"""Several plugged-in Photons, set up side by side."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.usb import UsbPort
from setup_wizard.simulator.faults import Fault
from setup_wizard.simulator.flash import Firmware
from setup_wizard.simulator.world import SimulatorOptions
from setup_wizard.usb.line import Line, SerialLine, Speed
from setup_wizard.usb.service import Usb
from setup_wizard.workflow.step import Step
from setup_wizard.workflow.words import words_for
from tests.ui.conftest import MakeStage
from tests.ui.person import Person
from tests.ui.stage import HOME_PASSWORD, USB_PATIENCE, Stage

PHOTONS = 3


@pytest.fixture
def stage(make_stage: MakeStage) -> Stage:
    return make_stage(SimulatorOptions(usb=PHOTONS, one_radio=True))


def reach_password(stage: Stage, network: str = "Home", password: str = HOME_PASSWORD) -> Person:
    """All of them chosen, and their network typed."""
    person = stage.open_at(Step.JOIN, connect=False)
    person.click("join_by_cable")
    person.wait_for("cables")
    assert person.says("secondary_button") == "Set up all of them"
    person.click("secondary_button")
    person.reach(Step.NETWORK)
    person.write("network_name", network)
    person.go_on()
    person.reach(Step.PASSWORD)
    person.write("wifi_password", password)
    return person


def begin(stage: Stage, network: str = "Home", password: str = HOME_PASSWORD) -> Person:
    person = reach_password(stage, network, password)
    assert person.says("commit_button") == "Connect 3 Photons"
    person.go_on()
    person.wait_for("side_by_side_dialog")
    return person


def line(person: Person, place: int) -> str:
    """What a line says, as a screen reader does."""
    unit = person.find(f"unit_{place}")
    said = next(row for row in unit.findChildren(QWidget) if row.accessibleDescription() and row.accessibleName())
    return f"{said.accessibleName()}: {said.accessibleDescription()}"


def has_ended(person: Person) -> bool:
    return person.says("side_by_side_close") == "Close"


def until_ended(person: Person) -> None:
    person.wait_until(lambda: has_ended(person))


def all_online(stage: Stage) -> bool:
    return all(photon.online for photon in stage.simulator.photons)


def test_all_get_the_network_that_was_typed_once(stage: Stage) -> None:
    person = begin(stage)
    until_ended(person)
    assert person.reads("3 of 3 are set up.")
    assert all("done" in line(person, place) for place in range(PHOTONS))
    person.click("side_by_side_close")
    person.reach(Step.DONE)
    assert person.title == "Set up: 3 of 3 Photons"
    # The cloud knows it first.
    person.wait_until(lambda: all_online(stage))
    assert {stage.simulator.cloud.owner_of(photon.hardware.device_id) for photon in stage.simulator.photons} == {
        stage.username
    }
    assert not person.sees("device_name")


def test_the_next_ones_are_asked_for_and_none_is_set_up_twice(stage: Stage) -> None:
    person = begin(stage)
    until_ended(person)
    person.click("side_by_side_close")
    person.reach(Step.DONE)
    person.wait_until(lambda: all_online(stage))
    person.click("secondary_button")
    person.arrive(Step.JOIN)
    person.wait_for("cables")
    assert not person.busy
    assert all_online(stage)
    assert person.chosen("cables") == ""


def test_one_that_fails_stops_no_other_and_is_tried_again(stage: Stage) -> None:
    broken = stage.simulator.photons[1]
    broken.faults.switch_on(Fault.SAVE_FAILS)
    person = begin(stage)
    until_ended(person)
    assert person.reads("2 of 3 are set up.")
    assert words_for(Reason.DEVICE_REJECTED_REQUEST, by_cable=True).happened in line(person, 1)
    assert not any(person.sees(f"unit_{place}_again") for place in (0, 2))
    broken.faults.clear()
    person.click("unit_1_again")
    person.wait_until(lambda: person.reads("3 of 3 are set up."))
    person.click("side_by_side_close")
    person.reach(Step.DONE)
    assert person.title == "Set up: 3 of 3 Photons"


def test_one_is_tried_again_as_soon_as_the_others_have_ended(stage: Stage) -> None:
    broken, slow = stage.simulator.photons[1:]
    broken.faults.switch_on(Fault.SAVE_FAILS)
    slow.faults.switch_on(Fault.NO_CLOUD)
    person = begin(stage)
    person.wait_for("unit_1_again")
    assert not has_ended(person)
    broken.faults.clear()
    person.click("unit_1_again")
    assert "as soon as the others have ended" in line(person, 1)
    slow.faults.clear()
    person.wait_until(lambda: "done" in line(person, 1))
    until_ended(person)
    assert person.reads("3 of 3 are set up.")


def test_what_did_not_work_for_any_leaves_the_password_to_correct(stage: Stage) -> None:
    person = begin(stage, password="wrong horse")
    until_ended(person)
    assert person.reads("0 of 3 are set up.")
    assert "It could not join \u2068Home\u2069." in line(person, 0)
    person.click("side_by_side_close")
    person.wait_until_gone("side_by_side_dialog")
    assert person.step is Step.PASSWORD
    person.write("wifi_password", HOME_PASSWORD)
    person.go_on()
    until_ended(person)
    assert person.reads("3 of 3 are set up.")


def test_a_security_that_none_finds_out_is_asked_once_for_all(stage: Stage) -> None:
    person = begin(stage, "Hideaway", "out of sight")
    until_ended(person)
    person.click("side_by_side_close")
    person.wait_for("network_security_0")
    assert person.reads("could not find out how \u2068Hideaway\u2069 is secured")
    person.go_on()
    person.reach(Step.PASSWORD)
    person.go_on()
    until_ended(person)
    assert person.reads("3 of 3 are set up.")


def test_an_impossible_password_is_said_before_any_is_begun(stage: Stage) -> None:
    person = reach_password(stage, password="a" * 65)
    person.go_on()
    person.wait_until_idle()
    assert not person.sees("side_by_side_dialog")
    assert person.focus == "wifi_password"


class TestClosing:
    @pytest.fixture
    def person(self, stage: Stage) -> Person:
        """One is set up, two will not come online."""
        for photon in stage.simulator.photons[1:]:
            photon.faults.switch_on(Fault.NO_CLOUD)
        person = begin(stage)
        person.wait_until(lambda: "done" in line(person, 0))
        return person

    def test_asks_while_some_are_running(self, person: Person) -> None:
        person.press(Qt.Key.Key_Escape)
        person.wait_for("close_question")
        assert person.reads("Those that have the network go on by themselves.")
        person.click("go_on")
        person.wait_until_gone("close_question")
        assert person.sees("side_by_side_dialog")

    def test_stops_them_and_tells_how_each_ended(self, person: Person) -> None:
        person.click("side_by_side_close")
        person.click("stop_setup")
        until_ended(person)
        assert person.reads("1 of 3 are set up.")
        assert words_for(Reason.CANCELLED).happened in line(person, 1)
        person.click("side_by_side_close")
        person.reach(Step.DONE)
        assert person.title == "Set up: 1 of 3 Photons"

    def test_the_window_may_be_closed_with_all_of_it(self, person: Person) -> None:
        person.wizard.model.shutdown()
        person.wizard.close()
        person.wait_until_closed()


def test_is_usable_with_the_keyboard_and_a_screen_reader(stage: Stage) -> None:
    broken = stage.simulator.photons[1]
    broken.faults.switch_on(Fault.SAVE_FAILS)
    person = begin(stage)
    until_ended(person)
    person.wait_until(lambda: person.focus == "side_by_side_close")
    title = line(person, 1)
    assert title.startswith("Photon \u2068…")
    assert person.find("unit_1_again").accessibleName() == "Try this one again"
    assert broken.hardware.device_id[-6:] in person.find("unit_1_again").accessibleDescription()
    broken.faults.clear()
    person.tab_to("unit_1_again")
    person.press(Qt.Key.Key_Space)
    person.wait_until(lambda: person.reads("3 of 3 are set up."))
    person.wait_until(lambda: person.focus == "side_by_side_close")
    person.press(Qt.Key.Key_Space)
    person.reach(Step.DONE)


def test_one_that_is_unplugged_in_the_middle_is_tried_again_once_it_is_back(stage: Stage) -> None:
    unplugged = stage.simulator.photons[2]
    unplugged.faults.switch_on(Fault.UNPLUGGED, where="password")
    person = begin(stage)
    until_ended(person)
    assert person.reads("2 of 3 are set up.")
    assert words_for(Reason.UNPLUGGED).happened in line(person, 2)
    unplugged.faults.clear()
    unplugged.plug_in()
    person.wait_until(lambda: len(stage.plugged_in()) == 3)
    person.click("unit_2_again")
    person.wait_until(lambda: person.reads("3 of 3 are set up."))


def test_one_that_comes_back_at_another_port_is_tried_again_there(stage: Stage) -> None:
    names = {path: path for path in stage.simulator.usb_paths}

    def open_line(name: str, speed: Speed) -> Line:
        if name not in names:
            raise SetupError(Reason.NO_USB_PHOTON, name)
        return SerialLine(names[name], speed)

    def listed() -> tuple[UsbPort, ...]:
        moved = {path: name for name, path in names.items()}
        return tuple(replace(port, name=moved[port.name]) for port in stage.plugged_in() if port.name in moved)

    stage.make_usb = lambda: Usb(list_ports=listed, open_line=open_line, budget_factor=USB_PATIENCE)
    unplugged = stage.simulator.photons[2]
    unplugged.faults.switch_on(Fault.UNPLUGGED, where="password")
    person = begin(stage)
    until_ended(person)
    assert words_for(Reason.UNPLUGGED).happened in line(person, 2)
    names["elsewhere"] = names.pop(stage.simulator.usb_paths[2])
    unplugged.faults.clear()
    unplugged.plug_in()
    person.wait_until(lambda: len(stage.plugged_in()) == 3)
    person.click("unit_2_again")
    person.wait_until(lambda: person.reads("3 of 3 are set up."))
    assert "elsewhere" in line(person, 2)


def test_an_old_photon_that_has_to_be_told_the_security_is_not_said_to_miss_the_network(make_stage: MakeStage) -> None:
    stage = make_stage(SimulatorOptions(usb=PHOTONS, one_radio=True, firmware=Firmware.V0_6_4))
    person = begin(stage)
    until_ended(person)
    assert "This Photon has to be told how \u2068Home\u2069 is secured." in line(person, 0)
    person.click("side_by_side_close")
    person.wait_for("network_security_0")


def test_stopping_gives_up_what_waits_to_be_tried_again(stage: Stage) -> None:
    broken, slow = stage.simulator.photons[1:]
    broken.faults.switch_on(Fault.SAVE_FAILS)
    slow.faults.switch_on(Fault.NO_CLOUD)
    person = begin(stage)
    person.click("unit_1_again")
    person.click("side_by_side_close")
    person.click("stop_setup")
    until_ended(person)
    assert "failed" in line(person, 1)
    assert person.sees("unit_1_again")
