from __future__ import annotations

import json
import sys
import types
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import build
import pyside_support
import trim
from setup_wizard.core.brand import read_brand

UPDATES = "https://example.com/newest.json"


@pytest.fixture
def brand_file(tmp_path: Path) -> Path:
    for name in ("light/lamp.svg", "dark/lamp.svg"):
        drawing = tmp_path / "brand" / name
        drawing.parent.mkdir(parents=True)
        drawing.write_text(f'<svg xmlns="http://www.w3.org/2000/svg"><!-- {name} --></svg>')
    file = tmp_path / "brand" / "lamp.json"
    logos = {"logo": "light/lamp.svg", "logo_dark": "dark/lamp.svg"}
    file.write_text(json.dumps({"name": "Lamp Setup", "accent": "#00AEEF", **logos}))
    return file


class TestCopyBrand:
    def test_the_copy_stands_on_its_own_with_both_logos(self, brand_file: Path, tmp_path: Path) -> None:
        copied = build.copy_brand(brand_file, None, tmp_path / "bundle")
        brand = read_brand(copied)
        assert (brand.name, brand.accent, brand.updates) == ("Lamp Setup", "#00AEEF", None)
        assert brand.logo is not None
        assert brand.logo_dark is not None
        assert {brand.logo.parent, brand.logo_dark.parent} == {copied.parent}
        assert "light/" in brand.logo.read_text()
        assert "dark/" in brand.logo_dark.read_text()

    def test_the_address_of_updates_that_is_given_goes_before_the_brands(
        self, brand_file: Path, tmp_path: Path
    ) -> None:
        brand_file.write_text(json.dumps({"updates": "https://example.com/old.json"}))
        assert read_brand(build.copy_brand(brand_file, UPDATES, tmp_path / "bundle")).updates == UPDATES

    def test_without_a_brand_the_address_alone_is_kept(self, tmp_path: Path) -> None:
        brand = read_brand(build.copy_brand(None, UPDATES, tmp_path / "bundle"))
        assert (brand.name, brand.updates) == ("Photon Setup", UPDATES)

    def test_an_address_that_cannot_be_used_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(ValueError, match="'updates' has to be a whole https:// address"):
            read_brand(build.copy_brand(None, "http://example.com", tmp_path / "bundle"))


class TestCompiledSupport:
    def test_every_module_is_compiled_and_no_source_is_left(self, tmp_path: Path) -> None:
        pyside_support.write_compiled_support(tmp_path)
        files = [path for path in tmp_path.rglob("*") if path.is_file()]
        assert tmp_path / "shibokensupport" / "signature" / "loader.pyc" in files
        assert {path.suffix for path in files} == {".pyc"}
        assert not any(str(tmp_path).encode() in path.read_bytes() for path in files)

    def test_a_pyside_that_keeps_them_otherwise_is_named(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        name = "shibokensupport.signature.loader"
        monkeypatch.setitem(sys.modules, name, types.ModuleType(name))
        with pytest.raises(ValueError, match=r"^PySide6 6\..* change pyside_support\.py$"):
            pyside_support.write_compiled_support(tmp_path)


@dataclass
class Harvest:
    binaries: list[trim.Entry]
    datas: list[trim.Entry] = field(default_factory=list)


PLUGINS = "PySide6/Qt/plugins"


@pytest.fixture
def required() -> list[trim.Entry]:
    """A file for each pattern, as a plugin that links to nothing."""
    patterns = trim.REQUIRED_EVERYWHERE | trim.REQUIRED[sys.platform]
    places = [pattern.removeprefix("*/").replace("*", "x") for pattern in patterns]
    return [(place.replace("plugins", PLUGINS), sys.executable, "EXTENSION") for place in places]


def places(entries: list[trim.Entry]) -> set[str]:
    return {place for place, _, _ in entries}


class TestTrim:
    def test_unwanted_files_and_links_to_them_go(self, required: list[trim.Entry]) -> None:
        unwanted = f"{PLUGINS}/platforms/libqvnc.so"
        harvest = Harvest(
            [*required, (unwanted, sys.executable, "BINARY")],
            [
                ("libqvnc.so", unwanted, "SYMLINK"),
                ("libkept.so", required[0][0], "SYMLINK"),
                ("Some.framework/Versions/Current", "A", "SYMLINK"),
                ("PySide6/Qt/translations/qt_help_de.qm", "", "DATA"),
                ("PySide6/Qt/translations/qtbase_de.qm", "", "DATA"),
            ],
        )
        trim.trim(harvest)
        assert places(harvest.binaries) == places(required)
        assert places(harvest.datas) == {
            "libkept.so",
            "Some.framework/Versions/Current",
            "PySide6/Qt/translations/qtbase_de.qm",
        }

    def test_what_only_the_keyboard_on_the_screen_links_to_goes_with_it_on_macos(
        self, required: list[trim.Entry]
    ) -> None:
        lib, plugin = "PySide6/Qt/lib", f"{PLUGINS}/platforminputcontexts/libqtvirtualkeyboardplugin.dylib"
        here = {name: f"{lib}/{name}.framework/Versions/A/{name}" for name in ("QtCore", "QtNetwork", "QtSvg")}
        gone = {
            name: f"{lib}/{name}.framework/Versions/A/{name}"
            for name in ("QtOpenGL", "QtQml", "QtQmlMeta", "QtQmlModels", "QtQmlWorkerScript", "QtQuick")
        }
        # On Linux, it would be looked into.
        files = [(place, sys.executable, "EXTENSION") for place in (plugin, *here.values(), *gone.values())]
        links = [(name, place, "SYMLINK") for name, place in (here | gone).items()]
        harvest = Harvest(
            [*required, *files],
            [
                *links,
                (f"{lib}/QtQml.framework/Versions/Current", "A", "SYMLINK"),
                (f"{lib}/QtQml.framework/Versions/A/Resources/Info.plist", "", "DATA"),
            ],
        )
        trim.trim(harvest)
        assert places(harvest.binaries) - places(required) == set(here.values())
        assert places(harvest.datas) == set(here)

    @pytest.mark.skipif(sys.platform != "linux", reason="libraries of the system are bundled on Linux only")
    def test_a_library_stays_while_something_links_to_it(self, required: list[trim.Entry]) -> None:
        libraries = [("libc.so.6", "", "BINARY"), ("libgtk-3.so.0", "", "BINARY"), ("libssl.so.3", "", "BINARY")]
        harvest = Harvest([*required, *libraries])
        trim.trim(harvest)
        assert places(harvest.binaries) - places(required) == {"libc.so.6", "libssl.so.3"}

    @pytest.mark.skipif(sys.platform != "linux", reason="what is required differs")
    def test_the_build_ends_with_the_name_of_a_required_file_that_is_not_there(
        self, required: list[trim.Entry]
    ) -> None:
        without = [entry for entry in required if "xcb-cursor" not in entry[0]]
        with pytest.raises(SystemExit, match="few desktops have it: install libxcb-cursor0"):
            trim.trim(Harvest(without))
