"""The console's Wi-Fi dialogue, for both generations of it (firmware: system_setup.cpp, wlan_hal.cpp)."""

from __future__ import annotations

from cryptography import x509
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from setup_wizard.simulator.air import EAP_PEAP, EAP_TLS, Enterprise, Network, Profile
from setup_wizard.simulator.commands import Hardware
from setup_wizard.simulator.configure import as_stored, password_fits
from setup_wizard.simulator.console_line import ConsoleLine, Prompt, Question
from setup_wizard.simulator.faults import Fault, Faults
from setup_wizard.simulator.latency import Stopwatch
from setup_wizard.simulator.security import AES, ENTERPRISE, TKIP, WEP, WPA, WPA2, is_enterprise, is_personal, is_wep

_SECURITIES = (0, WEP, WPA, WPA2, WPA | ENTERPRISE, WPA2 | ENTERPRISE)
"""By the digit that is typed."""
_CIPHERS = {b"1": AES, b"2": TKIP, b"3": AES | TKIP}
_TLS = b"1"
_LONGEST_TEXT = 64

_OLD_SSID = Question(Prompt.SSID, b"SSID: ", 32)
_SSID = Question(Prompt.SSID, b"SSID: ", 32, required=True)
_OLD_SECURITY = Question(Prompt.SECURITY, b"Security 0=unsecured, 1=WEP, 2=WPA, 3=WPA2: ", 1, b"0123")
_SECURITY = Question(
    Prompt.SECURITY,
    b"Security 0=unsecured, 1=WEP, 2=WPA, 3=WPA2, 4=WPA Enterprise, 5=WPA2 Enterprise: ",
    1,
    b"012345",
)
_CIPHER = Question(Prompt.CIPHER, b"Security Cipher 1=AES, 2=TKIP, 3=AES+TKIP: ", 1, b"123")
_PASSWORD = Question(Prompt.PASSWORD, b"Password: ", _LONGEST_TEXT)
_EAP_TYPE = Question(Prompt.EAP_TYPE, b"EAP Type 0=PEAP/MSCHAPv2, 1=EAP-TLS: ", 1, b"01")
_USERNAME = Question(Prompt.USERNAME, b"Username: ", _LONGEST_TEXT)
_CLIENT_CERTIFICATE = Question(Prompt.CLIENT_CERTIFICATE, b"Client certificate in PEM format:\r\n", 4095)
_PRIVATE_KEY = Question(Prompt.PRIVATE_KEY, b"Private key in PEM format:\r\n", 2047)
_OUTER_IDENTITY = Question(Prompt.OUTER_IDENTITY, b"Outer identity (optional): ", _LONGEST_TEXT)
_ROOT_CA = Question(Prompt.ROOT_CA, b"Root CA in PEM format (optional):\r\n", 4095)

_THANKS = b"Thanks! Wait while I save those credentials...\r\n\r\n"
_AWESOME = (
    b"Awesome. Now we'll connect!\r\n\r\n"
    b"If you see a pulsing cyan light, your device \r\n"
    b"has connected to the Cloud and is ready to go!\r\n\r\n"
    b"If your LED flashes red or you encounter any other problems,\r\n"
    b"visit https://www.particle.io/support to debug.\r\n\r\n"
    b"    Particle <3 you!\r\n\r\n"
)
_DERP = b"Derp. Sorry, we couldn't save the credentials.\r\n\r\n"


class WifiDialogue:
    """One run of `w`."""

    def __init__(self, hardware: Hardware, line: ConsoleLine, faults: Faults, stopwatch: Stopwatch) -> None:
        self._hardware = hardware
        self._line = line
        self._faults = faults
        self._stopwatch = stopwatch

    def run(self) -> bool:
        """Ask, store and say how it went; whether a network was stored, which ends setup mode."""
        profile = self._old_profile() if self._hardware.firmware.is_old else self._profile()
        saved = profile is not None and not self._faults.setting(Fault.SAVE_FAILS)
        if profile and saved:
            self._hardware.flash.store(profile)
        self._line.say(Prompt.OUTCOME, _AWESOME if saved else _DERP)
        return saved

    def _old_profile(self) -> Profile | None:
        """Before 0.7.0: the security is always asked for, the cipher only where no scan tells; nothing is checked."""
        ssid = self._line.ask(_OLD_SSID)
        number = _SECURITIES[int(self._line.ask(_OLD_SECURITY))]
        cipher = 0
        if is_personal(number) and ssid and self._find(ssid) is None:
            cipher = _CIPHERS[self._line.ask(_CIPHER)]
        password = self._line.ask(_PASSWORD) if number else b""
        self._line.say(Prompt.THANKS, _THANKS)
        if not ssid:
            return None
        if not password:
            number = 0
        if is_personal(number) and not cipher:
            network = self._find(ssid)
            if network is None:
                return None
            number = network.security
        return Profile(ssid, as_stored(password, number), number | cipher)

    def _profile(self) -> Profile | None:
        """Since 0.7.0: what the scan tells is not asked for; a cipher it does not tell of open and WEP networks."""
        ssid = self._line.ask(_SSID)
        network = self._find(ssid)
        if network:
            number, cipher = network.security & ~(AES | TKIP), _told_cipher(network)
        else:
            number, cipher = _SECURITIES[int(self._line.ask(_SECURITY))], 0
            if is_personal(number) or is_enterprise(number):
                self._find(ssid)
        if not cipher:
            cipher = _CIPHERS[self._line.ask(_CIPHER)]
        enterprise, password = None, b""
        if is_enterprise(number):
            enterprise, password = self._identity()
        elif number:
            password = self._line.ask(_PASSWORD)
        self._line.say(Prompt.THANKS, _THANKS)
        if is_enterprise(number):
            return Profile(ssid, password, number | cipher, 0, enterprise) if enterprise else None
        if not password or is_wep(number):
            # The firmware adds the cipher to what it stores even here; what its driver makes of that is not known.
            number, cipher = (WEP if password else 0), 0
        number |= cipher
        return Profile(ssid, as_stored(password, number), number) if password_fits(password, number) else None

    def _identity(self) -> tuple[Enterprise | None, bytes]:
        """The enterprise identity, None where it is not complete, and the password."""
        line = self._line
        certificate, key, username, password = b"", b"", b"", b"1"
        eap = EAP_TLS if line.ask(_EAP_TYPE) == _TLS else EAP_PEAP
        if eap == EAP_TLS:
            certificate, key = line.ask_lines(_CLIENT_CERTIFICATE), line.ask_lines(_PRIVATE_KEY)
        else:
            username, password = line.ask(_USERNAME), line.ask(_PASSWORD)
        outer_identity = line.ask(_OUTER_IDENTITY) or b"anonymous"
        line.ask_lines(_ROOT_CA)
        complete = _is_certificate(certificate) and _is_key(key) if eap == EAP_TLS else bool(username and password)
        return (Enterprise(eap, username, outer_identity, certificate, key) if complete else None), password

    def _find(self, ssid: bytes) -> Network | None:
        """Scan, which takes its time; of several access points the last one counts."""
        seconds = self._stopwatch.scan_s()
        self._line.pause(seconds)
        self._stopwatch.spent(seconds)
        seen = [] if self._faults.setting(Fault.EMPTY_SCAN) else self._hardware.air.scan()
        return next((network for network in reversed(seen) if network.ssid == ssid), None)


def _told_cipher(network: Network) -> int:
    """The cipher that a scan tells: AES where both are allowed."""
    return AES if network.security & AES else network.security & TKIP


def _is_certificate(pem: bytes) -> bool:
    try:
        x509.load_pem_x509_certificate(pem)
    except ValueError:
        return False
    return True


def _is_key(pem: bytes) -> bool:
    try:
        load_pem_private_key(pem, password=None)
    except (ValueError, TypeError):
        return False
    return True
