"""Asks before the window closes, where something would be lost by it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from setup_wizard.ui.widgets.buttons import Kind, set_kind


class CloseQuestion(QMessageBox):
    """Says what is already done; `sent` is whether the Photon has its network. Nothing waits for the answer.

    `several` is for Photons that are set up side by side, of which some may have it.
    """

    stop_chosen = Signal()

    def __init__(self, window: QWidget, *, sent: bool = False, several: bool = False) -> None:
        super().__init__(window)
        title = self.tr("Stop the setup?")
        self.setObjectName("close_question")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setText(title)
        if several:
            told = self.tr("Those that have the network go on by themselves. The others stay as they were.")
        elif sent:
            told = self.tr(
                "Your Photon has the network and goes on by itself. Here you would not see whether it worked."
            )
        else:
            told = self.tr("Your Photon was not told anything yet. It stays in setup mode.")
        self.setInformativeText(told)
        stop = self.addButton(self.tr("Stop setup"), QMessageBox.ButtonRole.DestructiveRole)
        stay = self.addButton(self.tr("Go on"), QMessageBox.ButtonRole.RejectRole)
        stop.setObjectName("stop_setup")
        stay.setObjectName("go_on")
        set_kind(stop, Kind.SECONDARY)
        set_kind(stay, Kind.PRIMARY)
        self.setDefaultButton(stay)
        stop.clicked.connect(self.stop_chosen)
