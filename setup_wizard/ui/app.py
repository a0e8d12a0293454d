"""Starts the window: the look, the model, the wizard. What is slow to import is imported by the first job."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack

from PySide6.QtCore import (
    QCoreApplication,
    QLibraryInfo,
    QLocale,
    QMessageLogContext,
    QtMsgType,
    QTranslator,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from setup_wizard import __version__
from setup_wizard.options import GivenSecrets, Options
from setup_wizard.ui.look.resources import resource_folder
from setup_wizard.ui.look.theme import Theme
from setup_wizard.ui.make_pages import make_page
from setup_wizard.ui.model import Services, SetupModel
from setup_wizard.ui.other_pages import OtherPages
from setup_wizard.ui.wizard import SetupWizard
from setup_wizard.workflow.timing import Timing

NO_WINDOW = 1
SWITCH_S = 0.0005
"""How long a worker may keep Python to itself. Painting gives it away and wants it back with every call to Qt, so that
Python's usual 5 ms would add up to a window that stands still while a worker imports."""


def run(options: Options, given: GivenSecrets, *, demo: bool) -> int:
    """Show the wizard until it is closed; the exit code."""
    sys.setswitchinterval(SWITCH_S)
    qInstallMessageHandler(_say_why_no_window)
    app = QApplication(sys.argv[:1])
    qInstallMessageHandler(None)
    app.setOrganizationName("photon-setup")
    app.setApplicationName("Photon Setup")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("photon-setup")
    _translate(app)
    with ExitStack() as stack:
        Theme(app)
        timing = Timing(timeout_s=options.confirm_timeout_s)
        others = OtherPages()
        if demo:
            wizard = _demo_wizard(options, timing, app, stack, others)
        else:
            model = SetupModel(options, others.before(lambda: _open_services(options, given)), timing)
            wizard = SetupWizard(model, app, make_page)
        wizard.first_painted.connect(lambda: others.make(wizard))
        wizard.show()
        return app.exec()


def _demo_wizard(
    options: Options, timing: Timing, app: QApplication, stack: ExitStack, others: OtherPages
) -> SetupWizard:
    """The same wizard on a simulation, which says so all the time."""
    from setup_wizard.ui.demo import DemoBackend, DemoOpener

    backend = DemoBackend(options, stack)
    wizard = SetupWizard(
        SetupModel(options, others.before(backend.open_services), timing),
        app,
        make_page,
        QCoreApplication.translate("Demo", "Simulated: nothing here is real."),
    )
    wizard.side.extras.addWidget(DemoOpener(backend, wizard).button)
    return wizard


def _open_services(options: Options, given: GivenSecrets) -> Services:
    """The real services; imported here because requests, cryptography and keyring are slow to import."""
    from setup_wizard.compose import build_session, users_journal
    from setup_wizard.vault import Vault

    return Services(
        build_session(options, journal=users_journal(options)), Vault(), options.api, given, options.username
    )


def _translate(app: QApplication) -> None:
    """Qt's own texts and ours, in the system's language where there is a translation."""
    folders = (
        ("qtbase", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        ("photon_setup", str(resource_folder() / "translations")),
    )
    for name, folder in folders:
        translator = QTranslator(app)
        if translator.load(QLocale(), name, "_", folder):
            app.installTranslator(translator)


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
