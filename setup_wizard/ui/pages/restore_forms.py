"""Where a returned device is, and what shall become of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from setup_wizard.core.device import DeviceId
from setup_wizard.ui.look.icons import Icon
from setup_wizard.ui.pages.client_form import ClientForm
from setup_wizard.ui.pages.form import complain
from setup_wizard.ui.restore_words import change_word, listed, place_facts
from setup_wizard.ui.widgets.buttons import Button, Kind
from setup_wizard.ui.widgets.check_box import CheckBox
from setup_wizard.ui.widgets.choice_row import ChoiceRow
from setup_wizard.ui.widgets.fact_table import FactTable
from setup_wizard.ui.widgets.fields import Field
from setup_wizard.ui.widgets.note import Note, Tone
from setup_wizard.workflow.restore import NewOwner, Place, Plan, changes_for


class FoundView(QWidget):
    """The device as the cloud has it, and the choice of its new owner."""

    change_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = Place()
        self._device_id: DeviceId | None = None
        self._table = FactTable("place", self.tr("Now"))
        self._remark = Note("")
        self._group = QButtonGroup(self)
        self._rows = {
            NewOwner.NOBODY: ChoiceRow(
                "give_back",
                Icon.RESTORE,
                self.tr("Give it back"),
                self.tr("Nobody owns it, and it is in no product."),
                lesser=True,
            ),
            NewOwner.SIGNED_IN: ChoiceRow(
                "to_my_account",
                Icon.CHIP,
                self.tr("Move it to my account"),
                self.tr("It has to be online for this."),
                lesser=True,
            ),
            NewOwner.CUSTOMER: ChoiceRow(
                "to_customer",
                Icon.PERSON,
                self.tr("Give it to another customer"),
                self.tr("It stays in its product."),
                lesser=True,
            ),
        }
        self._flash = CheckBox("flash_tinker", self.tr("Flash Tinker, so that no product's firmware stays on it"))
        self._customer = Field("restore_customer", self.tr("Customer"), self.tr("New ones are created."))
        self.client = ClientForm()
        self.bar = QWidget()
        """For the pinned strip, where it is seen whatever the window's height: what would be done, and the button."""
        self._change = Button("restore_device", "", Kind.DANGER)
        self._change.clicked.connect(self._on_change)
        self._group.buttonClicked.connect(lambda _button: self._show_choice())
        self._flash.toggled.connect(lambda _on: self._show_choice())
        self._customer.edited.connect(lambda _text: self._show_choice())
        self._lay_out()

    @property
    def verb(self) -> str:
        """What pressing the button does."""
        return {
            NewOwner.NOBODY: self.tr("Give it back"),
            NewOwner.SIGNED_IN: self.tr("Move it to my account"),
            NewOwner.CUSTOMER: self.tr("Give it to the customer"),
        }[self._new_owner]

    @property
    def plan(self) -> Plan | None:
        """What was chosen; None before a device was found."""
        if self._device_id is None:
            return None
        flash = self._flash.isChecked() and self._new_owner is NewOwner.SIGNED_IN
        return Plan(self._device_id, self._new_owner, flash)

    @property
    def customer(self) -> str:
        """The new owner's name, where it is a customer."""
        return self._customer.text.strip().lower() if self._new_owner is NewOwner.CUSTOMER else ""

    def show_place(self, device_id: DeviceId, place: Place, *, has_account: bool) -> None:
        """Where it is; only a signed-in account can take it, and only a product has customers."""
        if device_id != self._device_id:
            self.forget()
        self._device_id, self._place = device_id, place
        self._table.set_facts(place_facts(device_id, place))
        self._rows[NewOwner.SIGNED_IN].setVisible(has_account)
        self._rows[NewOwner.CUSTOMER].setVisible(place.product is not None)
        if not self._rows[self._new_owner].isVisibleTo(self):
            self._rows[NewOwner.NOBODY].setChecked(True)
        self._show_choice()

    def forget(self) -> None:
        """What was chosen for one device is not meant for the next."""
        self._device_id = None
        self._rows[NewOwner.NOBODY].setChecked(True)
        self._flash.setChecked(False)
        self._customer.set_text("")
        self.client.clear()

    def focus_first(self) -> None:
        """The chosen row."""
        self._rows[self._new_owner].setFocus()

    @property
    def _new_owner(self) -> NewOwner:
        return next(owner for owner, row in self._rows.items() if row.isChecked())

    def _on_change(self) -> None:
        if self._new_owner is NewOwner.CUSTOMER:
            if not self.customer:
                complain(self._customer, self.tr("Type who the customer is."))
                return
            if not self.client.is_complete():
                return
        self.change_clicked.emit()

    def _show_choice(self) -> None:
        plan = self.plan
        to_customer = self._new_owner is NewOwner.CUSTOMER
        self._flash.setVisible(self._new_owner is NewOwner.SIGNED_IN)
        self._customer.setVisible(to_customer)
        self.client.setVisible(to_customer)
        changes = changes_for(plan, self._place, self.customer) if plan is not None else ()
        self._change.set_text(f"{self.verb}...")
        self._change.setVisible(bool(changes))
        if changes:
            self._remark.show_text(listed(map(change_word, changes)))
        elif self._place == Place():
            self._remark.show_text(
                self.tr("It is not in your account, and in no product you see. There is nothing to give back."),
                Tone.WARN,
            )
        else:
            self._remark.show_text(self.tr("It is so already: nothing has to be changed."), Tone.GOOD)

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(self._table)
        rows.addSpacing(8)
        for row in self._rows.values():
            self._group.addButton(row)
            rows.addWidget(row)
        self._rows[NewOwner.NOBODY].setChecked(True)
        for widget in (self._flash, self._customer, self.client):
            rows.addWidget(widget)
        rows.addStretch(1)
        cells = QHBoxLayout(self.bar)
        cells.setContentsMargins(0, 0, 0, 0)
        cells.setSpacing(12)
        cells.addWidget(self._remark, 1)
        cells.addWidget(self._change, 0, Qt.AlignmentFlag.AlignVCenter)
