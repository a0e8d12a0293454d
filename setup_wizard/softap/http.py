"""The same commands over HTTP 80, for where TCP 5609 is blocked, as the Photon's own HTTP server wants them.

It drops a request whose headers are not whole in the first packet, and knows `Content-Length` only in this spelling, so
the request is written by hand and sent in one call; the standard library reads the answer.
"""

from __future__ import annotations

import http.client
import io
import socket
from dataclasses import dataclass
from typing import cast

from setup_wizard.core.cancel import Budget, Cancel
from setup_wizard.core.errors import Reason, ReplyLostError, SetupError
from setup_wizard.softap.framing import check_growing_reply, object_is_complete
from setup_wizard.softap.link import Endpoint, Link
from setup_wizard.softap.transport import IsComplete, rejected

_BUSY_STATUSES = (500, 503)
_BUSY_PAUSE_S = 1.0


class _LinkReader(io.RawIOBase):
    """Lets `http.client` read from a `Link`."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast(bytearray, buffer))
        self._rest = self._rest or self._link.receive()
        count = min(len(view), len(self._rest))
        view[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(self)


def request_bytes(command: str, body: bytes, host: str) -> bytes:
    """A GET, or a POST when there is a body. No Content-Type: the firmware answers 404 to `application/json`."""
    lines = [f"{'POST' if body else 'GET'} /{command} HTTP/1.1", f"Host: {host}"]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    lines += ["Connection: close", "", ""]
    return "\r\n".join(lines).encode("ascii") + body


@dataclass(frozen=True, slots=True)
class HttpTransport:
    """One connection per command: firmware up to 0.6.4 serves a single one."""

    endpoint: Endpoint

    @property
    def name(self) -> str:
        """How this transport is called on the command line."""
        return "http"

    def exchange(self, command: str, body: bytes, is_complete: IsComplete, budget: Budget, cancel: Cancel) -> bytes:
        """See `Transport.exchange`."""
        while True:
            status, reply = self._exchange_once(command, body, is_complete, budget, cancel)
            if status == http.client.OK:
                if not reply.strip():
                    raise rejected()
                if not (is_complete(reply) or object_is_complete(reply)):
                    raise ReplyLostError("the connection closed in the middle of the answer")
                return reply.strip()
            if status not in _BUSY_STATUSES:
                raise SetupError(Reason.NOT_A_PHOTON, f"HTTP {status} for /{command}")
            if budget.remaining_s <= _BUSY_PAUSE_S:
                raise SetupError(Reason.DEVICE_UNREACHABLE, f"the device stays busy: HTTP {status}")
            cancel.sleep(_BUSY_PAUSE_S)

    def _exchange_once(
        self, command: str, body: bytes, is_complete: IsComplete, budget: Budget, cancel: Cancel
    ) -> tuple[int, bytes]:
        with Link(self.endpoint, budget, cancel) as link:
            link.send(request_bytes(command, body, self.endpoint.host))
            # http.client asks its socket for nothing but makefile().
            response = http.client.HTTPResponse(cast(socket.socket, _LinkReader(link)), method="GET")
            try:
                response.begin()
                reply = b""
                while response.status == http.client.OK and not is_complete(reply):
                    received = response.read1()
                    if not received:
                        break
                    reply += received
                    check_growing_reply(reply)
            except http.client.RemoteDisconnected as exc:
                raise ReplyLostError("the connection closed without an answer") from exc
            except http.client.IncompleteRead as exc:
                raise ReplyLostError("the connection closed in the middle of the answer") from exc
            except http.client.BadStatusLine as exc:
                # Cut off while it said "HTTP/1.1 200": the Photon tears its network down while it answers.
                line = str(exc.args[0]).strip()
                if line and "HTTP/".startswith(line[:5]):
                    raise ReplyLostError("the connection closed in the middle of the answer") from exc
                raise SetupError(Reason.NOT_A_PHOTON, "not an HTTP answer") from exc
            except (http.client.HTTPException, ValueError) as exc:
                raise SetupError(Reason.NOT_A_PHOTON, f"not an HTTP answer: {type(exc).__name__}") from exc
            is_framed = response.chunked or response.getheader("Content-Length") is not None
            if response.status == http.client.OK and not reply and not is_framed:
                raise ReplyLostError("the connection closed in the middle of the answer")
            link.await_close()
            return response.status, reply
