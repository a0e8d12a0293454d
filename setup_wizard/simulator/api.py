"""The cloud's requests: who asks, which part of the API answers; the wire around it is `cloud_server.py`."""

from __future__ import annotations

import re
from urllib.parse import unquote

from setup_wizard.simulator import answers
from setup_wizard.simulator.account_api import AccountApi
from setup_wizard.simulator.accounts import AccessToken
from setup_wizard.simulator.answers import Answer
from setup_wizard.simulator.api_request import ApiRequest
from setup_wizard.simulator.client_api import ClientApi
from setup_wizard.simulator.clients import SIGN_IN_CLIENTS
from setup_wizard.simulator.cloud import Cloud
from setup_wizard.simulator.customer_api import CUSTOMERS, CustomerApi
from setup_wizard.simulator.device_api import DeviceApi, own_device
from setup_wizard.simulator.events import Filter
from setup_wizard.simulator.product_api import ProductApi
from setup_wizard.simulator.routes import Call, match_path
from setup_wizard.simulator.sign_in import sign_in

_TOKEN = re.compile("/v1/access_tokens/([0-9a-f]{40})")
_EVENTS = re.compile(
    r"/v1(?:/products/(?P<product>[^/]+))?(?P<devices>/devices(?:/(?P<device_id>[^/]+))??)?/events(?:/(?P<prefix>.+))?"
)


class Api:
    """Routes requests; `answer` for those with one answer, `event_filter` for those with a stream."""

    def __init__(self, cloud: Cloud) -> None:
        self._cloud = cloud
        self._account = AccountApi(cloud)
        self._customers = CustomerApi(cloud)
        self._routes = (
            *self._account.routes,
            *DeviceApi(cloud).routes,
            *ProductApi(cloud).routes,
            *self._customers.routes,
            *ClientApi(cloud).routes,
        )

    def answer(self, request: ApiRequest) -> Answer:
        """The answer to a request that is not for a stream."""
        with self._cloud.lock:
            without_token = self._answer_without_token(request)
            if without_token:
                return without_token
            for route in self._routes:
                path = route.match(request)
                if path is not None:
                    token = self._token(request)
                    return token if isinstance(token, Answer) else route.answer(Call(request, token, path))
        return answers.NO_SUCH_ROUTE

    def who(self, request: ApiRequest) -> str:
        """Whom the cloud takes the caller for."""
        with self._cloud.lock:
            token = self._cloud.accounts.find(request.bearer) if request.bearer else None
            if token:
                return str(token.holder)
            client_id, _secret = request.client
            known = client_id in SIGN_IN_CLIENTS or self._cloud.clients.find(client_id)
            return f"client {client_id}" if known else "nobody"

    def event_filter(self, request: ApiRequest) -> Filter | Answer | None:
        """What a stream is to show, or why it is refused; None when the path is not one of a stream."""
        match = _EVENTS.fullmatch(request.path)
        if request.method != "GET" or not match:
            return None
        with self._cloud.lock:
            token = self._token(request)
            if isinstance(token, Answer):
                return token
            device_id, prefix = match["device_id"], unquote(match["prefix"] or "")
            if match["product"]:
                product = self._cloud.products.find(unquote(match["product"]))
                if product is None or not product.lets_in(token.holder):
                    return answers.PERMISSION_DENIED
                return Filter(product_id=product.product_id, prefix=prefix, device_id=device_id)
            if not match["devices"] and not prefix:
                return answers.oauth_error(400, "invalid_request", "An event name prefix is needed")
            if device_id and own_device(self._cloud, token.holder, device_id) is None:
                return answers.PERMISSION_DENIED
            return Filter(token.holder, prefix=prefix, device_id=device_id)

    def _answer_without_token(self, request: ApiRequest) -> Answer | None:
        """The answer to those few requests that no access token comes with."""
        if request.path == "/oauth/token":
            return sign_in(request, self._cloud)
        revoked = _TOKEN.fullmatch(request.path)
        if request.method == "DELETE" and revoked:
            return self._account.revoke(revoked.group(1))
        path = match_path(CUSTOMERS, request.path)
        if request.method == "POST" and path is not None:
            return self._customers.create(request, path)
        return None

    def _token(self, request: ApiRequest) -> AccessToken | Answer:
        if not request.bearer:
            return answers.NO_TOKEN
        token = self._cloud.accounts.find(request.bearer)
        if token is None:
            return answers.INVALID_TOKEN
        return answers.EXPIRED_TOKEN if self._cloud.accounts.has_expired(token) else token
