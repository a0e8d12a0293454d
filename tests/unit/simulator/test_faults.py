from __future__ import annotations

import http.client
import json
import socket
import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any
from urllib.parse import urlsplit

import pytest

from setup_wizard.simulator.faults import Fault
from setup_wizard.simulator.world import DEMO
from tests.patience import PATIENCE_S
from tests.unit.simulator.conftest import stops_soon

Silent = Callable[[socket.socket], bool]


def test_a_refusing_photon_refuses_on_both_ports_until_the_fault_is_off(bench: Any) -> None:
    bench.simulator.faults.switch_on(Fault.REFUSE_CONNECTIONS)
    for connect in (bench.connect, bench.connect_http):
        with pytest.raises(ConnectionRefusedError):
            connect()
    bench.simulator.faults.switch_off(Fault.REFUSE_CONNECTIONS)
    assert bench.ask("version") == {"v": 2}
    assert bench.http("GET", "/version") == (200, b'{"v":2}')


@pytest.mark.parametrize("fault", [Fault.RESET_BEFORE_REQUEST, Fault.RESET_AFTER_REQUEST])
def test_connections_are_reset(bench: Any, fault: Fault) -> None:
    bench.simulator.faults.switch_on(fault)
    with pytest.raises(ConnectionError):
        assert bench.command("version") != b""
    with pytest.raises(ConnectionError):
        bench.http("GET", "/version")


def test_a_silent_photon_accepts_and_never_answers(bench: Any, stays_silent: Silent) -> None:
    bench.simulator.faults.switch_on(Fault.NEVER_ANSWER)
    with bench.connect() as connection, bench.connect_http() as http_connection:
        connection.sendall(b"version\n0\n\n")
        http_connection.sendall(b"GET /version HTTP/1.1\r\n\r\n")
        assert stays_silent(connection)
        assert stays_silent(http_connection)


def test_a_fault_can_be_meant_for_one_command(bench: Any) -> None:
    bench.simulator.faults.switch_on(Fault.GARBAGE, where="scan-ap")
    assert bench.ask("version") == {"v": 2}
    with pytest.raises(UnicodeDecodeError):
        bench.command("scan-ap").decode()


def test_an_answer_can_be_left_unclosed(bench: Any, stays_silent: Silent) -> None:
    bench.simulator.faults.switch_on(Fault.NEVER_CLOSE)
    with bench.connect() as connection:
        connection.sendall(b"version\n0\n\n")
        received = b""
        while not received.endswith(b"}"):
            received += connection.recv(100)
        assert stays_silent(connection)


def test_an_answer_can_come_a_byte_at_a_time(bench: Any) -> None:
    bench.simulator.faults.switch_on(Fault.ONE_BYTE_AT_A_TIME, seconds=0.001)
    started = time.monotonic()
    assert bench.ask("version") == {"v": 2}
    assert time.monotonic() - started >= 9 * 0.001
    assert bench.http("GET", "/version") == (200, b'{"v":2}')


def test_an_answer_can_come_late(bench: Any) -> None:
    bench.simulator.faults.switch_on(Fault.LATE, where="version", seconds=0.1)
    started = time.monotonic()
    assert bench.ask("version") == {"v": 2}
    assert time.monotonic() - started >= 0.1


@pytest.mark.parametrize(
    ("fault", "answer"),
    [
        (Fault.EMPTY_REPLY, b""),
        (Fault.PREAMBLE_ONLY, b"\n\n"),
        (Fault.TRUNCATED, b'\n\n{"v":'),
        (Fault.RESULT_CODE, b'\n\n{"r":-7}'),
    ],
)
def test_an_answer_can_be_less_than_expected(bench: Any, fault: Fault, answer: bytes) -> None:
    bench.simulator.faults.switch_on(fault, result=-7)
    assert bench.command("version") == answer


def test_an_answer_can_be_a_page_or_of_other_types(bench: Any) -> None:
    bench.simulator.faults.switch_on(Fault.HTML)
    assert bench.command("version").lstrip().startswith(b"<!DOCTYPE html>")
    bench.simulator.faults.clear()
    bench.simulator.faults.switch_on(Fault.WRONG_TYPES)
    assert isinstance(bench.ask("device-id")["id"], int)


def test_an_answer_can_be_huge(bench: Any) -> None:
    bench.simulator.faults.switch_on(Fault.HUGE_REPLY)
    assert len(bench.command("scan-ap")) > 10_000_000


def test_a_scan_can_be_empty(bench: Any) -> None:
    bench.simulator.faults.switch_on(Fault.EMPTY_SCAN)
    assert bench.ask("scan-ap") == {"scans": []}


def test_a_lost_answer_to_connect_ap_still_sets_it_off(bench: Any) -> None:
    bench.simulator.faults.switch_on(Fault.LOST_CONNECT_REPLY)
    assert bench.configure("Home", "correct horse") == 0
    with pytest.raises(ConnectionResetError):
        bench.command("connect-ap")
    assert bench.photon.wait_until(lambda photon: photon.online, PATIENCE_S)


def test_the_photon_may_not_join_with_the_right_password(bench: Any) -> None:
    bench.simulator.faults.switch_on(Fault.DOES_NOT_JOIN)
    assert bench.returns_to_setup_after(bench.set_up)


def test_a_code_can_be_expired_when_it_arrives(bench: Any) -> None:
    bench.simulator.faults.switch_on(Fault.CODE_EXPIRED)
    assert not bench.cloud.device_connects(bench.photon.hardware.device_id, bench.claim_code().encode())


def test_a_cloud_that_is_down_resets(bench: Any) -> None:
    bench.simulator.faults.switch_on(Fault.CLOUD_DOWN)
    with pytest.raises((ConnectionError, http.client.RemoteDisconnected)):
        bench.api("GET", "/v1/user")
    bench.simulator.faults.clear()
    assert bench.api("GET", "/v1/user")[0] == 200


def test_a_cloud_that_hangs_says_nothing_until_the_fault_is_off(bench: Any, stays_silent: Silent) -> None:
    hangs = bench.hang(Fault.CLOUD_HANGS)
    with bench.connect(urlsplit(bench.simulator.addresses.api).port) as connection:
        connection.sendall(b"GET /v1/user HTTP/1.1\r\nHost: c\r\n\r\n")
        assert hangs()
        assert stays_silent(connection)
        bench.simulator.faults.clear()
        assert connection.recv(100) == b""


def test_a_slow_cloud_answers_late(bench: Any) -> None:
    bench.simulator.faults.switch_on(Fault.CLOUD_SLOW, seconds=0.1)
    started = time.monotonic()
    assert bench.api("GET", "/v1/user")[0] == 200
    assert time.monotonic() - started >= 0.1


@pytest.mark.parametrize(
    ("fault", "status", "error"),
    [
        (Fault.TOKEN_EXPIRED, 401, "invalid_token"),
        (Fault.FORBIDDEN, 403, "Permission Denied"),
        (Fault.RATE_LIMITED, 429, "Too many requests, please try again later."),
        (Fault.SERVER_ERROR, 500, None),
    ],
)
def test_the_cloud_can_refuse_in_json(bench: Any, fault: Fault, status: int, error: str | None) -> None:
    bench.simulator.faults.switch_on(fault, seconds=7)
    answer = bench.api("GET", "/v1/user")
    assert (answer[0], answer[1].get("error")) == (status, error)
    assert answer[2]["Retry-After"] == ("7" if fault is Fault.RATE_LIMITED else None)


def test_an_expired_token_does_not_keep_anybody_from_signing_in(bench: Any) -> None:
    bench.simulator.faults.switch_on(Fault.TOKEN_EXPIRED)
    assert bench.sign_in(DEMO.username, DEMO.password.reveal())[0] == 200


@pytest.mark.parametrize(
    ("fault", "status"), [(Fault.BAD_GATEWAY, 502), (Fault.CAPTIVE_PAGE, 200), (Fault.CAPTIVE_REDIRECT, 302)]
)
def test_the_cloud_can_be_a_web_page(bench: Any, fault: Fault, status: int) -> None:
    bench.simulator.faults.switch_on(fault)
    answer = bench.api("GET", "/v1/user")
    assert answer[0] == status
    assert b"<html>" in answer[1]
    assert (answer[2]["Location"] is not None) == (fault is Fault.CAPTIVE_REDIRECT)


def test_a_cloud_fault_can_be_meant_for_some_paths(bench: Any) -> None:
    bench.simulator.faults.switch_on(Fault.SERVER_ERROR, where="/v1/devices")
    assert bench.api("GET", "/v1/user")[0] == 200
    assert bench.api("GET", "/v1/devices")[0] == 500


def test_faults_that_are_on_can_be_listed(bench: Any) -> None:
    bench.simulator.faults.switch_on(Fault.HTML)
    bench.simulator.faults.switch_on(Fault.LATE)
    bench.simulator.faults.switch_off(Fault.HTML)
    assert bench.simulator.faults.active() == (Fault.LATE,)


@pytest.mark.parametrize(
    "fault", [Fault.NEVER_ANSWER, Fault.LATE, Fault.HUGE_REPLY, Fault.CLOUD_HANGS, Fault.ANSWER_HANGS]
)
def test_a_simulator_stops_within_two_seconds_though_it_hangs(new_bench: Any, fault: Fault) -> None:
    def start() -> Any:
        bench = new_bench()
        bench.simulator.faults.switch_on(fault, seconds=600)
        for port, request in (
            (bench.simulator.addresses.tcp_port, b"version\n0\n\n"),
            (bench.simulator.addresses.http_port, b"GET /version HTTP/1.1\r\n\r\n"),
            (urlsplit(bench.simulator.addresses.api).port, b"GET /v1/user HTTP/1.1\r\nHost: c\r\n\r\n"),
        ):
            open_ones.enter_context(bench.connect(port)).sendall(request)
        return bench.simulator

    with ExitStack() as open_ones:
        assert stops_soon(start)


def test_a_fault_of_the_photon_is_over_when_switched_off(bench: Any) -> None:
    bench.simulator.faults.switch_on(Fault.PREAMBLE_ONLY)
    assert bench.command("version") == b"\n\n"
    bench.simulator.faults.clear()
    assert json.loads(bench.command("version")) == {"v": 2}
