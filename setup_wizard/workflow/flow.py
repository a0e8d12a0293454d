"""Which step comes next: the first rule not yet met. Skipping, resuming, Back and the next device need nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from setup_wizard.workflow.facts import Facts


class Step(StrEnum):
    """The steps of a setup; the values appear in `--json`."""

    PURPOSE = "purpose"
    SIGN_IN = "sign_in"
    JOIN = "join"
    NETWORK = "network"
    PASSWORD = "password"  # noqa: S105 - a step, not a secret
    CONFIRM = "confirm"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Rule:
    """A step, and when it is done; Back does not cross a met `barrier`."""

    step: Step
    met: Callable[[Facts], bool]
    barrier: bool = False


RULES: tuple[Rule, ...] = (
    Rule(Step.PURPOSE, lambda facts: facts.purpose is not None),
    Rule(Step.SIGN_IN, lambda facts: facts.signed_in or not facts.claims),
    Rule(Step.JOIN, lambda facts: facts.device is not None),
    Rule(Step.NETWORK, lambda facts: facts.network is not None),
    Rule(Step.PASSWORD, lambda facts: facts.sent is not None, barrier=True),
    Rule(Step.CONFIRM, lambda facts: facts.proven is not None, barrier=True),
)


def next_step(facts: Facts) -> Step:
    """The first step not done, DONE when all are."""
    return next((rule.step for rule in RULES if not rule.met(facts)), Step.DONE)


def step_after(step: Step, facts: Facts) -> Step:
    """The step that follows in this setup, done or not; `step` must not be the last."""
    steps = [*(rule.step for rule in RULES), Step.DONE]
    return next(later for later in steps[steps.index(step) + 1 :] if is_shown(later, facts))


def can_go_back(facts: Facts) -> bool:
    """Whether nothing irreversible has happened yet."""
    return not any(rule.barrier and rule.met(facts) for rule in RULES)


def is_shown(step: Step, facts: Facts) -> bool:
    """Whether the step belongs to this setup at all: changing only the Wi-Fi needs no account."""
    return step is not Step.SIGN_IN or facts.claims or facts.purpose is None
