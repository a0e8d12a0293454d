"""What the pages share: facts, services behind a worker, what was typed. No widgets, no navigation.

The first page needs none of it, so it is imported and made when it is first asked for.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from datetime import datetime

    from setup_wizard.core.cancel import Cancel
    from setup_wizard.core.device import DeviceId
    from setup_wizard.core.errors import SetupError
    from setup_wizard.core.host_wifi import Adapter
    from setup_wizard.core.secret import Secret
    from setup_wizard.core.wifi import Enterprise
    from setup_wizard.options import GivenSecrets, Options
    from setup_wizard.ui.cable_watch import CableWatch
    from setup_wizard.ui.runner import Runner
    from setup_wizard.ui.system_panels import SystemPanels
    from setup_wizard.workflow.facts import Facts
    from setup_wizard.workflow.join_mode import JoinMode
    from setup_wizard.workflow.news import News, Say
    from setup_wizard.workflow.restore import Report
    from setup_wizard.workflow.services import TokenStore
    from setup_wizard.workflow.session import Session
    from setup_wizard.workflow.timing import Timing

T = TypeVar("T")
MOST_LINES = 200


class Services(NamedTuple):
    """What a front end works with; opening them imports what is slow, so a worker does it."""

    session: Session
    store: TokenStore
    api: str
    given: GivenSecrets
    username: str | None = None
    client_id: str | None = None


class Typed:
    """What the person typed for the network `ssid` and may want back: never in facts, forgotten with the window.

    Before anything was typed, `enterprise` is the command line's.
    """

    def __init__(self, enterprise: Enterprise | None = None) -> None:
        self.ssid: bytes | None = None
        self.wifi_password: Secret | None = None
        self.unseen: bytes | None = None
        """The network whose security the Photon could not find out, so that it has to be asked."""
        self.enterprise = enterprise
        self.keep_for_next = False


class SetupModel(QObject):
    """Facts and jobs of one window."""

    facts_changed = Signal()
    busy_changed = Signal(bool)
    line_added = Signal(object, str)
    problem_changed = Signal()
    signed_out = Signal()
    adapters_changed = Signal()

    def __init__(
        self,
        options: Options | None,
        open_services: Callable[[], Services],
        timing: Timing | None = None,
        parent: QObject | None = None,
        *,
        find_panels: Callable[[], SystemPanels] | None = None,
    ) -> None:
        """`find_panels` makes what opens the system's settings, None where nothing shall be opened."""
        super().__init__(parent)
        self._options = options
        self._timing = timing
        self._facts: Facts | None = None
        self.typed = Typed(options.enterprise if options is not None else None)
        self.lines: list[tuple[datetime, str]] = []
        self.problem: SetupError | None = None
        self.report: Report | None = None
        self.adapters: tuple[Adapter, ...] = ()
        self.wifi_problem: SetupError | None = None
        self.device_read: DeviceId | None = None
        """Which device the last look for a Photon met, also if the cloud then refused it."""
        self._open_services = open_services
        self._find_panels = find_panels
        self._services: Services | None = None
        self._opening = threading.Lock()

    @cached_property
    def options(self) -> Options:
        """What was said when the program was started; the usual where nothing was."""
        from setup_wizard.options import Options

        return self._options or Options()

    @property
    def first_purpose(self) -> str:
        """What the command line asks for, as a `Purpose`'s value; without one it is a Photon of one's own."""
        if self._options is None:
            return "own_account"
        from setup_wizard.options import purpose_of

        return purpose_of(self._options).value

    @property
    def is_new(self) -> bool:
        """Whether nothing is known yet but the options."""
        return self._facts is None

    @property
    def facts(self) -> Facts:
        """Everything known so far."""
        if self._facts is None:
            from setup_wizard.workflow.facts import Facts

            self._facts = Facts(expected_device_id=self.options.device_id, expected_ssid=self.options.ssid)
        return self._facts

    @cached_property
    def timing(self) -> Timing:
        """How long to watch for the proof: as given, else as the options say."""
        from setup_wizard.workflow.timing import Timing

        return self._timing or Timing(timeout_s=self.options.confirm_timeout_s)

    @cached_property
    def runner(self) -> Runner:
        """Runs the jobs."""
        from setup_wizard.ui.runner import Runner

        runner = Runner(self)
        runner.busy_changed.connect(self.busy_changed)
        return runner

    @cached_property
    def beside(self) -> Runner:
        """Runs what is asked of this computer while a job of the setup may be running."""
        from setup_wizard.ui.runner import Runner

        # Whoever opens the services on its worker needs the other one, which has to be made on this thread.
        return Runner(self.runner)

    @cached_property
    def cables(self) -> CableWatch:
        """The Photons plugged into this computer."""
        from setup_wizard.ui.cable_watch import CableWatch

        return CableWatch(self)

    @cached_property
    def panels(self) -> SystemPanels | None:
        """What opens the system's settings."""
        return self._find_panels() if self._find_panels is not None else None

    @property
    def busy(self) -> bool:
        """Whether a job is running."""
        return "runner" in vars(self) and self.runner.busy

    @property
    def given(self) -> GivenSecrets:
        """What the environment (or the demo) knows already; nothing before the first job."""
        from setup_wizard.options import GivenSecrets

        return self._services.given if self._services else GivenSecrets()

    @property
    def given_username(self) -> str:
        """Whose account was named on the command line or by the demo; empty for nobody."""
        return (self._services.username if self._services else self.options.username) or ""

    @property
    def given_client_id(self) -> str:
        """The product's OAuth client that was named on the command line or by the demo; empty for none."""
        return (self._services.client_id if self._services else self.options.client_id) or ""

    def set_facts(self, facts: Facts) -> None:
        """Something more is known, or something is not true any more."""
        if facts != self.facts:
            self._facts = facts
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
            lambda say, cancel: work(self.services_on_worker(), say, cancel), done=done, failed=failed, said=said
        )

    def run_beside(
        self,
        work: Callable[[Services, Cancel], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[SetupError], None],
    ) -> None:
        """Run this whether or not a job is running; takes the place of what was run like this before."""
        self.beside.start(lambda _say, cancel: work(self.services_on_worker(), cancel), done=done, failed=failed)

    def set_adapters(self, adapters: tuple[Adapter, ...], problem: SetupError | None = None) -> None:
        """The Wi-Fi adapters that can be used, best first; or why none can."""
        self.adapters, self.wifi_problem = adapters, problem
        self.adapters_changed.emit()

    def set_join(self, mode: JoinMode) -> None:
        """Who changes networks from now on, also for the job that is running."""
        if self._services is not None:
            self._services.session.join = mode

    def come_back(self, stuck: Callable[[], None] | None = None) -> None:
        """Bring this computer back to its own network, if it went to the Photon's by itself; jobs wait for that.

        `stuck` is called if it is at the Photon, and only the person can bring it back.
        """
        services = self._services
        if services is None:
            return
        from setup_wizard.workflow.switch import leave_photon_network
        from setup_wizard.workflow.visits import photon_answers

        session = services.session

        def go(cancel: Cancel) -> None:
            asked: list[News] = []
            leave_photon_network(session, asked.append, cancel)
            if asked and stuck is not None and not session.stays_online() and photon_answers(session, cancel):
                self.runner.call_soon(stuck)

        self.runner.do_between(go)

    def set_problem(self, problem: SetupError | None) -> None:
        """What the person is looking at: None once it is mended."""
        if problem is not self.problem:
            self.problem = problem
            self.problem_changed.emit()

    def add_line(self, sentence: str) -> None:
        """A line for the details; the newest are kept."""
        from datetime import datetime

        now = datetime.now().astimezone()
        self.lines = [*self.lines[-MOST_LINES + 1 :], (now, sentence)]
        self.line_added.emit(now, sentence)

    def sign_out(self) -> None:
        """Nobody is signed in from now on; whatever comes next waits until keyring and cloud were told.

        The cloud cannot be told from the Photon's network.
        """
        from setup_wizard.ui.keeping import forget_sign_in
        from setup_wizard.workflow.sign_in import sign_out

        facts = self.facts

        def tell(cancel: Cancel) -> None:
            services = self.services_on_worker()
            try:
                forget_sign_in(services, facts)
            finally:
                sign_out(services.session, facts, cancel)

        self.come_back()
        self.runner.do_between(tell)
        self._forget_typed()
        self.set_facts(facts.without_sign_in())
        self.signed_out.emit()

    def start_next_device(self) -> None:
        """The same again with another Photon; nothing that is still true is asked twice.

        One that was put aside before it was proven is not waited for any more, or it would be taken for the next one;
        the network stays chosen then, for it was not reached yet.
        """
        was_put_aside = self.facts.proven is None
        self.forget_claim_code()
        services = self._services
        if services is not None:
            self.runner.do_between(lambda _cancel: services.session.forget_unfinished())
        self.cables.start_next()
        if not self.typed.keep_for_next:
            self._forget_typed()
        facts = self.facts.for_next_device()
        self.set_facts(facts if self.typed.keep_for_next or was_put_aside else facts.without_network())

    def _forget_typed(self) -> None:
        self.typed = Typed(self.options.enterprise)

    def forget_claim_code(self) -> None:
        """The next attempt fetches a new one."""
        if self._services is not None:
            self._services.session.forget_device()

    def shutdown(self) -> None:
        """Stop what is running; the workers end by themselves, once this computer is back on its own network."""
        if "cables" in vars(self):
            self.cables.shutdown()
        self.beside.shutdown()
        self.runner.shutdown(self._close_services)

    def wait_for_end(self) -> None:
        """`shutdown`, and wait until the workers have ended; raises their defect that nobody has heard of."""
        self.shutdown()
        try:
            self.beside.wait_for_end()
        finally:
            self.runner.wait_for_end()

    def services_on_worker(self) -> Services:
        """The services, opened by whichever worker is first; raises `SetupError`."""
        with self._opening:
            if self._services is None:
                try:
                    self._services = self._open_services()
                except ValueError as exc:
                    from setup_wizard.core.errors import Reason, SetupError

                    raise SetupError(Reason.CLOUD_UNREACHABLE, str(exc)) from exc
            return self._services

    def _close_services(self, _cancel: Cancel) -> None:
        with self._opening:
            services = self._services
        if services is not None:
            services.session.close()
