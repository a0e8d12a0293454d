"""What this machine offers, for support: versions, Qt, TLS, keyring. Sends nothing anywhere."""

from __future__ import annotations

import os
import platform
import ssl
import sys
from importlib import metadata
from typing import TextIO

from setup_wizard import __version__

_PACKAGES = (
    "PySide6-Essentials",
    "requests",
    "urllib3",
    "truststore",
    "cryptography",
    "keyring",
    "platformdirs",
    "psutil",
)


def selftest(out: TextIO) -> int:
    """Print one `name: value` line each; the exit code is 0 whatever is missing, because missing things are named."""
    lines = {
        "photon-setup": __version__,
        "Python": f"{platform.python_version()} on {platform.platform()}",
        **{name: _version(name) for name in _PACKAGES},
        "TLS": f"{ssl.OPENSSL_VERSION}, certificates of the system",
        "keyring": _keyring(),
        "Wi-Fi": _wifi(),
    }
    for name, value in lines.items():
        print(f"{name}: {value}", file=out, flush=True)
    # Last, because Qt ends the process when it cannot open its platform.
    print(f"Qt platform: {_qt_platform(out)}", file=out)
    return 0


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "missing"


def _qt_platform(out: TextIO) -> str:
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler, qVersion
    from PySide6.QtGui import QGuiApplication

    from setup_wizard.display import has_display

    if not has_display():
        return f"Qt {qVersion()}, no display"

    def say_why_none(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if kind is QtMsgType.QtFatalMsg:
            print(f"Qt platform: Qt {qVersion()}, none can be used: {' '.join(message.split())}", file=out, flush=True)
            os._exit(0)

    qInstallMessageHandler(say_why_none)
    application = QGuiApplication(sys.argv[:1])
    qInstallMessageHandler(None)
    return f"Qt {qVersion()}, {application.platformName()}"


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
