"""Which way this computer's traffic takes: to the internet, to the Photon, or into a tunnel.

Nothing is sent to find out and no name is looked up: a datagram socket that is connected only looks at the routes.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from urllib.parse import urlsplit

import psutil

from setup_wizard.core.errors import SetupError
from setup_wizard.core.interface import LocalInterface

_SOMEWHERE = "203.0.113.1"
"""An address that is nobody's (RFC 5737): the way to it is the way to the internet."""

FindInterface = Callable[[], LocalInterface | None]


def has_other_uplink(api: str, device_host: str, find: FindInterface | None = None) -> bool:
    """Whether the way to the cloud begins elsewhere than in the network that may be the Photon's.

    `find` is how sockets to the Photon find their interface. True also where there is nothing to tell apart, because
    both are on this computer. A home network with the Photon's addresses cannot be told from the Photon's this way.
    """
    cloud_from = _leaves_from(_address(urlsplit(api).hostname or ""))
    if cloud_from is None:
        return False
    return ipaddress.ip_address(cloud_from).is_loopback or cloud_from != _address_beside(device_host, find)


def tunnel_in_the_way(device_host: str, find: FindInterface | None = None) -> str | None:
    """The name of a tunnel that takes the way to the Photon or to the internet; None if there is none.

    None too while this computer has no address in the Photon's network, or is it itself: nothing else is in the way.
    """
    own = _address_beside(device_host, find)
    if own is None or ipaddress.ip_address(own).is_loopback:
        return None
    for target in (_address(device_host), _SOMEWHERE):
        name = _interface_with(_leaves_from(target))
        if name is not None and _is_tunnel(name):
            return name
    return None


def _address_beside(device_host: str, find: FindInterface | None) -> str | None:
    """This computer's address in the Photon's network, None while it is in no such network."""
    host = _address(device_host)
    try:
        interface = find() if find else None
    except SetupError:
        return None
    own = interface.ipv4 if interface is not None else _leaves_from(host)
    return own if own is not None and _are_neighbours(own, host) else None


def _address(host: str) -> str:
    try:
        return str(ipaddress.ip_address("127.0.0.1" if host == "localhost" else host))
    except ValueError:
        return _SOMEWHERE


def _leaves_from(address: str) -> str | None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((address, 443))
        except OSError:
            return None
        return str(probe.getsockname()[0])


def _are_neighbours(own: str, host: str) -> bool:
    for addresses in psutil.net_if_addrs().values():
        for address in addresses:
            if address.address == own and address.netmask and ":" not in own + host:
                network = ipaddress.IPv4Interface(f"{own}/{address.netmask}").network
                return ipaddress.IPv4Address(host) in network
    return False


def _interface_with(own: str | None) -> str | None:
    for name, addresses in psutil.net_if_addrs().items():
        if any(address.address == own for address in addresses):
            return name
    return None


def _is_tunnel(name: str) -> bool:
    """Point-to-point where the system says so; Windows does not, but what carries no frames has no MAC address."""
    state = psutil.net_if_stats().get(name)
    if state is not None and "pointopoint" in state.flags.split(","):
        return True
    return not any(address.family == psutil.AF_LINK for address in psutil.net_if_addrs().get(name, ()))
