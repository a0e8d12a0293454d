"""One Photon at a USB port, as the workflow knows a Photon."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace

from setup_wizard.core.cancel import Budget, Cancel
from setup_wizard.core.details import Detail
from setup_wizard.core.device import FINDS_SECURITY_FROM, DeviceIdentity
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.core.usb import UsbPort
from setup_wizard.core.wifi import Found, ScannedNetwork, SecurityKind, WifiCredentials
from setup_wizard.usb.answers import check_credentials, check_ssid
from setup_wizard.usb.console import ask_claimed, ask_device_id, ask_mac_address, ask_version, set_claim_code
from setup_wizard.usb.dialogue import DIALOGUE_BUDGET_S, Dialogue
from setup_wizard.usb.line import Line, OpenLine, SerialLine, Speed
from setup_wizard.usb.transcript import Transcript

log = logging.getLogger(__name__)

QUICK_BUDGET_S = 3.0
DETAILS_BUDGET_S = 12.0
CLAIM_CODE_BUDGET_S = 15.0
ENTER_LISTENING_S = 6.0
PORT_BUSY_S = 10.0
"""ModemManager asks a new port for a modem, and may begin a moment after this program did."""
_PROBE_S = 2.0
_VERSION_TRIES = 2
_PAUSE_S = 0.1

_FIRST_WITH_CLAIM_CODE = (0, 6)


class UsbPhoton:
    """The Photon's console in listening mode; the port is only open during a call. Call from one thread at a time."""

    def __init__(self, port: UsbPort, open_line: OpenLine = SerialLine, *, budget_factor: float = 1.0) -> None:
        """`budget_factor` scales every time budget."""
        self._port = port
        self._open_line = open_line
        self._factor = budget_factor
        self._known: DeviceIdentity | None = None
        self._version_tries = 0
        self._was_open = False
        self._was_sent_there = False

    def identify(self, cancel: Cancel, *, budget_s: float = QUICK_BUDGET_S) -> DeviceIdentity:
        """Who it is, unless it is silent for `budget_s`; what does not change is asked once, and takes longer then.

        Raises `SetupError`: DEVICE_UNREACHABLE when it is not listening, DEVICE_REJECTED_REQUEST when it is in the
        middle of a dialogue, UNPLUGGED, and what opening the port says.
        """
        with self._open(Speed.CONSOLE, cancel) as line:
            device_id = ask_device_id(self._talk(line, cancel, 2 * budget_s), budget_s)
            known, tries = self._known, self._version_tries
            details = self._talk(line, cancel, DETAILS_BUDGET_S)
            if known is None or known.device_id != device_id:
                mac_address = ask_mac_address(details)
                known = DeviceIdentity(device_id, claimed_once=False, mac_address=mac_address)
                tries = _VERSION_TRIES
            if not known.firmware and tries:
                known, tries = _with_version(details, known), tries - 1
        self._known, self._version_tries = known, tries
        return known

    def enter_listening(self, cancel: Cancel) -> bool:
        """Bring it into listening mode by the line speed; False when it does not come, as before 0.5.0."""
        if self._listens(cancel):
            return True
        with self._open(Speed.ENTER_LISTENING, cancel):
            log.debug("asked to enter listening mode")
            cancel.sleep(_PAUSE_S)
        budget = Budget(ENTER_LISTENING_S * self._factor)
        while not budget.spent:
            cancel.sleep(_PAUSE_S)
            try:
                if self._listens(cancel):
                    self._was_sent_there = True
                    return True
            except SetupError as exc:
                # It may log on to the bus anew.
                if exc.reason is not Reason.UNPLUGGED or budget.spent:
                    raise
        return False

    def leave(self, cancel: Cancel) -> None:
        """Let a Photon that `enter_listening` took from its work go back to it; nothing once it may have a network."""
        if self._was_sent_there:
            self._was_sent_there = False
            with self._open(Speed.CONSOLE, cancel) as line:
                self._talk(line, cancel, QUICK_BUDGET_S).press(b"x")

    def scan(self, cancel: Cancel) -> tuple[ScannedNetwork, ...]:
        """Nothing: the console has no list of networks."""
        cancel.check()
        return ()

    def set_claim_code(self, code: Secret, cancel: Cancel) -> bool:
        """Store the claim code; False before 0.6.0, which cannot by cable."""
        if self._identity(cancel).version < _FIRST_WITH_CLAIM_CODE:
            return False
        with self._open(Speed.CONSOLE, cancel) as line:
            set_claim_code(self._talk(line, cancel, CLAIM_CODE_BUDGET_S), code)
        return True

    def check_ssid(self, ssid: bytes) -> None:
        """As `check`, for the name alone."""
        check_ssid(ssid)

    def check(self, credentials: WifiCredentials) -> None:
        """Raise `SetupError` if the console cannot be told these credentials; sends nothing.

        With `SecurityKind.UNKNOWN` the Photon finds out itself; a password is needed then.
        """
        check_credentials(credentials)

    def configure(
        self,
        credentials: WifiCredentials,
        cancel: Cancel,
        before_storing: Callable[[Found], None] = lambda _found: None,
    ) -> None:
        """Store the network and let it go; see `Dialogue`, which raises `SetupError`, and ENTERPRISE_UNSUPPORTED.

        NETWORK_NOT_SEEN with `Detail.SECURITY_NEEDED` where it would not look for the network itself.
        """
        check_credentials(credentials)
        is_old = self._identity(cancel).version < FINDS_SECURITY_FROM
        if is_old:
            if credentials.security.kind.is_enterprise:
                raise SetupError(Reason.ENTERPRISE_UNSUPPORTED, "Device OS is older than 0.7.0")
            if credentials.security.kind is SecurityKind.UNKNOWN:
                raise SetupError(Reason.NETWORK_NOT_SEEN, Detail.SECURITY_NEEDED)
        started_s = time.monotonic()
        with self._open(Speed.CONSOLE, cancel) as line:
            transcript = self._talk(line, cancel, DIALOGUE_BUDGET_S)
            dialogue = Dialogue(transcript, credentials, before_storing, can_be_left=not is_old)
            try:
                dialogue.run()
            finally:
                self._was_sent_there = self._was_sent_there and dialogue.is_over
        log.debug("the network was saved after %.1f s", time.monotonic() - started_s)

    def connect(self, cancel: Cancel) -> bool:
        """Always True: the Wi-Fi dialogue has ended listening mode already (firmware: system_setup.cpp)."""
        cancel.check()
        return True

    def _identity(self, cancel: Cancel) -> DeviceIdentity:
        return self._known or self.identify(cancel)

    def _listens(self, cancel: Cancel) -> bool:
        try:
            self.identify(cancel, budget_s=_PROBE_S)
        except SetupError as exc:
            if exc.reason is Reason.DEVICE_UNREACHABLE:
                return False
            raise
        return True

    def _talk(self, line: Line, cancel: Cancel, total_s: float) -> Transcript:
        return Transcript(line, cancel, total_s, budget_factor=self._factor)

    @contextmanager
    def _open(self, speed: Speed, cancel: Cancel) -> Iterator[Line]:
        budget = Budget(PORT_BUSY_S * self._factor)
        while True:
            try:
                line = self._open_line(self._port.name, speed)
                break
            except SetupError as exc:
                if self._was_open and exc.reason is Reason.NO_USB_PHOTON:
                    raise SetupError(Reason.UNPLUGGED, exc.detail) from exc
                if not self._was_open or exc.reason is not Reason.PORT_BUSY or budget.spent:
                    raise
            cancel.sleep(_PAUSE_S)
        self._was_open = True
        with closing(line):
            yield line


def _with_version(transcript: Transcript, identity: DeviceIdentity) -> DeviceIdentity:
    """With the version, and what only newer ones tell."""
    identity = replace(identity, firmware=ask_version(transcript))
    if identity.version < _FIRST_WITH_CLAIM_CODE:
        return identity
    return replace(identity, claimed_once=ask_claimed(transcript))
