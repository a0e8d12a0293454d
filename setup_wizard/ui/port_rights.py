"""What gives a person the right to a serial port, as a command to copy."""

from __future__ import annotations

import sys
from pathlib import Path

_NOBODYS_GROUP = "root"


def right_to(port: str) -> str:
    """The command that puts the person into the group the port belongs to; empty where no command helps."""
    if sys.platform != "linux":
        return ""
    try:
        group = Path(port).group()
    except (OSError, KeyError):
        return ""
    return f"sudo usermod -aG {group} $USER" if group != _NOBODYS_GROUP else ""
