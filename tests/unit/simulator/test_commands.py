from __future__ import annotations

import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from setup_wizard.core.secret import Secret
from setup_wizard.simulator.air import Network
from setup_wizard.simulator.flash import Firmware
from setup_wizard.simulator.security import NUMBERS
from setup_wizard.simulator.world import DEVICE_ID

OLD = Firmware.V0_6_4
WPA2 = NUMBERS["wpa2"]
ENTERPRISE = NUMBERS["wpa2-enterprise"]


def body(fields: dict[str, object]) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode()


def test_device_id_is_upper_case_and_its_flag_a_text(bench: Any) -> None:
    assert bench.command("device-id") == b'\n\n{"id":"%b","c":"0"}' % DEVICE_ID.upper().encode()


def test_public_key_is_padded_with_zeros_in_upper_case(bench: Any) -> None:
    answer = bench.ask("public-key")
    assert answer["r"] == 0
    assert len(answer["b"]) == 588
    assert answer["b"] == answer["b"].upper()
    assert answer["b"].endswith("0" * 264)
    assert answer["b"].startswith("30819F")


def test_scan_shows_each_access_point_with_raw_names_and_no_hidden_one(bench: Any) -> None:
    answer = bench.command("scan-ap")
    assert answer.startswith(b'\n\n{"scans":[{"ssid":"Home","rssi":-48,"sec":4194308,"ch":6,"mdr":72200},{')
    assert answer.count(b'"ssid":"Home"') == 2
    assert "Café del Mar ☕".encode() in answer
    assert b'"ssid":"J\xfcrgens H\xfctte"' in answer
    assert b"Hideaway" not in answer


def test_scan_escapes_nothing_so_that_a_name_can_break_the_json(new_bench: Any) -> None:
    bench = new_bench(networks=(Network(b'My "home"\\\x01', rssi_dbm=-1, channel=3),))
    entry = b'{"ssid":"My "home"\\\x01","rssi":-1,"sec":0,"ch":3,"mdr":72200}'
    assert bench.command("scan-ap") == b'\n\n{"scans":[' + entry + b"]}"


def test_scan_cuts_a_name_at_a_nul(new_bench: Any) -> None:
    bench = new_bench(networks=(Network(b"ab\0cd"), Network(b"\0ab")))
    assert [network["ssid"] for network in bench.ask("scan-ap")["scans"]] == ["ab"]


def test_set_keeps_63_characters_as_they_were_sent(bench: Any) -> None:
    assert bench.ask("set", {"v": "a+/b" * 20, "k": "ccc"}) == {"r": 0}
    assert bench.photon.hardware.flash.claim_code == (b"a+/b" * 20)[:63]
    bench.command("set", rb'{"k":"cc","v":"a\/b"}')
    assert bench.photon.hardware.flash.claim_code == rb"a\/b"


@pytest.mark.parametrize("fields", [{"k": "cx", "v": "code"}, {"k": "cc", "v": ""}, {"k": "cc"}, {}])
def test_set_refuses_other_keys_and_an_empty_code(bench: Any, fields: dict[str, object]) -> None:
    assert bench.ask("set", fields) == {"r": -1}
    assert bench.photon.hardware.flash.claim_code == b""


@pytest.mark.parametrize(
    "fields",
    [
        {"ssid": "Home", "sec": "4194308"},
        {"ssid": "Home", "pwd": None},
        {"ssid": 123},
        {"ssid": "Home", "sec": 0, "channel": 6},
        {"ssid": ["Home"]},
    ],
)
def test_a_wrong_type_or_unknown_key_rejects_the_whole_request(bench: Any, fields: dict[str, object]) -> None:
    assert bench.command("configure-ap", body(fields)) == b"\n\n"
    assert bench.photon.hardware.flash.profiles == []


def test_null_is_a_number_as_far_as_the_channel_is_concerned(bench: Any) -> None:
    assert bench.command("configure-ap", b'{"idx":0,"ssid":"Library","sec":0,"ch":null}') == b'\n\n{"r":0}'


def test_a_key_sent_twice_counts_as_sent_last(bench: Any) -> None:
    assert bench.command("configure-ap", b'{"ssid":"Nowhere","ssid":"Library","sec":0}') == b'\n\n{"r":0}'
    assert bench.photon.hardware.flash.profiles[0].ssid == b"Library"


def test_a_password_is_decrypted_and_stored_with_what_the_scan_says(bench: Any) -> None:
    assert bench.configure("Home", "correct horse", NUMBERS["wpa-tkip"]) == 0
    profile = bench.photon.hardware.flash.profiles[0]
    assert (profile.ssid, profile.password, profile.security) == (b"Home", b"correct horse", WPA2)
    assert "horse" not in repr(profile)


@pytest.mark.parametrize("ssid", ["Hideaway", "home", r"Caf\u00e9 del Mar ☕", "Far away"])
def test_a_network_that_is_not_in_the_own_scan_is_refused(bench: Any, ssid: str) -> None:
    sent = f'{{"ssid":"{ssid}","sec":{WPA2},"pwd":"{bench.encrypt(b"password")}"}}'
    assert bench.command("configure-ap", sent.encode()) == b'\n\n{"r":-2}'
    assert bench.photon.hardware.flash.profiles == []


def test_open_and_wep_are_stored_without_a_scan(bench: Any) -> None:
    assert bench.ask("configure-ap", {"ssid": "Far away", "sec": 0, "pwd": ""}) == {"r": 0}
    assert bench.configure("Old router", "0005D9178B0F95", NUMBERS["wep-shared"]) == 0
    profiles = bench.photon.hardware.flash.profiles
    assert [(p.ssid, p.security, p.password) for p in profiles] == [
        (b"Old router", 1, bytes.fromhex("0005D9178B0F95")),
        (b"Far away", 0, b""),
    ]


@pytest.mark.parametrize(
    ("ssid", "password", "sec", "result"),
    [
        ("", "long enough", WPA2, -3),
        ("x" * 33, "long enough", WPA2, -3),
        ("Home", "short", WPA2, -4),
        ("Home", "x" * 65, WPA2, -4),
        ("Attic", "D917", NUMBERS["wep"], -4),
        ("Office", "paper clip", ENTERPRISE, 0),
    ],
)
def test_lengths_are_checked(bench: Any, ssid: str, password: str, sec: int, result: int) -> None:
    assert bench.configure(ssid, password, sec) == result


def test_a_missing_password_is_too_short_for_wpa2(bench: Any) -> None:
    assert bench.ask("configure-ap", {"ssid": "Home", "sec": WPA2}) == {"r": -4}


@pytest.mark.parametrize("pwd", ["ab" * 128, "ff" * 128, "00" * 128, "zz", "ab"])
def test_what_another_key_encrypted_is_refused_with_the_crypto_libraries_number(bench: Any, pwd: str) -> None:
    assert bench.ask("configure-ap", {"ssid": "Home", "sec": WPA2, "pwd": pwd})["r"] <= -16000


def test_peap_needs_identity_and_password(bench: Any) -> None:
    assert bench.configure("Office", "paper clip", ENTERPRISE, eap=25, ii="ada@example.com", oi="guest") == 0
    assert bench.photon.hardware.flash.profiles[0].enterprise.outer_identity == b"guest"
    assert bench.configure("Office", "paper clip", ENTERPRISE, eap=25) == 1
    assert bench.configure("Office", "paper clip", ENTERPRISE, eap=21, ii="ada@example.com") == 1
    assert bench.configure("Office", "paper clip", ENTERPRISE, eap=25, ii="a" * 65) == 1


def encrypted_key(bench: Any, pem: bytes) -> dict[str, object]:
    secret = bytes(range(32))
    padding = 16 - len(pem) % 16
    encryptor = Cipher(AES(secret[:16]), CBC(secret[16:])).encryptor()
    ciphertext = encryptor.update(pem + bytes([padding]) * padding) + encryptor.finalize()
    return {"ek": bench.encrypt(secret), "key": ciphertext.hex()}


def test_tls_stores_the_unescaped_certificate_and_the_decrypted_key_with_its_padding(bench: Any) -> None:
    sent = {"ssid": "Lab", "sec": ENTERPRISE, "eap": 13, "crt": "one\r\ntwo/\r\n", **encrypted_key(bench, b"PRIVATE")}
    assert bench.ask("configure-ap", sent) == {"r": 0}
    enterprise = bench.photon.hardware.flash.profiles[0].enterprise
    assert enterprise.certificate_pem == b"one\r\ntwo/\r\n"
    assert enterprise.private_key_pem == b"PRIVATE" + b"\t" * 9
    assert "PRIVATE" not in repr(enterprise)


def test_tls_does_not_report_an_unusable_key(bench: Any) -> None:
    sent = {"ssid": "Lab", "sec": ENTERPRISE, "eap": 13, "crt": "c", "ek": "00" * 128, "key": "00" * 16}
    assert bench.ask("configure-ap", sent) == {"r": 0}
    assert bench.photon.hardware.flash.profiles[0].enterprise.private_key_pem == b""


@pytest.mark.parametrize("crt", [r"one\u000a", "", "x" * 4096])
def test_tls_refuses_an_empty_or_huge_certificate_and_unicode_escapes(bench: Any, crt: str) -> None:
    keys = encrypted_key(bench, b"PRIVATE")
    sent = f'{{"ssid":"Lab","sec":{ENTERPRISE},"eap":13,"crt":"{crt}","ek":"{keys["ek"]}","key":"{keys["key"]}"}}'
    assert bench.command("configure-ap", sent.encode()) == b'\n\n{"r":1}'


@pytest.mark.parametrize("key", ["eap", "oi", "ii", "crt", "ek", "key", "ca"])
def test_old_firmware_knows_no_enterprise_key(new_bench: Any, key: str) -> None:
    bench = new_bench(firmware=OLD)
    bench.connect().close()
    bench.photon.hardware.flash.profiles.clear()
    status, answer = bench.http("POST", "/configure-ap", body=body({"ssid": "Lab", "sec": 0, key: 1}))
    assert (status, answer) == (200, b"")


def configure_old(bench: Any, fields: dict[str, object]) -> int:
    status, answer = bench.http("POST", "/configure-ap", body=body(fields))
    assert status == 200
    return int(json.loads(answer)["r"])


def test_old_firmware_stores_any_security_and_cuts_a_long_name(new_bench: Any) -> None:
    bench = new_bench(firmware=OLD)
    assert configure_old(bench, {"ssid": "h" * 40, "sec": NUMBERS["wpa-mixed"]}) == 0
    profile = bench.photon.hardware.flash.profiles[0]
    assert (profile.ssid, profile.security) == (b"h" * 32, NUMBERS["wpa-mixed"])


def test_old_firmware_decrypts_an_empty_password_in_vain(new_bench: Any) -> None:
    assert configure_old(new_bench(firmware=OLD), {"ssid": "Library", "sec": 0, "pwd": ""}) < 0


def test_five_networks_are_kept_and_the_oldest_falls_out(bench: Any) -> None:
    for number in range(6):
        bench.ask("configure-ap", {"ssid": f"net {number}", "sec": 0})
    names = [profile.ssid.decode() for profile in bench.photon.hardware.flash.profiles]
    assert names == ["net 5", "net 4", "net 3", "net 2", "net 1"]


def test_a_network_of_the_same_name_is_replaced_where_it_is(bench: Any) -> None:
    for name in ("first", "second", "first"):
        bench.ask("configure-ap", {"ssid": name, "sec": 0})
    assert [profile.ssid for profile in bench.photon.hardware.flash.profiles] == [b"second", b"first"]


def test_only_one_enterprise_network_is_kept(new_bench: Any) -> None:
    offices = [Network(name, Secret("pw"), ENTERPRISE, identity="ada") for name in (b"North", b"South")]
    bench = new_bench(networks=offices)
    for name in ("North", "South"):
        assert bench.configure(name, "pw", ENTERPRISE, eap=25, ii="ada") == 0
    assert [profile.ssid for profile in bench.photon.hardware.flash.profiles] == [b"South"]
