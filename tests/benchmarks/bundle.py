"""The bundle's size, and its time to the first painted window, beside those of a bundled bare QWizard."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from functools import cache
from pathlib import Path
from statistics import median

from tests.benchmarks.measurement import Measurement

ROOT = Path(__file__).parents[2]
BARE_SPEC = Path(__file__).with_name("bare_wizard.spec")
BARE = ROOT / "build" / "bare-wizard"
OURS = ROOT / "dist" / "photon-setup"
SIZE_LIMIT = 1.15
START_LIMIT = 1.25
RUNS = 15
MOST_S = 60.0
PAINTED = "qt.widgets.painting: Painting and flushing"
"""What Qt logs when a window's contents are handed to the screen (qtbase: qwidgetrepaintmanager.cpp)."""


def bundle_size() -> Measurement:
    """Our unpacked files as a share of the bare one's."""
    ours, bare = (_size_mb(folder) for folder in _bundles())
    return Measurement(f"bundle, {ours:.0f} MB beside {bare:.0f} MB of a bare QWizard", ours / bare, SIZE_LIMIT)


def bundle_start() -> Measurement:
    """Our time as a share of the bare one's; the two take turns, so that a busy machine slows both."""
    programs = [folder / folder.name for folder in _bundles()]
    rounds = [[_painted_s(program) for program in programs] for _ in range(1 + RUNS)][1:]
    ours, bare = (median(starts) for starts in zip(*rounds, strict=True))
    name = f"first window of the bundle, {ours * 1000:.0f} ms beside {bare * 1000:.0f} ms of a bare QWizard"
    return Measurement(name, ours / bare, START_LIMIT)


@cache
def _bundles() -> tuple[Path, Path]:
    """Ours and the bare one, built now."""
    subprocess.run([sys.executable, ROOT / "packaging" / "build.py"], stdout=subprocess.DEVNULL, check=True)
    folders = [f"--distpath={BARE.parent}", f"--workpath={ROOT / 'build' / 'pyinstaller'}"]
    quietly = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level=ERROR"]
    subprocess.run([*quietly, *folders, BARE_SPEC], check=True)
    return OURS, BARE


def _size_mb(folder: Path) -> float:
    return sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir()) / 1e6


def _painted_s(program: Path) -> float:
    """From the start of the process until Qt says that it has painted."""
    logging = {"QT_FORCE_STDERR_LOGGING": "1", "QT_LOGGING_RULES": "qt.widgets.painting=true"}
    environment = os.environ | logging | {"QT_QPA_PLATFORM": "offscreen"}
    started_s = time.monotonic()
    with subprocess.Popen([program], env=environment, stderr=subprocess.PIPE, text=True) as process:
        watchdog = threading.Timer(MOST_S, process.kill)
        watchdog.start()
        try:
            assert process.stderr is not None
            if not any(line.startswith(PAINTED) for line in process.stderr):
                raise RuntimeError(f"{program} ended without a painted window")
            return time.monotonic() - started_s
        finally:
            watchdog.cancel()
            process.kill()
