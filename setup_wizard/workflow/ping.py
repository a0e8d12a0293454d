"""Asking the device itself, where the cloud's times do not tell whether it was heard since it was sent off.

A Photon in setup mode is not connected, so an answer that comes after that is fresh.
"""

from __future__ import annotations

import logging

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.device import DeviceId
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.workflow.access import as_owner
from setup_wizard.workflow.facts import Facts
from setup_wizard.workflow.pauses import GrowingPauses
from setup_wizard.workflow.session import Session

log = logging.getLogger(__name__)

GROWTH = 2.0


class Pings:
    """A few of them, after `first_try_s` and then with growing pauses.

    A cloud may wait half a minute for a device that is not there, and take a moment to notice that it left.
    """

    def __init__(self, session: Session, facts: Facts, device_id: DeviceId, first_try_s: float) -> None:
        self._session = session
        self._facts = facts
        self._device_id = device_id
        self._pauses = GrowingPauses(first_try_s, GROWTH)
        self.answered = False

    def try_if_due(self, cancel: Cancel) -> None:
        """Ping if it is time to; one that fails is no failure of the setup. Raises `SetupError(CANCELLED)`."""
        if not self._pauses.is_due:
            return
        try:
            self.answered = as_owner(
                self._session,
                self._facts,
                lambda token: self._session.cloud.ping_device(token, self._device_id, cancel),
                cancel,
            )
        except SetupError as exc:
            if exc.reason is Reason.CANCELLED:
                raise
            log.info("ping: %s", exc)
        self._pauses.begin_next()
