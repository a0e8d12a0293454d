"""Making and removing OAuth clients, of a product and of one's own account (cloud docs: OAuth clients)."""

from __future__ import annotations

from dataclasses import replace

from setup_wizard.simulator import answers
from setup_wizard.simulator.answers import Answer
from setup_wizard.simulator.clients import CREATE_CUSTOMER, Client
from setup_wizard.simulator.cloud import Cloud
from setup_wizard.simulator.holder import Kind
from setup_wizard.simulator.products import Product
from setup_wizard.simulator.routes import Call, Route, in_product

_KINDS = ("installed", "web")


class ClientApi:
    """Answers under `/v1/products/…/clients` and `/v1/clients`, to developers only."""

    def __init__(self, cloud: Cloud) -> None:
        self._cloud = cloud
        handlers = (
            ("GET", "", self._list),
            ("POST", "", self._create),
            ("PUT", "/{client_id}", self._change),
            ("DELETE", "/{client_id}", self._remove),
        )
        of_products = tuple(
            Route(
                method,
                f"/v1/products/{{product}}/clients{rest}",
                in_product(cloud.products, handler),
                (Kind.DEVELOPER,),
            )
            for method, rest, handler in handlers
        )
        of_accounts = tuple(
            Route(method, f"/v1/clients{rest}", handler, (Kind.DEVELOPER,)) for method, rest, handler in handlers
        )
        self.routes = of_products + of_accounts

    def _list(self, call: Call, product: Product | None = None) -> Answer:
        clients = self._cloud.clients.of(call.holder.username, _id(product))
        return Answer(200, {"ok": True, "clients": [_described(client) for client in clients]})

    def _create(self, call: Call, product: Product | None = None) -> Answer:
        """A new client; this answer is the only one with its secret."""
        text = call.request.text
        name, kind, scope, uri = text("name"), text("type"), text("scope"), text("redirect_uri")
        if not name or kind not in _KINDS:
            return answers.oauth_error(400, "invalid_request", f"A name and a type, one of {', '.join(_KINDS)}, needed")
        if kind == "web" and not uri:
            return answers.oauth_error(400, "invalid_request", "A client of type web needs a redirect_uri")
        if scope not in ("", CREATE_CUSTOMER):
            return answers.oauth_error(400, "invalid_scope", f"only {CREATE_CUSTOMER} is valid")
        client = self._cloud.clients.create(name, call.holder.username, _id(product), kind=kind, scope=scope, uri=uri)
        return Answer(200, {"ok": True, "client": {**_described(client), "secret": client.secret.reveal()}})

    def _change(self, call: Call, product: Product | None = None) -> Answer:
        client, request = self._find(call, product), call.request
        if client is None:
            return answers.CLIENT_NOT_FOUND
        scope = request.text("scope") if "scope" in request.fields else client.scope
        if scope not in ("", CREATE_CUSTOMER):
            return answers.oauth_error(400, "invalid_scope", f"only {CREATE_CUSTOMER} is valid")
        client = replace(client, name=request.text("name") or client.name, scope=scope)
        self._cloud.clients.keep(client)
        return Answer(200, {"ok": True, "client": _described(client)})

    def _remove(self, call: Call, product: Product | None = None) -> Answer:
        client = self._find(call, product)
        if client is None:
            return answers.CLIENT_NOT_FOUND
        self._cloud.clients.remove(client)
        return answers.NO_CONTENT

    def _find(self, call: Call, product: Product | None) -> Client | None:
        client = self._cloud.clients.find(call.path["client_id"])
        return client if client in self._cloud.clients.of(call.holder.username, _id(product)) else None


def _id(product: Product | None) -> int | None:
    return product.product_id if product else None


def _described(client: Client) -> dict[str, object]:
    shown = {"scope": client.scope, "redirect_uri": client.redirect_uri, "product_id": client.product_id}
    return {
        "name": client.name,
        "type": client.kind,
        "id": client.client_id,
        **{name: value for name, value in shown.items() if value},
    }
