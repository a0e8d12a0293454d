from __future__ import annotations

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from setup_wizard.hostwifi.windows_profile import open_profile

NAMESPACE = "{http://www.microsoft.com/networking/WLAN/profile/v1}"


def read(profile: str, *path: str) -> str | None:
    return ElementTree.fromstring(profile).findtext("/".join(NAMESPACE + part for part in path))


def test_the_profile_of_a_photon_is_exactly_this():
    assert open_profile(b"Photon-ABCD") == (
        '<?xml version="1.0"?><WLANProfile xmlns="http://www.microsoft.com/networking/WLAN/profile/v1">'
        "<name>Photon-ABCD</name>"
        "<SSIDConfig><SSID><hex>50686F746F6E2D41424344</hex><name>Photon-ABCD</name></SSID>"
        "<nonBroadcast>false</nonBroadcast></SSIDConfig>"
        "<connectionType>ESS</connectionType><connectionMode>manual</connectionMode>"
        "<MSM><security><authEncryption><authentication>open</authentication><encryption>none</encryption>"
        "<useOneX>false</useOneX></authEncryption></security></MSM></WLANProfile>"
    )


def test_a_name_with_signs_of_xml_is_escaped():
    profile = open_profile(b'Photon-<&">')
    assert "<name>Photon-&lt;&amp;&quot;&gt;</name>" in profile
    assert read(profile, "name") == 'Photon-<&">'


def test_a_name_that_is_not_utf_8_is_meant_by_its_bytes():
    profile = open_profile(b"Photon-\xff\xfe")
    assert read(profile, "SSIDConfig", "SSID", "hex") == "50686F746F6E2DFFFE"
    assert read(profile, "name") == "Photon-\u00ff\u00fe"


@given(st.binary(min_size=1, max_size=32))
def test_every_name_makes_xml_that_means_these_bytes_and_is_joined_by_hand_only(ssid):
    profile = open_profile(ssid)
    assert bytes.fromhex(read(profile, "SSIDConfig", "SSID", "hex") or "") == ssid
    assert read(profile, "connectionMode") == "manual"
    assert read(profile, "MSM", "security", "authEncryption", "authentication") == "open"
    assert read(profile, "MSM", "security", "authEncryption", "encryption") == "none"
