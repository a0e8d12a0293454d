"""Every reason and every button in the person's language; and what each light means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication

from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.light import (
    JOINING_WIFI,
    LISTENING,
    NO_LIGHT,
    REACHING_CLOUD,
    UPDATING,
    WIFI_WITHOUT_CLOUD,
    Light,
)
from setup_wizard.ui.ways_out import Action, way_out
from setup_wizard.ui.widgets.note import Tone
from setup_wizard.ui.widgets.problem_panel import Problem
from setup_wizard.ui.widgets.text import isolated
from setup_wizard.workflow.facts import Facts
from setup_wizard.workflow.words import QT_TRANSLATE_NOOP, Words, words_about

ACTION_TEXTS: Mapping[Action, str] = MappingProxyType(
    {
        Action.TRY_AGAIN: QT_TRANSLATE_NOOP("Action", "Try again"),
        Action.KEEP_WATCHING: QT_TRANSLATE_NOOP("Action", "Keep watching"),
        Action.EDIT: QT_TRANSLATE_NOOP("Action", "Correct it"),
        Action.SIGN_IN_AGAIN: QT_TRANSLATE_NOOP("Action", "Sign in again"),
        Action.JOIN_AGAIN: QT_TRANSLATE_NOOP("Action", "Look for the Photon"),
        Action.NEW_CLAIM_CODE: QT_TRANSLATE_NOOP("Action", "Set it up again"),
        Action.PASSWORD_AGAIN: QT_TRANSLATE_NOOP("Action", "Enter password again"),
        Action.CHANGE_NETWORK: QT_TRANSLATE_NOOP("Action", "Change network"),
        Action.CONTINUE: QT_TRANSLATE_NOOP("Action", "Continue without saving"),
        Action.CHANGE_PRODUCT: QT_TRANSLATE_NOOP("Action", "Choose another product"),
        Action.CHANGE_CUSTOMER: QT_TRANSLATE_NOOP("Action", "Change the customer"),
        Action.RESTORE_FIRST: QT_TRANSLATE_NOOP("Action", "Restore it first"),
        Action.START_OVER: QT_TRANSLATE_NOOP("Action", "Start again"),
        Action.NEXT_CUSTOMER: QT_TRANSLATE_NOOP("Action", "Set it up for the next customer"),
        Action.USE_CABLE: QT_TRANSLATE_NOOP("Action", "Use a USB cable"),
        Action.USE_WIFI: QT_TRANSLATE_NOOP("Action", "Use its Wi-Fi instead"),
        Action.NEXT_DEVICE: QT_TRANSLATE_NOOP("Action", "Set up another"),
    }
)


@dataclass(frozen=True, slots=True)
class LightMeaning:
    """A light the person can pick, and what it tells."""

    light: Light
    caption: str
    meaning: str


LIGHT_MEANINGS: tuple[LightMeaning, ...] = (
    LightMeaning(
        LISTENING,
        QT_TRANSLATE_NOOP("Lights", "Blinking blue"),
        QT_TRANSLATE_NOOP("Lights", "It waits in setup mode: it could not join, or was never told a network."),
    ),
    LightMeaning(
        JOINING_WIFI,
        QT_TRANSLATE_NOOP("Lights", "Blinking green"),
        QT_TRANSLATE_NOOP(
            "Lights", "It is joining your Wi-Fi. After a minute of this, suspect the password or the signal."
        ),
    ),
    LightMeaning(
        WIFI_WITHOUT_CLOUD,
        QT_TRANSLATE_NOOP("Lights", "Breathing green"),
        QT_TRANSLATE_NOOP(
            "Lights", "Wi-Fi is fine, but the router keeps it from the cloud: TCP port 5683 must be open."
        ),
    ),
    LightMeaning(
        REACHING_CLOUD,
        QT_TRANSLATE_NOOP("Lights", "Blinking cyan"),
        QT_TRANSLATE_NOOP(
            "Lights", "It is reaching the cloud; give it half a minute. Orange or red in between is a key fault."
        ),
    ),
    LightMeaning(
        UPDATING,
        QT_TRANSLATE_NOOP("Lights", "Any magenta"),
        QT_TRANSLATE_NOOP(
            "Lights", "It is updating, which can take some minutes. Leave it plugged in and keep watching."
        ),
    ),
    LightMeaning(
        NO_LIGHT,
        QT_TRANSLATE_NOOP("Lights", "No light"),
        QT_TRANSLATE_NOOP("Lights", "It has no power. Try another USB cable or socket."),
    ),
)


def translated_words(reason: Reason, facts: Facts | None = None, detail: str = "") -> Words:
    """A reason's lines in the person's language, about this setup; names keep their own direction of writing.

    `detail` is the error's.
    """
    return words_about(reason, facts or Facts(), detail=detail, translate=_translate_words, isolate=isolated)


def problem_for(error: SetupError, facts: Facts | None = None) -> Problem:
    """What the problem panel shows for an error."""
    words = translated_words(error.reason, facts, error.detail)
    chosen = way_out(error.reason, facts or Facts())
    return Problem(
        happened=words.happened,
        why=words.why,
        what_to_do=words.todo,
        primary=action_text(chosen.primary),
        secondary=action_text(chosen.secondary) if chosen.secondary else "",
        tone=Tone.WARN if chosen.doubtful else Tone.BAD,
    )


def action_text(action: Action) -> str:
    """The verb on the button."""
    return QCoreApplication.translate("Action", ACTION_TEXTS[action])


def light_choices() -> list[tuple[Light, str]]:
    """The lights to pick from, with their captions."""
    return [(entry.light, QCoreApplication.translate("Lights", entry.caption)) for entry in LIGHT_MEANINGS]


def light_meaning(index: int) -> str:
    """What the picked light tells."""
    return QCoreApplication.translate("Lights", LIGHT_MEANINGS[index].meaning)


def _translate_words(text: str) -> str:
    return QCoreApplication.translate("Words", text)
