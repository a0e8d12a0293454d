from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from setup_wizard.core.errors import Reason
from setup_wizard.core.wifi import Security, SecurityKind
from setup_wizard.options import Options
from setup_wizard.ui.look.theme import Theme
from setup_wizard.ui.model import SetupModel
from setup_wizard.ui.pages.start import StartPage
from setup_wizard.ui.signal_words import signal_word
from setup_wizard.ui.words import Action, action_text, light_meaning, translated_words
from setup_wizard.workflow.confirm import Timing
from setup_wizard.workflow.facts import ChosenNetwork, Facts

AT_HOME = Facts(network=ChosenNetwork(b"Home", Security(SecurityKind.OPEN)))


class Brackets(QTranslator):
    """A language that is English in brackets, for texts of the right context only."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, text: str, _disambiguation: str | None = None, _count: int = -1) -> str:
        return f"[{context}: {text}]"


@pytest.fixture
def brackets(qapp: QApplication) -> Iterator[None]:
    translator = Brackets(qapp)
    assert qapp.installTranslator(translator)
    yield
    assert qapp.removeTranslator(translator)


def test_a_pages_title_is_translated(brackets: None, theme: Theme, qtbot: QtBot) -> None:
    model = SetupModel(Options(), lambda: pytest.fail("no job is started"), Timing())
    page = StartPage(model)
    qtbot.addWidget(page)
    assert page.findChild(QLabel, "page_title").text() == "[StartPage: What would you like to do?]"
    assert page.accessibleName() == "[StartPage: What would you like to do?]"
    model.shutdown()


def test_a_reasons_words_are_translated_before_the_network_is_named(brackets: None) -> None:
    words = translated_words(Reason.DID_NOT_JOIN, AT_HOME)
    assert words.happened == "[Words: It could not join \u2068Home\u2069.]"
    assert words.todo.startswith("[Words: ")


def test_a_button_a_light_and_a_strength_are_translated(brackets: None) -> None:
    assert action_text(Action.PASSWORD_AGAIN) == "[Action: Enter password again]"
    assert light_meaning(5) == "[Lights: It has no power. Try another USB cable or socket.]"
    assert signal_word(-50) == "[Signal: strong signal]"
