"""Handing the Photon its claim code and its network, and letting it go. After this there is no way back."""

from __future__ import annotations

from dataclasses import dataclass

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.device import DeviceId, DeviceIdentity
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.core.wifi import Enterprise, WifiCredentials
from setup_wizard.workflow.facts import ChosenNetwork, Facts, Sent
from setup_wizard.workflow.join import join_photon
from setup_wizard.workflow.news import Milestone, Say
from setup_wizard.workflow.prepare import is_prepared
from setup_wizard.workflow.session import Session
from setup_wizard.workflow.visits import on_photon


@dataclass(frozen=True, slots=True)
class NetworkSecrets:
    """What the person typed for the chosen network."""

    password: Secret | None = None
    enterprise: Enterprise | None = None


def credentials_for(network: ChosenNetwork, secrets: NetworkSecrets) -> WifiCredentials:
    """The chosen network and what was typed for it, as the Photon is told."""
    return WifiCredentials(
        network.ssid,
        network.security,
        network.security_number,
        network.channel,
        secrets.password,
        secrets.enterprise,
    )


def send_network(session: Session, facts: Facts, secrets: NetworkSecrets, say: Say, cancel: Cancel) -> Facts:
    """Claim code, encrypted network, `connect-ap`, in this order; nothing is sent unless all of it can be expressed.

    A lost answer to `connect-ap` is no failure: the Photon tears its network down while it answers.
    Raises `SetupError`, WRONG_DEVICE among them: the system may have hopped to another Photon meanwhile.
    """
    if facts.device is None or facts.network is None:
        raise SetupError(Reason.DEVICE_UNREACHABLE, "no Photon or no network is chosen")
    expected = facts.device
    credentials = credentials_for(facts.network, secrets)
    session.photon.check(credentials)
    if not is_prepared(session, facts):
        # The claim code has grown old, or went to another device: back to the cloud for a new one, and here again.
        facts = join_photon(session, facts, say, cancel)

    def hand_over() -> None:
        device_id = _same_device(session, expected, cancel)
        if facts.claims:
            _deliver_claim_code(session, device_id, cancel)
        session.photon.configure(credentials, cancel)

    on_photon(session, hand_over, cancel)
    say(Milestone.NETWORK_SENT)
    server_time = session.cloud.server_now() if facts.signed_in else None
    if session.journal is not None:
        # Written before the Photon leaves: whatever interrupts this run, the next one can ask the cloud.
        session.journal.note_sent(facts.with_sent(Sent(server_time, reply_seen=False)))
    reply_seen = session.photon.connect(cancel)
    return facts.with_sent(Sent(server_time, reply_seen))


def _same_device(session: Session, expected: DeviceIdentity, cancel: Cancel) -> DeviceId:
    found = session.photon.identify(cancel).device_id
    if found != expected.device_id:
        raise SetupError(Reason.WRONG_DEVICE, f"expected {expected.device_id}, found {found}")
    return found


def _deliver_claim_code(session: Session, device_id: DeviceId, cancel: Cancel) -> None:
    held = session.claim_code
    if held is None:
        raise SetupError(Reason.CLOUD_ERROR, "there is no claim code")
    if held.delivered_to is None and session.photon.set_claim_code(held.code.value, cancel):
        held.delivered_to = device_id
