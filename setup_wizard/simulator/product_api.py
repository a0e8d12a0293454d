"""Products and the devices in them (cloud docs: products; who may look in: `products.py`)."""

from __future__ import annotations

from collections.abc import Callable

from setup_wizard.simulator import answers
from setup_wizard.simulator.answers import Answer
from setup_wizard.simulator.cloud import Cloud
from setup_wizard.simulator.device_answers import customer_of, details, listed_in_product
from setup_wizard.simulator.device_api import changed
from setup_wizard.simulator.devices import Device
from setup_wizard.simulator.faults import Fault
from setup_wizard.simulator.holder import Kind
from setup_wizard.simulator.imports import Verdict, answered, ids_of_file, import_devices
from setup_wizard.simulator.products import Product
from setup_wizard.simulator.routes import Call, Handler, Route, in_product, page

_PRODUCT = "/v1/products/{product}"
_DEVICES = f"{_PRODUCT}/devices"
_DEVICE = f"{_DEVICES}/{{device_id}}"


class ProductApi:
    """Answers under `/v1/products`, but for customers and clients."""

    def __init__(self, cloud: Cloud) -> None:
        self._cloud = cloud
        products = cloud.products
        self.routes = (
            Route("GET", "/v1/products", self._products, (Kind.DEVELOPER,)),
            Route("GET", "/v1/user/products", self._products, (Kind.DEVELOPER,)),
            Route("GET", _PRODUCT, in_product(products, self._product, answers.PRODUCT_NOT_FOUND)),
            Route("GET", _DEVICES, in_product(products, self._devices)),
            Route("POST", _DEVICES, in_product(products, self._import)),
            Route("GET", _DEVICE, self._listed(self._device)),
            Route("PUT", _DEVICE, self._listed(self._change)),
            Route("DELETE", _DEVICE, self._listed(self._remove)),
            Route("DELETE", f"{_DEVICE}/owner", self._listed(self._unclaim)),
        )

    def _listed(self, handler: Callable[[Call, Device], Answer]) -> Handler:
        """A handler for a device that the product's list shows."""

        def handle(call: Call, product: Product) -> Answer:
            device = self._cloud.devices.find(call.path["device_id"])
            if device is None or device.product_id != product.product_id:
                return answers.DEVICE_NOT_FOUND
            return handler(call, device)

        return in_product(self._cloud.products, handle)

    def _products(self, call: Call) -> Answer:
        seen = [product for product in self._cloud.products if product.lets_in(call.holder)]
        return Answer(200, {"products": [_described(product) for product in seen]})

    def _product(self, _call: Call, product: Product) -> Answer:
        """One product: an object today, a list of one in 2018."""
        described = _described(product)
        as_list = self._cloud.faults.setting(Fault.PRODUCT_AS_LIST)
        return Answer(200, {"product": [described] if as_list else described})

    def _devices(self, call: Call, product: Product) -> Answer:
        query = call.request.query
        found = [
            device
            for device in self._cloud.devices.in_product(product.product_id)
            if query.get("deviceId", "") in device.device_id
            and query.get("deviceName", "").lower() in (device.name or "").lower()
        ]
        shown = page(found, call.request, "per_page")
        if isinstance(shown, Answer):
            return shown
        devices, meta = shown
        owners = {customer.customer_id: customer for one in devices if (customer := customer_of(one, self._cloud))}
        return Answer(
            200,
            {
                "devices": [listed_in_product(device, self._cloud) for device in devices],
                "customers": [{"id": number, "username": owner.username} for number, owner in owners.items()],
                "meta": meta,
            },
        )

    def _import(self, call: Call, product: Product) -> Answer:
        """One id, or a file of them; 200 also when nothing was imported (spark-server says 400 then)."""
        request, faults = call.request, self._cloud.faults
        ids = ids_of_file(request.files["file"]) if "file" in request.files else [request.text("id")]
        if not any(ids):
            return answers.refused(400, "id or file is needed")
        known = [(device_id, self._cloud.devices.find(device_id)) for device_id in dict.fromkeys(ids)]
        verdicts = import_devices(known, product, faults)
        refused = faults.setting(Fault.IMPORT_REFUSED_WITH_400) and not verdicts[Verdict.UPDATED]
        return Answer(400 if refused else 200, answered(verdicts, faults))

    def _device(self, _call: Call, device: Device) -> Answer:
        return Answer(200, {**listed_in_product(device, self._cloud), **details(device)})

    def _change(self, call: Call, device: Device) -> Answer:
        return changed(call.request, device, self._cloud)

    def _remove(self, call: Call, device: Device) -> Answer:
        """Take it out, or deny what is in quarantine; who owns it stays its owner, out of the product's reach."""
        if call.request.text("deny").lower() != "true":
            device.leave_product()
        elif device.quarantined:
            device.quarantined, device.denied = False, True
        else:
            return answers.refused(400, "Only a device in quarantine can be denied")
        return answers.NO_CONTENT

    def _unclaim(self, _call: Call, device: Device) -> Answer:
        if device.owner is None:
            return answers.not_found("Device has no owner.")
        device.owner = None
        return answers.OK


def _described(product: Product) -> dict[str, object]:
    return {
        "id": product.product_id,
        "platform_id": product.platform_id,
        "name": product.name,
        "slug": product.slug,
        "description": f"{product.name}, simulated",
        "subscription_id": 1,
        "groups": [],
        "settings": {"quarantine": product.quarantine},
        "org": None,
    }
