from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setup_wizard.simulator.jsmn import Kind, MalformedError, read_members


def members(body: bytes) -> list[tuple[bytes, Kind, bytes]]:
    return [(key.raw, value.kind, value.raw) for key, value in read_members(body)]


@given(st.dictionaries(st.text(), st.text() | st.integers() | st.booleans() | st.none()))
def test_every_flat_json_object_is_read_with_its_bytes_as_sent(fields: dict[str, object]) -> None:
    found = members(json.dumps(fields).encode())
    assert [json.loads(b'"%b"' % key) for key, _kind, _raw in found] == list(fields)
    for (_key, kind, raw), value in zip(found, fields.values(), strict=True):
        assert kind is (Kind.STRING if isinstance(value, str) else Kind.PRIMITIVE)
        assert json.loads(b'"%b"' % raw if kind is Kind.STRING else raw) == value


@given(st.binary(max_size=40))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    try:
        found = members(body)
    except MalformedError:
        return
    assert all(isinstance(key, bytes) for key, _kind, _raw in found)


def test_bare_words_are_keys_and_values() -> None:
    assert members(b"{k:cc}") == [(b"k", Kind.PRIMITIVE, b"cc")]


def test_escapes_are_kept_as_they_are() -> None:
    assert members(rb'{"v":"a\/bA\n"}') == [(b"v", Kind.STRING, rb"a\/bA\n")]


def test_everything_after_a_nul_is_ignored() -> None:
    assert members(b'{"k":"v"}\0{') == [(b"k", Kind.STRING, b"v")]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'{"k":"v"',
        b'{"k":"v}',
        b'{"k":"\\q"}',
        b'{"k":"\\u00g0"}',
        b"}",
        b'{"k":[}',
        b'{"k":\xff}',
        b'{"k"}',
    ],
)
def test_what_does_not_tokenise_is_malformed(body: bytes) -> None:
    with pytest.raises(MalformedError):
        members(body)
