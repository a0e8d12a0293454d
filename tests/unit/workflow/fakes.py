"""In-memory services for the workflow: they answer from scripts and remember what was asked of them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Generic, TypeVar

from setup_wizard.core.account import ClaimCode, CloudDevice, DeviceEvent, OneTimeCodeChallenge, Token
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.device import DeviceId, DeviceIdentity, DeviceKey
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.core.wifi import Cipher, ScannedNetwork, Security, SecurityKind, WifiCredentials
from setup_wizard.workflow.confirm import Timing
from setup_wizard.workflow.facts import ChosenNetwork, Facts, Purpose, Sent
from setup_wizard.workflow.session import JoinMode, Session

DEVICE_ID = DeviceId("3b0021000947343337373738")
OTHER_ID = DeviceId("1e0030000447343138333038")
DEVICE = DeviceIdentity(DEVICE_ID, claimed_once=False)
USERNAME = "me@example.com"
PASSWORD = Secret("the right password")
ONE_TIME_CODE = Secret("042137")
TOKEN = Token(Secret("0123456789"), USERNAME)
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
        return Token(token, USERNAME)

    def sign_out(self, token: Secret, cancel: Cancel) -> None:
        self._called("sign_out", cancel)

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
        return self.claims()

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
            self.event.wait(10.0)
            cancel.check()
            self.on_event()
            yield DeviceEvent("spark/status", "online", DEVICE_ID)
            while not cancel.wait(10.0):
                pass
        raise SetupError(Reason.CANCELLED)

    def server_now(self) -> datetime | None:
        return self.clock


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

    def public_key(self, cancel: Cancel) -> DeviceKey:
        self._called("public_key", cancel)
        return DeviceKey(b"")

    def set_claim_code(self, code: Secret, cancel: Cancel) -> None:
        self._called("set_claim_code", cancel)
        self.claim_codes.append(code)

    def check_ssid(self, ssid: bytes) -> None:
        if self.inexpressible is not None:
            raise self.inexpressible

    def check(self, credentials: WifiCredentials) -> None:
        self.check_ssid(credentials.ssid)

    def configure(self, credentials: WifiCredentials, key: DeviceKey, cancel: Cancel) -> None:
        self._called("configure", cancel)
        self.configured()
        self.credentials.append(credentials)

    def connect(self, cancel: Cancel) -> bool:
        self._called("connect", cancel)
        return self.replies()


class FakeHost:
    """A computer that changes networks by itself when told to, unless `able` says it cannot."""

    def __init__(self, *, able: bool = True) -> None:
        self.able = able
        self.calls: list[str] = []

    def join_photon(self, cancel: Cancel) -> bool:
        self.calls.append("join_photon")
        return self.able

    def leave_photon(self, cancel: Cancel) -> bool:
        self.calls.append("leave_photon")
        return self.able


class FakeStore:
    """A keyring; `broken` for a system without one."""

    def __init__(self, *tokens: Token, broken: bool = False) -> None:
        self.tokens = {token.username: token for token in tokens}
        self.broken = broken
        self.saved: list[Token] = []

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


def session_with(
    cloud: FakeCloud, photon: FakePhoton, *, host: FakeHost | None = None, join: JoinMode = JoinMode.AUTO
) -> Session:
    return Session(cloud=cloud, photon=photon, join=join, host=host, token=TOKEN)


def facts_before_join() -> Facts:
    return Facts(purpose=Purpose.OWN_ACCOUNT, username=USERNAME)


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
        username=username,
        devices_before=None if username is None else before,
        device=DEVICE,
        network=NETWORK,
        sent=Sent(server_time, reply_seen),
    )
