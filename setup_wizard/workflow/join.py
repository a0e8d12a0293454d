"""Getting to the Photon: what must be fetched while the internet is there, then waiting until the Photon answers."""

from __future__ import annotations

import time
from dataclasses import replace

from setup_wizard.core.cancel import Budget, Cancel
from setup_wizard.core.device import DeviceIdentity
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.workflow.facts import Facts
from setup_wizard.workflow.join_mode import JoinMode
from setup_wizard.workflow.journal import finish_unfinished
from setup_wizard.workflow.news import Say
from setup_wizard.workflow.session import HeldClaimCode, Session
from setup_wizard.workflow.switch import join_photon_network, leave_photon_network

POLL_S = 1.0
PROBE_BUDGET_S = 3.0
REACHABLE_TIMEOUT_S = 10.0
"""With `--join none` the Photon is there, or it is not."""
UNFINISHED_LOOK_S = 4.0
UNFINISHED_TIMEOUT_S = 60.0
"""An interrupted setup may still be on its way to the cloud."""
PERSON_TIMEOUT_S = 600.0
ONLINE_TIMEOUT_S = 30.0
"""How long somebody is given to bring the internet back before it counts as gone."""


def join_photon(session: Session, facts: Facts, say: Say, cancel: Cancel) -> Facts:
    """Have a claim code in hand, then wait until `device-id` answers; the person is asked only if it does not yet.

    Raises `SetupError`: JOIN_FAILED when the person's patience ran out, WRONG_DEVICE, or what the cloud raised.
    """
    facts = _prepare_while_online(session, facts, say, cancel)
    return _wait_for_photon(session, facts, say, cancel)


def _prepare_while_online(session: Session, facts: Facts, say: Say, cancel: Cancel) -> Facts:
    """As `prepare_claim`; a computer that is on the Photon's network too early is sent back for it first."""
    budget = Budget(ONLINE_TIMEOUT_S)
    asked = False
    while True:
        try:
            return prepare_claim(session, facts, cancel)
        except SetupError as exc:
            if exc.reason is not Reason.CLOUD_UNREACHABLE or session.join is JoinMode.NONE or budget.spent:
                raise
        if not asked:
            asked = True
            leave_photon_network(session, say, cancel)
        cancel.sleep(POLL_S)


def prepare_claim(session: Session, facts: Facts, cancel: Cancel) -> Facts:
    """Fetch a claim code and the account's devices, unless a good code is held; needs the internet.

    As late as possible, because a code is good for an hour; before the join, because there is no internet after it.
    """
    if not facts.signed_in:
        return facts
    token = session.require_token()
    if facts.devices_before is None:
        facts = replace(facts, devices_before=session.cloud.list_devices(token, cancel))
    if facts.claims and (session.claim_code is None or not session.claim_code.is_young):
        session.claim_code = HeldClaimCode(session.cloud.create_claim_code(token, cancel))
    return facts


def _wait_for_photon(session: Session, facts: Facts, say: Say, cancel: Cancel) -> Facts:
    by_itself = session.join is JoinMode.NONE
    unfinished = session.journal is not None and session.journal.unfinished(facts) is not None
    reachable_timeout_s = UNFINISHED_TIMEOUT_S if unfinished else REACHABLE_TIMEOUT_S
    budget = Budget(reachable_timeout_s if by_itself else PERSON_TIMEOUT_S)
    asked = False
    next_look_s = 0.0
    while True:
        try:
            identity = session.photon.identify(cancel, budget_s=PROBE_BUDGET_S)
        except SetupError as exc:
            if exc.reason is Reason.CANCELLED:
                raise
            if time.monotonic() >= next_look_s:
                if (finished := finish_unfinished(session, facts, cancel)) is not None:
                    return finished
                next_look_s = time.monotonic() + UNFINISHED_LOOK_S
            if budget.spent:
                raise exc if by_itself else SetupError(Reason.JOIN_FAILED, f"no Photon answered: {exc}") from exc
        else:
            facts = facts.with_device(_expected(identity, facts))
            session.forget_unfinished()
            return facts
        if not asked:
            asked = True
            join_photon_network(session, say, cancel)
        cancel.sleep(min(POLL_S, budget.remaining_s))


def _expected(identity: DeviceIdentity, facts: Facts) -> DeviceIdentity:
    if facts.expected_device_id not in (None, identity.device_id):
        raise SetupError(Reason.WRONG_DEVICE, f"expected {facts.expected_device_id}, found {identity.device_id}")
    return identity
