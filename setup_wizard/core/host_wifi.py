"""What this computer's Wi-Fi says of itself and of what it hears; unknown is an answer, too."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class AdapterState(Enum):
    """What a Wi-Fi adapter is doing; UNKNOWN is an answer, too, and UNMANAGED ones another program controls."""

    UNKNOWN = auto()
    OFF = auto()
    UNMANAGED = auto()
    IDLE = auto()
    CONNECTED = auto()


@dataclass(frozen=True, slots=True)
class Adapter:
    """A Wi-Fi adapter: `name` is the system's key for it, `label` is for people."""

    name: str
    label: str = ""
    state: AdapterState = AdapterState.UNKNOWN


@dataclass(frozen=True, slots=True)
class VisibleNetwork:
    """A network this computer hears; names are bytes, and `signal_percent` is None where the system does not say."""

    ssid: bytes
    is_open: bool
    signal_percent: int | None = None
