from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from setup_wizard.simulator.world import Simulator, SimulatorOptions
from setup_wizard.ui import cable_watch
from setup_wizard.ui.look.theme import Theme
from setup_wizard.usb import photon as usb_photon
from setup_wizard.workflow import at_cable, finish, join, networks, presence, visits
from tests.end_to_end.relay import Relay
from tests.patience import PATIENCE_S
from tests.ui.person import PATIENCE_MS
from tests.ui.stage import USB_PATIENCE, Stage

MakeStage = Callable[[SimulatorOptions], Stage]


@pytest.fixture(autouse=True)
def no_other_thread_collects_garbage() -> Iterator[None]:
    """Qt's objects belong to this thread: a worker that happens to collect them may wait for it for ever."""
    gc.collect()
    # What is left is not looked through again before every test.
    gc.freeze()
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture
def qtbot(qtbot: QtBot) -> QtBot:
    """Waits for longer than a machine may stand still."""
    for wait in ("waitUntil", "waitSignal", "waitSignals", "waitActive", "waitExposed"):
        setattr(qtbot, wait, partial(getattr(qtbot, wait), timeout=PATIENCE_MS))
    return qtbot


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp)
    yield made
    Shiboken.delete(made)


@pytest.fixture
def own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qapp: QApplication) -> Path:
    """No proxies, and a home and settings of its own."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        folder = tmp_path / name.lower()
        folder.mkdir()
        monkeypatch.setenv(name, str(folder))
    # On Windows platformdirs asks the system, not the home.
    monkeypatch.setenv("WIN_PD_OVERRIDE_LOCAL_APPDATA", str(tmp_path / "xdg_state_home"))
    qapp.setOrganizationName("photon-setup")
    qapp.setApplicationName("Photon Setup")
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "xdg_config_home"))
    return tmp_path


@pytest.fixture
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(join, "POLL_S", 0.05)
    monkeypatch.setattr(visits, "POLL_S", 0.05)
    monkeypatch.setattr(visits, "ONLINE_TIMEOUT_S", 0.2)
    monkeypatch.setattr(networks, "SCAN_PAUSE_S", 0.001)
    monkeypatch.setattr(finish, "BLINK_S", 0.01)
    monkeypatch.setattr(at_cable, "POLL_S", 0.05)
    monkeypatch.setattr(cable_watch, "LOOK_EVERY_MS", 50)
    monkeypatch.setattr(at_cable, "PROBE_BUDGET_S", 0.45 / USB_PATIENCE)
    monkeypatch.setattr(presence, "CABLE_PROBE_BUDGET_S", 0.6 / USB_PATIENCE)
    monkeypatch.setattr(usb_photon, "_PROBE_S", 0.6 / USB_PATIENCE)
    monkeypatch.setattr(usb_photon, "ENTER_LISTENING_S", 1.8 / USB_PATIENCE)


@pytest.fixture
def no_thread_is_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    for thread in set(threading.enumerate()) - before:
        thread.join(PATIENCE_S)
    assert set(threading.enumerate()) <= before


@pytest.fixture
def make_stage(
    no_thread_is_left: None, own_home: Path, short_pauses: None, theme: Theme, qapp: QApplication, qtbot: QtBot
) -> Iterator[MakeStage]:
    """Starts simulations; they and the windows on them end with the test."""
    stages: list[Stage] = []
    with ExitStack() as stack:

        def make(options: SimulatorOptions) -> Stage:
            simulator = stack.enter_context(Simulator(options))
            relay = stack.enter_context(Relay(urlsplit(simulator.addresses.api).port or 0))
            stages.append(Stage(simulator, relay, qtbot, qapp))
            return stages[-1]

        yield make
        for stage in stages:
            while stage.people:
                person = stage.people.pop()
                person.leave()
                Shiboken.delete(person.wizard)


@pytest.fixture
def stage(make_stage: MakeStage) -> Stage:
    """The usual simulation: a computer with one radio is on the Photon's Wi-Fi or on the internet, never on both."""
    return make_stage(SimulatorOptions(one_radio=True))
