"""Makes a QWizard look like ours: what Qt lays out by itself and offers no setting for."""

from __future__ import annotations

from PySide6.QtCore import QMargins
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QWidget, QWizard

from setup_wizard.ui.look.window_width import is_narrow

_FOOTER = QMargins(30, 12, 40, 16)
_NARROW_FOOTER = QMargins(14, 12, 24, 16)
_FOOTER_GAP = 10
_RULE_HEIGHT = 2


def prepare(wizard: QWizard, side: QWidget) -> None:
    """Before the wizard is shown: style, the side panel over the full height, our own order of buttons."""
    option, button = QWizard.WizardOption, QWizard.WizardButton
    wizard.setWizardStyle(QWizard.WizardStyle.ModernStyle)
    wizard.setOptions(option.ExtendedWatermarkPixmap | option.IgnoreSubTitles | option.NoDefaultButton)
    wizard.setSideWidget(side)
    wizard.setButtonLayout(
        [
            button.CancelButton,
            button.Stretch,
            button.CustomButton1,
            button.BackButton,
            button.NextButton,
            button.CommitButton,
            button.FinishButton,
        ]
    )


def dress(wizard: QWizard, side: QWidget) -> None:
    """Margins, and no rule over the buttons.

    To be called once the wizard is shown, and again when its buttons or its narrowness change.
    """
    holder = side.parentWidget()
    if holder is not None and (box := holder.layout()) is not None:
        box.setContentsMargins(0, 0, 0, 0)
    inner = next(child for child in wizard.children() if type(child) is QWidget)
    for part in inner.children():
        if isinstance(part, QGridLayout):
            for row in part.children():
                if isinstance(row, QHBoxLayout):
                    _set_footer(row, wizard)
        elif type(part) is QFrame and (box := part.layout()) is not None:
            box.setContentsMargins(0, 0, 0, 0)
        elif type(part) is QWidget and part.height() == _RULE_HEIGHT:
            part.hide()


def _set_footer(row: QHBoxLayout, wizard: QWizard) -> None:
    footer = _NARROW_FOOTER if is_narrow(wizard) else _FOOTER
    left, right = (footer.right(), footer.left()) if wizard.isRightToLeft() else (footer.left(), footer.right())
    row.setContentsMargins(left, footer.top(), right, footer.bottom())
    row.setSpacing(_FOOTER_GAP)
