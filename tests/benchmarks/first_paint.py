"""`python -m tests.benchmarks.first_paint ours|bare`: opens a wizard, prints when it was painted and its memory.

One JSON object: `painted_s` by the system's monotonic clock, `peak_kib` once the window has come to rest.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWizard

from tests.benchmarks.bare_wizard import add_pages

AT_REST_MS = 1000


def report(painted_s: float) -> None:
    """Say it and end, without the clean-up that is no part of starting."""
    peak_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"painted_s": painted_s, "peak_kib": peak_kib}), flush=True)
    os._exit(0)


def on_painted() -> None:
    painted_s = time.monotonic()
    QTimer.singleShot(AT_REST_MS, lambda: report(painted_s))


def bare() -> None:
    """Seven pages with next to nothing on them."""

    class BareWizard(QWizard):
        painted = False

        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            if not self.painted:
                self.painted = True
                on_painted()

    app = QApplication([])
    wizard = BareWizard()
    add_pages(wizard)
    wizard.show()
    app.exec()


def ours() -> None:
    """The program as it is started, with its first painting noticed."""
    from setup_wizard.__main__ import main
    from setup_wizard.ui.plain_imports import use_plain_imports

    use_plain_imports()
    from setup_wizard.ui.wizard import SetupWizard

    painted_before = False

    def paint(wizard: SetupWizard, event: QPaintEvent) -> None:
        nonlocal painted_before
        QWizard.paintEvent(wizard, event)
        if not painted_before:
            painted_before = True
            on_painted()

    SetupWizard.paintEvent = paint
    main([])


if __name__ == "__main__":
    {"ours": ours, "bare": bare}[sys.argv[1]]()
