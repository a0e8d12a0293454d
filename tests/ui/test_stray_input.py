"""Presses that were meant for the page before never press what the next page has at the same place."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from setup_wizard.ui.stray_input import StrayInput
from setup_wizard.workflow.step import Step
from tests.ui.person import Person
from tests.ui.stage import HOME_PASSWORD, Stage


def hold_enter(person: Person) -> None:
    """Enter stays down: the system repeats it."""
    person.press(Qt.Key.Key_Return)
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        held = QKeyEvent(kind, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True)
        QApplication.sendEvent(person.wizard.windowHandle(), held)


def minds_its_input(person: Person) -> Person:
    """The window, from when it does so on: a moment after it is painted."""
    person.wait_until(lambda: bool(person.wizard.findChildren(StrayInput)))
    return person


def back_with_a_typed_password(stage: Stage) -> Person:
    person = minds_its_input(stage.open_at(Step.PASSWORD))
    person.write("wifi_password", HOME_PASSWORD)
    person.click("back_button")
    person.reach(Step.NETWORK)
    return person


def test_a_double_click_on_continue_commits_nothing(stage: Stage) -> None:
    person = back_with_a_typed_password(stage)
    person.double_click("next_button")
    assert person.step is Step.PASSWORD
    assert not person.busy
    person.go_on()
    person.reach(Step.DONE)


def test_a_double_click_on_the_first_page_complains_of_nothing_on_the_second(stage: Stage) -> None:
    person = minds_its_input(stage.open())
    person.double_click("next_button")
    person.reach(Step.SIGN_IN)
    assert not person.reads("Type the email address")


def test_enter_that_is_held_down_commits_nothing(stage: Stage) -> None:
    person = back_with_a_typed_password(stage)
    person.find("networks").setFocus()
    hold_enter(person)
    assert person.step is Step.PASSWORD
    assert person.focus == "wifi_password"
    assert not person.busy


def test_a_double_click_where_no_page_was_turned_presses_twice(stage: Stage) -> None:
    person = minds_its_input(stage.open_at(Step.PASSWORD))
    person.write("wifi_password", HOME_PASSWORD)
    person.double_click("keep_for_next")
    assert not person.find("keep_for_next").isChecked()


def test_steady_presses_are_heard_again(stage: Stage) -> None:
    person = minds_its_input(stage.open_at(Step.PASSWORD))
    steps = []
    for press in range(5):
        back = person.find("back_button")
        place = QPointF(back.mapTo(person.wizard, back.rect().center()))
        held = Qt.MouseButton.LeftButton
        for kind, buttons in ((QEvent.Type.MouseButtonPress, held), (QEvent.Type.MouseButtonRelease, ~held)):
            event = QMouseEvent(kind, place, place, held, buttons & held, Qt.KeyboardModifier.NoModifier)
            event.setTimestamp(10**9 + press * QApplication.doubleClickInterval() * 3 // 4)
            QApplication.sendEvent(person.wizard.windowHandle(), event)
        steps.append(person.step)
    assert Step.SIGN_IN in steps
