"""The cloud's HTTP server: requests in, answers and event streams out, and what the faults make of both."""

from __future__ import annotations

import contextlib
import queue
import socket
import threading
from collections.abc import Callable, Mapping
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler
from urllib.parse import unquote

from setup_wizard.simulator import answers
from setup_wizard.simulator.answers import Answer
from setup_wizard.simulator.api import Api
from setup_wizard.simulator.api_request import ApiRequest, read_request
from setup_wizard.simulator.cloud import Cloud
from setup_wizard.simulator.events import Filter
from setup_wizard.simulator.faults import Fault, Faults
from setup_wizard.simulator.log import RequestLog
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
        log: RequestLog,
        *,
        port: int,
        keep_alive_s: float = KEEP_ALIVE_S,
    ) -> None:
        super().__init__(_RequestHandler, port=port, name="cloud")
        self.cloud = cloud
        self.api = Api(cloud)
        self.faults = faults
        self.log = log
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
        body = self._body()
        if body is None:
            self.close_connection = True
            self._send(answers.oauth_error(400, "invalid_request", "The length of the body must be a number"))
            return
        request = read_request(self.command, self.path, self.headers, body)
        if isinstance(request, Answer):
            self._send(request)
            return
        owner.log.note("cloud", f"{request.method} {unquote(request.path)}", owner.api.who(request))
        if not self._survives_faults(owner, request):
            return
        shown = owner.api.event_filter(request)
        if isinstance(shown, Filter):
            self._stream(shown)
            return
        answer = shown or owner.api.answer(request)
        if owner.faults.request_setting(Fault.ANSWER_LOST, request.method, request.path):
            self.close_connection = True
        elif not self._hangs(owner, request, Fault.ANSWER_HANGS):
            self._send(answer)

    def _body(self) -> bytes | None:
        """The body, also one sent in chunks, as files are; None for a length that cannot be read."""
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            length = self.headers.get("Content-Length", "0")
            return self.rfile.read(int(length)) if length.isdecimal() else None
        body = b""
        try:
            while size := int(self.rfile.readline(), 16):
                body += self.rfile.read(size)
                self.rfile.readline()
        except ValueError:
            return None
        self.rfile.readline()
        return body

    def _survives_faults(self, owner: CloudServer, request: ApiRequest) -> bool:
        """Whether the request is still to be answered."""
        if not owner.is_reachable():
            self.close_connection = True
            return False
        if slow := owner.faults.request_setting(Fault.CLOUD_SLOW, request.method, request.path):
            owner.stopping.wait(slow.seconds)
        if self._hangs(owner, request, Fault.CLOUD_HANGS):
            return False
        if limited := owner.faults.request_setting(Fault.RATE_LIMITED, request.method, request.path):
            self._send(answers.too_many_requests(limited.seconds))
            return False
        for fault, answer in _ANSWERING_FAULTS.items():
            about_token = fault in (Fault.TOKEN_EXPIRED, Fault.FORBIDDEN) and request.path == "/oauth/token"
            if owner.faults.request_setting(fault, request.method, request.path) and not about_token:
                self._send(answer)
                return False
        return True

    def _hangs(self, owner: CloudServer, request: ApiRequest, fault: Fault) -> bool:
        """Say nothing for as long as the fault is on, then close; False when it is not on."""
        if not owner.faults.request_setting(fault, request.method, request.path):
            return False
        while owner.faults.request_setting(fault, request.method, request.path):
            if owner.stopping.wait(_HANG_POLL_S):
                break
        self.close_connection = True
        return True

    def _send(self, answer: Answer) -> None:
        body, content_type = answer.encoded()
        self.send_response(answer.status)
        if content_type:
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
