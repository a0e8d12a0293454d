"""Names and values in two columns, such as a device's id and owner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from setup_wizard.ui.look.fonts import Role
from setup_wizard.ui.widgets.text import Text, hug

_KEY_WIDTH = 96


@dataclass(frozen=True, slots=True)
class Fact:
    """One row; `fixed` for ids, which are read digit by digit."""

    key: str
    value: str
    fixed: bool = False


class FactTable(QFrame):
    """The facts; with a `caption` on a sunken panel of their own."""

    def __init__(self, object_name: str, caption: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setProperty("kind", "sunken" if caption else "")
        hug(self)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(*((18, 14, 18, 14) if caption else (0, 0, 0, 0)))
        rows.setSpacing(13)
        if caption:
            rows.addWidget(Text(caption, Role.STRONG))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(12)
        self._grid.setColumnMinimumWidth(0, _KEY_WIDTH)
        self._grid.setColumnStretch(1, 1)
        rows.addLayout(self._grid)

    def set_facts(self, facts: Sequence[Fact]) -> None:
        """Show these instead of the earlier ones."""
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for row, fact in enumerate(facts):
            value = Text(fact.value, Role.DEVICE_ID if fact.fixed else Role.BODY)
            value.setAccessibleName(self.tr("%1: %2").replace("%1", fact.key).replace("%2", fact.value))
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(Text(fact.key, Role.SECONDARY), row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, row, 1)
