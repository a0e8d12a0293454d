"""What the program itself adds to importing a long list: everything but the time the cloud takes for the same ids."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from pathlib import Path

import requests

from setup_wizard.simulator.devices import PHOTON_PLATFORM, Device
from setup_wizard.simulator.population import PHOTON_PRODUCT_ID
from setup_wizard.simulator.world import Simulator
from setup_wizard.workflow.tray import BATCH
from tests.benchmarks.measurement import Measurement
from tests.peers.processes import PHOTON_SETUP

LINES = 10_000
BAD_EVERY = 100
LIMIT_S = 5.0


def tray_import() -> Measurement:
    """Seconds from the start of `import` to its end, less those of bare uploads of the same ids."""
    with Simulator() as simulator, tempfile.TemporaryDirectory() as folder:
        ids = [f"{number:024x}" for number in range(LINES)]
        with simulator.cloud.lock:
            for device_id in ids:
                simulator.cloud.devices.add(Device(device_id, platform_id=PHOTON_PLATFORM))
        tray = Path(folder) / "tray.txt"
        tray.write_text("\n".join("bad" if place % BAD_EVERY == 0 else ids[place] for place in range(LINES)))
        command = [*PHOTON_SETUP, "import", str(tray), "--product", str(PHOTON_PRODUCT_ID), "--json"]
        command += ["--api", simulator.addresses.api]
        secrets = {"PHOTON_SETUP_TOKEN": simulator.token.reveal()}
        started_s = time.perf_counter()
        subprocess.run(command, env=os.environ | secrets, check=False, stdout=subprocess.DEVNULL)
        taken_s = time.perf_counter() - started_s
        return Measurement("importing 10 000 lines, beyond the cloud", taken_s - _bare(simulator, ids), LIMIT_S, " s")


def _bare(simulator: Simulator, ids: list[str]) -> float:
    address = f"{simulator.addresses.api}/v1/products/{PHOTON_PRODUCT_ID}/devices"
    headers = {"Authorization": f"Bearer {simulator.token.reveal()}"}
    started_s = time.perf_counter()
    for start in range(0, LINES, BATCH):
        content = "\n".join(ids[start : start + BATCH]).encode()
        answer = requests.post(address, headers=headers, files={"file": ("devices.txt", content)}, timeout=60)
        answer.raise_for_status()
    return time.perf_counter() - started_s
