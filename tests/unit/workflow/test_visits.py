"""Where things are done for a product's device: which visits it takes, and in which order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from setup_wizard.core.account import TokenKind
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.device import DeviceIdentity
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.workflow.facts import Purpose
from setup_wizard.workflow.join import join_photon
from setup_wizard.workflow.join_mode import JoinMode
from setup_wizard.workflow.networks import scan
from setup_wizard.workflow.news import Ask, CannotJoin, Milestone, News
from tests.unit.workflow.fakes import (
    CUSTOMER_TOKEN,
    DEVICE,
    DEVICE_ID,
    HOME,
    OTHER_ID,
    FakeCloud,
    FakeHost,
    FakePhoton,
    Script,
    absent,
    customer_session,
    facts_before_join,
    facts_for_customer,
    session_with,
    unreachable,
)

FOR_NOBODY = replace(facts_for_customer(), purpose=Purpose.PRODUCT_DEVICE, customer=None)


def test_a_known_device_is_imported_before_the_one_visit(cancel: Cancel, said: list[News]) -> None:
    cloud, photon = FakeCloud(), FakePhoton(absent(), DEVICE)
    facts = replace(facts_for_customer(), expected_device_id=DEVICE_ID)
    facts = join_photon(customer_session(cloud, photon), facts, said.append, cancel)
    assert cloud.calls == ["list_devices", "import_device", "find_member", "create_customer_claim_code"]
    assert cloud.tokens == [CUSTOMER_TOKEN.value]
    assert said == [Milestone.IN_PRODUCT, Ask.JOIN_PHOTON]
    assert (facts.device, facts.imported) == (DEVICE, DEVICE_ID)


def test_an_unknown_device_takes_two_visits_with_one_radio(cancel: Cancel, said: list[News]) -> None:
    photon = FakePhoton(absent(), DEVICE, DEVICE, absent(), absent(), DEVICE)
    cloud = FakeCloud()
    session = customer_session(cloud, photon)
    session.stays_online = lambda: False
    order: list[object] = []
    facts = join_photon(
        session, facts_for_customer(), lambda news: order.extend([*cloud.calls, news]) or cloud.calls.clear(), cancel
    )
    assert order == [
        "list_devices",
        Ask.JOIN_PHOTON,
        Milestone.DEVICE_READ,
        Ask.LEAVE_PHOTON,
        "import_device",
        "find_member",
        Milestone.IN_PRODUCT,
        "create_customer_claim_code",
        Ask.JOIN_PHOTON,
    ]
    assert facts.device == DEVICE


def test_nothing_is_sent_to_the_cloud_while_the_photon_still_answers(cancel: Cancel, said: list[News]) -> None:
    cloud = FakeCloud()
    photon = FakePhoton()
    session = customer_session(cloud, photon)
    session.stays_online = lambda: False
    asked_while_there: list[str] = []

    def tell(news: News) -> None:
        if news is Ask.LEAVE_PHOTON:
            cloud.calls.clear()
            photon.presence = Script(*[DEVICE] * 5, absent(), DEVICE)
        if news is Milestone.IN_PRODUCT:
            asked_while_there.append(f"{photon.presence.asked} looks")

    join_photon(session, facts_for_customer(), tell, cancel)
    assert asked_while_there == ["6 looks"]


def test_a_computer_that_keeps_the_internet_stays_for_one_visit(cancel: Cancel, said: list[News]) -> None:
    cloud = FakeCloud()
    session = customer_session(cloud, FakePhoton())
    join_photon(session, facts_for_customer(), said.append, cancel)
    assert said == [Milestone.DEVICE_READ, Milestone.IN_PRODUCT]
    assert cloud.calls == ["list_devices", "import_device", "find_member", "create_customer_claim_code"]


def test_a_cloud_that_does_not_answer_there_after_all_is_gone_home_for(cancel: Cancel, said: list[News]) -> None:
    cloud = FakeCloud()
    photon = FakePhoton()
    cloud.failures["import_device"] = unreachable()

    def tell(news: News) -> None:
        said.append(news)
        if news is Ask.LEAVE_PHOTON:
            cloud.failures.clear()
            photon.presence = Script(absent(), DEVICE)

    join_photon(customer_session(cloud, photon), facts_for_customer(), tell, cancel)
    assert said == [Milestone.DEVICE_READ, Ask.LEAVE_PHOTON, Milestone.IN_PRODUCT]


def test_with_join_none_a_cloud_that_does_not_answer_is_said(cancel: Cancel, said: list[News]) -> None:
    cloud = FakeCloud()
    cloud.failures["import_device"] = unreachable()
    session = customer_session(cloud, FakePhoton(), join=JoinMode.NONE)
    with pytest.raises(SetupError) as raised:
        join_photon(session, facts_for_customer(), said.append, cancel)
    assert raised.value.reason is Reason.CLOUD_UNREACHABLE
    assert Ask.LEAVE_PHOTON not in said


def test_another_photon_on_the_second_visit_stops_it(cancel: Cancel, said: list[News]) -> None:
    other = DeviceIdentity(OTHER_ID, claimed_once=False)
    photon = FakePhoton(DEVICE, absent(), other)
    session = customer_session(FakeCloud(), photon)
    session.stays_online = lambda: False
    with pytest.raises(SetupError) as raised:
        join_photon(session, facts_for_customer(), said.append, cancel)
    assert raised.value.reason is Reason.WRONG_DEVICE
    assert photon.calls == []


def test_a_refused_device_gets_no_claim_code(cancel: Cancel, said: list[News]) -> None:
    cloud = FakeCloud()
    cloud.failures["import_device"] = SetupError(Reason.DEVICE_REFUSED_BY_PRODUCT)
    with pytest.raises(SetupError):
        join_photon(customer_session(cloud, FakePhoton()), facts_for_customer(), said.append, cancel)
    assert cloud.codes == []


def test_a_device_for_nobody_is_imported_and_gets_no_code(cancel: Cancel, said: list[News]) -> None:
    cloud = FakeCloud()
    facts = join_photon(customer_session(cloud, FakePhoton()), FOR_NOBODY, said.append, cancel)
    assert cloud.calls == ["import_device", "find_member"]
    assert facts.device_before(DEVICE_ID) is not None


def test_a_customer_alone_takes_one_visit_and_imports_nothing(cancel: Cancel, said: list[News]) -> None:
    cloud, photon = FakeCloud(), FakePhoton(absent(), DEVICE)
    session = customer_session(cloud, photon)
    session.token = CUSTOMER_TOKEN
    facts = replace(facts_for_customer(), token_kind=TokenKind.CUSTOMER)
    join_photon(session, facts, said.append, cancel)
    assert cloud.calls == ["list_devices", "create_customer_claim_code"]
    assert said == [Ask.JOIN_PHOTON]


def test_joining_again_imports_nothing_again(cancel: Cancel, said: list[News]) -> None:
    cloud = FakeCloud()
    session = customer_session(cloud, FakePhoton())
    facts = join_photon(session, facts_for_customer(), said.append, cancel)
    cloud.calls.clear()
    join_photon(session, facts.without_device(), said.append, cancel)
    assert cloud.calls == []


class HoppingPhoton(FakePhoton):
    """A Photon that does not give its first few answers, because this computer is not there any more."""

    def __init__(self, hops: int, *presence: DeviceIdentity | SetupError) -> None:
        super().__init__(*(presence or (absent(),)))
        self.scans = Script(*[absent()] * hops, (HOME,))


@pytest.mark.parametrize(("hops", "is_found"), [(0, True), (1, True), (3, True), (4, False)])
def test_a_system_that_goes_elsewhere_by_itself_is_brought_back_three_times(
    hops: int, is_found: bool, cancel: Cancel
) -> None:
    host = FakeHost()
    session = session_with(FakeCloud(), HoppingPhoton(hops), host=host)
    if is_found:
        assert scan(session, facts_for_customer(), cancel).networks == (HOME,)
    else:
        with pytest.raises(SetupError) as raised:
            scan(session, facts_for_customer(), cancel)
        assert raised.value.reason is Reason.DEVICE_UNREACHABLE
    assert host.calls == ["join_photon"] * min(hops, 3)


def test_an_answer_that_is_missed_is_no_reason_to_join_again(cancel: Cancel) -> None:
    host = FakeHost()
    session = session_with(FakeCloud(), HoppingPhoton(2, absent(), absent(), DEVICE), host=host)
    assert scan(session, facts_for_customer(), cancel).networks == (HOME,)
    assert host.calls == []


def test_where_the_photon_can_always_be_reached_a_failure_is_one(cancel: Cancel) -> None:
    session = session_with(FakeCloud(), HoppingPhoton(1, DEVICE), join=JoinMode.NONE)
    with pytest.raises(SetupError):
        scan(session, facts_for_customer(), cancel)


def test_one_good_answer_is_not_enough_and_two_photons_are_not_mixed(cancel: Cancel, said: list[News]) -> None:
    other = DeviceIdentity(OTHER_ID, claimed_once=False)
    photon = FakePhoton(absent(), DEVICE, absent(), other)
    assert join_photon(session_with(FakeCloud(), photon), facts_before_join(), said.append, cancel).device == other
    photon = FakePhoton(absent(), DEVICE, other)
    with pytest.raises(SetupError) as raised:
        join_photon(session_with(FakeCloud(), photon), facts_before_join(), said.append, cancel)
    assert raised.value.reason is Reason.WRONG_DEVICE
    assert (DEVICE_ID in raised.value.detail, OTHER_ID in raised.value.detail) == (True, True)


def test_a_system_that_leaves_before_the_photon_has_answered_is_brought_back(cancel: Cancel, said: list[News]) -> None:
    host = FakeHost()
    photon = FakePhoton(*[absent()] * 4, DEVICE)
    join_photon(session_with(FakeCloud(), photon, host=host), facts_before_join(), said.append, cancel)
    assert host.calls == ["join_photon"] * 2
    assert said == []


def test_behind_a_tunnel_joining_again_would_not_help(cancel: Cancel, said: list[News]) -> None:
    host = FakeHost()
    session = session_with(FakeCloud(), FakePhoton(*[absent()] * 9, DEVICE), host=host)
    session.find_tunnel = lambda: "tun0"
    join_photon(session, facts_before_join(), said.append, cancel)
    assert host.calls == ["join_photon"]


def test_a_person_who_changes_networks_by_hand_is_not_brought_anywhere(cancel: Cancel) -> None:
    host = FakeHost()
    session = session_with(FakeCloud(), HoppingPhoton(1), host=host, join=JoinMode.MANUAL)
    with pytest.raises(SetupError):
        scan(session, facts_for_customer(), cancel)
    assert host.calls == []


def test_why_a_computer_cannot_join_is_said_and_the_person_is_asked(cancel: Cancel, said: list[News]) -> None:
    host = FakeHost()
    host.failure = SetupError(Reason.SEVERAL_PHOTONS, "Photon-A, Photon-B")
    session = session_with(FakeCloud(), FakePhoton(absent(), DEVICE), host=host)
    join_photon(session, facts_before_join(), said.append, cancel)
    assert said == [CannotJoin(Reason.SEVERAL_PHOTONS, "Photon-A, Photon-B"), Ask.JOIN_PHOTON]


def test_the_photon_that_was_chosen_among_several_is_joined(cancel: Cancel, said: list[News]) -> None:
    host = FakeHost()
    session = session_with(FakeCloud(), FakePhoton(absent(), DEVICE), host=host)
    session.photon_ssid = b"Photon-7QK2"
    join_photon(session, facts_before_join(), said.append, cancel)
    assert host.ssids == [b"Photon-7QK2"]
