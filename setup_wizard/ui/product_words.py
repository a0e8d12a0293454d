"""A product in words: what it is called, and which devices it holds."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from setup_wizard.core.product import SOFTAP_PLATFORMS, Product
from setup_wizard.ui.widgets.tile_row import TileRow

_P1 = 8
_OTHERS = {0: "Core", 10: "Electron", 12: "Argon", 13: "Boron", 14: "Xenon", 26: "Tracker", 32: "Photon 2"}
"""Device names by platform (cloud docs: platform ids); there are more, which need no name here."""


def product_name(product: Product) -> str:
    """What people call it: its name, else what it goes by in the cloud."""
    return product.name or product.slug or product.ref


def product_row(product: Product, place: int, count: int) -> TileRow:
    """The product in a list of `count`; one that is for other devices says so."""
    name = product_name(product)
    other = _other_device(product)
    number = QCoreApplication.translate("Product", "Product %1").replace("%1", product.ref)
    second = (
        QCoreApplication.translate("Product", "%1 · for P1s").replace("%1", number)
        if product.platform_id == _P1
        else number
    )
    spoken = QCoreApplication.translate("Product", "%1, %2, %3 of %4")
    for key, part in (("%4", str(count)), ("%3", str(place)), ("%2", other or second), ("%1", name)):
        spoken = spoken.replace(key, part)
    return TileRow(text=name, second_line=second, letters=_letters(name), spoken=spoken, unusable=other)


def _other_device(product: Product) -> str:
    if product.platform_id in (None, *SOFTAP_PLATFORMS):
        return ""
    name = _OTHERS.get(product.platform_id)
    if name is None:
        return QCoreApplication.translate("Product", "Made for another device, not for a Photon")
    return QCoreApplication.translate("Product", "Made for %1, not for a Photon").replace("%1", name)


def _letters(name: str) -> str:
    """Two letters for a tile: of the first two words, or the first two of one word."""
    words = name.split()
    return (words[0][0] + words[1][0] if len(words) > 1 else name[:2]).upper()
