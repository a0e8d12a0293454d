"""The firmware's security numbers, `wiced_security_t` (firmware: wwd_constants.h)."""

from __future__ import annotations

WEP = 0x1
TKIP = 0x2
AES = 0x4
SHARED = 0x8000
WPA = 0x00200000
WPA2 = 0x00400000
ENTERPRISE = 0x02000000

NUMBERS = {
    "open": 0,
    "wep": WEP,
    "wep-shared": WEP | SHARED,
    "wpa": WPA | TKIP,
    "wpa-tkip": WPA | TKIP,
    "wpa-aes": WPA | AES,
    "wpa-mixed": WPA | AES | TKIP,
    "wpa2": WPA2 | AES,
    "wpa2-tkip": WPA2 | TKIP,
    "wpa2-aes": WPA2 | AES,
    "wpa2-mixed": WPA2 | AES | TKIP,
    "wpa-enterprise": WPA | ENTERPRISE | TKIP,
    "wpa-enterprise-aes": WPA | ENTERPRISE | AES,
    "wpa2-enterprise": WPA2 | ENTERPRISE | AES,
    "wpa2-enterprise-tkip": WPA2 | ENTERPRISE | TKIP,
    "wpa2-enterprise-mixed": WPA2 | ENTERPRISE | AES | TKIP,
}
"""What a networks file may say, and what the Photon's scan then reports."""


def is_wep(number: int) -> bool:
    """Whether it is WEP; true for -1 (unknown) too, as in the firmware."""
    return bool(number & WEP)


def is_enterprise(number: int) -> bool:
    """Whether it needs an identity."""
    return not is_wep(number) and bool(number & ENTERPRISE)


def is_personal(number: int) -> bool:
    """Whether it is WPA or WPA2 with a pre-shared key."""
    return not is_wep(number) and not is_enterprise(number) and bool(number & (WPA | WPA2))


def is_stored_as_given(number: int) -> bool:
    """Whether firmware 0.7.0 and newer keeps the number without scanning for the network (firmware: wlan_hal.cpp)."""
    return number == 0 or is_wep(number)
