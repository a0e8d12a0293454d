"""Getting to the Photon at a USB port."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.device import DeviceIdentity
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.usb import UsbPort
from setup_wizard.workflow import at_cable
from setup_wizard.workflow.facts import Facts
from setup_wizard.workflow.join import join_photon
from setup_wizard.workflow.news import Ask, Milestone, News
from tests.unit.workflow.fakes import (
    CUSTOMER,
    DEVICE,
    DEVICE_ID,
    NOW,
    ONLINE,
    OTHER_ID,
    PRODUCT,
    FakeCloud,
    FakeUsb,
    FakeUsbPhoton,
    Script,
    absent,
    customer_session,
    facts_before_join,
    facts_for_customer,
    facts_sent,
    session_at_cable,
)

SILENT = absent()
OTHER_DEVICE = DeviceIdentity(OTHER_ID, claimed_once=False)
KNOWN = UsbPort("ttyACM0", DEVICE_ID)
UNKNOWN = UsbPort("ttyACM0")


def port_says(reason: Reason) -> SetupError:
    return SetupError(reason, "ttyACM0")


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(at_cable, "PATIENCE_S", MappingProxyType(dict.fromkeys(at_cable.PATIENCE_S, 0.05)))


def joined(photon: FakeUsbPhoton, said: list[News], cloud: FakeCloud | None = None, port: UsbPort = UNKNOWN) -> Facts:
    session, facts = session_at_cable(cloud or FakeCloud(), photon, facts_before_join(), port)
    return join_photon(session, facts, said.append, Cancel())


def failure(photon: FakeUsbPhoton, said: list[News], port: UsbPort = UNKNOWN) -> Reason:
    with pytest.raises(SetupError) as raised:
        joined(photon, said, port=port)
    return raised.value.reason


def test_one_that_listens_is_not_sent_to_setup_mode(said: list[News]) -> None:
    photon = FakeUsbPhoton(DEVICE)
    assert joined(photon, said).device == DEVICE
    assert photon.calls == []
    assert said == []


def test_one_that_runs_is_sent_there_by_cable(said: list[News]) -> None:
    photon = FakeUsbPhoton(SILENT, DEVICE)
    assert joined(photon, said).device == DEVICE
    assert photon.calls == ["enter_listening"]
    assert said == []


def test_where_that_does_not_work_the_button_is_asked_for_once_and_looked_for_again_and_again(said: list[News]) -> None:
    photon = FakeUsbPhoton(SILENT, SILENT, SILENT, SILENT, DEVICE)
    photon.entered = Script(False)
    assert joined(photon, said).device == DEVICE
    assert photon.calls == ["enter_listening"]
    assert said == [Ask.HOLD_SETUP]


@pytest.mark.usefixtures("impatient")
def test_patience_for_the_button_ends(said: list[News]) -> None:
    photon = FakeUsbPhoton(SILENT)
    photon.entered = Script(False)
    assert failure(photon, said) is Reason.NOT_IN_SETUP_MODE


def test_where_nobody_is_there_nobody_is_waited_for_long(said: list[News], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(at_cable, "UNATTENDED_TIMEOUT_S", 0.05)
    photon = FakeUsbPhoton(SILENT)
    photon.entered = Script(False)
    session, facts = session_at_cable(FakeCloud(), photon, facts_before_join(), UNKNOWN)
    session.is_attended = False
    with pytest.raises(SetupError) as raised:
        join_photon(session, facts, said.append, Cancel())
    assert raised.value.reason is Reason.NOT_IN_SETUP_MODE
    assert said == [Ask.HOLD_SETUP]


@pytest.mark.parametrize("reason", [Reason.UNPLUGGED, Reason.PORT_BUSY, Reason.PORT_DENIED])
def test_what_may_pass_is_waited_for(reason: Reason, said: list[News]) -> None:
    assert joined(FakeUsbPhoton(port_says(reason), port_says(reason), DEVICE), said).device == DEVICE
    assert said == []


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("reason", [Reason.UNPLUGGED, Reason.PORT_BUSY, Reason.PORT_DENIED])
def test_what_does_not_pass_is_told(reason: Reason, said: list[News]) -> None:
    assert failure(FakeUsbPhoton(port_says(reason)), said) is reason


@pytest.mark.parametrize("reason", [Reason.NO_USB_PHOTON, Reason.DEVICE_REJECTED_REQUEST, Reason.NOT_A_PHOTON])
def test_what_cannot_pass_is_told_at_once(reason: Reason, said: list[News]) -> None:
    photon = FakeUsbPhoton(port_says(reason))
    assert failure(photon, said) is reason
    assert photon.presence.asked == 1


def test_a_port_that_is_busy_while_it_is_sent_to_setup_mode_is_tried_again(said: list[News]) -> None:
    photon = FakeUsbPhoton(SILENT, SILENT, DEVICE)
    photon.entered = Script(port_says(Reason.PORT_BUSY), True)
    assert joined(photon, said).device == DEVICE
    assert photon.calls == ["enter_listening"] * 2
    assert said == []


def test_one_that_was_plugged_in_again_is_sent_to_setup_mode_again(said: list[News]) -> None:
    photon = FakeUsbPhoton(SILENT, SILENT, port_says(Reason.UNPLUGGED), SILENT, DEVICE)
    photon.entered = Script(False, True)
    assert joined(photon, said).device == DEVICE
    assert photon.calls == ["enter_listening"] * 2


def test_one_that_comes_back_at_another_port_is_followed(said: list[News]) -> None:
    gone, back = FakeUsbPhoton(port_says(Reason.UNPLUGGED)), FakeUsbPhoton(DEVICE)
    moved = UsbPort("ttyACM1", DEVICE_ID)
    session, facts = session_at_cable(FakeCloud(), gone, facts_before_join(), KNOWN)
    usb = FakeUsb({KNOWN: gone, moved: back})
    usb.listed = Script((), (UsbPort("ttyACM2", OTHER_ID), moved))
    session.usb = usb
    facts = join_photon(session, facts, said.append, Cancel())
    assert (facts.device, facts.cable, session.photon) == (DEVICE, moved, back)


@pytest.mark.parametrize("reason", [Reason.NO_USB_PHOTON, Reason.UNPLUGGED])
def test_a_known_one_whose_port_is_gone_is_waited_for_and_followed(reason: Reason, said: list[News]) -> None:
    gone, moved = FakeUsbPhoton(port_says(Reason.NO_USB_PHOTON)), UsbPort("ttyACM1", DEVICE_ID)
    session, facts = session_at_cable(FakeCloud(), gone, facts_before_join(), KNOWN)
    usb = FakeUsb({KNOWN: gone, moved: FakeUsbPhoton(port_says(reason), DEVICE)})
    usb.listed = Script((), (), (moved,))
    session.usb = usb
    facts = join_photon(session, facts, said.append, Cancel())
    assert (facts.device, facts.cable) == (DEVICE, moved)


@pytest.mark.usefixtures("impatient")
def test_a_known_one_that_does_not_come_back_was_unplugged(said: list[News]) -> None:
    assert failure(FakeUsbPhoton(port_says(Reason.NO_USB_PHOTON)), said, KNOWN) is Reason.UNPLUGGED


def test_one_that_has_changed_places_with_another_is_followed(said: list[News]) -> None:
    moved = UsbPort("ttyACM1", DEVICE_ID)
    session, facts = session_at_cable(FakeCloud(), FakeUsbPhoton(OTHER_DEVICE), facts_before_join(), KNOWN)
    session.usb = FakeUsb({UsbPort("ttyACM0", OTHER_ID): FakeUsbPhoton(OTHER_DEVICE), moved: FakeUsbPhoton(DEVICE)})
    facts = join_photon(session, facts, said.append, Cancel())
    assert (facts.device, facts.cable) == (DEVICE, moved)


def test_where_the_port_is_wrong_those_there_are_are_named() -> None:
    there = UsbPort("ttyACM1", OTHER_ID)
    session, facts = session_at_cable(FakeCloud(), FakeUsbPhoton(port_says(Reason.NO_USB_PHOTON)), facts_before_join())
    session.usb = FakeUsb({there: FakeUsbPhoton()})
    with pytest.raises(SetupError) as raised:
        join_photon(session, facts, lambda _news: None, Cancel())
    assert (raised.value.reason, raised.value.detail) == (Reason.NO_USB_PHOTON, f"ttyACM1 ({OTHER_ID})")


def test_another_device_than_the_port_promised_is_refused(said: list[News]) -> None:
    assert failure(FakeUsbPhoton(DEVICE), said, UsbPort("ttyACM0", OTHER_ID)) is Reason.WRONG_DEVICE


def in_product(port: UsbPort, photon: FakeUsbPhoton) -> list[str | News]:
    """What happens, in order, while a device that its product does not know is joined by cable."""
    cloud = FakeCloud()
    at_port, facts = session_at_cable(cloud, photon, facts_for_customer(), port)
    session = customer_session(cloud, photon)
    session.photon, session.plugged, session.join = at_port.photon, at_port.plugged, at_port.join
    order: list[str | News] = cloud.calls
    assert photon.presence.asked == 0
    join_photon(session, facts, order.append, Cancel())
    return order


def test_a_product_knows_the_device_before_it_is_asked_where_the_system_tells_the_id(said: list[News]) -> None:
    photon = FakeUsbPhoton(DEVICE)
    order = in_product(KNOWN, photon)
    assert order == ["list_devices", "import_device", "find_member", Milestone.IN_PRODUCT, "create_customer_claim_code"]
    assert photon.presence.asked == 1


def test_else_its_id_is_all_that_is_asked_before_and_one_pass_is_enough() -> None:
    photon = FakeUsbPhoton(DEVICE)
    order = in_product(UNKNOWN, photon)
    assert order == [
        "list_devices",
        Milestone.DEVICE_READ,
        "import_device",
        "find_member",
        Milestone.IN_PRODUCT,
        "create_customer_claim_code",
    ]
    assert photon.calls == []
    assert (CUSTOMER, PRODUCT.ref) == (facts_for_customer().customer, "12857")


class Unfinished:
    """The journal of an interrupted setup of the Photon."""

    def __init__(self) -> None:
        self.cleared = False

    def note_sent(self, facts: Facts) -> None:
        raise AssertionError("nothing is sent")

    def unfinished(self, facts: Facts) -> Facts | None:
        return None if self.cleared else replace(facts_sent(server_time=NOW), cable=facts.cable)

    def clear(self) -> None:
        self.cleared = True


def test_an_interrupted_setup_that_worked_is_not_started_again(said: list[News]) -> None:
    photon = FakeUsbPhoton(SILENT)
    session, facts = session_at_cable(FakeCloud(ONLINE), photon, facts_before_join(), KNOWN)
    session.journal = Unfinished()
    facts = join_photon(session, facts, said.append, Cancel())
    assert facts.sent is not None
    assert photon.calls == []


def test_the_cloud_is_asked_for_an_interrupted_setup_every_few_seconds_only(said: list[News]) -> None:
    cloud, photon = FakeCloud(None), FakeUsbPhoton(*(SILENT,) * 10, DEVICE)
    session, facts = session_at_cable(cloud, photon, facts_before_join(), KNOWN)
    session.journal = Unfinished()
    join_photon(session, facts, said.append, Cancel())
    assert photon.presence.asked == 11
    assert cloud.calls.count("find_device") == 1


def test_a_photon_on_its_way_is_left_alone_for_a_while(said: list[News], monkeypatch: pytest.MonkeyPatch) -> None:
    photon = FakeUsbPhoton(SILENT, SILENT, SILENT, SILENT, DEVICE)
    session, facts = session_at_cable(FakeCloud(None), photon, facts_before_join(), KNOWN)
    session.journal = Unfinished()
    assert join_photon(session, facts, said.append, Cancel()).sent is None
    assert photon.calls == []
    monkeypatch.setattr(at_cable, "UNFINISHED_TIMEOUT_S", 0.0)
    photon.presence, session.journal = Script(SILENT, DEVICE), Unfinished()
    join_photon(session, facts, said.append, Cancel())
    assert photon.calls == ["enter_listening"]
