"""The one clock all drawn lights follow, so that two of them stay in step."""

from __future__ import annotations

import weakref
from collections.abc import Hashable

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from setup_wizard.core.light import Pattern
from setup_wizard.ui.look.pattern import next_change_ms


class LightClock(QObject):
    """Ticks when a shown light may look different: every 33 ms while one breathes, else at the next edge only."""

    ticked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._shown: weakref.WeakKeyDictionary[Hashable, Pattern] = weakref.WeakKeyDictionary()
        self._still = False
        self._since_start = QElapsedTimer()
        self._since_start.start()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._tick)

    @property
    def now_ms(self) -> int:
        """Milliseconds since the clock was made."""
        return self._since_start.elapsed()

    @property
    def still(self) -> bool:
        """Whether motion is unwanted: lights are then drawn lit."""
        return self._still

    @property
    def running(self) -> bool:
        """Whether a tick is due."""
        return self._timer.isActive()

    def set_still(self, still: bool) -> None:
        """Stop or resume all motion."""
        self._still = still
        self._schedule()
        self.ticked.emit()

    def show(self, light: Hashable, pattern: Pattern) -> None:
        """`light` is on screen with this pattern."""
        self._shown[light] = pattern
        self._schedule()

    def hide(self, light: Hashable) -> None:
        """`light` left the screen; with the last one the clock stops."""
        self._shown.pop(light, None)
        self._schedule()

    def _tick(self) -> None:
        self._schedule()
        self.ticked.emit()

    def _schedule(self) -> None:
        now_ms = self.now_ms
        waits_ms = [wait for pattern in self._shown.values() if (wait := next_change_ms(pattern, now_ms)) is not None]
        if self._still or not waits_ms:
            self._timer.stop()
        else:
            self._timer.start(min(waits_ms))
