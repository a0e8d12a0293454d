"""Where the data files are: beside the package in a checkout, inside it once installed or bundled."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import setup_wizard


@cache
def resource_folder() -> Path:
    """The folder holding icons, translations, style and brand."""
    package = Path(setup_wizard.__file__).parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"
