"""All that the first painting does not wait for: made after it, in turns of the event loop."""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtCore import QPoint, QSize, QSizeF, QTimer
from PySide6.QtWidgets import QWidget

from setup_wizard.bundled import resource_folder
from setup_wizard.ui.garbage import collect_on_this_thread
from setup_wizard.ui.look.theme import Theme, read_system
from setup_wizard.ui.make_pages import page_class
from setup_wizard.ui.model import Services
from setup_wizard.ui.wizard import PAUSE_MS, STEPS, SetupWizard
from setup_wizard.workflow.step import Step

if TYPE_CHECKING:
    from setup_wizard.core.brand import Brand

MOST_S = 2.0
"""How long services are held back for the rest."""
AT_A_TIME = 20
"""Widgets."""
_IMPORTED_FIRST = (
    "setup_wizard.core.wifi",
    "setup_wizard.core.account",
    "setup_wizard.workflow.facts",
    "setup_wizard.options",
    "setup_wizard.ui.navigation",
    "setup_wizard.ui.runner",
    "setup_wizard.ui.words",
    "setup_wizard.workflow.side_by_side",
    "setup_wizard.ui.pages.join_ways",
)
"""What takes long enough to import for a turn of its own."""


_SELDOM = (Step.PRODUCT, Step.CUSTOMER, Step.RESTORE)
"""Pages of purposes few come for: only imported, as each takes a megabyte."""
_LIGHT = (Step.NETWORK, Step.DONE)
"""Pages that are quick to show first: to have them drawn before would only take memory."""


class AfterPainting:
    """Makes it, and keeps the services' imports from competing with that for Python: both would be seen to stall."""

    def __init__(self, theme: Theme, brand: Brand | None = None, *, is_demo: bool = False) -> None:
        self._theme = theme
        self._brand = brand
        self._feed = brand.updates if brand is not None and not is_demo else None
        self._made = threading.Event()

    def before(self, open_services: Callable[[], Services]) -> Callable[[], Services]:
        """`open_services` for a worker, which waits there until the rest is made."""

        def open_then() -> Services:
            self._made.wait(MOST_S)
            return open_services()

        return open_then

    def make(self, wizard: SetupWizard) -> None:
        """Make one piece a turn of the event loop."""
        gc.freeze()
        collect_on_this_thread(wizard)
        wizard.hold()
        turns = self._turns(wizard)
        QTimer.singleShot(PAUSE_MS, wizard, lambda: self._go_on(wizard, turns))

    def _go_on(self, wizard: SetupWizard, turns: Iterator[Callable[[], object]]) -> None:
        turn = next(turns, None)
        if turn is None or not wizard.isVisible():
            wizard.release()
            QTimer.singleShot(PAUSE_MS, self._made.set)
            return
        try:
            turn()
        finally:
            QTimer.singleShot(PAUSE_MS, wizard, lambda: self._go_on(wizard, turns))

    def _mind_program(self, wizard: SetupWizard) -> None:
        from setup_wizard.ui.about_button import AboutButton

        logo = self._brand.logo if self._brand is not None else None
        wizard.setWindowIcon(QtGui.QIcon(str(logo or resource_folder() / "icons" / "photon-setup.svg")))
        button = AboutButton(wizard, self._brand)
        wizard.side.extras.addWidget(button, 0, QtCore.Qt.AlignmentFlag.AlignLeft)
        if self._feed is None:
            return
        from setup_wizard.ui.update_check import UpdateCheck

        check = UpdateCheck(wizard, self._feed)
        button.closed.connect(check.look_if_due)
        check.look_if_due()

    def _mind_installer(self) -> None:
        from setup_wizard import IDENTIFIER
        from setup_wizard.running import hold_mutex

        hold_mutex(self._brand.identifier if self._brand is not None else IDENTIFIER)

    @staticmethod
    def _mind_wifi(wizard: SetupWizard) -> None:
        from setup_wizard.ui.own_wifi import OwnWifi

        OwnWifi(wizard).clean_up()

    def _turns(self, wizard: SetupWizard) -> Iterator[Callable[[], object]]:
        # PySide makes a class and all its enums when it is first touched; these have hundreds.
        yield lambda: QtCore.Qt
        yield lambda: QtWidgets.QStyle
        yield lambda: QtWidgets.QCommonStyle
        yield lambda: QtGui.QAccessible
        yield lambda: self._theme.read_with(read_system)
        for name in _IMPORTED_FIRST:
            yield partial(import_module, name)
        for step in STEPS:
            yield partial(page_class, step)
            if step in _SELDOM:
                continue
            yield partial(wizard.make_page, step)
            page = wizard.make_page(step)
            if page is not wizard.current:
                yield from _polishing(page)
                if step not in _LIGHT:
                    yield partial(_draw_unseen, page, wizard.current.size())
            yield partial(wizard.ensure_page, step)
        # Before what minds the Wi-Fi, which looks at the same worker whenever the page changes: this one frees it.
        yield partial(self._mind_program, wizard)
        yield partial(import_module, "setup_wizard.ui.own_wifi")
        yield partial(self._mind_wifi, wizard)
        if sys.platform == "win32":
            yield self._mind_installer


def _polishing(page: QWidget) -> Iterator[Callable[[], object]]:
    """Apply the style sheet, a part of the page at a time: else that is done all at once when the page is shown."""
    widgets = page.findChildren(QWidget)
    for start in range(0, len(widgets), AT_A_TIME):
        yield partial(_polish, widgets[start : start + AT_A_TIME])


def _draw_unseen(page: QWidget, size: QSize) -> None:
    """Lay the page out and rasterise its letters and pictures, which is most of the work of showing it first.

    Before the wizard has it: drawing what is hidden lays out everything around it, which would be the page shown.
    In grey, for it is thrown away and memory counts.
    """
    page.resize(size)
    ratio = page.devicePixelRatioF()
    sheet = QtGui.QImage((QSizeF(size) * ratio).toSize(), QtGui.QImage.Format.Format_Grayscale8)
    sheet.setDevicePixelRatio(ratio)
    page.render(sheet, QPoint())


def _polish(widgets: list[QWidget]) -> None:
    for widget in widgets:
        widget.ensurePolished()
