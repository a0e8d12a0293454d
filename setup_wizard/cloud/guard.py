"""Ends one HTTP call early: when a person cancels, or when its total time is over."""

from __future__ import annotations

import contextlib
import math
import os
import socket
import threading
from concurrent.futures import Future
from types import TracebackType
from typing import NamedTuple

from urllib3.util import wait_for_write

from setup_wizard.core.cancel import Budget, Cancel
from setup_wizard.core.errors import Reason, SetupError

_SLICE_S = 0.1


class _Address(NamedTuple):
    """One row of `socket.getaddrinfo`."""

    family: int
    kind: int
    protocol: int
    canonical_name: str
    sockaddr: tuple[str | int, ...] | tuple[int, bytes]


class CallGuard:
    """Watches the socket of one call and shuts it down on `cancel()`, or `total_s` seconds after entering.

    A shut-down socket makes every library above it return or raise at once, whatever it was doing; `check()` then
    tells why. The guard holds duplicates, because TLS takes the original socket over.
    """

    def __init__(self, total_s: float, *cancels: Cancel) -> None:
        self._total_s = total_s
        self._budget = Budget(total_s)
        self._cancels = cancels
        self._lock = threading.Lock()
        self._duplicates: list[socket.socket] = []
        self._ended = False
        self._late = False
        self._hooks = contextlib.ExitStack()
        self._timer = threading.Timer(total_s, self._expire)
        self._timer.daemon = True

    def __enter__(self) -> CallGuard:
        self._timer.start()
        for cancel in self._cancels:
            self._hooks.enter_context(cancel.calling(self._end))
        return self

    def __exit__(self, kind: type[BaseException] | None, exc: BaseException | None, tb: TracebackType | None) -> None:
        self._hooks.close()
        self.stop_clock()
        with self._lock:
            for duplicate in self._duplicates:
                duplicate.close()

    def stop_clock(self) -> None:
        """From here on only `cancel()` ends the call: for a stream that was opened in time."""
        self._timer.cancel()
        self._timer.join()
        if not self._late:
            self._budget = Budget(math.inf)

    def check(self) -> None:
        """Raise `SetupError(CANCELLED)` or, out of time, `SetupError(CLOUD_UNREACHABLE)`."""
        for cancel in self._cancels:
            cancel.check()
        # Or by the clock: a wait of the same length may end before the timer's thread gets its turn.
        if self._late or self._budget.spent:
            raise SetupError(Reason.CLOUD_UNREACHABLE, f"timeout: no complete answer within {self._total_s:g} s")

    def connect(self, host: str, port: int, timeout_s: float | None) -> socket.socket:
        """A socket connected to the first address that answers within `timeout_s`; raises OSError or `SetupError`."""
        failure = OSError(f"{host} has no address")
        for address in self._look_up(host.strip("[]"), port):
            sock = socket.socket(address.family, address.kind, address.protocol)
            try:
                self._connect(sock, address, timeout_s)
                self._watch(sock)
            except OSError as exc:
                sock.close()
                failure = exc
            except SetupError:
                sock.close()
                raise
            else:
                return sock
        raise failure

    def _look_up(self, host: str, port: int) -> list[_Address]:
        # Nothing can interrupt getaddrinfo, so it gets a thread that ends with the system resolver's own timeout.
        found: Future[list[_Address]] = Future()

        def look_up() -> None:
            try:
                found.set_result([_Address(*row) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)])
            except OSError as exc:
                found.set_exception(exc)
            except UnicodeError:
                found.set_exception(socket.gaierror(socket.EAI_NONAME, "this cannot be a host name"))

        thread = threading.Thread(target=look_up, name="look-up", daemon=True)
        thread.start()
        thread.join(_SLICE_S)
        while thread.is_alive():
            self.check()
            thread.join(_SLICE_S)
        return found.result(timeout=0)

    def _connect(self, sock: socket.socket, address: _Address, timeout_s: float | None) -> None:
        budget = Budget(timeout_s or self._total_s)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            sock.connect(address.sockaddr)
        # Shutting down a socket that is still connecting wakes its waiter on Linux only, so this wait looks by itself.
        while not wait_for_write(sock, _SLICE_S):
            self.check()
            if budget.spent:
                raise TimeoutError("the connection was not accepted")
        if error := sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
            raise OSError(error, os.strerror(error))
        sock.settimeout(timeout_s)

    def _watch(self, sock: socket.socket) -> None:
        with self._lock:
            self._duplicates.append(sock.dup())
        if self._ended:
            self._end()

    def _expire(self) -> None:
        self._late = True
        self._end()

    def _end(self) -> None:
        with self._lock:
            self._ended = True
            for duplicate in self._duplicates:
                # The other side may have closed it already, which is as good.
                with contextlib.suppress(OSError):
                    duplicate.shutdown(socket.SHUT_RDWR)
