"""The window: QWizard's shell around the pages. Which page is next, the flow says; what is on it, the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QPushButton,
    QRadioButton,
    QWidget,
    QWizard,
)

from setup_wizard.ui.close_question import CloseQuestion
from setup_wizard.ui.look.dress import dress, prepare
from setup_wizard.ui.model import SetupModel
from setup_wizard.ui.pages.page import StepPage
from setup_wizard.ui.settings import remember_username
from setup_wizard.ui.ways_out import WAYS_OUT, Action
from setup_wizard.ui.widgets.buttons import Kind, set_kind
from setup_wizard.ui.widgets.focus_ring import FocusRing
from setup_wizard.ui.widgets.side_panel import SidePanel
from setup_wizard.ui.widgets.step_list import Step as StepRow
from setup_wizard.ui.widgets.step_list import StepState
from setup_wizard.workflow.facts import Facts
from setup_wizard.workflow.flow import RULES, Step, can_go_back, is_shown, next_step, step_after

OPENS_AT = QSize(860, 600)
SMALLEST = QSize(720, 520)
STEPS = (*(rule.step for rule in RULES), Step.DONE)

_BUTTON_NAMES: Mapping[QWizard.WizardButton, str] = MappingProxyType(
    {
        QWizard.WizardButton.CancelButton: "leave_button",
        QWizard.WizardButton.CustomButton1: "secondary_button",
        QWizard.WizardButton.BackButton: "back_button",
        QWizard.WizardButton.NextButton: "next_button",
        QWizard.WizardButton.CommitButton: "commit_button",
        QWizard.WizardButton.FinishButton: "finish_button",
    }
)
_PRIMARIES = (QWizard.WizardButton.NextButton, QWizard.WizardButton.CommitButton, QWizard.WizardButton.FinishButton)


class SetupWizard(QWizard):
    """One setup after the other in one window."""

    first_painted = Signal()

    def __init__(
        self,
        model: SetupModel,
        app: QApplication,
        make_page: Callable[[Step, SetupModel], StepPage],
        banner: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("setup_wizard")
        self.setWindowTitle(self.tr("Photon Setup"))
        self.setMinimumSize(SMALLEST)
        self.resize(OPENS_AT)
        self.model = model
        self._make_page = make_page
        self._pages: dict[Step, StepPage] = {}
        self._passing = False
        self._closing = False
        self._target = Step.PURPOSE
        self._footer_buttons: list[QWizard.WizardButton] = []
        self._question: CloseQuestion | None = None
        self.side = SidePanel(self.tr("Photon Setup"), banner=banner)
        self.side.steps.step_chosen.connect(self._go_back_to)
        self.side.not_you_clicked.connect(self._sign_out)
        prepare(self, self.side)
        self._prepare_buttons()
        self._ring = FocusRing(self, app)
        self.ensure_page(Step.PURPOSE)
        self.setStartId(STEPS.index(Step.PURPOSE))
        self.currentIdChanged.connect(self._on_page_changed)
        self.customButtonClicked.connect(lambda _which: self.current.secondary())
        model.facts_changed.connect(self._show_state)
        model.problem_changed.connect(self._show_state)
        QShortcut(QKeySequence.StandardKey.Back, self, self._back_if_shown)

    @property
    def current(self) -> StepPage:
        """The page shown."""
        page = self.currentPage()
        if not isinstance(page, StepPage):
            raise TypeError("every page of this wizard is a StepPage")
        return page

    def ensure_page(self, step: Step) -> StepPage:
        """The step's page, made when it is first needed so that the window opens sooner."""
        if step not in self._pages:
            page = self._pages[step] = self._make_page(step, self.model)
            page.passed.connect(self._on_passed)
            page.footer_changed.connect(self._show_footer)
            page.action_requested.connect(self.perform)
            self.setPage(STEPS.index(step), page)
        return self._pages[step]

    def nextId(self) -> int:
        """The page that follows; `_go_forward` says how far to go."""
        if self.currentId() < 0:
            return STEPS.index(Step.PURPOSE)
        here = self.current.step
        return -1 if here is Step.DONE else STEPS.index(step_after(here, self.model.facts))

    def initializePage(self, page_id: int) -> None:
        """Going forward: the page starts from the facts, unless it is only passed by."""
        if not self._passing or STEPS[page_id] is self._target:
            self.ensure_page(STEPS[page_id]).enter()

    def cleanupPage(self, page_id: int) -> None:
        """Going back: what was typed stays, what was running stops."""
        page = self.ensure_page(STEPS[page_id])
        page.stop_job()
        page.show_content()

    def validateCurrentPage(self) -> bool:
        """The primary button asks the page; the wizard moves once the page has said it is passed."""
        if self._passing:
            return True
        self.current.submit()
        return False

    def perform(self, action: Action) -> None:
        """What a problem's button stands for."""
        facts = self.model.facts
        page = self.current
        if action in (Action.TRY_AGAIN, Action.KEEP_WATCHING):
            page.try_again()
        elif action is Action.EDIT:
            page.edit()
        elif action is Action.CONTINUE:
            page.show_content()
            page.passed.emit()
        elif action is Action.SIGN_IN_AGAIN:
            self._go_on_from(facts.with_sign_in_ended())
        elif action in (Action.JOIN_AGAIN, Action.PASSWORD_AGAIN):
            self._go_on_from(facts.without_device())
        elif action is Action.NEW_CLAIM_CODE:
            self.model.forget_claim_code()
            self._go_on_from(facts.without_device())
        elif action is Action.CHANGE_NETWORK:
            self._go_on_from(facts.without_network())
        elif action is Action.START_OVER:
            self._go_on_from(Facts(username=facts.username, expected_device_id=facts.expected_device_id))
        elif action is Action.NEXT_DEVICE:
            self.model.start_next_device()
            self._go_on_from(self.model.facts)

    def reject(self) -> None:
        """The leading button: some pages only stop what they are doing."""
        if not self.current.stop_instead_of_leaving():
            self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc stops what is running, not the wizard. Enter on a choice goes on; on a button it presses that button."""
        focus = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            if self.current.busy:
                self.current.interrupt()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif isinstance(focus, QRadioButton | QCheckBox):
            self.current.submit()
        elif isinstance(focus, QAbstractButton):
            focus.click()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing is safe at any moment; it asks only when something would be lost."""
        if self._would_lose_something() and not self._closing:
            event.ignore()
            self._ask_to_close()
            return
        self.model.shutdown()
        event.accept()

    def showEvent(self, event: QShowEvent) -> None:
        """What QWizard lays out only now gets its margins."""
        super().showEvent(event)
        dress(self, self.side)
        QTimer.singleShot(0, self.first_painted.emit)

    def changeEvent(self, event: QEvent) -> None:
        """Another direction of writing mirrors the footer."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange and self.isVisible():
            dress(self, self.side)

    def done(self, result: int) -> None:
        """Finish, once the page agrees: close as any other way, with the worker stopped."""
        if not self._passing:
            self.current.submit()
            return
        self._closing = True
        self.model.shutdown()
        super().done(result)

    def _on_passed(self) -> None:
        """Go on from the page that says it is done; from the last one, finish."""
        self.current.leave()
        if self.current.step is Step.DONE:
            self._passing = True
            self.accept()
            return
        self._go_forward()

    def _go_forward(self) -> None:
        """To the first step not done; behind this one, what was done before may be done once more."""
        here, step = self.current.step, next_step(self.model.facts)
        self._target = step if STEPS.index(step) > STEPS.index(here) else step_after(here, self.model.facts)
        self._walk()

    def _go_on_from(self, facts: Facts) -> None:
        """To the first step these facts do not meet."""
        self.model.runner.cancel()
        self.model.set_problem(None)
        self.model.set_facts(facts)
        self._target = next_step(facts)
        self._walk(from_start=True)

    def _walk(self, *, from_start: bool = False) -> None:
        """To the target, by every page before it, so that Back and the step list lead to each of them."""
        self.setUpdatesEnabled(False)
        self._passing = True
        if from_start:
            self.restart()
        while self.current.step is not self._target:
            self.ensure_page(step_after(self.current.step, self.model.facts))
            self.next()
        self._passing = False
        self.setUpdatesEnabled(True)

    def _go_back_to(self, key: str) -> None:
        while can_go_back(self.model.facts) and self._key(self.current.step) != key and len(self.visitedIds()) > 1:
            self.back()

    def _back_if_shown(self) -> None:
        button = self.button(QWizard.WizardButton.BackButton)
        if button.isVisible() and button.isEnabled():
            button.click()

    def _on_page_changed(self, page_id: int) -> None:
        if page_id < 0 or (self._passing and STEPS[page_id] is not self._target):
            return
        if not self._passing:
            self.current.come_back()
        self._show_state()
        self._show_footer()
        self.current.focus_first()

    def _show_state(self) -> None:
        """Steps and account at the side."""
        if self.currentId() < 0:
            return
        facts, here = self.model.facts, self._key(self.current.step)
        problem = self.model.problem
        failed = problem is not None and not WAYS_OUT[problem.reason].doubtful
        rows: list[StepRow] = []
        state = StepState.DONE
        for key, title in self._titles():
            if key == here:
                finished = self.current.step is Step.DONE
                state = StepState.DONE if finished else StepState.FAILED if failed else StepState.NOW
            rows.append(StepRow(key, title, state))
            if key == here and not finished:
                state = StepState.WAITING
        self.side.steps.set_steps(rows, may_go_back=can_go_back(facts) and len(self.visitedIds()) > 1)
        self.side.set_signed_in_as(facts.username or "", may_change=can_go_back(facts))

    def _titles(self) -> list[tuple[str, str]]:
        """The rows of the step list; two pages share a row where they are one thing to a person."""
        titles = [
            (Step.PURPOSE, self.tr("Purpose")),
            (Step.SIGN_IN, self.tr("Sign in")),
            (Step.JOIN, self.tr("Your Photon")),
            (Step.NETWORK, self.tr("Wi-Fi")),
            (Step.CONFIRM, self.tr("Finish")),
        ]
        return [(step.value, title) for step, title in titles if is_shown(step, self.model.facts)]

    @staticmethod
    def _key(step: Step) -> str:
        shared = {Step.PASSWORD: Step.NETWORK, Step.DONE: Step.CONFIRM}
        return shared.get(step, step).value

    def _show_footer(self) -> None:
        """The buttons the page wants, in our order on every system."""
        if self.currentId() < 0:
            return
        footer = self.current.footer()
        button = QWizard.WizardButton
        layout = [button.CancelButton, button.Stretch]
        self.setOption(QWizard.WizardOption.HaveCustomButton1, bool(footer.secondary))
        if footer.secondary:
            self.setButtonText(button.CustomButton1, footer.secondary)
            layout.append(button.CustomButton1)
        if footer.back and len(self.visitedIds()) > 1 and can_go_back(self.model.facts):
            layout.append(button.BackButton)
        if footer.primary:
            layout += _PRIMARIES
            for which in _PRIMARIES:
                self.setButtonText(which, footer.primary)
        self.setButtonText(button.CancelButton, footer.leave)
        self.setButtonText(button.BackButton, self.tr("Back"))
        if layout != self._footer_buttons:
            self._footer_buttons = layout
            self.setButtonLayout(layout)
        for which in _BUTTON_NAMES:
            self.button(which).setAccessibleName(self.buttonText(which))

    def _prepare_buttons(self) -> None:
        self.setOption(QWizard.WizardOption.HaveCustomButton1)
        for which, name in _BUTTON_NAMES.items():
            button = self.button(which)
            button.setObjectName(name)
            kind = Kind.PRIMARY if which in _PRIMARIES else Kind.SECONDARY
            if isinstance(button, QPushButton):
                set_kind(button, Kind.TERTIARY if which is QWizard.WizardButton.CancelButton else kind)

    def _sign_out(self) -> None:
        """Somebody else wants to sign in: this computer forgets the account, and the sign-in page comes up."""
        remember_username("")
        self.current.stop_job()
        self.current.status.start(self.tr("Signing out..."))
        self.model.sign_out(self._on_signed_out)

    def _on_signed_out(self) -> None:
        self.current.status.say("")
        self._go_on_from(self.model.facts)

    def _would_lose_something(self) -> bool:
        facts = self.model.facts
        return facts.device is not None and facts.proven is None

    def _ask_to_close(self) -> None:
        if self._question is not None:
            self._question.raise_()
            return
        self._question = CloseQuestion(self, sent=self.model.facts.sent is not None)
        self._question.stop_chosen.connect(self._close_for_good)
        self._question.destroyed.connect(self._forget_question)
        self._question.open()

    def _forget_question(self) -> None:
        self._question = None

    def _close_for_good(self) -> None:
        self._closing = True
        self.close()
