"""What a token says of its holder, and how it is given back (cloud docs: access tokens, user)."""

from __future__ import annotations

from setup_wizard.simulator import answers
from setup_wizard.simulator.answers import Answer
from setup_wizard.simulator.cloud import Cloud
from setup_wizard.simulator.device_answers import moment
from setup_wizard.simulator.holder import Kind
from setup_wizard.simulator.routes import Call, Route


class AccountApi:
    """Answers under `/v1/user` and `/v1/access_tokens`."""

    def __init__(self, cloud: Cloud) -> None:
        self._cloud = cloud
        self.routes = (
            Route("GET", "/v1/user", self._user, (Kind.DEVELOPER,)),
            Route("GET", "/v1/access_tokens/current", self._current_token),
            Route("DELETE", "/v1/access_tokens/current", self._revoke_current),
            Route("DELETE", "/v1/access_tokens", self._revoke_all),
        )

    def revoke(self, token: str) -> Answer:
        """Revoke a token that comes without any other."""
        return answers.OK if self._cloud.accounts.revoke(token) else answers.refused(404, "Token not found")

    def _user(self, call: Call) -> Answer:
        account = self._cloud.accounts.find_account(call.holder.username)
        names = {"first_name": None, "last_name": None, "business_account": False, "company_name": None}
        return Answer(
            200,
            {
                "username": account.username,
                "subscription_ids": [],
                "tos": {"accepted": True},
                "account_info": names,
                "mfa": {"enabled": account.one_time_code is not None},
                "no_password": False,
                "scim_provisioned": False,
                "wifi_device_count": len(self._cloud.devices.owned_by(call.holder)),
                "cellular_device_count": 0,
            },
        )

    def _current_token(self, call: Call) -> Answer:
        """A product and its customers are known by the product's organization, a customer by the scope too."""
        product = self._cloud.products.by_id(call.holder.product_id)
        return Answer(
            200,
            {
                "expires_at": moment(call.token.expires_at),
                "client": call.token.client_id,
                "client_id": call.token.client_id,
                "scopes": [call.holder.scope] if call.holder.scope else [],
                "orgs": [{"id": f"{product.product_id:024x}", "slug": product.slug}] if product else [],
            },
        )

    def _revoke_current(self, call: Call) -> Answer:
        self._cloud.accounts.revoke(call.token.value)
        return answers.OK

    def _revoke_all(self, call: Call) -> Answer:
        self._cloud.accounts.revoke_all(call.holder)
        return answers.OK
