"""Builds the program as people get it, without a Python of theirs: dist/photon-setup, on macOS dist/<name>.app too.

`python packaging/build.py [--brand FILE] [--updates URL] [--installer]`, in the environment that `make` prepares.
"""

from __future__ import annotations

import json
import plistlib
import shutil
import sys
from argparse import ArgumentParser
from dataclasses import asdict, replace
from pathlib import Path

from PyInstaller.__main__ import run as run_pyinstaller

from icons import write_icons
from identity import Identity, read_identity
from info_plist import info_plist
from installers import make_installer
from licences import write_licences
from pyside_support import write_compiled_support
from setup_wizard.core.brand import Brand, read_brand
from tools import ToolError
from version_resource import version_resource

ROOT = Path(__file__).parents[1]
SPEC = Path(__file__).with_name("photon-setup.spec")
PREPARED = ROOT / "build" / "bundle"
DIST = ROOT / "dist"


def main() -> None:
    """Build, and say in one sentence why that was not possible."""
    parser = ArgumentParser(description="Builds dist/photon-setup.")
    parser.add_argument("--brand", type=Path, metavar="FILE", help="whose program it is, see packaging/README.md")
    parser.add_argument("--updates", metavar="URL", help="where the program learns of newer ones, before the brand's")
    parser.add_argument("--installer", action="store_true", help="then make this system's installer")
    options = parser.parse_args()
    try:
        identity = prepare(options.brand, options.updates)
        freeze()
        made = make_installer(identity, DIST) if options.installer else DIST / identity.executable
    except (OSError, ToolError, ValueError) as exc:
        sys.exit(f"build.py: {exc}")
    print(made)


def prepare(brand_file: Path | None, updates: str | None) -> Identity:
    """Write into build/bundle/ all that the spec takes from there; `ValueError` for what is wrong with the brand."""
    shutil.rmtree(PREPARED, ignore_errors=True)
    resources = PREPARED / "resources"
    shutil.copytree(ROOT / "resources", resources, ignore=shutil.ignore_patterns("*.ts"))
    branded = copy_brand(brand_file, updates, resources / "brand") if brand_file or updates else None
    identity = read_identity(branded)
    write_icons(identity.icon, PREPARED)
    write_licences(PREPARED / "licences")
    write_compiled_support(PREPARED / "pyside")
    (PREPARED / "version.txt").write_text(version_resource(identity), "utf-8")
    (PREPARED / "Info.plist").write_bytes(plistlib.dumps(info_plist(identity)))
    return identity


def copy_brand(brand_file: Path | None, updates: str | None, folder: Path) -> Path:
    """The brand, with its logos beside it, as a file in `folder`; `updates` goes before the file's own address."""
    folder.mkdir(parents=True)
    brand = read_brand(brand_file) if brand_file else Brand()
    bundled = replace(
        brand,
        logo=_copy_logo(brand.logo, folder / "logo.svg"),
        logo_dark=_copy_logo(brand.logo_dark, folder / "logo_dark.svg"),
        updates=updates or brand.updates,
    )
    copy = folder / "brand.json"
    copy.write_text(json.dumps(asdict(bundled), default=str, indent=2), "utf-8")
    return copy


def _copy_logo(logo: Path | None, place: Path) -> Path | None:
    if logo is None:
        return None
    shutil.copyfile(logo, place)
    return Path(place.name)


def freeze() -> None:
    """Have PyInstaller make the bundle; it ends the program where it cannot."""
    work = ROOT / "build" / "pyinstaller"
    # It warns of every library of the other systems that it does not find here.
    run_pyinstaller(["--noconfirm", "--log-level=ERROR", f"--distpath={DIST}", f"--workpath={work}", str(SPEC)])


if __name__ == "__main__":
    main()
