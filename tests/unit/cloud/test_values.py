from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setup_wizard.cloud.values import read_claim_code, read_device, read_devices, read_time, read_token
from setup_wizard.core.account import CloudDevice, TokenKind
from setup_wizard.core.errors import Reason, SetupError

NOW = datetime(2026, 11, 21, 20, 0, tzinfo=UTC)
ID = "1e0032000447343138333038"
CODE = "4i8p+/" + "A" * 57


def test_a_token_lives_as_long_as_the_cloud_granted() -> None:
    token = read_token(
        {"access_token": "t", "expires_in": 3600, "token_type": "Bearer"}, "me", TokenKind.DEVELOPER, NOW
    )
    assert (token.value.reveal(), token.username, token.expires_at) == ("t", "me", NOW + timedelta(hours=1))


@pytest.mark.parametrize("life", [0, None, "soon", -1, float("nan"), False])
def test_a_token_without_a_life_never_expires(life: object) -> None:
    assert read_token({"access_token": "t", "expires_in": life}, "me", TokenKind.DEVELOPER, NOW).expires_at is None


def test_an_absurd_life_does_not_overflow() -> None:
    expires_at = read_token({"access_token": "t", "expires_in": 1e300}, "me", TokenKind.DEVELOPER, NOW).expires_at
    assert expires_at is not None
    assert expires_at > NOW


def test_a_clock_at_the_end_of_time_makes_a_token_that_does_not_end() -> None:
    last_day = datetime(9999, 12, 31, tzinfo=UTC)
    assert (
        read_token({"access_token": "t", "expires_in": 7776000}, "me", TokenKind.DEVELOPER, last_day).expires_at is None
    )


@pytest.mark.parametrize("value", [None, "", 5])
def test_an_answer_without_a_token_is_an_error_of_the_cloud(value: object) -> None:
    with pytest.raises(SetupError) as caught:
        read_token({"access_token": value}, "me", TokenKind.DEVELOPER, NOW)
    assert caught.value.reason is Reason.CLOUD_ERROR


def test_a_token_is_of_the_kind_that_was_asked_for() -> None:
    token = read_token({"access_token": "t", "scope": "", "scopes": None}, "lamp-1234", TokenKind.PRODUCT, NOW)
    assert (token.kind, token.username) == (TokenKind.PRODUCT, "lamp-1234")


@pytest.mark.parametrize("fields", [{"scope": "customer=A+b@c.de"}, {"scopes": [None, "x", "customer=a+b@c.de"]}])
def test_a_token_whose_scope_names_a_customer_is_theirs(fields: dict[str, object]) -> None:
    token = read_token({"access_token": "t", **fields}, "me", TokenKind.DEVELOPER, NOW)
    assert (token.kind, token.username) == (TokenKind.CUSTOMER, "a+b@c.de")


def test_a_claim_code_survives_byte_for_byte_with_the_owned_devices() -> None:
    code = read_claim_code({"claim_code": CODE, "device_ids": [ID.upper(), None, "nonsense", ID]})
    assert code.value.reveal() == CODE
    assert code.owned_device_ids == {ID}


def test_missing_device_ids_mean_unknown_not_none_owned() -> None:
    assert read_claim_code({"claim_code": CODE}).owned_device_ids is None
    assert read_claim_code({"claim_code": CODE, "device_ids": []}).owned_device_ids == frozenset()


@pytest.mark.parametrize("code", [None, "", CODE[:-1], CODE + "A", "é" * 63, 63])
def test_a_claim_code_of_another_length_is_refused(code: object) -> None:
    with pytest.raises(SetupError) as caught:
        read_claim_code({"claim_code": code})
    assert caught.value.reason is Reason.CLOUD_ERROR


def test_a_device_is_read_with_all_its_fields() -> None:
    fields = {
        "id": ID.upper(),
        "name": "lamp",
        "online": True,
        "connected": False,
        "last_handshake_at": "2026-11-21T19:59:00.123Z",
        "last_heard": "2026-11-21T20:00:00Z",
        "product_id": 1234,
        "platform_id": 6,
        "system_firmware_version": "2.3.1",
        "owner": "Me@Example.com",
        "variables": {"uptime_s": "int32", "wifi_rssi_dbm": "int32"},
        "something_new": [1],
    }
    assert read_device(fields) == CloudDevice(
        device_id=ID,
        name="lamp",
        online=True,
        last_handshake_at=datetime(2026, 11, 21, 19, 59, 0, 123000, tzinfo=UTC),
        last_heard=NOW,
        product_id=1234,
        platform_id=6,
        firmware_version="2.3.1",
        owner="me@example.com",
        variables=("uptime_s", "wifi_rssi_dbm"),
    )


def test_a_device_of_a_local_cloud_is_online_when_connected() -> None:
    device = read_device({"id": ID, "connected": True, "product_id": "77"})
    assert device is not None
    assert (device.online, device.product_id) == (True, 77)


def test_a_device_whose_product_is_its_platform_is_in_no_product() -> None:
    device = read_device({"id": ID, "product_id": 6, "platform_id": 6})
    assert device is not None
    assert device.product_id is None


def test_entries_without_an_id_are_left_out() -> None:
    nulls = {"id": ID, "name": None, "last_heard": None, "product_id": None, "owner": None, "variables": None}
    assert read_devices([{"id": None}, {}, None, "x", nulls]) == (CloudDevice(ID),)


def test_devices_that_are_no_list_are_an_error_of_the_cloud() -> None:
    with pytest.raises(SetupError) as caught:
        read_devices({"devices": []})
    assert caught.value.reason is Reason.CLOUD_ERROR


@given(
    st.dictionaries(
        st.sampled_from(["id", "name", "online", "last_heard", "product_id", "owner", "variables"]),
        st.text() | st.integers() | st.lists(st.text()) | st.dictionaries(st.text(), st.text()),
    )
)
def test_no_device_breaks_the_reader(fields: dict[str, object]) -> None:
    device = read_device({"id": ID, **fields})
    assert device is None or len(device.device_id) == 24


@pytest.mark.parametrize("value", [None, "", "yesterday", 1700000000, "2026-13-40T00:00:00Z"])
def test_a_time_that_is_none_is_unknown(value: object) -> None:
    assert read_time(value) is None


def test_a_time_without_a_zone_is_utc() -> None:
    assert read_time("2026-11-21T20:00:00") == NOW
