"""Wi-Fi on macOS: CoreWLAN, which from macOS 14 on tells a network's name only with Location."""

from __future__ import annotations

import errno
import logging
from collections.abc import Callable, Iterable

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.host_wifi import Adapter, AdapterState, VisibleNetwork
from setup_wizard.hostwifi.backend import Whereabouts
from setup_wizard.hostwifi.macos_frameworks import (
    SECURITY_NONE,
    SECURITY_UNKNOWN,
    CWInterface,
    CWNetwork,
    Frameworks,
    NSError,
    load_frameworks,
)
from setup_wizard.hostwifi.macos_location import OnMainThread, require_location

log = logging.getLogger(__name__)

OPERATION_NOT_PERMITTED = -3930
"""kCWOperationNotPermittedErr; negative codes are CoreWLAN's in each of its domains."""

POSIX_DOMAIN = "NSPOSIXErrorDomain"
REDACTED = b"<redacted>"
"""What macOS 15.6 and later say in place of a name they keep."""

SCAN_ATTEMPTS = 3
BUSY_PAUSE_S = 2.0
"""How long the radio is busy with a scan of somebody else."""


class CoreWlanBackend:
    """macOS' Wi-Fi; an adapter's name is its BSD name, such as `en0`.

    `on_main_thread` lets `scan` ask for Location where nobody was asked yet; without it, as without a window, `scan`
    raises PERMISSION_NEEDED then. Nothing else asks: a search by name may be answered without Location, too.
    """

    name = "CoreWLAN"

    def __init__(
        self, on_main_thread: OnMainThread | None = None, load: Callable[[], Frameworks] = load_frameworks
    ) -> None:
        self._on_main_thread = on_main_thread
        self._load = load

    def adapters(self, cancel: Cancel) -> tuple[Adapter, ...]:
        """The Wi-Fi adapters there are; needs no consent."""
        cancel.check()
        found = self._load().wlan.CWWiFiClient.sharedWiFiClient().interfaces() or ()
        return tuple(Adapter(name, state=_state(each)) for each in found if (name := each.interfaceName()))

    def scan(self, adapter: Adapter, cancel: Cancel) -> tuple[VisibleNetwork, ...]:
        """The networks in range that tell their name; PERMISSION_NEEDED where none of several does."""
        cancel.check()
        frameworks = self._load()
        interface = self._find_switched_on(adapter)
        require_location(frameworks.location, self._on_main_thread, cancel)
        networks = _scan(interface, None, cancel)
        visible = tuple(
            VisibleNetwork(ssid, network.supportsSecurity_(SECURITY_NONE), _percent(network.rssiValue()))
            for network in networks
            if (ssid := _ssid(network)) is not None
        )
        if networks and not visible:
            raise SetupError(Reason.PERMISSION_NEEDED, f"{len(networks)} networks are in range, all without a name")
        return visible

    def former(self, adapter: Adapter, cancel: Cancel) -> str | None:  # noqa: ARG002 - the same for every adapter
        """Unknown, always: to join it again takes a password that only macOS has, and macOS does so by itself."""
        cancel.check()
        return None

    def whereabouts(self, adapter: Adapter, ssid: bytes, cancel: Cancel) -> Whereabouts:
        """Without Location, a secured network is known to be another one, and an open one is not known."""
        cancel.check()
        interface = self._find(adapter)
        if _state(interface) is not AdapterState.CONNECTED:
            return Whereabouts.NOWHERE
        if (name := _ssid(interface)) is not None:
            return Whereabouts.THERE if name == ssid else Whereabouts.ELSEWHERE
        is_secured = interface.security() not in (SECURITY_NONE, SECURITY_UNKNOWN)
        return Whereabouts.ELSEWHERE if is_secured else Whereabouts.UNKNOWN

    def join_open(self, adapter: Adapter, ssid: bytes, cancel: Cancel) -> None:
        """Look for the network by its name, and join what is found, even if macOS then keeps the name."""
        cancel.check()
        interface = self._find_switched_on(adapter)
        network = _choose(_scan(interface, ssid, cancel), ssid)
        cancel.check()
        joined, error = interface.associateToNetwork_password_error_(network, None, None)
        if not joined:
            raise _refusal("associateToNetwork", error)

    def restore(self, adapter: Adapter, former: str | None, cancel: Cancel) -> None:  # noqa: ARG002 - always None
        """Leave an open network and let macOS choose; on a secured one it went back by itself already."""
        cancel.check()
        interface = self._find(adapter)
        if interface.security() == SECURITY_NONE:
            interface.disassociate()
            _let_macos_choose(interface)

    def clean_up(self, cancel: Cancel) -> bool:
        """Nothing, ever: what macOS remembers of networks only an administrator changes."""
        cancel.check()
        return False

    def _find(self, adapter: Adapter) -> CWInterface:
        interface = self._load().wlan.CWWiFiClient.sharedWiFiClient().interfaceWithName_(adapter.name)
        if interface is None:
            raise SetupError(Reason.JOIN_FAILED, f"there is no Wi-Fi adapter {adapter.name!r} any more")
        return interface

    def _find_switched_on(self, adapter: Adapter) -> CWInterface:
        interface = self._find(adapter)
        if not interface.powerOn():
            raise SetupError(Reason.WIFI_OFF, adapter.name)
        return interface


def _state(interface: CWInterface) -> AdapterState:
    if not interface.powerOn():
        return AdapterState.OFF
    # The signal is told without any consent, and 0 stands for no network (Apple docs: rssiValue).
    return AdapterState.CONNECTED if interface.rssiValue() else AdapterState.IDLE


def _let_macos_choose(interface: CWInterface) -> None:
    """Switch the adapter off and on: macOS joins nothing by itself after a program left a network (feross/spoof#17)."""
    is_off, error = interface.setPower_error_(False, None)
    if not is_off:
        log.info("macOS is left without a network: %s", _refusal("setPower", error))
        return
    is_on, error = interface.setPower_error_(True, None)
    if not is_on:
        raise _refusal("setPower", error)


def _scan(interface: CWInterface, ssid: bytes | None, cancel: Cancel) -> tuple[CWNetwork, ...]:
    for attempt in range(SCAN_ATTEMPTS):
        cancel.check()
        networks, error = interface.scanForNetworksWithSSID_error_(ssid, None)
        if error is None:
            return tuple(networks or ())
        if not _is_posix(error, errno.EBUSY) or attempt == SCAN_ATTEMPTS - 1:
            break
        cancel.sleep(BUSY_PAUSE_S)
    raise _refusal("scanForNetworks", error)


def _choose(networks: Iterable[CWNetwork], ssid: bytes) -> CWNetwork:
    """The open network of that name; a single one that keeps its name is it, too, since it was asked for by name."""
    open_networks = [each for each in networks if each.supportsSecurity_(SECURITY_NONE)]
    for network in open_networks:
        if _ssid(network) == ssid:
            return network
    nameless = [each for each in open_networks if _ssid(each) is None]
    if len(nameless) > 1:
        raise SetupError(Reason.PERMISSION_NEEDED, f"{len(nameless)} networks may be meant, all without a name")
    if not nameless:
        raise SetupError(Reason.JOIN_FAILED, "the network is not in range")
    return nameless[0]


def _ssid(named: CWNetwork | CWInterface) -> bytes | None:
    data = named.ssidData()
    return None if data is None or bytes(data) in (b"", REDACTED) else bytes(data)


def _percent(rssi_dbm: int) -> int | None:
    """As Windows counts it: -100 dBm and less are 0, -50 dBm and more are 100; 0 dBm means unknown."""
    return max(0, min(100, 2 * (rssi_dbm + 100))) if rssi_dbm else None


def _is_posix(error: NSError, *codes: int) -> bool:
    return error.domain() == POSIX_DOMAIN and error.code() in codes


def _refusal(call: str, error: NSError | None) -> SetupError:
    if error is None:
        return SetupError(Reason.JOIN_FAILED, f"{call}: refused without a reason")
    refused = error.code() == OPERATION_NOT_PERMITTED or _is_posix(error, errno.EPERM, errno.EACCES)
    reason = Reason.PERMISSION_NEEDED if refused else Reason.JOIN_FAILED
    return SetupError(reason, f"{call}: {error.domain()} {error.code()}")
