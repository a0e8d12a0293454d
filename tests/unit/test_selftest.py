from __future__ import annotations

import ctypes
import io
import os
import ssl
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from PySide6 import QtCore

from setup_wizard import bundled, display, selftest
from setup_wizard.bundled import resource_folder
from tests.end_to_end.certificates import client_certificate


@pytest.mark.skipif(sys.platform != "linux", reason="a display is named by a variable only there")
def test_a_display_nobody_serves_is_named_and_is_no_failure() -> None:
    environment = {
        name: value for name, value in os.environ.items() if name not in ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    done = subprocess.run(
        [sys.executable, "-m", "setup_wizard", "--selftest"],
        env={**environment, "DISPLAY": ":987"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    last_line = done.stdout.splitlines()[-1]
    assert done.returncode == 0
    assert last_line.startswith("Qt platform: Qt 6.")
    assert "none can be used: " in last_line


def test_it_tells_what_controls_the_wifi(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert selftest._wifi().startswith("by NetworkManager; interfaces: ")
    monkeypatch.setattr(sys, "platform", "freebsd14")
    assert selftest._wifi().startswith("joined by hand; interfaces: ")


@pytest.mark.parametrize("lacking", ["CoreWLAN", "CoreLocation"])
def test_on_a_mac_without_its_frameworks_the_wifi_is_joined_by_hand(
    monkeypatch: pytest.MonkeyPatch, lacking: str
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    for name in ("CoreWLAN", "CoreLocation"):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    assert selftest._outcome(selftest._wifi)[0].startswith("by CoreWLAN; interfaces: ")
    monkeypatch.setitem(sys.modules, lacking, None)
    said, is_usable = selftest._outcome(selftest._wifi)
    assert said.startswith("joined by hand (install photon-setup-wizard[macos]: ")
    assert is_usable
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    said, is_usable = selftest._outcome(selftest._wifi)
    assert lacking in said
    assert said.endswith(". Install the program again.")
    assert not is_usable


class Library:
    """One of Windows, with every function."""

    def __getattr__(self, name: str) -> SimpleNamespace:
        return SimpleNamespace()


@pytest.mark.parametrize("lacking", ["wlanapi.dll", "iphlpapi.dll"])
def test_on_a_windows_without_its_libraries_the_wifi_is_joined_by_hand(
    monkeypatch: pytest.MonkeyPatch, lacking: str
) -> None:
    there = ["wlanapi.dll", "iphlpapi.dll"]

    def load(name: str) -> Library:
        if name not in there:
            raise OSError("not found")
        return Library()

    monkeypatch.setattr(ctypes, "CDLL", load)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert selftest._outcome(selftest._wifi)[0].startswith("by WlanAPI; interfaces: ")
    there.remove(lacking)
    said, is_usable = selftest._outcome(selftest._wifi)
    assert said.startswith(f"joined by hand ({lacking} cannot be loaded: not found); interfaces: ")
    assert is_usable


Tell = Callable[[], tuple[int, dict[str, str]]]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Tell:
    """Its exit code and lines, without a display."""
    monkeypatch.setattr(display, "has_display", lambda: False)
    # Of a Mac, they need not be installed to run the tests.
    monkeypatch.setattr(selftest, "_load_wifi_libraries", lambda: None)

    def tell() -> tuple[int, dict[str, str]]:
        out = io.StringIO()
        code = selftest.selftest(out)
        return code, dict(line.split(": ", 1) for line in out.getvalue().splitlines())

    return tell


def test_it_tells_what_the_program_brought_along(told: Tell) -> None:
    code, lines = told()
    assert code == 0
    assert lines["brand"] == "its own"
    assert lines["resources"] == f"{len(list((resource_folder() / 'icons').glob('*.svg')))} icons"
    assert lines["translations"].startswith("en")
    assert lines["TLS"].startswith("OpenSSL ")
    assert "offscreen" in lines["Qt platforms"].split(", ")
    assert lines["bundled"] == "no"


def test_a_bundled_program_says_so(told: Tell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert told()[1]["bundled"] == "yes"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system is asked")
def test_it_counts_the_authorities_that_the_system_trusts(
    told: Tell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificates = client_certificate().client_certificate_pem
    (tmp_path / "roots.pem").write_text(certificates)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "roots.pem"))
    assert told()[1]["certificates"] == "1 of the system"
    (tmp_path / "0123abcd.0").write_text(certificates)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "nowhere.pem"))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    assert told()[1]["certificates"] == "1 of the system"


def test_certificates_that_cannot_be_read_are_the_machines_fault(told: Tell, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(selftest, "_count_authorities", refuse)
    code, lines = told()
    assert code == 0
    assert lines["certificates"].startswith("the system's cannot be read")
    monkeypatch.setattr(selftest, "_count_authorities", lambda: 0)
    assert told()[1]["certificates"].startswith("none: ")


def test_a_package_that_is_not_installed_is_the_programs_fault(told: Tell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selftest, "_PACKAGES", ("requests", "no-such-package"))
    code, lines = told()
    assert code == 1
    assert lines["no-such-package"] == "missing. Install the program again."


@pytest.mark.parametrize("module", ["PySide6.QtSvg", "serial.tools.list_ports", "psutil"])
def test_a_module_that_cannot_be_imported_is_the_programs_fault(
    told: Tell, monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    code, lines = told()
    assert code == 1
    assert module in lines["modules"]
    assert lines["modules"].endswith(" Install the program again.")
    assert "Qt platform" in lines


@pytest.mark.skipif(sys.platform != "linux", reason="each system has a keyring of its own")
def test_a_keyring_backend_that_cannot_be_imported_is_the_programs_fault(
    told: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "secretstorage", None)
    code, lines = told()
    assert code == 1
    assert "secretstorage" in lines["modules"]


NOT_THERE = "lib{}: cannot open shared object file: No such file or directory"


@pytest.mark.parametrize(
    ("library", "bundled_code"), [("EGL.so.1", 0), ("GL.so.1", 0), ("Qt6Widgets.so.6", 1), ("xcb-cursor.so.0", 1)]
)
def test_only_drivers_and_the_desktop_are_left_to_the_machine_by_a_bundle(
    told: Tell, monkeypatch: pytest.MonkeyPatch, library: str, bundled_code: int
) -> None:
    def refuse(_name: str) -> None:
        raise ImportError(NOT_THERE.format(library))

    monkeypatch.setattr(selftest, "import_module", refuse)
    assert told()[0] == 0
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    code, lines = told()
    assert code == bundled_code
    assert f"lib{library}" in lines["modules"]


def test_an_icon_that_cannot_be_drawn_is_the_programs_fault(
    told: Tell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "icons").mkdir()
    (tmp_path / "icons" / "alert.svg").write_text("no drawing")
    monkeypatch.setattr(selftest, "resource_folder", lambda: tmp_path)
    code, lines = told()
    assert code == 1
    assert lines["resources"].startswith("alert.svg cannot be drawn: ")


@pytest.mark.parametrize("name", ["gone", "broken"])
def test_a_window_plugin_that_is_not_there_or_cannot_be_loaded_is_the_programs_fault(
    told: Tell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / "platforms").mkdir()
    (tmp_path / "platforms" / "libqbroken.so").write_text("no library")
    library_info = SimpleNamespace(path=lambda _: str(tmp_path), LibraryPath=QtCore.QLibraryInfo.LibraryPath)
    monkeypatch.setattr(QtCore, "QLibraryInfo", library_info)
    monkeypatch.setattr(selftest, "_QT_PLATFORMS", {sys.platform: (name,)})
    code, lines = told()
    assert code == 1
    assert lines["Qt platforms"].startswith(f"{name} ")


def test_missing_resources_are_the_programs_fault(told: Tell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selftest, "resource_folder", lambda: tmp_path)
    code, lines = told()
    assert code == 1
    assert lines["resources"] == f"there are no icons in {tmp_path}. Install the program again."


def test_a_bundled_brand_that_cannot_be_used_is_the_programs_fault(
    told: Tell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "brand").mkdir()
    (tmp_path / "brand" / "brand.json").write_text('{"name": ""}')
    monkeypatch.setattr(bundled, "resource_folder", lambda: tmp_path)
    code, lines = told()
    assert code == 1
    assert "'name' has to be one line" in lines["brand"]


def test_tls_that_cannot_be_used_is_the_programs_fault(told: Tell, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> ssl.SSLObject:
        raise ssl.SSLError(1, "no ciphers")

    monkeypatch.setattr(selftest, "_handshake", refuse)
    code, lines = told()
    assert code == 1
    assert "cannot be used" in lines["TLS"]
    assert "Qt platform" in lines
