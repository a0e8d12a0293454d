"""The profile by which Windows joins an open network once, without storing it."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from setup_wizard.core.wifi import ssid_text

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAMESPACE = "http://www.microsoft.com/networking/WLAN/profile/v1"


def open_profile(ssid: bytes) -> str:
    """The XML of a profile for the open network `ssid`.

    `<hex>` decides which network is meant, the names are for people. `manual` is written out because a profile without
    a mode is joined by itself whenever it is in range (Windows docs: WLAN_profile schema).
    """
    name = escape(_NOT_IN_XML.sub("\ufffd", ssid_text(ssid)), {'"': "&quot;"})
    return (
        f'<?xml version="1.0"?><WLANProfile xmlns="{_NAMESPACE}"><name>{name}</name>'
        f"<SSIDConfig><SSID><hex>{ssid.hex().upper()}</hex><name>{name}</name></SSID>"
        "<nonBroadcast>false</nonBroadcast></SSIDConfig>"
        "<connectionType>ESS</connectionType><connectionMode>manual</connectionMode>"
        "<MSM><security><authEncryption><authentication>open</authentication><encryption>none</encryption>"
        "<useOneX>false</useOneX></authEncryption></security></MSM></WLANProfile>"
    )
