"""The customers of all products (cloud docs: customers)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from setup_wizard.core.secret import Secret
from setup_wizard.simulator.holder import Holder


@dataclass(slots=True)
class Customer:
    """A customer; without a password it is a shadow customer, whom only the product's client can speak for."""

    product_id: int
    username: str
    password: Secret | None = None
    customer_id: str = field(default_factory=lambda: secrets.token_hex(12))

    @property
    def holder(self) -> Holder:
        """Whom this customer's tokens stand for."""
        return Holder.customer(self.product_id, self.username)


class Customers:
    """Keeps names in lower case, as the real cloud does. Not thread-safe: the cloud calls it under its lock."""

    def __init__(self) -> None:
        self._customers: dict[Holder, Customer] = {}

    def create(self, product_id: int, username: str, password: Secret | None = None) -> Customer:
        """A new customer; replaces one of the same name."""
        customer = Customer(product_id, username.lower(), password)
        self._customers[customer.holder] = customer
        return customer

    def find(self, product_id: int, username: str) -> Customer | None:
        """A product's customer by name, in any case."""
        return self._customers.get(Holder.customer(product_id, username.lower()))

    def log_in(self, product_id: int, username: str, password: str) -> Customer | None:
        """The customer whose password this is; never a shadow customer."""
        customer = self.find(product_id, username)
        return customer if customer and customer.password and customer.password == Secret(password) else None

    def remove(self, customer: Customer) -> None:
        """Forget a customer."""
        del self._customers[customer.holder]

    def of(self, product_id: int) -> list[Customer]:
        """All customers of a product."""
        return [customer for customer in self._customers.values() if customer.product_id == product_id]
