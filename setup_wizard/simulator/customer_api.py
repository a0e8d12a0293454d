"""The customers of a product, and their claim codes (cloud docs: customers, device_claims)."""

from __future__ import annotations

from collections.abc import Mapping

from setup_wizard.core.secret import Secret
from setup_wizard.simulator import answers
from setup_wizard.simulator.answers import Answer
from setup_wizard.simulator.api_request import ApiRequest
from setup_wizard.simulator.clients import CREATE_CUSTOMER, Client
from setup_wizard.simulator.cloud import Cloud
from setup_wizard.simulator.device_answers import listed_in_product
from setup_wizard.simulator.device_api import new_claim
from setup_wizard.simulator.faults import Fault
from setup_wizard.simulator.holder import Kind
from setup_wizard.simulator.products import Product
from setup_wizard.simulator.routes import Call, Route, in_product, page
from setup_wizard.simulator.sign_in import granted, lifetime_s

CUSTOMERS = "/v1/products/{product}/customers"


class CustomerApi:
    """Answers under `/v1/products/…/customers`, and a product's `device_claims`."""

    def __init__(self, cloud: Cloud) -> None:
        self._cloud = cloud
        customer = f"{CUSTOMERS}/{{username}}"
        self.routes = (
            Route("GET", CUSTOMERS, in_product(cloud.products, self._customers)),
            Route("PUT", customer, in_product(cloud.products, self._change_password)),
            Route("DELETE", customer, in_product(cloud.products, self._remove)),
            Route("POST", "/v1/products/{product}/device_claims", self._create_claim),
        )

    def create(self, request: ApiRequest, path: Mapping[str, str]) -> Answer:
        """Make a customer and log them in, for the id and secret of one of the product's clients.

        It takes no token: a bearer token makes no customer. The client of an account or of another product belongs to
        another organization.
        """
        if not request.is_form:
            return answers.NOT_A_FORM
        client = self._cloud.clients.authenticate(*request.client)
        if client is None:
            return answers.WRONG_CLIENT
        product = self._cloud.products.find(path["product"])
        if product is None or client.product_id != product.product_id:
            return answers.ORGANIZATION_NOT_FOUND
        lifetime = lifetime_s(request)
        if isinstance(lifetime, Answer):
            return lifetime
        return self._refusal(request, client, product) or self._created(request, client, product, lifetime)

    def _refusal(self, request: ApiRequest, client: Client, product: Product) -> Answer | None:
        email, shadow = request.text("email"), request.text("no_password") == "true"
        if not email:
            return Answer(400, {"ok": False, "error": "email was empty"})
        if shadow and client.scope == CREATE_CUSTOMER:
            return answers.oauth_error(400, "unauthorized_client", "This client makes customers with a password only")
        if not shadow and not request.text("password"):
            return Answer(400, {"ok": False, "error": "password was empty"})
        if self._cloud.customers.find(product.product_id, email):
            return Answer(self._duplicate_status(), {"ok": False, "error": f"Customer {email.lower()} already exists"})
        return None

    def _duplicate_status(self) -> int:
        """What the real cloud says to a customer who exists is not known; programs were seen to expect all three."""
        if self._cloud.faults.setting(Fault.DUPLICATE_CUSTOMER_401):
            return 401
        return 409 if self._cloud.faults.setting(Fault.DUPLICATE_CUSTOMER_409) else 400

    def _created(self, request: ApiRequest, client: Client, product: Product, lifetime: int) -> Answer:
        password = None if request.text("no_password") == "true" else Secret(request.text("password"))
        customer = self._cloud.customers.create(product.product_id, request.text("email"), password)
        return granted(self._cloud.accounts.hand_out(customer.holder, client.client_id, lifetime), status=201)

    def _create_claim(self, call: Call) -> Answer:
        """A claim code for the customer who asks: anybody else has no organization here."""
        product = self._cloud.products.find(call.path["product"])
        if call.holder.kind is not Kind.CUSTOMER or product is None or call.holder.product_id != product.product_id:
            return answers.ORGANIZATION_NOT_FOUND
        return new_claim(self._cloud, call.holder)

    def _customers(self, call: Call, product: Product) -> Answer:
        """Only those who once claimed a device."""
        devices = self._cloud.devices
        shown = page(
            [one for one in self._cloud.customers.of(product.product_id) if devices.has_claimed(one.holder)],
            call.request,
            "perPage",
        )
        if isinstance(shown, Answer):
            return shown
        customers, meta = shown
        owned = [device for customer in customers for device in devices.owned_by(customer.holder)]
        return Answer(
            200,
            {
                "customers": [{"id": customer.customer_id, "username": customer.username} for customer in customers],
                "devices": [listed_in_product(device, self._cloud) for device in owned],
                "meta": meta,
            },
        )

    def _change_password(self, call: Call, product: Product) -> Answer:
        customer = self._cloud.customers.find(product.product_id, call.path["username"])
        if customer is None:
            return answers.CUSTOMER_NOT_FOUND
        if customer.password is None or not call.request.text("password"):
            return answers.refused(400, "Only the password of a customer who has one can be changed")
        customer.password = Secret(call.request.text("password"))
        return answers.OK

    def _remove(self, call: Call, product: Product) -> Answer:
        customer = self._cloud.customers.find(product.product_id, call.path["username"])
        if customer is None:
            return answers.CUSTOMER_NOT_FOUND
        self._cloud.customers.remove(customer)
        self._cloud.accounts.revoke_all(customer.holder)
        self._cloud.devices.forget_holder(customer.holder)
        return answers.NO_CONTENT
