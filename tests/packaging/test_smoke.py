from __future__ import annotations

import sys
from pathlib import Path

import pytest

from setup_wizard import __version__
from smoke import headless_setup, selftest
from tools import ToolError

FROM_SOURCE = (sys.executable, "-m", "setup_wizard")


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_STATE_HOME", "WIN_PD_OVERRIDE_LOCAL_APPDATA"):
        monkeypatch.setenv(name, str(tmp_path))


def test_a_program_that_works_tells_its_version_and_claims_a_simulated_photon() -> None:
    assert f"photon-setup: {__version__}" in selftest(FROM_SOURCE)
    assert headless_setup(FROM_SOURCE)["owner"] == "demo@example.com"


def test_a_program_that_does_not_start_is_named() -> None:
    with pytest.raises(ToolError, match="no-such-program"):
        selftest(["no-such-program"])


def test_a_program_that_fails_is_quoted() -> None:
    with pytest.raises(ToolError, match="ended with 3: no Qt"):
        selftest([sys.executable, "-c", "import sys; sys.stderr.write('no Qt'); sys.exit(3)"])


def test_a_simulator_that_says_nothing_is_no_success() -> None:
    with pytest.raises(ToolError, match="without a word"):
        headless_setup([sys.executable, "-c", ""])
