from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget, QWizard

from setup_wizard.ui.look.dress import dress, prepare
from setup_wizard.ui.look.icons import Icon
from setup_wizard.ui.widgets import detail_log, status_line
from setup_wizard.ui.widgets.body import Body
from setup_wizard.ui.widgets.buttons import Button
from setup_wizard.ui.widgets.checklist import CheckItem, Checklist, CheckState, FoldedChecklist
from setup_wizard.ui.widgets.detail_log import DRAWER_HEIGHT, DetailLog
from setup_wizard.ui.widgets.empty_state import EmptyState
from setup_wizard.ui.widgets.fact_table import Fact, FactTable
from setup_wizard.ui.widgets.focus_ring import FocusRing
from setup_wizard.ui.widgets.note import Note, Tone
from setup_wizard.ui.widgets.problem_panel import Problem, ProblemPanel
from setup_wizard.ui.widgets.setup_page import SetupPage
from setup_wizard.ui.widgets.side_panel import SidePanel
from setup_wizard.ui.widgets.spinner import Spinner
from setup_wizard.ui.widgets.status_line import StatusLine
from setup_wizard.ui.widgets.text import Text

PROBLEM = Problem(
    "It could not join Home.",
    "Most likely the password is not quite right. A weak signal can look the same.",
    "Enter the password again. Everything else is kept.",
    "Enter password again",
    "Change network",
)


def visible_texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(Text) if label.isVisibleTo(widget)]


def test_a_problem_shows_four_lines_and_takes_the_focus(qtbot, spoken) -> None:
    panel = ProblemPanel()
    qtbot.addWidget(panel)
    assert panel.isHidden()
    panel.show()
    panel.activateWindow()
    panel.show_problem(PROBLEM)
    assert visible_texts(panel) == [PROBLEM.happened, PROBLEM.why, PROBLEM.what_to_do]
    primary = panel.findChild(QPushButton, "problem_primary")
    qtbot.waitUntil(primary.hasFocus)
    with qtbot.waitSignal(panel.primary_clicked):
        qtbot.keyClick(primary, Qt.Key.Key_Space)
    with qtbot.waitSignal(panel.secondary_clicked):
        qtbot.mouseClick(panel.findChild(QPushButton, "problem_secondary"), Qt.MouseButton.LeftButton)
    assert spoken(panel)[1] == PROBLEM.happened


def test_a_problem_without_second_way_has_one_button(qtbot) -> None:
    panel = ProblemPanel()
    qtbot.addWidget(panel)
    panel.show_problem(
        Problem("It is yours, but not online yet.", "", "Keep watching.", "Keep watching", tone=Tone.WARN)
    )
    assert not panel.findChild(QPushButton, "problem_secondary").isVisible()
    assert visible_texts(panel) == ["It is yours, but not online yet.", "Keep watching."]


@pytest.mark.parametrize("width", [300, 440, 720])
def test_no_line_of_a_problem_is_cut(qtbot, width: int) -> None:
    body = Body()
    panel = ProblemPanel()
    body.rows.addWidget(panel)
    body.rows.addStretch(1)
    qtbot.addWidget(body)
    panel.show_problem(PROBLEM)
    body.resize(width, 200)
    with qtbot.waitExposed(body):
        body.show()
    for label in panel.findChildren(Text):
        assert label.height() >= label.heightForWidth(label.width())
    for button in panel.findChildren(QPushButton):
        assert panel.rect().contains(button.geometry())


def test_the_checklist_says_where_it_is(qtbot) -> None:
    checks = Checklist()
    qtbot.addWidget(checks)
    checks.set_items([CheckItem("Password sent", CheckState.NOW, "Sending"), CheckItem("Photon is yours")])
    checks.show()
    assert visible_texts(checks) == ["Password sent", "Sending", "Photon is yours"]
    checks.set_items([CheckItem("Password sent", CheckState.DONE), CheckItem("Photon is yours", CheckState.FAILED)])
    names = [row.accessibleName() for row in checks.findChildren(QWidget) if row.accessibleName()]
    assert names == ["Password sent: done", "Photon is yours: failed"]
    assert "Sending" not in visible_texts(checks)


def test_a_folded_checklist_leaves_out_what_did_not_happen(qtbot) -> None:
    items = [CheckItem("Sent", CheckState.DONE), CheckItem("Joins", CheckState.FAILED), CheckItem("Is yours")]
    folded = FoldedChecklist(items)
    qtbot.addWidget(folded)
    assert visible_texts(folded) == ["Sent", "Joins"]
    assert folded.heightForWidth(80) > folded.heightForWidth(800)


def test_a_short_wait_shows_no_spinner_and_no_clock(qtbot) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    assert line.isHidden()
    line.start("Looking for your Photon…")
    assert line.isVisible()
    assert not line.findChild(Spinner).isVisible()
    line.show_elapsed(9)
    assert visible_texts(line) == ["Looking for your Photon…"]
    line.say("Found it.")
    assert visible_texts(line) == ["Found it."]


def test_a_longer_wait_shows_the_spinner_for_at_least_a_second(qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(status_line, "SPINNER_AT_LEAST_MS", 150)
    line = StatusLine()
    qtbot.addWidget(line)
    line.start("Looking…")
    spinner = line.findChild(Spinner)
    qtbot.waitUntil(spinner.isVisible)
    line.say("Found it.")
    assert spinner.isVisible()
    qtbot.waitUntil(spinner.isHidden)


def test_the_clock_appears_after_ten_seconds(qtbot) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    line.start("Your Photon is joining Home.", usually="usually under a minute", spinner=False)
    line.show_elapsed(14)
    assert visible_texts(line)[-1] == "14 s · usually under a minute"


@pytest.mark.usefixtures("still")
def test_the_details_open_and_close(qtbot) -> None:
    log = DetailLog()
    qtbot.addWidget(log)
    log.show()
    log.add_line(datetime(2026, 11, 21, 10, 42, 7), "The password was sent.")
    lines = log.findChild(QPlainTextEdit, "detail_lines")
    details = log.findChild(QPushButton, "details")
    assert not lines.isVisible()
    qtbot.keyClick(details, Qt.Key.Key_Space)
    assert lines.isVisible()
    assert lines.maximumHeight() == DRAWER_HEIGHT
    assert lines.toPlainText() == "10:42:07  The password was sent."
    qtbot.keyClick(details, Qt.Key.Key_Space)
    assert not lines.isVisible()


def test_the_drawer_slides(qtbot) -> None:
    log = DetailLog()
    qtbot.addWidget(log)
    log.show()
    qtbot.mouseClick(log.findChild(QPushButton, "details"), Qt.MouseButton.LeftButton)
    lines = log.findChild(QPlainTextEdit, "detail_lines")
    qtbot.waitUntil(lambda: lines.maximumHeight() == DRAWER_HEIGHT)


def test_copying_is_asked_for_and_confirmed_on_the_button(qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(detail_log, "_COPIED_MS", 50)
    log = DetailLog()
    qtbot.addWidget(log)
    copy = log.findChild(QPushButton, "copy_diagnostics")
    with qtbot.waitSignal(log.copy_requested):
        qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    log.show_copied()
    assert copy.text() == "Copied"
    qtbot.waitUntil(lambda: copy.text() == "Copy diagnostics")


@pytest.mark.parametrize(
    ("direction", "side"),
    [
        (Qt.LayoutDirection.LeftToRight, Qt.AlignmentFlag.AlignLeft),
        (Qt.LayoutDirection.RightToLeft, Qt.AlignmentFlag.AlignRight),
    ],
)
def test_texts_align_to_the_leading_side_whatever_their_script(
    qtbot, qapp: QApplication, direction: Qt.LayoutDirection, side: Qt.AlignmentFlag
) -> None:
    qapp.setLayoutDirection(direction)
    label = Text("Home")
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    qtbot.addWidget(label)
    assert label.alignment() == side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter


def test_a_body_scrolls_only_when_it_must(qtbot) -> None:
    body = Body()
    body.rows.addWidget(Note("A weak signal can look the same as a wrong password. " * 4))
    body.rows.addStretch(1)
    qtbot.addWidget(body)
    body.resize(500, 300)
    with qtbot.waitExposed(body):
        body.show()
    assert body.verticalScrollBar().maximum() == 0
    body.resize(500, 40)
    qtbot.waitUntil(lambda: body.verticalScrollBar().maximum() > 0)


def test_facts_are_read_as_pairs(qtbot) -> None:
    table = FactTable("facts", "What happens next")
    qtbot.addWidget(table)
    table.set_facts([Fact("Photon", "1f00", fixed=True)])
    table.set_facts([Fact("Joins", "Home")])
    names = [label.accessibleName() for label in table.findChildren(Text) if label.isVisibleTo(table)]
    assert "Joins: Home" in names
    assert "Photon: 1f00" not in names


def test_an_empty_state_offers_its_buttons(qtbot, spoken) -> None:
    again = Button("scan_again", "Scan again", icon=Icon.REFRESH)
    state = EmptyState(Icon.WIFI, "Your Photon sees no networks", "It listened three times.", [again])
    qtbot.addWidget(state)
    assert state.findChild(QPushButton, "scan_again") is again
    assert spoken(state)[1] == "Your Photon sees no networks"


@pytest.fixture
def two_buttons(qtbot, qapp: QApplication) -> tuple[QWidget, FocusRing, list[Button]]:
    window = QWidget()
    layout = QVBoxLayout(window)
    buttons = [Button("first", "First"), Button("second", "Second")]
    for button in buttons:
        layout.addWidget(button)
    ring = FocusRing(window, qapp)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window, ring, buttons


def test_the_ring_follows_the_keyboard(two_buttons) -> None:
    window, ring, buttons = two_buttons
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab)
    focused = window.focusWidget()
    assert focused in buttons
    assert ring.target is focused
    assert ring.geometry() == focused.geometry().adjusted(-4, -4, 4, 4)


def test_a_mouse_press_hides_the_ring(two_buttons) -> None:
    window, ring, buttons = two_buttons
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab)
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=buttons[1].geometry().center())
    assert ring.target is None


@pytest.fixture
def wizard(qtbot) -> tuple[QWizard, SidePanel, SetupPage]:
    made = QWizard()
    side = SidePanel("Photon Setup", banner="Simulated")
    side.set_signed_in_as("ana@example.com")
    page = SetupPage("start", "What would you like to do?", "Have the Photon in front of you.")
    page.pinned.addWidget(Button("pinned", "Pinned"))
    prepare(made, side)
    made.addPage(page)
    made.resize(860, 600)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    dress(made, side)
    QApplication.sendPostedEvents()
    return made, side, page


def test_the_side_panel_stands_behind_the_footer_too(wizard) -> None:
    made, side, _page = wizard
    assert side.mapTo(made, side.rect().topLeft()).toTuple() == (0, 0)
    assert side.size().toTuple() == (224, 600)


def test_a_narrow_window_has_a_narrow_side_panel_and_margins(qtbot, wizard) -> None:
    made, side, page = wizard
    title = page.header.title
    assert title.mapTo(made, title.rect().topLeft()).x() == 264
    made.resize(720, 520)
    side.set_narrow(True)
    qtbot.waitUntil(lambda: side.width() == 184)
    qtbot.waitUntil(lambda: title.mapTo(made, title.rect().topLeft()).x() == 208)


def test_the_content_stops_growing_in_a_wide_window(qtbot, wizard) -> None:
    made, _side, page = wizard
    made.resize(1600, 600)
    qtbot.waitUntil(lambda: page.header.width() == 720)


def test_in_right_to_left_the_footer_margins_swap(qtbot, wizard) -> None:
    made, side, _page = wizard
    cancel = made.button(QWizard.WizardButton.CancelButton)
    assert cancel.mapTo(made, cancel.rect().topLeft()).x() == 224 + 30
    made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    dress(made, side)
    qtbot.waitUntil(lambda: cancel.mapTo(made, cancel.rect().topRight()).x() == 860 - 224 - 30 - 1)


def test_reading_starts_at_the_title(qtbot, wizard) -> None:
    _made, _side, page = wizard
    page.header.focus_title()
    assert page.focusWidget() is page.header.title
    page.header.set_title("Connect")
    assert page.header.title.accessibleName() == "Connect"
