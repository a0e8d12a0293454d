"""How this computer gets onto the Photon's own network."""

from __future__ import annotations

from enum import StrEnum


class JoinMode(StrEnum):
    """Who changes networks; the values are those of `--join`."""

    AUTO = "auto"
    MANUAL = "manual"
    NONE = "none"
