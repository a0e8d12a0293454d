from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setup_wizard.core.light import Colour
from setup_wizard.ui.look.board_colours import BOARD, LED_COLOURS
from setup_wizard.ui.look.oklch import contrast, fit, lightness, mix
from setup_wizard.ui.look.tokens import BEZEL, DEFAULT_ACCENT, PaletteInputs, Tokens, derive, is_dark

LIGHT = PaletteInputs(
    window="#F0F0F0",
    window_text="#1B1F24",
    base="#FFFFFF",
    highlight="#308CC6",
    highlighted_text="#FFFFFF",
    link="#0000FF",
    disabled_text="#BEBEBE",
)
DARK = LIGHT._replace(window="#1E2125", window_text="#E9EBEE", base="#1E2125")
NIGHT_SKY = PaletteInputs(
    window="#000000",
    window_text="#FFFFFF",
    base="#000000",
    highlight="#1AEBFF",
    highlighted_text="#000000",
    link="#FFFF00",
    disabled_text="#3FF23F",
)

# token: light, dark, high contrast, for the reference inputs.
REFERENCE = {
    "page": ("#FFFFFF", "#1E2125", "#000000"),
    "side": ("#F7F7F7", "#171A1D", "#000000"),
    "sunken": ("#F6F6F6", "#26292D", "#000000"),
    "hover": ("#F4F4F4", "#282B2F", "#000000"),
    "pressed": ("#EAEBEB", "#303337", "#000000"),
    "field": ("#FFFFFF", "#191B1E", "#000000"),
    "line": ("#E1E2E3", "#3C3F43", "#FFFFFF"),
    "line2": ("#898B8D", "#797C7F", "#FFFFFF"),
    "text": ("#1B1F24", "#E9EBEE", "#FFFFFF"),
    "text2": ("#64676A", "#A8AAAE", "#FFFFFF"),
    "disabled": ("#9C9EA0", "#737679", "#3FF23F"),
    "accent": ("#0A7AA9", "#00AEEF", "#1AEBFF"),
    "on_accent": ("#FFFFFF", "#0B1216", "#000000"),
    "accent_hover": ("#0B6F9A", "#23B9FB", "#1AEBFF"),
    "accent_pressed": ("#00658D", "#50C4FF", "#1AEBFF"),
    "accent_soft": ("#E8F8FE", "#193845", "#000000"),
    "accent_text": ("#0874A0", "#00AEEF", "#FFFF00"),
    "accent_edge": ("#0D87B9", "#00AEEF", "#1AEBFF"),
    "good_soft": ("#EDF7F2", "#1E342D", "#000000"),
    "good_line": ("#AADAC0", "#1E6040", "#FFFFFF"),
    "good": ("#007D43", "#3AB16C", "#FFFFFF"),
    "warn_soft": ("#FBF5EB", "#39301F", "#000000"),
    "warn_line": ("#EDD19E", "#775412", "#FFFFFF"),
    "warn": ("#986206", "#D78D14", "#FFFFFF"),
    "bad_soft": ("#FCEFEF", "#3A2527", "#000000"),
    "bad_line": ("#F1B4B1", "#7B2E2C", "#FFFFFF"),
    "bad": ("#CB2A25", "#FD6557", "#FFFFFF"),
    "danger_fill": ("#D5362F", "#D5362F", "#1AEBFF"),
    "on_danger": ("#FFFFFF", "#FFFFFF", "#000000"),
    "bezel": ("#1D2126", "#1D2126", "#000000"),
    "bezel_rim": ("#414549", "#6A6C70", "#FFFFFF"),
}

GROUNDS = {
    "text": "page side sunken hover accent_soft field bad_soft warn_soft good_soft pressed",
    "text2": "page side sunken hover accent_soft field bad_soft warn_soft good_soft pressed",
    "on_accent": "accent accent_hover accent_pressed",
    "accent_text": "page side sunken accent_soft",
    "good": "page sunken good_soft",
    "warn": "page sunken warn_soft",
    "bad": "page side bad_soft",
    "on_danger": "danger_fill",
}
EDGE_GROUNDS = {
    "accent_edge": "page side sunken accent_soft bad_soft warn_soft hover field pressed",
    "line2": "page field side sunken hover bad_soft",
    "on_accent": "accent_edge",
    "bad": "accent_soft",
}
PAIRS = [(front, back, 4.5) for front, backs in GROUNDS.items() for back in backs.split()] + [
    (front, back, 3.0) for front, backs in EDGE_GROUNDS.items() for back in backs.split()
]
FILL_PAIRS = [("accent", "page", 3.0), ("accent", "bad_soft", 3.0)]

AWKWARD_BRANDS = ["#00AEEF", "#FFD400", "#7B1FA2", "#E4002B", "#8BC34A", "#000000", "#FFFFFF", "#F5A9B8"]
PALE_BRANDS = {"#FFD400", "#FFFFFF"}


def shortfalls(tokens: Tokens, pairs: list[tuple[str, str, float]]) -> list[tuple[str, str, float]]:
    measured = [
        (front, back, contrast(getattr(tokens, front), getattr(tokens, back)), need) for front, back, need in pairs
    ]
    return [(front, back, round(ratio, 2)) for front, back, ratio, need in measured if ratio < need]


@pytest.mark.parametrize("column", [0, 1, 2], ids=["light", "dark", "high contrast"])
def test_reference_inputs_give_the_reference_colours(column: int) -> None:
    inputs = (LIGHT, DARK, NIGHT_SKY)[column]
    tokens = derive(inputs, DEFAULT_ACCENT, high_contrast=column == 2)
    assert {name: getattr(tokens, name) for name in REFERENCE} == {
        name: values[column] for name, values in REFERENCE.items()
    }


@pytest.mark.parametrize("inputs", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("brand", AWKWARD_BRANDS)
def test_every_pair_is_readable_with_any_brand(brand: str, inputs: PaletteInputs) -> None:
    tokens = derive(inputs, brand, high_contrast=False)
    pairs = [pair for pair in PAIRS if pair != ("on_accent", "accent_edge", 3.0)]
    assert shortfalls(tokens, pairs) == []


@pytest.mark.parametrize("inputs", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("brand", AWKWARD_BRANDS)
def test_a_fill_that_fades_into_the_page_gets_an_edge(brand: str, inputs: PaletteInputs) -> None:
    tokens = derive(inputs, brand, high_contrast=False)
    fades = inputs is LIGHT and brand in PALE_BRANDS
    assert tokens.accent_needs_edge == fades
    assert (shortfalls(tokens, FILL_PAIRS) != []) == fades


def test_high_contrast_takes_the_systems_own_pairs() -> None:
    assert shortfalls(derive(NIGHT_SKY, "#FFD400", high_contrast=True), PAIRS + FILL_PAIRS) == []


def test_high_contrast_falls_back_to_ink_on_paper_where_a_system_pair_is_faint() -> None:
    faint = NIGHT_SKY._replace(highlight="#333333", highlighted_text="#555555", link="#222266", disabled_text="#444444")
    tokens = derive(faint, DEFAULT_ACCENT, high_contrast=True)
    assert (tokens.accent, tokens.on_accent) == ("#FFFFFF", "#000000")
    assert tokens.accent_text == tokens.disabled == "#FFFFFF"


def test_high_contrast_ink_that_cannot_be_read_gives_way() -> None:
    assert derive(NIGHT_SKY._replace(window_text="#333333"), DEFAULT_ACCENT, high_contrast=True).text == "#FFFFFF"


def test_grey_system_papers_are_replaced() -> None:
    assert derive(LIGHT._replace(base="#D0D0D0"), DEFAULT_ACCENT, high_contrast=False).page == "#FFFFFF"
    assert derive(DARK._replace(base="#000000"), DEFAULT_ACCENT, high_contrast=False).page == "#1E2125"


def test_a_system_paper_close_to_white_is_kept() -> None:
    assert derive(LIGHT._replace(base="#FAFAF7"), DEFAULT_ACCENT, high_contrast=False).page == "#FAFAF7"


@pytest.mark.parametrize(("window", "dark"), [("#EFEFEF", False), ("#353535", True), ("#000000", True)])
def test_darkness_is_decided_by_the_window_colour(window: str, dark: bool) -> None:
    assert is_dark(window) is dark


def test_every_lit_light_stands_out_from_its_ground() -> None:
    lit = [colour for light, colour in LED_COLOURS.items() if light is not Colour.OFF]
    assert set(LED_COLOURS) == set(Colour)
    assert min(contrast(colour, ground) for colour in lit for ground in (BEZEL, BOARD.body)) > 4


colours = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06X}")


@given(colours, st.floats(3, 7))
def test_fit_always_reaches_its_contrast_on_white_and_on_black(colour: str, need: float) -> None:
    assert contrast(fit(colour, ["#FFFFFF"], need), "#FFFFFF") >= need
    assert contrast(fit(colour, ["#000000"], need), "#000000") >= need


@given(colours, colours)
def test_mixing_ends_at_its_ends_and_contrast_is_symmetric(first: str, second: str) -> None:
    assert mix(first, second, 0) == first
    assert mix(first, second, 1) == second
    assert contrast(first, second) == contrast(second, first)


def test_lightness_runs_from_black_to_white() -> None:
    assert lightness("#000000") == pytest.approx(0)
    assert lightness("#FFFFFF") == pytest.approx(1, abs=1e-4)
