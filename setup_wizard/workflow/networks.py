"""The networks the Photon sees, as a person chooses from them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.wifi import ScannedNetwork, Security, SecurityKind
from setup_wizard.workflow.facts import ChosenNetwork, Facts
from setup_wizard.workflow.session import Session
from setup_wizard.workflow.visits import on_photon

SCAN_TRIES = 3
SCAN_PAUSE_S = 1.0
WEAK_RSSI_DBM = -75


def scan(session: Session, facts: Facts, cancel: Cancel) -> Facts:
    """Ask the Photon; an empty answer is asked again, because a scan that did not start also looks like that.

    By cable it has no list: it looks for the network itself, once it is told the name.
    """
    if facts.cable is not None:
        return replace(facts, networks=())
    return replace(facts, networks=_scan_until(session, cancel, bool))


def choose_by_name(session: Session, facts: Facts, ssid: bytes, security: Security | None, cancel: Cancel) -> Facts:
    """The network of this name: as scanned, else hidden with the security given; by cable, as it is told.

    Raises `SetupError(NETWORK_NOT_SEEN)` when it is not in the Photon's scans and no security was given; by cable the
    Photon finds that out only when the network is sent.
    """
    if facts.cable is not None:
        session.photon.check_ssid(ssid)
        return facts.with_network(ChosenNetwork(ssid, security or Security(SecurityKind.UNKNOWN)))
    networks = _scan_until(session, cancel, lambda found: find_network(found, ssid) is not None)
    facts = replace(facts, networks=networks)
    found = find_network(networks, ssid)
    if found is not None:
        return facts.with_network(chosen_from_scan(found, security))
    if security is None:
        raise SetupError(Reason.NETWORK_NOT_SEEN, f"not among the {len(merge_networks(networks))} networks in its scan")
    return facts.with_network(ChosenNetwork(ssid, security))


def find_network(networks: tuple[ScannedNetwork, ...], ssid: bytes) -> ScannedNetwork | None:
    """The strongest network with these bytes, else with a name that reads the same (latin-1, typed as UTF-8)."""
    merged = merge_networks(networks)
    by_bytes = (network for network in merged if network.ssid == ssid)
    by_name = (network for network in merged if network.name.encode("utf-8") == ssid)
    return next(by_bytes, None) or next(by_name, None)


def merge_networks(networks: tuple[ScannedNetwork, ...], own_prefix: str = "") -> tuple[ScannedNetwork, ...]:
    """One entry per name, the strongest, strongest first; other Photons' own networks are left out by their prefix."""
    strongest: dict[bytes, ScannedNetwork] = {}
    for network in networks:
        known = strongest.get(network.ssid)
        if known is None or network.rssi_dbm > known.rssi_dbm:
            strongest[network.ssid] = network
    prefix = f"{own_prefix}-".encode()
    return tuple(
        network
        for network in sorted(strongest.values(), key=lambda network: (-network.rssi_dbm, network.ssid))
        if not (own_prefix and network.ssid.startswith(prefix) and network.security.kind is SecurityKind.OPEN)
    )


def chosen_from_scan(network: ScannedNetwork, security: Security | None = None) -> ChosenNetwork:
    """A scanned network; a security typed by the person counts only where the scan could not tell."""
    number: int | None = network.security_number
    chosen = network.security
    if chosen.kind is SecurityKind.UNKNOWN and security is not None:
        chosen, number = security, None
    return ChosenNetwork(network.ssid, chosen, number, network.channel, network.rssi_dbm)


def _scan_until(
    session: Session, cancel: Cancel, is_enough: Callable[[tuple[ScannedNetwork, ...]], bool]
) -> tuple[ScannedNetwork, ...]:
    """Everything seen in up to `SCAN_TRIES` scans: one scan alone often misses a network."""
    seen: tuple[ScannedNetwork, ...] = ()
    for attempt in range(SCAN_TRIES):
        if attempt:
            cancel.sleep(SCAN_PAUSE_S)
        seen += on_photon(session, lambda: session.photon.scan(cancel), cancel)
        if is_enough(seen):
            break
    return seen
