"""Ctrl+C, a polite stop from outside and a closed terminal: the same, once, and nothing when all is over."""

from __future__ import annotations

import signal
from collections.abc import Callable
from types import FrameType
from typing import NoReturn

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
"""Windows has no SIGHUP; SIGBREAK is its Ctrl+Break, and the only one that other programs can send there."""

_Handler = Callable[[int, FrameType | None], object] | signal.Handlers


def interrupt_once() -> None:
    """From now on the first of them raises `KeyboardInterrupt`; another must not interrupt what cleans up after it."""
    _handle(_interrupt)


def ignore_interrupts() -> None:
    """The result is about to be told, and has to stay true: whoever interrupts now comes too late.

    Really ignored: when Python ends, it gives handlers of its own back to the system, which would kill.
    """
    _handle(signal.SIG_IGN)


def _interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
    _handle(_come_too_late)
    raise KeyboardInterrupt


def _come_too_late(_number: int, _frame: FrameType | None) -> None:
    """Not `SIG_IGN` here: Python complains about a signal that arrived already and is ignored only now."""


def _handle(handler: _Handler) -> None:
    for name in _NAMES:
        number = getattr(signal, name, None)
        # Ignored from the start is ignored on purpose: by nohup, or by a shell for what runs in the background.
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, handler)
