from __future__ import annotations

import base64
import html
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from setup_wizard.cloud.answer import Answer, parse_json, parse_retry_after
from setup_wizard.cloud.errors import explanation, refusal
from setup_wizard.core.errors import Reason

NOW = datetime(2026, 11, 21, 20, 0, tzinfo=UTC)
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["error", "errors", "info", "x"]), inner),
)


@pytest.mark.parametrize(
    ("status", "body", "reason", "words"),
    [
        (
            401,
            {"error": "invalid_token", "error_description": "The access token provided has expired."},
            "token",
            "expired",
        ),
        (
            401,
            {"error": "invalid_token", "error_description": "The access token provided is invalid."},
            "token",
            "invalid",
        ),
        (
            400,
            {"error": "invalid_request", "error_description": "The access token was not found"},
            "token",
            "not found",
        ),
        (400, {"error": "expired_token"}, "token", "expired_token"),
        (401, {}, "token", "no explanation"),
        (403, {"error": "Permission Denied", "info": "I didn't recognize that"}, "allowed", "Permission Denied"),
        (404, {"ok": False, "error": "Product not found."}, "product", "Product not found."),
        (404, {"ok": False, "error": "Product does not exist"}, "product", "Product does not exist"),
        (404, {"ok": False, "error": "Device not found for product"}, "error", "Device not found"),
        (
            400,
            {"error": "unauthorized", "error_description": "API users are not allowed to call this endpoint"},
            "kind",
            "API users",
        ),
        (400, {"ok": False, "error": "Organization not found for user"}, "kind", "Organization"),
        (401, {"ok": False, "errors": [["Organization not found for user", 401]]}, "kind", "Organization"),
        (403, {"ok": False, "error": "Organization not found for user"}, "kind", "Organization"),
        (404, {"ok": False, "error": "Organization not found for user"}, "kind", "Organization"),
        (404, {"ok": False, "errors": ["device does not exist"]}, "error", "device does not exist"),
        (404, {"ok": False, "errors": [["Core isn't online", 404]]}, "error", "Core isn't online"),
        (404, {"ok": False, "errors": [{}]}, "error", "no explanation"),
        (404, {}, "error", "no explanation"),
        (500, {"ok": False, "code": 500, "errors": [{"error": "Timed out, didn't hear back"}]}, "error", "Timed out"),
        (400, {"errors": [{"error": {"status": "not now"}}]}, "error", "not now"),
        (408, {"error": "Timed out."}, "error", "Timed out."),
        (400, {"ok": False, "error": "Timed out."}, "error", "Timed out."),
        (200, {"ok": False, "output": "no binary", "errors": ["make failed"]}, "error", "make failed"),
        (502, None, "error", "HTTP 502"),
        (404, "Not Found", "error", "Not Found"),
        (429, {"error": "slow down"}, "limited", "slow down"),
        (529, {}, "limited", "HTTP 529"),
    ],
)
def test_every_error_shape_has_its_reason_and_its_words(status: int, body: object, reason: str, words: str) -> None:
    reasons = {
        "token": Reason.TOKEN_EXPIRED,
        "kind": Reason.WRONG_TOKEN_KIND,
        "product": Reason.PRODUCT_NOT_FOUND,
        "error": Reason.CLOUD_ERROR,
        "allowed": Reason.NOT_ALLOWED,
        "limited": Reason.RATE_LIMITED,
    }
    error = refusal(Answer(status, body))
    assert error.reason is reasons[reason]
    assert words in error.detail


def test_an_address_with_a_token_is_never_shown() -> None:
    token = "0123456789abcdef" * 2 + "01234567"
    body = {"info": f"try opening https://api.particle.io/v1/devices?access_token=undefined or {token} instead"}
    assert explanation(body) == "try opening … or … instead"


SECRET = "pässwörd<&\"x'/+ %41"


@pytest.mark.parametrize(
    "spell",
    [
        str,
        repr,
        html.escape,
        lambda text: html.escape(text, quote=False),
        lambda text: html.escape(text).replace("&#x27;", "&#39;"),
        lambda text: base64.b64encode(text.encode()).decode(),
    ],
)
def test_a_secret_is_masked_however_the_cloud_spells_it(spell: Callable[[str], str]) -> None:
    said = explanation({"error": f"the user's {spell(SECRET)} is unknown"}, [SECRET])
    assert said.strip("'\"").replace("'***'", "***").replace('"***"', "***") == "the user's *** is unknown"


def test_a_long_explanation_is_cut() -> None:
    assert len(explanation({"error": "x" * 5000})) == 200


@given(JSON)
def test_any_json_can_be_explained(body: object) -> None:
    assert isinstance(explanation(body), str)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7.0),
        (" 0 ", 0.0),
        ("99999999999999999999", 86_400.0),
        ("Sat, 21 Nov 2026 20:02:00 GMT", 120.0),
        ("Sat, 21 Nov 2026 19:00:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        ("²", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_seconds_or_a_date(header: str | None, seconds: float | None) -> None:
    assert parse_retry_after(header, NOW) == seconds


@given(st.text())
def test_no_retry_after_header_breaks_it(header: str) -> None:
    seconds = parse_retry_after(header, NOW)
    assert seconds is None or 0 <= seconds <= 86_400


def test_the_wait_the_cloud_names_is_kept_and_a_minute_is_assumed_without() -> None:
    assert refusal(Answer(429, {}, retry_after_s=5.0)).retry_after_s == 5.0
    assert refusal(Answer(429, {})).retry_after_s == 60.0


@given(st.binary())
@example(b"\x000")
def test_any_body_parses_to_json_or_none(body: bytes) -> None:
    assert parse_json(body) is None or parse_json(b" " + body) is not None


def test_a_hopelessly_nested_body_is_not_json() -> None:
    assert parse_json(b"[" * 200_000) is None


def test_an_answer_never_prints_its_body() -> None:
    assert "canary" not in repr(Answer(200, {"access_token": "canary"}))
