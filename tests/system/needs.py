"""What a test needs of the computer: without it a laptop skips the test, and CI fails."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SYSTEM_PYTHON = "/usr/bin/python3"
"""The one that has the libraries of the system's packages."""


UNLOCKED = 'printf "a password\\n" | gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null'
"""Starts a keyring that is open, on the session's bus, in a shell."""

TUNNELS = Path("/dev/net/tun")
"""What makes tunnels."""


def need(*programs: str, module: str | None = None, namespaces: bool = False, device: Path | None = None) -> None:
    """Go on only with these programs, this module for the system's Python, the right to make namespaces, the device."""
    lacking = [program for program in programs if shutil.which(program) is None]
    if module is not None and not _works(SYSTEM_PYTHON, "-c", f"import {module}"):
        lacking.append(f"{module} for {SYSTEM_PYTHON}")
    if namespaces and not (shutil.which("unshare") and _works("unshare", "--net", "--mount", "true")):
        lacking.append("root's right to make namespaces")
    if device is not None and not device.exists():
        lacking.append(str(device))
    if lacking:
        reason = f"missing here: {', '.join(lacking)}"
        if "CI" in os.environ:
            pytest.fail(reason)
        pytest.skip(reason)


def _works(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False
