"""Puts a whole tray of devices into a product, from a list in a file; tells of every line what became of it."""

from __future__ import annotations

from enum import Enum, auto
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.ui.look.fonts import Role, font
from setup_wizard.ui.model import Services, SetupModel
from setup_wizard.ui.product_words import product_name
from setup_wizard.ui.tray_words import TrayTable, tray_table
from setup_wizard.ui.widgets.buttons import Button, Kind
from setup_wizard.ui.widgets.fields import Field
from setup_wizard.ui.widgets.status_line import StatusLine
from setup_wizard.ui.widgets.text import Text, isolated
from setup_wizard.ui.words import translated_words
from setup_wizard.workflow.facts import Facts
from setup_wizard.workflow.news import News, Progress, Say
from setup_wizard.workflow.tray import Line, TrayReport, import_tray, read_tray_file


class _State(Enum):
    CHOOSING = auto()
    READ = auto()
    IMPORTING = auto()
    OVER = auto()


class Imported(NamedTuple):
    """What became of the list."""

    report: TrayReport
    table: TrayTable


class TrayDialog(QDialog):
    """Choose, import, read the report. Stopping is no loss: what was asked so far is reported all the same."""

    def __init__(self, window: QWidget, model: SetupModel, facts: Facts) -> None:
        super().__init__(window)
        self._model = model
        self._facts = facts
        self._lines: tuple[Line, ...] = ()
        self._report = ""
        self._stop = Cancel()
        self._state = _State.CHOOSING
        self.setObjectName("tray_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(560, 480)
        name = isolated(product_name(facts.product)) if facts.product else ""
        self._title = Text(self.tr("Import devices into %1").replace("%1", name), Role.RESULT)
        self.setWindowTitle(self._title.text())
        self._path = Field(
            "tray_file", self.tr("List of devices"), self.tr("A text or CSV file with one device id on each line.")
        )
        self._path.submitted.connect(self._read)
        choose = Button("tray_choose", self.tr("Choose..."))
        choose.clicked.connect(self._choose)
        self._path.add_beside(choose)
        self._status = StatusLine()
        self._table = QPlainTextEdit(readOnly=True)
        self._table.setObjectName("tray_report")
        self._table.setAccessibleName(self.tr("What became of each line"))
        self._table.setProperty("kind", "log")
        self._table.setFont(font(Role.LOG))
        self._leave = Button("tray_close", "", Kind.TERTIARY)
        self._leave.clicked.connect(self.reject)
        self._copy = Button("tray_copy", self.tr("Copy the report"))
        self._copy.clicked.connect(self._copy_report)
        self._save = Button("tray_save", self.tr("Save the report..."))
        self._save.clicked.connect(self._choose_report)
        self._go = Button("tray_import", self.tr("Import"), Kind.PRIMARY)
        self._go.clicked.connect(self._import)
        self._lay_out()
        self._show(_State.CHOOSING)
        self._path.setFocus()

    def reject(self) -> None:
        """Esc and the leading button: first they stop what is running, and its report is still awaited."""
        if self._state is _State.IMPORTING:
            self._stop.cancel()
            self._status.change(self.tr("Stopping..."))
            return
        self._model.runner.cancel()
        super().reject()

    def _read(self) -> None:
        path = Path(self._path.text.strip()).expanduser()
        if not self._path.text.strip():
            self._path.show_error(self.tr("Choose a file."))
            return
        self._status.start(self.tr("Reading the list..."))
        self._model.run(lambda _services, _say, _cancel: _lines_of(path), done=self._on_read, failed=self._on_failed)

    def _on_read(self, lines: tuple[Line, ...] | None) -> None:
        self._status.say("")
        if lines is None:
            self._path.show_error(self.tr("This file cannot be read."))
            return
        self._lines = lines
        devices = sum(line.problem is None for line in lines)
        others = len(lines) - devices
        if not devices:
            self._path.show_error(self.tr("There is no device id in this file."))
            return
        said = self.tr("Devices: %1. Lines that name none, or one twice: %2.")
        self._status.say(said.replace("%1", str(devices)).replace("%2", str(others)))
        self._show(_State.READ)
        self._go.setFocus()

    def _import(self) -> None:
        if self._state is _State.CHOOSING:
            self._read()
            return
        lines, facts, stop = self._lines, self._facts, Cancel()
        self._stop = stop
        self._show(_State.IMPORTING)

        def work(services: Services, say: Say, cancel: Cancel) -> Imported:
            # Stopping this must not lose its report, as cancelling the job would.
            with cancel.calling(stop.cancel):
                report = import_tray(services.session, facts, lines, say, stop)
            return Imported(report, tray_table(lines, report))

        self._status.start(self.tr("Importing..."))
        self._model.run(work, done=self._on_imported, failed=self._on_failed, said=self._on_news)

    def _on_news(self, news: News) -> None:
        if isinstance(news, Progress) and not self._stop.cancelled:
            said = self.tr("Importing: %1 of %2 devices.")
            self._status.change(said.replace("%1", str(news.done)).replace("%2", str(news.total)))

    def _on_imported(self, imported: Imported) -> None:
        table, failure = imported.table, imported.report.failure
        self._report = table.text
        self._table.setPlainText(table.text)
        said = self.tr("Lines whose device is in the product: %1 of %2.")
        sentence = said.replace("%1", str(table.in_product)).replace("%2", str(table.lines))
        if failure is not None:
            stopped = failure.reason is Reason.CANCELLED
            why = self.tr("You stopped it.") if stopped else translated_words(failure.reason, self._facts).happened
            sentence = f"{why} {sentence} {self.tr('Importing again goes on from there.')}"
        self._status.say(sentence)
        self._show(_State.OVER)

    def _on_failed(self, error: SetupError) -> None:
        self._status.say(translated_words(error.reason, self._facts).message)
        self._show(_State.READ if self._lines else _State.CHOOSING)

    def _show(self, state: _State) -> None:
        self._state = state
        importing, over = state is _State.IMPORTING, state is _State.OVER
        self._leave.set_text(self.tr("Stop") if importing else self.tr("Close"))
        self._go.setEnabled(not importing)
        self._go.set_text(self.tr("Import again") if over else self.tr("Import"))
        for widget in (self._table, self._copy, self._save):
            widget.setVisible(over)

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose a list of devices"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Lists (*.csv *.txt)"), self.tr("All files (*)")])
        dialog.fileSelected.connect(self._on_file)
        dialog.open()

    def _on_file(self, name: str) -> None:
        self._path.set_text(name)
        self._read()

    def _copy_report(self) -> None:
        QGuiApplication.clipboard().setText(self._report)
        self._status.say(self.tr("The report is copied."))

    def _choose_report(self) -> None:
        dialog = QFileDialog(self, self.tr("Save the report"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.setNameFilters([self.tr("CSV files (*.csv)")])
        dialog.fileSelected.connect(self.save_report)
        dialog.open()

    def save_report(self, name: str) -> None:
        """Write the report to this file."""
        text, path = self._report, Path(name)
        self._model.run(
            lambda _services, _say, _cancel: _written(path, text), done=self._on_saved, failed=self._on_failed
        )

    def _on_saved(self, saved: bool) -> None:
        self._status.say(self.tr("The report is saved.") if saved else self.tr("The report cannot be written there."))

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self._leave)
        buttons.addStretch(1)
        for button in (self._copy, self._save, self._go):
            buttons.addWidget(button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 20, 24, 16)
        rows.setSpacing(12)
        rows.addWidget(self._title)
        rows.addWidget(self._path)
        rows.addWidget(self._table, 1)
        rows.addStretch(0)
        rows.addWidget(self._status)
        rows.addLayout(buttons)


def _lines_of(path: Path) -> tuple[Line, ...] | None:
    """What the file names, None if it cannot be read."""
    try:
        return read_tray_file(path)
    except (OSError, ValueError):
        return None


def _written(path: Path, text: str) -> bool:
    """Whether the file could be written; with the mark that tells a spreadsheet its encoding."""
    try:
        path.write_text(text, encoding="utf-8-sig")
    except OSError:
        return False
    return True
