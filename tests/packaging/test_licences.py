from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import licences
from licences import INDEX, bundled, write_licences


def test_everything_bundled_has_a_row_and_its_texts(tmp_path: Path) -> None:
    write_licences(tmp_path)
    rows = {}
    for line in (tmp_path / INDEX).read_text("utf-8").split("\n\n")[0].splitlines()[1:]:
        name, version, licence, texts = line.split(" | ")
        rows[name.lower().replace("_", "-").replace(".", "-")] = texts.split(", ")
        assert version
        assert licence
    assert set(rows) == bundled() | {"python", "pyinstaller"}
    assert all(sum((tmp_path / text).stat().st_size for text in texts) > 300 for texts in rows.values())


def test_qt_comes_with_the_lgpl_and_where_its_sources_are(tmp_path: Path) -> None:
    write_licences(tmp_path)
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in (tmp_path / "pyside6-essentials" / "LGPL-3.0-only.txt").read_text()
    assert "GNU GENERAL PUBLIC LICENSE" in (tmp_path / "pyside6-essentials" / "GPL-3.0-only.txt").read_text()
    assert "https://download.qt.io/official_releases/qt/6." in (tmp_path / INDEX).read_text("utf-8")


def test_what_is_compiled_into_qt_comes_with_its_texts(tmp_path: Path) -> None:
    write_licences(tmp_path)
    texts = " ".join(file.read_text("utf-8") for file in (tmp_path / "pyside6-essentials").iterdir())
    for part in ("harfbuzz-ng", "freetype", "libpng", "libjpeg", "pcre2", "md4c", "double-conversion", "zlib", "xcb"):
        assert f"3rdparty/{part}/" in texts
    assert "Unicode, Inc." in texts


NOT_UNDER_APACHE = {"asn1", "openssl-sys", "pem"}


def test_what_is_compiled_into_cryptography_comes_with_its_texts(tmp_path: Path) -> None:
    write_licences(tmp_path)
    folder = tmp_path / "cryptography"
    assert "Apache License" in (folder / "LICENSE.APACHE").read_text("utf-8")
    listed = {
        part["name"]: part.get("licenses", [{}])[0].get("expression", "Apache-2.0")
        for file in folder.glob("*.json")
        for part in json.loads(file.read_text("utf-8"))["components"]
    }
    assert {"openssl", "pyo3", *NOT_UNDER_APACHE} <= set(listed)
    only_while_it_is_built = {"asn1_derive", "unicode-ident"}
    others = {name for name, licence in listed.items() if not re.search(r"(^| OR )Apache-2\.0", licence)}
    assert others - only_while_it_is_built == NOT_UNDER_APACHE
    assert {file.stem.removeprefix("rust-") for file in folder.glob("rust-*.txt")} == NOT_UNDER_APACHE


def test_a_distribution_without_a_text_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(licences, "_SUPPLIED", {"shiboken6": ("LGPL-3.0-only.txt",)})
    with pytest.raises(ValueError, match=r"\w+ [\d.]+ holds no licence text"):
        write_licences(tmp_path)


def test_a_needed_distribution_that_is_not_installed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(licences, "bundled", lambda: frozenset({"pyobjc-core-of-the-moon"}))
    with pytest.raises(ValueError, match="pyobjc-core-of-the-moon is needed in the bundle but not installed"):
        write_licences(tmp_path)


def test_no_development_tool_counts_as_bundled() -> None:
    assert {"requests", "keyring", "cffi", "shiboken6"} <= bundled()
    assert bundled().isdisjoint({"pytest", "ruff", "pillow", "pyinstaller", "hatchling"})


def test_other_systems_need_other_distributions() -> None:
    mac = bundled({"sys_platform": "darwin", "platform_system": "Darwin"})
    windows = bundled({"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"})
    assert {"pyobjc-core", "pyobjc-framework-cocoa"} <= mac
    assert "pywin32-ctypes" in windows
    assert "secretstorage" not in mac | windows
