from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setup_wizard.core.device import parse_device_id
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.wifi import SecurityKind, ssid_text

CONTRACT = """claimed online left_setup_mode claimed_offline sign_in_refused one_time_code_refused wrong_token_kind
token_expired cloud_unreachable cloud_error rate_limited product_not_found wrong_platform device_refused_by_product
owned_by_other customer_refused device_unreachable not_a_photon device_rejected_request device_key_unusable wrong_device
network_not_seen ssid_not_expressible ssid_length password_length enterprise_unsupported did_not_join
claim_not_confirmed join_failed permission_needed keyring_unavailable cancelled"""


@given(st.text("0123456789abcdefABCDEF", min_size=24, max_size=24), st.sampled_from(["", " ", "\n", "\t "]))
def test_device_id_is_24_digits_in_the_clouds_spelling(text, blank):
    assert parse_device_id(blank + text + blank) == text.lower()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3f",
        "3f00340004473432333230321",
        "3f003400044734323332303",
        "3f003400044734323332303g",
        "３" * 24,
        "3f " * 8,
    ],
)
def test_other_text_is_no_device_id(text):
    with pytest.raises(SetupError) as caught:
        parse_device_id(text)
    assert caught.value.reason is Reason.NOT_A_PHOTON


@pytest.mark.parametrize("value", CONTRACT.split())
def test_reasons_scripts_rely_on_keep_their_spelling(value):
    assert Reason(value).name == value.upper()


def test_error_says_reason_and_detail():
    error = SetupError(Reason.RATE_LIMITED, "HTTP 429", retry_after_s=30)
    assert str(error) == "rate_limited: HTTP 429"
    assert str(SetupError(Reason.CANCELLED)) == "cancelled"
    assert (error.reason, error.detail, error.retry_after_s) == (Reason.RATE_LIMITED, "HTTP 429", 30)
    assert error.args == (Reason.RATE_LIMITED, "HTTP 429")


@given(st.binary(max_size=32))
def test_every_network_name_has_a_text(ssid):
    text = ssid_text(ssid)
    assert ssid in (text.encode(), text.encode("latin-1", "ignore"))


@pytest.mark.parametrize("kind", SecurityKind)
def test_company_networks_are_told_apart(kind):
    assert kind.is_enterprise is (kind in (SecurityKind.WPA_ENTERPRISE, SecurityKind.WPA2_ENTERPRISE))
