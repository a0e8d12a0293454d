"""What the pages share: facts, services behind a worker, what was typed. No widgets, no navigation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.options import GivenSecrets, Options
from setup_wizard.ui.runner import Runner
from setup_wizard.workflow.facts import Facts

if TYPE_CHECKING:
    from setup_wizard.core.cancel import Cancel
    from setup_wizard.core.secret import Secret
    from setup_wizard.core.wifi import Enterprise
    from setup_wizard.workflow.news import News, Say
    from setup_wizard.workflow.services import TokenStore
    from setup_wizard.workflow.session import Session
    from setup_wizard.workflow.timing import Timing

T = TypeVar("T")
MOST_LINES = 200


@dataclass(frozen=True, slots=True)
class Services:
    """What a front end works with; opening them imports what is slow, so a worker does it."""

    session: Session
    store: TokenStore
    api: str
    given: GivenSecrets
    username: str | None = None


@dataclass(slots=True)
class Typed:
    """What the person typed for the network `ssid` and may want back: never in facts, forgotten with the window.

    Before anything was typed, `enterprise` is the command line's.
    """

    ssid: bytes | None = None
    wifi_password: Secret | None = None
    enterprise: Enterprise | None = None
    keep_for_next: bool = False


class SetupModel(QObject):
    """Facts and jobs of one window."""

    facts_changed = Signal()
    line_added = Signal(datetime, str)
    problem_changed = Signal()
    signed_out = Signal()

    def __init__(
        self,
        options: Options,
        open_services: Callable[[], Services],
        timing: Timing,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.options = options
        self.timing = timing
        self.facts = Facts(expected_device_id=options.device_id, expected_ssid=options.ssid)
        self.typed = Typed(enterprise=options.enterprise)
        self.runner = Runner(self)
        self.lines: list[tuple[datetime, str]] = []
        self.problem: SetupError | None = None
        self._open_services = open_services
        self._services: Services | None = None

    @property
    def given(self) -> GivenSecrets:
        """What the environment (or the demo) knows already; nothing before the first job."""
        return self._services.given if self._services else GivenSecrets()

    @property
    def given_username(self) -> str:
        """Whose account was named on the command line or by the demo; empty for nobody."""
        return (self._services.username if self._services else self.options.username) or ""

    def set_facts(self, facts: Facts) -> None:
        """Something more is known, or something is not true any more."""
        if facts != self.facts:
            self.facts = facts
            self.facts_changed.emit()

    def run(
        self,
        work: Callable[[Services, Say, Cancel], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[SetupError], None],
        said: Callable[[News], None] | None = None,
    ) -> None:
        """Run a job with the services on the worker; see `Runner.start`."""
        self.set_problem(None)
        self.runner.start(
            lambda say, cancel: work(self._services_on_worker(), say, cancel), done=done, failed=failed, said=said
        )

    def set_problem(self, problem: SetupError | None) -> None:
        """What the person is looking at: None once it is mended."""
        if problem is not self.problem:
            self.problem = problem
            self.problem_changed.emit()

    def add_line(self, sentence: str) -> None:
        """A line for the details; the newest are kept."""
        now = datetime.now().astimezone()
        self.lines = [*self.lines[-MOST_LINES + 1 :], (now, sentence)]
        self.line_added.emit(now, sentence)

    def sign_out(self, then: Callable[[], None]) -> None:
        """Forget the account here and in the keyring and tell the cloud; `then` follows even if it cannot be told."""
        from setup_wizard.workflow.sign_in import sign_out

        facts = self.facts

        def work(services: Services, _say: Say, cancel: Cancel) -> Facts:
            try:
                if facts.username:
                    services.store.forget(services.api, facts.username)
            finally:
                signed_out = sign_out(services.session, facts, cancel)
            return signed_out

        def ended(_result: object) -> None:
            self.set_facts(self.facts.without_sign_in())
            self.signed_out.emit()
            then()

        self.run(work, done=ended, failed=ended)

    def start_next_device(self) -> None:
        """The same again with another Photon; nothing that is still true is asked twice."""
        self.forget_claim_code()
        if not self.typed.keep_for_next:
            self.typed = Typed()
        facts = self.facts.for_next_device()
        self.set_facts(facts if self.typed.keep_for_next else replace(facts, network=None))

    def forget_claim_code(self) -> None:
        """The next attempt fetches a new one."""
        if self._services is not None:
            self._services.session.forget_device()

    def shutdown(self) -> None:
        """Stop what is running; the worker ends by itself."""
        self.runner.shutdown()

    def _services_on_worker(self) -> Services:
        if self._services is None:
            try:
                self._services = self._open_services()
            except ValueError as exc:
                raise SetupError(Reason.CLOUD_UNREACHABLE, str(exc)) from exc
        return self._services
