from __future__ import annotations

import configparser
import shlex
import subprocess
import sys
import tarfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import installers
import library_licences
from identity import Identity, read_identity
from installers import linux_installer
from tests.packaging.conftest import Calls
from tests.system.needs import need
from tools import ToolError

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the archive is for Linux")

OURS = read_identity(None)


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    """A bundle that tells its version."""
    bundle = tmp_path / "dist" / "photon-setup"
    (bundle / "_internal").mkdir(parents=True)
    program = bundle / "photon-setup"
    program.write_text('#!/bin/sh\ncat "$(dirname "$(readlink -f "$0")")/_internal/version"\n')
    program.chmod(0o755)
    (bundle / "_internal" / "version").write_text("one")
    (bundle / "_internal" / "link.so").symlink_to("version")
    return bundle.parent


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = tmp_path / "home of ada"
    home.mkdir()
    return home


def unpacked(identity: Identity, dist: Path, folder: Path) -> Path:
    with tarfile.open(linux_installer(identity, dist)) as archive:
        archive.extractall(folder, filter="data")
    return folder / identity.file_stem


def run(home: Path, *command: str | Path) -> subprocess.CompletedProcess[str]:
    environment = {"HOME": str(home), "PATH": "/usr/bin:/bin"}
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)


def desktop_entry(home: Path, identifier: str = OURS.identifier) -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None)
    assert parser.read(home / ".local/share/applications" / f"{identifier}.desktop")
    return parser["Desktop Entry"]


def test_it_installs_starts_and_leaves_nothing_behind(dist: Path, home: Path, tmp_path: Path) -> None:
    installed = run(home, unpacked(OURS, dist, tmp_path) / "install.sh")
    assert (installed.returncode, installed.stderr) == (0, "")
    command = home / ".local/bin/photon-setup"
    assert run(home, command).stdout == "one"
    entry = desktop_entry(home)
    assert (entry["Name"], entry["Icon"]) == ("Photon Setup", OURS.identifier)
    assert run(home, *shlex.split(entry["Exec"])).stdout == "one"
    assert (home / f".local/share/icons/hicolor/scalable/apps/{OURS.identifier}.svg").is_file()
    assert (home / f".local/share/{OURS.identifier}/program/_internal/link.so").is_symlink()

    removed = run(home, home / f".local/share/{OURS.identifier}/install.sh", "--uninstall")
    assert removed.returncode == 0
    assert [path for path in home.rglob("*") if not path.is_dir()] == []


def test_a_newer_version_replaces_the_old_one(dist: Path, home: Path, tmp_path: Path) -> None:
    run(home, unpacked(OURS, dist, tmp_path) / "install.sh")
    (dist / "photon-setup" / "_internal" / "version").write_text("two")
    (dist / "photon-setup" / "_internal" / "link.so").unlink()
    assert run(home, unpacked(replace(OURS, version="9.0"), dist, tmp_path) / "install.sh").returncode == 0
    assert run(home, home / ".local/bin/photon-setup").stdout == "two"
    assert not (home / f".local/share/{OURS.identifier}/program/_internal/link.so").is_symlink()


def test_two_brands_live_side_by_side(dist: Path, home: Path, tmp_path: Path) -> None:
    lamp = replace(OURS, app_name="Lamp Setup", identifier="com.example.lamp")
    run(home, unpacked(OURS, dist, tmp_path) / "install.sh")
    second = run(home, unpacked(lamp, dist, tmp_path) / "install.sh")
    assert "is something else and stays" in second.stdout
    assert desktop_entry(home, lamp.identifier)["Name"] == "Lamp Setup"
    run(home, home / f".local/share/{lamp.identifier}/install.sh", "--uninstall")
    assert run(home, home / ".local/bin/photon-setup").stdout == "one"


def test_a_command_of_somebody_else_stays(dist: Path, home: Path, tmp_path: Path) -> None:
    command = home / ".local/bin/photon-setup"
    command.parent.mkdir(parents=True)
    command.write_text("installed with pip")
    folder = unpacked(OURS, dist, tmp_path)
    assert "is something else and stays" in run(home, folder / "install.sh").stdout
    assert run(home, folder / "install.sh", "--uninstall").returncode == 0
    assert command.read_text() == "installed with pip"


def test_a_folder_that_no_desktop_entry_can_hold_is_refused(dist: Path, tmp_path: Path) -> None:
    odd = tmp_path / "50% $HOME"
    odd.mkdir()
    refused = run(odd, unpacked(OURS, dist, tmp_path) / "install.sh")
    assert refused.returncode == 1
    assert "set XDG_DATA_HOME to another" in refused.stderr
    assert list(odd.iterdir()) == []


def test_libraries_of_the_system_come_with_their_licences(dist: Path, tmp_path: Path) -> None:
    need("dpkg-query")
    (dist / "photon-setup" / "_internal" / "libz.so.1").touch()
    text = unpacked(OURS, dist, tmp_path) / "licences-of-libraries" / "zlib1g.txt"
    assert "Jean-loup Gailly" in text.read_text("utf-8")


def test_a_file_that_another_package_put_aside_is_no_package(
    tmp_path: Path, fake_tools: Callable[..., Calls], monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_tools(
        **{
            "dpkg-query": (
                "diversion by glx-diversions from: /usr/lib/libGLX.so.1\n"
                "diversion by glx-diversions to: /usr/lib/mesa-diverted/libGLX.so.1\n"
                "local diversion from: /usr/lib/libz.so.1\nlocal diversion to: /usr/lib/libz.so.1.orig\n"
                "zlib1g:amd64, zlib1g:i386: /usr/lib/libz.so.1"
            )
        }
    )
    documents = tmp_path / "documents"
    (documents / "zlib1g").mkdir(parents=True)
    (documents / "zlib1g" / "copyright").write_text("Jean-loup Gailly")
    monkeypatch.setattr(library_licences, "DOCUMENTS", documents)
    library = tmp_path / "_internal" / "libz.so.1"
    library.parent.mkdir()
    library.touch()
    library_licences.write_library_licences(tmp_path, tmp_path / "texts")
    assert [text.name for text in (tmp_path / "texts").iterdir()] == ["zlib1g.txt"]
    library.rename(library.with_name("libGLX.so.1"))
    with pytest.raises(ToolError, match=r"no Debian package holds libGLX\.so\.1,"):
        library_licences.write_library_licences(tmp_path, tmp_path / "other texts")


def test_a_package_without_its_text_is_said_in_one_sentence(dist: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    need("dpkg-query")
    (dist / "photon-setup" / "_internal" / "libz.so.1").touch()
    monkeypatch.setattr(library_licences, "DOCUMENTS", dist)
    monkeypatch.setattr(sys, "argv", ["installers.py", "--dist", str(dist)])
    with pytest.raises(SystemExit, match=r"^installers\.py: .*zlib1g"):
        installers.main()


def test_a_library_of_nobody_knows_where_is_not_given_away(dist: Path) -> None:
    need("dpkg-query")
    (dist / "photon-setup" / "_internal" / "libfrom-the-attic.so.1").touch()
    with pytest.raises(ToolError, match=r"no Debian package holds libfrom-the-attic\.so\.1,"):
        linux_installer(OURS, dist)


def test_an_unknown_option_is_refused(dist: Path, home: Path, tmp_path: Path) -> None:
    refused = run(home, unpacked(OURS, dist, tmp_path) / "install.sh", "--remove")
    assert (refused.returncode, refused.stderr) == (2, "usage: install.sh [--uninstall]\n")


def test_the_archive_does_not_say_who_built_it(dist: Path) -> None:
    with tarfile.open(linux_installer(OURS, dist)) as archive:
        members = archive.getmembers()
    assert {(member.uid, member.uname) for member in members} == {(0, "root")}
    assert all(member.mode & 0o444 == 0o444 for member in members)
    assert {member.name.partition("/")[0] for member in members} == {OURS.file_stem}


@pytest.mark.parametrize("variables", [["XDG_DATA_HOME=data"], ["XDG_DATA_HOME="], ["CDPATH=/tmp:/usr:."]], ids=str)
def test_it_installs_in_the_home_whatever_the_shell_was_told(
    variables: list[str], dist: Path, home: Path, tmp_path: Path
) -> None:
    folder = unpacked(OURS, dist, tmp_path)
    installed = run(
        home, "env", *variables, "sh", "-c", f"cd {shlex.quote(str(folder.parent))}; {folder.name}/install.sh"
    )
    assert (installed.returncode, installed.stderr) == (0, "")
    assert run(home, home / ".local/bin/photon-setup").stdout == "one"
    assert not (folder.parent / "data").exists()


def test_it_installs_from_a_link_to_it(dist: Path, home: Path, tmp_path: Path) -> None:
    link = tmp_path / "install it"
    link.symlink_to(unpacked(OURS, dist, tmp_path) / "install.sh")
    assert run(home, link).returncode == 0
    assert run(home, home / ".local/bin/photon-setup").stdout == "one"
