"""A requests session for one call: its sockets are guarded, its trust is the system's, it follows no redirect."""

from __future__ import annotations

import socket
import ssl
import traceback
from typing import Any

import requests
import truststore
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import InvalidHeader, NewConnectionError
from urllib3.response import HTTPResponse

from setup_wizard import __version__
from setup_wizard.cloud.guard import CallGuard

_HEADERS = {
    "User-Agent": f"photon-setup/{__version__}",
    "X-Particle-Tool": f"photon-setup@{__version__}",
    "Accept-Encoding": "identity",
    "Connection": "close",
}


class GuardedSession(requests.Session):
    """Opens connections through a `CallGuard`; honours proxies and REQUESTS_CA_BUNDLE of the environment."""

    def __init__(self, guard: CallGuard) -> None:
        super().__init__()
        self.headers.update(_HEADERS)
        self.mount("http://", _GuardedAdapter(guard))
        self.mount("https://", _GuardedAdapter(guard))

    def get_redirect_target(self, resp: requests.Response) -> None:  # noqa: ARG002 - the base class's signature
        """None: a redirect is never the cloud's, and requests would read its body and parse its target."""
        return


class _GuardedAdapter(HTTPAdapter):
    def __init__(self, guard: CallGuard) -> None:
        self._guard = guard
        # Never shared between threads: truststore holds a lock of the context for as long as a handshake takes.
        self._context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs, ssl_context=self._context)
        self.poolmanager.pool_classes_by_scheme = _POOLS

    def proxy_manager_for(self, proxy: Any, **kwargs: Any) -> Any:
        manager = super().proxy_manager_for(proxy, **kwargs, ssl_context=self._context, proxy_ssl_context=self._context)
        manager.pool_classes_by_scheme = _POOLS
        return manager

    def get_connection_with_tls_context(self, *args: Any, **kwargs: Any) -> Any:
        pool: Any = super().get_connection_with_tls_context(*args, **kwargs)
        pool.conn_kw["guard"] = self._guard
        return pool

    def cert_verify(self, conn: Any, url: Any, verify: Any, cert: Any) -> None:
        # By default requests adds its own list of authorities to the system's; one that a person named is welcome.
        if verify is not True:
            super().cert_verify(conn, url, verify, cert)  # type: ignore[no-untyped-call]


class _GuardedConnection(HTTPConnection):
    def __init__(self, *args: Any, guard: CallGuard, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._guard = guard

    def _new_conn(self) -> socket.socket:
        try:
            return self._guard.connect(self._dns_host, self.port, self.timeout)
        except OSError as exc:
            raise NewConnectionError(self, str(exc)) from exc

    def getresponse(self) -> HTTPResponse:  # type: ignore[override] # as in the base class
        sock = self.sock
        try:
            return super().getresponse()
        except InvalidHeader:
            # The answer was given up half made, and would hold the connection until it is collected.
            if isinstance(sock, socket.socket):
                socket.close(sock.detach())
            raise


class _GuardedTlsConnection(_GuardedConnection, HTTPSConnection):
    def connect(self) -> None:
        try:
            super().connect()
        except (OSError, ValueError) as exc:
            _close_tls_sockets_in(exc)
            if isinstance(exc, UnicodeError):
                raise socket.gaierror(socket.EAI_NONAME, "this cannot be a host name") from exc
            raise


def _close_tls_sockets_in(exc: BaseException) -> None:
    """Close a socket that was cut off before its handshake: Python to 3.11.7 loses it half made (CPython #113280)."""
    for frame, _line in traceback.walk_tb(exc.__traceback__):
        maker = frame.f_locals.get("self")
        if isinstance(maker, ssl.SSLSocket):
            maker.close()


class _GuardedPool(HTTPConnectionPool):
    ConnectionCls = _GuardedConnection


class _GuardedTlsPool(HTTPSConnectionPool):
    ConnectionCls = _GuardedTlsConnection


_POOLS = {"http": _GuardedPool, "https": _GuardedTlsPool}
