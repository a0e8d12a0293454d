"""The firmware's Wi-Fi security numbers in words and back (firmware: wwd_constants.h, wiced_security_t)."""

from __future__ import annotations

from setup_wizard.core.wifi import Cipher, Security, SecurityKind

WEP = 0x0000_0001
TKIP = 0x0000_0002
AES = 0x0000_0004
SHARED = 0x0000_8000
WPA = 0x0020_0000
WPA2 = 0x0040_0000
ENTERPRISE = 0x0200_0000
WPS = 0x1000_0000
IBSS = 0x2000_0000

_KIND_BITS = {
    SecurityKind.OPEN: 0,
    SecurityKind.WEP: WEP,
    SecurityKind.WPA: WPA,
    SecurityKind.WPA2: WPA2,
    SecurityKind.WPA_ENTERPRISE: WPA | ENTERPRISE,
    SecurityKind.WPA2_ENTERPRISE: WPA2 | ENTERPRISE,
}
_CIPHER_BITS = {Cipher.NONE: 0, Cipher.TKIP: TKIP, Cipher.AES: AES, Cipher.MIXED: TKIP | AES}
_CIPHERS = {bits: cipher for cipher, bits in _CIPHER_BITS.items()}


def security_from_number(number: int) -> Security:
    """The words for a number; flags that say nothing about credentials (WPS, ad hoc, unknown ones) are passed over."""
    if number < 0:
        return Security(SecurityKind.UNKNOWN)
    enterprise = bool(number & ENTERPRISE)
    cipher = _CIPHERS[number & (TKIP | AES)]
    if number & WPA2:
        return Security(SecurityKind.WPA2_ENTERPRISE if enterprise else SecurityKind.WPA2, cipher)
    if number & WPA:
        return Security(SecurityKind.WPA_ENTERPRISE if enterprise else SecurityKind.WPA, cipher)
    if number & WEP:
        return Security(SecurityKind.WEP, shared_key=bool(number & SHARED))
    if number & ~(WPS | IBSS) == 0:
        return Security(SecurityKind.OPEN)
    return Security(SecurityKind.UNKNOWN)


def number_from_security(security: Security) -> int:
    """The number for the words; raises `ValueError` for UNKNOWN, which has none."""
    if security.kind is SecurityKind.UNKNOWN:
        raise ValueError("an unknown security has no number")
    shared = SHARED if security.shared_key else 0
    return _KIND_BITS[security.kind] | _CIPHER_BITS[security.cipher] | shared
