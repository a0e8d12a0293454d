"""The workflow on a terminal: the same flow as the window's, answered by options, environment, keyring and prompts."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from setup_wizard.cli_cables import SideBySideReport, chosen_ports
from setup_wizard.cli_network import TerminalNetwork
from setup_wizard.cli_sign_in import TerminalSignIn, UsageError, advice_in
from setup_wizard.console import Console, Prompter, Result, telling
from setup_wizard.console_texts import advice_for, message_for
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.device import DeviceId
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.usb import UsbPort
from setup_wizard.core.wifi import Found, ssid_text
from setup_wizard.options import GivenSecrets, Options, purpose_of
from setup_wizard.workflow.cable import use_cable
from setup_wizard.workflow.confirm import confirm
from setup_wizard.workflow.facts import Facts, Purpose
from setup_wizard.workflow.finish import customer_is_listed, name_device
from setup_wizard.workflow.flow import next_step
from setup_wizard.workflow.join import join_photon
from setup_wizard.workflow.news import News
from setup_wizard.workflow.send import send_network
from setup_wizard.workflow.services import TokenStore
from setup_wizard.workflow.session import Session
from setup_wizard.workflow.side_by_side import set_up_side_by_side
from setup_wizard.workflow.sign_in import revoke_unkept
from setup_wizard.workflow.step import Step
from setup_wizard.workflow.timing import Timing
from setup_wizard.workflow.words import words_for

log = logging.getLogger(__name__)

DEVICE_LOST_RETRIES = 1
PASSWORD_TRIES = 3
ASKED_BY_PHOTON = (Reason.NETWORK_NOT_SEEN, Reason.ENTERPRISE_INCOMPLETE)
"""What a Photon says that was to find out how the network is secured, and asked for it."""
SIGN_IN_TRIES = 3
"""Far below the ten after which the cloud locks the address (cloud docs: rate limits)."""


class Provision:
    """One run of `provision`."""

    def __init__(
        self,
        options: Options,
        given: GivenSecrets,
        session: Session,
        console: Console,
        prompter: Prompter,
        store: TokenStore,
        timing: Timing | None = None,
    ) -> None:
        self._options = options
        self._session = session
        session.is_attended = prompter.available
        self._console = console
        self._prompter = prompter
        self._timing = timing or Timing(timeout_s=options.confirm_timeout_s)
        self._cancel = Cancel()
        self._sign_in = TerminalSignIn(options, given, session, console, prompter, store, self._cancel)
        self._network = TerminalNetwork(options, given, session, console, prompter, self._cancel)
        self._facts = Facts(
            expected_device_id=options.device_id, expected_ssid=options.ssid, expected_name=options.name or ""
        )
        self._read_id: DeviceId | None = None
        self._may_be_sent = False
        """Whether a Photon may have been sent off: also one whose setup was stopped before that could be noted."""
        self._ports: tuple[UsbPort, ...] = ()
        self._side_by_side = SideBySideReport(console) if options.usb and options.usb.side_by_side else None
        self._device_lost_retries = DEVICE_LOST_RETRIES
        self._password_tries = PASSWORD_TRIES
        self._sign_in_tries = SIGN_IN_TRIES

    def check_usage(self) -> None:
        """Raise `UsageError` before anything is done, if something needed is missing and nobody can be asked."""
        if not self._prompter.available and self._options.ssid is None:
            raise UsageError("--ssid is needed: which network shall the Photon join?")
        self._sign_in.check_usage(purpose_of(self._options))

    def run(self) -> Result:
        """Step by step until done or failed; never raises for a setup that did not work."""
        started_s, detail, advice = time.monotonic(), "", ""
        try:
            self._run_steps()
            reason = self._facts.proven or Reason.CLAIM_NOT_CONFIRMED
        except SetupError as exc:
            log.info("ended: %s", exc)
            reason, detail, advice = exc.reason, exc.detail, advice_in(exc)
        except (KeyboardInterrupt, EOFError):  # Ctrl+C, and Ctrl+D at a prompt
            self._cancel.cancel()
            # Whatever is interrupted after the proof was only a nicety.
            reason = self._facts.proven or Reason.CANCELLED
        finally:
            self._go_home()
        result = self._result(reason, advice or self._message(reason, detail), time.monotonic() - started_s)
        self._console.result(result)
        if result.ok or not (self._may_be_sent or any(unit.facts.sent for unit in result.devices)):
            # Whether the cloud finishes a claim that is under way once its token is gone is not known.
            revoke_unkept(self._session)
        return result

    def _run_steps(self) -> None:
        jobs: dict[Step, Callable[[], Facts]] = {
            Step.PURPOSE: self._choose_purpose,
            Step.SIGN_IN: lambda: self._sign_in.sign_in(self._facts),
            Step.PRODUCT: lambda: self._sign_in.choose_product(self._facts),
            Step.CUSTOMER: lambda: self._sign_in.choose_customer(self._facts),
            Step.JOIN: self._join,
            Step.NETWORK: self._choose_network,
            Step.PASSWORD: self._send,
            Step.CONFIRM: self._confirm,
        }
        while (step := next_step(self._facts)) is not Step.DONE:
            if step is Step.JOIN and self._side_by_side is not None:
                self._set_all_up(self._side_by_side)
                return
            try:
                with telling(self._console, step):
                    self._facts = jobs[step]()
            except SetupError as exc:
                self._facts = self._after_failure(step, exc)
        with telling(self._console, Step.DONE):
            self._name_device()
            self._look_for_customer()

    def _after_failure(self, step: Step, exc: SetupError) -> Facts:
        """Facts to go on with where the person, or one more try, can mend it; else raises `exc` again."""
        facts = self._facts
        if exc.reason is Reason.DEVICE_UNREACHABLE and step in (Step.NETWORK, Step.PASSWORD) and facts.cable is None:
            # The system may have left the Photon's network by itself: look for it again before blaming the device.
            if self._device_lost_retries:
                self._device_lost_retries -= 1
                return facts.without_device()
        elif exc.reason is Reason.SIGN_IN_REFUSED and step is Step.SIGN_IN and self._prompter.available:
            self._sign_in_tries -= 1
            if self._sign_in_tries and not self._sign_in.would_repeat_itself:
                self._console.note(message_for(exc.reason, facts))
                return facts
        elif exc.reason in ASKED_BY_PHOTON and facts.cable is not None and self._network.can_say_more(facts):
            self._console.note(message_for(exc.reason, facts, detail=exc.detail))
            return self._network.with_more(facts, exc)
        elif exc.reason in (Reason.DID_NOT_JOIN, Reason.PASSWORD_LENGTH) and self._network.asks_for_password(facts):
            self._password_tries -= 1
            if self._password_tries:
                self._console.note(message_for(exc.reason, facts, detail=exc.detail))
                self._network.forget_password()
                return facts.without_device() if exc.reason is Reason.DID_NOT_JOIN else facts
        raise exc

    def _choose_purpose(self) -> Facts:
        self._clean_up()
        if self._options.usb is not None:
            self._ports = chosen_ports(self._session, self._options.usb, self._options, self._cancel)
            self._facts = use_cable(self._session, self._facts, self._ports[0])
        if self._options.ssid is not None:
            self._session.photon.check_ssid(self._options.ssid)
        facts = self._facts.with_purpose(purpose_of(self._options))
        if facts.purpose is not Purpose.WIFI_ONLY:
            return facts
        # Changing the Wi-Fi needs no account, but one that is known can prove that the device is online.
        try:
            return self._sign_in.with_what_is_known(facts) or facts
        except SetupError as exc:
            if exc.reason is Reason.CANCELLED:
                raise
            log.info("no sign-in: %s", exc)
            happened = advice_in(exc) or words_for(exc.reason).happened
            self._console.note(f"{happened} It goes on without a sign-in, which the Wi-Fi does not need.")
            return facts

    def _clean_up(self) -> None:
        """A run that was killed on the Photon's network left this computer there."""
        host = self._session.host
        try:
            if host is not None and host.clean_up(self._cancel):
                self._console.note("A setup was interrupted before: this computer is back on its own network.")
        except SetupError as exc:
            if exc.reason is Reason.CANCELLED:
                raise
            log.info("clean-up: %s", exc)
            self._console.note("A setup was interrupted before. Check that this computer is back on its own Wi-Fi.")

    def _go_home(self) -> None:
        """Whoever is impatient now still gets a result."""
        try:
            is_home = self._session.close()
        except KeyboardInterrupt:
            is_home = False
        if not is_home:
            self._console.note("This computer may not be back on its own Wi-Fi: choose it in the Wi-Fi menu.")

    def _join(self) -> Facts:
        facts = join_photon(self._session, self._facts, self._say, self._cancel, self._on_read)
        if facts.sent is not None and facts.device is not None:
            self._console.note(f"The setup of {facts.device.device_id}, interrupted before, turns out to have worked.")
        return facts

    def _on_read(self, device_id: DeviceId | None) -> None:
        """Of use if the cloud refuses it: what a step knows is lost where it fails."""
        self._read_id = device_id

    def _choose_network(self) -> Facts:
        return self._network.choose(self._facts)

    def _send(self) -> Facts:
        self._facts = self._network.complete(self._facts)
        secrets = self._network.secrets
        self._may_be_sent = True
        facts = send_network(self._session, self._facts, secrets, self._say, self._cancel)
        if facts.network and facts.sent and facts.sent.found is Found.OPEN and secrets.password is not None:
            self._console.note(f"{facts.network.name} has no password: the one that was given is not used.")
        return facts

    def _set_all_up(self, report: SideBySideReport) -> None:
        """Everything that is the same for all of them once, then each on its own."""
        with telling(self._console, Step.NETWORK):
            self._facts = self._network.complete(self._choose_network())
        secrets = self._network.secrets
        set_up_side_by_side(self._session, self._facts, self._ports, secrets, report.tell, self._cancel, self._timing)

    def _confirm(self) -> Facts:
        return confirm(self._session, self._facts, self._say, self._cancel, self._timing)

    def _name_device(self) -> None:
        if not self._options.name:
            return
        try:
            self._facts = name_device(self._session, self._facts, self._options.name, self._cancel)
        except SetupError as exc:
            self._console.note(f"The name could not be saved: {exc}.")

    def _look_for_customer(self) -> None:
        """A customer appears in the product's list with the first claim: worth telling, but no part of the proof."""
        try:
            if customer_is_listed(self._session, self._facts, self._cancel):
                self._console.note(f"The product lists {self._facts.customer} among its customers.")
        except SetupError as exc:
            log.info("list of customers: %s", exc)

    def _say(self, news: News) -> None:
        self._console.news(news, self._options.prefix)

    def _message(self, reason: Reason, detail: str) -> str:
        """What happened and what to do, with the options that help here."""
        network, by_cable = ssid_text(self._options.ssid or b""), self._options.usb is not None
        return advice_for(reason, self._facts, network=network, by_cable=by_cable, detail=detail)

    def _result(self, reason: Reason, message: str, seconds: float) -> Result:
        facts = self._facts
        if self._side_by_side is not None:
            return self._side_by_side.result(self._ports, reason, message, seconds)
        return Result(
            reason=reason,
            message=message,
            device_id=facts.known_device_id or self._read_id,
            owner=(facts.owner or None) if reason is Reason.CLAIMED else None,
            product=facts.product.product_id or facts.product.slug if facts.product else None,
            seconds=seconds,
        )
