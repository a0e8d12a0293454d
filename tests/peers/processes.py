"""Other programs, as long as a `with` lasts; what each prints first says where it listens."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests

HERE = Path(__file__).parent
PHOTON_SETUP = (sys.executable, "-m", "setup_wizard")
REQUEST_TIMEOUT_S = 60.0


@contextmanager
def running(*command: str) -> Iterator[dict[str, Any]]:
    """The JSON object in the first line that the program prints; it is told to end on leaving."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield json.loads(process.stdout.readline())
        finally:
            process.terminate()


def simulate(*options: str) -> tuple[str, ...]:
    """The command of a simulator without the names that break a scan reply's JSON, as real ones do."""
    return (*PHOTON_SETUP, "simulate", "--networks", str(HERE / "networks.json"), *options)


def emulate() -> tuple[str, ...]:
    """The command of a softap-emulator-js device."""
    return ("node", str(HERE / "emulator.js"))


def state_of(simulator: dict[str, Any]) -> dict[str, Any]:
    """What the simulator says of the moment."""
    state: dict[str, Any] = requests.get(f"{simulator['control']}/state", timeout=REQUEST_TIMEOUT_S).json()
    return state


def state_once_online(simulator: dict[str, Any]) -> dict[str, Any]:
    """What it says when the Photon itself knows that it is online, which the owner is told before."""
    while not (state := state_of(simulator))["online"]:
        pass
    return state


def log_of(simulator: dict[str, Any]) -> list[str]:
    """What was asked of the simulated cloud and Photon, in order."""
    log = requests.get(f"{simulator['control']}/log", timeout=REQUEST_TIMEOUT_S).json()["log"]
    return [f"{entry['side']} {entry['what']} by {entry['who'] or 'anybody'}" for entry in log]
