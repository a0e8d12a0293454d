"""How far a setup has come in a picture."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from setup_wizard.core.account import OAuthClient, TokenKind
from setup_wizard.core.device import DeviceId, DeviceIdentity
from setup_wizard.core.errors import Reason
from setup_wizard.core.host_wifi import Adapter, AdapterState, VisibleNetwork
from setup_wizard.core.product import Product
from setup_wizard.core.secret import Secret
from setup_wizard.core.usb import UsbPort
from setup_wizard.core.wifi import Cipher, ScannedNetwork, Security, SecurityKind
from setup_wizard.workflow.facts import ChosenNetwork, Facts, Purpose, Sent
from setup_wizard.workflow.networks import chosen_from_scan
from setup_wizard.workflow.news import Change
from setup_wizard.workflow.restore import Place, Report

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

PHOTONS = tuple(
    VisibleNetwork(name, is_open=True, signal_percent=signal_percent)
    for name, signal_percent in ((b"Photon-7QK2", 91), (b"Photon-M3XD", 64), (b"Photon-0WTP", 22))
)
ADAPTERS = (
    Adapter("wlan1", "TP-Link USB Wi-Fi", AdapterState.IDLE),
    Adapter("wlan0", "Intel Wi-Fi 6", AdapterState.CONNECTED),
)

P1_ID = DeviceId("2e003a000247373336373535")
PORTS = (
    UsbPort("/dev/ttyACM0", DeviceId("1f0034000747343232361234")),
    UsbPort("/dev/ttyACM1", DeviceId("1f0034000747343232365d0a")),
    UsbPort("/dev/ttyACM2", P1_ID, is_p1=True),
)
PLUGGED_IN = SIGNED_IN.with_cable(PORTS[0])
BY_CABLE = PLUGGED_IN.with_device(DeviceIdentity(DeviceId("1f0034000747343232361234"), False, firmware="2.3.1"))
FOUND_OUT = ChosenNetwork(b"Home", Security(SecurityKind.UNKNOWN))
SENT_BY_CABLE = BY_CABLE.with_network(FOUND_OUT).with_sent(Sent(None, reply_seen=True))

GARDEN = Product(12043, "Garden Sensor", "garden-sensor-v7", 6)
PRODUCTS = (
    GARDEN,
    Product(11876, "Greenhouse Relay", "greenhouse-relay-v2", 6),
    Product(9310, "Lab Bench", "lab-bench-v1", 8),
    Product(13377, "Pump Logger", "pump-logger-v1", 6),
    Product(14020, "Asset Rover", "asset-rover-v3", 13),
)
CLIENT = OAuthClient("garden-sensor-4711", Secret("5b0d8f1c" * 5))
FOR_CUSTOMER = Facts(purpose=Purpose.CUSTOMER)
BY_TEAM = FOR_CUSTOMER.with_sign_in("ana@example.com")
BY_CLIENT = FOR_CUSTOMER.with_sign_in(CLIENT.client_id, TokenKind.PRODUCT)
IN_PRODUCT = BY_TEAM.with_product(GARDEN)
FOR_BEN = IN_PRODUCT.with_customer("ben@example.com")
SENT_FOR_BEN = replace(SENT, purpose=Purpose.CUSTOMER, product=GARDEN, customer="ben@example.com")
PROVEN_FOR_BEN = SENT_FOR_BEN.with_proof(Reason.CLAIMED, "Garden Sensor 7QK2")
IN_PRODUCT_ONLY = replace(SENT_FOR_BEN, purpose=Purpose.PRODUCT_DEVICE, customer=None).with_proof(Reason.ONLINE)
RETURNED = Facts(purpose=Purpose.RESTORE).with_sign_in("ana@example.com")
DEVICE = DeviceId("1f0034000747343232361234")
PLACE = Place(
    GARDEN,
    "ben@example.com",
    name="Garden Sensor 7QK2",
    last_heard=datetime(2026, 11, 2, 9, 41, tzinfo=UTC),
)
GIVEN_BACK = Report(PLACE, Place(last_heard=PLACE.last_heard), (Change.UNCLAIM, Change.REMOVE), ())
RESTORED = replace(RETURNED, expected_device_id=DEVICE, product=GARDEN).with_proof(Reason.RESTORED)
ONLY_LEFT = replace(SENT, purpose=Purpose.WIFI_ONLY, username=None).with_proof(Reason.LEFT_SETUP_MODE)
