"""Server-sent events: who listens, and what they are told (cloud docs: events)."""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from setup_wizard.simulator.holder import Holder


@dataclass(frozen=True, slots=True)
class Event:
    """One event of one device, seen by its owner and in the stream of its product."""

    name: str
    data: str
    device_id: str
    owner: Holder | None
    product_id: int | None
    published_at: str

    def encoded(self) -> bytes:
        """The event as it goes over the wire: the name only in its own line."""
        payload = {"data": self.data, "ttl": 60, "published_at": self.published_at, "coreid": self.device_id}
        return f"event: {self.name}\ndata: {json.dumps(payload)}\n\n".encode()


@dataclass(frozen=True, slots=True)
class Filter:
    """What a stream shows: an owner's events or a product's, of all devices or one, with names that start so."""

    owner: Holder | None = None
    product_id: int | None = None
    prefix: str = ""
    device_id: str | None = None

    def passes(self, event: Event) -> bool:
        """Whether the stream shows this event."""
        return (
            (self.product_id is not None or event.owner == self.owner)
            and self.product_id in (None, event.product_id)
            and event.name.startswith(self.prefix)
            and self.device_id in (None, event.device_id)
        )


Stream = queue.SimpleQueue[Event | None]
"""The events of one open stream; None ends it."""


class EventHub:
    """Hands events to the streams that are open."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._streams: dict[Stream, Filter] = {}

    @contextmanager
    def stream(self, shown: Filter) -> Iterator[Stream]:
        """An open stream."""
        stream: Stream = queue.SimpleQueue()
        with self._lock:
            self._streams[stream] = shown
        try:
            yield stream
        finally:
            with self._lock:
                del self._streams[stream]

    def publish(self, event: Event) -> None:
        """Tell everybody whom it concerns."""
        with self._lock:
            for stream, shown in self._streams.items():
                if shown.passes(event):
                    stream.put(event)

    def close_all(self) -> None:
        """End every open stream."""
        with self._lock:
            for stream in self._streams:
                stream.put(None)
