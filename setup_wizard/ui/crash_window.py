"""What is left to show of a program that has a defect: what happened, and the report to send."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QVBoxLayout

from setup_wizard.core.errors import Reason
from setup_wizard.ui.look.fonts import Role, font
from setup_wizard.ui.widgets.announce import announce
from setup_wizard.ui.widgets.problem_panel import Problem, ProblemPanel
from setup_wizard.ui.words import translated_words

_WIDTH_PX, _HEIGHT_PX = 640, 460


class CrashWindow(QDialog):
    """Shows one report; nothing waits for it to be closed."""

    def __init__(self, report: str) -> None:
        super().__init__()
        self._report = report
        self.setObjectName("crash_window")
        self.setWindowTitle(QApplication.applicationName())
        self.setModal(True)
        self.resize(_WIDTH_PX, _HEIGHT_PX)
        self._panel = ProblemPanel("crash")
        self._panel.primary_clicked.connect(self._copy)
        self._panel.secondary_clicked.connect(self.accept)
        view = QPlainTextEdit(report, readOnly=True)
        view.setObjectName("crash_report")
        view.setAccessibleName(self.tr("The report"))
        view.setProperty("kind", "log")
        view.setFont(font(Role.LOG))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 24, 24, 24)
        rows.setSpacing(16)
        rows.addWidget(self._panel)
        rows.addWidget(view, 1)
        self._show_problem(self.tr("Copy the report"))

    def _show_problem(self, primary: str) -> None:
        words = translated_words(Reason.INTERNAL_ERROR)
        self._panel.show_problem(Problem(words.happened, words.why, words.todo, primary, self.tr("Close")))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report)
        self._show_problem(self.tr("Copied"))
        announce(self, self.tr("Copied"))
