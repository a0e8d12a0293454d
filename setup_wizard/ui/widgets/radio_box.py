"""A radio button that is a whole box with a layout in it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMargins, QPoint, QSize, Qt
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
        self._margins = margins
        self.setObjectName(object_name)
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        self.setProperty("ringRadius", 10)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        hug(self)
        self.rows = QVBoxLayout(self)
        self._set_margins()

    def sizeHint(self) -> QSize:
        """What the layout would like."""
        return self.rows.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        """What the layout needs."""
        return self.rows.totalMinimumSize()

    def changeEvent(self, event: QEvent) -> None:
        """Qt does not mirror margins."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._set_margins()

    def hitButton(self, position: QPoint) -> bool:
        """The whole box."""
        return self.rect().contains(position)

    def _set_margins(self) -> None:
        given = self._margins
        mirrored = QMargins(given.right(), given.top(), given.left(), given.bottom())
        self.rows.setContentsMargins(mirrored if is_mirrored(self) else given)
