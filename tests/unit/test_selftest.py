from __future__ import annotations

import io
import os
import subprocess
import sys

import pytest

from setup_wizard import selftest


@pytest.mark.skipif(sys.platform != "linux", reason="a display is named by a variable only there")
def test_a_display_nobody_serves_is_named_and_is_no_failure() -> None:
    environment = {
        name: value for name, value in os.environ.items() if name not in ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    done = subprocess.run(
        [sys.executable, "-m", "setup_wizard", "--selftest"],
        env={**environment, "DISPLAY": ":987"},
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )
    last_line = done.stdout.splitlines()[-1]
    assert done.returncode == 0
    assert last_line.startswith("Qt platform: Qt 6.")
    assert "none can be used: " in last_line


def test_a_package_that_is_not_installed_is_named_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(selftest, "_PACKAGES", ("requests", "no-such-package"))
    out = io.StringIO()
    assert selftest.selftest(out) == 0
    assert "no-such-package: missing" in out.getvalue().splitlines()


def test_it_tells_what_controls_the_wifi(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert selftest._wifi().startswith("by NetworkManager; interfaces: ")
    monkeypatch.setattr(sys, "platform", "freebsd14")
    assert selftest._wifi().startswith("joined by hand; interfaces: ")
