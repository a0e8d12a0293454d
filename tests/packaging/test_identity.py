from __future__ import annotations

import configparser
import json
from dataclasses import fields, replace
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from identity import APP_ICON, read_identity
from installers import desktop_entry
from setup_wizard import IDENTIFIER, NAME, __version__
from setup_wizard.core.brand import Brand
from tests.packaging.test_windows import details


def brand_file(folder: Path, **values: str) -> Path:
    file = folder / "brand.json"
    file.write_text(json.dumps(values))
    return file


def test_without_a_brand_it_is_ours() -> None:
    identity = read_identity(None)
    assert (identity.app_name, identity.version, identity.executable) == ("Photon Setup", __version__, "photon-setup")
    assert identity.icon == APP_ICON
    assert APP_ICON.is_file()


def test_a_brand_gives_its_name_identifier_publisher_and_logo(tmp_path: Path) -> None:
    (tmp_path / "lamp.svg").write_text("<svg/>")
    brand = {"name": "Lamp Setup", "identifier": "com.example.lamp", "publisher": "Lamps & Co", "logo": "lamp.svg"}
    identity = read_identity(brand_file(tmp_path, **brand))
    assert (identity.app_name, identity.identifier, identity.publisher) == (
        "Lamp Setup",
        "com.example.lamp",
        "Lamps & Co",
    )
    assert identity.icon == tmp_path / "lamp.svg"
    assert identity.file_stem == f"Lamp-Setup-{__version__}"


def test_the_brand_file_in_the_guide_is_a_good_one(tmp_path: Path) -> None:
    guide = APP_ICON.parents[2] / "packaging" / "README.md"
    example = json.loads(guide.read_text("utf-8").partition("```json")[2].partition("```")[0])
    for logo in (example["logo"], example["logo_dark"]):
        (tmp_path / logo).write_text("<svg/>")
    file = tmp_path / "brand.json"
    file.write_text(json.dumps(example))
    assert read_identity(file).app_name == example["name"]
    assert set(example) == {field.name for field in fields(Brand)}


LINES = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=60)


@given(name=LINES, publisher=LINES)
def test_a_brand_that_is_not_refused_reaches_every_system_unchanged(name: str, publisher: str) -> None:
    with TemporaryDirectory() as folder:
        file = brand_file(Path(folder), name=name, identifier="com.example.lamp", publisher=publisher)
        try:
            identity = read_identity(file)
        except ValueError:
            reject()
    entry = configparser.ConfigParser(interpolation=None)
    entry.read_string(desktop_entry(identity))
    assert entry["Desktop Entry"]["Name"] == name
    assert PurePath(identity.file_stem).name == identity.file_stem
    strings = details(identity).kids[0]["040904B0"]
    assert (strings["ProductName"], strings["CompanyName"]) == (name, publisher)


@pytest.mark.parametrize(
    "name", ["Lamp/Setup", "Lamp: Setup", 'The "Lamp"', "Lamp {app}", ".lamp", " lamp", "Lamp.", "a\\b"]
)
def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="'name' cannot be the name of a file"):
        read_identity(brand_file(tmp_path, name=name))


@pytest.mark.parametrize("identifier", [{}, {"identifier": IDENTIFIER}])
def test_a_name_of_its_own_needs_an_identifier_of_its_own(tmp_path: Path, identifier: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="a 'name' of its own needs an 'identifier' of its own"):
        read_identity(brand_file(tmp_path, name="Lamp Setup", **identifier))


def test_our_own_program_may_look_for_updates_without_an_identifier(tmp_path: Path) -> None:
    ours = read_identity(brand_file(tmp_path, updates="https://example.com/newest.json"))
    assert (ours.app_name, ours.identifier) == (NAME, IDENTIFIER)


def test_a_publisher_that_breaks_out_of_the_inno_script_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="'publisher' cannot hold"):
        read_identity(brand_file(tmp_path, publisher='Lamps" {tmp}'))


@pytest.mark.parametrize(
    ("version", "numbers"), [("1.2.3", (1, 2, 3, 0)), ("2.0", (2, 0, 0, 0)), ("0.4.1rc2.dev3", (0, 4, 1, 0))]
)
def test_windows_and_macos_get_numbers_only(version: str, numbers: tuple[int, ...]) -> None:
    assert replace(read_identity(None), version=version).version_numbers == numbers
