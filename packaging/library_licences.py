"""The licence texts of the libraries that a bundle on Linux takes from the system it is built on."""

from __future__ import annotations

import shutil
from pathlib import Path

from tools import ToolError, run

DOCUMENTS = Path("/usr/share/doc")

_DIVERSIONS = ("diversion by ", "local diversion ")


def write_library_licences(bundle: Path, folder: Path) -> None:
    """Copy the text of each Debian package that a library at the bundle's top is from, as `folder`/package.txt.

    `ToolError` names a library of which no package knows, and says where there is no dpkg to be asked.
    """
    libraries = (bundle / "_internal").glob("lib*.so*")
    # Links lead to libraries of Python packages; the bundle's own folder has their texts and Python's.
    names = {file.name for file in libraries if not file.is_symlink() and not file.name.startswith("libpython")}
    if not names:
        return
    packages = _packages_of_libraries()
    if unknown := sorted(names - packages.keys()):
        raise ToolError(f"no Debian package holds {', '.join(unknown)}, so that nobody knows the licence")
    folder.mkdir()
    for package in {packages[name] for name in names}:
        shutil.copyfile(DOCUMENTS / package / "copyright", folder / f"{package}.txt")


def _packages_of_libraries() -> dict[str, str]:
    """The package by the file's name; dpkg tells `package:architecture, ...: /path/of/file` a line.

    Of a file that another package put aside it also tells `diversion by package from: /path/of/file`.
    """
    # All of them, for dpkg takes as long for each single one.
    answer = run("dpkg-query", "--search", "*/lib*.so*")
    owned = (line.rpartition(": ") for line in answer.splitlines() if not line.startswith(_DIVERSIONS))
    return {Path(file).name: owners.split(",")[0].partition(":")[0] for owners, _, file in owned}
