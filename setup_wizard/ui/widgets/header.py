"""The page's title and one sentence under it."""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtWidgets import QVBoxLayout, QWidget

from setup_wizard.ui.look.fonts import Role
from setup_wizard.ui.widgets.text import Text


class Header(QWidget):
    """Both wrap; the title can take the focus so that a screen reader starts there."""

    def __init__(self, title: str, sentence: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Text(title, Role.TITLE)
        self.title.setObjectName("page_title")
        self.title.setAccessibleName(title)
        self._sentence = Text(sentence, tone="text2")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        rows.addWidget(self.title)
        rows.addWidget(self._sentence)
        self.set_sentence(sentence)

    def set_title(self, title: str) -> None:
        """Change the title."""
        self.title.setText(title)
        self.title.setAccessibleName(title)

    def set_sentence(self, sentence: str) -> None:
        """Change the sentence; empty for none."""
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))

    def focus_title(self) -> None:
        """Start reading here; Tab goes on to the first control."""
        self.title.setFocusPolicy(QtCore.Qt.FocusPolicy.ClickFocus)
        self.title.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)
