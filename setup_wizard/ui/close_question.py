"""Asks before the window closes, where something would be lost by it."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

from setup_wizard.core.errors import Reason
from setup_wizard.ui.pages.page import StepPage
from setup_wizard.ui.widgets.buttons import Kind, set_kind
from setup_wizard.ui.widgets.text import leading
from setup_wizard.workflow.step import Step

if TYPE_CHECKING:
    from setup_wizard.ui.wizard import SetupWizard
    from setup_wizard.workflow.facts import Facts


class AtStake(Enum):
    """How far it has got, which closing would leave as it is."""

    NOT_SENT = auto()
    TELLING = auto()
    SENT = auto()
    DID_NOT_JOIN = auto()
    SEVERAL = auto()
    """They are set up side by side, and some may be through."""
    CHANGING = auto()
    """A device that is restored."""
    CHANGED_IN_PART = auto()
    MAKING_CLIENT = auto()
    ONLY_COPY = auto()
    """A client's secret that is kept nowhere else."""


def at_stake(page: StepPage, facts: Facts) -> AtStake | None:
    """What closing on this page would cut short; None if nothing."""
    if page.busy and not page.footer().back and page.step in (Step.RESTORE, Step.CUSTOMER):
        return AtStake.CHANGING if page.step is Step.RESTORE else AtStake.MAKING_CLIENT
    if page.is_half_done:
        return AtStake.CHANGED_IN_PART
    if facts.device is None or facts.proven is not None:
        return None
    if facts.sent is not None:
        problem = page.model.problem
        return AtStake.DID_NOT_JOIN if problem and problem.reason is Reason.DID_NOT_JOIN else AtStake.SENT
    return AtStake.TELLING if page.busy and page.step is Step.PASSWORD else AtStake.NOT_SENT


class CloseQuestion(QMessageBox):
    """Says how far it has got; nothing waits for the answer."""

    stop_chosen = Signal()

    def __init__(self, window: QWidget, stake: AtStake) -> None:
        super().__init__(window)
        title = self.tr("Stop the setup?")
        self.setObjectName("close_question")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setText(title)
        self.show_stake(stake)
        for label in self.findChildren(QLabel):
            label.setAlignment(leading(label) | Qt.AlignmentFlag.AlignTop)
        stop = self.addButton(self.tr("Stop setup"), QMessageBox.ButtonRole.DestructiveRole)
        stay = self.addButton(self.tr("Go on"), QMessageBox.ButtonRole.RejectRole)
        stop.setObjectName("stop_setup")
        stay.setObjectName("go_on")
        set_kind(stop, Kind.SECONDARY)
        set_kind(stay, Kind.PRIMARY)
        self.setDefaultButton(stay)
        stop.clicked.connect(self.stop_chosen)

    def show_stake(self, stake: AtStake | None) -> None:
        """Say what is true now, which may change while the question is open; without anything at stake it goes."""
        if stake is None:
            self.reject()
            return
        told = {
            AtStake.NOT_SENT: self.tr("Your Photon has not been sent to its network yet. It stays in setup mode."),
            AtStake.TELLING: self.tr(
                "Your Photon is being told its network right now, and may go on by itself. "
                "Here you would not see whether it worked."
            ),
            AtStake.SENT: self.tr(
                "Your Photon has the network and goes on by itself. Here you would not see whether it worked."
            ),
            AtStake.DID_NOT_JOIN: self.tr(
                "Your Photon could not join its network. It is in setup mode again, and stays there."
            ),
            AtStake.SEVERAL: self.tr("Those that have the network go on by themselves. The others stay as they were."),
            AtStake.CHANGING: self.tr(
                "The device is being changed in the cloud. What is done stays done, the rest would be left undone."
            ),
            AtStake.CHANGED_IN_PART: self.tr(
                "The device is changed in part. What is done stays done, the rest would be left undone."
            ),
            AtStake.ONLY_COPY: self.tr(
                "The secret of the client that was made here is kept nowhere, and the cloud does not show it again. "
                "Copy it first, on the page of the customer."
            ),
            AtStake.MAKING_CLIENT: self.tr(
                "A client is being made for the product. The cloud shows its secret only once, so it could be lost."
            ),
        }
        self.setInformativeText(told[stake])


class Closing(QObject):
    """Lets the wizard close only once that was confirmed, for as long as something is at stake."""

    confirmed = Signal()

    def __init__(self, wizard: SetupWizard) -> None:
        super().__init__(wizard)
        self._wizard = wizard
        self._question: CloseQuestion | None = None
        wizard.model.facts_changed.connect(self._update)
        wizard.model.busy_changed.connect(self._update)
        wizard.model.problem_changed.connect(self._update)

    def has_to_ask(self) -> bool:
        """Whether it is asked now; nothing waits for the answer."""
        stake = self._at_stake()
        if stake is None:
            return False
        if self._question is None:
            self._question = CloseQuestion(self._wizard, stake)
            self._question.stop_chosen.connect(self.confirmed)
            self._question.destroyed.connect(self._forget_question)
            self._question.open()
        else:
            self._question.raise_()
        return True

    def _at_stake(self) -> AtStake | None:
        facts = self._wizard.model.facts
        stake = at_stake(self._wizard.current, facts)
        could_copy = stake in (None, AtStake.NOT_SENT) and facts.proven is None
        return AtStake.ONLY_COPY if could_copy and self._holds_only_copy() else stake

    def _holds_only_copy(self) -> bool:
        page = self._wizard.page(list(Step).index(Step.CUSTOMER))
        return isinstance(page, StepPage) and page.holds_only_copy

    def _update(self) -> None:
        if self._question is not None:
            self._question.show_stake(self._at_stake())

    def _forget_question(self) -> None:
        self._question = None
