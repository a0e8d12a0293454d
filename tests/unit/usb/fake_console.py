"""A fake console of bytes, as the firmware's own source describes it; faults are told prompt by prompt."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field

from setup_wizard.core.device import DeviceId
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.usb import UsbPort
from setup_wizard.usb.line import Speed
from setup_wizard.usb.photon import UsbPhoton

DEVICE_ID = DeviceId("3b0021000947343337373738")
MAC_ADDRESS = "6c:0b:84:1a:2b:3c"
PORT = UsbPort("/dev/ttyACM0", DEVICE_ID)
FACTOR = 0.01
"""How much quicker than in life the client loses its patience where nothing will come."""

WEP, WPA, WPA2, WPA2_ENTERPRISE = 1, 2, 3, 5
AES, TKIP, NOT_SET = 1, 2, 0

Typed = Generator[None, bytes, bytes]
Keys = Generator[None, bytes, None]


@dataclass(frozen=True)
class Seen:
    """A network in the device's own scan."""

    security: int
    cipher: int = AES


@dataclass
class Stored:
    """What the dialogue left in the device."""

    ssid: bytes = b""
    security: int = -1
    cipher: int = NOT_SET
    password: bytes = b""
    eap: int = -1
    identity: bytes = b""
    outer_identity: bytes = b""
    certificate: bytes = b""
    private_key: bytes = b""
    root_ca: bytes = b""


Fault = Callable[["FakeConsole", bytes], bytes]
"""Gets a prompt's text and says what is printed instead."""


@dataclass
class FakeConsole:
    """A `Line` with a device behind it. It answers while it listens; the text comes in pieces of `piece_bytes`."""

    version: str = "2.3.1"
    air: dict[bytes, Seen] = field(default_factory=dict)
    listens: bool = True
    echoes: bool = True
    echoes_keys: bool = False
    has_version: bool = True
    piece_bytes: int = 1 << 20
    piece_s: float = 0.0
    """How long each piece takes."""
    late_s: float = 0.0
    """How long it takes until anything is printed."""
    faults: dict[str, Fault] = field(default_factory=dict)
    loves: bytes = b"Particle"
    saves: bool = True

    def __post_init__(self) -> None:
        self.claimed = "no"
        self.claim_code = b""
        self.saved: Stored | None = None
        self.prompts: list[str] = []
        self.speeds: list[Speed] = []
        self.received = b""
        self.is_gone = False
        self.is_mute = False
        self.is_open = False
        self.cuts: Iterator[int] | None = None
        self._input = bytearray()
        self._output = bytearray()
        self._late = b""
        self._begins_s = 0.0
        self._empty_reads = 0
        self._nothing_comes = threading.Event()
        self._device = self._keys()
        next(self._device)

    @property
    def generation(self) -> tuple[int, int]:
        major, minor = self.version.split(".")[:2]
        return int(major), int(minor)

    def opened(self, name: str, speed: Speed) -> FakeConsole:
        """As `OpenLine`."""
        assert not self.is_open
        if self.is_gone:
            raise SetupError(Reason.NO_USB_PHOTON, "could not open port")
        self.speeds.append(speed)
        self.is_open = True
        if speed is Speed.ENTER_LISTENING and self.generation >= (0, 5):
            self.listens = True
        return self

    def photon(self, *, budget_factor: float = 1.0) -> UsbPhoton:
        return UsbPhoton(PORT, self.opened, budget_factor=budget_factor)

    # What the client sees.

    def read(self) -> bytes:
        assert self.is_open
        if self._output and time.monotonic() >= self._begins_s:
            self._nothing_comes.wait(self.piece_s)
            size = next(self.cuts, 1 << 20) if self.cuts else self.piece_bytes
            piece = bytes(self._output[:size])
            del self._output[:size]
            return piece
        if self.is_gone:
            raise SetupError(Reason.UNPLUGGED, "read failed: [Errno 5] Input/output error")
        self._nothing_comes.wait(0.001)
        if self._late:
            self._empty_reads -= 1
            if not self._empty_reads:
                self._output += self._late
                self._late = b""
        return b""

    def write(self, data: bytes) -> None:
        assert self.is_open
        if self.is_gone:
            raise SetupError(Reason.UNPLUGGED, "write failed: [Errno 5] Input/output error")
        self.received += data
        self._input += data
        while self._input and self.listens and not self.is_gone:
            byte = self._input[:1]
            del self._input[:1]
            self._device.send(bytes(byte))

    def close(self) -> None:
        self.is_open = False

    # What faults do.

    def unplug(self, _text: bytes = b"") -> bytes:
        self.is_gone = True
        return b""

    def fall_silent(self, _text: bytes = b"") -> bytes:
        self.is_mute = True
        return b""

    def come_late(self, text: bytes) -> bytes:
        """After some reads that found nothing."""
        self._late, self._empty_reads = text, 5
        return b""

    # What the firmware does.

    def print(self, text: bytes) -> None:
        if not (self.is_mute or self.is_gone):
            if not self._output:
                self._begins_s = time.monotonic() + self.late_s
            self._output += text

    def _say(self, name: str, text: bytes) -> None:
        self.prompts.append(name)
        fault = self.faults.get(name)
        self.print(fault(self, text) if fault else text)

    def _read_line(self, most_bytes: int, *, discards: bool = True) -> Typed:
        line = bytearray()
        while True:
            byte = yield
            if len(line) == most_bytes or byte in (b"\r", b"\n"):
                break
            if byte in (b"\b", b"\x7f"):
                if not line:
                    continue
                line.pop()
            else:
                line += byte
            if self.echoes:
                self.print(byte)
        self.print(b"\r\n")
        if discards:
            self._input.clear()
        return bytes(line.split(b"\0")[0])

    def _read_lines(self, most_bytes: int) -> Typed:
        text, left = b"", most_bytes
        while left > 3:
            line = yield from self._read_line(left, discards=False)
            left -= len(line)
            if not line:
                return text
            text += line + b"\r\n"
        self._input.clear()
        return text

    def _ask(self, name: str, text: bytes, most_bytes: int) -> Typed:
        self._say(name, text)
        return (yield from self._read_line(most_bytes))

    def _digit(self, name: str, text: bytes, allowed: bytes) -> Generator[None, bytes, int]:
        while True:
            digit = yield from self._ask(name, text, 1)
            if digit and digit in allowed:
                return int(digit)

    def _keys(self) -> Keys:
        while True:
            key = yield
            if self.echoes_keys:
                self.print(key + b"\r\n")
            if key == b"i":
                self._say("i", b"Your device id is %s\r\n" % DEVICE_ID.upper().encode())
            elif key == b"v" and self.has_version:
                self._say("v", b"system firmware version: %s\n\r\n" % self.version.encode())
            elif key == b"m":
                self._say("m", b"Your device MAC address is\r\n%s\r\n" % MAC_ADDRESS.upper().encode())
            elif key == b"w":
                yield from self._dialogue()
            elif key == b"c" and self.generation >= (0, 6):
                self._say("c", b"Device claimed: %s\r\n" % self.claimed.encode())
            elif key == b"C" and self.generation >= (0, 6):
                yield from self._claim()

    def _claim(self) -> Keys:
        code = yield from self._ask("C", b"Enter 63-digit claim code: ", 63)
        if len(code) == 63:
            self.claim_code = code
            self._say("code set", b"Claim code set to: %s\r\n" % code)
        else:
            self._say("code set", b"Sorry, claim code is not 63 characters long. Claim code unchanged.\r\n")

    def _dialogue(self) -> Keys:
        stored = Stored()
        if self.generation >= (0, 7):
            while not stored.ssid:
                stored.ssid = yield from self._ask("SSID", b"SSID: ", 32)
            yield from self._find(stored)
        else:
            stored.ssid = yield from self._ask("SSID", b"SSID: ", 32)
            text = b"Security 0=unsecured, 1=WEP, 2=WPA, 3=WPA2: "
            stored.security = yield from self._digit("security", text, b"0123")
            if stored.security > WEP and stored.ssid not in self.air:
                stored.cipher = yield from self._ask_cipher()
        if stored.security in (WEP, WPA, WPA2):
            stored.password = yield from self._ask("password", b"Password: ", 64)
        elif stored.security > WPA2:
            yield from self._enterprise(stored)
        self._save(stored)

    def _find(self, stored: Stored) -> Keys:
        seen = self.air.get(stored.ssid)
        if seen is None:
            text = b"Security 0=unsecured, 1=WEP, 2=WPA, 3=WPA2, 4=WPA Enterprise, 5=WPA2 Enterprise: "
            stored.security = yield from self._digit("security", text, b"012345")
        else:
            stored.security, stored.cipher = seen.security, seen.cipher
        if stored.cipher == NOT_SET:
            stored.cipher = yield from self._ask_cipher()

    def _ask_cipher(self) -> Generator[None, bytes, int]:
        return (yield from self._digit("cipher", b"Security Cipher 1=AES, 2=TKIP, 3=AES+TKIP: ", b"123"))

    def _enterprise(self, stored: Stored) -> Keys:
        stored.eap = yield from self._digit("EAP type", b"EAP Type 0=PEAP/MSCHAPv2, 1=EAP-TLS: ", b"01")
        if stored.eap == 1:
            self._say("client certificate", b"Client certificate in PEM format:\r\n")
            stored.certificate = yield from self._read_lines(4095)
            self._say("private key", b"Private key in PEM format:\r\n")
            stored.private_key = yield from self._read_lines(2047)
        else:
            stored.identity = yield from self._ask("username", b"Username: ", 64)
            stored.password = yield from self._ask("password", b"Password: ", 64)
        stored.outer_identity = yield from self._ask("outer identity", b"Outer identity (optional): ", 64)
        self._say("root CA", b"Root CA in PEM format (optional):\r\n")
        stored.root_ca = yield from self._read_lines(4095)

    def _save(self, stored: Stored) -> None:
        self._say("thanks", b"Thanks! Wait while I save those credentials...\r\n\r\n")
        if self.is_gone or self.is_mute:
            return
        if not self.saves or not self._is_valid(stored):
            self._say("not saved", b"Derp. Sorry, we couldn't save the credentials.\r\n\r\n")
            return
        self.saved = stored
        self._say("saved", b"Awesome. Now we'll connect!\r\n\r\nIf you see a pulsing cyan light, your device\r\n")
        self._say("leaving", b"has connected ...\r\n\r\n    %s <3 you!\r\n\r\n" % self.loves)
        self.listens = False

    def _is_valid(self, stored: Stored) -> bool:
        if stored.security > WPA2:
            return bool(stored.certificate and stored.private_key) if stored.eap == 1 else bool(stored.identity)
        if self.generation < (0, 7) or not stored.security:
            return True
        return len(stored.password) in (range(5, 59) if stored.security == WEP else range(8, 65))


@dataclass(frozen=True)
class Papers:
    """What an EAP-TLS client holds, in PEM with LF."""

    certificate: str
    private_key: str
    root_ca: str
