"""What the keyring keeps between runs: sign-ins and OAuth clients. For jobs; every call may wait for the keyring."""

from __future__ import annotations

from dataclasses import dataclass

from setup_wizard.core.account import OAuthClient, TokenKind
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret
from setup_wizard.ui.model import Services
from setup_wizard.workflow.facts import Facts
from setup_wizard.workflow.sign_in import use_token


@dataclass(frozen=True, slots=True)
class SavedSignIn:
    """What the keyring gave: facts if somebody is signed in by it, and whether there is a keyring at all."""

    facts: Facts | None
    keyring_works: bool


def sign_in_with_saved(services: Services, facts: Facts, username: str, cancel: Cancel) -> SavedSignIn:
    """Sign in with a saved token; one that is no longer good is forgotten, a silent cloud is not worth a problem."""
    try:
        token = services.store.load(services.api, username) if username else None
    except SetupError as exc:
        if exc.reason is not Reason.KEYRING_UNAVAILABLE:
            raise
        return SavedSignIn(None, keyring_works=False)
    if token is None:
        return SavedSignIn(None, keyring_works=True)
    try:
        return SavedSignIn(use_token(services.session, facts, token.value, cancel), keyring_works=True)
    except SetupError as exc:
        if exc.reason is Reason.CANCELLED:
            raise
        if exc.reason is Reason.TOKEN_EXPIRED:
            services.store.forget(services.api, username)
        return SavedSignIn(None, keyring_works=True)


def keep_sign_in(services: Services) -> None:
    """Keep an account's token, or the client a product's came from; a token whose owner is unknown cannot be found.

    A customer's is not kept: the next device has another customer.
    """
    token, client = services.session.token, services.session.client
    if token is None:
        return
    if token.kind is TokenKind.DEVELOPER and token.username:
        services.store.save(services.api, token)
    elif token.kind is TokenKind.PRODUCT and client is not None:
        services.store.save_client(services.api, client)


def forget_sign_in(services: Services, facts: Facts) -> None:
    """Remove what this person's sign-in left in the keyring; without a keyring there is nothing."""
    if not facts.username or facts.token_kind is TokenKind.CUSTOMER:
        return
    by_client = facts.token_kind is TokenKind.PRODUCT
    forget = services.store.forget_client if by_client else services.store.forget
    try:
        forget(services.api, facts.username)
    except SetupError as exc:
        if exc.reason is not Reason.KEYRING_UNAVAILABLE:
            raise


def given_or_kept_client(services: Services, client_id: str, secret: Secret) -> OAuthClient:
    """The client with the typed secret, or with the kept one where none was typed; raises `SIGN_IN_REFUSED`."""
    if secret:
        return OAuthClient(client_id, secret)
    client = kept_client(services, client_id)
    if client is None:
        raise SetupError(Reason.SIGN_IN_REFUSED, "no secret of this client is kept on this computer")
    return client


def kept_client(services: Services, client_id: str) -> OAuthClient | None:
    """The client with the secret that is kept, None without one or without a keyring."""
    try:
        return services.store.load_client(services.api, client_id) if client_id else None
    except SetupError as exc:
        if exc.reason is not Reason.KEYRING_UNAVAILABLE:
            raise
        return None


def keep_client(services: Services, client: OAuthClient) -> bool:
    """Keep the client's secret; False where there is no keyring."""
    try:
        services.store.save_client(services.api, client)
    except SetupError as exc:
        if exc.reason is not Reason.KEYRING_UNAVAILABLE:
            raise
        return False
    return True
