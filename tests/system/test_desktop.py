"""The installed command on a desktop: driven by keys, seen the way a screen reader sees it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.system.lines import line_of, program
from tests.system.needs import SYSTEM_PYTHON, need

COMMAND = Path(sys.executable).with_name("photon-setup")
MOST_S = 90.0
LOOK_S = 0.2
MOST_TABS = 15


class Desktop:
    """A screen, a keyboard and a screen reader."""

    def __init__(self, environment: Mapping[str, str], reader: subprocess.Popen[str]) -> None:
        self.environment = environment
        self._reader = reader

    def sees(self, name: str) -> bool:
        return any(seen == name for _role, seen, _focused in self._ask({"look": True}))

    def wait_for(self, name: str) -> None:
        self._wait_until(lambda: self.sees(name), f"{name!r} to be shown")

    def focus_window(self) -> None:
        """What a window manager does when a window opens."""
        window = self._xdotool("search", "--sync", "--onlyvisible", "--name", "Photon Setup").split()[0]
        self._xdotool("windowfocus", "--sync", window)

    def key(self, name: str) -> None:
        self._xdotool("key", name)

    def press_by_keyboard(self, name: str) -> None:
        """Tab to a button and press it."""
        for _ in range(MOST_TABS):
            before = self._focused()
            if any(seen == name for _place, seen in before):
                self.key("space")
                return
            self.key("Tab")
            self._wait_for_focus_to_leave(before)
        raise AssertionError(f"Tab never reached {name!r}: {self._ask({'look': True})}")

    def _wait_for_focus_to_leave(self, place: list[tuple[int, str]]) -> None:
        """A key takes its time: another one before that would go too far."""
        self._wait_until(lambda: self._focused() not in ([], place), "the focus to move")

    def press_as_a_screen_reader(self, name: str) -> None:
        self.wait_for(name)
        # A program that ends by it may not get to answer.
        assert self._ask({"press": name}) is True or not self.sees(name)

    def _focused(self) -> list[tuple[int, str]]:
        return [(place, seen) for place, (_role, seen, focused) in enumerate(self._ask({"look": True})) if focused]

    def _ask(self, question: Mapping[str, object]) -> list[tuple[str, str, bool]]:
        assert self._reader.stdin is not None
        self._reader.stdin.write(json.dumps(question) + "\n")
        return json.loads(line_of(self._reader))

    def _wait_until(self, condition: Callable[[], bool], what: str) -> None:
        end_s = time.monotonic() + MOST_S
        while not condition():
            assert time.monotonic() < end_s, f"waited for {what}; shown is {self._ask({'look': True})}"
            threading.Event().wait(LOOK_S)

    def _xdotool(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words], env=self.environment, capture_output=True, text=True, timeout=MOST_S, check=True
        )
        return done.stdout


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A home of its own."""
    (tmp_path / "runtime").mkdir(mode=0o700)
    return {
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "HOME": str(tmp_path),
        "XDG_RUNTIME_DIR": str(tmp_path / "runtime"),
    }


@pytest.fixture
def desktop(environment: dict[str, str]) -> Iterator[Desktop]:
    need("Xvfb", "xdotool", "dbus-daemon", module="gi.repository.Atspi")
    with ExitStack() as stack:
        screen = stack.enter_context(
            program(["Xvfb", "-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp"], environment)
        )
        bus = stack.enter_context(program(["dbus-daemon", "--session", "--nofork", "--print-address=1"], environment))
        environment |= {
            "DISPLAY": f":{line_of(screen)}",
            "DBUS_SESSION_BUS_ADDRESS": line_of(bus),
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }
        reader = stack.enter_context(
            program([SYSTEM_PYTHON, str(Path(__file__).with_name("screen_reader.py"))], environment)
        )
        yield Desktop(environment, reader)


@pytest.mark.timeout(360)
def test_the_demo_is_set_up_by_keyboard_alone(desktop: Desktop) -> None:
    with program([str(COMMAND), "--demo"], desktop.environment) as setup:
        desktop.wait_for("What would you like to do?")
        desktop.focus_window()
        desktop.press_by_keyboard("Continue")
        desktop.wait_for("Keep me signed in on this computer")
        desktop.press_by_keyboard("Sign in")
        desktop.wait_for("Connect for me")
        desktop.press_by_keyboard("Connect")
        desktop.wait_for("Networks found: 8")
        desktop.key("Return")
        desktop.wait_for("Wi-Fi password")
        desktop.key("Return")
        desktop.wait_for("Your Photon is online, and it is yours")
        desktop.press_as_a_screen_reader("Finish")
        assert setup.wait(MOST_S) == 0


def test_a_display_that_cannot_be_used_is_told_instead_of_a_core_dump(environment: dict[str, str]) -> None:
    done = subprocess.run(
        [str(COMMAND), "--demo"],
        env=environment | {"DISPLAY": ":987", "QT_QPA_PLATFORM": "xcb"},
        capture_output=True,
        text=True,
        timeout=MOST_S,
        check=False,
    )
    assert done.returncode == 1
    assert "no window can be opened on this display" in done.stderr


def test_without_a_display_the_demo_runs_on_the_terminal(environment: dict[str, str]) -> None:
    done = subprocess.run(
        [str(COMMAND), "--demo"], env=environment, capture_output=True, text=True, timeout=MOST_S, check=False
    )
    assert done.returncode == 0
    assert "it is yours" in done.stdout
