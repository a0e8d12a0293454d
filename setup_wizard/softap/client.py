"""The Photon's commands as calls. Not for their order or for what to do when one fails: that is the workflow's."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Sequence

from setup_wizard.core.cancel import Budget, Cancel
from setup_wizard.core.device import DeviceIdentity, DeviceKey, parse_device_id
from setup_wizard.core.errors import Reason, ReplyLostError, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.core.wifi import ScannedNetwork, WifiCredentials
from setup_wizard.softap.credentials import check_credentials, check_ssid, configure_body, set_claim_code_body
from setup_wizard.softap.crypto import device_key_from_hex
from setup_wizard.softap.framing import object_is_complete
from setup_wizard.softap.scan import parse_scan, scan_is_complete
from setup_wizard.softap.transport import IsComplete, Transport

log = logging.getLogger(__name__)

QUICK_BUDGET_S = 8.0
SCAN_BUDGET_S = 20.0
CONFIGURE_BUDGET_S = 65.0
"""From 0.7.0 on the device scans for the network twice, up to 30 s each, before it answers (firmware: wlan_hal.cpp)."""

_CONNECT_BODY = b'{"idx":0}'
_OLDEST_RSA_ERROR = -16000
_CONFIGURE_REASONS = {-2: Reason.NETWORK_NOT_SEEN, -3: Reason.SSID_LENGTH, -4: Reason.PASSWORD_LENGTH}


class SoftAp:
    """One Photon in listening mode; call from one thread at a time, the device serves one command at a time."""

    def __init__(self, transports: Sequence[Transport], *, budget_factor: float = 1.0) -> None:
        """`transports` are tried in this order until one answers; `budget_factor` scales every time budget."""
        self._transports = list(transports)
        self._factor = budget_factor

    def version(self, cancel: Cancel) -> int:
        """The protocol version (2 in every release), not the firmware's; raises `SetupError`."""
        return _integer(self._ask("version", b"", cancel), "v")

    def identify(self, cancel: Cancel, *, budget_s: float = QUICK_BUDGET_S) -> DeviceIdentity:
        """Ask `device-id` over each transport, first the one that answered last; raises `SetupError` when none does.

        This is also the only probe: firmware up to 0.6.4 hangs on a connection that asks nothing.
        """
        failure = SetupError(Reason.DEVICE_UNREACHABLE, "no transport")
        for transport in tuple(self._transports):
            try:
                reply = self._ask_over(transport, "device-id", b"", object_is_complete, budget_s, cancel)
                identity = _identity(reply)
            except SetupError as exc:
                if exc.reason is Reason.CANCELLED:
                    raise
                # "Nobody there" on the second transport says less than whatever the first one met.
                if type(failure) is SetupError and failure.reason is Reason.DEVICE_UNREACHABLE:
                    failure = exc
                continue
            self._transports.remove(transport)
            self._transports.insert(0, transport)
            return identity
        raise failure

    def scan(self, cancel: Cancel) -> tuple[ScannedNetwork, ...]:
        """The networks the Photon sees now, one entry per access point; empty also when its scan did not start."""
        return parse_scan(self._ask("scan-ap", b"", cancel, scan_is_complete, SCAN_BUDGET_S))

    def public_key(self, cancel: Cancel) -> DeviceKey:
        """The device's own key; raises `SetupError(DEVICE_KEY_UNUSABLE)` when it has none that can be used."""
        reply = _object(self._ask("public-key", b"", cancel))
        key_hex = reply.get("b")
        if reply.get("r", 0) != 0 or not isinstance(key_hex, str):
            raise SetupError(Reason.DEVICE_KEY_UNUSABLE, f"public-key answered r={reply.get('r')!r}")
        return device_key_from_hex(key_hex)

    def set_claim_code(self, code: Secret, cancel: Cancel) -> bool:
        """Store the claim code, always True; the device takes any text, so success proves nothing about the claim."""
        _expect_zero("set", self._ask("set", set_claim_code_body(code), cancel))
        return True

    def check_ssid(self, ssid: bytes) -> None:
        """As `check`, for the name alone."""
        check_ssid(ssid)

    def check(self, credentials: WifiCredentials) -> None:
        """Raise `SetupError` if these credentials cannot be told to any Photon; sends nothing."""
        check_credentials(credentials)

    def configure(self, credentials: WifiCredentials, cancel: Cancel) -> None:
        """As `configure_with`, with the device's key read afresh; once more with another reading, should it not fit."""
        try:
            self.configure_with(self.public_key(cancel), credentials, cancel)
        except SetupError as exc:
            if exc.reason is not Reason.DEVICE_KEY_UNUSABLE:
                raise
            self.configure_with(self.public_key(cancel), credentials, cancel)

    def configure_with(self, key: DeviceKey, credentials: WifiCredentials, cancel: Cancel) -> None:
        """Store the network; raises `SetupError` with the reason the device's number stands for."""
        enterprise = credentials.security.kind.is_enterprise
        try:
            body = configure_body(credentials, key)
            result = _integer(self._ask("configure-ap", body, cancel, budget_s=CONFIGURE_BUDGET_S), "r")
        except SetupError as exc:
            if enterprise and exc.reason is Reason.DEVICE_REJECTED_REQUEST:
                raise SetupError(Reason.ENTERPRISE_UNSUPPORTED, "Device OS is older than 0.7.0") from exc
            raise
        if result != 0:
            raise SetupError(_configure_reason(result, enterprise), f"configure-ap answered r={result}")

    def connect(self, cancel: Cancel) -> bool:
        """Let it leave listening mode; False when the answer was lost, which is usual and no failure.

        The device tears its network down while the answer is still buffered (firmware: softap.cpp).
        """
        try:
            reply = self._ask("connect-ap", _CONNECT_BODY, cancel)
        except SetupError as exc:
            # It does not read this command's body, so it cannot reject it: an end without JSON is a lost answer too.
            if isinstance(exc, ReplyLostError) or exc.reason is Reason.DEVICE_REJECTED_REQUEST:
                log.info("the answer to connect-ap was lost: %s", exc.detail)
                return False
            raise
        _expect_zero("connect-ap", reply)
        return True

    def _ask(
        self,
        command: str,
        body: bytes,
        cancel: Cancel,
        is_complete: IsComplete = object_is_complete,
        budget_s: float = QUICK_BUDGET_S,
    ) -> bytes:
        return self._ask_over(self._transports[0], command, body, is_complete, budget_s, cancel)

    def _ask_over(
        self,
        transport: Transport,
        command: str,
        body: bytes,
        is_complete: IsComplete,
        budget_s: float,
        cancel: Cancel,
    ) -> bytes:
        started_s = time.monotonic()
        outcome = "interrupted"
        try:
            cancel.check()
            reply = transport.exchange(command, body, is_complete, Budget(budget_s * self._factor), cancel)
            outcome = f"{len(reply)} bytes"
        except SetupError as exc:
            outcome = str(exc)
            raise
        finally:
            log.debug("%s %s: %s after %.2f s", transport.name, command, outcome, time.monotonic() - started_s)
        return reply


def _configure_reason(result: int, enterprise: bool) -> Reason:
    if result in _CONFIGURE_REASONS:
        return _CONFIGURE_REASONS[result]
    if result <= _OLDEST_RSA_ERROR:
        return Reason.DEVICE_KEY_UNUSABLE
    if result == 1 and enterprise:
        return Reason.ENTERPRISE_INCOMPLETE
    return Reason.DEVICE_REJECTED_REQUEST


def _expect_zero(command: str, reply: bytes) -> None:
    result = _integer(reply, "r")
    if result != 0:
        raise SetupError(Reason.DEVICE_REJECTED_REQUEST, f"{command} answered r={result}")


def _object(reply: bytes) -> dict[str, object]:
    """The reply's object; what came behind it in the same segment is passed over, as it is in a later one."""
    try:
        value, _end = json.JSONDecoder().raw_decode(reply.decode("utf-8", "replace"))
    except (ValueError, RecursionError) as exc:
        raise SetupError(Reason.NOT_A_PHOTON, "the answer is not JSON") from exc
    if not isinstance(value, dict):
        raise SetupError(Reason.NOT_A_PHOTON, "the answer is not a JSON object")
    return value


def _integer(reply: bytes, name: str) -> int:
    value = _object(reply).get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise SetupError(Reason.NOT_A_PHOTON, f"the answer has no number {name!r}")
    return value


def _identity(reply: bytes) -> DeviceIdentity:
    value = _object(reply)
    device_id = value.get("id")
    if not isinstance(device_id, str):
        raise SetupError(Reason.NOT_A_PHOTON, "the answer has no device id")
    return DeviceIdentity(parse_device_id(device_id), claimed_once=value.get("c") in ("1", 1, True))
