"""No secret is ever seen where it does not belong, however a setup ends."""

from __future__ import annotations

import base64
import logging
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote_plus

import pytest

from setup_wizard.core.errors import Reason
from setup_wizard.core.secret import Secret
from setup_wizard.core.wifi import EapMethod, Enterprise
from setup_wizard.options import GivenSecrets, Options
from setup_wizard.simulator.accounts import Account, Accounts
from setup_wizard.simulator.air import Network
from setup_wizard.simulator.faults import Fault
from setup_wizard.simulator.population import PHOTON_PRODUCT_ID
from setup_wizard.simulator.security import NUMBERS
from setup_wizard.simulator.world import SimulatorOptions
from setup_wizard.workflow.timing import Timing
from tests.end_to_end.bench import QUICK, Bench, Run
from tests.end_to_end.certificates import client_certificate
from tests.end_to_end.conftest import Simulate

USERNAME = "canary@example.com"
PASSWORD = "canary:account password?&"
ONE_TIME_CODE = "canaryotp"
WIFI_PASSWORD = "canary wifi password"
BRIEF = replace(QUICK, timeout_s=0.5, grace_s=0.1, rejoin_after_s=0.3)
"""Where it does not matter how it ends."""

BY_PASSWORD = GivenSecrets(None, Secret(PASSWORD), Secret(ONE_TIME_CODE), Secret(WIFI_PASSWORD))


class Cage:
    """A simulation whose every secret is a canary, and everything that could be overheard of a run in it."""

    def __init__(self, bench: Bench, caplog: pytest.LogCaptureFixture, home: Path) -> None:
        self.bench = bench
        self._caplog = caplog
        self._home = home
        self._screens: list[str] = []
        self._tracebacks: list[str] = []
        self._secrets = {PASSWORD, ONE_TIME_CODE, WIFI_PASSWORD}
        account = Account(USERNAME, Secret(PASSWORD), Secret(ONE_TIME_CODE))
        bench.simulator.cloud.accounts = Accounts((account,), time.time)
        bench.options = replace(bench.options, username=USERNAME)
        bench.when_told('"state": "failed"', lambda: self._tracebacks.append(traceback.format_exc()))

    def provision(
        self,
        given: GivenSecrets = BY_PASSWORD,
        ssid: bytes = b"Canary",
        more: Enterprise | None = None,
        options: Options | None = None,
        timing: Timing = QUICK,
    ) -> Run:
        """One run, whose own secrets join the canaries."""
        run = self.bench.provision(ssid, given=given, enterprise=more, timing=timing, options=options)
        self._screens.append(repr(run.events) + repr(run.session) + repr(given) + repr(more))
        for token in (run.session.token, run.session.customer_token):
            if token is not None:
                self._secrets.add(token.value.reveal())
        if run.session.client is not None:
            self._secrets.add(run.session.client.secret.reveal())
        if run.session.claim_code is not None:
            self._secrets.add(run.session.claim_code.code.value.reveal())
        for secret in (given.token, given.password, given.one_time_code, given.wifi_password, given.client_secret):
            if secret is not None:
                self._secrets.add(secret.reveal())
        if more is not None and more.private_key_pem is not None:
            self._secrets.update(line for line in more.private_key_pem.reveal().splitlines() if "-----" not in line)
        return run

    def token(self) -> Secret:
        return Secret(self.bench.simulator.cloud.hand_out_token(USERNAME))

    def overheard(self) -> Iterator[tuple[str, str]]:
        """Where a secret has no business, and what is there."""
        yield "the log", self._caplog.text
        yield "the screen", "".join(self._screens)
        yield "a traceback", "".join(self._tracebacks)
        yield "a request line", "\n".join(self.bench.relay.requests)
        for path in self._home.rglob("*"):
            if path.is_file():
                yield str(path), path.read_bytes().decode("latin-1")

    def check(self) -> None:
        """No secret, and none of the forms a program gives it, was overheard; and there was something to hear."""
        assert self._caplog.text
        for where, text in self.overheard():
            for secret in filter(None, self._secrets):
                encoded = base64.b64encode(secret.encode("utf-8", "replace")).decode()
                for form in (
                    secret,
                    quote_plus(secret, errors="replace"),
                    encoded,
                    secret.encode("utf-8", "replace").hex(),
                ):
                    assert form not in text, f"a secret is in {where}"

    def check_headers(self) -> None:
        """The token travels in one header of each request and nowhere else."""
        for sent in self.bench.relay.sent:
            head, _, body = bytes(sent).decode("latin-1").partition("\r\n\r\n")
            elsewhere = [line for line in head.splitlines() if not line.startswith("Authorization:")]
            for token in self._secrets - {PASSWORD, ONE_TIME_CODE}:
                assert not any(token in line for line in elsewhere)
                assert token not in body


@pytest.fixture
def cage(simulate: Simulate, caplog: pytest.LogCaptureFixture, tmp_path: Path) -> Cage:
    caplog.set_level(logging.DEBUG)
    wpa2, wep = NUMBERS["wpa2"], NUMBERS["wep"]
    networks = (
        Network(b"Canary", Secret(WIFI_PASSWORD), wpa2),
        Network(b"Lab", None, NUMBERS["wpa2-enterprise"]),
        Network(b"Attic", Secret("D9178B0F95"), wep),
    )
    return Cage(simulate(SimulatorOptions(networks=networks)), caplog, tmp_path)


def test_a_setup_by_password_and_one_time_code_tells_nobody_a_secret(cage: Cage) -> None:
    assert cage.provision().reason is Reason.CLAIMED
    cage.check()
    cage.check_headers()


def test_a_setup_by_token_tells_nobody_a_secret(cage: Cage) -> None:
    given = GivenSecrets(token=cage.token(), wifi_password=Secret(WIFI_PASSWORD))
    assert cage.provision(given).reason is Reason.CLAIMED
    cage.check()
    cage.check_headers()


def test_a_setup_with_a_private_key_tells_nobody_a_secret(cage: Cage) -> None:
    assert cage.provision(ssid=b"Lab", more=client_certificate()).reason is Reason.CLAIMED
    cage.check()


def for_customer(cage: Cage) -> tuple[Options, GivenSecrets]:
    """A back end's options and secrets: the product's client, and a customer."""
    client = cage.bench.simulator.population.two_legged_client
    options = replace(
        cage.bench.options,
        username=None,
        product=str(PHOTON_PRODUCT_ID),
        client_id=client.client_id,
        customer="someone@example.com",
    )
    return options, GivenSecrets(client_secret=client.secret, wifi_password=Secret(WIFI_PASSWORD))


def test_a_setup_for_a_customer_tells_nobody_a_secret_of_the_product_or_the_customer(cage: Cage) -> None:
    options, given = for_customer(cage)
    run = cage.provision(given, options=options)
    assert run.reason is Reason.CLAIMED
    assert run.session.customer_token is not None
    assert run.session.token != run.session.customer_token
    cage.check()
    cage.check_headers()


def test_a_customers_own_password_is_told_to_nobody_but_the_cloud(cage: Cage) -> None:
    options, given = for_customer(cage)
    client = cage.bench.simulator.population.simple_client
    options = replace(options, client_id=client.client_id)
    given = replace(given, password=Secret(PASSWORD), client_secret=client.secret)
    run = cage.provision(given, options=options, timing=BRIEF)
    assert run.session.customer_token is not None
    cage.check()


@pytest.mark.parametrize("path", ["/oauth/token", "/v1/products", f"POST /v1/products/{PHOTON_PRODUCT_ID}/customers"])
@pytest.mark.parametrize(
    "fault", [Fault.TOKEN_EXPIRED, Fault.FORBIDDEN, Fault.SERVER_ERROR, Fault.CAPTIVE_PAGE, Fault.ANSWER_LOST]
)
def test_a_cloud_that_fails_a_products_call_hears_and_tells_no_secret(fault: Fault, path: str, cage: Cage) -> None:
    cage.bench.faults.switch_on(fault, where=path)
    options, given = for_customer(cage)
    cage.provision(given, options=options, timing=BRIEF)
    cage.check()


def test_a_client_secret_that_is_refused_is_not_told(cage: Cage) -> None:
    options, given = for_customer(cage)
    run = cage.provision(replace(given, client_secret=Secret("canary client secret")), options=options)
    assert run.reason is Reason.SIGN_IN_REFUSED
    cage.check()


def test_the_cage_would_hear_a_secret_that_is_told(cage: Cage) -> None:
    cage.provision()
    logging.getLogger("anywhere").info("signing in with %s", quote_plus(PASSWORD))
    with pytest.raises(AssertionError, match="a secret is in the log"):
        cage.check()


CLOUD_FAULTS = (
    Fault.TOKEN_EXPIRED,
    Fault.FORBIDDEN,
    Fault.RATE_LIMITED,
    Fault.SERVER_ERROR,
    Fault.BAD_GATEWAY,
    Fault.CAPTIVE_PAGE,
    Fault.CAPTIVE_REDIRECT,
)
PHOTON_FAULTS = (
    Fault.RESET_AFTER_REQUEST,
    Fault.EMPTY_REPLY,
    Fault.PREAMBLE_ONLY,
    Fault.GARBAGE,
    Fault.HTML,
    Fault.TRUNCATED,
    Fault.WRONG_TYPES,
    Fault.RESULT_CODE,
    Fault.HUGE_REPLY,
)


@pytest.mark.parametrize("path", ["", "/v1/device_claims"])
@pytest.mark.parametrize("fault", CLOUD_FAULTS)
def test_a_cloud_that_fails_hears_and_tells_no_secret(fault: Fault, path: str, cage: Cage) -> None:
    cage.bench.faults.switch_on(fault, where=path)
    assert not cage.provision().result.ok
    cage.check()


@pytest.mark.parametrize("fault", [*CLOUD_FAULTS, Fault.CLOUD_DOWN, Fault.CODE_EXPIRED, Fault.EVENTS_BROKEN])
def test_a_cloud_that_fails_while_it_is_watched_tells_no_secret(fault: Fault, cage: Cage) -> None:
    cage.bench.when_sent(fault)
    cage.provision(timing=BRIEF)
    cage.check()


@pytest.mark.parametrize("command", ["set", "configure-ap", "connect-ap"])
@pytest.mark.parametrize("fault", PHOTON_FAULTS)
def test_a_photon_that_fails_makes_the_program_tell_no_secret(fault: Fault, command: str, cage: Cage) -> None:
    cage.bench.faults.switch_on(fault, where=command)
    cage.provision(timing=BRIEF)
    cage.check()


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (replace(BY_PASSWORD, password=Secret("canary wrong password")), Reason.SIGN_IN_REFUSED),
        (replace(BY_PASSWORD, password=Secret("canary ☕ \udcff\r\n")), Reason.SIGN_IN_REFUSED),
        (replace(BY_PASSWORD, one_time_code=Secret("canarywrongcode")), Reason.ONE_TIME_CODE_REFUSED),
        (replace(BY_PASSWORD, token=Secret("canarywrongtoken")), Reason.TOKEN_EXPIRED),
        (replace(BY_PASSWORD, token=Secret("canary\r\nX-Header: token")), Reason.TOKEN_EXPIRED),
        (replace(BY_PASSWORD, token=Secret("canary ☕ token")), Reason.TOKEN_EXPIRED),
        (replace(BY_PASSWORD, wifi_password=Secret("canary wrong wifi")), Reason.DID_NOT_JOIN),
        (replace(BY_PASSWORD, wifi_password=Secret("canary7")), Reason.PASSWORD_LENGTH),
        (replace(BY_PASSWORD, wifi_password=Secret("canary" * 20)), Reason.PASSWORD_LENGTH),
    ],
)
def test_a_secret_that_is_refused_is_not_told_either(given: GivenSecrets, reason: Reason, cage: Cage) -> None:
    cage.bench.stay_away_until_missed()
    assert cage.provision(given).reason is reason
    cage.check()


def test_a_wep_key_that_is_refused_is_not_told(cage: Cage) -> None:
    given = replace(BY_PASSWORD, wifi_password=Secret("canary wep key"))
    assert cage.provision(given, b"Attic").reason is Reason.PASSWORD_LENGTH
    cage.check()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda pem: pem.replace("A", "canary", 3),
        lambda pem: pem[: len(pem) // 2],
        lambda pem: "canary that is no key",
        lambda pem: f"canary ☕ {pem}",
    ],
)
def test_a_private_key_that_is_refused_is_not_told(spoil: Callable[[str], str], cage: Cage) -> None:
    good = client_certificate()
    assert good.private_key_pem is not None
    spoiled = replace(good, method=EapMethod.TLS, private_key_pem=Secret(spoil(good.private_key_pem.reveal())))
    assert cage.provision(ssid=b"Lab", more=spoiled).reason is Reason.ENTERPRISE_INCOMPLETE
    cage.check()
