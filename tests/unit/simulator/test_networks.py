from __future__ import annotations

import json
from pathlib import Path

import pytest

from setup_wizard.simulator.networks import default_networks, load_networks
from setup_wizard.simulator.security import NUMBERS


def load(tmp_path: Path, text: str) -> object:
    file = tmp_path / "networks.json"
    file.write_text(text, encoding="utf-8")
    return load_networks(file)


def test_the_street_has_every_kind_of_network() -> None:
    networks = default_networks()
    assert {NUMBERS[name] for name in ("open", "wep", "wpa", "wpa2", "wpa2-enterprise")} <= {
        n.security for n in networks
    }
    assert any(network.hidden for network in networks)
    assert len({network.ssid for network in networks}) < len(networks)
    assert any(network.name.encode() != network.ssid for network in networks)
    assert not any(set(b'"\\') & set(network.ssid) for network in networks)
    assert all("Secret(***)" in repr(network) for network in networks if network.password)


def test_a_file_describes_networks(tmp_path: Path) -> None:
    entries = [
        {"ssid": "Café", "password": "flat white"},
        {"ssid_hex": "ff00", "hidden": True, "channel": 11, "rssi": -90},
        {"ssid": "Work", "security": "wpa2-enterprise", "password": "pw", "identity": "ada"},
    ]
    first, second, third = load(tmp_path, json.dumps(entries))  # type: ignore[misc]
    assert (first.ssid, first.password.reveal(), first.security) == ("Café".encode(), "flat white", NUMBERS["wpa2"])
    assert (second.ssid, second.hidden, second.channel, second.rssi_dbm) == (b"\xff\x00", True, 11, -90)
    assert (second.password, second.security) == (None, 0)
    assert (third.identity, third.security) == ("ada", NUMBERS["wpa2-enterprise"])


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[", "is not JSON"),
        ("[" * 100_000, "nested too deeply"),
        ("{}", "must hold a list"),
        ("[]", "at least one"),
        ("[1]", "network 1 .* must be an object"),
        ('[{"ssid":"a","colour":"red"}]', "unknown keys colour"),
        ('[{"ssid":"a","security":"wpa9"}]', "unknown security 'wpa9'"),
        ('[{"ssid":"a"},{}]', "network 2 .* needs either ssid or ssid_hex"),
        ('[{"ssid":"a","ssid_hex":"61"}]', "either ssid or ssid_hex"),
        ('[{"ssid_hex":"6"}]', "pairs of hexadecimal digits"),
        ('[{"ssid":""}]', "1 to 32 bytes, not 0"),
        ('[{"ssid":"éééééééééééééééééé"}]', "1 to 32 bytes, not 36"),
        ('[{"ssid":7}]', "ssid must be of type str"),
        ('[{"ssid":"a","channel":true}]', "channel must be of type int"),
        ('[{"ssid":"a","channel":15}]', "channel must be 1 to 14"),
        ('[{"ssid":"a","password":"short"}]', "8 to 64 bytes"),
        ('[{"ssid":"a","security":"wpa2"}]', "8 to 64 bytes"),
        ('[{"ssid":"a","security":"wep","password":"hello"}]', "10 or 26 hexadecimal"),
        ('[{"ssid":"a","security":"open","password":"password"}]', "open network has no password"),
        ('[{"ssid":"a","identity":"ada"}]', "only an enterprise network"),
    ],
)
def test_a_bad_file_is_refused_with_its_reason(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        load(tmp_path, text)


def test_a_missing_file_is_refused_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"cannot read the networks file .*absent\.json"):
        load_networks(tmp_path / "absent.json")


def test_a_file_may_begin_with_the_mark_of_its_encoding(tmp_path: Path) -> None:
    (network,) = load(tmp_path, '\ufeff[{"ssid": "Home"}]')  # type: ignore[misc]
    assert network.ssid == b"Home"
