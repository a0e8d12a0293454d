"""How the light moves over time, and the shape drawn beside it.

At most three flashes a second are drawn, so fast patterns run slower than on the device (firmware:
system_led_signal.cpp); the shape and the words tell them apart.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from setup_wizard.core.light import Pattern

BREATH_MS = 4000
FRAME_MS = 33
STILL_BREATH = 0.9

_BURST_BLINKS = 3
_BURST_BLINK_MS = 400
_BURST_DARK_MS = 800

_BLINK_CYCLES_MS: Mapping[Pattern, int] = MappingProxyType(
    {Pattern.SLOW_BLINK: 500, Pattern.BLINK: _BURST_BLINK_MS, Pattern.FAST_BLINK: 340}
)

Points = Sequence[tuple[float, float]]


def level(pattern: Pattern, at_ms: int) -> float:
    """How brightly the light is lit at this moment, 0 to 1."""
    if pattern is Pattern.SOLID:
        return 1.0
    if pattern is Pattern.BREATHE:
        return 0.08 + 0.92 * (0.5 - 0.5 * math.cos(math.tau * at_ms / BREATH_MS))
    if pattern is Pattern.BURST:
        within_ms = at_ms % (_BURST_BLINKS * _BURST_BLINK_MS + _BURST_DARK_MS)
        return _blink(within_ms, _BURST_BLINK_MS) if within_ms < _BURST_BLINKS * _BURST_BLINK_MS else 0.0
    return _blink(at_ms, _BLINK_CYCLES_MS[pattern])


def still_level(pattern: Pattern) -> float:
    """How brightly the light is drawn when nothing may move."""
    return STILL_BREATH if pattern is Pattern.BREATHE else 1.0


def next_change_ms(pattern: Pattern, at_ms: int) -> int | None:
    """Milliseconds until the light looks different; None for one that never does."""
    if pattern is Pattern.SOLID:
        return None
    if pattern is Pattern.BREATHE:
        return FRAME_MS
    half_ms = _BLINK_CYCLES_MS.get(pattern, _BURST_BLINK_MS) // 2
    return half_ms - at_ms % half_ms


def shape(pattern: Pattern, lit: bool) -> Points:
    """The pattern as a line in a 1 x 1 box, y downwards; flat for a light that is off or does not move."""
    if not lit or pattern is Pattern.SOLID:
        return [(0.0, 0.5), (1.0, 0.5)]
    if pattern is Pattern.BREATHE:
        return [(step / 48, 0.5 + 0.5 * math.cos(2 * math.tau * step / 48)) for step in range(49)]
    pulses = {Pattern.SLOW_BLINK: 2, Pattern.FAST_BLINK: 5}.get(pattern, 3)
    return _pulses(pulses, gap_after=pattern is Pattern.BURST)


def _blink(at_ms: int, cycle_ms: int) -> float:
    return 1.0 if at_ms % cycle_ms < cycle_ms / 2 else 0.0


def _pulses(count: int, *, gap_after: bool) -> Points:
    unit = 1 / (2 * count + 1 + (2 if gap_after else 0))
    points = [(0.0, 1.0)]
    for pulse in range(count):
        start = unit * (1 + 2 * pulse)
        points += [(start, 1.0), (start, 0.0), (start + unit, 0.0), (start + unit, 1.0)]
    return [*points, (1.0, 1.0)]
