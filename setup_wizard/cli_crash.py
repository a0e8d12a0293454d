"""A defect of this program, told on a terminal."""

from __future__ import annotations

import sys
import threading
import time
from types import TracebackType
from typing import Self

from setup_wizard.console import Console, Result
from setup_wizard.core.errors import Reason
from setup_wizard.crash import report_of
from setup_wizard.output import is_of_output
from setup_wizard.workflow.words import words_for


class TerminalCrashGuard:
    """While inside, what no code expected becomes a report on standard error and, last, a result on the console."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._started_s = time.monotonic()

    def __enter__(self) -> Self:
        self._before = threading.excepthook
        threading.excepthook = _tell_of_thread
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> bool:
        """True if it was told; an output that takes nothing any more and Ctrl+C are no defects."""
        threading.excepthook = self._before
        if not isinstance(exc, Exception) or is_of_output(exc):
            return False
        sys.stderr.write(report_of(exc))
        sys.stderr.flush()
        message = words_for(Reason.INTERNAL_ERROR).message
        seconds = time.monotonic() - self._started_s
        self._console.result(Result(Reason.INTERNAL_ERROR, message, device_id=None, seconds=seconds))
        return True


def _tell_of_thread(died: threading.ExceptHookArgs) -> None:
    """What a thread died of; whoever waits for it goes on."""
    if died.exc_value is not None:
        sys.stderr.write(report_of(died.exc_value))
