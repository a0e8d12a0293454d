"""Makes the installer for the system that this runs on: a setup program, a disk image or an archive with a script.

As a script, `python packaging/installers.py [--brand FILE] [--dist FOLDER] [--require-signing]` makes it from what
`make bundle` built.
"""

from __future__ import annotations

import os
import platform
import shutil
import sys
import tarfile
import uuid
from argparse import ArgumentParser
from pathlib import Path
from tempfile import TemporaryDirectory

from icons import write_icons
from identity import Identity, read_identity
from library_licences import write_library_licences
from setup_wizard.core.cancel import Cancel
from signing import MacSigning, WindowsSigning, mac_signing, windows_signing
from tools import ToolError, find_tool, run

HERE = Path(__file__).parent
INNO_SCRIPT = HERE / "windows" / "photon-setup.iss"
INSTALL_SCRIPT = HERE / "linux" / "install.sh"

IMAGE_ATTEMPTS = 5
PAUSE_S = 10.0

_ISCC_PLACES = (
    "C:/Program Files*/Inno Setup */ISCC.exe",
    str(Path.home() / "AppData/Local/Programs/Inno Setup */ISCC.exe"),
)


def make_installer(identity: Identity, dist: Path, *, require_signing: bool = False) -> Path:
    """The installer, made in `dist` from the bundle there and signed where the environment holds credentials.

    Raises `ToolError` where a tool is missing or fails, and where `require_signing` is set and credentials are missing.
    """
    if sys.platform == "win32":
        return windows_installer(identity, dist, windows_signing(os.environ, required=require_signing))
    if sys.platform == "darwin":
        return macos_installer(identity, dist, mac_signing(os.environ, required=require_signing))
    return linux_installer(identity, dist)


def windows_installer(identity: Identity, dist: Path, signing: WindowsSigning | None) -> Path:
    """A setup program by Inno Setup, which signs itself and the uninstaller while it is made."""
    bundle = _there(dist / identity.executable)
    installer = dist / f"{identity.file_stem}-windows-x64.exe"
    options: list[str] = []
    if signing:
        signing.sign(*sorted(bundle.glob("*.exe")))
        # Inno Setup puts quotation marks for $q, and the quoted file for $f.
        command = " ".join(f"$q{part}$q" for part in signing.command())
        options = ["/DSigned", f"/Srelease={command} $f"]
    with TemporaryDirectory() as folder:
        write_icons(identity.icon, Path(folder))
        values = {
            "AppName": identity.app_name,
            # Setup finds an older version by it, and replaces that one.
            "AppGuid": str(uuid.uuid5(uuid.NAMESPACE_DNS, identity.identifier)).upper(),
            "AppVersion": identity.version,
            "VersionNumbers": ".".join(map(str, identity.version_numbers)),
            "Publisher": identity.publisher,
            "Identifier": identity.identifier,
            "Executable": f"{identity.executable}.exe",
            "Icon": str(Path(folder) / "photon-setup.ico"),
            "Bundle": str(bundle.resolve()),
            "OutputDir": str(dist.resolve()),
            "OutputName": installer.stem,
        }
        defines = [f"/D{name}={value}" for name, value in values.items()]
        run(find_tool("ISCC", _ISCC_PLACES), "/Q", *options, *defines, INNO_SCRIPT)
    return installer


def macos_installer(identity: Identity, dist: Path, signing: MacSigning | None) -> Path:
    """A disk image with the app, to be dragged to the folder of applications beside it."""
    app = _there(dist / f"{identity.app_name}.app")
    if signing:
        signing.sign_app(app, identity.executable)
        signing.notarise_app(app)
    image = dist / f"{identity.file_stem}-macos-{platform.machine()}.dmg"
    with TemporaryDirectory() as folder:
        run("ditto", app, Path(folder) / app.name)
        (Path(folder) / "Applications").symlink_to("/Applications")
        _create_image("-volname", identity.app_name, "-srcfolder", folder, "-format", "UDZO", "-ov", image)
    if signing:
        signing.finish_image(image)
    return image


def _create_image(*options: str | Path) -> None:
    """Try again where the volume is busy: the system may look into it while it is made."""
    for attempts_left in reversed(range(IMAGE_ATTEMPTS)):
        try:
            run("hdiutil", "create", *options)
        except ToolError as exc:
            if "Resource busy" not in str(exc) or not attempts_left:
                raise
            Cancel().sleep(PAUSE_S)
        else:
            return


def linux_installer(identity: Identity, dist: Path) -> Path:
    """An archive with the bundle and a script that installs it for one person."""
    bundle = _there(dist / identity.executable)
    archive = dist / f"{identity.file_stem}-linux-{platform.machine()}.tar.gz"
    with TemporaryDirectory() as folder:
        beside = Path(folder)
        shutil.copy(INSTALL_SCRIPT, beside / "install.sh")
        shutil.copyfile(identity.icon, beside / f"{identity.identifier}.svg")
        (beside / f"{identity.identifier}.desktop").write_text(desktop_entry(identity), "utf-8")
        write_library_licences(bundle, beside / "licences-of-libraries")
        with tarfile.open(archive, "w:gz", compresslevel=6) as packed:
            packed.add(beside, identity.file_stem, filter=_nobodys)
            packed.add(bundle, f"{identity.file_stem}/program", filter=_nobodys)
    return archive


def desktop_entry(identity: Identity) -> str:
    """The entry in the menu of programs, without the line `Exec`: only install.sh knows the folder."""
    return f"""\
[Desktop Entry]
Type=Application
Name={identity.app_name}
Comment=Sets up a Particle Photon
Icon={identity.identifier}
Categories=Utility;
Terminal=false
StartupWMClass={identity.executable}
"""


def _nobodys(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Without the name of who built it; readable by everybody, though the temporary folder was not."""
    member.uid = member.gid = 0
    member.uname = member.gname = "root"
    member.mode |= 0o755 if member.isdir() else 0o444
    return member


def _there(bundle: Path) -> Path:
    if not bundle.is_dir():
        raise ToolError(f"{bundle} is not there: make it with `make bundle`, and with the same brand")
    return bundle


def main() -> None:
    """Make the installer and print its path."""
    parser = ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--brand", type=Path, metavar="FILE", help="the brand file that the bundle was made with")
    parser.add_argument("--dist", type=Path, default=Path("dist"), metavar="FOLDER", help="where the bundle is")
    parser.add_argument("--require-signing", action="store_true", help="fail where credentials are missing")
    options = parser.parse_args()
    try:
        print(make_installer(read_identity(options.brand), options.dist, require_signing=options.require_signing))
    except (OSError, ToolError, ValueError) as exc:
        sys.exit(f"installers.py: {exc}")


if __name__ == "__main__":
    main()
