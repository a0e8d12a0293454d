"""This computer's Wi-Fi beside the setup: put right after a crash, looked at early, brought back at the end."""

from __future__ import annotations

from PySide6.QtCore import QObject

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.host_wifi import Adapter
from setup_wizard.places import visit_file
from setup_wizard.ui.model import Services
from setup_wizard.ui.widgets.announce import announce
from setup_wizard.ui.widgets.note import Note, Tone
from setup_wizard.ui.wizard import SetupWizard
from setup_wizard.ui.words import translated_words
from setup_wizard.workflow.facts import Purpose
from setup_wizard.workflow.flow import next_step
from setup_wizard.workflow.join_mode import JoinMode
from setup_wizard.workflow.step import Step

_BEFORE_THE_PHOTON = (Step.PURPOSE, Step.SIGN_IN, Step.PRODUCT, Step.CUSTOMER, Step.RESTORE)
"""Pages whose jobs need the internet, which the Photon's network has not."""
_ON_THE_WAY = (Step.SIGN_IN, Step.PRODUCT, Step.CUSTOMER)
"""Pages that lead to the Photon, and can tell early that this computer will not get there."""
_AT_THE_PHOTON = (Step.JOIN, Step.NETWORK, Step.PASSWORD, Step.CONFIRM)
_WORTH_TELLING = (Reason.NO_WIFI_ADAPTER, Reason.WIFI_OFF)
"""What takes the person a while to mend; the rest the join page has ways around."""


class OwnWifi(QObject):
    """Does what is no page's job. But for what a crash left behind, nothing is asked before Continue is pressed."""

    def __init__(self, wizard: SetupWizard) -> None:
        super().__init__(wizard)
        self._wizard = wizard
        self._model = wizard.model
        self._note = Note("")
        self._note.setObjectName("own_wifi")
        self._note.hide()
        self._note.setParent(wizard)
        self._was_near = False
        self._was_there = False
        self._is_stuck = False
        self._model.busy_changed.connect(self._on_busy_changed)
        self._model.facts_changed.connect(self._on_facts_changed)
        self._model.problem_changed.connect(self._on_problem_changed)
        wizard.currentIdChanged.connect(self._on_page_changed)

    def clean_up(self) -> None:
        """A run that was killed on the Photon's network left this computer there."""
        if visit_file().exists():
            self._model.run_beside(_clean_up, done=self._on_cleaned_up, failed=self._on_not_cleaned_up)

    def _on_cleaned_up(self, was_left: bool) -> None:
        if was_left:
            self._tell(self.tr("A setup was interrupted before: this computer is back on its own network."), Tone.GOOD)
        self._look_if_due()

    def _on_not_cleaned_up(self, problem: SetupError) -> None:
        self._model.add_line(str(problem))
        self._tell(
            self.tr("A setup was interrupted before. Check that this computer is back on its own Wi-Fi."), Tone.WARN
        )
        self._look_if_due()

    def _on_page_changed(self, page_id: int) -> None:
        if page_id < 0:
            return
        self._note.hide()
        self._tell_problem()
        self._look_if_due()

    def _look_if_due(self) -> None:
        """Find out whether this computer has Wi-Fi at all, unless that is known."""
        model, step = self._model, self._wizard.current.step
        if model.is_new or step not in (*_ON_THE_WAY, Step.JOIN) or model.facts.purpose is Purpose.RESTORE:
            return
        if model.options.join is not JoinMode.NONE and not model.adapters and not model.beside.busy:
            model.run_beside(_adapters, done=self._on_adapters, failed=self._on_no_adapters)

    def _on_adapters(self, adapters: tuple[Adapter, ...]) -> None:
        if self._model.wifi_problem is not None:
            self._note.hide()
        self._model.set_adapters(adapters)

    def _on_no_adapters(self, problem: SetupError) -> None:
        self._model.add_line(str(problem))
        self._model.set_adapters((), problem)
        self._tell_problem()

    def _tell_problem(self) -> None:
        """The page of the Photon says it by itself."""
        problem = self._model.wifi_problem
        if problem is not None and problem.reason in _WORTH_TELLING and self._wizard.current.step in _ON_THE_WAY:
            self._tell(translated_words(problem.reason).message, Tone.WARN)

    def _tell(self, sentence: str, tone: Tone) -> None:
        """On the page shown, until another one is."""
        self._note.show_text(sentence, tone)
        self._wizard.current.pinned.insertWidget(0, self._note)
        self._note.show()
        announce(self._note, sentence)

    def _on_busy_changed(self, busy: bool) -> None:
        """Whoever changes an answer on the way has been at the Photon: back before the job, which waits for this."""
        if busy and self._is_stuck:
            # It is looked again; what the job then meets may have nothing to do with it.
            self._is_stuck = False
            self._note.hide()
        if busy and self._was_there and self._wizard.current.step in _BEFORE_THE_PHOTON:
            self._was_there = False
            self._model.come_back(self._ask_to_leave)

    def _ask_to_leave(self) -> None:
        self._was_there = True
        if self._wizard.current.step in _BEFORE_THE_PHOTON:
            self._is_stuck = True
            self._tell(
                self.tr(
                    "This computer is on the Photon's Wi-Fi, where there is no internet. Go back to your own Wi-Fi "
                    "first."
                ),
                Tone.WARN,
            )

    def _on_facts_changed(self) -> None:
        """The Photon is not needed any more: the setup has ended, or something else comes first."""
        facts = self._model.facts
        self._was_there |= facts.device is not None and facts.cable is None
        is_near = next_step(facts) in _AT_THE_PHOTON
        if self._was_near and not is_near:
            self._model.come_back()
        self._was_near = is_near

    def _on_problem_changed(self) -> None:
        """Nobody has to read about a failure without internet; whoever tries again joins again."""
        if self._model.problem is not None and next_step(self._model.facts) in (Step.JOIN, Step.CONFIRM):
            self._model.come_back()


def _clean_up(services: Services, cancel: Cancel) -> bool:
    host = services.session.host
    return host is not None and host.clean_up(cancel)


def _adapters(services: Services, cancel: Cancel) -> tuple[Adapter, ...]:
    host = services.session.host
    return host.adapters(cancel) if host is not None else ()
