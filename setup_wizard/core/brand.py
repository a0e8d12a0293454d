"""Whose program this is: what a company may change about it, read from a brand file."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from setup_wizard import IDENTIFIER, NAME

LONGEST = 60
"""Characters of a name: it stands in a window's title and on one or two lines of the side panel."""

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)+")
_ADDRESS = re.compile(r"https://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[^\s?#]*)?")
_SECRET_KEY = re.compile(r"secret|token|passw|credential|private|api_?key|client_?id", re.IGNORECASE)
_SECRET_VALUE = re.compile(r"[0-9A-Fa-f]{32,}|[A-Za-z0-9+_-]{40,}|-----BEGIN|\bBearer\b")
"""An access token has 40 hexadecimal digits; others are long, and without a space or a full stop."""


@dataclass(frozen=True, slots=True)
class Brand:
    """The program's name and look. `identifier` is a domain read backwards, `accent` "#RRGGBB", logos are SVG files."""

    name: str = NAME
    identifier: str = IDENTIFIER
    publisher: str = NAME
    accent: str | None = None
    logo: Path | None = None
    logo_dark: Path | None = None
    """For dark pages, where `logo` is for light ones; without it `logo` stands on a tile of the accent."""
    board: bool = True
    """Whether the Photon's board is drawn; else the light alone, large."""
    updates: str | None = None
    """The https address that tells the newest version; without it nobody is offered to look for one."""


def read_brand(file: Path) -> Brand:
    """The brand of this JSON object, whose paths are relative to the file.

    Raises `ValueError` that names the file, the key and the cause; it never repeats a value, which may be a secret.
    """
    values: dict[str, Any] = {}
    for key, value in _object_in(file).items():
        try:
            values[key] = _checked(file.parent, key, value)
        except ValueError as exc:
            raise ValueError(f"brand file {file}: {key!r} {exc}") from None
    if values.get("logo_dark") and not values.get("logo"):
        raise ValueError(f"brand file {file}: 'logo_dark' needs 'logo' beside it")
    return Brand(**values)


def _object_in(file: Path) -> Mapping[str, object]:
    try:
        given = json.loads(file.read_text("utf-8-sig"))
    except OSError as exc:
        raise ValueError(f"brand file {file}: cannot be read: {exc.strerror}") from exc
    except json.JSONDecodeError as exc:
        raise ValueError(f"brand file {file}: is no JSON: line {exc.lineno}: {exc.msg}") from None
    except ValueError as exc:
        raise ValueError(f"brand file {file}: is no JSON in UTF-8") from exc
    except RecursionError:
        raise ValueError(f"brand file {file}: is nested too deeply") from None
    if not isinstance(given, dict):
        raise ValueError(f'brand file {file}: holds no object such as {{"name": "Lamp Setup"}}')
    return given


def _checked(folder: Path, key: str, value: object) -> object:
    if key not in _READERS:
        if _SECRET_KEY.search(key):
            raise ValueError("looks like a secret: a brand file is given to everybody, so none belongs in it")
        raise ValueError(f"is unknown; there are {', '.join(_READERS)}")
    if isinstance(value, str) and _SECRET_VALUE.search(value):
        raise ValueError("holds what looks like a secret: a brand file is given to everybody, so none belongs in it")
    return _READERS[key](folder, value)


def _name(_folder: Path, value: object) -> str:
    text = _text(value)
    if not text.strip() or not text.isprintable() or len(text) > LONGEST:
        raise ValueError(f"has to be one line of 1 to {LONGEST} characters")
    return text


def _identifier(_folder: Path, value: object) -> str:
    if not _IDENTIFIER.fullmatch(_text(value)):
        raise ValueError('has to be a domain read backwards, such as "com.example.lamp-setup"')
    return _text(value)


def _accent(_folder: Path, value: object) -> str | None:
    if value is None:
        return None
    if not _COLOUR.fullmatch(_text(value)):
        raise ValueError('has to be a colour such as "#00AEEF"')
    return _text(value).upper()


def _logo(folder: Path, value: object) -> Path | None:
    if value is None:
        return None
    file = folder / _text(value)
    try:
        is_drawing = b"<svg" in file.read_bytes()
    except (OSError, ValueError) as exc:
        reason = exc.strerror if isinstance(exc, OSError) else "no path"
        raise ValueError(f"names a file that cannot be read: {reason}") from exc
    if not is_drawing:
        raise ValueError("names a file that is no SVG drawing")
    return file


def _board(_folder: Path, value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("has to be true or false")
    return value


def _updates(_folder: Path, value: object) -> str | None:
    if value is None:
        return None
    if not _ADDRESS.fullmatch(_text(value)):
        raise ValueError("has to be a whole https:// address, without a user name, a question mark and a #")
    return _text(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("has to be a text")
    return value


_READERS: Mapping[str, Callable[[Path, object], object]] = MappingProxyType(
    {
        "name": _name,
        "identifier": _identifier,
        "publisher": _name,
        "accent": _accent,
        "logo": _logo,
        "logo_dark": _logo,
        "board": _board,
        "updates": _updates,
    }
)
