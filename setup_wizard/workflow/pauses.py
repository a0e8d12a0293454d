"""When something that may help, and costs the cloud a call, is tried again."""

from __future__ import annotations

import time


class GrowingPauses:
    """Due after `first_s` seconds, and then after pauses that are `growth` times as long as the one before."""

    def __init__(self, first_s: float, growth: float) -> None:
        self._pause_s = first_s
        self._growth = growth
        self._next_s = time.monotonic() + first_s

    @property
    def is_due(self) -> bool:
        """Whether it is time."""
        return time.monotonic() >= self._next_s

    def begin_next(self) -> None:
        """The next pause begins now."""
        self._pause_s *= self._growth
        self._next_s = time.monotonic() + self._pause_s
