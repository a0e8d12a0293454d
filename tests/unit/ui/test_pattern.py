from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setup_wizard.core.light import Pattern
from setup_wizard.ui.look.pattern import BREATH_MS, level, next_change_ms, shape, still_level

BLINKING = [Pattern.SLOW_BLINK, Pattern.BLINK, Pattern.FAST_BLINK]


@pytest.mark.parametrize(
    ("pattern", "lit_at_ms", "dark_at_ms"),
    [
        (Pattern.SLOW_BLINK, [0, 249, 500], [250, 499, 750]),
        (Pattern.BLINK, [0, 199, 400], [200, 399]),
        (Pattern.FAST_BLINK, [0, 169, 340], [170, 339]),
        (Pattern.BURST, [0, 400, 800, 2000], [200, 600, 1000, 1200, 1999]),
    ],
)
def test_a_blink_is_hard_on_and_off(pattern: Pattern, lit_at_ms: list[int], dark_at_ms: list[int]) -> None:
    assert [level(pattern, at) for at in lit_at_ms] == [1.0] * len(lit_at_ms)
    assert [level(pattern, at) for at in dark_at_ms] == [0.0] * len(dark_at_ms)


def test_breathing_never_goes_fully_dark() -> None:
    levels = [level(Pattern.BREATHE, at) for at in range(0, BREATH_MS, 100)]
    assert min(levels) == pytest.approx(0.08)
    assert max(levels) == pytest.approx(1.0)
    assert level(Pattern.BREATHE, BREATH_MS) == pytest.approx(level(Pattern.BREATHE, 0))


@pytest.mark.parametrize("pattern", list(Pattern))
def test_nothing_flashes_more_than_three_times_in_any_second(pattern: Pattern) -> None:
    lit = [level(pattern, at) > 0.5 for at in range(6000)]
    flashes_at = [at for at in range(1, 6000) if lit[at] and not lit[at - 1]]
    assert max(sum(start <= at < start + 1000 for at in flashes_at) for start in range(5000)) <= 3


@given(st.sampled_from([*BLINKING, Pattern.BURST]), st.integers(0, 100_000))
def test_between_two_edges_the_light_stays_as_it_is(pattern: Pattern, at_ms: int) -> None:
    wait_ms = next_change_ms(pattern, at_ms)
    assert wait_ms is not None
    assert wait_ms > 0
    assert level(pattern, at_ms + wait_ms - 1) == level(pattern, at_ms)


def test_a_steady_light_needs_no_clock() -> None:
    assert next_change_ms(Pattern.SOLID, 0) is None
    assert level(Pattern.SOLID, 12345) == 1.0


def test_with_less_motion_every_light_is_lit() -> None:
    assert {pattern: still_level(pattern) for pattern in Pattern} == {
        **dict.fromkeys(Pattern, 1.0),
        Pattern.BREATHE: 0.9,
    }


@pytest.mark.parametrize(
    ("pattern", "pulses"),
    [(Pattern.SLOW_BLINK, 2), (Pattern.BLINK, 3), (Pattern.FAST_BLINK, 5), (Pattern.BURST, 3)],
)
def test_shapes_tell_the_blinks_apart(pattern: Pattern, pulses: int) -> None:
    line = shape(pattern, lit=True)
    rises = sum(1 for before, after in pairwise(line) if before[1] > after[1])
    assert rises == pulses


def test_a_dark_or_steady_light_is_a_flat_line() -> None:
    assert shape(Pattern.SLOW_BLINK, lit=False) == shape(Pattern.SOLID, lit=True) == [(0.0, 0.5), (1.0, 0.5)]
