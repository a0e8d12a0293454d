"""What can be done for a device that is not in the account yet, without anybody's help: claim it by its id.

Works when the code was refused (expired, used) but the device reached the cloud and has no other owner
(cloud docs: devices). The device presents its code by itself, so this only starts after a while, with growing waits.
"""

from __future__ import annotations

import logging

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.device import DeviceId
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.workflow.access import SIGN_IN_OVER, as_owner
from setup_wizard.workflow.facts import Facts
from setup_wizard.workflow.pauses import GrowingPauses
from setup_wizard.workflow.product import put_into_product
from setup_wizard.workflow.session import Session

log = logging.getLogger(__name__)

GROWTH = 1.4


class ClaimById:
    """Tries after `first_try_s` and then again and again, seldom enough for the cloud's limits."""

    def __init__(self, session: Session, facts: Facts, device_id: DeviceId, first_try_s: float) -> None:
        self._session = session
        self._facts = facts
        self._device_id = device_id
        self._pauses = GrowingPauses(first_try_s, GROWTH)
        self.succeeded = False
        self.may_have_claimed = False
        """It succeeded, or nobody knows: the answer was lost."""
        self.owned_by_other = False

    def try_if_due(self, cancel: Cancel) -> None:
        """Claim by id if it is time to; raises what stops a setup: SIGN_IN_OVER, CANCELLED."""
        if self.succeeded or not self._pauses.is_due:
            return
        self._pauses.begin_next()
        try:
            if self._facts.imports and self._facts.product is not None:
                # A device that is not in the product any more can only be claimed once it is again.
                put_into_product(self._session, self._facts.product, self._device_id, cancel)
            self._claim(cancel)
            self.owned_by_other = False
        except SetupError as exc:
            if exc.reason in (*SIGN_IN_OVER, Reason.CANCELLED):
                raise
            self.owned_by_other = exc.reason is Reason.OWNED_BY_OTHER
            log.info("claim by id: %s", exc)

    def _claim(self, cancel: Cancel) -> None:
        might_before, self.may_have_claimed = self.may_have_claimed, True
        try:
            self.succeeded = as_owner(
                self._session,
                self._facts,
                lambda token: self._session.cloud.claim_device(token, self._device_id, cancel),
                cancel,
            )
        except SetupError as exc:
            if exc.reason is Reason.OWNED_BY_OTHER:
                self.may_have_claimed = might_before
            raise
        self.may_have_claimed = might_before or self.succeeded
