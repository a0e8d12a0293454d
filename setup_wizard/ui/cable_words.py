"""Plugged-in Photons, and what each of several is doing, as people read it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from setup_wizard.core.usb import UsbPort
from setup_wizard.ui.widgets.checklist import CheckItem, CheckState
from setup_wizard.ui.widgets.text import isolated
from setup_wizard.ui.widgets.tile_row import TileRow
from setup_wizard.ui.words import translated_words
from setup_wizard.workflow.news import Ask
from setup_wizard.workflow.side_by_side import Unit
from setup_wizard.workflow.step import Step

_DIGITS = 6

translate = QCoreApplication.translate


def port_title(port: UsbPort) -> str:
    """What kind of device, and the last digits of its id where the system tells it; else its port."""
    kind = translate("Cable", "P1") if port.is_p1 else translate("Cable", "Photon")
    if port.device_id:
        return f"{kind} {isolated('…' + port.device_id[-_DIGITS:])}"
    return f"{kind}, {isolated(port.name)}"


def port_row(port: UsbPort, place: int, count: int, *, set_up: bool) -> TileRow:
    """A row of the list to choose one from."""
    title = port_title(port)
    second = translate("Cable", "%1 · had its turn just now") if set_up else "%1"
    second = second.replace("%1", isolated(port.name))
    spoken = translate("Cable", "%1, %2, %3 of %4")
    for mark, value in (("%4", str(count)), ("%3", str(place)), ("%2", second), ("%1", title)):
        spoken = spoken.replace(mark, value)
    return TileRow(title, second, translate("Cable", "P1") if port.is_p1 else translate("Cable", "Ph"), spoken)


def unit_item(unit: Unit) -> CheckItem:
    """One of several as a line: where it is, what it is doing, how it ended."""
    title = f"{port_title(unit.port)} · {isolated(unit.port.name)}" if unit.port.device_id else port_title(unit.port)
    if unit.reason is None:
        return CheckItem(title, CheckState.NOW, _doing(unit))
    words = translated_words(unit.reason, unit.facts, unit.detail)
    if unit.reason.is_success:
        return CheckItem(title, CheckState.DONE, words.happened)
    return CheckItem(title, CheckState.FAILED, words.message)


def outcome(unit: Unit) -> str:
    """How one of several ended, in a word or a sentence."""
    if unit.reason is None:
        return translate("Cable", "not tried")
    if unit.reason.is_success:
        return translate("Cable", "set up")
    return translated_words(unit.reason, unit.facts, unit.detail).happened


def _doing(unit: Unit) -> str:
    if unit.news is Ask.HOLD_SETUP:
        return translate("Cable", "Hold SETUP on it for 3 seconds, until its light blinks blue.")
    sentences = {
        Step.PASSWORD: translate("Cable", "Handing it the network..."),
        Step.CONFIRM: translate("Cable", "Waiting for the cloud to hear from it..."),
    }
    return sentences.get(unit.step, translate("Cable", "Looking for it..."))
