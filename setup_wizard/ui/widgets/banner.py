"""A slim strip that says that nothing here is real."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from setup_wizard.ui.look.fonts import Role
from setup_wizard.ui.widgets.text import Text


class Banner(QFrame):
    """One word or sentence on a warm ground, above everything else."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setAccessibleName(text)
        self.setProperty("kind", "banner")
        cells = QHBoxLayout(self)
        cells.setContentsMargins(12, 3, 12, 3)
        cells.addWidget(Text(text, Role.SECONDARY_STRONG, tone="warn", centred=True))
