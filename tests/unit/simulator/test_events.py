from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest

from setup_wizard.simulator.faults import Fault
from setup_wizard.simulator.world import DEMO, DEVICE_ID, NEIGHBOUR
from tests.patience import PATIENCE_S

Read = Callable[[socket.socket, bytes], bytes]


def open_stream(bench: Any, path: str, read_until: Read, token: str = "") -> socket.socket:
    """A stream of which the greeting was read, the demo user's unless a token is given."""
    bearer = token or bench.token
    connection: socket.socket = bench.connect(urlsplit(bench.simulator.addresses.api).port)
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: c\r\nAuthorization: Bearer {bearer}\r\n\r\n".encode())
    assert b"Content-Type: text/event-stream" in read_until(connection, rb":ok\n\n$")
    return connection


@pytest.mark.parametrize(
    "path",
    [
        "/v1/devices/events",
        "/v1/devices/events/spark",
        "/v1/devices/events/spark%2Fstatus?nonce=1.5",
        f"/v1/devices/{DEVICE_ID}/events",
        f"/v1/devices/{DEVICE_ID}/events/spark/status",
        "/v1/events/spark",
    ],
)
def test_an_owner_sees_the_device_come_and_go(bench: Any, read_until: Read, path: str) -> None:
    bench.give_to(DEMO.username)
    with open_stream(bench, path, read_until) as stream:
        bench.cloud.device_connects(DEVICE_ID, b"")
        name, data = read_until(stream, rb"\n\n$").decode().strip().split("\n")
        event = json.loads(data.removeprefix("data: "))
        assert name == "event: spark/status"
        assert (event["data"], event["coreid"], event["ttl"]) == ("online", DEVICE_ID, 60)
        assert event["published_at"].endswith("Z")
        bench.cloud.device_disconnects(DEVICE_ID)
        assert b'"offline"' in read_until(stream, rb"\n\n$")


def test_a_new_owner_sees_the_device_that_was_just_claimed(bench: Any, read_until: Read) -> None:
    code = bench.claim_code()
    with open_stream(bench, "/v1/devices/events/spark", read_until) as stream:
        bench.cloud.device_connects(DEVICE_ID, code.encode())
        assert b'"online"' in read_until(stream, rb"\n\n$")


def test_somebody_elses_device_and_other_names_are_not_seen(new_bench: Any, read_until: Read) -> None:
    bench = new_bench(keep_alive_s=0.05)
    with (
        open_stream(bench, "/v1/devices/events", read_until) as every_name,
        open_stream(bench, "/v1/devices/events/weather", read_until) as other_name,
    ):
        bench.give_to(NEIGHBOUR.username)
        bench.cloud.device_connects(DEVICE_ID, b"")
        bench.give_to(DEMO.username)
        bench.cloud.device_disconnects(DEVICE_ID)
        assert b"online" not in read_until(every_name, rb"offline")
        assert read_until(other_name, rb"\n\n").strip() == b""


@pytest.mark.parametrize("rest", ["events", "events/spark", f"devices/{DEVICE_ID}/events", "devices/events/spark"])
def test_a_product_sees_its_devices_whoever_owns_them(bench: Any, read_until: Read, rest: str) -> None:
    path = f"/v1/products/greenhouse-v100/{rest}"
    bench.import_device()
    with open_stream(bench, path, read_until, bench.product_token()) as stream:
        bench.device_connects(bench.customer_code())
        assert b'"online"' in read_until(stream, rb"\n\n$")


def test_a_product_does_not_see_what_is_in_no_product(new_bench: Any, read_until: Read) -> None:
    bench = new_bench(keep_alive_s=0.05)
    with open_stream(bench, "/v1/products/greenhouse-v100/events", read_until) as stream:
        bench.give_to(DEMO.username)
        bench.device_connects()
        assert read_until(stream, rb"\n\n").strip() == b""


def test_a_customer_sees_the_device_that_was_just_claimed(bench: Any, read_until: Read) -> None:
    bench.import_device()
    token = bench.customer_token()
    with open_stream(bench, "/v1/devices/events/spark", read_until, token) as stream:
        bench.device_connects(bench.customer_code(token))
        assert b'"online"' in read_until(stream, rb"\n\n$")


def test_an_empty_line_keeps_a_silent_stream_alive(new_bench: Any, read_until: Read) -> None:
    bench = new_bench(keep_alive_s=0.02)
    with open_stream(bench, "/v1/devices/events", read_until) as stream:
        assert read_until(stream, rb"\n\n\n").strip(b"\n") == b""


def test_the_public_stream_wants_a_prefix(bench: Any) -> None:
    assert bench.api("GET", "/v1/events")[0] == 400


def test_a_stream_wants_a_token_in_the_header(bench: Any) -> None:
    assert bench.api("GET", "/v1/devices/events", token="")[0] == 400
    assert bench.api("GET", "/v1/devices/events", token="0" * 40)[0] == 401


def test_a_broken_stream_ends_and_so_does_the_next(bench: Any, read_until: Read) -> None:
    with open_stream(bench, "/v1/devices/events", read_until) as stream:
        bench.simulator.faults.switch_on(Fault.EVENTS_BROKEN)
        assert stream.recv(100) == b""
    with open_stream(bench, "/v1/devices/events", read_until) as stream:
        assert stream.recv(100) == b""


def test_a_peer_that_went_away_is_forgotten(new_bench: Any, read_until: Read) -> None:
    before = set(threading.enumerate())
    bench = new_bench(keep_alive_s=0.01)
    with open_stream(bench, "/v1/devices/events", read_until):
        served = [thread for thread in set(threading.enumerate()) - before if "process_request" in thread.name]
        assert served
    for thread in served:
        thread.join(PATIENCE_S)
    assert not any(thread.is_alive() for thread in served)
