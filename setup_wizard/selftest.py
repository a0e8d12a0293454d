"""What this program brought along and what this machine offers, for support. Sends nothing anywhere."""

from __future__ import annotations

import os
import platform
import re
import ssl
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module, metadata
from pathlib import Path
from typing import TextIO

from setup_wizard import __version__
from setup_wizard.bundled import bundled_brand, resource_folder

_PACKAGES = (
    "PySide6-Essentials",
    "requests",
    "urllib3",
    "truststore",
    "cryptography",
    "keyring",
    "platformdirs",
    "psutil",
    "pyserial",
)
_MODULES = (
    "cryptography.hazmat.primitives.asymmetric.rsa",
    "requests",
    "platformdirs",
    "psutil",
    "serial.tools.list_ports",
    "PySide6.QtWidgets",
    "PySide6.QtSvg",
)
"""What window and setup import, down to the libraries that are made for this system."""
_MODULES_BY_SYSTEM = {
    "linux": ("PySide6.QtDBus", "secretstorage"),
    "darwin": ("keyring.backends.macOS.api",),
    "win32": ("win32ctypes.pywin32.win32cred",),
}
"""keyring hides that its backend for the system cannot be imported, so what that imports is listed."""
_QT_PLATFORMS = {"linux": ("xcb", "wayland"), "darwin": ("cocoa",), "win32": ("windows",)}
"""Without one of them there is a kind of desktop on which no window opens."""
_NO_LIBRARY = re.compile(r"(lib[^\s/]+\.so[.0-9]*): cannot open shared object file")
_LIBRARY_OF_THE_SYSTEM = re.compile(r"lib(GL|EGL|xcb|wayland-[a-z]+)\.so")
"""Bundles leave these to the system, whose drivers and desktop they belong to."""
_HASHED_NAME = re.compile(r"[0-9a-f]{8}\.[0-9]+")
"""How OpenSSL calls the certificates of a folder."""


class _Unusable(Exception):  # noqa: N818 - a verdict on the program, printed and never raised further
    """What the program itself brought along cannot be used."""


def selftest(out: TextIO) -> int:
    """Print one `name: value` line each; the exit code.

    It is 0 whatever this machine lacks, a keyring, Wi-Fi or a display: that is only named. It is 1 where the program
    itself is incomplete.
    """
    checks: dict[str, Callable[[], str]] = {
        "photon-setup": lambda: __version__,
        "bundled": lambda: "yes" if _is_bundled() else "no",
        "Python": lambda: f"{platform.python_version()} on {platform.platform()}",
        **{name: partial(_version, name) for name in _PACKAGES},
        "modules": _modules,
        "brand": _brand,
        "resources": _resources,
        "translations": _translations,
        "fonts": _fonts,
        "TLS": _tls,
        "certificates": _certificates,
        "keyring backend": _keyring,
        "Wi-Fi": _wifi,
        "Qt platforms": _qt_platforms,
    }
    exit_code = 0
    for name, check in checks.items():
        value, is_usable = _outcome(check)
        exit_code |= not is_usable
        print(f"{name}: {value}", file=out, flush=True)
    # Last, because Qt ends the process when it cannot open its platform.
    value, is_usable = _outcome(lambda: _qt_platform(out, exit_code))
    print(f"Qt platform: {value}", file=out)
    return exit_code | (not is_usable)


def _outcome(check: Callable[[], str]) -> tuple[str, bool]:
    """What the check says, and whether the program can be used for all of that."""
    try:
        return check(), True
    except ImportError as exc:
        if library := _lacking(str(exc)):
            return f"needs {library}: install the system's package of it", True
        return f"{exc}. Install the program again.", False
    except _Unusable as exc:
        return f"{exc} Install the program again.", False


def _is_bundled() -> bool:
    return bool(getattr(sys, "frozen", False))


def _lacking(complaint: str) -> str | None:
    """The library that is missing by this complaint of Linux's loader, if this machine should have had it."""
    found = _NO_LIBRARY.search(complaint)
    return found[1] if found and (_LIBRARY_OF_THE_SYSTEM.match(found[1]) or not _is_bundled()) else None


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError as exc:
        raise _Unusable("missing.") from exc


def _modules() -> str:
    names = (*_MODULES_BY_SYSTEM.get(sys.platform, ()), *_MODULES)
    for name in names:
        import_module(name)
    return f"{len(names)} can be used"


def _brand() -> str:
    try:
        brand = bundled_brand()
    except ValueError as exc:
        raise _Unusable(f"{exc}.") from exc
    return f"{brand.name} ({brand.identifier})" if brand is not None else "its own"


def _resources() -> str:
    from PySide6.QtGui import QImageReader

    icons = sorted((resource_folder() / "icons").glob("*.svg"))
    if not icons:
        raise _Unusable(f"there are no icons in {resource_folder()}.")
    reader = QImageReader(str(icons[0]))
    if reader.read().isNull():
        raise _Unusable(f"{icons[0].name} cannot be drawn: {reader.errorString()}.")
    return f"{len(icons)} icons"


def _translations() -> str:
    languages = [file.stem.partition("_")[2] for file in (resource_folder() / "translations").glob("*.qm")]
    return ", ".join(sorted({"en", *languages}))


def _fonts() -> str:
    bundled = [file.name for file in (resource_folder() / "fonts").glob("*.[ot]tf")]
    return ", ".join(sorted(bundled)) or "the system's"


def _tls() -> str:
    """Python's own; Qt's is not used."""
    try:
        _handshake()
    except OSError as exc:
        raise _Unusable(f"{ssl.OPENSSL_VERSION} cannot be used: {exc}.") from exc
    return ssl.OPENSSL_VERSION


def _certificates() -> str:
    """How many authorities the system trusts, where it can be asked before a connection."""
    if sys.platform == "darwin":
        return "the keychain's, looked up for each connection"
    try:
        count = _count_authorities()
    except OSError as exc:
        return f"the system's cannot be read ({exc}): the cloud cannot be reached"
    return f"{count} of the system" if count else "none: install the system's package of certificates"


def _count_authorities() -> int:
    if sys.platform == "win32":
        return len(ssl.enum_certificates("ROOT"))
    read = _handshake().context.cert_store_stats()["x509"]
    folder = ssl.get_default_verify_paths().capath
    if read or folder is None:
        return read
    # Those of a folder are only read when they are needed.
    return sum(bool(_HASHED_NAME.fullmatch(file.name)) for file in Path(folder).iterdir())


def _handshake() -> ssl.SSLObject:
    """The beginning of a connection to nowhere, with the system's trust."""
    import truststore

    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    return context.wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO(), server_hostname="localhost")


def _keyring() -> str:
    from setup_wizard.core.errors import SetupError
    from setup_wizard.vault import Vault

    try:
        return Vault().backend_name()
    except SetupError as exc:
        return f"none ({exc.detail}): sign-ins are kept in memory only"


def _wifi() -> str:
    import psutil

    return f"{_way_to_join()}; interfaces: {', '.join(sorted(psutil.net_if_addrs()))}"


def _way_to_join() -> str:
    from setup_wizard.core.errors import SetupError
    from setup_wizard.hostwifi.choose import system_backend

    backend = system_backend()
    if backend is None:
        return "joined by hand"
    try:
        _load_wifi_libraries()
    except SetupError as exc:
        # Bundles bring along what macOS is asked with; on Windows it is a part of the system.
        if sys.platform == "darwin" and _is_bundled():
            raise _Unusable(f"{exc.__cause__}.") from exc
        return f"joined by hand ({exc.detail})"
    return f"by {backend.name}"


def _load_wifi_libraries() -> None:
    """Those that backends load when they are first used, which would be too late to tell; nobody is asked anything."""
    if sys.platform == "win32":
        from setup_wizard.hostwifi.windows_api import load_ip_helper, load_wlan_api

        load_wlan_api()
        load_ip_helper()
    elif sys.platform == "darwin":
        from setup_wizard.hostwifi.macos_frameworks import load_frameworks

        load_frameworks()


def _qt_platforms() -> str:
    """The plugins there are, by which Qt opens windows."""
    from PySide6.QtCore import QLibraryInfo, QPluginLoader

    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforms"
    files = {re.sub(r"^(lib)?q|\.(so|dylib|dll)$", "", file.name): file for file in folder.glob("*q*.*")}
    told = dict.fromkeys(sorted(files), "")
    for name in _QT_PLATFORMS.get(sys.platform, ()):
        if name not in files:
            raise _Unusable(f"{name} is not in {folder}.")
        plugin = QPluginLoader(str(files[name]))
        if not plugin.load():
            library = _lacking(plugin.errorString())
            if library is None:
                raise _Unusable(f"{name} cannot be loaded: {plugin.errorString()}.")
            told[name] = f" (needs {library})"
    return ", ".join(name + lack for name, lack in told.items())


def _qt_platform(out: TextIO, exit_code: int) -> str:
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler, qVersion

    from setup_wizard.display import has_display

    if not has_display():
        return f"Qt {qVersion()}, no display"
    from PySide6.QtWidgets import QApplication

    def say_why_none(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if kind is QtMsgType.QtFatalMsg:
            print(f"Qt platform: Qt {qVersion()}, none can be used: {' '.join(message.split())}", file=out, flush=True)
            # Only on Linux there may be nobody who serves the display that is named.
            os._exit(exit_code if sys.platform == "linux" else 1)

    qInstallMessageHandler(say_why_none)
    application = QApplication(sys.argv[:1])
    qInstallMessageHandler(None)
    return f"Qt {qVersion()}, {application.platformName()}"
