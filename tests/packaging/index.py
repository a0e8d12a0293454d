"""The package index: without it a laptop skips the test, and CI fails."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
CONSTRAINTS = ROOT / "constraints.txt"


def pins() -> dict[str, str]:
    """The pinned version of each distribution, by its normalised name."""
    requirements = map(Requirement, CONSTRAINTS.read_text("utf-8").splitlines())
    return {canonicalize_name(each.name): str(each.specifier).removeprefix("==") for each in requirements}


def pip(*arguments: str | Path, python: Path | str = sys.executable) -> subprocess.CompletedProcess[str]:
    """Run pip; in seconds that a slow line needs for Qt."""
    command = [str(python), "-m", "pip", "--disable-pip-version-check", *map(str, arguments)]
    return subprocess.run(command, cwd="/", capture_output=True, text=True, timeout=400, check=False)


def need_index() -> None:
    """Go on only where packages can be fetched."""
    if why := _why_not():
        if "CI" in os.environ:
            pytest.fail(why)
        pytest.skip(why)


@cache
def _why_not() -> str:
    """Empty where a small package can be fetched."""
    with TemporaryDirectory() as folder:
        fetched = pip("download", "--no-deps", "--no-cache-dir", "-d", folder, f"idna=={pins()['idna']}")
    return f"no package index: {fetched.stderr}" if fetched.returncode else ""
