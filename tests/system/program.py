"""`photon-setup provision --json` as a process of its own, inside a namespace."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.system.one_radio import CLOUD, OneRadio

MOST_S = 120.0
HOME_NETWORK = "Home"
HOME_PASSWORD = "correct horse"

Event = dict[str, Any]
React = Callable[[Event], object]


class Program:
    """`events` are what it has said so far; the last is the result."""

    def __init__(self, process: subprocess.Popen[str], complaints: Path) -> None:
        """What it says on standard error is in `complaints`."""
        self._process = process
        self._complaints = complaints
        self.events: list[Event] = []

    def follow(self, react: React = lambda event: None) -> Event:
        """Read to the end, and `react` to every event as it comes; the last one."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.events.append(json.loads(line))
            react(self.events[-1])
        self._process.wait()
        return self.events[-1]

    def finish(self, react: React = lambda event: None) -> Event:
        """As `follow`, for one that nobody kills: a last line that is no result is a crash, and shown."""
        last = self.follow(react)
        assert last["event"] == "result", self._last_words()
        return last

    def until(self, name: str, value: str) -> None:
        """Read until it says this."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.events.append(json.loads(line))
            if self.events[-1].get(name) == value:
                return
        self._process.wait()
        raise AssertionError(f"it ended without {name} {value}: {self._last_words()}")

    def send(self, number: signal.Signals) -> None:
        """As the terminal does for Ctrl+C, or a person who kills it."""
        self._process.send_signal(number)

    def _last_words(self) -> str:
        return f"exit {self._process.returncode}, {self.events[-3:]}, {self._complaints.read_text()}"

    def told(self, event: str) -> list[str]:
        """What each event of this kind was about: `ask`, `milestone` or `note`."""
        return [line.get(event, line.get("text")) for line in self.events if line["event"] == event]


@contextmanager
def provision(
    world: OneRadio, folder: Path, *options: str, secrets: Mapping[str, str] | None = None, bus: str = ""
) -> Iterator[Program]:
    """It runs at the latest until the end of the `with`. State is kept in `folder`; without `bus` there is no D-Bus."""
    name_servers = folder / "resolv.conf"
    name_servers.write_text(f"nameserver {world.home.router}\noptions timeout:1 attempts:1\n")
    given = {"TOKEN": world.simulator.token.reveal(), "WIFI_PASSWORD": HOME_PASSWORD} if secrets is None else secrets
    environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    environment |= {f"PHOTON_SETUP_{name}": value for name, value in given.items()}
    environment |= {
        "HOME": str(folder),
        "XDG_STATE_HOME": str(folder / "state"),
        "DBUS_SYSTEM_BUS_ADDRESS": bus or "unix:path=/nonexistent",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        "PYTHONFAULTHANDLER": "1",
    }
    command = [sys.executable, "-m", "setup_wizard", "provision", "--json", "--api", CLOUD, "--ssid", HOME_NETWORK]
    complaints = folder / "complaints"
    with (
        complaints.open("w") as stderr,
        subprocess.Popen(
            world.computer.command(*command, *options, name_servers=name_servers),
            env=environment,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
        ) as process,
    ):
        watchdog = threading.Timer(MOST_S, process.kill)
        watchdog.start()
        try:
            yield Program(process, complaints)
        finally:
            watchdog.cancel()
            process.kill()
