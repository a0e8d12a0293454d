"""Putting a tray of devices into a product, on a terminal: a report for every line of the list."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from setup_wizard.cli_sign_in import TerminalSignIn, UsageError, advice_in
from setup_wizard.console import Result, telling
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.workflow.facts import Facts, Purpose
from setup_wizard.workflow.sign_in import revoke_unkept
from setup_wizard.workflow.step import Step
from setup_wizard.workflow.tray import Line, TrayReport, import_tray, read_tray_file
from setup_wizard.workflow.words import words_for

NOT_ASKED = "not_asked"
"""The run ended before this line's turn."""
NOT_KNOWN = "not_known"
"""The cloud was asked, and no answer came back."""
AN_ID = "a device id has 24 hexadecimal digits"
NAMELESS = f"Every device that the list names is in the product, but some lines name none: {AN_ID}."


@dataclass(frozen=True, slots=True)
class Import:
    """One run of `import`."""

    path: Path
    sign_in: TerminalSignIn

    def check_usage(self) -> tuple[Line, ...]:
        """The lines of the file; raises `UsageError` for one that names no device, before anything is done."""
        self.sign_in.check_usage(Purpose.PRODUCT_DEVICE)
        try:
            lines = read_tray_file(self.path)
        except OSError as exc:
            raise UsageError(f"cannot read {str(self.path)!r}: {exc.strerror}") from exc
        except ValueError as exc:
            raise UsageError(f"cannot read {str(self.path)!r}: {exc}") from exc
        if not any(line.device_id for line in lines):
            raise UsageError(f"the list {str(self.path)!r} names no device: {AN_ID}")
        return lines

    def run(self, lines: tuple[Line, ...]) -> Result:
        """Import what the lines name; never raises for what did not work."""
        started_s, console, advice = time.monotonic(), self.sign_in.console, ""
        report = TrayReport({})
        try:
            with telling(console, Step.SIGN_IN):
                facts = self.sign_in.sign_in(Facts(purpose=Purpose.PRODUCT_DEVICE))
            with telling(console, Step.PRODUCT):
                facts = self.sign_in.choose_product(facts)
                report = import_tray(
                    self.sign_in.session, facts, lines, lambda news: console.news(news, ""), self.sign_in.cancel
                )
                if report.failure is not None:
                    raise report.failure
            reason = Reason.IMPORTED
        except SetupError as exc:
            reason, advice = exc.reason, advice_in(exc)
        except (KeyboardInterrupt, EOFError):
            self.sign_in.cancel.cancel()
            reason = Reason.CANCELLED
        result = self._result(reason, advice, lines, report, time.monotonic() - started_s)
        console.result(result)
        revoke_unkept(self.sign_in.session)
        return result

    def _result(
        self, reason: Reason, advice: str, lines: tuple[Line, ...], report: TrayReport, seconds: float
    ) -> Result:
        for line in lines:
            self.sign_in.console.line(line.number, line.device_id or line.text, _outcome(line, report))
        outside = [line for line in lines if _is_answered(line, report) and not report.has_in_product(line)]
        unknown = sum(not _is_answered(line, report) for line in lines)
        message = advice or words_for(reason, in_product=True).message
        if reason is Reason.IMPORTED and outside:
            reason = Reason.DEVICE_REFUSED_BY_PRODUCT
            is_refused = any(line.device_id for line in outside)
            message = words_for(reason, in_product=True).message if is_refused else NAMELESS
        if outside:
            message = f"{message} {len(outside)} of {len(lines)} lines of the list are not in the product."
        if unknown:
            message = f"{message} Whether {unknown} of the {len(lines)} lines are in it is not known: run it again."
        return Result(reason=reason, message=message, device_id=None, seconds=seconds)


def _is_answered(line: Line, report: TrayReport) -> bool:
    """Whether it is known what became of it; a line that names no device needs no asking."""
    return line.device_id is None or report.membership_of(line) is not None


def _outcome(line: Line, report: TrayReport) -> str:
    if line.problem is not None:
        return line.problem.value
    membership = report.membership_of(line)
    if membership is not None:
        return membership.value
    return NOT_KNOWN if line.device_id in report.unsure else NOT_ASKED
