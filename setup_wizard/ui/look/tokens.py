"""Every colour of the program, computed from the system's paper and ink and the brand's accent."""

from __future__ import annotations

from typing import NamedTuple

from setup_wizard.ui.look.oklch import contrast, fit, lightness, mix, shifted

DEFAULT_ACCENT = "#00AEEF"

BEZEL = "#1D2126"

_WHITE, _BLACK = "#FFFFFF", "#000000"
_LIGHT_PAPER, _LIGHT_INK = "#FFFFFF", "#1B1F24"
_DARK_PAPER, _DARK_INK = "#1E2125", "#E9EBEE"
_INK_ON_PALE_ACCENT, _INK_ON_DARK_ACCENT = "#101418", "#0B1216"
_GOOD, _WARN, _BAD = "#1E9E5A", "#D08700", "#D93A32"


class PaletteInputs(NamedTuple):
    """What the system's palette says, read before the program sets its own."""

    window: str
    window_text: str
    base: str
    highlight: str
    highlighted_text: str
    link: str
    disabled_text: str


class Tokens(NamedTuple):
    """The colours by use, as "#RRGGBB"."""

    dark: bool
    high_contrast: bool
    page: str
    side: str
    sunken: str
    hover: str
    pressed: str
    field: str
    line: str
    line2: str
    text: str
    text2: str
    disabled: str
    accent: str
    on_accent: str
    accent_hover: str
    accent_pressed: str
    accent_soft: str
    accent_text: str
    accent_edge: str
    good_soft: str
    good_line: str
    good: str
    warn_soft: str
    warn_line: str
    warn: str
    bad_soft: str
    bad_line: str
    bad: str
    danger_fill: str
    on_danger: str
    bezel: str
    bezel_rim: str

    @property
    def accent_needs_edge(self) -> bool:
        """Whether the filled button needs a border to stand out from the page (a yellow or white brand)."""
        return contrast(self.accent, self.page) < 3


def derive(system: PaletteInputs, accent: str, high_contrast: bool) -> Tokens:
    """The tokens for this system and brand; a high-contrast system ignores the brand."""
    return _from_high_contrast(system) if high_contrast else _from_paper_and_ink(system, accent)


def is_dark(window: str) -> bool:
    """Whether a window of this colour is a dark one; some platforms do not report a colour scheme."""
    return contrast(window, _WHITE) > contrast(window, _BLACK)


def _from_paper_and_ink(system: PaletteInputs, accent: str) -> Tokens:
    dark = is_dark(system.window)
    paper = _paper(system.base, dark)
    ink = system.window_text if contrast(system.window_text, paper) >= 12 else (_DARK_INK if dark else _LIGHT_INK)
    side = mix(paper, _BLACK, 0.22) if dark else mix(paper, ink, 0.035)
    sunken = mix(paper, ink, 0.04)
    field = mix(paper, _BLACK, 0.18) if dark else paper
    hover, pressed = mix(paper, ink, 0.05), mix(paper, ink, 0.09)
    grounds = (paper, side, sunken, field, hover)
    soft_share, line_share = (0.15, 0.5) if dark else (0.08, 0.38)
    good_soft, warn_soft, bad_soft = (mix(paper, colour, soft_share) for colour in (_GOOD, _WARN, _BAD))
    accent_soft = mix(paper, accent, 0.16 if dark else 0.09)
    softs = (good_soft, warn_soft, bad_soft, accent_soft)
    fill, on_fill = _fill(accent, paper, dark)
    away = 0.035 if lightness(fill) > lightness(on_fill) else -0.035
    return Tokens(
        dark=dark,
        high_contrast=False,
        page=paper,
        side=side,
        sunken=sunken,
        hover=hover,
        pressed=pressed,
        field=field,
        line=mix(paper, ink, 0.15 if dark else 0.13),
        line2=fit(mix(paper, ink, 0.45), grounds, 3.1),
        text=ink,
        text2=fit(mix(paper, ink, 0.68), (*grounds, pressed, *softs), 4.7),
        disabled=fit(mix(paper, ink, 0.42), (paper,), 2.6),
        accent=fill,
        on_accent=on_fill,
        accent_hover=shifted(fill, away),
        accent_pressed=shifted(fill, 2 * away),
        accent_soft=accent_soft,
        accent_text=fit(accent, (*grounds, accent_soft), 4.7),
        accent_edge=fit(accent, (*grounds, accent_soft, pressed), 3.3),
        good_soft=good_soft,
        good_line=mix(paper, _GOOD, line_share),
        good=fit(_GOOD, (paper, side, sunken, good_soft), 4.7),
        warn_soft=warn_soft,
        warn_line=mix(paper, _WARN, line_share),
        warn=fit(_WARN, (paper, side, sunken, warn_soft), 4.7),
        bad_soft=bad_soft,
        bad_line=mix(paper, _BAD, line_share),
        bad=fit(_BAD, (paper, side, sunken, bad_soft), 4.7),
        danger_fill=fit(_BAD, (_WHITE,), 4.7),
        on_danger=_WHITE,
        bezel=BEZEL,
        bezel_rim=mix(BEZEL, _WHITE, 0.34 if dark else 0.16),
    )


def _paper(base: str, dark: bool) -> str:
    if dark:
        return base if 0.18 <= lightness(base) <= 0.28 else _DARK_PAPER
    return base if lightness(base) >= 0.97 else _LIGHT_PAPER


def _fill(accent: str, paper: str, dark: bool) -> tuple[str, str]:
    """The filled button's colour and the text on it."""
    if dark:
        fill = fit(accent, (paper,), 5.0)
        return fill, max((_INK_ON_DARK_ACCENT, _WHITE), key=lambda text: contrast(text, fill))
    if lightness(accent) > 0.86 and contrast(accent, "#0B1A22") > 9:
        return accent, _INK_ON_PALE_ACCENT
    return fit(accent, (_WHITE,), 4.6), _WHITE


def _from_high_contrast(system: PaletteInputs) -> Tokens:
    """The system's own pairs, unmixed; a pair too faint to read gives way to ink on paper."""
    paper, ink = system.window, system.window_text
    if contrast(ink, paper) < 4.5:
        ink = max((_BLACK, _WHITE), key=lambda colour: contrast(colour, paper))
    accent, on_accent = system.highlight, system.highlighted_text
    if contrast(accent, on_accent) < 4.5 or contrast(accent, paper) < 4.5:
        accent, on_accent = ink, paper
    link = system.link if contrast(system.link, paper) >= 4.5 else ink
    disabled = system.disabled_text if contrast(system.disabled_text, paper) >= 4.5 else ink
    return Tokens(
        dark=is_dark(paper),
        high_contrast=True,
        page=paper,
        side=paper,
        sunken=paper,
        hover=paper,
        pressed=paper,
        field=paper,
        line=ink,
        line2=ink,
        text=ink,
        text2=ink,
        disabled=disabled,
        accent=accent,
        on_accent=on_accent,
        accent_hover=accent,
        accent_pressed=accent,
        accent_soft=paper,
        accent_text=link,
        accent_edge=accent,
        good_soft=paper,
        good_line=ink,
        good=ink,
        warn_soft=paper,
        warn_line=ink,
        warn=ink,
        bad_soft=paper,
        bad_line=ink,
        bad=ink,
        danger_fill=accent,
        on_danger=on_accent,
        bezel=paper,
        bezel_rim=ink,
    )
