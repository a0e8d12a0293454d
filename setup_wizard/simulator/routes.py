"""Which request goes where, and which kinds of token each takes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import ceil
from typing import TypeVar
from urllib.parse import unquote

from setup_wizard.simulator import answers
from setup_wizard.simulator.accounts import AccessToken
from setup_wizard.simulator.answers import Answer
from setup_wizard.simulator.api_request import ApiRequest
from setup_wizard.simulator.holder import Holder, Kind
from setup_wizard.simulator.products import Product, Products

PAGE_SIZE = 25

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Call:
    """A request whose token was accepted; `path` are the parts that its route names."""

    request: ApiRequest
    token: AccessToken
    path: Mapping[str, str]

    @property
    def holder(self) -> Holder:
        """Whom the token stands for."""
        return self.token.holder


Handler = Callable[[Call], Answer]


@dataclass(frozen=True, slots=True)
class Route:
    """A method, a path such as `/v1/devices/{device_id}`, what answers it, and the kinds of token that may ask."""

    method: str
    path: str
    handler: Handler
    kinds: tuple[Kind, ...] = tuple(Kind)

    def match(self, request: ApiRequest) -> Mapping[str, str] | None:
        """The parts of the path that are named; None for a request that is for another route."""
        return match_path(self.path, request.path) if request.method == self.method else None

    def answer(self, call: Call) -> Answer:
        """The handler's answer, or the one to a wrong kind of token."""
        kind = call.holder.kind
        return self.handler(call) if kind in self.kinds else answers.wrong_kind(kind)


def match_path(template: str, path: str) -> Mapping[str, str] | None:
    """The named parts of a path, decoded; None when it does not look like the template."""
    match = re.fullmatch(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", template), path)
    return {name: unquote(part) for name, part in match.groupdict().items()} if match else None


def in_product(
    products: Products, handler: Callable[[Call, Product], Answer], refusal: Answer = answers.PERMISSION_DENIED
) -> Handler:
    """A handler for the product that the path names; what the token may not see looks as if it did not exist."""

    def handle(call: Call) -> Answer:
        product = products.find(call.path["product"])
        return handler(call, product) if product and product.lets_in(call.holder) else refusal

    return handle


def page(items: list[Item], request: ApiRequest, size_name: str) -> tuple[list[Item], dict[str, int]] | Answer:
    """The items of the page asked for, and the `meta` of the answer."""
    number, size = request.query.get("page", "1"), request.query.get(size_name, str(PAGE_SIZE))
    if not (number.isdecimal() and size.isdecimal() and int(number) and int(size)):
        return answers.oauth_error(400, "invalid_request", f"page and {size_name} must be numbers from 1 on")
    start = (int(number) - 1) * int(size)
    return items[start : start + int(size)], {"total_pages": max(1, ceil(len(items) / int(size)))}
