"""What a benchmark finds out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measurement:
    """A value and the limit it must not exceed; `unit` is empty for a ratio."""

    name: str
    value: float
    limit: float
    unit: str = ""

    @property
    def ok(self) -> bool:
        return self.value <= self.limit

    def __str__(self) -> str:
        verdict = "ok" if self.ok else "TOO SLOW"
        return f"{self.name}: {self.value:.2f}{self.unit} (limit {self.limit:.2f}{self.unit}) {verdict}"
