"""A tray of devices into a product, on the terminal."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from setup_wizard.simulator.devices import PHOTON_PLATFORM, Device
from setup_wizard.simulator.faults import Fault
from setup_wizard.simulator.population import PHOTON_PRODUCT_ID
from tests.end_to_end.bench import Bench
from tests.end_to_end.test_restore import PRODUCT, TIMEOUT_S, finish, start

KNOWN = ["3b0021000947343337373739", "3b002100094734333737373a"]
P1 = "2f0028000447353138383138"
IMPORT = f"POST /v1/products/{PRODUCT}/devices"
LONG = 10_000


def test_every_line_of_a_list_is_reported(bench: Bench, tmp_path: Path) -> None:
    tray = tmp_path / "tray.csv"
    tray.write_text(f"id,shelf\n{KNOWN[0].upper()},1\n\n{KNOWN[1]},2\n{KNOWN[0]},3\n{P1},4\nlamp,5\n")
    run = start(bench, "import", str(tray), "--product", PRODUCT, TOKEN=bench.simulator.token.reveal())
    events = finish(run, 1)
    lines = [(event["line"], event["outcome"]) for event in events if event["event"] == "line"]
    assert lines == [(2, "added"), (4, "added"), (5, "duplicate"), (6, "invalid"), (7, "not_an_id")]
    assert events[-1]["reason"] == "device_refused_by_product"
    assert "2 of 5 lines" in events[-1]["message"]
    assert bench.simulator.cloud.product_of(KNOWN[0]) == PHOTON_PRODUCT_ID


def test_run_again_it_says_that_they_are_there_already(bench: Bench, tmp_path: Path) -> None:
    tray = tmp_path / "tray.txt"
    tray.write_text("\n".join(KNOWN))
    token = bench.simulator.token.reveal()
    for outcome in ("added", "already"):
        events = finish(start(bench, "import", str(tray), "--product", PRODUCT, TOKEN=token))
        assert [event["outcome"] for event in events if event["event"] == "line"] == [outcome] * 2
        assert (events[-1]["ok"], events[-1]["reason"]) == (True, "imported")


def long_tray(bench: Bench, path: Path) -> None:
    """Ten thousand lines, one in a hundred bad; the good ones are real devices."""
    ids = [f"{number:024x}" for number in range(LONG)]
    with bench.simulator.cloud.lock:
        for device_id in ids:
            bench.simulator.cloud.devices.add(Device(device_id, platform_id=PHOTON_PLATFORM))
    path.write_text("\n".join("bad" if number % 100 == 99 else device_id for number, device_id in enumerate(ids)))


def test_every_line_of_a_long_list_is_reported(bench: Bench, tmp_path: Path) -> None:
    long_tray(bench, tmp_path / "tray.txt")
    words = ("import", str(tmp_path / "tray.txt"), "--product", PRODUCT)
    events = finish(start(bench, *words, TOKEN=bench.simulator.token.reveal()), 1)
    outcomes = [event["outcome"] for event in events if event["event"] == "line"]
    assert (outcomes.count("added"), outcomes.count("not_an_id")) == (LONG - LONG // 100, LONG // 100)
    assert [event["done"] for event in events if event["event"] == "progress"][-1] == LONG - LONG // 100


@pytest.mark.parametrize("fault", [Fault.CLOUD_DOWN, Fault.SERVER_ERROR])
def test_a_fault_midway_loses_nothing(bench: Bench, tmp_path: Path, fault: Fault) -> None:
    long_tray(bench, tmp_path / "tray.txt")
    words = ("import", str(tmp_path / "tray.txt"), "--product", PRODUCT)

    def fail_the_second_part() -> None:
        if bench.relay.requests.count(IMPORT) == 2:
            bench.faults.switch_on(fault)

    bench.relay.on_request = fail_the_second_part
    events = finish(start(bench, *words, TOKEN=bench.simulator.token.reveal()), 1)
    outcomes = [event["outcome"] for event in events if event["event"] == "line"]
    assert len(outcomes) == LONG
    assert 0 < outcomes.count("added") < LONG - LONG // 100
    assert outcomes.count("not_asked") > 0
    bench.relay.on_request = lambda: None
    bench.faults.switch_off(fault)
    events = finish(start(bench, *words, TOKEN=bench.simulator.token.reveal()), 1)
    outcomes = [event["outcome"] for event in events if event["event"] == "line"]
    assert outcomes.count("added") + outcomes.count("already") == LONG - LONG // 100


def test_a_list_that_is_not_there_is_said_before_anything_is_asked(bench: Bench, tmp_path: Path) -> None:
    run = start(bench, "import", str(tmp_path / "none"), "--product", PRODUCT, TOKEN="x")
    out, _ = run.communicate(timeout=TIMEOUT_S)
    assert run.returncode == 2
    assert "No such file" in out
    assert bench.simulator.log.lines() == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "names no device"),
        (b"id,shelf\n", "names no device"),
        (b"a" * 200_000, "names no device"),
        (f"{KNOWN[0][:-1]}\n{KNOWN[1]}0\n".encode(), "24 hexadecimal digits"),
        (bytes(100), "not a text file"),
    ],
)
def test_a_list_that_names_no_device_is_refused(content: bytes, said: str, bench: Bench, tmp_path: Path) -> None:
    tray = tmp_path / "tray.csv"
    tray.write_bytes(content)
    run = start(bench, "import", str(tray), "--product", PRODUCT, TOKEN="x")
    out, _ = run.communicate(timeout=TIMEOUT_S)
    assert run.returncode == 2
    assert said in out
    assert "tray.csv" in out
    assert bench.simulator.log.lines() == []


def test_lines_that_name_no_device_were_refused_by_nobody(bench: Bench, tmp_path: Path) -> None:
    tray = tmp_path / "tray.csv"
    tray.write_text(f"{KNOWN[0]} {KNOWN[1]}\nlamp\n", "utf-16")
    run = start(bench, "import", str(tray), "--product", PRODUCT, TOKEN=bench.simulator.token.reveal())
    events = finish(run, 1)
    lines = [(event["line"], event["outcome"]) for event in events if event["event"] == "line"]
    assert lines == [(1, "added"), (1, "added"), (2, "not_an_id")]
    assert "24 hexadecimal digits" in events[-1]["message"]
    assert "Remove it there" not in events[-1]["message"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot send them to another program")
def test_whoever_stops_it_after_its_result_changes_nothing(bench: Bench, tmp_path: Path) -> None:
    tray = tmp_path / "tray.txt"
    tray.write_text("\n".join(KNOWN))
    run = start(bench, "import", str(tray), "--product", PRODUCT, TOKEN=bench.simulator.token.reveal())
    assert run.stdout is not None
    result = next(line for line in run.stdout if '"result"' in line)
    for number in (signal.SIGTERM, signal.SIGINT):
        run.send_signal(number)
    rest, _ = run.communicate(timeout=TIMEOUT_S)
    assert '"ok": true' in result
    assert (run.returncode, rest) == (0, "")
