"""The colours of the drawn board and its light: the same in every theme and for every brand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from setup_wizard.core.light import Colour

LED_COLOURS: Mapping[Colour, str] = MappingProxyType(
    {
        Colour.BLUE: "#4C7DFF",
        Colour.GREEN: "#22D765",
        Colour.CYAN: "#18DCE8",
        Colour.MAGENTA: "#F54BE6",
        Colour.YELLOW: "#FFCB2B",
        Colour.WHITE: "#FFFFFF",
        Colour.ORANGE: "#FF8A2A",
        Colour.RED: "#FF5046",
        Colour.OFF: "#3A4149",
    }
)
"""The light as the eye sees it through a diffuser; it is always drawn on a dark ground."""


@dataclass(frozen=True, slots=True)
class BoardColours:
    """The materials of the drawn board, the same in every theme."""

    body: str = "#20262D"
    rim_on_light: str = "#3A424B"
    rim_on_dark: str = "#596370"
    gold: str = "#C9A24B"
    hole: str = "#14181C"
    metal: str = "#B9BFC6"
    metal_edge: str = "#868E98"
    metal_text: str = "#5A626B"
    module: str = "#2B3239"
    print: str = "#E6E9EC"
    glint: str = "#FFFFFF"
    shadow: str = "#000000"


BOARD = BoardColours()
