"""The real port, of which a pseudo terminal is one."""

from __future__ import annotations

import contextlib
import errno
import os
import select
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.core.usb import UsbPort
from setup_wizard.core.wifi import Cipher, EapMethod, Enterprise, Security, SecurityKind, WifiCredentials
from setup_wizard.usb.line import SerialLine, Speed, callout_name, open_reason
from setup_wizard.usb.photon import UsbPhoton
from setup_wizard.usb.service import Usb
from tests.patience import PATIENCE_S
from tests.unit.usb.fake_console import DEVICE_ID, FakeConsole

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo terminals")


class Plugged:
    """A fake console at a pseudo terminal, with a thread that carries the bytes."""

    def __init__(self, console: FakeConsole) -> None:
        import pty
        import tty

        self.console = console.opened("", Speed.CONSOLE)
        self.master, self._slave = pty.openpty()
        tty.setraw(self._slave)
        self.name = os.ttyname(self._slave)
        self._end, self._wake = os.pipe()
        self._thread = threading.Thread(target=self._carry)
        self._thread.start()

    def photon(self) -> UsbPhoton:
        # It answers always: no budget may end because the machine stood still.
        return Usb(budget_factor=20.0).open(UsbPort(self.name))

    def unplug(self) -> None:
        if self._thread.is_alive():
            os.write(self._wake, b"x")
            self._thread.join(PATIENCE_S)
            for descriptor in (self.master, self._slave, self._end, self._wake):
                os.close(descriptor)

    def _carry(self) -> None:
        while True:
            readable, _, _ = select.select([self.master, self._end], [], [])
            if self._end in readable:
                return
            self.console.write(os.read(self.master, 4096))
            while text := self.console.read():
                os.write(self.master, text)


@pytest.fixture
def plugged() -> Iterator[Plugged]:
    device = Plugged(FakeConsole(air={}))
    yield device
    device.unplug()


@posix_only
def test_whole_setup_over_a_port(plugged, cancel):
    photon = plugged.photon()
    assert photon.identify(cancel).device_id == DEVICE_ID
    photon.set_claim_code(Secret("x" * 63), cancel)
    security = Security(SecurityKind.WPA2, Cipher.AES)
    photon.configure(WifiCredentials("Café ☕".encode(), security, password=Secret('"\\ eight "')), cancel)
    assert (plugged.console.saved.ssid, plugged.console.saved.password) == ("Café ☕".encode(), b'"\\ eight "')
    assert plugged.console.claim_code == b"x" * 63


@posix_only
def test_certificates_go_over_a_port_line_by_line(plugged, papers, cancel):
    enterprise = Enterprise(
        EapMethod.TLS,
        ca_pem=papers.root_ca * 5,
        client_certificate_pem=papers.certificate,
        private_key_pem=Secret(papers.private_key),
    )
    security = Security(SecurityKind.WPA2_ENTERPRISE, Cipher.AES)
    plugged.photon().configure(WifiCredentials(b"Office", security, enterprise=enterprise), cancel)
    assert plugged.console.saved.root_ca == (papers.root_ca * 5).replace("\n", "\r\n").encode()
    assert plugged.console.saved.private_key == papers.private_key.replace("\n", "\r\n").encode()


@posix_only
def test_port_that_another_program_has_is_busy(plugged):
    first = SerialLine(plugged.name, Speed.CONSOLE)
    with contextlib.closing(first), pytest.raises(SetupError) as caught:
        SerialLine(plugged.name, Speed.CONSOLE)
    assert caught.value.reason is Reason.PORT_BUSY
    SerialLine(plugged.name, Speed.CONSOLE).close()


@posix_only
@pytest.mark.parametrize("call", [SerialLine.read, lambda line: line.write(b"i")], ids=["read", "write"])
def test_pulled_cable_is_told_at_once(call, plugged):
    line = SerialLine(plugged.name, Speed.CONSOLE)
    plugged.unplug()
    with contextlib.closing(line), pytest.raises(SetupError) as caught:
        call(line)
    assert caught.value.reason is Reason.UNPLUGGED


@posix_only
def test_device_that_takes_no_more_is_unreachable(monkeypatch):
    import pty

    monkeypatch.setattr("setup_wizard.usb.line.WRITE_TIMEOUT_S", 0.05)
    master, slave = pty.openpty()
    line = SerialLine(os.ttyname(slave), Speed.CONSOLE)
    with contextlib.closing(line), pytest.raises(SetupError) as caught:
        line.write(b"x" * 1_000_000)
    os.close(master)
    os.close(slave)
    assert caught.value.reason is Reason.DEVICE_UNREACHABLE


@posix_only
def test_what_is_no_port_is_no_photon(tmp_path):
    (tmp_path / "file").touch()
    for name in (tmp_path / "missing", tmp_path / "file"):
        with pytest.raises(SetupError) as caught:
            SerialLine(str(name), Speed.CONSOLE)
        assert caught.value.reason is Reason.NO_USB_PHOTON


@pytest.mark.skipif(sys.platform != "linux", reason="the others cannot be asked for a speed of no name")
@pytest.mark.parametrize("speed", Speed)
def test_speed_is_set_as_asked(speed, plugged):
    import fcntl
    import struct

    with contextlib.closing(SerialLine(plugged.name, speed)):
        answer = fcntl.ioctl(plugged.master, 0x802C542A, bytes(44))
    assert struct.unpack_from("I", answer, 40)[0] == speed


def test_speed_that_restarts_into_dfu_mode_is_none(tmp_path):
    assert 14400 not in list(Speed)
    with pytest.raises(ValueError, match="14400"):
        SerialLine(str(tmp_path / "missing"), 14400)


@pytest.mark.parametrize(
    ("error", "platform", "reason"),
    [
        (OSError(errno.EACCES, "could not open port"), "linux", Reason.PORT_DENIED),
        (OSError(errno.EPERM, "could not open port"), "darwin", Reason.PORT_DENIED),
        (OSError(errno.EBUSY, "could not open port"), "linux", Reason.PORT_BUSY),
        (OSError(errno.EAGAIN, "Could not exclusively lock port"), "darwin", Reason.PORT_BUSY),
        (OSError(errno.ENOENT, "could not open port"), "linux", Reason.NO_USB_PHOTON),
        (OSError("Could not configure port: (5, 'Input/output error')"), "linux", Reason.NO_USB_PHOTON),
        (OSError(errno.ENOTTY, "Inappropriate ioctl for device"), "darwin", Reason.NOT_IN_SETUP_MODE),
        (ValueError("Failed to set custom baud rate (28800)"), "linux", Reason.NOT_IN_SETUP_MODE),
        (OSError("could not open port 'COM3': PermissionError(13, '', None, 5)"), "win32", Reason.PORT_BUSY),
        (OSError("could not open port 'COM3': PermissionError(13, '', None, 32)"), "win32", Reason.PORT_BUSY),
        (OSError("went wrong. Original message: PermissionError(13, '', None, 31)"), "win32", Reason.NO_USB_PHOTON),
        (OSError("ClearCommError failed (PermissionError(13, '', None, 22))"), "win32", Reason.NO_USB_PHOTON),
        (OSError("could not open port 'COM3': PermissionError(13, '', None, 1167)"), "win32", Reason.NO_USB_PHOTON),
        (OSError("could not open port 'COM3': FileNotFoundError(2, '', None, 2)"), "win32", Reason.NO_USB_PHOTON),
    ],
)
def test_port_that_does_not_open_has_a_reason(error, platform, reason):
    assert open_reason(error, platform) is reason


@pytest.mark.parametrize(
    ("name", "platform", "opened"),
    [
        ("/dev/tty.usbmodem14101", "darwin", "/dev/cu.usbmodem14101"),
        ("/dev/cu.usbmodem14101", "darwin", "/dev/cu.usbmodem14101"),
        ("/dev/ttyACM0", "linux", "/dev/ttyACM0"),
        ("COM3", "win32", "COM3"),
    ],
)
def test_macos_port_is_opened_by_the_name_that_does_not_wait(name, platform, opened):
    assert callout_name(name, platform) == opened


def test_pyserial_is_not_imported_before_it_is_needed():
    code = "import sys, setup_wizard.usb.service; sys.exit('serial' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
