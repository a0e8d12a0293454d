"""What is told of a defect in this program: enough to mend it, and nothing of the person's."""

from __future__ import annotations

import os
import platform
import re
import traceback
from pathlib import Path

from setup_wizard import __version__
from setup_wizard.core.errors import SetupError

_TELLS_OF_CODE = (AttributeError, ImportError, NameError, NotImplementedError, RecursionError, TypeError)
"""Exceptions whose messages name types, modules and functions; others may repeat what somebody typed."""
_PRIVATE = re.compile("[A-Za-z0-9+/=_-]{24,}")
"""Whatever could be an id, a token or a key."""


def system_facts() -> dict[str, str]:
    """The versions of the program and of what it runs on."""
    return {
        "photon-setup": __version__,
        "system": platform.platform(),
        "python": platform.python_version(),
    }


def report_of(exc: BaseException) -> str:
    """Versions and traceback, without local variables and without messages that could hold a secret."""
    lines = [f"{name}: {value}" for name, value in system_facts().items()]
    for number, one in enumerate(_chain(exc)):
        lines.append("which led to:" if number else "")
        lines += (frame.rstrip("\n") for frame in traceback.format_tb(one.__traceback__))
        lines.append(f"{type(one).__qualname__}: {_message(one)}")
    return _without_home("\n".join(lines)) + "\n"


def _chain(exc: BaseException) -> list[BaseException]:
    """The exception, behind those that led to it; there may be thousands, and they may lead to each other."""
    chain: dict[int, BaseException] = {}
    earlier: BaseException | None = exc
    while earlier is not None and id(earlier) not in chain:
        chain[id(earlier)] = earlier
        earlier = earlier.__cause__ or (None if earlier.__suppress_context__ else earlier.__context__)
    return list(reversed(chain.values()))


def _message(exc: BaseException) -> str:
    if isinstance(exc, SetupError):
        return exc.reason.value
    return _PRIVATE.sub("(masked)", str(exc)) if isinstance(exc, _TELLS_OF_CODE) else "(masked)"


def _without_home(report: str) -> str:
    try:
        home = Path.home()
    except RuntimeError:
        return report
    return report.replace(f"{home}{os.sep}", f"~{os.sep}")
