"""Asks for the last digits of the id before a device is taken from its owner."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from setup_wizard.core.device import DeviceId
from setup_wizard.ui.look.fonts import Role
from setup_wizard.ui.pages.form import complain
from setup_wizard.ui.restore_words import change_word
from setup_wizard.ui.widgets.buttons import Button, Kind
from setup_wizard.ui.widgets.fields import Field
from setup_wizard.ui.widgets.text import Text, isolated
from setup_wizard.workflow.news import Change
from setup_wizard.workflow.restore import CONFIRMED_BY


class RestoreQuestion(QDialog):
    """`confirmed` once they are typed rightly; nothing waits for the answer. It names a `customer` who gets it."""

    confirmed = Signal()

    def __init__(
        self, window: QWidget, device_id: DeviceId, changes: Sequence[Change], verb: str, *, customer: str = ""
    ) -> None:
        super().__init__(window)
        self._last = device_id[-CONFIRMED_BY:]
        self.setObjectName("restore_question")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = self.tr("Change who owns this device?")
        self.setWindowTitle(title)
        self._typed = Field(
            "last_digits",
            self.tr("The last %1 characters of its id").replace("%1", str(CONFIRMED_BY)),
            self.tr("They are %1. Compare them with the label.").replace("%1", self._last),
        )
        self._typed.line.setMaxLength(CONFIRMED_BY)
        self._typed.submitted.connect(self._confirm)
        go = Button("confirm_restore", verb, Kind.DANGER_FILL)
        go.clicked.connect(self._confirm)
        stay = Button("keep_device", self.tr("Leave it as it is"))
        stay.clicked.connect(self.reject)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 20, 24, 20)
        rows.setSpacing(10)
        rows.addWidget(Text(title, Role.RESULT))
        rows.addWidget(Text(device_id, Role.DEVICE_ID))
        for number, change in enumerate(changes, 1):
            rows.addWidget(Text(f"{number}. {change_word(change)}", tone="text2"))
        if customer:
            rows.addWidget(Text(self.tr("Its new owner is the customer %1.").replace("%1", isolated(customer))))
        rows.addWidget(self._typed)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addStretch(1)
        buttons.addWidget(stay)
        buttons.addWidget(go)
        rows.addSpacing(6)
        rows.addLayout(buttons)
        self._typed.setFocus()

    def _confirm(self) -> None:
        if self._typed.text.strip().lower() != self._last:
            complain(self._typed, self.tr("These are not the last characters of its id."))
            return
        self.accept()
        self.confirmed.emit()
