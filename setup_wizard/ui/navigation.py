"""Where the window goes: on by the flow, back, or to what a problem's button stands for. Not for showing anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from setup_wizard.core.account import TokenKind
from setup_wizard.core.errors import Reason
from setup_wizard.ui.side_content import row_of
from setup_wizard.ui.ways_out import WAYS_OUT, Action
from setup_wizard.workflow import flow
from setup_wizard.workflow.facts import Facts, Purpose
from setup_wizard.workflow.step import Step

if TYPE_CHECKING:
    from setup_wizard.options import Options
    from setup_wizard.ui.wizard import SetupWizard


class Navigation:
    """Asks the flow, and walks the wizard there."""

    def __init__(self, wizard: SetupWizard) -> None:
        self._wizard = wizard
        self._model = wizard.model

    @property
    def can_go_back(self) -> bool:
        """Whether nothing irreversible has happened yet."""
        return flow.can_go_back(self._model.facts)

    @property
    def has_failed(self) -> bool:
        """Whether there is a problem, and no mere doubt."""
        problem = self._model.problem
        return problem is not None and not WAYS_OUT[problem.reason].doubtful

    def is_shown(self, step: Step) -> bool:
        """Whether the step belongs to this setup."""
        return flow.is_shown(step, self._model.facts)

    def forward(self) -> None:
        """To the first step not done; behind this one, what was done before may be done once more."""
        here, step = self._wizard.current.step, flow.next_step(self._model.facts)
        steps = list(Step)
        later = steps.index(step) > steps.index(here)
        self._wizard.walk([*self._path(here, step if later else flow.step_after(here, self._model.facts))])

    def go_on_from(self, facts: Facts) -> None:
        """To the first step these facts do not meet."""
        self._go_to(flow.next_step(facts), facts)

    def back_to(self, key: str) -> None:
        """To the page whose row of the step list has this key."""
        wizard = self._wizard
        while self.can_go_back and row_of(wizard.current.step) != key and len(wizard.visitedIds()) > 1:
            wizard.back()

    def perform(self, action: Action) -> None:
        """What a problem's button stands for."""
        page = self._wizard.current
        if action in (Action.TRY_AGAIN, Action.KEEP_WATCHING):
            page.try_again()
        elif action is Action.EDIT:
            self._correct()
        elif action is Action.CONTINUE:
            page.show_content()
            page.passed.emit()
        elif action is Action.CHANGE_NETWORK and self._model.cables.several:
            # None of them was talked to yet, so that the flow would begin with them.
            self._model.set_facts(self._model.facts.without_network())
            self._wizard.back()
        elif action is Action.NEXT_DEVICE:
            self._model.start_next_device()
            self.go_on_from(self._model.facts)
        else:
            self._let_go(action)
            self.go_on_from(_GOES_ON_FROM[action](self._facts_for(action)))

    def _correct(self) -> None:
        """What was typed, on the page it was typed on: that of a refused sign-in may be behind this one."""
        facts, problem, page = self._model.facts, self._model.problem, self._wizard.current
        typed_on = page.step
        if problem is not None and problem.reason is Reason.SIGN_IN_REFUSED:
            # For a customer it was the product's client, which that page asks for.
            names_customer = facts.customer is not None and self.is_shown(Step.CUSTOMER)
            typed_on = Step.CUSTOMER if names_customer else Step.SIGN_IN
        if typed_on is page.step:
            page.edit()
        else:
            self._go_to(typed_on, facts if typed_on is Step.CUSTOMER else facts.with_sign_in_ended())

    def _let_go(self, action: Action) -> None:
        """Leave the Photon that another one, or another way to it, takes the place of."""
        problem = self._model.problem
        # Whoever stays in the wrong one's network would only meet it again.
        is_wrong = problem is not None and problem.reason is Reason.WRONG_DEVICE
        anew = is_wrong or action is Action.START_OVER
        other_way = action in (Action.USE_CABLE, Action.USE_WIFI)
        if anew or other_way:
            self._model.come_back()
        if anew or action in (Action.NEW_CLAIM_CODE, Action.NEXT_CUSTOMER):
            self._model.forget_claim_code()
        if other_way:
            self._model.cables.wanted = action is Action.USE_CABLE

    def _facts_for(self, action: Action) -> Facts:
        facts = self._model.facts
        if action is Action.START_OVER:
            return without_found_device(facts, self._model.options)
        if action is Action.RESTORE_FIRST and facts.known_device_id is None:
            return replace(facts, expected_device_id=self._model.device_read)
        return facts

    def _go_to(self, step: Step, facts: Facts) -> None:
        self._model.runner.cancel()
        self._model.set_problem(None)
        self._model.set_facts(facts)
        self._wizard.walk([*self._path(Step.PURPOSE, step)], from_start=True)

    def _path(self, here: Step, target: Step) -> Iterator[Step]:
        """The steps after `here` as far as `target`."""
        while here is not target:
            here = flow.step_after(here, self._model.facts)
            yield here


def without_found_device(facts: Facts, options: Options) -> Facts:
    """For another purpose only the device named beforehand is the expected one, and not even that after the first."""
    expected = options.device_id if facts.expected_device_id is not None else None
    return replace(facts, expected_device_id=expected)


def _from_the_start(facts: Facts) -> Facts:
    """Everything anew, but for who is signed in."""
    return Facts(
        username=facts.username,
        token_kind=facts.token_kind,
        sign_in_ended=facts.sign_in_ended,
        expected_device_id=facts.expected_device_id,
        expected_ssid=facts.expected_ssid,
    )


def _another_product(facts: Facts) -> Facts:
    return replace(_another_customer(facts), product=None)


def _another_customer(facts: Facts) -> Facts:
    """A customer who is signed in stays; nobody else's choice of a customer does."""
    customer = facts.customer if facts.token_kind is TokenKind.CUSTOMER else None
    return replace(facts.without_device(), customer=customer, imported=None, devices_before=None)


def _restore_first(facts: Facts) -> Facts:
    return replace(facts, expected_device_id=facts.known_device_id).with_purpose(Purpose.RESTORE)


def _for_next_customer(facts: Facts) -> Facts:
    """The device that was just restored stays the one to set up, in the product it came from."""
    again = facts.with_purpose(Purpose.CUSTOMER)
    return again.with_product(facts.product) if again.username is not None and facts.product is not None else again


_GOES_ON_FROM: Mapping[Action, Callable[[Facts], Facts]] = MappingProxyType(
    {
        Action.SIGN_IN_AGAIN: Facts.with_sign_in_ended,
        Action.JOIN_AGAIN: Facts.without_device,
        Action.PASSWORD_AGAIN: Facts.without_device,
        Action.NEW_CLAIM_CODE: Facts.without_device,
        Action.USE_CABLE: Facts.without_device,
        Action.USE_WIFI: Facts.without_device,
        Action.CHANGE_NETWORK: Facts.without_network,
        Action.CHANGE_PRODUCT: _another_product,
        Action.CHANGE_CUSTOMER: _another_customer,
        Action.RESTORE_FIRST: _restore_first,
        Action.NEXT_CUSTOMER: _for_next_customer,
        Action.START_OVER: _from_the_start,
    }
)
