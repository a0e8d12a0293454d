"""What is brought along: the data files, and the brand the program was built with."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import setup_wizard

if TYPE_CHECKING:
    from setup_wizard.core.brand import Brand


@cache
def resource_folder() -> Path:
    """The folder of icons, translations and brand: inside the package once installed, beside it in a checkout."""
    package = Path(setup_wizard.__file__).parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"


def bundled_brand() -> Brand | None:
    """The brand this program was built with, None for its own; raises `ValueError` for one that cannot be used."""
    file = resource_folder() / "brand" / "brand.json"
    if not file.exists():
        return None
    from setup_wizard.core.brand import read_brand

    return read_brand(file)


def forget_bundle_environment() -> None:
    """Give the environment back as it was before the bundle started, for the programs that the window starts.

    A browser would else load our libraries and plugins instead of the system's. To be called once Qt has found its own.
    """
    if sys.platform != "linux" or not getattr(sys, "frozen", False):
        return
    for name in [name for name in os.environ if name.startswith("_PYI_")]:
        del os.environ[name]
    for name in ("LD_LIBRARY_PATH", "QT_PLUGIN_PATH", "QML2_IMPORT_PATH"):
        os.environ.pop(name, None)
    # Where PyInstaller's loader keeps what was set before (PyInstaller docs: LD_LIBRARY_PATH considerations).
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is not None:
        os.environ["LD_LIBRARY_PATH"] = before
