"""Who the built program is to the system it is installed on: name, identifier, publisher, version, icon."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from packaging.version import Version

from setup_wizard import IDENTIFIER, NAME, __version__
from setup_wizard.core.brand import Brand, read_brand

APP_ICON = Path(__file__).parents[1] / "resources" / "icons" / "photon-setup.svg"

_NO_FILE_NAME = re.compile(r'[\\/:*?"<>|{}]|^[. ]|[. ]$')
"""What Windows refuses in a file's name, what hides it or gets lost elsewhere, and braces, which Inno Setup fills."""

_NO_VALUE = re.compile(r'["{}]')
"""What Inno Setup cannot take in a value."""


@dataclass(frozen=True, slots=True)
class Identity:
    """`identifier` is a domain read backwards, `icon` the SVG drawing that every icon is made from."""

    app_name: str
    identifier: str
    publisher: str
    icon: Path
    version: str = __version__
    executable: str = "photon-setup"

    @property
    def version_numbers(self) -> tuple[int, int, int, int]:
        """The version as Windows and macOS want it: four numbers, without what marks a pre-release."""
        major, minor, micro = (*Version(self.version).release, 0, 0)[:3]
        return major, minor, micro, 0

    @property
    def file_stem(self) -> str:
        """How the installer's file name starts, such as `Photon-Setup-1.2.0`."""
        return f"{self.app_name.replace(' ', '-')}-{self.version}"


def read_identity(brand_file: Path | None) -> Identity:
    """The identity that this brand file gives, or our own; `ValueError` names what is wrong with the file."""
    brand = Brand() if brand_file is None else read_brand(brand_file)
    if _NO_FILE_NAME.search(brand.name):
        raise ValueError(f"brand file {brand_file}: 'name' cannot be the name of a file, which the program's is too")
    if brand.name != NAME and brand.identifier == IDENTIFIER:
        raise ValueError(f"brand file {brand_file}: a 'name' of its own needs an 'identifier' of its own, too")
    if _NO_VALUE.search(brand.publisher):
        raise ValueError(f"brand file {brand_file}: 'publisher' cannot hold a quotation mark or a brace")
    return Identity(brand.name, brand.identifier, brand.publisher, brand.logo or APP_ICON)
