"""Getting to the Photon, with everything in hand that it will need there: mostly there is no internet."""

from __future__ import annotations

import time
from collections.abc import Callable

from setup_wizard.core.cancel import Budget, Cancel
from setup_wizard.core.device import DeviceId
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.workflow.at_cable import wait_at_cable
from setup_wizard.workflow.facts import Facts
from setup_wizard.workflow.journal import UNFINISHED_LOOK_S, finish_unfinished
from setup_wizard.workflow.news import Milestone, Say
from setup_wizard.workflow.obstacle import Obstacle
from setup_wizard.workflow.prepare import is_prepared, prepare
from setup_wizard.workflow.session import Session
from setup_wizard.workflow.switch import Going, join_photon_network
from setup_wizard.workflow.visits import (
    LOST_AFTER,
    PERSON_TIMEOUT_S,
    POLL_S,
    expected,
    identify,
    may_ask_cloud,
    while_online,
)

REACHABLE_TIMEOUT_S = 10.0
"""With `--join none` the Photon is there, or it is not."""
UNFINISHED_TIMEOUT_S = 60.0
"""An interrupted setup may still be on its way to the cloud."""


def join_photon(
    session: Session,
    facts: Facts,
    say: Say,
    cancel: Cancel,
    read: Callable[[DeviceId | None], None] = lambda _device_id: None,
) -> Facts:
    """Fetch what needs the internet, then wait until the Photon tells its id; the person is asked only if it does not.

    A product has to know its device before that presents a claim code. An unknown one is therefore visited twice where
    the cloud cannot be reached from its network: once to read its id, and once more to set it up.
    By cable the cloud can always be reached, and mostly the system tells the id.
    `read` hears the id after a first visit, also if the cloud then refuses that device.
    Raises `SetupError`: JOIN_FAILED, or what kept this computer from going, when the person's patience ran out,
    WRONG_DEVICE, what the cloud raised, or, by
    cable, what `wait_at_cable` raises.
    """
    facts = prepare_online(session, facts, say, cancel)
    facts = _wait_for_photon(session, facts, say, cancel)
    if facts.sent is not None or is_prepared(session, facts):
        return facts
    say(Milestone.DEVICE_READ)
    read(facts.known_device_id)
    facts = prepare_online(session, facts, say, cancel)
    return _wait_for_photon(session, facts, say, cancel)


def prepare_online(session: Session, facts: Facts, say: Say, cancel: Cancel) -> Facts:
    """Fetch what needs the internet, as far as the device is known; who has it keeps it for the next try."""
    if is_prepared(session, facts):
        return facts
    on_photon = facts.device is not None and facts.cable is None
    return while_online(session, lambda: prepare(session, facts, say, cancel), say, cancel, on_photon=on_photon)


def _wait_for_photon(session: Session, facts: Facts, say: Say, cancel: Cancel) -> Facts:
    if facts.cable is not None:
        return wait_at_cable(session, facts, facts.cable, say, cancel)
    by_itself = not session.join.changes_networks
    unfinished = session.journal is not None and session.journal.unfinished(facts) is not None
    reachable_timeout_s = UNFINISHED_TIMEOUT_S if unfinished else REACHABLE_TIMEOUT_S
    budget = Budget(reachable_timeout_s if by_itself else PERSON_TIMEOUT_S)
    obstacle = Obstacle(session, say)
    asked, going = False, Going()
    misses = 0
    next_look_s = 0.0
    while True:
        try:
            # Right after a change of networks one answer says little.
            identity = identify(session, cancel, times=2 if asked else 1)
        except SetupError as exc:
            if exc.reason in (Reason.CANCELLED, Reason.WRONG_DEVICE):
                raise
            failure = obstacle.note(exc)
            misses += failure is exc
            if time.monotonic() >= next_look_s and (not asked or may_ask_cloud(session, exc)):
                if (finished := finish_unfinished(session, facts, cancel)) is not None:
                    return finished
                next_look_s = time.monotonic() + UNFINISHED_LOOK_S
            if budget.spent:
                raise _silence(exc, failure, going, by_itself=by_itself, unfinished=unfinished) from exc
        else:
            facts = facts.with_device(expected(identity, facts))
            session.forget_unfinished()
            return facts
        if not asked or (going.went and misses >= LOST_AFTER):
            asked, misses = True, 0
            going = join_photon_network(session, say, cancel)
        cancel.sleep(min(POLL_S, budget.remaining_s))


def _silence(exc: SetupError, failure: SetupError, going: Going, *, by_itself: bool, unfinished: bool) -> SetupError:
    """What it means that no Photon answered: `failure` is what this computer has to do with it, if not `exc`."""
    if failure is not exc:
        return failure
    if not by_itself:
        return going.hindrance or SetupError(Reason.JOIN_FAILED, f"no Photon answered: {exc}")
    # Whoever comes to finish an interrupted setup looks for none: it left setup mode.
    return SetupError(Reason.CLAIM_NOT_CONFIRMED, "it was interrupted before") if unfinished else exc
