from __future__ import annotations

import logging
from dataclasses import dataclass, field

import pytest

from setup_wizard.core.cancel import Budget, Cancel
from setup_wizard.core.device import DeviceIdentity
from setup_wizard.core.errors import Reason, ReplyLostError, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.softap.client import CONFIGURE_BUDGET_S, QUICK_BUDGET_S, SCAN_BUDGET_S, SoftAp
from tests.patience import PATIENCE_S

IDENTITY = b'{"id":"3F0034000447343233323032","c":"0"}'
KNOWN = DeviceIdentity("3f0034000447343233323032", claimed_once=False)


@dataclass
class FakeTransport:
    """Answers, or raises, the same each time, and remembers what it was asked and for how long."""

    name: str
    ends: bytes | SetupError = IDENTITY
    asked: list[str] = field(default_factory=list)
    budgets_s: list[float] = field(default_factory=list)

    def exchange(self, command, body, is_complete, budget: Budget, cancel: Cancel) -> bytes:
        self.asked.append(command)
        self.budgets_s.append(budget.total_s)
        if isinstance(self.ends, SetupError):
            raise self.ends
        return self.ends


def unreachable() -> SetupError:
    return SetupError(Reason.DEVICE_UNREACHABLE, "connection refused")


def stranger() -> SetupError:
    return SetupError(Reason.NOT_A_PHOTON, "the answer is not JSON")


def failure(call) -> SetupError:
    with pytest.raises(SetupError) as caught:
        call()
    return caught.value


def test_first_transport_that_answers_is_enough():
    tcp, http = FakeTransport("tcp"), FakeTransport("http")
    assert SoftAp([tcp, http]).identify(Cancel()) == KNOWN
    assert http.asked == []


@pytest.mark.parametrize("trouble", [unreachable(), stranger(), b'{"id":"short","c":"0"}', b"{}"], ids=str)
def test_second_transport_is_asked_when_the_first_gives_no_identity(trouble):
    tcp, http = FakeTransport("tcp", trouble), FakeTransport("http")
    assert SoftAp([tcp, http]).identify(Cancel()) == KNOWN
    assert (tcp.asked, http.asked) == (["device-id"], ["device-id"])


def test_transport_that_answered_is_used_from_then_on():
    tcp, http = FakeTransport("tcp", unreachable()), FakeTransport("http")
    photon = SoftAp([tcp, http])
    photon.identify(Cancel())
    photon.identify(Cancel())
    http.ends = b'{"scans":[]}'
    photon.scan(Cancel())
    assert tcp.asked == ["device-id"]
    assert http.asked == ["device-id", "device-id", "scan-ap"]


def test_transport_that_failed_is_asked_again_when_the_other_fails():
    tcp, http = FakeTransport("tcp", unreachable()), FakeTransport("http")
    photon = SoftAp([tcp, http])
    photon.identify(Cancel())
    tcp.ends, http.ends = IDENTITY, unreachable()
    assert photon.identify(Cancel()) == KNOWN
    http.ends = b'{"v":3}'
    tcp.ends = b'{"v":2}'
    assert photon.version(Cancel()) == 2


@pytest.mark.parametrize("ends", [(stranger(), unreachable()), (unreachable(), stranger())], ids=["first", "second"])
def test_somebody_else_answering_says_more_than_nobody_answering(ends):
    photon = SoftAp([FakeTransport("tcp", ends[0]), FakeTransport("http", ends[1])])
    assert failure(lambda: photon.identify(Cancel())).reason is Reason.NOT_A_PHOTON


def test_being_cancelled_says_more_than_somebody_else_answering():
    photon = SoftAp([FakeTransport("tcp", stranger()), FakeTransport("http", SetupError(Reason.CANCELLED))])
    assert failure(lambda: photon.identify(Cancel())).reason is Reason.CANCELLED


def test_commands_are_never_sent_over_a_second_transport():
    tcp, http = FakeTransport("tcp", unreachable()), FakeTransport("http", b'{"r":0}')
    photon = SoftAp([tcp, http])
    assert failure(lambda: photon.set_claim_code(Secret("code"), Cancel())).reason is Reason.DEVICE_UNREACHABLE
    assert failure(lambda: photon.connect(Cancel())).reason is Reason.DEVICE_UNREACHABLE
    assert http.asked == []


def test_no_transport_at_all_reaches_no_device():
    assert failure(lambda: SoftAp([]).identify(Cancel())).reason is Reason.DEVICE_UNREACHABLE


def test_every_transport_has_the_whole_budget_for_a_probe():
    tcp, http = FakeTransport("tcp", unreachable()), FakeTransport("http")
    SoftAp([tcp, http]).identify(Cancel(), budget_s=1.5)
    assert (tcp.budgets_s, http.budgets_s) == ([1.5], [1.5])


def test_factor_scales_the_budgets():
    tcp = FakeTransport("tcp", b'{"scans":[]}')
    photon = SoftAp([tcp], budget_factor=0.5)
    photon.scan(Cancel())
    tcp.ends = b'{"v":2}'
    photon.version(Cancel())
    assert tcp.budgets_s == [SCAN_BUDGET_S / 2, QUICK_BUDGET_S / 2]


def test_configuring_waits_for_the_two_scans_of_the_firmware():
    assert CONFIGURE_BUDGET_S > 2 * 30


def test_falls_back_to_http_when_nobody_listens_on_tcp(tcp, http, device, refused_port):
    device.answers(http.reply(IDENTITY))
    photon = SoftAp([tcp.transport(refused_port), http.transport(device.port)])
    assert photon.identify(Cancel()) == KNOWN
    device.answers(http.reply(b'{"v":2}'))
    assert photon.version(Cancel()) == 2


def test_rejection_on_tcp_says_more_than_nobody_listening_on_http(tcp, http, device, refused_port):
    device.answers(b"\n\n")
    photon = SoftAp([tcp.transport(device.port), http.transport(refused_port)])
    assert failure(lambda: photon.identify(Cancel())).reason is Reason.DEVICE_REJECTED_REQUEST


def test_silence_on_tcp_says_more_than_nobody_listening_on_http(tcp, http, device, refused_port, clock):
    def script(connection):
        connection.request()
        clock.leap(PATIENCE_S)
        connection.await_client_gone()

    device.plays(script)
    photon = SoftAp([tcp.transport(device.port), http.transport(refused_port)])
    assert isinstance(failure(lambda: photon.identify(Cancel(), budget_s=PATIENCE_S)), ReplyLostError)


def test_log_names_transport_command_and_outcome_and_no_secret(caplog):
    caplog.set_level(logging.DEBUG)
    SoftAp([FakeTransport("tcp", b'{"r":0}')]).set_claim_code(Secret("hunter2"), Cancel())
    assert "tcp set: 7 bytes" in caplog.text
    assert "hunter2" not in caplog.text
