"""Who asks: a token, or an OAuth client."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence

import requests
from requests.auth import AuthBase

from setup_wizard.core.account import OAuthClient
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret


class Authorization(AuthBase):
    """An Authorization header; being an auth object, `~/.netrc` cannot replace it.

    `secrets` is what of it must not come back in an explanation.
    """

    def __init__(self, value: str, secrets: Sequence[str]) -> None:
        self._value = value
        self.secrets = tuple(secrets)

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Called by requests for each request."""
        request.headers["Authorization"] = self._value
        return request


class BearerAuth(Authorization):
    """A token; raises `SetupError(TOKEN_EXPIRED)` for what no header can carry."""

    def __init__(self, token: Secret) -> None:
        # Checked here because the libraries below would quote the offending header, token and all.
        if not re.fullmatch(r"[!-~]+", token.reveal()):
            raise SetupError(Reason.TOKEN_EXPIRED, "the token is empty or holds characters no token has")
        super().__init__(f"Bearer {token.reveal()}", [token.reveal()])


class ClientAuth(Authorization):
    """An OAuth client's id and secret, as they were pasted."""

    def __init__(self, client: OAuthClient) -> None:
        client_id, secret = client.client_id.strip(), client.secret.reveal().strip()
        credentials = base64.b64encode(f"{client_id}:{secret}".encode(errors="replace")).decode()
        # The secrets of programs are public, and are their ids (cloud docs: particle:particle).
        super().__init__(f"Basic {credentials}", [] if secret == client_id else [secret, credentials])
