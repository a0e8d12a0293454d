"""Python's search for garbage, on the window's own thread: no other may destroy what belongs to Qt."""

from __future__ import annotations

import gc
from collections.abc import Callable
from itertools import count

from PySide6.QtCore import QObject, QTimer

LOOK_EVERY_MS = 1000
_OLDER_EVERY = 10
_OLDEST_EVERY = 100


def collect_on_this_thread(parent: QObject) -> None:
    """From now on, as long as `parent` lives, instead of on whichever thread makes an object too many."""
    gc.disable()
    timer = QTimer(parent, interval=LOOK_EVERY_MS)
    timer.timeout.connect(collector())
    timer.start()


def collector() -> Callable[[], None]:
    """Searches what is new, if Python itself would by now, and now and then what outlived earlier searches."""
    numbers = count(1)

    def collect() -> None:
        if gc.get_count()[0] <= gc.get_threshold()[0]:
            return
        number = next(numbers)
        gc.collect(2 if number % _OLDEST_EVERY == 0 else 1 if number % _OLDER_EVERY == 0 else 0)

    return collect
