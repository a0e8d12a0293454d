"""Putting a whole tray of devices into a product, from a list in a text or CSV file."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.device import DeviceId, parse_device_id
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.product import Membership
from setup_wizard.workflow.access import as_staff
from setup_wizard.workflow.facts import Facts
from setup_wizard.workflow.news import Progress, Say
from setup_wizard.workflow.session import Session

BATCH = 500
"""Devices in one call: few enough to be answered in its time, and to show how far it is."""

_BETWEEN_CELLS = re.compile(r"[,;\t]")
_AROUND_A_CELL = " \r\n\"'\ufeff"
_ID = re.compile(r"\b[0-9A-Fa-f]{24}\b")
_DIGITS_OF_AN_ID = 12
"""A cell with as many digits was meant for an id: none is a column's name."""


class LineProblem(StrEnum):
    """Why a line names no device to import; the values appear in `--json`."""

    NOT_AN_ID = "not_an_id"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class Line:
    """A device that a line of the list names, or what is wrong with that line; lines are counted from 1."""

    number: int
    text: str
    device_id: DeviceId | None = None
    problem: LineProblem | None = None


@dataclass(frozen=True, slots=True)
class TrayReport:
    """What became of each device; those after a `failure` are missing and can be imported by running it again."""

    memberships: Mapping[DeviceId, Membership]
    failure: SetupError | None = None
    unsure: frozenset[DeviceId] = frozenset()
    """Those that the cloud was asked about when it failed: it may have imported them."""

    def membership_of(self, line: Line) -> Membership | None:
        """What became of the device that the line names; None for no device, and before its turn."""
        return self.memberships.get(line.device_id) if line.device_id else None

    def has_in_product(self, line: Line) -> bool:
        """Whether the device that the line names is in the product now."""
        membership = self.membership_of(line)
        return membership is not None and membership.is_member


def read_tray_file(path: Path) -> tuple[Line, ...]:
    """The lines of a text file, in UTF-8 or in the UTF-16 of spreadsheets; raises `OSError`, `ValueError` for no text.

    What is encoded otherwise cannot be part of an id.
    """
    data = path.read_bytes()
    is_utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = data.decode("utf-16" if is_utf16 else "utf-8", errors="replace")
    if "\0" in text:
        raise ValueError("it is not a text file")
    return read_tray(io.StringIO(text, newline=None))


def read_tray(rows: Iterable[str]) -> tuple[Line, ...]:
    """What the rows that say something name: ids, in any column, in any case, several on a row too.

    A first row without one is taken for the columns' names.
    """
    seen: set[DeviceId] = set()
    lines: list[Line] = []
    for number, cells in _cells(rows):
        text = ", ".join(cells)
        device_ids = dict.fromkeys(parse_device_id(found) for found in _ID.findall(text))
        for device_id in device_ids:
            lines.append(Line(number, text, device_id, LineProblem.DUPLICATE if device_id in seen else None))
        if not device_ids and (lines or not _is_heading(cells)):
            lines.append(Line(number, text, problem=LineProblem.NOT_AN_ID))
        seen.update(device_ids)
    return tuple(lines)


def import_tray(session: Session, facts: Facts, lines: Iterable[Line], say: Say, cancel: Cancel) -> TrayReport:
    """Import every device the lines name; whatever ends it early, what was done so far is reported."""
    if facts.product is None:
        raise SetupError(Reason.PRODUCT_NOT_FOUND, "no product is chosen")
    ref = facts.product.ref
    device_ids = [line.device_id for line in lines if line.device_id is not None and line.problem is None]
    memberships: dict[DeviceId, Membership] = {}
    for start in range(0, len(device_ids), BATCH):
        batch = device_ids[start : start + BATCH]
        try:
            memberships |= _import_batch(session, ref, batch, cancel)
        except SetupError as exc:
            return TrayReport(memberships, exc, frozenset(batch))
        except KeyboardInterrupt:
            return TrayReport(memberships, SetupError(Reason.CANCELLED, "interrupted"), frozenset(batch))
        say(Progress(start + len(batch), len(device_ids)))
    return TrayReport(memberships)


def _import_batch(
    session: Session, product: str, device_ids: Sequence[DeviceId], cancel: Cancel
) -> Mapping[DeviceId, Membership]:
    return as_staff(
        session, lambda token: session.cloud.products.import_devices(token, product, device_ids, cancel), cancel
    )


def _cells(rows: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    for number, row in enumerate(rows, 1):
        cells = [cell.strip(_AROUND_A_CELL) for cell in _BETWEEN_CELLS.split(row)]
        if any(cells):
            yield number, [cell for cell in cells if cell]


def _is_heading(cells: Iterable[str]) -> bool:
    return not any(sum(char.isdigit() for char in cell) >= _DIGITS_OF_AN_ID for cell in cells)
