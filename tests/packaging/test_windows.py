from __future__ import annotations

import configparser
import os
import re
import shlex
from collections import namedtuple
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import installers
from identity import Identity, read_identity
from installers import INNO_SCRIPT, windows_installer
from signing import WindowsSigning, windows_signing
from tests.packaging.conftest import Calls
from tools import ToolError
from version_resource import version_resource

FakeTools = Callable[..., Calls]
OURS = read_identity(None)
THUMBPRINT = "5f" * 20


def script() -> configparser.ConfigParser:
    parser = configparser.ConfigParser(strict=False, interpolation=None, comment_prefixes=(";", "#"))
    parser.read_string(INNO_SCRIPT.read_text("utf-8"))
    return parser


def details(identity: Identity) -> Any:
    """The version file, read the way PyInstaller reads it: as Python that builds its classes."""
    made = {
        "FixedFileInfo": dict,
        "StringStruct": lambda name, value: (name, value),
        "StringTable": lambda language, strings: {language: dict(strings)},
        "StringFileInfo": lambda tables: tables[0],
        "VarStruct": lambda name, values: {name: values},
        "VarFileInfo": lambda variables: variables[0],
        "VSVersionInfo": namedtuple("VSVersionInfo", "ffi kids"),
    }
    return eval(version_resource(identity), made)


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    bundle = tmp_path / "dist" / "photon-setup"
    bundle.mkdir(parents=True)
    for name in ("photon-setup.exe", "photon-setup-cli.exe", "library.dll"):
        (bundle / name).touch()
    return bundle.parent


def test_explorer_shows_name_publisher_and_version() -> None:
    resource = details(replace(OURS, app_name="Lamp's \\ Setup", publisher="Müller", version="1.2.3rc1"))
    assert resource.ffi == {"filevers": (1, 2, 3, 0), "prodvers": (1, 2, 3, 0)}
    strings = resource.kids[0]["040904B0"]
    assert (strings["ProductName"], strings["CompanyName"]) == ("Lamp's \\ Setup", "Müller")
    assert (strings["FileVersion"], strings["OriginalFilename"]) == ("1.2.3rc1", "photon-setup.exe")
    assert resource.kids[1] == {"Translation": [0x0409, 1200]}


def test_setup_asks_for_no_administrator_and_waits_until_the_app_is_closed() -> None:
    setup = script()["Setup"]
    assert setup["PrivilegesRequired"] == "lowest"
    assert setup["DefaultDirName"].startswith("{autopf}\\")
    assert setup["AppMutex"] == "{#Identifier}-running"
    assert setup["ArchitecturesInstallIn64BitMode"] == setup["ArchitecturesAllowed"] == "x64compatible"
    assert setup["AppId"] == "{{{#AppGuid}}"


def test_the_script_is_given_every_value_that_it_uses(dist: Path, fake_tools: FakeTools) -> None:
    calls = fake_tools(ISCC="")
    windows_installer(OURS, dist, None)
    (compiled,) = calls()
    given = {option[2:].partition("=")[0] for option in compiled if option.startswith("/D")}
    used = set(re.findall(r"{#(?:StringChange\()?(\w+)", INNO_SCRIPT.read_text("utf-8")))
    assert used == given


def test_the_guid_belongs_to_the_identifier(dist: Path, fake_tools: FakeTools) -> None:
    calls = fake_tools(ISCC="")
    renamed = replace(OURS, app_name="Other", version="9.9.9")
    for identity in (OURS, renamed, replace(OURS, identifier="com.example.lamp")):
        windows_installer(identity, dist, None)
    ours, again, lamp = (next(option for option in call if option.startswith("/DAppGuid=")) for call in calls())
    assert ours == again != lamp
    assert re.fullmatch(r"/DAppGuid=[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}", ours)


def test_the_programs_are_signed_before_they_are_packed_and_setup_signs_itself(
    dist: Path, fake_tools: FakeTools
) -> None:
    calls = fake_tools(signtool="", ISCC="")
    installer = windows_installer(OURS, dist, WindowsSigning(("/sha1", THUMBPRINT)))
    signed, compiled = calls()
    assert (signed[0], compiled[0]) == ("signtool", "ISCC")
    assert {Path(file).name for file in signed if file.endswith(".exe")} == {"photon-setup.exe", "photon-setup-cli.exe"}
    assert signed[signed.index("/sha1") + 1] == THUMBPRINT
    assert "/DSigned" in compiled
    (tool,) = (option for option in compiled if option.startswith("/Srelease="))
    command = shlex.split(tool.removeprefix("/Srelease=").replace("$q", '"'))
    assert Path(command[0]).name == "signtool"
    assert "fake tools" in command[0]
    assert command[1:-1] == signed[1 : signed.index("/sha1") + 2]
    assert command[-1] == "$f"
    assert "SignTool=release" in INNO_SCRIPT.read_text("utf-8")
    assert installer == dist / f"{OURS.file_stem}-windows-x64.exe"


def test_without_credentials_nothing_is_signed_and_that_is_said(
    dist: Path, fake_tools: FakeTools, capsys: pytest.CaptureFixture[str]
) -> None:
    calls = fake_tools(signtool="", ISCC="")
    windows_installer(OURS, dist, windows_signing({}, required=False))
    assert [call[0] for call in calls()] == ["ISCC"]
    assert not any(option.startswith(("/S", "/DSigned")) for option in calls()[0][1:])
    assert capsys.readouterr().out == (
        "Not signed: WINDOWS_SIGNING_THUMBPRINT, or WINDOWS_SIGNING_DLIB and WINDOWS_SIGNING_METADATA not set.\n"
    )


def test_a_release_is_never_unsigned() -> None:
    with pytest.raises(ToolError, match="a release has to be signed: set WINDOWS_SIGNING_THUMBPRINT, or"):
        windows_signing({"WINDOWS_SIGNING_DLIB": "only.dll"}, required=True)


def test_azure_signs_with_a_library_that_reads_its_own_environment() -> None:
    environment = {"WINDOWS_SIGNING_DLIB": "Azure.dll", "WINDOWS_SIGNING_METADATA": "account.json"}
    signing = windows_signing({**environment, "AZURE_CLIENT_SECRET": "hush"}, required=True)
    assert signing == WindowsSigning(("/dlib", "Azure.dll", "/dmdf", "account.json"))


def test_a_missing_compiler_is_named(dist: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    monkeypatch.setattr(installers, "_ISCC_PLACES", ())
    with pytest.raises(ToolError, match="ISCC is not installed"):
        windows_installer(OURS, dist, None)


def test_a_missing_bundle_is_named(tmp_path: Path) -> None:
    with pytest.raises(ToolError, match="make bundle"):
        windows_installer(OURS, tmp_path, None)
