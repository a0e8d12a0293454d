from __future__ import annotations

import errno
import socket
import sys
import threading
from types import SimpleNamespace

import pytest

from setup_wizard.core.cancel import Budget, Cancel
from setup_wizard.core.errors import BlockedError, Reason, ReplyLostError, SetupError
from setup_wizard.core.interface import LocalInterface
from setup_wizard.softap import link
from setup_wizard.softap.client import SoftAp
from setup_wizard.softap.link import CONNECT_TIMEOUT_S, Endpoint, Link, may_be_forbidden
from setup_wizard.softap.tcp import TcpTransport
from tests.patience import PATIENCE_S

HOST = "127.0.0.1"


def failure(call) -> SetupError:
    with pytest.raises(SetupError) as caught:
        call()
    return caught.value


def test_reset_before_the_request_was_sent_is_no_lost_reply(device):
    connected = threading.Event()

    def script(connection):
        connected.wait(PATIENCE_S)
        connection.reset()

    device.plays(script)
    with Link(Endpoint(HOST, device.port), Budget(PATIENCE_S), Cancel()) as link:
        connected.set()
        first = failure(link.receive)  # waits for the reset
        second = failure(lambda: link.send(b"connect-ap\n0\n\n"))
    for error in (first, second):
        assert error.reason is Reason.DEVICE_UNREACHABLE
        assert not isinstance(error, ReplyLostError)


def test_reset_after_the_request_was_sent_is_a_lost_reply(device):
    def script(connection):
        connection.await_request_unread()
        connection.reset()

    device.plays(script)
    with Link(Endpoint(HOST, device.port), Budget(PATIENCE_S), Cancel()) as link:
        link.send(b"connect-ap\n0\n\n")
        assert isinstance(failure(link.receive), ReplyLostError)


def test_request_larger_than_the_buffers_leaves_whole(device):
    received = bytearray()
    whole = threading.Event()
    request = bytes(range(256)) * 40_000

    def script(connection):
        while len(received) < len(request):
            received.extend(connection.request())
        whole.set()

    device.plays(script)
    with Link(Endpoint(HOST, device.port), Budget(PATIENCE_S), Cancel()) as link:
        link.send(request)
        assert whole.wait(PATIENCE_S)
    assert bytes(received) == request


def test_sending_to_a_device_that_does_not_read_ends_with_the_budget(device, clock):
    def script(connection):
        connection.await_request_unread()
        clock.leap(PATIENCE_S)
        connection.test_is_over.wait(PATIENCE_S)

    device.plays(script)
    with Link(Endpoint(HOST, device.port), Budget(PATIENCE_S), Cancel()) as link:
        error = failure(lambda: link.send(b"x" * 50_000_000))
    assert (error.reason, error.detail) == (Reason.DEVICE_UNREACHABLE, "no answer within 60 s")


def test_endless_answer_ends_with_the_budget(device, http, clock):
    def script(connection):
        connection.request()
        clock.leap(PATIENCE_S)
        while not connection.test_is_over.is_set():
            connection.send(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000)

    device.plays(script)
    error = failure(lambda: SoftAp([http.transport(device.port)]).identify(Cancel(), budget_s=PATIENCE_S))
    assert (error.reason, error.detail) == (Reason.DEVICE_UNREACHABLE, "no answer within 60 s")


def test_connecting_may_not_take_the_whole_budget():
    assert 0 < CONNECT_TIMEOUT_S < 5


def test_interface_that_is_not_there_is_told_by_its_own_reason(device, refused_port):
    def find() -> LocalInterface:
        raise SetupError(Reason.JOIN_FAILED, "wlan0 has no address")

    photon = SoftAp([TcpTransport(Endpoint(HOST, refused_port, find))])
    assert failure(lambda: photon.identify(Cancel())).reason is Reason.JOIN_FAILED


@pytest.mark.skipif(sys.platform != "linux", reason="the loopback interface has another name elsewhere")
def test_connection_leaves_by_the_interface_it_was_told_and_looks_it_up_each_time(device, tcp):
    addresses = iter(["127.0.0.2", "127.0.0.3"])
    device.answers(tcp.reply(b'{"v":2}'))
    endpoint = Endpoint(HOST, device.port, lambda: LocalInterface("lo", 1, next(addresses)))
    photon = SoftAp([TcpTransport(endpoint)])
    assert [photon.version(Cancel()), photon.version(Cancel())] == [2, 2]
    assert device.peers == ["127.0.0.2", "127.0.0.3"]


def test_where_any_route_will_do_the_connection_is_not_bound(device, tcp):
    device.answers(tcp.reply(b'{"v":2}'))
    endpoint = Endpoint(HOST, device.port, lambda: None)
    assert SoftAp([TcpTransport(endpoint)]).version(Cancel()) == 2


@pytest.mark.skipif(sys.platform != "linux", reason="binding to a name is Linux's way")
def test_interface_that_went_away_makes_the_device_unreachable(device):
    device.answers(b"")
    endpoint = Endpoint(HOST, device.port, lambda: LocalInterface("gone0", 99, HOST))
    error = failure(lambda: SoftAp([TcpTransport(endpoint)]).version(Cancel()))
    assert error.reason is Reason.DEVICE_UNREACHABLE
    assert device.peers == []


def test_system_that_forbids_the_interface_is_told_by_its_own_reason(tcp, refused_port, monkeypatch):
    def forbid(_socket, _interface):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(link, "_bind_to", forbid)
    endpoint = Endpoint(HOST, refused_port, lambda: LocalInterface("wlan0", 1, HOST))
    error = failure(lambda: SoftAp([TcpTransport(endpoint)]).identify(Cancel()))
    assert error.reason is Reason.PERMISSION_NEEDED
    assert "Operation not permitted" in error.detail


def test_device_gets_a_moment_to_close_before_the_next_command(photon, wire, device, monkeypatch):
    monkeypatch.setattr(link, "CLOSE_GRACE_S", PATIENCE_S)
    order = []

    def script(connection):
        connection.request()
        connection.send(wire.reply(b'{"v":2}'))
        connection.test_is_over.wait(0.02)
        order.append("device closes")

    device.plays(script)
    photon.version(Cancel())
    order.append("client goes on")
    assert order == ["device closes", "client goes on"]


@pytest.mark.parametrize("code", [errno.EHOSTUNREACH, errno.EPERM])
def test_what_macos_answers_to_a_program_without_permission_is_told_apart(code, refused_port, monkeypatch):
    monkeypatch.setattr(socket.socket, "connect_ex", lambda _socket, _address: code)
    monkeypatch.setattr(link, "_bind_to", lambda _socket, _interface: None)

    def problem(platform, find):
        monkeypatch.setattr(link, "sys", SimpleNamespace(platform=platform))
        photon = SoftAp([TcpTransport(Endpoint(HOST, refused_port, find))])
        return failure(lambda: photon.identify(Cancel()))

    def find():
        return LocalInterface("en0", 4, "192.168.0.2")

    assert isinstance(problem("darwin", find), BlockedError)
    for error in (problem("darwin", lambda: None), problem("linux", find), problem("win32", find)):
        assert not isinstance(error, BlockedError)


def test_what_a_firewall_of_windows_answers_is_a_lack_of_permission(refused_port, monkeypatch):
    wsaeacces = 10013
    monkeypatch.setattr(socket.socket, "connect_ex", lambda _socket, _address: wsaeacces)
    photon = SoftAp([TcpTransport(Endpoint(HOST, refused_port))])
    assert failure(lambda: photon.identify(Cancel())).reason is Reason.PERMISSION_NEEDED


@pytest.mark.parametrize("code", [errno.ECONNREFUSED, errno.ETIMEDOUT, errno.ENETUNREACH])
def test_other_failures_on_macos_are_no_sign_of_a_missing_permission(code):
    assert not may_be_forbidden(code, "darwin")
