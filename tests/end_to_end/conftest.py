from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from setup_wizard.simulator.world import Simulator, SimulatorOptions
from setup_wizard.workflow import join, networks, visits
from setup_wizard.workflow.journal import Journal
from tests.end_to_end.bench import Bench
from tests.end_to_end.relay import Relay

if sys.platform == "win32":
    # A simulated USB port is a pseudo terminal.
    collect_ignore = ["test_by_cable.py"]

Simulate = Callable[[SimulatorOptions], Bench]


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No proxies, no secrets, and a home of its own."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    for name in ("TOKEN", "PASSWORD", "OTP", "WIFI_PASSWORD", "CLIENT_SECRET"):
        monkeypatch.delenv(f"PHOTON_SETUP_{name}", raising=False)
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"):
        directory = tmp_path / name.lower()
        directory.mkdir()
        monkeypatch.setenv(name, str(directory))
    # On Windows platformdirs asks the system, not the home.
    monkeypatch.setenv("WIN_PD_OVERRIDE_LOCAL_APPDATA", str(tmp_path / "xdg_state_home"))


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(join, "POLL_S", 0.05)
    monkeypatch.setattr(visits, "POLL_S", 0.05)
    monkeypatch.setattr(visits, "ONLINE_TIMEOUT_S", 0.2)
    monkeypatch.setattr(networks, "SCAN_PAUSE_S", 0.001)


@pytest.fixture(autouse=True)
def no_thread_is_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    left = set(threading.enumerate()) - before
    # A look-up of a host name cannot be interrupted; it ends by itself.
    assert {thread for thread in left if thread.name != "look-up"} == set()


@pytest.fixture
def simulate(tmp_path: Path, no_thread_is_left: None) -> Iterator[Simulate]:
    """Starts simulations; they end with the test."""
    with ExitStack() as stack:

        def start(options: SimulatorOptions) -> Bench:
            simulator = stack.enter_context(Simulator(options))
            relay = stack.enter_context(Relay(urlsplit(simulator.addresses.api).port or 0))
            return Bench(simulator, relay, Journal(tmp_path / "unfinished.json", relay.url))

        yield start


@pytest.fixture
def bench(simulate: Simulate) -> Bench:
    """The usual simulation."""
    return simulate(SimulatorOptions())
