"""What is on screen first, and what that does not wait for."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys

import pytest

from setup_wizard.options import Options, add_setup_options, options_from
from setup_wizard.ui.after_painting import AfterPainting
from setup_wizard.ui.look.theme import Theme
from setup_wizard.workflow.step import Step
from tests.patience import PATIENCE_S
from tests.ui.stage import Stage

AT_FIRST_PAINTING = """
import json, os, sys
from PySide6 import QtCore, QtWidgets
from setup_wizard.__main__ import main
from setup_wizard.ui.wizard import QWizard, SetupWizard

def paint(wizard, event):
    QWizard.paintEvent(wizard, event)
    texts = [label.text() for label in wizard.findChildren(QtWidgets.QLabel) if label.isVisible()]
    modules = [name for name in sys.modules if name.startswith("setup_wizard.")]
    print(json.dumps({"texts": texts, "modules": modules, "touched": sorted(vars(QtCore))}), flush=True)
    os._exit(0)

SetupWizard.paintEvent = paint
main([])
"""


@pytest.fixture(scope="module")
def first() -> dict[str, list[str]]:
    """The program as it is started, at its first painting."""
    started = subprocess.run(
        [sys.executable, "-c", AT_FIRST_PAINTING],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=PATIENCE_S,
    )
    answer: dict[str, list[str]] = json.loads(started.stdout)
    return answer


def test_the_first_page_can_be_read_at_once(first: dict[str, list[str]]) -> None:
    assert {"Photon Setup", "Purpose", "What would you like to do?", "Set up my own Photon"} <= set(first["texts"])


def test_nothing_of_the_setup_itself_is_imported_before(first: dict[str, list[str]]) -> None:
    slow = ("setup_wizard.core.", "setup_wizard.cloud", "setup_wizard.softap", "setup_wizard.hostwifi")
    assert [name for name in first["modules"] if name.startswith(slow)] == []
    assert [name for name in first["modules"] if name.startswith("setup_wizard.workflow.")] == [
        "setup_wizard.workflow.step"
    ]


def test_the_hundred_enums_of_qt_are_not_made_before(first: dict[str, list[str]]) -> None:
    """Making them takes as long as a fifth of the whole start."""
    assert "Qt" not in first["touched"]
    assert "QObject" in first["touched"]


def test_saying_nothing_is_saying_the_usual() -> None:
    parser = argparse.ArgumentParser()
    add_setup_options(parser)
    assert options_from(parser.parse_args([])) == Options()


def test_going_on_at_once_waits_for_the_pages(stage: Stage, theme: Theme) -> None:
    person = stage.open()
    AfterPainting(theme).make(person.wizard)
    person.go_on()
    assert person.step is Step.PURPOSE
    person.reach(Step.SIGN_IN)


def test_a_page_is_laid_out_before_it_is_gone_to(stage: Stage, theme: Theme) -> None:
    person = stage.open()
    AfterPainting(theme).make(person.wizard)
    page = person.wizard.make_page(Step.CONFIRM)
    person.wait_until(lambda: page.size() == person.wizard.current.size())
    assert person.step is Step.PURPOSE


def test_a_window_that_grows_narrow_leaves_the_side_less_room(stage: Stage) -> None:
    person = stage.open()
    side = person.wizard.side
    assert side.width() == 224
    person.wizard.resize(720, 520)
    person.wait_until(lambda: side.width() == 184)
