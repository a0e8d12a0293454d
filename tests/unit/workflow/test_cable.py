from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.usb import UsbPort
from setup_wizard.core.wifi import Security, SecurityKind
from setup_wizard.workflow.cable import find_cables, use_cable, use_wifi
from setup_wizard.workflow.facts import ChosenNetwork, Facts, Purpose
from setup_wizard.workflow.networks import choose_by_name, scan
from setup_wizard.workflow.session import JoinMode, Session
from tests.unit.workflow.fakes import (
    DEVICE,
    DEVICE_ID,
    HOME,
    NETWORK,
    OTHER_ID,
    WPA2,
    FakeCloud,
    FakePhoton,
    FakeUsb,
    FakeUsbPhoton,
    facts_before_join,
    facts_sent,
    session_at_cable,
    session_with,
)

PORT = UsbPort("ttyACM0", DEVICE_ID)
OTHER_PORT = UsbPort("ttyACM1", OTHER_ID)
VAGUE = ChosenNetwork(b"Attic", Security(SecurityKind.UNKNOWN))


def test_the_photon_at_a_port_takes_the_place_of_the_one_over_wifi_and_back() -> None:
    over_wifi, plugged = FakePhoton(), FakeUsbPhoton()
    session = session_with(FakeCloud(), over_wifi, join=JoinMode.MANUAL)
    session.usb = FakeUsb({PORT: plugged})
    facts = use_cable(session, facts_before_join(), PORT)
    assert (session.photon, session.plugged, session.join) == (plugged, plugged, JoinMode.CABLE)
    assert not session.join.changes_networks
    assert facts.cable == PORT
    facts = use_wifi(session, facts)
    assert (session.photon, session.plugged, session.join) == (over_wifi, None, JoinMode.MANUAL)
    assert facts.cable is None


@pytest.mark.parametrize(
    "end",
    [
        lambda session, facts: session.close(),
        use_wifi,
        lambda session, facts: use_cable(session, facts, OTHER_PORT),
    ],
)
def test_a_photon_that_is_left_behind_may_go_on_with_what_it_did(end: Callable[[Session, Facts], object]) -> None:
    session = session_with(FakeCloud(), FakePhoton())
    plugged = FakeUsbPhoton()
    session.usb = FakeUsb({PORT: plugged, OTHER_PORT: FakeUsbPhoton()})
    end(session, use_cable(session, facts_before_join(), PORT))
    assert plugged.calls == ["leave"]


def test_a_port_that_is_gone_ends_nothing(caplog: pytest.LogCaptureFixture) -> None:
    session = session_with(FakeCloud(), FakePhoton())
    plugged = FakeUsbPhoton()
    plugged.failures["leave"] = SetupError(Reason.UNPLUGGED, "gone")
    session.usb = FakeUsb({PORT: plugged})
    use_cable(session, facts_before_join(), PORT)
    with caplog.at_level("INFO"):
        session.close()
    assert "it stays in setup mode" in caplog.text


def test_another_port_leaves_the_way_back_open() -> None:
    session = session_with(FakeCloud(), over_wifi := FakePhoton())
    session.usb = FakeUsb({PORT: FakeUsbPhoton(), OTHER_PORT: FakeUsbPhoton()})
    facts = use_cable(session, use_cable(session, facts_before_join(), PORT), OTHER_PORT)
    assert facts.cable == OTHER_PORT
    use_wifi(session, facts)
    assert session.photon is over_wifi


def test_the_wifi_stays_where_no_cable_was_used() -> None:
    session = session_with(FakeCloud(), over_wifi := FakePhoton(), join=JoinMode.NONE)
    assert use_wifi(session, facts_before_join()) == facts_before_join()
    assert (session.photon, session.join) == (over_wifi, JoinMode.NONE)


def test_ports_are_those_of_the_service_and_none_without_one(cancel: Cancel) -> None:
    session = session_with(FakeCloud(), FakePhoton())
    assert find_cables(session, cancel) == ()
    with pytest.raises(SetupError) as raised:
        use_cable(session, facts_before_join(), PORT)
    assert raised.value.reason is Reason.NO_USB_PHOTON
    session.usb = FakeUsb({PORT: FakeUsbPhoton()})
    assert find_cables(session, cancel) == (PORT,)


def test_a_port_of_another_device_than_the_one_named_is_refused() -> None:
    session = session_with(FakeCloud(), FakePhoton())
    session.usb = FakeUsb({PORT: FakeUsbPhoton()})
    with pytest.raises(SetupError) as raised:
        use_cable(session, replace(facts_before_join(), expected_device_id=OTHER_ID), PORT)
    assert raised.value.reason is Reason.WRONG_DEVICE


def test_the_device_is_known_before_it_is_asked_where_the_system_tells_its_id() -> None:
    assert Facts().with_cable(PORT).known_device_id == DEVICE_ID
    assert Facts().with_cable(UsbPort("ttyACM0")).known_device_id is None


def test_changing_the_way_forgets_what_the_other_way_told() -> None:
    facts = replace(facts_sent(), networks=(HOME,), imported=DEVICE_ID).with_cable(PORT)
    assert (facts.device, facts.networks, facts.sent) == (None, (), None)
    assert (facts.imported, facts.network) == (DEVICE_ID, NETWORK)
    assert facts.with_cable(OTHER_PORT).imported is None
    asked = facts.with_device(DEVICE)
    assert asked.with_cable(PORT) == asked


def test_over_wifi_a_network_of_unknown_security_has_to_be_chosen_anew() -> None:
    assert Facts(network=VAGUE).with_cable(PORT).network == VAGUE
    assert Facts(network=VAGUE).with_cable(PORT).with_cable(None).network is None


def test_the_cable_outlives_a_change_of_purpose_and_the_next_device_uses_the_port() -> None:
    facts = Facts(purpose=Purpose.OWN_ACCOUNT).with_cable(PORT)
    assert facts.with_purpose(Purpose.WIFI_ONLY).cable == PORT
    assert facts.for_next_device().cable == UsbPort(PORT.name)


def test_by_cable_there_is_no_list_and_the_name_is_taken_as_it_is_typed(cancel: Cancel) -> None:
    photon = FakeUsbPhoton()
    session, facts = session_at_cable(FakeCloud(), photon, facts_before_join())
    assert scan(session, facts, cancel).networks == ()
    assert choose_by_name(session, facts, b"Attic", None, cancel).network == VAGUE
    assert choose_by_name(session, facts, b"Attic", WPA2, cancel).network == ChosenNetwork(b"Attic", WPA2)
    assert photon.calls == []


def test_a_name_that_the_console_cannot_take_is_refused_at_once(cancel: Cancel) -> None:
    photon = FakeUsbPhoton()
    photon.inexpressible = SetupError(Reason.SSID_NOT_EXPRESSIBLE)
    session, facts = session_at_cable(FakeCloud(), photon, facts_before_join())
    with pytest.raises(SetupError) as raised:
        choose_by_name(session, facts, b"a\nb", None, cancel)
    assert raised.value.reason is Reason.SSID_NOT_EXPRESSIBLE
