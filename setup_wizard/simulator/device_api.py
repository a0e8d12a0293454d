"""Claiming and using one's own devices, as a developer or as a customer (cloud docs: devices, device_claims)."""

from __future__ import annotations

from collections.abc import Callable

from setup_wizard.simulator import answers
from setup_wizard.simulator.answers import Answer
from setup_wizard.simulator.api_request import ApiRequest
from setup_wizard.simulator.cloud import Cloud, timestamp
from setup_wizard.simulator.device_answers import details, listed, moment, value_of
from setup_wizard.simulator.devices import Device
from setup_wizard.simulator.holder import Holder, Kind
from setup_wizard.simulator.routes import Call, Handler, Route

_TINKER = "tinker"


class DeviceApi:
    """Answers under `/v1/devices`, and `/v1/device_claims`."""

    def __init__(self, cloud: Cloud) -> None:
        self._cloud = cloud
        self.routes = (
            Route("POST", "/v1/device_claims", self._create_claim, (Kind.DEVELOPER,)),
            Route("GET", "/v1/devices", self._devices),
            Route("POST", "/v1/devices", self._claim, (Kind.DEVELOPER, Kind.CUSTOMER)),
            Route("GET", "/v1/devices/{device_id}", self._own(self._device)),
            Route("PUT", "/v1/devices/{device_id}", self._own(self._change)),
            Route("DELETE", "/v1/devices/{device_id}", self._own(self._unclaim)),
            Route("PUT", "/v1/devices/{device_id}/ping", self._own(self._ping)),
            Route("GET", "/v1/devices/{device_id}/{name}", self._own(self._variable)),
            Route("POST", "/v1/devices/{device_id}/{name}", self._own(self._function)),
        )

    def _own(self, handler: Callable[[Call, Device], Answer]) -> Handler:
        """A handler for the caller's own device."""

        def handle(call: Call) -> Answer:
            device = own_device(self._cloud, call.holder, call.path["device_id"])
            return handler(call, device) if device else answers.PERMISSION_DENIED

        return handle

    def _create_claim(self, call: Call) -> Answer:
        return new_claim(self._cloud, call.holder)

    def _devices(self, call: Call) -> Answer:
        """The list, with the entry without an id that the real cloud sometimes adds."""
        owned = self._cloud.devices.owned_by(call.holder)
        nobody = {"id": None, "name": None, "last_heard": None, "connected": False, "status": None}
        return Answer(200, [*(listed(device) for device in owned), nobody])

    def _device(self, _call: Call, device: Device) -> Answer:
        return Answer(200, {**listed(device), **details(device)})

    def _change(self, call: Call, device: Device) -> Answer:
        if not call.request.text("app"):
            return changed(call.request, device, self._cloud)
        if call.holder.kind is Kind.CUSTOMER:
            return answers.wrong_kind(Kind.CUSTOMER)
        return _flashed(call.request.text("app"), device)

    def _unclaim(self, _call: Call, device: Device) -> Answer:
        device.owner = None
        return answers.OK

    def _claim(self, call: Call) -> Answer:
        """Claim by id: what is in no product must be online; a customer claims nothing from outside the product."""
        device, holder = self._cloud.devices.find(call.request.text("id")), call.holder
        if device is None:
            return answers.DOES_NOT_EXIST
        if holder.kind is Kind.CUSTOMER and not device.is_member_of(holder.product_id):
            return answers.DOES_NOT_EXIST
        if device.owner not in (None, holder):
            return answers.BELONGS_TO_SOMEONE_ELSE
        if not device.online and not self._may_be_offline(device, holder):
            return answers.NOT_ONLINE
        self._cloud.devices.give(device, holder)
        body = {"user_id": holder.username, "id": device.device_id, "connected": device.online, "ok": True}
        return Answer(200, body)

    def _may_be_offline(self, device: Device, holder: Holder) -> bool:
        product = self._cloud.products.by_id(device.member_of)
        return product is not None and (holder.product_id == product.product_id or product.lets_in(holder))

    def _ping(self, _call: Call, device: Device) -> Answer:
        return Answer(200, {"online": device.online, "ok": True})

    def _variable(self, call: Call, device: Device) -> Answer:
        name = call.path["name"]
        if not device.online:
            return answers.VARIABLE_TIMED_OUT
        if name not in device.variables:
            return answers.not_found("Variable not found")
        core = {
            "name": device.name,
            "deviceID": device.device_id,
            "connected": True,
            "last_handshake_at": moment(device.last_handshake_at),
            "last_app": "",
            "last_heard": moment(device.last_heard),
            "product_id": device.member_of or device.platform_id,
        }
        value = value_of(device, name, self._cloud.clock())
        return Answer(200, {"cmd": "VarReturn", "name": name, "result": value, "coreInfo": core})

    def _function(self, call: Call, device: Device) -> Answer:
        name = call.path["name"]
        if not device.online:
            return answers.FUNCTION_TIMED_OUT
        if name not in device.functions:
            return answers.not_found(f"Function {name} not found")
        return Answer(200, {"id": device.device_id, "last_app": "", "connected": True, "return_value": 1})


def own_device(cloud: Cloud, holder: Holder, device_id: str) -> Device | None:
    """The caller's device; ids count in lower case only."""
    device = cloud.devices.find(device_id)
    return device if device and device.owner == holder else None


def new_claim(cloud: Cloud, holder: Holder) -> Answer:
    """A fresh claim code, beside what its maker owns already."""
    owned = [device.device_id for device in cloud.devices.owned_by(holder)]
    code = cloud.devices.create_claim_code(holder)
    return Answer(200, {"claim_code": code, "device_ids": owned}, escapes_slashes=True)


def changed(request: ApiRequest, device: Device, cloud: Cloud) -> Answer:
    """Signal, or keep a name, notes, or whether it is a development device."""
    if "signal" in request.fields:
        if not device.online:
            return answers.TIMED_OUT
        signaling = request.text("signal") == "1"
        return Answer(200, {"id": device.device_id, "connected": True, "signaling": signaling})
    if not request.text("name") and not {"notes", "development"} & set(request.fields):
        return answers.refused(400, "Nothing to do?")
    device.name = request.text("name") or device.name
    device.notes = request.text("notes") or device.notes
    if "development" in request.fields:
        device.development = request.text("development").lower() == "true"
    kept = {"id": device.device_id, "name": device.name, "notes": device.notes, "development": device.development}
    return Answer(200, {**kept, "updated_at": timestamp(cloud.clock())})


def _flashed(app: str, device: Device) -> Answer:
    """Flash an application that the cloud knows by name; Tinker names no product."""
    if app != _TINKER:
        return answers.refused(400, f"Can't flash unknown app {app}")
    if not device.online:
        return answers.TIMED_OUT
    device.firmware_product_id = None
    return Answer(200, {"id": device.device_id, "status": "Update started"})
