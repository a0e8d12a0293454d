"""The program as people get it: built once, copied elsewhere, and started where no Python is found."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from setup_wizard import __version__
from tests.system.lines import line_of, program
from tests.system.needs import UNLOCKED, need

ROOT = Path(__file__).parents[2]
BUILD = [sys.executable, str(ROOT / "packaging" / "build.py")]
BUILD_S = 300
MOST_S = 120.0
WIFI_PASSWORD = "correct horse"
ON_THIS_COMPUTER = ["--json", "--join", "none", "--device", "127.0.0.1", "--ssid", "Home"]
SAVE = """
import json, sys
from setup_wizard.core.account import Token
from setup_wizard.core.secret import Secret
from setup_wizard.vault import Vault

simulated = json.loads(sys.argv[1])
Vault().save(simulated["api"], Token(Secret(simulated["token"]), simulated["username"]))
"""
HIDE = 'for folder in {folders}; do mount -t tmpfs none "$folder"; done; exec "$0" "$@"'

pytestmark = [
    pytest.mark.timeout(BUILD_S + 120),
    pytest.mark.skipif(sys.platform != "linux", reason="packaging/smoke.py tries the bundles of other systems"),
]


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `make bundle` makes, far from the checkout."""
    need("objcopy", "objdump", "strip")
    done = subprocess.run(BUILD, capture_output=True, text=True, timeout=BUILD_S, check=False)
    assert done.returncode == 0, done.stderr
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "photon-setup"
    return shutil.copytree(ROOT / "dist" / "photon-setup", elsewhere, symlinks=True)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A home of its own, no desktop, and not a single program on the PATH."""
    runtime = tmp_path / "runtime"
    runtime.mkdir(mode=0o700)
    return {"PATH": "", "LANG": "C.UTF-8", "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(runtime)}


def run(command: list[str], environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=MOST_S, check=False)


@contextmanager
def simulator(bundle: Path, environment: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The bundle's own, as its first line describes it."""
    with program([str(bundle / "photon-setup"), "simulate"], environment) as process:
        yield json.loads(line_of(process))


def provision(bundle: Path, simulated: Mapping[str, Any]) -> list[str]:
    return [
        *(str(bundle / "photon-setup"), "provision", *ON_THIS_COMPUTER, "--api", simulated["api"]),
        *("--tcp-port", str(simulated["tcp_port"]), "--http-port", str(simulated["http_port"])),
        *("--username", simulated["username"]),
    ]


def result(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert lines, done.stderr
    assert lines[-1]["event"] == "result"
    return lines[-1]


def test_the_self_test_finds_everything_that_was_bundled(bundle: Path, environment: dict[str, str]) -> None:
    done = run([str(bundle / "photon-setup"), "--selftest"], environment | {"QT_QPA_PLATFORM": "offscreen"})
    assert done.returncode == 0, done.stdout + done.stderr
    told = dict(line.split(": ", 1) for line in done.stdout.splitlines())
    assert told["photon-setup"] == __version__
    assert told["bundled"] == "yes"
    assert "missing" not in told.values()
    for package in ("PySide6-Essentials", "cryptography", "requests", "truststore"):
        assert told[package] == metadata.version(package)
    icons = len(list((ROOT / "resources" / "icons").glob("*.svg")))
    assert told["resources"] == f"{icons} icons"
    assert int(told["certificates"].split()[0]) > 0
    assert told["Wi-Fi"].startswith("by NetworkManager")
    assert told["Qt platforms"] == "offscreen, wayland, xcb"
    assert told["Qt platform"].endswith("offscreen")


@pytest.mark.parametrize(
    "part",
    [
        *("PySide6/QtWidgets.abi3.so", "PySide6/Qt/lib/libQt6Widgets.so.6", "PySide6/QtSvg.abi3.so"),
        *("PySide6/QtDBus.abi3.so", "PySide6/Qt/plugins/imageformats", "PySide6/Qt/plugins/platforms/libqxcb.so"),
        *("cryptography", "keyring-*.dist-info", "psutil", "_cffi_backend*.so"),
    ],
)
def test_the_self_test_refuses_a_bundle_that_lacks(
    bundle: Path, environment: dict[str, str], tmp_path: Path, part: str
) -> None:
    broken = shutil.copytree(bundle, tmp_path / "broken", symlinks=True, copy_function=os.link)
    (lost,) = (broken / "_internal").glob(part)
    if lost.is_dir():
        shutil.rmtree(lost)
    else:
        lost.unlink()
    done = run([str(broken / "photon-setup"), "--selftest"], environment | {"QT_QPA_PLATFORM": "offscreen"})
    assert done.returncode == 1, done.stdout
    assert "Install the program again." in done.stdout
    assert done.stderr == ""


def test_it_claims_the_photon_of_its_own_simulator(bundle: Path, environment: dict[str, str]) -> None:
    with simulator(bundle, environment) as simulated:
        secrets = {"PHOTON_SETUP_PASSWORD": simulated["password"], "PHOTON_SETUP_WIFI_PASSWORD": WIFI_PASSWORD}
        done = run(provision(bundle, simulated), environment | secrets)
    assert done.returncode == 0, done.stderr
    assert (result(done)["reason"], result(done)["owner"]) == ("claimed", simulated["username"])


def test_the_demo_runs_where_checkout_and_python_are_gone(bundle: Path, environment: dict[str, str]) -> None:
    need("unshare", namespaces=True)
    folders = [ROOT, Path(sys.base_prefix)] if Path(sys.base_prefix) != Path("/usr") else [ROOT]
    hidden = HIDE.format(folders=" ".join(f"'{folder}'" for folder in folders))
    program = str(bundle / "photon-setup")
    done = run(
        ["unshare", "--mount", "sh", "-c", hidden, program, "--demo"], environment | {"PATH": os.environ["PATH"]}
    )
    assert done.returncode == 0, done.stderr
    assert "claimed: Your Photon is online, and it is yours" in done.stdout


class ClientMessage(ctypes.Structure):
    """Xlib's XClientMessageEvent, as long as any of its events."""

    _fields_ = (
        *(("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("send_event", ctypes.c_int)),
        *(("display", ctypes.c_void_p), ("window", ctypes.c_ulong), ("message_type", ctypes.c_ulong)),
        *(("format", ctypes.c_int), ("data", ctypes.c_long * 5), ("_rest", ctypes.c_long * 12)),
    )


def close_window(display_name: str, window: int) -> None:
    """What a window manager does for the button in a window's corner (ICCCM 4.2.8.1); there is none here."""
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XInternAtom.restype = ctypes.c_ulong
    display = ctypes.c_void_p(x11.XOpenDisplay(display_name.encode()))
    protocols, delete = (x11.XInternAtom(display, name, False) for name in (b"WM_PROTOCOLS", b"WM_DELETE_WINDOW"))
    message = ClientMessage(type=33, window=window, message_type=protocols, format=32)
    message.data[0] = delete
    x11.XSendEvent(display, ctypes.c_ulong(window), False, 0, ctypes.byref(message))
    x11.XCloseDisplay(display)


def test_the_wizard_opens_on_a_screen_and_closes(bundle: Path, environment: dict[str, str]) -> None:
    need("Xvfb", "xdotool")
    screen = ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp"]
    with subprocess.Popen(screen, stdout=subprocess.PIPE, text=True) as display:
        assert display.stdout is not None
        environment["DISPLAY"] = f":{display.stdout.readline().strip()}"
        by_hand = environment | {"PATH": os.environ["PATH"]}
        with subprocess.Popen([str(bundle / "photon-setup")], env=environment, stderr=subprocess.PIPE) as wizard:
            try:
                search = ["xdotool", "search", "--sync", "--onlyvisible", "--name", "Photon Setup"]
                window = run(search, by_hand).stdout.split()[0]
                close_window(environment["DISPLAY"], int(window))
                assert wizard.wait(MOST_S) == 0
                assert wizard.stderr is not None
                assert wizard.stderr.read() == b""
            finally:
                wizard.kill()
                display.terminate()


def test_it_signs_in_with_what_a_real_keyring_holds(bundle: Path, environment: dict[str, str]) -> None:
    need("dbus-run-session", "gnome-keyring-daemon")
    with simulator(bundle, environment) as simulated:
        script = f'{UNLOCKED}; "$0" -c "$1" "$2"; shift 2; unset PATH; exec "$@"'
        session = ["dbus-run-session", "--", "sh", "-c", script, sys.executable, SAVE, json.dumps(simulated)]
        secret = {"PHOTON_SETUP_WIFI_PASSWORD": WIFI_PASSWORD, "PATH": os.environ["PATH"]}
        done = run([*session, *provision(bundle, simulated)], environment | secret)
    assert done.returncode == 0, done.stderr
    assert result(done)["reason"] == "claimed"


class Refusing(BaseHTTPRequestHandler):
    """A cloud that knows no token."""

    def do_GET(self) -> None:
        self.send_response(401)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(b'{"error": "invalid_token"}')

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Of this computer, with its key, trusted by nobody."""
    need("openssl")
    made = tmp_path / "certificate.pem"
    name = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", made, "-out", tmp_path / "only"]
    subprocess.run([*command, *name, "-days", "1"], capture_output=True, check=True)
    made.write_text(made.read_text() + (tmp_path / "only").read_text())
    return made


@pytest.fixture
def https_cloud(certificate: Path) -> Iterator[str]:
    """The address of a cloud with this certificate."""
    server = HTTPServer(("127.0.0.1", 0), Refusing)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"https://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_it_trusts_whom_the_system_trusts(
    bundle: Path, environment: dict[str, str], certificate: Path, https_cloud: str
) -> None:
    command = [str(bundle / "photon-setup"), "provision", *ON_THIS_COMPUTER, "--api", https_cloud]
    signed_in = environment | {"PHOTON_SETUP_TOKEN": "0" * 40, "PHOTON_SETUP_WIFI_PASSWORD": WIFI_PASSWORD}
    assert result(run(command, signed_in))["reason"] == "cloud_unreachable"
    trusting = signed_in | {"SSL_CERT_FILE": str(certificate)}
    assert result(run(command, trusting))["reason"] == "token_expired"


def test_it_holds_what_it_needs_and_nothing_of_qml_the_web_or_the_tests(bundle: Path) -> None:
    files = [path.relative_to(bundle).as_posix() for path in bundle.rglob("*")]
    for wanted in (
        *("libxcb-cursor.so.0", "platforms/libqwayland.so", "wayland-shell-integration/libxdg-shell.so"),
        *("tls/libqopensslbackend.so", "networkinformation/libqnetworkmanager.so", "iconengines/libqsvgicon.so"),
        "shiboken6/files.dir/shibokensupport/signature/loader.pyc",
        *("licences/INDEX.txt", "licences/pyside6-essentials/LGPL-3.0-only.txt"),
    ):
        assert any(file.endswith(f"/{wanted}") for file in files), wanted
    unwanted = ("qml", "quick", "webengine", "addons", "virtualkeyboard", "pytest", "hypothesis", "tkinter", "gtk")
    assert [file for file in files if any(word in file.lower() for word in unwanted)] == []


def test_no_link_in_it_leads_nowhere_or_out_of_it(bundle: Path) -> None:
    links = [path for path in bundle.rglob("*") if path.is_symlink()]
    assert links
    assert all(link.resolve(strict=True).is_relative_to(bundle.resolve()) for link in links)
