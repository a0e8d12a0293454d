from __future__ import annotations

import argparse
import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setup_wizard.core.device import DeviceId
from setup_wizard.core.secret import Secret
from setup_wizard.core.wifi import Cipher, EapMethod, Enterprise, Security, SecurityKind
from setup_wizard.options import (
    Cables,
    GivenSecrets,
    Options,
    TransportChoice,
    add_setup_options,
    add_usb_option,
    options_from,
    parse_security,
    port,
)
from setup_wizard.workflow.session import JoinMode


def parsed(*words: str) -> Options:
    parser = argparse.ArgumentParser()
    parser.add_argument("--verbose", action="store_true")
    add_setup_options(parser)
    add_usb_option(parser)
    return options_from(parser.parse_args(words))


def refusal(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What is said on standard error about words that are refused with exit code 2."""
    with pytest.raises(SystemExit) as raised:
        parsed(*words)
    assert raised.value.code == 2
    return capsys.readouterr().err


def test_without_options_everything_is_as_a_real_photon_and_the_real_cloud_want_it() -> None:
    assert parsed() == Options()
    assert Options().api == "https://api.particle.io"
    assert (Options().device_host, Options().tcp_port, Options().http_port) == ("192.168.0.1", 5609, 80)


def test_every_option_arrives() -> None:
    options = parsed(
        *("--api", "http://localhost:9000/", "--device", "10.0.0.1", "--tcp-port", "1", "--http-port", "2"),
        *("--transport", "http", "--join", "manual", "--interface", "wlan1", "--prefix", "Lamp"),
        *("--username", "me@example.com", "--device-id", "3B0021000947343337373738", "--ssid", "Café"),
        *("--security", "wpa2", "--no-claim", "--name", "lamp", "--confirm-timeout", "7.5", "--verbose"),
    )
    assert options == Options(
        api="http://localhost:9000",
        device_host="10.0.0.1",
        tcp_port=1,
        http_port=2,
        transport=TransportChoice.HTTP,
        join=JoinMode.MANUAL,
        interface="wlan1",
        prefix="Lamp",
        username="me@example.com",
        device_id=DeviceId("3b0021000947343337373738"),
        ssid="Café".encode(),
        security=Security(SecurityKind.WPA2, Cipher.AES),
        claim=False,
        name="lamp",
        confirm_timeout_s=7.5,
    )


def test_a_network_name_that_is_no_text_keeps_its_bytes() -> None:
    assert parsed("--ssid", "H\udcfctte").ssid == b"H\xfctte"


def test_the_files_of_a_company_network_are_read(tmp_path: Path) -> None:
    for name in ("ca", "certificate", "key"):
        (tmp_path / name).write_text(f"PEM of the {name}")
    options = parsed(
        *("--eap", "tls", "--identity", "ada", "--outer-identity", "anonymous", "--ca", str(tmp_path / "ca")),
        *("--client-cert", str(tmp_path / "certificate"), "--private-key", str(tmp_path / "key")),
    )
    assert options.enterprise == Enterprise(
        EapMethod.TLS, "ada", "anonymous", "PEM of the ca", "PEM of the certificate", Secret("PEM of the key")
    )
    assert "PEM of the key" not in repr(options)


@pytest.mark.parametrize(
    ("name", "kind", "cipher"),
    [
        ("open", SecurityKind.OPEN, Cipher.NONE),
        ("wep", SecurityKind.WEP, Cipher.NONE),
        ("wpa", SecurityKind.WPA, Cipher.TKIP),
        ("wpa-aes", SecurityKind.WPA, Cipher.AES),
        ("wpa2", SecurityKind.WPA2, Cipher.AES),
        (" WPA2 ", SecurityKind.WPA2, Cipher.AES),
        ("wpa2_tkip", SecurityKind.WPA2, Cipher.TKIP),
        ("wpa2-mixed", SecurityKind.WPA2, Cipher.MIXED),
        ("wpa-enterprise", SecurityKind.WPA_ENTERPRISE, Cipher.TKIP),
        ("WPA2_ENTERPRISE_AES", SecurityKind.WPA2_ENTERPRISE, Cipher.AES),
    ],
)
def test_a_security_is_known_by_its_usual_names(name: str, kind: SecurityKind, cipher: Cipher) -> None:
    assert parse_security(name) == Security(kind, cipher)


@pytest.mark.parametrize("name", ["", "wpa3", "unknown", "open-aes", "wep-tkip", "wpa2-none", "wpa2-"])
def test_any_other_security_is_refused_with_the_names_there_are(name: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="use one of open, wep, wpa, wpa2, wpa-enterprise"):
        parse_security(name)


@given(st.text())
def test_no_text_at_all_confuses_the_parser_of_securities(text: str) -> None:
    with contextlib.suppress(argparse.ArgumentTypeError):
        assert parse_security(text).kind is not SecurityKind.UNKNOWN


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--security", "wpa3"), "unknown security 'wpa3'"),
        (("--device-id", "3b00"), "24 hexadecimal digits"),
        (("--device", ""), "a host name or an address is needed"),
        (("--device", "  "), "a host name or an address is needed"),
        (("--tcp-port", "70000"), "0 to 65535"),
        (("--http-port", "many"), "a port is a number from 0 to 65535, not 'many'"),
        (("--confirm-timeout", "0"), "positive number of seconds"),
        (("--confirm-timeout", "nan"), "positive number of seconds"),
        (("--confirm-timeout", "soon"), "positive number of seconds"),
        (("--transport", "udp"), "choose from"),
        (("--join", "never"), "choose from"),
        (("--eap", "ttls"), "choose from"),
        (("--ca", "/does/not/exist"), "cannot read '/does/not/exist'"),
        (("--colour", "blue"), "unrecognized arguments"),
        (("--product", ""), "it is empty"),
        (("--customer", " "), "it is empty"),
        (("--client-id", ""), "it is empty"),
        (("--username", ""), "it is empty"),
        (("--name", "  "), "it is empty"),
    ],
)
def test_a_wrong_option_is_refused_with_what_is_wrong(
    words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said in refusal(capsys, *words)


def test_nobody_can_be_named_as_the_owner_of_what_is_not_claimed() -> None:
    with pytest.raises(ValueError, match=r"--customer .* nothing with --no-claim"):
        parsed("--no-claim", "--product", "lamp", "--customer", "ada@example.com")


@pytest.mark.parametrize("option", ["--identity", "--outer-identity", "--ca", "--client-cert", "--private-key"])
def test_what_only_a_company_network_needs_is_refused_without_its_kind(option: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("PEM")
    with pytest.raises(ValueError, match="need --eap"):
        parsed(option, str(tmp_path / "file"))


def test_a_file_that_is_no_pem_text_is_refused_without_showing_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "key").write_bytes(b"secret \xff bytes")
    said = refusal(capsys, "--private-key", str(tmp_path / "key"))
    assert "cannot read" in said
    assert "secret" not in said


@pytest.mark.parametrize("option", ["--token", "--password", "--otp", "--wifi-password", "--client-secret"])
def test_no_option_takes_a_secret(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "unrecognized arguments" in refusal(capsys, option, "hush")


def test_a_port_is_a_number_in_range() -> None:
    assert port("0") == 0
    assert port("65535") == 65535
    with pytest.raises(argparse.ArgumentTypeError):
        port("-1")


def test_secrets_come_from_the_environment_and_an_empty_one_is_none() -> None:
    environment = {
        "PHOTON_SETUP_TOKEN": "t",
        "PHOTON_SETUP_PASSWORD": "p",
        "PHOTON_SETUP_OTP": "042137",
        "PHOTON_SETUP_WIFI_PASSWORD": "",
    }
    given = GivenSecrets.from_environment(environment)
    assert given == GivenSecrets(Secret("t"), Secret("p"), Secret("042137"), None)
    assert "042137" not in repr(given)


@pytest.mark.parametrize(
    ("words", "cables"),
    [
        ((), None),
        (("--usb",), Cables()),
        (("--usb", "/dev/ttyACM0"), Cables(("/dev/ttyACM0",))),
        (("--usb", "COM3, COM4,COM3"), Cables(("COM3", "COM4"))),
        (("--usb", "ALL"), Cables(all=True)),
    ],
)
def test_the_ports_are_the_one_there_is_named_ones_or_all(words: tuple[str, ...], cables: Cables | None) -> None:
    assert parsed(*words).usb == cables


@pytest.mark.parametrize(
    ("cables", "several"),
    [(Cables(), False), (Cables(("a",)), False), (Cables(("a", "b")), True), (Cables((), True), True)],
)
def test_several_are_set_up_side_by_side(cables: Cables, several: bool) -> None:
    assert cables.side_by_side is several


def test_a_port_without_a_name_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert "commas between them" in refusal(capsys, "--usb", "COM3,,COM4")


@pytest.mark.parametrize(
    "words",
    [
        ("--join", "manual"),
        ("--device", "10.0.0.1"),
        ("--tcp-port", "1"),
        ("--http-port", "1"),
        ("--transport", "tcp"),
        ("--interface", "wlan0"),
        ("--prefix", "Lamp"),
    ],
)
def test_what_is_about_wifi_means_nothing_by_cable(words: tuple[str, str]) -> None:
    with pytest.raises(ValueError, match=f"^{words[0]} is about the Photon's Wi-Fi"):
        parsed("--usb", "COM3", *words)


@pytest.mark.parametrize("words", [("--name", "lamp"), ("--device-id", "3b0021000947343337373738")])
def test_what_is_for_one_photon_means_nothing_for_several(words: tuple[str, str]) -> None:
    assert parsed("--usb", "COM3", *words).usb == Cables(("COM3",))
    for several in ("all", "COM3,COM4"):
        with pytest.raises(ValueError, match=f"^{words[0]} is for one Photon"):
            parsed("--usb", several, *words)
