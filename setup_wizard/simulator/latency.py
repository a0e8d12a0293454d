"""How long the simulated Photon takes for what takes a real one seconds."""

from __future__ import annotations

import random
import threading
from dataclasses import dataclass
from typing import Self

Range = tuple[float, float]
"""Shortest and longest duration in seconds."""


@dataclass(frozen=True, slots=True)
class Latency:
    """The ranges in seconds out of which each duration is drawn; old firmware waits after every printed character."""

    scan_s: Range = (0.0, 0.0)
    configure_s: Range = (0.0, 0.0)
    join_s: Range = (0.0, 0.0)
    console_char_s: float = 0.0

    @classmethod
    def none(cls) -> Self:
        """As fast as it goes."""
        return cls()

    @classmethod
    def real(cls) -> Self:
        """As a Photon on a good day (firmware: wlan_hal.cpp, system_setup.cpp; community 21551: join log)."""
        return cls(scan_s=(2.0, 4.0), configure_s=(3.0, 6.0), join_s=(8.0, 15.0), console_char_s=0.001)


class Stopwatch:
    """Draws the durations from one seeded generator, so that a run can be repeated, and adds up what was spent."""

    def __init__(self, latency: Latency, seed: int) -> None:
        self._latency = latency
        self._random = random.Random(seed)  # noqa: S311 - durations, not secrets
        self._lock = threading.Lock()
        self._busy_s = 0.0

    @property
    def busy_s(self) -> float:
        """How long the Photon scanned, stored networks, booted and joined so far, in seconds."""
        return self._busy_s

    @property
    def console_char_s(self) -> float:
        """How long old firmware waits after each character that its console prints, in seconds."""
        return self._latency.console_char_s

    def spent(self, seconds: float) -> None:
        """So much more was spent."""
        with self._lock:
            self._busy_s += seconds

    def scan_s(self) -> float:
        """How long the next scan takes."""
        return self._random.uniform(*self._latency.scan_s)

    def configure_s(self) -> float:
        """How long saving a network takes where the firmware scans for it first."""
        return self._random.uniform(*self._latency.configure_s)

    def join_s(self) -> float:
        """How long boot, joining, DHCP and the cloud's handshake take together."""
        return self._random.uniform(*self._latency.join_s)
