"""The structures and numbers of wlanapi.h that are used here, with the field names of the header.

Texts are arrays of 16-bit units, not `c_wchar`, which has another size elsewhere: so every size can be tested anywhere.
"""

from __future__ import annotations

import ctypes
from ctypes import POINTER, Structure, c_int32, c_uint8, c_uint16, c_uint32, c_void_p

INTERFACE_NOT_READY = 0
INTERFACE_CONNECTED = 1

MODE_PROFILE = 0
MODE_TEMPORARY_PROFILE = 1
MODE_AUTO = 4
STORED_PROFILE_MODES = (MODE_PROFILE, MODE_AUTO)

BSS_INFRASTRUCTURE = 1
RADIO_OFF = 2

OPCODE_RADIO_STATE = 4
OPCODE_CURRENT_CONNECTION = 7

SOURCE_NONE = 0
SOURCE_ACM = 8
"""Notifications of the auto configuration module; the only source that needs no Location consent."""

ACM_SCAN_COMPLETE = 7
ACM_SCAN_FAIL = 8
ACM_CONNECTION_COMPLETE = 10
ACM_CONNECTION_ATTEMPT_FAIL = 11
ACM_DISCONNECTED = 21

Wide = c_uint16 * 256


class Guid(Structure):
    """GUID: an adapter's key."""

    _fields_ = (("Data1", c_uint32), ("Data2", c_uint16), ("Data3", c_uint16), ("Data4", c_uint8 * 8))


class Dot11Ssid(Structure):
    """DOT11_SSID."""

    _fields_ = (("uSSIDLength", c_uint32), ("ucSSID", c_uint8 * 32))


class WlanInterfaceInfo(Structure):
    """WLAN_INTERFACE_INFO."""

    _fields_ = (("InterfaceGuid", Guid), ("strInterfaceDescription", Wide), ("isState", c_int32))


class WlanInterfaceInfoList(Structure):
    """WLAN_INTERFACE_INFO_LIST, without the items that follow it."""

    _fields_ = (("dwNumberOfItems", c_uint32), ("dwIndex", c_uint32))


class WlanAvailableNetwork(Structure):
    """WLAN_AVAILABLE_NETWORK."""

    _fields_ = (
        ("strProfileName", Wide),
        ("dot11Ssid", Dot11Ssid),
        ("dot11BssType", c_int32),
        ("uNumberOfBssids", c_uint32),
        ("bNetworkConnectable", c_int32),
        ("wlanNotConnectableReason", c_uint32),
        ("uNumberOfPhyTypes", c_uint32),
        ("dot11PhyTypes", c_int32 * 8),
        ("bMorePhyTypes", c_int32),
        ("wlanSignalQuality", c_uint32),
        ("bSecurityEnabled", c_int32),
        ("dot11DefaultAuthAlgorithm", c_int32),
        ("dot11DefaultCipherAlgorithm", c_int32),
        ("dwFlags", c_uint32),
        ("dwReserved", c_uint32),
    )


class WlanAvailableNetworkList(Structure):
    """WLAN_AVAILABLE_NETWORK_LIST, without the items that follow it."""

    _fields_ = (("dwNumberOfItems", c_uint32), ("dwIndex", c_uint32))


class WlanConnectionParameters(Structure):
    """WLAN_CONNECTION_PARAMETERS."""

    _fields_ = (
        ("wlanConnectionMode", c_int32),
        ("strProfile", POINTER(c_uint16)),
        ("pDot11Ssid", POINTER(Dot11Ssid)),
        ("pDesiredBssidList", c_void_p),
        ("dot11BssType", c_int32),
        ("dwFlags", c_uint32),
    )


class WlanAssociationAttributes(Structure):
    """WLAN_ASSOCIATION_ATTRIBUTES."""

    _fields_ = (
        ("dot11Ssid", Dot11Ssid),
        ("dot11BssType", c_int32),
        ("dot11Bssid", c_uint8 * 6),
        ("dot11PhyType", c_int32),
        ("uDot11PhyIndex", c_uint32),
        ("wlanSignalQuality", c_uint32),
        ("ulRxRate", c_uint32),
        ("ulTxRate", c_uint32),
    )


class WlanSecurityAttributes(Structure):
    """WLAN_SECURITY_ATTRIBUTES."""

    _fields_ = (
        ("bSecurityEnabled", c_int32),
        ("bOneXEnabled", c_int32),
        ("dot11AuthAlgorithm", c_int32),
        ("dot11CipherAlgorithm", c_int32),
    )


class WlanConnectionAttributes(Structure):
    """WLAN_CONNECTION_ATTRIBUTES."""

    _fields_ = (
        ("isState", c_int32),
        ("wlanConnectionMode", c_int32),
        ("strProfileName", Wide),
        ("wlanAssociationAttributes", WlanAssociationAttributes),
        ("wlanSecurityAttributes", WlanSecurityAttributes),
    )


class WlanPhyRadioState(Structure):
    """WLAN_PHY_RADIO_STATE."""

    _fields_ = (
        ("dwPhyIndex", c_uint32),
        ("dot11SoftwareRadioState", c_int32),
        ("dot11HardwareRadioState", c_int32),
    )


class WlanRadioState(Structure):
    """WLAN_RADIO_STATE."""

    _fields_ = (("dwNumberOfPhys", c_uint32), ("PhyRadioState", WlanPhyRadioState * 64))


class WlanNotificationData(Structure):
    """WLAN_NOTIFICATION_DATA."""

    _fields_ = (
        ("NotificationSource", c_uint32),
        ("NotificationCode", c_uint32),
        ("InterfaceGuid", Guid),
        ("dwDataSize", c_uint32),
        ("pData", c_void_p),
    )


class WlanConnectionNotificationData(Structure):
    """WLAN_CONNECTION_NOTIFICATION_DATA; the profile's XML goes on behind its last field."""

    _fields_ = (
        ("wlanConnectionMode", c_int32),
        ("strProfileName", Wide),
        ("dot11Ssid", Dot11Ssid),
        ("dot11BssType", c_int32),
        ("bSecurityEnabled", c_int32),
        ("wlanReasonCode", c_uint32),
        ("dwFlags", c_uint32),
        ("strProfileXml", c_uint16 * 1),
    )


NotificationCallback = ctypes.CFUNCTYPE(None, POINTER(WlanNotificationData), c_void_p)
"""WLAN_NOTIFICATION_CALLBACK; 64-bit Windows, the only one that Qt supports, has one calling convention."""


def text_of(units: ctypes.Array[c_uint16]) -> str:
    """The text in an array of 16-bit units, up to its end mark."""
    return bytes(units).decode("utf-16-le", "replace").split("\0", 1)[0]


def wide(text: str) -> ctypes.Array[c_uint16]:
    """The text as Windows takes it, with its end mark; the caller keeps it alive as long as Windows reads it."""
    data = (text + "\0").encode("utf-16-le", "replace")
    return (c_uint16 * (len(data) // 2)).from_buffer_copy(data)


def ssid_of(ssid: Dot11Ssid) -> bytes:
    """The name's bytes; a length beyond 32 is cut, as the array is."""
    return bytes(ssid.ucSSID)[: ssid.uSSIDLength]
