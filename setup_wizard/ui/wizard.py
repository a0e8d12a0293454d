"""The window: QWizard's shell around the pages. Which page is next, `Navigation` says; what is on it, the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QPushButton, QRadioButton, QWidget, QWizard

from setup_wizard import NAME
from setup_wizard.ui.look.dress import dress, prepare
from setup_wizard.ui.look.window_width import is_narrow
from setup_wizard.ui.pages.page import Footer, StepPage
from setup_wizard.ui.side_content import SideContent
from setup_wizard.ui.widgets.buttons import Kind, set_new_kind
from setup_wizard.ui.widgets.side_panel import Logos, SidePanel
from setup_wizard.workflow.step import Step

if TYPE_CHECKING:
    from setup_wizard.core.brand import Brand
    from setup_wizard.ui.close_question import Closing
    from setup_wizard.ui.model import SetupModel
    from setup_wizard.ui.navigation import Navigation
    from setup_wizard.ui.widgets.focus_ring import FocusRing

OPENS_AT = QSize(860, 600)
SMALLEST = QSize(720, 520)
PAUSE_MS = 1
"""Until the event loop has heard everything else: without a pause two calls may follow each other in one turn."""
STEPS = tuple(Step)

_BUTTONS: Mapping[QWizard.WizardButton, tuple[str, Kind]] = MappingProxyType(
    {
        QWizard.WizardButton.CancelButton: ("leave_button", Kind.TERTIARY),
        QWizard.WizardButton.CustomButton1: ("secondary_button", Kind.SECONDARY),
        QWizard.WizardButton.BackButton: ("back_button", Kind.SECONDARY),
        QWizard.WizardButton.NextButton: ("next_button", Kind.PRIMARY),
        QWizard.WizardButton.CommitButton: ("commit_button", Kind.PRIMARY),
        QWizard.WizardButton.FinishButton: ("finish_button", Kind.PRIMARY),
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
        *,
        brand: Brand | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("setup_wizard")
        title = brand.name if brand is not None else NAME
        self.setWindowTitle(title)
        self.setMinimumSize(SMALLEST)
        self.resize(OPENS_AT)
        self.model = model
        self._app = app
        self._make_page = make_page
        self._pages: dict[Step, StepPage] = {}
        self._target: Step | None = None
        self._next = Step.PURPOSE
        self._closing = False
        self._held = self._wants_on = False
        self._footer_buttons: list[QWizard.WizardButton] = []
        self._ring: FocusRing | None = None
        logos = Logos(brand.logo, brand.logo_dark) if brand is not None else Logos()
        self.side = SidePanel(title, logos, banner)
        self._side_content = SideContent(self, self.side)
        self.side.steps.step_chosen.connect(lambda key: self.navigation.back_to(key))
        self.side.not_you_clicked.connect(self._sign_out)
        self.side.first_painted.connect(lambda: QTimer.singleShot(0, self._on_first_painted))
        self._make_buttons()
        prepare(self, self.side)
        self.ensure_page(Step.PURPOSE)
        self.setStartId(STEPS.index(Step.PURPOSE))
        self.currentIdChanged.connect(self._on_page_changed)
        self.customButtonClicked.connect(lambda _which: self.current.secondary())
        model.busy_changed.connect(self._on_busy_changed)
        model.facts_changed.connect(self._show_state)
        model.problem_changed.connect(self._show_state)

    @property
    def current(self) -> StepPage:
        """The page shown."""
        page = self.currentPage()
        if not isinstance(page, StepPage):
            raise TypeError("every page of this wizard is a StepPage")
        return page

    @property
    def _is_there(self) -> bool:
        """Whether a page is shown, and not only passed by or left for the next: that one will say what it wants."""
        return self.currentId() >= 0 and self._target in (None, self.current.step)

    @cached_property
    def navigation(self) -> Navigation:
        """Where the window goes; not needed while the first page is only looked at."""
        from setup_wizard.ui.navigation import Navigation

        return Navigation(self)

    @cached_property
    def _last_question(self) -> Closing:
        """Asks before the window closes; not needed before somebody tries to."""
        from setup_wizard.ui.close_question import Closing

        asks = Closing(self)
        asks.confirmed.connect(self._close_for_good)
        return asks

    def make_page(self, step: Step) -> StepPage:
        """The step's page, made when it is first needed so that the window opens sooner."""
        if step not in self._pages:
            self._pages[step] = self._make_page(step, self.model)
        return self._pages[step]

    def ensure_page(self, step: Step) -> StepPage:
        """The step's page, in its place in this window."""
        page = self.make_page(step)
        if self.page(STEPS.index(step)) is None:
            page.passed.connect(self._on_passed)
            page.footer_changed.connect(self._show_all)
            page.action_requested.connect(lambda action: self.navigation.perform(action))
            self.setPage(STEPS.index(step), page)
        return page

    def hold(self) -> None:
        """Pages are being made: whoever wants to go on already does so with `release`."""
        self._held = True

    def release(self) -> None:
        """Nothing has to be made any more on the way."""
        self._held = False
        if self._wants_on:
            self._submit()

    def nextId(self) -> int:
        """The page that `walk` goes to; while one looks at a page, only whether another follows matters."""
        here, ahead = self.currentId(), STEPS.index(self._next)
        if self._target is not None and here != ahead:
            return ahead
        return here + 1 if here + 1 < len(STEPS) else -1

    def initializePage(self, page_id: int) -> None:
        """Going forward: the page starts from the facts, unless it is only passed by."""
        if self._target in (None, STEPS[page_id]):
            self.ensure_page(STEPS[page_id]).enter()

    def cleanupPage(self, page_id: int) -> None:
        """Going back: what was typed stays, what was running stops."""
        page = self.ensure_page(STEPS[page_id])
        page.stop_job()
        page.show_content()

    def validateCurrentPage(self) -> bool:
        """The primary button asks the page; the wizard moves once the page has said it is passed."""
        if self._closing or self._target is not None:
            return True
        self._submit()
        return False

    def walk(self, path: Sequence[Step], *, from_start: bool = False) -> None:
        """To the last page of `path`, by every one before it, so that Back and the step list lead to each of them."""
        self._target = path[-1] if path else Step.PURPOSE
        if from_start:
            self.restart()
        for self._next in path:
            self.ensure_page(self._next)
            self.next()
        self._target = None

    def reject(self) -> None:
        """The leading button: some pages only stop what they are doing."""
        if not self.current.stop_instead_of_leaving():
            self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc stops what is running, not the wizard. Enter on a choice goes on; on a button it presses that button."""
        focus, keys = self.focusWidget(), QtCore.Qt.Key
        if event.key() == keys.Key_Escape:
            if self.current.busy:
                self.current.interrupt()
                self._find_focus()
        elif event.key() not in (keys.Key_Return, keys.Key_Enter):
            super().keyPressEvent(event)
        elif isinstance(focus, QRadioButton | QCheckBox):
            self._submit()
        elif isinstance(focus, QAbstractButton):
            focus.click()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing is safe at any moment; it asks only when something would be lost."""
        if not (self._closing or self.model.is_new) and self._last_question.has_to_ask():
            event.ignore()
            return
        self.model.shutdown()
        event.accept()

    def showEvent(self, event: QShowEvent) -> None:
        """What QWizard lays out only now gets its margins."""
        super().showEvent(event)
        dress(self, self.side)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window leaves less room around everything."""
        super().resizeEvent(event)
        self.side.set_narrow(is_narrow(self))

    def done(self, result: int) -> None:
        """Finish, once the page agrees: close as any other way, with the worker stopped."""
        if not self._closing:
            self.current.submit()
            return
        self.model.shutdown()
        super().done(result)

    def _submit(self) -> None:
        self._wants_on = self._held
        if not self._held:
            self.current.submit()

    def _on_first_painted(self) -> None:
        """The slots make what was not needed so far; each that takes long gets a turn of the event loop for itself."""
        self.first_painted.emit()
        QTimer.singleShot(PAUSE_MS, self._mind_keyboard)

    def _mind_keyboard(self) -> None:
        from PySide6.QtGui import QKeySequence, QShortcut

        from setup_wizard.ui.stray_input import StrayInput
        from setup_wizard.ui.widgets.focus_ring import FocusRing

        StrayInput(self)
        self._ring = FocusRing(self, self._app)
        QShortcut(QKeySequence.StandardKey.Back, self, self._back_if_shown)

    def _find_focus(self) -> None:
        """The button that had started the job was off meanwhile, which took the keyboard from it."""
        if self._app.focusWidget() is None:
            self.current.focus_first()

    def _on_passed(self) -> None:
        """Go on from the page that says it is done; from the last one, finish."""
        self.current.leave()
        if self.current.step is Step.DONE:
            self._closing = True
            self.accept()
        else:
            self.navigation.forward()

    def _back_if_shown(self) -> None:
        button = self.button(QWizard.WizardButton.BackButton)
        if button.isVisible() and button.isEnabled():
            button.click()

    def _on_page_changed(self, _page_id: int) -> None:
        if not self._is_there:
            return
        if self._target is None:
            self.current.come_back()
        self._show_all()
        self.current.focus_first()

    def _on_busy_changed(self, _busy: bool) -> None:
        """Only the page shown ever starts a job, and QWizard asks again whether a page is complete when it shows it."""
        if self._is_there:
            self.current.completeChanged.emit()
            self._show_all()

    def _show_all(self) -> None:
        """What is around the page: its footer also says whether the ways back at the side are open."""
        self._show_state()
        self._show_footer()

    def _show_state(self) -> None:
        """Steps and account at the side."""
        if self._is_there:
            footer = self.current.footer()
            self._side_content.show(self.current, footer, may_go_back=self._may_go_back(footer))

    def _show_footer(self) -> None:
        """The buttons the page wants, in our order on every system."""
        if not self._is_there:
            return
        footer = self.current.footer()
        button = QWizard.WizardButton
        layout = [button.CancelButton, button.Stretch]
        self.setOption(QWizard.WizardOption.HaveCustomButton1, bool(footer.secondary))
        if footer.secondary:
            self.setButtonText(button.CustomButton1, footer.secondary)
            layout.append(button.CustomButton1)
        if self._may_go_back(footer):
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
        for which in _BUTTONS:
            self.button(which).setAccessibleName(self.buttonText(which))

    def _may_go_back(self, footer: Footer) -> bool:
        """Whether neither what is done nor what the page is doing is in the way."""
        return len(self.visitedIds()) > 1 and footer.back and self.navigation.can_go_back

    def _make_buttons(self) -> None:
        for which, (name, kind) in _BUTTONS.items():
            button = QPushButton()
            button.setObjectName(name)
            set_new_kind(button, kind)
            self.setButton(which, button)

    def _sign_out(self) -> None:
        """Somebody else wants to sign in: this computer forgets the account, and the sign-in page comes up."""
        from setup_wizard.ui.settings import remember_username

        remember_username("")
        self.current.stop_job()
        for page in self._pages.values():
            page.leave()
        self.model.sign_out()
        self.navigation.go_on_from(self.model.facts)

    def _close_for_good(self) -> None:
        self._closing = True
        self.close()
