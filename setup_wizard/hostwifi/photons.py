"""Which of the networks in range are Photons'."""

from __future__ import annotations

from collections.abc import Iterable

from setup_wizard.core.host_wifi import VisibleNetwork
from setup_wizard.core.wifi import ssid_text


def photons_among(networks: Iterable[VisibleNetwork], name: bytes) -> tuple[VisibleNetwork, ...]:
    """The open networks called `name`, or that and a suffix behind a hyphen: the strongest first, each name once.

    Names are compared as bytes: they need not be text.
    """
    strongest: dict[bytes, VisibleNetwork] = {}
    for network in sorted(networks, key=lambda network: -(network.signal_percent or 0)):
        if network.is_open and (network.ssid == name or network.ssid.startswith(name + b"-")):
            strongest.setdefault(network.ssid, network)
    return tuple(strongest.values())


def listed(networks: Iterable[VisibleNetwork]) -> str:
    """Their names for people, with the signal where the system tells it."""
    return ", ".join(
        ssid_text(network.ssid) + (f" ({network.signal_percent} %)" if network.signal_percent is not None else "")
        for network in networks
    )
