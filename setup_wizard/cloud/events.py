"""Reads the cloud's event stream, in which bytes may be cut anywhere (WHATWG: server-sent events)."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator

from setup_wizard.cloud.values import read_device_id
from setup_wizard.core.account import DeviceEvent

_LONGEST_LINE = 65_536
_MOST_DATA_LINES = 64
# A carriage return at the very end may be the first half of a line end whose rest has not arrived.
_LINE_END = re.compile(r"\r\n|\n|\r(?!\Z)")


class EventParser:
    """Turns the bytes of a stream into events; comments (keep-alives) and lines that are no event are passed over."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self._rest = ""
        self._name = ""
        self._data: list[str] = []

    def feed(self, chunk: bytes) -> Iterator[DeviceEvent]:
        """The events that these bytes complete."""
        *lines, rest = _LINE_END.split(self._rest + self._decoder.decode(chunk))
        self._rest = rest[:_LONGEST_LINE]
        for line in lines:
            if line:
                self._take(line)
            elif event := self._finish():
                yield event

    def _take(self, line: str) -> None:
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if field == "event":
            self._name = value
        elif field == "data" and len(self._data) < _MOST_DATA_LINES:
            self._data.append(value)

    def _finish(self) -> DeviceEvent | None:
        name, data = self._name, "\n".join(self._data)
        self._name, self._data = "", []
        try:
            fields = json.loads(data)
        except (ValueError, RecursionError):
            return None
        if not name or not isinstance(fields, dict):
            return None
        text = fields.get("data")
        return DeviceEvent(name, text if isinstance(text, str) else "", read_device_id(fields.get("coreid")))
