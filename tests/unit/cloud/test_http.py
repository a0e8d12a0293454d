from __future__ import annotations

import datetime as dt
import email
import gc
import ipaddress
import json
import logging
import select
import socket
import ssl
import struct
import sys
import threading
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from setup_wizard.cloud.auth import BearerAuth
from setup_wizard.cloud.client import Cloud
from setup_wizard.cloud.guard import CallGuard
from setup_wizard.cloud.http import Http, Limits
from setup_wizard.core.account import OneTimeCodeChallenge, Token
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret
from tests.patience import PATIENCE_S, any_try_within

AUTH = BearerAuth(Secret("a-token"))
PATIENT = Limits(connect_s=10 * PATIENCE_S, total_s=10 * PATIENCE_S)
SOON_S = 1.0
"""How soon a cancelled call must be over: 0.3 s, and time for a busy machine."""


def failure(call: Callable[[], object]) -> SetupError:
    with pytest.raises(SetupError) as caught:
        call()
    return caught.value


def get(url: str, limits: Limits | None = None, cancel: Cancel | None = None) -> object:
    return Http(url, limits).request("GET", "/v1/devices", AUTH, cancel or Cancel()).body


def read_request(connection: socket.socket) -> bytes:
    request = b""
    while b"\r\n\r\n" not in request and (chunk := connection.recv(4096)):
        request += chunk
    return request


def hang_in(phase: str, reached: threading.Event) -> Callable[[socket.socket, threading.Event], None]:
    """A script that answers up to a phase, and then no more."""
    answered = {
        "handshake": b"",
        "status line": b"HTTP/1.1 20",
        "headers": b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-More",
        "body": b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n[1,",
        "chunked body": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n400\r\n[1,",
        "body without a length": b"HTTP/1.1 200 OK\r\n\r\n[]",
    }

    def script(connection: socket.socket, over: threading.Event) -> None:
        if phase != "handshake":
            read_request(connection)
            connection.sendall(answered[phase])
        reached.set()
        over.wait()

    return script


PHASES = ["handshake", "status line", "headers", "body", "chunked body", "body without a length"]


def url_for(phase: str, port: int) -> str:
    return f"{'https' if phase == 'handshake' else 'http'}://127.0.0.1:{port}"


class InBackground:
    """Runs a call that should fail on another thread."""

    def __init__(self, call: Callable[[], object]) -> None:
        self.error: SetupError | None = None
        self._call = call
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._call()
        except SetupError as error:
            self.error = error

    def ends_within(self, seconds: float) -> bool:
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def seconds_to_end(self, stop: Callable[[], None]) -> float:
        """How long it goes on after it was stopped, as a person would stop it."""
        began_s = time.monotonic()
        stop()
        assert self.ends_within(PATIENCE_S)
        assert self.error is not None
        assert self.error.reason is Reason.CANCELLED
        return time.monotonic() - began_s


@pytest.mark.parametrize("phase", PHASES)
def test_a_cancel_ends_a_call_at_once_in_any_phase(raw_server: Any, phase: str) -> None:
    def attempt() -> float:
        reached, cancel = threading.Event(), Cancel()
        server = raw_server(hang_in(phase, reached))
        call = InBackground(lambda: get(url_for(phase, server.port), PATIENT, cancel))
        assert reached.wait(PATIENCE_S)
        return call.seconds_to_end(cancel.cancel)

    assert any_try_within(SOON_S, attempt)


@pytest.mark.parametrize("phase", PHASES)
def test_closing_ends_a_call_under_way_and_refuses_the_next(raw_server: Any, phase: str) -> None:
    def attempt() -> float:
        reached = threading.Event()
        http = Http(url_for(phase, raw_server(hang_in(phase, reached)).port), PATIENT)
        call = InBackground(lambda: http.request("GET", "/", AUTH, Cancel()))
        assert reached.wait(PATIENCE_S)
        took_s = call.seconds_to_end(http.close)
        assert failure(lambda: http.request("GET", "/", AUTH, Cancel())).reason is Reason.CANCELLED
        return took_s

    assert any_try_within(SOON_S, attempt)


@pytest.mark.parametrize("phase", PHASES)
def test_a_silent_cloud_is_left_when_the_time_is_over(raw_server: Any, phase: str) -> None:
    server = raw_server(hang_in(phase, threading.Event()))
    error = failure(lambda: get(url_for(phase, server.port), Limits(total_s=0.2)))
    assert error.reason is Reason.CLOUD_UNREACHABLE
    assert "timeout" in error.detail


@pytest.mark.parametrize("start", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_a_trickling_cloud_is_left_when_the_time_is_over(raw_server: Any, start: bytes) -> None:
    def trickle(connection: socket.socket, over: threading.Event) -> None:
        read_request(connection)
        connection.sendall(start)
        while not over.wait(0.02):
            connection.sendall(b"X")

    def attempt() -> float:
        began_s = time.monotonic()
        error = failure(lambda: get(f"http://127.0.0.1:{raw_server(trickle).port}", Limits(total_s=0.3)))
        assert (error.reason, error.detail) == (Reason.CLOUD_UNREACHABLE, "timeout: no complete answer within 0.3 s")
        return time.monotonic() - began_s - 0.3

    assert any_try_within(SOON_S, attempt)


def test_a_wait_that_ends_before_the_timer_does_says_that_the_time_is_over(raw_server: Any, timers: Any) -> None:
    server = raw_server(hang_in("body", threading.Event()))
    error = failure(lambda: get(f"http://127.0.0.1:{server.port}", Limits(total_s=0.1)))
    assert error.detail == "timeout: no complete answer within 0.1 s"
    assert len(timers) == 1


def test_a_call_that_asks_a_device_gets_its_longer_time(raw_server: Any) -> None:
    http = Http(
        f"http://127.0.0.1:{raw_server(hang_in('body', threading.Event())).port}",
        Limits(total_s=PATIENCE_S, device_total_s=0.1),
    )
    error = failure(lambda: http.request("GET", "/", AUTH, Cancel(), asks_device=True))
    assert "within 0.1 s" in error.detail


@pytest.fixture
def deaf_port() -> Iterator[int]:
    """A port whose queue is full, so that connecting to it hangs."""
    if sys.platform != "linux":
        pytest.skip("only Linux lets a connection to a full queue hang")
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        port = listener.getsockname()[1]
        waiting = [socket.socket() for _ in range(4)]
        for sock in waiting:
            sock.setblocking(False)
            sock.connect_ex(("127.0.0.1", port))
        yield port
        for sock in waiting:
            sock.close()


def test_a_cancel_ends_a_hanging_connect(deaf_port: int) -> None:
    def attempt() -> float:
        cancel = Cancel()
        call = InBackground(lambda: get(f"http://127.0.0.1:{deaf_port}", PATIENT, cancel))
        assert not call.ends_within(0.2)
        return call.seconds_to_end(cancel.cancel)

    assert any_try_within(SOON_S, attempt)


@pytest.mark.parametrize(
    "limits", [Limits(connect_s=0.2, total_s=PATIENCE_S), Limits(connect_s=PATIENCE_S, total_s=0.2)]
)
def test_a_hanging_connect_is_left_when_the_time_is_over(deaf_port: int, limits: Limits) -> None:
    error = failure(lambda: get(f"http://127.0.0.1:{deaf_port}", limits))
    assert error.reason is Reason.CLOUD_UNREACHABLE
    assert error.detail.startswith("timeout")


def test_a_cancel_does_not_wait_for_a_hanging_name_look_up(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, over = threading.Event(), threading.Event()

    def look_up(*args: object, **kwargs: object) -> list[object]:
        asked.set()
        over.wait()
        return []

    def attempt() -> float:
        asked.clear()
        cancel = Cancel()
        call = InBackground(lambda: get("http://cloud.invalid", PATIENT, cancel))
        assert asked.wait(PATIENCE_S)
        return call.seconds_to_end(cancel.cancel)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    try:
        assert any_try_within(SOON_S, attempt)
    finally:
        over.set()


def test_an_earlier_cancel_sends_nothing(server: Any) -> None:
    cancel = Cancel()
    cancel.cancel()
    assert failure(lambda: get(server.url, cancel=cancel)).reason is Reason.CANCELLED
    assert server.seen == []


def test_a_name_nobody_knows_is_a_matter_of_dns(monkeypatch: pytest.MonkeyPatch) -> None:
    def look_up(*args: object, **kwargs: object) -> list[object]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    error = failure(lambda: get("http://cloud.invalid"))
    assert (error.reason, error.detail) == (Reason.CLOUD_UNREACHABLE, "DNS: Name or service not known")


def test_a_name_that_is_none_is_a_matter_of_dns() -> None:
    assert failure(lambda: get(f"http://{'a' * 70}.invalid")).detail.startswith("DNS: ")


def test_a_closed_port_is_told(refused_port: int) -> None:
    error = failure(lambda: get(f"http://127.0.0.1:{refused_port}"))
    assert error.reason is Reason.CLOUD_UNREACHABLE
    assert error.detail.startswith("connection: ")


def test_the_second_address_is_tried_when_the_first_refuses(
    server: Any, reply: Any, refused_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [
        (socket.AF_INET, socket.SOCK_STREAM, 0, "", ("127.0.0.1", port)) for port in (refused_port, server.server_port)
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: rows)
    server.answers(reply(body=[1]))
    assert get("http://cloud.invalid") == [1]


@pytest.mark.parametrize(
    ("status", "body", "headers"),
    [
        (200, b"<html>Please sign in</html>", {"Content-Type": "text/html"}),
        (200, b"", {}),
        (302, b"", {"Location": "http://portal.invalid/"}),
        (302, b"", {"Location": "http://["}),
        (307, b'{"ok": true}', {"Location": "/elsewhere"}),
        (511, b"<html></html>", {}),
    ],
)
def test_a_captive_portal_is_not_taken_for_the_cloud(
    server: Any, reply: Any, status: int, body: bytes, headers: dict[str, str]
) -> None:
    server.answers(reply(status, body, {**headers, "Date": "Tue, 01 Jan 2030 00:00:00 GMT"}))
    http = Http(server.url)
    error = failure(lambda: http.request("GET", "/v1/devices", AUTH, Cancel()))
    assert error.reason is Reason.CLOUD_UNREACHABLE
    assert error.detail == "a sign-in page of the network answered instead of the cloud"
    assert http.server_now() is None
    assert len(server.seen) == 1


@pytest.mark.parametrize(("method", "status"), [("DELETE", 200), ("DELETE", 204), ("POST", 200), ("GET", 204)])
def test_an_empty_answer_is_one(server: Any, reply: Any, method: str, status: int) -> None:
    server.answers(reply(status, b""))
    answer = Http(server.url).request(method, "/x", AUTH, Cancel())
    assert (answer.ok, answer.body) == (True, {})


def test_a_file_is_uploaded_in_one_part(server: Any, reply: Any) -> None:
    server.answers(reply(body={"updated": 2}))
    assert Http(server.url).request("POST", "/x", AUTH, Cancel(), file=b"one\ntwo\n").body == {"updated": 2}
    (seen,) = server.seen
    assert seen.headers["Content-Type"].startswith("multipart/form-data; boundary=")
    assert seen.headers["Authorization"] == "Bearer a-token"
    part = email.message_from_bytes(f"Content-Type: {seen.headers['Content-Type']}\n\n".encode() + seen.body)
    (uploaded,) = part.get_payload()
    assert uploaded.get_param("name", header="Content-Disposition") == "file"
    assert (uploaded.get_filename(), uploaded.get_content_type()) == ("file.txt", "text/plain")
    assert uploaded.get_payload(decode=True) == b"one\ntwo\n"


def test_an_endless_answer_is_refused(server: Any, reply: Any) -> None:
    server.answers(reply(200, b" " * 100_001))
    assert failure(lambda: get(server.url, Limits(body_bytes=100_000))).reason is Reason.CLOUD_ERROR


def test_each_call_has_a_connection_of_its_own(raw_server: Any) -> None:
    requests: list[bytes] = []

    def answer_once(connection: socket.socket, over: threading.Event) -> None:
        requests.append(read_request(connection))
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]")
        over.wait()

    http = Http(f"http://127.0.0.1:{raw_server(answer_once).port}")
    assert [http.request("GET", "/", AUTH, Cancel()).body for _ in range(3)] == [[], [], []]
    assert len(requests) == 3


def test_two_threads_call_at_the_same_time(raw_server: Any) -> None:
    both_here = threading.Barrier(2)

    def answer_together(connection: socket.socket, over: threading.Event) -> None:
        read_request(connection)
        both_here.wait(PATIENCE_S)
        connection.sendall(b"HTTP/1.1 401 No\r\nContent-Length: 2\r\n\r\n{}")

    cloud = Cloud(f"http://127.0.0.1:{raw_server(answer_together).port}")
    calls = [InBackground(lambda: cloud.list_devices(Secret("t"), Cancel())) for _ in range(2)]
    assert all(call.ends_within(PATIENCE_S) for call in calls)
    assert [call.error and call.error.reason for call in calls] == [Reason.TOKEN_EXPIRED] * 2


def test_netrc_never_replaces_the_token(
    server: Any, reply: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password else\n")
    monkeypatch.setenv("NETRC", str(netrc))
    server.answers(reply(body=[]))
    get(server.url)
    assert server.seen[0].headers["Authorization"] == "Bearer a-token"


class TestProxy:
    def test_is_used_for_http(self, server: Any, reply: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HTTP_PROXY", server.url)
        server.answers(reply(body=[7]))
        assert get("http://cloud.invalid") == [7]
        assert server.seen[0].path == "http://cloud.invalid/v1/devices"

    def test_is_asked_for_a_tunnel_for_https(self, server: Any, reply: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HTTPS_PROXY", server.url)
        server.answers(reply(407, b""))
        error = failure(lambda: get("https://cloud.invalid"))
        assert error.reason is Reason.CLOUD_UNREACHABLE
        assert error.detail.startswith("proxy: ")
        assert "407" in error.detail
        assert (server.seen[0].method, server.seen[0].path) == ("CONNECT", "cloud.invalid:443")

    def test_that_wants_a_password_is_told(self, server: Any, reply: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HTTP_PROXY", server.url)
        server.answers(reply(407, b"<html>"))
        error = failure(lambda: get("http://cloud.invalid"))
        assert (error.reason, error.detail[:7]) == (Reason.CLOUD_UNREACHABLE, "proxy: ")

    def test_that_is_not_there_is_told(self, refused_port: int, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HTTPS_PROXY", f"http://user:canary@127.0.0.1:{refused_port}")
        error = failure(lambda: get("https://cloud.invalid"))
        assert error.reason is Reason.CLOUD_UNREACHABLE
        assert error.detail.startswith("proxy: ")
        assert "canary" not in error.detail

    def test_that_leads_to_a_name_that_is_none_is_a_matter_of_dns(
        self, server: Any, reply: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("HTTPS_PROXY", server.url)
        server.answers(reply(200))
        error = failure(lambda: get(f"https://{'a' * 70}.invalid"))
        assert (error.reason, error.detail[:5]) == (Reason.CLOUD_UNREACHABLE, "DNS: ")

    def test_of_an_unknown_kind_is_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HTTPS_PROXY", "gopher://127.0.0.1:1")
        assert failure(lambda: get("https://cloud.invalid")).reason is Reason.CLOUD_UNREACHABLE


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A self-signed certificate for 127.0.0.1 with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test cloud")])
    now = dt.datetime.now(dt.UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "cloud.pem"
    plain = serialization.NoEncryption()
    pem = serialization.Encoding.PEM
    path.write_bytes(signed.public_bytes(pem) + key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))
    return path


def speak_tls(certificate: Path, *, proxy: bool = False) -> Callable[[socket.socket, threading.Event], None]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    def script(connection: socket.socket, over: threading.Event) -> None:
        if proxy:
            read_request(connection)
            connection.sendall(b"HTTP/1.1 200 Tunnel\r\n\r\n")
        with context.wrap_socket(connection, server_side=True) as secured:
            read_request(secured)
            secured.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n[1]")

    return script


class TestTls:
    def test_a_certificate_the_system_does_not_know_is_refused(self, raw_server: Any, certificate: Path) -> None:
        error = failure(lambda: get(f"https://127.0.0.1:{raw_server(speak_tls(certificate)).port}"))
        assert error.reason is Reason.CLOUD_UNREACHABLE
        assert error.detail.startswith("TLS certificate: ")

    def test_a_certificate_named_in_the_environment_is_trusted(
        self, raw_server: Any, certificate: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
        assert get(f"https://127.0.0.1:{raw_server(speak_tls(certificate)).port}") == [1]

    def test_a_trusted_certificate_of_another_host_is_refused(
        self, raw_server: Any, certificate: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
        error = failure(lambda: get(f"https://localhost:{raw_server(speak_tls(certificate)).port}"))
        assert error.detail.startswith("TLS certificate: ")

    def test_a_missing_list_of_certificates_is_told(self, server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nowhere/ca.pem")
        error = failure(lambda: get(f"https://127.0.0.1:{server.server_port}"))
        assert error.reason is Reason.CLOUD_UNREACHABLE
        assert "/nowhere/ca.pem" in error.detail

    def test_it_works_through_a_tunnel(
        self, raw_server: Any, certificate: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{raw_server(speak_tls(certificate, proxy=True)).port}")
        assert get("https://127.0.0.1:9") == [1]

    def test_a_server_without_tls_is_told(self, raw_server: Any) -> None:
        port = raw_server(lambda connection, over: connection.sendall(b"HTTP/1.1 400 Bad\r\n\r\n")).port
        error = failure(lambda: get(f"https://127.0.0.1:{port}"))
        assert error.reason is Reason.CLOUD_UNREACHABLE
        assert error.detail.startswith("TLS: ")


@pytest.fixture
def once_connected(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[socket.socket], object]], None]:
    """Does this with each connection, after it was made and before anything is sent."""
    connect = CallGuard.connect

    def patch(act: Callable[[socket.socket], object]) -> None:
        def connect_and_act(guard: CallGuard, host: str, port: int, timeout_s: float | None) -> socket.socket:
            sock = connect(guard, host, port, timeout_s)
            act(sock)
            return sock

        monkeypatch.setattr(CallGuard, "connect", connect_and_act)

    return patch


class TestNothingIsLeftOpen:
    def warned_of(self, call: Callable[[], object]) -> list[str]:
        """What a failing call leaves to the garbage collector."""
        gc.collect()
        with warnings.catch_warnings(record=True) as noted:
            warnings.simplefilter("always")
            failure(call)
            gc.collect()
        return [str(warning.message) for warning in noted]

    def test_by_a_reset_before_the_handshake(self, raw_server: Any, once_connected: Any) -> None:
        connected = threading.Event()

        def reset(connection: socket.socket, over: threading.Event) -> None:
            assert connected.wait(PATIENCE_S)
            at_once = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)

        def await_reset(sock: socket.socket) -> None:
            connected.set()
            assert select.select([sock], [], [], PATIENCE_S)[0]

        once_connected(await_reset)
        port = raw_server(reset).port
        assert self.warned_of(lambda: get(f"https://127.0.0.1:{port}")) == []

    def test_by_a_cancel_before_the_handshake(self, raw_server: Any, once_connected: Any) -> None:
        cancel, answered = Cancel(), threading.Event()

        def answer_too_late(connection: socket.socket, over: threading.Event) -> None:
            assert connection.recv(1) == b""
            connection.sendall(b"HTTP/1.1 400 Bad\r\n\r\n")
            answered.set()

        def cancel_and_wait(sock: socket.socket) -> None:
            cancel.cancel()
            assert answered.wait(PATIENCE_S)

        once_connected(cancel_and_wait)
        port = raw_server(answer_too_late).port
        assert self.warned_of(lambda: get(f"https://127.0.0.1:{port}", cancel=cancel)) == []

    def test_by_an_answer_of_two_lengths(self, server: Any, reply: Any) -> None:
        server.answers(reply(headers={"Content-Length": "1, 2"}))
        assert self.warned_of(lambda: get(server.url)) == []


class TestStream:
    HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"

    def chunks(self, raw_server: Any, script: Any, silence_s: float = PATIENCE_S) -> Iterator[bytes]:
        http = Http(f"http://127.0.0.1:{raw_server(script).port}", Limits(total_s=PATIENCE_S, silence_s=silence_s))
        return http.stream("/v1/devices/events/spark", AUTH, Cancel())

    @pytest.mark.parametrize("chunked", [True, False])
    def test_bytes_come_as_they_are_sent(self, raw_server: Any, chunked: bool) -> None:
        read = threading.Semaphore(0)

        def send_in_turns(connection: socket.socket, over: threading.Event) -> None:
            read_request(connection)
            connection.sendall(self.HEAD + (b"Transfer-Encoding: chunked\r\n\r\n" if chunked else b"\r\n"))
            for piece in (b"one", b"two"):
                connection.sendall(b"3\r\n" + piece + b"\r\n" if chunked else piece)
                assert read.acquire(timeout=PATIENCE_S)

        seen = []
        for chunk in self.chunks(raw_server, send_in_turns):
            seen.append(chunk)
            read.release()
        assert seen == [b"one", b"two"]

    def test_silence_ends_it(self, raw_server: Any, once_connected: Any) -> None:
        sent = threading.Event()

        def fall_silent(connection: socket.socket, over: threading.Event) -> None:
            # Before it is asked: so short a patience must not end the wait for the answer.
            connection.sendall(self.HEAD + b"\r\n:ok")
            sent.set()
            over.wait()

        once_connected(lambda _sock: sent.wait(PATIENCE_S))
        assert b"".join(self.chunks(raw_server, fall_silent, silence_s=0.3)) == b":ok"

    def test_keep_alives_outlast_the_time_of_a_call(self, raw_server: Any, timers: Any, clock: Any) -> None:
        opened = threading.Event()

        def keep_alive(connection: socket.socket, over: threading.Event) -> None:
            read_request(connection)
            connection.sendall(self.HEAD + b"\r\n\n")
            assert opened.wait(PATIENCE_S)
            timers[-1].ring()
            clock.leap(PATIENCE_S)
            connection.sendall(b"\n" * 4)

        received = b""
        for chunk in self.chunks(raw_server, keep_alive):
            opened.set()
            received += chunk
        assert received == b"\n" * 5

    def test_a_connection_that_breaks_ends_it(self, raw_server: Any) -> None:
        def break_off(connection: socket.socket, over: threading.Event) -> None:
            read_request(connection)
            connection.sendall(self.HEAD + b"Transfer-Encoding: chunked\r\n\r\n3\r\n:ok\r\n40\r\nhal")

        assert b"".join(self.chunks(raw_server, break_off)).startswith(b":ok")

    def test_a_cancel_ends_it_at_once(self, raw_server: Any) -> None:
        def send_and_wait(connection: socket.socket, over: threading.Event) -> None:
            read_request(connection)
            connection.sendall(self.HEAD + b"\r\n:ok\n")
            over.wait()

        http = Http(f"http://127.0.0.1:{raw_server(send_and_wait).port}", PATIENT)

        def attempt() -> float:
            cancel, started = Cancel(), threading.Event()

            def follow() -> None:
                for _ in http.stream("/", AUTH, cancel):
                    started.set()

            call = InBackground(follow)
            assert started.wait(PATIENCE_S)
            return call.seconds_to_end(cancel.cancel)

        assert any_try_within(SOON_S, attempt)

    def test_leaving_it_early_closes_its_connection(self, raw_server: Any) -> None:
        closed = threading.Event()

        def send_and_listen(connection: socket.socket, over: threading.Event) -> None:
            read_request(connection)
            connection.sendall(self.HEAD + b"\r\n:ok\n")
            if connection.recv(1) == b"":
                closed.set()

        stream = self.chunks(raw_server, send_and_listen)
        assert next(stream) == b":ok\n"
        stream.close()
        assert closed.wait(PATIENCE_S)

    def test_one_that_never_opens_is_left_when_the_time_is_over(self, raw_server: Any) -> None:
        http = Http(
            f"http://127.0.0.1:{raw_server(hang_in('headers', threading.Event())).port}",
            Limits(total_s=0.2, silence_s=PATIENCE_S),
        )
        assert "within 0.2 s" in failure(lambda: list(http.stream("/", AUTH, Cancel()))).detail


class TestClock:
    def test_is_unknown_before_an_answer_and_without_a_date(self, server: Any, reply: Any) -> None:
        http = Http(server.url)
        assert http.server_now() is None
        server.answers(reply(body=[]))
        http.request("GET", "/", AUTH, Cancel())
        assert http.server_now() is None

    @pytest.mark.parametrize("status", [200, 404])
    def test_is_the_clouds_and_runs(self, server: Any, reply: Any, status: int) -> None:
        http = Http(server.url)
        server.answers(reply(status, [], {"Date": "Tue, 01 Jan 2030 00:00:00 GMT"}), reply(200, [], {"Date": "junk"}))
        http.request("GET", "/", AUTH, Cancel())
        http.request("GET", "/", AUTH, Cancel())
        first, second = http.server_now(), http.server_now()
        assert first is not None
        assert second is not None
        assert dt.timedelta(0) <= first - dt.datetime(2030, 1, 1, tzinfo=dt.UTC) < dt.timedelta(seconds=30)
        assert first <= second


def test_no_secret_is_ever_logged_or_in_an_error(server: Any, reply: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    # Tracebacks quote the source, so each secret is put together here.
    person, password, code, mfa, client, token, claim = (f"canary{n}" * 9 for n in range(7))
    server.answers(
        reply(403, {"error": "mfa_required", "mfa_token": mfa}),
        reply(400, {"error": "invalid_otp"}),
        reply(body={"access_token": token}),
        reply(body={"claim_code": claim}),
        reply(401, {"error": "invalid_token"}),
        reply(302, b""),
        reply(500, {}),
    )
    cloud = Cloud(server.url, client_secret=Secret(client))
    challenge = cloud.sign_in(person, Secret(password), Cancel())
    shown = [str(challenge).replace(person, "")]
    for call in (
        lambda: cloud.answer_one_time_code(challenge, Secret(code), Cancel()),
        lambda: cloud.answer_one_time_code(challenge, Secret(code), Cancel()),
        lambda: cloud.create_claim_code(Secret(token), Cancel()),
        lambda: cloud.list_devices(Secret(token), Cancel()),
        lambda: cloud.list_devices(Secret(token), Cancel()),
        lambda: cloud.list_devices(Secret(token), Cancel()),
        lambda: Cloud("http://127.0.0.1:1").list_devices(Secret(token), Cancel()),
        lambda: cloud.list_devices(Secret(f"{token}\n"), Cancel()),
    ):
        try:
            shown.append(str(call()).replace(person, ""))
        except SetupError:
            shown.append(traceback.format_exc())
    assert len(server.seen) == 7
    assert "GET /v1/devices: 401 in" in caplog.text
    assert "canary" not in caplog.text + "".join(shown)


class TestQuotedRequest:
    PASSWORD = "canary pass+word & more"
    QUOTED_BODIES = (
        lambda quoted: {"error": "invalid_grant", "error_description": f"cannot read {quoted}"},
        lambda quoted: {"ok": False, "errors": [{"error": quoted}]},
        lambda quoted: f"cannot read {quoted}",
        lambda quoted: f"<html>cannot read {quoted}</html>".encode(),
    )

    @pytest.fixture(params=QUOTED_BODIES, ids=["description", "errors", "text", "HTML"])
    def quoting(self, request: pytest.FixtureRequest, server: Any, reply: Any) -> Callable[[int, str], Cloud]:
        """A cloud that refuses with this status, and quotes this of the request."""

        def start(status: int, quoted: str) -> Cloud:
            server.answers(reply(status, request.param(quoted)))
            return Cloud(server.url)

        return start

    def shown(self, call: Callable[[], object], log: pytest.LogCaptureFixture) -> str:
        log.set_level(logging.DEBUG)
        error = failure(call)
        return f"{error.detail}\n{error}\n{error!r}\n{log.text}"

    @pytest.mark.parametrize("form", [str, quote, quote_plus], ids=["plain", "%20", "+"])
    @pytest.mark.parametrize("status", [400, 403, 500])
    def test_never_shows_its_password(
        self, quoting: Any, form: Callable[[str], str], status: int, caplog: pytest.LogCaptureFixture
    ) -> None:
        cloud = quoting(status, f"username=me&password={form(self.PASSWORD)}")
        shown = self.shown(lambda: cloud.sign_in("me", Secret(self.PASSWORD), Cancel()), caplog)
        assert "canary" not in shown

    @pytest.mark.parametrize("password", ['canary"quote', "canary\\back", "canary ü"])
    def test_never_shows_a_password_that_has_to_be_escaped(
        self, quoting: Any, password: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        for quoted in (password, json.dumps({"password": password}), quote_plus(password).lower()):
            cloud = quoting(400, f"got {quoted}")
            shown = self.shown(partial(cloud.sign_in, "me", Secret(password), Cancel()), caplog)
            assert "canary" not in shown

    @pytest.mark.parametrize("password", ["token", "access", "7776000", "bearer"])
    def test_a_password_like_a_word_of_the_answer_does_not_damage_it(
        self, server: Any, reply: Any, password: str
    ) -> None:
        granted = {"token_type": "bearer", "access_token": "f" * 40, "expires_in": 7776000}
        server.answers(reply(200, granted))
        token = Cloud(server.url).sign_in("me", Secret(password), Cancel())
        assert isinstance(token, Token)
        assert token.value == Secret("f" * 40)

    @pytest.mark.parametrize("status", [400, 401, 500])
    def test_never_shows_its_token(self, quoting: Any, status: int, caplog: pytest.LogCaptureFixture) -> None:
        cloud = quoting(status, "Authorization: Bearer canary-token")
        assert "canary" not in self.shown(lambda: cloud.list_devices(Secret("canary-token"), Cancel()), caplog)

    def test_never_shows_its_one_time_code(self, quoting: Any, caplog: pytest.LogCaptureFixture) -> None:
        cloud = quoting(400, "mfa_token=canary-mfa&otp=042137")
        challenge = OneTimeCodeChallenge(Secret("canary-mfa"), "me")
        shown = self.shown(lambda: cloud.answer_one_time_code(challenge, Secret("042 137"), Cancel()), caplog)
        assert "042137" not in shown
        assert "canary" not in shown

    def test_still_says_why_it_was_refused(self, server: Any, reply: Any) -> None:
        server.answers(reply(400, {"error_description": f"no account me with {self.PASSWORD}"}))
        error = failure(lambda: Cloud(server.url).sign_in("me", Secret(self.PASSWORD), Cancel()))
        assert error.detail == "HTTP 400: no account me with ***"

    def test_of_an_event_stream_never_shows_its_token(self, quoting: Any, caplog: pytest.LogCaptureFixture) -> None:
        cloud = quoting(400, "Authorization: Bearer canary-token")
        shown = self.shown(lambda: list(cloud.device_events(Secret("canary-token"), Cancel())), caplog)
        assert "canary" not in shown
