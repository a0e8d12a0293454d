"""What a report of a defect tells, and what it must not."""

from __future__ import annotations

import errno
import io
import json
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from setup_wizard import __main__, __version__, cli
from setup_wizard.cli_crash import TerminalCrashGuard
from setup_wizard.console import JsonConsole
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.crash import report_of
from tests.unit.handlers import handlers_kept

CANARY = "canary-wifi-password"


def caught(raise_it: Callable[[], object]) -> BaseException:
    with pytest.raises((ValueError, KeyError, AttributeError, SetupError)) as raised:
        raise_it()
    return raised.value


def read_password() -> None:
    password = CANARY
    raise ValueError(f"no good: {password}")


def test_a_report_tells_where_it_happened_and_of_which_version() -> None:
    report = report_of(caught(read_password))
    assert f"photon-setup: {__version__}" in report
    assert "in read_password" in report
    assert report.endswith("ValueError: (masked)\n")


def test_neither_locals_nor_messages_tell_a_secret() -> None:
    def wrapped() -> None:
        try:
            read_password()
        except ValueError as exc:
            raise KeyError(CANARY) from exc

    report = report_of(caught(wrapped))
    assert CANARY not in report
    assert report.index("ValueError: ") < report.index("which led to:") < report.index("KeyError: ")


def test_what_python_says_of_the_code_is_told() -> None:
    report = report_of(caught(lambda: "text".sleep()))  # type: ignore[attr-defined]
    assert report.endswith("AttributeError: 'str' object has no attribute 'sleep'\n")


def test_ids_tokens_and_keys_are_masked_where_a_message_is_told() -> None:
    report = report_of(caught(lambda: getattr("text", "0123456789abcdef0123456789abcdef01234567")))
    assert report.endswith("AttributeError: 'str' object has no attribute '(masked)'\n")


@pytest.mark.parametrize("detail", ["ada@example.com is owner; Wi-Fi correct horse", "\u2068Home\u2069", ""])
def test_of_a_failed_step_only_the_reason_is_told(detail: str) -> None:
    def fail() -> None:
        raise SetupError(Reason.CLOUD_ERROR, detail)

    assert report_of(caught(fail)).endswith("SetupError: cloud_error\n")


def test_a_report_does_not_tell_whose_home_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: Path(__file__).parent)
    report = report_of(caught(read_password))
    assert str(Path(__file__).parent) not in report
    assert f"~{os.sep}{Path(__file__).name}" in report


@pytest.mark.parametrize("home", [RuntimeError("Could not determine home directory."), Path("/")])
def test_without_a_home_of_ones_own_a_report_is_told_as_it_is(
    home: Path | RuntimeError, monkeypatch: pytest.MonkeyPatch
) -> None:
    def find_home() -> Path:
        if isinstance(home, Path):
            return home
        raise home

    monkeypatch.setattr(Path, "home", find_home)
    assert str(Path(__file__)) in report_of(caught(read_password))


def test_a_report_ends_where_exceptions_lead_to_each_other() -> None:
    first, second = ValueError(), KeyError()
    first.__context__, second.__context__ = second, first
    assert report_of(first).count("which led to:") == 1


def test_however_many_exceptions_led_to_it_it_is_told() -> None:
    last = ValueError()
    for _number in range(2000):
        earlier, last = last, ValueError()
        last.__context__ = earlier
    assert report_of(last).count("which led to:") == 2000


def crashed(out: io.StringIO, raise_it: Callable[[], object]) -> None:
    with TerminalCrashGuard(JsonConsole(out)):
        raise_it()


def test_on_a_terminal_the_result_is_last_and_the_report_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    out = io.StringIO()
    crashed(out, read_password)
    result = json.loads(out.getvalue().splitlines()[-1])
    assert (result["event"], result["ok"], result["reason"]) == ("result", False, "internal_error")
    err = capsys.readouterr().err
    assert "in read_password" in err
    assert CANARY not in err


@pytest.mark.parametrize(
    "no_defect", [KeyboardInterrupt(), OSError(errno.EPIPE, ""), OSError(errno.EIO, ""), SystemExit()]
)
def test_whoever_stops_the_program_finds_no_defect(no_defect: BaseException) -> None:
    out = io.StringIO()
    with pytest.raises(type(no_defect)), TerminalCrashGuard(JsonConsole(out)):
        raise no_defect
    assert out.getvalue() == ""


def test_a_thread_that_dies_is_told_and_the_hook_put_back(capsys: pytest.CaptureFixture[str]) -> None:
    before = threading.excepthook
    with TerminalCrashGuard(JsonConsole(io.StringIO())):
        thread = threading.Thread(target=read_password)
        thread.start()
        thread.join(60.0)
    assert threading.excepthook is before
    err = capsys.readouterr().err
    assert "in read_password" in err
    assert CANARY not in err


def test_a_defect_in_a_setup_ends_with_exit_code_1_and_a_result(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def break_down(_run: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(cli.Provision, "run", break_down)
    with handlers_kept():
        assert __main__.main(["provision", "--json", "--no-claim", "--join", "none", "--ssid", "Home"]) == 1
    said = capsys.readouterr()
    assert json.loads(said.out.splitlines()[-1])["reason"] == "internal_error"
    assert said.err.endswith("ZeroDivisionError: (masked)\n")


@pytest.mark.parametrize("words", [["--version"], ["--selftest"], ["--brand", "/nowhere.json"]])
def test_without_standard_output_and_error_nothing_breaks(words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    try:
        code = __main__.main(words)
    except SystemExit as exc:
        code = exc.code
    streams = (sys.stdout, sys.stderr)
    for stream in streams:
        stream.close()
    assert code == (2 if "--brand" in words else 0)
