"""What every system's Wi-Fi offers this program; one file per system implements it."""

from __future__ import annotations

from enum import Enum, auto
from typing import Protocol

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.host_wifi import Adapter, VisibleNetwork


class Whereabouts(Enum):
    """Where an adapter is, seen from a Photon's network; UNKNOWN where the system keeps that to itself."""

    UNKNOWN = auto()
    NOWHERE = auto()
    THERE = auto()
    ELSEWHERE = auto()


class WifiBackend(Protocol):
    """One system's Wi-Fi. Every call may block for seconds; only `SetupError` is raised.

    PERMISSION_NEEDED: the system keeps something from this program. NO_WIFI_CONTROL: there is nothing to ask.
    JOIN_FAILED: anything else that did not work.
    Nothing is asked of the system before the first call.
    """

    name: str
    """For the self-test: `NetworkManager`, `WlanAPI`, `CoreWLAN`."""

    def adapters(self, cancel: Cancel) -> tuple[Adapter, ...]:
        """The Wi-Fi adapters there are, none included."""
        ...

    def scan(self, adapter: Adapter, cancel: Cancel) -> tuple[VisibleNetwork, ...]:
        """The networks in range, freshly looked for."""
        ...

    def former(self, adapter: Adapter, cancel: Cancel) -> str | None:
        """What the adapter is connected to, in words `restore` understands, also in a later run; None if unknown.

        Where the system tells it only on leaving: what the adapter left for a Photon and did not come back to.
        """
        ...

    def whereabouts(self, adapter: Adapter, ssid: bytes, cancel: Cancel) -> Whereabouts:
        """Where the adapter is, seen from the open network `ssid`."""
        ...

    def join_open(self, adapter: Adapter, ssid: bytes, cancel: Cancel) -> None:
        """Associate with the open network of exactly this name, without leaving a stored profile behind."""
        ...

    def restore(self, adapter: Adapter, former: str | None, cancel: Cancel) -> None:
        """Leave what `join_open` joined and go back to `former`, or to whatever the system chooses by itself."""
        ...

    def clean_up(self, cancel: Cancel) -> bool:
        """Remove what a run that was killed left behind; whether there was anything."""
        ...
