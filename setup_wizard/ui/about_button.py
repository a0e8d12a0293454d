"""The way to what is said about the program, at the foot of the side panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from setup_wizard.ui.widgets.buttons import Button, Kind, Size
from setup_wizard.ui.wizard import SetupWizard

if TYPE_CHECKING:
    from setup_wizard.core.brand import Brand
    from setup_wizard.ui.about import AboutDialog


class AboutButton(Button):
    """Opens the dialog, which is imported then; `closed` once it has been read."""

    closed = Signal()

    def __init__(self, wizard: SetupWizard, brand: Brand | None) -> None:
        super().__init__("about_program", "", Kind.LINK, size=Size.FLUSH)
        self.set_text(self.tr("About this program"))
        self._wizard = wizard
        self._brand = brand
        self._dialog: AboutDialog | None = None
        self.clicked.connect(self._open)

    def _open(self) -> None:
        from setup_wizard.ui.about import AboutDialog

        if self._dialog is None:
            self._dialog = AboutDialog(self._wizard, self._brand)
            self._dialog.finished.connect(self.closed)
        self._dialog.open()
