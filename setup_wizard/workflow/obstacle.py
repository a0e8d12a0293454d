"""What keeps a computer that is in the Photon's network from the Photon: a permission, or a tunnel."""

from __future__ import annotations

import time

from setup_wizard.core.errors import BlockedError, Reason, ReplyLostError, SetupError
from setup_wizard.workflow.news import CannotJoin, Say
from setup_wizard.workflow.session import Session

BELIEVED_AFTER_S = 10.0
"""A network that was just joined may refuse for a moment, and so does a system that is just asking the person."""


class Obstacle:
    """Looks at every failure to reach the Photon; tells of an obstacle once it has lasted for a while."""

    def __init__(self, session: Session, say: Say) -> None:
        self._session = session
        self._say = say
        self._reason: Reason | None = None
        self._since_s = 0.0
        self._told: set[Reason] = set()

    def note(self, failure: SetupError) -> SetupError:
        """The failure, or the obstacle behind it."""
        obstacle = self._behind(failure)
        reason = obstacle.reason if obstacle else None
        if reason is not self._reason:
            self._reason, self._since_s = reason, time.monotonic()
        if obstacle is None:
            return failure
        lasts_s = time.monotonic() - self._since_s
        if lasts_s >= BELIEVED_AFTER_S and obstacle.reason not in self._told:
            self._told.add(obstacle.reason)
            self._say(CannotJoin(obstacle.reason, obstacle.detail))
        return obstacle

    def _behind(self, failure: SetupError) -> SetupError | None:
        if failure.reason is not Reason.DEVICE_UNREACHABLE or isinstance(failure, ReplyLostError):
            return None
        if isinstance(failure, BlockedError):
            return SetupError(Reason.LOCAL_NETWORK_DENIED, failure.detail)
        tunnel = self._session.find_tunnel()
        return SetupError(Reason.VPN_IN_THE_WAY, f"{tunnel} is up; {failure.detail}") if tunnel else None
