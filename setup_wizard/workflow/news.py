"""What a running job tells its front end; keys, never sentences."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum


class Ask(StrEnum):
    """What only the person can do; the program watches by itself whether it was done. The values appear in `--json`."""

    JOIN_PHOTON = "join_photon"
    LEAVE_PHOTON = "leave_photon"


class Milestone(StrEnum):
    """What has been reached while sending and confirming."""

    NETWORK_SENT = "network_sent"
    LEFT_SETUP_MODE = "left_setup_mode"
    BACK_IN_SETUP_MODE = "back_in_setup_mode"
    CLOUD_REACHED = "cloud_reached"
    DEVICE_OURS = "device_ours"
    DEVICE_ONLINE = "device_online"


News = Ask | Milestone
Say = Callable[[News], None]


def once(say: Say) -> Say:
    """Passes each piece of news on the first time only, however often it is noticed."""
    told: set[News] = set()

    def say_once(news: News) -> None:
        if news not in told:
            told.add(news)
            say(news)

    return say_once
