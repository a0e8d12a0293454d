"""PySide's own Python modules, compiled once instead of at every start."""

from __future__ import annotations

import sys
from compileall import compile_dir
from importlib import metadata
from pathlib import Path
from zipfile import ZipFile

import PySide6.QtCore  # noqa: F401 - loads them

_ONE_OF_THEM = "shibokensupport.signature.loader"


def write_compiled_support(folder: Path) -> None:
    """Write them into `folder`; `ValueError` when this PySide keeps them in another way.

    PySide carries them as a zip of sources inside a library, and compiles those while the first window is waited for.
    """
    archive = getattr(getattr(sys.modules.get(_ONE_OF_THEM), "__loader__", None), "zfile", None)
    if not isinstance(archive, ZipFile):
        version = metadata.version("PySide6-Essentials")
        raise ValueError(f"PySide6 {version} does not carry {_ONE_OF_THEM} as a zip: change {Path(__file__).name}")
    archive.extractall(folder, [name for name in archive.namelist() if name.startswith("shibokensupport/")])
    if not compile_dir(folder, quiet=1, legacy=True, stripdir=str(folder)):
        raise ValueError(f"{_ONE_OF_THEM} and its neighbours cannot be compiled")
    for source in folder.rglob("*.py"):
        source.unlink()
