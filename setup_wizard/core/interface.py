"""One network interface of this computer, as sockets to the Photon are bound to it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LocalInterface:
    """An interface with the IPv4 address the Photon gave it."""

    name: str
    index: int
    ipv4: str
