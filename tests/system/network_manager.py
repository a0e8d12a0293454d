"""A bus of its own, and on it a NetworkManager that python-dbusmock plays."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tests.system.lines import line_of, program
from tests.system.needs import SYSTEM_PYTHON

MOCK = Path(__file__).with_name("network_manager_mock.py")
HOME = "7b1e4a36-0000-4000-8000-000000000001"
"""The profile of the network at home."""
PHOTON = b"Photon-\xff\xfeQ"
"""Not text in any encoding that anybody uses."""
DISCONNECTED = 30


class Mock:
    """Its functions are those of the mock's file."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def __getattr__(self, name: str) -> Callable[..., object]:
        return partial(self._ask, name)

    def _ask(self, *request: object) -> object:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        return json.loads(line_of(self._process))


@contextmanager
def own_bus(folder: Path) -> Iterator[str]:
    """Its address, which is the same in every namespace."""
    address = f"unix:path={folder}/bus"
    command = ["dbus-daemon", "--session", "--nofork", "--print-address", f"--address={address}"]
    with program(command, dict(os.environ)) as daemon:
        line_of(daemon)
        yield address


@contextmanager
def mocked_manager(bus: str, radio: Path | None = None) -> Iterator[Mock]:
    """With one Wi-Fi adapter, connected to the network at home; every change of network is told to the socket `radio`,
    which answers when it has been made.
    """
    environment = os.environ | {"DBUS_SYSTEM_BUS_ADDRESS": bus} | ({"RADIO": str(radio)} if radio else {})
    with program([SYSTEM_PYTHON, str(MOCK)], environment) as process:
        assert line_of(process) == '"ready"'
        mock = Mock(process)
        mock.add_adapter("wlan0", DISCONNECTED)
        mock.add_profile(HOME)
        mock.activate("wlan0", HOME)
        mock.add_point("wlan0", "ap1", PHOTON.hex(), 71, 0, 0, 0)
        yield mock
