"""How long tests wait, and how they measure time on a machine that may stand still meanwhile."""

from __future__ import annotations

import time
from collections.abc import Callable

PATIENCE_S = 60.0
"""Only for what must come: the machine may stand still for seconds."""

_TRIES = 5


def took_s(act: Callable[..., object], *how: object) -> float:
    """How long it keeps somebody waiting."""
    began_s = time.monotonic()
    act(*how)
    return time.monotonic() - began_s


def any_try_within(limit_s: float, attempt: Callable[[], float]) -> bool:
    """Whether one attempt, of a few, takes less: the machine may stand still during any."""
    return any(attempt() < limit_s for _try in range(_TRIES))
