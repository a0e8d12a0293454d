"""Fields that are filled in together, and what is missing of them."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from setup_wizard.ui.widgets.fields import Field, PasswordField

_BETWEEN = 14


class _Entry(NamedTuple):
    field: Field
    when_empty: str


class Form(QWidget):
    """Fields under each other; Enter in any of them submits the form."""

    submitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: list[_Entry] = []
        self.lines = QVBoxLayout(self)
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.lines.setSpacing(_BETWEEN)

    def add(self, field: Field, when_empty: str = "") -> None:
        """A further field, and what to say when it is left empty; nothing where it may be."""
        self._entries.append(_Entry(field, when_empty))
        field.submitted.connect(self.submitted)
        self.lines.addWidget(field)

    def is_complete(self) -> bool:
        """Whether nothing is missing; what is, is said under the first field that it is missing from."""
        for field, when_empty in self._entries:
            if when_empty and not field.text.strip():
                complain(field, when_empty)
                return False
        return True

    @property
    def holds_secret(self) -> bool:
        """Whether a secret is typed."""
        return any(field.text for field, _ in self._entries if isinstance(field, PasswordField))

    def focus_first(self) -> None:
        """The first empty field, or the last one."""
        fields = [field for field, _ in self._entries]
        next((field for field in fields if not field.text), fields[-1]).setFocus()

    def clear(self) -> None:
        """Nothing of what was typed stays."""
        for field, _ in self._entries:
            field.set_text("")

    def forget_secrets(self) -> None:
        """Nothing secret stays in the fields."""
        for field, _ in self._entries:
            if isinstance(field, PasswordField):
                field.set_text("")


def complain(field: Field, sentence: str) -> None:
    """Say under the field what is wrong, and put the keyboard there."""
    field.show_error(sentence)
    field.setFocus()
