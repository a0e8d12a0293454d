"""The cloud's requests and what each answers (cloud docs: api); the wire around them is `cloud_server.py`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from setup_wizard.simulator import answers
from setup_wizard.simulator.accounts import AccessToken
from setup_wizard.simulator.answers import Answer
from setup_wizard.simulator.api_request import ApiRequest
from setup_wizard.simulator.cloud import Cloud, timestamp
from setup_wizard.simulator.devices import PHOTON_PLATFORM, Device
from setup_wizard.simulator.events import Filter
from setup_wizard.simulator.sign_in import sign_in

_DEVICE_ID = r"(?P<device_id>[^/]+)"


@dataclass(frozen=True, slots=True)
class _Call:
    """A request whose token was accepted."""

    request: ApiRequest
    token: AccessToken
    path: Mapping[str, str]


class Api:
    """Routes requests; `answer` for those with one answer, `event_filter` for those with a stream."""

    def __init__(self, cloud: Cloud) -> None:
        self._cloud = cloud
        self._routes: tuple[tuple[str, re.Pattern[str], Callable[[_Call], Answer]], ...] = tuple(
            (method, re.compile(pattern), handler)
            for method, pattern, handler in (
                ("GET", "/v1/user", self._user),
                ("GET", "/v1/access_tokens/current", self._current_token),
                ("DELETE", "/v1/access_tokens/current", self._revoke_current),
                ("DELETE", "/v1/access_tokens", self._revoke_all),
                ("POST", "/v1/device_claims", self._create_claim),
                ("GET", "/v1/devices", self._devices),
                ("POST", "/v1/devices", self._claim_device),
                ("GET", f"/v1/devices/{_DEVICE_ID}", self._device),
                ("PUT", f"/v1/devices/{_DEVICE_ID}", self._change),
                ("DELETE", f"/v1/devices/{_DEVICE_ID}", self._unclaim),
                ("PUT", f"/v1/devices/{_DEVICE_ID}/ping", self._ping),
                ("GET", f"/v1/devices/{_DEVICE_ID}/(?P<name>[^/]+)", self._variable),
                ("POST", f"/v1/devices/{_DEVICE_ID}/(?P<name>[^/]+)", self._function),
            )
        )

    def answer(self, request: ApiRequest) -> Answer:
        """The answer to a request that is not for a stream."""
        with self._cloud.lock:
            if request.path == "/oauth/token":
                return sign_in(request, self._cloud.accounts)
            revoked = re.fullmatch("/v1/access_tokens/([0-9a-f]{40})", request.path)
            if request.method == "DELETE" and revoked:
                known = self._cloud.accounts.revoke(revoked.group(1))
                return answers.OK if known else answers.refused(404, "Token not found")
            for method, pattern, handler in self._routes:
                match = pattern.fullmatch(request.path)
                if match and method == request.method:
                    token = self._token(request)
                    return token if isinstance(token, Answer) else handler(_Call(request, token, match.groupdict()))
        return answers.NO_SUCH_ROUTE

    def event_filter(self, request: ApiRequest) -> Filter | Answer | None:
        """What a stream is to show, or why it is refused; None when the path is not one of a stream."""
        match = re.fullmatch(rf"/v1(?P<mine>/devices(?:/{_DEVICE_ID})??)?/events(?:/(?P<prefix>.+))?", request.path)
        if request.method != "GET" or not match:
            return None
        with self._cloud.lock:
            token = self._token(request)
            if isinstance(token, Answer):
                return token
            device_id, prefix = match["device_id"], match["prefix"] or ""
            if not match["mine"] and not prefix:
                return answers.oauth_error(400, "invalid_request", "An event name prefix is needed")
            if device_id and self._own(token, device_id) is None:
                return answers.PERMISSION_DENIED
            return Filter(token.username, prefix, device_id)

    def _token(self, request: ApiRequest) -> AccessToken | Answer:
        if not request.bearer:
            return answers.NO_TOKEN
        token = self._cloud.accounts.find(request.bearer)
        if token is None:
            return answers.INVALID_TOKEN
        return answers.EXPIRED_TOKEN if self._cloud.accounts.has_expired(token) else token

    def _own(self, token: AccessToken, device_id: str) -> Device | None:
        """The caller's device; ids count in lower case only."""
        device = self._cloud.devices.find(device_id)
        return device if device and device.owner == token.username else None

    def _user(self, call: _Call) -> Answer:
        account = self._cloud.accounts.find_account(call.token.username)
        names = {"first_name": None, "last_name": None, "business_account": False, "company_name": None}
        return Answer(
            200,
            {
                "username": account.username,
                "subscription_ids": [],
                "tos": {"accepted": True},
                "account_info": names,
                "mfa": {"enabled": account.one_time_code is not None},
                "no_password": False,
                "scim_provisioned": False,
                "wifi_device_count": len(self._cloud.devices.owned_by(account.username)),
                "cellular_device_count": 0,
            },
        )

    def _current_token(self, call: _Call) -> Answer:
        expires_at = call.token.expires_at
        return Answer(
            200,
            {
                "expires_at": None if expires_at is None else timestamp(expires_at),
                "client": call.token.client_id,
                "client_id": call.token.client_id,
                "scopes": [],
                "orgs": [],
            },
        )

    def _revoke_current(self, call: _Call) -> Answer:
        self._cloud.accounts.revoke(call.token.value)
        return answers.OK

    def _revoke_all(self, call: _Call) -> Answer:
        self._cloud.accounts.revoke_all(call.token.username)
        return answers.OK

    def _create_claim(self, call: _Call) -> Answer:
        owned = [device.device_id for device in self._cloud.devices.owned_by(call.token.username)]
        code = self._cloud.devices.create_claim_code(call.token.username)
        return Answer(200, {"claim_code": code, "device_ids": owned}, escapes_slashes=True)

    def _devices(self, call: _Call) -> Answer:
        """The list, with the entry without an id that the real cloud sometimes adds."""
        owned = self._cloud.devices.owned_by(call.token.username)
        nobody = {"id": None, "name": None, "last_heard": None, "connected": False, "status": None}
        return Answer(200, [*(_listed(device) for device in owned), nobody])

    def _device(self, call: _Call) -> Answer:
        device = self._own(call.token, call.path["device_id"])
        if device is None:
            return answers.PERMISSION_DENIED
        details: dict[str, object] = {
            "variables": device.variables if device.online else None,
            "functions": list(device.functions) if device.online else None,
            "current_build_target": device.system_firmware_version,
            "targeted_firmware_release_version": device.system_firmware_version,
            "default_build_target": device.system_firmware_version,
            "firmware_updates_enabled": True,
        }
        return Answer(200, {**_listed(device), **details})

    def _change(self, call: _Call) -> Answer:
        device, request = self._own(call.token, call.path["device_id"]), call.request
        if device is None:
            return answers.PERMISSION_DENIED
        if "signal" in request.fields:
            if not device.online:
                return answers.TIMED_OUT
            signaling = request.text("signal") == "1"
            return Answer(200, {"id": device.device_id, "connected": True, "signaling": signaling})
        if not request.text("name") and "notes" not in request.fields:
            return answers.refused(400, "Nothing to do?")
        device.name = request.text("name") or device.name
        device.notes = request.text("notes") or device.notes
        changed = {"id": device.device_id, "name": device.name, "notes": device.notes}
        return Answer(200, {**changed, "updated_at": timestamp(self._cloud.clock())})

    def _unclaim(self, call: _Call) -> Answer:
        device = self._own(call.token, call.path["device_id"])
        if device is None:
            return answers.PERMISSION_DENIED
        device.owner = None
        return answers.OK

    def _claim_device(self, call: _Call) -> Answer:
        device = self._cloud.devices.find(call.request.text("id"))
        if device is None:
            return answers.DOES_NOT_EXIST
        if device.owner not in (None, call.token.username):
            return answers.BELONGS_TO_SOMEONE_ELSE
        if not device.online:
            return answers.NOT_ONLINE
        device.owner = call.token.username
        return Answer(200, {"user_id": call.token.username, "id": device.device_id, "connected": True, "ok": True})

    def _ping(self, call: _Call) -> Answer:
        device = self._own(call.token, call.path["device_id"])
        if device is None:
            return answers.PERMISSION_DENIED
        return Answer(200, {"online": device.online, "ok": True})

    def _variable(self, call: _Call) -> Answer:
        device, name = self._own(call.token, call.path["device_id"]), call.path["name"]
        if device is None:
            return answers.PERMISSION_DENIED
        if not device.online:
            return answers.VARIABLE_TIMED_OUT
        if name not in device.variables:
            return answers.not_found("Variable not found")
        core = {
            "name": device.name,
            "deviceID": device.device_id,
            "connected": True,
            "last_handshake_at": _moment(device.last_handshake_at),
            "last_app": "",
            "last_heard": _moment(device.last_heard),
            "product_id": PHOTON_PLATFORM,
        }
        uptime_s = int(self._cloud.clock() - (device.last_handshake_at or 0.0))
        return Answer(200, {"cmd": "VarReturn", "name": name, "result": uptime_s, "coreInfo": core})

    def _function(self, call: _Call) -> Answer:
        device, name = self._own(call.token, call.path["device_id"]), call.path["name"]
        if device is None:
            return answers.PERMISSION_DENIED
        if not device.online:
            return answers.FUNCTION_TIMED_OUT
        if name not in device.functions:
            return answers.not_found(f"Function {name} not found")
        return Answer(200, {"id": device.device_id, "last_app": "", "connected": True, "return_value": 1})


def _moment(seconds: float | None) -> str | None:
    return None if seconds is None else timestamp(seconds)


def _listed(device: Device) -> dict[str, object]:
    return {
        "id": device.device_id,
        "name": device.name,
        "last_app": None,
        "last_ip_address": "203.0.113.7",
        "last_heard": _moment(device.last_heard),
        "last_handshake_at": _moment(device.last_handshake_at),
        "product_id": PHOTON_PLATFORM,
        "online": device.online,
        "connected": device.online,
        "platform_id": PHOTON_PLATFORM,
        "cellular": False,
        "notes": device.notes,
        "status": "normal",
        "system_firmware_version": device.system_firmware_version,
        "pinned_build_target": device.system_firmware_version,
    }
