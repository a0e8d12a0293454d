"""What the terminal shows and asks: plain sentences, or one JSON object a line. Not for what to do about it."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol, TextIO

from setup_wizard.console_texts import (
    ASK_TEXTS,
    CHANGE_LINES,
    MILESTONE_LINES,
    STEP_TITLES,
    advice_for,
    why_not_joining,
)
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.workflow.news import Ask, CannotJoin, ChangeNews, Milestone, News
from setup_wizard.workflow.side_by_side import Unit
from setup_wizard.workflow.step import Step


@dataclass(frozen=True, slots=True)
class Result:
    """How a setup ended; `message` is the sentence a person needs."""

    reason: Reason
    message: str
    device_id: str | None
    seconds: float
    owner: str | None = None
    product: int | str | None = None
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    """For `restore`: what is done, and what is not."""
    devices: tuple[Unit, ...] = ()
    """Of several set up side by side, how each ended."""

    @property
    def ok(self) -> bool:
        """Whether it worked, and that is proven."""
        return self.reason.is_success


class Console(Protocol):
    """Where the program tells what it does."""

    def step(self, step: Step, state: str, reason: Reason | None = None, detail: str = "") -> None:
        """A step `started`, is `done` or has `failed`."""

    def news(self, news: News, prefix: str) -> None:
        """What a running step tells; `prefix` is how the Photon's network begins."""

    def note(self, text: str) -> None:
        """Something worth knowing that changes nothing."""

    def line(self, number: int, text: str, outcome: str) -> None:
        """What became of a line of a list."""

    def device(self, unit: Unit) -> None:
        """What one of several Photons is doing, or how it ended."""

    def result(self, result: Result) -> None:
        """The end."""


@contextmanager
def telling(console: Console, step: Step) -> Iterator[None]:
    """Tell that the step starts, and how it ends."""
    console.step(step, "started")
    try:
        yield
    except SetupError as exc:
        console.step(step, "failed", exc.reason, exc.detail)
        raise
    console.step(step, "done")


def _named(unit: Unit) -> dict[str, object]:
    return {"port": unit.port.name, "device_id": unit.facts.known_device_id or unit.port.device_id}


def _ended(unit: Unit) -> dict[str, object]:
    """How one of several ended; `ok` is null for one that was still on its way."""
    reason = unit.reason
    return {
        **_named(unit),
        "ok": reason.is_success if reason else None,
        "reason": reason.value if reason else None,
        "message": advice_for(reason, unit.facts, by_cable=True, detail=unit.detail) if reason else "",
    }


class JsonConsole:
    """One JSON object a line, flushed, for scripts."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def step(self, step: Step, state: str, reason: Reason | None = None, detail: str = "") -> None:
        """See `Console.step`."""
        extra = {"reason": reason.value, "detail": detail} if reason is not None else {}
        self._write({"event": "step", "step": step.value, "state": state, **extra})

    def news(self, news: News, prefix: str) -> None:
        """See `Console.news`."""
        if isinstance(news, Ask):
            self._write({"event": "ask", "ask": news.value, "text": ASK_TEXTS[news].format(prefix=prefix)})
        elif isinstance(news, Milestone):
            self._write({"event": "milestone", "milestone": news.value})
        elif isinstance(news, ChangeNews):
            self._write({"event": "step", "step": news.change.value, "state": news.state.value})
        elif isinstance(news, CannotJoin):
            self._write({"event": "note", "text": why_not_joining(news), "reason": news.reason.value})
        else:
            self._write({"event": "progress", "done": news.done, "total": news.total})

    def note(self, text: str) -> None:
        """See `Console.note`."""
        self._write({"event": "note", "text": text})

    def line(self, number: int, text: str, outcome: str) -> None:
        """See `Console.line`."""
        self._write({"event": "line", "line": number, "text": text, "outcome": outcome})

    def device(self, unit: Unit) -> None:
        """See `Console.device`."""
        if unit.reason is not None:
            self._write({"event": "device", **_ended(unit)})
            return
        doing = {"step": unit.step.value, "state": "started"}
        if isinstance(unit.news, Ask | Milestone):
            doing["state"] = unit.news.value
        if isinstance(unit.news, Ask):
            doing["text"] = ASK_TEXTS[unit.news]
        self._write({"event": "device", **_named(unit), **doing})

    def result(self, result: Result) -> None:
        """See `Console.result`."""
        self._write(
            {
                "event": "result",
                "ok": result.ok,
                "reason": result.reason.value,
                "device_id": result.device_id,
                "owner": result.owner,
                "product": result.product,
                "message": result.message,
                "seconds": round(result.seconds, 3),
                **(
                    {"done": result.changed, "not_done": result.unchanged} if result.changed or result.unchanged else {}
                ),
                **({"devices": [_ended(unit) for unit in result.devices]} if result.devices else {}),
            }
        )

    def _write(self, event: dict[str, object]) -> None:
        # In one piece, so that a Ctrl+C cannot leave a line without its end.
        self._out.write(json.dumps(event) + "\n")
        self._out.flush()


class PlainConsole:
    """Lines for a person."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def step(self, step: Step, state: str, reason: Reason | None = None, detail: str = "") -> None:
        """See `Console.step`."""
        if state == "started":
            self._write(f"{STEP_TITLES[step]} ...")
        elif reason is not None:
            self._write(f"  did not work: {reason.value}" + (f" ({detail})" if detail else ""))

    def news(self, news: News, prefix: str) -> None:
        """See `Console.news`."""
        if isinstance(news, Ask):
            self._write(f"  > {ASK_TEXTS[news].format(prefix=prefix)}")
        elif isinstance(news, Milestone):
            self._write(f"  {MILESTONE_LINES[news]}")
        elif isinstance(news, ChangeNews):
            self._write(f"  {CHANGE_LINES[news.change]}: {news.state.value}")
        elif isinstance(news, CannotJoin):
            self.note(why_not_joining(news))
        else:
            self._write(f"  {news.done} of {news.total}")

    def note(self, text: str) -> None:
        """See `Console.note`."""
        self._write(f"  {text}")

    def line(self, number: int, text: str, outcome: str) -> None:
        """See `Console.line`."""
        self._write(f"{number:6}  {text}  {outcome.replace('_', ' ')}")

    def device(self, unit: Unit) -> None:
        """See `Console.device`."""
        says = f"{STEP_TITLES[unit.step]} ..."
        if unit.reason is not None:
            detail = f" ({unit.detail})" if unit.detail else ""
            advice = advice_for(unit.reason, unit.facts, by_cable=True, detail=unit.detail)
            says = f"{unit.reason.value}: {advice}{detail}"
        elif isinstance(unit.news, Ask):
            says = f"> {ASK_TEXTS[unit.news]}"
        elif isinstance(unit.news, Milestone):
            says = MILESTONE_LINES[unit.news]
        self._write(f"  {unit.port.name}  {says}")

    def result(self, result: Result) -> None:
        """See `Console.result`."""
        device = f", device {result.device_id}" if result.device_id else ""
        self._write(f"{result.reason.value}: {result.message} ({result.seconds:.0f} s{device})")

    def _write(self, line: str) -> None:
        print(_showable(line, self._out.encoding), file=self._out, flush=True)


def _showable(line: str, encoding: str | None) -> str:
    """Names of other people's networks may hold control characters, and ones this terminal cannot show."""
    printable = "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in line)
    return printable.encode(encoding or "utf-8", "backslashreplace").decode(encoding or "utf-8")


class Prompter:
    """Asks the person at the terminal, where there is one."""

    def __init__(self, available: bool) -> None:
        self.available = available

    @classmethod
    def for_terminal(cls, as_json: bool) -> Prompter:
        """There is a person unless the output is for a script or the input is no terminal."""
        return cls(available=not as_json and sys.stdin is not None and sys.stdin.isatty())

    def text(self, question: str) -> str:
        """A line of text, without the spaces around it."""
        return self.exact_text(question).strip()

    def exact_text(self, question: str) -> str:
        """A line of text with every space: a network's name may begin or end with one."""
        return input(_showable(f"  {question}: ", sys.stdout.encoding))

    def secret(self, question: str) -> Secret:
        """A line that is not shown; spaces are kept, they may belong to a password."""
        return Secret(getpass.getpass(_showable(f"  {question}: ", sys.stdout.encoding)))

    def choose(self, question: str, choices: list[str], show: Callable[[str], None]) -> int:
        """The index of one of `choices`, len(choices) for "another one"."""
        for number, choice in enumerate(choices, 1):
            show(f"{number:3}  {choice}")
        show(f"{len(choices) + 1:3}  another one, by name")
        while True:
            answer = self.text(question)
            if answer.isdecimal() and 1 <= int(answer) <= len(choices) + 1:
                return int(answer) - 1
            show(f"Type a number from 1 to {len(choices) + 1}.")
