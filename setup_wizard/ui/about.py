"""Which program this is: version, licences, what it may look for by itself, and the report for whoever helps."""

from __future__ import annotations

from urllib.parse import urlsplit

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from setup_wizard import __version__
from setup_wizard.bundled import resource_folder
from setup_wizard.core.brand import Brand
from setup_wizard.ui.diagnostics import diagnostics
from setup_wizard.ui.look.fonts import Role
from setup_wizard.ui.settings import looks_for_updates, remember_looks_for_updates
from setup_wizard.ui.widgets.announce import announce
from setup_wizard.ui.widgets.buttons import Button
from setup_wizard.ui.widgets.check_box import CheckBox
from setup_wizard.ui.widgets.side_panel import BrandMark, Logos
from setup_wizard.ui.widgets.text import Text
from setup_wizard.ui.wizard import SetupWizard

_WIDTH_PX = 420


class AboutDialog(QDialog):
    """Shows the brand given, or the program's own."""

    def __init__(self, wizard: SetupWizard, brand: Brand | None) -> None:
        super().__init__(wizard)
        brand = brand or Brand()
        self._model = wizard.model
        self._licences = resource_folder() / "licences"
        self.setObjectName("about")
        self.setWindowTitle(self.tr("About"))
        self.setMinimumWidth(_WIDTH_PX)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(BrandMark(Logos(brand.logo, brand.logo_dark)))
        head.addWidget(Text(brand.name, Role.RESULT), 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 20, 24, 20)
        rows.setSpacing(10)
        rows.addLayout(head)
        rows.addWidget(Text(self.tr("Version %1").replace("%1", __version__)))
        if brand.publisher != brand.name:
            rows.addWidget(Text(self.tr("From %1").replace("%1", brand.publisher), Role.SECONDARY))
        if brand.updates is not None:
            rows.addSpacing(6)
            self._add_updates(rows, urlsplit(brand.updates).hostname or "")
        rows.addSpacing(10)
        self._add_buttons(rows)

    def _add_updates(self, rows: QVBoxLayout, host: str) -> None:
        box = CheckBox("look_for_updates", self.tr("Look for a newer version once a day"))
        box.setChecked(looks_for_updates())
        box.toggled.connect(remember_looks_for_updates)
        rows.addWidget(box)
        sentence = self.tr("It asks %1, while nothing is set up, and tells nothing about you.").replace("%1", host)
        rows.addWidget(Text(sentence, Role.SECONDARY))

    def _add_buttons(self, rows: QVBoxLayout) -> None:
        self._copy = Button("copy_report", self.tr("Copy diagnostics"))
        self._copy.clicked.connect(self._on_copy)
        close = Button("close_about", self.tr("Close"))
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        if self._licences.is_dir():
            licences = Button("open_licences", self.tr("Licences"))
            licences.clicked.connect(self._open_licences)
            buttons.addWidget(licences)
        buttons.addWidget(self._copy)
        buttons.addStretch(1)
        buttons.addWidget(close)
        rows.addLayout(buttons)

    def _open_licences(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._licences)))

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(diagnostics(self._model))
        self._copy.set_text(self.tr("Copied"))
        announce(self, self.tr("Copied"))
