"""Sizes and offsets as a C compiler (mingw-w64, x86-64) gives them for wlanapi.h."""

from __future__ import annotations

import ctypes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setup_wizard.hostwifi import windows_structs as w


@pytest.mark.parametrize(
    ("kind", "size"),
    [
        (w.Guid, 16),
        (w.Dot11Ssid, 36),
        (w.WlanInterfaceInfo, 532),
        (w.WlanInterfaceInfoList, 8),
        (w.WlanAvailableNetwork, 628),
        (w.WlanAvailableNetworkList, 8),
        (w.WlanConnectionParameters, 40),
        (w.WlanAssociationAttributes, 68),
        (w.WlanConnectionAttributes, 604),
        (w.WlanRadioState, 772),
        (w.WlanNotificationData, 40),
        (w.WlanConnectionNotificationData, 572),
    ],
)
def test_a_structure_has_the_size_that_windows_gives_it(kind, size):
    assert ctypes.sizeof(kind) == size


@pytest.mark.parametrize(
    ("kind", "field", "offset"),
    [
        (w.WlanInterfaceInfo, "isState", 528),
        (w.WlanAvailableNetwork, "dot11Ssid", 512),
        (w.WlanAvailableNetwork, "dot11BssType", 548),
        (w.WlanAvailableNetwork, "wlanSignalQuality", 604),
        (w.WlanAvailableNetwork, "bSecurityEnabled", 608),
        (w.WlanAvailableNetwork, "dwFlags", 620),
        (w.WlanConnectionParameters, "strProfile", 8),
        (w.WlanConnectionParameters, "pDot11Ssid", 16),
        (w.WlanConnectionParameters, "dot11BssType", 32),
        (w.WlanConnectionParameters, "dwFlags", 36),
        (w.WlanConnectionAttributes, "strProfileName", 8),
        (w.WlanConnectionAttributes, "wlanAssociationAttributes", 520),
        (w.WlanConnectionAttributes, "wlanSecurityAttributes", 588),
        (w.WlanRadioState, "PhyRadioState", 4),
        (w.WlanNotificationData, "InterfaceGuid", 8),
        (w.WlanNotificationData, "dwDataSize", 24),
        (w.WlanNotificationData, "pData", 32),
        (w.WlanConnectionNotificationData, "strProfileName", 4),
        (w.WlanConnectionNotificationData, "dot11Ssid", 516),
        (w.WlanConnectionNotificationData, "wlanReasonCode", 560),
    ],
)
def test_a_field_is_where_windows_puts_it(kind, field, offset):
    assert getattr(kind, field).offset == offset


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_a_text_comes_back_as_it_went_to_windows(text):
    assert w.text_of(w.wide(text)) == text


def test_a_text_ends_at_its_mark():
    assert w.text_of((ctypes.c_uint16 * 4)(0x41, 0, 0x42, 0)) == "A"


def test_an_ssid_never_reaches_beyond_its_array():
    assert w.ssid_of(w.Dot11Ssid(4_000_000, (ctypes.c_uint8 * 32)(*b"Photon"))) == b"Photon" + bytes(26)
