"""A way of doing something: the chosen one opens and shows how, the others keep to one line."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPointF, QRectF, Qt
from PySide6.QtGui import QPaintEvent, QTextDocumentFragment
from PySide6.QtWidgets import QWidget

from setup_wizard.ui.look.fonts import Role
from setup_wizard.ui.look.theme import current_theme
from setup_wizard.ui.widgets.painting import choice_box, is_mirrored, painting, radio
from setup_wizard.ui.widgets.radio_box import RadioBox
from setup_wizard.ui.widgets.text import Text

_RADIO_CENTRE = QPointF(26, 25)
_MARGINS = QMargins(46, 15, 16, 15)


class WayRow(RadioBox):
    """`brief` is shown while another way is chosen, `how` and `picture` while this one is. Both may hold markup."""

    def __init__(
        self,
        object_name: str,
        title: str,
        brief: str,
        how: str,
        picture: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        spoken = QTextDocumentFragment.fromHtml(how).toPlainText()
        super().__init__(object_name, title, spoken, _MARGINS, parent)
        self._brief = brief
        self._how = how
        self._sentence = Text(brief, Role.SECONDARY)
        self._sentence.setTextFormat(Qt.TextFormat.RichText)
        self._picture = picture
        self.rows.setSpacing(4)
        self.rows.addWidget(Text(title, Role.STRONG))
        self.rows.addWidget(self._sentence)
        if picture is not None:
            picture.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self.rows.addSpacing(6)
            self.rows.addWidget(picture)
        self.toggled.connect(self._open)
        self._open(False)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box and the radio."""
        tokens = current_theme().tokens
        chosen = self.isChecked()
        with painting(self) as painter:
            box = QRectF(self.rect())
            choice_box(painter, box, tokens, chosen=chosen, hovered=self.underMouse(), fill=tokens.page)
            x = self.width() - _RADIO_CENTRE.x() if is_mirrored(self) else _RADIO_CENTRE.x()
            radio(painter, QPointF(x, _RADIO_CENTRE.y()), tokens, chosen=chosen)

    def _open(self, chosen: bool) -> None:
        self._sentence.setText(self._how if chosen else self._brief)
        if self._picture is not None:
            self._picture.setVisible(chosen)
        self.updateGeometry()
