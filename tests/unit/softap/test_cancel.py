from __future__ import annotations

import contextlib
import select
import socket
import threading
import time
from collections.abc import Iterator

import pytest

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.softap.client import SoftAp

SOON_S = 0.3 + 0.3
"""How soon a cancelled call must be over, and time for a busy machine."""

IDENTITY = b'{"id":"3F0034000447343233323032","c":"0"}'
BUSY = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\n"


@pytest.fixture
def deaf_port() -> Iterator[int]:
    """A listener whose queue is full: connecting to it neither succeeds nor fails."""
    with contextlib.ExitStack() as stack:
        listener = stack.enter_context(socket.socket())
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        while True:
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(listener.getsockname())
            if not select.select([], [waiting], [], 0.2)[1]:
                break
        yield listener.getsockname()[1]


def seconds_to_end(cancel: Cancel, outcome) -> float:
    started_s = time.monotonic()
    cancel.cancel()
    assert outcome.ended.wait(10)
    return time.monotonic() - started_s


def test_cancel_ends_connecting(deaf_port, wire, run_aside):
    connecting = threading.Event()
    photon = SoftAp([Announced(wire.transport(deaf_port), connecting)])
    cancel, outcome = run_aside(photon.identify)
    assert connecting.wait(10)
    assert not outcome.ended.wait(0.2)
    assert seconds_to_end(cancel, outcome) < SOON_S
    assert outcome.error.reason is Reason.CANCELLED


class Announced:
    """A transport that says when it starts."""

    def __init__(self, transport, started: threading.Event) -> None:
        self._transport = transport
        self._started = started
        self.name = transport.name

    def exchange(self, *arguments) -> bytes:
        self._started.set()
        return self._transport.exchange(*arguments)


@pytest.mark.parametrize("sent", ["nothing", "the first byte", "half", "a newline again and again"])
@pytest.mark.parametrize("command", ["identify", "scan", "connect"])
def test_cancel_ends_waiting_for_the_rest_of_the_answer(command, sent, photon, wire, device, run_aside):
    reached = threading.Event()
    reply = wire.reply(IDENTITY)
    half = wire.reply(b'{"scans":[{"ssid":"')
    beginning = {"nothing": b"", "the first byte": reply[:1], "half": half.removesuffix(b"0\r\n\r\n")}

    def script(connection):
        connection.request()
        if sent in beginning:
            connection.send(beginning[sent])
            reached.set()
            connection.await_client_gone()
        while not connection.test_is_over.wait(0.02):
            connection.send(b"\n" if wire.name == "tcp" else b"HTTP/1.1 100 Continue\r\n\r\n")
            reached.set()

    device.plays(script)
    cancel, outcome = run_aside(getattr(photon, command))
    assert reached.wait(10)
    assert seconds_to_end(cancel, outcome) < SOON_S
    assert outcome.error.reason is Reason.CANCELLED


def test_cancel_ends_the_pause_before_a_busy_device_is_asked_again(device, http, run_aside):
    device.answers(BUSY)
    cancel, outcome = run_aside(SoftAp([http.transport(device.port)]).identify)
    assert device.connected.wait(10)
    assert not outcome.ended.wait(0.1)
    assert seconds_to_end(cancel, outcome) < SOON_S
    assert outcome.error.reason is Reason.CANCELLED
    assert len(device.requests) == 1


def test_cancelled_call_does_not_try_the_next_transport(devices, tcp, http, run_aside):
    silent, untouched = devices(), devices()
    silent.plays(lambda connection: connection.await_client_gone())
    untouched.answers(http.reply(IDENTITY))
    cancel, outcome = run_aside(SoftAp([tcp.transport(silent.port), http.transport(untouched.port)]).identify)
    assert silent.connected.wait(10)
    assert seconds_to_end(cancel, outcome) < SOON_S
    assert outcome.error.reason is Reason.CANCELLED
    assert untouched.peers == []


@pytest.mark.parametrize("command", ["version", "identify", "scan", "public_key", "connect"])
def test_cancelled_before_the_call_nothing_is_sent(command, photon, wire, device):
    device.answers(wire.reply(IDENTITY))
    cancel = Cancel()
    cancel.cancel()
    with pytest.raises(SetupError) as caught:
        getattr(photon, command)(cancel)
    assert caught.value.reason is Reason.CANCELLED
    assert device.peers == []
