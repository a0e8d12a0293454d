"""The Wi-Fi dialogue: whatever the console asks is answered, in its order, until it says how it ended."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from setup_wizard.core.details import Detail
from setup_wizard.core.errors import Reason, ReplyLostError, SetupError
from setup_wizard.core.wifi import Found, Security, SecurityKind, WifiCredentials
from setup_wizard.usb.answers import ANSWERS_THAT_STORE_NOTHING, answers_for
from setup_wizard.usb.console import in_a_dialogue
from setup_wizard.usb.prompts import (
    CIPHER,
    EAP,
    LEAVING,
    NOT_SAVED,
    OUT_OF_MEMORY,
    PASSWORD,
    PRIVATE_KEY,
    PROMPTS,
    ROOT_CA,
    SAVED,
    SAYINGS,
    SECURITY,
    SSID,
    THANKS,
)
from setup_wizard.usb.transcript import Mark, Transcript

log = logging.getLogger(__name__)

DIALOGUE_BUDGET_S = 180.0
_STEP_S = 10.0
# It scans without a word before it asks on, and once more before it saves; a scan may take 30 s (firmware:
# wlan_hal.cpp).
_STEPS_S = {SSID: 35.0, SECURITY: 35.0, THANKS: 65.0, SAVED: 2.0}
_MOST_TIMES = 2
LEAVE_BUDGET_S = 8.0


class Dialogue:
    """One run of `w`."""

    def __init__(
        self,
        transcript: Transcript,
        credentials: WifiCredentials,
        before_storing: Callable[[Found], None] = lambda _found: None,
        *,
        can_be_left: bool,
    ) -> None:
        """`can_be_left`: from 0.7.0 on it looks for the network, and there are answers that end with nothing stored.

        `before_storing` is called each time right before it may learn the last that it needs to store the network.
        Raises `SetupError` if the console cannot be told these credentials.
        """
        self._transcript = transcript
        self._credentials = credentials
        self._answers = answers_for(credentials)
        self._before_storing = before_storing
        self._asked: Counter[Mark] = Counter()
        self._can_be_left = can_be_left
        self._is_over = True
        self._is_told = False
        self._last: Mark | None = None
        self._unanswered: Mark | None = None
        self._given_up: SetupError | None = None

    def run(self) -> None:
        """Raise `SetupError` unless the console saved the network and leaves listening mode.

        NETWORK_NOT_SEEN, PASSWORD_LENGTH or ENTERPRISE_INCOMPLETE where it asks what the credentials do not hold;
        nothing is saved then. `ReplyLostError` once it has everything and only its word is missing.
        CANCELLED when it is interrupted, by Ctrl+C too: the console is brought out of the dialogue, where it can be;
        else the detail is a `Detail`.
        """
        self._transcript.press(b"w")
        self._is_over = False
        try:
            self._last = self._next()
            while self._last is not LEAVING:
                self._react(self._last)
                self._last = self._next()
        except KeyboardInterrupt as exc:
            raise self._interrupted() from exc
        except SetupError as exc:
            if exc.reason is Reason.CANCELLED:
                raise self._interrupted() from exc
            if exc.reason is not Reason.UNPLUGGED or self._last not in (THANKS, SAVED):
                raise
            if self._last is THANKS:
                raise self._given_up or ReplyLostError("the port was lost while the network was being saved") from exc
        if self._given_up is not None:
            raise self._given_up

    @property
    def is_over(self) -> bool:
        """Whether the console takes commands as before, and nothing is stored."""
        return self._is_over

    def _next(self) -> Mark:
        wait_s = _STEP_S if self._last is None else _STEPS_S.get(self._last, _STEP_S)
        found = self._transcript.find((*PROMPTS, *SAYINGS), wait_s)
        # Before anything else: an interruption may come between any two steps of a program.
        self._unanswered = found.mark if found is not None and found.mark.asks else None
        log.debug("w: %s", found.mark.name if found else "nothing known")
        begins = self._last is None
        if begins and (self._transcript.echoed_key if found is None else found.mark is not SSID):
            # It begins with the name in every generation: any other question is not meant for these answers.
            raise in_a_dialogue()
        if found is not None:
            if found.mark is THANKS:
                self._tell_that_it_stores()
            return found.mark
        if self._last is SAVED:
            return LEAVING
        if self._last is THANKS:
            raise self._given_up or ReplyLostError("no word whether the network was saved")
        after = self._last.name if self._last else "w"
        if self._transcript.is_silent:
            raise SetupError(Reason.DEVICE_UNREACHABLE, f"no answer after {after}")
        raise SetupError(Reason.DEVICE_REJECTED_REQUEST, f"an unknown prompt after {after}")

    def _react(self, mark: Mark) -> None:
        if mark is NOT_SAVED:
            self._is_over = True
            raise self._given_up or SetupError(self._refusal, "the console could not save the network")
        if mark is OUT_OF_MEMORY:
            self._is_over = True
            raise SetupError(Reason.DEVICE_REJECTED_REQUEST, "the device is out of memory")
        if mark in PROMPTS:
            self._answer(mark)

    def _answer(self, mark: Mark) -> None:
        self._asked[mark] += 1
        if self._asked[mark] > _MOST_TIMES:
            raise SetupError(Reason.DEVICE_REJECTED_REQUEST, f"asked for {mark.name} again and again")
        if self._credentials.security.kind is SecurityKind.UNKNOWN and self._given_up is None:
            self._take_for(mark)
        if mark not in self._answers:
            self._given_up = self._no_answer(mark)
            self._answers |= ANSWERS_THAT_STORE_NOTHING
        self._unanswered = mark
        if self._may_be_last(mark):
            self._tell_that_it_stores()
        self._transcript.answer(self._answers[mark])
        self._unanswered = None

    def _may_be_last(self, mark: Mark) -> bool:
        """Whether nothing more need be asked once this is answered."""
        kind = self._credentials.security.kind
        if mark is SECURITY:
            return kind is SecurityKind.OPEN
        if mark is CIPHER:
            return kind in (SecurityKind.OPEN, SecurityKind.UNKNOWN)
        return mark is ROOT_CA or (mark is PASSWORD and not self._asked[EAP])

    def _tell_that_it_stores(self) -> None:
        if self._given_up is None:
            self._is_told = True
            self._before_storing(self._found)

    @property
    def _found(self) -> Found:
        if self._asked[SECURITY] and self._can_be_left:
            return Found.NOT_SEEN
        return Found.SEEN if self._asked[PASSWORD] or self._asked[EAP] else Found.OPEN

    def _interrupted(self) -> SetupError:
        """Why it ends, and what becomes of the Photon, which is brought out of the dialogue if it can be."""
        self._leave()
        if self._is_over:
            return SetupError(Reason.CANCELLED)
        goes_on = self._is_told and self._unanswered is None and self._given_up is None
        return SetupError(Reason.CANCELLED, Detail.GOES_ON if goes_on else Detail.STUCK)

    def _leave(self) -> None:
        """Say on, for a few seconds, what stores nothing: left in a dialogue, it would be of use only after a RESET."""
        is_storing = self._last in (THANKS, SAVED) and self._given_up is None
        if not self._can_be_left or is_storing or self._knows_enough:
            return
        self._transcript.go_on_though_cancelled(LEAVE_BUDGET_S)
        try:
            mark = self._unanswered or self._mark_while_leaving()
            while mark in ANSWERS_THAT_STORE_NOTHING or (mark is THANKS and self._given_up is not None):
                if mark in ANSWERS_THAT_STORE_NOTHING:
                    self._given_up = self._given_up or SetupError(Reason.CANCELLED)
                    self._transcript.answer(ANSWERS_THAT_STORE_NOTHING[mark])
                mark = self._mark_while_leaving()
            if mark is THANKS:
                # It wanted no more than it had been told before.
                self._tell_that_it_stores()
            self._is_over = mark in (NOT_SAVED, OUT_OF_MEMORY)
        except SetupError as exc:
            log.info("it stays in the dialogue: %s", exc.reason)

    @property
    def _knows_enough(self) -> bool:
        """Whether it would store the network, with nothing but empty answers to come."""
        told = {PASSWORD, PRIVATE_KEY} & {*self._asked} - {self._unanswered}
        return bool(told) and self._given_up is None

    def _mark_while_leaving(self) -> Mark | None:
        found = self._transcript.find((*PROMPTS, *SAYINGS), LEAVE_BUDGET_S)
        log.debug("w, leaving: %s", found.mark.name if found else "nothing known")
        return found.mark if found else None

    def _take_for(self, mark: Mark) -> None:
        """What it asks tells how the network is secured, and with that what can be its password.

        Only open and WEP networks that it has found have no cipher; should it ask for a password, it is WEP's. Where
        it asks for nothing but that, it is that of WPA or WPA2, whose limits are the same.
        """
        if mark is CIPHER:
            kind = SecurityKind.WEP
        elif mark is PASSWORD and not self._asked[CIPHER]:
            kind = SecurityKind.WPA2
        else:
            return
        try:
            known = answers_for(replace(self._credentials, security=Security(kind)))
        except SetupError:
            self._answers.pop(PASSWORD, None)
        else:
            self._answers[PASSWORD] = known[PASSWORD]

    def _no_answer(self, mark: Mark) -> SetupError:
        """Why it is given up where it asks for what the credentials do not hold."""
        if mark is not PASSWORD:
            reason = Reason.NETWORK_NOT_SEEN if mark is SECURITY else Reason.ENTERPRISE_INCOMPLETE
            return SetupError(reason, f"the console asked for the {mark.name}, which nobody gave")
        if self._credentials.security.kind is SecurityKind.UNKNOWN:
            return SetupError(Reason.PASSWORD_LENGTH, "the password is none of this kind of network")
        return SetupError(Reason.PASSWORD_LENGTH, Detail.NO_PASSWORD)

    @property
    def _refusal(self) -> Reason:
        enterprise = self._credentials.security.kind.is_enterprise
        return Reason.ENTERPRISE_INCOMPLETE if enterprise else Reason.DEVICE_REJECTED_REQUEST
