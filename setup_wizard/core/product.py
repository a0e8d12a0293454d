"""A product in the cloud, and what it says to a device that shall belong to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

SOFTAP_PLATFORMS = (6, 8)
"""The Photon and the P1 (cloud docs: platform ids); a product holds devices of one platform only."""


@dataclass(frozen=True, slots=True)
class Product:
    """A product as the cloud lists it; `platform_id` is None when it did not say.

    A customer may not look a product up: then it is only what was typed, and `product_id` is None for a slug.
    """

    product_id: int | None
    name: str = ""
    slug: str = ""
    platform_id: int | None = None

    @property
    def ref(self) -> str:
        """What names it in the cloud's addresses, where id and slug are as good."""
        return str(self.product_id) if self.product_id is not None else self.slug


class Membership(StrEnum):
    """What became of a device that was to be imported (cloud docs: products, devices)."""

    ADDED = "added"
    ALREADY = "already"
    """It is in this product: as good as added."""
    INVALID = "invalid"
    """No such id, another platform, or in another product."""
    NONMEMBER = "nonmember"
    """Somebody outside the team owns it."""
    PROTECTED = "protected"

    @property
    def is_member(self) -> bool:
        """Whether the device is in the product now."""
        return self in (Membership.ADDED, Membership.ALREADY)
