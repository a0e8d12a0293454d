"""What the command line and the environment say, as values. Not for acting on it."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from setup_wizard.core.device import DeviceId, parse_device_id
from setup_wizard.core.errors import SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.core.wifi import Cipher, EapMethod, Enterprise, Security, SecurityKind, usual_security
from setup_wizard.workflow.facts import Purpose
from setup_wizard.workflow.join_mode import JoinMode

DEFAULT_API = "https://api.particle.io"
DEFAULT_DEVICE_HOST = "192.168.0.1"
DEFAULT_PREFIX = "Photon"

_SECURITIES = tuple(usual_security(kind) for kind in SecurityKind if kind is not SecurityKind.UNKNOWN)


class TransportChoice(StrEnum):
    """How the Photon is spoken to."""

    AUTO = "auto"
    TCP = "tcp"
    HTTP = "http"


@dataclass(frozen=True, slots=True)
class Cables:
    """`--usb`: the ports that were named, all, or (neither) the one there is."""

    ports: tuple[str, ...] = ()
    all: bool = False

    @property
    def side_by_side(self) -> bool:
        """Whether several Photons may be meant."""
        return self.all or len(self.ports) > 1


@dataclass(frozen=True, slots=True)
class Options:
    """One run's settings; no secrets."""

    api: str = DEFAULT_API
    device_host: str = DEFAULT_DEVICE_HOST
    tcp_port: int = 5609
    http_port: int = 80
    transport: TransportChoice = TransportChoice.AUTO
    join: JoinMode = JoinMode.AUTO
    usb: Cables | None = None
    """By cable instead of over the Photon's Wi-Fi."""
    interface: str | None = None
    prefix: str = DEFAULT_PREFIX
    username: str | None = None
    product: str | None = None
    client_id: str | None = None
    customer: str | None = None
    device_id: DeviceId | None = None
    ssid: bytes | None = None
    security: Security | None = None
    enterprise: Enterprise | None = None
    claim: bool = True
    name: str | None = None
    confirm_timeout_s: float = 180.0
    json: bool = False


@dataclass(frozen=True, slots=True)
class GivenSecrets:
    """The secrets the environment holds; never taken from the command line, which every process can read."""

    token: Secret | None = None
    password: Secret | None = None
    one_time_code: Secret | None = None
    wifi_password: Secret | None = None
    client_secret: Secret | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> GivenSecrets:
        """Reads `PHOTON_SETUP_TOKEN`, `_PASSWORD`, `_OTP`, `_WIFI_PASSWORD`, `_CLIENT_SECRET`; empty is not given."""

        def secret(name: str) -> Secret | None:
            value = environment.get(f"PHOTON_SETUP_{name}")
            return Secret(value) if value else None

        return cls(secret("TOKEN"), secret("PASSWORD"), secret("OTP"), secret("WIFI_PASSWORD"), secret("CLIENT_SECRET"))


def purpose_of(options: Options) -> Purpose:
    """What the options of `provision` ask for."""
    if options.product or options.customer or options.client_id:
        return Purpose.CUSTOMER if options.claim else Purpose.PRODUCT_DEVICE
    return Purpose.OWN_ACCOUNT if options.claim else Purpose.WIFI_ONLY


def add_cloud_options(parser: argparse.ArgumentParser) -> None:
    """Which cloud, and as whom: for every command that asks it."""
    cloud = parser.add_argument_group("the cloud")
    cloud.add_argument("--api", metavar="URL", default=DEFAULT_API, help="default %(default)s")
    cloud.add_argument("--username", type=_given, metavar="EMAIL", help="whose account")
    cloud.add_argument("--product", type=_given, metavar="ID|SLUG", help="the product the device belongs to")
    cloud.add_argument("--client-id", type=_given, metavar="ID", help="the product's two-legged OAuth client")
    cloud.add_argument("--customer", type=_given, metavar="EMAIL", help="the product's customer who shall own it")


def add_setup_options(parser: argparse.ArgumentParser) -> None:
    """The options of `provision`, which the wizard and the demo take too."""
    add_cloud_options(parser)
    device = parser.add_argument_group("the Photon")
    device.add_argument("--device", type=_host, metavar="HOST", default=DEFAULT_DEVICE_HOST, help="default %(default)s")
    device.add_argument("--tcp-port", type=port, metavar="N", default=5609, help="default %(default)s")
    device.add_argument("--http-port", type=port, metavar="N", default=80, help="default %(default)s")
    device.add_argument("--transport", choices=[*map(str, TransportChoice)], default=TransportChoice.AUTO.value)
    device.add_argument("--device-id", type=device_id, metavar="ID", help="refuse any other Photon")
    device.add_argument("--prefix", metavar="NAME", default=DEFAULT_PREFIX, help="how its Wi-Fi's name starts")
    host = parser.add_argument_group("this computer")
    host.add_argument(
        "--join",
        choices=[mode.value for mode in JoinMode if mode is not JoinMode.CABLE],
        default=JoinMode.AUTO.value,
        help="manual: you change networks when asked; none: the Photon can be reached already",
    )
    host.add_argument("--interface", metavar="NAME", help="take this one as the Wi-Fi interface")
    wifi = parser.add_argument_group("the network the Photon shall join")
    wifi.add_argument("--ssid", metavar="NAME", type=os.fsencode)
    wifi.add_argument(
        "--security",
        type=parse_security,
        metavar="NAME",
        help="only for a hidden network: open, wep, wpa, wpa2, wpa-enterprise or wpa2-enterprise; a cipher may follow "
        "(wpa2-aes, wpa2-tkip, wpa2-mixed)",
    )
    wifi.add_argument("--eap", choices=[*map(str, EapMethod)], help="for a company network")
    wifi.add_argument("--identity", metavar="NAME", default="")
    wifi.add_argument("--outer-identity", metavar="NAME", default="")
    wifi.add_argument("--ca", type=_text_file, metavar="FILE", help="root certificate, PEM")
    wifi.add_argument("--client-cert", type=_text_file, metavar="FILE", help="PEM")
    wifi.add_argument("--private-key", type=_secret_file, metavar="FILE", help="PEM, without a password")
    result = parser.add_argument_group("the result")
    result.add_argument(
        "--no-claim", dest="claim", action="store_false", help="change its Wi-Fi only; with --product, nobody owns it"
    )
    result.add_argument("--name", type=_given, metavar="NAME", help="what to call the device in the cloud")
    result.add_argument(
        "--confirm-timeout", type=_seconds, metavar="SECONDS", default=180.0, help="default %(default)g"
    )


def add_usb_option(parser: argparse.ArgumentParser) -> None:
    """By cable, for `provision`."""
    parser.add_argument(
        "--usb",
        type=_cables,
        nargs="?",
        const=Cables(),
        metavar="PORT[,PORT...]|all",
        help="by USB cable; several are set up side by side",
    )


def cloud_options_from(arguments: argparse.Namespace) -> Options:
    """As `options_from`, for the commands that only talk to the cloud."""
    return Options(
        api=arguments.api.rstrip("/"),
        username=arguments.username,
        product=arguments.product,
        client_id=arguments.client_id,
        customer=arguments.customer,
    )


def options_from(arguments: argparse.Namespace) -> Options:
    """The parsed arguments as values; raises `ValueError` for options that mean nothing together."""
    if arguments.customer and not arguments.claim:
        raise ValueError("--customer is who shall own it: it means nothing with --no-claim")
    enterprise = None
    if arguments.eap is None:
        names = ("identity", "outer_identity", "ca", "client_cert", "private_key")
        if any(getattr(arguments, name) for name in names):
            raise ValueError("--identity, --outer-identity, --ca, --client-cert and --private-key need --eap")
    else:
        enterprise = Enterprise(
            method=EapMethod(arguments.eap),
            identity=arguments.identity,
            outer_identity=arguments.outer_identity,
            ca_pem=arguments.ca or "",
            client_certificate_pem=arguments.client_cert or "",
            private_key_pem=arguments.private_key,
        )
    return replace(
        cloud_options_from(arguments),
        device_host=arguments.device,
        tcp_port=arguments.tcp_port,
        http_port=arguments.http_port,
        transport=TransportChoice(arguments.transport),
        join=JoinMode(arguments.join),
        usb=_usb_from(arguments),
        interface=arguments.interface,
        prefix=arguments.prefix,
        device_id=arguments.device_id,
        ssid=arguments.ssid,
        security=arguments.security,
        enterprise=enterprise,
        claim=arguments.claim,
        name=arguments.name,
        confirm_timeout_s=arguments.confirm_timeout,
        json=getattr(arguments, "json", False),
    )


def _usb_from(arguments: argparse.Namespace) -> Cables | None:
    cables: Cables | None = getattr(arguments, "usb", None)
    if cables is None:
        return None
    usual = Options()
    over_wifi = {
        "--device": arguments.device != usual.device_host,
        "--tcp-port": arguments.tcp_port != usual.tcp_port,
        "--http-port": arguments.http_port != usual.http_port,
        "--transport": arguments.transport != usual.transport,
        "--join": arguments.join != usual.join,
        "--interface": arguments.interface is not None,
        "--prefix": arguments.prefix != usual.prefix,
    }
    one_device = {"--name": arguments.name is not None, "--device-id": arguments.device_id is not None}
    for option, is_given in over_wifi.items():
        if is_given:
            raise ValueError(f"{option} is about the Photon's Wi-Fi: it means nothing with --usb")
    for option, is_given in one_device.items():
        if is_given and cables.side_by_side:
            raise ValueError(f"{option} is for one Photon: it means nothing with several ports")
    return cables


def _cables(text: str) -> Cables:
    if text.strip().lower() == "all":
        return Cables(all=True)
    ports = tuple(dict.fromkeys(name.strip() for name in text.split(",")))
    if not all(ports):
        raise argparse.ArgumentTypeError(f"ports are names with commas between them, or all, not {text!r}")
    return Cables(ports)


def parse_security(text: str) -> Security:
    """`wpa2`, `wpa2-aes`, `wpa2_enterprise_aes` and so on; raises `argparse.ArgumentTypeError` for other names."""
    name = text.strip().lower().replace("_", "-")
    for usual in _SECURITIES:
        if name == usual.kind.value:
            return usual
        for cipher in (Cipher.TKIP, Cipher.AES, Cipher.MIXED):
            if usual.cipher is not Cipher.NONE and name == f"{usual.kind.value}-{cipher.value}":
                return Security(usual.kind, cipher)
    names = ", ".join(security.kind.value for security in _SECURITIES)
    raise argparse.ArgumentTypeError(f"unknown security {text!r}: use one of {names}")


def _given(text: str) -> str:
    """What an empty variable of a script gave would otherwise count as nothing said: another owner than was meant."""
    if not text.strip():
        raise argparse.ArgumentTypeError("it is empty: give it a value, or leave the option out")
    return text.strip()


def port(text: str) -> int:
    """A TCP port, for argparse."""
    if not (text.isdecimal() and int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"a port is a number from 0 to 65535, not {text!r}")
    return int(text)


def _host(text: str) -> str:
    try:
        text.encode("idna")
    except UnicodeError as exc:
        raise argparse.ArgumentTypeError(f"{text!r} cannot be a host name or an address") from exc
    if not text.strip():
        raise argparse.ArgumentTypeError("a host name or an address is needed")
    return text


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < 86400:
        raise argparse.ArgumentTypeError(f"a time is a positive number of seconds, below one day, not {text!r}")
    return seconds


def device_id(text: str) -> DeviceId:
    """A device id, for argparse."""
    try:
        return parse_device_id(text)
    except SetupError as exc:
        raise argparse.ArgumentTypeError(exc.detail) from exc


def _text_file(name: str) -> str:
    try:
        return Path(name).read_text(encoding="ascii")
    except (OSError, ValueError) as exc:
        raise argparse.ArgumentTypeError(f"cannot read {name!r}: {exc}") from exc


def _secret_file(name: str) -> Secret:
    return Secret(_text_file(name))
