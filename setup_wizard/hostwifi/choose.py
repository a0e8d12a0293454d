"""Which backend this system has."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from setup_wizard.hostwifi.backend import WifiBackend

if TYPE_CHECKING:
    from setup_wizard.hostwifi.macos_location import OnMainThread


def system_backend(on_main_thread: OnMainThread | None = None) -> WifiBackend | None:
    """This system's backend, None where only a person can change networks; loads its libraries, so call it late.

    `on_main_thread` runs what macOS wants there: asking for Location.
    """
    if sys.platform == "win32":
        from setup_wizard.hostwifi.windows import WlanBackend

        return WlanBackend()
    elif sys.platform == "darwin":  # noqa: RET505 - mypy takes what follows a platform's return for unreachable
        from setup_wizard.hostwifi.macos import CoreWlanBackend

        return CoreWlanBackend(on_main_thread)
    elif sys.platform == "linux":
        from setup_wizard.hostwifi.linux import NetworkManagerBackend

        return NetworkManagerBackend()
    else:
        return None
