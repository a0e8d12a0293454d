"""The products in the simulated cloud, and who may look into them (cloud docs: products)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from setup_wizard.simulator.holder import Holder, Kind


@dataclass(slots=True)
class Product:
    """A product; without `quarantine` it takes every device whose firmware names it."""

    product_id: int
    slug: str
    name: str
    platform_id: int
    team: frozenset[str]
    quarantine: bool = True

    def lets_in(self, holder: Holder) -> bool:
        """Whether a token may use the product's endpoints: a team member's, or the product's own."""
        if holder.kind is Kind.DEVELOPER:
            return holder.username in self.team
        return holder.kind is Kind.PRODUCT and holder.product_id == self.product_id


class Products:
    """All products. Not thread-safe: the cloud calls it under its lock."""

    def __init__(self, products: Iterable[Product]) -> None:
        self._products = {product.product_id: product for product in products}

    def find(self, id_or_slug: str) -> Product | None:
        """A product by its number, written in digits, or by its slug."""
        return next(
            (product for product in self if id_or_slug in (str(product.product_id), product.slug)),
            None,
        )

    def by_id(self, product_id: int | None) -> Product | None:
        """A product by its number."""
        return self._products.get(product_id) if product_id is not None else None

    def __iter__(self) -> Iterator[Product]:
        return iter(self._products.values())
