"""The command as a person or a script runs it: processes, exit codes, signals."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any

import pytest

COMMAND = [sys.executable, "-m", "setup_wizard"]
TIMEOUT_S = 120.0


@contextmanager
def started(*words: str, **environment: str) -> Iterator[subprocess.Popen[str]]:
    """The command, running; stopped at the end if it still does."""
    with subprocess.Popen(
        [*COMMAND, *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment},
        # Ctrl+Break goes to a whole group, which must not be that of the tests.
        creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def finished(*words: str, **environment: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of the command."""
    with started(*words, **environment) as process:
        out, err = process.communicate(timeout=TIMEOUT_S)
        return process.returncode, out, err


def read_until(out: IO[str] | None, text: str) -> str:
    """The line with this text."""
    assert out is not None
    return next(line for line in out if text in line)


@pytest.fixture(scope="module")
def simulation() -> Iterator[dict[str, Any]]:
    with started("simulate") as process:
        assert process.stdout is not None
        yield json.loads(process.stdout.readline())


def provision_words(simulation: dict[str, Any], ssid: str = "Home") -> list[str]:
    return [
        *("provision", "--json", "--join", "none", "--api", simulation["api"], "--device", "127.0.0.1"),
        *("--tcp-port", str(simulation["tcp_port"]), "--http-port", str(simulation["http_port"]), "--ssid", ssid),
    ]


def test_a_script_reads_the_result_in_the_last_line(simulation: dict[str, Any]) -> None:
    code, out, err = finished(
        *provision_words(simulation),
        PHOTON_SETUP_TOKEN=simulation["token"],
        PHOTON_SETUP_WIFI_PASSWORD="correct horse",
    )
    result = json.loads(out.splitlines()[-1])
    assert (code, err) == (0, "")
    assert (result["event"], result["ok"], result["reason"]) == ("result", True, "claimed")
    assert (result["device_id"], result["owner"]) == (simulation["device_id"], simulation["username"])


def test_a_setup_that_fails_exits_with_one_and_its_reason(simulation: dict[str, Any]) -> None:
    code, out, err = finished(*provision_words(simulation, 'a"b'), PHOTON_SETUP_TOKEN=simulation["token"])
    result = json.loads(out.splitlines()[-1])
    assert (code, err) == (1, "")
    assert (result["ok"], result["reason"]) == (False, "ssid_not_expressible")
    assert 'a"b' in result["message"]


def test_wrong_usage_exits_with_two_and_says_what_is_missing(simulation: dict[str, Any]) -> None:
    code, out, err = finished(*provision_words(simulation))
    assert (code, out) == (2, "")
    assert err.startswith("photon-setup: no way to sign in")
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "names",
    [("CTRL_BREAK_EVENT",)]
    if sys.platform == "win32"
    else [("SIGINT",), ("SIGTERM",), ("SIGHUP",), ("SIGINT", "SIGINT"), ("SIGTERM", "SIGHUP", "SIGINT")],
    ids=str,
)
def test_a_polite_stop_ends_with_a_result_and_no_traceback(names: tuple[str, ...]) -> None:
    """Stopped while it waits for a Photon that is not there, with nobody to hurry."""
    numbers = [getattr(signal, name) for name in names]
    if sys.platform != "win32" and any(signal.getsignal(number) is signal.SIG_IGN for number in numbers):
        pytest.skip("the tests were started without it")
    with ExitStack() as stack:
        simulator = stack.enter_context(started("simulate", "--one-radio"))
        assert simulator.stdout is not None
        simulation = json.loads(simulator.stdout.readline())
        words = [*provision_words(simulation), "--join", "manual"]
        process = stack.enter_context(started(*words, PHOTON_SETUP_TOKEN=simulation["token"]))
        assert "join_photon" in read_until(process.stdout, '"event": "ask"')
        for number in numbers:
            process.send_signal(number)
        out, err = process.communicate(timeout=TIMEOUT_S)
        result = json.loads(out.splitlines()[-1])
        assert (process.returncode, err) == (1, "")
        assert (result["event"], result["ok"], result["reason"]) == ("result", False, "cancelled")
        for number in numbers:
            simulator.send_signal(number)
        _rest, complaints = simulator.communicate(timeout=TIMEOUT_S)
        assert (simulator.returncode, complaints) == (0, "")


def test_the_demo_without_a_display_goes_all_the_way() -> None:
    code, out, err = finished("--demo")
    assert (code, err) == (0, "")
    assert out.splitlines()[-1].startswith("claimed: ")
    assert "simulated" in out.splitlines()[0]


def test_a_reader_that_goes_away_is_no_traceback() -> None:
    with started("--selftest") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.wait(TIMEOUT_S) == 1
        assert "Traceback" not in process.stderr.read()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminals")
def test_a_terminal_that_is_closed_ends_the_setup_politely(tmp_path: Path) -> None:
    terminal, its_end = os.openpty()
    words = ["provision", "--no-claim", "--ssid", "Home", "--join", "manual", "--device", "127.0.0.1"]
    complaints = tmp_path / "complaints"
    with complaints.open("w") as errors:
        process = subprocess.Popen([*COMMAND, *words], stdin=subprocess.DEVNULL, stdout=its_end, stderr=errors)
    os.close(its_end)
    try:
        shown = b""
        while b"Join the Wi-Fi network" not in shown:
            shown += os.read(terminal, 1000)
        os.close(terminal)
        process.send_signal(signal.SIGHUP)
        assert process.wait(TIMEOUT_S) == 1
    finally:
        process.kill()
    assert "Traceback" not in complaints.read_text()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk that is always full")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    "words",
    [["--selftest"], ["--demo"], ["simulate"], ["provision", "--json", "--no-claim", "--ssid", "Home"]],
    ids=str,
)
def test_a_full_disk_is_told_in_one_sentence(words: list[str], unbuffered: str) -> None:
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [*COMMAND, *words],
            stdin=subprocess.DEVNULL,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
            timeout=TIMEOUT_S,
            check=False,
        )
    assert ended.returncode == 1
    assert ended.stderr == "photon-setup: the output cannot be written: No space left on device\n"


def test_two_servers_on_one_port_are_wrong_usage() -> None:
    code, out, err = finished("simulate", "--tcp-port", "18080", "--http-port", "18080")
    assert (code, out) == (2, "")
    assert err == "photon-setup: port 18080 is named twice: every server needs one of its own\n"
