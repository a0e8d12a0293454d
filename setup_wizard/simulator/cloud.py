"""The simulated cloud's state, what happens in it when a device connects, and the switch for its HTTP server."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from datetime import UTC, datetime

from setup_wizard.simulator.accounts import Account, Accounts, Clock
from setup_wizard.simulator.clients import Clients
from setup_wizard.simulator.customers import Customers
from setup_wizard.simulator.devices import Device, Devices
from setup_wizard.simulator.events import Event, EventHub
from setup_wizard.simulator.faults import Fault, Faults
from setup_wizard.simulator.holder import Holder
from setup_wizard.simulator.products import Product, Products


def timestamp(seconds: float) -> str:
    """A moment as the cloud writes it."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Cloud:
    """Accounts, devices, products, their clients and customers, and events; read and changed under `lock`."""

    def __init__(self, accounts: Iterable[Account], products: Iterable[Product], faults: Faults, clock: Clock) -> None:
        self.lock = threading.RLock()
        self.clock = clock
        self.accounts = Accounts(tuple(accounts), clock)
        self.devices = Devices(clock)
        self.products = Products(products)
        self.clients = Clients()
        self.customers = Customers()
        self.events = EventHub()
        self.faults = faults

    def device_connects(self, device_id: str, claim_code: bytes) -> bool:
        """A full handshake, then the claim code unless it is empty; True when the cloud answers the code.

        A valid code makes the device its maker's, also when it was somebody else's; a customer's only where the device
        is in the customer's product already (cloud docs: device_claims).
        """
        with self.lock:
            device = self._known(device_id)
            device.online = True
            device.last_heard = device.last_handshake_at = self.clock()
            self._follow_firmware(device)
            rejected = self.faults.setting(Fault.CODE_REJECTED) or self.faults.setting(Fault.CODE_EXPIRED)
            as_member = not self.faults.setting(Fault.CONNECTS_BEFORE_IMPORT)
            answered = (
                bool(claim_code) and not rejected and self.devices.redeem(device, claim_code, as_member=as_member)
            )
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
        """The name of the account or the customer that a device belongs to."""
        with self.lock:
            owner = self._known(device_id).owner
            return owner.username if owner else None

    def product_of(self, device_id: str) -> int | None:
        """The product that a device is in, approved."""
        with self.lock:
            return self._known(device_id).member_of

    def give_to(self, device_id: str, username: str | None) -> None:
        """Make a device a developer's, or nobody's, without asking."""
        with self.lock:
            self._known(device_id).owner = Holder.developer(username) if username else None

    def hand_out_token(self, username: str) -> str:
        """A token for a developer, as if they had signed in."""
        with self.lock:
            return self.accounts.hand_out(Holder.developer(username)).value

    def _known(self, device_id: str) -> Device:
        device = self.devices.find(device_id)
        if device is None:
            raise KeyError(device_id)
        return device

    def _follow_firmware(self, device: Device) -> None:
        """A device in no product whose firmware names one turns up there (cloud docs: quarantine)."""
        if named := self.faults.setting(Fault.PRODUCT_FIRMWARE):
            device.firmware_product_id = named.result
        product = self.products.by_id(device.firmware_product_id)
        if product and device.product_id is None and device.platform_id == product.platform_id:
            device.product_id, device.quarantined = product.product_id, product.quarantine

    def _publish_status(self, device: Device, status: str) -> None:
        published_at = timestamp(self.clock())
        self.events.publish(
            Event("spark/status", status, device.device_id, device.owner, device.member_of, published_at)
        )
