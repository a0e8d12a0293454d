"""The feed of versions, over a real server on this computer."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from setup_wizard import updates
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.updates import Release, is_newer, newest_release
from tests.patience import PATIENCE_S

PAGE = "https://example.com/lamp/1.3"


class Feed(ThreadingHTTPServer):
    """Answers each path with a status, a header and a body; notes what it was asked."""

    daemon_threads = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.hangs = threading.Event()
        self.let_go = threading.Event()

    @property
    def address(self) -> str:
        return f"https://127.0.0.1:{self.server_address[1]}"

    def tell(self, value: object, path: str = "/newest.json") -> str:
        return self.answer(200, {}, json.dumps(value).encode(), path)

    def answer(self, status: int, headers: dict[str, str], body: bytes = b"", path: str = "/newest.json") -> str:
        self.answers[path] = (status, headers, body)
        return self.address + path


class _Handler(BaseHTTPRequestHandler):
    server: Feed

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        if self.path == "/hang":
            self.server.hangs.set()
            self.server.let_go.wait(PATIENCE_S)
            return
        status, headers, body = self.server.answers[self.path]
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Be quiet."""


def write_certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for this computer that signed itself, and its key."""
    key = generate_private_key(SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    certificate_file, key_file = folder / "feed.pem", folder / "feed.key"
    certificate_file.write_bytes(certificate.public_bytes(Encoding.PEM))
    key_file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return certificate_file, key_file


@pytest.fixture
def feed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Feed]:
    for name in ("HTTPS_PROXY", "ALL_PROXY", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    certificate, key = write_certificate(tmp_path)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(updates, "TOTAL_S", PATIENCE_S)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with Feed() as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield server
        server.let_go.set()
        server.shutdown()
        thread.join()


def refusal(address: str) -> SetupError:
    with pytest.raises(SetupError) as raised:
        newest_release(address, Cancel())
    assert raised.value.reason is Reason.CLOUD_UNREACHABLE
    return raised.value


def test_the_newest_version_and_its_page_are_read(feed: Feed) -> None:
    address = feed.tell({"version": "1.3", "page": PAGE, "notes": "whatever"})
    assert newest_release(address, Cancel()) == Release("1.3", PAGE)


def test_nothing_is_sent_but_the_request(feed: Feed, tmp_path: Path) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login ada password lovelace\n")
    newest_release(feed.tell({"version": "1.3", "page": PAGE}), Cancel())
    ((path, headers),) = feed.asked
    assert path == "/newest.json"
    assert headers == {
        "Host": feed.address.removeprefix("https://"),
        "User-Agent": "photon-setup",
        "Accept": "application/json",
        "Accept-Encoding": "identity",
        "Connection": "close",
    }


def test_a_redirect_is_followed_and_takes_no_cookie_along(feed: Feed) -> None:
    feed.tell({"version": "1.3", "page": PAGE}, "/there/newest.json")
    address = feed.answer(302, {"Location": "/there/newest.json", "Set-Cookie": "who=ada; Path=/"})
    assert newest_release(address, Cancel()).version == "1.3"
    assert "Cookie" not in feed.asked[-1][1]


def test_a_redirect_to_plain_http_is_not_followed(feed: Feed) -> None:
    feed.tell({"version": "1.3", "page": PAGE}, "/plain")
    plain = feed.address.replace("https:", "http:") + "/plain"
    refusal(feed.answer(302, {"Location": plain}))
    assert [path for path, _headers in feed.asked] == ["/newest.json"]


def test_redirects_in_a_circle_end(feed: Feed) -> None:
    refusal(feed.answer(301, {"Location": "/newest.json"}))
    assert len(feed.asked) == 1 + updates.MOST_REDIRECTS


@pytest.mark.parametrize(
    "value",
    [
        [],
        "1.3",
        {"version": "1.3"},
        {"version": 1.3, "page": PAGE},
        {"version": "newest", "page": PAGE},
        {"version": "1.3" + "x" * updates.MOST_OFFERED, "page": PAGE},
        {"version": "1.3", "page": "http://example.com/1.3"},
        {"version": "1.3", "page": "file:///etc/passwd"},
        {"version": "1.3", "page": "https://example.com/1.3\nx"},
        {"version": "1.3", "page": PAGE, "notes": "x" * updates.MOST_BYTES},
    ],
)
def test_an_answer_that_is_no_release_is_refused(value: object, feed: Feed) -> None:
    refusal(feed.tell(value))
    assert [path for path, _headers in feed.asked] == ["/newest.json"]


@pytest.mark.parametrize("status", [204, 404, 500])
def test_an_answer_of_another_status_is_refused(status: int, feed: Feed) -> None:
    refusal(feed.answer(status, {}))
    assert [path for path, _headers in feed.asked] == ["/newest.json"]


def test_a_sign_in_page_in_between_is_refused(feed: Feed) -> None:
    refusal(feed.answer(200, {"Content-Type": "text/html"}, b"<html>Welcome to the hotel</html>"))
    assert [path for path, _headers in feed.asked] == ["/newest.json"]


def test_plain_http_is_never_asked(feed: Feed) -> None:
    refusal(feed.tell({"version": "1.3", "page": PAGE}).replace("https:", "http:"))
    assert feed.asked == []


def test_a_server_that_nobody_trusts_is_not_believed(feed: Feed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REQUESTS_CA_BUNDLE")
    monkeypatch.delenv("CURL_CA_BUNDLE", raising=False)
    refusal(feed.tell({"version": "1.3", "page": PAGE}))
    assert feed.asked == []


def test_a_feed_that_hangs_is_given_up(feed: Feed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(updates, "TOTAL_S", 0.3)
    refusal(f"{feed.address}/hang")


def test_whoever_cancels_does_not_wait(feed: Feed) -> None:
    cancel = Cancel()
    waiter = threading.Thread(target=lambda: (feed.hangs.wait(PATIENCE_S), cancel.cancel()))
    waiter.start()
    with pytest.raises(SetupError) as raised:
        newest_release(f"{feed.address}/hang", cancel)
    waiter.join()
    assert raised.value.reason is Reason.CANCELLED


@pytest.mark.parametrize(
    ("offered", "running", "newer"),
    [
        ("1.3", "1.2.9", True),
        ("1.10", "1.9", True),
        ("2", "1.99.99", True),
        ("1.2.0.1", "1.2", True),
        ("1.2.0", "1.2", False),
        ("1.2", "1.2.0", False),
        ("1.1", "1.2", False),
        ("1.3rc1", "1.2", False),
        ("1.3.dev1", "1.2", False),
        ("1.2.0", "1.2.0rc1", True),
        ("1.2.0", "1.2.0+abc", False),
        ("1.2.0", "1.2.0.dev3+g1234567.d20261122", True),
    ],
)
def test_versions_are_compared_number_by_number(offered: str, running: str, newer: bool) -> None:
    assert is_newer(offered, running) is newer


NUMBERS = st.lists(st.integers(0, 999), min_size=1, max_size=4)


@given(NUMBERS, NUMBERS)
def test_of_two_versions_at_most_one_is_newer(first: list[int], second: list[int]) -> None:
    one, other = (".".join(map(str, numbers)) for numbers in (first, second))
    assert not (is_newer(one, other) and is_newer(other, one))
    assert not is_newer(one, one)
