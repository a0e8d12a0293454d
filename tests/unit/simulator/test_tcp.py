from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

import pytest

from setup_wizard.simulator.flash import Firmware
from tests.patience import PATIENCE_S

OLD = Firmware.V0_6_4
Silent = Callable[[socket.socket], bool]
Read = Callable[[socket.socket, bytes], bytes]


def test_version_is_answered_byte_for_byte(bench: Any) -> None:
    assert bench.exchange(b"version\n0\n\n") == b'\n\n{"v":2}'


def test_header_lines_up_to_an_empty_one_are_skipped(bench: Any) -> None:
    assert bench.exchange(b"version\n0\nX-Anything: at all\n\n") == b'\n\n{"v":2}'


@pytest.mark.parametrize("name", [b"provision-keys", b"", b"Version", b"ant-internal", b"ant-external"])
def test_unknown_and_antenna_commands_get_no_byte(bench: Any, name: bytes) -> None:
    assert bench.exchange(name + b"\n0\n\n") == b""


def test_a_name_of_thirty_bytes_runs_into_the_length(bench: Any) -> None:
    assert bench.exchange(b"x" * 30 + b"\n0\n\n") == b""


@pytest.mark.parametrize(
    "body", [b"", b"{", b'{"k":"cc"', b'{"k":"c\\q","v":"x"}', b'{"k":"cc","v":"x","w":1}', b'{"k":1}']
)
def test_a_request_that_is_not_understood_gets_the_preamble_only(bench: Any, body: bytes) -> None:
    assert bench.command("set", body) == b"\n\n"


def test_the_preamble_comes_before_the_body_is_read(bench: Any, read_until: Read) -> None:
    with bench.connect() as connection:
        connection.sendall(b"set\n21\n\n")
        assert read_until(connection, b"\n\n") == b"\n\n"
        connection.sendall(b'{"k":"xx","v":"code"}')
        assert connection.recv(100) == b'{"r":-1}'


def test_a_length_counts_bytes_not_characters(bench: Any, stays_silent: Silent) -> None:
    body = '{"k":"cc","v":"Café"}'
    with bench.connect() as connection:
        connection.sendall(f"set\n{len(body)}\n\n{body}".encode())
        assert connection.recv(2) == b"\n\n"
        assert connection.recv(2) == b""


def test_a_body_shorter_than_announced_is_awaited_forever(bench: Any, stays_silent: Silent) -> None:
    with bench.connect() as connection:
        connection.sendall(b"set\n99\n\n{}")
        assert connection.recv(2) == b"\n\n"
        assert stays_silent(connection)


def test_a_carriage_return_corrupts_the_length(bench: Any, stays_silent: Silent) -> None:
    with bench.connect() as connection:
        connection.sendall(b'set\n22\r\n\n{"k":"cc","v":"code"}')
        assert connection.recv(2) == b"\n\n"
        assert stays_silent(connection)


def test_crlf_line_ends_never_finish_the_header(bench: Any, stays_silent: Silent) -> None:
    with bench.connect() as connection:
        connection.sendall(b"version\r\n0\r\n\r\n")
        assert stays_silent(connection)


def test_a_space_makes_the_length_unusable(bench: Any) -> None:
    body = b'{"k":"cc","v":"code"}'
    assert bench.exchange(b"set\n %d\n\n%b" % (len(body), body)) == b"\n\n"


def test_connections_are_served_one_after_the_other(bench: Any, stays_silent: Silent) -> None:
    with bench.connect() as first, bench.connect() as second:
        first.sendall(b"set\n10\n\n")
        assert first.recv(2) == b"\n\n"
        second.sendall(b"version\n0\n\n")
        assert stays_silent(second)
        first.close()
        assert second.recv(100).startswith(b"\n\n")


def test_the_sixth_connection_is_reset(bench: Any, stays_silent: Silent) -> None:
    with ExitStack() as open_ones:
        kept = [open_ones.enter_context(bench.connect()) for _ in range(5)]
        with pytest.raises(ConnectionResetError):
            open_ones.enter_context(bench.connect()).recv(1)
        assert stays_silent(kept[0])


def test_a_request_in_pieces_is_fine_on_new_firmware(bench: Any) -> None:
    with bench.connect() as connection:
        for byte in b"version\n0\n\n":
            connection.sendall(bytes([byte]))
        assert connection.recv(100).startswith(b"\n\n")
    assert bench.ask("version") == {"v": 2}


def test_connect_and_close_is_fine_on_new_firmware(bench: Any) -> None:
    bench.connect().close()
    assert bench.ask("version") == {"v": 2}


def test_old_firmware_leaves_its_first_connection_open(new_bench: Any, stays_silent: Silent, read_until: Read) -> None:
    bench = new_bench(firmware=OLD)
    with bench.connect() as first:
        first.sendall(b"version\n0\n\n")
        assert json.loads(read_until(first, b"}")) == {"v": 2}
        assert stays_silent(first)
        assert bench.ask("version") == {"v": 2}
        first.shutdown(socket.SHUT_WR)
        assert first.recv(1) == b""


@pytest.mark.parametrize("pieces", [[b"version\n", b"0\n\n"], [b"set\n2\n\n", b"{}"]])
def test_old_firmware_hangs_after_a_request_in_pieces(
    new_bench: Any, stays_silent: Silent, read_until: Read, pieces: list[bytes]
) -> None:
    bench = new_bench(firmware=OLD)
    with bench.connect() as connection, bench.connect() as next_one:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for piece in pieces:
            connection.sendall(piece)
        read_until(connection, b"\n\n")
        next_one.sendall(b"version\n0\n\n")
        assert stays_silent(next_one)


def test_old_firmware_hangs_after_connect_and_close_until_listening_restarts(
    new_bench: Any, stays_silent: Silent
) -> None:
    bench = new_bench(firmware=OLD)
    bench.connect().close()
    with bench.connect() as connection:
        connection.sendall(b"version\n0\n\n")
        assert stays_silent(connection)
        restarted = threading.Event()
        bench.photon.watch_light(lambda _light: restarted.set())
        bench.photon.press_setup()
        assert restarted.wait(PATIENCE_S)
        with pytest.raises(ConnectionResetError):
            connection.recv(1)
    with bench.connect() as connection:
        connection.sendall(b"version\n0\n\n")
        assert connection.recv(100).startswith(b"\n\n")


def test_connect_ap_is_answered_though_its_body_is_not_read(bench: Any) -> None:
    assert bench.command("connect-ap", b'{"idx":0}') == b'\n\n{"r":0}'


@pytest.mark.usefixtures("stays_away")
def test_the_port_refuses_as_soon_as_connect_ap_took_effect(bench: Any) -> None:
    bench.command("connect-ap")
    assert bench.photon.wait_until(lambda photon: not photon.listening, PATIENCE_S)
    with pytest.raises(ConnectionRefusedError):
        bench.connect()
