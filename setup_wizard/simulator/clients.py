"""OAuth clients: those that sign developers in, and those that developers make (cloud docs: OAuth clients)."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass

from setup_wizard.core.secret import Secret

SIGN_IN_CLIENTS = {"particle": "particle", "particle-api": "particle-api", "particle-cli": "particle-cli"}
"""The clients that may sign developers in: the documentation's, particle-api-js's and the CLI's."""
CREATE_CUSTOMER = "create_customer"
"""The only scope there is: such a client makes customers and logs them in, and does nothing else."""


@dataclass(frozen=True, slots=True)
class Client:
    """A client of a product, or of its maker's account where `product_id` is None; without a scope it may do all."""

    client_id: str
    secret: Secret
    name: str
    maker: str
    product_id: int | None = None
    kind: str = "installed"
    scope: str = ""
    redirect_uri: str = ""


class Clients:
    """All clients that somebody made. Not thread-safe: the cloud calls it under its lock."""

    def __init__(self) -> None:
        self._clients: dict[str, Client] = {}

    def create(
        self, name: str, maker: str, product_id: int | None, *, kind: str = "installed", scope: str = "", uri: str = ""
    ) -> Client:
        """A new client with an id made of its name, such as `greenhouse-4711`, and a secret that is shown once."""
        stem = re.sub("[^a-z0-9]+", "-", name.lower()).strip("-")
        client_id = f"{stem}-{secrets.randbelow(9000) + 1000}"
        while client_id in self._clients:
            client_id = f"{stem}-{secrets.randbelow(9000) + 1000}"
        client = Client(client_id, Secret(secrets.token_hex(20)), name, maker, product_id, kind, scope, uri)
        self.keep(client)
        return client

    def keep(self, client: Client) -> None:
        """Add a client, or replace the one with its id."""
        self._clients[client.client_id] = client

    def remove(self, client: Client) -> None:
        """Forget a client; the tokens it made stay valid."""
        del self._clients[client.client_id]

    def find(self, client_id: str) -> Client | None:
        """The client with this id."""
        return self._clients.get(client_id)

    def authenticate(self, client_id: str, client_secret: str) -> Client | None:
        """The client with this id, if the secret is right."""
        client = self._clients.get(client_id)
        return client if client and client.secret == Secret(client_secret) else None

    def of(self, maker: str, product_id: int | None) -> list[Client]:
        """A product's clients, whoever made them; without a product, the maker's own."""
        return [
            client
            for client in self._clients.values()
            if client.product_id == product_id and (product_id is not None or client.maker == maker)
        ]
