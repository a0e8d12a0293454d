"""Runs the tools that make and sign installers."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path
from shutil import which

TIMEOUT_S = 1800
"""A notary may take this long; the other tools need minutes at most."""


class ToolError(Exception):
    """A tool is missing, failed or was refused; the message says which and why."""


def run(*command: str | Path) -> str:
    """What the command prints; `ToolError` with its complaint when it fails. No secret belongs into `command`."""
    try:
        done = subprocess.run(
            [str(part) for part in command],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=TIMEOUT_S,
            check=False,
        )
    except FileNotFoundError as exc:
        raise ToolError(f"{command[0]} is not installed, or not on PATH") from exc
    except subprocess.TimeoutExpired as exc:
        raise ToolError(f"{command[0]} has not ended after {TIMEOUT_S} s") from exc
    if done.returncode:
        raise ToolError(f"{command[0]} ended with {done.returncode}: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout


def find_tool(name: str, patterns: Iterable[str]) -> Path:
    """The tool on PATH, or else the last file that matches one of these absolute patterns, which is the newest."""
    if found := which(name):
        return Path(found)
    for pattern in map(Path, patterns):
        if files := sorted(Path(pattern.anchor).glob(str(pattern.relative_to(pattern.anchor)))):
            return files[-1]
    raise ToolError(f"{name} is not installed, or not on PATH")
