"""The Photon's commands behind both transports: what they answer, write by write, and what they do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from setup_wizard.simulator import configure
from setup_wizard.simulator.air import Air, Network
from setup_wizard.simulator.device_key import DeviceKey
from setup_wizard.simulator.faults import Fault, Faults
from setup_wizard.simulator.flash import Firmware, Flash
from setup_wizard.simulator.jsmn import Kind, MalformedError, Token, read_members
from setup_wizard.simulator.latency import Stopwatch
from setup_wizard.simulator.log import RequestLog
from setup_wizard.simulator.security import is_stored_as_given

Pause = Callable[[float], None]
"""Waits so many seconds; raises when the server is closed meanwhile, which ends the command."""

Writes = list[bytes]
"""What a command writes, each write by itself, because over HTTP each becomes a chunk."""


class Command(StrEnum):
    """The commands by their names on the wire."""

    VERSION = "version"
    DEVICE_ID = "device-id"
    SCAN_AP = "scan-ap"
    CONFIGURE_AP = "configure-ap"
    CONNECT_AP = "connect-ap"
    PUBLIC_KEY = "public-key"
    SET = "set"


@dataclass(frozen=True, slots=True)
class Hardware:
    """What the commands work on."""

    device_id: str
    firmware: Firmware
    key: DeviceKey
    flash: Flash
    air: Air


class RejectedError(ValueError):
    """The request was not understood: the firmware answers without a body (firmware: softap.cpp, execute)."""


class Commands:
    """Executes commands, one at a time for each transport."""

    def __init__(self, hardware: Hardware, faults: Faults, stopwatch: Stopwatch, log: RequestLog) -> None:
        self._hardware = hardware
        self._faults = faults
        self._stopwatch = stopwatch
        self._log = log

    def execute(self, command: Command, body: bytes, pause: Pause) -> Writes:
        """The writes of the answer; none for a rejected request."""
        self._log.note("photon", command)
        try:
            writes = self._execute(command, body, pause)
        except RejectedError:
            return []
        return self._distorted(command, writes)

    def _execute(self, command: Command, body: bytes, pause: Pause) -> Writes:
        match command:
            case Command.VERSION:
                return [b'{"v":2}']
            case Command.DEVICE_ID:
                claimed = b"1" if self._hardware.flash.claimed else b"0"
                device_id = self._hardware.device_id.upper().encode()
                return [b"{", *_text_member(b"id", device_id), b",", *_text_member(b"c", claimed), b"}"]
            case Command.SCAN_AP:
                return self._scan(pause)
            case Command.CONFIGURE_AP:
                return _result(self._configure(body, pause))
            case Command.CONNECT_AP:
                return _result(0)
            case Command.PUBLIC_KEY:
                digits = self._hardware.key.public_field().hex().upper().encode()
                nibbles = [digits[i : i + 1] for i in range(len(digits))]
                return [b"{", b'"b":"', *nibbles, b'"', b",", *_number_member(b"r", 0), b"}"]
            case Command.SET:
                return _result(self._set(body))

    def _work(self, seconds: float, pause: Pause) -> None:
        pause(seconds)
        self._stopwatch.spent(seconds)

    def _scan(self, pause: Pause) -> Writes:
        self._work(self._stopwatch.scan_s(), pause)
        seen = [] if self._faults.setting(Fault.EMPTY_SCAN) else self._hardware.air.scan()
        writes = [b'{"scans":[']
        for network in (one for one in seen if not one.ssid.startswith(b"\0")):
            writes += [b","] if len(writes) > 1 else []
            writes += _scan_entry(network)
        return [*writes, b"]}"]

    def _configure(self, body: bytes, pause: Pause) -> int:
        hardware = self._hardware
        request = configure.Request()
        old = hardware.firmware.is_old
        for name, value in _members(
            body, configure.OLD_KEYS if old else (*configure.NUMBER_KEYS, *configure.TEXT_KEYS)
        ):
            if value.kind is not (Kind.PRIMITIVE if name in configure.NUMBER_KEYS else Kind.STRING):
                raise RejectedError(f"{name} has the wrong type")
            if name != "idx":
                setattr(request, name, value.raw.split(b"\0", 1)[0])
        if not old and not is_stored_as_given(configure.atoi(request.sec)):
            self._work(self._stopwatch.configure_s(), pause)
        return configure.save(
            request, firmware=hardware.firmware, key=hardware.key, air=hardware.air, flash=hardware.flash
        )

    def _set(self, body: bytes) -> int:
        texts = {"k": b"", "v": b""}
        for name, value in _members(body, tuple(texts)):
            if value.kind is not Kind.STRING:
                raise RejectedError(f"{name} has the wrong type")
            texts[name] = value.raw
        if texts["k"][:2] != b"cc" or not texts["v"]:
            return -1
        self._hardware.flash.store_claim_code(texts["v"])
        return 0

    def _distorted(self, command: Command, writes: Writes) -> Writes:
        """The answer as the faults that are on want it."""
        settings = ((fault, self._faults.setting(fault, command)) for fault in _DISTORTIONS)
        for fault, setting in settings:
            if setting:
                return _DISTORTIONS[fault](b"".join(writes), setting.result)
        return writes


def _members(body: bytes, known: tuple[str, ...]) -> list[tuple[str, Token]]:
    """The members of a request; raises `RejectedError` for a key that is not known and for what is no object."""
    members = []
    try:
        for key, value in read_members(body):
            name = key.raw.decode("latin-1")
            if name not in known:
                raise RejectedError(f"unknown key {name!r}")
            members.append((name, value))
    except MalformedError as exc:
        raise RejectedError(str(exc)) from exc
    return members


def _text_member(name: bytes, value: bytes) -> Writes:
    return [b'"', name, b'"', b":", b'"', value, b'"']


def _number_member(name: bytes, value: int) -> Writes:
    return [b'"', name, b'"', b":", str(value).encode()]


def _result(value: int) -> Writes:
    return [b"{", *_number_member(b"r", value), b"}"]


def _scan_entry(network: Network) -> Writes:
    """One access point: the SSID's bytes between quotes, neither escaped nor checked, cut at a NUL."""
    members = (
        _text_member(b"ssid", network.ssid.split(b"\0", 1)[0]),
        _number_member(b"rssi", network.rssi_dbm),
        _number_member(b"sec", network.security),
        _number_member(b"ch", network.channel),
        _number_member(b"mdr", network.max_rate_kbit_s),
    )
    writes = [b"{"]
    for index, member in enumerate(members):
        writes += [b",", *member] if index else member
    return [*writes, b"}"]


def _wrong_types(_answer: bytes, _result: int) -> Writes:
    return [b'{"v":"two","id":24,"c":1,"scans":{},"b":false,"r":"0"}']


_DISTORTIONS: Mapping[Fault, Callable[[bytes, int], Writes]] = {
    Fault.PREAMBLE_ONLY: lambda _answer, _result: [],
    Fault.GARBAGE: lambda _answer, _result: [bytes(range(0x80, 0x100)) + b"\0not json"],
    Fault.HTML: lambda _answer, _result: [b"<!DOCTYPE html><html><body><h1>Sign in to the network</h1></body></html>"],
    Fault.TRUNCATED: lambda answer, _result: [answer[: max(1, len(answer) - 2)]],
    Fault.WRONG_TYPES: _wrong_types,
    Fault.RESULT_CODE: lambda _answer, result: [f'{{"r":{result}}}'.encode()],
    Fault.HUGE_REPLY: lambda _answer, _result: [b'{"scans":[' + b" " * 10_000_000 + b"]}"],
}
