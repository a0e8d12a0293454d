"""Makes a QWizard look like ours: what Qt lays out by itself and offers no setting for."""

from __future__ import annotations

from PySide6.QtCore import QMargins
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget, QWizard, QWizardPage

from setup_wizard.ui.look.window_width import is_narrow

_FOOTER = QMargins(30, 12, 40, 16)
_NARROW_FOOTER = QMargins(14, 12, 24, 16)
_FOOTER_GAP = 10


def prepare(wizard: QWizard, side: QWidget) -> None:
    """Before the wizard is shown: style, the side panel over the full height, our own order of buttons."""
    option, button = QWizard.WizardOption, QWizard.WizardButton
    wizard.setWizardStyle(QWizard.WizardStyle.ModernStyle)
    wizard.setOption(option.ExtendedWatermarkPixmap)
    wizard.setOption(option.IgnoreSubTitles)
    wizard.setOption(option.NoDefaultButton)
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
    cancel = wizard.button(QWizard.WizardButton.CancelButton)
    footer = _NARROW_FOOTER if is_narrow(wizard) else _FOOTER
    left, right = (footer.right(), footer.left()) if wizard.isRightToLeft() else (footer.left(), footer.right())
    for row in wizard.findChildren(QHBoxLayout):
        if row.indexOf(cancel) >= 0:
            row.setContentsMargins(left, footer.top(), right, footer.bottom())
            row.setSpacing(_FOOTER_GAP)
    for frame in wizard.findChildren(QFrame):
        layout = frame.layout()
        if layout is not None and any(isinstance(child, QWizardPage) for child in frame.children()):
            layout.setContentsMargins(0, 0, 0, 0)
    for line in wizard.findChildren(QWidget):
        if type(line) is QWidget and line.height() == 2:
            line.hide()
