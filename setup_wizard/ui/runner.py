"""The one bridge between the window and worker threads: the only file where threads meet Qt.

Jobs block, take a `Cancel`, and end soon after it is set; so do all of the services' calls.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.workflow.news import News, Say

log = logging.getLogger(__name__)

T = TypeVar("T")


class Runner(QObject):
    """Runs one job at a time off the UI thread and reports back on it.

    Starting a job cancels the one before; the single worker thread keeps their calls from overlapping. Whatever a
    cancelled job still says is dropped here, so no page has to guard against it. Errands are done between the jobs.
    """

    busy_changed = Signal(bool)
    _post = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="setup")
        self._current: Cancel | None = None
        self._waiting: Future[None] | None = None
        self._shut_down = Cancel()
        self._defects: deque[BaseException] = deque()
        """What no code expected on the worker, until it is raised on the UI thread."""
        self._post.connect(self._call, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether a job is running."""
        return self._current is not None

    def start(
        self,
        work: Callable[[Say, Cancel], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[SetupError], None],
        said: Callable[[News], None] | None = None,
    ) -> None:
        """Run `work`; exactly one of `done` and `failed` follows on the UI thread, unless the job is cancelled.

        An errand given on `busy_changed` is done before it.

        A window that closes takes the focus from its fields, which may start a job: it is cancelled from the start.
        """
        self.cancel()
        if self._shut_down.cancelled:
            return
        cancel = self._current = Cancel()
        self.busy_changed.emit(True)

        def say(news: News) -> None:
            if said is not None:
                self._deliver(cancel, lambda: said(news))

        def body() -> None:
            try:
                result = work(say, cancel)
            except SetupError as exc:
                problem = exc
                self._deliver(cancel, lambda: failed(problem), last=True)
            except BaseException as exc:
                # A defect, not a failed setup: the window must not wait for ever.
                broken = SetupError(Reason.INTERNAL_ERROR, type(exc).__name__)
                self._deliver(cancel, lambda: failed(broken), last=True)
                self._tell_of_defect(exc)
                raise
            else:
                self._deliver(cancel, lambda: done(result), last=True)

        self._waiting = self._pool.submit(body)

    def cancel(self) -> None:
        """Stop the running job, if any; nothing of it is heard again."""
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None
        if self._current is not None:
            self._current.cancel()
            self._current = None
            self.busy_changed.emit(False)

    def do_between(self, errand: Callable[[Cancel], None]) -> None:
        """Do this after the running job and before the next one, which waits for it; only `shutdown` cancels it."""
        if not self._shut_down.cancelled:
            self._pool.submit(self._do, errand, self._shut_down)

    def call_soon(self, call: Callable[[], None]) -> None:
        """Call it on the UI thread, once the event loop gets to it and unless that is after the end."""

        def on_ui_thread() -> None:
            if not self._shut_down.cancelled:
                call()

        self._post.emit(on_ui_thread)

    def shutdown(self, last: Callable[[Cancel], None] | None = None) -> None:
        """Stop for good; the worker thread ends as soon as its job noticed, and has done `last`."""
        self.cancel()
        if self._shut_down.cancelled:
            return
        self._shut_down.cancel()
        if last is not None:
            self._pool.submit(self._do, last, Cancel())
        self._pool.shutdown(wait=False)

    def wait_for_end(self) -> None:
        """Wait for the worker after `shutdown`; raises its defect that the event loop was too late to hear of."""
        self._pool.shutdown()
        self._raise_defect()

    def _do(self, errand: Callable[[Cancel], None], cancel: Cancel) -> None:
        try:
            errand(cancel)
        except SetupError as exc:
            log.info("errand: %s", exc)
        except BaseException as exc:
            self._tell_of_defect(exc)
            raise

    def _tell_of_defect(self, exc: BaseException) -> None:
        """Raise it once more on the UI thread, where it is told as any other: a pool keeps what its jobs raise."""
        self._defects.append(exc)
        self._post.emit(self._raise_defect)

    def _raise_defect(self) -> None:
        if self._defects:
            raise self._defects.popleft()

    def _deliver(self, cancel: Cancel, call: Callable[[], None], *, last: bool = False) -> None:
        def on_ui_thread() -> None:
            if self._current is not cancel:
                return
            if last:
                self._current = None
                self.busy_changed.emit(False)
            call()

        self._post.emit(on_ui_thread)

    @Slot(object)
    def _call(self, call: Callable[[], None]) -> None:
        call()
