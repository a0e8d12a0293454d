"""Importing a whole tray of devices into a product, from a list in a file."""

from __future__ import annotations

import csv
import io
import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from setup_wizard.core.errors import Reason
from setup_wizard.simulator.devices import Device
from setup_wizard.simulator.faults import Fault
from setup_wizard.simulator.population import PHOTON_PRODUCT_ID, SHELF
from setup_wizard.ui.tray_dialog import TrayDialog
from setup_wizard.workflow import tray
from setup_wizard.workflow.facts import Purpose
from tests.patience import PATIENCE_S
from tests.ui.person import Person
from tests.ui.stage import Stage
from tests.ui.test_products import begin, sign_in_as_team

IMPORT = f"POST /v1/products/{PHOTON_PRODUCT_ID}/devices"
MANY = tuple(f"{number:024x}" for number in range(0xA00000000000000000000000, 0xA00000000000000000000006))


@pytest.fixture
def person(stage: Stage) -> Person:
    with stage.simulator.cloud.lock:
        for device_id in MANY:
            stage.simulator.cloud.devices.add(Device(device_id))
    person = begin(stage, Purpose.PRODUCT_DEVICE)
    sign_in_as_team(person)
    person.pick("products", "Greenhouse")
    person.click("import_tray")
    person.wait_for("tray_file")
    person.wait_until_idle()
    return person


def import_list(person: Person, path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    person.write("tray_file", str(path))
    person.click("tray_import")
    person.wait_until(lambda: person.reads("Devices: "))
    person.click("tray_import")


def report(person: Person) -> list[list[str]]:
    person.wait_for("tray_report")
    return list(csv.reader(io.StringIO(person.find("tray_report", QPlainTextEdit).toPlainText())))


def test_every_line_is_told_what_became_of_it(person: Person, stage: Stage, tmp_path: Path) -> None:
    p1 = next(device_id for device_id, platform in SHELF.items() if platform == 8)
    import_list(person, tmp_path / "tray.csv", f"id\n {stage.device_id.upper()} \n=1+1\n{p1}\n{stage.device_id}\n")
    assert report(person) == [
        ["Line", "Device", "Result"],
        ["3", "'=1+1", "no device id"],
        ["4", p1, "unknown, of another kind, or in another product"],
        ["2", stage.device_id, "added"],
        ["5", stage.device_id, "added (named twice)"],
    ]
    assert person.reads("Lines whose device is in the product: 2 of 4.")
    assert stage.product == PHOTON_PRODUCT_ID


def test_the_report_can_be_copied_and_saved(person: Person, stage: Stage, tmp_path: Path) -> None:
    import_list(person, tmp_path / "tray.txt", stage.device_id)
    rows = report(person)
    person.click("tray_copy")
    assert list(csv.reader(io.StringIO(QApplication.clipboard().text()))) == rows
    saved = tmp_path / "report.csv"
    person.find("tray_dialog", TrayDialog).save_report(str(saved))
    person.wait_until(lambda: person.reads("The report is saved."))
    assert list(csv.reader(io.StringIO(saved.read_text(encoding="utf-8-sig")))) == rows
    person.find("tray_dialog", TrayDialog).save_report(str(tmp_path / "missing" / "report.csv"))
    person.wait_until(lambda: person.reads("The report cannot be written there."))


def test_nothing_is_lost_on_a_fault_midway(
    person: Person, stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tray, "BATCH", 2)
    stage.faults.switch_on(Fault.ANSWER_HANGS, where=IMPORT)
    import_list(person, tmp_path / "tray.txt", "\n".join(MANY))
    person.wait_until(lambda: stage.requests(IMPORT) == 1)
    person.click("tray_close")
    assert [row[2] for row in report(person)[1:]].count("not asked yet") >= 4
    assert person.reads("You stopped it.")
    stage.faults.clear()
    person.click("tray_import")
    person.wait_until(lambda: person.reads("Lines whose device is in the product: 6 of 6."))
    person.click("tray_close")
    person.wait_until_gone("tray_dialog")


def test_a_cloud_that_fails_is_said_with_the_report(person: Person, stage: Stage, tmp_path: Path) -> None:
    stage.spoil["import_devices"] = Reason.RATE_LIMITED
    import_list(person, tmp_path / "tray.txt", "\n".join(MANY))
    assert {row[2] for row in report(person)[1:]} == {"not asked yet"}
    assert person.reads("The cloud wants a pause before it answers again.")


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("missing.txt", None, "This file cannot be read."),
        ("empty.txt", "nothing here\nnor here\n", "There is no device id in this file."),
        ("", None, "Choose a file."),
    ],
)
def test_a_file_without_devices_is_said_to_be_so(
    name: str, text: str | None, complaint: str, person: Person, tmp_path: Path
) -> None:
    if text is not None:
        (tmp_path / name).write_text(text, encoding="utf-8")
    if name:
        person.write("tray_file", str(tmp_path / name))
    person.click("tray_import")
    person.wait_until(lambda: person.reads(complaint))
    assert not person.sees("tray_report")


def test_a_long_list_with_bad_lines_shows_how_far_it_is(person: Person, stage: Stage, tmp_path: Path) -> None:
    known = [f"b{number:023x}" for number in range(9_900)]
    with stage.simulator.cloud.lock:
        for device_id in known:
            stage.simulator.cloud.devices.add(Device(device_id))
    bad = [f"not an id {number}" for number in range(100)]
    seen = threading.Event()
    stage.relay.on_request = lambda: stage.requests(IMPORT) < 2 or seen.wait(PATIENCE_S)
    import_list(person, tmp_path / "tray.csv", "\n".join(["id", *known, *bad]))
    person.wait_until(lambda: person.reads("Importing: 500 of 9900 devices."))
    seen.set()
    person.wait_until(lambda: person.reads("Lines whose device is in the product: 9900 of 10000."))
    results = [row[2] for row in report(person)[1:]]
    assert results == ["no device id"] * 100 + ["added"] * 9_900
