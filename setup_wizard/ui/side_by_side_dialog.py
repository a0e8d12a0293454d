"""Sets several plugged-in Photons up side by side, a line for each; one that failed can be tried again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import SetupError
from setup_wizard.core.usb import UsbPort, port_key
from setup_wizard.ui.cable_words import port_title, unit_item
from setup_wizard.ui.close_question import AtStake, CloseQuestion
from setup_wizard.ui.look.fonts import Role
from setup_wizard.ui.model import Services, SetupModel
from setup_wizard.ui.widgets.announce import announce
from setup_wizard.ui.widgets.body import Body
from setup_wizard.ui.widgets.buttons import Button, Kind, Size, set_kind
from setup_wizard.ui.widgets.checklist import CheckItem, Checklist
from setup_wizard.ui.widgets.status_line import StatusLine
from setup_wizard.ui.widgets.text import Text
from setup_wizard.ui.words import translated_words
from setup_wizard.workflow.news import Say
from setup_wizard.workflow.send import NetworkSecrets
from setup_wizard.workflow.side_by_side import Unit, set_up_side_by_side


class UnitLine(QWidget):
    """One Photon: what it is doing or how it ended, and the way to try it again."""

    again_clicked = Signal()

    def __init__(self, port: UsbPort, place: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"unit_{place}")
        self.port = port
        self._checks = Checklist()
        self._checks.set_items([CheckItem(port_title(port))])
        self._again = Button(f"unit_{place}_again", self.tr("Try this one again"), size=Size.SMALL)
        self._again.setAccessibleDescription(port_title(port))
        self._again.clicked.connect(self.again_clicked)
        self._again.hide()
        cells = QHBoxLayout(self)
        cells.setContentsMargins(0, 0, 0, 0)
        cells.setSpacing(12)
        cells.addWidget(self._checks, 1)
        cells.addWidget(self._again, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_unit(self, unit: Unit) -> None:
        """Show how far it is, and where: plugged in again, it may be at another port."""
        self.port = unit.port
        item = unit_item(unit)
        failed = unit.reason is not None and not unit.reason.is_success
        if failed and self._again.isHidden():
            announce(self, f"{item.text}: {item.sentence}")
        self._checks.set_items([item])
        self._again.setVisible(failed)

    def show_waiting(self, sentence: str) -> None:
        """It is tried again soon."""
        self._checks.set_items([CheckItem(port_title(self.port), sentence=sentence)])
        self._again.hide()


class SideBySideDialog(QDialog):
    """Starts at once and never holds up the window. Stopping is no loss: what has ended stays as it is."""

    closed = Signal(object)
    """The `Unit` of each that was begun."""

    def __init__(self, window: QWidget, model: SetupModel, ports: Sequence[UsbPort], secrets: NetworkSecrets) -> None:
        super().__init__(window)
        self._model = model
        self._secrets = secrets
        self._stop = Cancel()
        self._running = False
        self._units: dict[str, Unit] = {}
        self._waiting: list[UsbPort] = []
        self._question: CloseQuestion | None = None
        self.setObjectName("side_by_side_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(600, 480)
        self._title = Text(self.tr("Setting up %1 Photons").replace("%1", str(len(ports))), Role.RESULT)
        self.setWindowTitle(self._title.text())
        self._lines = {port_key(port): UnitLine(port, place) for place, port in enumerate(ports)}
        for line in self._lines.values():
            line.again_clicked.connect(lambda line=line: self._try_again(line))
        self._status = StatusLine()
        self._close = Button("side_by_side_close", "")
        self._close.clicked.connect(self.reject)
        self._lay_out()
        self._start(ports)

    def reject(self) -> None:
        """Esc and the button: while some are running, they ask whether to stop those."""
        if not self._running:
            super().reject()
            self.closed.emit(tuple(self._units[key] for key in self._lines if key in self._units))
        elif self._question is None:
            self._question = CloseQuestion(self, AtStake.SEVERAL)
            self._question.stop_chosen.connect(self._stop_running)
            self._question.destroyed.connect(self._forget_question)
            self._question.open()

    def _start(self, ports: Sequence[UsbPort]) -> None:
        facts, secrets, stop, timing = self._model.facts, self._secrets, Cancel(), self._model.timing
        self._stop, self._running = stop, True
        runner = self._model.runner

        def tell(unit: Unit) -> None:
            runner.call_soon(lambda: self._on_unit(stop, unit))

        def work(services: Services, _say: Say, cancel: Cancel) -> tuple[Unit, ...]:
            # Stopping this must not lose how each ended, as cancelling the job would.
            with cancel.calling(stop.cancel):
                return set_up_side_by_side(services.session, facts, ports, secrets, tell, stop, timing)

        self._status.start(self.tr("Keep them plugged in."), usually=self.tr("usually under a minute"))
        self._show_buttons()
        self._model.run(work, done=self._on_over, failed=self._on_failed)

    def _on_unit(self, run: Cancel, unit: Unit) -> None:
        if run is self._stop and self._running:
            self._show_unit(unit)
            ended = sum(each.reason is not None for each in self._units.values())
            if ended and unit.reason is not None:
                said = self.tr("%1 of %2 have ended.").replace("%2", str(len(self._lines)))
                self._status.change(said.replace("%1", str(ended)))

    def _show_unit(self, unit: Unit) -> None:
        # Plugged in again, the same Photon may be at another port.
        key = port_key(unit.port)
        line, before = self._lines[key], self._units.get(key)
        self._units[key] = unit
        line.show_unit(unit)
        if unit.reason is not None and (before is None or before.reason is None):
            self._model.add_line(f"{port_title(unit.port)}: {unit.reason.value} {unit.detail}".strip())

    def _on_over(self, units: tuple[Unit, ...]) -> None:
        self._running = False
        for unit in units:
            self._show_unit(unit)
        if self._waiting and not self._stop.cancelled:
            ports, self._waiting = self._waiting, []
            self._start(ports)
            return
        if self._question is not None:
            self._question.close()
        self._status.say(self._outcome())
        self._show_buttons()

    def _outcome(self) -> str:
        good = sum(unit.reason is not None and unit.reason.is_success for unit in self._units.values())
        said = self.tr("%1 of %2 are set up.").replace("%2", str(len(self._lines)))
        return said.replace("%1", str(good))

    def _on_failed(self, error: SetupError) -> None:
        """Something else than a device failed, before any was begun."""
        self._running = False
        self._status.say(translated_words(error.reason, self._model.facts).message)
        self._show_buttons()

    def _try_again(self, line: UnitLine) -> None:
        if not self._running:
            self._start([line.port])
        elif line.port not in self._waiting:
            self._waiting.append(line.port)
            line.show_waiting(self.tr("It is tried again as soon as the others have ended."))

    def _stop_running(self) -> None:
        for port in self._waiting:
            self._show_unit(self._units[port_key(port)])
        self._waiting = []
        self._stop.cancel()
        self._status.change(self.tr("Stopping..."))

    def _forget_question(self) -> None:
        self._question = None

    def _show_buttons(self) -> None:
        self._close.set_text(self.tr("Stop") if self._running else self.tr("Close"))
        set_kind(self._close, Kind.SECONDARY if self._running else Kind.PRIMARY)
        if not self._running:
            self._close.setFocus()

    def _lay_out(self) -> None:
        body = Body()
        for line in self._lines.values():
            body.rows.addWidget(line)
        body.rows.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 20, 24, 16)
        rows.setSpacing(12)
        rows.addWidget(self._title)
        rows.addWidget(body, 1)
        rows.addWidget(self._status)
        rows.addLayout(buttons)
