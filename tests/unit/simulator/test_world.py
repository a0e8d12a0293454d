from __future__ import annotations

import contextlib
import http.client
import io
import json
import socket
import sys
import threading
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest

from setup_wizard.core.cancel import Cancel
from setup_wizard.simulator.flash import Firmware
from setup_wizard.simulator.latency import Latency, Stopwatch
from setup_wizard.simulator.serve import run
from setup_wizard.simulator.world import DEVICE_ID, Simulator, SimulatorOptions
from tests.patience import PATIENCE_S
from tests.unit.simulator.conftest import stops_soon

Read = Callable[[socket.socket, bytes], bytes]


def test_with_one_radio_only_one_of_photon_and_cloud_is_reachable(new_bench: Any) -> None:
    bench = new_bench(one_radio=True)
    assert bench.api("GET", "/v1/user")[0] == 200
    with pytest.raises(ConnectionRefusedError):
        bench.connect()
    assert bench.simulator.air.join_photon()
    assert bench.ask("version") == {"v": 2}
    with pytest.raises((ConnectionError, http.client.RemoteDisconnected)):
        bench.api("GET", "/v1/user")
    bench.simulator.air.leave_photon()
    assert bench.api("GET", "/v1/user")[0] == 200
    with pytest.raises(ConnectionRefusedError):
        bench.connect()


def test_changing_networks_breaks_what_is_open(new_bench: Any, read_until: Read) -> None:
    bench = new_bench(one_radio=True)
    with bench.connect(urlsplit(bench.simulator.addresses.api).port) as cloud:
        cloud.sendall(f"GET /v1/user HTTP/1.1\r\nHost: c\r\nAuthorization: Bearer {bench.token}\r\n\r\n".encode())
        read_until(cloud, rb"\r\n\r\n.+}")
        bench.simulator.air.join_photon()
        with contextlib.suppress(ConnectionResetError):
            assert cloud.recv(100) == b""
    with bench.connect_http() as photon:
        photon.sendall(b"GET /version HTTP/1.1\r\n\r\n")
        read_until(photon, b"\r\n0\r\n\r\n")
        bench.simulator.air.leave_photon()
        with pytest.raises(ConnectionResetError):
            photon.recv(100)


@pytest.mark.usefixtures("stays_away")
def test_the_computer_falls_off_when_the_access_point_goes(new_bench: Any) -> None:
    bench = new_bench(one_radio=True)
    bench.simulator.air.join_photon()
    bench.command("connect-ap")
    assert bench.photon.wait_until(lambda photon: not photon.listening, PATIENCE_S)
    assert not bench.simulator.air.host_joined
    assert bench.api("GET", "/v1/user")[0] == 200


def test_an_access_point_that_is_gone_cannot_be_joined(bench: Any) -> None:
    bench.photon.unplug()
    assert bench.photon.wait_until(lambda photon: not photon.listening, PATIENCE_S)
    assert not bench.simulator.air.join_photon()


def test_a_hanging_old_photon_still_hangs_after_the_computer_left_and_came_back(
    new_bench: Any, stays_silent: Callable[[socket.socket], bool]
) -> None:
    bench = new_bench(one_radio=True, firmware=Firmware.V0_6_4)
    bench.simulator.air.join_photon()
    for _visit in range(2):
        bench.connect().close()
        with bench.connect() as connection:
            connection.sendall(b"version\n0\n\n")
            assert stays_silent(connection)
        bench.simulator.air.leave_photon()
        bench.simulator.air.join_photon()


def test_a_setup_with_one_radio_ends_in_the_cloud(new_bench: Any) -> None:
    bench = new_bench(one_radio=True)
    code = bench.claim_code()
    bench.simulator.air.join_photon()
    bench.get_online(code=code)
    assert bench.api("GET", f"/v1/devices/{DEVICE_ID}")[1]["online"] is True


def test_ports_keep_their_numbers_while_the_photon_is_away(bench: Any) -> None:
    before = bench.simulator.addresses
    assert bench.returns_to_setup_after(lambda: bench.set_up("wrong password"))
    assert bench.simulator.addresses == before
    assert bench.ask("version") == {"v": 2}


def test_the_description_has_what_other_programs_need(bench: Any) -> None:
    described = json.loads(json.dumps(bench.simulator.describe()))
    assert described["tcp_port"] == bench.simulator.addresses.tcp_port
    assert described["http_port"] == bench.simulator.addresses.http_port
    assert described["device_id"] == DEVICE_ID == DEVICE_ID.lower()
    assert bench.sign_in(described["username"], described["password"])[0] == 200
    assert bench.api("GET", "/v1/user", token=described["token"])[1]["username"] == described["username"]
    assert described["networks"][0]["ssid"] == "Home"
    assert described["networks"][0]["password"] == "correct horse"
    assert {"control", "firmware", "access_point", "one_time_code", "neighbour_username"} <= set(described)


def test_the_description_opens_the_products(bench: Any) -> None:
    told = bench.simulator.describe()

    def token(client: str, **form: str) -> Any:
        credentials = {"client_id": told[f"{client}_id"], "client_secret": told[f"{client}_secret"]}
        return bench.api("POST", "/oauth/token", token="", form={**credentials, **form})[1].get("access_token")

    product_token = token("client", grant_type="client_credentials")
    for name, platform_id in (("product", 6), ("product_slug", 6), ("p1_product", 8), ("other_product", 12)):
        assert bench.api("GET", f"/v1/products/{told[name]}")[1]["product"]["platform_id"] == platform_id
    assert bench.api("GET", f"/v1/products/{told['product']}", token=product_token)[0] == 200
    assert token("client", grant_type="client_credentials", scope=f"customer={told['customer']}")
    username, password = told["customer_username"], told["customer_password"]
    assert token("simple_client", grant_type="password", username=username, password=password)
    account_token = token("account_client", grant_type="client_credentials")
    assert bench.api("GET", f"/v1/products/{told['product']}", token=account_token)[0] == 404


def test_the_photon_is_in_no_product_and_nobodys(bench: Any) -> None:
    assert (bench.owner(), bench.cloud.product_of(DEVICE_ID)) == (None, None)


def test_stopping_leaves_no_thread_and_no_port() -> None:
    before = set(threading.enumerate())
    with Simulator() as simulator:
        port = simulator.addresses.tcp_port
        hanging = socket.create_connection(("127.0.0.1", port), PATIENCE_S)
        hanging.sendall(b"set\n99\n\n")
        assert hanging.recv(2) == b"\n\n"
    hanging.close()
    assert set(threading.enumerate()) <= before
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), PATIENCE_S)


def test_stopping_while_the_photon_boots_does_not_wait_for_it(new_bench: Any) -> None:
    def start() -> Any:
        bench = new_bench(latency=Latency(join_s=(600, 600)))
        bench.set_up()
        return bench.simulator

    assert stops_soon(start)


def test_a_taken_port_is_reported_and_nothing_is_left_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OSError, match="in use"):
        Simulator(SimulatorOptions(api_port=taken.getsockname()[1]))


def test_real_latency_is_that_of_a_photon_and_repeats_with_its_seed() -> None:
    first, second = Stopwatch(Latency.real(), seed=3), Stopwatch(Latency.real(), seed=3)
    durations = (first.scan_s(), first.configure_s(), first.join_s())
    assert durations == (second.scan_s(), second.configure_s(), second.join_s())
    assert 2 <= durations[0] <= 4
    assert 3 <= durations[1] <= 6
    assert 8 <= durations[2] <= 15


def test_running_prints_one_line_and_ends_when_cancelled() -> None:
    printed = threading.Event()

    class Output(io.StringIO):
        def flush(self) -> None:
            printed.set()

    out, stop = Output(), Cancel()
    thread = threading.Thread(target=run, args=(SimulatorOptions(), out, stop))
    thread.start()
    try:
        assert printed.wait(PATIENCE_S)
        assert out.getvalue().count("\n") == 1
        described = json.loads(out.getvalue())
        with socket.create_connection(("127.0.0.1", described["tcp_port"]), PATIENCE_S) as connection:
            connection.sendall(b"version\n0\n\n")
            assert connection.recv(2) == b"\n\n"
    finally:
        stop.cancel()
        thread.join(PATIENCE_S)
    assert not thread.is_alive()


@pytest.mark.parametrize("second", ["http_port", "api_port", "control_port"])
def test_a_port_is_for_one_server_only(second: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(ValueError, match=f"port {port} is named twice"):
        Simulator(SimulatorOptions(tcp_port=port, **{second: port}))


def test_a_start_that_fails_leaves_nothing_running(monkeypatch: pytest.MonkeyPatch) -> None:
    before = set(threading.enumerate())
    simulator = Simulator()

    def break_down() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(simulator.photon, "start", break_down)
    with pytest.raises(KeyboardInterrupt), simulator:
        pytest.fail("it did not start")
    assert set(threading.enumerate()) <= before
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", simulator.addresses.tcp_port), PATIENCE_S)


@pytest.mark.skipif(sys.platform == "win32", reason="there a port that is reserved is taken")
@pytest.mark.parametrize("name", ["tcp_port", "http_port"])
def test_a_port_that_is_taken_after_all_is_reported_at_the_start(name: str) -> None:
    before = set(threading.enumerate())
    simulator = Simulator()
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", getattr(simulator.addresses, name)))
        other.listen()
        with pytest.raises(OSError, match="in use"):
            simulator.start()
    assert set(threading.enumerate()) <= before
