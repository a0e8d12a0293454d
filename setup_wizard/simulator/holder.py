"""Whom a token stands for, and whose a device is: a developer, a product or a customer of a product."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class Kind(StrEnum):
    """The kinds of token; each is refused where another is needed (cloud docs: authentication)."""

    DEVELOPER = "developer"
    PRODUCT = "product"
    CUSTOMER = "customer"


@dataclass(frozen=True, slots=True)
class Holder:
    """A developer by username, a product by its id, a customer by both: each product has customers of its own.

    A product without an id is what a client made outside any product gets its tokens for: nothing lets it in.
    """

    kind: Kind
    username: str = ""
    product_id: int | None = None

    def __str__(self) -> str:
        return " ".join(str(part) for part in (self.kind, self.username, self.product_id) if part)

    @classmethod
    def developer(cls, username: str) -> Self:
        """A person's own account."""
        return cls(Kind.DEVELOPER, username)

    @classmethod
    def product(cls, product_id: int | None) -> Self:
        """A product, by one of its OAuth clients."""
        return cls(Kind.PRODUCT, product_id=product_id)

    @classmethod
    def customer(cls, product_id: int, username: str) -> Self:
        """A customer of a product."""
        return cls(Kind.CUSTOMER, username, product_id)

    @property
    def scope(self) -> str:
        """The scope of a token for this holder; empty where it is not limited."""
        return f"customer={self.username}" if self.kind is Kind.CUSTOMER else ""
