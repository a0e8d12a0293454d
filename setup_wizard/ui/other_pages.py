"""The pages that are not shown at first: made between events, once the first one is on screen."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QTimer

from setup_wizard.ui.make_pages import page_class
from setup_wizard.ui.model import Services
from setup_wizard.ui.wizard import STEPS, SetupWizard

MOST_S = 2.0
"""How long services are held back for the pages."""


class OtherPages:
    """Makes them, and keeps the services' imports from competing with that for Python: both would be seen to stall."""

    def __init__(self) -> None:
        self._made = threading.Event()

    def before(self, open_services: Callable[[], Services]) -> Callable[[], Services]:
        """`open_services` for a worker, which waits there until the pages are made."""

        def open_then() -> Services:
            self._made.wait(MOST_S)
            return open_services()

        return open_then

    def make(self, wizard: SetupWizard) -> None:
        """Import or build one page a turn of the event loop."""
        self._go_on(wizard, self._turns(wizard))

    def _go_on(self, wizard: SetupWizard, turns: Iterator[Callable[[], object]]) -> None:
        turn = next(turns, None)
        if turn is None or not wizard.isVisible():
            self._made.set()
            return
        turn()
        QTimer.singleShot(0, lambda: self._go_on(wizard, turns))

    @staticmethod
    def _turns(wizard: SetupWizard) -> Iterator[Callable[[], object]]:
        for step in STEPS:
            yield partial(page_class, step)
            yield partial(wizard.ensure_page, step)
