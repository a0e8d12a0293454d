"""Details of an error, next to its `Reason`, that front ends have words of their own for."""

from __future__ import annotations

from enum import StrEnum


class Detail(StrEnum):
    """What makes the reason's usual words untrue; a `SetupError.detail` may be one of these, to be compared with."""

    NO_PASSWORD = "the network wants a password, and none was given"  # noqa: S105 - a sentence, not a secret
    """Of PASSWORD_LENGTH."""
    SECURITY_NEEDED = "this Photon has to be told how the network is secured"
    """Of NETWORK_NOT_SEEN: before Device OS 0.7.0 it does not look for the network, and was not asked."""
    UNSEEN = "the Photon did not find the network it was told, and could not join it"
    """Of DID_NOT_JOIN."""
    OPEN = "the network has no password that could be wrong"
    """Of DID_NOT_JOIN."""
    GOES_ON = "the Photon was told everything, and goes on by itself"
    """Of CANCELLED."""
    STUCK = "the Photon is left in its dialogue, which only RESET ends"
    """Of CANCELLED."""
