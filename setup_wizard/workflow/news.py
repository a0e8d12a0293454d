"""What a running job tells its front end; keys, never sentences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from setup_wizard.core.errors import Reason, SetupError


class Ask(StrEnum):
    """What only the person can do; the program watches by itself whether it was done. The values appear in `--json`."""

    JOIN_PHOTON = "join_photon"
    LEAVE_PHOTON = "leave_photon"
    HOLD_SETUP = "hold_setup"
    """By cable: it is plugged in, but does not enter setup mode by itself."""


class Milestone(StrEnum):
    """What has been reached while sending and confirming."""

    DEVICE_READ = "device_read"
    """A first visit told which device it is; the cloud has to hear of it before it is set up."""
    IN_PRODUCT = "in_product"
    NETWORK_SENT = "network_sent"
    LEFT_SETUP_MODE = "left_setup_mode"
    BACK_IN_SETUP_MODE = "back_in_setup_mode"
    CLOUD_REACHED = "cloud_reached"
    DEVICE_OURS = "device_ours"
    DEVICE_ONLINE = "device_online"


class Change(StrEnum):
    """What is changed in the cloud to give a device back, in this order; the values appear in `--json`."""

    UNCLAIM = "unclaim"
    REMOVE = "remove"
    CLAIM = "claim"
    FLASH = "flash"


class ChangeState(StrEnum):
    """How far a change is."""

    STARTED = "started"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ChangeNews:
    """A change began or ended."""

    change: Change
    state: ChangeState


@dataclass(frozen=True, slots=True)
class CannotJoin:
    """Why this computer did not join the Photon's network by itself; the person is asked for it next."""

    reason: Reason
    detail: str = ""

    def __str__(self) -> str:
        return str(SetupError(self.reason, self.detail))


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of many devices have been asked about."""

    done: int
    total: int


News = Ask | Milestone | CannotJoin | ChangeNews | Progress
Say = Callable[[News], None]


def once(say: Say) -> Say:
    """Passes each piece of news on the first time only, however often it is noticed."""
    told: set[News] = set()

    def say_once(news: News) -> None:
        if news not in told:
            told.add(news)
            say(news)

    return say_once
