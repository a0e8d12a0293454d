"""Remembers, across runs, that this computer was taken to a Photon's network and from where; holds no secret.

A run that was killed there cannot go back: the next one looks here.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import psutil

from setup_wizard.core.note_file import NoteFile

_CLOCK_STEP_S = 5.0
"""How far the system's clock may be set meanwhile: the time at which a process started moves along.

One that is set by more, as of a computer without a battery, makes a running wizard look killed.
"""


@dataclass(frozen=True, slots=True)
class Visit:
    """Which adapter joined which Photon's network, and what it was connected to before, in its backend's words.

    `former` is None both if that is not known and if there was nothing: `was_connected` tells.
    """

    adapter: str
    ssid: bytes
    former: str | None
    was_connected: bool


class Leftovers:
    """The visit of this run, in one small file."""

    def __init__(self, path: Path) -> None:
        self._file = NoteFile(path, "the note of a visit to the Photon's network")

    def note(self, visit: Visit) -> None:
        """Called before the network changes, and when more is known; without it a later run only knows less."""
        entry = {
            "adapter": visit.adapter,
            "ssid": visit.ssid.hex(),
            "former": visit.former,
            "was_connected": visit.was_connected,
            "process": os.getpid(),
            "process_started": psutil.Process().create_time(),
        }
        self._file.write(entry)

    def clear(self) -> None:
        """The computer is back."""
        self._file.clear()

    def read(self) -> Visit | None:
        """The visit of a run that ended without coming back; None for one that still runs."""
        if (entry := self._file.read()) is None:
            return None
        try:
            adapter, ssid, former = entry["adapter"], bytes.fromhex(entry["ssid"]), entry["former"]
            # The first notes lacked it; there usually is a connection.
            was_connected = bool(entry.get("was_connected", True))
            visit = Visit(str(adapter), ssid, None if former is None else str(former), was_connected)
            runs = _runs(int(entry["process"]), float(entry["process_started"]))
        except (ValueError, KeyError, TypeError, OverflowError) as exc:
            self._file.complain(exc)
            return None
        return None if runs else visit


def _runs(process: int, started: float) -> bool:
    try:
        return abs(psutil.Process(process).create_time() - started) < _CLOCK_STEP_S
    except psutil.Error:
        return False
