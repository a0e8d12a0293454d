"""A line that narrows down a list while it is typed in."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from setup_wizard.ui.look.icons import Icon, paint_icon
from setup_wizard.ui.look.theme import current_theme
from setup_wizard.ui.widgets.painting import from_leading, is_mirrored, painting

_ICON, _ICON_LEADING = 16, 12
_ROOM = 20
_TO_THE_LIST = (Qt.Key.Key_Down, Qt.Key.Key_Up)


class FilterField(QLineEdit):
    """Shows a magnifying glass; the arrow keys are the list's."""

    list_wanted = Signal()

    def __init__(self, object_name: str, prompt: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setAccessibleName(prompt)
        self.setPlaceholderText(prompt)
        self._make_room()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down goes on into the list."""
        if event.key() in _TO_THE_LIST:
            self.list_wanted.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the layout direction."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._make_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the glass at the leading end."""
        super().paintEvent(event)
        with painting(self) as painter:
            box = from_leading(QRectF(self.rect()), _ICON_LEADING, _ICON, mirrored=is_mirrored(self))
            glass = QRectF(box.left(), box.center().y() - _ICON / 2, _ICON, _ICON)
            paint_icon(painter, Icon.SEARCH, glass, current_theme().tokens.text2)

    def _make_room(self) -> None:
        mirrored = is_mirrored(self)
        self.setTextMargins(0 if mirrored else _ROOM, 0, _ROOM if mirrored else 0, 0)
