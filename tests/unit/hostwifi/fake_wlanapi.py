"""A wlanapi.dll and an iphlpapi.dll in memory, called through real ctypes prototypes as the real ones are."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Mapping
from ctypes import c_uint8, c_uint32
from dataclasses import dataclass
from types import SimpleNamespace
from uuid import UUID

from setup_wizard.hostwifi.windows_api import IP_HELPER_SIGNATURES, WLAN_SIGNATURES
from setup_wizard.hostwifi.windows_structs import (
    ACM_CONNECTION_COMPLETE,
    ACM_SCAN_COMPLETE,
    Dot11Ssid,
    Guid,
    WlanAvailableNetwork,
    WlanAvailableNetworkList,
    WlanConnectionAttributes,
    WlanConnectionNotificationData,
    WlanInterfaceInfo,
    WlanInterfaceInfoList,
    WlanNotificationData,
    WlanRadioState,
)

HANDLE = 0x7FFE_1234_5678
BUILT_IN = UUID("8c6f4f5e-0b4f-4e0c-9d6a-5b1f5f1f0a11")
STICK = UUID("11111111-2222-3333-4444-555555555555")
ALIASES = {BUILT_IN: "Wi-Fi", STICK: "WLAN 2 (Stöpsel)"}
INDEXES = {"Wi-Fi": 12, "WLAN 2 (Stöpsel)": 7}

IS_CONNECTED = 1
IS_DISCONNECTED = 4
TEMPORARY = 1
SHUT_OFF = (2, 1)
SWITCHED_ON = (1, 1)


@dataclass
class FakeInterface:
    guid: UUID = BUILT_IN
    description: str = "Intel(R) Wi-Fi 6 AX201"
    state: int = IS_CONNECTED
    radios: tuple[tuple[int, int], ...] = (SWITCHED_ON,)


@dataclass
class FakeNetwork:
    ssid: bytes
    is_secured: bool = False
    quality: int = 80
    bss_type: int = 1


def ssid_field(ssid: bytes) -> Dot11Ssid:
    return Dot11Ssid(len(ssid), (c_uint8 * 32)(*ssid))


def put_text(array: ctypes.Array, text: str) -> None:
    data = text.encode("utf-16-le")
    ctypes.memmove(array, data, len(data))


def guid_of(key: UUID) -> Guid:
    return Guid.from_buffer_copy(key.bytes_le)


def prototypes(owner: object, signatures: Mapping[str, tuple]) -> SimpleNamespace:
    made = {}
    for name, arguments in signatures.items():
        answer = None if name == "WlanFreeMemory" else c_uint32
        made[name] = ctypes.CFUNCTYPE(answer, *arguments)(getattr(owner, name))
    return SimpleNamespace(**made)


class FakeWlan:
    """Records its calls, refuses those in `codes`, and says what the scripts `on_scan` and `on_connect` make it say.

    `on_refusal` is called when a scan is refused.
    """

    def __init__(self, *interfaces: FakeInterface) -> None:
        self.interfaces = list(interfaces)
        self.networks: list[FakeNetwork] = []
        self.current = (0, "Home")
        self.codes: dict[str, int] = {}
        self.calls: list[str] = []
        self.requests: list[tuple[int, str]] = []
        self.opened = 0
        self.allocated: dict[int, object] = {}
        self.callback: Callable[..., None] | None = None
        self.sources: list[int] = []
        self.on_scan: Callable[[], None] = lambda: self.say(ACM_SCAN_COMPLETE)
        self.on_refusal: Callable[[], None] = lambda: None
        self.on_connect: Callable[[], None] = lambda: self.say(ACM_CONNECTION_COMPLETE, *self.requests[-1])
        self.dll = prototypes(self, WLAN_SIGNATURES)

    @property
    def is_tidy(self) -> bool:
        return not self.opened and not self.allocated and self.callback is None

    def say(
        self, code: int, mode: int = 0, profile: str = "", ssid: bytes = b"", reason: int = 0, by: UUID = BUILT_IN
    ) -> None:
        assert self.callback is not None, "nobody listens"
        data = WlanConnectionNotificationData(mode)
        put_text(data.strProfileName, profile[:255])
        data.dot11Ssid = ssid_field(ssid)
        data.wlanReasonCode = reason
        # The real one sends the profile's XML behind the structure.
        memory = ctypes.create_string_buffer(bytes(data) + b"<\0", ctypes.sizeof(data) + 2)
        has_data = code not in (7, 8)
        notice = WlanNotificationData(
            8, code, guid_of(by), len(memory) if has_data else 0, ctypes.addressof(memory) if has_data else None
        )
        self.callback(ctypes.pointer(notice), None)
        ctypes.memset(memory, 0xFF, len(memory))

    def _answer(self, call: str, handle: int | None = HANDLE) -> int:
        assert handle == HANDLE, "not the handle that was opened"
        self.calls.append(call)
        return self.codes.get(call, 0)

    def _allocate(self, memory: ctypes.Structure | ctypes.Array) -> int:
        self.allocated[ctypes.addressof(memory)] = memory
        return ctypes.addressof(memory)

    def _allocate_list(self, header: type[ctypes.Structure], items: list) -> int:
        data = bytes(header(len(items), 0)) + b"".join(bytes(item) for item in items)
        return self._allocate(ctypes.create_string_buffer(data, len(data)))

    def WlanOpenHandle(self, version, reserved, negotiated, handle) -> int:
        code = self._answer("WlanOpenHandle")
        if not code:
            assert version == 2
            negotiated[0] = version
            handle[0] = HANDLE
            self.opened += 1
        return code

    def WlanCloseHandle(self, handle, reserved) -> int:
        self.opened -= 1
        return self._answer("WlanCloseHandle", handle)

    def WlanEnumInterfaces(self, handle, reserved, found) -> int:
        code = self._answer("WlanEnumInterfaces", handle)
        if not code:
            items = []
            for each in self.interfaces:
                item = WlanInterfaceInfo(guid_of(each.guid), isState=each.state)
                put_text(item.strInterfaceDescription, each.description)
                items.append(item)
            memory = self._allocate_list(WlanInterfaceInfoList, items)
            found[0] = ctypes.cast(memory, ctypes.POINTER(WlanInterfaceInfoList))
        return code

    def WlanQueryInterface(self, handle, guid, opcode, reserved, size, data, value_type) -> int:
        code = self._answer(f"WlanQueryInterface {opcode}", handle)
        if code:
            return code
        if opcode == 7:
            answer = WlanConnectionAttributes(IS_CONNECTED, self.current[0])
            put_text(answer.strProfileName, self.current[1])
        else:
            interface = next(each for each in self.interfaces if guid_of(each.guid).Data1 == guid[0].Data1)
            answer = WlanRadioState(len(interface.radios))
            for index, (software, hardware) in enumerate(interface.radios):
                answer.PhyRadioState[index].dot11SoftwareRadioState = software
                answer.PhyRadioState[index].dot11HardwareRadioState = hardware
        size[0] = ctypes.sizeof(answer)
        data[0] = self._allocate(answer)
        return 0

    def WlanScan(self, handle, guid, ssid, information, reserved) -> int:
        code = self._answer("WlanScan", handle)
        self.on_refusal() if code else self.on_scan()
        return code

    def WlanGetAvailableNetworkList(self, handle, guid, flags, reserved, found) -> int:
        code = self._answer("WlanGetAvailableNetworkList", handle)
        if not code:
            items = [
                WlanAvailableNetwork(
                    dot11Ssid=ssid_field(each.ssid),
                    dot11BssType=each.bss_type,
                    wlanSignalQuality=each.quality,
                    bSecurityEnabled=each.is_secured,
                )
                for each in self.networks
            ]
            memory = self._allocate_list(WlanAvailableNetworkList, items)
            found[0] = ctypes.cast(memory, ctypes.POINTER(WlanAvailableNetworkList))
        return code

    def WlanConnect(self, handle, guid, parameters, reserved) -> int:
        asked = parameters[0]
        assert (asked.dot11BssType, asked.dwFlags, asked.pDesiredBssidList) == (1, 0, None)
        assert bytes(guid[0]) == self.interfaces[0].guid.bytes_le
        units = 0
        while asked.strProfile[units]:
            units += 1
        profile = ctypes.string_at(asked.strProfile, 2 * units).decode("utf-16-le")
        self.requests.append((asked.wlanConnectionMode, profile))
        code = self._answer("WlanConnect", handle)
        if not code:
            self.on_connect()
        return code

    def WlanDisconnect(self, handle, guid, reserved) -> int:
        return self._answer("WlanDisconnect", handle)

    def WlanRegisterNotification(self, handle, source, ignore_duplicate, callback, context, reserved, previous) -> int:
        code = self._answer("WlanRegisterNotification", handle)
        if not code:
            self.sources.append(source)
            self.callback = callback if source else None
        return code

    def WlanFreeMemory(self, memory) -> None:
        self.calls.append("WlanFreeMemory")
        del self.allocated[memory]


class FakeIpHelper:
    """Knows the aliases and the indexes above; a LUID is the index in another guise."""

    def __init__(self) -> None:
        self.dll = prototypes(self, IP_HELPER_SIGNATURES)

    def ConvertInterfaceGuidToLuid(self, guid, luid) -> int:
        alias = ALIASES.get(UUID(bytes_le=bytes(guid[0])))
        if alias is None:
            return 87
        luid[0] = INDEXES[alias] << 24
        return 0

    def ConvertInterfaceLuidToAlias(self, luid, alias, length) -> int:
        assert length == 257
        text = next(name for name, index in INDEXES.items() if index << 24 == luid[0])
        ctypes.memmove(alias, (text + "\0").encode("utf-16-le"), 2 * len(text) + 2)
        return 0

    def ConvertInterfaceAliasToLuid(self, alias, luid) -> int:
        wanted = []
        while alias[len(wanted)]:
            wanted.append(chr(alias[len(wanted)]))
        index = INDEXES.get("".join(wanted))
        luid[0] = (index or 0) << 24
        return 0 if index else 123

    def ConvertInterfaceLuidToIndex(self, luid, index) -> int:
        index[0] = luid[0] >> 24
        return 0
