"""Tokens and OAuth clients in the system's keyring, and nowhere else."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from setup_wizard.core.account import OAuthClient, Token, TokenKind
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "photon-setup"

LONGEST_ITEM_UTF16 = 1280
"""How many UTF-16 units an item may have: the Windows Credential Manager takes 2560 bytes."""

_SYSTEM_KEYRINGS = (
    "keyring.backends.Windows",
    "keyring.backends.macOS",
    "keyring.backends.SecretService",
    "keyring.backends.kwallet",
    "keyring.backends.libsecret",
)
# What these backends let through besides KeyringError; a module that is not loaded cannot have raised anything.
_BACKEND_ERRORS = (
    ("secretstorage.exceptions", "SecretStorageException"),
    ("jeepney.wrappers", "DBusErrorResponse"),
    ("dbus.exceptions", "DBusException"),
    ("gi.repository.GLib", "Error"),
    ("win32ctypes.pywin32.pywintypes", "error"),
)


class Vault:
    """Tokens by account and OAuth clients by id, one keyring item each.

    An item is read once per run, because macOS asks the person for every read.

    Without a backend it takes the system's own keyring; one that was handed in is trusted as it is. Every method may
    wait for a person to unlock the keyring, so callers run it on a worker, and raises `SetupError(KEYRING_UNAVAILABLE)`
    where there is no keyring, or it stays locked. A token that looks expired is still returned: the cloud decides.
    """

    def __init__(self, backend: KeyringBackend | None = None) -> None:
        self._backend = backend
        self._lock = threading.Lock()
        self._known: dict[str, Secret | None] = {}

    def load(self, api: str, username: str) -> Token | None:
        """The account's saved token; None without one, and for an item that some other program wrote."""
        text = self._read(_item_name(api, username))
        return _parse_token(text, username) if text else None

    def save(self, api: str, token: Token) -> None:
        """Keep the token of its account in place of an earlier one."""
        self._write(_item_name(api, token.username), _format_token(token))

    def load_client(self, api: str, client_id: str) -> OAuthClient | None:
        """The saved client; None without one, and for an item that some other program wrote."""
        text = self._read(_client_item(api, client_id))
        return _parse_client(text, client_id) if text else None

    def save_client(self, api: str, client: OAuthClient) -> None:
        """Keep the client with its secret, in place of an earlier secret."""
        text = json.dumps({"client_secret": client.secret.reveal()})
        self._write(_client_item(api, client.client_id), Secret(text))

    def forget_client(self, api: str, client_id: str) -> None:
        """Remove the client's secret, if there is one."""
        self._remove(_client_item(api, client_id))

    def forget(self, api: str, username: str) -> None:
        """Remove the account's token, if there is one."""
        self._remove(_item_name(api, username))

    def _remove(self, item: str) -> None:
        from keyring.errors import PasswordDeleteError

        with self._opened() as backend:
            try:
                backend.delete_password(SERVICE, item)
            except PasswordDeleteError:
                # Raised for a missing item too, and only reading it tells the difference.
                if backend.get_password(SERVICE, item) is not None:
                    raise
            self._known[item] = None

    def backend_name(self) -> str:
        """The keyring's name, for the diagnostics."""
        with self._opened() as backend:
            return str(backend.name)

    def _read(self, item: str) -> Secret | None:
        with self._opened() as backend:
            if item not in self._known:
                text = backend.get_password(SERVICE, item)
                self._known[item] = Secret(text) if text else None
            return self._known[item]

    def _write(self, item: str, text: Secret) -> None:
        if len(text.reveal().encode("utf-16-le")) > 2 * LONGEST_ITEM_UTF16:
            raise SetupError(Reason.KEYRING_UNAVAILABLE, "the secret is too long for the system's keyring")
        with self._opened() as backend:
            backend.set_password(SERVICE, item, text.reveal())
            self._known[item] = text

    @contextmanager
    def _opened(self) -> Iterator[KeyringBackend]:
        with self._lock:
            if self._backend is None:
                self._backend = system_keyring(_chosen_keyring())
            failures = _backend_errors()
            try:
                yield self._backend
            except failures as exc:
                raise SetupError(Reason.KEYRING_UNAVAILABLE, f"{type(exc).__name__}: {exc}") from exc


def system_keyring(chosen: KeyringBackend) -> KeyringBackend:
    """The system's own keyring in what `keyring` chose; raises `SetupError(KEYRING_UNAVAILABLE)` if it is none.

    Refused are backends that keep secrets in a file, or nowhere.
    """
    from keyring.backends.chainer import ChainerBackend

    candidates: list[KeyringBackend] = chosen.backends if isinstance(chosen, ChainerBackend) else [chosen]
    for candidate in candidates:
        if type(candidate).__module__ in _SYSTEM_KEYRINGS:
            return candidate
    raise SetupError(Reason.KEYRING_UNAVAILABLE, f"{chosen.name} is not a keyring of the system")


def _chosen_keyring() -> KeyringBackend:
    # Imported here, as all of keyring, because looking for backends is slow.
    import keyring

    try:
        return keyring.get_keyring()
    except (ImportError, AttributeError, RuntimeError) as exc:
        # keyring's own settings name a backend that does not exist or cannot run here.
        raise SetupError(Reason.KEYRING_UNAVAILABLE, f"the keyring that was set cannot be used: {exc}") from exc


def _backend_errors() -> tuple[type[Exception], ...]:
    from keyring.errors import KeyringError

    modules = ((sys.modules.get(module), name) for module, name in _BACKEND_ERRORS)
    return (KeyringError, OSError, UnicodeError, *(getattr(module, name) for module, name in modules if module))


def _item_name(api: str, username: str) -> str:
    return f"{username.strip().lower()} at {api.strip().rstrip('/').lower()}"


def _client_item(api: str, client_id: str) -> str:
    return _item_name(api, f"client:{client_id.strip()}")


def _format_token(token: Token) -> Secret:
    expires_at = token.expires_at.isoformat() if token.expires_at else None
    # Items of earlier versions name no kind: they hold developers' tokens only.
    kind = {} if token.kind is TokenKind.DEVELOPER else {"kind": token.kind.value}
    return Secret(json.dumps({"access_token": token.value.reveal(), "expires_at": expires_at, **kind}))


def _parse_token(text: Secret, username: str) -> Token | None:
    try:
        fields = json.loads(text.reveal())
        value, expires_at = fields["access_token"], fields["expires_at"]
        expires = datetime.fromisoformat(expires_at) if expires_at else None
        kind = TokenKind(fields.get("kind", TokenKind.DEVELOPER))
    except (ValueError, TypeError, KeyError):
        return None
    return Token(Secret(value), username, expires, kind) if isinstance(value, str) else None


def _parse_client(text: Secret, client_id: str) -> OAuthClient | None:
    try:
        secret = json.loads(text.reveal())["client_secret"]
    except (ValueError, TypeError, KeyError):
        return None
    return OAuthClient(client_id, Secret(secret)) if isinstance(secret, str) else None
