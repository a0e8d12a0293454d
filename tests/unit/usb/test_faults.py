"""Whatever goes wrong, wherever: the right reason, in time, and no secret told to anybody but the Photon."""

from __future__ import annotations

import logging
import time
import traceback

import pytest

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.details import Detail
from setup_wizard.core.errors import Reason, ReplyLostError, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.core.wifi import Cipher, EapMethod, Enterprise, Security, SecurityKind, WifiCredentials
from tests.unit.usb.fake_console import DEVICE_ID, FACTOR, NOT_SET, WEP, FakeConsole, Seen

pytestmark = pytest.mark.usefixtures("logical_time")

HIDDEN_WPA2 = ["SSID", "security", "cipher", "password"]
PEAP = ["EAP type", "username", "outer identity", "root CA"]
TLS = ["client certificate", "private key"]
LONGEST_WAIT_S = 35 * FACTOR + 1.0
PASSWORD = "canary-password"  # a test's, not a secret
CODE = "canary/claim+code" + "x" * 46

FAULTS = {
    "unplug": FakeConsole.unplug,
    "fall silent": FakeConsole.fall_silent,
    "unknown": lambda _device, _text: b"Country code: ",
    "come late": FakeConsole.come_late,
}
REASONS = {
    "unplug": Reason.UNPLUGGED,
    "fall silent": Reason.DEVICE_UNREACHABLE,
    "unknown": Reason.DEVICE_REJECTED_REQUEST,
    "come late": None,
}


def credentials_for(prompt: str, papers) -> WifiCredentials:
    """Those with which this prompt comes."""
    password = Secret(PASSWORD)
    enterprise = Security(SecurityKind.WPA2_ENTERPRISE, Cipher.AES)
    if prompt in PEAP:
        peap = Enterprise(EapMethod.PEAP, "ada", ca_pem=papers.root_ca)
        return WifiCredentials(b"Office", enterprise, password=password, enterprise=peap)
    if prompt in TLS:
        key = Secret(papers.private_key)
        tls = Enterprise(EapMethod.TLS, client_certificate_pem=papers.certificate, private_key_pem=key)
        return WifiCredentials(b"Office", enterprise, enterprise=tls)
    return WifiCredentials(b"Home", Security(SecurityKind.WPA2, Cipher.AES), password=password)


def outcome(console: FakeConsole, credentials: WifiCredentials) -> SetupError | None:
    try:
        console.photon(budget_factor=FACTOR).configure(credentials, Cancel())
    except SetupError as exc:
        return exc
    return None


@pytest.fixture
def told(caplog, papers):
    """Everything that anybody but the Photon is told of an error; fails if a secret is among it."""
    caplog.set_level(logging.DEBUG)
    secrets = [PASSWORD, CODE, "canary", *papers.private_key.splitlines()[1:-1]]

    def check(error: BaseException | None) -> str:
        text = caplog.text
        while error is not None:
            text += "".join(traceback.format_exception(error)) + repr(error) + str(error) + repr(error.args)
            error = error.__context__
        assert not [secret for secret in secrets if secret in text]
        return text

    return check


@pytest.mark.parametrize("prompt", [*HIDDEN_WPA2, *PEAP, *TLS])
@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_at_every_prompt_has_its_reason_in_time_and_tells_no_secret(fault, prompt, papers, told):
    console = FakeConsole(faults={prompt: FAULTS[fault]})
    started_s = time.monotonic()
    error = outcome(console, credentials_for(prompt, papers))
    assert (error and error.reason) is REASONS[fault]
    assert "i: answered" in told(error)
    assert time.monotonic() - started_s < LONGEST_WAIT_S
    assert (console.saved is not None) is (fault == "come late")


@pytest.mark.parametrize(
    ("fault", "reason"),
    [("unplug", Reason.UNPLUGGED), ("fall silent", Reason.DEVICE_UNREACHABLE), ("unknown", None), ("come late", None)],
)
def test_thanks_are_waited_for_and_nothing_more(fault, reason, papers, told):
    console = FakeConsole(faults={"thanks": FAULTS[fault]})
    error = outcome(console, credentials_for("password", papers))
    assert (error and error.reason) is reason
    told(error)


@pytest.mark.parametrize("fault", [FakeConsole.unplug, FakeConsole.fall_silent])
def test_word_that_does_not_come_after_the_thanks_leaves_it_open_whether_it_is_saved(fault, papers, told):
    console = FakeConsole(faults={"saved": fault})
    error = outcome(console, credentials_for("password", papers))
    assert type(error) is ReplyLostError
    told(error)


@pytest.mark.parametrize("fault", [FakeConsole.unplug, FakeConsole.fall_silent])
def test_nothing_is_missed_once_it_is_saved(fault, papers, told):
    console = FakeConsole(faults={"leaving": fault})
    assert outcome(console, credentials_for("password", papers)) is None
    told(None)


def test_program_that_prints_for_ever_is_no_dialogue(papers):
    console = FakeConsole()
    photon = console.photon(budget_factor=FACTOR)
    photon.identify(Cancel())
    console.listens, console.piece_s = False, 0.001
    read = console.read

    def print_on():
        console.print(b"temperature: 21.5\r\n")
        return read()

    console.read = print_on
    started_s = time.monotonic()
    with pytest.raises(SetupError) as caught:
        photon.configure(credentials_for("password", papers), Cancel())
    assert caught.value.reason is Reason.DEVICE_REJECTED_REQUEST
    assert time.monotonic() - started_s < LONGEST_WAIT_S


def test_dialogue_of_somebody_else_is_not_gone_on_with(papers):
    console = FakeConsole()
    photon = console.photon(budget_factor=FACTOR)
    photon.identify(Cancel())
    console.write = lambda data: console.print(data)
    with pytest.raises(SetupError) as caught:
        photon.configure(credentials_for("password", papers), Cancel())
    assert "in the middle of a dialogue" in caught.value.detail


@pytest.mark.parametrize("question", [b"Password: ", b"Security 0=unsecured, 1=WEP: ", b"Thanks!"])
def test_dialogue_that_does_not_begin_with_the_name_is_answered_nothing(question, papers):
    console = FakeConsole(faults={"SSID": lambda _device, _text: question})
    error = outcome(console, credentials_for("password", papers))
    assert error.reason is Reason.DEVICE_REJECTED_REQUEST
    assert console.received.endswith(b"w")


@pytest.mark.parametrize("prompt", HIDDEN_WPA2)
def test_dialogue_can_be_cancelled_at_every_prompt(prompt, papers):
    cancel = Cancel()
    console = FakeConsole()

    def leave(_device, text):
        cancel.cancel()
        return text

    console.faults[prompt] = leave
    with pytest.raises(SetupError) as caught:
        console.photon(budget_factor=FACTOR).configure(credentials_for(prompt, papers), cancel)
    assert caught.value.reason is Reason.CANCELLED
    assert console.prompts[-1] == "not saved"
    assert (console.saved, console.is_open) == (None, False)
    assert PASSWORD.encode() not in console.received
    console.photon(budget_factor=FACTOR).identify(Cancel())


@pytest.mark.parametrize(
    ("prompt", "last"),
    [
        ("client certificate", "not saved"),
        ("private key", "not saved"),
        # It knows all that it needs: the rest of the answers would make it store that.
        ("outer identity", "outer identity"),
    ],
)
def test_dialogue_about_certificates_can_be_cancelled_too(prompt, last, papers):
    cancel = Cancel()
    console = FakeConsole()

    def leave(_device, text):
        cancel.cancel()
        return text

    console.faults[prompt] = leave
    with pytest.raises(SetupError) as caught:
        console.photon(budget_factor=FACTOR).configure(credentials_for("client certificate", papers), cancel)
    assert (caught.value.reason, console.prompts[-1], console.saved) == (Reason.CANCELLED, last, None)


def test_dialogue_that_is_interrupted_by_a_key_is_brought_to_its_end(papers):
    console = FakeConsole()
    photon = console.photon(budget_factor=FACTOR)
    photon.identify(Cancel())
    read = console.read

    def interrupted():
        if console.prompts[-1] == "cipher":
            console.read = read
            raise KeyboardInterrupt
        return read()

    console.read = interrupted
    with pytest.raises(SetupError) as caught:
        photon.configure(credentials_for("password", papers), Cancel())
    assert (caught.value.reason, caught.value.detail) == (Reason.CANCELLED, "")
    assert (console.prompts[-1], console.saved) == ("not saved", None)


@pytest.mark.parametrize(
    ("version", "at", "detail"),
    [
        ("2.3.1", "cipher", ""),
        ("2.3.1", "thanks", Detail.GOES_ON),
        ("2.3.1", "saved", Detail.GOES_ON),
        ("0.6.4", "security", Detail.STUCK),
        ("0.6.4", "password", Detail.STUCK),
        ("0.6.4", "thanks", Detail.GOES_ON),
    ],
)
def test_what_becomes_of_a_photon_whose_dialogue_is_stopped_is_told(version, at, detail, papers):
    cancel = Cancel()
    console = FakeConsole(version)
    console.faults[at] = lambda _device, text: (cancel.cancel(), text)[1]
    with pytest.raises(SetupError) as caught:
        console.photon(budget_factor=FACTOR).configure(credentials_for("password", papers), cancel)
    assert (caught.value.reason, caught.value.detail) == (Reason.CANCELLED, detail)
    assert (console.saved is not None) is (detail == Detail.GOES_ON)


@pytest.mark.parametrize(("seen", "detail"), [(Seen(0, NOT_SET), Detail.GOES_ON), (Seen(WEP, NOT_SET), "")])
def test_one_that_may_know_enough_is_looked_at_before_it_is_left(seen, detail):
    """An open network wants no more than the digit; a WEP network wants its key, too."""
    console = FakeConsole(air={b"Home": seen})
    photon = console.photon(budget_factor=FACTOR)
    photon.identify(Cancel())
    answered, read = [], console.read

    def interrupted():
        if answered:
            console.read = read
            raise KeyboardInterrupt
        return read()

    console.read = interrupted
    credentials = WifiCredentials(b"Home", Security(SecurityKind.UNKNOWN), password=Secret("hello"))
    with pytest.raises(SetupError) as caught:
        photon.configure(credentials, Cancel(), answered.append)
    assert (caught.value.reason, caught.value.detail) == (Reason.CANCELLED, detail)
    assert (console.saved is not None) is (detail == Detail.GOES_ON)


@pytest.mark.parametrize("fault", [FakeConsole.unplug, FakeConsole.fall_silent])
def test_no_word_after_answers_that_store_nothing_is_no_doubt(fault):
    console = FakeConsole(faults={"not saved": fault})
    error = outcome(console, WifiCredentials(b"Home", Security(SecurityKind.UNKNOWN), password=Secret(PASSWORD)))
    assert error.reason is Reason.NETWORK_NOT_SEEN


def test_cancelled_dialogue_of_old_firmware_is_left_as_it_is_since_every_answer_would_be_stored():
    cancel = Cancel()
    console = FakeConsole("0.6.4")
    console.faults["security"] = lambda _device, text: (cancel.cancel(), text)[1]
    with pytest.raises(SetupError) as caught:
        console.photon(budget_factor=FACTOR).configure(credentials_for("password", None), cancel)
    assert (caught.value.reason, console.prompts[-1], console.saved) == (Reason.CANCELLED, "security", None)


@pytest.mark.parametrize("fault", [FakeConsole.unplug, FakeConsole.fall_silent])
def test_console_that_does_not_let_itself_be_left_ends_it_in_time(fault, papers):
    cancel = Cancel()
    console = FakeConsole()
    console.faults["password"] = lambda device, text: (cancel.cancel(), fault(device, text))[1]
    started_s = time.monotonic()
    with pytest.raises(SetupError) as caught:
        console.photon(budget_factor=FACTOR).configure(credentials_for("password", papers), cancel)
    assert caught.value.reason in (Reason.CANCELLED, Reason.UNPLUGGED)
    assert time.monotonic() - started_s < LONGEST_WAIT_S


def test_echo_of_a_long_certificate_may_take_its_time(papers):
    console = FakeConsole()
    photon = console.photon(budget_factor=0.05)
    photon.identify(Cancel())
    console.piece_bytes, console.piece_s = 8, 0.015
    photon.configure(credentials_for("root CA", papers), Cancel())
    assert console.saved is not None


@pytest.mark.parametrize("prompt", ["C", "code set"])
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("code", [CODE, "canary" * 4, "canary ☕"])
def test_no_fault_tells_the_claim_code(code, fault, prompt, told):
    console = FakeConsole(faults={prompt: FAULTS[fault]})
    try:
        console.photon(budget_factor=FACTOR).set_claim_code(Secret(code), Cancel())
        error = None
    except SetupError as exc:
        error = exc
    told(error)
    assert DEVICE_ID.upper().encode() not in console.claim_code


@pytest.mark.parametrize(
    "credentials",
    [
        WifiCredentials(b"Home", Security(SecurityKind.WPA2, Cipher.AES), password=Secret("canary\n-line")),
        WifiCredentials(b"Home", Security(SecurityKind.WPA2, Cipher.AES), password=Secret("canary" * 20)),
        WifiCredentials(b"Home", Security(SecurityKind.WEP), password=Secret("canary")),
    ],
)
def test_no_refusal_tells_a_secret(credentials, told):
    console = FakeConsole()
    error = outcome(console, credentials)
    assert error.reason is Reason.PASSWORD_LENGTH
    told(error)
    assert console.received == b""
