"""Imports without what slows them down: PySide's own way of importing, and the search for garbage."""

from __future__ import annotations

import builtins
import gc


def use_plain_imports() -> None:
    """PySide searches the source of every module imported after it for `__feature__`, which nobody here uses.

    That makes each import several times slower and keeps Python's lock meanwhile, so that the window would stand
    still while a worker imports. And nothing that is made while starting is garbage, but looking for some takes longer
    than much of what is made: `AfterPainting` has it searched for again.
    """
    gc.disable()
    import PySide6.QtCore  # noqa: F401 - puts the other import in place

    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
