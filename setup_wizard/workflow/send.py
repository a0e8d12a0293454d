"""Handing the Photon its claim code and its network, and letting it go. After this there is no way back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.details import Detail
from setup_wizard.core.device import DeviceId, DeviceIdentity
from setup_wizard.core.errors import Reason, ReplyLostError, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.core.wifi import Enterprise, Found, WifiCredentials
from setup_wizard.workflow.facts import ChosenNetwork, Facts, Sent
from setup_wizard.workflow.join import join_photon
from setup_wizard.workflow.news import Milestone, Say
from setup_wizard.workflow.prepare import is_prepared
from setup_wizard.workflow.services import UsbPhotonService
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
    """Claim code, network, `connect-ap`, in this order; nothing is sent unless all of it can be expressed.

    A lost answer to what sends it off is no failure: `connect-ap`, for the Photon tears its network down while it
    answers, or, by cable, the end of the dialogue about the network.
    Raises `SetupError`, WRONG_DEVICE among them: the system may have hopped to another Photon meanwhile.
    """
    if facts.device is None or facts.network is None:
        raise SetupError(Reason.DEVICE_UNREACHABLE, "no Photon or no network is chosen")
    credentials = credentials_for(facts.network, secrets)
    session.photon.check(credentials)
    expected = facts.device
    if not is_prepared(session, facts):
        # The claim code has grown old, or went to another device: back to the cloud for a new one, and here again.
        facts = join_photon(session, facts, say, cancel)
    sent = on_photon(session, lambda: _hand_over(session, facts, expected, credentials, cancel), cancel)
    if sent.reply_seen or facts.cable is None:
        say(Milestone.NETWORK_SENT)
    if facts.cable is not None:
        return facts.with_sent(sent)
    _note(session, facts, sent)
    return facts.with_sent(replace(sent, reply_seen=session.photon.connect(cancel)))


def _hand_over(
    session: Session, facts: Facts, expected: DeviceIdentity, credentials: WifiCredentials, cancel: Cancel
) -> Sent:
    """Tell the Photon everything; by cable, the end of that already sends it off."""
    device_id = _same_device(session, expected, cancel)
    has_code = not facts.claims or _deliver_claim_code(session, device_id, cancel)
    if session.plugged is not None:
        return _tell_by_cable(session, session.plugged, facts, credentials, has_code, cancel)
    session.photon.configure(credentials, cancel)
    return Sent(_server_time(session, facts), reply_seen=False, has_claim_code=has_code)


def _tell_by_cable(
    session: Session,
    plugged: UsbPhotonService,
    facts: Facts,
    credentials: WifiCredentials,
    has_code: bool,
    cancel: Cancel,
) -> Sent:
    """The dialogue about the network; if its end is lost, only the cloud can say how it went."""
    found = Found.SEEN

    def sent(*, reply_seen: bool) -> Sent:
        return Sent(_server_time(session, facts), reply_seen, has_code, found)

    def note(now_found: Found) -> None:
        # No earlier: a Photon that has not been told everything goes back to its old network, which proves nothing.
        nonlocal found
        found = now_found
        _note(session, facts, sent(reply_seen=False))

    try:
        plugged.configure(credentials, cancel, note)
    except ReplyLostError:
        return sent(reply_seen=False)
    except SetupError as exc:
        if exc.detail != Detail.GOES_ON:
            session.forget_unfinished()
        raise
    return sent(reply_seen=True)


def _note(session: Session, facts: Facts, sent: Sent) -> None:
    """Written before the Photon leaves: whatever interrupts this run, the next one can ask the cloud."""
    if session.journal is not None:
        session.journal.note_sent(facts.with_sent(sent))


def _server_time(session: Session, facts: Facts) -> datetime | None:
    return session.cloud.server_now() if facts.signed_in else None


def _same_device(session: Session, expected: DeviceIdentity, cancel: Cancel) -> DeviceId:
    found = session.photon.identify(cancel).device_id
    if found != expected.device_id:
        raise SetupError(Reason.WRONG_DEVICE, f"expected {expected.device_id}, found {found}")
    return found


def _deliver_claim_code(session: Session, device_id: DeviceId, cancel: Cancel) -> bool:
    """Whether the Photon holds the code now."""
    held = session.claim_code
    if held is None:
        raise SetupError(Reason.CLOUD_ERROR, "there is no claim code")
    if held.delivered_to is None and session.photon.set_claim_code(held.code.value, cancel):
        held.delivered_to = device_id
    return held.delivered_to is not None
