"""The vault on a real Secret Service: a gnome-keyring on a bus of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.system.needs import UNLOCKED, need

ROUND_TRIP = """
from setup_wizard.core.account import OAuthClient, Token
from setup_wizard.core.secret import Secret
from setup_wizard.vault import Vault

API = "https://api.particle.io"
client = OAuthClient("lamp-1234", Secret("canary"))
Vault().save_client(API, client)
assert Vault().load_client(API, "lamp-1234") == client
token = Token(Secret("canary"), "me@example.com")
Vault().save(API, token)
assert Vault().load(API, "me@example.com") == token
Vault().save(API, Token(Secret("newer"), "me@example.com"))
assert Vault().load(API, "me@example.com").value == Secret("newer")
Vault().forget(API, "me@example.com")
Vault().forget(API, "me@example.com")
assert Vault().load(API, "me@example.com") is None
print(Vault().backend_name())
"""

REFUSED = """
from setup_wizard.core.errors import SetupError
from setup_wizard.vault import Vault

try:
    Vault().load("https://api.particle.io", "me@example.com")
except SetupError as error:
    print(error)
"""

LOCKED = "gnome-keyring-daemon --start --components=secrets --daemonize >/dev/null"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A home, a runtime folder and no display, for programs that must not find the real ones."""
    need("dbus-run-session", "gnome-keyring-daemon")
    folders = {name: tmp_path / name for name in ("HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR")}
    for folder in folders.values():
        folder.mkdir(mode=0o700)
    return {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"} | {name: str(folder) for name, folder in folders.items()}


def run(environment: dict[str, str], keyring_command: str, program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", f'{keyring_command}; exec "$0" -c "$1"', sys.executable, program],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_token_goes_through_a_real_keyring_and_is_forgotten(environment: dict[str, str]) -> None:
    done = run(environment, UNLOCKED, ROUND_TRIP)
    assert done.returncode == 0, done.stderr
    assert "SecretService" in done.stdout


def test_a_locked_keyring_nobody_can_unlock_is_told(environment: dict[str, str]) -> None:
    done = run(environment, LOCKED, REFUSED)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("keyring_unavailable: ")
    assert "Traceback" not in done.stderr


def test_a_system_without_a_keyring_is_told(environment: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", REFUSED],
        env=environment | {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("keyring_unavailable: ")
