"""Every command, over both transports, with a device that fails in every way: each call ends in time, rightly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.device import DeviceIdentity, DeviceKey
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.core.wifi import Cipher, Security, SecurityKind, WifiCredentials
from setup_wizard.softap.client import CONFIGURE_BUDGET_S, QUICK_BUDGET_S, SCAN_BUDGET_S, SoftAp
from tests.patience import PATIENCE_S

HUGE = b'{"x":"' + b"a" * 10_000_000
HTML = b"<!DOCTYPE html><html><body>Log in to the hotel</body></html>"
GARBAGE = bytes(range(128, 256)) + b"\x00\x01\x02"
DEVICE_ID = "3f0034000447343233323032"
HOME = WifiCredentials(b"home", Security(SecurityKind.WPA2, Cipher.AES), password=Secret("8letters"))


@dataclass(frozen=True)
class Command:
    """A call, the budget it has, what the device answers when all is well, and of the wrong type."""

    call: Callable[[SoftAp, DeviceKey], object]
    budget_s: float
    answer: Callable[[DeviceKey], bytes]
    wrong_types: bytes
    meant: Callable[[DeviceKey], object]


OK = b'{"r":0}'
COMMANDS = {
    "version": Command(
        lambda photon, key: photon.version(Cancel()),
        QUICK_BUDGET_S,
        lambda key: b'{"v":2}',
        b'{"v":"2"}',
        lambda key: 2,
    ),
    "device-id": Command(
        lambda photon, key: photon.identify(Cancel()),
        QUICK_BUDGET_S,
        lambda key: b'{"id":"%s","c":"0"}' % DEVICE_ID.upper().encode(),
        b'{"id":3,"c":0}',
        lambda key: DeviceIdentity(DEVICE_ID, claimed_once=False),
    ),
    "scan-ap": Command(
        lambda photon, key: [network.name for network in photon.scan(Cancel())],
        SCAN_BUDGET_S,
        lambda key: b'{"scans":[{"ssid":"home","rssi":-55,"sec":4194308,"ch":6,"mdr":72200}]}',
        b'{"scans":5}',
        lambda key: ["home"],
    ),
    "public-key": Command(
        lambda photon, key: photon.public_key(Cancel()),
        QUICK_BUDGET_S,
        lambda key: b'{"b":"%s","r":0}' % key.der.ljust(294, b"\0").hex().upper().encode(),
        b'{"b":5,"r":0}',
        lambda key: key,
    ),
    "set": Command(
        lambda photon, key: photon.set_claim_code(Secret("a/b+" * 15 + "xyz"), Cancel()),
        QUICK_BUDGET_S,
        lambda key: OK,
        b'{"r":"0"}',
        lambda key: True,
    ),
    "configure-ap": Command(
        lambda photon, key: photon.configure_with(key, HOME, Cancel()),
        CONFIGURE_BUDGET_S,
        lambda key: OK,
        b'{"r":"0"}',
        lambda key: None,
    ),
    "connect-ap": Command(
        lambda photon, key: photon.connect(Cancel()), QUICK_BUDGET_S, lambda key: OK, b'{"r":"0"}', lambda key: True
    ),
}

SUCCESS = "success"
LOST = "lost"  # connect-ap: False, no error
UNREACHABLE = Reason.DEVICE_UNREACHABLE
REJECTED = Reason.DEVICE_REJECTED_REQUEST
FOREIGN = Reason.NOT_A_PHOTON
NO_KEY = Reason.DEVICE_KEY_UNUSABLE
NOT_SEEN = Reason.NETWORK_NOT_SEEN

EXPECTED = {
    #                        version      device-id    scan-ap      public-key   set          configure-ap connect-ap
    "connect refused":      (UNREACHABLE, UNREACHABLE, UNREACHABLE, UNREACHABLE, UNREACHABLE, UNREACHABLE, UNREACHABLE),
    "reset before reading": (UNREACHABLE, UNREACHABLE, UNREACHABLE, UNREACHABLE, UNREACHABLE, UNREACHABLE, LOST),
    "reset after reading":  (UNREACHABLE, UNREACHABLE, UNREACHABLE, UNREACHABLE, UNREACHABLE, UNREACHABLE, LOST),
    "no answer":            (UNREACHABLE, UNREACHABLE, UNREACHABLE, UNREACHABLE, UNREACHABLE, UNREACHABLE, LOST),
    "answer after budget":  (UNREACHABLE, UNREACHABLE, UNREACHABLE, UNREACHABLE, UNREACHABLE, UNREACHABLE, LOST),
    "drips past budget":    (UNREACHABLE, UNREACHABLE, UNREACHABLE, UNREACHABLE, UNREACHABLE, UNREACHABLE, LOST),
    "no close":             (SUCCESS,     SUCCESS,     SUCCESS,     SUCCESS,     SUCCESS,     SUCCESS,     SUCCESS),
    "single bytes":         (SUCCESS,     SUCCESS,     SUCCESS,     SUCCESS,     SUCCESS,     SUCCESS,     SUCCESS),
    "never stops":          (SUCCESS,     SUCCESS,     SUCCESS,     SUCCESS,     SUCCESS,     SUCCESS,     SUCCESS),
    "empty":                (REJECTED,    REJECTED,    REJECTED,    REJECTED,    REJECTED,    REJECTED,    LOST),
    "two newlines":         (REJECTED,    REJECTED,    REJECTED,    REJECTED,    REJECTED,    REJECTED,    LOST),
    "truncated":            (UNREACHABLE, UNREACHABLE, UNREACHABLE, UNREACHABLE, UNREACHABLE, UNREACHABLE, LOST),
    "garbage":              (FOREIGN,     FOREIGN,     FOREIGN,     FOREIGN,     FOREIGN,     FOREIGN,     FOREIGN),
    "HTML":                 (FOREIGN,     FOREIGN,     FOREIGN,     FOREIGN,     FOREIGN,     FOREIGN,     FOREIGN),
    "10 MB":                (FOREIGN,     FOREIGN,     FOREIGN,     FOREIGN,     FOREIGN,     FOREIGN,     FOREIGN),
    "wrong types":          (FOREIGN,     FOREIGN,     FOREIGN,     NO_KEY,      FOREIGN,     FOREIGN,     FOREIGN),
    "r is -2":              (FOREIGN,     FOREIGN,     FOREIGN,     NO_KEY,      REJECTED,    NOT_SEEN,    REJECTED),
}  # fmt: skip
EMPTY_OVER_HTTP = (UNREACHABLE, UNREACHABLE, UNREACHABLE, UNREACHABLE, UNREACHABLE, UNREACHABLE, LOST)


def expected(fault: str, command: str, wire_name: str) -> object:
    """Only on TCP does a close without a byte mean something: that the command is unknown."""
    row = EMPTY_OVER_HTTP if (fault, wire_name) == ("empty", "http") else EXPECTED[fault]
    return row[list(COMMANDS).index(command)]


def reply_of(fault: str, wire, asked: Command, key: DeviceKey) -> bytes:
    """What a device sends that reads the request, answers and closes."""
    answer = asked.answer(key)
    match fault:
        case "empty":
            return b""
        case "two newlines":
            return b"\n\n" if wire.name == "tcp" else wire.reply(b"\n\n")
        case "truncated":
            return wire.reply(answer[: len(answer) // 2])
        case "garbage":
            return GARBAGE
        case "HTML":
            return wire.reply(HTML)
        case "10 MB":
            return wire.reply(HUGE) if wire.name == "tcp" else b"HTTP/1.1 200 OK\r\n\r\n" + HUGE
        case "wrong types":
            return wire.reply(asked.wrong_types)
        case "r is -2":
            return wire.reply(b'{"r":-2}')
    return wire.reply(answer)


def answer_and_close(connection, reply: bytes) -> None:
    connection.request()
    connection.send(reply)


def answer_and_keep_open(connection, reply: bytes) -> None:
    connection.request()
    connection.send(reply)
    connection.await_client_gone()


def answer_in_single_bytes(connection, reply: bytes) -> None:
    connection.request()
    connection.send_in_pieces([bytes([byte]) for byte in reply])


def answer_and_never_stop(connection, reply: bytes) -> None:
    connection.request()
    connection.send(reply)
    while not connection.test_is_over.is_set():
        connection.send(b"\n" * 4096)


def reset_before_reading(connection, _reply: bytes) -> None:
    connection.await_request_unread()
    connection.reset()


def reset_after_reading(connection, _reply: bytes) -> None:
    connection.request()
    connection.reset()


def say_nothing(connection, _reply: bytes, clock) -> None:
    connection.request()
    clock.leap(PATIENCE_S)
    connection.await_client_gone()


def answer_late(connection, reply: bytes, clock) -> None:
    say_nothing(connection, reply, clock)
    connection.send(reply)


def drip(connection, reply: bytes, clock) -> None:
    """Something that could become an answer, again and again."""
    connection.request()
    drop = b"HTTP/1.1 100 Continue\r\n\r\n" if reply.startswith(b"HTTP") else b"\n"
    connection.send(drop)
    clock.leap(PATIENCE_S)
    while not connection.test_is_over.wait(0.02):
        connection.send(drop)


SCRIPTS = {
    "reset before reading": reset_before_reading,
    "reset after reading": reset_after_reading,
    "no close": answer_and_keep_open,
    "single bytes": answer_in_single_bytes,
    "never stops": answer_and_never_stop,
}
USES_ITS_BUDGET = {
    "no answer": say_nothing,
    "answer after budget": answer_late,
    "drips past budget": drip,
}


def outcome(call: Callable[[], object], meant: object) -> object:
    try:
        value = call()
    except SetupError as exc:
        return exc.reason
    if value is False:
        return LOST
    return SUCCESS if value == meant else value


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("fault", EXPECTED)
def test_call_ends_in_time_with_the_right_reason(fault, command, wire, device, device_key, refused_port, clock):
    asked = COMMANDS[command]
    reply = reply_of(fault, wire, asked, device_key)
    if fault in USES_ITS_BUDGET:
        device.plays(lambda connection: USES_ITS_BUDGET[fault](connection, reply, clock))
    else:
        device.plays(lambda connection: SCRIPTS.get(fault, answer_and_close)(connection, reply))
    port = refused_port if fault == "connect refused" else device.port
    photon = SoftAp([wire.transport(port)], budget_factor=PATIENCE_S / asked.budget_s)

    started_s = clock.monotonic()
    ended = outcome(lambda: asked.call(photon, device_key), asked.meant(device_key))
    took_s = clock.monotonic() - started_s

    assert ended == expected(fault, command, wire.name)
    assert (took_s >= PATIENCE_S) == (fault in USES_ITS_BUDGET)
    assert took_s < 2 * PATIENCE_S
