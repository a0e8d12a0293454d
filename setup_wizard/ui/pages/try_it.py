"""What can be tried on a device that is online: make it blink, and ask it for its variables, as its owner."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from setup_wizard.core.cancel import Cancel
from setup_wizard.ui.look.fonts import Role
from setup_wizard.ui.look.icons import Icon
from setup_wizard.ui.widgets.buttons import Button, Size
from setup_wizard.ui.widgets.fact_table import Fact, FactTable
from setup_wizard.ui.widgets.text import Text
from setup_wizard.workflow.facts import Facts
from setup_wizard.workflow.finish import list_owned, list_variables, read_variable
from setup_wizard.workflow.session import Session

_MOST_VARIABLES = 5
_MOST_NAMES = 3


class Told(NamedTuple):
    """What the cloud and the device answered."""

    devices: tuple[str, ...]
    """The owner's devices, by name or id."""
    variables: tuple[tuple[str, str], ...]
    """Names and values."""


def ask_device(session: Session, facts: Facts, cancel: Cancel) -> Told:
    """The owner's devices, and the first variables of this one."""
    devices = tuple(device.name or device.device_id for device in list_owned(session, facts, cancel))
    names = list_variables(session, facts, cancel)[:_MOST_VARIABLES]
    return Told(devices, tuple((name, read_variable(session, facts, name, cancel)) for name in names))


class TryIt(QFrame):
    """Two buttons, and what the second one brought."""

    blink_clicked = Signal()
    ask_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "strip")
        blink = Button("blink", self.tr("Blink"), size=Size.PANEL, icon=Icon.SPARK)
        blink.clicked.connect(self.blink_clicked)
        ask = Button("ask_device", self.tr("Read"), size=Size.PANEL, icon=Icon.SEARCH)
        ask.setAccessibleName(self.tr("Read its variables"))
        ask.clicked.connect(self.ask_clicked)
        self._answers = FactTable("device_answers")
        self._answers.hide()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 10, 16, 10)
        rows.setSpacing(10)
        rows.addLayout(_line(self.tr("Try it"), self.tr("Its light shows a rainbow for a few seconds."), blink))
        rows.addLayout(_line(self.tr("Ask it"), self.tr("Its owner's devices, and its variables."), ask))
        rows.addWidget(self._answers)

    def clear(self) -> None:
        """Nothing was asked yet."""
        self._answers.hide()

    def show_told(self, told: Told) -> None:
        """Show what was answered."""
        names = ", ".join(told.devices[:_MOST_NAMES])
        more = "" if len(told.devices) <= _MOST_NAMES else ", ..."
        rows = [Fact(self.tr("Devices"), f"{len(told.devices)}: {names}{more}" if told.devices else "0")]
        rows += [Fact(name, value) for name, value in told.variables]
        if not told.variables:
            rows.append(Fact(self.tr("Variables"), self.tr("Its firmware shows none.")))
        self._answers.set_facts(rows)
        self._answers.show()


def _line(title: str, sentence: str, button: Button) -> QHBoxLayout:
    words = QVBoxLayout()
    words.setSpacing(1)
    words.addWidget(Text(title, Role.STRONG))
    words.addWidget(Text(sentence, Role.SECONDARY))
    cells = QHBoxLayout()
    cells.addLayout(words, 1)
    cells.addWidget(button)
    return cells
