"""What the console has printed since it was last written to, and which prompt stands at its end.

The console echoes every character of an answer, passwords too: nothing of the text ever leaves this file but what a
mark captures, not into a log and not into an exception.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from setup_wizard.core.cancel import Budget, Cancel
from setup_wizard.usb.line import Line

MOST_TEXT_BYTES = 16384
QUIET_S = 0.2
"""After this long a prompt is whole, though the blank that usually ends it has not come."""

STALE_S = 0.5
"""How long what was printed earlier may keep coming: a user's program that is running may never end."""

SLOWEST_BYTE_S = 0.04
"""The firmware may wait before each character it prints (firmware: system_setup.cpp)."""

LONGEST_LINE_BYTES = 100
_HEAD_BYTES = 8


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that the console prints; one that asks is whole only with the blank or line end behind it."""

    name: str
    pattern: re.Pattern[bytes]
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A mark that was printed, and what its pattern captured, if anything."""

    mark: Mark
    captured: bytes


class Transcript:
    """One conversation with the console; bounded in time and in memory, however much is printed."""

    def __init__(self, line: Line, cancel: Cancel, total_s: float, *, budget_factor: float = 1.0) -> None:
        """`total_s` is for everything said with it; `budget_factor` scales this and every single wait."""
        self._line = line
        self._cancel = cancel
        self._factor = budget_factor
        self._total = Budget(total_s * budget_factor)
        self._text = b""
        self._echo = b""
        self._key = b""
        self._head = b""

    @property
    def is_silent(self) -> bool:
        """Whether nothing but the echo of the last answer was printed since."""
        return not any(view.strip() for view in self._views())

    @property
    def echoed_key(self) -> bool:
        """Whether the key came back: the console does so only in the middle of a dialogue."""
        head = self._head.lstrip()
        return bool(self._key) and head.startswith(self._key) and head[len(self._key) :][:1] in (b"", b"\r", b"\n")

    def go_on_though_cancelled(self, total_s: float) -> None:
        """Nothing interrupts what is said from now on, which may take this long in all."""
        self._cancel = Cancel()
        self._total = Budget(total_s * self._factor)

    def press(self, key: bytes) -> None:
        """Send a command of one key, which needs no Enter; what was printed before is passed over."""
        self._cancel.check()
        stale = Budget(STALE_S)
        while not stale.spent and self._line.read():
            pass
        self._text = self._echo = self._head = b""
        self._key = key
        self._line.write(key)

    def answer(self, lines: Iterable[bytes]) -> None:
        """Answer a prompt, each line ended by one `\\n`: a second terminator would answer the next prompt."""
        self._text = self._echo = b""
        for line in lines:
            self._cancel.check()
            self._line.write(line + b"\n")
            self._echo += line + b"\r\n"

    def find(self, marks: Sequence[Mark], wait_s: float) -> Found | None:
        """The first of these marks to be printed, None if none is in time; raises CANCELLED and what the line does.

        `wait_s` is for silence; a program that prints for ever is heard for as long as a slow answer could take.
        What was printed up to the mark's end is passed over.
        """
        slow_s = SLOWEST_BYTE_S * (LONGEST_LINE_BYTES + len(self._echo))
        step = Budget(min((wait_s + slow_s) * self._factor, self._total.remaining_s))
        heard_s = time.monotonic()
        is_over = False
        while True:
            found = self._first(marks)
            if found is not None:
                mark, view, match = found
                rest = view[match.end() :]
                is_whole = not mark.asks or rest not in (b"", b"\r")
                if is_whole or is_over or time.monotonic() - heard_s >= QUIET_S:
                    self._text, self._echo = rest, b""
                    return Found(mark, match.group(match.lastindex or 0))
            if is_over:
                return None
            # What has come by the end of the time is looked at, too.
            is_over = step.spent or time.monotonic() - heard_s >= wait_s * self._factor
            self._cancel.check()
            if received := self._line.read():
                heard_s = time.monotonic()
                self._text = (self._text + received)[-MOST_TEXT_BYTES:]
                self._head = (self._head + received)[:_HEAD_BYTES]

    def _first(self, marks: Sequence[Mark]) -> tuple[Mark, bytes, re.Match[bytes]] | None:
        for view in self._views():
            matches = [(mark, match) for mark in marks if (match := mark.pattern.search(view))]
            if matches:
                mark, match = min(matches, key=lambda pair: pair[1].start())
                return mark, view, match
        return None

    def _views(self) -> list[bytes]:
        """The text without the echo: a network may be called `Password:`, and its echo asks for nothing.

        Where the echo does not stand in one piece before the rest, both the text as it is and what is left of it
        without the echo's characters may show the prompt.
        """
        text = self._text if self._echo[:1].isspace() else self._text.lstrip(b" \r\n")
        if text.startswith(self._echo):
            return [text[len(self._echo) :]]
        if self._echo.startswith(text):
            return []
        return [self._text, _without(self._text, self._echo)]


def _without(text: bytes, echo: bytes) -> bytes:
    """The text less the echo's characters, each taken where it first occurs behind the one before."""
    rest = bytearray()
    position = 0
    for byte in text:
        if position < len(echo) and byte == echo[position]:
            position += 1
        else:
            rest.append(byte)
    return bytes(rest)
