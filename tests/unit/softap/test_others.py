"""What else may answer at the Photon's address: routers, portals, other devices. None is taken for a Photon."""

from __future__ import annotations

import time

import pytest

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.softap.client import SoftAp
from tests.patience import PATIENCE_S

PAGE = b"<html><body>Please sign in</body></html>"


def answer(status: bytes, body: bytes = PAGE, headers: bytes = b"") -> bytes:
    return b"HTTP/1.1 %s\r\n%sContent-Length: %d\r\n\r\n%s" % (status, headers, len(body), body)


ANSWERS = {
    "a page": answer(b"200 OK"),
    "a sign-in": answer(b"401 Unauthorized", headers=b'WWW-Authenticate: Basic realm="Router"\r\n'),
    "a redirect": answer(b"302 Found", headers=b"Location: http://192.168.0.1/device-id\r\n"),
    "nothing of that name": answer(b"404 Not Found"),
    "ten megabytes": answer(b"200 OK", b"x" * 10_000_000),
    "ten megabytes of an object": answer(b"200 OK", b'{"id":"' + b"a" * 10_000_000),
    "another device": answer(b"200 OK", b'{"id":"kitchen lamp","c":"0"}'),
}


@pytest.mark.parametrize("said", ANSWERS.values(), ids=ANSWERS)
def test_whatever_else_answers_is_no_photon_and_that_soon(said, device, http, tcp, refused_port):
    device.answers(said)
    photon = SoftAp([tcp.transport(refused_port), http.transport(device.port)])
    started_s = time.monotonic()
    with pytest.raises(SetupError) as raised:
        photon.identify(Cancel(), budget_s=PATIENCE_S)
    assert raised.value.reason is Reason.NOT_A_PHOTON
    assert time.monotonic() - started_s < PATIENCE_S


@pytest.mark.parametrize("begins", [b"x", b'{"id":"'], ids=["with a letter", "as an object"])
def test_a_body_that_never_ends_is_left(begins, device, http):
    def goes_on(connection):
        connection.request()
        connection.send(b"HTTP/1.1 200 OK\r\n\r\n" + begins)
        while not connection.test_is_over.is_set():
            connection.send(b"a" * 65536)

    device.plays(goes_on)
    started_s = time.monotonic()
    with pytest.raises(SetupError) as raised:
        SoftAp([http.transport(device.port)]).identify(Cancel(), budget_s=PATIENCE_S)
    assert raised.value.reason is Reason.NOT_A_PHOTON
    assert time.monotonic() - started_s < PATIENCE_S
