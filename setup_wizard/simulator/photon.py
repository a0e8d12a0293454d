"""The simulated Photon: setup mode, joining, the cloud, and the light that shows it (firmware: system_task.cpp)."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Protocol

from setup_wizard.core import light as lights
from setup_wizard.core.light import Light
from setup_wizard.simulator.commands import Hardware
from setup_wizard.simulator.faults import Fault, Faults
from setup_wizard.simulator.latency import Stopwatch

_START_TIMEOUT_S = 60.0
_SHORTEST_ABSENCE_S = 0.3
"""An access point that comes back was gone at least this long, so that whoever watches for that can notice."""
_RETRY_S = 0.5


class DeviceLink(Protocol):
    """The cloud as a Photon sees it."""

    def device_connects(self, device_id: str, claim_code: bytes) -> bool:
        """A full handshake, then a claim code unless that is empty; whether the cloud answered the code."""

    def device_disconnects(self, device_id: str) -> None:
        """The connection ended; harmless when there was none."""


class _Request(Enum):
    BOOT = auto()
    LISTEN = auto()
    LEAVE_LISTENING = auto()
    ENTER_DFU = auto()
    POWER_OFF = auto()
    STOP = auto()


class _SupersededError(Exception):
    """Something else was asked for while the Photon was busy."""

    def __init__(self, request: _Request) -> None:
        super().__init__(request)
        self.request = request


@dataclass(frozen=True, slots=True)
class _State:
    light: Light = lights.NO_LIGHT
    on_usb: bool = False
    listening: bool = False
    joined: bool = False
    online: bool = False


class Photon:
    """One thread that goes from state to state; every wait in it ends when something else is asked for."""

    def __init__(self, hardware: Hardware, link: DeviceLink, faults: Faults, stopwatch: Stopwatch) -> None:
        self.hardware = hardware
        self._link = link
        self.faults = faults
        self.stopwatch = stopwatch
        self._state = _State()
        self._changed = threading.Condition()
        self._light_watchers: list[Callable[[Light], None]] = []
        self._listening_watchers: list[Callable[[], None]] = []
        self._usb_watchers: list[Callable[[bool], None]] = []
        self._requests: queue.SimpleQueue[_Request] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="photon")

    @property
    def light(self) -> Light:
        """What the light shows now."""
        return self._state.light

    @property
    def busy_s(self) -> float:
        """How long it scanned, stored networks, booted and joined so far, in seconds."""
        return self.stopwatch.busy_s

    @property
    def on_usb(self) -> bool:
        """Whether it shows up as a serial port: it has power, and is not in DFU mode."""
        return self._state.on_usb

    @property
    def listening(self) -> bool:
        """Whether it is in setup mode."""
        return self._state.listening

    @property
    def joined(self) -> bool:
        """Whether it is in a Wi-Fi network."""
        return self._state.joined

    @property
    def online(self) -> bool:
        """Whether it is connected to the cloud."""
        return self._state.online

    def watch_light(self, watcher: Callable[[Light], None]) -> None:
        """Call `watcher` with every new light, in the Photon's thread."""
        with self._changed:
            self._light_watchers.append(watcher)

    def watch_listening(self, watcher: Callable[[], None]) -> None:
        """Call `watcher` at the start of every listening session, before anybody can reach the Photon."""
        self._listening_watchers.append(watcher)

    def watch_usb(self, watcher: Callable[[bool], None]) -> None:
        """Call `watcher` whenever the serial port appears (True) or goes (False), in the Photon's thread."""
        self._usb_watchers.append(watcher)

    def wait_until(self, condition: Callable[[Photon], bool], timeout_s: float) -> bool:
        """Wait for something to become true of this Photon; False when it did not in time."""
        with self._changed:
            return self._changed.wait_for(lambda: condition(self), timeout_s)

    def start(self) -> None:
        """Plug it in, and wait for it to be in setup mode or to try its networks."""
        self._requests.put(_Request.BOOT)
        self._thread.start()
        self.wait_until(lambda photon: photon.light != lights.NO_LIGHT, _START_TIMEOUT_S)

    def stop(self) -> None:
        """End the thread."""
        self._requests.put(_Request.STOP)
        if self._thread.is_alive():
            self._thread.join()

    def press_setup(self) -> None:
        """Hold SETUP for three seconds: back to setup mode, unless it has no power."""
        self._requests.put(_Request.LISTEN)

    def leave_listening(self) -> None:
        """What `connect-ap` sets off: close setup mode and join."""
        self._requests.put(_Request.LEAVE_LISTENING)

    def enter_dfu(self) -> None:
        """What opening the serial port at 14400 baud sets off: the bootloader, until it is unplugged."""
        self._requests.put(_Request.ENTER_DFU)

    def unplug(self) -> None:
        """Take its power."""
        self._requests.put(_Request.POWER_OFF)

    def plug_in(self) -> None:
        """Give it power: it joins a stored network, or enters setup mode when it has none."""
        self._requests.put(_Request.BOOT)

    def _run(self) -> None:
        request = self._requests.get()
        while request is not _Request.STOP:
            try:
                self._act(request)
                request = self._requests.get()
            except _SupersededError as superseded:
                request = superseded.request
        self._set_on_usb(False)
        self._go_offline()
        self._set_access_point(False)

    def _act(self, request: _Request) -> None:
        match request:
            case _Request.LISTEN:
                if self.on_usb:
                    self._listen()
            case _Request.POWER_OFF:
                self._halt(lights.NO_LIGHT)
            case _Request.ENTER_DFU:
                self._halt(lights.DFU)
            case _Request.LEAVE_LISTENING:
                if self.on_usb:
                    self._connect(_SHORTEST_ABSENCE_S)
            case _Request.BOOT:
                self._set_on_usb(True)
                self._connect(0.0)

    def _connect(self, absence_s: float) -> None:
        """Join a stored network; without any, be in setup mode after so many seconds."""
        self._go_offline()
        if self.hardware.flash.profiles:
            self._join()
        else:
            self._set_access_point(False)
            if absence_s:
                self._spend(absence_s)
            self._listen()

    def _halt(self, shown: Light) -> None:
        self._set_on_usb(False)
        self._go_offline()
        self._set_access_point(False)
        self._show(shown)

    def _listen(self) -> None:
        self._go_offline()
        self._set_access_point(False)
        self.hardware.flash.profiles_are_fresh = False
        for watcher in self._listening_watchers:
            watcher()
        self._set_access_point(True)
        self._show(lights.LISTENING)

    def _join(self) -> None:
        """Join and reach the cloud. Fresh credentials that fail lead back to setup mode, others are tried for ever."""
        if not self.faults.setting(Fault.ACCESS_POINT_STAYS_UP):
            self._set_access_point(False)
        total_s = self.stopwatch.join_s()
        while not self._gets_address(total_s * 0.7):
            self._spend(max(total_s * 0.3, _SHORTEST_ABSENCE_S))
            if self.hardware.flash.profiles_are_fresh:
                self._listen()
                return
            self._spend(_RETRY_S)
        self.hardware.flash.profiles_are_fresh = False
        self._set(replace(self._state, joined=True))
        self._reach_cloud(total_s * 0.3)

    def _gets_address(self, seconds: float) -> bool:
        """Boot, join and DHCP; whether all of that worked."""
        self._show(lights.JOINING_WIFI)
        self._spend(seconds * 0.7)
        if not self._is_admitted():
            self._spend(seconds * 0.3)
            return False
        self._show(lights.GETTING_ADDRESS)
        self._spend(seconds * 0.3)
        return self.faults.setting(Fault.NO_DHCP) is None

    def _is_admitted(self) -> bool:
        if self.faults.setting(Fault.DOES_NOT_JOIN):
            return False
        return any(self.hardware.air.admits(profile) for profile in self.hardware.flash.profiles)

    def _reach_cloud(self, seconds: float) -> None:
        self._show(lights.REACHING_CLOUD)
        self._spend(seconds / 2)
        while self.faults.setting(Fault.NO_CLOUD):
            self._spend(_RETRY_S)
        self._show(lights.CLOUD_HANDSHAKE)
        self._spend(seconds / 2)
        flash = self.hardware.flash
        code = b"" if self.faults.setting(Fault.PRESENTS_NO_CLAIM) else flash.claim_code
        if self._link.device_connects(self.hardware.device_id, code):
            flash.claim_answered()
        self._set(replace(self._state, online=True))
        self._show(lights.ONLINE)

    def _go_offline(self) -> None:
        self._link.device_disconnects(self.hardware.device_id)
        self._set(replace(self._state, online=False, joined=False))

    def _spend(self, seconds: float) -> None:
        """Be busy; raises `_SupersededError`."""
        started = time.monotonic()
        try:
            request = self._requests.get(timeout=seconds)
        except queue.Empty:
            return
        finally:
            self.stopwatch.spent(time.monotonic() - started)
        raise _SupersededError(request)

    def _set_access_point(self, up: bool) -> None:
        """The servers close before the Photon says it is no longer listening, and open before it says it is."""
        self.hardware.air.set_photon_up(up)
        self._set(replace(self._state, listening=up))

    def _set_on_usb(self, on_usb: bool) -> None:
        if on_usb != self.on_usb:
            self._set(replace(self._state, on_usb=on_usb))
            for watcher in self._usb_watchers:
                watcher(on_usb)

    def _show(self, shown: Light) -> None:
        with self._changed:
            self._set(replace(self._state, light=shown))
            # Who begins to watch from here on is told of the next one only.
            watchers = tuple(self._light_watchers)
        for watcher in watchers:
            watcher(shown)

    def _set(self, state: _State) -> None:
        with self._changed:
            self._state = state
            self._changed.notify_all()
