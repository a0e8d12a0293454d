"""A request to the cloud, as far as its API is concerned, and how it is read."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from urllib.parse import parse_qs, urlsplit

from setup_wizard.simulator import answers
from setup_wizard.simulator.answers import Answer

_FORM = "application/x-www-form-urlencoded"
_FILES = "multipart/form-data"


@dataclass(frozen=True, slots=True)
class ApiRequest:
    """What came in: the path still percent-encoded, the fields and files of the body, whom it says it comes from."""

    method: str
    path: str
    query: Mapping[str, str]
    bearer: str
    basic: tuple[str, str] | None
    is_form: bool
    fields: Mapping[str, object]
    files: Mapping[str, bytes] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """A field as text; empty when it is missing or null."""
        value = self.fields.get(name)
        return "" if value is None else str(value)

    @property
    def client(self) -> tuple[str, str]:
        """The id and secret of an OAuth client, from the header or from the form."""
        return self.basic or (self.text("client_id"), self.text("client_secret"))


def read_request(method: str, target: str, headers: Message, body: bytes) -> ApiRequest | Answer:
    """The request, or the answer to one that cannot be read."""
    content_type, authorization = headers.get("Content-Type", ""), headers.get("Authorization", "")
    kind = content_type.partition(";")[0].strip().lower()
    fields: Mapping[str, object] = {}
    files: Mapping[str, bytes] = {}
    if kind == _FORM:
        fields = _last_values(body.decode(errors="replace"))
    elif kind == _FILES:
        fields, files = _parts(content_type, body)
    elif "json" in kind and body:
        try:
            read = json.loads(body)
        except ValueError:
            return answers.oauth_error(400, "invalid_request", "The body is not JSON")
        fields = read if isinstance(read, dict) else {}
    return ApiRequest(
        method=method,
        path=urlsplit(target).path,
        query=_last_values(urlsplit(target).query),
        bearer=_bearer(authorization),
        basic=_basic(authorization),
        is_form=kind == _FORM,
        fields=fields,
        files=files,
    )


def _last_values(text: str) -> Mapping[str, str]:
    return {name: values[-1] for name, values in parse_qs(text, keep_blank_values=True).items()}


def _parts(content_type: str, body: bytes) -> tuple[Mapping[str, object], Mapping[str, bytes]]:
    """The fields and the files of a multipart body; a part with a file name is a file."""
    fields: dict[str, object] = {}
    files: dict[str, bytes] = {}
    message = message_from_bytes(b"Content-Type: " + content_type.encode("latin-1") + b"\r\n\r\n" + body)
    for part in message.walk():
        name = part.get_param("name", header="Content-Disposition")
        content = part.get_payload(decode=True)
        if not isinstance(name, str) or not isinstance(content, bytes):
            continue
        if part.get_filename() is None:
            fields[name] = content.decode(errors="replace")
        else:
            files[name] = content
    return fields, files


def _bearer(authorization: str) -> str:
    scheme, _, token = authorization.partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _basic(authorization: str) -> tuple[str, str] | None:
    scheme, _, credentials = authorization.partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        client_id, _, client_secret = base64.b64decode(credentials).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return client_id, client_secret
