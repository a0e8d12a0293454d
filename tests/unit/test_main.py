from __future__ import annotations

import builtins
import gc
import json
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import psutil
import pytest

from setup_wizard import IDENTIFIER, __main__, __version__, bundled, cli, running, terminal_demo
from setup_wizard.core.brand import Brand
from setup_wizard.options import Options
from tests.unit.handlers import handlers_kept


@pytest.fixture(autouse=True)
def quiet_surroundings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No display, no secrets in the environment, nobody at the terminal, and the process as it was afterwards."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name in ("TOKEN", "PASSWORD", "OTP", "WIFI_PASSWORD"):
        monkeypatch.delenv(f"PHOTON_SETUP_{name}", raising=False)
    # Opening the window changes both for good: a timer of its own searches for garbage from then on.
    monkeypatch.setattr(builtins, "__import__", builtins.__import__)
    with handlers_kept():
        yield
    gc.enable()


def refusal(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What is said on standard error, when the exit code is 2 and nothing is said on standard output."""
    with pytest.raises(SystemExit) as raised:
        __main__.main(words)
    said = capsys.readouterr()
    assert raised.value.code == 2
    assert said.out == ""
    return said.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("provision", "--json"), "--ssid is needed"),
        (("provision", "--ssid", "Home"), "set PHOTON_SETUP_TOKEN, or --username and PHOTON_SETUP_PASSWORD"),
        (("provision", "--no-claim", "--ssid", "Home", "--api", "ftp://example.com"), "https:// or http://"),
        (("provision", "--no-claim", "--ssid", "Home", "--security", "wpa3"), "unknown security 'wpa3'"),
        (("provision", "--ssid", "Home", "--identity", "ada"), "need --eap"),
        (("--identity", "ada"), "need --eap"),
        (("provision", "--device", ""), "a host name or an address is needed"),
        (("simulate", "--networks", "/does/not/exist"), "cannot read the networks file"),
        (("simulate", "--tcp-port", "70000"), "0 to 65535"),
        (("reset-everything",), "unrecognized arguments: reset-everything"),
    ],
)
def test_wrong_usage_is_named_on_standard_error(
    words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    err = refusal(capsys, *words)
    assert said in err.splitlines()[-1]


def test_an_unknown_interface_is_refused_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    err = refusal(capsys, "provision", "--no-claim", "--ssid", "Home", "--interface", "nowhere7")
    assert "there is no interface 'nowhere7'" in err
    assert err.rstrip().partition("there are: ")[2].split(", ") == sorted(psutil.net_if_addrs())


def test_a_port_that_is_taken_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert "in use" in refusal(capsys, "simulate", "--tcp-port", port)


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as raised:
        __main__.main(["--version"])
    assert raised.value.code == 0
    assert capsys.readouterr().out == f"photon-setup {__version__}\n"


def test_the_selftest_names_what_the_machine_offers(capsys: pytest.CaptureFixture[str]) -> None:
    assert __main__.main(["--selftest"]) == 0
    names = [line.partition(": ")[0] for line in capsys.readouterr().out.splitlines()]
    assert {"photon-setup", "Python", "Qt platform", "TLS", "keyring", "Wi-Fi"} <= set(names)


class FakeApp(ModuleType):
    """Stands in for the window."""

    def __init__(self) -> None:
        super().__init__("setup_wizard.ui.app")
        self.runs: list[tuple[Options | None, bool]] = []
        self.brand: Brand | None = None

    def run(self, options: Options | None = None, *, demo: bool = False, brand: Brand | None = None) -> int:
        self.runs.append((options, demo))
        self.brand = brand
        return 7


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> FakeApp:
    fake = FakeApp()
    monkeypatch.setitem(sys.modules, "setup_wizard.ui.app", fake)
    return fake


def test_without_a_command_the_window_opens_with_what_was_said(app: FakeApp) -> None:
    assert __main__.main(["--username", "me@example.com", "--ssid", "Home"]) == 7
    ((options, is_demo),) = app.runs
    assert options is not None
    assert (options.username, options.ssid, is_demo) == ("me@example.com", b"Home", False)


def test_without_a_word_the_window_opens(app: FakeApp) -> None:
    assert __main__.main([]) == 7
    assert app.runs == [(None, False)]


def test_the_demo_opens_the_window_where_there_is_a_display(app: FakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert __main__.main(["--demo"]) == 7
    assert app.runs[0][1]


@pytest.mark.parametrize("words", [[], ["--demo"]])
def test_a_brand_file_is_tried_in_the_window(
    words: list[str], app: FakeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    file = tmp_path / "brand.json"
    file.write_text('{"name": "Lamp Setup"}')
    assert __main__.main([*words, "--brand", str(file)]) == 7
    assert app.brand == Brand(name="Lamp Setup")


def test_a_brand_file_that_cannot_be_used_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "brand.json"
    file.write_text('{"accent": "blue"}')
    err = refusal(capsys, "--brand", str(file))
    assert f"brand file {file}: 'accent' has to be a colour" in err


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can be without a display")
def test_the_demo_runs_on_the_terminal_where_there_is_no_display(app: FakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Options] = []

    def on_terminal(options: Options, _out: Any) -> int:
        seen.append(options)
        return 3

    monkeypatch.setattr(terminal_demo, "demo_on_terminal", on_terminal)
    assert __main__.main(["--demo", "--ssid", "Library"]) == 3
    assert seen[0].ssid == b"Library"
    assert app.runs == []


def interrupted(*_arguments: Any, **_named: Any) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("module", "name", "words"),
    [
        (cli, "Provision", ["provision", "--no-claim", "--ssid", "Home"]),
        (terminal_demo, "demo_on_terminal", ["--demo"]),
    ],
)
def test_ctrl_c_outside_of_a_setup_ends_without_a_traceback(
    module: ModuleType, name: str, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, name, interrupted)
    assert __main__.main(words) == 1


def test_stopped_before_it_began_is_a_result_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "Provision", interrupted)
    assert __main__.main(["provision", "--json", "--no-claim", "--ssid", "Home"]) == 1
    (line,) = capsys.readouterr().out.splitlines()
    result = json.loads(line)
    assert (result["event"], result["ok"], result["reason"]) == ("result", False, "cancelled")


@pytest.mark.parametrize("defect", [RuntimeError, ValueError])
def test_a_defect_before_it_began_is_no_wrong_usage(
    defect: type[Exception], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def break_down(*_arguments: object) -> None:
        raise defect

    monkeypatch.setattr(cli, "Provision", break_down)
    assert __main__.main(["provision", "--json", "--no-claim", "--ssid", "Home"]) == 1
    said = capsys.readouterr()
    assert json.loads(said.out)["reason"] == "internal_error"
    assert f"{defect.__name__}: (masked)" in said.err


@pytest.mark.parametrize(
    ("brand", "identifier"), [(None, IDENTIFIER), (Brand(identifier="com.example.lamp"), "com.example.lamp")]
)
def test_the_installer_can_tell_that_a_command_runs(
    brand: Brand | None, identifier: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[str] = []
    monkeypatch.setattr(running, "hold_mutex", held.append)
    monkeypatch.setattr(bundled, "bundled_brand", lambda: brand)
    monkeypatch.setattr(cli, "Provision", interrupted)
    __main__.main(["provision", "--no-claim", "--ssid", "Home"])
    assert held == [identifier]


def test_the_files_that_are_named_are_read_before_anything_starts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = str(tmp_path / "missing.pem")
    assert "missing.pem" in refusal(capsys, "provision", "--ssid", "Home", "--no-claim", "--private-key", missing)
