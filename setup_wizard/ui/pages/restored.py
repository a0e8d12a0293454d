"""What became of a returned device: what was done, and what stays on it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from setup_wizard.core.device import DeviceId
from setup_wizard.ui.look.icons import Icon
from setup_wizard.ui.restore_words import change_word, changed_word, listed, new_owner, place_facts
from setup_wizard.ui.widgets.buttons import Button
from setup_wizard.ui.widgets.fact_table import Fact, FactTable
from setup_wizard.ui.widgets.note import Note
from setup_wizard.workflow.news import Change
from setup_wizard.workflow.restore import NewOwner, Report


class RestoredView(QWidget):
    """The report, and the way on to the next customer."""

    next_customer_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = FactTable("restored")
        self._network = Note(
            self.tr("It still knows its Wi-Fi networks. Hold SETUP for 10 seconds to make it forget them.")
        )
        self._firmware = Note(
            self.tr(
                "Its firmware stays on it. One that names the product brings the device back there: flash another one."
            )
        )
        self._next = Button("next_customer", self.tr("Set it up for the next customer"), icon=Icon.PERSON)
        self._next.clicked.connect(self.next_customer_clicked)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(12)
        rows.addWidget(self._table)
        rows.addSpacing(8)
        rows.addWidget(self._network)
        rows.addWidget(self._firmware)
        rows.addSpacing(8)
        rows.addWidget(self._next, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addStretch(1)

    def show_report(self, device_id: DeviceId, report: Report) -> None:
        """What was done, where the cloud has the device now, and what there is to do before somebody else gets it."""
        done = listed(map(changed_word, report.done)) or self.tr("Nothing: it was so already")
        rows = [Fact(self.tr("Done"), done)]
        if report.left:
            rows.append(Fact(self.tr("Not done"), listed(map(change_word, report.left))))
        place = report.after or report.before
        self._table.set_facts([*place_facts(device_id, place), *rows])
        is_free = new_owner(place) is NewOwner.NOBODY
        self._network.setVisible(is_free)
        self._next.setVisible(is_free)
        self._firmware.setVisible(Change.FLASH not in report.done and (is_free or Change.REMOVE in report.done))
