"""A choice among a few: icon, what it is, one sentence, and the radio at the trailing edge."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPointF, QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from setup_wizard.ui.look.fonts import Role
from setup_wizard.ui.look.icons import Icon, paint_icon
from setup_wizard.ui.look.theme import current_theme
from setup_wizard.ui.widgets.painting import choice_box, is_mirrored, painting, radio
from setup_wizard.ui.widgets.radio_box import RadioBox
from setup_wizard.ui.widgets.text import Text

_ICON_SIZE = 24
_EDGE = 16
_RADIO_CENTRE = 26
_MARGINS = QMargins(56, 8, 2 * _RADIO_CENTRE, 8)


class ChoiceRow(RadioBox):
    """One of several; put the rows of a question into one QButtonGroup. `lesser` rows are a little lower."""

    def __init__(
        self,
        object_name: str,
        icon: Icon,
        title: str,
        sentence: str,
        *,
        lesser: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(object_name, title, sentence, _MARGINS, parent)
        self._icon = icon
        self.setMinimumHeight(54 if lesser else 60)
        self.rows.setSpacing(1)
        self.rows.addStretch(1)
        self.rows.addWidget(Text(title, Role.STRONG))
        self.rows.addWidget(Text(sentence, Role.SECONDARY))
        self.rows.addStretch(1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box, the icon and the radio."""
        tokens = current_theme().tokens
        chosen = self.isChecked()
        mirrored = is_mirrored(self)
        middle = self.height() / 2
        icon_x = self.width() - _EDGE - _ICON_SIZE if mirrored else _EDGE
        radio_x = _RADIO_CENTRE if mirrored else self.width() - _RADIO_CENTRE
        with painting(self) as painter:
            box = QRectF(self.rect())
            choice_box(painter, box, tokens, chosen=chosen, hovered=self.underMouse(), fill=tokens.accent_soft)
            icon_box = QRectF(icon_x, middle - _ICON_SIZE / 2, _ICON_SIZE, _ICON_SIZE)
            paint_icon(painter, self._icon, icon_box, tokens.accent_text if chosen else tokens.text2)
            radio(painter, QPointF(radio_x, middle), tokens, chosen=chosen)
