"""From the start of the process to the first painted window, and its memory, beside a bare QWizard of seven pages."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from functools import cache
from statistics import median

from tests.benchmarks.measurement import Measurement

RUNS = 10
LIMIT = 1.3
MEMORY_LIMIT = 1.5


@dataclass(frozen=True, slots=True)
class Start:
    """The medians of whole processes."""

    painted_s: float
    peak_mib: float


def startup() -> Measurement:
    """Our time as a share of the bare one's."""
    ours, bare = _starts()
    name = f"first window, {ours.painted_s * 1000:.0f} ms beside {bare.painted_s * 1000:.0f} ms of a bare QWizard"
    return Measurement(name, ours.painted_s / bare.painted_s, LIMIT)


def startup_memory() -> Measurement:
    """Our peak memory, with every page made, as a share of the bare one's."""
    ours, bare = _starts()
    name = f"memory of the window, {ours.peak_mib:.0f} MiB beside {bare.peak_mib:.0f} MiB of a bare QWizard"
    return Measurement(name, ours.peak_mib / bare.peak_mib, MEMORY_LIMIT)


@cache
def _starts() -> tuple[Start, Start]:
    """Ours and the bare one's; the two take turns, so that a busy machine slows both."""
    rounds = [(_start("ours"), _start("bare")) for _ in range(1 + RUNS)][1:]
    ours, bare = zip(*rounds, strict=True)
    return _medians(ours), _medians(bare)


def _medians(starts: tuple[Start, ...]) -> Start:
    return Start(median(start.painted_s for start in starts), median(start.peak_mib for start in starts))


def _start(which: str) -> Start:
    command = [sys.executable, "-m", "tests.benchmarks.first_paint", which]
    started_s = time.monotonic()
    done = subprocess.run(
        command, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"}, stdout=subprocess.PIPE, text=True, check=True
    )
    answer = json.loads(done.stdout)
    return Start(answer["painted_s"] - started_s, answer["peak_kib"] / 1024)
