"""What happened in detail, folded away until asked for, and the button that copies it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEasingCurve, QEvent, QPropertyAnimation, QTimer, Signal
from PySide6.QtGui import QColor, QSyntaxHighlighter
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from setup_wizard.ui.look.fonts import Role, font
from setup_wizard.ui.look.icons import Icon
from setup_wizard.ui.look.theme import current_theme
from setup_wizard.ui.widgets.announce import announce
from setup_wizard.ui.widgets.buttons import Button, Kind, Size

DRAWER_HEIGHT = 200
_OPEN_MS = 160
_COPIED_MS = 2000
_MOST_LINES = 2000


class DetailLog(QWidget):
    """A row "Details" and "Copy diagnostics"; the lines open above it. Copying is the page's business."""

    copy_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("detail_log")
        self._toggle = Button("details", self.tr("Details"), Kind.TERTIARY, size=Size.FLUSH, icon=Icon.CHEVRON_RIGHT)
        self._toggle.setCheckable(True)
        self._toggle.toggled.connect(self._open)
        self._copy = Button(
            "copy_diagnostics", self.tr("Copy diagnostics"), Kind.TERTIARY, size=Size.FLUSH, icon=Icon.COPY
        )
        self._copy.clicked.connect(self.copy_requested)
        self._lines = QPlainTextEdit(readOnly=True, maximumBlockCount=_MOST_LINES)
        self._lines.setObjectName("detail_lines")
        self._lines.setAccessibleName(self.tr("Details"))
        self._lines.setProperty("kind", "log")
        self._lines.setFont(font(Role.LOG))
        self._lines.setMaximumHeight(0)
        self._lines.hide()
        self._times = _Times(self._lines.document())
        self._slide = QPropertyAnimation(self._lines, b"maximumHeight", self)
        self._slide.setDuration(_OPEN_MS)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._slide.finished.connect(self._on_slid)
        self._back = QTimer(self, singleShot=True, interval=_COPIED_MS)
        self._back.timeout.connect(lambda: self._copy.set_text(self.tr("Copy diagnostics")))
        row = QHBoxLayout()
        row.addWidget(self._toggle)
        row.addStretch(1)
        row.addWidget(self._copy)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(self._lines)
        rows.addLayout(row)

    def add_line(self, at: datetime, sentence: str) -> None:
        """Append what happened at this time."""
        self._lines.appendPlainText(f"{at:%H:%M:%S}  {sentence}")

    def show_copied(self) -> None:
        """Confirm for two seconds, on the button itself."""
        self._copy.set_text(self.tr("Copied"))
        announce(self, self.tr("Copied"))
        self._back.start()

    def _open(self, opened: bool) -> None:
        self._toggle.set_icon(Icon.CHEVRON_DOWN if opened else Icon.CHEVRON_RIGHT)
        self._slide.stop()
        height = DRAWER_HEIGHT if opened else 0
        self._lines.show()
        if current_theme().reduced_motion:
            self._lines.setMaximumHeight(height)
            self._on_slid()
        else:
            self._slide.setStartValue(self._lines.maximumHeight())
            self._slide.setEndValue(height)
            self._slide.start()

    def _on_slid(self) -> None:
        self._lines.setVisible(self._toggle.isChecked())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._times.rehighlight()


class _Times(QSyntaxHighlighter):
    """Paints the time at each line's start in the quieter colour."""

    def highlightBlock(self, text: str) -> None:
        self.setFormat(0, text.find(" "), QColor(current_theme().tokens.text2))
