"""A network's strength as four bars."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from setup_wizard.ui.look.theme import current_theme
from setup_wizard.ui.widgets.painting import bars, painting


class BarsView(QWidget):
    """For beside a text that says the same in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lit = 0
        self.setFixedSize(QSize(18, 16))

    def set_bars(self, lit: int) -> None:
        """Show so many of the four lit."""
        self._lit = lit
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw them."""
        with painting(self) as painter:
            bars(painter, 0, self.height(), current_theme().tokens, self._lit)
