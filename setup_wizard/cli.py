"""The workflow on a terminal: the same flow as the window's, answered by options, environment, keyring and prompts."""

from __future__ import annotations

import argparse
import logging
import time
from collections.abc import Callable

from setup_wizard.cli_sign_in import TerminalSignIn, UsageError
from setup_wizard.console import Console, Prompter, Result, telling
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.wifi import EapMethod, Enterprise, Security, SecurityKind, ssid_text
from setup_wizard.options import GivenSecrets, Options, parse_security, purpose_of
from setup_wizard.workflow.confirm import confirm
from setup_wizard.workflow.facts import Facts, Purpose
from setup_wizard.workflow.finish import customer_is_listed, name_device
from setup_wizard.workflow.flow import Step, next_step
from setup_wizard.workflow.join import join_photon
from setup_wizard.workflow.networks import choose_by_name, chosen_from_scan, merge_networks, scan
from setup_wizard.workflow.news import News
from setup_wizard.workflow.send import NetworkSecrets, credentials_for, send_network
from setup_wizard.workflow.services import TokenStore
from setup_wizard.workflow.session import Session
from setup_wizard.workflow.timing import Timing
from setup_wizard.workflow.words import words_for

log = logging.getLogger(__name__)

DEVICE_LOST_RETRIES = 1
PASSWORD_TRIES = 3
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
        self._console = console
        self._prompter = prompter
        self._timing = timing or Timing(timeout_s=options.confirm_timeout_s)
        self._cancel = Cancel()
        self._sign_in = TerminalSignIn(options, given, session, console, prompter, store, self._cancel)
        self._facts = Facts(expected_device_id=options.device_id, expected_ssid=options.ssid)
        self._wifi_password = given.wifi_password
        self._enterprise = options.enterprise
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
        started_s = time.monotonic()
        try:
            self._run_steps()
            reason = self._facts.proven or Reason.CLAIM_NOT_CONFIRMED
        except SetupError as exc:
            log.info("ended: %s", exc)
            reason = exc.reason
        except (KeyboardInterrupt, EOFError):  # Ctrl+C, and Ctrl+D at a prompt
            self._cancel.cancel()
            # Whatever is interrupted after the proof was only a nicety.
            reason = self._facts.proven or Reason.CANCELLED
        finally:
            self._session.close()
        result = self._result(reason, time.monotonic() - started_s)
        self._console.result(result)
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
        if exc.reason is Reason.DEVICE_UNREACHABLE and step in (Step.NETWORK, Step.PASSWORD):
            # The system may have left the Photon's network by itself: look for it again before blaming the device.
            if self._device_lost_retries:
                self._device_lost_retries -= 1
                return self._facts.without_device()
        elif exc.reason is Reason.SIGN_IN_REFUSED and step is Step.SIGN_IN and self._prompter.available:
            self._sign_in_tries -= 1
            if self._sign_in_tries and not self._sign_in.given.password:
                self._console.note(words_for(exc.reason, in_product=self._facts.in_product).message)
                return self._facts
        elif exc.reason in (Reason.DID_NOT_JOIN, Reason.PASSWORD_LENGTH) and self._asks_for_password():
            self._password_tries -= 1
            if self._password_tries:
                self._console.note(words_for(exc.reason, network=self._network_name()).message)
                self._wifi_password = None
                return self._facts.without_device() if exc.reason is Reason.DID_NOT_JOIN else self._facts
        raise exc

    def _choose_purpose(self) -> Facts:
        self._clean_up()
        if self._options.ssid is not None:
            self._session.photon.check_ssid(self._options.ssid)
        facts = self._facts.with_purpose(purpose_of(self._options))
        if facts.purpose is not Purpose.WIFI_ONLY:
            return facts
        # Changing the Wi-Fi needs no account, but one that is known can prove that the device is online.
        return self._sign_in.with_what_is_known(facts) or facts

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

    def _join(self) -> Facts:
        facts = join_photon(self._session, self._facts, self._say, self._cancel)
        if facts.sent is not None and facts.device is not None:
            self._console.note(f"The setup of {facts.device.device_id}, interrupted before, turns out to have worked.")
        return facts

    def _choose_network(self) -> Facts:
        if self._options.ssid is not None:
            return choose_by_name(self._session, self._facts, self._options.ssid, self._options.security, self._cancel)
        facts = scan(self._session, self._facts, self._cancel)
        networks = merge_networks(facts.networks, self._options.prefix)
        lines = [f"{network.name}  ({network.security.kind.value}, {network.rssi_dbm} dBm)" for network in networks]
        index = self._prompter.choose("Which network shall the Photon join", lines, self._console.note)
        if index < len(networks):
            return facts.with_network(chosen_from_scan(networks[index], self._options.security))
        name = self._prompter.exact_text("Its name").encode("utf-8", "surrogateescape")
        security = self._options.security or self._ask_for_security()
        return choose_by_name(self._session, facts, name, security, self._cancel)

    def _ask_for_security(self) -> Security:
        while True:
            try:
                return parse_security(self._prompter.text("Its security (wpa2, wpa, wep, open)"))
            except argparse.ArgumentTypeError as exc:
                self._console.note(str(exc))

    def _send(self) -> Facts:
        network = self._facts.network
        if network is None:
            raise SetupError(Reason.NETWORK_NOT_SEEN, "no network is chosen")
        if network.security.kind.is_enterprise and self._enterprise is None and self._prompter.available:
            identity = self._prompter.text(f"Your name on {network.name} (usually name@company.com)")
            self._enterprise = Enterprise(EapMethod.PEAP, identity)
        if self._wifi_password is None and self._asks_for_password():
            self._wifi_password = self._prompter.secret(f"Password of {network.name}")
        secrets = NetworkSecrets(self._wifi_password, self._enterprise)
        self._session.photon.check(credentials_for(network, secrets))
        return send_network(self._session, self._facts, secrets, self._say, self._cancel)

    def _asks_for_password(self) -> bool:
        """Whether there is somebody to ask, and the chosen network wants one: an open one and EAP-TLS do not."""
        network, enterprise = self._facts.network, self._enterprise
        if network is None or network.security.kind is SecurityKind.OPEN or not self._prompter.available:
            return False
        return enterprise is None or enterprise.private_key_pem is None

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

    def _network_name(self) -> str:
        return self._facts.network.name if self._facts.network else ssid_text(self._options.ssid or b"")

    def _result(self, reason: Reason, seconds: float) -> Result:
        facts = self._facts
        words = words_for(reason, network=self._network_name(), owner=facts.owner, in_product=facts.in_product)
        return Result(
            reason=reason,
            message=words.message,
            device_id=facts.device.device_id if facts.device else None,
            owner=(facts.owner or None) if reason is Reason.CLAIMED else None,
            product=facts.product.product_id or facts.product.slug if facts.product else None,
            seconds=seconds,
        )
