"""The consoles of a command, whose exit code follows its result: telling that cannot be interrupted."""

from __future__ import annotations

from setup_wizard.console import JsonConsole, PlainConsole, Result
from setup_wizard.interrupts import ignore_interrupts


class CommandJsonConsole(JsonConsole):
    """For scripts."""

    def result(self, result: Result) -> None:
        """The end."""
        ignore_interrupts()
        super().result(result)


class CommandPlainConsole(PlainConsole):
    """For a person."""

    def result(self, result: Result) -> None:
        """The end."""
        ignore_interrupts()
        super().result(result)
