"""Runs a simulation for other processes until it is cancelled."""

from __future__ import annotations

import json
import threading
from typing import TextIO

from setup_wizard.core.cancel import Cancel
from setup_wizard.simulator.world import Simulator, SimulatorOptions

LOOK_S = 0.2
"""A signal right before the wait, or to another thread, is only seen at the next look (Python docs: signal)."""


def run(options: SimulatorOptions, out: TextIO, stop: Cancel) -> None:
    """Start, print the description as one line of JSON, and stop when `stop` is cancelled.

    Raises `OSError` when a port is taken.
    """
    stopped = threading.Event()
    with Simulator(options) as simulator, stop.calling(stopped.set):
        out.write(json.dumps(simulator.describe()) + "\n")
        out.flush()
        while not stopped.wait(LOOK_S):
            pass
