"""A simulation, the services that talk to it over real sockets, and the windows opened on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from setup_wizard.compose import build_session
from setup_wizard.core.account import Token
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.demo import MemoryStore, SimulatedWifi
from setup_wizard.options import GivenSecrets, Options
from setup_wizard.simulator.faults import Faults
from setup_wizard.simulator.world import DEMO, DEVICE_ID, Simulator
from setup_wizard.ui.make_pages import make_page
from setup_wizard.ui.model import Services, SetupModel
from setup_wizard.ui.wizard import SetupWizard
from setup_wizard.workflow.confirm import Timing
from setup_wizard.workflow.flow import Step
from setup_wizard.workflow.services import TokenStore
from tests.end_to_end import bench
from tests.end_to_end.relay import Relay
from tests.ui.person import Person

HOME_PASSWORD = "correct horse"
QUICK = replace(bench.QUICK, rejoin_after_s=0.5, gone_for_s=0.4)


class Spoiled:
    """A service whose calls named in `reasons` fail; everything else is the real one's."""

    def __init__(self, service: object, reasons: Mapping[str, Reason]) -> None:
        self._service = service
        self._reasons = reasons

    def __getattr__(self, name: str) -> Any:
        reason = self._reasons.get(name)
        if reason is None:
            return getattr(self._service, name)

        def refuse(*_args: object, **_kwargs: object) -> None:
            raise SetupError(reason, f"{name} was told to fail")

        return refuse


class Stage:
    """One simulation, and everything a window needs from it. `spoil` makes calls of the services fail by name."""

    def __init__(self, simulator: Simulator, relay: Relay, bot: QtBot, app: QApplication) -> None:
        self.simulator = simulator
        self.relay = relay
        self.store: TokenStore = MemoryStore()
        self.spoil: dict[str, Reason] = {}
        self.options = Options(
            api=relay.url,
            device_host="127.0.0.1",
            tcp_port=simulator.addresses.tcp_port,
            http_port=simulator.addresses.http_port,
        )
        self.people: list[Person] = []
        self.opened: Services | None = None
        self._bot = bot
        self._app = app

    @property
    def faults(self) -> Faults:
        return self.simulator.faults

    @property
    def device_id(self) -> str:
        return DEVICE_ID

    @property
    def username(self) -> str:
        return DEMO.username

    @property
    def owner(self) -> str | None:
        return self.simulator.cloud.owner_of(DEVICE_ID)

    def requests(self, call: str) -> int:
        """How often the cloud was asked this: method and path."""
        return self.relay.requests.count(call)

    def open(self, timing: Timing = QUICK, **options: Any) -> Person:
        """A window, as `app.run` opens it; the computer changes networks by itself."""
        chosen = replace(self.options, **options)
        model = SetupModel(chosen, lambda: self._services(chosen), timing)
        wizard = SetupWizard(model, self._app, make_page)
        with self._bot.waitActive(wizard):
            wizard.show()
            wizard.activateWindow()
        person = Person(wizard, self._bot)
        self.people.append(person)
        return person

    def open_signed_in(self, timing: Timing = QUICK, **options: Any) -> Person:
        """A window whose sign-in page finds a saved sign-in."""
        self.store.save(self.options.api, Token(self.simulator.token, DEMO.username))
        return self.open(timing, username=DEMO.username, **options)

    def open_at(self, step: Step, timing: Timing = QUICK, **options: Any) -> Person:
        """A window on this page, signed in by a saved token where that is behind it."""
        if step in (Step.PURPOSE, Step.SIGN_IN):
            person = self.open(timing, **options)
        else:
            person = self.open_signed_in(timing, **options)
        if step is not Step.PURPOSE:
            person.go_on()
            self._walk(person, step)
        return person

    def _walk(self, person: Person, step: Step) -> None:
        if step is Step.SIGN_IN:
            person.reach(Step.SIGN_IN)
            return
        if step is Step.JOIN:
            person.arrive(Step.JOIN)
            return
        person.reach(Step.NETWORK)
        if step is Step.NETWORK:
            return
        person.pick_network("Home")
        person.go_on()
        person.reach(Step.PASSWORD)
        if step is Step.PASSWORD:
            return
        person.write("wifi_password", HOME_PASSWORD)
        person.go_on()
        person.arrive(step)

    def _services(self, options: Options) -> Services:
        session = build_session(options, SimulatedWifi(self.simulator))
        session.cloud = self._spoiled(session.cloud)
        session.photon = self._spoiled(session.photon)
        session.host = self._spoiled(session.host)
        self.opened = Services(session, self._spoiled(self.store), options.api, GivenSecrets(), options.username)
        return self.opened

    def _spoiled(self, service: object) -> Any:
        return Spoiled(service, self.spoil)
