"""The networks a simulation starts with: the built-in ones, or those of a JSON file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, TypeVar

from setup_wizard.core.secret import Secret
from setup_wizard.simulator.air import Network
from setup_wizard.simulator.security import NUMBERS, is_enterprise, is_personal, is_wep

_Value = TypeVar("_Value", str, int, bool)

_KEYS = {"ssid", "ssid_hex", "password", "security", "channel", "rssi", "hidden", "identity"}


def default_networks() -> tuple[Network, ...]:
    """A street of networks: each kind of security, names that hurt, a hidden one, and one name on two access points.

    No name holds a quote or backslash: with one of those around, the Photon's scan is no JSON, which programs such as
    softap-setup-js cannot read. A networks file may have them.
    """
    wpa2 = NUMBERS["wpa2"]
    return (
        Network(b"Home", Secret("correct horse"), wpa2, channel=6, rssi_dbm=-48),
        Network("Café del Mar ☕".encode(), Secret('flat white & "scone"'), wpa2, channel=1, rssi_dbm=-61),
        Network(b"Library", None, NUMBERS["open"], channel=11, rssi_dbm=-70),
        Network(b"Attic", Secret("D9178B0F95"), NUMBERS["wep"], channel=3, rssi_dbm=-79, max_rate_kbit_s=54000),
        Network(b"Hideaway", Secret("out of sight"), wpa2, channel=9, rssi_dbm=-66, hidden=True),
        Network(b"Office", Secret("paper clip"), NUMBERS["wpa2-enterprise"], identity="ada@example.com", rssi_dbm=-58),
        Network(b"Lab", None, NUMBERS["wpa2-enterprise"], channel=4, rssi_dbm=-64),
        Network(b"Home", Secret("correct horse"), wpa2, channel=11, rssi_dbm=-72),
        Network(b"Bob's Barn & Co.", Secret("hay and straw"), NUMBERS["wpa2-mixed"], channel=5, rssi_dbm=-75),
        Network("Jürgens Hütte".encode("latin-1"), Secret("kaiserschmarrn"), NUMBERS["wpa"], channel=13, rssi_dbm=-82),
    )


def load_networks(path: Path) -> tuple[Network, ...]:
    """Networks from a JSON file: a list of objects.

    Each has `ssid` (text) or `ssid_hex` (its bytes), 1 to 32 bytes, and may have `security` (a name of
    `security.NUMBERS`, such as `wpa2`; without it `wpa2` with a password and `open` without), `password` (for WEP the
    key in hexadecimal digits), `identity` (with `password`: PEAP; an enterprise network without `password` is EAP-TLS),
    `channel` (1 to 14), `rssi` (dBm) and `hidden`. Raises `ValueError` naming the entry and what is wrong with it.
    """
    try:
        entries = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as exc:
        raise ValueError(f"cannot read the networks file {path}: {exc.strerror}") from exc
    except ValueError as exc:
        raise ValueError(f"the networks file {path} is not JSON: {exc}") from exc
    except RecursionError:
        raise ValueError(f"the networks file {path} is nested too deeply") from None
    if not isinstance(entries, list) or not entries:
        raise ValueError(f"the networks file {path} must hold a list of at least one network")
    return tuple(_network(entry, f"network {number} of {path}") for number, entry in enumerate(entries, start=1))


def _network(entry: object, where: str) -> Network:
    if not isinstance(entry, dict):
        raise ValueError(f"{where} must be an object")
    unknown = sorted(set(entry) - _KEYS)
    if unknown:
        raise ValueError(
            f"{where} has unknown keys {', '.join(map(str, unknown))}; known are {', '.join(sorted(_KEYS))}"
        )
    password = _optional(entry, "password", str, where)
    name = _optional(entry, "security", str, where) or ("wpa2" if password else "open")
    if name not in NUMBERS:
        raise ValueError(f"{where} has an unknown security {name!r}; known are {', '.join(NUMBERS)}")
    network = Network(
        ssid=_ssid(entry, where),
        password=None if password is None else Secret(password),
        security=NUMBERS[name],
        channel=_or_default(_optional(entry, "channel", int, where), 6),
        rssi_dbm=_or_default(_optional(entry, "rssi", int, where), -55),
        hidden=bool(_optional(entry, "hidden", bool, where)),
        identity=_optional(entry, "identity", str, where) or "",
    )
    _check(network, where)
    return network


def _or_default(value: int | None, default: int) -> int:
    return default if value is None else value


def _optional(entry: dict[str, Any], key: str, kind: type[_Value], where: str) -> _Value | None:
    value = entry.get(key)
    if value is not None and type(value) is not kind:
        raise ValueError(f"{where}: {key} must be of type {kind.__name__}")
    return value


def _ssid(entry: dict[str, Any], where: str) -> bytes:
    if ("ssid" in entry) == ("ssid_hex" in entry):
        raise ValueError(f"{where} needs either ssid or ssid_hex")
    try:
        ssid = bytes.fromhex(_optional(entry, "ssid_hex", str, where) or "")
    except ValueError as exc:
        raise ValueError(f"{where}: ssid_hex must be pairs of hexadecimal digits") from exc
    ssid = ssid or (_optional(entry, "ssid", str, where) or "").encode()
    if not 1 <= len(ssid) <= 32:
        raise ValueError(f"{where}: the SSID must be 1 to 32 bytes, not {len(ssid)}")
    return ssid


def _check(network: Network, where: str) -> None:
    """Refuse what no access point could be; raises `ValueError`."""
    password = network.password.reveal() if network.password else ""
    if is_personal(network.security) and not 8 <= len(password.encode()) <= 64:
        raise ValueError(f"{where}: a WPA password must be 8 to 64 bytes")
    if is_wep(network.security) and not _is_hexadecimal(password, (10, 26)):
        raise ValueError(f"{where}: a WEP key must be 10 or 26 hexadecimal digits")
    if network.security == 0 and password:
        raise ValueError(f"{where}: an open network has no password")
    if network.identity and not is_enterprise(network.security):
        raise ValueError(f"{where}: only an enterprise network has an identity")
    if not 1 <= network.channel <= 14:
        raise ValueError(f"{where}: the channel must be 1 to 14")


def _is_hexadecimal(text: str, lengths: tuple[int, ...]) -> bool:
    return len(text) in lengths and all(digit in "0123456789abcdefABCDEF" for digit in text)
