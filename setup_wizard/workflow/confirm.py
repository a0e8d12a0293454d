"""Watching, after `connect-ap`, until the cloud proves it or every sign says it failed.

Two signs are looked at in turn: the cloud's entry for the device, and whether the Photon answers in setup mode. The
cloud wins: a Photon's network can stay visible after it joined, and be gone though it did not (device-os issue 971).
"""

from __future__ import annotations

import logging
import threading
import time
from contextlib import ExitStack
from dataclasses import replace

from setup_wizard.core.account import CloudDevice
from setup_wizard.core.cancel import Budget, Cancel
from setup_wizard.core.device import DeviceIdentity
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.workflow.access import SIGN_IN_OVER, asks_cloud, look_up
from setup_wizard.workflow.events import OwnersEvents
from setup_wizard.workflow.evidence import is_undecided, proves
from setup_wizard.workflow.facts import Facts, Purpose, Sent
from setup_wizard.workflow.news import Milestone, Say, once
from setup_wizard.workflow.ping import Pings
from setup_wizard.workflow.poll_plan import PollPlan
from setup_wizard.workflow.presence import Presence
from setup_wizard.workflow.recovery import ClaimById
from setup_wizard.workflow.session import Session
from setup_wizard.workflow.switch import join_photon_network, leave_photon_network
from setup_wizard.workflow.timing import Timing
from setup_wizard.workflow.visits import may_ask_cloud

log = logging.getLogger(__name__)

MAX_RESENDS = 3
_STOPS = (*SIGN_IN_OVER, Reason.CANCELLED, Reason.WRONG_TOKEN_KIND)


def confirm(
    session: Session,
    facts: Facts,
    say: Say,
    cancel: Cancel,
    timing: Timing | None = None,
    events: OwnersEvents | None = None,
) -> Facts:
    """Wait for proof: facts with CLAIMED, ONLINE (no claim wanted) or LEFT_SETUP_MODE (nobody to ask).

    `events` are the owner's, where somebody listens to them already.
    Raises `SetupError`: DID_NOT_JOIN, CLAIMED_OFFLINE, OWNED_BY_OTHER, CLAIM_NOT_CONFIRMED, CANCELLED, SIGN_IN_OVER,
    UNPLUGGED (by cable; a later run may still find that it worked), or, from a cloud that never answered rightly,
    CLOUD_UNREACHABLE, CLOUD_ERROR, RATE_LIMITED.
    """
    if facts.device is None or facts.sent is None:
        raise SetupError(Reason.CLAIM_NOT_CONFIRMED, "nothing was sent to a Photon")
    watch = _Watch(session, facts, facts.device, facts.sent, once(say), timing or Timing(), events)
    try:
        proven = watch.run(cancel)
    except SetupError as exc:
        if exc.reason in (Reason.DID_NOT_JOIN, Reason.OWNED_BY_OTHER):
            session.forget_unfinished()
        raise
    session.forget_unfinished()
    return facts.with_proof(proven, watch.device_name)


def _needed_s(session: Session, timing: Timing) -> float:
    """How long it takes at least to tell that a Photon is gone, with no account to ask."""
    asked_after_s = timing.rejoin_after_s if session.join.changes_networks else 0.0
    return asked_after_s + timing.gone_for_s + 5.0


def _claimed_by_id(facts: Facts, sent: Sent) -> Facts:
    return replace(facts, sent=replace(sent, claimed_by_id=True))


def _unplugged() -> SetupError:
    return SetupError(Reason.UNPLUGGED, "its port is gone, and the cloud has not seen it")


class _Watch:
    """The state of one watch; every method runs on the caller's thread."""

    def __init__(
        self,
        session: Session,
        facts: Facts,
        device: DeviceIdentity,
        sent: Sent,
        say: Say,
        timing: Timing,
        shared_events: OwnersEvents | None,
    ) -> None:
        self._session = session
        self._facts = _claimed_by_id(facts, sent) if device.device_id == session.claimed_by_id else facts
        self._asks_cloud = asks_cloud(facts)
        self._device_id = device.device_id
        self._sent = sent
        self._say = say
        self._timing = timing
        self._budget = Budget(
            timing.timeout_s if self._asks_cloud else max(timing.timeout_s, _needed_s(session, timing))
        )
        # By cable its last answer is that it leaves setup mode.
        has_left = facts.cable is not None and sent.reply_seen
        self._presence = Presence(session, self._device_id, say, has_left=has_left)
        claim_after_s = timing.claim_by_id_after_s if sent.has_claim_code else timing.poll_s
        self._by_id = ClaimById(session, facts, device.device_id, claim_after_s)
        self._wake = threading.Event()
        self._polls = PollPlan(timing, self._budget)
        self._reached_cloud = False
        self._cloud_failure: SetupError | None = None
        self._entry: CloudDevice | None = None
        self._seen_offline = False
        self._resends = 0
        self._asked_to_leave = False
        self._asked_to_rejoin_s: float | None = None
        self._moved_s: float | None = None
        self._is_back = False
        self._shared_events = shared_events
        self._events = ExitStack()
        self._listens = False
        self._pings = Pings(session, facts, device.device_id, timing.claim_by_id_after_s)

    @property
    def device_name(self) -> str:
        """What the cloud calls the device; empty while it does not list it."""
        return self._entry.name if self._entry is not None else ""

    def run(self, cancel: Cancel) -> Reason:
        """Look, decide, wait, until decided."""
        with self._events, cancel.calling(self._wake.set):
            return self._look_until_decided(cancel)

    def _look_until_decided(self, cancel: Cancel) -> Reason:
        while True:
            self._presence.look(cancel)
            if self._asks_cloud and self._may_ask_cloud():
                self._listen(cancel)
                self._look_in_the_cloud(cancel)
            if (proven := self._proven()) is not None:
                return proven
            if self._has_failed_to_join():
                raise SetupError(Reason.DID_NOT_JOIN, "the Photon answers in setup mode again")
            if self._presence.unplugged_for_s >= self._timing.port_gone_s:
                raise _unplugged()
            if self._budget.spent:
                raise self._failure()
            self._help(cancel)
            self._wake.wait(self._pause_s())
            cancel.check()

    def _may_ask_cloud(self) -> bool:
        """Whether this computer is back, as far as can be told: a Photon that left setup mode is silent everywhere."""
        if self._presence.answers or not self._is_back:
            self._is_back = may_ask_cloud(self._session, self._presence.failure) or self._has_moved()
            if not self._is_back:
                self._stop_asking()
        return self._is_back

    def _has_moved(self) -> bool:
        if self._moved_s is None or self._presence.answers:
            return False
        return time.monotonic() - self._moved_s >= self._timing.moved_after_s

    def _listen(self, cancel: Cancel) -> None:
        # A device without an owner is in nobody's event stream.
        if self._listens or self._facts.purpose is Purpose.PRODUCT_DEVICE:
            return
        self._listens = True
        events = self._shared_events or self._events.enter_context(OwnersEvents(self._session, self._facts, cancel))
        self._events.enter_context(events.waking(self._device_id, self._wake))

    def _stop_asking(self) -> None:
        self._is_back = self._listens = False
        self._events.close()

    def _pause_s(self) -> float:
        """Until the next look at either; an event that came too early for the cloud is then not slept over."""
        pause_s = min(self._timing.probe_s, self._budget.remaining_s)
        if self._is_back:
            pause_s = min(pause_s, self._polls.due_in_s)
        return max(0.0, pause_s)

    def _look_in_the_cloud(self, cancel: Cancel) -> None:
        if self._wake.is_set():
            self._wake.clear()
            self._polls.hurry()
        if self._polls.due_in_s > 0.0:
            return
        try:
            total_s = min(self._timing.poll_total_s, max(1.0, self._budget.remaining_s))
            entry = look_up(self._session, self._facts, self._device_id, cancel, total_s=total_s)
        except SetupError as exc:
            if exc.reason in _STOPS:
                raise
            log.info("cloud: %s", exc)
            self._cloud_failure = exc
            self._polls.asked(exc)
            return
        self._polls.asked()
        self._reached_cloud = True
        self._cloud_failure = None
        self._say(Milestone.CLOUD_REACHED)
        self._note(entry)
        if entry is None and self._facts.claims:
            self._claim_by_id(cancel)
        elif entry is not None and self._only_device_can_tell(entry):
            self._pings.try_if_due(cancel)

    def _claim_by_id(self, cancel: Cancel) -> None:
        """Once it may have worked, also whoever watches on, or finishes an interrupted run, has to know."""
        try:
            self._by_id.try_if_due(cancel)
        finally:
            if self._by_id.may_have_claimed and self._session.claimed_by_id != self._device_id:
                self._session.claimed_by_id = self._device_id
                self._facts = _claimed_by_id(self._facts, self._sent)
                if self._session.journal is not None:
                    self._session.journal.note_sent(self._facts)

    def _only_device_can_tell(self, entry: CloudDevice) -> bool:
        before = self._facts.device_before(self._device_id)
        return not self._presence.answers and is_undecided(entry, before) and not self._is_proof(entry)

    def _is_proof(self, entry: CloudDevice) -> bool:
        return self._pings.answered or proves(entry, self._facts, seen_offline=self._seen_offline)

    def _note(self, entry: CloudDevice | None) -> None:
        self._entry = entry
        if entry is None:
            return
        self._seen_offline = self._seen_offline or not entry.online
        if self._facts.device_before(self._device_id) is None:
            self._say(Milestone.DEVICE_OURS)

    def _proven(self) -> Reason | None:
        if self._entry is not None and self._is_proof(self._entry):
            # However its network looks: a device that is online has left setup mode.
            self._say(Milestone.LEFT_SETUP_MODE)
            self._say(Milestone.DEVICE_ONLINE)
            self._say(Milestone.DEVICE_OURS)
            return Reason.CLAIMED if self._facts.claims else Reason.ONLINE
        if not self._nobody_can_tell() or self._presence.gone_since_s is None:
            return None
        since_s = self._presence.gone_since_s
        if self._session.join.changes_networks:
            # A computer that has gone home cannot see it: the minute counts from when somebody was asked to look.
            if self._asked_to_rejoin_s is None:
                return None
            since_s = max(since_s, self._asked_to_rejoin_s)
        return Reason.LEFT_SETUP_MODE if time.monotonic() - since_s >= self._timing.gone_for_s else None

    def _nobody_can_tell(self) -> bool:
        """Whether there is no account to ask, or one that this device is not in; a product has to know its device."""
        if self._facts.purpose is not Purpose.WIFI_ONLY:
            return False
        if not self._asks_cloud:
            return True
        not_listed = self._reached_cloud and self._cloud_failure is None and self._entry is None
        return not_listed and self._facts.device_before(self._device_id) is None

    def _has_failed_to_join(self) -> bool:
        """Whether it answers in setup mode, and the cloud had its chance to say otherwise since."""
        if not self._presence.answers:
            return False
        if not self._asks_cloud and self._presence.was_gone:
            return True
        if not self._session.join.changes_networks and self._cloud_failure is not None:
            # Both could be reached before, so the cloud may yet be heard: only it can say that the Photon did not join.
            return False
        grace_s = self._timing.cable_grace_s if self._facts.cable is not None else self._timing.grace_s
        return self._presence.answers_for_s >= (grace_s if self._presence.was_gone else self._timing.rejoin_after_s)

    def _help(self, cancel: Cancel) -> None:
        """Do, or ask for, what gets a stuck setup on."""
        watched_s = self._budget.elapsed_s
        answers, never_left = self._presence.answers, self._presence.never_left
        if never_left:
            self._resend_if_lost(cancel)
        if not self._reached_cloud and self._asks_cloud:
            # With one radio, a Photon whose network stays up keeps this computer from the cloud.
            patience_s = self._timing.grace_s if never_left else self._timing.leave_after_s
            if watched_s >= patience_s and not self._asked_to_leave:
                self._asked_to_leave = True
                leave_photon_network(self._session, self._say, cancel)
                self._moved_s = time.monotonic()
        elif not answers and watched_s >= self._timing.rejoin_after_s and self._asked_to_rejoin_s is None:
            self._stop_asking()
            self._asked_to_rejoin_s = self._moved_s = time.monotonic()
            join_photon_network(self._session, self._say, cancel)

    def _resend_if_lost(self, cancel: Cancel) -> None:
        """It never left and its answer was lost: then perhaps the request was, too."""
        due_s = self._timing.resend_after_s * (1 + self._resends)
        if self._sent.reply_seen or self._resends == MAX_RESENDS or self._budget.elapsed_s < due_s:
            return
        self._resends += 1
        try:
            self._session.photon.connect(cancel)
        except SetupError as exc:
            if exc.reason is Reason.CANCELLED:
                raise
            log.info("connect-ap again: %s", exc)

    def _failure(self) -> SetupError:
        if not self._session.join.changes_networks and self._cloud_failure is not None:
            return self._cloud_failure
        if self._presence.answers:
            return SetupError(Reason.DID_NOT_JOIN, "the Photon still answers in setup mode")
        if self._asks_cloud and not self._reached_cloud:
            return self._cloud_failure or SetupError(Reason.CLOUD_UNREACHABLE, "the cloud was not asked in time")
        if self._by_id.owned_by_other:
            return SetupError(Reason.OWNED_BY_OTHER, "the claim code did not take, and another account owns it")
        if self._entry is not None and not self._entry.online:
            return SetupError(Reason.CLAIMED_OFFLINE, "in the account, not online")
        if self._presence.is_unplugged:
            return _unplugged()
        return SetupError(Reason.CLAIM_NOT_CONFIRMED, f"no proof within {self._budget.total_s:g} s")
