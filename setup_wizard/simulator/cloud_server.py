"""The cloud's HTTP server: requests in, answers and event streams out, and what the faults make of both."""

from __future__ import annotations

import base64
import binascii
import contextlib
import json
import queue
import socket
import threading
from collections.abc import Callable, Mapping
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, unquote, urlsplit

from setup_wizard.simulator import answers
from setup_wizard.simulator.answers import Answer
from setup_wizard.simulator.api import Api
from setup_wizard.simulator.api_request import ApiRequest
from setup_wizard.simulator.cloud import Cloud
from setup_wizard.simulator.events import Filter
from setup_wizard.simulator.faults import Fault, Faults
from setup_wizard.simulator.loopback import LoopbackServer
from setup_wizard.simulator.server import reset

KEEP_ALIVE_S = 9.0
_HANG_POLL_S = 0.05

_SIGN_IN_PAGE = "<!DOCTYPE html><html><head><title>Sign in</title></head><body><form>Room number</form></body></html>"
_GATEWAY_PAGE = "<html><head><title>502 Bad Gateway</title></head><body><center>nginx</center></body></html>"

_ANSWERING_FAULTS: Mapping[Fault, Answer] = {
    Fault.TOKEN_EXPIRED: answers.EXPIRED_TOKEN,
    Fault.FORBIDDEN: answers.PERMISSION_DENIED,
    Fault.SERVER_ERROR: answers.TIMED_OUT,
    Fault.BAD_GATEWAY: Answer(502, _GATEWAY_PAGE),
    Fault.CAPTIVE_PAGE: Answer(200, _SIGN_IN_PAGE),
    Fault.CAPTIVE_REDIRECT: Answer(302, _SIGN_IN_PAGE, {"Location": "http://hotel.example/sign-in"}),
}


class CloudServer(LoopbackServer):
    """The API on a loopback port. While `reachable` says no, connections are reset as soon as they come."""

    def __init__(
        self,
        cloud: Cloud,
        faults: Faults,
        reachable: Callable[[], bool],
        *,
        port: int,
        keep_alive_s: float = KEEP_ALIVE_S,
    ) -> None:
        super().__init__(_RequestHandler, port=port, name="cloud")
        self.cloud = cloud
        self.api = Api(cloud)
        self.faults = faults
        self.keep_alive_s = keep_alive_s
        self.stopping = threading.Event()
        self._reachable = reachable
        self._connections: set[socket.socket] = set()
        self._lock = threading.Lock()

    def stop(self) -> None:
        """Reset what is open and end every thread."""
        self.stopping.set()
        self.cloud.events.close_all()
        super().stop()

    def follow(self) -> None:
        """To be called when the radio or a fault changed: ends what is open and no longer would come about."""
        if not self.is_reachable():
            self.hang_up()
        if self.faults.setting(Fault.EVENTS_BROKEN):
            self.cloud.events.close_all()

    def hang_up(self) -> None:
        """End every open connection."""
        with self._lock:
            for connection in self._connections:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def verify_request(self, _request: object, _client_address: object) -> bool:
        """Whether a new connection gets through."""
        return self.is_reachable()

    def process_request(self, request: socket.socket | tuple[bytes, socket.socket], client_address: object) -> None:
        """Serve a connection in its own thread, and remember it, to be able to end it."""
        if isinstance(request, socket.socket):
            with self._lock:
                self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: socket.socket | tuple[bytes, socket.socket]) -> None:
        """Close a connection, with a reset when nobody can be reached."""
        if isinstance(request, socket.socket):
            with self._lock:
                self._connections.discard(request)
            if not self.is_reachable():
                reset(request)
        super().shutdown_request(request)

    def is_reachable(self) -> bool:
        """Whether the computer gets through to the cloud."""
        return self._reachable() and self.faults.setting(Fault.CLOUD_DOWN) is None


class _RequestHandler(BaseHTTPRequestHandler):
    server: CloudServer
    protocol_version = "HTTP/1.1"
    server_version = "simulated-cloud"
    sys_version = ""

    def do_GET(self) -> None:
        self._handle()

    do_POST = do_PUT = do_DELETE = do_GET

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's own name
        """Nothing: what is requested is nobody's business."""

    def date_time_string(self, timestamp: float | None = None) -> str:
        """The `Date` header by the cloud's own clock."""
        return formatdate(self.server.cloud.clock() if timestamp is None else timestamp, usegmt=True)

    def _handle(self) -> None:
        owner = self.server
        path = unquote(urlsplit(self.path).path)
        length = self.headers.get("Content-Length", "0")
        if not length.isdecimal():
            self._send(answers.oauth_error(400, "invalid_request", "Content-Length must be a number"))
            return
        body = self.rfile.read(int(length))
        if not self._survives_faults(owner, path):
            return
        fields = _fields(self.headers.get("Content-Type", ""), body)
        if isinstance(fields, Answer):
            self._send(fields)
            return
        request = ApiRequest(
            method=self.command,
            path=path,
            bearer=_bearer(self.headers.get("Authorization", "")),
            basic=_basic(self.headers.get("Authorization", "")),
            is_form=_is_form(self.headers.get("Content-Type", "")),
            fields=fields,
        )
        shown = owner.api.event_filter(request)
        if isinstance(shown, Filter):
            self._stream(shown)
        else:
            self._send(shown or owner.api.answer(request))

    def _survives_faults(self, owner: CloudServer, path: str) -> bool:
        """Whether the request is still to be answered."""
        if not owner.is_reachable():
            self.close_connection = True
            return False
        if slow := owner.faults.path_setting(Fault.CLOUD_SLOW, path):
            owner.stopping.wait(slow.seconds)
        if owner.faults.path_setting(Fault.CLOUD_HANGS, path):
            while owner.faults.path_setting(Fault.CLOUD_HANGS, path) and not owner.stopping.wait(_HANG_POLL_S):
                pass
            self.close_connection = True
            return False
        if limited := owner.faults.path_setting(Fault.RATE_LIMITED, path):
            self._send(answers.too_many_requests(limited.seconds))
            return False
        for fault, answer in _ANSWERING_FAULTS.items():
            about_token = fault in (Fault.TOKEN_EXPIRED, Fault.FORBIDDEN)
            if owner.faults.path_setting(fault, path) and not (about_token and path == "/oauth/token"):
                self._send(answer)
                return False
        return True

    def _send(self, answer: Answer) -> None:
        body, content_type = answer.encoded()
        self.send_response(answer.status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _stream(self, shown: Filter) -> None:
        owner = self.server
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Cache-Control", "no-cache")
        self.send_header("Connection", "close")
        self.end_headers()
        with owner.cloud.events.stream(shown) as stream:
            self.wfile.write(b":ok\n\n")
            while not owner.stopping.is_set() and not owner.faults.setting(Fault.EVENTS_BROKEN):
                try:
                    event = stream.get(timeout=owner.keep_alive_s)
                except queue.Empty:
                    self.wfile.write(b"\n")
                    continue
                if event is None:
                    return
                self.wfile.write(event.encoded())


def _is_form(content_type: str) -> bool:
    return content_type.partition(";")[0].strip().lower() == "application/x-www-form-urlencoded"


def _fields(content_type: str, body: bytes) -> Mapping[str, object] | Answer:
    """The fields of a form or JSON body; none for any other type."""
    if _is_form(content_type):
        return {
            name: values[-1] for name, values in parse_qs(body.decode(errors="replace"), keep_blank_values=True).items()
        }
    if "json" not in content_type or not body:
        return {}
    try:
        fields = json.loads(body)
    except ValueError:
        return answers.oauth_error(400, "invalid_request", "The body is not JSON")
    return fields if isinstance(fields, dict) else {}


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
