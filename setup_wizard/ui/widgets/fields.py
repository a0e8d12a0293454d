"""Text fields with a label above and one line below, which holds the hint or, in its place, what is wrong."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from setup_wizard.ui.look.fonts import Role
from setup_wizard.ui.look.icons import Icon, button_icon
from setup_wizard.ui.look.theme import current_theme
from setup_wizard.ui.widgets.announce import announce
from setup_wizard.ui.widgets.note import IconView
from setup_wizard.ui.widgets.painting import is_mirrored
from setup_wizard.ui.widgets.text import Text, hug, restyle

_SIGN_SIZE = 16
_EYE_SIZE = 20
_EYE_ROOM = 34


class Field(QWidget):
    """A labelled line of text; an error goes away as soon as the text changes."""

    edited = Signal(str)
    submitted = Signal()
    left = Signal()

    def __init__(self, object_name: str, label: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint = hint
        self._error = ""
        self.line = self._make_line()
        self.line.setObjectName(object_name)
        self.line.setAccessibleName(label)
        self._label = Text(label, Role.LABEL)
        self._label.setBuddy(self.line)
        self._below = _LineBelow()
        hug(self)
        self.setFocusProxy(self.line)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        rows.addWidget(self._label)
        self._line_row = QHBoxLayout()
        self._line_row.setSpacing(10)
        self._line_row.addWidget(self.line, 1)
        rows.addLayout(self._line_row)
        rows.addWidget(self._below)
        self.line.textEdited.connect(self._on_edited)
        self.line.returnPressed.connect(self.submitted)
        self.line.editingFinished.connect(self.left)
        self._show_below()

    @property
    def text(self) -> str:
        """What is in the field, spaces kept."""
        return self.line.text()

    def set_text(self, text: str) -> None:
        """Fill the field."""
        self.line.setText(text)
        self.clear_error()

    def add_beside(self, button: QWidget) -> None:
        """Put a button behind the line."""
        self._line_row.addWidget(button)

    def set_hint(self, hint: str) -> None:
        """The quiet line below; empty for none."""
        self._hint = hint
        self._show_below()

    def show_error(self, sentence: str) -> None:
        """Say under the field what is wrong, also to a screen reader."""
        self._error = sentence
        self._show_below()
        announce(self.line, sentence, urgent=True)

    def clear_error(self) -> None:
        """The field is not known to be wrong."""
        if self._error:
            self._error = ""
            self._show_below()

    def _make_line(self) -> QLineEdit:
        return QLineEdit()

    def _on_edited(self, text: str) -> None:
        self.clear_error()
        self.edited.emit(text)

    def _show_below(self) -> None:
        self._below.show_line(self._error or self._hint, wrong=bool(self._error))
        self.line.setAccessibleDescription(self._error or self._hint)
        self.line.setProperty("tone", "bad" if self._error else "")
        restyle(self.line)


class PasswordField(Field):
    """A field whose text is hidden until the eye (or F2) is pressed, and that notices Caps Lock."""

    def __init__(self, object_name: str, label: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(object_name, label, hint, parent)
        self._own_hint = hint
        self._password_line.caps_lock_seen.connect(self._on_caps_lock)
        QShortcut(
            QKeySequence(Qt.Key.Key_F2),
            self,
            self._password_line.eye.toggle,
            Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )

    def _make_line(self) -> QLineEdit:
        self._password_line = _PasswordLine()
        return self._password_line

    def _on_caps_lock(self, on: bool) -> None:
        self.set_hint(self.tr("Caps Lock is on.") if on else self._own_hint)


class _LineBelow(QWidget):
    """The hint, or the error with its sign."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumHeight(_SIGN_SIZE)
        self._sign = IconView(Icon.ALERT, "bad", _SIGN_SIZE)
        self._words = Text(role=Role.SECONDARY)
        cells = QHBoxLayout(self)
        cells.setContentsMargins(0, 0, 0, 0)
        cells.setSpacing(8)
        cells.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        cells.addWidget(self._words, 1)

    def show_line(self, words: str, *, wrong: bool) -> None:
        self._words.setText(words)
        self._words.set_tone("bad" if wrong else "")
        self._sign.setVisible(wrong)
        self.setVisible(bool(words))


class _PasswordLine(QLineEdit):
    """The line with the eye inside its trailing end."""

    caps_lock_seen = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._tinted: tuple[Icon, str] | None = None
        self.eye = QToolButton(self)
        self.eye.setObjectName("show_password")
        self.eye.setAccessibleName(self.tr("Show password"))
        self.eye.setToolTip(self.tr("Show password (F2)"))
        self.eye.setCheckable(True)
        self.eye.setAutoRaise(True)
        self.eye.setProperty("kind", "eye")
        self.eye.setCursor(Qt.CursorShape.ArrowCursor)
        self.eye.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.eye.setIconSize(QSize(_EYE_SIZE, _EYE_SIZE))
        self.eye.toggled.connect(self._show_text)
        cells = QHBoxLayout(self)
        cells.setContentsMargins(6, 0, 6, 0)
        cells.addStretch(1)
        cells.addWidget(self.eye)
        self._make_room()
        self._tint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell Caps Lock by a letter whose case contradicts Shift; systems offer no common way to ask."""
        typed = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            self.caps_lock_seen.emit(False)
        elif len(typed) == 1 and typed.isalpha() and typed.lower() != typed.upper():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_lock_seen.emit(typed.isupper() != shifted)
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme and the layout direction."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._make_room()
        elif event.type() == QEvent.Type.StyleChange:
            self._tint()

    def _show_text(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode
        self.setEchoMode(mode.Normal if shown else mode.Password)
        self._tint()

    def _make_room(self) -> None:
        mirrored = is_mirrored(self)
        self.setTextMargins(_EYE_ROOM if mirrored else 0, 0, 0 if mirrored else _EYE_ROOM, 0)

    def _tint(self) -> None:
        tint = (Icon.EYE_OFF if self.eye.isChecked() else Icon.EYE, current_theme().tokens.text2)
        if tint != self._tinted:
            self._tinted = tint
            self.eye.setIcon(button_icon(*tint, _EYE_SIZE))
