"""Apple's CoreWLAN and CoreLocation as far as they are used here, loaded through pyobjc when first needed."""

# ruff: noqa: D102 - Apple documents these methods, under these names with colons for the underscores.

from __future__ import annotations

import importlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, cast

from setup_wizard.core.errors import Reason, SetupError

SECURITY_NONE = 0
"""kCWSecurityNone: an open network."""

SECURITY_UNKNOWN = 2**63 - 1
"""kCWSecurityUnknown."""

NOT_DETERMINED = 0
"""kCLAuthorizationStatusNotDetermined: nobody was asked yet, which is not a refusal."""

AUTHORIZED = (3, 4)
"""kCLAuthorizationStatusAuthorizedAlways and ...WhenInUse."""


class NSError(Protocol):
    """Why a call did not work."""

    def domain(self) -> str: ...
    def code(self) -> int: ...


class CWNetwork(Protocol):
    """A network that a scan found; without Location its name is nil."""

    def ssidData(self) -> bytes | None: ...
    def rssiValue(self) -> int: ...
    def supportsSecurity_(self, security: int) -> bool: ...


class CWInterface(Protocol):
    """A Wi-Fi adapter; where Apple's method has an error argument, pyobjc answers with a pair."""

    def interfaceName(self) -> str | None: ...
    def powerOn(self) -> bool: ...
    def setPower_error_(self, power: bool, error: None) -> tuple[bool, NSError | None]: ...
    def ssidData(self) -> bytes | None: ...
    def rssiValue(self) -> int: ...
    def security(self) -> int: ...
    def scanForNetworksWithSSID_error_(
        self, ssid: bytes | None, error: None
    ) -> tuple[Iterable[CWNetwork] | None, NSError | None]: ...
    def associateToNetwork_password_error_(
        self, network: CWNetwork, password: None, error: None
    ) -> tuple[bool, NSError | None]: ...
    def disassociate(self) -> None: ...


class CWWiFiClient(Protocol):
    """The way to the adapters."""

    def interfaces(self) -> Iterable[CWInterface] | None: ...
    def interfaceWithName_(self, name: str) -> CWInterface | None: ...


class CWWiFiClientClass(Protocol):
    """The class `CWWiFiClient`."""

    def sharedWiFiClient(self) -> CWWiFiClient: ...


class CLLocationManager(Protocol):
    """Knows whether this program may use the location, and asks the person."""

    def init(self) -> CLLocationManager: ...
    def authorizationStatus(self) -> int: ...
    def requestWhenInUseAuthorization(self) -> None: ...


class CLLocationManagerClass(Protocol):
    """The class `CLLocationManager`."""

    def alloc(self) -> CLLocationManager: ...
    def locationServicesEnabled(self) -> bool: ...


class CoreWlan(Protocol):
    """The module `CoreWLAN`."""

    CWWiFiClient: CWWiFiClientClass


class CoreLocation(Protocol):
    """The module `CoreLocation`."""

    CLLocationManager: CLLocationManagerClass


@dataclass(frozen=True, slots=True)
class Frameworks:
    """Both modules."""

    wlan: CoreWlan
    location: CoreLocation


def load_frameworks() -> Frameworks:
    """Import them; raises `SetupError(NO_WIFI_CONTROL)` where pyobjc is not installed."""
    try:
        return Frameworks(
            cast(CoreWlan, importlib.import_module("CoreWLAN")),
            cast(CoreLocation, importlib.import_module("CoreLocation")),
        )
    except ImportError as exc:
        raise SetupError(Reason.NO_WIFI_CONTROL, f"install photon-setup-wizard[macos]: {exc}") from exc
