"""The simulated cloud's state, what happens in it when a device connects, and the switch for its HTTP server."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from datetime import UTC, datetime

from setup_wizard.simulator.accounts import Account, Accounts, Clock
from setup_wizard.simulator.devices import Device, Devices
from setup_wizard.simulator.events import Event, EventHub
from setup_wizard.simulator.faults import Fault, Faults


def timestamp(seconds: float) -> str:
    """A moment as the cloud writes it."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Cloud:
    """Accounts, devices and events. Everything is read and changed under `lock`."""

    def __init__(self, accounts: Iterable[Account], faults: Faults, clock: Clock) -> None:
        self.lock = threading.RLock()
        self.clock = clock
        self.accounts = Accounts(tuple(accounts), clock)
        self.devices = Devices(clock)
        self.events = EventHub()
        self._faults = faults

    def device_connects(self, device_id: str, claim_code: bytes) -> bool:
        """A full handshake, then the claim code unless it is empty; True when the cloud answers the code.

        A valid code makes the device its maker's, also when it was somebody else's (cloud docs: device_claims).
        """
        with self.lock:
            device = self._known(device_id)
            device.online = True
            device.last_heard = device.last_handshake_at = self.clock()
            rejected = self._faults.setting(Fault.CODE_REJECTED) or self._faults.setting(Fault.CODE_EXPIRED)
            answered = bool(claim_code) and not rejected and self.devices.redeem(device, claim_code)
        self._publish_status(device, "online")
        return answered

    def device_disconnects(self, device_id: str) -> None:
        """The connection ended; harmless when there was none."""
        with self.lock:
            device = self._known(device_id)
            was_online, device.online = device.online, False
        if was_online:
            self._publish_status(device, "offline")

    def owner_of(self, device_id: str) -> str | None:
        """The account a device belongs to."""
        with self.lock:
            return self._known(device_id).owner

    def give_to(self, device_id: str, username: str | None) -> None:
        """Make a device somebody's, or nobody's, without asking."""
        with self.lock:
            self._known(device_id).owner = username

    def hand_out_token(self, username: str) -> str:
        """A token for an account, as if it had signed in."""
        with self.lock:
            return self.accounts.hand_out(username).value

    def _known(self, device_id: str) -> Device:
        device = self.devices.find(device_id)
        if device is None:
            raise KeyError(device_id)
        return device

    def _publish_status(self, device: Device, status: str) -> None:
        self.events.publish(Event("spark/status", status, device.device_id, device.owner, timestamp(self.clock())))
