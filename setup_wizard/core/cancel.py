"""Waiting that a person can end, and how long a call may take in all."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from setup_wizard.core.errors import Reason, SetupError

INTERRUPTIBLE_S = 0.1
"""The longest single wait of a main thread: on Windows, none notices Ctrl+C before its end (python/cpython#125541)."""


class Cancel:
    """A person's "stop": checked between calls, wakes every wait, and runs the hooks that interrupt a blocked call."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._lock = threading.Lock()
        self._hooks: list[Callable[[], None]] = []

    @property
    def cancelled(self) -> bool:
        """Whether `cancel()` was called."""
        return self._event.is_set()

    def cancel(self) -> None:
        """Stop: wakes sleepers and runs the hooks, in the calling thread."""
        with self._lock:
            self._event.set()
            hooks = list(self._hooks)
        for hook in hooks:
            hook()

    def check(self) -> None:
        """Raise `SetupError(CANCELLED)` if cancelled."""
        if self._event.is_set():
            raise SetupError(Reason.CANCELLED)

    def sleep(self, seconds: float) -> None:
        """Wait; raises `SetupError(CANCELLED)` as soon as cancelled."""
        if self.wait(seconds):
            raise SetupError(Reason.CANCELLED)

    def wait(self, seconds: float) -> bool:
        """As `sleep`, for threads that end themselves: True as soon as cancelled, False after the time."""
        return wait_in_slices(self._event, seconds)

    @contextmanager
    def calling(self, hook: Callable[[], None]) -> Iterator[None]:
        """While inside, `cancel()` calls `hook`, which must be quick and thread-safe; at once if already cancelled."""
        with self._lock:
            self._hooks.append(hook)
            late = self._event.is_set()
        try:
            if late:
                hook()
            yield
        finally:
            with self._lock:
                self._hooks.remove(hook)


class Budget:
    """The total time one operation may take, however many bytes or retries it is spread over."""

    def __init__(self, total_s: float) -> None:
        self.total_s = total_s
        self._end_s = time.monotonic() + total_s

    @property
    def remaining_s(self) -> float:
        """Seconds left, never negative."""
        return max(0.0, self._end_s - time.monotonic())

    @property
    def elapsed_s(self) -> float:
        """Seconds since the start."""
        return self.total_s - (self._end_s - time.monotonic())

    @property
    def spent(self) -> bool:
        """Whether no time is left."""
        return self.remaining_s <= 0.0


def wait_in_slices(event: threading.Event, seconds: float) -> bool:
    """As `event.wait`, but Ctrl+C interrupts it everywhere."""
    budget = Budget(seconds)
    while not event.wait(min(INTERRUPTIBLE_S, budget.remaining_s)):
        if budget.spent:
            return False
    return True
