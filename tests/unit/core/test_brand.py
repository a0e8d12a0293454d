from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from setup_wizard.core.brand import Brand, read_brand

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"/>'
TOKEN = "0123456789abcdef0123456789abcdef01234567"


def brand_file(folder: Path, content: object) -> Path:
    file = folder / "brand.json"
    file.write_text(json.dumps(content), "utf-8")
    return file


def test_an_empty_object_is_the_programs_own_brand(tmp_path: Path) -> None:
    assert read_brand(brand_file(tmp_path, {})) == Brand()


def test_every_key_is_read_and_paths_are_relative_to_the_file(tmp_path: Path) -> None:
    for name in ("lamp.svg", "lamp-dark.svg"):
        (tmp_path / name).write_text(DRAWING)
    content = {
        "name": "Lamp Setup",
        "identifier": "com.example.lamp-setup",
        "publisher": "Example Lamps",
        "accent": "#ffd400",
        "logo": "lamp.svg",
        "logo_dark": "lamp-dark.svg",
        "board": False,
        "updates": "https://example.com/lamp/newest.json",
    }
    assert read_brand(brand_file(tmp_path, content)) == Brand(
        name="Lamp Setup",
        identifier="com.example.lamp-setup",
        publisher="Example Lamps",
        accent="#FFD400",
        logo=tmp_path / "lamp.svg",
        logo_dark=tmp_path / "lamp-dark.svg",
        board=False,
        updates="https://example.com/lamp/newest.json",
    )


def test_a_file_may_begin_with_the_mark_of_its_encoding(tmp_path: Path) -> None:
    file = tmp_path / "brand.json"
    file.write_text('{"name": "Lamp Setup"}', "utf-8-sig")
    assert read_brand(file) == Brand(name="Lamp Setup")


def test_a_dark_logo_alone_is_refused(tmp_path: Path) -> None:
    (tmp_path / "lamp.svg").write_text(DRAWING)
    with pytest.raises(ValueError, match="'logo_dark' needs 'logo'"):
        read_brand(brand_file(tmp_path, {"logo_dark": "lamp.svg"}))


def test_what_may_be_left_out_may_be_null(tmp_path: Path) -> None:
    content = dict.fromkeys(("accent", "logo", "logo_dark", "updates"))
    assert read_brand(brand_file(tmp_path, content)) == Brand()


@pytest.mark.parametrize(
    ("key", "value", "cause"),
    [
        ("colour", "#FFD400", "is unknown; there are name, identifier"),
        ("name", 7, "has to be a text"),
        ("name", None, "has to be a text"),
        ("name", " ", "one line of 1 to 60 characters"),
        ("name", "Lamp\nSetup", "one line of 1 to 60 characters"),
        ("publisher", "Lamp " * 13, "one line of 1 to 60 characters"),
        ("identifier", "lamp setup", "a domain read backwards"),
        ("identifier", "lamp", "a domain read backwards"),
        ("accent", "yellow", 'a colour such as "#00AEEF"'),
        ("accent", "#FD4", 'a colour such as "#00AEEF"'),
        ("accent", 0xFFD400, "has to be a text"),
        ("logo", "missing.svg", "cannot be read: No such file or directory"),
        ("logo", "a\0b", "cannot be read"),
        ("logo_dark", "brand.json", "is no SVG drawing"),
        ("board", "off", "true or false"),
        ("updates", "http://example.com/newest.json", "a whole https:// address"),
        ("updates", "https:///newest.json", "a whole https:// address"),
        ("updates", "https://ada:lovelace@example.com/newest.json", "a whole https:// address"),
        ("updates", "https://example.com/newest.json?key=1", "a whole https:// address"),
        ("client_secret", "x", "looks like a secret"),
        ("apiKey", "x", "looks like a secret"),
        ("publisher", f"token {TOKEN}", "looks like a secret"),
        ("updates", f"https://example.com/{TOKEN}", "looks like a secret"),
    ],
)
def test_what_cannot_be_used_is_named_by_file_key_and_cause(
    key: str, value: object, cause: str, tmp_path: Path
) -> None:
    file = brand_file(tmp_path, {key: value})
    with pytest.raises(ValueError, match=re.escape(cause)) as raised:
        read_brand(file)
    assert str(raised.value).startswith(f"brand file {file}: {key!r} ")
    assert TOKEN not in str(raised.value)
    assert "lovelace" not in str(raised.value)


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (b"[]", "holds no object"),
        (b'{"name": "Lamp"', "is no JSON: line 1"),
        (b'{"name": "\xff"}', "is no JSON in UTF-8"),
        (b"[" * 100_000, "is nested too deeply"),
    ],
)
def test_a_file_that_is_no_object_is_named(content: bytes, cause: str, tmp_path: Path) -> None:
    file = tmp_path / "brand.json"
    file.write_bytes(content)
    with pytest.raises(ValueError, match=cause) as raised:
        read_brand(file)
    assert str(file) in str(raised.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"nowhere\.json: cannot be read: No such file"):
        read_brand(tmp_path / "nowhere.json")


VALUES = st.none() | st.booleans() | st.integers() | st.text(max_size=80) | st.lists(st.text(max_size=3), max_size=2)


# This list replaces the profile's, which has `too_slow`, too.
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=150)
@given(st.dictionaries(st.sampled_from([*Brand.__dataclass_fields__, "other"]), VALUES))
def test_whatever_is_in_the_file_it_is_a_brand_or_an_error_that_names_the_file(
    tmp_path: Path, content: dict[str, object]
) -> None:
    file = brand_file(tmp_path, content)
    try:
        brand = read_brand(file)
    except ValueError as exc:
        said = str(exc)
    else:
        said = f"brand file {file}: {brand}"
    assert said.startswith(f"brand file {file}: ")
