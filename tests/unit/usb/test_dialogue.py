"""The Wi-Fi dialogue, in every generation's words and with whatever else may be in the way."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from setup_wizard.core.cancel import Cancel
from setup_wizard.core.details import Detail
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.core.wifi import Cipher, EapMethod, Enterprise, Found, Security, SecurityKind, WifiCredentials
from tests.unit.usb.fake_console import (
    AES,
    NOT_SET,
    TKIP,
    WEP,
    WPA,
    WPA2,
    WPA2_ENTERPRISE,
    FakeConsole,
    Papers,
    Seen,
    Stored,
)

pytestmark = pytest.mark.usefixtures("logical_time")

GENERATIONS = ["0.4.9", "0.5.5", "0.6.4", "0.7.0", "2.3.1"]
ENTERPRISE_GENERATIONS = ["0.7.0", "2.3.1"]
FIND_OUT = Security(SecurityKind.UNKNOWN)
PASSWORD = "correct horse"  # a test's, not a secret


def home(security: Security, password: str | None = PASSWORD, ssid: bytes = b"Home") -> WifiCredentials:
    return WifiCredentials(ssid, security, password=Secret(password) if password is not None else None)


def office(method: EapMethod, papers, **more) -> WifiCredentials:
    parts = {"client_certificate_pem": papers.certificate, "private_key_pem": Secret(papers.private_key)}
    enterprise = Enterprise(method, **({"identity": "ada@example.com"} if method is EapMethod.PEAP else parts), **more)
    security = Security(SecurityKind.WPA2_ENTERPRISE, Cipher.AES)
    return WifiCredentials(b"Office", security, password=Secret(PASSWORD), enterprise=enterprise)


def as_kept(pem: str) -> bytes:
    return pem.replace("\n", "\r\n").encode()


def refusal(console: FakeConsole, credentials: WifiCredentials) -> SetupError:
    with pytest.raises(SetupError) as caught:
        console.photon().configure(credentials, Cancel())
    return caught.value


@pytest.mark.parametrize("version", GENERATIONS)
def test_open_network_is_stored(version, cancel):
    console = FakeConsole(version, {b"Home": Seen(0, NOT_SET)})
    console.photon().configure(home(Security(SecurityKind.OPEN), None), cancel)
    assert (console.saved.ssid, console.saved.security, console.saved.password) == (b"Home", 0, b"")


@pytest.mark.parametrize("version", GENERATIONS)
def test_wep_key_is_stored_as_the_firmware_wants_it(version, cancel):
    console = FakeConsole(version, {b"Home": Seen(WEP, NOT_SET)})
    console.photon().configure(home(Security(SecurityKind.WEP), "hello"), cancel)
    assert (console.saved.security, console.saved.password) == (WEP, b"000568656C6C6F")


@pytest.mark.parametrize("version", GENERATIONS)
@pytest.mark.parametrize("piece_bytes", [1, 3, 4096])
def test_wpa2_network_is_stored(version, piece_bytes, cancel):
    console = FakeConsole(version, {b"Home": Seen(WPA2)}, piece_bytes=piece_bytes)
    console.photon().configure(home(Security(SecurityKind.WPA2, Cipher.AES)), cancel)
    assert (console.saved.ssid, console.saved.security, console.saved.password) == (b"Home", WPA2, PASSWORD.encode())


@pytest.mark.parametrize("version", GENERATIONS)
@pytest.mark.parametrize(
    ("security", "stored"),
    [
        (Security(SecurityKind.WPA2, Cipher.AES), (WPA2, AES)),
        (Security(SecurityKind.WPA, Cipher.TKIP), (WPA, TKIP)),
        (Security(SecurityKind.WPA2, Cipher.MIXED), (WPA2, 3)),
    ],
)
def test_hidden_network_is_stored_with_the_security_and_cipher_that_were_given(version, security, stored, cancel):
    console = FakeConsole(version)
    console.photon().configure(home(security), cancel)
    assert (console.saved.security, console.saved.cipher) == stored


@pytest.mark.parametrize("version", ENTERPRISE_GENERATIONS)
@pytest.mark.parametrize("hidden", [True, False])
def test_peap_sends_identity_and_password(version, hidden, papers, cancel):
    console = FakeConsole(version, {} if hidden else {b"Office": Seen(WPA2_ENTERPRISE)})
    console.photon().configure(office(EapMethod.PEAP, papers, outer_identity="anonymous"), cancel)
    assert console.saved == Stored(
        b"Office", WPA2_ENTERPRISE, AES, PASSWORD.encode(), 0, b"ada@example.com", b"anonymous"
    )


@pytest.mark.parametrize("version", ENTERPRISE_GENERATIONS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_eap_tls_sends_each_pem_without_a_line_that_would_end_it_early(version, newline, papers, cancel):
    console = FakeConsole(version)
    bundle = papers.root_ca + "\n \nThe other one\n\n" + papers.certificate
    untidy = Papers(
        *(f"\n{pem}\n\n".replace("\n", newline) for pem in (papers.certificate, papers.private_key, bundle))
    )
    console.photon().configure(office(EapMethod.TLS, untidy, ca_pem=untidy.root_ca), cancel)
    saved = console.saved
    assert (saved.eap, saved.certificate, saved.private_key) == (
        1,
        as_kept(papers.certificate),
        as_kept(papers.private_key),
    )
    assert saved.root_ca == as_kept(papers.root_ca + "The other one\n" + papers.certificate)
    assert b"\r" not in console.received


@pytest.mark.parametrize("version", ["0.4.9", "0.5.5", "0.6.4"])
@pytest.mark.parametrize("method", EapMethod)
def test_enterprise_network_is_refused_to_old_firmware_before_the_dialogue(version, method, papers):
    console = FakeConsole(version)
    assert refusal(console, office(method, papers)).reason is Reason.ENTERPRISE_UNSUPPORTED
    assert b"w" not in console.received


@pytest.mark.parametrize(
    ("seen", "password", "stored"),
    [
        (Seen(WPA2), PASSWORD, PASSWORD.encode()),
        (Seen(WEP, NOT_SET), "hello", b"000568656C6C6F"),
        (Seen(0, NOT_SET), PASSWORD, b""),
    ],
)
def test_device_finds_the_security_out(seen, password, stored, cancel):
    console = FakeConsole("2.3.1", {b"Home": seen})
    console.photon().configure(home(FIND_OUT, password), cancel)
    assert (console.saved.security, console.saved.password) == (seen.security, stored)


@pytest.mark.parametrize(
    ("seen", "credentials", "reason"),
    [
        (None, home(FIND_OUT), Reason.NETWORK_NOT_SEEN),
        (Seen(WEP, NOT_SET), home(FIND_OUT, "not WEP"), Reason.PASSWORD_LENGTH),
        (Seen(WPA2), home(FIND_OUT, "short"), Reason.PASSWORD_LENGTH),
        (Seen(WPA2), home(Security(SecurityKind.OPEN), None), Reason.PASSWORD_LENGTH),
        (Seen(WPA2_ENTERPRISE), home(FIND_OUT), Reason.ENTERPRISE_INCOMPLETE),
    ],
)
def test_dialogue_that_asks_for_what_nobody_gave_ends_with_nothing_stored(seen, credentials, reason, cancel):
    console = FakeConsole("2.3.1", {b"Home": seen} if seen else {})
    assert refusal(console, credentials).reason is reason
    assert console.saved is None
    assert console.prompts[-1] == "not saved"
    console.photon().identify(cancel)


@pytest.mark.parametrize("version", ["0.4.9", "0.6.4"])
def test_old_firmware_cannot_find_out_and_is_not_asked(version):
    console = FakeConsole(version, {b"Home": Seen(WPA2)})
    error = refusal(console, home(FIND_OUT))
    assert (error.reason, error.detail) == (Reason.NETWORK_NOT_SEEN, Detail.SECURITY_NEEDED)
    assert b"w" not in console.received


@pytest.mark.parametrize("method", [None, EapMethod.TLS])
def test_password_that_nobody_gave_is_told_apart_from_one_that_cannot_be_right(method, papers):
    credentials = office(method, papers) if method else home(Security(SecurityKind.OPEN), None)
    console = FakeConsole(air={credentials.ssid: Seen(WPA2)})
    assert refusal(console, credentials).detail == Detail.NO_PASSWORD
    assert refusal(FakeConsole(air={b"Home": Seen(WPA2)}), home(FIND_OUT, "short")).detail != Detail.NO_PASSWORD


WPA2_AES = Security(SecurityKind.WPA2, Cipher.AES)
OPEN = home(Security(SecurityKind.OPEN), None)


@pytest.mark.parametrize(
    ("version", "seen", "credentials", "last", "found"),
    [
        ("2.3.1", Seen(WPA2), home(FIND_OUT), "password", Found.SEEN),
        ("2.3.1", None, home(WPA2_AES), "password", Found.NOT_SEEN),
        ("2.3.1", Seen(WEP, NOT_SET), home(FIND_OUT, "hello"), "password", Found.SEEN),
        ("2.3.1", Seen(0, NOT_SET), home(FIND_OUT), "cipher", Found.OPEN),
        # It asks for nothing but the name: its thanks are the first sign.
        ("2.3.1", Seen(0), OPEN, "leaving", Found.OPEN),
        ("2.3.1", None, OPEN, "cipher", Found.NOT_SEEN),
        ("0.6.4", Seen(WPA2), home(WPA2_AES), "password", Found.SEEN),
        ("0.6.4", None, OPEN, "security", Found.OPEN),
    ],
)
def test_it_is_told_before_the_last_answer_that_the_network_will_be_stored(
    version, seen, credentials, last, found, cancel
):
    console = FakeConsole(version, {b"Home": seen} if seen else {})
    prompts, finds = [], []

    def note(now_found):
        prompts.append(console.prompts[-1])
        finds.append(now_found)

    console.photon().configure(credentials, cancel, note)
    assert last in prompts
    assert "SSID" not in prompts
    assert finds[-1] is found


@pytest.mark.parametrize("method", EapMethod)
def test_enterprise_network_is_stored_with_the_last_certificate_only(method, papers, cancel):
    console = FakeConsole(air={b"Office": Seen(WPA2_ENTERPRISE)})
    told = []
    console.photon().configure(office(method, papers), cancel, lambda _found: told.append(console.prompts[-1]))
    assert told[0] == "root CA"


@pytest.mark.parametrize(("seen", "password"), [(None, PASSWORD), (Seen(WPA2), "short"), (Seen(WPA2_ENTERPRISE), "x")])
def test_nothing_that_is_given_up_is_told_as_stored(seen, password):
    console = FakeConsole(air={b"Home": seen} if seen else {})
    told = []
    with pytest.raises(SetupError):
        console.photon().configure(home(FIND_OUT, password), Cancel(), told.append)
    assert told == []


@pytest.mark.parametrize("version", GENERATIONS)
@pytest.mark.parametrize("loves", [b"Particle", b"Spark"])
def test_either_greeting_ends_the_dialogue(version, loves, cancel):
    console = FakeConsole(version, {b"Home": Seen(WPA2)}, loves=loves)
    console.photon().configure(home(Security(SecurityKind.WPA2, Cipher.AES)), cancel)
    assert console.prompts[-1] == "leaving"


def test_derp_is_a_rejected_request():
    console = FakeConsole(saves=False)
    assert refusal(console, home(Security(SecurityKind.WPA2, Cipher.AES))).reason is Reason.DEVICE_REJECTED_REQUEST


def test_derp_to_an_enterprise_network_means_that_something_is_missing(papers):
    console = FakeConsole(saves=False)
    assert refusal(console, office(EapMethod.PEAP, papers)).reason is Reason.ENTERPRISE_INCOMPLETE


def test_device_out_of_memory_rejects(papers):
    console = FakeConsole(faults={"username": lambda device, text: b"Error while preparing to store\r\n\r\n"})
    assert refusal(console, office(EapMethod.PEAP, papers)).reason is Reason.DEVICE_REJECTED_REQUEST


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.rstrip(b" "),
        lambda text: text.replace(b" ", b"  ").replace(b":", b" : "),
        lambda text: b"\r\n** a note\r\n\r\n" + text,
        lambda text: text.lower(),
    ],
    ids=["no blank", "more blanks", "something before", "lower case"],
)
def test_prompts_may_be_spelt_a_little_differently(change, cancel):
    faults = {name: lambda _device, text: change(text) for name in ("SSID", "security", "cipher", "password")}
    console = FakeConsole(faults=faults)
    console.photon().configure(home(Security(SecurityKind.WPA2, Cipher.AES)), cancel)
    assert (console.saved.ssid, console.saved.password) == (b"Home", PASSWORD.encode())


def test_device_need_not_echo(cancel):
    console = FakeConsole(echoes=False)
    console.photon().configure(home(Security(SecurityKind.WPA2, Cipher.AES)), cancel)
    assert console.saved.password == PASSWORD.encode()


def test_prompt_is_seen_through_an_echo_mixed_into_it(cancel):
    mixed = {"security": lambda _device, text: b"Hoxme"[:2] + text[:5] + b"me\r\n" + text[5:]}
    console = FakeConsole(echoes=False, faults=mixed)
    console.photon().configure(home(Security(SecurityKind.WPA2, Cipher.AES)), cancel)
    assert console.saved.security == WPA2


def test_one_answer_goes_out_to_a_prompt_that_stands_there_twice(cancel):
    console = FakeConsole(faults={"SSID": lambda _device, text: text + b"\r\n" + text})
    console.photon().configure(home(Security(SecurityKind.WPA2, Cipher.AES)), cancel)
    assert console.received.endswith(b"wHome\n3\n1\ncorrect horse\n")


def test_a_device_that_asks_for_nothing_but_the_name_is_told_nothing_else(cancel):
    console = FakeConsole(air={b"Home": Seen(0)})
    console.photon().configure(home(Security(SecurityKind.WPA2, Cipher.AES)), cancel)
    assert console.received.endswith(b"wHome\n")


def test_question_may_be_asked_once_more():
    cipher = b"Security Cipher 1=AES, 2=TKIP, 3=AES+TKIP: "
    console = FakeConsole(air={b"Home": Seen(WEP, NOT_SET)}, faults={"password": lambda _device, _text: cipher})
    assert refusal(console, home(FIND_OUT, "not WEP")).reason is Reason.DEVICE_REJECTED_REQUEST
    assert console.received.endswith(b"wHome\n1\n1\n")
    assert console.prompts[-1] == "not saved"


def test_a_digit_that_is_asked_for_again_and_again_ends_it():
    def again(_device, _text):
        return b"Security 0=unsecured, 1=WEP: "

    console = FakeConsole(faults={"cipher": again, "password": again})
    error = refusal(console, home(Security(SecurityKind.WPA2, Cipher.AES)))
    assert error.reason is Reason.DEVICE_REJECTED_REQUEST
    assert console.received.endswith(b"wHome\n3\n3\n")


LINES = st.binary(min_size=1, max_size=64).filter(lambda text: not set(text) & set(b"\0\b\n\r\x7f"))


@given(ssid=LINES.filter(lambda text: len(text) <= 32), password=LINES.filter(lambda text: len(text) >= 8))
@example(ssid=b'My "home" \\ x', password=b"\xff\xe9 latin")
@example(ssid="Café del Mar ☕".encode(), password=b"x" * 64)
@example(ssid=b"x" * 32, password=b"12345678")
@example(ssid=b"Password: ", password=b"Security 0=unsecured: ")
@example(ssid=b"Thanks! Derp. <3 you!", password=b"Awesome. <3 you!")
@example(ssid=b"  blank  ", password=b"        ")
@example(ssid=b"SSID:", password=b"SSID: SSID: SSID:")
def test_whatever_may_be_told_arrives_byte_for_byte(ssid, password):
    console = FakeConsole()
    credentials = home(Security(SecurityKind.WPA2, Cipher.AES), password.decode("utf-8", "surrogateescape"), ssid)
    console.photon().configure(credentials, Cancel())
    assert console.saved == Stored(ssid, WPA2, AES, password)


@given(cuts=st.lists(st.integers(1, 12), max_size=200), version=st.sampled_from(GENERATIONS))
def test_text_may_be_cut_anywhere(cuts, version):
    console = FakeConsole(version)
    console.cuts = iter(cuts)
    console.photon().configure(home(Security(SecurityKind.WPA2, Cipher.TKIP)), Cancel())
    assert console.saved == Stored(b"Home", WPA2, TKIP, PASSWORD.encode())
