"""A simulation, the services that talk to it over real sockets, and the windows opened on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from setup_wizard.compose import build_session
from setup_wizard.core.account import OAuthClient, Token
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.device import DeviceId
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.light import NO_LIGHT
from setup_wizard.core.secret import Secret
from setup_wizard.core.usb import UsbPort
from setup_wizard.demo import MemoryStore, SimulatedWifi
from setup_wizard.options import GivenSecrets, Options
from setup_wizard.simulator.clients import Client
from setup_wizard.simulator.devices import Device
from setup_wizard.simulator.faults import Faults
from setup_wizard.simulator.photon import Photon
from setup_wizard.simulator.population import PHOTON_PRODUCT_ID
from setup_wizard.simulator.world import DEMO, DEVICE_ID, Simulator
from setup_wizard.ui.make_pages import make_page
from setup_wizard.ui.model import Services, SetupModel
from setup_wizard.ui.own_wifi import OwnWifi
from setup_wizard.ui.system_panels import SystemPanels
from setup_wizard.ui.wizard import SetupWizard
from setup_wizard.usb.service import Usb
from setup_wizard.workflow.confirm import Timing
from setup_wizard.workflow.facts import Purpose
from setup_wizard.workflow.services import HostWifi, TokenStore, UsbService
from setup_wizard.workflow.step import Step
from tests.end_to_end import bench
from tests.end_to_end.relay import Relay
from tests.patience import PATIENCE_S
from tests.ui.person import Person

HOME_PASSWORD = "correct horse"
CUSTOMER = "ana@example.com"
QUICK = replace(bench.QUICK, timeout_s=10 * PATIENCE_S, rejoin_after_s=0.5, gone_for_s=0.4)
"""No watch for the proof ends because the machine stood still."""
USB_PATIENCE = 20.0
"""Times as long as usual an answer by cable may take; `short_pauses` says how soon one counts as silent."""


class Spoiled:
    """A service whose calls named in `reasons` fail; everything else is the real one's."""

    def __init__(self, service: object, reasons: Mapping[str, Reason]) -> None:
        self._service = service
        self._reasons = reasons

    def __getattr__(self, name: str) -> Any:
        reason = self._reasons.get(name)
        if reason is None:
            found = getattr(self._service, name)
            if name == "open":
                return lambda port: Spoiled(found(port), self._reasons)
            return Spoiled(found, self._reasons) if name in ("products", "customers") else found

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
        self.given = GivenSecrets()
        self.options = Options(
            api=relay.url,
            device_host="127.0.0.1",
            tcp_port=simulator.addresses.tcp_port,
            http_port=simulator.addresses.http_port,
        )
        self.make_host: Callable[[], HostWifi] = lambda: SimulatedWifi(self.simulator)
        self.panels: SystemPanels | None = None
        self.make_usb: Callable[[], UsbService] = lambda: Usb(list_ports=self.plugged_in, budget_factor=USB_PATIENCE)
        self.tells_ids = True
        """Whether the system tells the ids of what is plugged in."""
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

    @property
    def product(self) -> int | None:
        return self.simulator.cloud.product_of(DEVICE_ID)

    @property
    def client(self) -> Client:
        """The product's two-legged client."""
        return self.simulator.population.two_legged_client

    def made_client(self) -> Client:
        """The client that was made last."""
        return self.simulator.cloud.clients.of("", PHOTON_PRODUCT_ID)[-1]

    def add_to_product(self) -> None:
        """The product's owner has done it before."""
        with self.simulator.cloud.lock:
            self._device.product_id = PHOTON_PRODUCT_ID

    def leave_product(self) -> None:
        with self.simulator.cloud.lock:
            self._device.leave_product()

    @property
    def customer(self) -> str:
        """A customer of the product, with no password."""
        return self.simulator.population.shadow_customer.username

    def give_to_customer(self) -> None:
        with self.simulator.cloud.lock:
            self._device.owner = self.simulator.population.shadow_customer.holder

    def bring_online(self) -> None:
        """As if it had been set up before."""
        self.simulator.cloud.device_connects(DEVICE_ID, b"")

    @property
    def _device(self) -> Device:
        device = self.simulator.cloud.devices.find(DEVICE_ID)
        assert device is not None
        return device

    def customer_token(self) -> Secret:
        """A token of the shadow customer, as the company's back end would hand it over."""
        session = build_session(self.options)
        client = OAuthClient(self.client.client_id, self.client.secret)
        found = session.cloud.customers.create_or_find(client, str(PHOTON_PRODUCT_ID), self.customer, Cancel())
        return found.token.value

    def plugged_in(self) -> tuple[UsbPort, ...]:
        """The simulated Photons at this computer's ports."""
        plugged_in = zip(self.simulator.usb_paths, self.simulator.photons, strict=False)
        return tuple(
            UsbPort(path, DeviceId(photon.hardware.device_id) if self.tells_ids else None)
            for path, photon in plugged_in
            if Path(path).exists()
        )

    def requests(self, call: str) -> int:
        """How often the cloud was asked this: method and path."""
        return self.relay.requests.count(call)

    def open(self, timing: Timing = QUICK, **options: Any) -> Person:
        """A window, as `app.run` opens it; the computer changes networks by itself."""
        chosen = replace(self.options, **options)
        find_panels = None if self.panels is None else lambda: self.panels
        model = SetupModel(chosen, lambda: self._services(chosen), timing, find_panels=find_panels)
        wizard = SetupWizard(model, self._app, make_page)
        OwnWifi(wizard).clean_up()
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

    def open_at(
        self,
        step: Step,
        timing: Timing = QUICK,
        purpose: Purpose = Purpose.OWN_ACCOUNT,
        *,
        client: bool = True,
        connect: bool = True,
        **options: Any,
    ) -> Person:
        """A window on this page, signed in by a saved token, and with a kept client, where that is behind it.

        On the page of the Photon, Connect is pressed where it is the way on, unless `connect` is False.
        """
        if step in (Step.PURPOSE, Step.SIGN_IN):
            person = self.open(timing, **options)
        else:
            if client:
                self.store.save_client(self.options.api, OAuthClient(self.client.client_id, self.client.secret))
                options["client_id"] = self.client.client_id
            person = self.open_signed_in(timing, **options)
        person.click(purpose.value)
        if step is not Step.PURPOSE:
            person.go_on()
            if purpose in (Purpose.PRODUCT_DEVICE, Purpose.CUSTOMER) and step is not Step.SIGN_IN:
                self._choose_product(person, purpose, step)
            self._walk(person, step, connect=connect)
        return person

    def _choose_product(self, person: Person, purpose: Purpose, step: Step) -> None:
        person.reach(Step.PRODUCT)
        person.pick("products", "Greenhouse")
        if step is Step.PRODUCT:
            return
        person.go_on()
        if purpose is Purpose.CUSTOMER:
            person.reach(Step.CUSTOMER)
            person.write("customer", CUSTOMER)
            if step is not Step.CUSTOMER:
                person.go_on()

    def _walk(self, person: Person, step: Step, *, connect: bool) -> None:
        if step in (Step.SIGN_IN, Step.PRODUCT, Step.CUSTOMER, Step.RESTORE):
            person.reach(step)
            return
        if step is Step.JOIN:
            person.arrive(Step.JOIN)
            if connect:
                person.connect()
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
        session = build_session(options, self.make_host())
        session.cloud = self._spoiled(session.cloud)
        session.photon = self._spoiled(session.photon)
        session.host = self._spoiled(session.host)
        session.usb = self._spoiled(self.make_usb())
        session.find_tunnel = lambda: None
        store = self._spoiled(self.store)
        self.opened = Services(session, store, options.api, self.given, options.username, options.client_id)
        return self.opened

    def _spoiled(self, service: object) -> Any:
        return Spoiled(service, self.spoil)


def unplug(photon: Photon) -> None:
    """Take its power; its port is gone when this returns."""
    photon.unplug()
    assert photon.wait_until(lambda photon: photon.light == NO_LIGHT, PATIENCE_S)


def set_up_at_home(person: Person) -> None:
    """From the networks to the end, with the network that is in range."""
    person.reach(Step.NETWORK)
    person.pick_network("Home")
    person.go_on()
    person.reach(Step.PASSWORD)
    person.write("wifi_password", HOME_PASSWORD)
    person.go_on()
    person.reach(Step.DONE)
