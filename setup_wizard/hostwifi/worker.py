"""Calls that may hang in the system, on a thread that can be left behind."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import TypeVar

from setup_wizard.core.cancel import Cancel, wait_in_slices
from setup_wizard.core.errors import Reason, SetupError

T = TypeVar("T")


class Worker:
    """Runs one call after the other, in order. Nobody has to wait for one that hangs: the process can end without it.

    The thread starts with the first call. It is a daemon, unlike those of `ThreadPoolExecutor`, which every exit of
    the program waits for.
    """

    def __init__(self) -> None:
        self._calls: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()

    def start(self, call: Callable[[], T]) -> Future[T]:
        """Run it once the calls before it have ended."""
        future: Future[T] = Future()

        def body() -> None:
            try:
                future.set_result(call())
            except BaseException as exc:  # noqa: BLE001 - raised again in the thread that wants the result
                future.set_exception(exc)

        self._calls.put(body)
        # Two threads may come with the first call at once: a second worker would overtake, and never end.
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="host-wifi", daemon=True)
                self._thread.start()
        return future

    def run(self, call: Callable[[], T], cancel: Cancel, timeout_s: float) -> T:
        """The call's result; raises what it raises, `SetupError(CANCELLED)` as soon as cancelled, and after the time
        JOIN_FAILED. Both of these leave the call behind.
        """
        return wait_for(self.start(call), cancel, timeout_s)

    def stop(self) -> None:
        """End the thread once the calls given to it have ended."""
        self._calls.put(None)

    def _work(self) -> None:
        while (call := self._calls.get()) is not None:
            call()


def wait_for(future: Future[T], cancel: Cancel, timeout_s: float) -> T:
    """As `Worker.run`, for a call that was started before."""
    ended = threading.Event()
    future.add_done_callback(lambda _future: ended.set())
    with cancel.calling(ended.set):
        wait_in_slices(ended, timeout_s)
    cancel.check()
    if not future.done():
        raise SetupError(Reason.JOIN_FAILED, f"this computer's Wi-Fi did not answer within {timeout_s:g} s")
    return future.result()
