from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.wifi import Cipher, ScannedNetwork, Security, SecurityKind
from setup_wizard.softap.scan import parse_scan, scan_is_complete

WPA2_AES = Security(SecurityKind.WPA2, Cipher.AES)
NASTY = [
    b'My "home"\\',
    b'"}]}',
    b'},{"ssid":"x',
    b'","rssi":-55,"sec":4194308,"ch":',
    b'","rssi":1,"sec":1,"ch":1,"mdr":',
    b'","rssi',
    b'",',
    b'{"scans":[]}',
    b'{"scans":[{"ssid":"',
    b"]}",
    b"\\",
    b"\\u0041",
    b"\xff\xfe\xe9",
    b"\r\n\t \x01",
    b" ",
    b'"',
    "Café☕".encode(),
]


def record(ssid: bytes, rssi_dbm: int = -55, sec: int = 4194308, channel: int = 6, rate_kbit_s: int = 72200) -> bytes:
    """As the firmware prints it, the name as it is."""
    return b'{"ssid":"%s","rssi":%d,"sec":%d,"ch":%d,"mdr":%d}' % (ssid, rssi_dbm, sec, channel, rate_kbit_s)


def reply(*records: bytes) -> bytes:
    return b'{"scans":[' + b",".join(records) + b"]}"


ssids = (
    st.binary(min_size=1, max_size=32)
    | st.lists(st.sampled_from([b'"', b"\\", b"{", b"}", b"[", b"]", b",", b":", b"ssid", b"rssi", b"1", b"\n"]))
    .map(b"".join)
    .filter(lambda ssid: 1 <= len(ssid) <= 32)
    | st.sampled_from(NASTY)
).filter(lambda ssid: b"\0" not in ssid)
networks = st.tuples(
    ssids, st.integers(-120, 20), st.integers(-1, 2**31 - 1), st.integers(0, 14), st.integers(0, 10**6)
)


def read_back(found: tuple[ScannedNetwork, ...]) -> list[tuple[bytes, int, int, int, int]]:
    return [(n.ssid, n.rssi_dbm, n.security_number, n.channel, n.max_rate_kbit_s) for n in found]


@given(st.lists(networks, max_size=6))
@example([(ssid, -1, 0, 1, 1) for ssid in NASTY])
def test_every_name_comes_back_with_its_exact_bytes(seen):
    assert read_back(parse_scan(reply(*(record(*network) for network in seen)))) == seen


@given(seen=st.lists(networks, max_size=4), preamble=st.sampled_from([b"", b"\n\n"]))
@example([(ssid, -1, -1, 1, 1) for ssid in NASTY], b"\n\n")
def test_reply_is_complete_with_its_last_byte_and_not_before(seen, preamble):
    whole = preamble + reply(*(record(*network) for network in seen))
    assert [end for end in range(len(whole) + 1) if scan_is_complete(whole[:end])] == [len(whole)]


@given(st.lists(networks, min_size=1, max_size=3), st.sampled_from([b"\n", b"\0", b"\r\n\0"]))
def test_line_end_or_nul_behind_the_reply_is_passed_over(seen, behind):
    whole = reply(*(record(*network) for network in seen)) + behind
    assert scan_is_complete(whole)
    assert read_back(parse_scan(whole)) == seen


@given(st.lists(networks, max_size=3), st.randoms(use_true_random=False))
def test_json_of_other_programs_is_read_whatever_its_order_and_spaces(seen, shuffle):
    readable = [(ssid, *rest) for ssid, *rest in seen if ssid.decode("utf-8", "ignore").encode() == ssid]

    def shuffled(ssid, rssi, sec, channel, rate):
        members = [("ssid", ssid.decode()), ("rssi", rssi), ("sec", sec), ("ch", channel), ("mdr", rate)]
        shuffle.shuffle(members)
        return dict([("bssid", "00:11:22:33:44:55"), *members])

    text = json.dumps({"scans": [shuffled(*network) for network in readable]}, indent=2).encode()
    assert scan_is_complete(text)
    assert read_back(parse_scan(text)) == readable


def test_spaced_reply_with_raw_names_is_read():
    spaced = b'{ "scans" : [ { "ssid" : "a\xff"b" , "rssi" : -1 , "sec" : 0 , "ch" : 3 , "mdr" : 4 } , '
    spaced += b'{ "ssid" : "c" , "rssi" : -2 , "sec" : 1 , "ch" : 5 , "mdr" : 6 } ] }'
    assert scan_is_complete(spaced)
    assert not scan_is_complete(spaced[:-1])
    assert read_back(parse_scan(spaced)) == [(b'a\xff"b', -1, 0, 3, 4), (b"c", -2, 1, 5, 6)]


def test_network_keeps_what_the_device_said_of_it():
    assert parse_scan(reply(record("Café".encode(), -70, 0x400004, 11, 54000))) == (
        ScannedNetwork("Café".encode(), -70, WPA2_AES, 0x400004, 11, 54000),
    )


def test_access_points_of_one_network_stay_apart():
    found = parse_scan(reply(record(b"home", -40), record(b"other", -50), record(b"home", -80)))
    assert [(network.name, network.rssi_dbm) for network in found] == [("home", -40), ("other", -50), ("home", -80)]


@pytest.mark.parametrize("number", [-1, 0x0800_0000, 4])
def test_network_of_unknown_security_is_still_listed(number):
    found = parse_scan(reply(record(b"odd", sec=number), record(b"home")))
    assert [network.security.kind for network in found] == [SecurityKind.UNKNOWN, SecurityKind.WPA2]
    assert found[0].security_number == number


def test_name_that_is_not_utf_8_is_shown_as_latin_1():
    assert parse_scan(reply(record(b"caf\xe9")))[0].name == "café"


@pytest.mark.parametrize("empty", [b'{"scans":[]}', b'{"scans": []}', b'{ "scans" : [ ] }', b'\n\n{"scans":[]}'])
def test_no_network_is_an_answer(empty):
    assert scan_is_complete(empty)
    assert parse_scan(empty) == ()


def test_record_without_a_name_is_left_out():
    assert read_back(parse_scan(b'{"scans": [{"rssi": -3}, 7, {"ssid": "x", "rssi": "-40"}]}')) == [
        (b"x", -100, -1, 0, 0)
    ]


@pytest.mark.parametrize("other", [b'{"r":-1}', b'{"scans":5}', b'{"scans":{}}', b"{}", b'{"a":"}"}', b'{"a":[[[}'])
def test_other_object_is_complete_and_no_list_of_networks(other):
    assert scan_is_complete(other)
    with pytest.raises(SetupError) as caught:
        parse_scan(other)
    assert caught.value.reason is Reason.NOT_A_PHOTON


def test_bottomless_reply_is_no_list_of_networks():
    with pytest.raises(SetupError) as caught:
        parse_scan(b'{"scans":' + b"[" * 30_000 + b"}")
    assert caught.value.reason is Reason.NOT_A_PHOTON


def test_photon_may_send_a_name_in_two_pieces(photon, wire, device):
    whole = wire.reply(reply(*(record(ssid) for ssid in NASTY)))

    def script(connection):
        connection.request()
        connection.send_in_pieces([whole[start : start + 50] for start in range(0, len(whole), 50)])
        connection.await_client_gone()

    device.plays(script)
    assert [network.ssid for network in photon.scan(Cancel())] == NASTY


def test_json_list_without_rates_is_whole_once_the_device_has_closed(photon, wire, device):
    device.answers(wire.reply(b'{"scans": [{"ssid": "home", "rssi": -55, "sec": 4194308, "ch": 6}]}'))
    assert read_back(photon.scan(Cancel())) == [(b"home", -55, 4194308, 6, 0)]
