"""Onto the Photon's Wi-Fi and back: by itself or by hand, with everything that can be in the way of it."""

from __future__ import annotations

import json
import math
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason
from setup_wizard.core.host_wifi import Adapter, AdapterState, VisibleNetwork
from setup_wizard.demo import SimulatedWifi
from setup_wizard.hostwifi import radio as radio_module
from setup_wizard.hostwifi.leftovers import Leftovers
from setup_wizard.hostwifi.radio import Radio
from setup_wizard.places import visit_file
from setup_wizard.simulator.faults import Fault
from setup_wizard.simulator.population import SHELF
from setup_wizard.simulator.world import DEMO, Simulator
from setup_wizard.workflow.facts import Purpose
from setup_wizard.workflow.join_mode import JoinMode
from setup_wizard.workflow.journal import Journal
from setup_wizard.workflow.session import CLAIM_CODE_LIFE_S
from setup_wizard.workflow.step import Step
from setup_wizard.workflow.words import words_for
from tests.benchmarks.slow_setup import Stalls
from tests.patience import PATIENCE_S, any_try_within, took_s
from tests.ui.person import Person
from tests.ui.stage import HOME_PASSWORD, Stage, set_up_at_home
from tests.unit.hostwifi.fakes import HOME, PHOTON, WLAN, FakeWifi

AT_ONCE_S = 0.2
MOST_STALL_MS = 500.0
"""Far less than any wait, and far more than drawing on a slow machine."""
IDLE = Adapter("wlan1", "USB stick", AdapterState.IDLE)
SEVERAL = tuple(
    VisibleNetwork(name, is_open=True, signal_percent=percent) for name, percent in ((b"Photon-OTHR", 80), (PHOTON, 40))
)
ANOTHER = next(iter(SHELF))
ASKS_NOTHING = {"adapters"}
"""Which adapters there are is no secret on any system."""


class Computer(FakeWifi):
    """A system's Wi-Fi whose radio is the simulated computer's."""

    def __init__(
        self, simulator: Simulator, *adapters: Adapter, networks: tuple[VisibleNetwork, ...] | None = None
    ) -> None:
        super().__init__(*adapters, **({} if networks is None else {"networks": networks}))
        self._radio = SimulatedWifi(simulator)

    def join_open(self, adapter: Adapter, ssid: bytes, cancel: Cancel) -> None:
        super().join_open(adapter, ssid, cancel)
        self._radio.join_photon(Cancel())

    def restore(self, adapter: Adapter, former: str | None, cancel: Cancel) -> None:
        # Before it says so: whoever waits for that may go there again at once.
        self._radio.leave_photon(Cancel())
        super().restore(adapter, former, cancel)


@dataclass
class Panels:
    """A system whose settings open, unless `broken`."""

    opened: list[str] = field(default_factory=list)
    broken: bool = False

    def open_wifi(self) -> bool:
        self.opened.append("wifi")
        return not self.broken

    def has_permission_for(self, reason: Reason) -> bool:
        return reason is Reason.PERMISSION_NEEDED

    def open_permission_for(self, reason: Reason) -> bool:
        self.opened.append(reason)
        return not self.broken


@pytest.fixture(autouse=True)
def brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(radio_module, "LOOK_PAUSE_S", 0.01)
    monkeypatch.setattr(radio_module, "ADDRESS_S", 0.05)
    monkeypatch.setattr(radio_module, "ADDRESS_POLL_S", 0.01)
    monkeypatch.setattr(radio_module, "CLOSE_TIMEOUT_S", PATIENCE_S)


@pytest.fixture
def panels(stage: Stage) -> Panels:
    stage.panels = Panels()
    return stage.panels


@pytest.fixture
def give(stage: Stage) -> Iterator[Callable[..., Computer]]:
    """Gives the stage a computer with these adapters and networks in range."""
    computers = []

    def give_computer(*adapters: Adapter, networks: tuple[VisibleNetwork, ...] | None = None) -> Computer:
        computer = Computer(stage.simulator, *adapters, networks=networks)
        computers.append(computer)
        stage.make_host = lambda: Radio(
            lambda: computer,
            Leftovers(visit_file()),
            prefix="Photon",
            host="127.0.0.1",
            find=computer.find_interface,
        )
        return computer

    yield give_computer
    for computer in computers:
        if computer.hang is not None:
            computer.hang.set()


@pytest.fixture
def computer(give: Callable[..., Computer]) -> Computer:
    return give(WLAN)


def is_chosen(person: Person, name: str) -> bool:
    return person.find(name, QAbstractButton).isChecked()


def until_connect_can_be_pressed(person: Person) -> None:
    person.wait_until(lambda: person.sees("next_button") and person.find("next_button").isEnabled())


def until_adapters_are_known(person: Person) -> None:
    person.wait_until(lambda: bool(person.wizard.model.adapters))


def until_the_photon_may_be_joined(person: Person, stage: Stage) -> None:
    """What needs the internet was told, and not only asked for."""
    person.wait_until(lambda: stage.opened is not None and stage.opened.session.claim_code is not None)


class TestByItself:
    def test_one_press_joins_and_the_computer_is_back_at_the_end(self, stage: Stage, computer: Computer) -> None:
        person = stage.open_at(Step.JOIN, connect=False)
        until_connect_can_be_pressed(person)
        assert set(computer.calls) <= ASKS_NOTHING
        person.click("next_button")
        person.reach(Step.NETWORK)
        assert computer.joined == {"wlan0": PHOTON}
        set_up_at_home(person)
        person.wait_until(lambda: computer.joined == {})
        assert computer.connected == {"wlan0": HOME}
        assert not visit_file().exists()

    def test_a_photon_that_answers_already_is_gone_on_with(self, stage: Stage, computer: Computer) -> None:
        person = stage.open_at(Step.JOIN, connect=False)
        until_connect_can_be_pressed(person)
        stage.simulator.air.join_photon()
        person.wait_until(lambda: person.step is Step.NETWORK)
        assert set(computer.calls) <= ASKS_NOTHING

    def test_what_the_cloud_told_is_not_asked_again(self, stage: Stage, computer: Computer) -> None:
        person = stage.open_at(Step.JOIN, connect=False)
        until_connect_can_be_pressed(person)
        person.click("next_button")
        person.reach(Step.NETWORK)
        assert stage.requests("GET /v1/devices") == 1
        assert stage.requests("POST /v1/device_claims") == 1

    def test_who_pressed_once_is_not_asked_for_the_next_photon(self, stage: Stage, computer: Computer) -> None:
        person = stage.open_at(Step.DONE)
        person.reach(Step.DONE)
        person.wait_until(lambda: computer.joined == {})
        stage.simulator.photon.press_setup()
        person.click("secondary_button")
        person.wait_until(lambda: computer.joined == {"wlan0": PHOTON})
        person.wait_until(lambda: person.step is not Step.JOIN)

    def test_esc_stops_it_and_brings_the_computer_back(self, stage: Stage, computer: Computer) -> None:
        stage.faults.switch_on(Fault.NEVER_ANSWER, where="device-id")
        person = stage.open_at(Step.JOIN)
        person.wait_until(lambda: computer.joined != {})
        person.press(Qt.Key.Key_Escape)
        assert not person.busy
        person.wait_until(lambda: computer.connected == {"wlan0": HOME})

    def test_the_leading_button_stops_it_and_the_photon_is_still_looked_for(
        self, stage: Stage, computer: Computer
    ) -> None:
        stage.faults.switch_on(Fault.NEVER_ANSWER, where="device-id")
        person = stage.open_at(Step.JOIN)
        person.wait_until(lambda: computer.joined != {})
        assert person.says("leave_button") == "Stop connecting"
        person.click("leave_button")
        person.wait_until(lambda: computer.joined == {})
        assert person.wizard.isVisible()
        assert person.says("leave_button") == "Stop setup"
        stage.faults.clear()
        stage.simulator.air.join_photon()
        person.wait_until(lambda: person.step is Step.NETWORK)

    def test_closing_brings_the_computer_back(self, stage: Stage, computer: Computer) -> None:
        person = stage.open_at(Step.NETWORK)
        assert computer.joined == {"wlan0": PHOTON}
        person.leave()
        person.wait_until(lambda: computer.connected == {"wlan0": HOME})
        person.wait_until(lambda: not visit_file().exists())

    def test_a_failure_brings_the_computer_back(self, stage: Stage, computer: Computer) -> None:
        stage.faults.switch_on(Fault.DOES_NOT_JOIN)
        person = stage.open_at(Step.CONFIRM)
        person.meet_problem()
        person.wait_until(lambda: computer.connected == {"wlan0": HOME})
        stage.faults.clear()
        person.click("problem_primary")
        person.reach(Step.PASSWORD)
        assert computer.joined == {"wlan0": PHOTON}


class TestByHand:
    def test_the_program_notices_and_never_touches_the_wifi(
        self, stage: Stage, computer: Computer, panels: Panels
    ) -> None:
        person = stage.open_at(Step.JOIN, connect=False)
        person.click("join_by_hand")
        assert not person.sees("next_button")
        assert person.says("secondary_button") == "Open Wi-Fi settings"
        person.click("secondary_button")
        assert panels.opened == ["wifi"]
        until_the_photon_may_be_joined(person, stage)
        stage.simulator.air.join_photon()
        person.wait_until(lambda: person.step is Step.NETWORK)
        assert set(computer.calls) <= ASKS_NOTHING

    def test_settings_that_do_not_open_are_not_a_dead_end(
        self, stage: Stage, computer: Computer, panels: Panels
    ) -> None:
        panels.broken = True
        person = stage.open_at(Step.JOIN, connect=False)
        person.click("join_by_hand")
        person.click("secondary_button")
        assert person.reads("They do not open from here")

    def test_is_remembered(self, stage: Stage, computer: Computer) -> None:
        first = stage.open_at(Step.JOIN, connect=False)
        assert is_chosen(first, "join_for_me")
        first.click("join_by_hand")
        first.leave()
        second = stage.open_at(Step.JOIN, connect=False)
        assert is_chosen(second, "join_by_hand")
        second.click("join_for_me")
        second.leave()
        assert is_chosen(stage.open_at(Step.JOIN, connect=False), "join_for_me")

    def test_is_all_there_is_where_it_was_asked_for(self, stage: Stage, computer: Computer) -> None:
        person = stage.open_at(Step.JOIN, connect=False, join=JoinMode.MANUAL)
        assert is_chosen(person, "join_by_hand")
        assert not person.sees("join_for_me")
        assert not person.sees("next_button")

    def test_may_be_chosen_while_the_computer_connects(self, stage: Stage, computer: Computer) -> None:
        stage.faults.switch_on(Fault.NEVER_ANSWER, where="device-id")
        person = stage.open_at(Step.JOIN)
        person.wait_until(lambda: computer.joined != {})
        person.click("join_by_hand")
        person.wait_until(lambda: computer.joined == {})
        assert stage.opened is not None
        person.wait_until(lambda: stage.opened.session.join is JoinMode.MANUAL)
        assert person.busy


def test_what_the_system_may_ask_for_is_explained_before_it_asks(
    stage: Stage, computer: Computer, panels: Panels
) -> None:
    person = stage.open_at(Step.JOIN, connect=False)
    assert person.reads("The system may ask for your location")
    person.click("join_by_hand")
    assert not person.reads("The system may ask for your location")


class TestSeveralPhotons:
    def test_one_is_chosen(self, stage: Stage, give: Callable[..., Computer]) -> None:
        computer = give(WLAN, networks=SEVERAL)
        person = stage.open_at(Step.JOIN)
        person.wait_for("photons")
        assert person.rows("photons") == ["Photon-OTHR", "Photon-7QK2"]
        assert person.chosen("photons") == ""
        person.go_on()
        assert person.focus == "photons"
        person.pick("photons", "Photon-7QK2")
        person.go_on()
        person.reach(Step.NETWORK)
        assert computer.joined == {"wlan0": PHOTON}

    def test_enter_takes_one(self, stage: Stage, give: Callable[..., Computer]) -> None:
        computer = give(WLAN, networks=SEVERAL)
        person = stage.open_at(Step.JOIN)
        person.wait_for("photons")
        person.wait_until(lambda: person.focus == "photons")
        person.press(Qt.Key.Key_Down)
        person.press(Qt.Key.Key_Return)
        person.wait_until(lambda: computer.joined != {})

    @pytest.mark.parametrize("purpose", [Purpose.OWN_ACCOUNT, Purpose.WIFI_ONLY])
    @pytest.mark.parametrize("way", ["problem_primary", "problem_secondary"])
    def test_the_wrong_one_is_let_go_and_another_can_be_chosen(
        self, way: str, purpose: Purpose, stage: Stage, give: Callable[..., Computer]
    ) -> None:
        computer = give(WLAN, networks=SEVERAL)
        person = stage.open_at(Step.JOIN, purpose=purpose, device_id=ANOTHER)
        person.wait_for("photons")
        person.pick("photons", "Photon-OTHR")
        person.go_on()
        person.meet_problem()
        assert person.reads(words_for(Reason.WRONG_DEVICE).happened)
        person.click(way)
        if way == "problem_secondary":
            person.reach(Step.PURPOSE)
            person.go_on()
            person.arrive(Step.JOIN)
        person.wait_for("photons")
        assert person.chosen("photons") == ""
        person.wait_until(lambda: computer.joined == {})


class TestAdapters:
    def test_of_two_the_idle_one_is_preselected(self, stage: Stage, give: Callable[..., Computer]) -> None:
        computer = give(WLAN, IDLE)
        person = stage.open_at(Step.JOIN, connect=False)
        person.wait_for("adapter_1")
        assert person.find("adapter_0", QAbstractButton).accessibleName() == "USB stick"
        assert is_chosen(person, "adapter_0")
        person.connect()
        person.wait_until(lambda: computer.joined == {"wlan1": PHOTON})

    def test_the_chosen_one_joins(self, stage: Stage, give: Callable[..., Computer]) -> None:
        computer = give(WLAN, IDLE)
        person = stage.open_at(Step.JOIN, connect=False)
        person.wait_for("adapter_1")
        person.click("adapter_1")
        person.connect()
        person.wait_until(lambda: computer.joined == {"wlan0": PHOTON})

    def test_one_is_no_question(self, stage: Stage, computer: Computer) -> None:
        person = stage.open_at(Step.JOIN, connect=False)
        until_adapters_are_known(person)
        assert not person.sees("adapter_0")

    @pytest.mark.parametrize("purpose", [Purpose.OWN_ACCOUNT, Purpose.WIFI_ONLY])
    def test_none_is_said_on_the_page_after_the_first(
        self, purpose: Purpose, stage: Stage, give: Callable[..., Computer]
    ) -> None:
        computer = give()
        person = stage.open()
        assert computer.calls == []
        person.click(purpose.value)
        person.go_on()
        person.wait_until(lambda: person.reads("This computer has no Wi-Fi."))
        assert person.step is (Step.SIGN_IN if purpose is Purpose.OWN_ACCOUNT else Step.JOIN)

    def test_one_that_is_plugged_in_is_noticed(self, stage: Stage, give: Callable[..., Computer]) -> None:
        computer = give()
        person = stage.open()
        person.go_on()
        person.wait_for("own_wifi")
        computer.present = (IDLE,)
        person.wait_until_idle()
        person.write("email", DEMO.username)
        person.write("password", DEMO.password.reveal())
        person.go_on()
        person.reach(Step.NETWORK)
        assert computer.joined == {"wlan1": PHOTON}


@pytest.mark.parametrize("reason", [Reason.PERMISSION_NEEDED, Reason.NO_WIFI_CONTROL, Reason.JOIN_FAILED])
def test_what_only_a_person_can_do_opens_the_way_by_hand(
    reason: Reason, stage: Stage, computer: Computer, panels: Panels
) -> None:
    computer.failures["scan"] = reason
    person = stage.open_at(Step.JOIN)
    person.wait_until(lambda: person.reads(words_for(reason).message))
    assert is_chosen(person, "join_by_hand")
    person.click("secondary_button")
    assert panels.opened == [reason if reason is Reason.PERMISSION_NEEDED else "wifi"]
    stage.simulator.air.join_photon()
    person.wait_until(lambda: person.step is Step.NETWORK)
    person.leave()
    stage.simulator.air.leave_photon()
    assert is_chosen(stage.open_at(Step.JOIN, connect=False), "join_for_me")


@pytest.mark.parametrize("reason", [Reason.WIFI_OFF, Reason.NO_ADDRESS])
def test_what_can_be_mended_may_be_tried_again(reason: Reason, stage: Stage, computer: Computer) -> None:
    computer.failures["former"] = reason
    person = stage.open_at(Step.JOIN)
    person.wait_until(lambda: person.reads(words_for(reason).message))
    computer.failures.clear()
    person.go_on()
    person.reach(Step.NETWORK)
    assert computer.joined == {"wlan0": PHOTON}


class TestAKilledRun:
    @staticmethod
    def leave_behind() -> None:
        visit_file().parent.mkdir(parents=True, exist_ok=True)
        entry = {"adapter": "wlan0", "ssid": PHOTON.hex(), "former": HOME, "process": 1, "process_started": 0.0}
        visit_file().write_text(json.dumps(entry))

    def test_is_put_right_at_the_next_start_and_told(self, stage: Stage, computer: Computer) -> None:
        self.leave_behind()
        computer.connected.clear()
        computer.left_behind = True
        person = stage.open()
        person.wait_until(lambda: person.reads("this computer is back on its own network"))
        assert computer.connected == {"wlan0": HOME}
        assert not visit_file().exists()
        person.go_on()
        person.arrive(Step.SIGN_IN)
        assert not person.sees("own_wifi")

    def test_that_cannot_be_put_right_is_told(self, stage: Stage, computer: Computer) -> None:
        self.leave_behind()
        computer.failures["clean_up"] = Reason.NO_WIFI_CONTROL
        person = stage.open()
        person.wait_until(lambda: person.reads("Check that this computer is back on its own Wi-Fi."))

    def test_without_one_nothing_is_asked_at_the_start(self, stage: Stage, computer: Computer) -> None:
        stage.open()
        assert stage.opened is None
        assert computer.calls == []


def test_a_system_that_hangs_never_holds_up_the_window(
    stage: Stage, give: Callable[..., Computer], qapp: QApplication
) -> None:
    def attempt() -> float:
        computer = give(WLAN)
        person = stage.open_at(Step.JOIN, connect=False)
        until_connect_can_be_pressed(person)
        until_adapters_are_known(person)
        computer.hang = threading.Event()
        computer.was_called.clear()
        stalls = Stalls(person.wizard)
        stalls.start()
        connecting_s = took_s(person.click, "next_button")
        person.wait_until(computer.was_called.is_set)
        stopping_s = took_s(person.press, Qt.Key.Key_Escape)
        assert not person.busy
        until_connect_can_be_pressed(person)
        closing_s = took_s(person.wizard.close)
        assert not person.wizard.isVisible()
        qapp.processEvents()
        return max(connecting_s, stopping_s, closing_s) if stalls.longest_ms < MOST_STALL_MS else math.inf

    assert any_try_within(AT_ONCE_S, attempt)


class TestAnOldClaimCode:
    """It is noticed when the network is handed over: to the cloud and back once more."""

    @staticmethod
    def grow_old(stage: Stage) -> None:
        assert stage.opened is not None
        held = stage.opened.session.claim_code
        assert held is not None
        held.fetched_s -= CLAIM_CODE_LIFE_S

    def test_is_renewed_by_hand_where_the_person_is_told_what_to_do(self, stage: Stage) -> None:
        person = stage.open_at(Step.JOIN, connect=False)
        person.click("join_by_hand")
        until_the_photon_may_be_joined(person, stage)
        stage.simulator.air.join_photon()
        person.reach(Step.NETWORK)
        person.pick_network("Home")
        person.go_on()
        person.write("wifi_password", HOME_PASSWORD)
        self.grow_old(stage)
        person.go_on()
        person.wait_until(lambda: person.reads("Go back to the Wi-Fi with internet for a moment"))
        assert person.step is Step.PASSWORD
        stage.simulator.air.leave_photon()
        person.wait_until(lambda: person.reads("Join the Photon's network once more"))
        stage.simulator.air.join_photon()
        person.reach(Step.DONE)
        assert stage.owner == stage.username

    def test_says_what_keeps_this_computer_from_coming_back(self, stage: Stage) -> None:
        person = stage.open_at(Step.PASSWORD)
        person.write("wifi_password", HOME_PASSWORD)
        self.grow_old(stage)
        stage.spoil["join_photon"] = Reason.NO_ADDRESS
        person.go_on()
        person.wait_until(lambda: person.sees("obstacle") and person.reads(words_for(Reason.NO_ADDRESS).message))
        assert any(Reason.NO_ADDRESS in line for _at, line in person.wizard.model.lines)
        stage.simulator.air.join_photon()
        person.reach(Step.DONE)


def sign_in_at_the_photon(stage: Stage, password: str) -> Person:
    """Joined by hand, and then somebody else signs in from there, in vain."""
    person = stage.open_at(Step.JOIN, connect=False)
    person.click("join_by_hand")
    until_the_photon_may_be_joined(person, stage)
    stage.simulator.air.join_photon()
    person.reach(Step.NETWORK)
    assert stage.opened is not None
    stage.opened.session.stays_online = lambda: False
    person.click("not_you")
    person.reach(Step.SIGN_IN)
    person.write("email", DEMO.username)
    person.write("password", password)
    person.go_on()
    person.meet_problem()
    assert person.reads("Go back to your own Wi-Fi first.")
    return person


def test_who_is_at_the_photon_by_hand_is_told_to_leave_it_for_another_answer(stage: Stage) -> None:
    person = sign_in_at_the_photon(stage, DEMO.password.reveal())
    stage.simulator.air.leave_photon()
    person.click("problem_primary")
    person.reach(Step.NETWORK)


class TestAPhotonThatIsPutAside:
    def test_leaves_everything_else_as_it_was(self, stage: Stage) -> None:
        stage.faults.switch_on(Fault.NO_CLOUD)
        person = stage.open_at(Step.CONFIRM, purpose=Purpose.PRODUCT_DEVICE)
        assert not person.sees("secondary_button")
        person.click("leave_button")
        person.meet_problem()
        before = person.wizard.model.facts
        assert person.says("secondary_button") == "Set up another"
        person.click("secondary_button")
        person.arrive(Step.JOIN)
        facts = person.wizard.model.facts
        kept = (facts.purpose, facts.username, facts.product)
        assert kept == (before.purpose, before.username, before.product)
        assert facts.network is not None
        assert facts.network.name == "Home"
        assert facts.known_device_id is None

    def test_is_not_taken_for_the_next_one(self, stage: Stage, tmp_path: Path) -> None:
        stage.faults.switch_on(Fault.NO_CLOUD)
        person = stage.open_at(Step.JOIN, connect=False)
        until_connect_can_be_pressed(person)
        unfinished = tmp_path / "unfinished.json"
        assert stage.opened is not None
        stage.opened.session.journal = Journal(unfinished, stage.options.api)
        person.reach(Step.NETWORK)
        person.pick_network("Home")
        person.go_on()
        person.write("wifi_password", HOME_PASSWORD)
        person.go_on()
        person.arrive(Step.CONFIRM)
        person.click("leave_button")
        person.meet_problem()
        assert unfinished.exists()
        person.click("secondary_button")
        person.wait_until(lambda: not unfinished.exists())

    def test_is_not_waited_for_when_another_one_answers(self, stage: Stage) -> None:
        person = stage.open_at(Step.JOIN, connect=False, device_id=ANOTHER)
        person.connect()
        person.meet_problem()
        assert person.reads(words_for(Reason.WRONG_DEVICE).happened)
        assert person.says("secondary_button") == "Set up another"
        person.click("secondary_button")
        person.reach(Step.NETWORK)


def test_whoever_has_left_the_photon_is_not_told_to_any_more(stage: Stage) -> None:
    person = sign_in_at_the_photon(stage, "wrong")
    stage.simulator.air.leave_photon()
    person.click("problem_primary")
    person.wait_until(lambda: person.reads("The email or the password is not right."))
    assert not person.reads("Go back to your own Wi-Fi first.")
