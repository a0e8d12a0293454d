"""Setting a Photon up by USB cable: noticed by itself, on the same pages, and what can be in the way of it."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication

from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.core.usb import UsbPort
from setup_wizard.simulator.air import Network, Profile
from setup_wizard.simulator.faults import Fault
from setup_wizard.simulator.flash import Firmware
from setup_wizard.simulator.security import NUMBERS
from setup_wizard.simulator.world import SimulatorOptions
from setup_wizard.ui import port_rights
from setup_wizard.usb.line import Line, Speed
from setup_wizard.usb.service import Usb
from setup_wizard.workflow import at_cable
from setup_wizard.workflow.facts import Purpose
from setup_wizard.workflow.step import Step
from setup_wizard.workflow.words import words_for
from tests.benchmarks.slow_setup import Stalls
from tests.patience import PATIENCE_S, any_try_within, took_s
from tests.ui.conftest import MakeStage
from tests.ui.person import Person
from tests.ui.reasons import OF_THE_CABLE
from tests.ui.stage import HOME_PASSWORD, USB_PATIENCE, Stage, unplug

AT_ONCE_S = 0.2
MOST_STALL_MS = 500.0
"""Far less than any wait, and far more than drawing on a slow machine."""


@pytest.fixture
def plug_in(make_stage: MakeStage) -> Callable[..., Stage]:
    """Starts a simulation with this many Photons plugged in."""

    def start(photons: int = 1, firmware: Firmware = Firmware.V2_3_1) -> Stage:
        return make_stage(SimulatorOptions(usb=photons, firmware=firmware, one_radio=True))

    return start


@pytest.fixture
def stage(plug_in: Callable[..., Stage]) -> Stage:
    return plug_in()


def go_by_cable(stage: Stage, purpose: Purpose = Purpose.OWN_ACCOUNT) -> Person:
    person = stage.open_at(Step.JOIN, purpose=purpose, connect=False)
    person.click("join_by_cable")
    return person


def reach_form(stage: Stage) -> Person:
    """To the network's name, by cable."""
    person = go_by_cable(stage)
    person.reach(Step.NETWORK)
    return person


def name_network(person: Person, name: str = "Home", password: str = HOME_PASSWORD) -> None:
    """From the network's name on until it is sent."""
    person.write("network_name", name)
    person.go_on()
    person.reach(Step.PASSWORD)
    if password:
        person.write("wifi_password", password)
    person.go_on()


def leave_setup_mode(stage: Stage) -> None:
    """It was set up before, for a network that is not here."""
    photon = stage.simulator.photon
    photon.hardware.flash.store(Profile(b"Elsewhere", b"", NUMBERS["open"]))
    photon.hardware.flash.profiles_are_fresh = False
    photon.leave_listening()
    assert photon.wait_until(lambda photon: not photon.listening, PATIENCE_S)


def is_chosen(person: Person, name: str) -> bool:
    return person.find(name, QAbstractButton).isChecked()


def mac_address(stage: Stage) -> str:
    """As the simulated Photon tells it."""
    return f"e0:4f:43:{bytes.fromhex(stage.device_id)[-3:].hex(':')}"


class TestOffered:
    def test_a_plugged_in_photon_is_noticed_and_set_up_without_touching_this_computers_wifi(self, stage: Stage) -> None:
        person = stage.open_at(Step.JOIN, connect=False)
        person.wait_for("join_by_cable")
        assert is_chosen(person, "join_for_me")
        person.click("join_by_cable")
        person.reach(Step.NETWORK)
        assert not stage.simulator.air.host_joined
        name_network(person)
        person.reach(Step.DONE)
        assert person.reads(mac_address(stage))
        assert stage.owner == stage.username
        assert not stage.simulator.air.host_joined

    def test_without_one_the_page_has_two_ways_until_one_is_plugged_in(self, stage: Stage) -> None:
        unplug(stage.simulator.photon)
        person = stage.open_at(Step.JOIN, connect=False)
        person.wait_until(lambda: not person.wizard.model.cables.runner.busy)
        assert not person.sees("join_by_cable")
        stage.simulator.photon.plug_in()
        person.wait_for("join_by_cable")

    def test_without_a_wifi_adapter_it_is_the_way_and_goes_on_by_itself(self, stage: Stage) -> None:
        stage.spoil["adapters"] = Reason.NO_WIFI_ADAPTER
        person = stage.open_signed_in()
        person.go_on()
        # Nobody presses Connect meanwhile.
        person.wait_until(lambda: person.step is Step.NETWORK and not person.busy)
        assert person.sees("network_name")
        person.click("back_button")
        assert is_chosen(person, "join_by_cable")

    def test_without_a_wifi_adapter_one_that_is_plugged_in_later_is_taken(self, stage: Stage) -> None:
        unplug(stage.simulator.photon)
        stage.spoil["adapters"] = Reason.NO_WIFI_ADAPTER
        person = stage.open_at(Step.JOIN, connect=False)
        person.wait_until(lambda: person.reads(words_for(Reason.NO_WIFI_ADAPTER).happened))
        person.click("join_by_cable")
        assert person.reads("No Photon is plugged in yet.")
        stage.simulator.photon.plug_in()
        stage.simulator.photon.press_setup()
        person.reach(Step.NETWORK)

    def test_is_left_for_its_wifi_again(self, stage: Stage) -> None:
        unplug(stage.simulator.photon)
        stage.spoil["adapters"] = Reason.NO_WIFI_ADAPTER
        person = stage.open_at(Step.JOIN, connect=False)
        person.click("join_by_cable")
        person.click("join_for_me")
        stage.simulator.photon.plug_in()
        stage.simulator.photon.press_setup()
        person.connect()
        person.reach(Step.NETWORK)
        assert "Home" in person.networks()

    def test_ports_are_looked_at_only_while_the_page_is_shown(self, stage: Stage) -> None:
        looks: list[float] = []

        def look() -> tuple[UsbPort, ...]:
            looks.append(time.monotonic())
            return stage.plugged_in()

        stage.make_usb = lambda: Usb(list_ports=look, budget_factor=USB_PATIENCE)
        person = stage.open_at(Step.SIGN_IN)
        assert looks == []
        person.leave()
        person = reach_form(stage)
        person.wait_until(lambda: not person.wizard.model.cables.runner.busy)
        known = len(looks)
        assert known
        name_network(person)
        person.reach(Step.DONE)
        assert len(looks) == known

    def test_ports_that_cannot_be_listed_leave_the_other_ways(self, stage: Stage) -> None:
        stage.spoil["ports"] = Reason.NO_USB_PHOTON
        person = stage.open_at(Step.JOIN, connect=False)
        person.wait_until(lambda: any("ports was told to fail" in line for _at, line in person.wizard.model.lines))
        assert not person.sees("join_by_cable")
        assert not person.problem

    @pytest.fixture
    def hang(self, stage: Stage) -> Iterator[threading.Event]:
        """Set once a list of the ports was asked for, which is not told before the test ends."""
        was_called, ends = threading.Event(), threading.Event()

        def look() -> tuple[UsbPort, ...]:
            was_called.set()
            ends.wait()
            return ()

        stage.make_usb = lambda: Usb(list_ports=look)
        yield was_called
        ends.set()

    def test_a_system_that_hangs_never_holds_up_the_window(
        self, stage: Stage, hang: threading.Event, qapp: QApplication
    ) -> None:
        def attempt() -> float:
            hang.clear()
            person = stage.open_at(Step.JOIN, connect=False)
            person.wait_until(hang.is_set)
            stalls = Stalls(person.wizard)
            stalls.start()
            person.connect()
            person.reach(Step.NETWORK)
            person.wizard.close()
            closing_s = took_s(person.click, "stop_setup")
            assert not person.wizard.isVisible()
            qapp.processEvents()
            person.leave()
            return closing_s if stalls.longest_ms < MOST_STALL_MS else math.inf

        assert any_try_within(AT_ONCE_S, attempt)


class TestSetupMode:
    def test_one_that_is_not_in_it_is_sent_there(self, stage: Stage) -> None:
        leave_setup_mode(stage)
        person = go_by_cable(stage)
        person.reach(Step.NETWORK)

    def test_where_it_has_to_be_its_button_that_is_said(self, plug_in: Callable[..., Stage]) -> None:
        stage = plug_in(firmware=Firmware.V0_4_9)
        leave_setup_mode(stage)
        person = go_by_cable(stage)
        person.wait_until(lambda: person.reads("Hold SETUP on your Photon for 3 seconds"))
        assert person.busy
        stage.simulator.photon.press_setup()
        person.reach(Step.NETWORK)


class TestNetwork:
    def test_the_form_asks_for_the_name_only(self, stage: Stage) -> None:
        person = reach_form(stage)
        assert not person.sees("networks")
        assert is_chosen(person, "found_out_security_0")
        assert person.says("found_out_security_0") == "Let the Photon find out"
        assert not any(person.sees(name) for name in ("network_security_0", "back_to_list", "use_cable"))
        person.go_on()
        assert person.reads("Type the name of the network.")
        assert person.focus == "network_name"

    def test_an_open_one_needs_no_password(self, stage: Stage) -> None:
        person = reach_form(stage)
        person.click("found_out_security_1")
        name_network(person, "Library", "")
        person.reach(Step.DONE)

    @pytest.mark.parametrize("name", ['a "quoted" \\ name', "Café del Mar ☕"])
    def test_any_name_can_be_told(self, name: str, make_stage: MakeStage) -> None:
        networks = (Network(name.encode(), Secret(HOME_PASSWORD), NUMBERS["wpa2"]),)
        stage = make_stage(SimulatorOptions(usb=1, one_radio=True, networks=networks))
        person = reach_form(stage)
        name_network(person, name)
        person.reach(Step.DONE)

    def test_a_hidden_one_is_asked_about_again_with_its_name_kept(self, stage: Stage) -> None:
        person = reach_form(stage)
        name_network(person, "Hideaway", "out of sight")
        person.wait_for("network_security_0")
        assert person.step is Step.NETWORK
        assert not person.problem
        assert person.reading("network_name") == "Hideaway"
        assert person.reads("could not find out how \u2068Hideaway\u2069 is secured")
        person.go_on()
        person.reach(Step.PASSWORD)
        assert person.reading("wifi_password") == "out of sight"
        person.go_on()
        person.reach(Step.DONE)

    def test_older_firmware_has_to_be_told_the_security_at_once(self, plug_in: Callable[..., Stage]) -> None:
        stage = plug_in(firmware=Firmware.V0_6_4)
        person = reach_form(stage)
        assert person.sees("network_security_0")
        assert not person.sees("found_out_security_0")
        name_network(person)
        person.reach(Step.DONE)

    def test_a_company_sign_in_is_typed_on_the_same_page(self, stage: Stage) -> None:
        person = reach_form(stage)
        person.click("found_out_security_2")
        person.write("network_name", "Office")
        person.go_on()
        person.reach(Step.PASSWORD)
        assert "sign-in for \u2068Office\u2069" in person.title

    def test_one_that_needs_a_company_sign_in_after_all_is_asked_about_again(self, stage: Stage) -> None:
        person = reach_form(stage)
        name_network(person, "Office", "paper clip")
        person.wait_for("network_security_0")
        assert person.step is Step.NETWORK


class TestWatching:
    def test_says_nothing_about_this_computers_wifi(self, stage: Stage) -> None:
        stage.faults.switch_on(Fault.NO_CLOUD)
        person = reach_form(stage)
        name_network(person)
        person.wait_until(lambda: person.step is Step.CONFIRM)
        person.wait_until(lambda: person.reads("Photon left setup mode"))
        assert not person.reads("This computer is back online")
        assert not person.reads("own network")

    def test_a_wrong_password_is_corrected_and_everything_else_is_kept(self, stage: Stage) -> None:
        person = reach_form(stage)
        fetched = stage.requests("POST /v1/device_claims")
        name_network(person, password="wrong horse")
        person.meet_problem()
        assert person.reads("It could not join \u2068Home\u2069.")
        assert person.reads("The Photon is back in setup mode")
        assert person.reads(f"the MAC address of this Photon is {mac_address(stage)}.")
        person.click("problem_primary")
        person.reach(Step.PASSWORD)
        person.write("wifi_password", HOME_PASSWORD)
        person.go_on()
        person.reach(Step.DONE)
        assert stage.requests("POST /v1/device_claims") == fetched


def test_a_password_too_short_for_what_the_photon_found_is_said_under_its_field(stage: Stage) -> None:
    person = reach_form(stage)
    person.write("network_name", "Home")
    person.go_on()
    person.reach(Step.PASSWORD)
    person.write("wifi_password", "short")
    person.go_on()
    person.wait_until(lambda: person.reads("8 to 63 characters."))
    assert not person.problem
    person.write("wifi_password", HOME_PASSWORD)
    person.go_on()
    person.reach(Step.DONE)


class TestProblems:
    @pytest.fixture
    def person(self, reason: Reason, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Person:
        """Somebody whom this keeps from the Photon at once."""
        monkeypatch.setattr(at_cable, "PATIENCE_S", {})
        stage.spoil["identify"] = reason
        # One whose id is known was there: that its port is gone means that it was unplugged.
        stage.tells_ids = reason is not Reason.NO_USB_PHOTON
        person = go_by_cable(stage)
        person.meet_problem()
        assert person.reads(words_for(reason).happened)
        return person

    @pytest.mark.parametrize("reason", OF_THE_CABLE)
    def test_what_was_mended_is_tried_again(self, reason: Reason, person: Person, stage: Stage) -> None:
        stage.spoil.clear()
        person.click("problem_primary")
        person.reach(Step.NETWORK)
        assert person.sees("network_name")

    @pytest.mark.parametrize("reason", OF_THE_CABLE)
    def test_its_wifi_is_another_way(self, reason: Reason, person: Person, stage: Stage) -> None:
        person.click("problem_secondary")
        person.wait_until(lambda: person.sees("join_for_me"))
        assert is_chosen(person, "join_for_me")
        stage.spoil.clear()
        person.connect()
        person.reach(Step.NETWORK)
        assert "Home" in person.networks()

    def test_unplugged_on_the_way_it_goes_on_once_it_is_back(self, stage: Stage) -> None:
        person = reach_form(stage)
        person.write("network_name", "Home")
        person.go_on()
        person.reach(Step.PASSWORD)
        unplug(stage.simulator.photon)
        person.write("wifi_password", HOME_PASSWORD)
        person.go_on()
        person.meet_problem()
        assert person.reads(words_for(Reason.UNPLUGGED).happened)
        assert person.says("problem_secondary") == "Use its Wi-Fi instead"
        stage.simulator.photon.plug_in()
        person.wait_until(lambda: len(stage.plugged_in()) == 1)
        person.click("problem_primary")
        person.reach(Step.PASSWORD)
        person.go_on()
        person.reach(Step.DONE)

    def test_a_port_without_rights_shows_the_command_that_gives_them(
        self, stage: Stage, monkeypatch: pytest.MonkeyPatch, qapp: QApplication
    ) -> None:
        def deny(name: str, speed: Speed) -> Line:
            raise SetupError(Reason.PORT_DENIED, name)

        def right_to(port: str) -> str:
            return "sudo usermod -aG dialout $USER" if port == stage.plugged_in()[0].name else ""

        monkeypatch.setattr("setup_wizard.ui.pages.trouble.right_to", right_to)
        stage.make_usb = lambda: Usb(list_ports=stage.plugged_in, open_line=deny)
        person = go_by_cable(stage)
        person.meet_problem()
        assert person.reads(words_for(Reason.PORT_DENIED).happened)
        person.click("command_copy")
        assert qapp.clipboard().text() == "sudo usermod -aG dialout $USER"
        person.click("problem_secondary")
        person.connect()
        person.reach(Step.NETWORK)
        assert "Home" in person.networks()
        assert not person.sees("command")

    def test_the_hidden_network_that_wifi_cannot_store_is_stored_by_cable(self, stage: Stage) -> None:
        person = stage.open_at(Step.NETWORK)
        person.click("another_network")
        name_network(person, "Hideaway", "out of sight")
        person.meet_problem()
        assert person.says("problem_secondary") == "Use a USB cable"
        person.click("problem_secondary")
        person.reach(Step.PASSWORD)
        assert not stage.simulator.air.host_joined
        assert person.reading("wifi_password") == "out of sight"
        person.go_on()
        person.reach(Step.DONE)

    def test_a_name_that_wifi_cannot_store_leads_to_the_cable(self, stage: Stage) -> None:
        person = stage.open_at(Step.NETWORK)
        person.click("another_network")
        person.write("network_name", 'the "best" one')
        person.go_on()
        person.wait_until(lambda: person.reads("By USB cable it can."))
        person.click("use_cable")
        person.reach(Step.NETWORK)
        assert person.reading("network_name") == 'the "best" one'
        assert person.sees("found_out_security_0")

    def test_esc_stops_looking(self, plug_in: Callable[..., Stage]) -> None:
        stage = plug_in(firmware=Firmware.V0_4_9)
        leave_setup_mode(stage)
        person = go_by_cable(stage)
        person.wait_until(lambda: person.busy)
        person.press(Qt.Key.Key_Escape)
        assert not person.busy
        stage.simulator.photon.press_setup()
        person.go_on()
        person.reach(Step.NETWORK)


class TestSeveral:
    def test_one_is_chosen_and_never_by_itself(self, plug_in: Callable[..., Stage]) -> None:
        stage = plug_in(2)
        person = go_by_cable(stage)
        person.wait_for("cables")
        assert not person.busy
        assert [row.rpartition("…")[2].rstrip("\u2069") for row in person.rows("cables")] == [
            port.device_id[-6:] for port in stage.plugged_in() if port.device_id
        ]
        assert person.chosen("cables") == ""
        person.go_on()
        assert person.focus == "cables"
        assert not person.busy
        person.pick("cables", person.rows("cables")[1])
        person.go_on()
        person.reach(Step.NETWORK)
        assert person.wizard.model.facts.cable == stage.plugged_in()[1]

    def test_enter_takes_one(self, plug_in: Callable[..., Stage]) -> None:
        stage = plug_in(2)
        person = go_by_cable(stage)
        person.wait_for("cables")
        person.go_on()
        person.press(Qt.Key.Key_Down)
        person.press(Qt.Key.Key_Return)
        person.reach(Step.NETWORK)

    @pytest.mark.parametrize("tells_ids", [True, False])
    def test_one_that_was_set_up_is_not_taken_again_by_itself(
        self, tells_ids: bool, plug_in: Callable[..., Stage]
    ) -> None:
        stage = plug_in(2)
        stage.tells_ids = tells_ids
        second = stage.simulator.photons[1]
        unplug(second)
        person = reach_form(stage)
        name_network(person)
        person.reach(Step.DONE)
        person.click("secondary_button")
        person.arrive(Step.JOIN)
        person.wait_until(lambda: person.sees("cables") and not person.busy)
        assert stage.simulator.photon.wait_until(lambda photon: photon.online, PATIENCE_S)
        second.plug_in()
        person.wait_until(lambda: len(person.rows("cables")) == 2)
        person.pick("cables", person.rows("cables")[1])
        person.go_on()
        person.reach(Step.NETWORK)
        device = person.wizard.model.facts.device
        assert device is not None
        assert device.device_id == second.hardware.device_id


def test_the_right_to_a_port_comes_with_its_group(monkeypatch: pytest.MonkeyPatch) -> None:
    class Port:
        group_name = "dialout"

        def __init__(self, name: str) -> None:
            self.name = name

        def group(self) -> str:
            if self.name == "gone":
                raise FileNotFoundError
            return self.group_name

    monkeypatch.setattr(port_rights, "Path", Port)
    monkeypatch.setattr(port_rights.sys, "platform", "linux")
    assert port_rights.right_to("/dev/ttyACM0") == "sudo usermod -aG dialout $USER"
    assert port_rights.right_to("gone") == ""
    monkeypatch.setattr(Port, "group_name", "root")
    assert port_rights.right_to("/dev/ttyACM0") == ""
    monkeypatch.setattr(port_rights.sys, "platform", "win32")
    assert port_rights.right_to("COM3") == ""


def test_unplugged_while_it_is_asked_is_said(plug_in: Callable[..., Stage]) -> None:
    stage = plug_in(firmware=Firmware.V0_4_9)
    leave_setup_mode(stage)
    person = go_by_cable(stage)
    person.wait_until(lambda: person.reads("Hold SETUP on your Photon for 3 seconds"))
    unplug(stage.simulator.photon)
    person.wait_until(lambda: person.reads("No Photon is plugged in yet."))
    assert person.busy
    stage.simulator.photon.plug_in()
    person.wait_until(lambda: not person.reads("No Photon is plugged in yet."))
    stage.simulator.photon.press_setup()
    person.reach(Step.NETWORK)


def test_is_chosen_and_gone_through_with_the_keyboard(stage: Stage) -> None:
    person = stage.open_at(Step.JOIN, connect=False)
    person.wait_for("join_by_cable")
    person.tab_to("join_for_me")
    person.press(Qt.Key.Key_Down)
    person.press(Qt.Key.Key_Down)
    person.reach(Step.NETWORK)
    assert person.focus == "network_name"
    person.type_text("Home")
    person.press(Qt.Key.Key_Return)
    person.reach(Step.PASSWORD)
    assert person.focus == "wifi_password"
    person.type_text(HOME_PASSWORD)
    person.press(Qt.Key.Key_Return)
    person.reach(Step.DONE)
