"""POST /oauth/token: a password or a one-time code for a token (cloud docs: authentication, rate limits)."""

from __future__ import annotations

from setup_wizard.simulator import answers
from setup_wizard.simulator.accounts import (
    DEFAULT_LIFETIME_S,
    AccessToken,
    Accounts,
    LoginRefusedError,
    OneTimeCodeWantedError,
)
from setup_wizard.simulator.answers import Answer
from setup_wizard.simulator.api_request import ApiRequest

CLIENTS = {"particle": "particle", "particle-api": "particle-api", "particle-cli": "particle-cli"}
"""The OAuth clients that may sign developers in: the documentation's, particle-api-js's and the CLI's."""


def sign_in(request: ApiRequest, accounts: Accounts) -> Answer:
    """A token, or why not; ten refusals in a row lock everybody out for half an hour."""
    locked_s = accounts.locked_for_s()
    if locked_s:
        return answers.too_many_requests(locked_s)
    answer = _answer(request, accounts)
    if answer.status not in (200, 403):
        accounts.count_failure()
    return answer


def _answer(request: ApiRequest, accounts: Accounts) -> Answer:
    if request.method != "POST" or not request.is_form:
        return answers.NOT_A_FORM
    client_id, client_secret = request.basic or (request.text("client_id"), request.text("client_secret"))
    if CLIENTS.get(client_id) != client_secret:
        return answers.WRONG_CLIENT
    match request.text("grant_type"):
        case "password":
            return _password(request, accounts, client_id)
        case "urn:custom:mfa-otp":
            return _one_time_code(request, accounts, client_id)
        case _:
            return answers.oauth_error(400, "unsupported_grant_type", "Unsupported grant type")


def _password(request: ApiRequest, accounts: Accounts, client_id: str) -> Answer:
    lifetime = request.text("expires_in") or str(DEFAULT_LIFETIME_S)
    if not lifetime.isdecimal():
        return answers.oauth_error(400, "invalid_request", "expires_in must be a number of seconds")
    try:
        token = accounts.sign_in(request.text("username"), request.text("password"), client_id, int(lifetime))
    except LoginRefusedError:
        return answers.WRONG_CREDENTIALS
    except OneTimeCodeWantedError as wanted:
        return answers.oauth_error(
            403, "mfa_required", "Multi-factor authentication required", mfa_token=wanted.mfa_token
        )
    return _granted(token)


def _one_time_code(request: ApiRequest, accounts: Accounts, client_id: str) -> Answer:
    try:
        token = accounts.answer_challenge(request.text("mfa_token"), request.text("otp"), client_id)
    except LoginRefusedError:
        return answers.WRONG_ONE_TIME_CODE
    return _granted(token)


def _granted(token: AccessToken) -> Answer:
    body = {"token_type": "bearer", "access_token": token.value, "refresh_token": token.refresh_token}
    lifetime = {"expires_in": token.lifetime_s} if token.lifetime_s else {}
    return Answer(200, {**body, **lifetime}, {"Cache-Control": "no-store", "Pragma": "no-cache"})
