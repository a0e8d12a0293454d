"""A request to the cloud, as far as its API is concerned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ApiRequest:
    """What came in; `fields` are those of its form or JSON object, `basic` a client's id and secret."""

    method: str
    path: str
    bearer: str
    basic: tuple[str, str] | None
    is_form: bool
    fields: Mapping[str, object]

    def text(self, name: str) -> str:
        """A field as text; empty when it is missing or null."""
        value = self.fields.get(name)
        return "" if value is None else str(value)
