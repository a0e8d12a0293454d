"""Who asked what of the cloud and of the Photon, in one sequence: it proves the order of a setup's steps."""

from __future__ import annotations

import re
import threading
from dataclasses import asdict, dataclass

_TOKEN = re.compile("[0-9a-f]{40}")


@dataclass(frozen=True, slots=True)
class Entry:
    """A request; `side` is `cloud` or `photon`, `who` whom the cloud took the caller for, by USB the Photon's id."""

    side: str
    what: str
    who: str = ""

    def __str__(self) -> str:
        return f"{self.side} {self.what}"

    def described(self) -> dict[str, str]:
        """The entry for other programs."""
        return asdict(self)


class RequestLog:
    """Holds neither bodies nor query strings, and of a token in a path only that there was one. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._entries: list[Entry] = []

    def note(self, side: str, what: str, who: str = "") -> None:
        """A request arrived; whether it is then granted or lost does not matter here."""
        with self._lock:
            self._entries.append(Entry(side, _TOKEN.sub("***", what), who))

    def entries(self) -> tuple[Entry, ...]:
        """All requests since the start."""
        with self._lock:
            return tuple(self._entries)

    def lines(self) -> list[str]:
        """All requests as texts such as `cloud POST /v1/device_claims` and `photon connect-ap`."""
        return [str(entry) for entry in self.entries()]
