"""Whether the Photon answers in setup mode, looked at again and again after it was sent off."""

from __future__ import annotations

import time

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.device import DeviceId
from setup_wizard.core.errors import Reason, ReplyLostError, SetupError
from setup_wizard.workflow.news import Milestone, Say
from setup_wizard.workflow.session import Session

PROBE_BUDGET_S = 1.0
CABLE_PROBE_BUDGET_S = 2.0
"""More than was enough to find it by cable: one that is found again has not joined."""
_LONGEST_GAP_S = 10.0
"""Between two looks at a Photon, a change of networks between them included."""
_NO_WAY_TO_ASK = (Reason.UNPLUGGED, Reason.NO_USB_PHOTON, Reason.PORT_BUSY, Reason.PORT_DENIED)


class Presence:
    """What the looks so far have shown; times are monotonic."""

    def __init__(self, session: Session, device_id: DeviceId, say: Say, *, has_left: bool = False) -> None:
        self._session = session
        self._budget_s = CABLE_PROBE_BUDGET_S if session.plugged is not None else PROBE_BUDGET_S
        self._device_id = device_id
        self._say = say
        self._misses = 0
        self.answers = not has_left
        """Whether it is in setup mode."""
        self.answers_for_s = 0.0
        """How long it has been, as far as it was asked: a computer that stood still meanwhile adds little."""
        self._answered_s: float | None = None
        self.gone_since_s: float | None = None
        self.was_gone = has_left
        self._unplugged_since_s: float | None = None
        self.failure: SetupError | None = None
        """Why nobody answered the last look."""

    @property
    def never_left(self) -> bool:
        """Whether it has been in setup mode all the time."""
        return self.answers and not self.was_gone

    @property
    def is_unplugged(self) -> bool:
        """Whether its port was gone at the last look."""
        return self._unplugged_since_s is not None

    @property
    def unplugged_for_s(self) -> float:
        """How long its port has been gone at every look, 0 while it is there."""
        return time.monotonic() - self._unplugged_since_s if self._unplugged_since_s is not None else 0.0

    def look(self, cancel: Cancel) -> None:
        """Ask for its id once; raises `SetupError(CANCELLED)`."""
        asked_s = time.monotonic()
        self.failure = None
        unplugged_since_s, self._unplugged_since_s = self._unplugged_since_s, None
        try:
            found = self._session.photon.identify(cancel, budget_s=self._budget_s)
            answers = found.device_id == self._device_id
        except ReplyLostError:
            # Somebody took the question and was slow to answer: that is neither there nor gone.
            self._is_silent()
            return
        except SetupError as exc:
            if exc.reason is Reason.CANCELLED:
                raise
            self.failure = exc
            if exc.reason in _NO_WAY_TO_ASK:
                # A port that cannot be used says nothing of whether it is in setup mode.
                self._is_silent()
                self.gone_since_s = None
                if exc.reason is Reason.UNPLUGGED:
                    self._unplugged_since_s = unplugged_since_s or asked_s
                return
            answers = False
        now_s = time.monotonic()
        if answers:
            self._is_there(asked_s)
        else:
            # A refusal comes at once; silence may be a lost packet, so it has to happen twice.
            self._misses += 2 if now_s - asked_s < self._budget_s / 2 else 1
            if self._misses >= 2:
                self._is_gone(now_s)

    def _is_there(self, asked_s: float) -> None:
        self._misses = 0
        self.gone_since_s = None
        if self._answered_s is not None:
            self.answers_for_s += min(asked_s - self._answered_s, _LONGEST_GAP_S)
        self._answered_s = asked_s
        if not self.answers:
            self.answers = True
            if self.was_gone:
                self._say(Milestone.BACK_IN_SETUP_MODE)

    def _is_silent(self) -> None:
        self.answers, self.answers_for_s, self._answered_s = False, 0.0, None

    def _is_gone(self, now_s: float) -> None:
        self.was_gone = True
        self._is_silent()
        if self.gone_since_s is None:
            self.gone_since_s = now_s
            self._say(Milestone.LEFT_SETUP_MODE)
