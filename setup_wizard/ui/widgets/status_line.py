"""One sentence about what happens now, pinned under the page; a spinner and a clock join when it takes a while."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from setup_wizard.ui.look.fonts import Role
from setup_wizard.ui.widgets.announce import announce
from setup_wizard.ui.widgets.spinner import Spinner
from setup_wizard.ui.widgets.text import Text, hug

SPINNER_AFTER_MS = 300
SPINNER_AT_LEAST_MS = 1000
CLOCK_FROM_S = 10


class StatusLine(QFrame):
    """Always says something true; `start` while working, `say` for a fact, hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.setProperty("kind", "strip")
        hug(self)
        self._working = False
        self._usually = ""
        self._started = QElapsedTimer()
        self._spinner_shown = QElapsedTimer()
        self._spinner = Spinner()
        self._sentence = Text(role=Role.LABEL)
        self.setMinimumHeight(40)
        self._clock = Text(role=Role.SECONDARY, wrap=False)
        cells = QHBoxLayout(self)
        cells.setContentsMargins(15, 10, 15, 10)
        cells.setSpacing(12)
        cells.addWidget(self._spinner)
        cells.addWidget(self._sentence, 1)
        cells.addWidget(self._clock, 0, Qt.AlignmentFlag.AlignVCenter)
        self._show_spinner = QTimer(self, singleShot=True, interval=SPINNER_AFTER_MS)
        self._show_spinner.timeout.connect(self._on_slow)
        self._hide_spinner = QTimer(self, singleShot=True)
        self._hide_spinner.timeout.connect(self._spinner.hide)
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._show_clock)
        self._spinner.hide()
        self._clock.hide()
        self.hide()

    @property
    def sentence(self) -> str:
        """What it says."""
        return self._sentence.text()

    def start(self, sentence: str, *, usually: str = "", spinner: bool = True) -> None:
        """Work begins: say so, count from zero; `usually` stands behind the clock ("usually under a minute")."""
        self._working = True
        self._usually = usually
        self._started.start()
        self._clock.hide()
        self._second.start()
        self._hide_spinner.stop()
        if spinner:
            self._show_spinner.start()
        self.change(sentence)

    def change(self, sentence: str) -> None:
        """The same work, another sentence; the clock goes on."""
        self._sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self.show()
        announce(self, sentence)

    def say(self, sentence: str) -> None:
        """Work ended, or none is going on: only the sentence remains; empty hides the line."""
        self._working = False
        self._show_spinner.stop()
        self._second.stop()
        self._clock.hide()
        if self._spinner.isVisible():
            self._hide_spinner.start(max(0, SPINNER_AT_LEAST_MS - self._spinner_shown.elapsed()))
        if sentence:
            self.change(sentence)
        else:
            self._spinner.hide()
            self.hide()

    def _on_slow(self) -> None:
        self._spinner_shown.start()
        self._spinner.show()

    def _show_clock(self) -> None:
        self.show_elapsed(self._started.elapsed() // 1000)

    def show_elapsed(self, elapsed_s: int) -> None:
        """Show the clock, from ten seconds on."""
        if not self._working or elapsed_s < CLOCK_FROM_S:
            return
        seconds = self.tr("%1 s").replace("%1", str(elapsed_s))
        both = self.tr("%1 · %2").replace("%1", seconds).replace("%2", self._usually)
        self._clock.setText(both if self._usually else seconds)
        self._clock.show()
