"""What this program brought along and what this machine offers, for support. Sends nothing anywhere."""

from __future__ import annotations

import os
import platform
import re
import ssl
import sys
from collections.abc import Callable
from functools import partial
from importlib import metadata
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
        "bundled": lambda: "yes" if getattr(sys, "frozen", False) else "no",
        "Python": lambda: f"{platform.python_version()} on {platform.platform()}",
        **{name: partial(_version, name) for name in _PACKAGES},
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
        try:
            value = check()
        except _Unusable as exc:
            value = f"{exc} Install the program again."
            exit_code = 1
        print(f"{name}: {value}", file=out, flush=True)
    # Last, because Qt ends the process when it cannot open its platform.
    print(f"Qt platform: {_qt_platform(out, exit_code)}", file=out)
    return exit_code


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "missing"


def _brand() -> str:
    try:
        brand = bundled_brand()
    except ValueError as exc:
        raise _Unusable(f"{exc}.") from exc
    return f"{brand.name} ({brand.identifier})" if brand is not None else "its own"


def _resources() -> str:
    icons = sorted((resource_folder() / "icons").glob("*.svg"))
    if not icons:
        raise _Unusable(f"there are no icons in {resource_folder()}.")
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
    except (ImportError, OSError) as exc:
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

    from setup_wizard.hostwifi.choose import system_backend

    backend = system_backend()
    way = f"by {backend.name}" if backend is not None else "joined by hand"
    return f"{way}; interfaces: {', '.join(sorted(psutil.net_if_addrs()))}"


def _qt_platforms() -> str:
    """The plugins there are, by which Qt opens windows."""
    from PySide6.QtCore import QLibraryInfo

    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforms"
    names = sorted(re.sub(r"^(lib)?q|\.(so|dylib|dll)$", "", file.name) for file in folder.glob("*q*.*"))
    if not names:
        raise _Unusable(f"there are none in {folder}.")
    return ", ".join(names)


def _qt_platform(out: TextIO, exit_code: int) -> str:
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler, qVersion

    from setup_wizard.display import has_display

    if not has_display():
        return f"Qt {qVersion()}, no display"
    try:
        from PySide6.QtGui import QGuiApplication
    except ImportError as exc:
        return f"Qt {qVersion()}, none can be used: {exc}"

    def say_why_none(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if kind is QtMsgType.QtFatalMsg:
            print(f"Qt platform: Qt {qVersion()}, none can be used: {' '.join(message.split())}", file=out, flush=True)
            os._exit(exit_code)

    qInstallMessageHandler(say_why_none)
    application = QGuiApplication(sys.argv[:1])
    qInstallMessageHandler(None)
    return f"Qt {qVersion()}, {application.platformName()}"
