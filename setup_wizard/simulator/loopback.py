"""An HTTP server on 127.0.0.1 with a thread for each connection, which stops without waiting for a poll."""

from __future__ import annotations

import logging
import selectors
import socket
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_HOST = "127.0.0.1"
_log = logging.getLogger(__name__)


class LoopbackServer(ThreadingHTTPServer):
    """Serves between `start()` and `stop()`; port 0 is any free one. Raises `OSError` when the port is taken."""

    daemon_threads = False
    request_queue_size = 64
    timeout = 0

    def __init__(self, handler: type[BaseHTTPRequestHandler], *, port: int, name: str) -> None:
        super().__init__((_HOST, port), handler)
        self.url = f"http://{_HOST}:{self.server_address[1]}"
        self._wake, self._wake_up = socket.socketpair()
        self._thread = threading.Thread(target=self._run, name=name)

    def start(self) -> None:
        """Accept connections."""
        self._thread.start()

    def stop(self) -> None:
        """Accept no more, and wait for the threads of the connections."""
        if self._thread.is_alive():
            self._wake_up.send(b"\0")
            self._thread.join()
        self.hang_up()
        self.server_close()
        self._wake.close()
        self._wake_up.close()

    def hang_up(self) -> None:
        """End the connections whose threads would not end by themselves; here there are none."""

    def handle_error(self, _request: object, _client_address: object) -> None:
        """A peer that went away is nobody's fault; everything else is a defect of the simulator."""
        error = sys.exc_info()[1]
        if not isinstance(error, ConnectionError):
            _log.error("a request to the simulator failed", exc_info=error)

    def _run(self) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self, selectors.EVENT_READ)
            wake = selector.register(self._wake, selectors.EVENT_READ)
            while all(key is not wake for key, _events in selector.select()):
                self.handle_request()
