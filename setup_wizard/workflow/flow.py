"""Which step comes next: the first rule not yet met. Skipping, resuming, Back and the next device need nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from setup_wizard.core.account import TokenKind
from setup_wizard.workflow.facts import Facts, Purpose
from setup_wizard.workflow.step import Step


@dataclass(frozen=True, slots=True)
class Rule:
    """A step, when it belongs to a setup, and when it is done; Back does not cross a met `barrier`."""

    step: Step
    shown: Callable[[Facts], bool]
    done: Callable[[Facts], bool]
    barrier: bool = False

    def met(self, facts: Facts) -> bool:
        """Whether the flow may go past it."""
        return not self.shown(facts) or self.done(facts)


def _always(_facts: Facts) -> bool:
    return True


def _signs_in(facts: Facts) -> bool:
    """Changing only the Wi-Fi needs no account."""
    return facts.purpose is not Purpose.WIFI_ONLY or facts.check_online


def _names_customer(facts: Facts) -> bool:
    return facts.purpose is Purpose.CUSTOMER and facts.token_kind is not TokenKind.CUSTOMER


def _sets_up(facts: Facts) -> bool:
    return facts.purpose is not Purpose.RESTORE


RULES: tuple[Rule, ...] = (
    Rule(Step.PURPOSE, _always, lambda facts: facts.purpose is not None),
    Rule(Step.SIGN_IN, _signs_in, lambda facts: facts.signed_in),
    Rule(Step.PRODUCT, lambda facts: facts.in_product, lambda facts: facts.product is not None),
    Rule(Step.CUSTOMER, _names_customer, lambda facts: facts.customer is not None),
    Rule(Step.RESTORE, lambda facts: not _sets_up(facts), lambda facts: facts.proven is not None, barrier=True),
    Rule(Step.JOIN, _sets_up, lambda facts: facts.device is not None),
    Rule(Step.NETWORK, _sets_up, lambda facts: facts.network is not None),
    Rule(Step.PASSWORD, _sets_up, lambda facts: facts.sent is not None, barrier=True),
    Rule(Step.CONFIRM, _sets_up, lambda facts: facts.proven is not None, barrier=True),
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
    return not any(rule.barrier and rule.shown(facts) and rule.done(facts) for rule in RULES)


def is_shown(step: Step, facts: Facts) -> bool:
    """Whether the step belongs to this setup at all."""
    return all(rule.shown(facts) for rule in RULES if rule.step is step)
