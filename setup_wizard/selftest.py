"""What this machine offers, for support: versions, Qt, TLS, keyring. Sends nothing anywhere."""

from __future__ import annotations

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
        **{name: metadata.version(name) for name in _PACKAGES},
        "Qt platform": _qt_platform(),
        "TLS": f"{ssl.OPENSSL_VERSION}, certificates of the system",
        "keyring": _keyring(),
        "Wi-Fi": _wifi(),
    }
    for name, value in lines.items():
        print(f"{name}: {value}", file=out)
    return 0


def _qt_platform() -> str:
    from PySide6.QtCore import qVersion
    from PySide6.QtGui import QGuiApplication

    from setup_wizard.display import has_display

    if not has_display():
        return f"Qt {qVersion()}, no display"
    application = QGuiApplication(sys.argv[:1])
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

    return f"joined by hand; interfaces: {', '.join(sorted(psutil.net_if_addrs()))}"
