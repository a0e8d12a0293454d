"""The one interface of both transports."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from setup_wizard.core.cancel import Budget, Cancel
from setup_wizard.core.errors import Reason, SetupError

IsComplete = Callable[[bytes], bool]
"""Tells from the bytes so far whether the reply is whole."""


class Transport(Protocol):
    """Carries one command at a time to the device and its JSON answer back."""

    @property
    def name(self) -> str:
        """`tcp` or `http`."""

    def exchange(self, command: str, body: bytes, is_complete: IsComplete, budget: Budget, cancel: Cancel) -> bytes:
        """The JSON bytes answered to `command`.

        Raises `SetupError`: DEVICE_UNREACHABLE (as `ReplyLostError` once the request was out), DEVICE_REJECTED_REQUEST,
        NOT_A_PHOTON, CANCELLED.
        """


def rejected() -> SetupError:
    """The device read the request and would not act on it: it answers then with no JSON (firmware: softap.cpp)."""
    return SetupError(Reason.DEVICE_REJECTED_REQUEST, "the device rejected the request")


def unknown_command() -> SetupError:
    """The device does not know the command: it closes without a byte (firmware: softap.cpp)."""
    return SetupError(Reason.DEVICE_REJECTED_REQUEST, "unknown command")
