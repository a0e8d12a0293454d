"""The cloud as the setup sees it: one's account and its devices."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import quote

from setup_wizard.cloud.auth import BearerAuth
from setup_wizard.cloud.bearer import Bearer
from setup_wizard.cloud.customers import Customers
from setup_wizard.cloud.errors import describe, explanation, refusal
from setup_wizard.cloud.events import EventParser
from setup_wizard.cloud.grants import Grants
from setup_wizard.cloud.http import Http
from setup_wizard.cloud.identify import identify
from setup_wizard.cloud.products import Products
from setup_wizard.cloud.sign_in import SignIn
from setup_wizard.cloud.values import read_claim_code, read_device, read_devices
from setup_wizard.core.account import ClaimCode, CloudDevice, DeviceEvent, OAuthClient, OneTimeCodeChallenge, Token
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.device import DeviceId
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret


class Cloud:
    """The cloud's REST API with the caller's token.

    Every method blocks until its total time (20 s, 35 s where a device is asked) and raises only `SetupError`:
    `TOKEN_EXPIRED`, `RATE_LIMITED`, `CLOUD_UNREACHABLE`, `CLOUD_ERROR`, `NOT_ALLOWED` or `CANCELLED`, and what its own
    line adds.
    Safe to use from several threads. Plain http is accepted as given; another scheme raises ValueError.
    """

    def __init__(
        self,
        base_url: str,
        *,
        client_id: str = "particle",
        client_secret: Secret = Secret("particle"),  # noqa: B008 - immutable, and public (cloud docs)
    ) -> None:
        self._http = Http(base_url)
        self._bearer = Bearer(self._http)
        grants = Grants(self._http)
        self._sign_in = SignIn(grants, OAuthClient(client_id, client_secret))
        self._products = Products(self._bearer)
        self._customers = Customers(self._http, grants)

    @property
    def products(self) -> Products:
        """The products of the account, and their devices."""
        return self._products

    @property
    def customers(self) -> Customers:
        """The customers of products."""
        return self._customers

    def close(self) -> None:
        """End every call under way, event streams included, and refuse new ones with `CANCELLED`."""
        self._http.close()

    def server_now(self) -> datetime | None:
        """The cloud's clock, None before the first answer that told the time."""
        return self._http.server_now()

    def sign_in(self, username: str, password: Secret, cancel: Cancel) -> Token | OneTimeCodeChallenge:
        """A token for a user name and password, or the wish for a one-time code; also `SIGN_IN_REFUSED`."""
        return self._sign_in.with_password(username, password, cancel)

    def answer_one_time_code(self, challenge: OneTimeCodeChallenge, code: Secret, cancel: Cancel) -> Token:
        """A token for a one-time code, three tries a challenge; also `ONE_TIME_CODE_REFUSED`."""
        return self._sign_in.with_one_time_code(challenge, code, cancel)

    def check_token(self, token: Secret, cancel: Cancel) -> Token:
        """A pasted token of any kind, with its user and its end as far as the cloud tells."""
        return identify(self._bearer, token, cancel)

    def sign_out(self, token: Secret, cancel: Cancel) -> None:
        """Make the cloud forget the token; one it does not know any more is signed out already."""
        answer = self._bearer.ask("DELETE", "/v1/access_tokens/current", token, cancel)
        if not answer.ok and (error := refusal(answer)).reason is not Reason.TOKEN_EXPIRED:
            raise error

    def create_claim_code(self, token: Secret, cancel: Cancel) -> ClaimCode:
        """A claim code: for one device, usable once, for an hour (cloud docs: device_claims)."""
        return read_claim_code(self._bearer.call("POST", "/v1/device_claims", token, cancel, form={}).fields)

    def list_devices(self, token: Secret, cancel: Cancel) -> tuple[CloudDevice, ...]:
        """The devices of the account."""
        return read_devices(self._bearer.call("GET", "/v1/devices", token, cancel).body)

    def find_device(
        self, token: Secret, device_id: DeviceId, cancel: Cancel, *, total_s: float | None = None
    ) -> CloudDevice | None:
        """One device of the account, None if it is not ours or not known; within `total_s` if that is given."""
        fields = self._bearer.find_device(f"/v1/devices/{device_id}", token, device_id, cancel, total_s=total_s)
        return None if fields is None else read_device(fields)

    def claim_device(self, token: Secret, device_id: DeviceId, cancel: Cancel) -> bool:
        """True: the device is ours now. False: not possible yet (offline or unknown). Also `OWNED_BY_OTHER`."""
        answer = self._bearer.ask("POST", "/v1/devices", token, cancel, form={"id": device_id})
        if answer.ok and answer.body:
            return True
        said = explanation(answer.body).lower()
        if "belongs to someone else" in said:
            raise SetupError(Reason.OWNED_BY_OTHER, describe(answer))
        # spark-server says this of one's own device.
        if "already claimed" in said:
            return True
        error = refusal(answer)
        # The cloud hides which ids exist: a device it cannot claim gets 403, 404 or an answer without words.
        is_hidden = answer.status == 404 or (answer.status < 500 and not said)
        if error.reason is Reason.NOT_ALLOWED or (error.reason is Reason.CLOUD_ERROR and is_hidden):
            return False
        raise error

    def release_device(self, token: Secret, device_id: DeviceId, cancel: Cancel) -> None:
        """Give the device up; one that is not in the account is done already."""
        answer = self._bearer.ask("DELETE", f"/v1/devices/{device_id}", token, cancel)
        if not answer.ok and (answer.status not in (403, 404) or self.find_device(token, device_id, cancel)):
            raise refusal(answer)

    def flash_tinker(self, token: Secret, device_id: DeviceId, cancel: Cancel) -> None:
        """Start to replace the device's firmware by Tinker, what it was sold with; also `WRONG_TOKEN_KIND`."""
        form = {"app": "tinker"}
        answer = self._bearer.ask("PUT", f"/v1/devices/{device_id}", token, cancel, form=form, asks_device=True)
        # Every token that sees a device may flash it, but for a customer's (cloud docs: customers).
        if answer.status == 403 and self.find_device(token, device_id, cancel):
            raise SetupError(Reason.WRONG_TOKEN_KIND, describe(answer))
        if not answer.ok:
            raise refusal(answer)
        if "Update started" not in (answer.fields.get("status"), answer.fields.get("message")):
            raise SetupError(Reason.CLOUD_ERROR, describe(answer))

    def rename_device(self, token: Secret, device_id: DeviceId, name: str, cancel: Cancel) -> str:
        """The device's name as the cloud kept it."""
        kept = self._bearer.call("PUT", f"/v1/devices/{device_id}", token, cancel, form={"name": name}).fields.get(
            "name"
        )
        return kept if isinstance(kept, str) else name

    def signal_device(self, token: Secret, device_id: DeviceId, on: bool, cancel: Cancel) -> None:
        """Make the device's light shout rainbows, or stop that."""
        form = {"signal": "1" if on else "0"}
        self._bearer.call("PUT", f"/v1/devices/{device_id}", token, cancel, form=form, asks_device=True)

    def ping_device(self, token: Secret, device_id: DeviceId, cancel: Cancel) -> bool:
        """Whether the device is online right now."""
        answer = self._bearer.ask("PUT", f"/v1/devices/{device_id}/ping", token, cancel, form={}, asks_device=True)
        if answer.status == 408:
            return False
        if not answer.ok:
            raise refusal(answer)
        # spark-server says `connected`.
        return answer.fields.get("online", answer.fields.get("connected")) is True

    def read_variable(self, token: Secret, device_id: DeviceId, name: str, cancel: Cancel) -> object:
        """The JSON value of a variable of the device's firmware."""
        path = f"/v1/devices/{device_id}/{quote(name, safe='')}"
        fields = self._bearer.call("GET", path, token, cancel, asks_device=True).fields
        if "result" not in fields:
            raise SetupError(Reason.CLOUD_ERROR, "the cloud's answer holds no result")
        return fields["result"]

    def device_events(self, token: Secret, cancel: Cancel) -> Iterator[DeviceEvent]:
        """What the cloud itself says of the account's devices (events named `spark/...`), as it comes.

        Ends when the cloud closes the stream or has been silent for 70 s (it sends a keep-alive every 60 s at
        least, cloud docs: events); callers reconnect.
        """
        parser = EventParser()
        for chunk in self._http.stream("/v1/devices/events/spark", BearerAuth(token), cancel):
            yield from parser.feed(chunk)
