"""Proves that a built program works: its self-test, then a whole setup on its own simulator.

As a script: `python packaging/smoke.py PROGRAM`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from tools import ToolError

TIMEOUT_S = 120


def selftest(program: Sequence[str]) -> str:
    """What the program says about itself and the machine; `ToolError` unless it ends well."""
    return _run([*program, "--selftest"], {})


def headless_setup(program: Sequence[str]) -> dict[str, Any]:
    """Have it claim the Photon of its own simulator; the result line. `ToolError` unless that ends well."""
    with _simulator(program) as simulated:
        network = next(network for network in simulated["networks"] if network["ssid"] == "Home")
        said = _run(
            [
                *(*program, "provision", "--json", "--join", "none", "--device", "127.0.0.1"),
                *("--api", simulated["api"], "--tcp-port", str(simulated["tcp_port"])),
                *("--http-port", str(simulated["http_port"]), "--username", simulated["username"]),
                *("--ssid", network["ssid"]),
            ],
            {
                "PHOTON_SETUP_PASSWORD": simulated["password"],
                "PHOTON_SETUP_WIFI_PASSWORD": network["password"],
                # The account of a simulation does not belong into the keyring of whoever builds.
                "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
            },
        )
    result: dict[str, Any] = json.loads(said.splitlines()[-1])
    if (result["event"], result["ok"], result["reason"]) != ("result", True, "claimed"):
        raise ToolError(f"the setup ended with {result}")
    return result


@contextmanager
def _simulator(program: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Running until the end of the `with`; what its first line says."""
    command = [*program, "simulate", "--tcp-port", "0", "--http-port", "0", "--api-port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as process:
        watchdog = threading.Timer(2 * TIMEOUT_S, process.kill)
        watchdog.start()
        try:
            line = process.stdout.readline() if process.stdout else ""
            if not line:
                raise ToolError("`simulate` ended without a word")
            yield json.loads(line)
        finally:
            watchdog.cancel()
            process.kill()


def _run(command: Sequence[str], secrets: Mapping[str, str]) -> str:
    """Like `tools.run`, with secrets in the environment, and nobody to answer a question."""
    try:
        done = subprocess.run(
            command,
            env={**os.environ, **secrets},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=TIMEOUT_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as exc:
        raise ToolError(f"{command[0]}: {exc}") from exc
    if done.returncode:
        raise ToolError(f"{' '.join(command)} ended with {done.returncode}: {done.stdout}{done.stderr}")
    return done.stdout


def main() -> None:
    """Print what the program says, and why it does not work where it does not."""
    if len(sys.argv) < 2:
        sys.exit("usage: smoke.py PROGRAM [ARGUMENT ...]")
    try:
        print(selftest(sys.argv[1:]))
        print(headless_setup(sys.argv[1:]))
    except ToolError as exc:
        sys.exit(f"smoke.py: {exc}")


if __name__ == "__main__":
    main()
