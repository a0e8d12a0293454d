"""What the program itself adds to a setup: everything but the time the Photon takes to scan, store, boot and join."""

from __future__ import annotations

import os
import subprocess
import time
from statistics import median

from tests.benchmarks.measurement import Measurement
from tests.peers.processes import PHOTON_SETUP, running, simulate, state_of

RUNS = 3
LIMIT_S = 1.0


def provision_overhead() -> Measurement:
    """Median seconds from the start of `provision` to its end, less those that the simulated Photon was busy."""
    return Measurement(
        "provision, beyond what the Photon takes", median(_one_run() for _ in range(RUNS)), LIMIT_S, " s"
    )


def _one_run() -> float:
    with running(*simulate("--latency", "real")) as simulator:
        network = simulator["networks"][0]
        command = [*PHOTON_SETUP, "provision", "--json", "--join", "none"]
        command += ["--api", simulator["api"], "--device", "127.0.0.1", "--ssid", network["ssid"]]
        command += ["--tcp-port", str(simulator["tcp_port"]), "--http-port", str(simulator["http_port"])]
        secrets = {"PHOTON_SETUP_TOKEN": simulator["token"], "PHOTON_SETUP_WIFI_PASSWORD": network["password"]}
        started_s = time.perf_counter()
        subprocess.run(command, env=os.environ | secrets, check=True, stdout=subprocess.DEVNULL)
        taken_s = time.perf_counter() - started_s
        return taken_s - float(state_of(simulator)["busy_s"])
