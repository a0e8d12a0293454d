"""Starts the window: the look, the model, the wizard. What is slow to import waits for the first painting or job."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QCoreApplication,
    QLocale,
    QMessageLogContext,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from setup_wizard import IDENTIFIER, NAME, __version__
from setup_wizard.bundled import bundled_brand, forget_bundle_environment, resource_folder
from setup_wizard.ui.after_painting import AfterPainting
from setup_wizard.ui.crash_guard import CRASHED, CrashGuard
from setup_wizard.ui.look.theme import STYLE, Theme, read_colours
from setup_wizard.ui.look.tokens import DEFAULT_ACCENT
from setup_wizard.ui.make_pages import make_page
from setup_wizard.ui.model import Services, SetupModel
from setup_wizard.ui.wizard import SetupWizard

if TYPE_CHECKING:
    from setup_wizard.core.brand import Brand
    from setup_wizard.options import Options
    from setup_wizard.ui.system_panels import SystemPanels

NO_WINDOW = 1
WRONG_USAGE = 2
SWITCH_S = 0.0005
"""How long a worker may keep Python to itself. Painting gives it away and wants it back with every call to Qt, so that
Python's usual 5 ms would add up to a window that stands still while a worker imports."""


def run(options: Options | None = None, *, demo: bool = False, brand: Brand | None = None) -> int:
    """Show the wizard until it is closed; the exit code. `options` are None when nothing was said.

    Without a `brand` it is the one that was bundled with the program, if any.
    """
    sys.setswitchinterval(SWITCH_S)
    qInstallMessageHandler(_say_why_no_window)
    app = QApplication([*sys.argv[:1], *STYLE])
    qInstallMessageHandler(None)
    forget_bundle_environment()
    try:
        brand = brand or bundled_brand()
    except ValueError as exc:
        return _say_why_not(str(exc))
    # The settings are kept under this name: what is chosen in a demo is nothing to remember.
    app.setOrganizationName("photon-setup-demo" if demo else "photon-setup")
    app.setApplicationName(brand.name if brand is not None else NAME)
    app.setApplicationVersion(__version__)
    app.setDesktopFileName(brand.identifier if brand is not None else IDENTIFIER)
    _translate(app)
    with CrashGuard(app) as guard, ExitStack() as stack:
        theme = _theme(app, brand)
        rest = AfterPainting(theme, brand, is_demo=demo)
        if demo:
            wizard = _demo_wizard(options, app, stack, rest, brand)
        else:
            model = SetupModel(options, rest.before(lambda: _open_services(model)), find_panels=_find_panels)
            wizard = SetupWizard(model, app, make_page, brand=brand)
        guard.bring_back = wizard.model.shutdown
        wizard.first_painted.connect(lambda: rest.make(wizard))
        wizard.show()
        code = app.exec()
        # Whether this computer is back on its own network shows only now.
        wizard.model.wait_for_end()
        guard.check()
        return code
    return CRASHED


def _theme(app: QApplication, brand: Brand | None) -> Theme:
    if brand is None:
        return Theme(app, read=read_colours)
    return Theme(app, brand.accent or DEFAULT_ACCENT, read_colours, draws_board=brand.board)


def _demo_wizard(
    options: Options | None, app: QApplication, stack: ExitStack, rest: AfterPainting, brand: Brand | None
) -> SetupWizard:
    """The same wizard on a simulation, which says so all the time."""
    from setup_wizard.ui.demo import DemoBackend, DemoOpener

    model = SetupModel(options, rest.before(lambda: backend.open_services()), find_panels=lambda: opener)
    backend = DemoBackend(model.options, stack)
    banner = QCoreApplication.translate("Demo", "Simulated: nothing here is real.")
    wizard = SetupWizard(model, app, make_page, banner, brand=brand)
    opener = DemoOpener(backend, wizard)
    wizard.side.extras.addWidget(opener.button)
    return wizard


def _open_services(model: SetupModel) -> Services:
    """The real services; imported here because requests, cryptography and keyring are slow to import."""
    from setup_wizard.compose import build_session, users_journal, users_wifi
    from setup_wizard.hostwifi.choose import system_backend
    from setup_wizard.options import GivenSecrets
    from setup_wizard.vault import Vault

    options = model.options
    given = GivenSecrets.from_environment(os.environ)
    # What macOS asks the person, it asks on the main thread.
    wifi = users_wifi(options, partial(system_backend, model.runner.call_soon))
    session = build_session(options, wifi, users_journal(options))
    return Services(session, Vault(), options.api, given, options.username, options.client_id)


def _find_panels() -> SystemPanels:
    from setup_wizard.ui.system_panels import DesktopPanels

    return DesktopPanels()


def _translate(app: QApplication) -> None:
    """Qt's own texts and ours, in the system's language where there is a translation; the source is in English."""
    if QLocale().uiLanguages()[0].partition("-")[0] in ("C", "en"):
        return
    from PySide6.QtCore import QLibraryInfo, QTranslator

    folders = (
        ("qtbase", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        ("photon_setup", str(resource_folder() / "translations")),
    )
    for name, folder in folders:
        translator = QTranslator(app)
        if translator.load(QLocale(), name, "_", folder):
            app.installTranslator(translator)


def _say_why_not(sentence: str) -> int:
    """On standard error, or in a window where a program without a console has none; the exit code."""
    if sys.__stderr__ is None:
        from PySide6.QtWidgets import QMessageBox

        QMessageBox.critical(None, NAME, sentence)
    sys.stderr.write(f"photon-setup: {sentence}\n")
    return WRONG_USAGE


def _say_why_no_window(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Qt ends the process when it cannot open a window; say it in words first, instead of a core dump."""
    if kind is QtMsgType.QtFatalMsg:
        sys.stderr.write(
            "photon-setup: no window can be opened on this display.\n"
            f"{message.strip()}\n"
            "Check DISPLAY or WAYLAND_DISPLAY, or use `photon-setup provision` on the terminal.\n"
        )
        sys.stderr.flush()
        os._exit(NO_WINDOW)
    if kind is not QtMsgType.QtDebugMsg:
        sys.stderr.write(f"{message}\n")
