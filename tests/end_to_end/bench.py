"""A simulation, and the code of `provision` run against it over real sockets."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import Any
from unittest.mock import patch

from setup_wizard.cli import Provision
from setup_wizard.compose import build_session
from setup_wizard.console import JsonConsole, Prompter, Result
from setup_wizard.core.cancel import Budget
from setup_wizard.core.errors import Reason
from setup_wizard.core.secret import Secret
from setup_wizard.core.wifi import Enterprise, Security
from setup_wizard.demo import MemoryStore, SimulatedWifi
from setup_wizard.options import GivenSecrets, Options, TransportChoice
from setup_wizard.simulator.faults import Fault, Faults
from setup_wizard.simulator.world import DEVICE_ID, Simulator
from setup_wizard.workflow import confirm
from setup_wizard.workflow.journal import Journal
from setup_wizard.workflow.services import HostWifi
from setup_wizard.workflow.session import JoinMode, Session
from setup_wizard.workflow.timing import Timing
from tests.end_to_end.relay import Relay
from tests.patience import PATIENCE_S

HOME = b"Home"
HOME_PASSWORD = Secret("correct horse")

QUICK = Timing(
    timeout_s=PATIENCE_S,
    probe_s=0.02,
    poll_s=0.02,
    slow_poll_s=0.1,
    slow_after_s=2.0,
    leave_after_s=0.2,
    claim_by_id_after_s=0.2,
    resend_after_s=0.5,
    grace_s=0.2,
    cable_grace_s=0.3,
    port_gone_s=0.3,
    rejoin_after_s=PATIENCE_S,
    gone_for_s=PATIENCE_S,
)
"""Looks often, and gives up late: what a test wants to be given up has a timing of its own."""

_LEFT = '"milestone": "left_setup_mode"'


@dataclass(frozen=True, slots=True)
class Run:
    """What a run of `provision` said."""

    result: Result
    events: list[dict[str, Any]]
    session: Session

    @property
    def reason(self) -> Reason:
        return self.result.reason

    def told(self, event: str) -> list[Any]:
        """What each event of this kind was about: `ask`, `milestone` or `note`."""
        return [line.get(event, line.get("text")) for line in self.events if line["event"] == event]


class Screen(io.StringIO):
    """Where the program writes; what is in `reactions` happens when the program writes such a text."""

    def __init__(self, reactions: Mapping[str, Callable[[], object]]) -> None:
        super().__init__()
        self._reactions = reactions

    def write(self, text: str) -> int:
        length = super().write(text)
        for expected, reaction in self._reactions.items():
            if expected in text:
                reaction()
        return length


class Hourglass(Budget):
    """Spent as soon as something is so."""

    def __init__(self, total_s: float, is_over: Callable[[], bool]) -> None:
        super().__init__(total_s)
        self._is_over = is_over

    @property
    def remaining_s(self) -> float:
        return 0.0 if self._is_over() else super().remaining_s


class Bench:
    """One simulation with a relay before its cloud; several runs may follow each other."""

    def __init__(self, simulator: Simulator, relay: Relay, journal: Journal) -> None:
        self.simulator = simulator
        self.relay = relay
        self.options = Options(
            api=relay.url,
            device_host="127.0.0.1",
            tcp_port=simulator.addresses.tcp_port,
            http_port=simulator.addresses.http_port,
            ssid=HOME,
            join=JoinMode.NONE,
        )
        self._journal = journal
        self._reactions: dict[str, Callable[[], object]] = {}

    def when_told(self, text: str, reaction: Callable[[], object]) -> None:
        """When a line with this text is written, do this, before the program goes on."""
        self._reactions[text] = reaction

    def when_sent(self, fault: Fault) -> None:
        """Misbehave from the moment on at which the network is on the Photon and `connect-ap` is next."""
        self.when_told('"milestone": "network_sent"', lambda: self.faults.switch_on(fault))

    def missing(self) -> threading.Event:
        """Set once the program has noticed that the Photon left setup mode."""
        missed = threading.Event()
        self.when_told(_LEFT, missed.set)
        return missed

    def stay_away_until_missed(self) -> None:
        """A Photon that does not join comes back, but no sooner than the program has noticed that it left."""
        missed = self.missing()

        def wait() -> None:
            missed.wait(PATIENCE_S)

        self.simulator.photon.watch_listening(wait)

    def after_polls(self, count: int, reaction: Callable[[], object]) -> None:
        """When the program asks the cloud for the Photon for the `count`-th time, do this before the cloud answers."""

        def react() -> None:
            if self.polls == count:
                reaction()

        self.relay.on_request = react

    @property
    def polls(self) -> int:
        """How often the program has asked the cloud for the Photon."""
        return self.relay.requests.count(f"GET /v1/devices/{DEVICE_ID}")

    @property
    def faults(self) -> Faults:
        return self.simulator.faults

    @property
    def untouched(self) -> bool:
        """Whether the Photon has been told nothing: no claim code, no network."""
        flash = self.simulator.photon.hardware.flash
        return not flash.claim_code and not flash.profiles

    @property
    def owner(self) -> str | None:
        return self.simulator.cloud.owner_of(self.simulator.photon.hardware.device_id)

    @property
    def host(self) -> HostWifi:
        """A computer that changes its network by itself."""
        return SimulatedWifi(self.simulator)

    def given(self, wifi_password: Secret | None = HOME_PASSWORD, *, token: Secret | None = None) -> GivenSecrets:
        return GivenSecrets(token=token or self.simulator.token, wifi_password=wifi_password)

    def provision(
        self,
        ssid: bytes | None = HOME,
        wifi_password: str | None = HOME_PASSWORD.reveal(),
        *,
        security: Security | None = None,
        enterprise: Enterprise | None = None,
        transport: TransportChoice = TransportChoice.AUTO,
        claim: bool = True,
        name: str | None = None,
        options: Options | None = None,
        given: GivenSecrets | None = None,
        host: HostWifi | None = None,
        person: bool = False,
        prompter: Prompter | None = None,
        timing: Timing = QUICK,
        until: Callable[[], bool] | None = None,
    ) -> Run:
        """One run, from the first step to its result, signed in by token unless `given` says otherwise.

        The Photon can be reached all the time, unless a `host` or a `person` changes networks. Where the time to watch
        for proof has to run out, it does as soon as `until` is so.
        """
        chosen = replace(
            options or self.options,
            ssid=ssid,
            security=security,
            enterprise=enterprise,
            transport=transport,
            claim=claim,
            name=name,
        )
        if host is not None or person:
            chosen = replace(chosen, join=JoinMode.AUTO)
        if person:
            self.when_told('"ask": "join_photon"', self.simulator.air.join_photon)
            self.when_told('"ask": "leave_photon"', self.simulator.air.leave_photon)
        out = Screen(self._reactions)
        session = build_session(chosen, host, self._journal)
        secrets = given or self.given(Secret(wifi_password) if wifi_password is not None else None)
        nobody = Prompter(available=False)
        run = Provision(chosen, secrets, session, JsonConsole(out), prompter or nobody, MemoryStore(), timing)
        with ExitStack() as stack:
            if until is not None:
                stack.enter_context(patch.object(confirm, "Budget", lambda total_s: Hourglass(total_s, until)))
            result = run.run()
        return Run(result, [json.loads(line) for line in out.getvalue().splitlines()], session)
