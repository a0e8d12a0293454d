"""Choosing the network on a terminal, and what it wants: by the options, the environment, or by asking."""

from __future__ import annotations

import argparse
from dataclasses import replace

from setup_wizard.console import Console, Prompter
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.details import Detail
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.core.wifi import EapMethod, Enterprise, Security, SecurityKind, usual_security
from setup_wizard.options import GivenSecrets, Options, parse_security
from setup_wizard.workflow.facts import ChosenNetwork, Facts
from setup_wizard.workflow.networks import choose_by_name, chosen_from_scan, merge_networks, scan
from setup_wizard.workflow.send import NetworkSecrets, credentials_for
from setup_wizard.workflow.session import Session

_COMPANY = usual_security(SecurityKind.WPA2_ENTERPRISE)


class TerminalNetwork:
    """The network whose name and secrets are given, asked for where they are not."""

    def __init__(
        self,
        options: Options,
        given: GivenSecrets,
        session: Session,
        console: Console,
        prompter: Prompter,
        cancel: Cancel,
    ) -> None:
        self._options = options
        self._session = session
        self._console = console
        self._prompter = prompter
        self._cancel = cancel
        self._password: Secret | None = given.wifi_password
        self._enterprise = options.enterprise
        self._is_taken_for_open = False
        """Whether no password was typed for a network that may want one."""

    def choose(self, facts: Facts) -> Facts:
        """The network of the options, else one that the Photon sees, else the one whose name is typed."""
        security = self._options.security
        if facts.cable is not None and security is None and self._enterprise is not None:
            # Without a list nothing else tells the Photon that an identity is wanted.
            security = _COMPANY
        if self._options.ssid is not None:
            return choose_by_name(self._session, facts, self._options.ssid, security, self._cancel)
        if facts.cable is not None:
            name = self._ask_for_name("Name of the network")
            return choose_by_name(self._session, facts, name, security, self._cancel)
        facts = scan(self._session, facts, self._cancel)
        networks = merge_networks(facts.networks, self._options.prefix)
        lines = [f"{network.name}  ({network.security.kind.value}, {network.rssi_dbm} dBm)" for network in networks]
        index = self._prompter.choose("Which network shall the Photon join", lines, self._console.note)
        if index < len(networks):
            return facts.with_network(chosen_from_scan(networks[index], security))
        name = self._ask_for_name("Its name")
        return choose_by_name(self._session, facts, name, security or self._ask_for_security(), self._cancel)

    def can_say_more(self, facts: Facts) -> bool:
        """Whether there is somebody to say how a network is secured that the Photon did not find."""
        network = facts.network
        return self._prompter.available and network is not None and network.security.kind is SecurityKind.UNKNOWN

    def with_more(self, facts: Facts, failure: SetupError) -> Facts:
        """The person says what the Photon asked for: an identity, another name, or how a hidden network is secured."""
        network = _chosen(facts)
        if failure.reason is Reason.ENTERPRISE_INCOMPLETE:
            return facts.with_network(replace(network, security=_COMPANY))
        if failure.detail == Detail.SECURITY_NEEDED:
            return facts.with_network(replace(network, security=self._ask_for_security()))
        if name := self._ask_for_name(f"Its name, if {network.name} is wrong (else empty)"):
            return choose_by_name(self._session, facts, name, self._options.security, self._cancel)
        return facts.with_network(replace(network, security=self._ask_for_security()))

    def complete(self, facts: Facts) -> Facts:
        """Ask for what the chosen network wants besides its name; raises `SetupError` for what cannot be right."""
        network = _chosen(facts)
        if self._is_taken_for_open:
            network = replace(network, security=Security(SecurityKind.UNKNOWN))
            facts, self._is_taken_for_open = facts.with_network(network), False
        if network.security.kind.is_enterprise and self._enterprise is None and self._prompter.available:
            identity = self._prompter.text(f"Your name on {network.name} (usually name@company.com)")
            self._enterprise = Enterprise(EapMethod.PEAP, identity)
        if self._password is None and self.asks_for_password(facts):
            is_vague = network.security.kind is SecurityKind.UNKNOWN
            hint = " (empty if it has none)" if is_vague else ""
            self._password = self._prompter.secret(f"Password of {network.name}{hint}")
            if is_vague and not self._password:
                self._password, self._is_taken_for_open = None, True
                facts = facts.with_network(replace(network, security=Security(SecurityKind.OPEN)))
        try:
            self._session.photon.check(credentials_for(_chosen(facts), self.secrets))
        except SetupError as exc:
            if exc.reason is Reason.PASSWORD_LENGTH and self._password is None:
                raise SetupError(exc.reason, Detail.NO_PASSWORD) from exc
            raise
        return facts

    @property
    def secrets(self) -> NetworkSecrets:
        """What is known now."""
        return NetworkSecrets(self._password, self._enterprise)

    def forget_password(self) -> None:
        """It was wrong: ask for another."""
        self._password = None

    def asks_for_password(self, facts: Facts) -> bool:
        """Whether there is somebody to ask, and the chosen network may want one: an open one and EAP-TLS do not."""
        network, enterprise = facts.network, self._enterprise
        if network is None or not self._prompter.available:
            return False
        if network.security.kind is SecurityKind.OPEN:
            return self._is_taken_for_open
        return enterprise is None or enterprise.private_key_pem is None

    def _ask_for_name(self, question: str) -> bytes:
        return self._prompter.exact_text(question).encode("utf-8", "surrogateescape")

    def _ask_for_security(self) -> Security:
        while True:
            try:
                return parse_security(self._prompter.text("Its security (wpa2, wpa, wep, open)"))
            except argparse.ArgumentTypeError as exc:
                self._console.note(str(exc))


def _chosen(facts: Facts) -> ChosenNetwork:
    if facts.network is None:
        raise SetupError(Reason.NETWORK_NOT_SEEN, "no network is chosen")
    return facts.network
