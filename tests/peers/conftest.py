"""Node.js and its packages must be there: without them a laptop skips these tests, and CI fails."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def _what_is_missing() -> str | None:
    if shutil.which("node") is None:
        return "Node.js is not installed"
    wanted = json.loads((HERE / "package.json").read_text())["dependencies"]
    if all((HERE / "node_modules" / name).is_dir() for name in wanted):
        return None
    return "the peers are not installed: npm ci --ignore-scripts --prefix tests/peers"


@pytest.fixture(scope="session", autouse=True)
def peers() -> None:
    missing = _what_is_missing()
    if missing and os.environ.get("CI"):
        pytest.fail(missing)
    if missing:
        pytest.skip(missing)
