"""A Photon's USB port: the console behind it in setup mode, and what the rates it is opened at set off."""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path

from setup_wizard.simulator.console import After, Console
from setup_wizard.simulator.console_line import ConsoleLine
from setup_wizard.simulator.console_wifi import WifiDialogue
from setup_wizard.simulator.log import RequestLog
from setup_wizard.simulator.photon import Photon
from setup_wizard.simulator.pseudo_port import PseudoPort, UnpluggedError

_LISTEN_BAUD = 28800
_DFU_BAUD = 14400
_IDLE_S = 0.01
_ABORTS = b"aA"
_ABORTED = b"\r\nAborted by user.\r\n"


class _ListeningChangedError(Exception):
    """Setup mode ended, or began anew; a dialogue ends there."""


class UsbConsole:
    """Follows its Photon: the port `link` is there while that has power.

    What is sent outside setup mode is lost. Opening the port at 28800 baud enters setup mode, before 0.5.0 the YMODEM
    flasher, which answers nothing until it is aborted with `a` or setup mode begins; 14400 baud starts the bootloader,
    where there is no port (firmware: system_update.cpp). Keys and rates are logged, what is typed in a dialogue never.
    """

    def __init__(self, photon: Photon, log: RequestLog, link: Path) -> None:
        self._photon = photon
        self._log = log
        self._link = link
        self._plugged: _Plugged | None = None
        photon.watch_usb(self._follow)
        photon.watch_listening(self._listening_starts)

    def _follow(self, on_usb: bool) -> None:
        if on_usb:
            self._plugged = _Plugged(self._photon, self._log, self._link)
        elif self._plugged:
            self._plugged.unplug()
            self._plugged = None

    def _listening_starts(self) -> None:
        if self._plugged:
            self._plugged.listening_starts()


class _Plugged:
    """The time from plugging in to unplugging, with its thread."""

    def __init__(self, photon: Photon, log: RequestLog, link: Path) -> None:
        self._photon = photon
        self._log = log
        self._listening_session = self._ended_session = self._acts_in = 0
        self._serves = False
        self._flashing = False
        self._port = PseudoPort(link, self._look_around)
        self._baud = self._port.baud()
        hardware, faults, stopwatch = photon.hardware, photon.faults, photon.stopwatch
        char_s = stopwatch.console_char_s if hardware.firmware.is_old else 0.0
        self._line = ConsoleLine(self._port, faults, char_s, photon.unplug)
        self._console = Console(hardware, self._line, WifiDialogue(hardware, self._line, faults, stopwatch), self._note)
        self._thread = threading.Thread(target=self._run, name="photon-usb")
        self._thread.start()

    def listening_starts(self) -> None:
        """Setup mode is about to begin: the console starts from nothing."""
        self._port.discard()
        self._flashing = False
        self._listening_session += 1

    def unplug(self) -> None:
        """Take the port away and end the thread."""
        self._port.unplug()
        self._thread.join()
        self._port.close()

    def _run(self) -> None:
        with contextlib.suppress(UnpluggedError):
            while True:
                with contextlib.suppress(_ListeningChangedError):
                    self._act(self._listening_session)

    def _act(self, session: int) -> None:
        """Do the next thing, as long as setup mode does not begin anew."""
        self._acts_in = session
        if self._flashing:
            self._flash()
        elif self._photon.listening and session != self._ended_session:
            self._serve(session)
        else:
            self._port.pause(_IDLE_S)

    def _serve(self, session: int) -> None:
        self._serves = True
        try:
            after = self._console.handle(self._line.read_key())
        finally:
            self._serves = False
        self._flashing = after is After.FLASHER
        if after in (After.LEAVE_LISTENING, After.LISTEN_AGAIN):
            # Nothing is answered from here on, though the Photon's own thread has yet to act.
            self._ended_session = session
            (self._photon.leave_listening if after is After.LEAVE_LISTENING else self._photon.press_setup)()

    def _flash(self) -> None:
        while self._port.read() not in _ABORTS:
            pass
        self._flashing = False
        self._port.write(_ABORTED)

    def _look_around(self) -> None:
        self._follow_baud()
        if self._acts_in != self._listening_session or (self._serves and not self._photon.listening):
            raise _ListeningChangedError

    def _follow_baud(self) -> None:
        baud = self._port.baud()
        if baud == self._baud:
            return
        self._baud = baud
        if baud == _DFU_BAUD:
            self._photon.enter_dfu()
        elif baud == _LISTEN_BAUD:
            if not self._photon.listening:
                self._enter_listening()
        else:
            return
        # Last: who reads the log knows then that the rate was obeyed.
        self._note(str(baud))

    def _enter_listening(self) -> None:
        if self._photon.hardware.firmware.at_least(0, 5):
            self._photon.press_setup()
        else:
            self._flashing = True

    def _note(self, what: str) -> None:
        self._log.note("photon", f"usb {what}", self._photon.hardware.device_id)
