"""This computer's network interfaces by name, without any permission."""

from __future__ import annotations

import socket

import psutil

from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.interface import LocalInterface


def check_interface(name: str) -> None:
    """Raise `ValueError`, naming those there are, if this computer has no interface called `name`."""
    known = psutil.net_if_addrs()
    if name not in known:
        raise ValueError(f"there is no interface {name!r}; there are: {', '.join(sorted(known))}")


def find_interface(name: str) -> LocalInterface:
    """The interface called `name`, as the system shows it.

    Raises `SetupError(DEVICE_UNREACHABLE)` while it has no IPv4 address: Linux would send from another interface's.
    """
    for address in psutil.net_if_addrs().get(name, ()):
        if address.family == socket.AF_INET:
            return LocalInterface(name, socket.if_nametoindex(name), address.address)
    raise SetupError(Reason.DEVICE_UNREACHABLE, f"the interface {name!r} has no IPv4 address yet")
