from __future__ import annotations

import json
import socket
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

import pytest

from setup_wizard.simulator.flash import Firmware
from tests.patience import PATIENCE_S

OLD = Firmware.V0_6_4
Silent = Callable[[socket.socket], bool]
Read = Callable[[socket.socket, bytes], bytes]

HEAD = (
    b"HTTP/1.1 200 OK\r\n"
    b"Content-Type: application/json\r\n"
    b"Cache-Control: no-store, no-cache, must-revalidate, post-check=0, pre-check=0\r\n"
    b"Pragma: no-cache\r\n"
    b"Connection: Keep-Alive\r\n"
    b"Access-Control-Allow-Origin: *\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n"
)
SET = b'{"k":"xx","v":"code"}'


def send(bench: Any, request: bytes) -> bytes:
    """The bytes of an answer to a request that asks for the connection to be closed."""
    return bytes(bench.exchange(request, bench.simulator.addresses.http_port))


def test_an_answer_is_chunked_write_by_write(bench: Any) -> None:
    answer = send(bench, b"GET /device-id HTTP/1.1\r\nConnection: close\r\n\r\n")
    assert answer.startswith(HEAD + b'1\r\n{\r\n1\r\n"\r\n2\r\nid\r\n1\r\n"\r\n1\r\n:\r\n1\r\n"\r\n18\r\n3B00')
    assert answer.endswith(b"1\r\n}\r\n0\r\n\r\n")


def test_the_public_key_comes_a_nibble_at_a_time(bench: Any) -> None:
    answer = send(bench, b"GET /public-key HTTP/1.1\r\nConnection: close\r\n\r\n")
    assert answer.count(b"\r\n1\r\n") > 588


@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
def test_methods_with_an_answer_are_equivalent(bench: Any, method: str) -> None:
    assert bench.http(method, "/set", body=SET) == (200, b'{"r":-1}')


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"HEAD /version HTTP/1.1\r\n\r\n",
        b"OPTIONS /version HTTP/1.1\r\n\r\n",
        b"DELETE /version HTTP/1.1\r\n\r\n",
        b"GET /version HTTP/1.0\r\n\r\n",
        b"GET / HTTP/1.1\r\n",
        b"GET /version HTTP/1.1\r\nHost: photon\r\n",
    ],
)
def test_other_methods_versions_and_half_headers_get_no_answer(
    bench: Any, stays_silent: Silent, request_bytes: bytes
) -> None:
    with bench.connect_http() as connection:
        connection.sendall(request_bytes)
        assert stays_silent(connection)


def test_a_header_split_over_two_packets_is_dropped(bench: Any, stays_silent: Silent) -> None:
    with bench.connect_http() as connection:
        connection.sendall(b"GET /version HTTP/1.1\r\n")
        assert stays_silent(connection)
        connection.sendall(b"\r\n")
        assert stays_silent(connection)


def test_keep_alive_serves_one_request_after_the_other(bench: Any, read_until: Read) -> None:
    with bench.connect_http() as connection:
        for _ in range(3):
            connection.sendall(b"GET /version HTTP/1.1\r\n\r\n")
            assert read_until(connection, b"\r\n0\r\n\r\n") == HEAD + b'7\r\n{"v":2}\r\n0\r\n\r\n'


def test_connection_close_is_obeyed_though_the_header_says_keep_alive(bench: Any) -> None:
    assert b"Connection: Keep-Alive" in send(bench, b"GET /version HTTP/1.1\r\nConnection: close\r\n\r\n")


def test_connection_close_is_not_obeyed_when_the_body_spans_packets(
    bench: Any, read_until: Read, stays_silent: Silent
) -> None:
    with bench.connect_http() as connection:
        connection.sendall(b"POST /set HTTP/1.1\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(SET))
        assert stays_silent(connection)
        connection.sendall(SET)
        read_until(connection, b"\r\n0\r\n\r\n")
        assert stays_silent(connection)


def test_a_lower_case_content_length_is_not_seen_so_the_body_is_empty(bench: Any) -> None:
    request = b"POST /set HTTP/1.1\r\nConnection: close\r\ncontent-length: %d\r\n\r\n%b" % (len(SET), SET)
    assert send(bench, request) == HEAD + b"0\r\n\r\n"


def test_chunked_requests_are_not_decoded(bench: Any) -> None:
    request = (
        b"POST /set HTTP/1.1\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n15\r\n%b\r\n0\r\n\r\n" % SET
    )
    assert send(bench, request) == HEAD + b"0\r\n\r\n"


def test_a_body_longer_than_announced_wedges_the_connection(bench: Any, stays_silent: Silent) -> None:
    with bench.connect_http() as connection:
        connection.sendall(b"POST /set HTTP/1.1\r\nContent-Length: 3\r\n\r\n" + SET)
        assert stays_silent(connection)
        connection.sendall(b"GET /version HTTP/1.1\r\n\r\n")
        assert stays_silent(connection)


@pytest.mark.parametrize("content_type", ["application/json", "text/plain", "text/html; charset=utf-8"])
def test_known_content_types_are_not_found(bench: Any, content_type: str) -> None:
    assert bench.http("POST", "/set", body=SET, headers={"Content-Type": content_type}) == (404, b"")


@pytest.mark.parametrize(
    "content_type", ["application/octet-stream", "application/x-www-form-urlencoded", "multipart/form-data"]
)
def test_unknown_content_types_and_octets_are_taken(bench: Any, content_type: str) -> None:
    assert bench.http("POST", "/set", body=SET, headers={"Content-Type": content_type}) == (200, b'{"r":-1}')


def test_a_rejected_request_is_200_with_an_empty_body(bench: Any) -> None:
    assert bench.http("POST", "/configure-ap", body=b'{"nonsense":1}') == (200, b"")


def test_unknown_paths_are_not_found(bench: Any) -> None:
    assert b"HTTP/1.1 404 Not Found\r\n" in send(bench, b"GET /ant-internal HTTP/1.1\r\nConnection: close\r\n\r\n")


def test_the_query_is_cut_off_and_the_path_unescaped(bench: Any) -> None:
    assert bench.http("GET", "/%76ersion?x=1") == (200, b'{"v":2}')


def test_the_pages_of_the_server_itself(bench: Any) -> None:
    assert b"Location: /index\r\n" in send(bench, b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n")
    assert b"Location: /hello\r\n" in send(bench, b"GET /index HTTP/1.1\r\nConnection: close\r\n\r\n")
    assert bench.http("GET", "/hello") == (200, b"Soft AP Setup\0")


def test_the_eleventh_connection_gets_503_without_an_empty_line(bench: Any) -> None:
    with ExitStack() as open_ones:
        for _ in range(10):
            open_ones.enter_context(bench.connect_http())
        assert send(bench, b"") == b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\n"


def test_old_firmware_has_a_single_connection(new_bench: Any, read_until: Read) -> None:
    bench = new_bench(firmware=OLD)
    with bench.connect_http() as connection:
        connection.sendall(b"GET /version HTTP/1.1\r\n\r\n")
        read_until(connection, b"\r\n0\r\n\r\n")
        with pytest.raises(ConnectionResetError):
            bench.http("GET", "/version")


def test_old_firmware_matches_the_beginning_of_a_path_in_any_case(new_bench: Any) -> None:
    assert new_bench(firmware=OLD).http("GET", "/VERS") == (200, b'{"v":2}')


def test_old_firmware_takes_a_body_in_several_packets(new_bench: Any, read_until: Read) -> None:
    bench = new_bench(firmware=OLD)
    with bench.connect_http() as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for packet in (b"POST /set HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % len(SET), SET[:5], SET[5:]):
            connection.sendall(packet)
        assert b'"r"' not in read_until(connection, b"\r\n0\r\n\r\n").split(HEAD)[0]


@pytest.mark.usefixtures("stays_away")
def test_connect_ap_is_answered_and_closes_the_port(bench: Any) -> None:
    status, body = bench.http("GET", "/connect-ap")
    assert (status, json.loads(body)) == (200, {"r": 0})
    assert bench.photon.wait_until(lambda photon: not photon.listening, PATIENCE_S)
    with pytest.raises(ConnectionRefusedError):
        bench.connect_http()
