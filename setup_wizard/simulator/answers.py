"""The cloud's answers, and every shape in which it says no (cloud docs: errors; recorded answers of 2015 to 2019)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer; `body` is sent as JSON, as it is when it is already text, and not at all when it is None."""

    status: int
    body: object
    headers: Mapping[str, str] = field(default_factory=dict)
    escapes_slashes: bool = False

    def encoded(self) -> tuple[bytes, str]:
        """The body's bytes and its content type."""
        if self.body is None:
            return b"", ""
        if isinstance(self.body, str):
            return self.body.encode(), "text/html; charset=utf-8"
        text = json.dumps(self.body)
        if self.escapes_slashes:
            text = text.replace("/", "\\/")
        return text.encode(), "application/json; charset=utf-8"


def oauth_error(status: int, error: str, description: str, **more: str) -> Answer:
    """The shape of RFC 6749."""
    return Answer(status, {**more, "error": error, "error_description": description})


def refused(status: int, *errors: object, **more: object) -> Answer:
    """A list of errors: texts, `[text, status]` pairs or objects."""
    return Answer(status, {"ok": False, **more, "errors": list(errors)})


def not_found(what: str) -> Answer:
    """404 with a single text."""
    return Answer(404, {"ok": False, "error": what})


NO_TOKEN = oauth_error(400, "invalid_request", "The access token was not found")
INVALID_TOKEN = oauth_error(401, "invalid_token", "The access token provided is invalid.")
EXPIRED_TOKEN = oauth_error(401, "invalid_token", "The access token provided has expired.")
WRONG_CREDENTIALS = oauth_error(400, "invalid_grant", "User credentials are invalid")
WRONG_ONE_TIME_CODE = oauth_error(400, "invalid_grant", "Invalid one-time code")
WRONG_REFRESH_TOKEN = oauth_error(400, "invalid_grant", "Invalid refresh token")
WRONG_CLIENT = oauth_error(400, "invalid_client", "Client credentials are invalid")
NOT_A_FORM = oauth_error(400, "invalid_request", "Method must be POST with application/x-www-form-urlencoded encoding")
PERMISSION_DENIED = Answer(
    403,
    {
        "error": "Permission Denied",
        "info": "I didn't recognize that device name or ID, "
        "try opening https://api.particle.io/v1/devices?access_token=undefined",
    },
)
BELONGS_TO_SOMEONE_ELSE = refused(
    403, "That belongs to someone else. To request a transfer add ?request_transfer=true to the URL."
)
DOES_NOT_EXIST = refused(404, "device does not exist")
NOT_ONLINE = refused(404, ["Core isn't online", 404])
TIMED_OUT = refused(500, {"error": "Timed out, didn't hear back from device service"}, code=500)
VARIABLE_TIMED_OUT = Answer(408, {"error": "Timed out."})
FUNCTION_TIMED_OUT = Answer(408, {"ok": False, "error": "timed out"})
NO_SUCH_ROUTE = Answer(404, {"code": 404, "error": "Not Found", "error_description": "Route not found"})
OK = Answer(200, {"ok": True})


NO_CONTENT = Answer(204, None)
PRODUCT_NOT_FOUND = not_found("Product not found.")
DEVICE_NOT_FOUND = not_found("Device not found.")
CUSTOMER_NOT_FOUND = not_found("Customer not found.")
CLIENT_NOT_FOUND = not_found("Client not found.")
ORGANIZATION_NOT_FOUND = Answer(400, {"ok": False, "error": "Organization not found for user"})
UNKNOWN_CUSTOMER = oauth_error(400, "invalid_scope", "The customer in the scope does not exist")


def wrong_kind(kind: str) -> Answer:
    """A token of a kind that may not call this: the words are recorded of API users, which are such a kind."""
    return oauth_error(400, "unauthorized", f"{kind.capitalize()} tokens are not allowed to call this endpoint")


def too_many_requests(retry_after_s: float) -> Answer:
    """429, with the seconds to wait."""
    body = {"ok": False, "error": "Too many requests, please try again later."}
    return Answer(429, body, {"Retry-After": str(round(retry_after_s))})
