"""Runs `provision` against fakes."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass, field
from typing import Any

from setup_wizard.cli import Provision
from setup_wizard.console import JsonConsole, Prompter, Result
from setup_wizard.core.secret import Secret
from setup_wizard.options import GivenSecrets, Options
from setup_wizard.workflow.confirm import Timing
from setup_wizard.workflow.services import HostWifi
from setup_wizard.workflow.session import JoinMode, Session
from tests.unit.workflow.fakes import (
    AT_ONCE,
    DEVICE,
    ONLINE,
    TOKEN,
    FakeCloud,
    FakePhoton,
    FakeStore,
    absent,
)

NOBODY = Prompter(available=False)
WIFI_PASSWORD = Secret("correct horse")
OPTIONS = Options(ssid=b"Home", join=JoinMode.NONE)
WITH_TOKEN = GivenSecrets(token=TOKEN.value, wifi_password=WIFI_PASSWORD)
WIFI_QUESTION = "Password of Home"


@dataclass
class Run:
    """A run of `provision` against fakes: a Photon that leaves after `connect-ap` and then is online."""

    options: Options = OPTIONS
    given: GivenSecrets = WITH_TOKEN
    prompter: Prompter = NOBODY
    store: FakeStore = field(default_factory=FakeStore)
    cloud: FakeCloud = field(default_factory=lambda: FakeCloud(ONLINE))
    photon: FakePhoton = field(default_factory=lambda: FakePhoton(DEVICE, DEVICE, absent()))
    host: HostWifi | None = None
    timing: Timing = AT_ONCE
    out: io.StringIO = field(default_factory=io.StringIO)

    def provision(self) -> Provision:
        session = Session(cloud=self.cloud, photon=self.photon, join=self.options.join, host=self.host)
        console = JsonConsole(self.out)
        return Provision(self.options, self.given, session, console, self.prompter, self.store, self.timing)

    def result(self) -> Result:
        return self.provision().run()

    @property
    def events(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.getvalue().splitlines()]

    def notes(self) -> list[str]:
        return [event["text"] for event in self.events if event["event"] == "note"]
