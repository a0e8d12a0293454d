"""A running simulator, and plain sockets to talk to it byte by byte."""

from __future__ import annotations

import base64
import http.client
import json
import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key

from setup_wizard.core import light
from setup_wizard.simulator import photon
from setup_wizard.simulator.clients import Client
from setup_wizard.simulator.devices import Device
from setup_wizard.simulator.faults import Fault, Setting
from setup_wizard.simulator.population import PHOTON_PRODUCT_ID
from setup_wizard.simulator.world import DEVICE_ID, Simulator, SimulatorOptions
from tests.patience import PATIENCE_S, any_try_within, took_s

SOON_S = 2.0


class Bench:
    """Talks to one simulator as its peers do."""

    def __init__(self, simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
        self.simulator = simulator
        self._monkeypatch = monkeypatch
        self.photon = simulator.photon
        self.cloud = simulator.cloud
        self.people = simulator.population
        self.token = simulator.token.reveal()

    def connect(self, port: int | None = None) -> socket.socket:
        """A connection, to the TCP command port unless another is given."""
        return socket.create_connection(("127.0.0.1", port or self.simulator.addresses.tcp_port), PATIENCE_S)

    def connect_http(self) -> socket.socket:
        return self.connect(self.simulator.addresses.http_port)

    def exchange(self, request: bytes, port: int | None = None) -> bytes:
        """Everything that comes back until the Photon closes."""
        with self.connect(port) as connection:
            connection.sendall(request)
            return receive_all(connection)

    def command(self, name: str, body: bytes = b"") -> bytes:
        return self.exchange(b"%b\n%d\n\n%b" % (name.encode(), len(body), body))

    def ask(self, name: str, fields: dict[str, object] | None = None) -> Any:
        """The parsed answer; `fields` are sent the way the Photon wants them."""
        body = b"" if fields is None else json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()
        return json.loads(self.command(name, body))

    def encrypt(self, plaintext: bytes) -> str:
        der = bytes.fromhex(self.ask("public-key")["b"])
        key = load_der_public_key(der[: 3 + der[2]])
        assert isinstance(key, RSAPublicKey)
        return key.encrypt(plaintext, PKCS1v15()).hex()

    def configure(self, ssid: str, password: str, sec: int = 4194308, **more: object) -> int:
        fields = {"idx": 0, "ssid": ssid, "sec": sec, "ch": 6, "pwd": self.encrypt(password.encode()), **more}
        return int(self.ask("configure-ap", fields)["r"])

    def set_up(self, password: str = "correct horse", *, code: str = "") -> None:
        """The whole setup over TCP, up to `connect-ap`."""
        if code:
            assert self.ask("set", {"k": "cc", "v": code}) == {"r": 0}
        assert self.configure("Home", password) == 0
        assert self.ask("connect-ap", {"idx": 0}) == {"r": 0}

    def claim_code(self, token: str | None = None) -> str:
        return str(self.api("POST", "/v1/device_claims", token=token)[1]["claim_code"])

    def get_online(self, *, code: str = "") -> None:
        self.set_up(code=code)
        assert self.photon.wait_until(lambda photon: photon.light == light.ONLINE, PATIENCE_S)

    def returns_to_setup_after(self, act: Callable[[], object]) -> bool:
        """Whether what is done ends setup mode, and that begins again."""
        began_again = threading.Event()
        self.photon.watch_light(lambda shown: began_again.set() if shown == light.LISTENING else None)
        act()
        return began_again.wait(PATIENCE_S)

    def hang(self, fault: Fault, where: str = "") -> Callable[[], bool]:
        """The cloud hangs from now on; to be called to wait until it does so."""
        faults = self.simulator.faults
        hangs, request_setting = threading.Semaphore(0), faults.request_setting

        def tell(asked: Fault, method: str, path: str) -> Setting | None:
            setting = request_setting(asked, method, path)
            if setting and asked is fault:
                hangs.release()
            return setting

        self._monkeypatch.setattr(faults, "request_setting", tell)
        faults.switch_on(fault, where=where)
        # It asks once to know that it hangs, and then whether it still does.
        return lambda: all(hangs.acquire(timeout=PATIENCE_S) for _ in range(2))

    def give_to(self, username: str | None) -> None:
        self.cloud.give_to(DEVICE_ID, username)

    def owner(self) -> str | None:
        return self.cloud.owner_of(DEVICE_ID)

    def http(self, method: str, path: str, **kwargs: Any) -> tuple[int, bytes]:
        """A request to the Photon over HTTP by a strict client."""
        port = self.simulator.addresses.http_port
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)) as connection:
            connection.request(method, path, **kwargs)
            response = connection.getresponse()
            return response.status, response.read()

    def api(
        self,
        method: str,
        path: str,
        *,
        token: str | None = None,
        form: dict[str, str] | None = None,
        fields: dict[str, object] | None = None,
        file: bytes | None = None,
        client: Client | None = None,
        headers: dict[str, str] | None = None,
    ) -> tuple[int, Any, http.client.HTTPMessage]:
        """A request to the cloud as the demo user; `token=""` sends none, and a `client` replaces it."""
        sent = dict(headers or {})
        body: str | bytes | None = None
        if client:
            credentials = f"{client.client_id}:{client.secret.reveal()}"
            sent["Authorization"] = "Basic " + base64.b64encode(credentials.encode()).decode()
        if token != "" and not client:
            sent.setdefault("Authorization", f"Bearer {token or self.token}")
        if form is not None:
            body, sent["Content-Type"] = urlencode(form), "application/x-www-form-urlencoded"
        if fields is not None:
            body, sent["Content-Type"] = json.dumps(fields), "application/json"
        if file is not None:
            disposition = b'Content-Disposition: form-data; name="file"; filename="ids.txt"'
            body = b"--part\r\n" + disposition + b"\r\nContent-Type: text/plain\r\n\r\n" + file + b"\r\n--part--\r\n"
            sent["Content-Type"] = "multipart/form-data; boundary=part"
        connection = http.client.HTTPConnection(urlsplit(self.simulator.addresses.api).netloc, timeout=PATIENCE_S)
        try:
            connection.request(method, path, body=body, headers=sent)
            response = connection.getresponse()
            text = response.read()
        finally:
            connection.close()
        is_json = "json" in (response.headers["Content-Type"] or "")
        return response.status, json.loads(text) if is_json else text, response.headers

    def sign_in(self, username: str, password: str, **more: str) -> tuple[int, Any, http.client.HTTPMessage]:
        form = {"grant_type": "password", "username": username, "password": password, **more}
        client = {"client_id": "particle", "client_secret": "particle"}
        return self.api("POST", "/oauth/token", token="", form={**client, **form})

    def token_of(self, client: Client, **form: str) -> tuple[int, Any]:
        """What POST /oauth/token says to an OAuth client."""
        return self.api("POST", "/oauth/token", client=client, form=form)[:2]

    def product_token(self) -> str:
        answer = self.token_of(self.people.two_legged_client, grant_type="client_credentials")
        return str(answer[1]["access_token"])

    def customer_token(self, username: str = "") -> str:
        """A token of the shadow customer, or of another that exists."""
        scope = f"customer={username or self.people.shadow_customer.username}"
        answer = self.token_of(self.people.two_legged_client, grant_type="client_credentials", scope=scope)
        return str(answer[1]["access_token"])

    def import_device(self, device_id: str = DEVICE_ID, product: int | str = PHOTON_PRODUCT_ID) -> Any:
        return self.api("POST", f"/v1/products/{product}/devices", form={"id": device_id})[1]

    def customer_code(self, token: str | None = None) -> str:
        """A claim code of a customer, the shadow customer unless another's token is given."""
        path = f"/v1/products/{PHOTON_PRODUCT_ID}/device_claims"
        return str(self.api("POST", path, token=token or self.customer_token())[1]["claim_code"])

    def device_connects(self, code: str = "") -> bool:
        """The device reaches the cloud, without the way there; whether its code was answered."""
        return self.cloud.device_connects(DEVICE_ID, code.encode())

    def device(self) -> Device:
        device = self.cloud.devices.find(DEVICE_ID)
        assert device is not None
        return device


class HandClock:
    """The cloud's clock, set by hand; seconds since 1970."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


def receive_all(connection: socket.socket) -> bytes:
    received = b""
    while packet := connection.recv(65536):
        received += packet
    return received


@pytest.fixture
def new_bench(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Bench]]:
    """Starts simulators with the given options, and stops them."""
    with ExitStack() as running:
        yield lambda **options: Bench(running.enter_context(Simulator(SimulatorOptions(**options))), monkeypatch)


@pytest.fixture
def bench(new_bench: Callable[..., Bench]) -> Bench:
    """A simulator with the default options."""
    return new_bench()


@pytest.fixture
def clock() -> HandClock:
    """A clock to give to a simulator."""
    return HandClock()


@pytest.fixture
def stays_silent() -> Callable[[socket.socket], bool]:
    """Whether nothing comes, and the connection stays open, for a moment."""

    def check(connection: socket.socket) -> bool:
        connection.settimeout(0.05)
        try:
            connection.recv(1)
        except TimeoutError:
            return True
        finally:
            connection.settimeout(PATIENCE_S)
        return False

    return check


@pytest.fixture
def stays_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """Setup mode that ends does not begin again by itself."""
    monkeypatch.setattr(photon, "_SHORTEST_ABSENCE_S", 600.0)


def stops_soon(start: Callable[[], Any]) -> bool:
    return any_try_within(SOON_S, lambda: took_s(start().stop))


@pytest.fixture
def read_until() -> Callable[[socket.socket, bytes], bytes]:
    """Reads up to and including a pattern."""

    def read(connection: socket.socket, pattern: bytes) -> bytes:
        received = b""
        while not re.search(pattern, received, re.DOTALL):
            packet = connection.recv(65536)
            assert packet, f"closed after {received!r}"
            received += packet
        return received

    return read
