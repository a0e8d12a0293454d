"""How this computer gets to the Photon."""

from __future__ import annotations

from enum import StrEnum


class JoinMode(StrEnum):
    """Who changes networks, if anybody does; the values but for `CABLE` are those of `--join`."""

    AUTO = "auto"
    MANUAL = "manual"
    NONE = "none"
    """The Photon can be reached already."""
    CABLE = "cable"
    """By USB, so that this computer stays where it is."""

    @property
    def changes_networks(self) -> bool:
        """Whether this computer has to leave its own network for the Photon's."""
        return self in (JoinMode.AUTO, JoinMode.MANUAL)
