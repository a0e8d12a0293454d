"""This computer's Wi-Fi through NetworkManager; facts are from its D-Bus documentation, and tried with the daemon.

Importing this module loads Qt: leave that to `choose.system_backend`.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from setup_wizard.core.cancel import Budget, Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.host_wifi import Adapter, AdapterState, VisibleNetwork
from setup_wizard.hostwifi.backend import Whereabouts
from setup_wizard.hostwifi.system_bus import BusError, SystemBus

log = logging.getLogger(__name__)

SERVICE = "org.freedesktop.NetworkManager"
DEVICE = f"{SERVICE}.Device"
WIRELESS = f"{SERVICE}.Device.Wireless"
ACTIVE_CONNECTION = f"{SERVICE}.Connection.Active"
ROOT = "/org/freedesktop/NetworkManager"
NOTHING = "/"

PROFILE_ID = "photon-setup"
PROFILE_UUID = "aba734af-1a13-560d-b62f-302fc72ccf13"
"""Always the same one, so that a later run finds what a killed one left."""

ENDS_WITH_THIS_PROCESS = {"persist": "volatile", "bind-activation": "dbus-client"}
"""The profile is gone with the connection, and the connection with this process (since 1.16)."""

SCAN_S = 10.0
ASSOCIATE_S = 30.0
PERSON_S = 120.0
"""The system may ask for a password before it lets a program change the network."""
RETURN_S = 20.0
"""How long the way back may take, from the request until the former network is up."""
POLL_S = 0.1

WIFI_DEVICE = 2
PRIVACY_FLAG = 0x1
STATE_UNMANAGED = 10
STATE_UNAVAILABLE = 20
STATE_DISCONNECTED = 30
STATE_PREPARE = 40
STATE_IP_CONFIG = 70
STATE_ACTIVATED = 100
STATE_FAILED = 120
ACTIVE_ACTIVATED = 2
ACTIVE_DEACTIVATED = 4

_REFUSALS = ("PermissionDenied", "AccessDenied", "AuthFailed", "InteractiveAuthorizationRequired")
_ABSENCES = ("ServiceUnknown", "NameHasNoOwner", "Disconnected", "NoServer", "FileNotFound")
_SILENCES = ("NoReply", "Timeout", "TimedOut")


class NetworkManagerBackend:
    """A `WifiBackend`. Its connection to the bus is made by the first call and lasts until the process ends."""

    name = "NetworkManager"

    def __init__(self, bus_address: str | None = None) -> None:
        """On the system's bus, unless another address is given."""
        self._bus_address = bus_address
        self._connection: SystemBus | None = None
        self._is_stored = False

    def adapters(self, cancel: Cancel) -> tuple[Adapter, ...]:
        """Its Wi-Fi devices."""
        with _in_words():
            switches = self._bus.read(cancel, ROOT, SERVICE, "WirelessEnabled", "WirelessHardwareEnabled")
            return tuple(
                Adapter(interface, state=_adapter_state(state) if all(switches) else AdapterState.OFF)
                for _path, interface, state in self._devices(cancel)
            )

    def scan(self, adapter: Adapter, cancel: Cancel) -> tuple[VisibleNetwork, ...]:
        """The access points it lists once a scan has ended; what it knows already where it will not scan again yet."""
        with _in_words():
            device = self._device(adapter, cancel)
            self._look_around(device, cancel)
            (points,) = self._bus.call(cancel, device, WIRELESS, "GetAllAccessPoints")
            networks = (self._network(point, cancel) for point in _texts(points))
            return tuple(network for network in networks if network is not None)

    def former(self, adapter: Adapter, cancel: Cancel) -> str | None:
        """The UUID of the profile in use."""
        with _in_words():
            uuid = self._active_uuid(self._device(adapter, cancel), cancel)
            return None if uuid == PROFILE_UUID else uuid

    def whereabouts(self, adapter: Adapter, ssid: bytes, cancel: Cancel) -> Whereabouts:  # noqa: ARG002
        """Told by the profile in use: `join_open` always uses the same one."""
        with _in_words():
            uuid = self._active_uuid(self._device(adapter, cancel), cancel)
        if uuid is None:
            return Whereabouts.NOWHERE
        return Whereabouts.THERE if uuid == PROFILE_UUID else Whereabouts.ELSEWHERE

    def join_open(self, adapter: Adapter, ssid: bytes, cancel: Cancel) -> None:
        """Returns once associated; an address may still be missing."""
        try:
            with _in_words():
                device = self._device(adapter, cancel)
                self._delete_profile(cancel)
                active = self._activate(device, open_network(ssid), cancel)
                self._wait_until_associated(device, active, cancel)
        except SetupError:
            # What was asked for may still happen, as soon as somebody types a password: it ends with this connection.
            self._hang_up()
            raise

    def restore(self, adapter: Adapter, former: str | None, cancel: Cancel) -> None:
        """Activate the profile of that UUID and see it up; where it is gone, NetworkManager chooses.

        A way back that is refused, or fails, still ends the visit.
        """
        try:
            with _in_words():
                device = self._device(adapter, cancel)
                is_back = former is not None and former == self._active_uuid(device, cancel)
                profile = self._profile(former, cancel) if former is not None and not is_back else None
                if profile is not None:
                    is_back = self._go_back(profile, device, cancel)
                if not is_back:
                    self._deactivate_ours(device, cancel)
                if self._is_stored:
                    self._delete_profile(cancel)
                    self._is_stored = False
                if profile is not None and not is_back:
                    raise SetupError(Reason.JOIN_FAILED, "NetworkManager did not bring the former network back")
        except SetupError:
            # What is bound to this connection ends with it, whoever refuses the rest.
            self._hang_up()
            raise

    def clean_up(self, cancel: Cancel) -> bool:
        """Delete the profile that stayed because NetworkManager is older than 1.16; newer ones do it by themselves."""
        with _in_words():
            return self._delete_profile(cancel)

    @property
    def _bus(self) -> SystemBus:
        if self._connection is None:
            self._connection = SystemBus(SERVICE, self._bus_address)
        return self._connection

    def _hang_up(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _devices(self, cancel: Cancel) -> list[tuple[str, str, int]]:
        """Path, interface and state of every Wi-Fi device."""
        (paths,) = self._bus.call(cancel, ROOT, SERVICE, "GetDevices")
        devices = []
        for path in _texts(paths):
            try:
                kind, interface, state = self._bus.read(cancel, path, DEVICE, "DeviceType", "Interface", "State")
            except BusError as exc:
                if not _is_gone(exc):
                    raise
                continue
            if kind == WIFI_DEVICE and isinstance(state, int):
                devices.append((path, str(interface), state))
        return devices

    def _device(self, adapter: Adapter, cancel: Cancel) -> str:
        for path, interface, _state in self._devices(cancel):
            if interface == adapter.name:
                return path
        raise SetupError(Reason.JOIN_FAILED, f"NetworkManager has no Wi-Fi adapter {adapter.name!r} any more")

    def _look_around(self, device: str, cancel: Cancel) -> None:
        before = self._last_scan(device, cancel)
        try:
            self._bus.call(cancel, device, WIRELESS, "RequestScan", {})
        except BusError as exc:
            # It allows few scans, and none while it connects: that does not mean that there are no networks.
            log.info("NetworkManager would not scan: %s", exc)
            return
        budget = Budget(SCAN_S)
        while self._last_scan(device, cancel) == before and not budget.spent:
            cancel.sleep(POLL_S)

    def _last_scan(self, device: str, cancel: Cancel) -> object:
        return self._bus.read(cancel, device, WIRELESS, "LastScan")[0]

    def _network(self, point: str, cancel: Cancel) -> VisibleNetwork | None:
        names = ("Ssid", "Strength", "Flags", "WpaFlags", "RsnFlags")
        try:
            ssid, strength, flags, wpa, rsn = self._bus.read(cancel, point, f"{SERVICE}.AccessPoint", *names)
        except BusError as exc:
            log.debug("an access point is gone again: %s", exc)
            return None
        if not isinstance(ssid, bytes) or not isinstance(strength, int) or not isinstance(flags, int):
            return None
        is_open = not flags & PRIVACY_FLAG and wpa == 0 and rsn == 0
        return VisibleNetwork(ssid, is_open, strength)

    def _active_uuid(self, device: str, cancel: Cancel) -> str | None:
        (active,) = self._bus.read(cancel, device, DEVICE, "ActiveConnection")
        if active == NOTHING:
            return None
        try:
            (uuid,) = self._bus.read(cancel, str(active), ACTIVE_CONNECTION, "Uuid")
        except BusError as exc:
            if not _is_gone(exc):
                raise
            return None
        return str(uuid)

    def _activate(self, device: str, settings: Mapping[str, Mapping[str, object]], cancel: Cancel) -> str:
        """The active connection of a new profile, which is stored only where NetworkManager is older than 1.16."""
        arguments = (settings, device, NOTHING)
        self._is_stored = False
        try:
            _profile, active, _more = self._bus.call(
                cancel,
                ROOT,
                SERVICE,
                "AddAndActivateConnection2",
                *arguments,
                ENDS_WITH_THIS_PROCESS,
                timeout_s=PERSON_S,
            )
        except BusError as exc:
            if not exc.name.endswith(".UnknownMethod"):
                raise
            self._is_stored = True
            method = "AddAndActivateConnection"
            _profile, active = self._bus.call(cancel, ROOT, SERVICE, method, *arguments, timeout_s=PERSON_S)
        return str(active)

    def _wait_until_associated(self, device: str, active: str, cancel: Cancel) -> None:
        budget = Budget(ASSOCIATE_S)
        while not budget.spent:
            try:
                (progress,) = self._bus.read(cancel, active, ACTIVE_CONNECTION, "State")
            except BusError as exc:
                raise SetupError(Reason.JOIN_FAILED, f"NetworkManager gave up: {exc}") from exc
            current, state = self._bus.read(cancel, device, DEVICE, "ActiveConnection", "State")
            if progress == ACTIVE_DEACTIVATED:
                raise SetupError(Reason.JOIN_FAILED, f"NetworkManager gave up; its adapter is in state {state}")
            has_link = isinstance(state, int) and STATE_IP_CONFIG <= state <= STATE_ACTIVATED
            if progress == ACTIVE_ACTIVATED or (current == active and has_link):
                return
            cancel.sleep(POLL_S)
        raise SetupError(Reason.JOIN_FAILED, f"NetworkManager did not associate within {ASSOCIATE_S:g} s")

    def _go_back(self, profile: str, device: str, cancel: Cancel) -> bool:
        """Whether the former network is up again."""
        arguments = (profile, device, NOTHING)
        try:
            (active,) = self._bus.call(cancel, ROOT, SERVICE, "ActivateConnection", *arguments, timeout_s=PERSON_S)
        except BusError as exc:
            log.warning("NetworkManager would not go back to the former network: %s", exc)
            return False
        return self._is_up_soon(str(active), cancel)

    def _is_up_soon(self, active: str, cancel: Cancel) -> bool:
        budget = Budget(RETURN_S)
        while not budget.spent:
            try:
                (progress,) = self._bus.read(cancel, active, ACTIVE_CONNECTION, "State")
            except BusError as exc:
                if not _is_gone(exc):
                    raise
                return False
            if progress in (ACTIVE_ACTIVATED, ACTIVE_DEACTIVATED):
                return progress == ACTIVE_ACTIVATED
            cancel.sleep(POLL_S)
        return False

    def _deactivate_ours(self, device: str, cancel: Cancel) -> None:
        (active,) = self._bus.read(cancel, device, DEVICE, "ActiveConnection")
        if active == NOTHING or self._active_uuid(device, cancel) != PROFILE_UUID:
            return
        try:
            self._bus.call(cancel, ROOT, SERVICE, "DeactivateConnection", active, timeout_s=PERSON_S)
        except BusError as exc:
            if not exc.name.endswith(".ConnectionNotActive"):
                raise

    def _profile(self, uuid: str, cancel: Cancel) -> str | None:
        """The stored profile of that UUID; None too for one that is not this person's to see."""
        try:
            (path,) = self._bus.call(cancel, f"{ROOT}/Settings", f"{SERVICE}.Settings", "GetConnectionByUuid", uuid)
        except BusError as exc:
            if _is_absence(exc) or exc.name.rpartition(".")[2] in _SILENCES:
                raise
            return None
        return str(path)

    def _delete_profile(self, cancel: Cancel) -> bool:
        profile = self._profile(PROFILE_UUID, cancel)
        if profile is None:
            return False
        self._bus.call(cancel, profile, f"{SERVICE}.Settings.Connection", "Delete", timeout_s=PERSON_S)
        return True


def open_network(ssid: bytes) -> dict[str, dict[str, object]]:
    """The profile of an open network that never becomes the way to the internet, and never joins by itself."""
    return {
        "connection": {"id": PROFILE_ID, "uuid": PROFILE_UUID, "type": "802-11-wireless", "autoconnect": False},
        "802-11-wireless": {"ssid": ssid, "mode": "infrastructure"},
        "ipv4": {"method": "auto", "never-default": True, "ignore-auto-dns": True},
        "ipv6": {"method": "disabled"},
    }


def _adapter_state(state: int) -> AdapterState:
    if state == STATE_UNMANAGED:
        return AdapterState.UNMANAGED
    if state == STATE_UNAVAILABLE:
        return AdapterState.OFF
    if STATE_PREPARE <= state <= STATE_ACTIVATED:
        return AdapterState.CONNECTED
    return AdapterState.IDLE if state in (STATE_DISCONNECTED, STATE_FAILED) else AdapterState.UNKNOWN


def _texts(values: object) -> tuple[str, ...]:
    return tuple(str(value) for value in values) if isinstance(values, tuple) else ()


def _is_absence(exc: BusError) -> bool:
    return exc.name.rpartition(".")[2] in _ABSENCES


def _is_gone(exc: BusError) -> bool:
    """Whether the object has ended since it was named."""
    return exc.name.rpartition(".")[2] in ("UnknownObject", "UnknownMethod", "UnknownInterface")


@contextmanager
def _in_words() -> Iterator[None]:
    """Errors of the bus as `SetupError`."""
    try:
        yield
    except BusError as exc:
        if exc.name.rpartition(".")[2] in _REFUSALS:
            raise SetupError(Reason.PERMISSION_NEEDED, str(exc)) from exc
        if _is_absence(exc):
            raise SetupError(Reason.NO_WIFI_CONTROL, f"NetworkManager does not answer: {exc}") from exc
        raise SetupError(Reason.JOIN_FAILED, f"NetworkManager: {exc}") from exc
