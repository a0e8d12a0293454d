"""The Photon's own protocol on TCP 5609 (firmware: softap.cpp, SimpleProtocolDispatcher)."""

from __future__ import annotations

from dataclasses import dataclass

from setup_wizard.core.cancel import Budget, Cancel
from setup_wizard.core.errors import ReplyLostError, SetupError
from setup_wizard.softap.framing import check_growing_reply, object_is_complete
from setup_wizard.softap.link import Endpoint, Link
from setup_wizard.softap.transport import IsComplete, rejected, unknown_command


def request_bytes(command: str, body: bytes) -> bytes:
    """The whole request: name, length in bytes, an empty header, body; no carriage return, it corrupts the length."""
    return f"{command}\n{len(body)}\n\n".encode("ascii") + body


@dataclass(frozen=True, slots=True)
class TcpTransport:
    """One connection per command."""

    endpoint: Endpoint

    @property
    def name(self) -> str:
        """How this transport is called on the command line."""
        return "tcp"

    def exchange(self, command: str, body: bytes, is_complete: IsComplete, budget: Budget, cancel: Cancel) -> bytes:
        """See `Transport.exchange`."""
        with Link(self.endpoint, budget, cancel) as link:
            link.send(request_bytes(command, body))
            reply = b""
            while not is_complete(reply):
                received = link.receive()
                if not received:
                    # The end of the connection is an end, too, for a reply whose shape is not quite the firmware's.
                    if object_is_complete(reply):
                        return reply.strip()
                    raise _closed_early(reply)
                reply += received
                check_growing_reply(reply)
            link.await_close()
            return reply.strip()


def _closed_early(reply: bytes) -> SetupError:
    if not reply:
        return unknown_command()
    if not reply.strip():
        return rejected()
    return ReplyLostError("the connection closed in the middle of the answer")
