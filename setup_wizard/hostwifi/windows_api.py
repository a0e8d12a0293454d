"""Windows' own libraries as far as they are used here, by the names that Windows' documentation has for their calls."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Mapping
from ctypes import POINTER, c_int32, c_size_t, c_uint16, c_uint32, c_uint64, c_void_p
from typing import Protocol, cast

from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.hostwifi.windows_structs import (
    Dot11Ssid,
    Guid,
    NotificationCallback,
    WlanAvailableNetworkList,
    WlanConnectionParameters,
    WlanInterfaceInfoList,
)

_MEANINGS = {
    2: "no such thing",
    5: "access denied",
    50: "not supported",
    87: "invalid parameter",
    170: "busy",
    1062: "the WLAN AutoConfig service is not running",
    1168: "not found",
    1717: "the WLAN AutoConfig service is not there",
    1722: "the WLAN AutoConfig service does not answer",
    5023: "the adapter is not in a state for this",
    0x80342002: "the radio is off",
}

_REASONS = {
    5: Reason.PERMISSION_NEEDED,
    1062: Reason.NO_WIFI_CONTROL,
    1717: Reason.NO_WIFI_CONTROL,
    1722: Reason.NO_WIFI_CONTROL,
    0x80342002: Reason.WIFI_OFF,
}

_HANDLE = c_void_p
WLAN_SIGNATURES: Mapping[str, tuple[type, ...]] = {
    "WlanOpenHandle": (c_uint32, c_void_p, POINTER(c_uint32), POINTER(_HANDLE)),
    "WlanCloseHandle": (_HANDLE, c_void_p),
    "WlanEnumInterfaces": (_HANDLE, c_void_p, POINTER(POINTER(WlanInterfaceInfoList))),
    "WlanQueryInterface": (
        _HANDLE,
        POINTER(Guid),
        c_int32,
        c_void_p,
        POINTER(c_uint32),
        POINTER(c_void_p),
        POINTER(c_int32),
    ),
    "WlanScan": (_HANDLE, POINTER(Guid), POINTER(Dot11Ssid), c_void_p, c_void_p),
    "WlanGetAvailableNetworkList": (
        _HANDLE,
        POINTER(Guid),
        c_uint32,
        c_void_p,
        POINTER(POINTER(WlanAvailableNetworkList)),
    ),
    "WlanConnect": (_HANDLE, POINTER(Guid), POINTER(WlanConnectionParameters), c_void_p),
    "WlanDisconnect": (_HANDLE, POINTER(Guid), c_void_p),
    "WlanRegisterNotification": (
        _HANDLE,
        c_uint32,
        c_int32,
        NotificationCallback,
        c_void_p,
        c_void_p,
        POINTER(c_uint32),
    ),
    "WlanFreeMemory": (c_void_p,),
}
"""The arguments of wlanapi.dll's calls; without them ctypes would cut handles to 32 bits, and check nothing."""

IP_HELPER_SIGNATURES: Mapping[str, tuple[type, ...]] = {
    "ConvertInterfaceGuidToLuid": (POINTER(Guid), POINTER(c_uint64)),
    "ConvertInterfaceLuidToAlias": (POINTER(c_uint64), POINTER(c_uint16), c_size_t),
    "ConvertInterfaceAliasToLuid": (POINTER(c_uint16), POINTER(c_uint64)),
    "ConvertInterfaceLuidToIndex": (POINTER(c_uint64), POINTER(c_uint32)),
}
"""The arguments of iphlpapi.dll's calls; a NET_LUID is one 64-bit number."""


class WlanApi(Protocol):
    """wlanapi.dll; every call answers Windows' error code, 0 for success."""

    WlanOpenHandle: Callable[..., int]
    WlanCloseHandle: Callable[..., int]
    WlanEnumInterfaces: Callable[..., int]
    WlanQueryInterface: Callable[..., int]
    WlanScan: Callable[..., int]
    WlanGetAvailableNetworkList: Callable[..., int]
    WlanConnect: Callable[..., int]
    WlanDisconnect: Callable[..., int]
    WlanRegisterNotification: Callable[..., int]
    WlanFreeMemory: Callable[..., None]


class IpHelperApi(Protocol):
    """iphlpapi.dll; every call answers Windows' error code, 0 for success."""

    ConvertInterfaceGuidToLuid: Callable[..., int]
    ConvertInterfaceLuidToAlias: Callable[..., int]
    ConvertInterfaceAliasToLuid: Callable[..., int]
    ConvertInterfaceLuidToIndex: Callable[..., int]


def load_wlan_api() -> WlanApi:
    """wlanapi.dll; raises `SetupError(NO_WIFI_CONTROL)` where Windows has none, as Windows Server by default."""
    return cast(WlanApi, _load("wlanapi.dll", WLAN_SIGNATURES))


def load_ip_helper() -> IpHelperApi:
    """iphlpapi.dll; raises `SetupError(NO_WIFI_CONTROL)` where there is none."""
    return cast(IpHelperApi, _load("iphlpapi.dll", IP_HELPER_SIGNATURES))


def check(call: str, code: int) -> None:
    """Raise the `SetupError` for what `call` answered, unless that is success.

    From Windows 11 24H2 on, access is denied without Location consent (Windows docs: Wi-Fi access and location).
    """
    if code:
        meaning = _MEANINGS.get(code, "see Windows' list of error codes")
        raise SetupError(_REASONS.get(code, Reason.JOIN_FAILED), f"{call}: error {code}, {meaning}")


def _load(name: str, signatures: Mapping[str, tuple[type, ...]]) -> ctypes.CDLL:
    try:
        library = ctypes.CDLL(name)
    except OSError as exc:
        raise SetupError(Reason.NO_WIFI_CONTROL, f"{name} cannot be loaded: {exc}") from exc
    for call, arguments in signatures.items():
        function = getattr(library, call)
        function.argtypes = arguments
        function.restype = None if call == "WlanFreeMemory" else c_uint32
    return library
