"""Colour arithmetic on "#RRGGBB" strings: contrast as WCAG 2 measures it, lightness and hue as OKLCH does."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache

Triple = tuple[float, float, float]

_LIGHTNESS_STEP = 0.01
_CHROMA_STEP = 0.004
_GAMUT_TOLERANCE = 0.0005
# Where black and white contrast equally: (1.05 / (Y + .05)) == ((Y + .05) / .05).
_MIDDLE_LUMINANCE = math.sqrt(1.05 * 0.05) - 0.05


def mix(start: str, end: str, share: float) -> str:
    """The colour `share` (0 to 1) of the way from `start` to `end`, per sRGB channel."""
    first, second = _channels(start), _channels(end)
    return _hex_of([a + (b - a) * share for a, b in zip(first, second, strict=True)])


def contrast(first: str, second: str) -> float:
    """The WCAG 2 contrast ratio of two colours, 1 to 21."""
    return _ratio(_luminance(first), _luminance(second))


def lightness(colour: str) -> float:
    """OKLab lightness, 0 for black to 1 for white."""
    return _oklch(colour)[0]


def shifted(colour: str, by: float) -> str:
    """The same hue with OKLCH lightness moved by `by`; less colourful where the screen cannot show it."""
    light, chroma, hue = _oklch(colour)
    return _displayable(min(1.0, max(0.0, light + by)), chroma, hue)


def fit(colour: str, grounds: Iterable[str], need: float) -> str:
    """The nearest lightness of `colour` that contrasts at least `need` with every ground; else black or white."""
    against = [_luminance(ground) for ground in grounds]

    def readable(candidate: str) -> bool:
        own = _luminance(candidate)
        return all(_ratio(own, other) >= need for other in against)

    if readable(colour):
        return colour
    light, chroma, hue = _oklch(colour)
    on_light_ground = min(against) > _MIDDLE_LUMINANCE
    step = -_LIGHTNESS_STEP if on_light_ground else _LIGHTNESS_STEP
    room = light if on_light_ground else 1.0 - light
    steps = range(1, int(room / _LIGHTNESS_STEP) + 1)
    nearest = bisect_left(steps, True, key=lambda count: readable(_displayable(light + count * step, chroma, hue)))
    if nearest == len(steps):
        return _hex_of((0.0,) * 3 if on_light_ground else (1.0,) * 3)
    return _displayable(light + steps[nearest] * step, chroma, hue)


def _channels(colour: str) -> Triple:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _hex_of(channels: Iterable[float]) -> str:
    return "#" + "".join(f"{round(channel * 255):02X}" for channel in channels)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _gamma(channel: float) -> float:
    return 12.92 * channel if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055


def _ratio(first: float, second: float) -> float:
    """The contrast of two luminances."""
    return (first + 0.05) / (second + 0.05) if first > second else (second + 0.05) / (first + 0.05)


@lru_cache(maxsize=64)
def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _oklch(colour: str) -> Triple:
    red, green, blue = (_linear(channel) for channel in _channels(colour))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    light = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return light, math.hypot(a, b), math.atan2(b, a)


def _linear_rgb(light: float, chroma: float, hue: float) -> Triple:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _displayable(light: float, chroma: float, hue: float) -> str:
    channels = _linear_rgb(light, chroma, hue)
    while chroma > 0 and not all(-_GAMUT_TOLERANCE <= channel <= 1 + _GAMUT_TOLERANCE for channel in channels):
        chroma = max(0.0, chroma - _CHROMA_STEP)
        channels = _linear_rgb(light, chroma, hue)
    return _hex_of(_gamma(min(1.0, max(0.0, channel))) for channel in channels)
