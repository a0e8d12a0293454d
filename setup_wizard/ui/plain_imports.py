"""Gives Python's own import back after PySide has put its own in place."""

from __future__ import annotations

import builtins


def use_plain_imports() -> None:
    """PySide searches the source of every module imported after it for `__feature__`, which nobody here uses.

    That makes each import several times slower and keeps Python's lock meanwhile, so that the window would stand
    still while a worker imports.
    """
    import PySide6.QtCore  # noqa: F401 - puts the other import in place

    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
