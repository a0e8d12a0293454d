from __future__ import annotations

import json
import os
import plistlib
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import installers
import tools
from identity import read_identity
from info_plist import info_plist
from installers import macos_installer
from signing import ENTITLEMENTS, MacSigning, mac_signing
from tests.packaging.conftest import Calls
from tools import ToolError

FakeTools = Callable[..., Calls]
OURS = read_identity(None)
MACH_O = b"\xcf\xfa\xed\xfe"
ACCEPTED = json.dumps({"id": "1234", "status": "Accepted"})
IMPORT = ENTITLEMENTS.with_name("import_credentials.sh")
DEVELOPER = "Developer ID Application: Lamps (ABCDE12345)"


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    """An app as PyInstaller lays it out, with a link where it puts one."""
    contents = tmp_path / "dist" / "Photon Setup.app" / "Contents"
    for name in (
        "MacOS/photon-setup",
        "Frameworks/libssl.dylib",
        "Frameworks/PySide6/QtCore.abi3.so",
        "Frameworks/PySide6/Qt/lib/QtCore.framework/Versions/A/QtCore",
        "Frameworks/PySide6/Qt/plugins/platforms/libqcocoa.dylib",
    ):
        (contents / name).parent.mkdir(parents=True, exist_ok=True)
        (contents / name).write_bytes(MACH_O + b"...")
    (contents / "Info.plist").write_text("<plist/>")
    (contents / "Resources").mkdir()
    (contents / "Resources" / "libssl.dylib").symlink_to("../Frameworks/libssl.dylib")
    return tmp_path / "dist"


@pytest.fixture
def signing(tmp_path: Path) -> MacSigning:
    key = tmp_path / "AuthKey.p8"
    key.write_text("-----BEGIN PRIVATE KEY----- canary")
    return MacSigning(DEVELOPER, str(key), "KEYID", "ISSUER")


def test_the_app_says_who_it_is_and_what_it_needs() -> None:
    info = plistlib.loads(plistlib.dumps(info_plist(replace(OURS, app_name="Lamp Setup", version="1.2.3rc1"))))
    assert info["CFBundleIdentifier"] == OURS.identifier
    assert (info["CFBundleName"], info["CFBundleDisplayName"]) == ("Lamp Setup", "Lamp Setup")
    assert (info["CFBundleShortVersionString"], info["CFBundleVersion"]) == ("1.2.3", "1.2.3")
    assert info["NSHighResolutionCapable"] is True
    assert info["LSMinimumSystemVersion"] == "14.0"
    assert "LSUIElement" not in info


@pytest.mark.parametrize(
    "key", ["NSLocationWhenInUseUsageDescription", "NSLocationUsageDescription", "NSLocalNetworkUsageDescription"]
)
def test_macos_can_ask_for_consent_in_the_apps_own_words(key: str) -> None:
    sentence = info_plist(replace(OURS, app_name="Lamp Setup"))[key]
    assert isinstance(sentence, str)
    assert "Lamp Setup" in sentence
    assert "Photon" in sentence


def test_the_hardened_runtime_allows_what_is_needed_and_no_more() -> None:
    assert plistlib.loads(ENTITLEMENTS.read_bytes()) == {
        "com.apple.security.cs.allow-unsigned-executable-memory": True,
        "com.apple.security.personal-information.location": True,
    }


def test_all_is_signed_from_the_inside_out_then_notarised_then_packed(
    dist: Path, signing: MacSigning, fake_tools: FakeTools
) -> None:
    calls = fake_tools(codesign="", ditto="", spctl="", hdiutil="", xcrun=ACCEPTED)
    image = macos_installer(OURS, dist, signing)
    app = str(dist / "Photon Setup.app")
    assert [[call[0], next(part for part in call[1:] if part not in ("-c", "--force"))] for call in calls()] == [
        ["codesign", "--timestamp"],
        ["codesign", "--timestamp"],
        ["codesign", "--verify"],
        ["ditto", "-k"],
        ["xcrun", "notarytool"],
        ["xcrun", "stapler"],
        ["spctl", "--assess"],
        ["ditto", app],
        ["hdiutil", "create"],
        ["codesign", "--timestamp"],
        ["xcrun", "notarytool"],
        ["xcrun", "stapler"],
    ]
    signed = [call for call in calls() if call[:2] == ["codesign", "--force"]]
    assert [call[-1] for call in signed[1:]] == [app, str(image)]
    assert all(call[call.index("--sign") + 1] == DEVELOPER for call in signed)
    assert [call[call.index("--options") + 1] for call in signed[:2]] == ["runtime", "runtime"]
    assert ["--entitlements" in call for call in signed] == [False, True, False]
    assert not any("--deep" in call for call in signed)


def test_deeper_code_is_signed_first_each_once_and_a_framework_as_a_whole(
    dist: Path, signing: MacSigning, fake_tools: FakeTools
) -> None:
    calls = fake_tools(codesign="")
    app = dist / "Photon Setup.app"
    signing.sign_app(app, "photon-setup")
    nested = [Path(part).relative_to(app / "Contents") for part in calls()[0] if part.startswith(str(app))]
    assert [path.as_posix() for path in nested] == [
        "Frameworks/PySide6/Qt/lib/QtCore.framework",
        "Frameworks/PySide6/Qt/plugins/platforms/libqcocoa.dylib",
        "Frameworks/PySide6/QtCore.abi3.so",
        "Frameworks/libssl.dylib",
    ]


def test_no_secret_is_an_argument(dist: Path, signing: MacSigning, fake_tools: FakeTools) -> None:
    calls = fake_tools(codesign="", ditto="", spctl="", hdiutil="", xcrun=ACCEPTED)
    macos_installer(OURS, dist, signing)
    assert calls()
    assert "canary" not in json.dumps(calls())


def test_what_the_notary_refuses_is_not_published_and_its_reasons_are_told(
    dist: Path, signing: MacSigning, fake_tools: FakeTools
) -> None:
    calls = fake_tools(codesign="", ditto="", spctl="", hdiutil="", xcrun=json.dumps({"id": "77", "status": "Invalid"}))
    with pytest.raises(ToolError, match=r"Apple's notary says Invalid about app\.zip"):
        macos_installer(OURS, dist, signing)
    assert calls()[-1][:4] == ["xcrun", "notarytool", "log", "77"]


def test_without_credentials_the_image_is_made_and_that_is_said(
    dist: Path, fake_tools: FakeTools, capsys: pytest.CaptureFixture[str]
) -> None:
    calls = fake_tools(ditto="", hdiutil="")
    macos_installer(OURS, dist, mac_signing({"MACOS_NOTARY_KEY": "key.p8"}, required=False))
    assert [call[0] for call in calls()] == ["ditto", "hdiutil"]
    assert capsys.readouterr().out == (
        "Not signed: MACOS_SIGNING_IDENTITY, MACOS_NOTARY_KEY_ID, MACOS_NOTARY_ISSUER not set.\n"
    )


@pytest.mark.parametrize("times_busy", [installers.IMAGE_ATTEMPTS - 1, installers.IMAGE_ATTEMPTS])
def test_a_busy_volume_is_tried_again_and_not_for_ever(
    dist: Path, fake_tools: FakeTools, monkeypatch: pytest.MonkeyPatch, times_busy: int
) -> None:
    calls = fake_tools(ditto="", hdiutil="")
    complaints = iter(["hdiutil ended with 1: hdiutil: create failed - Resource busy"] * times_busy)
    monkeypatch.setattr(installers, "run", run_after(complaints))
    monkeypatch.setattr(installers, "PAUSE_S", 0.0)
    if times_busy < installers.IMAGE_ATTEMPTS:
        macos_installer(OURS, dist, None)
        assert [call[0] for call in calls()] == ["ditto", "hdiutil"]
    else:
        with pytest.raises(ToolError, match="Resource busy"):
            macos_installer(OURS, dist, None)


def test_another_failure_of_the_image_is_told_at_once(
    dist: Path, fake_tools: FakeTools, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_tools(ditto="", hdiutil="")
    complaints = iter(["hdiutil ended with 1: hdiutil: create failed - No space left on device"])
    monkeypatch.setattr(installers, "run", run_after(complaints))
    with pytest.raises(ToolError, match="No space left"):
        macos_installer(OURS, dist, None)


def run_after(complaints: Iterator[str]) -> Callable[..., str]:
    """Runs tools, once hdiutil has made all of these complaints."""

    def run(*command: str | Path) -> str:
        if command[0] == "hdiutil" and (complaint := next(complaints, None)):
            raise ToolError(complaint)
        return tools.run(*command)

    return run


def imported(runner: Path, **secrets: str) -> subprocess.CompletedProcess[str]:
    """What import_credentials.sh does on a runner that keeps its files in this folder."""
    runner_environment = {"PATH": os.environ["PATH"], "RUNNER_TEMP": str(runner), "GITHUB_ENV": str(runner / "env")}
    return subprocess.run(
        [IMPORT], env={**runner_environment, **secrets}, capture_output=True, text=True, timeout=120, check=False
    )


def test_a_runner_gets_certificate_and_key_without_a_secret_as_an_argument(
    tmp_path: Path, fake_tools: FakeTools
) -> None:
    calls = fake_tools(security=f'1) 0123 "{DEVELOPER}"', openssl="keychain-canary")
    secrets = {
        "MACOS_CERTIFICATE": "cDEy",
        "MACOS_CERTIFICATE_PASSWORD": "p12 canary",
        "MACOS_NOTARY_KEY_TEXT": "canary",
    }
    done = imported(tmp_path, **secrets)
    assert (done.returncode, done.stderr) == (0, "")
    assert [call[:2] for call in calls()] == [["openssl", "rand"], ["security", "-i"], ["security", "find-identity"]]
    assert "canary" not in json.dumps(calls()) + done.stdout
    assert (tmp_path / "notary.p8").read_text() == "canary"
    assert (tmp_path / "notary.p8").stat().st_mode & 0o077 == 0
    assert (tmp_path / "env").read_text() == f"MACOS_NOTARY_KEY={tmp_path}/notary.p8\n"
    assert not (tmp_path / "certificate.p12").exists()


def test_a_certificate_that_cannot_be_imported_is_told(tmp_path: Path, fake_tools: FakeTools) -> None:
    fake_tools(security="0 valid identities found", openssl="keychain-canary")
    done = imported(tmp_path, MACOS_CERTIFICATE="cDEy", MACOS_CERTIFICATE_PASSWORD="wrong")
    assert done.returncode == 1
    assert "could not be imported" in done.stderr


def test_a_password_that_ends_the_argument_is_refused(tmp_path: Path, fake_tools: FakeTools) -> None:
    calls = fake_tools(security="", openssl="")
    done = imported(tmp_path, MACOS_CERTIFICATE="cDEy", MACOS_CERTIFICATE_PASSWORD='a" -T "/bin/sh')
    assert (done.returncode, calls()) == (1, [])
    assert "quotation mark" in done.stderr


def test_without_a_certificate_there_is_nothing_to_import(tmp_path: Path, fake_tools: FakeTools) -> None:
    calls = fake_tools(security="")
    done = imported(tmp_path)
    assert (done.returncode, calls()) == (0, [])
    assert "nothing to import" in done.stdout


def test_a_release_is_never_unsigned() -> None:
    with pytest.raises(ToolError, match="a release has to be signed: set MACOS_SIGNING_IDENTITY"):
        mac_signing({}, required=True)


def test_credentials_come_from_the_environment() -> None:
    environment = {
        "MACOS_SIGNING_IDENTITY": DEVELOPER,
        "MACOS_NOTARY_KEY": "key.p8",
        "MACOS_NOTARY_KEY_ID": "KEYID",
        "MACOS_NOTARY_ISSUER": "ISSUER",
    }
    assert mac_signing(environment, required=True) == MacSigning(DEVELOPER, "key.p8", "KEYID", "ISSUER")
