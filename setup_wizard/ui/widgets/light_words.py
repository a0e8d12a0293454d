"""The light in words: as a caption beside its picture, and for a screen reader."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from setup_wizard.core.light import Colour, Light, Pattern

translate = QCoreApplication.translate


def light_name(light: Light) -> str:
    """The light as a caption: "Slow blinking blue"."""
    if light.colour is Colour.OFF:
        return translate("Light", "No light")
    sentences = {
        Pattern.SOLID: translate("Light", "Steady %1"),
        Pattern.SLOW_BLINK: translate("Light", "Slow blinking %1"),
        Pattern.BLINK: translate("Light", "Blinking %1"),
        Pattern.FAST_BLINK: translate("Light", "Fast blinking %1"),
        Pattern.BREATHE: translate("Light", "Breathing %1"),
        Pattern.BURST: translate("Light", "Bursts of %1"),
    }
    return sentences[light.pattern].replace("%1", _colour_name(light.colour))


def spoken_light(light: Light) -> str:
    """The light for a screen reader: "Light: slow blinking blue"."""
    if light.colour is Colour.OFF:
        return translate("Light", "Light: off")
    sentences = {
        Pattern.SOLID: translate("Light", "Light: steady %1"),
        Pattern.SLOW_BLINK: translate("Light", "Light: slow blinking %1"),
        Pattern.BLINK: translate("Light", "Light: blinking %1"),
        Pattern.FAST_BLINK: translate("Light", "Light: fast blinking %1"),
        Pattern.BREATHE: translate("Light", "Light: breathing %1"),
        Pattern.BURST: translate("Light", "Light: bursts of %1"),
    }
    return sentences[light.pattern].replace("%1", _colour_name(light.colour))


def _colour_name(colour: Colour) -> str:
    names = {
        Colour.BLUE: translate("Light", "blue"),
        Colour.GREEN: translate("Light", "green"),
        Colour.CYAN: translate("Light", "cyan"),
        Colour.MAGENTA: translate("Light", "magenta"),
        Colour.YELLOW: translate("Light", "yellow"),
        Colour.WHITE: translate("Light", "white"),
        Colour.ORANGE: translate("Light", "orange"),
        Colour.RED: translate("Light", "red"),
    }
    return names[colour]
