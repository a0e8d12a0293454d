"""What is brought along: the data files, and the brand the program was built with."""

from __future__ import annotations

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
