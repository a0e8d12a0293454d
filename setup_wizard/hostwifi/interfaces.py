"""This computer's network interfaces by name, without any permission."""

from __future__ import annotations

import socket
import sys
from ipaddress import IPv4Address, IPv4Interface

import psutil

from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.interface import LocalInterface


def check_interface(name: str) -> None:
    """Raise `ValueError`, naming those there are, if this computer has no interface called `name`."""
    known = psutil.net_if_addrs()
    if name not in known:
        raise ValueError(f"there is no interface {name!r}; there are: {', '.join(sorted(known))}")


def find_interface(name: str, reaching: IPv4Address | None = None) -> LocalInterface:
    """The interface called `name`, as the system shows it.

    Raises `SetupError(DEVICE_UNREACHABLE)` while it has no IPv4 address, because Linux would send from another
    interface's, and while it has none in the network of the address `reaching`: the one it had before, or 169.254.x.x.
    """
    addresses = [address for address in psutil.net_if_addrs().get(name, ()) if address.family == socket.AF_INET]
    for address in addresses:
        if reaching is None or reaching in IPv4Interface(f"{address.address}/{address.netmask or 32}").network:
            return LocalInterface(name, _index(name), address.address)
    found = ", ".join(address.address for address in addresses) or "none"
    wanted = f" in the network of {reaching}" if reaching else ""
    raise SetupError(Reason.DEVICE_UNREACHABLE, f"the interface {name!r} has no IPv4 address{wanted} yet, but {found}")


def _index(name: str) -> int:
    if sys.platform == "win32":
        from setup_wizard.hostwifi.windows_names import index_of

        return index_of(name)
    try:
        return socket.if_nametoindex(name)
    except OSError as exc:
        raise SetupError(Reason.DEVICE_UNREACHABLE, f"the interface {name!r} is gone") from exc
