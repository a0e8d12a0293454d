"""This computer's network interfaces by name, without any permission."""

from __future__ import annotations

import socket

import psutil

from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.interface import LocalInterface


def find_interface(name: str) -> LocalInterface:
    """The interface called `name`, as the system shows it.

    Raises `SetupError(DEVICE_UNREACHABLE)` when there is none, or none with an IPv4 address: without one, Linux would
    send from another interface's address.
    """
    addresses = psutil.net_if_addrs()
    if name not in addresses:
        known = ", ".join(sorted(addresses))
        raise SetupError(Reason.DEVICE_UNREACHABLE, f"there is no interface {name!r}; there are: {known}")
    for address in addresses[name]:
        if address.family == socket.AF_INET:
            return LocalInterface(name, socket.if_nametoindex(name), address.address)
    raise SetupError(Reason.DEVICE_UNREACHABLE, f"the interface {name!r} has no IPv4 address yet")
