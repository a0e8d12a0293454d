"""How far a setup has come in a picture."""

from __future__ import annotations

from dataclasses import replace

from setup_wizard.core.device import DeviceId, DeviceIdentity
from setup_wizard.core.errors import Reason
from setup_wizard.core.wifi import Cipher, ScannedNetwork, Security, SecurityKind
from setup_wizard.workflow.facts import Facts, Purpose, Sent
from setup_wizard.workflow.networks import chosen_from_scan

WPA2 = Security(SecurityKind.WPA2, Cipher.AES)
OPEN = Security(SecurityKind.OPEN)
ENTERPRISE = Security(SecurityKind.WPA2_ENTERPRISE, Cipher.AES)
NETWORKS = tuple(
    ScannedNetwork(name.encode(), rssi_dbm, security, security_number=0, channel=6)
    for name, rssi_dbm, security in (
        ("Home", -48, WPA2),
        ("Home-Guest", -58, OPEN),
        ("Vodafone-8C41", -66, WPA2),
        ("FRITZ!Box 7590 QX", -70, WPA2),
        ("eduroam", -74, ENTERPRISE),
        ("Werkstatt", -86, WPA2),
    )
)
HOME, GUEST, EDUROAM = (chosen_from_scan(NETWORKS[place]) for place in (0, 1, 4))

CHOSEN = Facts(purpose=Purpose.OWN_ACCOUNT)
SIGNED_IN = CHOSEN.with_sign_in("ana@example.com")
JOINED = SIGNED_IN.with_device(DeviceIdentity(DeviceId("1f0034000747343232361234"), claimed_once=False))
SCANNED = replace(JOINED, networks=NETWORKS)
SENT = SCANNED.with_network(HOME).with_sent(Sent(None, reply_seen=True))
PROVEN = SENT.with_proof(Reason.CLAIMED, "Garden Sensor 7QK2")
ONLY_LEFT = replace(SENT, purpose=Purpose.WIFI_ONLY, username=None).with_proof(Reason.LEFT_SETUP_MODE)
