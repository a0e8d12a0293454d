"""Waiting until the Photon at a USB port answers in setup mode, which it may be sent to by cable, or by its button."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from types import MappingProxyType

from setup_wizard.core.cancel import Budget, Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.usb import UsbPort
from setup_wizard.workflow.cable import find_cables, port_names, use_cable
from setup_wizard.workflow.facts import Facts
from setup_wizard.workflow.journal import UNFINISHED_LOOK_S, finish_unfinished
from setup_wizard.workflow.news import Ask, Say
from setup_wizard.workflow.session import Session
from setup_wizard.workflow.visits import PERSON_TIMEOUT_S, POLL_S, expected

log = logging.getLogger(__name__)

PROBE_BUDGET_S = 1.5
UNFINISHED_TIMEOUT_S = 30.0
"""How long a Photon of an interrupted setup is left alone: it may be on its way to the cloud."""
PATIENCE_S: Mapping[Reason, float] = MappingProxyType(
    {
        Reason.DEVICE_UNREACHABLE: PERSON_TIMEOUT_S,
        Reason.UNPLUGGED: 30.0,
        # ModemManager asks a new port for a modem first.
        Reason.PORT_BUSY: 15.0,
        # Linux gives the right to a port a moment after it is there.
        Reason.PORT_DENIED: 1.0,
    }
)
"""How long in a row each may keep the program from the Photon; for everything else it is over at once."""
UNATTENDED_TIMEOUT_S = 90.0
"""The same for a silent Photon, where nobody is there to press its button."""

_ELSEWHERE = (Reason.UNPLUGGED, Reason.NO_USB_PHOTON, Reason.WRONG_DEVICE)
"""What a port says whose Photon the system has given another one."""


def wait_at_cable(session: Session, facts: Facts, port: UsbPort, say: Say, cancel: Cancel) -> Facts:
    """Facts with the device at this port, or those of an interrupted setup that turned out to have worked.

    A Photon that is not in setup mode is sent there once, then Ask.HOLD_SETUP is said; one whose id is known is
    followed to whatever port the system gives it.
    Raises `SetupError`: NOT_IN_SETUP_MODE when the person's patience ran out, UNPLUGGED, PORT_BUSY, PORT_DENIED,
    NO_USB_PHOTON (the detail names the ports there are), DEVICE_REJECTED_REQUEST (somebody else's dialogue is open),
    WRONG_DEVICE.
    """
    return _Wait(session, facts, port, say).run(cancel)


class _Wait:
    """The state of one wait."""

    def __init__(self, session: Session, facts: Facts, port: UsbPort, say: Say) -> None:
        self._session = session
        self._facts = facts
        self._port = port
        self._say = say
        self._enters = True
        """Whether sending it to setup mode by cable has not been tried since it was plugged in."""
        self._budget = Budget(PERSON_TIMEOUT_S)
        self._hindrance: Reason | None = None
        self._since_s = 0.0
        self._next_look_in_cloud_s = 0.0

    def run(self, cancel: Cancel) -> Facts:
        """Look again and again."""
        while True:
            try:
                return self._look(cancel)
            except SetupError as exc:
                has_moved = exc.reason in _ELSEWHERE and self._follow(cancel)
                if not has_moved or self._budget.spent:
                    self._check_patience(self._told_apart(exc, cancel))
            cancel.sleep(POLL_S)

    def _look(self, cancel: Cancel) -> Facts:
        try:
            identity = self._session.photon.identify(cancel, budget_s=PROBE_BUDGET_S)
        except SetupError as exc:
            if exc.reason is not Reason.DEVICE_UNREACHABLE:
                raise
            if (finished := self._look_in_the_cloud(cancel)) is not None:
                return finished
            if not self._enters or self._may_be_on_its_way() or not self._enter(cancel):
                raise
            identity = self._session.photon.identify(cancel, budget_s=PROBE_BUDGET_S)
        self._session.forget_unfinished()
        return self._facts.with_device(expected(identity, self._facts))

    def _look_in_the_cloud(self, cancel: Cancel) -> Facts | None:
        """As `finish_unfinished`, every few seconds only."""
        if time.monotonic() < self._next_look_in_cloud_s:
            return None
        finished = finish_unfinished(self._session, self._facts, cancel)
        self._next_look_in_cloud_s = time.monotonic() + UNFINISHED_LOOK_S
        return finished

    def _told_apart(self, exc: SetupError, cancel: Cancel) -> SetupError:
        """A Photon that was there comes back, if only at another port; one named by mistake does not."""
        if exc.reason is not Reason.NO_USB_PHOTON:
            return exc
        if self._port.device_id is not None:
            return SetupError(Reason.UNPLUGGED, exc.detail)
        log.info("%s: %s", self._port.name, exc.detail)
        return SetupError(Reason.NO_USB_PHOTON, port_names(find_cables(self._session, cancel)))

    def _check_patience(self, exc: SetupError) -> None:
        if exc.reason is not self._hindrance:
            self._hindrance, self._since_s = exc.reason, time.monotonic()
        lasts_s = time.monotonic() - self._since_s
        patience_s = PATIENCE_S.get(exc.reason, 0.0)
        if exc.reason is Reason.DEVICE_UNREACHABLE and not self._session.is_attended:
            patience_s = min(patience_s, UNATTENDED_TIMEOUT_S)
        if lasts_s < patience_s and not self._budget.spent:
            return
        if exc.reason is Reason.DEVICE_UNREACHABLE:
            raise SetupError(Reason.NOT_IN_SETUP_MODE, f"{self._port.name}: {exc.detail}") from exc
        raise exc

    def _may_be_on_its_way(self) -> bool:
        journal = self._session.journal
        return (
            self._budget.elapsed_s < UNFINISHED_TIMEOUT_S
            and journal is not None
            and journal.unfinished(self._facts) is not None
        )

    def _enter(self, cancel: Cancel) -> bool:
        plugged = self._session.plugged
        entered = plugged is not None and plugged.enter_listening(cancel)
        self._enters = False
        if not entered:
            self._say(Ask.HOLD_SETUP)
        return entered

    def _follow(self, cancel: Cancel) -> bool:
        """Whether the system has given the same Photon another port, used from now on; it starts outside setup mode."""
        self._enters = True
        device_id = self._port.device_id
        for port in find_cables(self._session, cancel):
            if device_id is not None and port.device_id == device_id and port.name != self._port.name:
                self._facts, self._port = use_cable(self._session, self._facts, port), port
                return True
        return False
