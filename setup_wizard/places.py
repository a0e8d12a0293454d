"""Where the program keeps, between runs, what it has to remember; never a secret."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_state_path


def visit_file() -> Path:
    """Notes that this computer was taken to a Photon's network; there only while it is there, or after a crash."""
    return _state_folder() / "visit.json"


def unfinished_file() -> Path:
    """Notes the setup whose end was not seen."""
    return _state_folder() / "unfinished.json"


def _state_folder() -> Path:
    try:
        return user_state_path("photon-setup", appauthor=False)
    except RuntimeError:
        # Somebody without a home, such as a service: what cannot be written is done without.
        return Path(os.devnull) / "photon-setup"
