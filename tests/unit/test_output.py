from __future__ import annotations

import errno
import sys
from pathlib import Path

import pytest

from setup_wizard.__main__ import main
from setup_wizard.output import is_of_output


class Gone:
    """Standard output that nobody reads any more, as Windows tells it."""

    def __init__(self, fileno: int) -> None:
        self._fileno = fileno

    def write(self, _text: str) -> int:
        raise OSError(errno.EINVAL, "Invalid argument")

    def flush(self) -> None:
        raise OSError(errno.EINVAL, "Invalid argument")

    def fileno(self) -> int:
        return self._fileno


def test_a_reader_that_went_away_on_windows_is_told_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    with (tmp_path / "output").open("w") as file:
        monkeypatch.setattr(sys, "stdout", Gone(file.fileno()))
        assert main(["--version"]) == 1
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("platform", ["linux", "darwin"])
def test_elsewhere_such_an_error_is_a_defect(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert not is_of_output(OSError(errno.EINVAL, "Invalid argument"))


def test_an_error_that_names_a_file_is_of_that_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert not is_of_output(OSError(errno.EINVAL, "Invalid argument", "C:/tray.csv"))
    assert not is_of_output(OSError(errno.ENOSPC, "No space left on device", "C:/tray.csv"))


def test_a_defect_is_told_on_windows_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert not is_of_output(OSError(errno.EINVAL, "Invalid argument"))
