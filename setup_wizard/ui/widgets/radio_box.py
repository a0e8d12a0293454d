"""A radio button that is a whole box with a layout in it."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QSize
from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget

from setup_wizard.ui.widgets.painting import is_mirrored
from setup_wizard.ui.widgets.text import hug


class RadioBox(QRadioButton):
    """Chosen by a click anywhere in it; as high as `rows`, its layout, needs for its width.

    The left one of `margins` is the leading one.
    """

    def __init__(
        self, object_name: str, title: str, sentence: str, margins: QMargins, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        self.setProperty("ringRadius", 10)
        self.setProperty("focusPolicy", "StrongFocus")
        hug(self)
        self.rows = QVBoxLayout(self)
        mirrored = QMargins(margins.right(), margins.top(), margins.left(), margins.bottom())
        self.rows.setContentsMargins(mirrored if is_mirrored(self) else margins)

    def sizeHint(self) -> QSize:
        """What the layout would like."""
        return self.rows.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        """What the layout needs."""
        return self.rows.totalMinimumSize()

    def hitButton(self, position: QPoint) -> bool:
        """The whole box."""
        return self.rect().contains(position)
