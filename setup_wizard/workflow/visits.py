"""Where a job can run: online, or on the Photon's own network, where mostly there is no internet."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from setup_wizard.core.cancel import Budget, Cancel
from setup_wizard.core.device import DeviceIdentity
from setup_wizard.core.errors import Reason, ReplyLostError, SetupError
from setup_wizard.workflow.facts import Facts
from setup_wizard.workflow.news import Say
from setup_wizard.workflow.session import Session
from setup_wizard.workflow.switch import bring_to_photon, leave_photon_network

T = TypeVar("T")

POLL_S = 1.0
PROBE_BUDGET_S = 3.0
PERSON_TIMEOUT_S = 600.0
MOST_REJOINS = 3
LOST_AFTER = 3
"""How many looks in a row the Photon has to miss before it counts as lost."""
ONLINE_TIMEOUT_S = 30.0
"""How long somebody is given to bring the internet back before it counts as gone."""


def while_online(session: Session, work: Callable[[], T], say: Say, cancel: Cancel, *, on_photon: bool) -> T:
    """Run `work`, which needs the cloud; who is on the Photon's network is sent back for it first.

    A computer that also has another way to the internet stays. Otherwise nothing is sent to the cloud before there is
    such a way, or the Photon has stopped answering. Raises what `work` raises, CLOUD_UNREACHABLE once patience ran out.
    """
    stays_online = session.stays_online()
    if not on_photon or stays_online:
        try:
            return work()
        except SetupError as exc:
            if exc.reason is not Reason.CLOUD_UNREACHABLE or not session.join.changes_networks:
                raise
    budget = Budget(PERSON_TIMEOUT_S if on_photon else ONLINE_TIMEOUT_S)
    leave_photon_network(session, say, cancel)
    while True:
        cancel.sleep(min(POLL_S, budget.remaining_s))
        is_back = not on_photon or (session.stays_online() and not stays_online)
        if not is_back and not budget.spent and photon_answers(session, cancel):
            continue
        try:
            return work()
        except SetupError as exc:
            if exc.reason is not Reason.CLOUD_UNREACHABLE or budget.spent:
                raise


def may_ask_cloud(session: Session, failure: SetupError | None) -> bool:
    """Whether a question to the cloud would not go into the Photon's network, which nobody could answer there.

    `failure` is why the Photon did not answer: something else that answers in its place is in another network.
    """
    elsewhere = failure is not None and failure.reason is Reason.NOT_A_PHOTON
    return not session.join.changes_networks or elsewhere or session.stays_online()


def on_photon(session: Session, work: Callable[[], T], cancel: Cancel) -> T:
    """Run `work`, which talks to the Photon; a system that went elsewhere by itself is brought back, three times.

    One that is still there only missed an answer, and tries again.
    """
    for _rejoin in range(MOST_REJOINS):
        try:
            return work()
        except ReplyLostError:
            raise
        except SetupError as exc:
            if exc.reason is not Reason.DEVICE_UNREACHABLE or not session.join.changes_networks:
                raise
            if _is_lost(session, cancel) and not bring_to_photon(session, cancel):
                raise
    return work()


def identify(session: Session, cancel: Cancel, *, times: int) -> DeviceIdentity:
    """Who answers that many times in a row; raises as the Photon's `identify`, and WRONG_DEVICE if two take turns."""
    found = [session.photon.identify(cancel, budget_s=PROBE_BUDGET_S) for _look in range(times)]
    ids = sorted({identity.device_id for identity in found})
    if len(ids) > 1:
        raise SetupError(Reason.WRONG_DEVICE, f"several Photons answer: {', '.join(ids)}")
    return found[-1]


def expected(identity: DeviceIdentity, facts: Facts) -> DeviceIdentity:
    """The device that answers, if it is the one this setup is about; raises `SetupError(WRONG_DEVICE)`."""
    plugged_in = facts.cable.device_id if facts.cable else None
    for device_id in (facts.expected_device_id, facts.imported, plugged_in):
        if device_id not in (None, identity.device_id):
            raise SetupError(Reason.WRONG_DEVICE, f"expected {device_id}, found {identity.device_id}")
    return identity


def _is_lost(session: Session, cancel: Cancel) -> bool:
    for look in range(LOST_AFTER):
        if look:
            cancel.sleep(POLL_S)
        if photon_answers(session, cancel):
            return False
    return True


def photon_answers(session: Session, cancel: Cancel) -> bool:
    """Whether it is there, if only to lose its answer on the way; raises `SetupError(CANCELLED)`."""
    try:
        session.photon.identify(cancel, budget_s=PROBE_BUDGET_S)
    except ReplyLostError:
        return True
    except SetupError as exc:
        if exc.reason is Reason.CANCELLED:
            raise
        return False
    return True
