"""What the Photon's light can look like (firmware: system_led_signal.cpp, default theme)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Colour(StrEnum):
    """The light's colour."""

    BLUE = "blue"
    GREEN = "green"
    CYAN = "cyan"
    MAGENTA = "magenta"
    YELLOW = "yellow"
    WHITE = "white"
    ORANGE = "orange"
    RED = "red"
    OFF = "off"


class Pattern(StrEnum):
    """How the light moves."""

    SOLID = "solid"
    SLOW_BLINK = "slow blink"
    BLINK = "blink"
    FAST_BLINK = "fast blink"
    BREATHE = "breathe"
    BURST = "burst"


@dataclass(frozen=True, slots=True)
class Light:
    """A colour and how it moves."""

    colour: Colour
    pattern: Pattern


LISTENING = Light(Colour.BLUE, Pattern.SLOW_BLINK)
JOINING_WIFI = Light(Colour.GREEN, Pattern.BLINK)
GETTING_ADDRESS = Light(Colour.GREEN, Pattern.FAST_BLINK)
WIFI_WITHOUT_CLOUD = Light(Colour.GREEN, Pattern.BREATHE)
REACHING_CLOUD = Light(Colour.CYAN, Pattern.BLINK)
CLOUD_HANDSHAKE = Light(Colour.CYAN, Pattern.FAST_BLINK)
ONLINE = Light(Colour.CYAN, Pattern.BREATHE)
SAFE_MODE = Light(Colour.MAGENTA, Pattern.BREATHE)
UPDATING = Light(Colour.MAGENTA, Pattern.FAST_BLINK)
DFU = Light(Colour.YELLOW, Pattern.BLINK)
WIFI_OFF = Light(Colour.WHITE, Pattern.BREATHE)
CLOUD_REFUSED = Light(Colour.ORANGE, Pattern.BURST)
KEYS_REFUSED = Light(Colour.RED, Pattern.BLINK)
NO_LIGHT = Light(Colour.OFF, Pattern.SOLID)
