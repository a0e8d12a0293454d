from __future__ import annotations

import pytest

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.device import DeviceKey
from setup_wizard.core.secret import Secret
from setup_wizard.core.wifi import Security, SecurityKind, WifiCredentials
from setup_wizard.softap.client import SoftAp

CAFE = WifiCredentials("Café☕".encode(), Security(SecurityKind.OPEN), channel=6)
CAFE_BODY = '{"idx":0,"ssid":"Café☕","sec":0,"ch":6}'.encode()
CLAIM_CODE = "a/b+" * 15 + "xyz"

# One read on the device's side: every test here fails too if a request leaves in more than one piece.


def test_tcp_request_without_a_body_is_name_zero_and_an_empty_header(device, tcp):
    device.answers(tcp.reply(b'{"v":2}'))
    SoftAp([tcp.transport(device.port)]).version(Cancel())
    assert device.requests == [bytes.fromhex("76 65 72 73 69 6f 6e 0a 30 0a 0a")]


def test_tcp_length_counts_bytes_and_not_characters(device, tcp, device_key):
    device.answers(tcp.reply(b'{"r":0}'))
    SoftAp([tcp.transport(device.port)]).configure_with(device_key, CAFE, Cancel())
    assert len(CAFE_BODY) == len(CAFE_BODY.decode()) + 3
    assert device.requests == [b"configure-ap\n%d\n\n%s" % (len(CAFE_BODY), CAFE_BODY)]


def test_tcp_request_has_no_carriage_return_before_its_body(device, tcp, device_key: DeviceKey):
    device.answers(tcp.reply(b'{"r":0}'))
    photon = SoftAp([tcp.transport(device.port)])
    photon.configure_with(device_key, CAFE, Cancel())
    photon.set_claim_code(Secret(CLAIM_CODE), Cancel())
    photon.connect(Cancel())
    assert len(device.requests) == 3
    assert not any(b"\r" in request for request in device.requests)


def test_connect_asks_for_the_first_profile(device, tcp):
    device.answers(tcp.reply(b'{"r":0}'))
    assert SoftAp([tcp.transport(device.port)]).connect(Cancel())
    assert device.requests == [b'connect-ap\n9\n\n{"idx":0}']


def test_claim_code_goes_out_verbatim_with_its_slashes_unescaped(photon, wire, device):
    device.answers(wire.reply(b'{"r":0}'))
    photon.set_claim_code(Secret(CLAIM_CODE), Cancel())
    assert device.requests[0].endswith(b'\n{"k":"cc","v":"%s"}' % CLAIM_CODE.encode())


def test_http_request_without_a_body_is_a_get_without_a_length(device, http):
    device.answers(http.reply(b'{"v":2}'))
    SoftAp([http.transport(device.port)]).version(Cancel())
    assert device.requests == [b"GET /version HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"]


def test_http_request_with_a_body_spells_its_length_canonically_and_names_no_type(device, http, device_key):
    device.answers(http.reply(b'{"r":0}'))
    SoftAp([http.transport(device.port)]).configure_with(device_key, CAFE, Cancel())
    head = b"POST /configure-ap HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
    assert device.requests == [head % len(CAFE_BODY) + CAFE_BODY]


@pytest.mark.parametrize(
    ("path", "call"),
    [
        ("version", lambda photon: photon.version(Cancel())),
        ("device-id", lambda photon: photon.identify(Cancel())),
        ("scan-ap", lambda photon: photon.scan(Cancel())),
        ("public-key", lambda photon: photon.public_key(Cancel())),
    ],
)
def test_questions_are_named_as_the_firmware_names_them(path, call, photon, wire, device, device_key):
    answers = {
        "version": b'{"v":2}',
        "device-id": b'{"id":"3F0034000447343233323032","c":"0"}',
        "scan-ap": b'{"scans":[]}',
        "public-key": b'{"b":"%s","r":0}' % device_key.der.hex().encode(),
    }
    device.answers(wire.reply(answers[path]))
    call(photon)
    first_line = {"tcp": f"{path}\n0\n\n", "http": f"GET /{path} HTTP/1.1\r\n"}[wire.name]
    assert device.requests[0].startswith(first_line.encode())


def test_every_command_has_a_connection_of_its_own(photon, wire, device):
    device.answers(wire.reply(b'{"v":2}'))
    assert [photon.version(Cancel()) for _ in range(3)] == [2, 2, 2]
    assert len(device.peers) == 3
