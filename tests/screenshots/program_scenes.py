"""What the window says about the program itself: about it, a newer version, a defect."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from setup_wizard.core.brand import Brand
from setup_wizard.crash import report_of
from setup_wizard.ui.about import AboutDialog
from setup_wizard.ui.about_button import AboutButton
from setup_wizard.ui.crash_window import CrashWindow
from setup_wizard.ui.update_check import UpdateNotice
from setup_wizard.updates import Release
from tests.screenshots import facts
from tests.screenshots.stage import Stage

BRAND = Brand(name="Lamp Setup", publisher="Example Lamps", updates="https://example.com/lamp/newest.json")


def about_button(stage: Stage) -> None:
    stage.go(facts.SIGNED_IN)
    stage.wizard.side.extras.addWidget(AboutButton(stage.wizard, None), 0, Qt.AlignmentFlag.AlignLeft)


def about(stage: Stage) -> None:
    stage.show_dialog(AboutDialog(stage.wizard, None))


def about_brand(stage: Stage) -> None:
    stage.show_dialog(AboutDialog(stage.wizard, BRAND))


def update_notice(stage: Stage) -> None:
    stage.wizard.side.extras.addWidget(AboutButton(stage.wizard, BRAND), 0, Qt.AlignmentFlag.AlignLeft)
    stage.wizard.current.pinned.addWidget(UpdateNotice(Release("1.3", "https://example.com/lamp/1.3")))


def crash(stage: Stage) -> None:
    try:
        stage.find(CrashWindow, "nowhere")
    except AssertionError as exc:
        stage.show_dialog(CrashWindow(report_of(exc)))


PROGRAM_SCENES: dict[str, Callable[[Stage], None]] = {
    "14-about-button": about_button,
    "14b-about": about,
    "14c-about-brand": about_brand,
    "14d-update-notice": update_notice,
    "15-crash": crash,
}
