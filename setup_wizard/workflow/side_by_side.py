"""Setting several plugged-in Photons up at the same time, each on a thread of its own."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from dataclasses import dataclass, replace

from setup_wizard.core.cancel import INTERRUPTIBLE_S, Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.usb import UsbPort
from setup_wizard.workflow.access import asks_cloud
from setup_wizard.workflow.cable import use_cable
from setup_wizard.workflow.confirm import confirm
from setup_wizard.workflow.events import OwnersEvents
from setup_wizard.workflow.facts import Facts, Purpose
from setup_wizard.workflow.flow import next_step
from setup_wizard.workflow.join import join_photon
from setup_wizard.workflow.news import News
from setup_wizard.workflow.prepare import note_devices
from setup_wizard.workflow.send import NetworkSecrets, send_network
from setup_wizard.workflow.session import Session
from setup_wizard.workflow.step import Step
from setup_wizard.workflow.timing import Timing

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Unit:
    """One of them: where it is, what it is doing, and how it ended (None while it goes on)."""

    port: UsbPort
    facts: Facts
    step: Step
    news: News | None = None
    reason: Reason | None = None
    detail: str = ""


Tell = Callable[[Unit], None]


def set_up_side_by_side(
    session: Session,
    facts: Facts,
    ports: Sequence[UsbPort],
    secrets: NetworkSecrets,
    tell: Tell,
    cancel: Cancel,
    timing: Timing | None = None,
) -> tuple[Unit, ...]:
    """Set all of them up for the same owner and network; `tell` hears of every change, on the threads themselves.

    `facts` know the purpose, the sign-in, the product, the customer and the network already. One that fails stops no
    other; never raises for it. A defect in one ends it with INTERNAL_ERROR, and is told to `threading.excepthook`.
    """
    with ExitStack() as stack:
        events = None
        if asks_cloud(facts):
            try:
                facts = note_devices(session, facts, cancel)
            except SetupError as exc:
                return tuple(_failed(Unit(port, facts, Step.JOIN), exc, tell) for port in ports)
            if facts.purpose is not Purpose.PRODUCT_DEVICE:
                events = stack.enter_context(OwnersEvents(session, facts, cancel))
        runs = [_Run(session, facts, port, secrets, tell, timing, events) for port in ports]
        pool = stack.enter_context(ThreadPoolExecutor(len(runs) or 1, thread_name_prefix="photon"))
        futures = [pool.submit(run.run, cancel) for run in runs]
        try:
            while wait(futures, INTERRUPTIBLE_S).not_done:
                pass
        except KeyboardInterrupt:
            cancel.cancel()
            raise
        return tuple(run.outcome(future) for run, future in zip(runs, futures, strict=True))


class _Run:
    """One Photon's way through the steps, on a thread of its own."""

    def __init__(
        self,
        session: Session,
        facts: Facts,
        port: UsbPort,
        secrets: NetworkSecrets,
        tell: Tell,
        timing: Timing | None,
        events: OwnersEvents | None,
    ) -> None:
        # Tokens are the same, a claim code is one device's; there is only one journal, and by cable there is a way
        # back to a Photon that was sent off.
        self._session = replace(session, claim_code=None, journal=None, plugged=None)
        self._facts = replace(
            facts.without_device(), cable=None, networks=(), imported=None, expected_device_id=None, device_name=""
        )
        self._port = port
        self._secrets = secrets
        self._tell = tell
        self._timing = timing
        self._events = events
        self._step = Step.JOIN

    def run(self, cancel: Cancel) -> Unit:
        """Step by step until proven or failed."""
        try:
            self._facts = use_cable(self._session, self._facts, self._port)
            while (step := next_step(self._facts)) is not Step.DONE:
                self._step = step
                self._tell(self._unit())
                self._facts = self._do(step, cancel)
        except SetupError as exc:
            return _failed(self._unit(), exc, self._tell)
        finally:
            self._session.let_go()
        self._step = Step.DONE
        ended = self._unit(reason=self._facts.proven)
        self._tell(ended)
        return ended

    def outcome(self, ended: Future[Unit]) -> Unit:
        """How `run` ended; its result, unless a defect kept it from one."""
        if (defect := ended.exception()) is None:
            return ended.result()
        unit = self._unit(reason=Reason.INTERNAL_ERROR)
        self._tell(unit)
        threading.excepthook(threading.ExceptHookArgs((type(defect), defect, defect.__traceback__, None)))
        return unit

    def _do(self, step: Step, cancel: Cancel) -> Facts:
        if step is Step.JOIN:
            return join_photon(self._session, self._facts, self._say, cancel)
        if step is Step.PASSWORD:
            return send_network(self._session, self._facts, self._secrets, self._say, cancel)
        if step is Step.CONFIRM:
            return confirm(self._session, self._facts, self._say, cancel, self._timing, self._events)
        raise ValueError(f"{step} has to be done before several Photons are set up")

    def _say(self, news: News) -> None:
        self._tell(self._unit(news=news))

    def _unit(self, news: News | None = None, reason: Reason | None = None) -> Unit:
        return Unit(self._facts.cable or self._port, self._facts, self._step, news, reason)


def _failed(unit: Unit, exc: SetupError, tell: Tell) -> Unit:
    log.info("%s ended: %s", unit.port.name, exc)
    ended = replace(unit, reason=exc.reason, detail=exc.detail)
    tell(ended)
    return ended
