"""POST /oauth/token: what a password, a one-time code or a client gets a token for (cloud docs: authentication)."""

from __future__ import annotations

from setup_wizard.simulator import answers
from setup_wizard.simulator.accounts import (
    DEFAULT_LIFETIME_S,
    AccessToken,
    LoginRefusedError,
    OneTimeCodeWantedError,
)
from setup_wizard.simulator.answers import Answer
from setup_wizard.simulator.api_request import ApiRequest
from setup_wizard.simulator.clients import CREATE_CUSTOMER, SIGN_IN_CLIENTS, Client
from setup_wizard.simulator.cloud import Cloud
from setup_wizard.simulator.holder import Holder

_CUSTOMER_SCOPE = "customer="
_UNSUPPORTED = answers.oauth_error(400, "unsupported_grant_type", "Unsupported grant type")
_NOT_FOR_THIS_CLIENT = answers.oauth_error(
    400, "unauthorized_client", "The client is not authorized to use this grant type"
)


def sign_in(request: ApiRequest, cloud: Cloud) -> Answer:
    """A token, or why not; ten refusals in a row lock everybody out for half an hour (cloud docs: rate limits)."""
    locked_s = cloud.accounts.locked_for_s()
    if locked_s:
        return answers.too_many_requests(locked_s)
    answer = _answer(request, cloud)
    if answer.status == 200:
        cloud.accounts.forgive_failures()
    elif answer.status != 403:
        cloud.accounts.count_failure()
    return answer


def lifetime_s(request: ApiRequest) -> int | Answer:
    """The lifetime asked for, or the usual one."""
    asked = request.text("expires_in") or str(DEFAULT_LIFETIME_S)
    if not asked.isdecimal():
        return answers.oauth_error(400, "invalid_request", "expires_in must be a number of seconds")
    return int(asked)


def granted(token: AccessToken, status: int = 200) -> Answer:
    """The answer with a new token."""
    body = {"token_type": "bearer", "access_token": token.value, "refresh_token": token.refresh_token}
    lifetime = {"expires_in": token.lifetime_s} if token.lifetime_s else {}
    scope = {"scope": token.holder.scope} if token.holder.scope else {}
    return Answer(status, {**body, **lifetime, **scope}, {"Cache-Control": "no-store", "Pragma": "no-cache"})


def _answer(request: ApiRequest, cloud: Cloud) -> Answer:
    if request.method != "POST" or not request.is_form:
        return answers.NOT_A_FORM
    lifetime = lifetime_s(request)
    if isinstance(lifetime, Answer):
        return lifetime
    client_id, client_secret = request.client
    if SIGN_IN_CLIENTS.get(client_id) == client_secret:
        return _developer(request, cloud, client_id, lifetime)
    client = cloud.clients.authenticate(client_id, client_secret)
    return _client(request, cloud, client, lifetime) if client else answers.WRONG_CLIENT


def _developer(request: ApiRequest, cloud: Cloud, client_id: str, lifetime: int) -> Answer:
    """A developer's token; its refresh token is handed out, but of no use (cloud docs: refresh tokens)."""
    text = request.text
    try:
        match text("grant_type"):
            case "password":
                token = cloud.accounts.sign_in(text("username"), text("password"), client_id, lifetime)
            case "urn:custom:mfa-otp":
                token = cloud.accounts.answer_challenge(text("mfa_token"), text("otp"), client_id)
            case "client_credentials" | "refresh_token":
                return _NOT_FOR_THIS_CLIENT
            case _:
                return _UNSUPPORTED
    except LoginRefusedError:
        return answers.WRONG_CREDENTIALS if text("grant_type") == "password" else answers.WRONG_ONE_TIME_CODE
    except OneTimeCodeWantedError as wanted:
        return answers.oauth_error(
            403, "mfa_required", "Multi-factor authentication required", mfa_token=wanted.mfa_token
        )
    return granted(token)


def _client(request: ApiRequest, cloud: Cloud, client: Client, lifetime: int) -> Answer:
    match request.text("grant_type"):
        case "client_credentials":
            return _credentials(request.text("scope"), cloud, client, lifetime)
        case "password":
            return _customer(request, cloud, client, lifetime)
        case "refresh_token":
            try:
                token = cloud.accounts.refresh(request.text("refresh_token"), client.client_id, lifetime)
            except LoginRefusedError:
                return answers.WRONG_REFRESH_TOKEN
            return granted(token)
        case _:
            return _UNSUPPORTED


def _credentials(scope: str, cloud: Cloud, client: Client, lifetime: int) -> Answer:
    """The product's own token, or with a scope one for a customer; no matter in which case the customer is spelled."""
    if client.scope == CREATE_CUSTOMER:
        return _NOT_FOR_THIS_CLIENT
    if not scope:
        return granted(cloud.accounts.hand_out(Holder.product(client.product_id), client.client_id, lifetime))
    if not scope.startswith(_CUSTOMER_SCOPE) or client.product_id is None:
        return answers.oauth_error(400, "invalid_scope", "The scope is not one that this client can use")
    customer = cloud.customers.find(client.product_id, scope.removeprefix(_CUSTOMER_SCOPE))
    if customer is None:
        return answers.UNKNOWN_CUSTOMER
    return granted(cloud.accounts.hand_out(customer.holder, client.client_id, lifetime))


def _customer(request: ApiRequest, cloud: Cloud, client: Client, lifetime: int) -> Answer:
    """A customer's log-in: the password of a developer gets nothing here, with any client of a product."""
    if client.product_id is None:
        return _NOT_FOR_THIS_CLIENT
    customer = cloud.customers.log_in(client.product_id, request.text("username"), request.text("password"))
    if customer is None:
        return answers.WRONG_CREDENTIALS
    return granted(cloud.accounts.hand_out(customer.holder, client.client_id, lifetime))
