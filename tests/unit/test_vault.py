from __future__ import annotations

import json
from datetime import UTC, datetime

import keyring
import keyring.backends.fail
import keyring.backends.null
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend
from keyring.backends.SecretService import Keyring as SecretServiceKeyring
from keyring.errors import InitError, KeyringLocked, NoKeyringError, PasswordDeleteError

from setup_wizard.core.account import OAuthClient, Token, TokenKind
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.vault import SERVICE, Vault, system_keyring

API = "https://api.particle.io"
TOKEN = Token(Secret("canary"), "me@example.com", datetime(2027, 1, 1, tzinfo=UTC))
CLIENT = OAuthClient("lamp-1234", Secret("canary of the client"))


class MemoryKeyring(KeyringBackend):
    """A keyring in memory that counts how often it was read."""

    priority = 1

    def __init__(self) -> None:
        self.items: dict[tuple[str, str], str] = {}
        self.reads = 0

    def get_password(self, service: str, username: str) -> str | None:
        self.reads += 1
        return self.items.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.items[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.items.pop((service, username), None) is None:
            raise PasswordDeleteError("not found")


class BrokenKeyring(MemoryKeyring):
    """A keyring that fails in one way."""

    def __init__(self, failure: Exception) -> None:
        super().__init__()
        self.failure = failure

    def get_password(self, service: str, username: str) -> str | None:
        raise self.failure

    def set_password(self, service: str, username: str, password: str) -> None:
        raise self.failure

    def delete_password(self, service: str, username: str) -> None:
        raise self.failure


@pytest.fixture
def memory() -> MemoryKeyring:
    return MemoryKeyring()


def test_a_saved_token_is_found_by_the_next_run(memory: MemoryKeyring) -> None:
    Vault(memory).save(API, TOKEN)
    assert Vault(memory).load(API, TOKEN.username) == TOKEN


def test_a_token_without_an_end_stays_one(memory: MemoryKeyring) -> None:
    token = Token(Secret("canary"), "me")
    Vault(memory).save(API, token)
    assert Vault(memory).load(API, "me") == token


@pytest.mark.parametrize("kind", TokenKind)
def test_a_token_keeps_its_kind(memory: MemoryKeyring, kind: TokenKind) -> None:
    token = Token(Secret("canary"), "me", kind=kind)
    Vault(memory).save(API, token)
    assert Vault(memory).load(API, "me") == token


def test_an_item_of_an_earlier_version_is_a_developers(memory: MemoryKeyring) -> None:
    Vault(memory).save(API, TOKEN)
    ((key, _),) = memory.items.items()
    memory.items[key] = '{"access_token": "old", "expires_at": null}'
    assert Vault(memory).load(API, TOKEN.username) == Token(Secret("old"), TOKEN.username, kind=TokenKind.DEVELOPER)


def test_a_token_that_looks_expired_is_still_returned(memory: MemoryKeyring) -> None:
    token = Token(Secret("canary"), "me", datetime(2001, 1, 1, tzinfo=UTC))
    Vault(memory).save(API, token)
    assert Vault(memory).load(API, "me") == token


def test_an_account_without_an_item_has_no_token(memory: MemoryKeyring) -> None:
    assert Vault(memory).load(API, "me") is None


def test_an_account_has_one_item_however_its_name_is_typed(memory: MemoryKeyring) -> None:
    vault = Vault(memory)
    vault.save(API, TOKEN)
    vault.save(f"{API}/", Token(Secret("newer"), " Me@Example.com"))
    ((service, _),) = memory.items
    assert service == SERVICE
    loaded = vault.load(API.upper(), "ME@example.com")
    assert loaded is not None
    assert loaded.value == Secret("newer")


def test_accounts_and_clouds_are_kept_apart(memory: MemoryKeyring) -> None:
    vault = Vault(memory)
    vault.save(API, TOKEN)
    assert vault.load("http://localhost:8080", TOKEN.username) is None
    assert vault.load(API, "somebody@else") is None


def test_an_item_is_read_once_per_run(memory: MemoryKeyring) -> None:
    Vault(memory).save(API, TOKEN)
    vault = Vault(memory)
    assert [vault.load(API, TOKEN.username) for _ in range(3)] == [TOKEN] * 3
    assert [vault.load(API, "nobody") for _ in range(3)] == [None] * 3
    assert memory.reads == 2


def test_a_forgotten_token_is_gone(memory: MemoryKeyring) -> None:
    vault = Vault(memory)
    vault.save(API, TOKEN)
    vault.forget(API, TOKEN.username)
    assert memory.items == {}
    assert vault.load(API, TOKEN.username) is None


def test_forgetting_nothing_is_no_failure(memory: MemoryKeyring) -> None:
    vault = Vault(memory)
    vault.forget(API, "nobody")
    assert vault.load(API, "nobody") is None


def test_a_token_that_cannot_be_deleted_is_not_called_forgotten(memory: MemoryKeyring) -> None:
    class Undeletable(MemoryKeyring):
        def delete_password(self, service: str, username: str) -> None:
            raise PasswordDeleteError("denied")

    backend = Undeletable()
    vault = Vault(backend)
    vault.save(API, TOKEN)
    with pytest.raises(SetupError) as caught:
        vault.forget(API, TOKEN.username)
    assert caught.value.reason is Reason.KEYRING_UNAVAILABLE
    assert vault.load(API, TOKEN.username) == TOKEN


OTHERS_ITEMS = ["", "junk", "[]", "{}", "null", "5", '{"access_token": 5, "expires_at": null}']


@pytest.mark.parametrize(
    "text", [*OTHERS_ITEMS, '{"access_token": "t", "expires_at": null, "kind": "a kind of a later version"}']
)
def test_an_item_of_another_program_is_no_token(memory: MemoryKeyring, text: str) -> None:
    Vault(memory).save(API, TOKEN)
    ((key, _),) = memory.items.items()
    memory.items[key] = text
    assert Vault(memory).load(API, TOKEN.username) is None


def test_fields_of_a_later_version_are_passed_over(memory: MemoryKeyring) -> None:
    Vault(memory).save(API, TOKEN)
    ((key, text),) = memory.items.items()
    memory.items[key] = json.dumps({**json.loads(text), "customer_tokens": {}})
    assert Vault(memory).load(API, TOKEN.username) == TOKEN


class TestClient:
    def test_that_was_saved_is_found_by_the_next_run(self, memory: MemoryKeyring) -> None:
        Vault(memory).save_client(API, CLIENT)
        assert Vault(memory).load_client(f"{API}/", CLIENT.client_id) == CLIENT

    def test_has_one_item_with_its_newest_secret(self, memory: MemoryKeyring) -> None:
        vault = Vault(memory)
        vault.save_client(API, CLIENT)
        vault.save_client(API, OAuthClient("lamp-1234", Secret("newer")))
        assert list(memory.items) == [(SERVICE, f"client:lamp-1234 at {API}")]
        assert vault.load_client(API, "lamp-1234") == OAuthClient("lamp-1234", Secret("newer"))

    def test_is_forgotten_and_its_account_is_not(self, memory: MemoryKeyring) -> None:
        vault = Vault(memory)
        vault.save(API, Token(Secret("canary"), CLIENT.client_id))
        vault.save_client(API, CLIENT)
        vault.forget_client(API, CLIENT.client_id)
        vault.forget_client(API, "another")
        assert vault.load_client(API, CLIENT.client_id) is None
        assert Vault(memory).load_client(API, CLIENT.client_id) is None
        assert vault.load(API, CLIENT.client_id) is not None

    def test_is_kept_apart_from_others_and_from_accounts(self, memory: MemoryKeyring) -> None:
        vault = Vault(memory)
        vault.save(API, Token(Secret("canary"), CLIENT.client_id))
        assert vault.load_client(API, CLIENT.client_id) is None
        vault.save_client(API, CLIENT)
        assert vault.load_client(API, "another") is None
        assert vault.load_client("http://localhost:8080", CLIENT.client_id) is None
        assert vault.load(API, CLIENT.client_id) == Token(Secret("canary"), CLIENT.client_id)

    def test_is_read_once_per_run(self, memory: MemoryKeyring) -> None:
        Vault(memory).save_client(API, CLIENT)
        vault = Vault(memory)
        assert [vault.load_client(API, CLIENT.client_id) for _ in range(3)] == [CLIENT] * 3
        assert memory.reads == 1

    @pytest.mark.parametrize("text", [*OTHERS_ITEMS, '{"client_secret": null}'])
    def test_is_none_in_an_item_of_another_program(self, memory: MemoryKeyring, text: str) -> None:
        Vault(memory).save_client(API, CLIENT)
        ((key, _),) = memory.items.items()
        memory.items[key] = text
        assert Vault(memory).load_client(API, CLIENT.client_id) is None

    def test_that_windows_could_not_store_is_refused_everywhere(self, memory: MemoryKeyring) -> None:
        with pytest.raises(SetupError) as caught:
            Vault(memory).save_client(API, OAuthClient("lamp-1234", Secret("canary" * 300)))
        assert caught.value.reason is Reason.KEYRING_UNAVAILABLE
        assert "canary" not in str(caught.value)
        assert memory.items == {}


@pytest.mark.parametrize(("length", "fits"), [(1240, True), (1280, False), (5000, False)])
def test_a_token_windows_could_not_store_is_refused_everywhere(memory: MemoryKeyring, length: int, fits: bool) -> None:
    token = Token(Secret("x" * length), "me")
    if fits:
        Vault(memory).save(API, token)
        assert Vault(memory).load(API, "me") == token
    else:
        with pytest.raises(SetupError) as caught:
            Vault(memory).save(API, token)
        assert caught.value.reason is Reason.KEYRING_UNAVAILABLE
        assert memory.items == {}


@pytest.mark.parametrize(
    "failure",
    [
        KeyringLocked("Failed to unlock the collection!"),
        InitError("Failed to create the collection: Prompt dismissed.."),
        NoKeyringError("No recommended backend"),
        OSError("no bus"),
        UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"),
    ],
)
def test_every_failure_of_a_keyring_is_told_without_the_token(failure: Exception) -> None:
    vault = Vault(BrokenKeyring(failure))
    for call in (
        lambda: vault.load(API, "me"),
        lambda: vault.save(API, TOKEN),
        lambda: vault.forget(API, "me"),
        lambda: vault.load_client(API, "lamp-1234"),
        lambda: vault.save_client(API, CLIENT),
        lambda: vault.forget_client(API, "lamp-1234"),
    ):
        with pytest.raises(SetupError) as caught:
            call()
        assert caught.value.reason is Reason.KEYRING_UNAVAILABLE
        assert type(failure).__name__ in caught.value.detail
        assert "canary" not in str(caught.value)


def test_what_the_secret_service_lets_through_is_told() -> None:
    secretstorage = pytest.importorskip("secretstorage", reason="only Linux has a Secret Service")
    with pytest.raises(SetupError) as caught:
        Vault(BrokenKeyring(secretstorage.PromptDismissedException("dismissed"))).load(API, "me")
    assert (caught.value.reason, caught.value.detail) == (
        Reason.KEYRING_UNAVAILABLE,
        "PromptDismissedException: dismissed",
    )


def test_a_keyring_unlocked_later_is_asked_again() -> None:
    class LockedAtFirst(MemoryKeyring):
        def get_password(self, service: str, username: str) -> str | None:
            if self.reads == 0:
                self.reads += 1
                raise KeyringLocked("dismissed")
            return super().get_password(service, username)

    backend = LockedAtFirst()
    Vault(backend).save(API, TOKEN)
    vault = Vault(backend)
    with pytest.raises(SetupError):
        vault.load(API, TOKEN.username)
    assert vault.load(API, TOKEN.username) == TOKEN


@pytest.mark.parametrize("chosen", [keyring.backends.fail.Keyring(), keyring.backends.null.Keyring(), MemoryKeyring()])
def test_a_keyring_that_is_not_the_systems_is_refused(chosen: KeyringBackend, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "get_keyring", lambda: chosen)
    with pytest.raises(SetupError) as caught:
        Vault().save(API, TOKEN)
    assert caught.value.reason is Reason.KEYRING_UNAVAILABLE
    assert "not a keyring of the system" in caught.value.detail


def test_the_systems_keyring_is_taken_out_of_a_chain() -> None:
    system = SecretServiceKeyring()

    class Chain(ChainerBackend):
        backends = (MemoryKeyring(), system)  # type: ignore[assignment]

    class ChainWithoutSystem(ChainerBackend):
        backends = (MemoryKeyring(),)  # type: ignore[assignment]

    assert system_keyring(system) is system
    assert system_keyring(Chain()) is system
    with pytest.raises(SetupError):
        system_keyring(ChainWithoutSystem())


@pytest.mark.parametrize("failure", [ImportError("no module named x"), RuntimeError("Requires Windows")])
def test_a_keyring_setting_that_cannot_work_is_told(failure: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> KeyringBackend:
        raise failure

    monkeypatch.setattr(keyring, "get_keyring", fail)
    with pytest.raises(SetupError) as caught:
        Vault().backend_name()
    assert caught.value.reason is Reason.KEYRING_UNAVAILABLE
    assert str(failure) in caught.value.detail


def test_the_keyring_has_a_name(memory: MemoryKeyring) -> None:
    assert "MemoryKeyring" in Vault(memory).backend_name()
