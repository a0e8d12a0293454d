"""A check box drawn from the tokens."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from setup_wizard.ui.look.fonts import Role, font
from setup_wizard.ui.look.icons import Icon, paint_icon
from setup_wizard.ui.look.theme import current_theme
from setup_wizard.ui.widgets.painting import is_mirrored, painting, rounded_box
from setup_wizard.ui.widgets.text import leading

_BOX = 20
_TEXT_LEADING = 30


class CheckBox(QCheckBox):
    """A box and a sentence, which wraps."""

    def __init__(self, object_name: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setObjectName(object_name)
        self.setAccessibleName(text)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """On one line."""
        width = self.fontMetrics().horizontalAdvance(self.text()) + _TEXT_LEADING + 2
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """On several lines."""
        return QSize(120, _BOX)

    def heightForWidth(self, width: int) -> int:
        """As high as the wrapped sentence."""
        room = QRect(0, 0, max(1, width - _TEXT_LEADING), 10_000)
        return max(_BOX, self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, self.text()).height())

    def hitButton(self, position: QPoint) -> bool:
        """The box and the sentence."""
        return self.rect().contains(position)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box beside the first line."""
        tokens = current_theme().tokens
        mirrored = is_mirrored(self)
        top = max(0.0, (self.fontMetrics().height() - _BOX) / 2)
        box = QRectF(self.width() - _BOX if mirrored else 0, top, _BOX, _BOX).adjusted(0.5, 0.5, -0.5, -0.5)
        with painting(self) as painter:
            if self.isChecked():
                rounded_box(painter, box, 5, tokens.accent_edge if self.isEnabled() else tokens.disabled)
                paint_icon(painter, Icon.CHECK, box.adjusted(2, 2, -2, -2), tokens.on_accent)
            else:
                fill = tokens.hover if self.underMouse() else tokens.field
                rounded_box(painter, box, 5, fill, tokens.line2 if self.isEnabled() else tokens.line, 1.5)
            painter.setFont(font(Role.BODY))
            painter.setPen(QColor(tokens.text if self.isEnabled() else tokens.disabled))
            left, right = (0, _TEXT_LEADING) if mirrored else (_TEXT_LEADING, 0)
            flags = leading(self) | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(left, 0, -right, 0), flags, self.text())
