from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from setup_wizard.simulator.console_line import ConsoleLine, Prompt, Question
from setup_wizard.simulator.faults import Faults

LONGEST = 32
TYPED = st.binary(max_size=LONGEST).map(lambda data: bytes(byte for byte in data if byte not in b"\r\n\b\x7f\0"))


class FakePort:
    """What is typed is there already."""

    def __init__(self, typed: bytes) -> None:
        self.typed = bytearray(typed)
        self.printed = b""

    def read(self) -> int:
        return self.typed.pop(0)

    def write(self, data: bytes) -> None:
        self.printed += data

    def discard(self) -> bytes:
        discarded = bytes(self.typed)
        self.typed.clear()
        return discarded


def line_at(port: Any) -> ConsoleLine:
    return ConsoleLine(port, Faults(), 0.0, lambda: None)


@given(TYPED, st.sampled_from([b"\r", b"\n"]), st.binary(max_size=9))
def test_any_line_arrives_byte_for_byte_and_what_follows_is_lost(typed: bytes, end: bytes, more: bytes) -> None:
    port = FakePort(typed + end + more)
    assert line_at(port).ask(Question(Prompt.SSID, b"? ", LONGEST)) == typed
    assert port.printed == b"? " + typed + b"\r\n"
    assert not port.typed


@given(st.lists(TYPED.filter(bool), max_size=5), st.binary(max_size=9))
def test_lines_arrive_up_to_an_empty_one_and_what_follows_is_kept(lines: list[bytes], more: bytes) -> None:
    port = FakePort(b"".join(line + b"\n" for line in lines) + b"\n" + more)
    text = line_at(port).ask_lines(Question(Prompt.ROOT_CA, b"? ", 4095))
    assert text == b"".join(line + b"\r\n" for line in lines)
    assert bytes(port.typed) == more


@given(TYPED, TYPED)
def test_what_is_deleted_before_the_line_is_full_does_not_arrive(kept: bytes, deleted: bytes) -> None:
    kept = kept[: LONGEST - 1]
    deleted = deleted[: LONGEST - 1 - len(kept)]
    port = FakePort(kept + deleted + b"\x7f" * len(deleted) + b"\n")
    assert line_at(port).ask(Question(Prompt.SSID, b"? ", LONGEST)) == kept
