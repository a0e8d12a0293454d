"""The open port: bytes there and back, and what the system says when it will not."""

from __future__ import annotations

import contextlib
import errno
import re
import sys
from collections.abc import Callable
from enum import IntEnum
from typing import Protocol

from setup_wizard.core.errors import Reason, SetupError

if sys.platform != "win32":
    import fcntl
    import termios

    _PORT_ERRORS: tuple[type[Exception], ...] = (OSError, termios.error)
else:
    _PORT_ERRORS = (OSError,)

# pyserial says ValueError where a driver does not take the speed.
_OPEN_ERRORS: tuple[type[Exception], ...] = (*_PORT_ERRORS, ValueError)

POLL_S = 0.05
WRITE_TIMEOUT_S = 3.0
_OPEN_REASONS = {
    errno.EACCES: Reason.PORT_DENIED,
    errno.EPERM: Reason.PORT_DENIED,
    errno.EBUSY: Reason.PORT_BUSY,
    errno.EAGAIN: Reason.PORT_BUSY,
    # A port that takes no speed but those with a name, as macOS puts it of a pseudo terminal.
    errno.ENOTTY: Reason.NOT_IN_SETUP_MODE,
}
_TAKEN_ON_WINDOWS = re.compile(r"PermissionError\(.*, None, (5|32)\)")
"""Access denied, or a sharing violation; Python calls much else a PermissionError, such as a device that hangs."""


class Speed(IntEnum):
    """The line speeds there are: the firmware takes some for commands, 14400 for "restart into DFU mode"."""

    CONSOLE = 9600
    ENTER_LISTENING = 28800
    """From 0.5.0 on; before that it starts the firmware's file transfer (firmware: system_update.cpp)."""


class Line(Protocol):
    """One open port; raises `SetupError(UNPLUGGED)` as soon as it is gone."""

    def read(self) -> bytes:
        """What has arrived, waiting up to `POLL_S` for the first byte; else empty."""

    def write(self, data: bytes) -> None:
        """Send everything; raises `SetupError(DEVICE_UNREACHABLE)` if the device takes no more of it."""

    def close(self) -> None:
        """Give the port back to the system."""


OpenLine = Callable[[str, Speed], Line]
"""Opens the port of that name."""


class SerialLine:
    """A `Line` by pyserial, held for this program alone: another one's words would become a prompt's answer.

    DTR is set while it is open, as pyserial does: the firmware drops what it prints while nobody seems to listen.
    """

    def __init__(self, name: str, speed: Speed) -> None:
        """Open it; raises `SetupError` for `open_reason`, such as NO_USB_PHOTON when there is no such port.

        `ValueError` for any other speed than those of `Speed`, whatever a caller makes of the type.
        """
        import serial

        known_speed = Speed(speed)
        try:
            self._port = serial.Serial(
                callout_name(name, sys.platform),
                known_speed.value,
                timeout=POLL_S,
                write_timeout=WRITE_TIMEOUT_S,
                exclusive=True,
            )
            if sys.platform != "win32":
                # The lock that pyserial takes binds only those who ask for it; ModemManager does not.
                fcntl.ioctl(self._port.fileno(), termios.TIOCEXCL)
        except _OPEN_ERRORS as exc:
            raise SetupError(open_reason(exc, sys.platform), str(exc)) from exc

    def read(self) -> bytes:
        """See `Line.read`."""
        try:
            first = self._port.read(1)
            return first + self._port.read(self._port.in_waiting) if first else b""
        except _PORT_ERRORS as exc:
            raise _unplugged(exc) from exc

    def write(self, data: bytes) -> None:
        """See `Line.write`."""
        from serial import SerialTimeoutException

        try:
            self._port.write(data)
        except SerialTimeoutException as exc:
            raise SetupError(Reason.DEVICE_UNREACHABLE, "the device takes no more") from exc
        except _PORT_ERRORS as exc:
            raise _unplugged(exc) from exc

    def close(self) -> None:
        """See `Line.close`."""
        if sys.platform != "win32":
            # It is gone already where the cable was pulled.
            with contextlib.suppress(OSError):
                fcntl.ioctl(self._port.fileno(), termios.TIOCNXCL)
        self._port.close()


def callout_name(name: str, platform: str) -> str:
    """The name to open: macOS has two for each port, and opening `/dev/tty.*` waits for a modem's carrier."""
    return name.replace("/dev/tty.", "/dev/cu.", 1) if platform == "darwin" else name


def open_reason(exc: Exception, platform: str) -> Reason:
    """Why a port did not open; on Windows pyserial passes the system's error on as text only.

    NOT_IN_SETUP_MODE where the driver does not take the speed: then the button is the way there.
    """
    if isinstance(exc, ValueError):
        return Reason.NOT_IN_SETUP_MODE
    if platform == "win32":
        return Reason.PORT_BUSY if _TAKEN_ON_WINDOWS.search(str(exc)) else Reason.NO_USB_PHOTON
    return _OPEN_REASONS.get(getattr(exc, "errno", None) or 0, Reason.NO_USB_PHOTON)


def _unplugged(exc: Exception) -> SetupError:
    return SetupError(Reason.UNPLUGGED, str(exc) or type(exc).__name__)
