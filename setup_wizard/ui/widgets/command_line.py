"""A command for a terminal, to read and to copy."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from setup_wizard.ui.look.fonts import Role
from setup_wizard.ui.look.icons import Icon
from setup_wizard.ui.widgets.announce import announce
from setup_wizard.ui.widgets.buttons import Button, Size
from setup_wizard.ui.widgets.text import Text, hug

_COPIED_MS = 2000


class CommandLine(QFrame):
    """The command with a button; hidden while there is none."""

    def __init__(self, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setProperty("kind", "strip")
        hug(self)
        self._command = Text(role=Role.LOG)
        self._copy = Button(f"{object_name}_copy", self.tr("Copy"), size=Size.SMALL, icon=Icon.COPY)
        self._copy.clicked.connect(self._copy_command)
        self._back = QTimer(self, singleShot=True, interval=_COPIED_MS)
        self._back.timeout.connect(lambda: self._copy.set_text(self.tr("Copy")))
        cells = QHBoxLayout(self)
        cells.setContentsMargins(16, 8, 12, 8)
        cells.setSpacing(12)
        cells.addWidget(self._command, 1)
        cells.addWidget(self._copy)
        self.hide()

    def show_command(self, command: str) -> None:
        """Show this one; empty for none."""
        self._command.setText(command)
        self._command.setAccessibleName(self.tr("Command: %1").replace("%1", command))
        self.setVisible(bool(command))

    def _copy_command(self) -> None:
        QGuiApplication.clipboard().setText(self._command.text())
        self._copy.set_text(self.tr("Copied"))
        announce(self, self.tr("Copied"))
        self._back.start()
