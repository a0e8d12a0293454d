"""What became of each line of an imported list, as a table to read, copy and save."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from setup_wizard.core.product import Membership
from setup_wizard.workflow.tray import Line, LineProblem, TrayReport

_FORMULA = ("=", "+", "-", "@")
"""A spreadsheet would take a cell that begins like this for a formula."""


class TrayTable(NamedTuple):
    """The table as CSV, those that are not in the product first; and how many are in it, of how many lines."""

    text: str
    in_product: int
    lines: int


def tray_table(lines: Sequence[Line], report: TrayReport) -> TrayTable:
    """Every line with its result."""
    rows = [(line, report.has_in_product(line)) for line in lines]
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(
        (
            QCoreApplication.translate("Tray", "Line"),
            QCoreApplication.translate("Tray", "Device"),
            QCoreApplication.translate("Tray", "Result"),
        )
    )
    for line, _fine in sorted(rows, key=lambda row: row[1]):
        table.writerow((line.number, _cell(line.device_id or line.text), _result(line, report)))
    return TrayTable(out.getvalue(), sum(fine for _line, fine in rows), len(rows))


def _result(line: Line, report: TrayReport) -> str:
    if line.problem is LineProblem.NOT_AN_ID:
        return QCoreApplication.translate("Tray", "no device id")
    membership = report.membership_of(line)
    results = {
        None: QCoreApplication.translate("Tray", "not asked yet"),
        Membership.ADDED: QCoreApplication.translate("Tray", "added"),
        Membership.ALREADY: QCoreApplication.translate("Tray", "was in the product already"),
        Membership.INVALID: QCoreApplication.translate("Tray", "unknown, of another kind, or in another product"),
        Membership.NONMEMBER: QCoreApplication.translate("Tray", "owned by somebody outside the team"),
        Membership.PROTECTED: QCoreApplication.translate("Tray", "protected"),
    }
    result = results[membership]
    if line.problem is LineProblem.DUPLICATE:
        return QCoreApplication.translate("Tray", "%1 (named twice)").replace("%1", result)
    return result


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
