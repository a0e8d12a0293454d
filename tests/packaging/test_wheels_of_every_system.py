"""The pinned versions must be there as wheels for each system that the program is bundled on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

from info_plist import MINIMUM_MACOS
from licences import bundled
from tests.packaging.index import need_index, pins, pip

PYTHON = "3.13"
"""The one that releases are built with."""

WINDOWS = {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"}
MACOS = {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"}
LINUX = {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"}
APPLE_SILICON = f"macosx_{MINIMUM_MACOS.replace('.', '_')}_arm64"


def needed(environment: Mapping[str, str]) -> frozenset[str]:
    """What is bundled on such a system beside the program itself."""
    versions = {"python_version": PYTHON, "python_full_version": f"{PYTHON}.0"}
    return bundled({**environment, **versions}) - {"photon-setup-wizard"}


@pytest.mark.parametrize("environment", [WINDOWS, MACOS, LINUX], ids=["windows", "macos", "linux"])
def test_everything_bundled_is_pinned(environment: dict[str, str]) -> None:
    assert needed(environment) - set(pins()) == set()


def test_pyobjc_is_pinned_to_one_version() -> None:
    assert len({version for name, version in pins().items() if name.startswith("pyobjc")}) == 1


@pytest.mark.timeout(450)
@pytest.mark.parametrize(("platform", "environment"), [("win_amd64", WINDOWS), (APPLE_SILICON, MACOS)])
def test_every_pinned_version_has_a_wheel(platform: str, environment: dict[str, str], tmp_path: Path) -> None:
    need_index()
    report = tmp_path / "report.json"
    only_wheels = (
        "--only-binary=:all:",
        "--platform",
        platform,
        "--python-version",
        PYTHON,
        "--target",
        tmp_path / "x",
    )
    versions = pins()
    resolved = pip(
        *("install", "--dry-run", "--ignore-installed", "--no-deps", "--report", report, *only_wheels),
        *(f"{name}=={versions[name]}" for name in sorted(needed(environment))),
    )
    assert resolved.returncode == 0, resolved.stderr
    found = {canonicalize_name(each["metadata"]["name"]) for each in json.loads(report.read_text("utf-8"))["install"]}
    assert found == needed(environment)
