from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import pytest

from setup_wizard.cloud.client import Cloud
from setup_wizard.core.account import DeviceEvent
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.device import DeviceId
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret

TOKEN = Secret("0123456789abcdef" * 2 + "01234567")
ID = DeviceId("1e0032000447343138333038")
EXPIRED = {"error": "invalid_token", "error_description": "The access token provided has expired."}
DENIED = {"error": "Permission Denied", "info": "I didn't recognize that device name or ID"}


def refused(call: Callable[[], object]) -> SetupError:
    with pytest.raises(SetupError) as caught:
        call()
    return caught.value


def test_the_token_travels_in_the_authorization_header_only(cloud: Cloud, server: Any, reply: Any) -> None:
    server.answers(reply(body=[]))
    cloud.list_devices(TOKEN, Cancel())
    (seen,) = server.seen
    assert seen.headers["Authorization"] == f"Bearer {TOKEN.reveal()}"
    assert (seen.method, seen.path, seen.form) == ("GET", "/v1/devices", {})
    assert seen.headers["User-Agent"].startswith("photon-setup/")
    assert seen.headers["X-Particle-Tool"].startswith("photon-setup@")


@pytest.mark.parametrize("pasted", ["", "two words", "tök", "line\nbreak", "nul\0"])
def test_a_token_no_header_can_carry_is_refused_without_a_request(cloud: Cloud, server: Any, pasted: str) -> None:
    error = refused(lambda: cloud.check_token(Secret(pasted), Cancel()))
    assert error.reason is Reason.TOKEN_EXPIRED
    assert error.__cause__ is None
    assert server.seen == []


PAGE = b"<html>blocked by policy</html>"
ASKS = {
    "find_device": lambda cloud: cloud.find_device(TOKEN, ID, Cancel()),
    "check_token": lambda cloud: cloud.check_token(TOKEN, Cancel()),
    "create_claim_code": lambda cloud: cloud.create_claim_code(TOKEN, Cancel()),
}


@pytest.mark.parametrize("ask", ASKS.values(), ids=ASKS)
@pytest.mark.parametrize("status", [401, 403])
def test_a_firewalls_page_is_not_the_clouds_refusal(
    cloud: Cloud, server: Any, reply: Any, status: int, ask: Callable[[Cloud], object]
) -> None:
    server.answers(reply(status, PAGE, {"Content-Type": "text/html"}))
    assert refused(lambda: ask(cloud)).reason is Reason.CLOUD_UNREACHABLE


class TestSignOut:
    @pytest.mark.parametrize(("status", "body"), [(200, {"ok": True}), (204, b""), (200, b""), (401, EXPIRED)])
    def test_the_token_is_gone(self, cloud: Cloud, server: Any, reply: Any, status: int, body: object) -> None:
        server.answers(reply(status, body))
        cloud.sign_out(TOKEN, Cancel())
        assert (server.seen[0].method, server.seen[0].path) == ("DELETE", "/v1/access_tokens/current")

    def test_a_refusal_is_told(self, cloud: Cloud, server: Any, reply: Any) -> None:
        server.answers(reply(500, {"ok": False}))
        assert refused(lambda: cloud.sign_out(TOKEN, Cancel())).reason is Reason.CLOUD_ERROR


def test_a_claim_code_is_asked_for_with_an_empty_form(cloud: Cloud, server: Any, reply: Any) -> None:
    text = "a/+" * 21
    server.answers(
        reply(body=b'{"claim_code":"' + text.replace("/", "\\/").encode() + b'","device_ids":["' + ID.encode() + b'"]}')
    )
    code = cloud.create_claim_code(TOKEN, Cancel())
    assert (code.value.reveal(), code.owned_device_ids) == (text, {ID})
    assert (server.seen[0].method, server.seen[0].path) == ("POST", "/v1/device_claims")
    assert "urlencoded" in server.seen[0].headers["Content-Type"]


class TestFindDevice:
    def test_finds_ours(self, cloud: Cloud, server: Any, reply: Any) -> None:
        server.answers(reply(body={"id": ID.upper(), "online": True, "variables": None}))
        device = cloud.find_device(TOKEN, ID, Cancel())
        assert device is not None
        assert (device.device_id, device.online) == (ID, True)
        assert server.seen[0].path == f"/v1/devices/{ID}"

    @pytest.mark.parametrize(
        ("status", "body"), [(403, DENIED), (404, {"error": "No device found", "ok": False}), (404, {})]
    )
    def test_another_is_none(self, cloud: Cloud, server: Any, reply: Any, status: int, body: object) -> None:
        server.answers(reply(status, body))
        assert cloud.find_device(TOKEN, ID, Cancel()) is None

    def test_a_page_in_place_of_an_answer_does_not_tell(self, cloud: Cloud, server: Any, reply: Any) -> None:
        server.answers(reply(404, PAGE))
        assert refused(lambda: cloud.find_device(TOKEN, ID, Cancel())).reason is Reason.CLOUD_ERROR

    def test_an_expired_token_is_no_missing_device(self, cloud: Cloud, server: Any, reply: Any) -> None:
        server.answers(reply(403, EXPIRED))
        assert refused(lambda: cloud.find_device(TOKEN, ID, Cancel())).reason is Reason.TOKEN_EXPIRED

    def test_ends_in_the_time_it_is_given(self, raw_server: Any) -> None:
        silent = raw_server(lambda _connection, over: over.wait())
        cloud = Cloud(f"http://127.0.0.1:{silent.port}")
        error = refused(lambda: cloud.find_device(TOKEN, ID, Cancel(), total_s=0.2))
        assert error.reason is Reason.CLOUD_UNREACHABLE
        assert error.detail.startswith("timeout: ")

    def test_an_answer_about_another_device_is_an_error(self, cloud: Cloud, server: Any, reply: Any) -> None:
        server.answers(reply(body={"id": "0" * 24}))
        assert refused(lambda: cloud.find_device(TOKEN, ID, Cancel())).reason is Reason.CLOUD_ERROR


class TestClaimDevice:
    @pytest.mark.parametrize(
        ("status", "body"),
        [
            (200, {"user_id": "u", "id": ID, "connected": True, "ok": True}),
            (200, {"ok": True}),
            (400, {"ok": False, "error": "The device is already claimed."}),
        ],
    )
    def test_ours_now(self, cloud: Cloud, server: Any, reply: Any, status: int, body: object) -> None:
        server.answers(reply(status, body))
        assert cloud.claim_device(TOKEN, ID, Cancel()) is True
        assert (server.seen[0].method, server.seen[0].path, server.seen[0].form) == ("POST", "/v1/devices", {"id": ID})

    @pytest.mark.parametrize(
        ("status", "body"),
        [
            (404, {"ok": False, "errors": ["device does not exist"]}),
            (404, {"ok": False, "errors": [["Core isn't online", 404]]}),
            (404, {}),
            (400, {"ok": False, "errors": [{}]}),
            (200, {}),
            (403, DENIED),
        ],
    )
    def test_not_possible_yet(self, cloud: Cloud, server: Any, reply: Any, status: int, body: object) -> None:
        server.answers(reply(status, body))
        assert cloud.claim_device(TOKEN, ID, Cancel()) is False

    @pytest.mark.parametrize(
        ("status", "body", "reason"),
        [
            (403, {"ok": False, "errors": ["That belongs to someone else. To request …"]}, Reason.OWNED_BY_OTHER),
            (400, {"ok": False, "error": "The device belongs to someone else."}, Reason.OWNED_BY_OTHER),
            (401, {}, Reason.TOKEN_EXPIRED),
            (429, {}, Reason.RATE_LIMITED),
            (500, {}, Reason.CLOUD_ERROR),
            (400, {"error": "something new"}, Reason.CLOUD_ERROR),
        ],
    )
    def test_refused(self, cloud: Cloud, server: Any, reply: Any, status: int, body: object, reason: Reason) -> None:
        server.answers(reply(status, body))
        assert refused(lambda: cloud.claim_device(TOKEN, ID, Cancel())).reason is reason


class TestOneDevice:
    def test_a_new_name_is_the_one_the_cloud_kept(self, cloud: Cloud, server: Any, reply: Any) -> None:
        server.answers(reply(body={"name": "my_lamp", "id": ID}))
        assert cloud.rename_device(TOKEN, ID, "my lamp & ü", Cancel()) == "my_lamp"
        assert (server.seen[0].method, server.seen[0].form) == ("PUT", {"name": "my lamp & ü"})

    @pytest.mark.parametrize(("on", "sent"), [(True, "1"), (False, "0")])
    def test_its_light_is_switched(self, cloud: Cloud, server: Any, reply: Any, on: bool, sent: str) -> None:
        server.answers(reply(body={"id": ID, "connected": True, "signaling": on}))
        cloud.signal_device(TOKEN, ID, on, Cancel())
        assert (server.seen[0].method, server.seen[0].form) == ("PUT", {"signal": sent})

    def test_its_light_cannot_be_switched_offline(self, cloud: Cloud, server: Any, reply: Any) -> None:
        server.answers(reply(500, {"ok": False, "errors": [{"error": "Timed out"}]}))
        error = refused(lambda: cloud.signal_device(TOKEN, ID, True, Cancel()))
        assert (error.reason, error.detail) == (Reason.CLOUD_ERROR, "HTTP 500: Timed out")

    @pytest.mark.parametrize(
        ("status", "body", "online"),
        [
            (200, {"online": True, "ok": True}, True),
            (200, {"online": False, "ok": True}, False),
            (200, {"connected": True, "lastHeard": None}, True),
            (408, {"ok": False, "error": "timed out"}, False),
        ],
    )
    def test_a_ping_tells_who_is_online(
        self, cloud: Cloud, server: Any, reply: Any, status: int, body: object, online: bool
    ) -> None:
        server.answers(reply(status, body))
        assert cloud.ping_device(TOKEN, ID, Cancel()) is online
        assert (server.seen[0].method, server.seen[0].path) == ("PUT", f"/v1/devices/{ID}/ping")

    def test_a_ping_to_a_strange_device_is_refused(self, cloud: Cloud, server: Any, reply: Any) -> None:
        server.answers(reply(403, DENIED))
        assert refused(lambda: cloud.ping_device(TOKEN, ID, Cancel())).reason is Reason.NOT_ALLOWED

    def test_its_variables_are_known_while_it_is_online(self, cloud: Cloud, server: Any, reply: Any) -> None:
        server.answers(reply(body={"id": ID, "variables": {"uptime_s": "int32"}}))
        device = cloud.find_device(TOKEN, ID, Cancel())
        assert device is not None
        assert device.variables == ("uptime_s",)

    def test_a_variable_is_read_as_json(self, cloud: Cloud, server: Any, reply: Any) -> None:
        server.answers(reply(body={"cmd": "VarReturn", "name": "a/b", "result": 21.5}))
        assert cloud.read_variable(TOKEN, ID, "a/b", Cancel()) == 21.5
        assert server.seen[0].path == f"/v1/devices/{ID}/a%2Fb"

    @pytest.mark.parametrize(("status", "body"), [(404, {"error": "Variable not found"}), (200, {"ok": True})])
    def test_a_variable_without_a_result_is_an_error(
        self, cloud: Cloud, server: Any, reply: Any, status: int, body: object
    ) -> None:
        server.answers(reply(status, body))
        assert refused(lambda: cloud.read_variable(TOKEN, ID, "x", Cancel())).reason is Reason.CLOUD_ERROR


class TestReleaseDevice:
    @pytest.mark.parametrize(("status", "body"), [(200, {"ok": True}), (204, b""), (200, b"")])
    def test_gives_it_up(self, cloud: Cloud, server: Any, reply: Any, status: int, body: object) -> None:
        server.answers(reply(status, body))
        cloud.release_device(TOKEN, ID, Cancel())
        assert [(seen.method, seen.path) for seen in server.seen] == [("DELETE", f"/v1/devices/{ID}")]

    @pytest.mark.parametrize(("status", "body"), [(403, DENIED), (404, {"ok": False, "errors": ["device does not"]})])
    def test_is_done_for_a_device_that_is_not_ours(
        self, cloud: Cloud, server: Any, reply: Any, status: int, body: object
    ) -> None:
        server.answers(reply(status, body), reply(403, DENIED))
        cloud.release_device(TOKEN, ID, Cancel())
        assert [seen.method for seen in server.seen] == ["DELETE", "GET"]

    def test_is_refused_for_a_device_that_stays_ours(self, cloud: Cloud, server: Any, reply: Any) -> None:
        server.answers(reply(403, DENIED), reply(body={"id": ID}))
        error = refused(lambda: cloud.release_device(TOKEN, ID, Cancel()))
        assert (error.reason, error.detail) == (Reason.NOT_ALLOWED, "HTTP 403: Permission Denied")

    @pytest.mark.parametrize(
        ("status", "body", "reason"),
        [(401, EXPIRED, Reason.TOKEN_EXPIRED), (500, {}, Reason.CLOUD_ERROR), (403, EXPIRED, Reason.TOKEN_EXPIRED)],
    )
    def test_is_refused(self, cloud: Cloud, server: Any, reply: Any, status: int, body: object, reason: Reason) -> None:
        server.answers(reply(status, body))
        assert refused(lambda: cloud.release_device(TOKEN, ID, Cancel())).reason is reason


class TestFlashTinker:
    @pytest.mark.parametrize(
        "body", [{"id": ID, "status": "Update started"}, {"ok": True, "message": "Update started"}]
    )
    def test_starts_it(self, cloud: Cloud, server: Any, reply: Any, body: object) -> None:
        server.answers(reply(body=body))
        cloud.flash_tinker(TOKEN, ID, Cancel())
        (seen,) = server.seen
        assert (seen.method, seen.path, seen.form) == ("PUT", f"/v1/devices/{ID}", {"app": "tinker"})

    @pytest.mark.parametrize(
        ("status", "body", "detail"),
        [
            (200, {"ok": True}, "HTTP 200: no explanation"),
            (200, {"id": ID, "status": "Update rejected"}, "HTTP 200: Update rejected"),
            (200, {"ok": False, "errors": ["unknown app"]}, "HTTP 200: unknown app"),
            (408, {"ok": False, "error": "timed out"}, "HTTP 408: timed out"),
            (500, {"ok": False, "errors": [{"error": "Timed out"}]}, "HTTP 500: Timed out"),
            (404, {"ok": False, "errors": [["Core isn't online", 404]]}, "HTTP 404: Core isn't online"),
        ],
    )
    def test_says_why_it_did_not_start(
        self, cloud: Cloud, server: Any, reply: Any, status: int, body: object, detail: str
    ) -> None:
        server.answers(reply(status, body))
        error = refused(lambda: cloud.flash_tinker(TOKEN, ID, Cancel()))
        assert (error.reason, error.detail) == (Reason.CLOUD_ERROR, detail)

    def test_is_not_for_a_customers_token(self, cloud: Cloud, server: Any, reply: Any) -> None:
        words = {"error": "unauthorized", "error_description": "Customers are not allowed to call this endpoint"}
        server.answers(reply(400, words))
        assert refused(lambda: cloud.flash_tinker(TOKEN, ID, Cancel())).reason is Reason.WRONG_TOKEN_KIND

    def test_denied_for_a_device_that_is_seen_is_a_matter_of_the_tokens_kind(
        self, cloud: Cloud, server: Any, reply: Any
    ) -> None:
        server.answers(reply(403, DENIED), reply(body={"id": ID}))
        assert refused(lambda: cloud.flash_tinker(TOKEN, ID, Cancel())).reason is Reason.WRONG_TOKEN_KIND

    def test_denied_for_a_strange_device_is_just_that(self, cloud: Cloud, server: Any, reply: Any) -> None:
        server.answers(reply(403, DENIED))
        assert refused(lambda: cloud.flash_tinker(TOKEN, ID, Cancel())).reason is Reason.NOT_ALLOWED


class TestDeviceEvents:
    def test_come_until_the_cloud_closes(self, cloud: Cloud, server: Any, reply: Any) -> None:
        text = f':ok\n\nevent: spark/status\ndata: {{"data":"online","coreid":"{ID}"}}\n\n:\n'
        server.answers(reply(200, text.encode(), {"Content-Type": "text/event-stream"}))
        assert list(cloud.device_events(TOKEN, Cancel())) == [DeviceEvent("spark/status", "online", ID)]
        (seen,) = server.seen
        assert (seen.path, seen.headers["Accept"]) == ("/v1/devices/events/spark", "text/event-stream")

    @pytest.mark.parametrize(("status", "reason"), [(401, Reason.TOKEN_EXPIRED), (529, Reason.RATE_LIMITED)])
    def test_are_refused(self, cloud: Cloud, server: Any, reply: Any, status: int, reason: Reason) -> None:
        server.answers(reply(status, {}))
        assert refused(lambda: list(cloud.device_events(TOKEN, Cancel()))).reason is reason

    def test_are_not_taken_from_a_captive_portal(self, cloud: Cloud, server: Any, reply: Any) -> None:
        server.answers(reply(200, b"<html>Welcome</html>", {"Content-Type": "text/html"}))
        assert refused(lambda: list(cloud.device_events(TOKEN, Cancel()))).reason is Reason.CLOUD_UNREACHABLE


@pytest.mark.parametrize(
    "base_url", ["ftp://x", "api.particle.io", "", "https://", "https://u:p@host", "https://h?a=1", "http://h:99999"]
)
def test_an_address_that_is_none_is_refused_and_not_repeated(base_url: str) -> None:
    with pytest.raises(ValueError, match=r"address|Port") as caught:
        Cloud(base_url)
    assert "u:p" not in str(caught.value)


def test_an_address_may_have_a_path_and_a_slash(server: Any, reply: Any) -> None:
    server.answers(reply(body=[]))
    Cloud(f"{server.url}/cloud/").list_devices(TOKEN, Cancel())
    assert server.seen[0].path == "/cloud/v1/devices"


def test_the_client_id_is_sent_as_basic_authorization(server: Any, reply: Any) -> None:
    server.answers(reply(body={"access_token": "t"}))
    Cloud(server.url, client_id="brand", client_secret=Secret("gehéim")).sign_in("me", Secret("pw"), Cancel())
    sent = server.seen[0].headers["Authorization"].removeprefix("Basic ")
    assert base64.b64decode(sent).decode() == "brand:gehéim"
