"""Giving a returned device back, on a terminal."""

from __future__ import annotations

import time
from dataclasses import dataclass

from setup_wizard.cli_sign_in import TerminalSignIn, UsageError, advice_in
from setup_wizard.console import Result, telling
from setup_wizard.console_texts import CHANGE_LINES
from setup_wizard.core.device import DeviceId
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.workflow.facts import Facts, Purpose
from setup_wizard.workflow.restore import CONFIRMED_BY, NewOwner, Place, Plan, Report, look, restore
from setup_wizard.workflow.sign_in import revoke_unkept
from setup_wizard.workflow.step import Step
from setup_wizard.workflow.words import HANDED_OVER, words_for


@dataclass(frozen=True, slots=True)
class RestoreChoice:
    """What was asked for on the command line."""

    device_id: DeviceId
    claim: bool = False
    flash_tinker: bool = False
    yes: bool = False


@dataclass(frozen=True, slots=True)
class Restore:
    """One run of `restore`."""

    choice: RestoreChoice
    sign_in: TerminalSignIn

    def check_usage(self) -> None:
        """Raise `UsageError` before anything is done, if something needed is missing and nobody can be asked."""
        options = self.sign_in.options
        if self.choice.flash_tinker and not self.choice.claim:
            raise UsageError("--flash-tinker needs --claim: only its owner can flash a device")
        if self.choice.claim and options.customer:
            raise UsageError("--claim and --customer name two new owners: use one of them")
        if options.customer and not options.product:
            raise UsageError("--customer needs --product: a customer belongs to a product")
        if not self.choice.yes and not self.sign_in.prompter.available:
            raise UsageError("--yes is needed where nobody can be asked: the device is taken from its owner")
        self.sign_in.check_usage(Purpose.RESTORE)

    def run(self) -> Result:
        """Look, ask, change, look again; never raises for what did not work."""
        started_s = time.monotonic()
        facts, report, advice = Facts(purpose=Purpose.RESTORE), None, ""
        try:
            facts = self._sign_in(facts)
            with telling(self.sign_in.console, Step.RESTORE):
                report = self._restore(facts)
                if report.reason is not Reason.RESTORED:
                    raise report.failure or SetupError(report.reason)
            reason = Reason.RESTORED
        except SetupError as exc:
            reason, advice = exc.reason, advice_in(exc)
        except (KeyboardInterrupt, EOFError):
            self.sign_in.cancel.cancel()
            reason = Reason.CANCELLED
        result = self._result(reason, advice or self._message(reason, report), report, time.monotonic() - started_s)
        self.sign_in.console.result(result)
        revoke_unkept(self.sign_in.session)
        return result

    def _sign_in(self, facts: Facts) -> Facts:
        with telling(self.sign_in.console, Step.SIGN_IN):
            facts = self.sign_in.sign_in(facts)
        if self.sign_in.options.product:
            with telling(self.sign_in.console, Step.PRODUCT):
                facts = self.sign_in.choose_product(facts)
        if self.sign_in.options.customer:
            with telling(self.sign_in.console, Step.CUSTOMER):
                facts = self.sign_in.choose_customer(facts)
        return facts

    def _restore(self, facts: Facts) -> Report:
        session, cancel = self.sign_in.session, self.sign_in.cancel
        place = look(session, facts, self.choice.device_id, cancel)
        for line in describe(self.choice.device_id, place):
            self.sign_in.console.note(line)
        if not self.choice.yes:
            self._ask()
        new_owner = (
            NewOwner.SIGNED_IN if self.choice.claim else NewOwner.CUSTOMER if facts.customer else NewOwner.NOBODY
        )
        plan = Plan(self.choice.device_id, new_owner, self.choice.flash_tinker)
        report = restore(session, facts, plan, lambda news: self.sign_in.console.news(news, ""), cancel, place)
        if report.failure is not None:
            self.sign_in.console.note(str(report.failure))
        if report.after is not None:
            for line in describe(self.choice.device_id, report.after):
                self.sign_in.console.note(line)
        return report

    def _ask(self) -> None:
        last = self.choice.device_id[-CONFIRMED_BY:]
        typed = self.sign_in.prompter.text(f"Type the last {CONFIRMED_BY} characters of its id ({last}) to go on")
        if typed.lower() != last:
            raise SetupError(Reason.CANCELLED, "the id was not confirmed")

    def _result(self, reason: Reason, message: str, report: Report | None, seconds: float) -> Result:
        product = report.after.product if report and report.after else None
        return Result(
            reason=reason,
            message=message,
            device_id=self.choice.device_id,
            seconds=seconds,
            owner=(report.after.owner or None) if report and report.after else None,
            product=product.product_id if product else None,
            changed=tuple(report.done) if report else (),
            unchanged=tuple(report.left) if report else (),
        )

    @staticmethod
    def _message(reason: Reason, report: Report | None) -> str:
        """What happened, and, half-way, what is changed already and how to go on."""
        message = words_for(reason, in_product=True, restoring=True).message
        if reason is Reason.RESTORED and report is not None and not report.done:
            return "There was nothing to change, as far as can be seen. Check the id if that surprises you."
        if reason is Reason.RESTORED and report is not None and report.after and report.after.is_owned:
            return HANDED_OVER.message
        if report is None or reason is Reason.RESTORED or not report.done:
            return message
        done = ", ".join(CHANGE_LINES[change] for change in report.done)
        return f"{message} Done already: {done}. Run it again to go on."


def describe(device_id: DeviceId, place: Place) -> list[str]:
    """Where the cloud has the device, in lines."""
    heard = place.last_heard.isoformat(timespec="seconds") if place.last_heard else "never, as far as can be seen"
    return [
        f"device {device_id}" + (f" ({place.name})" if place.name else ""),
        f"owner: {place.owner or 'nobody'}",
        f"product: {_product_of(place)}",
        f"{'online' if place.online else 'offline'}, last heard: {heard}",
    ]


def _product_of(place: Place) -> str:
    if place.product is None:
        return "none"
    name = place.product.name or place.product.slug
    said = f"{name} ({place.product.ref})" if name else place.product.ref
    if place.is_out_of_reach:
        return f"{said}, which was not looked into"
    return f"{said}, in quarantine or denied" if place.is_barred else said
