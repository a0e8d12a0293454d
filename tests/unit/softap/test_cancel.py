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
from setup_wizard.softap import http as http_transport
from setup_wizard.softap import link
from setup_wizard.softap.client import SoftAp
from tests.patience import PATIENCE_S, any_try_within
from tests.unit.softap.conftest import PATIENT, Outcome

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


def seconds_to_end(cancel: Cancel, outcome: Outcome) -> float:
    """How long a call that hangs goes on after it was cancelled."""
    started_s = time.monotonic()
    cancel.cancel()
    assert outcome.ended.wait(PATIENCE_S)
    assert outcome.error.reason is Reason.CANCELLED
    return time.monotonic() - started_s


def test_cancel_ends_connecting(deaf_port, wire, run_aside, monkeypatch):
    monkeypatch.setattr(link, "CONNECT_TIMEOUT_S", PATIENCE_S)

    def attempt():
        connecting = threading.Event()
        transport = Announced(wire.transport(deaf_port), connecting)
        cancel, outcome = run_aside(SoftAp([transport], budget_factor=PATIENT).identify)
        assert connecting.wait(PATIENCE_S)
        assert not outcome.ended.wait(0.2)
        return seconds_to_end(cancel, outcome)

    assert any_try_within(SOON_S, attempt)


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

    def attempt():
        reached.clear()
        cancel, outcome = run_aside(getattr(photon, command))
        assert reached.wait(PATIENCE_S)
        return seconds_to_end(cancel, outcome)

    device.plays(script)
    assert any_try_within(SOON_S, attempt)


def test_cancel_ends_the_pause_before_a_busy_device_is_asked_again(devices, http, run_aside, monkeypatch):
    monkeypatch.setattr(http_transport, "_BUSY_PAUSE_S", PATIENCE_S)

    def attempt():
        device, pauses = devices().answers(BUSY), threading.Event()
        busy.append(device)

        def identify(cancel):
            sleep = cancel.sleep
            cancel.sleep = lambda seconds: (pauses.set(), sleep(seconds))
            return SoftAp([http.transport(device.port)], budget_factor=PATIENT).identify(cancel)

        cancel, outcome = run_aside(identify)
        assert pauses.wait(PATIENCE_S)
        return seconds_to_end(cancel, outcome)

    busy = []
    assert any_try_within(SOON_S, attempt)
    assert [len(device.requests) for device in busy] == [1] * len(busy)


def test_cancelled_call_does_not_try_the_next_transport(devices, tcp, http, run_aside):
    untouched = devices().answers(http.reply(IDENTITY))

    def attempt():
        silent = devices().plays(lambda connection: connection.await_client_gone())
        transports = [tcp.transport(silent.port), http.transport(untouched.port)]
        cancel, outcome = run_aside(SoftAp(transports, budget_factor=PATIENT).identify)
        assert silent.connected.wait(PATIENCE_S)
        return seconds_to_end(cancel, outcome)

    assert any_try_within(SOON_S, attempt)
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
