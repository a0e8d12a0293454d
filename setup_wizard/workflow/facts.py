"""What is known of a setup so far: frozen, without secrets. Changing an answer forgets what was derived from it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from setup_wizard.core.account import CloudDevice
from setup_wizard.core.device import DeviceId, DeviceIdentity
from setup_wizard.core.errors import Reason
from setup_wizard.core.wifi import ScannedNetwork, Security, ssid_text


class Purpose(StrEnum):
    """What the person came for."""

    OWN_ACCOUNT = "own_account"
    WIFI_ONLY = "wifi_only"


@dataclass(frozen=True, slots=True)
class ChosenNetwork:
    """The network the Photon shall join; `security_number` and `channel` as its scan said, None and 0 if typed."""

    ssid: bytes
    security: Security
    security_number: int | None = None
    channel: int = 0
    rssi_dbm: int | None = None

    @property
    def name(self) -> str:
        """The SSID for people."""
        return ssid_text(self.ssid)


@dataclass(frozen=True, slots=True)
class Sent:
    """That `connect-ap` went out, when by the cloud's clock (None without one), and whether its answer came back."""

    server_time: datetime | None
    reply_seen: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the flow decides by."""

    purpose: Purpose | None = None
    username: str | None = None
    """Whose account is signed in; empty when the cloud does not tell; None when nobody is."""
    sign_in_ended: bool = False
    """That account's token is not good any more; what was done with it stays done."""
    expected_device_id: DeviceId | None = None
    expected_ssid: bytes | None = None
    """The network named beforehand; an interrupted setup of another one is not this one's."""
    devices_before: tuple[CloudDevice, ...] | None = None
    """The account's devices before this setup: what they show may not count as evidence afterwards."""
    device: DeviceIdentity | None = None
    networks: tuple[ScannedNetwork, ...] = ()
    network: ChosenNetwork | None = None
    sent: Sent | None = None
    proven: Reason | None = None
    device_name: str = ""

    @property
    def signed_in(self) -> bool:
        """Whether a good token is held."""
        return self.username is not None and not self.sign_in_ended

    @property
    def claims(self) -> bool:
        """Whether the device shall end up in the signed-in account."""
        return self.purpose is Purpose.OWN_ACCOUNT

    def device_before(self, device_id: DeviceId) -> CloudDevice | None:
        """This device as the account showed it before the setup, None if it was not there."""
        return next((device for device in self.devices_before or () if device.device_id == device_id), None)

    def with_purpose(self, purpose: Purpose) -> Facts:
        """A purpose was chosen; the sign-in stays, what was done to a device does not."""
        return Facts(
            purpose=purpose,
            username=self.username,
            expected_device_id=self.expected_device_id,
            expected_ssid=self.expected_ssid,
        )

    def with_sign_in(self, username: str) -> Facts:
        """Somebody signed in; another account's devices are not this one's, and an unnamed one may be another."""
        if username and username == self.username:
            return replace(self, sign_in_ended=False)
        return replace(self, username=username, sign_in_ended=False, devices_before=None, sent=None, proven=None)

    def with_sign_in_ended(self) -> Facts:
        """The token ran out on the way; the same account can go on where it was."""
        return replace(self, sign_in_ended=True)

    def without_sign_in(self) -> Facts:
        """Nobody is signed in any more."""
        return replace(self, username=None, sign_in_ended=False, devices_before=None)

    def with_device(self, device: DeviceIdentity) -> Facts:
        """A Photon answers; the networks around another one would be another list."""
        if self.device is not None and self.device.device_id != device.device_id:
            return replace(self, device=device, networks=(), sent=None, proven=None)
        return replace(self, device=device)

    def without_device(self) -> Facts:
        """The connection to the Photon is gone; what was chosen stays."""
        return replace(self, device=None, sent=None, proven=None)

    def with_network(self, network: ChosenNetwork) -> Facts:
        """A network was chosen."""
        return replace(self, network=network, sent=None, proven=None)

    def with_sent(self, sent: Sent) -> Facts:
        """`connect-ap` went out: from here on only the cloud can say how it went."""
        return replace(self, sent=sent, proven=None)

    def with_proof(self, proven: Reason, device_name: str = "") -> Facts:
        """What was proven: CLAIMED, ONLINE or LEFT_SETUP_MODE; and what the cloud calls the device."""
        return replace(self, proven=proven, device_name=device_name)

    def without_network(self) -> Facts:
        """Choose again: from the Photon's list, or after the send from the join on, for it has left."""
        if self.sent is None:
            return replace(self, network=None)
        return replace(self, device=None, network=None, networks=(), sent=None, proven=None)

    def for_next_device(self) -> Facts:
        """Another Photon: account and network stay, nothing that belongs to a device does."""
        return Facts(purpose=self.purpose, username=self.username, network=self.network)
