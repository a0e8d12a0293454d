from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setup_wizard.cloud.events import EventParser
from setup_wizard.core.account import DeviceEvent

ID = "1e0032000447343138333038"
DATA = json.dumps(
    {"data": "online – ü", "ttl": "60", "published_at": "2026-11-21T20:00:00Z", "coreid": ID}, ensure_ascii=False
)
EVENT = DeviceEvent("spark/status", "online – ü", ID)


def read(*chunks: bytes) -> list[DeviceEvent]:
    parser = EventParser()
    return [event for chunk in chunks for event in parser.feed(chunk)]


def stream(line_end: str) -> bytes:
    lines = [
        ":ok",
        "",
        "event: spark/status",
        f"data: {DATA}",
        "",
        "",
        ":",
        "event:spark/status",
        f"data:{DATA}",
        "",
        ":",
    ]
    return line_end.join([*lines, ""]).encode()


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_stream_cut_at_any_byte_gives_the_same_events(line_end: str) -> None:
    whole = stream(line_end)
    for cut in range(len(whole) + 1):
        assert read(whole[:cut], whole[cut:]) == [EVENT, EVENT]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_stream_can_come_byte_by_byte(line_end: str) -> None:
    assert read(*(bytes([byte]) for byte in stream(line_end))) == [EVENT, EVENT]


def test_data_over_several_lines_is_one_event() -> None:
    assert read(b'event: e\ndata: {"data":\ndata: "x"}\n\n') == [DeviceEvent("e", "x", None)]


@pytest.mark.parametrize(
    "junk",
    [
        b"data: {}\n\n",
        b"event: e\n\n",
        b"event: e\ndata: junk\n\n",
        b"event: e\ndata: [1]\n\n",
        b"id: 7\nretry\n\n",
        b"\xff\xfe\n\n",
    ],
)
def test_what_is_no_event_is_passed_over(junk: bytes) -> None:
    assert read(junk + stream("\n")) == [EVENT, EVENT]


@pytest.mark.parametrize("coreid", [None, 5, "short", "Z" * 24])
def test_an_event_without_a_device_has_no_id(coreid: object) -> None:
    body = json.dumps({"data": None, "coreid": coreid}).encode()
    assert read(b"event: e\ndata: " + body + b"\n\n") == [DeviceEvent("e", "", None)]


def test_an_endless_line_costs_no_memory_and_hides_no_later_event() -> None:
    parser = EventParser()
    for _ in range(20):
        assert list(parser.feed(b"data: " + b"x" * 60_000)) == []
    assert len(parser._rest) <= 65_536
    assert list(parser.feed(b"\n\n" + stream("\n"))) == [EVENT, EVENT]


@given(st.lists(st.binary()))
def test_no_bytes_break_the_parser(chunks: list[bytes]) -> None:
    assert read(*chunks, b"\r\n\r\n", stream("\n"))[-2:] == [EVENT, EVENT]
