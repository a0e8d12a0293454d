"""When the cloud is asked for the device again."""

from __future__ import annotations

import time

from setup_wizard.core.cancel import Budget
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.workflow.timing import Timing


class PollPlan:
    """At first quickly, slower after a while and after RATE_LIMITED; at once for an event, but never too early."""

    def __init__(self, timing: Timing, budget: Budget) -> None:
        self._timing = timing
        self._budget = budget
        self._poll_s = timing.poll_s
        self._next_s = 0.0
        self._earliest_s = 0.0

    @property
    def due_in_s(self) -> float:
        """How long until then; not positive when it is due."""
        return self._next_s - time.monotonic()

    def hurry(self) -> None:
        """Something happened: as soon as the cloud may be asked."""
        self._next_s = min(self._next_s, self._earliest_s)

    def asked(self, failure: SetupError | None = None) -> None:
        """It was asked just now, in vain if there is a failure."""
        now_s = time.monotonic()
        if self._budget.elapsed_s > self._timing.slow_after_s:
            self._poll_s = max(self._poll_s, self._timing.slow_poll_s)
        pause_s = self._timing.probe_s
        if failure is not None and failure.reason is Reason.RATE_LIMITED:
            self._poll_s *= 2
            pause_s = max(self._poll_s, failure.retry_after_s or 0.0)
        self._earliest_s = now_s + pause_s
        self._next_s = now_s + max(self._poll_s, pause_s)
