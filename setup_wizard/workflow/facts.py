"""What is known of a setup so far: frozen, without secrets. Changing an answer forgets what was derived from it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from setup_wizard.core.account import CloudDevice, TokenKind
from setup_wizard.core.device import DeviceId, DeviceIdentity
from setup_wizard.core.errors import Reason
from setup_wizard.core.product import Product
from setup_wizard.core.usb import UsbPort
from setup_wizard.core.wifi import Found, ScannedNetwork, Security, SecurityKind, ssid_text


class Purpose(StrEnum):
    """What the person came for."""

    OWN_ACCOUNT = "own_account"
    PRODUCT_DEVICE = "product_device"
    """Into a product, owned by nobody."""
    CUSTOMER = "customer"
    """Into a product, owned by one of its customers."""
    WIFI_ONLY = "wifi_only"
    RESTORE = "restore"
    """Give a returned device back, or to somebody else."""

    @property
    def token_kinds(self) -> tuple[TokenKind, ...]:
        """The kinds of token one can sign in with for this."""
        if self is Purpose.OWN_ACCOUNT:
            return (TokenKind.DEVELOPER,)
        if self is Purpose.WIFI_ONLY:
            return (TokenKind.DEVELOPER, TokenKind.CUSTOMER)
        staff = (TokenKind.DEVELOPER, TokenKind.PRODUCT)
        return (*staff, TokenKind.CUSTOMER) if self is Purpose.CUSTOMER else staff


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
    """That it was sent off, when by the cloud's clock (None without one), and whether its answer came back."""

    server_time: datetime | None
    reply_seen: bool
    has_claim_code: bool = True
    """False for firmware that takes none by cable (before 0.6.0): then it has to be claimed by its id."""
    found: Found = Found.SEEN
    """By cable, what the Photon found of the network before it stored it."""
    claimed_by_id: bool = False
    """It was, or may have been, since: then that it is in the account says nothing of the Photon."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the flow decides by."""

    purpose: Purpose | None = None
    check_online: bool = False
    """Only the Wi-Fi is changed, but somebody signs in to see in the cloud that it worked."""
    username: str | None = None
    """Who is signed in: an account, an OAuth client or a customer; empty when the cloud does not tell; None for nobody.
    """
    token_kind: TokenKind = TokenKind.DEVELOPER
    """What `username` is signed in with."""
    sign_in_ended: bool = False
    """That token is not good any more; what was done with it stays done."""
    product: Product | None = None
    customer: str | None = None
    """The customer whose token is held, as the cloud spells it."""
    imported: DeviceId | None = None
    """The device that is in the product."""
    expected_device_id: DeviceId | None = None
    cable: UsbPort | None = None
    """The USB port the Photon is at; None when it is reached over its Wi-Fi. By cable it tells no list of networks."""
    expected_ssid: bytes | None = None
    """The network named beforehand; an interrupted setup of another one is not this one's."""
    expected_name: str = ""
    """What the device shall be called, said beforehand; as with the network, it tells one setup from another."""
    devices_before: tuple[CloudDevice, ...] | None = None
    """What the cloud told before this setup: it may not count as evidence afterwards."""
    device: DeviceIdentity | None = None
    networks: tuple[ScannedNetwork, ...] = ()
    network: ChosenNetwork | None = None
    sent: Sent | None = None
    sends: int = 0
    """How often the device was sent off: what the cloud shows of it may come from an earlier time."""
    resumed: bool = False
    """An earlier run sent it off, and this one only saw how that ended."""
    proven: Reason | None = None
    device_name: str = ""

    @property
    def signed_in(self) -> bool:
        """Whether a good token is held."""
        return self.username is not None and not self.sign_in_ended

    @property
    def claims(self) -> bool:
        """Whether the device shall end up owned by somebody."""
        return self.purpose in (Purpose.OWN_ACCOUNT, Purpose.CUSTOMER)

    @property
    def in_product(self) -> bool:
        """Whether the device shall end up in a product."""
        return self.purpose in (Purpose.PRODUCT_DEVICE, Purpose.CUSTOMER)

    @property
    def imports(self) -> bool:
        """Whether this setup puts it there; a customer cannot, so the product's owner has done it before."""
        return self.in_product and self.token_kind is not TokenKind.CUSTOMER

    @property
    def owner(self) -> str:
        """Who shall own it; empty for nobody, or when the cloud does not tell who is signed in."""
        if self.purpose is Purpose.CUSTOMER:
            return self.customer or ""
        return (self.username or "") if self.claims else ""

    @property
    def known_device_id(self) -> DeviceId | None:
        """The device this setup is about: the one that answers, that was imported, named beforehand, or plugged in."""
        if self.device is not None:
            return self.device.device_id
        return self.imported or self.expected_device_id or (self.cable.device_id if self.cable else None)

    def device_before(self, device_id: DeviceId) -> CloudDevice | None:
        """This device as the account showed it before the setup, None if it was not there."""
        return next((device for device in self.devices_before or () if device.device_id == device_id), None)

    def with_purpose(self, purpose: Purpose, *, check_online: bool = False) -> Facts:
        """A purpose was chosen; a sign-in that is good for it stays, what was done to a device does not."""
        facts = Facts(
            purpose=purpose,
            check_online=check_online,
            expected_device_id=self.expected_device_id,
            cable=self.cable,
            expected_ssid=self.expected_ssid,
            expected_name=self.expected_name,
        )
        if self.username is None or self.token_kind not in purpose.token_kinds:
            return facts
        return replace(facts, username=self.username, token_kind=self.token_kind, sign_in_ended=self.sign_in_ended)

    def with_sign_in(self, username: str, kind: TokenKind = TokenKind.DEVELOPER) -> Facts:
        """Somebody signed in; another account's devices are not this one's, and an unnamed one may be another."""
        if username and (username, kind) == (self.username, self.token_kind):
            return replace(self, sign_in_ended=False)
        return replace(
            self,
            username=username,
            token_kind=kind,
            sign_in_ended=False,
            product=None,
            customer=username if kind is TokenKind.CUSTOMER else None,
            imported=None,
            devices_before=None,
            sent=None,
            proven=None,
        )

    def with_product(self, product: Product) -> Facts:
        """A product was chosen; another product has other customers and devices."""
        if self.product is None or product.ref == self.product.ref:
            return replace(self, product=product)
        customer = self.customer if self.token_kind is TokenKind.CUSTOMER else None
        return replace(self, product=product, customer=customer, imported=None, devices_before=None, sent=None)

    def with_customer(self, customer: str) -> Facts:
        """A customer's token is held; another customer has other devices."""
        if customer == self.customer:
            return self
        return replace(self, customer=customer, devices_before=None, sent=None, proven=None)

    def with_imported(self, device_id: DeviceId, before: CloudDevice | None) -> Facts:
        """The device is in the product; `before` is what the product shows of it now, None if that is no news."""
        if before is None:
            return replace(self, imported=device_id)
        known = [device for device in self.devices_before or () if device.device_id != device_id]
        return replace(self, imported=device_id, devices_before=(*known, before))

    def with_sign_in_ended(self) -> Facts:
        """The token ran out on the way; the same account can go on where it was."""
        return replace(self, sign_in_ended=True)

    def without_sign_in(self) -> Facts:
        """Nobody is signed in any more."""
        return replace(
            self, username=None, sign_in_ended=False, product=None, customer=None, imported=None, devices_before=None
        )

    def with_cable(self, port: UsbPort | None) -> Facts:
        """It is at this port, or (None) reached over its Wi-Fi; what another way told of a device is forgotten."""
        if port == self.cable:
            return self
        is_other = port is not None and self.imported is not None and port.device_id != self.imported
        # Only by cable can the Photon find a network's security out.
        is_vague = port is None and self.network is not None and self.network.security.kind is SecurityKind.UNKNOWN
        return replace(
            self,
            cable=port,
            imported=None if is_other else self.imported,
            device=None,
            networks=(),
            network=None if is_vague else self.network,
            sent=None,
            proven=None,
        )

    def with_device(self, device: DeviceIdentity) -> Facts:
        """A Photon answers; the networks around another one would be another list."""
        if self.device is not None and self.device.device_id != device.device_id:
            return replace(self, device=device, networks=(), sent=None, sends=0, proven=None)
        return replace(self, device=device)

    def without_device(self) -> Facts:
        """The connection to the Photon is gone; what was chosen stays."""
        return replace(self, device=None, sent=None, proven=None)

    def with_network(self, network: ChosenNetwork) -> Facts:
        """A network was chosen."""
        return replace(self, network=network, sent=None, proven=None)

    def with_sent(self, sent: Sent) -> Facts:
        """`connect-ap` went out: from here on only the cloud can say how it went."""
        return replace(self, sent=sent, sends=self.sends + 1, resumed=False, proven=None)

    def with_proof(self, proven: Reason, device_name: str = "") -> Facts:
        """What was proven: CLAIMED, ONLINE, LEFT_SETUP_MODE or RESTORED; and what the cloud calls the device."""
        return replace(self, proven=proven, device_name=device_name)

    def without_network(self) -> Facts:
        """Choose again: from the Photon's list, or after the send from the join on, for it has left."""
        if self.sent is None:
            return replace(self, network=None)
        return replace(self, device=None, network=None, networks=(), sent=None, proven=None)

    def for_next_device(self) -> Facts:
        """Another Photon: sign-in, product, network and port stay, nothing of a device or of its owner does."""
        return Facts(
            purpose=self.purpose,
            check_online=self.check_online,
            username=self.username,
            token_kind=self.token_kind,
            product=self.product,
            customer=self.customer if self.token_kind is TokenKind.CUSTOMER else None,
            cable=UsbPort(self.cable.name) if self.cable else None,
            # How strong it is was measured where the one before was.
            network=replace(self.network, rssi_dbm=None) if self.network else None,
        )
