"""The Wi-Fi dialogue: whatever the console asks is answered, in its order, until it says how it ended."""

from __future__ import annotations

import logging
from collections import Counter

from setup_wizard.core.errors import Reason, ReplyLostError, SetupError
from setup_wizard.core.wifi import SecurityKind, WifiCredentials
from setup_wizard.usb.answers import ANSWERS_THAT_STORE_NOTHING, answers_for
from setup_wizard.usb.console import in_a_dialogue
from setup_wizard.usb.prompts import (
    CIPHER,
    LEAVING,
    NOT_SAVED,
    OUT_OF_MEMORY,
    PASSWORD,
    PRIVATE_KEY,
    PROMPTS,
    SAVED,
    SAYINGS,
    SECURITY,
    SSID,
    THANKS,
)
from setup_wizard.usb.transcript import Mark, Transcript
from setup_wizard.wifi_checks import wep_key

log = logging.getLogger(__name__)

DIALOGUE_BUDGET_S = 180.0
_STEP_S = 10.0
# It scans without a word before it asks on, and once more before it saves; a scan may take 30 s (firmware:
# wlan_hal.cpp).
_STEPS_S = {SSID: 35.0, SECURITY: 35.0, THANKS: 65.0, SAVED: 2.0}
_MOST_TIMES = 2
LEAVE_BUDGET_S = 8.0
_REASONS_FOR_NO_ANSWER = {SECURITY: Reason.NETWORK_NOT_SEEN, PASSWORD: Reason.PASSWORD_LENGTH}


class Dialogue:
    """One run of `w`."""

    def __init__(self, transcript: Transcript, credentials: WifiCredentials, *, can_be_left: bool) -> None:
        """`can_be_left`: from 0.7.0 on there are answers that end it with nothing stored.

        Raises `SetupError` if the console cannot be told these credentials.
        """
        self._transcript = transcript
        self._credentials = credentials
        self._answers = answers_for(credentials)
        self._asked: Counter[Mark] = Counter()
        self._can_be_left = can_be_left
        self._last: Mark | None = None
        self._unanswered: Mark | None = None
        self._given_up: SetupError | None = None

    def run(self) -> None:
        """Raise `SetupError` unless the console saved the network and leaves listening mode.

        NETWORK_NOT_SEEN, PASSWORD_LENGTH or ENTERPRISE_INCOMPLETE where it asks what the credentials do not hold;
        nothing is saved then. `ReplyLostError` once it has everything and only its word is missing.
        When it is interrupted, the console is brought out of the dialogue, where it can be.
        """
        self._transcript.press(b"w")
        try:
            self._last = self._next()
            while self._last is not LEAVING:
                self._react(self._last)
                self._last = self._next()
        except KeyboardInterrupt:
            self._leave()
            raise
        except SetupError as exc:
            if exc.reason is Reason.CANCELLED:
                self._leave()
            if exc.reason is not Reason.UNPLUGGED or self._last not in (THANKS, SAVED):
                raise
            if self._last is THANKS:
                raise ReplyLostError("the port was lost while the network was being saved") from exc
        if self._given_up is not None:
            raise self._given_up

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
            return found.mark
        if self._last is SAVED:
            return LEAVING
        if self._last is THANKS:
            raise ReplyLostError("no word whether the network was saved")
        after = self._last.name if self._last else "w"
        if self._transcript.is_silent:
            raise SetupError(Reason.DEVICE_UNREACHABLE, f"no answer after {after}")
        raise SetupError(Reason.DEVICE_REJECTED_REQUEST, f"an unknown prompt after {after}")

    def _react(self, mark: Mark) -> None:
        if mark is NOT_SAVED:
            raise self._given_up or SetupError(self._refusal, "the console could not save the network")
        if mark is OUT_OF_MEMORY:
            raise SetupError(Reason.DEVICE_REJECTED_REQUEST, "the device is out of memory")
        if mark in PROMPTS:
            self._answer(mark)

    def _answer(self, mark: Mark) -> None:
        self._asked[mark] += 1
        if self._asked[mark] > _MOST_TIMES:
            raise SetupError(Reason.DEVICE_REJECTED_REQUEST, f"asked for {mark.name} again and again")
        if mark is CIPHER and self._credentials.security.kind is SecurityKind.UNKNOWN and self._given_up is None:
            self._take_for_wep()
        if mark not in self._answers:
            reason = _REASONS_FOR_NO_ANSWER.get(mark, Reason.ENTERPRISE_INCOMPLETE)
            self._given_up = SetupError(reason, f"the console asked for the {mark.name}, which nobody gave")
            self._answers |= ANSWERS_THAT_STORE_NOTHING
        self._unanswered = mark
        self._transcript.answer(self._answers[mark])
        self._unanswered = None

    def _leave(self) -> None:
        """Say on, for a few seconds, what stores nothing: left in a dialogue, it would be of use only after a RESET."""
        if not self._can_be_left or self._last not in (None, *PROMPTS) or self._knows_enough:
            return
        self._transcript.go_on_though_cancelled(LEAVE_BUDGET_S)
        try:
            mark = self._unanswered or self._mark_while_leaving()
            while mark in ANSWERS_THAT_STORE_NOTHING:
                self._transcript.answer(ANSWERS_THAT_STORE_NOTHING[mark])
                mark = self._mark_while_leaving()
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

    def _take_for_wep(self) -> None:
        """Only open and WEP networks that it has found have no cipher; should it ask for a password, it is WEP's."""
        try:
            self._answers[PASSWORD] = [wep_key(self._credentials)]
        except SetupError:
            self._answers.pop(PASSWORD, None)

    @property
    def _refusal(self) -> Reason:
        enterprise = self._credentials.security.kind.is_enterprise
        return Reason.ENTERPRISE_INCOMPLETE if enterprise else Reason.DEVICE_REJECTED_REQUEST
