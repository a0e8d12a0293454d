"""Python's search for garbage, on the window's own thread: no other may destroy what belongs to Qt."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_EVERY_MS = 1000


def collect_on_this_thread(parent: QObject) -> None:
    """From now on, as long as `parent` lives, instead of on whichever thread makes an object too many."""
    gc.disable()
    timer = QTimer(parent, interval=LOOK_EVERY_MS)
    timer.timeout.connect(collect_if_due)
    timer.start()


def collect_if_due() -> None:
    """As often as Python itself would: a generation, once enough has been made since it was last searched."""
    due = [
        number
        for number, (made, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
        if made > most
    ]
    if due:
        gc.collect(due[-1])
