from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setup_wizard.core.cancel import Budget, Cancel
from setup_wizard.core.device import DeviceIdentity
from setup_wizard.core.errors import Reason, ReplyLostError, SetupError
from setup_wizard.softap import http as http_transport
from setup_wizard.softap.client import SoftAp
from setup_wizard.softap.framing import MAX_REPLY_BYTES, check_growing_reply, object_is_complete
from tests.unit.softap.conftest import PATIENT

IDENTITY = b'{"id":"3F0034000447343233323032","c":"1"}'
KNOWN = DeviceIdentity("3f0034000447343233323032", claimed_once=True)
NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n"
BUSY = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\n"  # the firmware forgets the empty line
NO_SLOT = b"HTTP/1.1 500 Internal Server Error\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n"


def failure(call) -> SetupError:
    with pytest.raises(SetupError) as caught:
        call()
    return caught.value


class OneReply:
    """A transport whose device answers these bytes, so much at a time."""

    name = "tcp"

    def __init__(self, reply: bytes) -> None:
        self._reply = reply

    def exchange(self, command, body, is_complete, budget: Budget, cancel: Cancel) -> bytes:
        return self._reply


@pytest.mark.parametrize("before", [b"", b"\n", b"\n\n", b"\r\n \n"], ids=repr)
def test_tcp_reply_may_have_a_preamble_or_none(before, device, tcp):
    device.answers(before + IDENTITY)
    assert SoftAp([tcp.transport(device.port)]).identify(Cancel()) == KNOWN


@pytest.mark.parametrize("behind", [b"\0", b"\n", b"\r\n\r\n", b"\xff", b"}", b"HTTP/1.1"], ids=repr)
def test_what_stands_behind_the_object_is_passed_over(behind, photon, wire, device):
    device.answers(wire.reply(IDENTITY + behind))
    assert photon.identify(Cancel()) == KNOWN


def test_reply_may_be_cut_anywhere(photon, wire, device):
    reply = wire.reply(IDENTITY)

    def cut_at(position):
        def script(connection):
            connection.request()
            connection.send_in_pieces([reply[:position], reply[position:]])

        return script

    device.plays(*(cut_at(position) for position in range(1, len(reply))))
    assert [photon.identify(Cancel()) for _ in range(1, len(reply))] == [KNOWN] * (len(reply) - 1)


def test_reply_in_single_bytes_is_one_reply(photon, wire, device):
    def script(connection):
        connection.request()
        connection.send_in_pieces([bytes([byte]) for byte in wire.reply(IDENTITY)])

    device.plays(script)
    assert photon.identify(Cancel()) == KNOWN


def test_reply_is_whole_when_its_object_is_though_nobody_closes(photon, wire, device):
    def script(connection):
        connection.request()
        connection.send(wire.reply(IDENTITY))
        connection.await_client_gone()

    device.plays(script)
    assert photon.identify(Cancel()) == KNOWN


def test_http_object_is_taken_before_the_chunks_end(device, http):
    def script(connection):
        connection.request()
        connection.send(http.reply(IDENTITY).removesuffix(b"0\r\n\r\n"))
        connection.await_client_gone()

    device.plays(script)
    assert SoftAp([http.transport(device.port)]).identify(Cancel()) == KNOWN


def test_http_reply_of_other_programs_may_have_a_length_instead_of_chunks(device, http):
    device.answers(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(IDENTITY), IDENTITY))
    assert SoftAp([http.transport(device.port)]).identify(Cancel()) == KNOWN


def test_tcp_reply_of_two_newlines_means_rejected(device, tcp):
    device.answers(b"\n\n")
    error = failure(lambda: SoftAp([tcp.transport(device.port)]).version(Cancel()))
    assert (error.reason, error.detail) == (Reason.DEVICE_REJECTED_REQUEST, "the device rejected the request")


def test_tcp_close_without_a_byte_means_unknown_command(device, tcp):
    device.answers(b"")
    error = failure(lambda: SoftAp([tcp.transport(device.port)]).version(Cancel()))
    assert (error.reason, error.detail) == (Reason.DEVICE_REJECTED_REQUEST, "unknown command")


def test_http_200_without_a_body_means_rejected(device, http):
    device.answers(http.reply(b""))
    error = failure(lambda: SoftAp([http.transport(device.port)]).version(Cancel()))
    assert (error.reason, error.detail) == (Reason.DEVICE_REJECTED_REQUEST, "the device rejected the request")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (NOT_FOUND, "HTTP 404"),
        (b"HTTP/1.1 301 Moved\r\nLocation: http://portal.example/\r\nContent-Length: 0\r\n\r\n", "HTTP 301"),
        (b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\n{}", "HTTP 401"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 14\r\n\r\nSoft AP Setup\0", "not JSON"),
        (b"SSH-2.0-OpenSSH_9.9\r\n", "not an HTTP answer"),
        (b"HTTP/1.1 200 OK\r\n" + b"X-More: 1\r\n" * 200 + b"\r\n", "not an HTTP answer"),
    ],
    ids=["404", "301", "401", "hello page", "no HTTP", "200 headers"],
)
def test_http_answers_of_others_are_not_a_photon(answer, said, device, http):
    device.answers(answer)
    error = failure(lambda: SoftAp([http.transport(device.port)]).version(Cancel()))
    assert error.reason is Reason.NOT_A_PHOTON
    assert said in error.detail


@pytest.mark.parametrize(
    "start",
    [b"H", b"HTTP/1.1", b"HTTP/1.1 20", b"HTTP/1.1 200", b"HTTP/1.1 200 OK\r\nContent-Ty"],
    ids=repr,
)
def test_http_answer_cut_before_its_end_is_a_lost_one(start, device, http):
    device.answers(start)
    photon = SoftAp([http.transport(device.port)])
    assert photon.connect(Cancel()) is False
    error = failure(lambda: photon.identify(Cancel()))
    assert isinstance(error, ReplyLostError)
    assert error.reason is Reason.DEVICE_UNREACHABLE


def test_words_that_are_no_http_are_no_lost_answer(device, http):
    device.answers(b"BLAH")
    photon = SoftAp([http.transport(device.port)])
    assert failure(lambda: photon.connect(Cancel())).reason is Reason.NOT_A_PHOTON
    assert failure(lambda: photon.identify(Cancel())).reason is Reason.NOT_A_PHOTON


class NoTimeLost(Cancel):
    """Remembers how long it was to sleep, and goes on at once."""

    def __init__(self) -> None:
        super().__init__()
        self.slept_s: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept_s.append(seconds)


@pytest.mark.parametrize("busy", [BUSY, NO_SLOT], ids=["503", "500"])
def test_http_asks_a_busy_device_once_more(busy, device, http):
    device.answers(busy, http.reply(b'{"v":2}'))
    cancel = NoTimeLost()
    assert SoftAp([http.transport(device.port)]).version(cancel) == 2
    assert len(device.requests) == 2
    assert cancel.slept_s == [1.0]


@pytest.fixture
def no_time_for_the_pause(monkeypatch):
    monkeypatch.setattr(http_transport, "_BUSY_PAUSE_S", math.inf)


@pytest.mark.usefixtures("no_time_for_the_pause")
def test_http_device_that_stays_busy_is_unreachable(device, http):
    device.answers(BUSY)
    error = failure(lambda: SoftAp([http.transport(device.port)], budget_factor=PATIENT).version(Cancel()))
    assert (error.reason, error.detail) == (Reason.DEVICE_UNREACHABLE, "the device stays busy: HTTP 503")


@pytest.mark.usefixtures("no_time_for_the_pause")
def test_busy_device_has_not_let_go_of_its_network(device, http):
    device.answers(BUSY)
    error = failure(lambda: SoftAp([http.transport(device.port)], budget_factor=PATIENT).connect(Cancel()))
    assert error.reason is Reason.DEVICE_UNREACHABLE


@pytest.mark.parametrize(
    "reply",
    [
        b"[1]",
        b'{"v":true}',
        b'{"v":2.0}',
        b'{"v":null}',
        b'{"v":' + b"1" * 5000 + b"}",
        b'{"v":' + b"[" * 30_000 + b"}",
        b"{v:2}",
        b'{"\xff":2}',
        b"",
    ],
    ids=lambda reply: repr(reply[:12]),
)
def test_version_must_be_a_number(reply):
    error = failure(lambda: SoftAp([OneReply(reply)]).version(Cancel()))
    assert error.reason is Reason.NOT_A_PHOTON


@pytest.mark.parametrize(
    ("claimed", "meant"), [('"1"', True), ('"0"', False), ("1", True), ("true", True), ("[]", False)]
)
def test_claimed_flag_is_a_digit_in_quotes(claimed, meant):
    reply = f'{{"id":"{KNOWN.device_id.upper()}","c":{claimed}}}'.encode()
    assert SoftAp([OneReply(reply)]).identify(Cancel()) == DeviceIdentity(KNOWN.device_id, meant)


def test_device_without_a_key_says_so():
    error = failure(lambda: SoftAp([OneReply(b'{"r":1}')]).public_key(Cancel()))
    assert (error.reason, error.detail) == (Reason.DEVICE_KEY_UNUSABLE, "public-key answered r=1")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(value=st.dictionaries(st.text(), JSON, max_size=4), ascii_only=st.booleans(), indent=st.sampled_from([None, 2]))
def test_object_is_complete_with_its_last_byte_and_not_before(value, ascii_only, indent):
    whole = b"\n\n" + json.dumps(value, ensure_ascii=ascii_only, indent=indent).encode()
    assert [object_is_complete(whole[:end]) for end in range(len(whole))] == [False] * len(whole)
    assert object_is_complete(whole)


@given(
    blank=st.text(" \r\n", max_size=5),
    wrong=st.binary(min_size=1, max_size=8).filter(lambda text: text.strip()[:1] != b"{"),
)
def test_reply_that_starts_otherwise_is_refused_at_its_first_byte(blank, wrong):
    reply = blank.encode() + wrong
    if not reply.strip():
        check_growing_reply(reply)
        return
    with pytest.raises(SetupError) as caught:
        check_growing_reply(reply)
    assert caught.value.reason is Reason.NOT_A_PHOTON


def test_reply_may_be_as_long_as_the_limit_and_no_longer():
    check_growing_reply(b"{" * MAX_REPLY_BYTES)
    with pytest.raises(SetupError):
        check_growing_reply(b"{" * (MAX_REPLY_BYTES + 1))
