from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.packaging.index import CONSTRAINTS, ROOT, need_index, pip


@pytest.fixture
def fresh() -> Iterator[Path]:
    """The programs of a new environment, which is removed again: pytest would keep its 300 MB."""
    need_index()
    with TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        yield Path(folder) / "bin"


def build(kind: str, folder: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.iterdir()
    return built


def data_files() -> set[str]:
    files = {path.relative_to(ROOT).as_posix() for path in (ROOT / "resources").rglob("*") if path.is_file()}
    assert files
    return files


def test_the_wheel_holds_the_resources_and_the_command(tmp_path: Path) -> None:
    with zipfile.ZipFile(build("wheel", tmp_path)) as archive:
        names = set(archive.namelist())
        entry_points = next(name for name in names if name.endswith("entry_points.txt"))
        commands = archive.read(entry_points).decode()
    assert {f"setup_wizard/{name}" for name in data_files()} <= names
    assert "photon-setup = setup_wizard.__main__:main" in commands


def test_the_sdist_holds_what_the_wheel_is_made_of(tmp_path: Path) -> None:
    with tarfile.open(build("sdist", tmp_path)) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"LICENSE", "README.md", "pyproject.toml", "setup_wizard/__main__.py", *data_files()} <= names
    assert not any(name.startswith(("tests/", "build/", ".venv/")) for name in names)


@pytest.mark.timeout(600)
def test_wheel_and_sdist_install_into_a_fresh_environment_and_run_the_demo(tmp_path: Path, fresh: Path) -> None:
    for kind, again in (("wheel", ()), ("sdist", ("--force-reinstall", "--no-deps"))):
        built = build(kind, tmp_path / kind)
        installed = pip("install", "-c", CONSTRAINTS, *again, built, python=fresh / "python")
        assert installed.returncode == 0, installed.stderr
        demo = run_demo(fresh / "photon-setup", tmp_path)
        assert demo.returncode == 0, demo.stderr
        assert demo.stdout.splitlines()[-1].startswith("claimed: ")


def run_demo(program: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """On the terminal, away from the checkout, and without its environment."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "QT_", "DISPLAY", "WAYLAND_", "VIRTUAL_ENV"))
    }
    environment["XDG_STATE_HOME"] = str(folder)
    command = [str(program), "--demo"]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=120, check=False
    )
