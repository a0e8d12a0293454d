"""What of PyInstaller's harvest stays out of the bundle, what must be in it, and why.

PyInstaller takes every plugin of each Qt module it meets, and every library that those link to. A wizard of widgets
needs few of them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import PurePath
from typing import Protocol

from PyInstaller.depend import bindepend

Entry = tuple[str, str, str]
"""Where it goes in the bundle, where it comes from, and PyInstaller's kind of it."""

EXCLUDED_MODULES = {
    "asyncio": "jeepney offers it beside the blocking calls that keyrings are asked with",
    "multiprocessing": "concurrent.futures offers it beside threads",
    "pydoc": "nobody reads the documentation of Python in here",
    "statistics": "random names it in a test of its own; it brings decimal and fractions",
    "tkinter": "the window is Qt's",
    "unittest": "tests are no part of the program",
    "urllib3.contrib.emscripten": "Python in a browser",
}
"""Python modules that are only imported by what nobody here calls."""

UNWANTED = {
    "*/lib/QtOpenGL*.framework/*": "linked to by the keyboard on the screen only, on macOS",
    "*/lib/QtQml*.framework/*": "as above",
    "*/lib/QtQuick*.framework/*": "as above",
    "*/plugins/egldeviceintegrations/*": "screens without a desktop",
    "*/plugins/generic/*": "input devices without a desktop",
    "*/plugins/imageformats/*qgif*": "pictures are SVG, PNG and JPEG; icons ICO",
    "*/plugins/imageformats/*qicns*": "as above",
    "*/plugins/imageformats/*qpdf*": "as above",
    "*/plugins/imageformats/*qtga*": "as above",
    "*/plugins/imageformats/*qtiff*": "as above",
    "*/plugins/imageformats/*qwbmp*": "as above",
    "*/plugins/imageformats/*qwebp*": "as above",
    "*/plugins/networkinformation/*qglib*": "NetworkManager's is beside it; this one brings GLib's GIO",
    "*/plugins/platforminputcontexts/*virtualkeyboard*": "a keyboard on the screen; it brings QML and Quick",
    "*/plugins/platforms/*qdirect2d*": "an experiment; qwindows is the one that is used",
    "*/plugins/platforms/*qeglfs*": "screens without a desktop",
    "*/plugins/platforms/*qlinuxfb*": "screens without a desktop",
    "*/plugins/platforms/*qminimal*": "draws nothing; offscreen does for machines without a screen",
    "*/plugins/platforms/*qvkkhrdisplay*": "screens without a desktop",
    "*/plugins/platforms/*qvnc*": "screens of other computers",
    "*/plugins/platformthemes/*qgtk3*": "brings all of GTK; GNOME's theme and its dark mode are built into Qt",
    "*/plugins/wayland-graphics-integration-*": "OpenGL; widgets are painted in memory",
    "*/plugins/wayland-shell-integration/*fullscreen-shell*": "desktops speak xdg-shell",
    "*/plugins/wayland-shell-integration/*ivi-shell*": "as above, this one is for cars",
    "*/plugins/wayland-shell-integration/*qt-shell*": "as above",
    "*/plugins/wayland-shell-integration/*wl-shell*": "as above",
    "*/plugins/xcbglintegrations/*": "OpenGL; widgets are painted in memory",
    "*/opengl32sw.dll": "OpenGL in software, 20 MB; widgets are painted in memory",
    "*/translations/qt_*": "qtbase_* holds the texts of the modules that are here",
    "*/translations/qt*_help_*": "as above",
    "*/certifi/cacert.pem": "certificates are the system's",
    "*.dist-info/RECORD": "for pip, which has nothing to uninstall here",
    "*.dist-info/licenses/*": "the folder of licences has them",
    "*.dist-info/sboms/*": "as above",
}
"""Files, by where they would go."""

REQUIRED = {
    "linux": {
        "*/libxcb-cursor.so.0": "windows on X11, and few desktops have it: install libxcb-cursor0",
        "*/plugins/platforms/libqxcb.so": "windows on X11",
        "*/plugins/platforms/libqwayland*.so": "windows on Wayland",
        "*/plugins/wayland-shell-integration/libxdg-shell.so": "windows on Wayland",
        "*/plugins/platforminputcontexts/libcompose*.so": "dead keys, in passwords too",
        "*/plugins/networkinformation/libqnetworkmanager.so": "for QtNetwork",
        "*/plugins/tls/libqopensslbackend.so": "for QtNetwork",
    },
    "darwin": {
        "*/CoreWLAN/*": "joining the Photon's Wi-Fi: install .[macos]",
        "*/CoreLocation/*": "as above",
        "*/plugins/platforms/libqcocoa.dylib": "windows",
        "*/plugins/networkinformation/*": "for QtNetwork",
        "*/plugins/tls/*": "for QtNetwork",
    },
    "win32": {
        "*/plugins/platforms/qwindows.dll": "windows",
        "*/plugins/styles/*": "the look of Windows",
        "*/plugins/networkinformation/*": "for QtNetwork",
        "*/plugins/tls/*": "for QtNetwork",
    },
}
"""Files that each system's bundle is worth nothing without."""

REQUIRED_EVERYWHERE = {
    "*/plugins/platforms/*qoffscreen.*": "machines without a screen",
    "*/plugins/iconengines/*qsvgicon.*": "icons",
    "*/plugins/imageformats/*qsvg.*": "icons, and logos of brands",
    "*/plugins/imageformats/*qjpeg.*": "logos of brands",
    "*/plugins/imageformats/*qico.*": "icons of Windows",
}

OPENED_BY_NAME = ("*/libpython*", "*/libssl*", "*/libcrypto*")
"""Libraries that somebody loads without being linked to them: PyInstaller's start-up code, and Qt's TLS plugin."""


class Harvest(Protocol):
    """The part of PyInstaller's `Analysis` that is changed here."""

    binaries: list[Entry]
    datas: list[Entry]


def trim(harvest: Harvest) -> None:
    """Take out what is unwanted, and the libraries that only that needed; ends the build without a required file."""
    binaries = [entry for entry in harvest.binaries if not _is_unwanted(entry[0])]
    if sys.platform == "linux":
        binaries = _without_orphans(binaries)
    here = _places(binaries)
    gone = _places(harvest.binaries) - here
    harvest.binaries = binaries
    harvest.datas = [
        entry
        for entry in harvest.datas
        if not _is_unwanted(entry[0]) and not (entry[2] == "SYMLINK" and _target(entry) in gone)
    ]
    _check(here)


def _places(entries: Iterable[Entry]) -> set[str]:
    return {PurePath(place).as_posix() for place, _, _ in entries}


def _is_unwanted(place: str) -> bool:
    return any(_matches(place, pattern) for pattern in UNWANTED)


def _matches(place: str, pattern: str) -> bool:
    return fnmatchcase("/" + PurePath(place).as_posix(), pattern)


def _without_orphans(binaries: list[Entry]) -> list[Entry]:
    """The entries without libraries that no module, plugin or other library links to any more."""
    needed = {
        name for place, source, kind in binaries if _is_root(place, kind) for name, _ in bindepend.get_imports(source)
    }
    return [
        (place, source, kind)
        for place, source, kind in binaries
        if _is_root(place, kind) or PurePath(place).name in needed
    ]


def _is_root(place: str, kind: str) -> bool:
    return kind == "EXTENSION" or "/plugins/" in place or any(_matches(place, name) for name in OPENED_BY_NAME)


def _target(link: Entry) -> str:
    place, target, _ = link
    return (PurePath(place).parent / target).as_posix()


def _check(here: set[str]) -> None:
    required = REQUIRED_EVERYWHERE | REQUIRED.get(sys.platform, {})
    missing = [
        f"{pattern} ({why})" for pattern, why in required.items() if not any(_matches(place, pattern) for place in here)
    ]
    if missing:
        sys.exit(f"The bundle would not work; not found on this computer: {'; '.join(missing)}")
