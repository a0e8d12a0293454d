"""How long to watch for the proof."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """How long to watch, and how often to look."""

    timeout_s: float = 180.0
    probe_s: float = 0.5
    poll_s: float = 2.0
    poll_total_s: float = 5.0
    """How long one look in the cloud may take: names are not resolved, slowly, on the Photon's network."""
    slow_poll_s: float = 4.0
    slow_after_s: float = 60.0
    leave_after_s: float = 3.0
    """How long the cloud may be out of reach before somebody is asked to change networks."""
    moved_after_s: float = 10.0
    """How long after a change of networks a silent Photon counts as left behind, where nothing else tells."""
    claim_by_id_after_s: float = 10.0
    """How long the device may take to present its claim code by itself."""
    resend_after_s: float = 6.0
    grace_s: float = 15.0
    """How long the cloud is still asked once the Photon answers in setup mode again."""
    rejoin_after_s: float = 75.0
    """A Photon gives up joining after 60 s (firmware: wlan_hal.cpp): then its light is worth a look."""
    cable_grace_s: float = 4.0
    """As `grace_s`, by cable, where only a Photon in setup mode answers."""
    port_gone_s: float = 30.0
    """How long its port may be gone before it counts as unplugged: it may restart, and then joins without it."""
    gone_for_s: float = 80.0
    """Without an account, how long the Photon has to be gone from setup mode: one that cannot join is back after a
    restart, 60 s of trying and 15 s of waiting for an address (firmware: wlan_hal.cpp)."""
