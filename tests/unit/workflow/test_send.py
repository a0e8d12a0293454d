from __future__ import annotations

import pytest

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.device import DeviceIdentity
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.core.wifi import EapMethod, Enterprise, WifiCredentials
from setup_wizard.workflow import visits
from setup_wizard.workflow.facts import ChosenNetwork, Facts, Purpose, Sent
from setup_wizard.workflow.join import join_photon
from setup_wizard.workflow.news import Ask, Milestone, News
from setup_wizard.workflow.send import NetworkSecrets, credentials_for, send_network
from setup_wizard.workflow.session import CLAIM_CODE_LIFE_S, Session
from tests.unit.workflow.fakes import (
    DEVICE,
    NETWORK,
    NOW,
    OTHER_ID,
    WPA2,
    FakeCloud,
    FakePhoton,
    Script,
    facts_before_join,
    session_with,
    unreachable,
)

OTHER_DEVICE = DeviceIdentity(OTHER_ID, claimed_once=False)
SECRETS = NetworkSecrets(Secret("correct horse"))


def joined(session: Session, cancel: Cancel) -> Facts:
    return join_photon(session, facts_before_join(), lambda _news: None, cancel).with_network(NETWORK)


def test_claim_code_then_network_then_connect(cancel: Cancel, said: list[News]) -> None:
    cloud, photon = FakeCloud(), FakePhoton()
    session = session_with(cloud, photon)
    facts = send_network(session, joined(session, cancel), SECRETS, said.append, cancel)
    assert photon.calls == ["set_claim_code", "configure", "connect"]
    assert photon.claim_codes == cloud.codes
    assert facts.sent == Sent(NOW, reply_seen=True)
    assert said == [Milestone.NETWORK_SENT]


def test_the_network_is_told_as_it_was_scanned() -> None:
    network = ChosenNetwork(b"Home", WPA2, 4194308, channel=6, rssi_dbm=-48)
    enterprise = Enterprise(EapMethod.PEAP, identity="ada")
    assert credentials_for(network, NetworkSecrets(SECRETS.password, enterprise)) == WifiCredentials(
        b"Home", WPA2, 4194308, 6, SECRETS.password, enterprise
    )


def test_nothing_is_sent_when_the_photon_cannot_be_told_the_network(cancel: Cancel, said: list[News]) -> None:
    photon = FakePhoton()
    session = session_with(FakeCloud(), photon)
    facts = joined(session, cancel)
    photon.inexpressible = SetupError(Reason.SSID_NOT_EXPRESSIBLE)
    with pytest.raises(SetupError) as raised:
        send_network(session, facts, SECRETS, said.append, cancel)
    assert raised.value.reason is Reason.SSID_NOT_EXPRESSIBLE
    assert photon.calls == []


def test_another_photon_gets_nothing(cancel: Cancel, said: list[News]) -> None:
    photon = FakePhoton(DEVICE, OTHER_DEVICE)
    session = session_with(FakeCloud(), photon)
    with pytest.raises(SetupError) as raised:
        send_network(session, joined(session, cancel), SECRETS, said.append, cancel)
    assert raised.value.reason is Reason.WRONG_DEVICE
    assert photon.calls == []


def test_a_lost_answer_to_connect_is_remembered_and_no_failure(cancel: Cancel, said: list[News]) -> None:
    photon = FakePhoton()
    photon.replies = Script(False)
    session = session_with(FakeCloud(), photon)
    facts = send_network(session, joined(session, cancel), SECRETS, said.append, cancel)
    assert facts.sent == Sent(NOW, reply_seen=False)


def test_any_other_refusal_is_not_repeated(cancel: Cancel, said: list[News]) -> None:
    photon = FakePhoton()
    photon.configured = Script(SetupError(Reason.NETWORK_NOT_SEEN))
    session = session_with(FakeCloud(), photon)
    with pytest.raises(SetupError) as raised:
        send_network(session, joined(session, cancel), SECRETS, said.append, cancel)
    assert raised.value.reason is Reason.NETWORK_NOT_SEEN
    assert photon.calls.count("configure") == 1


def test_a_corrected_password_needs_no_new_claim_code(cancel: Cancel, said: list[News]) -> None:
    cloud, photon = FakeCloud(), FakePhoton()
    session = session_with(cloud, photon)
    facts = send_network(session, joined(session, cancel), SECRETS, said.append, cancel)
    facts = join_photon(session, facts.without_device(), said.append, cancel)
    send_network(session, facts, NetworkSecrets(Secret("corrected horse")), said.append, cancel)
    assert cloud.calls == ["list_devices", "create_claim_code"]
    assert photon.calls.count("set_claim_code") == 1
    assert [credentials.password for credentials in photon.credentials] == [
        SECRETS.password,
        Secret("corrected horse"),
    ]


def test_a_code_that_reached_one_photon_is_never_given_to_another(cancel: Cancel, said: list[News]) -> None:
    cloud, photon = FakeCloud(), FakePhoton()
    session = session_with(cloud, photon)
    facts = send_network(session, joined(session, cancel), SECRETS, said.append, cancel)
    photon.presence = Script(OTHER_DEVICE)
    facts = join_photon(session, facts.without_device(), said.append, cancel)
    send_network(session, facts, SECRETS, said.append, cancel)
    assert photon.claim_codes == cloud.codes
    assert len(set(cloud.codes)) == 2


def test_a_code_that_was_not_delivered_yet_serves_the_photon_that_is_there(cancel: Cancel, said: list[News]) -> None:
    cloud, photon = FakeCloud(), FakePhoton()
    session = session_with(cloud, photon)
    facts = joined(session, cancel)
    photon.presence = Script(OTHER_DEVICE)
    send_network(session, facts.with_device(OTHER_DEVICE), SECRETS, said.append, cancel)
    assert photon.claim_codes == cloud.codes[:1]
    assert cloud.calls.count("create_claim_code") == 1


def test_a_code_that_grew_old_on_the_photons_network_is_renewed(cancel: Cancel, said: list[News]) -> None:
    cloud, photon = FakeCloud(), FakePhoton()
    session = session_with(cloud, photon)
    facts = joined(session, cancel)
    assert session.claim_code is not None
    session.claim_code.fetched_s -= 2 * CLAIM_CODE_LIFE_S
    send_network(session, facts, SECRETS, said.append, cancel)
    assert photon.claim_codes == cloud.codes[1:]


def test_an_old_code_that_cannot_be_renewed_is_not_sent(
    cancel: Cancel, said: list[News], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visits, "PERSON_TIMEOUT_S", 0.01)
    cloud, photon = FakeCloud(), FakePhoton()
    session = session_with(cloud, photon)
    facts = joined(session, cancel)
    assert session.claim_code is not None
    session.claim_code.fetched_s -= 2 * CLAIM_CODE_LIFE_S
    cloud.failures["create_claim_code"] = unreachable()
    with pytest.raises(SetupError) as raised:
        send_network(session, facts, SECRETS, said.append, cancel)
    assert raised.value.reason is Reason.CLOUD_UNREACHABLE
    assert said == [Ask.LEAVE_PHOTON]
    assert photon.calls == []


def test_a_failed_delivery_is_tried_again_with_the_same_code(cancel: Cancel, said: list[News]) -> None:
    cloud, photon = FakeCloud(), FakePhoton()
    session = session_with(cloud, photon)
    facts = joined(session, cancel)
    photon.failures["set_claim_code"] = SetupError(Reason.DEVICE_UNREACHABLE)
    with pytest.raises(SetupError):
        send_network(session, facts, SECRETS, said.append, cancel)
    photon.failures.clear()
    send_network(session, facts, SECRETS, said.append, cancel)
    assert photon.claim_codes == cloud.codes
    assert len(cloud.codes) == 1


def test_no_claim_code_goes_to_a_photon_that_only_gets_another_network(cancel: Cancel, said: list[News]) -> None:
    photon = FakePhoton()
    facts = Facts(purpose=Purpose.WIFI_ONLY, device=DEVICE, network=NETWORK)
    sent = send_network(session_with(FakeCloud(), photon), facts, SECRETS, said.append, cancel).sent
    assert photon.calls == ["configure", "connect"]
    assert sent == Sent(None, reply_seen=True)


def test_what_the_account_had_before_is_always_known_when_the_photon_is_sent_off(
    cancel: Cancel, said: list[News]
) -> None:
    """Signing in again between joining and sending forgets the list, without which "new in it" means nothing."""
    cloud = FakeCloud()
    facts = Facts(purpose=Purpose.WIFI_ONLY, check_online=True, username="me", device=DEVICE, network=NETWORK)
    facts = send_network(session_with(cloud, FakePhoton()), facts, SECRETS, said.append, cancel)
    assert facts.devices_before == ()
    assert cloud.calls == ["list_devices"]


@pytest.mark.parametrize("facts", [Facts(network=NETWORK), Facts(device=DEVICE)])
def test_without_a_photon_or_a_network_there_is_nothing_to_send(facts: Facts, cancel: Cancel, said: list[News]) -> None:
    photon = FakePhoton()
    with pytest.raises(SetupError):
        send_network(session_with(FakeCloud(), photon), facts, SECRETS, said.append, cancel)
    assert photon.calls == []
