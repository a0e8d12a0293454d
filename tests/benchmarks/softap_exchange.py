"""A whole SoftAP exchange, beside Particle's own library doing the same with the same emulator."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.secret import Secret
from setup_wizard.core.wifi import Cipher, Security, SecurityKind, WifiCredentials
from setup_wizard.softap.client import SoftAp
from setup_wizard.softap.link import Endpoint
from setup_wizard.softap.tcp import TcpTransport
from tests.benchmarks.measurement import Measurement
from tests.peers.processes import emulate, running

ROUNDS = 100
WARM_UP_ROUNDS = 20
"""Node.js runs the emulator several times slower at first, which would hide both clients behind it."""
LIMIT = 0.6
NETWORK = WifiCredentials(
    b"ssid-name1", Security(SecurityKind.WPA2, Cipher.AES), channel=5, password=Secret("hello world")
)


def softap_exchange() -> Measurement:
    """Our median as a share of theirs; the two take turns, so that a busy machine slows both."""
    with running(*emulate()) as emulator, _their_exchange(emulator["tcp_port"]) as theirs:
        rounds = [(_our_exchange(emulator["tcp_port"]), theirs()) for _ in range(WARM_UP_ROUNDS + ROUNDS)]
    ours_s, theirs_s = (median(seconds) for seconds in zip(*rounds[WARM_UP_ROUNDS:], strict=True))
    name = f"SoftAP exchange, {ours_s * 1000:.1f} ms beside {theirs_s * 1000:.1f} ms of @particle/softap-setup"
    return Measurement(name, ours_s / theirs_s, LIMIT)


def _our_exchange(port: int) -> float:
    """Seconds."""
    started_s = time.perf_counter()
    photon, cancel = SoftAp([TcpTransport(Endpoint("127.0.0.1", port))]), Cancel()
    photon.identify(cancel)
    photon.scan(cancel)
    key = photon.public_key(cancel)
    photon.set_claim_code(Secret("a" * 63), cancel)
    photon.configure_with(key, NETWORK, cancel)
    photon.connect(cancel)
    return time.perf_counter() - started_s


@contextmanager
def _their_exchange(port: int) -> Iterator[Callable[[], float]]:
    """A function that does one exchange in their running process and returns its seconds."""
    script = Path(__file__).with_name("softap_exchange.js")
    command = ["node", "--no-deprecation", str(script), str(port)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1) as process:
        requests, answers = process.stdin, process.stdout
        assert requests is not None
        assert answers is not None

        def exchange() -> float:
            requests.write("once\n")
            return float(answers.readline())

        try:
            yield exchange
        finally:
            process.terminate()
