"""A conversation with the WLAN service: its calls in Python values, its memory freed, its notifications in a queue."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import POINTER, Structure, c_uint16, c_uint32, c_void_p, pointer
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from setup_wizard.core.cancel import Budget, Cancel
from setup_wizard.core.host_wifi import VisibleNetwork
from setup_wizard.hostwifi.windows_api import WlanApi, check
from setup_wizard.hostwifi.windows_structs import (
    BSS_INFRASTRUCTURE,
    OPCODE_CURRENT_CONNECTION,
    OPCODE_RADIO_STATE,
    RADIO_OFF,
    SOURCE_ACM,
    SOURCE_NONE,
    STORED_PROFILE_MODES,
    Guid,
    NotificationCallback,
    WlanAvailableNetwork,
    WlanAvailableNetworkList,
    WlanConnectionAttributes,
    WlanConnectionNotificationData,
    WlanConnectionParameters,
    WlanInterfaceInfo,
    WlanInterfaceInfoList,
    WlanNotificationData,
    WlanRadioState,
    ssid_of,
    text_of,
    wide,
)

if TYPE_CHECKING:
    from ctypes import _Pointer

StructureT = TypeVar("StructureT", bound=Structure)

CLIENT_VERSION = 2
"""The API of Windows Vista and later (Windows docs: WlanOpenHandle)."""

_CONNECTION_FIELDS = ctypes.sizeof(WlanConnectionNotificationData)


@dataclass(frozen=True, slots=True)
class WlanInterface:
    """A Wi-Fi adapter as the service lists it; `state` is a WLAN_INTERFACE_STATE."""

    guid: Guid
    description: str
    state: int


@dataclass(frozen=True, slots=True)
class Connection:
    """What an adapter is connected by; `mode` is a WLAN_CONNECTION_MODE."""

    mode: int
    profile: str

    @property
    def is_stored(self) -> bool:
        """Whether the profile is one that Windows keeps, and its name is known."""
        return self.mode in STORED_PROFILE_MODES and bool(self.profile)


@dataclass(frozen=True, slots=True)
class Notification:
    """A WLAN_NOTIFICATION_ACM `code`; the rest tells of a connection, and means nothing with other codes."""

    code: int
    connection: Connection
    ssid: bytes
    reason_code: int


class Notifications:
    """What the service says of one adapter, in order."""

    def __init__(self, guid: Guid) -> None:
        self._guid = bytes(guid)
        self._queue: SimpleQueue[Notification | None] = SimpleQueue()

    def next(self, budget: Budget, cancel: Cancel) -> Notification | None:
        """Wait for the next one; None once the budget is spent. Raises `SetupError(CANCELLED)` as soon as cancelled."""
        with cancel.calling(lambda: self._queue.put(None)):
            try:
                notification = self._queue.get(timeout=budget.remaining_s)
            except Empty:
                notification = None
        cancel.check()
        return notification

    def receive(self, data: _Pointer[WlanNotificationData], _context: int | None) -> None:
        """Called by the service, in a thread of its own; its memory is gone afterwards."""
        notice = data.contents
        if bytes(notice.InterfaceGuid) != self._guid:
            return
        fields = WlanConnectionNotificationData()
        if notice.pData:
            ctypes.memmove(pointer(fields), notice.pData, min(notice.dwDataSize, _CONNECTION_FIELDS))
        self._queue.put(
            Notification(
                notice.NotificationCode,
                Connection(fields.wlanConnectionMode, text_of(fields.strProfileName)),
                ssid_of(fields.dot11Ssid),
                fields.wlanReasonCode,
            )
        )


class WlanSession:
    """An open handle to the service, which must be closed.

    Every call raises `SetupError`, naming itself and Windows' code.
    """

    def __init__(self, api: WlanApi) -> None:
        self._api = api
        self._handle = c_void_p()
        check("WlanOpenHandle", api.WlanOpenHandle(CLIENT_VERSION, None, pointer(c_uint32()), pointer(self._handle)))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._api.WlanCloseHandle(self._handle, None)

    def interfaces(self) -> tuple[WlanInterface, ...]:
        """The Wi-Fi adapters there are; needs no consent."""
        found = POINTER(WlanInterfaceInfoList)()
        check("WlanEnumInterfaces", self._api.WlanEnumInterfaces(self._handle, None, pointer(found)))
        try:
            return tuple(
                WlanInterface(_copy(item.InterfaceGuid), text_of(item.strInterfaceDescription), item.isState)
                for item in _items(found.contents, found.contents.dwNumberOfItems, WlanInterfaceInfo)
            )
        finally:
            self._api.WlanFreeMemory(found)

    def is_radio_off(self, guid: Guid) -> bool:
        """Whether a switch or a key turned the adapter's radio off; needs no consent."""
        state = self._query(guid, OPCODE_RADIO_STATE, WlanRadioState)
        if state is None:
            return False
        radios = state.PhyRadioState[: state.dwNumberOfPhys]
        return bool(radios) and all(
            RADIO_OFF in (radio.dot11SoftwareRadioState, radio.dot11HardwareRadioState) for radio in radios
        )

    def current_connection(self, guid: Guid) -> Connection | None:
        """What the adapter is connected by; None where it is not, or where Windows wants Location consent to tell."""
        current = self._query(guid, OPCODE_CURRENT_CONNECTION, WlanConnectionAttributes)
        if current is None:
            return None
        return Connection(current.wlanConnectionMode, text_of(current.strProfileName))

    def scan(self, guid: Guid) -> None:
        """Start looking for networks, which a notification ends; needs Location consent."""
        check("WlanScan", self._api.WlanScan(self._handle, pointer(guid), None, None, None))

    def networks(self, guid: Guid) -> tuple[VisibleNetwork, ...]:
        """The access points' networks found by now that tell their name, each once; needs Location consent."""
        found = POINTER(WlanAvailableNetworkList)()
        code = self._api.WlanGetAvailableNetworkList(self._handle, pointer(guid), 0, None, pointer(found))
        check("WlanGetAvailableNetworkList", code)
        try:
            # Windows lists a network again for every profile that fits it.
            return tuple(
                dict.fromkeys(
                    VisibleNetwork(ssid_of(item.dot11Ssid), not item.bSecurityEnabled, item.wlanSignalQuality)
                    for item in _items(found.contents, found.contents.dwNumberOfItems, WlanAvailableNetwork)
                    if item.dot11BssType == BSS_INFRASTRUCTURE and item.dot11Ssid.uSSIDLength
                )
            )
        finally:
            self._api.WlanFreeMemory(found)

    def connect(self, guid: Guid, mode: int, profile: str) -> None:
        """Start joining by a stored profile's name, or by a temporary one's XML; a notification tells the end."""
        text = wide(profile)
        parameters = WlanConnectionParameters(
            mode, ctypes.cast(text, POINTER(c_uint16)), None, None, BSS_INFRASTRUCTURE, 0
        )
        check("WlanConnect", self._api.WlanConnect(self._handle, pointer(guid), pointer(parameters), None))

    def disconnect(self, guid: Guid) -> None:
        """Leave the network; the service then joins a stored one by itself."""
        check("WlanDisconnect", self._api.WlanDisconnect(self._handle, pointer(guid), None))

    @contextmanager
    def notifications(self, guid: Guid) -> Iterator[Notifications]:
        """While inside, what the service says of the adapter is kept."""
        notifications = Notifications(guid)
        callback = NotificationCallback(notifications.receive)
        self._register(SOURCE_ACM, callback)
        try:
            yield notifications
        finally:
            # Returns only when no callback runs any more, so that the callback may be forgotten.
            self._register(SOURCE_NONE, NotificationCallback())

    def _register(self, source: int, callback: ctypes._CFunctionType) -> None:
        code = self._api.WlanRegisterNotification(self._handle, source, 0, callback, None, None, None)
        check("WlanRegisterNotification", code)

    def _query(self, guid: Guid, opcode: int, kind: type[StructureT]) -> StructureT | None:
        size, data = c_uint32(), c_void_p()
        code = self._api.WlanQueryInterface(
            self._handle, pointer(guid), opcode, None, pointer(size), pointer(data), None
        )
        if code or not data.value:
            return None
        try:
            return _copy(kind.from_address(data.value)) if size.value >= ctypes.sizeof(kind) else None
        finally:
            self._api.WlanFreeMemory(data)


def _items(header: Structure, count: int, kind: type[StructureT]) -> ctypes.Array[StructureT]:
    return (kind * count).from_address(ctypes.addressof(header) + ctypes.sizeof(header))


def _copy(value: StructureT) -> StructureT:
    return type(value).from_buffer_copy(value)
