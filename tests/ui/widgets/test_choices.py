from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFont
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from setup_wizard.core import light as lights
from setup_wizard.ui.look.icons import Icon
from setup_wizard.ui.widgets.check_box import CheckBox
from setup_wizard.ui.widgets.choice_row import ChoiceRow
from setup_wizard.ui.widgets.light_picker import LightCard, LightPicker
from setup_wizard.ui.widgets.network_list import AnotherNetworkRow, NetworkRow
from setup_wizard.ui.widgets.row_list import RowList
from setup_wizard.ui.widgets.segmented import Segmented
from setup_wizard.ui.widgets.step_list import Step, StepList, StepRow, StepState
from setup_wizard.ui.widgets.text import Text
from setup_wizard.ui.widgets.tile_row import TileRow
from setup_wizard.ui.widgets.way_row import WayRow
from setup_wizard.ui.widgets.wifi_menu import WifiMenuPicture

LONG = "It belongs to one of your products and gets a customer of its own, whom you choose two pages on."


@pytest.fixture
def rows(qtbot) -> Iterator[list[ChoiceRow]]:
    page = QWidget()
    layout = QVBoxLayout(page)
    group = QButtonGroup(page)
    made = [
        ChoiceRow("own", Icon.CHIP, "Set up my own Photon", "It joins."),
        ChoiceRow("customer", Icon.PERSON, "B", LONG),
    ]
    for row in made:
        layout.addWidget(row)
        group.addButton(row)
    layout.addStretch(1)
    page.resize(500, 300)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    made[0].setChecked(True)
    made[0].setFocus()
    yield made  # noqa: PT022 - keeps the page alive


def test_arrow_keys_move_the_choice(qtbot, rows: list[ChoiceRow]) -> None:
    qtbot.keyClick(rows[0], Qt.Key.Key_Down)
    assert rows[1].isChecked()
    assert not rows[0].isChecked()


def test_a_click_anywhere_in_the_row_chooses_it(qtbot, rows: list[ChoiceRow]) -> None:
    qtbot.mouseClick(rows[1], Qt.MouseButton.LeftButton, pos=rows[1].rect().bottomRight() / 2)
    assert rows[1].isChecked()


def test_a_choice_is_read_as_radio_with_its_sentence(rows: list[ChoiceRow], spoken) -> None:
    assert spoken(rows[0]) == (QAccessible.Role.RadioButton, "Set up my own Photon", "It joins.")


def test_a_long_sentence_makes_the_row_higher_instead_of_being_cut(rows: list[ChoiceRow]) -> None:
    assert rows[1].heightForWidth(300) > rows[1].heightForWidth(900)
    assert rows[1].height() >= rows[1].heightForWidth(rows[1].width())


def test_the_chosen_way_opens(qtbot) -> None:
    picture = WifiMenuPicture("Photon-7QK2", ["Home"])
    way = WayRow("by_hand", "By hand", "Brief.", "Open the Wi-Fi menu.", picture)
    qtbot.addWidget(way)
    way.resize(320, 200)
    way.show()
    closed = way.heightForWidth(320)
    assert not picture.isVisible()
    qtbot.keyClick(way, Qt.Key.Key_Space)
    assert picture.isVisible()
    assert way.heightForWidth(320) > closed


def test_the_wifi_menu_says_what_it_shows(qtbot, spoken) -> None:
    picture = WifiMenuPicture("Photon-7QK2", ["Home"])
    qtbot.addWidget(picture)
    assert "Photon-7QK2" in spoken(picture)[2]


def test_the_switch_follows_arrow_keys(qtbot) -> None:
    switch = Segmented("way", ["Email and password", "Access token"])
    qtbot.addWidget(switch)
    with qtbot.waitExposed(switch):
        switch.show()
    switch.activateWindow()
    first = switch.findChild(QWidget, "way_0")
    first.setFocus()
    with qtbot.waitSignal(switch.chosen) as chosen:
        qtbot.keyClick(first, Qt.Key.Key_Right)
    assert chosen.args == [1]
    assert switch.index == 1
    switch.choose(0)
    assert switch.index == 0


def test_a_check_box_is_toggled_by_its_sentence(qtbot, spoken) -> None:
    box = CheckBox("remember", "Remember it for the next device")
    qtbot.addWidget(box)
    box.resize(box.sizeHint())
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center())
    assert box.isChecked()
    assert spoken(box)[:2] == (QAccessible.Role.CheckBox, "Remember it for the next device")
    assert box.heightForWidth(120) > box.heightForWidth(600)


NETWORKS = [
    NetworkRow("Home", 4, "WPA2", "Home, strong signal, secured"),
    TileRow("Asset Rover", "", "AR", "Asset Rover, cannot be used", unusable="Made for Boron, not for a Photon"),
    NetworkRow("Café", 1, "Open", "Café, weak signal, open", locked=False),
]


@pytest.fixture
def networks(qtbot) -> RowList:
    made = RowList("networks", "Networks")
    made.set_rows(NETWORKS)
    made.resize(420, 200)
    qtbot.addWidget(made)
    made.show()
    return made


def test_arrows_choose_and_enter_takes(qtbot, networks: RowList) -> None:
    networks.choose(0)
    with qtbot.waitSignal(networks.row_taken) as taken:
        qtbot.keyClick(networks, Qt.Key.Key_Return)
    assert taken.args == [0]


def test_an_unusable_row_is_reached_but_neither_chosen_nor_taken(qtbot, networks: RowList) -> None:
    networks.choose(0)
    qtbot.keyClick(networks, Qt.Key.Key_Down)
    assert networks.currentIndex().row() == 1
    assert networks.chosen_row == -1
    with qtbot.assertNotEmitted(networks.row_taken):
        qtbot.keyClick(networks, Qt.Key.Key_Return)


def test_a_row_is_read_with_all_it_shows(networks: RowList) -> None:
    list_interface = QAccessible.queryAccessibleInterface(networks)
    assert list_interface.text(QAccessible.Text.Name) == "Networks"
    assert list_interface.child(0).text(QAccessible.Text.Name) == "Home, strong signal, secured"


def test_no_rule_touches_the_chosen_row(networks: RowList) -> None:
    assert networks.ruled_rows() == {0, 1}
    networks.choose(1)
    assert networks.ruled_rows() == set()


def test_new_rows_leave_nothing_chosen(networks: RowList) -> None:
    networks.choose(2)
    networks.set_rows(NETWORKS[:1])
    assert networks.chosen_row == -1


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_bars_stand_at_the_leading_side(networks: RowList, direction: Qt.LayoutDirection) -> None:
    networks.setLayoutDirection(direction)
    image = networks.grab().toImage()
    ratio = image.devicePixelRatio()
    x = 30 if direction == Qt.LayoutDirection.LeftToRight else networks.width() - 20
    column = {image.pixelColor(int(x * ratio), int(y * ratio)).name() for y in range(8, 36)}
    assert "#1b1f24" in column


def test_another_network_is_a_button(qtbot, spoken) -> None:
    row = AnotherNetworkRow("another", "Another network…", "Hidden or out of range")
    qtbot.addWidget(row)
    with qtbot.waitSignal(row.clicked):
        qtbot.keyClick(row, Qt.Key.Key_Space)
    assert spoken(row) == (QAccessible.Role.Button, "Another network…", "Hidden or out of range")


@pytest.fixture
def picker(qtbot) -> LightPicker:
    made = LightPicker([(lights.LISTENING, "Blinking blue"), (lights.NO_LIGHT, "No light")] * 3)
    qtbot.addWidget(made)
    return made


def test_pressing_a_light_tells_which(qtbot, picker: LightPicker) -> None:
    card = picker.findChild(LightCard, "light_1")
    with qtbot.waitSignal(picker.chosen) as chosen:
        qtbot.keyClick(card, Qt.Key.Key_Space)
    assert chosen.args == [1]


def test_a_light_card_is_read_with_its_light(picker: LightPicker, spoken) -> None:
    card = picker.findChild(LightCard, "light_0")
    assert spoken(card) == (QAccessible.Role.Button, "Blinking blue", "Light: slow blinking blue")


def test_six_lights_fold_to_three_by_two_where_it_is_narrow(qtbot, picker: LightPicker) -> None:
    picker.show()
    picker.resize(600, 120)
    wide = picker.sizeHint().height()
    picker.resize(400, 240)
    assert picker.sizeHint().height() > 2 * wide


def test_done_steps_lead_back_only_while_that_is_allowed(qtbot, spoken) -> None:
    steps = StepList()
    qtbot.addWidget(steps)
    two = [Step("sign_in", "Sign in", StepState.DONE), Step("network", "Wi-Fi", StepState.NOW)]
    steps.set_steps(two, may_go_back=True)
    done = steps.findChild(StepRow, "step_sign_in")
    with qtbot.waitSignal(steps.step_chosen) as chosen:
        qtbot.keyClick(done, Qt.Key.Key_Space)
    assert chosen.args == ["sign_in"]
    assert spoken(done)[1] == "Sign in, done"
    steps.set_steps(two, may_go_back=False)
    rows = [row for row in steps.findChildren(StepRow) if not row.isHidden()]
    assert [row.focusPolicy() for row in rows] == [Qt.FocusPolicy.NoFocus] * 2


def test_a_step_stays_where_it_is_and_shows_how_it_stands_now(qtbot, spoken) -> None:
    steps = StepList()
    qtbot.addWidget(steps)
    steps.show()
    steps.set_steps([Step("join", "Photon", StepState.NOW)], may_go_back=True)
    row = steps.findChild(StepRow, "step_join")
    name = row.findChild(Text)
    name.ensurePolished()
    assert (row.isEnabled(), name.font().weight()) == (False, QFont.Weight.DemiBold)
    steps.set_steps([Step("join", "Your Photon", StepState.DONE)], may_go_back=True)
    assert steps.findChildren(StepRow) == [row]
    assert (row.isEnabled(), row.focusPolicy()) == (True, Qt.FocusPolicy.TabFocus)
    assert (name.text(), name.font().weight()) == ("Your Photon", QFont.Weight.Normal)
    assert spoken(row)[1] == "Your Photon, done"


def test_a_long_step_name_wraps(qtbot) -> None:
    row = StepRow(Step("x", "Verbindung mit dem Photon herstellen", StepState.NOW), can_be_chosen=False)
    qtbot.addWidget(row)
    assert row.heightForWidth(184) > row.minimumHeight() == 40
    assert row.heightForWidth(184) > row.heightForWidth(600)
