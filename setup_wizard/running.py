"""Tells the Windows installer that the program runs, so that it is closed before its files are replaced."""

from __future__ import annotations

import logging
import sys
from typing import Protocol

log = logging.getLogger(__name__)


class Kernel(Protocol):
    """What is used of Windows' kernel32."""

    def CreateMutexW(self, attributes: None, owned: bool, name: str, /) -> int | None:
        """The mutex's handle, None where there is none."""


def hold_mutex(identifier: str, kernel: Kernel | None = None) -> None:
    """Held until the process ends, when Windows closes the handle; elsewhere than on Windows nobody looks for it.

    `identifier` is the brand's, so that no brand's installer waits for another's program (Inno Setup: AppMutex).
    """
    kernel = kernel or _windows_kernel()
    if kernel is not None and not kernel.CreateMutexW(None, False, f"{identifier}-running"):
        log.warning("the installer cannot be told that the program runs")


def _windows_kernel() -> Kernel | None:
    if sys.platform == "win32":
        import ctypes

        kernel: Kernel = ctypes.WinDLL("kernel32")
        kernel.CreateMutexW.argtypes = (ctypes.c_void_p, ctypes.c_int, ctypes.c_wchar_p)
        kernel.CreateMutexW.restype = ctypes.c_void_p
        return kernel
    return None
