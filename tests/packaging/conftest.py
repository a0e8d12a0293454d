from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

sys.path.insert(0, str(Path(__file__).parents[2] / "packaging"))


@pytest.fixture(autouse=True)
def _drawing(qapp: QApplication) -> None:
    """Icons are drawn by Qt, which takes only one application, and every other test's is one with windows."""


Calls = Callable[[], list[list[str]]]

_TOOL = """\
#!{python}
import json, sys
with open({log!r}, "a") as log:
    log.write(json.dumps([{name!r}, *sys.argv[1:]]) + "\\n")
print({answer!r})
"""


@pytest.fixture
def fake_tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Calls]:
    """`fake_tools(name="what it prints")` puts such programs on PATH; what it returns tells how they were called."""
    if sys.platform == "win32":
        pytest.skip("Windows runs no script by its first line")
    log = tmp_path / "calls"
    log.touch()
    folder = tmp_path / "fake tools"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)

    def make(**answers: str) -> Calls:
        for name, answer in answers.items():
            tool = folder / name
            tool.write_text(_TOOL.format(python=sys.executable, log=str(log), name=name, answer=answer))
            tool.chmod(0o755)
        return lambda: [json.loads(line) for line in log.read_text().splitlines()]

    return make
