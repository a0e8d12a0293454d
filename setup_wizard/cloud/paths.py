"""Addresses below a product."""

from __future__ import annotations

from urllib.parse import quote

from setup_wizard.core.errors import Reason, SetupError


def product_path(product: str, *parts: str) -> str:
    """The address of a product, by its id or slug as it was typed, or of `parts` in it.

    Raises `SetupError(PRODUCT_NOT_FOUND)` for an empty one.
    """
    name = product.strip()
    # A path of dots would lead elsewhere.
    if not name.strip("."):
        raise SetupError(Reason.PRODUCT_NOT_FOUND, "no id or slug of a product was given")
    return "/".join(("/v1/products", quote(name, safe="", errors="replace"), *parts))
