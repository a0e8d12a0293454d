"""What is told of a defect in this program: enough to mend it, and nothing of the person's."""

from __future__ import annotations

import platform
import re
import traceback
from collections.abc import Iterator
from pathlib import Path

from setup_wizard import __version__
from setup_wizard.core.errors import SetupError

_TELLS_OF_CODE = (AttributeError, ImportError, NameError, NotImplementedError, RecursionError, SetupError, TypeError)
"""Exceptions whose messages name types, modules and functions; others may repeat what somebody typed."""
_PRIVATE = re.compile("\u2068.*?\u2069|[A-Za-z0-9+/=_-]{24,}", re.DOTALL)
"""The name of a network or a customer in a sentence; and whatever could be an id, a token or a key."""


def system_facts() -> dict[str, str]:
    """The versions of the program and of what it runs on."""
    return {
        "photon-setup": __version__,
        "system": platform.platform(),
        "python": platform.python_version(),
    }


def report_of(exc: BaseException) -> str:
    """Versions and traceback, without local variables and without messages that could hold a secret."""
    lines = [*(f"{name}: {value}" for name, value in system_facts().items()), "", *_story(exc, set())]
    return "\n".join(lines).replace(str(Path.home()), "~") + "\n"


def _story(exc: BaseException, told: set[int]) -> Iterator[str]:
    """The exception, behind those that led to it."""
    told.add(id(exc))
    earlier = exc.__cause__ or (None if exc.__suppress_context__ else exc.__context__)
    if earlier is not None and id(earlier) not in told:
        yield from _story(earlier, told)
        yield "which led to:"
    yield from (frame.rstrip("\n") for frame in traceback.format_tb(exc.__traceback__))
    message = _PRIVATE.sub("(masked)", str(exc)) if isinstance(exc, _TELLS_OF_CODE) else "(masked)"
    yield f"{type(exc).__qualname__}: {message}"
