"""One person's run: the services, and the secrets that facts must not hold. Lives in memory only."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from setup_wizard.core.account import ClaimCode, OAuthClient, Token
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.device import DeviceId
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.workflow.join_mode import JoinMode
from setup_wizard.workflow.services import (
    CloudService,
    HostWifi,
    PhotonService,
    UnfinishedSetups,
    UsbPhotonService,
    UsbService,
)

log = logging.getLogger(__name__)

CLAIM_CODE_LIFE_S = 50 * 60.0
"""A code is good for one hour (cloud docs: device claims); the rest is for the Photon's way to the cloud."""


_FINAL = (Reason.SIGN_IN_REFUSED, Reason.CUSTOMER_REFUSED, Reason.WRONG_TOKEN_KIND)


class Claimant(NamedTuple):
    """Whom a claim code makes the owner: an account, or a customer of a product."""

    name: str
    product: str | None = None


@dataclass(slots=True)
class HeldClaimCode:
    """A claim code, whom it was fetched for and when (monotonic), and the one device it was given to."""

    code: ClaimCode
    claimant: Claimant
    fetched_s: float = field(default_factory=time.monotonic)
    delivered_to: DeviceId | None = None

    @property
    def is_young(self) -> bool:
        """Whether the cloud will still take it."""
        return time.monotonic() - self.fetched_s < CLAIM_CODE_LIFE_S

    def is_good_for(self, device_id: DeviceId) -> bool:
        """Whether this device may present it: a code is for one device, once."""
        return self.is_young and self.delivered_to in (None, device_id)


class Renewals:
    """Makes a new token once for each that ended, however many Photons are set up with it side by side.

    A refusal is final, too: the cloud counts those, and locks the address (cloud docs: rate limits).
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._renewed: dict[tuple[OAuthClient, str, Token | None], Token | SetupError] = {}

    def renew(self, client: OAuthClient, owner: str, ended: Token | None, make: Callable[[], Token]) -> Token:
        """The token that took the place of the owner's, which has ended; raises what `make` raises."""
        key = (client, owner, ended)
        with self._lock:
            if key not in self._renewed:
                try:
                    self._renewed[key] = make()
                except SetupError as exc:
                    if exc.reason not in _FINAL:
                        raise
                    self._renewed[key] = exc
            renewed = self._renewed[key]
        if isinstance(renewed, SetupError):
            raise SetupError(renewed.reason, renewed.detail) from renewed
        return renewed


@dataclass(frozen=True, slots=True)
class OverWifi:
    """How the Photon is reached without a cable."""

    photon: PhotonService
    join: JoinMode


@dataclass(slots=True)
class Session:
    """Services, tokens and claim code; jobs get it beside the facts."""

    cloud: CloudService
    photon: PhotonService
    join: JoinMode = JoinMode.AUTO
    stays_online: Callable[[], bool] = lambda: True
    """Whether the way to the cloud is another one than into the Photon's network; sends nothing to find out."""
    find_tunnel: Callable[[], str | None] = lambda: None
    """The tunnel that takes the way of a computer that is in the Photon's network; sends nothing to find out."""
    host: HostWifi | None = None
    photon_ssid: bytes | None = None
    """Which Photon's network to join, where several are in range."""
    journal: UnfinishedSetups | None = None
    usb: UsbService | None = None
    """The Photons plugged in here; None where cables are no way."""
    plugged: UsbPhotonService | None = None
    """While a cable is used: the Photon at it, which is `photon` then."""
    over_wifi: OverWifi | None = None
    """While a cable is used: the way it replaced."""
    token: Token | None = None
    """Of whoever signed in."""
    client: OAuthClient | None = None
    """The product's two-legged client, if it is known: new tokens of its own and of its customers come from it."""
    client_product: str | None = None
    """The product that `client` is taken for; None while none was chosen."""
    customer_token: Token | None = None
    claim_code: HeldClaimCode | None = None
    claimed_by_id: DeviceId | None = None
    """The device that was, or may have been, claimed by its id: who watches on has to know."""
    renewals: Renewals = field(default_factory=Renewals)
    is_attended: bool = True
    """Whether somebody is there, who could press the Photon's button."""

    def require_token(self) -> Secret:
        """The token's value; raises `SetupError(TOKEN_EXPIRED)` when nobody is signed in."""
        if self.token is None:
            raise SetupError(Reason.TOKEN_EXPIRED, "nobody is signed in")
        return self.token.value

    def forget_tokens(self) -> None:
        """Somebody else signs in, or nobody."""
        self.token = self.client = self.client_product = self.customer_token = self.claim_code = None
        self.renewals = Renewals()

    def close(self) -> bool:
        """Bring this computer back to its own network, however the run ended; waits for that a few seconds.

        Whether it is back.
        """
        self.let_go()
        return self.host is None or self.host.close()

    def let_go(self) -> None:
        """A plugged-in Photon that was brought into setup mode, and no further, goes on with what it did before."""
        if self.plugged is None:
            return
        try:
            self.plugged.leave(Cancel())
        except SetupError as exc:
            log.info("it stays in setup mode: %s", exc)

    def forget_unfinished(self) -> None:
        """No setup waits to be finished by a later run any more."""
        if self.journal is not None:
            self.journal.clear()

    def forget_device(self) -> None:
        """The next Photon needs a claim code of its own."""
        self.claim_code = None
        self.photon_ssid = None
