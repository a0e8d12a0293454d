from __future__ import annotations

from pathlib import Path

import licences
import pytest
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
