from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setup_wizard.core.wifi import Cipher, Security, SecurityKind
from setup_wizard.softap.security import AES, IBSS, SHARED, TKIP, WPS, number_from_security, security_from_number

# firmware: wwd_constants.h, wiced_security_t
TABLE = {
    0: Security(SecurityKind.OPEN),
    1: Security(SecurityKind.WEP),
    32769: Security(SecurityKind.WEP, shared_key=True),
    2097154: Security(SecurityKind.WPA, Cipher.TKIP),
    2097156: Security(SecurityKind.WPA, Cipher.AES),
    2097158: Security(SecurityKind.WPA, Cipher.MIXED),
    4194306: Security(SecurityKind.WPA2, Cipher.TKIP),
    4194308: Security(SecurityKind.WPA2, Cipher.AES),
    4194310: Security(SecurityKind.WPA2, Cipher.MIXED),
    35651586: Security(SecurityKind.WPA_ENTERPRISE, Cipher.TKIP),
    35651588: Security(SecurityKind.WPA_ENTERPRISE, Cipher.AES),
    35651590: Security(SecurityKind.WPA_ENTERPRISE, Cipher.MIXED),
    37748738: Security(SecurityKind.WPA2_ENTERPRISE, Cipher.TKIP),
    37748740: Security(SecurityKind.WPA2_ENTERPRISE, Cipher.AES),
    37748742: Security(SecurityKind.WPA2_ENTERPRISE, Cipher.MIXED),
}
UNKNOWN = Security(SecurityKind.UNKNOWN)
numbers = st.integers(-(2**31), 2**32 - 1)


@pytest.mark.parametrize(("number", "security"), TABLE.items())
def test_number_and_words_are_one(number, security):
    assert security_from_number(number) == security
    assert number_from_security(security) == number


@pytest.mark.parametrize(("number", "security"), TABLE.items())
@pytest.mark.parametrize("flag", [WPS, IBSS, WPS | IBSS])
def test_flags_that_ask_for_no_other_credentials_are_passed_over(number, security, flag):
    assert security_from_number(number | flag) == security


@pytest.mark.parametrize(("number", "security"), [entry for entry in TABLE.items() if entry[0]])
@pytest.mark.parametrize("flag", [0x0100_0000, 0x0800_0000, 0x4000_0000])
def test_unknown_flags_of_a_known_security_are_passed_over(number, security, flag):
    assert security_from_number(number | flag) == security


@pytest.mark.parametrize("number", [0x0100_0000, 0x0800_0000, AES, TKIP, SHARED, 0x0200_0000])
def test_flags_alone_do_not_make_a_network_open(number):
    assert security_from_number(number) == UNKNOWN


@given(numbers)
def test_any_number_has_words_that_lead_back_to_the_same_words(number):
    security = security_from_number(number)
    if security.kind is SecurityKind.UNKNOWN:
        return
    assert security_from_number(number_from_security(security)) == security


@given(numbers.filter(lambda number: number < 0))
def test_negative_numbers_say_the_device_does_not_know(number):
    assert security_from_number(number) == UNKNOWN


@given(numbers)
def test_only_zero_and_its_harmless_flags_are_open(number):
    assert (security_from_number(number).kind is SecurityKind.OPEN) == (number >= 0 and number & ~(WPS | IBSS) == 0)


def test_unknown_has_no_number():
    with pytest.raises(ValueError, match="no number"):
        number_from_security(UNKNOWN)
