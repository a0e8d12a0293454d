"""The licence texts of everything that the bundle holds, and a list of them."""

from __future__ import annotations

import re
import shutil
import sys
import sysconfig
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path
from types import MappingProxyType

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROGRAM = Requirement("photon-setup-wizard[macos]")
"""The extra is empty on other systems."""

BOOTLOADER = "pyinstaller"
"""Starts the bundle and is part of its executable."""

INDEX = "INDEX.txt"

_OWN_TEXTS = Path(__file__).parent / "licence_texts"
_QT_TEXTS = ("LGPL-3.0-only.txt", "GPL-3.0-only.txt")
_IN_QT = ("qtbase.txt", "qtsvg.txt", "qtwayland.txt", "ICU.txt")
_SUPPLIED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "cryptography": ("rust-asn1.txt", "rust-openssl-sys.txt", "rust-pem.txt"),
        "pyside6-essentials": (*_QT_TEXTS, *_IN_QT),
        "shiboken6": _QT_TEXTS,
        "pyobjc-core": ("pyobjc-MIT.txt",),
        "pyobjc-framework-corewlan": ("pyobjc-MIT.txt",),
        "pyserial": ("pyserial-BSD-3-Clause.txt",),
    }
)
"""What packages lack of their own texts, or of those of others' work that is compiled into them."""
_TEXT_NAME = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)

_ABOUT_QT = """\
Qt and PySide6 are used under the LGPL 3.0. Their libraries are files of their own in this bundle, which you may replace
by your own build of the same version. The sources of this version:
  Qt      https://download.qt.io/official_releases/qt/{minor}/{version}/
  PySide6 https://download.qt.io/official_releases/QtForPython/pyside6/
What others contributed to Qt is told by qtbase.txt, qtsvg.txt, qtwayland.txt and ICU.txt, and for its newest version at
https://doc.qt.io/qt-6/licenses-used-in-qt.html

Files that end with .json list what is compiled into a package: its parts, their versions and licences.
"""


def write_licences(folder: Path) -> None:
    """Write a folder of texts for each distribution and INDEX.txt; `ValueError` names one that has no text."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = [("Python", sys.version.split()[0], "PSF-2.0", _copy(folder, "Python", [_python_text()]))]
    for name in sorted({*bundled(), canonicalize_name(BOOTLOADER)}):
        distribution = _installed(name)
        texts = [*sorted(_texts(distribution)), *(_OWN_TEXTS / text for text in _SUPPLIED.get(name, ()))]
        if not texts:
            raise ValueError(f"{name} {distribution.version} holds no licence text: add it to {_OWN_TEXTS}")
        rows.append((distribution.name, distribution.version, _licence(distribution), _copy(folder, name, texts)))
    lines = [" | ".join(row) for row in (("name", "version", "licence", "texts"), *rows)]
    qt = metadata.version("PySide6-Essentials")
    about_qt = _ABOUT_QT.format(version=qt, minor=qt.rpartition(".")[0])
    (folder / INDEX).write_text("\n".join((*lines, "", about_qt)), "utf-8")


def bundled(environment: Mapping[str, str] = MappingProxyType({})) -> frozenset[str]:
    """The normalised names of the program and of all that it needs at run time.

    `environment` answers markers, such as `sys_platform`, in place of this system. What only another system needs is
    not installed here, so that nothing is known of its own needs.
    """
    seen: set[tuple[str, frozenset[str]]] = set()
    waiting = [PROGRAM]
    while waiting:
        requirement = waiting.pop()
        extras = frozenset(requirement.extras or {""})
        name = canonicalize_name(requirement.name)
        if (name, extras) not in seen:
            seen.add((name, extras))
            waiting.extend(_needs(name, extras, environment))
    return frozenset(name for name, _ in seen)


def _needs(name: str, extras: frozenset[str], environment: Mapping[str, str]) -> Iterator[Requirement]:
    try:
        requires = metadata.requires(name) or ()
    except metadata.PackageNotFoundError:
        return
    for requirement in map(Requirement, requires):
        marker = requirement.marker
        if marker is None or any(marker.evaluate({**environment, "extra": extra}) for extra in extras):
            yield requirement


def _installed(name: str) -> metadata.Distribution:
    try:
        return metadata.distribution(name)
    except metadata.PackageNotFoundError as exc:
        raise ValueError(f"{name} is needed in the bundle but not installed: pip install -e '.[dev,macos]'") from exc


def _texts(distribution: metadata.Distribution) -> Iterator[Path]:
    for file in distribution.files or ():
        in_licences = file.parent.name.endswith(".dist-info") or "licenses" in file.parts
        is_text = (in_licences and _TEXT_NAME.match(file.name)) or file.parent.name == "sboms"
        if is_text and ".dist-info" in str(file):
            yield Path(str(distribution.locate_file(file)))


def _licence(distribution: metadata.Distribution) -> str:
    """The name of the licence, wherever the metadata says it: expression, free text or classifier."""
    for key in ("License-Expression", "License"):
        if key in distribution.metadata:
            return str(distribution.metadata[key]).splitlines()[0]
    classifiers = distribution.metadata.get_all("Classifier") or ()
    named = [each.rpartition(" :: ")[2] for each in classifiers if each.startswith("License :: OSI Approved :: ")]
    return ", ".join(named) or "see the texts"


def _python_text() -> Path:
    """Where an installed Python keeps its licence: on Windows at the top, elsewhere beside the library."""
    for folder in (Path(sys.base_prefix), Path(sysconfig.get_path("stdlib"))):
        if (text := folder / "LICENSE.txt").is_file():
            return text
    raise ValueError(f"the Python in {sys.base_prefix} holds no LICENSE.txt")


def _copy(folder: Path, name: str, texts: list[Path]) -> str:
    (folder / name).mkdir(exist_ok=True)
    for text in texts:
        shutil.copyfile(text, folder / name / text.name)
    return ", ".join(f"{name}/{text.name}" for text in texts)
