from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit, QToolButton

from setup_wizard.ui.widgets.buttons import Button, Kind
from setup_wizard.ui.widgets.fields import Field, PasswordField
from setup_wizard.ui.widgets.text import Text


@pytest.fixture
def field(qtbot) -> Field:
    made = Field("email", "Email", "As in your account.")
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def password(qtbot) -> PasswordField:
    made = PasswordField("wifi_password", "Wi-Fi password", "8 to 63 characters.")
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.line.setFocus()
    return made


def lines_below(field: Field) -> list[str]:
    return [label.text() for label in field.findChildren(Text) if label.isVisible()][1:]


def test_a_field_is_read_with_its_label_and_hint(field: Field, spoken) -> None:
    assert spoken(field.line) == (QAccessible.Role.EditableText, "Email", "As in your account.")


def test_an_error_takes_the_hints_place_until_the_text_changes(qtbot, field: Field, spoken) -> None:
    field.show_error("This address is not complete.")
    assert lines_below(field) == ["This address is not complete."]
    assert spoken(field.line)[2] == "This address is not complete."
    qtbot.keyClicks(field.line, "a")
    assert lines_below(field) == ["As in your account."]


def test_an_error_does_not_move_the_page(field: Field) -> None:
    before = field.heightForWidth(380)
    field.show_error("This address is not complete.")
    assert abs(field.heightForWidth(380) - before) <= 1


def test_spaces_are_kept_and_edits_are_told(qtbot, field: Field) -> None:
    with qtbot.waitSignal(field.edited):
        qtbot.keyClicks(field.line, " a ")
    assert field.text == " a "
    with qtbot.waitSignal(field.submitted):
        qtbot.keyClick(field.line, Qt.Key.Key_Return)


def test_the_eye_shows_the_password(qtbot, password: PasswordField, spoken) -> None:
    eye = password.findChild(QToolButton, "show_password")
    assert spoken(eye)[1] == "Show password"
    assert eye.focusPolicy() & Qt.FocusPolicy.TabFocus
    qtbot.keyClick(eye, Qt.Key.Key_Space)
    assert password.line.echoMode() == QLineEdit.EchoMode.Normal
    qtbot.mouseClick(eye, Qt.MouseButton.LeftButton)
    assert password.line.echoMode() == QLineEdit.EchoMode.Password


def test_f2_shows_the_password(qtbot, password: PasswordField) -> None:
    qtbot.keyClick(password.line, Qt.Key.Key_F2)
    assert password.line.echoMode() == QLineEdit.EchoMode.Normal


def test_caps_lock_is_noticed_by_a_capital_without_shift(qtbot, password: PasswordField) -> None:
    qtbot.keyClick(password.line, "A")
    assert lines_below(password) == ["Caps Lock is on."]
    qtbot.keyClick(password.line, "a")
    assert lines_below(password) == ["8 to 63 characters."]


def test_a_capital_with_shift_is_no_caps_lock(qtbot, password: PasswordField) -> None:
    qtbot.keyClick(password.line, "A", Qt.KeyboardModifier.ShiftModifier)
    assert lines_below(password) == ["8 to 63 characters."]


def test_the_eye_stands_at_the_trailing_end(qtbot, password: PasswordField) -> None:
    eye = password.findChild(QToolButton, "show_password")
    qtbot.waitUntil(lambda: eye.x() > password.line.width() / 2)
    password.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qtbot.waitUntil(lambda: eye.x() < password.line.width() / 2)
    assert password.line.textMargins().left() > 0


@pytest.mark.parametrize("kind", list(Kind))
def test_enter_never_presses_a_button_by_itself(qtbot, kind: Kind, spoken) -> None:
    button = Button("go", "Connect", kind)
    qtbot.addWidget(button)
    assert not button.autoDefault()
    assert spoken(button)[1] == "Connect"
    button.set_text("Copied")
    assert spoken(button)[1] == "Copied"
