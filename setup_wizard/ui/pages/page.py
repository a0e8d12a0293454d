"""What every page does alike: its footer, its running job, its problem. Not for moving on: the wizard does that."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, NamedTuple, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from setup_wizard.ui.widgets.setup_page import SetupPage
from setup_wizard.workflow.step import Step

if TYPE_CHECKING:
    from setup_wizard.core.cancel import Cancel
    from setup_wizard.core.errors import SetupError
    from setup_wizard.ui.model import Services, SetupModel
    from setup_wizard.ui.pages.trouble import Trouble
    from setup_wizard.ui.widgets.status_line import StatusLine
    from setup_wizard.workflow.news import News, Say

T = TypeVar("T")


class Footer(NamedTuple):
    """The buttons under a page; an empty `primary` or `secondary` means none."""

    primary: str
    leave: str
    secondary: str = ""
    back: bool = True


class StepPage(SetupPage):
    """A page of the flow. Subclasses fill `content`, and say what `enter` and `submit` do."""

    step: ClassVar[Step]

    passed = Signal()
    footer_changed = Signal()
    action_requested = Signal(object)
    """A `ways_out.Action`."""

    def __init__(self, model: SetupModel) -> None:
        super().__init__(f"{self.step.value}_page", "")
        self.model = model
        self.content = QWidget()
        self.content.setObjectName("content")
        self.lines = QVBoxLayout(self.content)
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.lines.setSpacing(0)
        self._status: StatusLine | None = None
        self._trouble: Trouble | None = None
        self.rows.addWidget(self.content, 1)

    def set_header(self, title: str, sentence: str = "") -> None:
        """What the page is about, also for a screen reader."""
        self.header.set_title(title)
        self.header.set_sentence(sentence)
        self.setAccessibleName(title)

    @property
    def busy(self) -> bool:
        """Whether a job is running; only the page shown ever starts one."""
        return self.model.busy

    @property
    def has_problem(self) -> bool:
        """Whether a problem is shown instead of the content."""
        return self._trouble is not None and not self._trouble.isHidden()

    @property
    def is_half_done(self) -> bool:
        """Whether it changed something, and not all of it."""
        return False

    @property
    def holds_only_copy(self) -> bool:
        """Whether a secret is nowhere but on this page."""
        return False

    @property
    def status(self) -> StatusLine:
        """What is going on; made when there is something to say."""
        if self._status is None:
            from setup_wizard.ui.widgets.status_line import StatusLine

            self._status = StatusLine()
            self.pinned.insertWidget(0, self._status)
        return self._status

    @property
    def trouble(self) -> Trouble:
        """Where a problem is shown; made for the first one, which most pages never have."""
        if self._trouble is None:
            from setup_wizard.ui.pages.trouble import Trouble

            self._trouble = Trouble()
            self._trouble.hide()
            self._trouble.action_chosen.connect(self.action_requested)
            self.rows.addWidget(self._trouble, 1)
        return self._trouble

    def footer(self) -> Footer:
        """The buttons now."""
        raise NotImplementedError

    def enter(self) -> None:
        """The page was reached going forward: fill it from the facts, start what runs by itself."""

    def come_back(self) -> None:
        """The page was reached going back: what was typed is still there."""

    def submit(self) -> None:
        """The primary button was pressed: check the input, start the job or emit `passed`."""
        self.passed.emit()

    def leave(self) -> None:
        """The page was passed: nothing secret stays in its fields."""

    def secondary(self) -> None:
        """The secondary button was pressed."""

    def try_again(self) -> None:
        """Do once more what failed."""
        self.show_content()
        self.submit()

    def edit(self) -> None:
        """Let the person correct the input."""

    def stop_instead_of_leaving(self) -> bool:
        """True if the leading button only stops what this page is doing, or does something else altogether."""
        return False

    def interrupt(self) -> None:
        """Esc was pressed while a job runs."""
        self.stop_job()

    def isComplete(self) -> bool:
        """Buttons are off only while a job is running."""
        return not self.busy

    def focus_first(self) -> None:
        """Where the keyboard starts: at the title, for screen readers; forms choose their first empty field."""
        self.header.focus_title()

    def run(
        self,
        sentence: str,
        work: Callable[[Services, Say, Cancel], T],
        done: Callable[[T], None],
        said: Callable[[News], None] | None = None,
        usually: str = "",
        spinner: bool = True,
    ) -> None:
        """Run a job with a sentence in the status line; a failure is shown on this page."""
        self.show_content()
        self.status.start(sentence, usually=usually, spinner=spinner)
        self.model.add_line(sentence)

        def on_done(result: T) -> None:
            self.status.say("")
            done(result)

        self.model.run(work, done=on_done, failed=self._on_failed, said=said)

    def stop_job(self) -> None:
        """Cancel what runs; the input stays."""
        if self.busy:
            self.model.runner.cancel()
        if self._status is not None:
            self._status.say("")

    def show_content(self) -> None:
        """The page itself, no problem."""
        if self._trouble is not None:
            self._trouble.hide()
        self.content.show()
        self.model.set_problem(None)
        self.footer_changed.emit()

    def explain(self, error: SetupError) -> bool:
        """Show this failure beside the field it is about; False to show it as a problem."""
        del error
        return False

    def show_problem(self, error: SetupError) -> None:
        """The problem with its ways out takes the content's place."""
        self.model.set_problem(error)
        self.model.add_line(str(error))
        self.content.hide()
        self.trouble.show_error(error, self.model.facts)
        self.trouble.show()
        self.footer_changed.emit()

    def _on_failed(self, error: SetupError) -> None:
        self.status.say("")
        if not self.explain(error):
            self.show_problem(error)
