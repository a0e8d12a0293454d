from __future__ import annotations

from typing import Any

from setup_wizard.simulator.population import PHOTON_PRODUCT_ID
from setup_wizard.simulator.world import DEMO

PRODUCT = f"/v1/products/{PHOTON_PRODUCT_ID}"


def test_cloud_and_photon_are_logged_in_one_sequence(bench: Any) -> None:
    token = bench.customer_token()
    bench.import_device()
    bench.get_online(code=bench.customer_code(token))
    assert bench.simulator.log.lines() == [
        "cloud POST /oauth/token",
        f"cloud POST {PRODUCT}/devices",
        f"cloud POST {PRODUCT}/device_claims",
        "photon set",
        "photon public-key",
        "photon configure-ap",
        "photon connect-ap",
    ]


def test_the_log_tells_whom_the_cloud_took_the_caller_for(bench: Any) -> None:
    bench.api("GET", "/v1/devices")
    bench.api("GET", "/v1/devices", token=bench.product_token())
    bench.api("GET", "/v1/devices", token=bench.customer_token())
    bench.api("GET", "/v1/devices", token="0" * 40)
    bench.api("GET", "/v1/devices", token="")
    bench.sign_in(DEMO.username, DEMO.password.reveal())
    assert [entry.who for entry in bench.simulator.log.entries()] == [
        "developer demo@example.com",
        "client greenhouse-server-1001",
        "product 12857",
        "client greenhouse-server-1001",
        "customer shadow@example.com 12857",
        "nobody",
        "nobody",
        "client particle",
    ]


def test_the_log_holds_no_secret(bench: Any) -> None:
    secret = bench.people.two_legged_client.secret.reveal()
    token = bench.customer_token()
    bench.api("GET", f"/v1/devices?access_token={token}", token=token)
    bench.api("DELETE", f"/v1/access_tokens/{token}", token="")
    bench.token_of(bench.people.two_legged_client, grant_type="password", username="x", password="tomatoes")
    bench.api("POST", "/oauth/token", token="", form={"client_id": secret, "client_secret": secret})
    text = repr(bench.simulator.log.entries())
    assert "cloud DELETE /v1/access_tokens/***" in bench.simulator.log.lines()
    assert not [hidden for hidden in (token, secret, "tomatoes") if hidden in text]


def test_a_request_that_is_lost_is_logged_too(bench: Any) -> None:
    bench.command("version")
    bench.api("GET", "/nowhere")
    assert bench.simulator.log.lines() == ["photon version", "cloud GET /nowhere"]
