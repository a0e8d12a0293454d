from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import Shiboken

from setup_wizard.ui.look.theme import SystemLook, Theme
from setup_wizard.ui.look.tokens import PaletteInputs

LIGHT = SystemLook(PaletteInputs("#F0F0F0", "#1B1F24", "#FFFFFF", "#308CC6", "#FFFFFF", "#0000FF", "#BEBEBE"))


class FakeSystem:
    """A system whose look a test can change."""

    def __init__(self) -> None:
        self.look = LIGHT

    def read(self, _app: QApplication) -> SystemLook:
        return self.look


@pytest.fixture
def system() -> FakeSystem:
    return FakeSystem()


@pytest.fixture(autouse=True)
def theme(qapp: QApplication, system: FakeSystem) -> Iterator[Theme]:
    """One for each test, really gone after it: two themes would answer each other's changes for ever."""
    made = Theme(qapp, read=system.read)
    yield made
    Shiboken.delete(made)


@pytest.fixture
def still(theme: Theme, system: FakeSystem) -> None:
    """The person asked for less motion."""
    system.look = system.look._replace(reduced_motion=True)
    theme.refresh()


@pytest.fixture
def spoken() -> Callable[[QWidget], tuple[QAccessible.Role, str, str]]:
    """What a screen reader learns of a widget: role, name, description."""

    def ask(widget: QWidget) -> tuple[QAccessible.Role, str, str]:
        interface = QAccessible.queryAccessibleInterface(widget)
        text = QAccessible.Text
        return interface.role(), interface.text(text.Name), interface.text(text.Description)

    return ask
