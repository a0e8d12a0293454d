"""One TCP connection to the Photon, inside one time budget. Both transports stand on it; it knows no protocol."""

from __future__ import annotations

import errno
import socket
import struct
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from types import TracebackType
from typing import Self, TypeVar

from urllib3.util import wait_for_read, wait_for_write

from setup_wizard.core.cancel import Budget, Cancel
from setup_wizard.core.errors import BlockedError, Reason, ReplyLostError, SetupError
from setup_wizard.core.interface import LocalInterface

T = TypeVar("T")
IsReady = Callable[[socket.socket, float], bool]

CONNECT_TIMEOUT_S = 3.0
POLL_S = 0.1
"""How soon a blocked call notices that it was cancelled."""

CLOSE_GRACE_S = 0.15
"""How long the device gets to close by itself; its one dispatcher needs this pause before the next command."""

_IP_BOUND_IF = 25
_IP_UNICAST_IF = 31
_WSAEACCES = 10013
_STILL_CONNECTING = (errno.EINPROGRESS, errno.EWOULDBLOCK, errno.EALREADY)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the Photon listens.

    With `find_interface`, only that interface is used, whatever the routes say; it is looked up for every connection,
    because the address comes with joining. It raises `SetupError` while there is none, and answers None where any route
    will do.
    """

    host: str
    port: int
    find_interface: Callable[[], LocalInterface | None] | None = None


class Link:
    """A connection on which every wait ends with the budget or with `cancel`; raises only `SetupError`."""

    def __init__(self, endpoint: Endpoint, budget: Budget, cancel: Cancel) -> None:
        """Connect; raises `SetupError(DEVICE_UNREACHABLE)` when nobody answers."""
        self._budget = budget
        self._cancel = cancel
        self._sent = False
        family = socket.AF_INET6 if ":" in endpoint.host else socket.AF_INET
        self._socket = socket.socket(family, socket.SOCK_STREAM)
        try:
            self._socket.setblocking(False)
            # The whole request must leave as one segment: firmware before 0.7.0 hangs on a second one (PR 1289).
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            interface = endpoint.find_interface() if endpoint.find_interface else None
            if interface is not None:
                _bind_to(self._socket, interface)
            self._connect(endpoint, is_bound=interface is not None)
        except OSError as exc:
            self._socket.close()
            raise self._lost(exc) from exc
        except SetupError:
            self._socket.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()

    def send(self, data: bytes) -> None:
        """Send everything, in one call to the system."""
        try:
            view = memoryview(data)
            while view:
                view = view[self._when_ready(wait_for_write, self._budget, partial(self._socket.send, view)) :]
            self._sent = True
        except OSError as exc:
            raise self._lost(exc) from exc

    def receive(self) -> bytes:
        """The next bytes, empty once the device has closed."""
        try:
            return self._when_ready(wait_for_read, self._budget, self._receive)
        except OSError as exc:
            raise self._lost(exc) from exc

    def await_close(self) -> None:
        """Let the device close first, for a moment: then the next command finds its dispatcher free."""
        grace = Budget(min(CLOSE_GRACE_S, self._budget.remaining_s))
        try:
            while self._when_ready(wait_for_read, grace, self._receive):
                pass
        except OSError:
            # Reset or still open after the reply: the answer is complete, nothing is lost by closing now.
            return

    def _connect(self, endpoint: Endpoint, *, is_bound: bool) -> None:
        code = self._socket.connect_ex((endpoint.host, endpoint.port))
        if code in _STILL_CONNECTING:
            self._wait(wait_for_write, Budget(min(CONNECT_TIMEOUT_S, self._budget.remaining_s)))
            code = self._socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if not code:
            return
        problem = errno.errorcode.get(code, "connect failed")
        if is_bound and may_be_forbidden(code, sys.platform):
            raise BlockedError(f"[Errno {code}] {problem}")
        # What a firewall on Windows answers; `OSError` makes a `PermissionError` of the C library's codes only.
        raise PermissionError(code, problem) if code == _WSAEACCES else OSError(code, problem)

    def _receive(self) -> bytes:
        return self._socket.recv(65536)

    def _when_ready(self, is_ready: IsReady, budget: Budget, call: Callable[[], T]) -> T:
        while True:
            # Asked even when bytes are waiting: a device that never stops sending must not outlive the budget.
            self._check(budget)
            try:
                return call()
            except BlockingIOError:
                self._wait(is_ready, budget)

    def _wait(self, is_ready: IsReady, budget: Budget) -> None:
        while not is_ready(self._socket, min(POLL_S, budget.remaining_s)):
            self._check(budget)

    def _check(self, budget: Budget) -> None:
        self._cancel.check()
        if budget.spent:
            raise TimeoutError(f"no answer within {budget.total_s:g} s")

    def _lost(self, exc: OSError) -> SetupError:
        detail = str(exc) or type(exc).__name__
        if isinstance(exc, PermissionError):
            return SetupError(Reason.PERMISSION_NEEDED, detail)
        return ReplyLostError(detail) if self._sent else SetupError(Reason.DEVICE_UNREACHABLE, detail)


def may_be_forbidden(code: int, platform: str) -> bool:
    """Whether this error of `connect` is what macOS answers to a program that may not use the local network.

    It answers the same where there is no way; from an interface with an address in that network there is one
    (Apple TN3179).
    """
    return platform == "darwin" and code in (errno.EHOSTUNREACH, errno.EPERM)


def _bind_to(sock: socket.socket, interface: LocalInterface) -> None:
    """Leave by this interface only: a source address alone is not enough where two networks share 192.168.0.0/24."""
    if sys.platform == "linux":
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, interface.name.encode() + b"\0")
    elif sys.platform == "darwin":
        sock.setsockopt(socket.IPPROTO_IP, _IP_BOUND_IF, interface.index)
    elif sys.platform == "win32":
        sock.setsockopt(socket.IPPROTO_IP, _IP_UNICAST_IF, struct.pack("!I", interface.index))
    sock.bind((interface.ipv4, 0))
