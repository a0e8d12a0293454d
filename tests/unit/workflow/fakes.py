"""In-memory services for the workflow: they answer from scripts and remember what was asked of them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Generic, TypeVar

from setup_wizard.core.account import (
    ClaimCode,
    CloudDevice,
    Customer,
    DeviceEvent,
    OAuthClient,
    OneTimeCodeChallenge,
    Token,
    TokenKind,
    TokenOrigin,
)
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.device import DeviceId, DeviceIdentity
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.host_wifi import Adapter, VisibleNetwork
from setup_wizard.core.product import Membership, Product
from setup_wizard.core.secret import Secret
from setup_wizard.core.usb import UsbPort
from setup_wizard.core.wifi import Cipher, Found, ScannedNetwork, Security, SecurityKind, WifiCredentials
from setup_wizard.workflow.cable import use_cable
from setup_wizard.workflow.confirm import Timing
from setup_wizard.workflow.facts import ChosenNetwork, Facts, Purpose, Sent
from setup_wizard.workflow.session import JoinMode, Session

DEVICE_ID = DeviceId("3b0021000947343337373738")
OTHER_ID = DeviceId("1e0030000447343138333038")
DEVICE = DeviceIdentity(DEVICE_ID, claimed_once=False)
USERNAME = "me@example.com"
PASSWORD = Secret("the right password")
ONE_TIME_CODE = Secret("042137")
TOKEN = Token(Secret("0123456789"), USERNAME, origin=TokenOrigin.MADE)
CUSTOMER = "someone+lamp@example.com"
CUSTOMER_TOKEN = Token(Secret("customer's"), CUSTOMER, kind=TokenKind.CUSTOMER, origin=TokenOrigin.MADE)
PRODUCT_TOKEN = Token(Secret("product's"), "lamp-1234", kind=TokenKind.PRODUCT, origin=TokenOrigin.MADE)
CLIENT = OAuthClient("lamp-1234", Secret("client's"))
PRODUCT = Product(12857, "Lamp", "lamp", 6)
WPA2 = Security(SecurityKind.WPA2, Cipher.AES)
HOME = ScannedNetwork(b"Home", -48, WPA2, 4194308, channel=6)
NETWORK = ChosenNetwork(b"Home", WPA2, 4194308, channel=6)
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(seconds=20)
EARLIER = NOW - timedelta(days=1)

ONLINE = CloudDevice(DEVICE_ID, online=True, last_handshake_at=LATER, last_heard=LATER)
OFFLINE = CloudDevice(DEVICE_ID, last_handshake_at=EARLIER, last_heard=EARLIER)
STALE = replace(OFFLINE, online=True)
"""As the cloud lists a device whose last sign of life was yesterday, and of which it has not noticed that it left."""

AT_ONCE = Timing(
    timeout_s=2.0,
    probe_s=0.002,
    poll_s=0.002,
    slow_poll_s=0.004,
    slow_after_s=1.0,
    leave_after_s=0.02,
    claim_by_id_after_s=0.01,
    resend_after_s=0.02,
    grace_s=0.05,
    cable_grace_s=0.05,
    port_gone_s=0.05,
    rejoin_after_s=0.2,
    gone_for_s=0.1,
)

_Answer = TypeVar("_Answer")


class Script(Generic[_Answer]):
    """Answers in order, the last one for ever; raises those that are exceptions."""

    def __init__(self, *answers: _Answer | SetupError) -> None:
        self._answers = list(answers)
        self.asked = 0

    def __call__(self) -> _Answer:
        self.asked += 1
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, SetupError):
            raise answer
        return answer


def unreachable() -> SetupError:
    return SetupError(Reason.CLOUD_UNREACHABLE, "connection: refused")


def absent() -> SetupError:
    return SetupError(Reason.DEVICE_UNREACHABLE, "nobody there")


class FakeCloud:
    """An account whose entry for the Photon follows `entries`; `calls` are the names of what was asked, in order."""

    def __init__(
        self,
        *entries: CloudDevice | SetupError | None,
        listed: tuple[CloudDevice, ...] = (),
        claims: Script[bool] | None = None,
        clock: datetime | None = NOW,
    ) -> None:
        self.entries: Script[CloudDevice | None] = Script(*(entries or (None,)))
        self.listed = listed
        self.claims = claims or Script(False)
        self.clock = clock
        self.failures: dict[str, SetupError] = {}
        self.wants_one_time_code = False
        self.answers_ping = True
        self.calls: list[str] = []
        self.codes: list[Secret] = []
        self.events_open = threading.Event()
        self.event = threading.Event()
        self.on_event: Callable[[], None] = lambda: None
        self.products = FakeProducts(self)
        self.customers = FakeCustomers(self)
        self.token_kind = TokenKind.DEVELOPER
        self.tokens: list[Secret] = []
        self.revoked: list[Secret] = []

    def _called(self, name: str, cancel: Cancel) -> None:
        cancel.check()
        self.calls.append(name)
        if name in self.failures:
            raise self.failures[name]

    def sign_in(self, username: str, password: Secret, cancel: Cancel) -> Token | OneTimeCodeChallenge:
        self._called("sign_in", cancel)
        if password != PASSWORD:
            raise SetupError(Reason.SIGN_IN_REFUSED)
        if self.wants_one_time_code:
            return OneTimeCodeChallenge(Secret("challenge"), username)
        return replace(TOKEN, username=username)

    def answer_one_time_code(self, challenge: OneTimeCodeChallenge, code: Secret, cancel: Cancel) -> Token:
        self._called("answer_one_time_code", cancel)
        if code != ONE_TIME_CODE:
            raise SetupError(Reason.ONE_TIME_CODE_REFUSED)
        return replace(TOKEN, username=challenge.username)

    def check_token(self, token: Secret, cancel: Cancel) -> Token:
        self._called("check_token", cancel)
        return Token(token, USERNAME, kind=self.token_kind)

    def sign_out(self, token: Secret, cancel: Cancel) -> None:
        self._called("sign_out", cancel)
        self.revoked.append(token)

    def create_claim_code(self, token: Secret, cancel: Cancel) -> ClaimCode:
        self._called("create_claim_code", cancel)
        self.codes.append(Secret(f"{len(self.codes):063}"))
        return ClaimCode(self.codes[-1])

    def list_devices(self, token: Secret, cancel: Cancel) -> tuple[CloudDevice, ...]:
        self._called("list_devices", cancel)
        return self.listed

    def find_device(
        self, token: Secret, device_id: DeviceId, cancel: Cancel, *, total_s: float | None = None
    ) -> CloudDevice | None:
        self._called("find_device", cancel)
        return self.entries()

    def claim_device(self, token: Secret, device_id: DeviceId, cancel: Cancel) -> bool:
        self._called("claim_device", cancel)
        self.tokens.append(token)
        return self.claims()

    def release_device(self, token: Secret, device_id: DeviceId, cancel: Cancel) -> None:
        self._called("release_device", cancel)

    def flash_tinker(self, token: Secret, device_id: DeviceId, cancel: Cancel) -> None:
        self._called("flash_tinker", cancel)

    def read_variable(self, token: Secret, device_id: DeviceId, name: str, cancel: Cancel) -> object:
        self._called(f"read_variable {name}", cancel)
        return 21.5

    def rename_device(self, token: Secret, device_id: DeviceId, name: str, cancel: Cancel) -> str:
        self._called(f"rename_device {name}", cancel)
        return name

    def signal_device(self, token: Secret, device_id: DeviceId, on: bool, cancel: Cancel) -> None:
        self._called(f"signal_device {on}", cancel)

    def ping_device(self, token: Secret, device_id: DeviceId, cancel: Cancel) -> bool:
        self._called("ping_device", cancel)
        return self.answers_ping

    def device_events(self, token: Secret, cancel: Cancel) -> Iterator[DeviceEvent]:
        """Open until cancelled; one event of the Photon once `event` is set."""
        with cancel.calling(self.event.set):
            self.events_open.set()
            self.event.wait()
            cancel.check()
            self.on_event()
            yield DeviceEvent("spark/status", "online", DEVICE_ID)
            while not cancel.wait(10.0):
                pass
        raise SetupError(Reason.CANCELLED)

    def server_now(self) -> datetime | None:
        return self.clock


class FakeProducts:
    """One product; `members` is what it shows of the Photon, in order."""

    def __init__(self, cloud: FakeCloud) -> None:
        self._cloud = cloud
        self.listed: tuple[Product, ...] = (PRODUCT,)
        self.imports: Script[Membership] = Script(Membership.ADDED)
        self.members: Script[CloudDevice | None] = Script(OFFLINE)
        self.customers: tuple[str, ...] = ()

    def list_products(self, token: Secret, cancel: Cancel) -> tuple[Product, ...]:
        self._cloud._called("list_products", cancel)
        return self.listed

    def find_product(self, token: Secret, id_or_slug: str, cancel: Cancel) -> Product:
        self._cloud._called("find_product", cancel)
        for product in self.listed:
            if id_or_slug in (str(product.product_id), product.slug):
                return product
        raise SetupError(Reason.PRODUCT_NOT_FOUND)

    def import_device(self, token: Secret, product: str, device_id: DeviceId, cancel: Cancel) -> Membership:
        self._cloud._called("import_device", cancel)
        return self.imports()

    def import_devices(
        self, token: Secret, product: str, device_ids: Sequence[DeviceId], cancel: Cancel
    ) -> Mapping[DeviceId, Membership]:
        self._cloud._called(f"import_devices {len(device_ids)}", cancel)
        return dict.fromkeys(device_ids, self.imports())

    def find_member(
        self,
        token: Secret,
        product: str,
        device_id: DeviceId,
        cancel: Cancel,
        *,
        total_s: float | None = None,
        strict: bool = False,
    ) -> CloudDevice | None:
        self._cloud._called("find_member", cancel)
        return self.members()

    def unclaim(self, token: Secret, product: str, device_id: DeviceId, cancel: Cancel) -> None:
        self._cloud._called("unclaim", cancel)

    def remove(self, token: Secret, product: str, device_id: DeviceId, cancel: Cancel) -> None:
        self._cloud._called("remove", cancel)

    def list_customers(self, token: Secret, product: str, cancel: Cancel, *, most_pages: int = 100) -> tuple[str, ...]:
        self._cloud._called("list_customers", cancel)
        return self.customers

    def create_client(self, token: Secret, product: str, name: str, cancel: Cancel) -> OAuthClient:
        self._cloud._called("create_client", cancel)
        return CLIENT


class FakeCustomers:
    """The product's customers: any e-mail is one."""

    def __init__(self, cloud: FakeCloud) -> None:
        self._cloud = cloud
        self.created = True

    def product_token(self, client: OAuthClient, cancel: Cancel) -> Token:
        self._cloud._called("product_token", cancel)
        return PRODUCT_TOKEN

    def create_or_find(self, client: OAuthClient, product: str, email: str, cancel: Cancel) -> Customer:
        self._cloud._called(f"create_or_find {email}", cancel)
        return Customer(replace(CUSTOMER_TOKEN, username=email), self.created)

    def sign_up(self, client: OAuthClient, product: str, email: str, password: Secret, cancel: Cancel) -> Customer:
        self._cloud._called(f"sign_up {email}", cancel)
        return Customer(replace(CUSTOMER_TOKEN, username=email), self.created)

    def create_claim_code(self, token: Secret, product: str, cancel: Cancel) -> ClaimCode:
        self._cloud._called("create_customer_claim_code", cancel)
        self._cloud.tokens.append(token)
        self._cloud.codes.append(Secret(f"{len(self._cloud.codes):063}"))
        return ClaimCode(self._cloud.codes[-1])


class FakePhoton:
    """A Photon whose answers to `device-id` follow `presence`; `calls` are its commands in order, without that one."""

    def __init__(self, *presence: DeviceIdentity | SetupError) -> None:
        self.presence: Script[DeviceIdentity] = Script(*(presence or (DEVICE,)))
        self.scans: Script[tuple[ScannedNetwork, ...]] = Script((HOME,))
        self.configured: Script[None] = Script(None)
        self.replies: Script[bool] = Script(True)
        self.failures: dict[str, SetupError] = {}
        self.inexpressible: SetupError | None = None
        self.calls: list[str] = []
        self.claim_codes: list[Secret] = []
        self.credentials: list[WifiCredentials] = []

    def _called(self, name: str, cancel: Cancel) -> None:
        cancel.check()
        self.calls.append(name)
        if name in self.failures:
            raise self.failures[name]

    def identify(self, cancel: Cancel, *, budget_s: float = 8.0) -> DeviceIdentity:
        cancel.check()
        return self.presence()

    def scan(self, cancel: Cancel) -> tuple[ScannedNetwork, ...]:
        self._called("scan", cancel)
        return self.scans()

    def set_claim_code(self, code: Secret, cancel: Cancel) -> bool:
        self._called("set_claim_code", cancel)
        self.claim_codes.append(code)
        return True

    def check_ssid(self, ssid: bytes) -> None:
        if self.inexpressible is not None:
            raise self.inexpressible

    def check(self, credentials: WifiCredentials) -> None:
        self.check_ssid(credentials.ssid)

    def configure(self, credentials: WifiCredentials, cancel: Cancel) -> None:
        self._called("configure", cancel)
        self.configured()
        self.credentials.append(credentials)

    def connect(self, cancel: Cancel) -> bool:
        self._called("connect", cancel)
        return self.replies()


class FakeUsbPhoton(FakePhoton):
    """The same at a cable; `entered` says whether it can be sent to setup mode.

    `found` is what it finds of the network it stores; None if it does not get as far as to store one.
    """

    def __init__(self, *presence: DeviceIdentity | SetupError) -> None:
        super().__init__(*presence)
        self.entered: Script[bool] = Script(True)
        self.takes_claim_code = True
        self.found: Found | None = Found.SEEN

    def configure(
        self,
        credentials: WifiCredentials,
        cancel: Cancel,
        before_storing: Callable[[Found], None] = lambda _found: None,
    ) -> None:
        if self.found is not None:
            before_storing(self.found)
        super().configure(credentials, cancel)

    def leave(self, cancel: Cancel) -> None:
        self._called("leave", cancel)

    def enter_listening(self, cancel: Cancel) -> bool:
        self._called("enter_listening", cancel)
        return self.entered()

    def set_claim_code(self, code: Secret, cancel: Cancel) -> bool:
        return super().set_claim_code(code, cancel) and self.takes_claim_code


class FakeUsb:
    """The ports that are listed, in turn, and the Photon at each name."""

    def __init__(self, photons: Mapping[UsbPort, FakeUsbPhoton]) -> None:
        self.photons = {port.name: photon for port, photon in photons.items()}
        self.listed: Script[tuple[UsbPort, ...]] = Script(tuple(photons))

    def ports(self, cancel: Cancel) -> tuple[UsbPort, ...]:
        cancel.check()
        return self.listed()

    def open(self, port: UsbPort) -> FakeUsbPhoton:
        return self.photons[port.name]


class FakeHost:
    """A computer that changes networks by itself when told to, unless `able` says it cannot."""

    def __init__(self, *, able: bool = True) -> None:
        self.able = able
        self.calls: list[str] = []
        self.failure: SetupError | None = None
        """Why it neither joins nor leaves."""
        self.is_back = True
        """What closing it answers."""
        self.ssids: list[bytes | None] = []

    def adapters(self, cancel: Cancel) -> tuple[Adapter, ...]:
        return (Adapter("wlan0"),)

    def choose_adapter(self, name: str) -> None:
        self.calls.append(f"choose_adapter {name}")

    def photons(self, cancel: Cancel) -> tuple[VisibleNetwork, ...]:
        return (VisibleNetwork(b"Photon-7QK2", is_open=True),)

    def clean_up(self, cancel: Cancel) -> bool:
        return False

    def close(self) -> bool:
        self.calls.append("close")
        return self.is_back

    def join_photon(self, cancel: Cancel, ssid: bytes | None = None) -> bool:
        self.calls.append("join_photon")
        self.ssids.append(ssid)
        if self.failure is not None:
            raise self.failure
        return self.able

    def leave_photon(self, cancel: Cancel) -> bool:
        self.calls.append("leave_photon")
        if self.failure is not None:
            raise self.failure
        return self.able


class FakeStore:
    """A keyring; `broken` for a system without one."""

    def __init__(self, *tokens: Token, broken: bool = False) -> None:
        self.tokens = {token.username: token for token in tokens}
        self.broken = broken
        self.saved: list[Token] = []
        self.clients: dict[str, OAuthClient] = {}

    def _check(self) -> None:
        if self.broken:
            raise SetupError(Reason.KEYRING_UNAVAILABLE, "there is no keyring")

    def load(self, api: str, username: str) -> Token | None:
        self._check()
        return self.tokens.get(username)

    def save(self, api: str, token: Token) -> None:
        self._check()
        self.saved.append(token)

    def forget(self, api: str, username: str) -> None:
        self._check()
        self.tokens.pop(username, None)

    def load_client(self, api: str, client_id: str) -> OAuthClient | None:
        self._check()
        return self.clients.get(client_id)

    def save_client(self, api: str, client: OAuthClient) -> None:
        self._check()
        self.clients[client.client_id] = client

    def forget_client(self, api: str, client_id: str) -> None:
        self._check()
        self.clients.pop(client_id, None)


def session_with(
    cloud: FakeCloud, photon: FakePhoton, *, host: FakeHost | None = None, join: JoinMode = JoinMode.AUTO
) -> Session:
    return Session(cloud=cloud, photon=photon, join=join, host=host, token=TOKEN)


def session_at_cable(
    cloud: FakeCloud, photon: FakeUsbPhoton, facts: Facts, port: UsbPort | None = None
) -> tuple[Session, Facts]:
    """As `use_cable` leaves them; the system tells no id unless `port` has one."""
    port = port or UsbPort("ttyACM0")
    session = session_with(cloud, FakePhoton())
    session.usb = FakeUsb({port: photon})
    return session, use_cable(session, facts, port)


def facts_before_join() -> Facts:
    return Facts(purpose=Purpose.OWN_ACCOUNT, username=USERNAME)


def facts_for_customer() -> Facts:
    """Everything but the device is known of a setup for a product's customer."""
    return Facts(purpose=Purpose.CUSTOMER, username=USERNAME, product=PRODUCT, customer=CUSTOMER)


def customer_session(cloud: FakeCloud, photon: FakePhoton, *, join: JoinMode = JoinMode.AUTO) -> Session:
    """Staff with the product's client and the customer's token in hand."""
    session = session_with(cloud, photon, join=join)
    session.client, session.customer_token = CLIENT, CUSTOMER_TOKEN
    return session


def facts_sent(
    *before: CloudDevice,
    purpose: Purpose = Purpose.OWN_ACCOUNT,
    username: str | None = USERNAME,
    reply_seen: bool = True,
    server_time: datetime | None = NOW,
) -> Facts:
    """As `send_network` leaves them; `before` are the account's devices before the setup."""
    return Facts(
        purpose=purpose,
        check_online=purpose is Purpose.WIFI_ONLY and username is not None,
        username=username,
        devices_before=None if username is None else before,
        device=DEVICE,
        network=NETWORK,
        sent=Sent(server_time, reply_seen),
    )
