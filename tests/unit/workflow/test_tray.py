from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.device import DeviceId
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.product import Membership
from setup_wizard.workflow.news import News, Progress
from setup_wizard.workflow.tray import BATCH, Line, LineProblem, import_tray, read_tray, read_tray_file
from tests.unit.workflow.fakes import (
    DEVICE_ID,
    OTHER_ID,
    FakeCloud,
    FakePhoton,
    facts_for_customer,
    session_with,
)

device_ids = st.integers(0, 16**24 - 1).map(lambda number: DeviceId(f"{number:024x}"))


@pytest.mark.parametrize(
    "row",
    [
        DEVICE_ID,
        f"  {DEVICE_ID.upper()}\r\n",
        f'"{DEVICE_ID}"',
        f"\ufeff{DEVICE_ID}",
        f"lamp 7,{DEVICE_ID},blue",
        f"lamp 7;{DEVICE_ID}",
        f"7\t{DEVICE_ID}\t",
    ],
)
def test_an_id_is_found_wherever_it_stands_on_a_line(row: str) -> None:
    (line,) = read_tray([row])
    assert (line.device_id, line.problem) == (DEVICE_ID, None)


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    lines = read_tray(["device id,name\n", "\n", f"{DEVICE_ID},a\n", "   \n", f"{OTHER_ID},b\n", "nonsense,c\n"])
    assert [(line.number, line.device_id, line.problem) for line in lines] == [
        (3, DEVICE_ID, None),
        (5, OTHER_ID, None),
        (6, None, LineProblem.NOT_AN_ID),
    ]


def test_a_first_line_with_a_mistyped_id_is_no_heading() -> None:
    (line,) = read_tray([DEVICE_ID[:-1]])
    assert (line.number, line.problem, line.text) == (1, LineProblem.NOT_AN_ID, DEVICE_ID[:-1])


@pytest.mark.parametrize("mistyped", [f"{DEVICE_ID[:-1]}g", f"{DEVICE_ID}0", " ".join(DEVICE_ID)])
def test_a_mistyped_id_is_told_on_the_first_line_too(mistyped: str) -> None:
    lines = read_tray([f"lamp 1,{mistyped}", f"lamp 2,{OTHER_ID}"])
    assert [line.problem for line in lines] == [LineProblem.NOT_AN_ID, None]


@pytest.mark.parametrize("row", ["{} {}", "{}; {}", "{},{}", "lamp;{};{};lamp", "{}\t{}"])
def test_every_device_of_a_line_is_listed(row: str) -> None:
    lines = read_tray([row.format(DEVICE_ID, OTHER_ID)])
    assert [(line.number, line.device_id, line.problem) for line in lines] == [
        (1, DEVICE_ID, None),
        (1, OTHER_ID, None),
    ]


def test_a_line_that_says_its_device_again_names_it_once() -> None:
    (line,) = read_tray([f"{DEVICE_ID},{DEVICE_ID.upper()}"])
    assert (line.device_id, line.problem) == (DEVICE_ID, None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_is_read_as_spreadsheets_save_it(encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "tray.csv"
    file.write_bytes(f"id,shelf\r\n{DEVICE_ID},K\u00fcche\r\n{OTHER_ID},Flur\r\n".encode(encoding))
    assert [(line.number, line.device_id) for line in read_tray_file(file)] == [(2, DEVICE_ID), (3, OTHER_ID)]


@pytest.mark.parametrize("content", [f"\0{DEVICE_ID}".encode(), DEVICE_ID.encode("utf-16-le"), bytes(99)])
def test_what_is_no_text_is_refused(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "tray.csv"
    file.write_bytes(content)
    with pytest.raises(ValueError, match="not a text file"):
        read_tray_file(file)


def test_a_device_that_is_listed_twice_is_told(cancel: Cancel, said: list[News]) -> None:
    lines = read_tray([DEVICE_ID, OTHER_ID, DEVICE_ID.upper()])
    assert [line.problem for line in lines] == [None, None, LineProblem.DUPLICATE]
    cloud = FakeCloud()
    import_tray(session_with(cloud, FakePhoton()), facts_for_customer(), lines, said.append, cancel)
    assert cloud.calls == ["import_devices 2"]


@given(st.lists(device_ids, unique=True), st.sampled_from(["{}", " {} ", '"{}",x', "x;{}", "{}\r"]))
def test_no_id_of_a_list_is_lost_whatever_stands_around_it(ids: list[DeviceId], row: str) -> None:
    assert [line.device_id for line in read_tray(row.format(device_id) for device_id in ids)] == ids


@given(st.lists(st.text()))
def test_any_text_is_read(rows: list[str]) -> None:
    for line in read_tray(rows):
        assert line.problem in (LineProblem.NOT_AN_ID, LineProblem.DUPLICATE) or line.device_id


def many(number: int) -> tuple[Line, ...]:
    return tuple(Line(place, "", DeviceId(f"{place:024x}")) for place in range(1, number + 1))


def test_a_long_list_goes_in_batches_that_show_how_far_it_is(cancel: Cancel, said: list[News]) -> None:
    cloud = FakeCloud()
    total = 2 * BATCH + 1
    report = import_tray(session_with(cloud, FakePhoton()), facts_for_customer(), many(total), said.append, cancel)
    assert cloud.calls == [f"import_devices {BATCH}", f"import_devices {BATCH}", "import_devices 1"]
    assert said == [Progress(BATCH, total), Progress(2 * BATCH, total), Progress(total, total)]
    assert set(report.memberships.values()) == {Membership.ADDED}
    assert len(report.memberships) == total


@pytest.mark.parametrize("reason", [Reason.CLOUD_UNREACHABLE, Reason.CANCELLED, Reason.TOKEN_EXPIRED])
def test_what_was_done_before_a_fault_is_not_lost(reason: Reason, cancel: Cancel) -> None:
    cloud = FakeCloud()

    def fail_after_the_first(_news: News) -> None:
        cloud.failures[f"import_devices {BATCH}"] = SetupError(reason)

    report = import_tray(
        session_with(cloud, FakePhoton()), facts_for_customer(), many(3 * BATCH), fail_after_the_first, cancel
    )
    assert len(report.memberships) == BATCH
    assert report.failure is not None
    assert report.failure.reason is reason
